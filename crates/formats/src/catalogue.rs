//! The catalogue of calls as a flat table for other programs: a call a row, the same columns in CSV and XLSX.
//!
//! Column names are those of the JSON. A list inside a call (peoples, budget by year, parts, contacts) is JSON inside its cell,
//! so that nothing is lost; what it adds up to has a column of its own.
use domain::call::TEXTS;
use domain::catalogue::{Catalogue, Entry};
use domain::words::Texts;
use serde::Serialize;

use crate::table::Cell;

/// Columns beside the texts.
const PLAIN: [&str; 24] = [
    "area",
    "place",
    "place_name",
    "hamlet",
    "owner",
    "modality",
    "support",
    "sdgs",
    "sectors",
    "peoples",
    "households",
    "people",
    "minority",
    "women",
    "poor",
    "starts",
    "ends",
    "closes_on",
    "sought_vnd",
    "counterpart_vnd",
    "budget",
    "components",
    "contacts",
    "status_reason",
];

/// Names of the columns, in order.
pub fn columns() -> Vec<String> {
    let texts = TEXTS.iter().flat_map(|t| ["vi", "en", "km"].map(|lang| format!("{t}_{lang}")));
    let head = ["code", "status", "status_on"].map(str::to_owned);
    head.into_iter().chain(texts).chain(PLAIN.map(str::to_owned)).collect()
}

/// A call as a row; `place_name` says what a place code is called.
pub fn row(entry: &Entry, place_name: &dyn Fn(&str) -> String) -> Vec<Cell> {
    let it = &entry.facts;
    let text = |t: &str| if t.is_empty() { Cell::Blank } else { Cell::Text(t.to_owned()) };
    let count = |n: Option<i64>| n.map_or(Cell::Blank, Cell::Number);
    // As text: a day must come back as it was from every program.
    let day = |d: Option<jiff::civil::Date>| d.map_or(Cell::Blank, |d| Cell::Text(d.to_string()));
    let mut cells = vec![text(&entry.code), text(entry.status.name()), day(entry.said.on)];
    let none = Texts::default();
    for field in TEXTS {
        let texts = it.text(field).unwrap_or(&none);
        cells.extend([&texts.vi, &texts.en, &texts.km].map(|t| text(t)));
    }
    let who = &it.beneficiaries;
    let joined = |of: Vec<String>| text(&of.join(" "));
    cells.extend([
        text(&it.area),
        text(&it.place),
        text(&place_name(&it.place)),
        text(&it.hamlet),
        text(&it.owner),
        text(&it.modality),
        joined(it.support.clone()),
        joined(it.sdgs.iter().map(ToString::to_string).collect()),
        joined(it.sectors.clone()),
        list(&it.peoples),
        count(who.households),
        count(who.people),
        count(who.minority),
        count(who.women),
        count(who.poor),
        day(it.starts),
        day(it.ends),
        day(it.closes_on),
        Cell::Number(it.sought()),
        Cell::Number(it.counterpart()),
        list(&it.budget),
        list(&it.components),
        list(&it.contacts),
        text(&entry.said.reason),
    ]);
    cells
}

fn list<T: Serialize>(of: &[T]) -> Cell {
    match serde_json::to_string(of) {
        Ok(text) if !of.is_empty() => Cell::Text(text),
        _ => Cell::Blank,
    }
}

