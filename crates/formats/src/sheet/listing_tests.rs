use domain::words::Words;
use rust_xlsxwriter::Workbook;

use super::super::labels::Labels;
use super::*;

fn words() -> BTreeMap<String, Vec<String>> {
    let list: [(&str, &[&str]); 8] = [
        ("name", &["Tên dự án", "Tên chương trình, dự án"]),
        ("place", &["Địa điểm", "Địa bàn"]),
        ("owner", &["Chủ khoản viện trợ", "Chủ dự án"]),
        ("objectives", &["Mục tiêu"]),
        ("households", &["Số hộ"]),
        ("period", &["Thời gian"]),
        ("sought", &["Vốn viện trợ", "Tổng vốn"]),
        ("counterpart", &["Vốn đối ứng"]),
    ];
    list.iter().map(|(f, w)| ((*f).to_owned(), w.iter().map(|w| (*w).to_owned()).collect())).collect()
}

fn known() -> Labels {
    let words = |t: &str| Words::new(t, t);
    Labels::of(
        &[("a".into(), words("Nước sạch")), ("d".into(), words("Giáo dục"))],
        &[("2025:32062".into(), words("Xã Khánh Lâm")), ("2025:31825".into(), words("Phường Tân Thành"))],
    )
}

fn read(bytes: &[u8], mapping: &Mapping) -> (Vec<Line>, Vec<Finding>) {
    let labels = known();
    let lookup = Lookup {
        labels: &labels,
        unit: &|text| (text == "Sở Y tế").then(|| "SYT".to_owned()),
        committee: &|place| place.ends_with("32062").then(|| "X32062".to_owned()),
        whole_budget: "Cả dự án",
    };
    lines(bytes, &Limits::default(), mapping, &lookup).unwrap()
}

fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Danh mục").unwrap();
    sheet.write(0, 0, "DANH MỤC DỰ ÁN KÊU GỌI VIỆN TRỢ").unwrap();
    let heads =
        ["TT", "Tên dự án", "Địa điểm", "Chủ dự án", "Mục tiêu", "Số hộ", "Thời gian", "Tổng vốn (tr.đ)"];
    for (n, head) in (0_u16..).zip(heads) {
        sheet.write(2, n, head).unwrap();
    }
    sheet.write(3, 1, "I. Nước sạch").unwrap();
    let rows: [(&str, &str, &str, f64); 3] = [
        ("Trạm cấp nước", "Ấp 5, xã Khánh Lâm", "2026-2028", 1250.5),
        ("Nhà văn hoá", "Xã Nơi Nào", "2026", 900.0),
        ("Phòng học", "Tân Thành", "chưa rõ", 700.0),
    ];
    for (n, (name, place, period, money)) in (4_u32..).zip(rows) {
        sheet.write(n, 1, name).unwrap();
        sheet.write(n, 2, place).unwrap();
        sheet.write(n, 3, "UBND xã").unwrap();
        sheet.write(n, 5, "120 hộ").unwrap();
        sheet.write(n, 6, period).unwrap();
        sheet.write(n, 7, money).unwrap();
    }
    sheet.write(7, 1, "Tổng cộng").unwrap();
    sheet.write(7, 7, 2850.5).unwrap();
    book.save_to_buffer().unwrap()
}

fn mapped(bytes: &[u8], money: i64) -> Mapping {
    let seen = glimpse(bytes, &Limits::default()).unwrap();
    let header = guess_header(&seen[0].rows, &words());
    let cells = &seen[0].rows.iter().find(|(n, _)| *n == header).unwrap().1;
    let columns = guess(&headings(cells), &words());
    Mapping { sheet: seen[0].sheet.clone(), header, money, unit: String::new(), columns }
}

#[test]
fn an_offices_own_columns_are_guessed_and_read() {
    let bytes = book();
    let mapping = mapped(&bytes, 1_000_000);
    assert_eq!((mapping.header, mapping.columns.len()), (3, 7));
    let (lines, findings) = read(&bytes, &mapping);
    assert_eq!(findings, []);
    assert_eq!(lines.iter().map(|l| l.row).collect::<Vec<_>>(), [5, 6, 7], "headings and sums are no lines");
    let first = &lines[0];
    assert_eq!((first.unit.as_str(), first.facts.hamlet.as_str()), ("X32062", "Ấp 5"));
    assert_eq!(first.facts.sought(), 1_250_500_000);
    assert_eq!(first.facts.starts.unwrap().to_string(), "2026-01-01");
    assert_eq!(first.facts.ends.unwrap().to_string(), "2028-12-31");
    let codes = |line: &Line| -> Vec<String> {
        let spot = |f: &Finding| f.spot.cell.clone().unwrap_or_default();
        line.findings.iter().map(|f| format!("{} {}", f.code, spot(f))).collect()
    };
    assert_eq!(codes(first), ["number-with-words F5", "listing-first-day G5", "listing-last-day G5"]);
    assert!(!domain::finding::any_error(&first.findings));
    assert!(domain::finding::any_error(&lines[1].findings));
    assert_eq!(codes(&lines[1])[0], "listing-place-unknown C6");
    // A place without a People's Committee that proposes, and a time that says nothing.
    let third = codes(&lines[2]);
    assert!(third.contains(&"listing-word-unknown G7".to_owned()), "{third:?}");
    assert!(third.contains(&"listing-no-year H7".to_owned()), "{third:?}");
    assert!(third.contains(&"listing-unit-unsaid A7".to_owned()), "{third:?}");
}

