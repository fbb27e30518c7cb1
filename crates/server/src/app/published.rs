//! A sealed report as everyone may have it: totals by priority area, with small numbers of people
//! hidden, on the page and in its files. The files of the office name what each unit counted.
//!
//! A cell that counts fewer than five shows only that. When it is the only one of its column, the
//! total would give it away, so the next smallest is hidden too (threshold: proposed by the
//! project for sensitive data on ethnicity, NĐ 356/2025; no instrument names one).
use domain::consolidation::{Consolidated, Correction, Piece, Seal, SectionText, pieces};
use domain::figures::TOTAL;
use domain::form::{Column, Form, Kind, Table};
use domain::need::FEWEST;
use domain::words::Words;
use formats::paper::{Align, Annex, Block, Column as PaperColumn, Paper, Row, Table as PaperTable};
use formats::table::{self, List};
use lang::Lang;
use serde_json::{Value as Json, json};

use super::print;
use crate::ctx::Ctx;

/// What a public cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    None,
    /// Đồng.
    Money(i64),
    Count(i64),
    /// One to four.
    Few,
    /// Hidden so that a [`Cell::Few`] cannot be computed.
    Hidden,
}

/// Totals of one table by area.
#[derive(Debug)]
pub struct AreaTable {
    pub key: String,
    pub title: Words,
    pub columns: Vec<Words>,
    /// Letter of the area, and a cell for each column.
    pub rows: Vec<(String, Vec<Cell>)>,
    pub total: Vec<Cell>,
    /// Whether anything was hidden.
    pub hides: bool,
    /// Per mille of the largest area's first amount, for the bars; empty without money.
    pub bars: Vec<(String, i64, i64)>,
}

/// A figure or a text that a version corrects.
#[derive(Debug)]
pub enum Change {
    Figure {
        table: Words,
        row: String,
        column: Words,
        before: Cell,
        after: Cell,
    },
    /// Key of the section whose words were changed.
    Section(String),
}

/// Tables of the form that are added up by area, with the columns that are printed.
pub fn by_area(content: &Consolidated) -> Vec<AreaTable> {
    content.form.tables.iter().filter_map(|t| area_table(content, t)).filter(|t| !t.rows.is_empty()).collect()
}

/// Totals that stand for the whole: the first two amounts and the first two counts of the first
/// table.
pub fn keys(tables: &[AreaTable]) -> Vec<(Words, Cell)> {
    let Some(first) = tables.first() else { return Vec::new() };
    let all = || first.columns.iter().cloned().zip(first.total.iter().copied());
    let money = all().filter(|(_, c)| matches!(c, Cell::Money(_))).take(2);
    let counts = all().filter(|(_, c)| matches!(c, Cell::Count(_) | Cell::Few)).take(2);
    money.chain(counts).collect()
}

fn area_table(content: &Consolidated, table: &Table) -> Option<AreaTable> {
    let area = table.columns.iter().find(|c| c.kind == Kind::Area && c.split)?;
    let columns: Vec<&Column> = table.columns.iter().filter(|c| c.total && c.print).collect();
    let prefix = format!("{}=", area.key);
    let mut letters: Vec<&str> = content
        .figures
        .iter()
        .filter(|f| f.table == table.key)
        .filter_map(|f| f.row.strip_prefix(&prefix))
        .collect();
    letters.sort_by(|a, b| lang::collate(a, b));
    letters.dedup();
    let value = |row: &str, c: &Column| content.value(&table.key, row, &c.key);
    let mut grid: Vec<Vec<Cell>> = Vec::new();
    for column in &columns {
        let cells = letters.iter().map(|l| cell(column.kind, value(&format!("{prefix}{l}"), column)));
        grid.push(protect(cells.collect()));
    }
    let rows = letters.iter().enumerate();
    let rows: Vec<_> = rows.map(|(n, l)| ((*l).to_owned(), grid.iter().map(|c| c[n]).collect())).collect();
    let hides = grid.iter().flatten().any(|c| matches!(c, Cell::Few | Cell::Hidden));
    Some(AreaTable {
        key: table.key.clone(),
        title: table.title.clone(),
        columns: columns.iter().map(|c| heading(c)).collect(),
        total: columns.iter().map(|c| cell(c.kind, value(TOTAL, c))).collect(),
        bars: bars(&rows),
        rows,
        hides,
    })
}

