//! The consolidated report: what it is made of, and what a seal freezes.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::figures::Figure;
use crate::form::Form;
use crate::round::{Obligation, Stage, Terms, Timing};

/// How one unit stands in the consolidated report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitLine {
    pub code: String,
    pub name: String,
    /// [`Stage::name`].
    pub status: String,
    pub submitted_on: Option<Date>,
    pub late: bool,
    /// Reason for sealing without this unit.
    pub excused: Option<String>,
}

/// The officer's own words for one section, with locked figures as `«B1.total.disbursed»`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionText {
    pub section: String,
    pub text: String,
}

/// Everything the consolidated report of a round says. Stored whole when sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consolidated {
    pub form: Form,
    pub terms: Terms,
    /// Name of the standing agency that reports.
    pub agency: String,
    pub units: Vec<UnitLine>,
    pub sections: Vec<SectionText>,
    pub figures: Vec<Figure>,
    /// The same figures of the last sealed year, without parts; empty when there is none.
    pub last_year: Vec<Figure>,
    /// Why last year cannot be set beside this one (other units), when it cannot.
    pub last_year_note: Option<String>,
    /// The instance holds demonstration figures.
    pub demo: bool,
}

impl Consolidated {
    pub fn value(&self, table: &str, row: &str, column: &str) -> Option<i64> {
        find(&self.figures, table, row, column)
    }
    pub fn last_value(&self, table: &str, row: &str, column: &str) -> Option<i64> {
        find(&self.last_year, table, row, column)
    }
    /// What still stands in the way of a seal: message key suffix and count.
    pub fn obstacles(&self) -> Vec<(&'static str, usize)> {
        let missing = self.units.iter().filter(|u| u.status != "accepted" && u.excused.is_none()).count();
        let filled = |key: &str| self.sections.iter().any(|s| s.section == key && !s.text.trim().is_empty());
        let empty = self.form.sections.iter().filter(|s| s.required && !filled(&s.key)).count();
        [("units-not-accepted", missing), ("sections-empty", empty)].into_iter().filter(|(_, n)| *n > 0).collect()
    }
}

fn find(figures: &[Figure], table: &str, row: &str, column: &str) -> Option<i64> {
    figures.iter().find(|f| f.table == table && f.row == row && f.column == column).map(|f| f.value)
}

/// A sealed version of the consolidated report. Never recomputed; a correction is a new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    pub version: u32,
    pub on: Date,
    /// Person who sealed, by name.
    pub by: String,
    /// Why this version replaces the one before; empty for the first.
    pub reason: String,
    /// Lower-case hexadecimal SHA-256 of the stored JSON.
    pub sha256: String,
}

/// A figure or a text that a later version changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// `B1.total.disbursed`, or `section II`.
    pub what: String,
    pub before: String,
    pub after: String,
}

/// What the newer version says otherwise.
pub fn corrections(older: &Consolidated, newer: &Consolidated) -> Vec<Correction> {
    let mut out = Vec::new();
    let name = |f: &Figure| format!("{}.{}.{}", f.table, f.row, f.column);
    for f in &newer.figures {
        let before = older.value(&f.table, &f.row, &f.column).unwrap_or(0);
        if before != f.value {
            out.push(Correction { what: name(f), before: before.to_string(), after: f.value.to_string() });
        }
    }
    for f in older.figures.iter().filter(|f| newer.value(&f.table, &f.row, &f.column).is_none()) {
        out.push(Correction { what: name(f), before: f.value.to_string(), after: "0".into() });
    }
    for s in &newer.sections {
        let before = older.sections.iter().find(|o| o.section == s.section).map_or("", |o| o.text.as_str());
        if before != s.text {
            out.push(Correction {
                what: format!("section {}", s.section),
                before: before.to_owned(),
                after: s.text.clone(),
            });
        }
    }
    out
}

/// How many units stand at which stage, and how many kept the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    pub units: usize,
    pub not_opened: usize,
    pub draft: usize,
    pub submitted: usize,
    pub returned: usize,
    pub accepted: usize,
    pub on_time: usize,
    /// Submitted after the last on-time day.
    pub late: usize,
    /// Not submitted, and the last on-time day is past.
    pub missing: usize,
}

pub fn counts<'o>(terms: &Terms, obligations: impl IntoIterator<Item = &'o Obligation>, today: Date) -> Counts {
    let mut n = Counts::default();
    for o in obligations {
        n.units += 1;
        match o.stage {
            Stage::NotOpened => n.not_opened += 1,
            Stage::Draft { .. } => n.draft += 1,
            Stage::Submitted { .. } => n.submitted += 1,
            Stage::Returned { .. } => n.returned += 1,
            Stage::Accepted { .. } => n.accepted += 1,
        }
        match o.timing(terms, today) {
            Timing::OnTime => n.on_time += 1,
            Timing::Late { .. } => n.late += 1,
            Timing::Overdue { .. } => n.missing += 1,
            Timing::Open { .. } => {}
        }
    }
    n
}
