use domain::form::Form;
use domain::words::Words;

use super::*;

fn read_as(kind: Kind, raw: Raw<'_>) -> (Option<Value>, Vec<String>) {
    let form: Form = toml::from_str(include_str!("../../../../data/forms/annual.toml")).unwrap();
    let labels =
        Labels::new(&form, &[], &[("32062".to_owned(), Words::new("Xã Hồ Thị Kỷ", "Ho Thi Ky commune"))]);
    let mut column = form.tables[0].columns[1].clone();
    column.kind = kind;
    let context = Context { labels: &labels, epoch_1904: false, text: 100, most: MOST };
    let reading = read(&context, &column, &Cell { column: 0, raw, formula: false });
    (reading.value, reading.findings.into_iter().map(|f| f.code).collect())
}

fn number(value: f64) -> Raw<'static> {
    Raw::Number { value, date: false }
}

fn text(t: &'static str) -> Raw<'static> {
    Raw::Text(t.into())
}

fn check(cases: &[(Kind, Raw<'static>, Option<Value>, &[&str])]) {
    for (kind, raw, value, codes) in cases {
        let (got, found) = read_as(*kind, raw.clone());
        assert_eq!(&got, value, "{kind:?} {raw:?}");
        assert_eq!(&found, codes, "{kind:?} {raw:?}");
    }
}

#[test]
fn money_is_typed_in_million_and_kept_in_dong() {
    let int = |n| Some(Value::Int(n));
    check(&[
        (Kind::Money, number(4_860.0), int(4_860_000_000), &[]),
        (Kind::Money, number(4_860.500_001), int(4_860_500_001), &[]),
        (Kind::Money, number(0.1 + 0.2), int(300_000), &[]),
        (Kind::Money, number(1_000.0 / 3.0), int(333_333_333), &["rounded"]),
        (Kind::Money, text("1.234.567,89"), int(1_234_567_890_000), &["number-as-text"]),
        (Kind::Money, text("1,234,567.89"), int(1_234_567_890_000), &["number-as-text"]),
        (Kind::Money, text("3.240"), int(3_240_000_000), &["number-doubtful"]),
        (Kind::Money, text("3.24"), int(3_240_000), &["number-doubtful"]),
        (Kind::Money, text("3 240"), int(3_240_000_000), &["number-as-text"]),
        (Kind::Money, text("3.240 triệu đồng"), None, &["number-with-words"]),
        (Kind::Money, text("0,12345678"), None, &["too-precise"]),
        (Kind::Money, number(1e12), None, &["too-big"]),
        (Kind::Money, text("999999999999999999999999999999"), None, &["too-big"]),
        (Kind::Amount, number(150_000.25), int(15_000_025), &[]),
    ]);
}

#[test]
fn counts_are_whole_and_slips_are_named() {
    let int = |n| Some(Value::Int(n));
    check(&[
        (Kind::Count, number(48.0), int(48), &[]),
        (Kind::Count, number(12.5), None, &["not-whole"]),
        (Kind::Count, text("12,5"), None, &["not-whole"]),
        (Kind::Count, text("o"), None, &["letter-for-digit"]),
        (Kind::Count, text("1O"), None, &["letter-for-digit"]),
        (Kind::Count, text("mười"), None, &["not-a-number"]),
        (Kind::Count, text("12.34.567"), None, &["number-ambiguous"]),
        (Kind::Count, text(" – "), Some(Value::Empty), &[]),
        (Kind::Count, text("-5"), int(-5), &["number-as-text"]),
        (Kind::Count, Raw::Bool(true), None, &["boolean"]),
        (Kind::Count, Raw::Error("#REF!".into()), None, &["cell-error"]),
        (Kind::Count, Raw::Number { value: 45_965.0, date: true }, None, &["date-in-number"]),
        (Kind::Percent, number(0.719), int(719), &[]),
        (Kind::Percent, text("71,9%"), int(719), &["number-as-text"]),
    ]);
}

#[test]
fn dates_come_as_serials_and_as_texts() {
    let day = |d: &str| Some(Value::Text(d.to_owned()));
    check(&[
        (Kind::Date, Raw::Number { value: 45_965.0, date: true }, day("2025-11-04"), &[]),
        (Kind::Date, number(45_965.75), day("2025-11-04"), &[]),
        (Kind::Date, number(20_251_104.0), day("2025-11-04"), &[]),
        (Kind::Date, number(2_025.0), None, &["date-not-whole"]),
        (Kind::Date, number(-3.0), None, &["not-a-date"]),
        (Kind::Date, text("4/11/2025"), day("2025-11-04"), &["date-as-text"]),
        (Kind::Date, text("ngày 4 tháng 11 năm 2025"), day("2025-11-04"), &["date-as-text"]),
        (Kind::Date, text("11/25/2025"), None, &["month-before-day"]),
        (Kind::Date, text("31/11/2025"), None, &["no-such-day"]),
        (Kind::Date, text("tháng 6/2025"), None, &["date-not-whole"]),
        (Kind::Date, text("quý III"), None, &["not-a-date"]),
        (Kind::Text, Raw::Number { value: 45_965.0, date: true }, day("04/11/2025"), &[]),
        (Kind::Text, number(67.0), day("67"), &[]),
        (Kind::Place, number(32_062.0), day("32062"), &[]),
        (Kind::Place, text("hồ thị kỷ"), day("32062"), &[]),
    ]);
}

#[test]
fn texts_are_composed_cleaned_and_bounded() {
    let (value, found) = read_as(Kind::Text, text(" Ca\u{300} Mau\u{7} \u{200b}"));
    assert_eq!(value, Some(Value::Text("Cà Mau".into())));
    assert_eq!(found, ["text-nfd", "control-characters"]);
    assert_eq!(read_as(Kind::Text, text("a_x000D_\nb_x_")).0, Some(Value::Text("a\nb_x_".into())));
    assert_eq!(
        read_as(Kind::Text, Raw::Text("x".repeat(101).into())),
        (None, vec!["text-too-long".to_owned()])
    );
}

#[test]
fn days_survive_the_way_through_serial_numbers() {
    for day in ["1900-03-01", "1999-12-31", "2024-02-29", "2100-12-31"] {
        let day: Date = day.parse().unwrap();
        assert_eq!(from_serial(f64::from(to_serial(day).unwrap()), false), Some(day));
    }
    assert_eq!(to_serial(Date::constant(1900, 2, 1)), None);
    assert_eq!(from_serial(44_503.0, true), Some(Date::constant(2025, 11, 4)));
}