/// Title of a column by itself: «Giải ngân: trong kỳ» where it stands under a common heading.
fn heading(column: &Column) -> Words {
    let Some(group) = &column.group else { return column.title.clone() };
    let joined = |group: &str, title: &str| {
        let mut letters = title.chars();
        let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
        // An abbreviation keeps its capitals.
        let abbreviation = letters.clone().next().is_some_and(char::is_uppercase);
        if abbreviation {
            format!("{group}: {title}")
        } else {
            format!("{group}: {first}{}", letters.as_str())
        }
    };
    Words::new(joined(&group.vi, &column.title.vi), joined(&group.en, &column.title.en))
}

fn cell(kind: Kind, value: Option<i64>) -> Cell {
    match (kind, value) {
        (_, None) => Cell::None,
        (Kind::Money, Some(n)) => Cell::Money(n),
        (_, Some(n)) if 0 < n && n < FEWEST => Cell::Few,
        (_, Some(n)) => Cell::Count(n),
    }
}

/// Hides one more cell of a column where the total gives away the only hidden one.
fn protect(mut cells: Vec<Cell>) -> Vec<Cell> {
    if cells.iter().filter(|c| **c == Cell::Few).count() == 1 {
        let count = |c: &Cell| if let Cell::Count(n) = c { Some(*n) } else { None };
        let smallest = cells.iter().filter_map(count).filter(|n| *n > 0).min();
        if let Some(n) = cells.iter().position(|c| smallest.is_some() && count(c) == smallest) {
            cells[n] = Cell::Hidden;
        }
    }
    cells
}

/// The report with its figures by area in place of those by unit.
pub fn paper(ctx: &Ctx, content: &Consolidated, tables: &[AreaTable], seal: &Seal) -> Paper {
    let sections: Vec<SectionText> = content
        .sections
        .iter()
        .map(|s| SectionText { section: s.section.clone(), text: without_few(content, &s.text) })
        .collect();
    let titles = &ctx.reference.codes(content.terms.year, content.terms.opens_on).areas;
    let mut annexes = vec![print::units_annex(content)];
    annexes.extend(tables.iter().map(|t| annex(t, titles)));
    print::with_annexes(print::front(ctx, content, &sections, Some(seal)), annexes)
}

/// An officer's words in which figures of few people are no longer figures.
fn without_few(content: &Consolidated, text: &str) -> String {
    let few = |name: &str| {
        let of_people = !name.starts_with("units.");
        content.named(name).is_some_and(|(n, money)| of_people && !money && 0 < n && n < FEWEST)
    };
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Figure(name) if few(name) => out.push_str(lang::text(Lang::Vi, "cell-few")),
            Piece::Figure(name) => out.extend(["«", name, "»"]),
        }
    }
    out
}

fn annex(table: &AreaTable, titles: &[(String, Words)]) -> Annex {
    let mut columns = vec![PaperColumn::new("Lĩnh vực", 34, Align::Left)];
    columns.extend(table.columns.iter().map(|c| PaperColumn::new(c.vi.clone(), 11, Align::Right)));
    let line = |label: String, cells: &[Cell]| -> Vec<String> {
        std::iter::once(label).chain(cells.iter().map(|c| written(*c))).collect()
    };
    let mut rows: Vec<Row> =
        table.rows.iter().map(|(l, cells)| Row::new(line(area_title(titles, l), cells))).collect();
    rows.push(Row::total(line("Cộng".into(), &table.total)));
    let money = table.total.iter().any(|c| matches!(c, Cell::Money(_)));
    let unit = money.then(|| "Đơn vị tính của các cột tiền: triệu đồng".to_owned());
    let mut blocks = vec![Block::Table(PaperTable { caption: table.title.vi.clone(), unit, columns, rows })];
    if table.hides {
        blocks.push(Block::paragraph(lang::text(Lang::Vi, "published-hidden")));
    }
    let title = format!("{}. {}", print::sheet_label(&table.key), table.title.vi);
    Annex { title, landscape: true, blocks, ..Annex::default() }
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::None => "-".into(),
        Cell::Money(n) => print::shown(n, true),
        Cell::Count(n) => print::shown(n, false),
        Cell::Few => lang::text(Lang::Vi, "cell-few").into(),
        Cell::Hidden => lang::text(Lang::Vi, "cell-hidden").into(),
    }
}

