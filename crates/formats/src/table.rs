//! Tables as XLSX: the consolidated report with every unit's rows, and plain lists.
//!
//! Rows go to disk as they come, one unit after the other, so that a thousand units need no more
//! memory than one.
use std::collections::HashMap;
use std::io::{Seek, Write};

use domain::consolidation::Consolidated;
use domain::figures::{Figure, ROWS, TOTAL};
use domain::form::{Column, Form, Kind, Table};
use domain::report::{Report, Row, Value, rows_of, value_of};
use jiff::civil::Date;
use lang::Lang;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::sheet::{Labels, sheet_name};

/// The workbook could not be written: the disk is full, or a sheet has over a million rows.
#[derive(Debug, thiserror::Error)]
#[error("table not written: {0}")]
pub struct TableError(#[from] XlsxError);

/// Row of the headings, and the first row below them.
const HEAD: u32 = 2;
const FIRST: u32 = 3;
/// Fast compression: half the time of the default for a tenth more bytes.
const COMPRESSION: u8 = 2;

struct Looks {
    title: Format,
    demo: Format,
    head: Format,
    text: Format,
    whole: Format,
    exact: Format,
    cents: Format,
    percent: Format,
    year: Format,
    date: Format,
}

impl Looks {
    fn new() -> Self {
        let plain = Format::new().set_font_name("Times New Roman").set_font_size(11);
        let ruled = plain.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x009A_A8A4));
        let head = ruled
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(0x00D9_E7E4))
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let right = ruled.clone().set_align(FormatAlign::Right);
        Self {
            title: plain.clone().set_bold().set_font_size(14),
            demo: plain.set_bold().set_font_color(Color::RGB(0x00A5_211B)),
            head,
            text: ruled,
            whole: right.clone().set_num_format("#,##0"),
            exact: right.clone().set_num_format("#,##0.######"),
            cents: right.clone().set_num_format("#,##0.00"),
            percent: right.clone().set_num_format("0.0%"),
            year: right.clone().set_num_format("0"),
            date: right.set_num_format("dd/mm/yyyy"),
        }
    }

    /// The number that is shown for a stored value, and how.
    fn number(&self, kind: Kind, value: i64) -> (f64, &Format) {
        #[expect(clippy::cast_precision_loss, reason = "shown with at most 15 digits")]
        let shown = value as f64;
        match kind {
            Kind::Money if value % 1_000_000 == 0 => (shown / 1e6, &self.whole),
            Kind::Money => (shown / 1e6, &self.exact),
            Kind::Amount => (shown / 1e2, &self.cents),
            Kind::Percent => (shown / 1e3, &self.percent),
            Kind::Year => (shown, &self.year),
            _ => (shown, &self.whole),
        }
    }
}

/// Every unit's rows of one table.
struct TableSheet<'r> {
    table: &'r Table,
    sheet: Worksheet,
    next: u32,
    /// Words for the codes of each column that has any.
    words: Vec<HashMap<String, String>>,
}

/// The consolidated report on its way into a workbook: first [`Book::new`], then every unit with
/// [`Book::unit`] in the order of the report, then [`Book::finish`].
pub struct Book<'r> {
    report: &'r Consolidated,
    labels: &'r Labels,
    lang: Lang,
    looks: Looks,
    workbook: Workbook,
    tables: Vec<TableSheet<'r>>,
}

impl<'r> Book<'r> {
    /// Begins a workbook with its sheet of totals.
    ///
    /// # Errors
    /// When the temporary files cannot be made.
    pub fn new(report: &'r Consolidated, labels: &'r Labels, lang: Lang) -> Result<Self, TableError> {
        let mut workbook = Workbook::new();
        workbook.set_zip_compression_level(COMPRESSION);
        let tables = report.form.tables.iter().map(|table| {
            let mut sheet = workbook.new_worksheet_with_constant_memory()?;
            sheet.set_name(sheet_name(&report.form, table))?;
            let words = table.columns.iter().map(|c| words_of(&report.form, labels, c, lang)).collect();
            Ok(TableSheet { table, sheet, next: FIRST, words })
        });
        let tables: Vec<TableSheet<'r>> = tables.collect::<Result<_, XlsxError>>()?;
        let mut book = Self { report, labels, lang, looks: Looks::new(), workbook, tables };
        book.headings()?;
        Ok(book)
    }

