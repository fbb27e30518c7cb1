//! The structure of the downloaded workbook, for people to read and compare.
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

use domain::report::Report;
use formats::sheet::{Expect, Limits, Template, Workbook, write};

use crate::sample::{report, world};

/// Part of a workbook as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut out).unwrap();
    out
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).filter_map(|p| p.split(close).next()).collect()
}

/// Sheets with their visible headings, drop-downs, formulas and locks, one line each.
fn structure(bytes: &[u8]) -> String {
    let mut out = String::new();
    let book = part(bytes, "xl/workbook.xml");
    let strings: Vec<String> =
        between(&part(bytes, "xl/sharedStrings.xml"), "<si>", "</si>").into_iter().map(plain).collect();
    for (n, sheet) in between(&book, "<sheet ", "/>").into_iter().enumerate() {
        let name = between(sheet, "name=\"", "\"")[0];
        let hidden = if sheet.contains("eryHidden") { " (hidden)" } else { "" };
        writeln!(out, "== {name}{hidden}").unwrap();
        let xml = part(bytes, &format!("xl/worksheets/sheet{}.xml", n + 1));
        for row in xml.split("<row ").skip(1).take(10) {
            let number = between(row, "r=\"", "\"")[0];
            let cells: Vec<String> = row.split("<c ").skip(1).filter_map(|c| shown(c, &strings)).collect();
            let hide = if row.split('>').next().unwrap().contains("hidden") { " (hidden)" } else { "" };
            if !cells.is_empty() {
                writeln!(out, "{number}{hide}: {}", cells.join(" | ")).unwrap();
            }
        }
        for rule in between(&xml, "<dataValidation ", "</dataValidation>") {
            let kind = between(rule, "type=\"", "\"")[0];
            let what = between(rule, "<formula1>", "</formula1>")[0];
            writeln!(out, "rule {}: {kind} {what}", between(rule, "sqref=\"", "\"")[0]).unwrap();
        }
        for tag in ["<sheetProtection ", "<pane ", "<pageSetup ", "<conditionalFormatting "] {
            for found in between(&xml, tag, ">") {
                writeln!(out, "{}{}", tag.trim_start_matches('<'), found.trim_end_matches('/')).unwrap();
            }
        }
        for footer in between(&xml, "<oddFooter>", "</oddFooter>") {
            writeln!(out, "footer {footer}").unwrap();
        }
    }
    for name in between(&book, "<definedName ", "</definedName>") {
        writeln!(out, "name {name}").unwrap();
    }
    out
}

fn plain(si: &str) -> String {
    between(si, "<t", "</t>")
        .into_iter()
        .filter_map(|t| t.split_once('>'))
        .map(|(_, t)| t.replace('\n', "⏎"))
        .collect()
}

/// A heading or a formula with its stored result; plain numbers are left out.
fn shown(cell: &str, strings: &[String]) -> Option<String> {
    let value = between(cell, "<v>", "</v>").first().copied().unwrap_or_default();
    if let Some(formula) = between(cell, "<f>", "</f>").first() {
        return Some(format!("={formula} → {value}"));
    }
    cell.contains("t=\"s\"")
        .then(|| strings[value.parse::<usize>().unwrap()].clone())
        .filter(|t| !t.is_empty())
}

#[test]
fn the_template_has_the_structure_that_people_approved() {
    let world = world();
    let got = structure(&write(&world.template(&report(&world.form, 2))).unwrap());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/template.txt");
    #[expect(clippy::disallowed_methods, reason = "asks for a new golden file")]
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &got).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap();
    for (n, (got, expected)) in got.lines().zip(expected.lines()).enumerate() {
        assert_eq!(got, expected, "line {} of {path}; UPDATE_GOLDEN=1 writes it anew", n + 1);
    }
    assert_eq!(got.lines().count(), expected.lines().count());
}

#[test]
fn only_white_cells_are_unlocked_and_there_are_thirty_blank_rows() {
    let world = world();
    let bytes = write(&world.template(&Report::default())).unwrap();
    let styles = part(&bytes, "xl/styles.xml");
    let cell_styles = between(&styles, "<cellXfs", "</cellXfs>")[0];
    let unlocked: Vec<bool> = cell_styles.split("<xf ").skip(1).map(|x| x.contains("locked=\"0\"")).collect();
    let xml = part(&bytes, "xl/worksheets/sheet3.xml");
    let number_of = |tag: &str, name: &str| {
        let value = tag.split('>').next()?.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        value.parse::<usize>().ok()
    };
    let cell = |address: &str| xml.split(&format!("<c r=\"{address}\"")).nth(1);
    let style_of = |address: &str| number_of(cell(address)?, "s");
    // An empty cell is as its column says.
    let of_column = |column: usize| {
        let tags: Vec<String> = xml.split("<col ").skip(1).map(|tag| format!(" {tag}")).collect();
        let number = |tag: &str, name| number_of(tag, name).unwrap();
        let tag = tags.iter().find(|t| (number(t, "min")..=number(t, "max")).contains(&column))?;
        number_of(tag, "style")
    };
    let table = world.form.table("B1").unwrap();
    for row in [10, 39] {
        for (i, column) in table.columns.iter().enumerate() {
            let letter = letters(i + 2);
            let own = style_of(&format!("{letter}{row}"));
            let open = own.or_else(|| of_column(i + 3)).map(|s| unlocked[s]);
            assert_eq!(
                open,
                Some(!column.locked && column.formula.is_none()),
                "{letter}{row} {}",
                column.key
            );
        }
    }
    assert!(cell("B39").is_some() && cell("B40").is_none(), "thirty numbered rows");
    assert_eq!(style_of("D8").map(|s| unlocked[s]), Some(false), "totals are locked");
    assert!(xml.contains("<sheetProtection"));
}

fn letters(n: usize) -> String {
    let last = char::from(b'A' + u8::try_from(n % 26).unwrap());
    if n >= 26 {
        format!("{}{last}", char::from(b'A' + u8::try_from(n / 26 - 1).unwrap()))
    } else {
        last.to_string()
    }
}

#[test]
fn a_form_of_one_question_makes_a_workbook_too() {
    let world = world();
    let mut form = world.form.clone();
    form.sections.clear();
    form.tables.truncate(2);
    form.tables.remove(0);
    form.id = "hoi-nhanh".into();
    let blank = Report::default();
    let template = Template { form: &form, ..world.template(&blank) };
    let bytes = write(&template).unwrap();
    assert!(!structure(&bytes).contains("== Lời"));
    let expect = Expect { form: &form, ..world.expect(None) };
    let workbook = Workbook::open(&bytes, &Limits::default()).unwrap();
    assert_eq!(workbook.read(&expect).findings, vec![]);
}
