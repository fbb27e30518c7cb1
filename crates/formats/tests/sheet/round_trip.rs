//! What is written is what is read.
use std::time::Instant;

use calamine::Reader as _;
use domain::form::{Column, Form, Kind};
use domain::report::compare::compare;
use domain::report::{Report, Row, TableData, Value};
use formats::sheet::{Limits, Workbook, write};
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use crate::sample::{UNIT, report, world};

#[test]
fn a_clean_workbook_is_read_without_a_finding_or_a_difference() {
    let world = world();
    let sent = report(&world.form, 20);
    let bytes = write(&world.template(&sent)).unwrap();
    let (read, findings) = world.check(&bytes, &sent);
    assert_eq!(findings, vec![]);
    assert_eq!(read.report, sent);
    assert_eq!(compare(&world.form, &sent, &sent, &read.report), vec![]);
    let meta = read.meta.unwrap();
    assert_eq!((meta.unit.as_str(), meta.year, meta.base_revision, meta.intact), (UNIT, 2025, Some(7), true));
    assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
}

#[test]
fn an_empty_template_asks_for_everything_and_changes_nothing() {
    let world = world();
    let blank = Report::default();
    let bytes = write(&world.template(&blank)).unwrap();
    let (read, findings) = world.check(&bytes, &blank);
    assert!(read.report.is_blank());
    assert_eq!(compare(&world.form, &blank, &blank, &read.report), vec![]);
    let count = |code: &str| findings.iter().filter(|f| f.code == code).count();
    assert_eq!(count("table-empty"), 7);
    assert_eq!(count("section-empty"), 4);
    assert_eq!(findings.len(), 11);
    for f in &findings {
        assert!(f.spot.sheet.is_some() && f.spot.cell.is_some(), "{f:?}");
    }
}

#[test]
fn nothing_to_report_survives() {
    let world = world();
    let mut sent = report(&world.form, 1);
    sent.tables.insert("B6".into(), TableData { rows: vec![], nil: true });
    let bytes = write(&world.template(&sent)).unwrap();
    let (read, findings) = world.check(&bytes, &sent);
    assert!(read.report.is_nil("B6"));
    assert_eq!(findings, vec![]);
}

#[test]
fn a_workbook_says_whose_it_is_without_being_read() {
    let world = world();
    let bytes = write(&world.template(&Report::default())).unwrap();
    let limits = Limits::default();
    let workbook = Workbook::open(&bytes, &limits).unwrap();
    let meta = workbook.meta().unwrap();
    assert_eq!((meta.round.as_str(), meta.unit.as_str()), ("2025", UNIT));
    assert!(Workbook::open(b"%PDF", &limits).is_err());
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let world = world();
    let sent = report(&world.form, 3);
    assert_eq!(write(&world.template(&sent)).unwrap(), write(&world.template(&sent)).unwrap());
}

/// Another reader of the format sees the same rows and the same stored totals.
#[test]
fn an_independent_reader_finds_the_same_figures() {
    let world = world();
    let sent = report(&world.form, 5);
    let bytes = write(&world.template(&sent)).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    for table in world.form.typed_tables() {
        let sheet = book.worksheet_range(&formats::sheet::sheet_name(&world.form, table)).unwrap();
        for (i, column) in table.columns.iter().enumerate().filter(|(_, c)| c.total && c.kind == Kind::Money)
        {
            let at = |row: u32| {
                sheet.get_value((row, i as u32 + 2)).and_then(|v| v.to_string().parse::<f64>().ok())
            };
            let sum: f64 = (0..5).filter_map(|n| at(9 + n)).sum();
            assert!((at(7).unwrap() - sum).abs() < 1e-6, "{}.{}: {:?} {sum}", table.key, column.key, at(7));
        }
    }
}

#[test]
fn a_workbook_is_read_in_reasonable_time() {
    let world = world();
    let sent = report(&world.form, 20);
    let start = Instant::now();
    let bytes = write(&world.template(&sent)).unwrap();
    let written = start.elapsed();
    let start = Instant::now();
    let _ = world.read(&bytes, Some(&sent));
    // Generous: the build is unoptimised and the machine is shared. It notices the quadratic.
    assert!(written.as_secs() < 10 && start.elapsed().as_secs() < 10);
}

