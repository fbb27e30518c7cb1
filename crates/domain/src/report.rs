//! A unit's report: the answers to a [`Form`], and how two states of it differ.
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::form::{Form, Formula, Table};

pub mod checks;
pub mod compare;
pub mod parts;

/// What one cell holds. The column's kind says what a number or a text means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(untagged)]
pub enum Value {
    Int(i64),
    Text(String),
    #[default]
    Empty,
}

impl Value {
    pub fn int(&self) -> Option<i64> {
        match self {
            Value::Int(n) => Some(*n),
            _ => None,
        }
    }
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(t) => Some(t),
            _ => None,
        }
    }
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Empty)
    }
}

/// A number, a text or nothing, told apart by what comes. The derived reading tries one kind after the
/// other and writes a sentence about each that fits not: a third of what reading a report took.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, a text or nothing")
            }
            fn visit_i64<E: de::Error>(self, n: i64) -> Result<Value, E> {
                Ok(Value::Int(n))
            }
            fn visit_u64<E: de::Error>(self, n: u64) -> Result<Value, E> {
                i64::try_from(n).map(Value::Int).map_err(|_| E::invalid_value(Unexpected::Unsigned(n), &self))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }
            fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
                Ok(Value::Text(text))
            }
            fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
                Ok(Value::Empty)
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// One line of a table: cells in the order of the form's columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Stays with the row through workbook and form; 0 for a row that has none yet.
    pub id: u32,
    pub cells: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TableData {
    pub rows: Vec<Row>,
    /// "Không phát sinh": the unit states that it has nothing to report here.
    #[serde(default)]
    pub nil: bool,
}

/// All answers of one unit. Derived tables and computed cells are never stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// Text by section key.
    pub narrative: BTreeMap<String, String>,
    /// Data by table key.
    pub tables: BTreeMap<String, TableData>,
}

impl Report {
    pub fn rows(&self, table: &str) -> &[Row] {
        self.tables.get(table).map_or(&[], |t| t.rows.as_slice())
    }
    pub fn is_nil(&self, table: &str) -> bool {
        self.tables.get(table).is_some_and(|t| t.nil)
    }
    pub fn is_blank(&self) -> bool {
        self.narrative.values().all(String::is_empty)
            && self.tables.values().all(|t| t.rows.is_empty() && !t.nil)
    }
    /// Gives an id to each row that has none, counting on from the highest of its table.
    pub fn number_rows(&mut self) {
        for t in self.tables.values_mut() {
            let mut last = t.rows.iter().map(|r| r.id).max().unwrap_or(0);
            for row in t.rows.iter_mut().filter(|r| r.id == 0) {
                last += 1;
                row.id = last;
            }
        }
    }
}

/// The value of a cell, computed when its column has a formula.
pub fn value_of<'r>(table: &Table, row: &'r Row, index: usize) -> Cow<'r, Value> {
    let Some(column) = table.columns.get(index) else { return Cow::Owned(Value::Empty) };
    let number = |key: &String| table.index(key).and_then(|i| value_of(table, row, i).int());
    match &column.formula {
        None => row.cells.get(index).map_or(Cow::Owned(Value::Empty), Cow::Borrowed),
        Some(Formula::Sum(of)) => {
            let sum = of.iter().filter_map(number).reduce(|sum, part| sum + part);
            Cow::Owned(sum.map_or(Value::Empty, Value::Int))
        }
        Some(Formula::Ratio(a, b)) => Cow::Owned(match (number(a), number(b)) {
            (Some(a), Some(b)) if b != 0 => Value::Int(per_mille(a, b)),
            _ => Value::Empty,
        }),
    }
}

/// `a / b` in tenths of a per cent, rounded half away from zero. `b` must not be zero.
pub fn per_mille(a: i64, b: i64) -> i64 {
    let (a, b) = (i128::from(a) * 1000, i128::from(b));
    let half = b.abs() / 2 * a.signum() * b.signum();
    i64::try_from((a + half * b.signum()) / b).unwrap_or(i64::MAX)
}

