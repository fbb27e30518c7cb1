//! A form: what a round asks. Narrative sections and tables of typed columns, all from data.
//!
//! The yearly report of eight tables and an ad hoc request with three questions are both a
//! [`Form`]; nothing else in the program knows their columns.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Severity;
use crate::words::Words;

/// `data/forms/*.toml`. Sealed reports keep the form they were made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub id: String,
    pub version: u32,
    pub title: Words,
    /// Where the layout comes from; shown to the administrator.
    pub source: String,
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
    #[serde(default, rename = "table")]
    pub tables: Vec<Table>,
    /// Closed lists used by choice columns, by name.
    #[serde(default, rename = "list")]
    pub lists: BTreeMap<String, Vec<Choice>>,
}

/// One part of the narrative, "II. Kết quả theo nhiệm vụ".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Roman number, also its key: "II".
    pub key: String,
    pub title: Words,
    pub hint: Words,
    #[serde(default)]
    pub required: bool,
    /// First draft of the consolidated text in Vietnamese, with figures as «B1.total.disbursed».
    #[serde(default)]
    pub draft: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// "B1". Also the sheet's number.
    pub key: String,
    pub title: Words,
    #[serde(default)]
    pub hint: Words,
    /// Columns whose equality makes two rows the same row when no row id says so.
    #[serde(default)]
    pub identity: Vec<String>,
    /// Set when no one types this table: each row is a group of another table's rows.
    pub derived: Option<Derived>,
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
}

/// Rows are the values of `by` in table `from`; each number is a sum of `Column::from`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derived {
    pub from: String,
    pub by: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub key: String,
    pub title: Words,
    /// Heading that spans neighbouring columns of the same group.
    pub group: Option<Words>,
    pub kind: Kind,
    #[serde(default)]
    pub required: bool,
    /// Comes from the register or from last year; locked in workbook and form.
    #[serde(default)]
    pub locked: bool,
    /// Added up over rows and units.
    #[serde(default)]
    pub total: bool,
    /// Totals are also kept for each value of this column (area, place, kind of donor).
    #[serde(default)]
    pub split: bool,
    /// Computed, never typed.
    pub formula: Option<Formula>,
    /// In a derived table: the column of the source table that is summed.
    pub from: Option<String>,
    /// Name of a list in the form, for [`Kind::Choice`].
    pub list: Option<String>,
    /// Shown in the consolidated annex on paper (the rest stays in XLSX).
    #[serde(default)]
    pub print: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Text,
    /// Code of a project of the register, or empty for one the register does not know yet.
    Project,
    /// Letter of a priority area of the plan.
    Area,
    /// Code of a place in the system valid for the round.
    Place,
    Choice,
    /// ISO date in [`Value::Text`].
    Date,
    Year,
    /// Đồng in [`Value::Int`]; typed and shown in million đồng.
    Money,
    /// Hundredths of a unit of the row's own currency; never totalled.
    Amount,
    Count,
    /// Tenths of a per cent; only computed.
    Percent,
}

impl Kind {
    pub fn is_number(self) -> bool {
        matches!(self, Kind::Year | Kind::Money | Kind::Amount | Kind::Count | Kind::Percent)
    }
    /// Whether the value is picked from a list that the workbook offers as a drop-down.
    pub fn is_code(self) -> bool {
        matches!(self, Kind::Area | Kind::Place | Kind::Choice)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// Sum of the columns of the same row.
    Sum(Vec<String>),
    /// First divided by second, in tenths of a per cent, half away from zero; empty when the
    /// second is empty or zero.
    Ratio(String, String),
}

/// `le = [part, whole]`: the first must not be greater than the second (numbers or dates).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub le: (String, String),
    pub severity: Severity,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub code: String,
    pub vi: String,
    pub en: String,
}

impl Form {
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.tables.iter().find(|t| t.key == key)
    }
    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|s| s.key == key)
    }
    /// Tables that people fill in.
    pub fn typed_tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter().filter(|t| t.derived.is_none())
    }
    pub fn choices(&self, list: &str) -> &[Choice] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }
    /// Faults of the form itself, as sentences for whoever edits the data file.
    pub fn faults(&self) -> Vec<String> {
        let mut out = Vec::new();
        for t in &self.tables {
            t.column_faults(self, &mut out);
        }
        out
    }
}

impl Table {
    pub fn column(&self, key: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.key == key)
    }
    pub fn index(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.key == key)
    }
    /// Index of the column that holds the project's code, if this table has one.
    pub fn project_index(&self) -> Option<usize> {
        self.columns.iter().position(|c| c.kind == Kind::Project)
    }

    fn column_faults(&self, form: &Form, out: &mut Vec<String>) {
        let mut need = |key: &str, why: &str| {
            if self.column(key).is_none() {
                out.push(format!("{}: {why} names column {key:?}, which is not there", self.key));
            }
        };
        for key in &self.identity {
            need(key, "identity");
        }
        for rule in &self.rules {
            need(&rule.le.0, "rule");
            need(&rule.le.1, "rule");
        }
        for c in &self.columns {
            match &c.formula {
                Some(Formula::Sum(of)) => of.iter().for_each(|k| need(k, "formula")),
                Some(Formula::Ratio(a, b)) => [a, b].into_iter().for_each(|k| need(k, "formula")),
                None => {}
            }
        }
        for c in &self.columns {
            if c.kind == Kind::Choice && c.list.as_deref().is_none_or(|l| form.choices(l).is_empty()) {
                out.push(format!("{}.{}: a choice needs a list", self.key, c.key));
            }
            if let Some(d) = &self.derived {
                let source = form.table(&d.from);
                if source.is_none_or(|s| c.from.as_deref().is_some_and(|k| s.column(k).is_none())) {
                    out.push(format!("{}.{}: its source column is not in {}", self.key, c.key, d.from));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annual() -> Form {
        toml::from_str(include_str!("../../../data/forms/annual.toml")).unwrap()
    }

    #[test]
    fn the_annual_form_has_eight_tables_six_sections_and_no_fault() {
        let form = annual();
        assert_eq!(form.tables.len(), 8);
        assert_eq!(form.sections.len(), 6);
        assert_eq!(form.faults(), Vec::<String>::new());
    }

    #[test]
    fn a_rule_on_a_missing_column_is_a_fault() {
        let mut form = annual();
        form.tables[0]
            .rules
            .push(Rule { le: ("nothing".into(), "households".into()), severity: Severity::Error });
        assert_eq!(form.faults().len(), 1);
    }
}
