//! Tables as XLSX: the consolidated report with every unit's rows, and plain lists.
//!
//! Rows are compressed as they come, one unit after the other: a thousand units need the memory
//! of the finished file and of one report.
use std::collections::HashMap;
use std::io::{self, Cursor, Seek, Write};

use domain::consolidation::Consolidated;
use domain::figures::{Figure, ROWS, TOTAL};
use domain::form::{Column, Form, Kind, Table};
use domain::report::{Report, Row, Value, rows_of, value_of};
use domain::words::Words;
use jiff::civil::Date;
use lang::Lang;

use crate::sheet::{Labels, sheet_name};
use xlsx::{Cells, Frame, Heading, Look, Sheet};

mod xlsx;

/// The workbook could not be written: the disk is full, or a sheet has over a million rows.
#[derive(Debug, thiserror::Error)]
#[error("table not written: {0}")]
pub struct TableError(#[from] io::Error);

/// Every unit's rows of one table.
struct TableSheet<'r> {
    table: &'r Table,
    sheet: Sheet,
    /// Words for the codes of each column that has any.
    words: Vec<HashMap<String, String>>,
}

/// The consolidated report on its way into a workbook: first [`Book::new`], then every unit with
/// [`Book::unit`] in the order of the report, then [`Book::finish`].
pub struct Book<'r> {
    report: &'r Consolidated,
    labels: &'r Labels,
    lang: Lang,
    tables: Vec<TableSheet<'r>>,
}

/// The words of a thing in the language of the workbook.
fn in_lang(lang: Lang, words: &Words) -> &str {
    if lang == Lang::En { &words.en } else { &words.vi }
}

impl<'r> Book<'r> {
    /// Begins a workbook with a sheet for each table of the report's form.
    ///
    /// # Errors
    /// When memory for the compressor cannot be had.
    pub fn new(report: &'r Consolidated, labels: &'r Labels, lang: Lang) -> Result<Self, TableError> {
        let mut book = Self { report, labels, lang, tables: Vec::new() };
        for table in &report.form.tables {
            let mut head = vec![
                ("TT".to_owned(), 6.0),
                (book.text("sheet-column-code"), 12.0),
                (book.text("sheet-column-unit"), 30.0),
            ];
            head.extend(table.columns.iter().map(|c| (in_lang(lang, &c.title).to_owned(), width(c.kind))));
            let name = sheet_name(&report.form, table);
            let sheet = book.sheet(&name, &format!("{name}. {}", in_lang(lang, &table.title)), &head)?;
            let words = table.columns.iter().map(|c| words_of(&report.form, labels, c, lang)).collect();
            book.tables.push(TableSheet { table, sheet, words });
        }
        Ok(book)
    }

    fn sheet(&self, name: &str, title: &str, headings: &[Heading]) -> io::Result<Sheet> {
        begin(name, title, headings, self.report.demo, self.lang)
    }

    /// Writes all rows of one unit.
    ///
    /// # Errors
    /// When a sheet has no more rows.
    pub fn unit(&mut self, code: &str, name: &str, report: &Report) -> Result<(), TableError> {
        for t in &mut self.tables {
            for row in rows_of(&self.report.form, t.table, report).iter() {
                t.row(code, name, row)?;
            }
        }
        Ok(())
    }

