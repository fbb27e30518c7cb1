//! An office's own list of projects that call for aid, as outlines: which of its columns is which field, and what
//! each of its lines would change.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Outline, OutlineFacts};
use crate::finding::{Finding, any_error};
use crate::ids::OutlineId;

/// What a column of a list may be. `unit` is who proposes, `period` a span of years, `sought` and `counterpart` sums
/// over all years; the others are fields of the outline.
pub const FIELDS: [&str; 30] = [
    "name",
    "name_en",
    "unit",
    "place",
    "hamlet",
    "area",
    "owner",
    "owner_address",
    "modality",
    "support",
    "summary",
    "summary_en",
    "need",
    "goal",
    "objectives",
    "results",
    "activities",
    "schedule",
    "effects",
    "sustainability",
    "households",
    "people",
    "minority",
    "women",
    "poor",
    "starts",
    "ends",
    "period",
    "sought",
    "counterpart",
];

/// Units of money that a list may be written in, as đồng.
pub const SCALES: [i64; 4] = [1, 1_000, 1_000_000, 1_000_000_000];

/// How a list is read. Columns are known by their headings, so that a moved column stays what it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Sheet by name; the first one that holds something when empty.
    #[serde(default)]
    pub sheet: String,
    /// Row of the headings, counted from 1.
    pub header: u32,
    /// đồng that one unit of money in the list means, one of [`SCALES`].
    pub money: i64,
    /// Who proposes when a line does not say it and its place does not tell.
    #[serde(default)]
    pub unit: String,
    /// Heading by field.
    pub columns: BTreeMap<String, String>,
}

impl Mapping {
    /// Fields that nothing can be read without.
    pub fn lacks(&self) -> Vec<&'static str> {
        ["name", "place"].into_iter().filter(|f| !self.columns.contains_key(*f)).collect()
    }
}

/// A line as it was understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Counted from 1, as the spreadsheet shows it.
    pub row: u32,
    /// Organisation that proposes; empty when nobody could be found.
    pub unit: String,
    pub facts: OutlineFacts,
    /// Fields that the line says something about; an empty cell says nothing.
    pub given: Vec<String>,
    pub findings: Vec<Finding>,
}

/// A field in which a line differs from the outline that it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    pub field: &'static str,
    /// The outline says something that the list did not put there: somebody decides.
    pub conflict: bool,
}

/// What a line would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// It has errors and is left out.
    Broken,
    New,
    /// The same name and place stand in an outline that says the same.
    Same {
        code: String,
    },
    Change {
        code: String,
        fields: Vec<Difference>,
    },
    /// It would change an outline that was sent already, and does not.
    Closed {
        code: String,
    },
    /// Another line above has the same name and place.
    Repeated {
        row: u32,
    },
}

/// What the sender chose where the list and an outline disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    Keep,
    Take,
}

/// What undoes one outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    pub outline: OutlineId,
    pub code: String,
    /// As it was before; nothing where the list made it.
    pub before: Option<OutlineFacts>,
    /// The revision that writing left; another one means that somebody has worked on it since.
    pub revision: i64,
}

/// Name and place, by which a line finds its outline.
pub fn key(facts: &OutlineFacts, folded: impl Fn(&str) -> String) -> (String, String) {
    (folded(&facts.name.vi), facts.place.clone())
}

/// Fields that are compared and taken one by one: those of an outline, and its sums together. A line finds its outline by
/// its place, and a span of years stands in the first and last day.
fn compared() -> impl Iterator<Item = &'static str> {
    FIELDS.into_iter().filter(|f| !matches!(*f, "unit" | "place" | "period" | "counterpart"))
}

/// Puts one field of `from` into `into`.
pub fn take(field: &str, into: &mut OutlineFacts, from: &OutlineFacts) {
    let mut from = from.clone();
    match field {
        "starts" => into.starts = from.starts,
        "ends" => into.ends = from.ends,
        "support" => into.support = from.support,
        // A list knows sums only: the lines of a budget stay while they add up to the same.
        "sought" => {
            if (into.sought(), into.counterpart()) != (from.sought(), from.counterpart()) {
                into.budget = from.budget;
            }
        }
        _ => {
            if let (Some(into), Some(from)) = (into.line_mut(field), from.line_mut(field)) {
                *into = std::mem::take(from);
            } else if let (Some(into), Some(from)) = (into.count_mut(field), from.count_mut(field)) {
                *into = *from;
            } else if let (Some(into), Some(from)) = (into.text_mut(field), from.text_mut(field)) {
                into.vi = std::mem::take(&mut from.vi);
            } else if let Some(field) = field.strip_suffix("_en")
                && let (Some(into), Some(from)) = (into.text_mut(field), from.text_mut(field))
            {
                into.en = std::mem::take(&mut from.en);
            }
        }
    }
}

fn differ(field: &str, a: &OutlineFacts, b: &OutlineFacts) -> bool {
    let mut taken = a.clone();
    take(field, &mut taken, b);
    taken != *a
}

fn is_empty(field: &str, facts: &OutlineFacts) -> bool {
    // A project is what an outline is until someone says otherwise.
    let blank = OutlineFacts { modality: "project".into(), ..OutlineFacts::default() };
    !differ(field, &blank, facts) || !differ(field, &OutlineFacts::default(), facts)
}

