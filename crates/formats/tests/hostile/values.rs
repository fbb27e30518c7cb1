//! Cells filled in wrongly, strangely, or by someone who knows better than the register.
use super::Case;
use super::book::Book;

/// Biểu 04: name C, level D, area E, starts F, days G, people H, minority I, women J, cost K.
const B4: &str = "Biểu 04";
const DAYS: &str = "G10";
const COST: &str = "K10";
const STARTS: &str = "F10";

fn typed(name: &'static str, cell: &'static str, text: &'static str, codes: &[&'static str]) -> Case {
    Case::new("text-in-cell", name, codes, move |clean| Book::open(clean).text(B4, cell, text).bytes())
}

fn stored(
    name: &'static str,
    cell: &'static str,
    kind: &'static str,
    xml: &'static str,
    codes: &[&'static str],
) -> Case {
    Case::new("cell", name, codes, move |clean| Book::open(clean).cell(B4, cell, kind, xml).bytes())
}

pub fn cases() -> Vec<Case> {
    let mut out = numbers();
    out.extend(dates());
    out.extend(texts());
    out.extend(codes());
    out.extend(stated());
    out
}

fn numbers() -> Vec<Case> {
    vec![
        typed("vietnamese-number", COST, "1.234.567,89", &["number-as-text"]),
        typed("english-number", COST, "1,234,567.89", &["number-as-text"]),
        typed("grouped", COST, "3.240", &["number-doubtful"]),
        typed("one-dot", COST, "3.24", &["number-doubtful"]),
        typed("letter-o", DAYS, "o", &["letter-for-digit"]).whole(),
        typed("letter-in-number", DAYS, "1O", &["letter-for-digit"]).whole(),
        typed("unit-words", COST, "3.240 triệu đồng", &["number-with-words"]).whole(),
        typed("odd-groups", COST, "12.34.567", &["number-ambiguous"]).whole(),
        typed("words", DAYS, "mười hai", &["not-a-number"]).whole(),
        typed("endless-digits", COST, "999999999999999999999999999999", &["too-big"]).whole(),
        stored("not-whole", DAYS, "n", "<v>12.5</v>", &["not-whole"]).whole(),
        stored("too-big", COST, "n", "<v>1e300</v>", &["too-big"]).whole(),
        stored("infinite", COST, "n", "<v>1e999</v>", &["not-a-number"]).whole(),
        stored("negative", DAYS, "n", "<v>-3</v>", &["negative"]),
        stored("part-over-whole", "J10", "n", "<v>9999</v>", &["part-over-whole"]),
        stored("formula", DAYS, "n", "<f>1+1</f><v>2</v>", &["formula"]),
        stored("formula-blank", DAYS, "n", "<f>1+1</f>", &["formula-no-value"]).whole(),
        stored("ref-error", DAYS, "e", "<f>#REF!</f><v>#REF!</v>", &["cell-error"]).whole(),
        stored("na-error", STARTS, "e", "<v>#N/A</v>", &["cell-error"]).whole(),
        stored("boolean", DAYS, "b", "<v>1</v>", &["boolean"]).whole(),
        stored("string-index", "C10", "s", "<v>99999999</v>", &["required"]),
        Case::new("date-in-number", "", &["date-in-number"], |clean| {
            let mut book = Book::open(clean);
            book.sheet(B4, |xml| {
                let style =
                    xml.split("<c r=\"F10\" s=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
                let cell = xml.split("<c r=\"G10\" s=\"").nth(1).unwrap().split('"').next().unwrap();
                let days = format!("<c r=\"G10\" s=\"{cell}\"><v>");
                xml.replacen(&days, &format!("<c r=\"G10\" s=\"{style}\"><v>459"), 1)
            });
            book.bytes()
        })
        .whole(),
    ]
}

fn dates() -> Vec<Case> {
    vec![
        typed("date", STARTS, "4/11/2025", &["date-as-text"]),
        typed("long-date", STARTS, "ngày 04 tháng 11 năm 2025", &["date-as-text"]),
        typed("american-date", STARTS, "11/25/2025", &["month-before-day"]).whole(),
        typed("no-such-day", STARTS, "31/11/2025", &["no-such-day"]).whole(),
        typed("month-only", STARTS, "tháng 6/2025", &["date-not-whole"]).whole(),
        typed("no-date", STARTS, "sau Tết", &["not-a-date"]).whole(),
        stored("year-as-date", STARTS, "n", "<v>2025</v>", &["date-not-whole"]).whole(),
        stored("far-date", STARTS, "n", "<v>12000</v>", &["date-far"]),
        stored("serial-out-of-range", STARTS, "n", "<v>987654321</v>", &["not-a-date"]).whole(),
        stored("date-with-time", STARTS, "n", "<v>45965.75</v>", &[]),
        Case::new("epoch-1904", "", &[], |clean| {
            let mut book = Book::open(clean);
            book.edit("xl/workbook.xml", |xml| xml.replacen("<workbookPr", "<workbookPr date1904=\"1\"", 1))
                .bytes()
        }),
    ]
}

fn texts() -> Vec<Case> {
    let long = |n: usize| "dài ".repeat(n);
    vec![
        typed("decomposed", "C10", "Lo\u{31b}\u{301}p na\u{306}m", &["text-nfd"]),
        Case::new("decomposed", "all", &["text-nfd"], |clean| {
            let mut book = Book::open(clean);
            // Every grave, acute and dot below of the shared strings, detached.
            book.edit("xl/sharedStrings.xml", |xml| {
                xml.replace('ố', "ô\u{301}").replace('ờ', "ơ\u{300}").replace('ấ', "â\u{301}")
            });
            book.bytes()
        })
        .whole(),
        typed("control-characters", "C10", "Lớp\u{7f}\u{200b} mới", &["control-characters"]),
        typed("escaped-controls", "C10", "Lớp_x0007_ mới", &["control-characters"]),
        typed("markup", "C10", "<script>alert(1)</script>", &[]),
        typed("formula-text", "C10", "=cmd|' /C calc'!A1", &[]),
        Case::new("text-long", "cell", &["text-too-long"], move |clean| {
            Book::open(clean).text(B4, "C10", &long(2_600)).bytes()
        })
        .whole(),
        Case::new("text-long", "narrative", &["text-too-long"], move |clean| {
            Book::open(clean).text("Lời", "D5", &long(8_000)).bytes()
        })
        .whole(),
        Case::new("narrative-emptied", "", &["section-empty"], |clean| {
            Book::open(clean).text("Lời", "D6", "").bytes()
        }),
    ]
}

fn codes() -> Vec<Case> {
    vec![
        typed("area-unknown", "E10", "Vũ trụ", &["area-unknown"]),
        typed("area-letter", "E10", "đ", &[]),
        typed("area-title", "E10", "y te", &[]),
        typed("choice-unknown", "D10", "người ngoài", &["choice-unknown"]),
        typed("choice-code", "D10", "people", &[]),
        typed("choice-english", "D10", "Residents", &[]),
        Case::new("place", "unknown", &["place-unknown"], |clean| {
            Book::open(clean).text("Biểu 08", "E10", "Xã Không Có").bytes()
        }),
        Case::new("place", "ambiguous", &["place-ambiguous"], |clean| {
            Book::open(clean).text("Biểu 08", "E10", "Tân Thành").bytes()
        })
        .whole(),
        Case::new("place", "code", &[], |clean| Book::open(clean).number("Biểu 08", "E10", "32062").bytes()),
        Case::new("project", "unknown", &["project-unknown"], |clean| {
            Book::open(clean).text("Biểu 01", "C13", "DA-1999-999").bytes()
        }),
    ]
}

fn stated() -> Vec<Case> {
    let on = |kind,
              parameter: &str,
              codes: &[&'static str],
              sheet: &'static str,
              cell: &'static str,
              value: &'static str| {
        Case::new(kind, parameter, codes, move |clean| Book::open(clean).number(sheet, cell, value).bytes())
    };
    vec![
        on("total-altered", "count", &["total-mismatch"], B4, "H8", "7").whole(),
        on("total-altered", "money", &["total-mismatch"], "Biểu 08", "G8", "1").whole(),
        Case::new("total-altered", "text", &["total-unread"], |clean| {
            Book::open(clean).text(B4, "H8", "nhiều").bytes()
        })
        .whole(),
        on("derived-altered", "", &["derived-mismatch"], "Biểu 03", "D10", "123456").whole(),
        on("computed-altered", "sum", &["computed-mismatch"], "Biểu 01", "X10", "5").whole(),
        on("computed-altered", "rate", &["computed-mismatch"], "Biểu 01", "AC10", "0.99").whole(),
        on("locked-altered", "money", &["locked-changed"], "Biểu 01", "Y10", "77").whole(),
        Case::new("locked-altered", "code", &["locked-changed"], |clean| {
            Book::open(clean).text("Biểu 01", "C10", "DA-2020-001").bytes()
        })
        .whole(),
        Case::new("nil", "unclear", &["nil-unclear"], |clean| {
            Book::open(clean).text(B4, "B3", "chưa biết").bytes()
        })
        .whole(),
        Case::new("nil", "with-rows", &["nil-with-rows"], |clean| {
            Book::open(clean).text(B4, "B3", "Có").bytes()
        }),
    ]
}