    /// Adds the sheets of totals and of units and gives the finished file to `out`.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn finish(mut self, out: impl Write + Seek) -> Result<(), TableError> {
        let tables = std::mem::take(&mut self.tables);
        let mut sheets = vec![self.totals()?];
        sheets.extend(tables.into_iter().map(|t| t.sheet));
        sheets.push(self.units()?);
        Ok(xlsx::save(sheets, out)?)
    }

    fn text(&self, key: &str) -> String {
        lang::text(self.lang, key).to_owned()
    }

    fn headings<const N: usize>(&self, of: [(&str, f64); N]) -> [Heading; N] {
        of.map(|(key, width)| (self.text(key), width))
    }

    fn totals(&self) -> io::Result<Sheet> {
        let head = self.headings([
            ("sheet-column-table", 12.0),
            ("sheet-column-row", 34.0),
            ("sheet-column-figure", 34.0),
            ("sheet-column-measure", 14.0),
            ("sheet-column-value", 18.0),
            ("sheet-column-last-year", 18.0),
        ]);
        let title = in_lang(self.lang, &self.report.terms.title);
        let mut sheet = self.sheet(&self.text("sheet-consolidated"), title, &head)?;
        let last: HashMap<(&str, &str, &str), i64> =
            self.report.last_year.iter().map(|f| (key(f), f.value)).collect();
        for figure in self.in_order() {
            sheet.row(|cells| self.figure(cells, figure, last.get(&key(figure)).copied()))?;
        }
        if let Some(note) = &self.report.last_year_note {
            sheet.row(|cells| cells.text(Look::Text, note))?;
        }
        Ok(sheet)
    }

    /// Figures as people read them: table by table, totals first, columns as in the form.
    fn in_order(&self) -> Vec<&'r Figure> {
        let mut figures: Vec<&Figure> = self.report.figures.iter().collect();
        figures.sort_by_cached_key(|f| {
            let table = self.report.form.tables.iter().position(|t| t.key == f.table);
            let index = |key: &str| table.and_then(|t| self.report.form.tables[t].index(key));
            let (by, code) = f.row.split_once('=').unwrap_or((&f.row, ""));
            (table, index(by), self.labels.order(code), f.row.clone(), index(&f.column))
        });
        figures
    }

    fn figure(&self, cells: &mut Cells<'_>, f: &Figure, last: Option<i64>) {
        let form = &self.report.form;
        let table = form.table(&f.table);
        let column = table.and_then(|t| t.column(&f.column));
        let title = match column {
            Some(c) => in_lang(self.lang, &c.title).to_owned(),
            None if f.column == ROWS => self.text("sheet-row-count"),
            None => f.column.clone(),
        };
        let kind = column.map_or(Kind::Count, |c| c.kind);
        let measure = if kind == Kind::Money { "sheet-measure-money" } else { "sheet-measure-count" };
        cells.text(Look::Text, &table.map_or_else(|| f.table.clone(), |t| sheet_name(form, t)));
        cells.text(Look::Text, &self.row_label(table, &f.row));
        cells.text(Look::Text, &title);
        cells.text(Look::Text, &self.text(measure));
        cells.number(kind, f.value);
        match last {
            Some(last) => cells.number(kind, last),
            None => cells.blank(),
        }
    }

    /// «Toàn tỉnh», or the words for `area=a`.
    fn row_label(&self, table: Option<&Table>, row: &str) -> String {
        if row == TOTAL {
            return self.text("sheet-row-total");
        }
        let found = row.split_once('=').and_then(|(column, code)| Some((table?.column(column)?, code)));
        match found {
            Some((column, code)) => {
                self.labels.label(&self.report.form, column, code, self.lang).into_owned()
            }
            None => row.to_owned(),
        }
    }

    fn units(&self) -> io::Result<Sheet> {
        let head = self.headings([
            ("sheet-column-code", 12.0),
            ("sheet-column-unit", 40.0),
            ("sheet-column-status", 16.0),
            ("sheet-column-submitted", 14.0),
            ("sheet-column-late", 12.0),
            ("sheet-column-excused", 40.0),
        ]);
        let name = self.text("sheet-unit-list");
        let mut sheet = self.sheet(&name, &name, &head)?;
        for unit in &self.report.units {
            let status = format!("sheet-status-{}", unit.status);
            let late = if unit.late { self.text("sheet-late-yes") } else { String::new() };
            sheet.row(|cells| {
                cells.text(Look::Text, &unit.code);
                cells.text(Look::Text, &unit.name);
                cells.text(Look::Text, lang::try_text(self.lang, &status).unwrap_or(&unit.status));
                match unit.submitted_on {
                    Some(day) => cells.date(day),
                    None => cells.blank(),
                }
                cells.text(Look::Text, &late);
                cells.text(Look::Text, unit.excused.as_deref().unwrap_or_default());
            })?;
        }
        Ok(sheet)
    }
}

