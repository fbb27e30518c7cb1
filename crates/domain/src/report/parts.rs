//! How complete each part of a report is: the cells of the round's status matrix.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Report;
use crate::finding::{Finding, Severity};
use crate::form::Form;

/// State of one table or of the narrative, in the order from done to untouched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// Filled in, nothing wrong.
    Full,
    /// Filled in, with at least one error.
    Error,
    /// Some of it is filled in.
    Partial,
    Empty,
    /// The unit states that it has nothing to report.
    Nil,
}

/// Key of the narrative in [`parts`]; tables use their own key.
pub const NARRATIVE: &str = "text";

/// State of the narrative and of each typed table. Derived tables follow their source.
pub fn parts(form: &Form, report: &Report, findings: &[Finding]) -> BTreeMap<String, PartState> {
    let mut out = BTreeMap::from([(NARRATIVE.to_owned(), narrative(form, report))]);
    for table in &form.tables {
        let key = table.derived.as_ref().map_or(&table.key, |d| &d.from);
        let wrong =
            findings.iter().any(|f| f.severity == Severity::Error && f.spot.table.as_ref() == Some(key));
        let state = match (report.rows(key).is_empty(), report.is_nil(key), wrong) {
            (true, true, _) => PartState::Nil,
            (true, false, _) => PartState::Empty,
            (false, _, true) => PartState::Error,
            (false, _, false) => PartState::Full,
        };
        out.insert(table.key.clone(), state);
    }
    out
}

fn narrative(form: &Form, report: &Report) -> PartState {
    let filled = |key: &str| report.narrative.get(key).is_some_and(|t| !t.trim().is_empty());
    let missing = form.sections.iter().filter(|s| s.required && !filled(&s.key)).count();
    match (missing, form.sections.iter().any(|s| filled(&s.key))) {
        (0, _) => PartState::Full,
        (_, true) => PartState::Partial,
        (_, false) => PartState::Empty,
    }
}
