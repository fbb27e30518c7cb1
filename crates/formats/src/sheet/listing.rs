//! Somebody's own list of projects, in columns that only they know: looked at, then read by a [`Mapping`].
//!
//! A workbook or a CSV file (comma, semicolon or tab; UTF-8 or UTF-16). Nothing here saves anything: a cell that
//! cannot be understood is a finding with its place.
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use domain::finding::{Arg, Finding};
use domain::outline::listing::{FIELDS, Line, Mapping};

use super::cells::{Cell, Palette, Raw, Row, each_row};
use super::labels::plain;
use super::open::{self, Limits};
use super::{column_letters, findings::in_sheet};

mod cell;

pub use cell::Lookup;

/// Rows of a sheet that are shown so that columns can be named.
const SHOWN: usize = 12;
/// Lines of a list; more than any office calls aid for in a year.
const LINES_MOST: usize = 2_000;
/// Columns of a list that are looked at.
const COLUMNS_MOST: u32 = 60;

/// The first rows of a sheet, as they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glimpse {
    pub sheet: String,
    /// Row counted from 1, and its cells from the first column on.
    pub rows: Vec<(u32, Vec<String>)>,
}

/// A file that is opened sheet by sheet.
enum Source<'b> {
    Book(Box<open::Book<'b>>),
    /// Delimiter and text.
    Text(u8, Cow<'b, str>),
}

/// Name under which the one sheet of a CSV file goes.
const CSV: &str = "CSV";

fn source<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Source<'b>, Box<Finding>> {
    match open::open(bytes, limits) {
        Ok(book) => Ok(Source::Book(Box::new(book))),
        Err(finding) if finding.code == "file-kind" => match text(bytes)? {
            Some((delimiter, text)) => Ok(Source::Text(delimiter, text)),
            None => Err(finding),
        },
        Err(finding) => Err(finding),
    }
}

/// The text of a CSV file; nothing when it is not one.
fn text(bytes: &[u8]) -> Result<Option<(u8, Cow<'_, str>)>, Box<Finding>> {
    let wide = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    if !wide && (bytes.contains(&0) || bytes.starts_with(b"%PDF") || bytes.starts_with(b"{\\rtf")) {
        return Ok(None);
    }
    let decoded: Cow<'_, str> = if wide {
        match open::decode(bytes.to_vec()) {
            Some(text) => text.into(),
            None => return Ok(None),
        }
    } else {
        match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').into(),
            Err(at) => {
                let before = bytes.get(..at.valid_up_to()).unwrap_or_default();
                let line = before.iter().filter(|b| **b == b'\n').count() + 1;
                let line = Arg::Number(i64::try_from(line).unwrap_or(i64::MAX));
                return Err(Box::new(Finding::error("listing-encoding", in_sheet(CSV)).with("line", line)));
            }
        }
    };
    if decoded.trim_start().starts_with('<') {
        return Ok(None);
    }
    // The mark that stands most often in the first lines that hold something.
    let head: String = decoded.lines().filter(|l| !l.trim().is_empty()).take(5).collect();
    let most = [b',', b';', b'\t'].into_iter().max_by_key(|d| head.bytes().filter(|b| b == d).count());
    Ok(most.filter(|d| head.as_bytes().contains(d)).map(|d| (d, decoded)))
}