fn key(f: &Figure) -> (&str, &str, &str) {
    (&f.table, &f.row, &f.column)
}

/// Words for every code that a column can hold, so that a million cells need no search.
fn words_of(form: &Form, labels: &Labels, column: &Column, lang: Lang) -> HashMap<String, String> {
    let codes: Vec<&String> = match column.kind {
        Kind::Area => labels.areas().iter().map(|(l, _)| l).collect(),
        Kind::Place => labels.places().iter().map(|(c, _)| c).collect(),
        Kind::Choice => {
            form.choices(column.list.as_deref().unwrap_or_default()).iter().map(|c| &c.code).collect()
        }
        _ => return HashMap::new(),
    };
    codes.into_iter().map(|c| (c.clone(), labels.label(form, column, c, lang).into_owned())).collect()
}

impl TableSheet<'_> {
    fn row(&mut self, code: &str, name: &str, row: &Row) -> io::Result<()> {
        let number = i64::from(self.sheet.count()) + 1;
        let (table, words) = (self.table, &self.words);
        self.sheet.row(|cells| {
            cells.number(Kind::Count, number);
            cells.text(Look::Text, code);
            cells.text(Look::Text, name);
            for (i, column) in table.columns.iter().enumerate() {
                match value_of(table, row, i).as_ref() {
                    Value::Empty => cells.blank(),
                    Value::Int(n) => cells.number(column.kind, *n),
                    Value::Text(text) => match (column.kind == Kind::Date).then(|| text.parse()) {
                        Some(Ok(day)) => cells.date(day),
                        _ => cells.text(Look::Text, words.get(i).and_then(|w| w.get(text)).unwrap_or(text)),
                    },
                }
            }
        })
    }
}

/// One cell of a plain list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Number(i64),
    /// Đồng, shown in million đồng.
    Money(i64),
    Date(Date),
    Blank,
}

/// A list as a workbook of one sheet.
#[derive(Debug, Clone)]
pub struct List<'a> {
    pub title: &'a str,
    /// Name of the sheet, at most 31 characters.
    pub sheet: &'a str,
    /// Headings with the width of their columns in characters.
    pub headings: &'a [(&'a str, f64)],
    pub demo: bool,
    pub lang: Lang,
}

impl List<'_> {
    /// Writes the list with its rows.
    ///
    /// # Errors
    /// When the rows are too many.
    pub fn write(&self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Result<Vec<u8>, TableError> {
        let headings: Vec<Heading> = self.headings.iter().map(|(t, w)| ((*t).to_owned(), *w)).collect();
        let mut sheet = begin(self.sheet, self.title, &headings, self.demo, self.lang)?;
        for row in rows {
            sheet.row(|cells| row.iter().for_each(|cell| put(cells, cell)))?;
        }
        let mut out = Cursor::new(Vec::new());
        xlsx::save(vec![sheet], &mut out)?;
        Ok(out.into_inner())
    }
}

fn put(cells: &mut Cells<'_>, cell: &Cell) {
    match cell {
        Cell::Text(text) => cells.text(Look::Text, text),
        Cell::Number(n) => cells.number(Kind::Count, *n),
        Cell::Money(dong) => cells.number(Kind::Money, *dong),
        Cell::Date(day) => cells.date(*day),
        Cell::Blank => cells.blank(),
    }
}

fn begin(name: &str, title: &str, headings: &[Heading], demo: bool, lang: Lang) -> io::Result<Sheet> {
    let demo = if demo { lang::text(lang, "sheet-demo") } else { "" };
    let page = lang::format(lang, "sheet-page", &[("page", "&P".into()), ("pages", "&N".into())]);
    Sheet::new(name, &Frame { title, demo, headings, page: &page })
}

fn width(kind: Kind) -> f64 {
    match kind {
        Kind::Text | Kind::Place | Kind::Area => 28.0,
        Kind::Choice => 20.0,
        Kind::Project => 14.0,
        _ => 13.0,
    }
}

#[cfg(test)]
mod tests;