/// UTF-8 with a byte-order mark, which spreadsheets need to see Vietnamese. A text that a spreadsheet would take for
/// a formula has an apostrophe before it.
///
/// # Errors
/// When a row cannot be written; in memory that does not happen.
pub fn csv(it: &Catalogue, place_name: &dyn Fn(&str) -> String) -> std::io::Result<Vec<u8>> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".into());
    out.write_record(columns())?;
    for entry in &it.calls {
        out.write_record(row(entry, place_name).iter().map(plain))?;
    }
    out.into_inner().map_err(csv::IntoInnerError::into_error)
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Number(n) | Cell::Money(n) => n.to_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Blank => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::io::Cursor;

    use calamine::{Data, Reader};
    use domain::call::{CallFacts, CallStatus, Component, Contact, Said, YearBudget};
    use domain::need::{Beneficiaries, PeopleCode};
    use jiff::civil::date;
    use lang::Lang;
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::table::List;

    fn catalogue() -> Catalogue {
        let facts = CallFacts {
            name: Texts::of("Nước sạch, \"ba ấp\"", "Clean water; three hamlets"),
            need: Texts::vi("- Giếng nhiễm mặn\n- Mùa khô phải mua nước"),
            objectives: Texts::vi("=HYPERLINK(\"x\")"),
            area: "a".into(),
            place: "2025:32062".into(),
            peoples: vec![PeopleCode { list: "1979".into(), code: "05".into() }],
            owner: "UBND xã Khánh Lâm".into(),
            modality: "project".into(),
            support: vec!["financial".into(), "technical".into()],
            sdgs: vec![6, 13],
            sectors: vec!["14030".into()],
            beneficiaries: Beneficiaries {
                households: Some(412),
                people: Some(1648),
                ..Beneficiaries::default()
            },
            starts: Some(date(2026, 3, 1)),
            closes_on: Some(date(2026, 2, 28)),
            budget: vec![YearBudget {
                year: 2026,
                donor_vnd: 3_550_000_000,
                donor_usd: Some(14_143_426),
                counterpart_vnd: 1_310_000_000,
            }],
            components: vec![Component { name: Texts::vi("Ống"), donor_vnd: 1, counterpart_vnd: 0 }],
            contacts: vec![Contact { organisation: "Sở".into(), ..Contact::default() }],
            ..CallFacts::default()
        };
        let said = Said { on: Some(date(2026, 1, 5)), reason: "+ một lý do".into() };
        let full = Entry { code: "KG-2026-001".into(), status: CallStatus::Talks, said, facts };
        let empty = Entry {
            code: "KG-2026-002".into(),
            status: CallStatus::Forecast,
            said: Said::default(),
            facts: CallFacts::default(),
        };
        Catalogue {
            year: 2026,
            agency: "Sở".into(),
            demo: true,
            on: date(2026, 1, 5),
            calls: vec![full, empty],
        }
    }

    /// What another program makes of a row.
    fn read(names: &[String], cells: &[String]) -> Entry {
        let unguarded = |c: &String| match c.strip_prefix('\'') {
            Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
            _ => c.clone(),
        };
        let by: HashMap<&str, String> =
            names.iter().map(String::as_str).zip(cells.iter().map(unguarded)).collect();
        let get = |name: &str| by[name].clone();
        let number = |name: &str| get(name).parse().ok();
        let day = |name: &str| get(name).parse().ok();
        let words = |name: &str| get(name).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        fn list<T: DeserializeOwned>(text: &str) -> Vec<T> {
            if text.is_empty() { Vec::new() } else { serde_json::from_str(text).unwrap() }
        }
        let mut facts = CallFacts {
            area: get("area"),
            place: get("place"),
            hamlet: get("hamlet"),
            peoples: list(&get("peoples")),
            owner: get("owner"),
            modality: get("modality"),
            support: words("support"),
            sdgs: words("sdgs").iter().map(|n| n.parse().unwrap()).collect(),
            sectors: words("sectors"),
            beneficiaries: Beneficiaries {
                households: number("households"),
                people: number("people"),
                minority: number("minority"),
                women: number("women"),
                poor: number("poor"),
            },
            starts: day("starts"),
            ends: day("ends"),
            closes_on: day("closes_on"),
            budget: list(&get("budget")),
            components: list(&get("components")),
            contacts: list(&get("contacts")),
            ..CallFacts::default()
        };
        for field in TEXTS {
            let of = |lang: &str| get(&format!("{field}_{lang}"));
            *facts.text_mut(field).unwrap() = Texts { vi: of("vi"), en: of("en"), km: of("km") };
        }
        assert_eq!(get("sought_vnd"), facts.sought().to_string());
        let said = Said { on: day("status_on"), reason: get("status_reason") };
        Entry { code: get("code"), status: CallStatus::of(&get("status")).unwrap(), said, facts }
    }

    #[test]
    fn csv_is_read_back_unchanged_and_holds_no_formula() {
        let it = catalogue();
        let bytes = csv(&it, &|_| "Xã Khánh Lâm".into()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let mut calls = Vec::new();
        for record in reader.records() {
            let cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
            assert!(cells.iter().all(|c| !c.starts_with(['=', '+', '-', '@'])), "{cells:?}");
            calls.push(read(&names, &cells));
        }
        assert_eq!(calls, it.calls);
    }

    #[test]
    fn a_workbook_is_read_back_unchanged() {
        let it = catalogue();
        let names = columns();
        let headings: Vec<(&str, f64)> = names.iter().map(|n| (n.as_str(), 12.0)).collect();
        let list =
            List {
                title: "Danh mục", sheet: "Danh mục", headings: &headings, demo: true, lang: Lang::Vi
            };
        let bytes = list.write(it.calls.iter().map(|c| row(c, &|_| "Xã Khánh Lâm".into()))).unwrap();
        let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("Danh mục").unwrap();
        let rows: Vec<Vec<String>> = range
            .rows()
            .map(|r| {
                r.iter()
                    .map(|c| match c {
                        // A spreadsheet knows no other numbers.
                        Data::Float(n) => format!("{n:.0}"),
                        other => other.to_string(),
                    })
                    .collect()
            })
            .collect();
        let head = rows.iter().position(|r| r.first().is_some_and(|c| c == "code")).unwrap();
        let calls: Vec<Entry> = rows[head + 1..].iter().map(|cells| read(&rows[head], cells)).collect();
        assert_eq!(calls, it.calls);
    }

    #[test]
    fn json_is_read_back_unchanged() {
        let it = catalogue();
        let text = serde_json::to_string(&it).unwrap();
        assert_eq!(serde_json::from_str::<Catalogue>(&text).unwrap(), it);
    }
}
