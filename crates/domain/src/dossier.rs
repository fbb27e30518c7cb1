//! A dossier of aid as the office keeps it: what the procedure reads, and beside it opinions with their words, the
//! appraisal, and what the decision says.
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::Arg;
use crate::ids::DossierId;
use crate::organisation::Role;
use crate::procedure::{Actor, Dossier, Event, Law, RuleSet, State, state};
use crate::refusal::Refusal;

#[cfg(test)]
mod tests;

/// What somebody asked for an opinion says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Agrees,
    /// With conditions, which the text names.
    Conditions,
    Objects,
}

impl Verdict {
    pub const ALL: [Self; 3] = [Self::Agrees, Self::Conditions, Self::Objects];

    /// End of the message key `opinion-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Conditions => "conditions",
            Self::Objects => "objects",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.name() == name)
    }
}

/// An opinion that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    pub of: Role,
    /// Code of the organisation.
    pub organisation: String,
    pub verdict: Verdict,
    pub text: String,
    /// Number of its letter; empty when it was given on screen.
    #[serde(default)]
    pub letter: String,
    pub on: Date,
    /// Person who entered it.
    pub by: String,
}

/// How a criterion of the appraisal is met. No source sets a scale of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Met {
    Yes,
    Partly,
    No,
}

impl Met {
    pub const ALL: [Self; 3] = [Self::Yes, Self::Partly, Self::No];

    /// End of the message key `met-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.name() == name)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    pub met: Met,
    #[serde(default)]
    pub note: String,
    pub by: String,
}

/// A decision as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Decision {
    /// "1234/QĐ-UBND".
    pub number: String,
    pub on: Option<Date>,
}

/// Who entered an event, with a reason where one was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// Place among the dossier's events.
    pub event: usize,
    pub by: String,
    #[serde(default)]
    pub note: String,
}

/// All that is kept of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Content {
    pub dossier: Dossier,
    /// Code of the call that it answers.
    #[serde(default)]
    pub call: String,
    /// Who gives, by name.
    #[serde(default)]
    pub provider: String,
    #[serde(default)]
    pub entered: Vec<Entered>,
    #[serde(default)]
    pub opinions: Vec<Opinion>,
    /// By id of the criterion.
    #[serde(default)]
    pub scores: BTreeMap<String, Score>,
    /// By id of the decision's field.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    #[serde(default)]
    pub decision: Decision,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub id: DossierId,
    /// "HS-2026-003"
    pub code: String,
    /// Organisation of the aid owner.
    pub unit: String,
    pub content: Content,
    /// Counts up with each saved state.
    pub revision: i64,
}

/// Something that is entered now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act<'a> {
    pub event: &'a str,
    pub on: Date,
    /// A day that the event itself sets: a start that is put off.
    pub due: Option<Date>,
    pub note: &'a str,
    pub by: &'a str,
}

/// What may be entered now, and who does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub event: String,
    pub actors: Vec<Actor>,
}

/// Events that a decision is.
pub const DECIDES: [&str; 2] = ["approved", "amended"];

impl Record {
    /// # Errors
    /// As [`state`] says.
    pub fn state(&self, law: &Law<'_>, on: Date) -> Result<State, Refusal> {
        state(law, &self.content.dossier, on)
    }

    /// Exits of the step, and what ends or puts off a clock that counts.
    pub fn choices(&self, law: &Law<'_>, now: &State) -> Vec<Choice> {
        let Some(rules) = law.rules.iter().find(|r| r.id == now.rule_set) else { return Vec::new() };
        let Some(step) = rules.steps.iter().find(|s| s.id == now.step) else { return Vec::new() };
        let exit = |x: &crate::procedure::Exit| Choice {
            event: x.event.clone(),
            actors: if x.actor.is_empty() { step.actor.clone() } else { x.actor.clone() },
        };
        let mut out: Vec<Choice> = step.exits.iter().map(exit).collect();
        for clock in now.clocks.iter().filter_map(|c| rules.clock(&c.id)) {
            let actors = if clock.actor.is_empty() { &step.actor } else { &clock.actor };
            for event in clock.until.iter().chain(&clock.deferred_by) {
                if out.iter().all(|c| c.event != *event) && !self.leads_somewhere(rules, event) {
                    out.push(Choice { event: event.clone(), actors: actors.clone() });
                }
            }
        }
        out
    }

    /// An event that is an exit of some step happens only there.
    fn leads_somewhere(&self, rules: &RuleSet, event: &str) -> bool {
        rules.steps.iter().flat_map(|s| &s.exits).any(|x| x.event == event)
    }

