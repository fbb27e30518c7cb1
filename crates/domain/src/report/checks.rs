//! What may be wrong with a report as a whole, said all at once.
//!
//! Each check is a small function in [`CHECKS`]; the workbook reader, the web form and the
//! submission run the same list, so a report that is clean in one is clean in the other.
use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::{Report, Row, Value, rows_of, value_of};
use crate::finding::{Arg, Finding, Severity, Spot};
use crate::form::{Column, Form, Kind, Rule, Table};

/// Facts that the checks need and the report does not carry.
pub struct Facts<'a> {
    pub form: &'a Form,
    /// Letters of the plan's priority areas, in order.
    pub areas: &'a [String],
    /// Whether a place code is valid in the round's place system.
    pub is_place: &'a dyn Fn(&str) -> bool,
    /// Codes of the projects this unit may report on.
    pub projects: &'a HashSet<String>,
    /// First and last day of the reporting window.
    pub window: (Date, Date),
    /// Last year's totals of the same unit by (table, column), when there are any.
    pub last_year: &'a BTreeMap<(String, String), i64>,
}

type Check = fn(&Facts<'_>, &Report, &mut Vec<Finding>);

/// In the order in which people read a report.
pub const CHECKS: [Check; 7] = [sections, cells, rules, duplicates, projects, blank_tables, jumps];

/// Everything wrong with the report, worst first within a table, tables in order of the form.
pub fn check(facts: &Facts<'_>, report: &Report) -> Vec<Finding> {
    let mut out = Vec::new();
    for check in CHECKS {
        check(facts, report, &mut out);
    }
    let order = |f: &Finding| {
        let t = f.spot.table.as_deref().unwrap_or_default();
        facts.form.tables.iter().position(|x| x.key == t).map_or(0, |p| p + 1)
    };
    out.sort_by_key(|f| (order(f), f.spot.row, std::cmp::Reverse(f.severity)));
    out
}

fn sections(facts: &Facts<'_>, report: &Report, out: &mut Vec<Finding>) {
    for s in facts.form.sections.iter().filter(|s| s.required) {
        if report.narrative.get(&s.key).is_none_or(|t| t.trim().is_empty()) {
            out.push(
                Finding::error("section-empty", Spot::table(&s.key))
                    .with("section", Arg::Words(s.title.clone())),
            );
        }
    }
}

fn cells(facts: &Facts<'_>, report: &Report, out: &mut Vec<Finding>) {
    each_row(facts.form, report, |table, n, row| {
        for (i, column) in table.columns.iter().enumerate().filter(|(_, c)| c.formula.is_none()) {
            let value = row.cells.get(i).unwrap_or(&Value::Empty);
            if let Some(finding) = cell(facts, column, value) {
                let spot = Spot::cell(&table.key, n, &column.key);
                out.push(Finding { spot, ..finding }.with("column", Arg::Words(column.title.clone())));
            }
        }
    });
}

fn cell(facts: &Facts<'_>, column: &Column, value: &Value) -> Option<Finding> {
    let bad = |code: &str| Some(Finding::error(code, Spot::default()));
    match (column.kind, value) {
        (_, Value::Empty) if column.required => bad("required"),
        (_, Value::Empty) => None,
        (Kind::Area, Value::Text(t)) if !facts.areas.contains(t) => {
            bad("area-unknown").map(|f| f.text("value", t))
        }
        (Kind::Place, Value::Text(t)) if !(facts.is_place)(t) => {
            bad("place-unknown").map(|f| f.text("value", t))
        }
        (Kind::Choice, Value::Text(t)) if !is_choice(facts.form, column, t) => {
            bad("choice-unknown").map(|f| f.text("value", t))
        }
        (Kind::Date, Value::Text(t)) => match t.parse::<Date>() {
            Err(_) => bad("date-unknown").map(|f| f.text("value", t)),
            Ok(d) if !(1990..=2100).contains(&d.year()) => {
                bad("date-far").map(|f| f.with("value", Arg::Date(d)))
            }
            Ok(_) => None,
        },
        (kind, Value::Int(n)) if kind.is_number() && *n < 0 => {
            bad("negative").map(|f| f.with("value", number(kind, *n)))
        }
        (kind, Value::Int(n)) if !kind.is_number() => bad("kind").map(|f| f.with("value", Arg::Number(*n))),
        (kind, Value::Text(t)) if kind.is_number() => bad("kind").map(|f| f.text("value", t)),
        _ => None,
    }
}

fn is_choice(form: &Form, column: &Column, code: &str) -> bool {
    column.list.as_deref().is_some_and(|l| form.choices(l).iter().any(|c| c.code == code))
}

fn number(kind: Kind, n: i64) -> Arg {
    if kind == Kind::Money { Arg::Money(n) } else { Arg::Number(n) }
}

fn rules(facts: &Facts<'_>, report: &Report, out: &mut Vec<Finding>) {
    for table in facts.form.typed_tables() {
        let rules: Vec<(&Rule, usize, usize)> = table
            .rules
            .iter()
            .filter_map(|rule| Some((rule, table.index(&rule.le.0)?, table.index(&rule.le.1)?)))
            .collect();
        for (n, row) in report.rows(&table.key).iter().enumerate() {
            out.extend(rules.iter().filter_map(|rule| broken(table, *rule, n, row)));
        }
    }
}

fn broken(table: &Table, (rule, pi, wi): (&Rule, usize, usize), n: usize, row: &Row) -> Option<Finding> {
    let (part, whole) = (value_of(table, row, pi), value_of(table, row, wi));
    let too_much = match (part.as_ref(), whole.as_ref()) {
        (Value::Int(p), Value::Int(w)) => p > w,
        (Value::Text(p), Value::Text(w)) => p > w,
        _ => false,
    };
    too_much.then(|| {
        // A computed part cannot be mended in its own cell: point at the typed cell behind it.
        let at = if table.columns[pi].formula.is_some() { typed_behind(table, pi) } else { pi };
        let kind = table.columns[pi].kind;
        let code = if kind == Kind::Date { "dates-reversed" } else { "part-over-whole" };
        Finding::new(code, rule.severity, Spot::cell(&table.key, n, &table.columns[at].key))
            .with("part", Arg::Words(table.columns[pi].title.clone()))
            .with("whole", Arg::Words(table.columns[wi].title.clone()))
            .with("part_value", shown(kind, &part))
            .with("whole_value", shown(kind, &whole))
    })
}

fn typed_behind(table: &Table, index: usize) -> usize {
    match &table.columns[index].formula {
        Some(crate::form::Formula::Sum(of)) => {
            of.iter().filter_map(|k| table.index(k)).rfind(|i| !table.columns[*i].locked).unwrap_or(index)
        }
        _ => index,
    }
}

fn shown(kind: Kind, value: &Value) -> Arg {
    match value {
        Value::Int(n) => number(kind, *n),
        Value::Text(t) => t.parse().map_or_else(|_| Arg::Text(t.clone()), Arg::Date),
        Value::Empty => Arg::Text(String::new()),
    }
}

fn duplicates(facts: &Facts<'_>, report: &Report, out: &mut Vec<Finding>) {
    for table in facts.form.typed_tables().filter(|t| !t.identity.is_empty()) {
        let identity: Vec<usize> = table.identity.iter().filter_map(|k| table.index(k)).collect();
        let mut seen: BTreeMap<Vec<&Value>, usize> = BTreeMap::new();
        for (n, row) in report.rows(&table.key).iter().enumerate() {
            let key: Vec<&Value> = identity.iter().filter_map(|i| row.cells.get(*i)).collect();
            if key.iter().all(|v| v.is_empty()) {
                continue;
            }
            if let Some(first) = seen.insert(key, n) {
                let spot = Spot::cell(&table.key, n, &table.identity[0]);
                let first = i64::try_from(first + 1).unwrap_or(i64::MAX);
                out.push(Finding::warning("row-twice", spot).with("first", Arg::Number(first)));
            }
        }
    }
}

fn projects(facts: &Facts<'_>, report: &Report, out: &mut Vec<Finding>) {
    each_row(facts.form, report, |table, n, row| {
        let Some(i) = table.project_index() else { return };
        if let Some(Value::Text(code)) = row.cells.get(i)
            && !facts.projects.contains(code)
        {
            let spot = Spot::cell(&table.key, n, &table.columns[i].key);
            out.push(Finding::error("project-unknown", spot).text("value", code));
        }
    });
}

fn blank_tables(facts: &Facts<'_>, report: &Report, out: &mut Vec<Finding>) {
    for table in facts.form.typed_tables() {
        let rows = report.rows(&table.key).len();
        if rows == 0 && !report.is_nil(&table.key) {
            out.push(
                Finding::error("table-empty", Spot::table(&table.key))
                    .with("table", Arg::Words(table.title.clone())),
            );
        }
        if rows > 0 && report.is_nil(&table.key) {
            out.push(
                Finding::error("nil-with-rows", Spot::table(&table.key))
                    .with("table", Arg::Words(table.title.clone())),
            );
        }
    }
}

/// A total ten times last year's is more often a slip of unit (đồng for million) than a success.
fn jumps(facts: &Facts<'_>, report: &Report, out: &mut Vec<Finding>) {
    // Rows of a derived table are made anew: not before there is something to hold them against.
    if facts.last_year.is_empty() {
        return;
    }
    for table in &facts.form.tables {
        let rows = rows_of(facts.form, table, report);
        for (i, column) in table.columns.iter().enumerate().filter(|(_, c)| c.total && c.kind == Kind::Money)
        {
            let Some(&last) = facts.last_year.get(&(table.key.clone(), column.key.clone())) else { continue };
            let now: i64 = rows.iter().filter_map(|r| value_of(table, r, i).int()).sum();
            if last > 0 && now / 10 > last {
                out.push(
                    Finding::new("jump", Severity::Warning, Spot::table(&table.key))
                        .with("column", Arg::Words(column.title.clone()))
                        .with("now", Arg::Money(now))
                        .with("last", Arg::Money(last)),
                );
            }
        }
    }
}

fn each_row(form: &Form, report: &Report, mut visit: impl FnMut(&Table, usize, &Row)) {
    for table in form.typed_tables() {
        for (n, row) in report.rows(&table.key).iter().enumerate() {
            visit(table, n, row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::TableData;
    use super::super::tests::{annual, row, text};
    use super::*;

    fn findings(table: &str, cells: &[(&str, Value)]) -> Vec<(String, Option<String>)> {
        let form = annual();
        let mut report = Report::default();
        report.tables.insert(table.into(), TableData { nil: false, rows: vec![row(&form, table, 1, cells)] });
        let areas: Vec<String> = ["a", "b", "c", "d", "đ", "e", "g", "h", "i"].map(String::from).to_vec();
        let facts = Facts {
            form: &form,
            areas: &areas,
            is_place: &|p| p == "32062",
            projects: &HashSet::from(["DA-2024-001".to_owned()]),
            window: (jiff::civil::date(2024, 11, 1), jiff::civil::date(2025, 10, 31)),
            last_year: &BTreeMap::from([(("B4".to_owned(), "cost".to_owned()), 1_000_000)]),
        };
        check(&facts, &report)
            .into_iter()
            .filter(|f| f.spot.table.as_deref() == Some(table))
            .map(|f| (f.code, f.spot.column))
            .collect()
    }

    fn course(cells: &[(&str, Value)]) -> Vec<(&'static str, Value)> {
        let mut base = vec![
            ("name", text("Kỹ thuật lúa - tôm")),
            ("level", text("people")),
            ("starts", text("2025-08-04")),
            ("days", Value::Int(2)),
            ("people", Value::Int(62)),
            ("minority", Value::Int(48)),
            ("women", Value::Int(30)),
        ];
        for (k, v) in cells {
            match base.iter_mut().find(|(b, _)| b == k) {
                Some(slot) => slot.1 = v.clone(),
                None => base.push((Box::leak(k.to_string().into_boxed_str()), v.clone())),
            }
        }
        base
    }

    #[test]
    fn a_complete_course_has_no_finding() {
        assert_eq!(findings("B4", &course(&[])), vec![]);
    }

    #[test]
    fn an_empty_required_cell_a_part_over_its_whole_and_an_unknown_choice_are_each_named() {
        let got = findings(
            "B4",
            &course(&[("women", Value::Empty), ("minority", Value::Int(70)), ("level", text("world"))]),
        );
        let expect = [("choice-unknown", "level"), ("required", "women"), ("part-over-whole", "minority")];
        assert_eq!(got, expect.map(|(c, k)| (c.to_owned(), Some(k.to_owned()))).to_vec());
    }

    #[test]
    fn a_jump_of_ten_times_is_a_warning() {
        assert_eq!(
            findings("B4", &course(&[("cost", Value::Int(20_000_000))])),
            vec![("jump".to_owned(), None)]
        );
    }

    #[test]
    fn cumulative_over_commitment_points_at_the_typed_disbursement() {
        let got = findings(
            "B1",
            &[
                ("project", text("DA-2024-001")),
                ("name_vi", text("Cấp nước")),
                ("area", text("a")),
                ("donor", text("Tổ chức B")),
                ("donor_type", text("ngo")),
                ("modality", text("project")),
                ("place", text("32062")),
                ("starts", text("2024-01-01")),
                ("aid", Value::Int(2_800)),
                ("before", Value::Int(900)),
                ("disbursed", Value::Int(2_340)),
                ("households", Value::Int(10)),
                ("hh_minority", Value::Int(10)),
                ("state", text("running")),
            ],
        );
        assert_eq!(got, vec![("part-over-whole".to_owned(), Some("disbursed".to_owned()))]);
    }

    #[test]
    fn a_project_the_unit_does_not_report_on_is_refused() {
        let got = findings("B1", &[("project", text("DA-1999-001"))]);
        assert!(got.contains(&("project-unknown".to_owned(), Some("project".to_owned()))));
    }
}