fn cell(form: &Form, column: &Column) -> BoxedStrategy<Value> {
    const MOST: i64 = 100_000_000_000_000;
    let text = |codes: Vec<String>| proptest::sample::select(codes).prop_map(Value::Text).boxed();
    let codes = |of: &[&str]| of.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let value = match column.kind {
        _ if column.formula.is_some() => return Just(Value::Empty).boxed(),
        Kind::Text => words().prop_map(Value::Text).boxed(),
        Kind::Project => "DA-20[0-9]{2}-[0-9]{3}".prop_map(Value::Text).boxed(),
        Kind::Area => text(codes(&["a", "b", "d", "đ"])),
        Kind::Place => text(codes(&["32062", "31825", "31900"])),
        Kind::Choice => {
            text(form.choices(column.list.as_deref().unwrap()).iter().map(|c| c.code.clone()).collect())
        }
        Kind::Date => (1950_i16..2100, 1_i8..=12, 1_i8..=28)
            .prop_map(|(y, m, d)| Value::Text(Date::new(y, m, d).unwrap().to_string()))
            .boxed(),
        Kind::Year => (1900_i64..2100).prop_map(Value::Int).boxed(),
        Kind::Percent => (0_i64..2_000).prop_map(Value::Int).boxed(),
        Kind::Money | Kind::Amount | Kind::Count => {
            prop_oneof![0_i64..10_000, 0_i64..10_000_000_000, -MOST..=MOST].prop_map(Value::Int).boxed()
        }
    };
    weighted(0.7, value).prop_map(Option::unwrap_or_default).boxed()
}

/// Composed text without blanks at its ends: what the reader keeps as it is.
fn words() -> impl Strategy<Value = String> {
    "[A-Za-zÀ-ỹ0-9«»&<>\"'=+@_x.,;:/() \n\u{1780}-\u{17b3}-]{1,60}[a-zđếư0-9]"
        .prop_map(|t| lang::nfc(t.trim()).into_owned())
        // Bracketed hexadecimal is how the format writes control characters.
        .prop_filter("escape", |t| !t.contains("_x00"))
}

fn any_report(form: &Form) -> BoxedStrategy<Report> {
    let mut tables: BoxedStrategy<Vec<(String, TableData)>> = Just(Vec::new()).boxed();
    for table in form.typed_tables() {
        let key = table.key.clone();
        let cells: Vec<BoxedStrategy<Value>> = table.columns.iter().map(|c| cell(form, c)).collect();
        let data = (vec(cells, 0..4), any::<bool>()).prop_map(move |(rows, nil)| {
            let filled = rows.into_iter().filter(|cells| cells.iter().any(|c| !c.is_empty()));
            let rows: Vec<Row> = (3..).zip(filled).map(|(id, cells)| Row { id, cells }).collect();
            (key.clone(), TableData { nil: nil && rows.is_empty(), rows })
        });
        tables = (tables, data)
            .prop_map(|(mut all, one)| {
                all.push(one);
                all
            })
            .boxed();
    }
    let keys: Vec<String> = form.sections.iter().map(|s| s.key.clone()).collect();
    let narrative = vec(weighted(0.6, words()), keys.len())
        .prop_map(move |texts| keys.iter().cloned().zip(texts).filter_map(|(k, t)| Some((k, t?))).collect());
    (tables, narrative)
        .prop_map(|(tables, narrative)| Report { narrative, tables: tables.into_iter().collect() })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_report_survives_the_way_into_a_workbook_and_back(sent in any_report(&world().form)) {
        let world = world();
        let bytes = write(&world.template(&sent)).unwrap();
        let got = world.read(&bytes, Some(&sent));
        prop_assert_eq!(&got.findings, &vec![]);
        prop_assert_eq!(&got.report, &sent);
        prop_assert_eq!(compare(&world.form, &sent, &sent, &got.report), vec![]);
    }

    #[test]
    fn no_bytes_stop_the_reader(bytes in vec(any::<u8>(), 0..2_000), at in 0_usize..30_000) {
        let world = world();
        let _ = world.read(&bytes, None);
        let mut zip = write(&world.template(&Report::default())).unwrap();
        let at = at.min(zip.len());
        let end = (at + bytes.len()).min(zip.len());
        zip[at..end].copy_from_slice(&bytes[..end - at]);
        let _ = world.read(&zip, None);
    }
}