    fn headings(&mut self) -> Result<(), TableError> {
        let (lang, demo) = (self.lang, self.report.demo);
        for t in &mut self.tables {
            let title = |c: &Column| if lang == Lang::En { c.title.en.clone() } else { c.title.vi.clone() };
            let mut head = vec![
                ("TT".to_owned(), 6.0),
                (lang::text(lang, "sheet-column-code").to_owned(), 12.0),
                (lang::text(lang, "sheet-column-unit").to_owned(), 30.0),
            ];
            head.extend(t.table.columns.iter().map(|c| (title(c), width(c.kind))));
            let words = if lang == Lang::En { &t.table.title.en } else { &t.table.title.vi };
            let title = format!("{}. {words}", t.sheet.name());
            begin(&mut t.sheet, &self.looks, lang, &title, &head, demo)?;
        }
        Ok(())
    }

    /// Writes all rows of one unit.
    ///
    /// # Errors
    /// When the disk is full or a sheet has no more rows.
    pub fn unit(&mut self, code: &str, name: &str, report: &Report) -> Result<(), TableError> {
        for t in &mut self.tables {
            for row in rows_of(&self.report.form, t.table, report).iter() {
                t.row(&self.looks, code, name, row)?;
            }
        }
        Ok(())
    }

    /// Adds the sheets of totals and of units and gives the finished file to `out`.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn finish(mut self, out: impl Write + Seek + Send) -> Result<(), TableError> {
        let mut sheets = vec![self.totals()?];
        sheets.extend(std::mem::take(&mut self.tables).into_iter().map(|t| t.sheet));
        sheets.push(self.units()?);
        for sheet in sheets {
            self.workbook.push_worksheet(sheet);
        }
        self.workbook.save_to_writer(out)?;
        Ok(())
    }

    fn text(&self, key: &str) -> String {
        lang::text(self.lang, key).to_owned()
    }

    fn totals(&mut self) -> Result<Worksheet, TableError> {
        let mut sheet = self.workbook.new_worksheet_with_constant_memory()?;
        sheet.set_name(self.text("sheet-consolidated"))?;
        let head = [
            ("sheet-column-table", 12.0),
            ("sheet-column-row", 34.0),
            ("sheet-column-figure", 34.0),
            ("sheet-column-measure", 14.0),
            ("sheet-column-value", 18.0),
            ("sheet-column-last-year", 18.0),
        ]
        .map(|(key, width)| (self.text(key), width));
        let title = if self.lang == Lang::En { &self.report.terms.title.en } else { &self.report.terms.title.vi };
        begin(&mut sheet, &self.looks, self.lang, title, &head, self.report.demo)?;
        let last: HashMap<(&str, &str, &str), i64> = self.report.last_year.iter().map(|f| (key(f), f.value)).collect();
        for (row, figure) in (FIRST..).zip(&self.report.figures) {
            self.figure(&mut sheet, row, figure, last.get(&key(figure)).copied())?;
        }
        if let Some(note) = &self.report.last_year_note {
            let row = FIRST + u32::try_from(self.report.figures.len()).unwrap_or(0) + 1;
            sheet.write_string(row, 0, note)?;
        }
        Ok(sheet)
    }

    fn figure(&self, sheet: &mut Worksheet, row: u32, f: &Figure, last: Option<i64>) -> Result<(), TableError> {
        let form = &self.report.form;
        let table = form.table(&f.table);
        let name = table.map_or_else(|| f.table.clone(), |t| sheet_name(form, t));
        let column = table.and_then(|t| t.column(&f.column));
        let title = match column {
            Some(c) if self.lang == Lang::En => c.title.en.clone(),
            Some(c) => c.title.vi.clone(),
            None if f.column == ROWS => self.text("sheet-row-count"),
            None => f.column.clone(),
        };
        let kind = column.map_or(Kind::Count, |c| c.kind);
        let measure = if kind == Kind::Money { "sheet-measure-money" } else { "sheet-measure-count" };
        let texts = [name, self.row_label(table, &f.row), title, self.text(measure)];
        for (c, text) in (0_u16..).zip(&texts) {
            sheet.write_string_with_format(row, c, text, &self.looks.text)?;
        }
        let (value, format) = self.looks.number(kind, f.value);
        sheet.write_number_with_format(row, 4, value, format)?;
        match last {
            Some(last) => {
                let (value, format) = self.looks.number(kind, last);
                sheet.write_number_with_format(row, 5, value, format)?
            }
            None => sheet.write_blank(row, 5, &self.looks.text)?,
        };
        Ok(())
    }

    /// «Toàn tỉnh», or the words for `area=a`.
    fn row_label(&self, table: Option<&Table>, row: &str) -> String {
        if row == TOTAL {
            return self.text("sheet-row-total");
        }
        let found = row.split_once('=').and_then(|(column, code)| Some((table?.column(column)?, code)));
        match found {
            Some((column, code)) => self.labels.label(&self.report.form, column, code, self.lang).into_owned(),
            None => row.to_owned(),
        }
    }

    fn units(&mut self) -> Result<Worksheet, TableError> {
        let mut sheet = self.workbook.new_worksheet_with_constant_memory()?;
        sheet.set_name(self.text("sheet-unit-list"))?;
        let head = [
            ("sheet-column-code", 12.0),
            ("sheet-column-unit", 40.0),
            ("sheet-column-status", 16.0),
            ("sheet-column-submitted", 14.0),
            ("sheet-column-late", 12.0),
            ("sheet-column-excused", 40.0),
        ]
        .map(|(key, width)| (self.text(key), width));
        begin(&mut sheet, &self.looks, self.lang, &self.text("sheet-unit-list"), &head, self.report.demo)?;
        for (row, unit) in (FIRST..).zip(&self.report.units) {
            let status = format!("sheet-status-{}", unit.status);
            let status = lang::try_text(self.lang, &status).unwrap_or(&unit.status).to_owned();
            let late = if unit.late { self.text("sheet-late-yes") } else { String::new() };
            let cells = [
                Cell::Text(unit.code.clone()),
                Cell::Text(unit.name.clone()),
                Cell::Text(status),
                unit.submitted_on.map_or(Cell::Blank, Cell::Date),
                Cell::Text(late),
                Cell::Text(unit.excused.clone().unwrap_or_default()),
            ];
            write_cells(&mut sheet, &self.looks, row, &cells)?;
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
        Kind::Choice => form.choices(column.list.as_deref().unwrap_or_default()).iter().map(|c| &c.code).collect(),
        _ => return HashMap::new(),
    };
    codes.into_iter().map(|c| (c.clone(), labels.label(form, column, c, lang).into_owned())).collect()
}

