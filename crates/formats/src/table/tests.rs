use calamine::{Reader as _, Xlsx};
use domain::consolidation::UnitLine;
use domain::figures::{consolidate, of_report};
use domain::report::TableData;
use domain::round::{RoundKind, Terms};
use jiff::civil::date;

use super::*;

fn form() -> Form {
    toml::from_str(include_str!("../../../../data/forms/annual.toml")).unwrap()
}

fn terms() -> Terms {
    Terms {
        key: "2025".into(),
        year: 2025,
        kind: RoundKind::Annual,
        title: Words::new("Báo cáo năm 2025", "Report 2025"),
        form: "annual".into(),
        window: (date(2024, 11, 1), date(2025, 10, 31)),
        estimate_to: None,
        opens_on: date(2025, 10, 1),
        due: date(2025, 11, 5),
        due_inclusive: false,
        remind_before_days: vec![],
        clause: "III.R".into(),
    }
}

fn labels(form: &Form) -> Labels {
    let place = ("32062".to_owned(), Words::new("Xã Hồ Thị Kỷ", "Ho Thi Ky commune"));
    Labels::new(form, &[("a".to_owned(), Words::new("Giảm nghèo", "Poverty reduction"))], &[place])
}

fn need(form: &Form, name: &str, needed: i64) -> Row {
    let table = form.table("B8").unwrap();
    let mut row = Row { id: 1, cells: vec![Value::Empty; table.columns.len()] };
    let text = |t: &str| Value::Text(t.to_owned());
    let cells = [
        ("name_vi", text(name)),
        ("area", text("a")),
        ("place", text("32062")),
        ("needed", Value::Int(needed)),
    ];
    for (key, value) in cells {
        row.cells[table.index(key).unwrap()] = value;
    }
    row
}

fn unit(form: &Form, rows: &[(&str, i64)]) -> Report {
    let mut report = Report::default();
    let rows = rows.iter().map(|(name, needed)| need(form, name, *needed)).collect();
    report.tables.insert("B8".into(), TableData { rows, nil: false });
    report
}

fn consolidated(form: &Form, reports: &[(&str, Report)]) -> Consolidated {
    let figures: Vec<_> = reports.iter().map(|(code, r)| (*code, of_report(form, r))).collect();
    let figures = consolidate(form, figures.iter().map(|(c, f)| (*c, f.as_slice())));
    let mut last_year = figures.clone();
    last_year.retain(|f| f.row == TOTAL);
    Consolidated {
        form: form.clone(),
        terms: terms(),
        agency: "Sở Dân tộc và Tôn giáo".into(),
        units: vec![UnitLine {
            code: "X1".into(),
            name: "UBND xã Một".into(),
            status: "accepted".into(),
            submitted_on: Some(date(2025, 11, 6)),
            late: true,
            excused: None,
        }],
        sections: vec![],
        figures,
        last_year,
        last_year_note: None,
        demo: true,
    }
}

fn cells(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(|r| r.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn the_consolidated_workbook_holds_figures_every_row_and_every_unit() {
    let form = form();
    let reports = [
        ("X1", unit(&form, &[("Cầu", 5_000_000), ("Nước", 6_500_000)])),
        ("X2", unit(&form, &[("Lộ", 1_000_000)])),
    ];
    let report = consolidated(&form, &reports);
    let labels = labels(&form);
    let mut book = Book::new(&report, &labels, Lang::Vi).unwrap();
    for (code, sent) in &reports {
        book.unit(code, &format!("UBND {code}"), sent).unwrap();
    }
    let mut out = Cursor::new(Vec::new());
    book.finish(&mut out).unwrap();
    let mut read: Xlsx<_> = calamine::open_workbook_from_rs(out).unwrap();
    assert_eq!(read.sheet_names().first().unwrap(), "Tổng hợp");
    assert_eq!(read.sheet_names().len(), 10);
    let totals = cells(&mut read, "Tổng hợp");
    let total = totals.iter().find(|r| r[1] == "Toàn tỉnh" && r[2] == "Nhu cầu vốn").unwrap();
    assert_eq!(total[3..], ["triệu đồng", "12.5", "12.5"]);
    let by_area = totals.iter().find(|r| r[1] == "a - Giảm nghèo" && r[2] == "Nhu cầu vốn").unwrap();
    assert_eq!(by_area[4..], ["12.5", ""], "last year has only totals here");
    let rows = cells(&mut read, "Biểu 08");
    let shown: Vec<_> =
        rows[3..].iter().map(|r| (r[0].as_str(), r[1].as_str(), r[3].as_str(), r[5].as_str())).collect();
    let place = "Xã Hồ Thị Kỷ (32062)";
    assert_eq!(shown, [("1", "X1", "Cầu", place), ("2", "X1", "Nước", place), ("3", "X2", "Lộ", place)]);
    let units = cells(&mut read, "Đơn vị");
    assert_eq!(units[3][..3], ["X1", "UBND xã Một", "Đã tiếp nhận"]);
    assert_eq!(units[3][4], "Muộn");
}

#[test]
fn a_list_holds_its_rows_under_its_headings() {
    let list = List {
        title: "Đơn vị chưa nộp",
        sheet: "Chưa nộp",
        headings: &[("Đơn vị", 40.0), ("Quá hạn (ngày)", 14.0), ("Hạn", 12.0)],
        demo: false,
        lang: Lang::Vi,
    };
    let rows = [vec![Cell::Text("UBND xã Một".into()), Cell::Number(3), Cell::Date(date(2025, 11, 4))]];
    let bytes = list.write(rows).unwrap();
    let mut read: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let cells = cells(&mut read, "Chưa nộp");
    assert_eq!(cells[0][0], "Đơn vị chưa nộp");
    assert_eq!(cells[2], ["Đơn vị", "Quá hạn (ngày)", "Hạn"]);
    assert_eq!(cells[3][..2], ["UBND xã Một", "3"]);
}