/// The tables for programs: `value` is null where nothing was counted or the number is hidden, and
/// `hidden` tells these apart. Money is in đồng.
pub fn data(content: &Consolidated, tables: &[AreaTable], seal: &Seal) -> Json {
    let cells = |table: &AreaTable, cells: &[Cell]| -> Vec<Json> {
        let of = |(column, cell): (&Words, &Cell)| {
            let (value, unit) = match cell {
                Cell::Money(n) => (Some(*n), "VND"),
                Cell::Count(n) => (Some(*n), ""),
                Cell::None | Cell::Few | Cell::Hidden => (None, ""),
            };
            let hidden = matches!(cell, Cell::Few | Cell::Hidden);
            json!({ "column": column, "value": value, "unit": unit, "hidden": hidden })
        };
        table.columns.iter().zip(cells).map(of).collect()
    };
    let tables: Vec<Json> = tables
        .iter()
        .map(|t| {
            let areas: Vec<Json> =
                t.rows.iter().map(|(l, row)| json!({ "area": l, "cells": cells(t, row) })).collect();
            json!({ "table": t.key, "title": t.title, "areas": areas, "total": cells(t, &t.total) })
        })
        .collect();
    json!({
        "year": content.terms.year,
        "agency": content.agency,
        "version": seal.version,
        "sealed_on": seal.on,
        "sealed_content_sha256": seal.sha256,
        "demonstration": content.demo,
        "tables": tables,
    })
}

/// The same as a workbook of one sheet, a figure a row, for those who go on counting.
///
/// # Errors
/// When the rows are too many for a sheet.
pub fn workbook(ctx: &Ctx, content: &Consolidated, tables: &[AreaTable]) -> anyhow::Result<Vec<u8>> {
    let text = |key| lang::text(Lang::Vi, key);
    let titles = &ctx.reference.codes(content.terms.year, content.terms.opens_on).areas;
    let headings = [
        (text("sheet-column-table"), 30.0),
        (text("published-column-area"), 44.0),
        (text("sheet-column-figure"), 44.0),
        (text("sheet-column-measure"), 14.0),
        (text("sheet-column-value"), 18.0),
    ];
    let list = List {
        title: &content.terms.title.vi,
        sheet: text("sheet-consolidated"),
        headings: &headings,
        demo: content.demo,
        lang: Lang::Vi,
    };
    let of_row = |table: &AreaTable, row: &str, cells: &[Cell]| -> Vec<Vec<table::Cell>> {
        let line = |(column, cell): (&Words, &Cell)| {
            let (measure, value) = measured(*cell);
            let words = [&table.title.vi, row, &column.vi, measure].map(|t| table::Cell::Text(t.to_owned()));
            words.into_iter().chain([value]).collect()
        };
        table.columns.iter().zip(cells).filter(|(_, c)| **c != Cell::None).map(line).collect()
    };
    let rows = tables.iter().flat_map(|t| {
        let areas = t.rows.iter().map(|(letter, cells)| (area_title(titles, letter), cells));
        let all = areas.chain([(text("sheet-row-total").to_owned(), &t.total)]);
        all.flat_map(|(row, cells)| of_row(t, &row, cells)).collect::<Vec<_>>()
    });
    Ok(list.write(rows)?)
}

fn measured(cell: Cell) -> (&'static str, table::Cell) {
    let count = |cell| (lang::text(Lang::Vi, "sheet-measure-count"), cell);
    match cell {
        Cell::Money(n) => (lang::text(Lang::Vi, "sheet-measure-money"), table::Cell::Money(n)),
        Cell::Count(n) => count(table::Cell::Number(n)),
        Cell::None | Cell::Few | Cell::Hidden => count(table::Cell::Text(written(cell))),
    }
}