impl TableSheet<'_> {
    fn row(&mut self, looks: &Looks, code: &str, name: &str, row: &Row) -> Result<(), TableError> {
        let at = self.next;
        self.next += 1;
        self.sheet.write_number_with_format(at, 0, at - FIRST + 1, &looks.whole)?;
        self.sheet.write_string_with_format(at, 1, code, &looks.text)?;
        self.sheet.write_string_with_format(at, 2, name, &looks.text)?;
        for (c, (i, column)) in (3_u16..).zip(self.table.columns.iter().enumerate()) {
            match value_of(self.table, row, i) {
                Value::Empty => {}
                Value::Int(n) => {
                    let (value, format) = looks.number(column.kind, n);
                    self.sheet.write_number_with_format(at, c, value, format)?;
                }
                Value::Text(text) => {
                    let date = if column.kind == Kind::Date { text.parse().ok() } else { None };
                    match date {
                        Some(day) => write_date(&mut self.sheet, looks, at, c, day)?,
                        None => {
                            let words = self.words.get(i).and_then(|w| w.get(&text)).unwrap_or(&text);
                            self.sheet.write_string_with_format(at, c, fitting(words), &looks.text)?;
                        }
                    }
                }
            }
        }
        Ok(())
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
    /// When the name of the sheet is not allowed or the rows are too many.
    pub fn write(&self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Result<Vec<u8>, TableError> {
        let mut workbook = Workbook::new();
        let looks = Looks::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.sheet)?;
        let headings: Vec<(String, f64)> = self.headings.iter().map(|(t, w)| ((*t).to_owned(), *w)).collect();
        begin(sheet, &looks, self.lang, self.title, &headings, self.demo)?;
        for (row, cells) in (FIRST..).zip(rows) {
            write_cells(sheet, &looks, row, &cells)?;
        }
        Ok(workbook.save_to_buffer()?)
    }
}