/// Rows of a derived table: one for each value of its key that occurs in the source, in order.
pub fn derive(form: &Form, table: &Table, report: &Report) -> Vec<Row> {
    let Some(derived) = &table.derived else { return Vec::new() };
    let Some(source) = form.table(&derived.from) else { return Vec::new() };
    let Some(by) = source.index(&derived.by) else { return Vec::new() };
    let mut groups: BTreeMap<Cow<'_, Value>, Vec<&Row>> = BTreeMap::new();
    for row in report.rows(&derived.from) {
        let key = value_of(source, row, by);
        if !key.is_empty() {
            groups.entry(key).or_default().push(row);
        }
    }
    groups
        .into_iter()
        .enumerate()
        .map(|(n, (key, rows))| Row {
            id: u32::try_from(n + 1).unwrap_or(u32::MAX),
            cells: table
                .columns
                .iter()
                .map(|c| match c.from.as_ref().and_then(|k| source.index(k)) {
                    Some(i) if i == by => key.as_ref().clone(),
                    Some(i) => Value::Int(rows.iter().filter_map(|r| value_of(source, r, i).int()).sum()),
                    None => Value::Empty,
                })
                .collect(),
        })
        .collect()
}

/// Rows of any table, typed or derived.
pub fn rows_of<'r>(form: &Form, table: &Table, report: &'r Report) -> Cow<'r, [Row]> {
    if table.derived.is_some() { derive(form, table, report).into() } else { report.rows(&table.key).into() }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn annual() -> Form {
        toml::from_str(include_str!("../../../data/forms/annual.toml")).unwrap()
    }

    /// A project row with the given cells, everything else empty.
    pub(crate) fn row(form: &Form, table: &str, id: u32, cells: &[(&str, Value)]) -> Row {
        let t = form.table(table).unwrap();
        let mut row = Row { id, cells: vec![Value::Empty; t.columns.len()] };
        for (key, value) in cells {
            row.cells[t.index(key).unwrap_or_else(|| panic!("{table}.{key}"))] = value.clone();
        }
        row
    }

    pub(crate) fn text(t: &str) -> Value {
        Value::Text(t.into())
    }

    #[test]
    fn capital_by_area_comes_from_the_projects_and_is_never_typed() {
        let form = annual();
        let mut report = Report::default();
        report.tables.insert(
            "B1".into(),
            TableData {
                nil: false,
                rows: vec![
                    row(
                        &form,
                        "B1",
                        1,
                        &[("area", text("d")), ("aid", Value::Int(100)), ("disbursed", Value::Int(40))],
                    ),
                    row(&form, "B1", 2, &[("area", text("a")), ("aid", Value::Int(7))]),
                    row(
                        &form,
                        "B1",
                        3,
                        &[("area", text("d")), ("aid", Value::Int(11)), ("loan", Value::Int(5))],
                    ),
                ],
            },
        );
        let b3 = form.table("B3").unwrap();
        let rows = derive(&form, b3, &report);
        let shown: Vec<_> =
            rows.iter().map(|r| (r.cells[0].clone(), r.cells[b3.index("aid").unwrap()].int())).collect();
        assert_eq!(shown, vec![(text("a"), Some(7)), (text("d"), Some(111))]);
    }

    #[test]
    fn a_ratio_is_rounded_and_empty_without_a_base() {
        assert_eq!(per_mille(1, 3), 333);
        assert_eq!(per_mille(2, 3), 667);
        assert_eq!(per_mille(-2, 3), -667);
        let form = annual();
        let b1 = form.table("B1").unwrap();
        let r = row(&form, "B1", 1, &[("disbursed", Value::Int(5))]);
        assert!(value_of(b1, &r, b1.index("rate").unwrap()).is_empty());
    }
}