    /// Enters what happened. The rules that the dossier was sent under are kept with it.
    ///
    /// # Errors
    /// Refused when the step does not know the event, when it lies before what is entered already, while a fact,
    /// a criterion or a field of the decision lacks that the event needs, and what [`state`] says.
    pub fn act(&mut self, law: &Law<'_>, act: &Act<'_>) -> Result<(), Refusal> {
        if self.content.dossier.events.last().is_some_and(|last| act.on < last.on) {
            return Err(Refusal::new("dossier-before-last"));
        }
        let now = self.state(law, act.on)?;
        if self.choices(law, &now).iter().all(|c| c.event != act.event) {
            return Err(Refusal::new("dossier-not-now"));
        }
        self.ready_for(law, &now, act.event)?;
        let event = Event {
            event: act.event.to_owned(),
            on: act.on,
            of: None,
            organisation: None,
            due: act.due,
            to: None,
        };
        self.enter(event, act.by, act.note);
        // The rules may refuse what they find only with the event.
        let after = self.state(law, act.on)?;
        if self.content.dossier.rule_set.is_none() && act.event == "submitted" {
            self.content.dossier.rule_set = Some(after.rule_set);
        }
        Ok(())
    }

    fn enter(&mut self, event: Event, by: &str, note: &str) {
        let place = self.content.dossier.events.len();
        self.content.dossier.events.push(event);
        self.content.entered.push(Entered { event: place, by: by.to_owned(), note: note.trim().to_owned() });
    }

    fn ready_for(&self, law: &Law<'_>, now: &State, event: &str) -> Result<(), Refusal> {
        let rules = law.rules.iter().find(|r| r.id == now.rule_set);
        let count = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
        if event == "submitted" && now.missing.iter().any(|m| m.starts_with("fact:")) {
            return Err(Refusal::new("dossier-facts-lack"));
        }
        let criteria = rules.map(|r| r.criteria.as_slice()).unwrap_or_default();
        let open = criteria.iter().filter(|c| !self.content.scores.contains_key(&c.id)).count();
        if event == "appraised" && open > 0 {
            return Err(Refusal::new("dossier-criteria-lack").with("n", count(open)));
        }
        if DECIDES.contains(&event) {
            let lacking = self.decision_lacks(rules);
            if lacking > 0 {
                return Err(Refusal::new("dossier-decision-lacks").with("n", count(lacking)));
            }
        }
        Ok(())
    }

    /// Fields of the decision that are empty, its number and day among them.
    pub fn decision_lacks(&self, rules: Option<&RuleSet>) -> usize {
        let it = &self.content;
        let asked = rules.map(|r| r.decision_fields.as_slice()).unwrap_or_default();
        let empty = asked.iter().filter(|f| it.fields.get(&f.id).is_none_or(|t| t.trim().is_empty())).count();
        empty + usize::from(it.decision.number.is_empty()) + usize::from(it.decision.on.is_none())
    }

    /// Asks organisations for their opinion, all at once.
    ///
    /// # Errors
    /// Refused at a step that takes no opinions, and for one who is asked already.
    pub fn ask(
        &mut self,
        law: &Law<'_>,
        whom: &[(Role, String)],
        due: Option<Date>,
        on: Date,
        by: &str,
    ) -> Result<(), Refusal> {
        let now = self.state(law, on)?;
        let takes = law
            .rules
            .iter()
            .find(|r| r.id == now.rule_set)
            .and_then(|r| r.steps.iter().find(|s| s.id == now.step))
            .is_some_and(|s| s.opinions);
        if !takes || whom.is_empty() {
            return Err(Refusal::new(if takes { "dossier-ask-nobody" } else { "dossier-not-now" }));
        }
        if due.is_some_and(|due| due < on) {
            return Err(Refusal::new("dossier-ask-past"));
        }
        for (of, organisation) in whom {
            let asked = |o: &&crate::procedure::OpinionState| {
                o.requested.is_some() && o.organisation.as_deref() == Some(organisation.as_str())
            };
            if now.opinions.iter().any(|o| asked(&o)) {
                return Err(Refusal::new("dossier-asked-already")
                    .with("organisation", Arg::Text(organisation.clone())));
            }
            let organisation = Some(organisation.clone());
            let event =
                Event { event: "opinion_requested".into(), on, of: Some(*of), organisation, due, to: None };
            self.enter(event, by, "");
        }
        self.state(law, on).map(|_| ())
    }

    /// An opinion comes, also late.
    ///
    /// # Errors
    /// Refused when that organisation was not asked or has answered, and without words to a condition or an objection.
    pub fn answer(&mut self, law: &Law<'_>, opinion: Opinion) -> Result<(), Refusal> {
        let now = self.state(law, opinion.on)?;
        let is_its = |o: &&crate::procedure::OpinionState| {
            o.organisation.as_deref() == Some(opinion.organisation.as_str()) && o.requested.is_some()
        };
        match now.opinions.iter().find(is_its) {
            None => return Err(Refusal::new("dossier-not-asked")),
            Some(o) if o.given.is_some() => return Err(Refusal::new("dossier-answered")),
            Some(_) => {}
        }
        if opinion.verdict != Verdict::Agrees && opinion.text.trim().is_empty() {
            return Err(Refusal::new("dossier-opinion-empty"));
        }
        let event = Event {
            event: "opinion_given".into(),
            on: opinion.on,
            of: Some(opinion.of),
            organisation: Some(opinion.organisation.clone()),
            due: None,
            to: None,
        };
        self.enter(event, &opinion.by, "");
        self.content.opinions.push(opinion);
        self.state(law, self.content.dossier.events.last().map_or_else(Date::default, |e| e.on)).map(|_| ())
    }
}
