//! The people, units and reports that the story is about.
use std::collections::BTreeMap;

use domain::consolidation::{Consolidated, Seal, SectionText, UnitLine};
use domain::figures::{self, Figure};
use domain::form::Form;
use domain::project::Facts;
use domain::report::{Report, Row, TableData, Value};
use domain::round::{RoundKind, Terms};
use domain::words::Words;
use jiff::Timestamp;
use jiff::civil::date;

pub(crate) const UNITS: [&str; 3] = ["X31825", "X32062", "X32065"];

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn form() -> Form {
    toml::from_str(include_str!("../../../../data/forms/annual.toml")).unwrap()
}

pub(crate) fn terms(year: i16) -> Terms {
    Terms {
        key: year.to_string(),
        year,
        kind: RoundKind::Annual,
        title: Words::new(format!("Báo cáo năm {year}"), format!("Report {year}")),
        form: "annual".into(),
        window: (date(year - 1, 11, 1), date(year, 10, 31)),
        estimate_to: Some(date(year, 12, 31)),
        opens_on: date(year, 10, 1),
        due: date(year, 11, 5),
        due_inclusive: false,
        remind_before_days: vec![30, 14, 7, 1],
        clause: "III.R".into(),
    }
}

/// A report with one need for each (area, đồng).
pub(crate) fn report(needs: &[(&str, i64)]) -> Report {
    let form = form();
    let table = form.table("B8").unwrap();
    let rows = (1..).zip(needs).map(|(id, (area, needed))| {
        let mut row = Row { id, cells: vec![Value::Empty; table.columns.len()] };
        row.cells[table.index("area").unwrap()] = Value::Text((*area).into());
        row.cells[table.index("place").unwrap()] = Value::Text("32062".into());
        row.cells[table.index("needed").unwrap()] = Value::Int(*needed);
        row
    });
    Report {
        narrative: BTreeMap::from([("I".into(), "Đồng bào Khmer, \"ấp\" Tân Hải".into())]),
        tables: BTreeMap::from([("B8".into(), TableData { rows: rows.collect(), nil: false })]),
    }
}

pub(crate) fn facts(name: &str, area: &str, donor_type: &str) -> Facts {
    Facts {
        name_vi: name.into(),
        area: area.into(),
        donor: "Tổ chức Ánh Dương".into(),
        donor_type: donor_type.into(),
        modality: "project".into(),
        place: "32062".into(),
        starts: Some(date(2024, 3, 1)),
        state: "running".into(),
        ..Facts::default()
    }
}

pub(crate) fn consolidated(figures: Vec<Figure>, text: &str) -> Consolidated {
    let unit = |code: &str| UnitLine {
        code: code.into(),
        name: format!("Xã {code}"),
        status: "accepted".into(),
        submitted_on: Some(date(2025, 11, 3)),
        late: false,
        excused: None,
    };
    Consolidated {
        form: form(),
        terms: terms(2025),
        agency: "Sở Dân tộc và Tôn giáo".into(),
        units: UNITS.map(unit).into(),
        sections: vec![SectionText { section: "I".into(), text: text.into() }],
        figures,
        last_year: Vec::new(),
        last_year_note: None,
        demo: true,
    }
}

pub(crate) fn seal(version: u32, sha256: String) -> Seal {
    Seal { version, on: date(2025, 11, 20), by: "Danh Thị Sa Rây".into(), reason: String::new(), sha256 }
}

pub(crate) fn figures_of(report: &Report) -> Vec<figures::UnitFigure> {
    figures::of_report(&form(), report)
}
