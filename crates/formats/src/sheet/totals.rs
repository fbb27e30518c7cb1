//! What a workbook states against what the program computes: totals, formula columns, derived
//! tables. Both numbers are named; the computed one counts.
use domain::finding::{Arg, Finding, Severity, Spot};
use domain::form::{Form, Formula, Kind, Table};
use domain::report::{self, Report, Value, value_of};

use super::findings::{Sink, at};
use super::rows::{Stated, TableRead};

/// What a table that people fill in states of itself, against its own rows.
pub(super) fn check_typed(read: &TableRead<'_>, sink: &mut Sink) {
    if !read.stopped && read.table.derived.is_none() {
        totals(read, sink);
        computed(read, sink);
    }
}

/// What a derived table states, against the rows of the report that it comes from.
pub(super) fn check_derived(form: &Form, read: &TableRead<'_>, report: &Report, sink: &mut Sink) {
    if !read.stopped && read.table.derived.is_some() {
        derived(form, read, report, sink);
    }
}

fn amount(kind: Kind, n: i64) -> Arg {
    if kind == Kind::Money { Arg::Money(n) } else { Arg::Number(n) }
}

fn clamp(n: i128) -> i64 {
    i64::try_from(n).unwrap_or(if n < 0 { i64::MIN } else { i64::MAX })
}

fn spot(read: &TableRead<'_>, stated: &Stated, row: Option<usize>) -> Spot {
    Spot {
        table: Some(read.table.key.clone()),
        row,
        column: read.table.columns.get(stated.column).map(|c| c.key.clone()),
        ..at(&read.sheet, stated.at.0, stated.at.1)
    }
}

/// Two money figures are equal within a đồng for each row (the sum of rounded parts), and within
/// what a spreadsheet's 15 digits can tell apart.
fn near(stated: i64, computed: i128, slack: i128) -> bool {
    (i128::from(stated) - computed).abs() <= slack + (computed.abs() >> 48)
}

fn totals(read: &TableRead<'_>, sink: &mut Sink) {
    for stated in &read.totals {
        let Some(column) = read.table.columns.get(stated.column) else { continue };
        if inputs(read.table, stated.column).iter().any(|i| read.columns[*i].broken) {
            continue;
        }
        let values = read.rows.iter().filter_map(|r| value_of(read.table, r, stated.column).int());
        let sum: i128 = values.map(i128::from).sum();
        let slack = if column.kind == Kind::Money { i128::try_from(read.rows.len()).unwrap_or(0) } else { 0 };
        // A spreadsheet's own sum passes over numbers kept as text; those are said elsewhere.
        let native =
            column.formula.is_none() && near(stated.value, read.columns[stated.column].native_sum, slack);
        if !native && !near(stated.value, sum, slack) {
            sink.push(
                Finding::error("total-mismatch", spot(read, stated, None))
                    .with("column", Arg::Words(column.title.clone()))
                    .with("stated", amount(column.kind, stated.value))
                    .with("computed", amount(column.kind, clamp(sum))),
            );
        }
    }
}

/// Typed columns that a column is computed from, itself when it is typed.
fn inputs(table: &Table, column: usize) -> Vec<usize> {
    let keys: Vec<&String> = match table.columns.get(column).and_then(|c| c.formula.as_ref()) {
        None => return vec![column],
        Some(Formula::Sum(of)) => of.iter().collect(),
        Some(Formula::Ratio(a, b)) => vec![a, b],
    };
    keys.into_iter().filter_map(|k| table.index(k)).flat_map(|i| inputs(table, i)).collect()
}

fn computed(read: &TableRead<'_>, sink: &mut Sink) {
    for (index, stated) in &read.computed {
        let (Some(row), Some(column)) = (read.rows.get(*index), read.table.columns.get(stated.column)) else {
            continue;
        };
        let typed = inputs(read.table, stated.column);
        if typed.iter().any(|i| read.unread.contains(&(*index, *i)) || read.columns[*i].broken) {
            continue;
        }
        let value = value_of(read.table, row, stated.column).int().unwrap_or(0);
        // A ratio may be rounded in another way, and a hand-made sheet often shows whole per cents.
        let (slack, severity) = match column.formula {
            Some(Formula::Ratio(..)) => (if read.layout.marked { 1 } else { 5 }, Severity::Warning),
            _ => (6, Severity::Error),
        };
        if near(stated.value, i128::from(value), slack) {
            continue;
        }
        let shown =
            |n| if column.kind == Kind::Percent { Arg::Text(percent(n)) } else { amount(column.kind, n) };
        sink.push(
            Finding::new("computed-mismatch", severity, spot(read, stated, Some(*index)))
                .with("column", Arg::Words(column.title.clone()))
                .with("stated", shown(stated.value))
                .with("computed", shown(value)),
        );
    }
}

fn percent(per_mille: i64) -> String {
    lang::percent(lang::Lang::Vi, per_mille)
}

/// A derived sheet must show what its source adds up to.
fn derived(form: &Form, read: &TableRead<'_>, report: &Report, sink: &mut Sink) {
    let rows = report::derive(form, read.table, report);
    let Some(derived) = &read.table.derived else { return };
    let is_key = |c: &domain::form::Column| c.from.as_deref() == Some(&derived.by);
    let Some(key) = read.table.columns.iter().position(is_key) else { return };
    for (n, stated_row) in read.rows.iter().enumerate() {
        let of_key = rows.iter().find(|r| r.cells.get(key) == stated_row.cells.get(key));
        for (i, column) in
            read.table.columns.iter().enumerate().filter(|(i, c)| *i != key && c.kind.is_number())
        {
            let Some(Value::Int(stated)) = stated_row.cells.get(i) else { continue };
            let computed = of_key.and_then(|r| value_of(read.table, r, i).int()).unwrap_or(0);
            if near(*stated, i128::from(computed), if column.kind == Kind::Money { 100 } else { 0 }) {
                continue;
            }
            let column_at = read.layout.columns.get(i).copied().flatten().unwrap_or(0);
            let row_at = read.numbers.get(n).copied().unwrap_or(0);
            let stated = Stated { column: i, value: *stated, at: (row_at, column_at) };
            sink.push(
                Finding::error("derived-mismatch", spot(read, &stated, Some(n)))
                    .with("column", Arg::Words(column.title.clone()))
                    .with("stated", amount(column.kind, stated.value))
                    .with("computed", amount(column.kind, computed))
                    .with("source", Arg::Text(derived.from.clone())),
            );
        }
    }
}