/// The first rows of every visible sheet that holds something.
///
/// # Errors
/// One finding when the file cannot be read at all.
pub fn glimpse(bytes: &[u8], limits: &Limits) -> Result<Vec<Glimpse>, Box<Finding>> {
    let mut source = source(bytes, limits)?;
    let mut out = Vec::new();
    for sheet in source.sheets() {
        let mut rows = Vec::new();
        let epoch_1904 = source.epoch_1904();
        source.each(&sheet, |row| {
            let last = row.cells.iter().map(|c| c.column).max().unwrap_or(0).min(COLUMNS_MOST);
            let cells: Vec<String> = (0..=last)
                .map(|c| row.at(c).map(|c| cell::shown(c, epoch_1904)).unwrap_or_default())
                .collect();
            if cells.iter().any(|c| !c.is_empty()) {
                rows.push((row.number + 1, cells));
            }
            if rows.len() < SHOWN { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        if !rows.is_empty() {
            out.push(Glimpse { sheet, rows });
        }
    }
    if out.is_empty() {
        return Err(Box::new(Finding::error("listing-empty", domain::finding::Spot::default())));
    }
    Ok(out)
}

/// Names of a row's columns: the heading, or the letters of a column without one or with the heading of another.
pub fn headings(cells: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (n, cell) in (0_u32..).zip(cells) {
        let heading = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let taken = heading.is_empty() || out.iter().any(|h| plain(h) == plain(&heading));
        out.push(if taken { format!("[{}]", column_letters(n)) } else { heading });
    }
    out
}

/// Field by field the heading that means it, by words that are known for it, each heading once.
pub fn guess(headings: &[String], words: &BTreeMap<String, Vec<String>>) -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    for exact in [true, false] {
        for field in FIELDS {
            let Some(words) = words.get(field).filter(|_| !out.contains_key(field)) else { continue };
            let means = |h: &&String| {
                let h = plain(h);
                words.iter().map(|w| plain(w)).any(|w| if exact { h == w } else { begins(&h, &w) })
            };
            let found = headings.iter().filter(|h| !out.values().any(|taken| taken == *h)).find(means);
            if let Some(heading) = found {
                out.insert(field.to_owned(), heading.clone());
            }
        }
    }
    out
}

/// Whether a heading begins with these words, whole.
fn begins(heading: &str, words: &str) -> bool {
    heading.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The row of headings, guessed: the first one in which most words are known, else the first with three cells.
pub fn guess_header(rows: &[(u32, Vec<String>)], words: &BTreeMap<String, Vec<String>>) -> u32 {
    let known = |cells: &Vec<String>| guess(&headings(cells), words).len();
    let best = rows.iter().rev().max_by_key(|(_, cells)| known(cells)).filter(|(_, cells)| known(cells) >= 2);
    let full = || rows.iter().find(|(_, cells)| cells.iter().filter(|c| !c.is_empty()).count() >= 3);
    best.or_else(full).map_or(1, |(row, _)| *row)
}

/// All lines below the headings, and what is wrong with the list as a whole.
///
/// # Errors
/// One finding when nothing of it can be read: no such sheet, no such row, no column found.
pub fn lines(
    bytes: &[u8],
    limits: &Limits,
    mapping: &Mapping,
    lookup: &Lookup<'_>,
) -> Result<(Vec<Line>, Vec<Finding>), Box<Finding>> {
    let mut source = source(bytes, limits)?;
    let sheets = source.sheets();
    let named = sheets.iter().find(|s| **s == mapping.sheet || mapping.sheet.is_empty());
    let Some(sheet) = named.cloned() else {
        let missing = Finding::error("listing-no-sheet", domain::finding::Spot::default());
        return Err(Box::new(missing.text("sheet", &mapping.sheet)));
    };
    let mut pass = Pass {
        mapping,
        lookup,
        sheet: &sheet,
        columns: None,
        lines: Vec::new(),
        findings: Vec::new(),
        epoch_1904: source.epoch_1904(),
    };
    source.each(&sheet, |row| pass.take(&row))?;
    if pass.columns.is_none() {
        let row = Arg::Number(mapping.header.into());
        return Err(Box::new(Finding::error("listing-no-header", in_sheet(&sheet)).with("row", row)));
    }
    Ok((pass.lines, pass.findings))
}

struct Pass<'p> {
    mapping: &'p Mapping,
    lookup: &'p Lookup<'p>,
    sheet: &'p str,
    /// Column by field, once the headings were passed.
    columns: Option<BTreeMap<&'static str, u32>>,
    lines: Vec<Line>,
    findings: Vec<Finding>,
    epoch_1904: bool,
}

impl Pass<'_> {
    fn take(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        let number = row.number + 1;
        if number == self.mapping.header {
            self.columns = Some(self.placed(row));
        }
        let Some(columns) = &self.columns else { return ControlFlow::Continue(()) };
        if number <= self.mapping.header {
            return ControlFlow::Continue(());
        }
        if self.lines.len() == LINES_MOST {
            let most = Arg::Number(i64::try_from(LINES_MOST).unwrap_or(i64::MAX));
            self.findings.push(Finding::error("listing-long", in_sheet(self.sheet)).with("most", most));
            return ControlFlow::Break(());
        }
        let reader = cell::Reader {
            lookup: self.lookup,
            sheet: self.sheet,
            row,
            columns,
            epoch_1904: self.epoch_1904,
        };
        self.lines.extend(reader.line(self.mapping));
        ControlFlow::Continue(())
    }

    /// Where each field's heading stands; a heading that is gone is a finding.
    fn placed(&mut self, row: &Row<'_>) -> BTreeMap<&'static str, u32> {
        let last = row.cells.iter().map(|c| c.column).max().unwrap_or(0).min(COLUMNS_MOST);
        let cells: Vec<String> = (0..=last).map(|c| row.at(c).map(Cell::shown).unwrap_or_default()).collect();
        let found = headings(&cells);
        let mut out = BTreeMap::new();
        for field in FIELDS {
            let Some(heading) = self.mapping.columns.get(field) else { continue };
            match (0_u32..).zip(&found).find(|(_, h)| plain(h) == plain(heading)) {
                Some((column, _)) => {
                    out.insert(field, column);
                }
                None => {
                    let gone = Finding::error("listing-column-gone", in_sheet(self.sheet));
                    self.findings.push(gone.text("heading", heading));
                }
            }
        }
        out
    }
}

impl Source<'_> {
    fn sheets(&self) -> Vec<String> {
        match self {
            Self::Book(book) => book.sheets.iter().filter(|s| !s.hidden).map(|s| s.name.clone()).collect(),
            Self::Text(..) => vec![CSV.to_owned()],
        }
    }

    fn epoch_1904(&self) -> bool {
        matches!(self, Self::Book(book) if book.epoch_1904)
    }

    fn each(
        &mut self,
        sheet: &str,
        mut visit: impl FnMut(Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), Box<Finding>> {
        match self {
            Self::Book(book) => {
                let Some(found) = book.sheets.iter().find(|s| s.name == sheet).cloned() else {
                    return Ok(());
                };
                let mut bytes = Vec::new();
                let xml = book.xml(&found, &mut bytes)?;
                let palette = Palette { strings: &book.strings, dates: &book.dates };
                let damaged = |_| Box::new(Finding::error("sheet-damaged", in_sheet(sheet)));
                each_row(xml, &palette, &mut visit).map_err(damaged)?;
                Ok(())
            }
            Self::Text(delimiter, text) => each_record(*delimiter, text, visit),
        }
    }
}

/// Rows of a CSV file, each cell as text.
fn each_record(
    delimiter: u8,
    text: &str,
    mut visit: impl FnMut(Row<'_>) -> ControlFlow<()>,
) -> Result<(), Box<Finding>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.map_err(|_| Box::new(Finding::error("sheet-damaged", in_sheet(CSV))))?;
        // The line in which it begins: empty lines are passed over, and a quoted cell may go over several.
        let line = record.position().map_or(1, csv::Position::line);
        let number = u32::try_from(line.saturating_sub(1)).unwrap_or(u32::MAX);
        let cells = (0_u32..).zip(record.iter()).filter(|(_, v)| !v.trim().is_empty());
        let cells = cells
            .map(|(column, v)| Cell { column, raw: Raw::Text(v.to_owned().into()), formula: false })
            .collect();
        if visit(Row { number, cells }).is_break() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