/// «a) …», as the plan names it.
fn area_title(titles: &[(String, Words)], letter: &str) -> String {
    let title = titles.iter().find(|(l, _)| l == letter).map_or("", |(_, t)| t.vi.as_str());
    format!("{letter}) {title}")
}

/// Letter, amount and per mille of the largest, largest first.
fn bars(rows: &[(String, Vec<Cell>)]) -> Vec<(String, i64, i64)> {
    let amount =
        |cells: &[Cell]| cells.iter().find_map(|c| if let Cell::Money(n) = c { Some(*n) } else { None });
    let mut bars: Vec<_> =
        rows.iter().filter_map(|(l, cells)| Some((l.clone(), amount(cells)?, 0))).collect();
    bars.sort_by_key(|(_, n, _)| std::cmp::Reverse(*n));
    let largest = bars.first().map_or(0, |(_, n, _)| *n);
    if largest <= 0 {
        return Vec::new();
    }
    for bar in &mut bars {
        bar.2 = i64::try_from(i128::from(bar.1.max(0)) * 1000 / i128::from(largest)).unwrap_or(0);
    }
    bars
}

/// Changes to totals and to texts; the rest is only counted, for it may name few people.
pub fn changes(form: &Form, corrections: &[Correction]) -> (Vec<Change>, usize) {
    let shown: Vec<Change> = corrections.iter().filter_map(|c| change(form, c)).collect();
    let rest = corrections.len() - shown.len();
    (shown, rest)
}

fn change(form: &Form, correction: &Correction) -> Option<Change> {
    if let Some(section) = correction.what.strip_prefix("section ") {
        return Some(Change::Section(section.to_owned()));
    }
    let (table, rest) = correction.what.split_once('.')?;
    let (row, column) = rest.rsplit_once('.')?;
    let table = form.table(table)?;
    let column = table.column(column)?;
    let area = table.columns.iter().find(|c| c.kind == Kind::Area);
    let letter = area.and_then(|a| row.strip_prefix(&format!("{}=", a.key)));
    if row != TOTAL && letter.is_none() {
        return None;
    }
    Some(Change::Figure {
        table: table.title.clone(),
        row: letter.unwrap_or_default().to_owned(),
        column: heading(column),
        before: cell(column.kind, correction.before.parse().ok()),
        after: cell(column.kind, correction.after.parse().ok()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(values: &[i64]) -> Vec<Cell> {
        values.iter().map(|n| cell(Kind::Count, Some(*n))).collect()
    }

    #[test]
    fn fewer_than_five_people_are_never_shown() {
        assert_eq!(counts(&[0, 1, 4, 5]), [Cell::Count(0), Cell::Few, Cell::Few, Cell::Count(5)]);
        assert_eq!(cell(Kind::Money, Some(3)), Cell::Money(3));
    }

    #[test]
    fn a_single_hidden_cell_cannot_be_computed_from_the_total() {
        assert_eq!(protect(counts(&[3, 40, 7])), [Cell::Few, Cell::Count(40), Cell::Hidden]);
        assert_eq!(protect(counts(&[3, 2, 7])), counts(&[3, 2, 7]));
        assert_eq!(protect(counts(&[30, 0])), counts(&[30, 0]));
    }

    #[test]
    fn changes_to_places_are_counted_and_not_shown() {
        let form: Form = toml::from_str(include_str!("../../../../data/forms/annual.toml")).unwrap();
        let correction = |what: &str| Correction { what: what.into(), before: "3".into(), after: "9".into() };
        let given =
            ["B1.total.women", "B1.area=d.aid", "B1.place=2025:32062.people", "section II"].map(correction);
        let (shown, rest) = changes(&form, &given);
        assert_eq!((shown.len(), rest), (3, 1));
        assert!(matches!(&shown[0], Change::Figure { before: Cell::Few, after: Cell::Count(9), .. }));
    }
}