fn write_cells(sheet: &mut Worksheet, looks: &Looks, row: u32, cells: &[Cell]) -> Result<(), TableError> {
    for (column, cell) in (0_u16..).zip(cells) {
        match cell {
            Cell::Text(text) => {
                sheet.write_string_with_format(row, column, fitting(text), &looks.text)?;
            }
            Cell::Number(n) | Cell::Money(n) => {
                let kind = if matches!(cell, Cell::Money(_)) { Kind::Money } else { Kind::Count };
                let (value, format) = looks.number(kind, *n);
                sheet.write_number_with_format(row, column, value, format)?;
            }
            Cell::Date(day) => write_date(sheet, looks, row, column, *day)?,
            Cell::Blank => {
                sheet.write_blank(row, column, &looks.text)?;
            }
        }
    }
    Ok(())
}

fn write_date(sheet: &mut Worksheet, looks: &Looks, row: u32, column: u16, day: Date) -> Result<(), TableError> {
    match crate::sheet::to_serial(day) {
        Some(serial) => sheet.write_number_with_format(row, column, serial, &looks.date)?,
        None => sheet.write_string_with_format(row, column, day.to_string(), &looks.text)?,
    };
    Ok(())
}

/// Title, headings, frozen panes and print setup. In constant memory, rows must be written in
/// order, so this comes first.
fn begin(
    sheet: &mut Worksheet,
    looks: &Looks,
    lang: Lang,
    title: &str,
    headings: &[(String, f64)],
    demo: bool,
) -> Result<(), TableError> {
    for (column, (_, width)) in (0_u16..).zip(headings) {
        sheet.set_column_width(column, *width)?;
    }
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    let demo = if demo { lang::text(lang, "sheet-demo") } else { "" };
    sheet.write_string_with_format(1, 0, demo, &looks.demo)?;
    for (column, (heading, _)) in (0_u16..).zip(headings) {
        sheet.write_string_with_format(HEAD, column, heading, &looks.head)?;
    }
    let page = lang::format(lang, "sheet-page", &[("page", "&P".into()), ("pages", "&N".into())]);
    sheet.set_freeze_panes(FIRST, 0)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer(format!("&C&9{demo}&R&9{page}"));
    Ok(())
}

fn width(kind: Kind) -> f64 {
    match kind {
        Kind::Text | Kind::Place | Kind::Area => 28.0,
        Kind::Choice => 20.0,
        Kind::Project => 14.0,
        _ => 13.0,
    }
}

/// Excel holds 32 767 characters in a cell.
fn fitting(text: &str) -> &str {
    match text.char_indices().nth(32_000) {
        Some((cut, _)) => text.get(..cut).unwrap_or_default(),
        None => text,
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
