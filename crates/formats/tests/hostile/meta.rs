//! Workbooks of another unit, round, form or time.
use super::Case;
use super::book::Book;

/// Rows of the hidden sheet, from 1: magic, then the facts in their order.
const FACTS: [(&str, &str); 8] = [
    ("format", "B2"),
    ("form", "B3"),
    ("form_version", "B4"),
    ("year", "B5"),
    ("round", "B6"),
    ("unit", "B7"),
    ("base_revision", "B8"),
    ("instance", "B9"),
];

fn forged(name: &'static str, fact: &str, value: &'static str, codes: &[&'static str]) -> Case {
    let address = FACTS.iter().find(|(n, _)| *n == fact).unwrap().1;
    Case::new("meta", name, codes, move |clean| Book::open(clean).text("_nhipcau", address, value).bytes())
}

pub fn cases() -> Vec<Case> {
    vec![
        forged("round", "round", "2024", &["other-round"]),
        forged("unit", "unit", "X31825", &["other-unit"]),
        forged("form", "form", "quarterly", &["other-form"]),
        forged("form-version", "form_version", "0", &["form-version", "meta-changed"]).whole(),
        forged("format-new", "format", "99", &["format-new"]),
        forged("format-old", "format", "0", &["format-old"]).whole(),
        forged("instance", "instance", "tập-huấn", &["other-instance"]).whole(),
        forged("old", "base_revision", "3", &["workbook-old"]).whole(),
        forged("edited", "year", "1999", &["meta-changed"]).whole(),
        Case::new("meta", "gone", &["foreign"], |clean| {
            let mut book = Book::open(clean);
            book.edit("xl/workbook.xml", |xml| xml.replace("name=\"_nhipcau\"", "name=\"khac\"")).bytes()
        })
        .whole(),
        Case::new("meta", "garbage", &["foreign"], |clean| {
            Book::open(clean).text("_nhipcau", "A1", "không phải").bytes()
        })
        .whole(),
    ]
}
