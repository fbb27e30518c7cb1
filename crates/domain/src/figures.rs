//! Numbers that add up: from rows of a unit's report to the province's totals, and back down.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::form::{Form, Kind};
use crate::report::{Report, rows_of, value_of};

/// Which number: table, row key, column.
///
/// The row key is `total` for all rows of the table, `rows` (column `rows`) for their count, and
/// `column=value` for the rows that share a value ("area=a", "place=32062").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FigureKey {
    pub table: String,
    pub row: String,
    pub column: String,
}

/// Row key of the totals over all rows.
pub const TOTAL: &str = "total";
/// Column key of the number of rows.
pub const ROWS: &str = "rows";

/// One figure of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitFigure {
    pub key: FigureKey,
    pub value: i64,
}

/// A consolidated figure with the units that it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub table: String,
    pub row: String,
    pub column: String,
    pub unit_of_measure: String,
    pub value: i64,
    pub parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub unit: String,
    pub value: i64,
}

/// All figures of a report, in the order of the form. Sums that are zero because nothing was
/// typed are left out; a typed zero counts as nothing to add and is left out too.
pub fn of_report(form: &Form, report: &Report) -> Vec<UnitFigure> {
    let mut out = Vec::new();
    for table in &form.tables {
        let rows = rows_of(form, table, report);
        // By column and value that a group of rows shares, or neither for all rows: sums by column, and
        // behind them the number of rows.
        let mut sums: BTreeMap<Option<(usize, &str)>, Vec<i64>> = BTreeMap::new();
        let width = table.columns.len();
        let split: Vec<usize> = (0..width).filter(|i| table.columns[*i].split).collect();
        let summed: Vec<usize> = (0..width).filter(|i| table.columns[*i].total).collect();
        for row in rows.iter() {
            let values: Vec<(usize, i64)> =
                summed.iter().filter_map(|&i| Some((i, value_of(table, row, i).int()?))).collect();
            let own = split.iter().filter_map(|&i| Some(Some((i, row.cells.get(i)?.text()?))));
            for group in std::iter::once(None).chain(own) {
                let sums = sums.entry(group).or_insert_with(|| vec![0; width + 1]);
                values.iter().for_each(|(i, n)| sums[*i] += n);
                sums[width] += 1;
            }
        }
        let named = |group: Option<(usize, &str)>| match group {
            Some((column, value)) => format!("{}={value}", table.columns[column].key),
            None => TOTAL.to_owned(),
        };
        let mut sums: Vec<(String, Vec<i64>)> =
            sums.into_iter().map(|(group, sums)| (named(group), sums)).collect();
        sums.sort_unstable();
        for (row, sums) in sums {
            let named = sums.into_iter().enumerate().filter(|(_, value)| *value != 0);
            out.extend(named.map(|(i, value)| UnitFigure {
                key: FigureKey {
                    table: table.key.clone(),
                    row: row.clone(),
                    column: table.columns.get(i).map_or(ROWS, |c| c.key.as_str()).to_owned(),
                },
                value,
            }));
        }
    }
    out
}

/// Adds up the figures of all units. Parts keep the order in which the units come.
pub fn consolidate<'u>(
    form: &Form,
    units: impl IntoIterator<Item = (&'u str, &'u [UnitFigure])>,
) -> Vec<Figure> {
    let mut all: BTreeMap<&FigureKey, Vec<Part>> = BTreeMap::new();
    for (unit, figures) in units {
        for f in figures {
            all.entry(&f.key).or_default().push(Part { unit: unit.to_owned(), value: f.value });
        }
    }
    all.into_iter().map(|(key, parts)| figure(form, key.clone(), parts)).collect()
}

/// A figure from its parts.
pub fn figure(form: &Form, key: FigureKey, parts: Vec<Part>) -> Figure {
    Figure {
        unit_of_measure: unit_of_measure(form, &key.table, &key.column).to_owned(),
        value: parts.iter().map(|p| p.value).sum(),
        table: key.table,
        row: key.row,
        column: key.column,
        parts,
    }
}

/// "VND" for money (đồng), "count" for everything counted.
pub fn unit_of_measure(form: &Form, table: &str, column: &str) -> &'static str {
    match form.table(table).and_then(|t| t.column(column)).map(|c| c.kind) {
        Some(Kind::Money) => "VND",
        _ => "count",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{annual, row, text};
    use crate::report::{TableData, Value};

    fn unit(form: &Form, rows: &[(&str, &str, i64)]) -> Vec<UnitFigure> {
        let mut r = Report::default();
        let rows = rows
            .iter()
            .map(|(area, place, n)| {
                row(
                    form,
                    "B8",
                    1,
                    &[("area", text(area)), ("place", text(place)), ("needed", Value::Int(*n))],
                )
            })
            .collect();
        r.tables.insert("B8".into(), TableData { rows, nil: false });
        of_report(form, &r)
    }

    #[test]
    fn a_figure_is_the_sum_of_its_units_and_each_unit_the_sum_of_its_rows() {
        let form = annual();
        let x = unit(&form, &[("a", "32062", 5), ("a", "32065", 6), ("d", "32062", 7)]);
        let y = unit(&form, &[("d", "31825", 10)]);
        let all = consolidate(&form, [("X1", x.as_slice()), ("X2", y.as_slice())]);
        let find = |row: &str, column: &str| all.iter().find(|f| f.row == row && f.column == column).unwrap();
        assert_eq!(find("total", "needed").value, 28);
        assert_eq!(find("area=a", "needed").value, 11);
        assert_eq!(find("place=32062", "needed").value, 12);
        assert_eq!(find("total", "rows").value, 4);
        let d = find("area=d", "needed");
        let parts: Vec<_> = d.parts.iter().map(|p| (p.unit.as_str(), p.value)).collect();
        assert_eq!((d.value, parts), (17, vec![("X1", 7), ("X2", 10)]));
        assert_eq!(d.unit_of_measure, "VND");
        assert!(all.iter().all(|f| f.value == f.parts.iter().map(|p| p.value).sum::<i64>()));
    }
}