#[test]
fn a_csv_file_is_read_with_any_mark_and_refused_in_another_encoding() {
    let semicolons =
        "Tên dự án;Địa bàn;Vốn viện trợ;Thời gian\n\"Cầu; đường\";xã Khánh Lâm;1.250.000.000;2026\n";
    let mut wide = vec![0xff, 0xfe];
    wide.extend(semicolons.replace(';', "\t").encode_utf16().flat_map(u16::to_le_bytes));
    for (bytes, name) in [(semicolons.as_bytes(), "Cầu; đường"), (&wide, "Cầu\t đường")] {
        let (lines, findings) = read(bytes, &mapped(bytes, 1));
        assert_eq!((lines.len(), findings.len()), (1, 0));
        assert_eq!(lines[0].facts.sought(), 1_250_000_000);
        let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(lines[0].facts.name.vi, name);
    }
    let refused = |bytes: &[u8]| glimpse(bytes, &Limits::default()).unwrap_err().code;
    assert_eq!(refused(b"T\xean d\xf9 \xe1n;b\n"), "listing-encoding");
    assert_eq!(refused(b"%PDF-1.7"), "file-kind");
    assert_eq!(refused(b"<html><table>a,b"), "file-kind");
}

#[test]
fn what_the_mapping_names_and_the_file_lacks_is_said() {
    let bytes = book();
    let mut mapping = mapped(&bytes, 1_000_000);
    mapping.columns.insert("need".into(), "Nhu cầu".into());
    let (_, findings) = read(&bytes, &mapping);
    assert_eq!(findings[0].code, "listing-column-gone");
    let labels = known();
    let lookup = Lookup { labels: &labels, unit: &|_| None, committee: &|_| None, whole_budget: "" };
    let code = |mapping: &Mapping| lines(&bytes, &Limits::default(), mapping, &lookup).unwrap_err().code;
    assert_eq!(code(&Mapping { header: 99, ..mapping.clone() }), "listing-no-header");
    assert_eq!(code(&Mapping { sheet: "Khác".into(), ..mapping }), "listing-no-sheet");
}

#[test]
fn a_heading_that_stands_twice_or_not_at_all_goes_by_its_letters() {
    let cells = ["Vốn", "", "VỐN ", "Ghi\nchú"].map(str::to_owned);
    assert_eq!(headings(&cells), ["Vốn", "[B]", "[C]", "Ghi chú"]);
}

#[test]
fn rows_of_a_csv_file_are_its_lines_and_a_figure_below_zero_is_told() {
    let text = "DANH MỤC;;;\n\nTên dự án;Địa bàn;Số hộ;Vốn viện trợ;Thời gian\n\"Cầu\nấp 7\";xã Khánh Lâm;-3;-5;2026\nTrạm;xã Nào;1;2;2026\n";
    let (lines, _) = read(text.as_bytes(), &mapped(text.as_bytes(), 1_000_000_000));
    assert_eq!(lines.iter().map(|l| l.row).collect::<Vec<_>>(), [4, 6]);
    let told: Vec<_> = lines[0].findings.iter().filter(|f| f.code == "listing-word-unknown").collect();
    assert_eq!(told.iter().map(|f| f.spot.cell.as_deref().unwrap()).collect::<Vec<_>>(), ["C4", "D4"]);
    assert_eq!((lines[0].facts.sought(), lines[0].facts.beneficiaries.households), (0, None));
}

#[test]
fn a_day_of_a_workbook_that_counts_from_1904_is_that_day() {
    use super::super::cells::{Cell, Raw};
    let cell = Cell { column: 0, raw: Raw::Number { value: 44_562.0, date: true }, formula: false };
    assert_eq!(
        (cell::shown(&cell, false).as_str(), cell::shown(&cell, true).as_str()),
        ("01/01/2022", "02/01/2026")
    );
}

#[test]
fn a_heading_that_only_begins_with_the_letters_of_a_word_is_another() {
    assert!(begins("xa, phuong", "xa") && begins("xa", "xa") && !begins("xac nhan", "xa"));
}
