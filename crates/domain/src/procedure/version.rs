//! Later versions of a rule set: what an administrator confirmed or changed, from a day on.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::rules::RuleSet;

/// A rule set as somebody changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Id of the rule set that the files have.
    pub base: String,
    /// From 2; the file is the first.
    pub number: u32,
    /// First day on which a dossier is born under it.
    pub from: Date,
    pub rules: RuleSet,
    pub reason: String,
    pub by: String,
}

/// Id of the rule set that the files have, from the id of any version: "nd-80-2020.2" → "nd-80-2020".
pub fn base_of(id: &str) -> &str {
    id.split_once('.').map_or(id, |(base, _)| base)
}

/// Rule sets of the files with their later versions. A version ends where the next begins, so that a dossier keeps the
/// one it was born under; what was pending stays there, while amendments and reports go over as the instrument says.
pub fn merged(files: &[RuleSet], versions: &[Version]) -> Vec<RuleSet> {
    let mut out = Vec::new();
    for file in files {
        let mut chain = vec![file.clone()];
        let mut own: Vec<&Version> = versions.iter().filter(|v| v.base == file.id).collect();
        own.sort_by_key(|v| v.number);
        for version in own {
            let mut rules = version.rules.clone();
            rules.id = format!("{}.{}", file.id, version.number);
            rules.transition.takes_pending = false;
            rules.from = rules.from.map(|from| from.max(version.from));
            let last = rules.from.and_then(|from| from.yesterday().ok());
            if let Some(last) = last {
                for before in &mut chain {
                    before.to = Some(before.to.map_or(last, |to| to.min(last)));
                }
            }
            chain.push(rules);
        }
        out.extend(chain);
    }
    out
}

/// What an administrator found in the text of the instrument.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Confirmation {
    /// Which of [`RuleSet::to_confirm`] are settled.
    pub settled: Vec<usize>,
    pub clocks: Vec<ClockFound>,
    /// Id of a step, and its article.
    pub steps: Vec<(String, String)>,
    /// Where it stands: document, article, page.
    pub source: String,
}

/// A clock as the text has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockFound {
    pub id: String,
    pub length: Option<u16>,
    pub article: String,
}

/// The rules with what was found.
pub fn confirmed(rules: &RuleSet, found: &Confirmation) -> RuleSet {
    let mut out = rules.clone();
    let open = rules.to_confirm.iter().enumerate();
    out.to_confirm = open.filter(|(n, _)| !found.settled.contains(n)).map(|(_, w)| w.clone()).collect();
    for clock in &mut out.clocks {
        if let Some(it) = found.clocks.iter().find(|c| c.id == clock.id) {
            clock.length = it.length;
            it.article.clone_into(&mut clock.article);
            clock.confirmed = true;
        }
    }
    for step in &mut out.steps {
        if let Some((_, article)) = found.steps.iter().find(|(id, _)| *id == step.id) {
            article.clone_into(&mut step.article);
            step.confirmed = true;
        }
    }
    if !found.source.trim().is_empty() {
        out.source = format!("{}; {}", out.source, found.source.trim());
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::procedure::{Dossier, Event, choose};

    fn file() -> RuleSet {
        let text = include_str!("../../../../data/rules/nd-80-2020.toml");
        toml::from_str(text).unwrap()
    }

    fn version(number: u32, from: Date, days: u16) -> Version {
        let mut rules = file();
        rules.clocks.iter_mut().for_each(|c| c.length = Some(days));
        let (reason, by) = (String::new(), String::new());
        Version { base: rules.id.clone(), number, from, rules, reason, by }
    }

    #[test]
    fn a_dossier_keeps_the_version_it_was_born_under() {
        let all = merged(&[file()], &[version(2, date(2025, 6, 1), 9), version(3, date(2025, 9, 1), 7)]);
        let born = |on: Date| {
            let event = "submitted".to_owned();
            let sent = Event { event, on, of: None, organisation: None, due: None, to: None };
            let dossier = Dossier { family: "grant".into(), events: vec![sent], ..Dossier::default() };
            choose(&all, &dossier, date(2025, 11, 7)).unwrap().id.clone()
        };
        assert_eq!(born(date(2025, 5, 31)), "nd-80-2020");
        assert_eq!(born(date(2025, 6, 1)), "nd-80-2020.2");
        assert_eq!(born(date(2025, 9, 1)), "nd-80-2020.3");
        assert_eq!(base_of("nd-80-2020.3"), "nd-80-2020");
        assert_eq!(all[2].to, Some(date(2025, 12, 7)), "the last one ends with its instrument");
    }

    #[test]
    fn what_is_confirmed_is_no_longer_asked_and_names_its_source() {
        let rules = file();
        let open = rules.to_confirm.len();
        let clock = rules.clocks[0].id.clone();
        let found = Confirmation {
            settled: vec![0],
            clocks: vec![ClockFound { id: clock, length: Some(12), article: "Điều 9".into() }],
            steps: vec![(rules.steps[0].id.clone(), "Điều 8".into())],
            source: "Công báo 1/2020".into(),
        };
        let now = confirmed(&rules, &found);
        assert_eq!(
            (now.to_confirm.len(), now.to_confirm[0].clone()),
            (open - 1, rules.to_confirm[1].clone())
        );
        assert_eq!((now.clocks[0].length, now.clocks[0].article.as_str()), (Some(12), "Điều 9"));
        assert!(now.clocks[0].confirmed && now.steps[0].confirmed && now.source.ends_with("Công báo 1/2020"));
    }
}
