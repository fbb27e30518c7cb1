//! One unit, its plan and its report, as the other tests use them.
use std::collections::{BTreeMap, HashSet};

use domain::form::{Column, Form, Kind, Table};
use domain::report::checks::Facts;
use domain::report::{Report, Row, TableData, Value};
use domain::round::{RoundKind, Terms};
use domain::words::Words;
use formats::sheet::{Expect, Labels, Limits, Read, Template, Workbook};
use jiff::civil::date;

pub const UNIT: &str = "X32062";
pub const INSTANCE: &str = "kiem-thu";
pub const PROJECT: &str = "DA-2024-001";

pub struct World {
    pub form: Form,
    pub terms: Terms,
    pub labels: Labels,
    pub areas: Vec<String>,
    pub last_year: BTreeMap<(String, String), i64>,
    pub projects: HashSet<String>,
}

pub fn world() -> World {
    let form: Form = toml::from_str(include_str!("../../../../data/forms/annual.toml")).unwrap();
    let areas: Vec<(String, Words)> = [
        ("a", "Giảm nghèo", "Poverty reduction"),
        ("b", "Cơ sở hạ tầng", "Infrastructure"),
        ("d", "Giáo dục", "Education"),
        ("đ", "Y tế", "Health"),
    ]
    .map(|(l, vi, en)| (l.to_owned(), Words::new(vi, en)))
    .to_vec();
    let places = [("32062", "Xã Hồ Thị Kỷ"), ("31825", "Phường Tân Thành"), ("31900", "Xã Tân Thành")]
        .map(|(c, n)| (c.to_owned(), Words::new(n, n)));
    World {
        labels: Labels::new(&form, &areas, &places),
        areas: areas.into_iter().map(|(l, _)| l).collect(),
        form,
        terms: Terms {
            key: "2025".into(),
            year: 2025,
            kind: RoundKind::Annual,
            title: Words::new("Báo cáo năm 2025", "Report 2025"),
            form: "annual".into(),
            window: (date(2024, 11, 1), date(2025, 10, 31)),
            estimate_to: Some(date(2025, 12, 31)),
            opens_on: date(2025, 10, 1),
            due: date(2025, 11, 5),
            due_inclusive: false,
            remind_before_days: vec![30, 14, 7, 1],
            clause: "III.R".into(),
        },
        last_year: BTreeMap::from([(("B1".to_owned(), "disbursed".to_owned()), 2_960_000_000)]),
        projects: HashSet::from([PROJECT.to_owned()]),
    }
}

impl World {
    pub fn template<'a>(&'a self, report: &'a Report) -> Template<'a> {
        Template {
            form: &self.form,
            terms: &self.terms,
            labels: &self.labels,
            unit_code: UNIT,
            unit_name: "UBND xã Hồ Thị Kỷ",
            report,
            base_revision: Some(7),
            last_year: &self.last_year,
            send_to: None,
            instance: INSTANCE,
            demo: true,
        }
    }

    pub fn expect<'a>(&'a self, base: Option<&'a Report>) -> Expect<'a> {
        Expect {
            form: &self.form,
            terms: &self.terms,
            labels: &self.labels,
            unit: Some(UNIT),
            instance: Some(INSTANCE),
            base,
            revision: Some(7),
        }
    }

    pub fn read(&self, bytes: &[u8], base: Option<&Report>) -> Read {
        match Workbook::open(bytes, &Limits::default()) {
            Ok(workbook) => workbook.read(&self.expect(base)),
            Err(finding) => refused(*finding),
        }
    }

    pub fn check(&self, bytes: &[u8], base: &Report) -> (Read, Vec<domain::finding::Finding>) {
        let places = self.labels.places();
        let facts = Facts {
            form: &self.form,
            areas: &self.areas,
            is_place: &|p| places.iter().any(|(c, _)| c == p),
            projects: &self.projects,
            window: self.terms.window,
            last_year: &BTreeMap::new(),
        };
        match Workbook::open(bytes, &Limits::default()) {
            Ok(workbook) => workbook.check(&self.expect(Some(base)), &facts),
            Err(finding) => (refused(finding.as_ref().clone()), vec![*finding]),
        }
    }
}

/// A clean report: every table has `rows` rows in which every rule holds.
pub fn report(form: &Form, rows: u32) -> Report {
    let mut out = Report::default();
    for s in &form.sections {
        out.narrative.insert(
            s.key.clone(),
            format!("Trong kỳ, mục {} đã làm được:\n- việc thứ nhất;\n- việc thứ hai.", s.key),
        );
    }
    for table in form.typed_tables() {
        let rows = (1..=rows).map(|id| row(form, table, id)).collect();
        out.tables.insert(table.key.clone(), TableData { rows, nil: false });
    }
    out
}

fn row(form: &Form, table: &Table, id: u32) -> Row {
    let n = i64::from(id);
    let cell = |(i, c): (usize, &Column)| {
        if c.formula.is_some() || (c.kind == Kind::Project && id > 1) {
            return Value::Empty;
        }
        // Parts stand right of their wholes in this form, so figures fall from left to right.
        let falling = i64::try_from(table.columns.len() - i).unwrap();
        match c.kind {
            Kind::Project => Value::Text(PROJECT.into()),
            Kind::Text => Value::Text(format!("{} số {n} ở ấp Đường Đào", c.title.vi)),
            Kind::Area => Value::Text(["a", "b", "d", "đ"][id as usize % 4].into()),
            Kind::Place => Value::Text(["32062", "31825", "31900"][id as usize % 3].into()),
            Kind::Choice => Value::Text(form.choices(c.list.as_deref().unwrap())[0].code.clone()),
            Kind::Date => Value::Text(date(2025, 1 + (i % 12) as i8, 1 + (id % 28) as i8).to_string()),
            Kind::Year => Value::Int(2025),
            Kind::Money => Value::Int((falling * 100 + n) * 1_000_000 + if id == 2 { 500_001 } else { 0 }),
            Kind::Amount => Value::Int(n * 100 + 25),
            Kind::Count => Value::Int(falling * 10 + n),
            Kind::Percent => Value::Int(500),
        }
    };
    let mut row = Row { id, cells: table.columns.iter().enumerate().map(cell).collect() };
    // A small disbursement keeps the cumulative sum below the commitment and the estimate above it.
    for (key, value) in [("before", 1_000_000), ("disbursed", 2_000_000 + n), ("estimate", 3_000_000 + n)] {
        if let Some(i) = table.index(key) {
            row.cells[i] = Value::Int(value);
        }
    }
    row
}

fn refused(finding: domain::finding::Finding) -> Read {
    let mut read = Read::default();
    read.refused = true;
    read.findings = vec![finding];
    read
}