/// Where a line differs from an outline. `last` is what an earlier list put there: what nobody has touched since may
/// change without a question, and so may what is empty.
pub fn differences(ours: &OutlineFacts, line: &Line, last: Option<&OutlineFacts>) -> Vec<Difference> {
    let given = |field: &str| line.given.iter().any(|g| g == field);
    compared()
        .filter(|field| given(field) && differ(field, ours, &line.facts))
        .map(|field| {
            let untouched = last.is_some_and(|last| !differ(field, ours, last));
            Difference { field, conflict: !untouched && !is_empty(field, ours) }
        })
        .collect()
}

/// What each line would do to the outlines of the year. `folded` makes names comparable; `last` is what earlier lists
/// put into an outline.
pub fn effects(
    lines: &[Line],
    outlines: &[Outline],
    last: &BTreeMap<OutlineId, OutlineFacts>,
    folded: impl Fn(&str) -> String,
) -> Vec<Effect> {
    let known: BTreeMap<_, &Outline> = outlines.iter().map(|o| (key(&o.facts, &folded), o)).collect();
    let mut seen: BTreeMap<(String, String), u32> = BTreeMap::new();
    let mut effect = |line: &Line| {
        if any_error(&line.findings) {
            return Effect::Broken;
        }
        let key = key(&line.facts, &folded);
        if let Some(row) = seen.get(&key) {
            return Effect::Repeated { row: *row };
        }
        seen.insert(key.clone(), line.row);
        let Some(it) = known.get(&key) else { return Effect::New };
        let (code, fields) = (it.code.clone(), differences(&it.facts, line, last.get(&it.id)));
        match fields.is_empty() {
            true => Effect::Same { code },
            false if it.stage.is_open_to_unit() => Effect::Change { code, fields },
            false => Effect::Closed { code },
        }
    };
    lines.iter().map(&mut effect).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::{BudgetLine, OutlineStage};
    use crate::words::Texts;

    fn facts(name: &str, owner: &str) -> OutlineFacts {
        OutlineFacts {
            name: Texts::vi(name),
            place: "2025:32062".into(),
            owner: owner.into(),
            modality: "project".into(),
            ..OutlineFacts::default()
        }
    }

    fn line(row: u32, facts: OutlineFacts) -> Line {
        let given = ["name", "place", "owner", "sought"].map(str::to_owned).to_vec();
        Line { row, unit: "X32062".into(), facts, given, findings: Vec::new() }
    }

    fn outline(id: i64, stage: OutlineStage, facts: OutlineFacts) -> Outline {
        let code = format!("DC-2026-{id:03}");
        Outline { id: OutlineId(id), code, year: 2026, unit: "X32062".into(), stage, facts, revision: 1 }
    }

    #[test]
    fn a_line_is_new_the_same_a_change_or_comes_too_late() {
        let sent = OutlineStage::Submitted { at: jiff::Timestamp::UNIX_EPOCH, by: String::new() };
        let ours = [
            outline(1, OutlineStage::Draft, facts("Cầu", "UBND xã")),
            outline(2, OutlineStage::Draft, facts("Trường", "UBND xã")),
            outline(3, sent, facts("Trạm", "UBND xã")),
        ];
        let mut broken = line(9, facts("Hỏng", ""));
        broken.findings.push(Finding::error("listing-unit-unknown", crate::finding::Spot::default()));
        let lines = [
            line(2, facts("Cầu", "UBND xã")),
            line(3, facts("TRƯỜNG", "Sở")),
            line(4, facts("Trạm", "Sở")),
            line(5, facts("Kênh", "Sở")),
            line(6, facts("Kênh", "Sở")),
            broken,
        ];
        let found = effects(&lines, &ours, &BTreeMap::new(), str::to_lowercase);
        assert_eq!(found[0], Effect::Same { code: "DC-2026-001".into() });
        let fields =
            vec![Difference { field: "name", conflict: true }, Difference { field: "owner", conflict: true }];
        assert_eq!(found[1], Effect::Change { code: "DC-2026-002".into(), fields });
        assert_eq!(found[2], Effect::Closed { code: "DC-2026-003".into() });
        assert_eq!(found[3..], [Effect::New, Effect::Repeated { row: 5 }, Effect::Broken]);
    }

    #[test]
    fn what_nobody_touched_since_the_last_list_changes_without_a_question() {
        let ours = facts("Cầu", "UBND xã");
        let sent = line(2, facts("Cầu", "Sở"));
        let asks =
            |last: Option<&OutlineFacts>, ours: &OutlineFacts| differences(ours, &sent, last)[0].conflict;
        assert!(asks(None, &ours));
        assert!(!asks(Some(&facts("Cầu", "UBND xã")), &ours));
        assert!(asks(Some(&facts("Cầu", "Ban")), &ours));
        assert!(!asks(None, &facts("Cầu", "")), "an empty field is filled in");
    }

    #[test]
    fn a_budget_that_adds_up_to_the_same_keeps_its_lines() {
        let budget = |amounts: &[i64]| -> Vec<BudgetLine> {
            amounts.iter().map(|n| BudgetLine { donor_vnd: *n, ..BudgetLine::default() }).collect()
        };
        let mut ours = facts("Cầu", "UBND xã");
        ours.budget = budget(&[40, 60]);
        let mut sent = facts("Cầu", "UBND xã");
        sent.budget = budget(&[100]);
        assert_eq!(differences(&ours, &line(2, sent.clone()), None), []);
        sent.budget = budget(&[120]);
        let found = differences(&ours, &line(2, sent.clone()), None);
        assert_eq!(found, [Difference { field: "sought", conflict: true }]);
        take("sought", &mut ours, &sent);
        assert_eq!(ours.sought(), 120);
    }
}
