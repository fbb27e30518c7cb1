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
        [("units-not-accepted", missing), ("sections-empty", empty)]
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .collect()
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

pub fn counts<'o>(
    terms: &Terms,
    obligations: impl IntoIterator<Item = &'o Obligation>,
    today: Date,
) -> Counts {
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

/// A stretch of an officer's text: words, or the name of a locked figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    Words(&'t str),
    /// `B1.total.disbursed` or `units.accepted`, without its quotation marks.
    Figure(&'t str),
}

/// Splits a text at its locked figures «…». A mark without its partner stays words.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('«') {
        let Some((name, tail)) =
            after.split_once('»').filter(|(n, _)| n.split('.').count() >= 2 && !n.contains(' '))
        else {
            let cut = before.len() + '«'.len_utf8();
            out.push(Piece::Words(&rest[..cut]));
            rest = &rest[cut..];
            continue;
        };
        if !before.is_empty() {
            out.push(Piece::Words(before));
        }
        out.push(Piece::Figure(name));
        rest = tail;
    }
    if !rest.is_empty() {
        out.push(Piece::Words(rest));
    }
    out
}

impl Consolidated {
    /// Value of a locked figure by name, and whether it is money (đồng). A figure that no unit
    /// reported is zero; a name that the form does not know is `None`.
    pub fn named(&self, name: &str) -> Option<(i64, bool)> {
        named(&self.form, &self.units, &self.figures, name)
    }
}

/// See [`Consolidated::named`].
pub fn named(form: &Form, units: &[UnitLine], figures: &[Figure], name: &str) -> Option<(i64, bool)> {
    let (table, rest) = name.split_once('.')?;
    if table == "units" {
        let count = |f: &dyn Fn(&UnitLine) -> bool| i64::try_from(units.iter().filter(|u| f(u)).count()).ok();
        let n = match rest {
            "total" => count(&|_| true),
            "accepted" => count(&|u| u.status == "accepted"),
            "late" => count(&|u| u.late),
            "on_time" => count(&|u| u.submitted_on.is_some() && !u.late),
            "missing" => count(&|u| u.submitted_on.is_none()),
            _ => None,
        };
        return n.map(|n| (n, false));
    }
    let (row, column) = rest.rsplit_once('.')?;
    let known = form.table(table)?;
    if column != crate::figures::ROWS && known.column(column).is_none() {
        return None;
    }
    let money = crate::figures::unit_of_measure(form, table, column) == "VND";
    Some((find(figures, table, row, column).unwrap_or(0), money))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locked_figures_are_told_from_words_and_loose_marks_stay_words() {
        assert_eq!(
            pieces("giải ngân «B1.total.disbursed» triệu đồng"),
            [Piece::Words("giải ngân "), Piece::Figure("B1.total.disbursed"), Piece::Words(" triệu đồng")]
        );
        let joined: String = pieces("«nói» và « x")
            .iter()
            .map(|p| match p {
                Piece::Words(w) => (*w).to_owned(),
                Piece::Figure(f) => format!("<{f}>"),
            })
            .collect();
        assert_eq!(joined, "«nói» và « x");
    }

    #[test]
    fn a_figure_nobody_reported_is_zero_and_an_unknown_name_is_nothing() {
        let form = crate::report::tests::annual();
        assert_eq!(named(&form, &[], &[], "B1.total.disbursed"), Some((0, true)));
        assert_eq!(named(&form, &[], &[], "B1.total.unknown"), None);
        assert_eq!(named(&form, &[], &[], "units.total"), Some((0, false)));
    }

    #[test]
    fn every_figure_named_in_the_forms_own_drafts_exists() {
        let form = crate::report::tests::annual();
        for s in &form.sections {
            for p in pieces(&s.draft) {
                if let Piece::Figure(name) = p {
                    assert!(named(&form, &[], &[], name).is_some(), "{}: {name}", s.key);
                }
            }
        }
    }
}
