//! Reading a unit's workbook. What cannot be understood is said and left out; what stood before
//! stays. Nothing here saves anything.
use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

use domain::finding::{Arg, Finding, Spot};
use domain::form::{Form, Kind, Table};
use domain::report::{self, Report, TableData, Value};
use domain::round::Terms;
use domain::words::Words;

use super::cells::{self, Merge, Palette, Row, Strings};
use super::findings::{Sink, in_sheet};
use super::gate::{Gate, gate};
use super::labels::{Labels, plain};
use super::layout::{self, HEAD_ROWS};
use super::meta::Meta;
use super::narrative::TextSheet;
use super::open::{self, Book, Limits, Sheet};
use super::rows::{Pass, TableRead};
use super::value::Context;
use super::{GUIDE, LISTS, META, address, totals};

/// What the reader expects of a workbook.
pub struct Expect<'a> {
    pub form: &'a Form,
    pub terms: &'a Terms,
    pub labels: &'a Labels,
    /// Code of the organisation whose report this must be; `None` to take any.
    pub unit: Option<&'a str>,
    /// This installation; `None` to take any.
    pub instance: Option<&'a str>,
    /// The state that the workbook was filled from. It keeps locked cells, and stands in for what
    /// cannot be read.
    pub base: Option<&'a Report>,
    /// The newest state in the system, to notice a workbook that was downloaded before it.
    pub revision: Option<i64>,
}

/// A workbook as it was understood.
#[derive(Debug, Default)]
pub struct Read {
    /// `None` for a sheet that this program did not write.
    pub meta: Option<Meta>,
    pub report: Report,
    /// In the order of the sheets.
    pub findings: Vec<Finding>,
    /// The file could not be read, or is not meant for here: `report` is empty.
    pub refused: bool,
    spots: BTreeMap<String, TableSpots>,
    sections: BTreeMap<String, (String, (u32, u32))>,
    /// Tables and narrative whose sheet was not found or not taken.
    pub(super) missing: HashSet<String>,
}

#[derive(Debug)]
struct TableSpots {
    sheet: String,
    rows: Vec<u32>,
    columns: Vec<Option<u32>>,
    nil: Option<(u32, u32)>,
}

/// Key of the narrative among what may be missing.
pub(super) const TEXT: &str = "text";

impl Read {
    /// Sheet and cell of a place in the report: table with row and column, table alone (its cell
    /// for «Không phát sinh»), or narrative section.
    #[must_use]
    pub fn locate(&self, form: &Form, spot: &Spot) -> Option<(String, Option<String>)> {
        let key = spot.table.as_deref()?;
        if let Some((sheet, (row, column))) = self.sections.get(key) {
            return Some((sheet.clone(), Some(address(*row, *column))));
        }
        let spots = self.spots.get(key)?;
        let row = spot.row.and_then(|r| spots.rows.get(r)).copied();
        let index = spot.column.as_ref().and_then(|c| form.table(key)?.index(c));
        let column = index.and_then(|i| spots.columns.get(i).copied().flatten());
        let cell = match (row, column, spot.row) {
            (Some(row), Some(column), _) => Some((row, column)),
            (None, _, None) => spots.nil,
            _ => None,
        };
        Some((spots.sheet.clone(), cell.map(|(r, c)| address(r, c))))
    }

    fn refuse(meta: Option<Meta>, finding: Finding) -> Self {
        Self { meta, findings: vec![finding], refused: true, ..Self::default() }
    }
}

/// A workbook that could be opened: it says whose it is before its sheets are read.
pub struct Workbook<'b> {
    book: Book<'b>,
    strings: Strings,
    meta: Option<Meta>,
}

impl<'b> Workbook<'b> {
    /// # Errors
    /// One finding that says why the bytes cannot be opened as a workbook.
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Box<Finding>> {
        let mut book = open::open(bytes, limits)?;
        let strings = std::mem::take(&mut book.strings);
        let meta = meta_of(&mut book, &strings);
        Ok(Self { book, strings, meta })
    }

    /// What it says about itself; `None` when this program did not write it.
    pub fn meta(&self) -> Option<&Meta> {
        self.meta.as_ref()
    }

    /// Reads the sheets. Never fails: whatever is wrong is among the findings.
    #[must_use]
    pub fn read(self, expect: &Expect<'_>) -> Read {
        read(self, expect)
    }
}

fn read(workbook: Workbook<'_>, expect: &Expect<'_>) -> Read {
    let Workbook { mut book, strings, meta } = workbook;
    let mut pass = Pass {
        context: Context {
            labels: expect.labels,
            epoch_1904: book.epoch_1904,
            text: book.limits.text,
            most: super::value::MOST,
        },
        limits: book.limits,
        sink: Sink::new(book.limits.findings),
        texts_left: book.limits.texts,
    };
    match gate(meta.as_ref(), expect) {
        Gate::Closed(finding) => return Read::refuse(meta, finding),
        Gate::Open(findings) => findings.into_iter().for_each(|f| pass.sink.push(f)),
    }
    if book.macros {
        pass.sink.push(Finding::note("macros", Spot::default()));
    }
    if book.links {
        pass.sink.push(Finding::warning("external-links", Spot::default()));
    }
    let mut found = Found::default();
    let dates = std::mem::take(&mut book.dates);
    let mut bytes = Vec::new();
    for sheet in in_reading_order(&book, expect.form, meta.as_ref()) {
        match book.xml(&sheet, &mut bytes) {
            Ok(xml) => {
                found.sheet(expect, &mut pass, &sheet, xml, &Palette { strings: &strings, dates: &dates });
            }
            Err(finding) => pass.sink.push(*finding),
        }
    }
    if found.tables.is_empty() && found.text.is_none() {
        let mut read = Read::refuse(meta, Finding::error("not-a-report", Spot::default()));
        read.findings.extend(pass.sink.finish());
        return read;
    }
    found.assemble(expect, pass, meta)
}

fn meta_of(book: &mut Book<'_>, strings: &Strings) -> Option<Meta> {
    let sheet = book.sheets.iter().find(|s| s.name == META)?.clone();
    let mut bytes = Vec::new();
    let xml = book.xml(&sheet, &mut bytes).ok()?;
    let mut rows = Vec::new();
    let palette = Palette { strings, dates: &[] };
    cells::each_row(xml, &palette, |row| {
        rows.push(row);
        if rows.len() < 200 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })
    .ok()?;
    Meta::of_rows(&rows)
}

/// Sheets with the name they were written under come first, so that a copy never takes the place
/// of the original.
fn in_reading_order(book: &Book<'_>, form: &Form, meta: Option<&Meta>) -> Vec<Sheet> {
    let ours = |s: &Sheet| ![META, LISTS, GUIDE].contains(&s.name.as_str());
    let mut sheets: Vec<Sheet> = book.sheets.iter().filter(|s| ours(s)).cloned().collect();
    let written = |s: &Sheet| match meta {
        Some(meta) => meta.sheets.iter().any(|(_, name)| *name == s.name),
        None => form.tables.iter().any(|t| super::sheet_name(form, t) == s.name),
    };
    sheets.sort_by_key(|s| !written(s));
    sheets
}

/// What the sheets turned out to be.
#[derive(Default)]
struct Found<'f> {
    tables: Vec<TableRead<'f>>,
    text: Option<TextSheet>,
    /// Sheets of the form that hold nothing recognisable any more.
    lost: Vec<String>,
}

impl<'f> Found<'f> {
    fn sheet<'a>(
        &mut self,
        expect: &Expect<'f>,
        pass: &mut Pass<'_>,
        sheet: &Sheet,
        xml: &'a str,
        palette: &Palette<'a>,
    ) {
        let form = expect.form;
        let hint = layout::table_of_name(form, &sheet.name);
        let mut head: Vec<Row<'a>> = Vec::new();
        let mut table: Option<TableRead<'f>> = None;
        let mut known = false;
        let settle = |head: &mut Vec<Row<'a>>, pass: &mut Pass<'_>| {
            let layout = layout::recognise(form, hint, head)?;
            let spec = form.tables.get(layout.table)?;
            let mut read = TableRead::new(spec, &sheet.name, layout);
            for row in head.drain(..) {
                if read.take(pass, &row).is_break() {
                    break;
                }
            }
            Some(read)
        };
        let outcome = cells::each_row(xml, palette, |row| {
            if let Some(read) = &mut table {
                return read.take(pass, &row);
            }
            head.push(row);
            if !known && head.len() == HEAD_ROWS {
                known = true;
                table = settle(&mut head, pass);
            }
            if known && table.is_none() && head.len() > 300 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        if !known {
            table = settle(&mut head, pass);
        }
        match (outcome, table) {
            (Err(_), _) => pass.sink.push(Finding::error("sheet-damaged", in_sheet(&sheet.name))),
            (Ok(merges), Some(read)) => self.table(pass, read, &merges),
            (Ok(_), None) => self.other(expect, pass, sheet, &head, hint),
        }
    }

    fn table(&mut self, pass: &mut Pass<'_>, mut read: TableRead<'f>, merges: &[Merge]) {
        let first = self.tables.iter().find(|t| t.table.key == read.table.key);
        if let Some(first) = first {
            if read.table.derived.is_none() && !read.rows.is_empty() {
                let twice = Finding::error("sheet-twice", in_sheet(&read.sheet));
                pass.sink.push(twice.text("first", first.sheet.clone()));
            }
            return;
        }
        read.finish(pass, merges);
        self.tables.push(read);
    }

    fn other(
        &mut self,
        expect: &Expect<'_>,
        pass: &mut Pass<'_>,
        sheet: &Sheet,
        head: &[Row<'_>],
        hint: Option<usize>,
    ) {
        if self.text.is_none()
            && let Some(text) = TextSheet::recognise(expect, pass, &sheet.name, head)
        {
            self.text = Some(text);
            return;
        }
        if hint.is_some() {
            self.lost.push(sheet.name.clone());
        } else if !head.is_empty() && !sheet.hidden {
            pass.sink.push(Finding::note("sheet-extra", in_sheet(&sheet.name)));
        }
    }

    fn assemble(mut self, expect: &Expect<'_>, mut pass: Pass<'_>, meta: Option<Meta>) -> Read {
        let mut out = Read { meta, ..Read::default() };
        for name in &self.lost {
            pass.sink.push(Finding::error("sheet-headings", in_sheet(name)));
        }
        // Before the rows are taken over from the sheets.
        self.tables.iter().for_each(|read| totals::check_typed(read, &mut pass.sink));
        for table in expect.form.typed_tables() {
            let at = self.tables.iter().position(|t| t.table.key == table.key);
            let data = match at.and_then(|i| self.tables.get_mut(i)).filter(|r| !r.stopped) {
                Some(read) => {
                    say_renamed(read, out.meta.as_ref(), &mut pass.sink);
                    take_table(expect, read, &mut pass.sink)
                }
                None => {
                    out.missing.insert(table.key.clone());
                    if at.is_none() && !self.is_lost(expect.form, table) {
                        pass.sink.push(missing(&super::sheet_name(expect.form, table), Some(table)));
                    }
                    expect.base.and_then(|b| b.tables.get(&table.key)).cloned().unwrap_or_default()
                }
            };
            out.report.tables.insert(table.key.clone(), data);
        }
        for read in &self.tables {
            totals::check_derived(expect.form, read, &out.report, &mut pass.sink);
            out.spots.insert(read.table.key.clone(), spots_of(read));
        }
        self.narrative(expect, &mut pass, &mut out);
        out.findings = pass.sink.finish();
        sort(expect.form, &mut out.findings);
        out
    }

    /// Whether the table's sheet is there under its name, but cannot be read.
    fn is_lost(&self, form: &Form, table: &Table) -> bool {
        let mut tables = self.lost.iter().filter_map(|n| form.tables.get(layout::table_of_name(form, n)?));
        tables.any(|t| t.key == table.key)
    }

    fn narrative(self, expect: &Expect<'_>, pass: &mut Pass<'_>, out: &mut Read) {
        match self.text {
            Some(text) => {
                out.report.narrative = text.narrative;
                out.sections = text.sections;
            }
            None if expect.form.sections.is_empty() => {}
            None => {
                out.missing.insert(TEXT.to_owned());
                pass.sink.push(missing(super::NARRATIVE, None));
                out.report.narrative = expect.base.map(|b| b.narrative.clone()).unwrap_or_default();
            }
        }
    }
}

fn missing(sheet: &str, table: Option<&Table>) -> Finding {
    let spot = Spot { table: table.map(|t| t.key.clone()), ..in_sheet(sheet) };
    let name = table.map_or_else(narrative_title, |t| t.title.clone());
    Finding::error("sheet-missing", spot).with("table", Arg::Words(name))
}

fn narrative_title() -> Words {
    let [vi, en] = super::template::both("sheet-narrative-title", &[]);
    Words::new(vi, en)
}

fn spots_of(read: &TableRead<'_>) -> TableSpots {
    TableSpots {
        sheet: read.sheet.clone(),
        rows: read.numbers.clone(),
        columns: read.layout.columns.clone(),
        nil: read.nil_at,
    }
}

fn say_renamed(read: &TableRead<'_>, meta: Option<&Meta>, sink: &mut Sink) {
    let written = meta.and_then(|m| m.sheets.iter().find(|(t, _)| *t == read.table.key)).map(|(_, s)| s);
    if let Some(written) = written.filter(|w| **w != read.sheet && plain(w) != plain(&read.sheet)) {
        sink.push(Finding::note("sheet-renamed", in_sheet(&read.sheet)).text("written", written.clone()));
    }
    if meta.is_some() && !read.layout.marked {
        sink.push(Finding::note("keys-lost", in_sheet(&read.sheet)));
    }
}

/// The rows of a table as they are taken: ids made sure of, locked cells kept, and the base's
/// value where something could not be read.
fn take_table(expect: &Expect<'_>, read: &mut TableRead<'_>, sink: &mut Sink) -> TableData {
    let base = expect.base.map(|b| b.rows(&read.table.key));
    let mut met = HashSet::new();
    let mut rows = std::mem::take(&mut read.rows);
    for (n, row) in rows.iter_mut().enumerate() {
        let stands = base.and_then(|rows| rows.iter().find(|b| b.id == row.id && b.id != 0));
        if row.id != 0 && base.is_some() && stands.is_none() {
            row.id = 0;
        }
        if row.id != 0 && !met.insert(row.id) {
            let number = read.numbers.get(n).copied().unwrap_or(0);
            let spot = Spot { row: Some(n), ..table_spot(read, number) };
            sink.push(Finding::warning("row-copied", spot));
            row.id = 0;
        }
        let stands = if row.id == 0 { None } else { stands };
        keep(expect, read, (n, row), stands, sink);
    }
    TableData { rows, nil: read.nil }
}

fn table_spot(read: &TableRead<'_>, row: u32) -> Spot {
    let column = read.layout.columns.iter().flatten().min().copied().unwrap_or(0);
    Spot { table: Some(read.table.key.clone()), ..super::findings::at(&read.sheet, row, column) }
}

fn keep(
    expect: &Expect<'_>,
    read: &TableRead<'_>,
    (n, row): (usize, &mut report::Row),
    stands: Option<&report::Row>,
    sink: &mut Sink,
) {
    for (i, column) in read.table.columns.iter().enumerate().filter(|(_, c)| c.formula.is_none()) {
        let at = read.layout.columns.get(i).copied().flatten();
        let before = stands.and_then(|r| r.cells.get(i)).cloned().unwrap_or_default();
        if at.is_none() || read.unread.contains(&(n, i)) {
            row.cells[i] = before;
            continue;
        }
        // A code typed for a new row is a statement about the register, which checks it.
        let typed_code = column.kind == Kind::Project && stands.is_none();
        if !column.locked || expect.base.is_none() || typed_code || row.cells[i] == before {
            continue;
        }
        let number = read.numbers.get(n).copied().unwrap_or(0);
        let spot = Spot {
            table: Some(read.table.key.clone()),
            row: Some(n),
            column: Some(column.key.clone()),
            ..super::findings::at(&read.sheet, number, at.unwrap_or(0))
        };
        let sent = std::mem::replace(&mut row.cells[i], before.clone());
        sink.push(
            Finding::warning("locked-changed", spot)
                .with("column", Arg::Words(column.title.clone()))
                .with("sent", shown(read.table, i, &sent))
                .with("kept", shown(read.table, i, &before)),
        );
    }
}

fn shown(table: &Table, column: usize, value: &Value) -> Arg {
    match (table.columns.get(column).map(|c| c.kind), value) {
        (Some(Kind::Money), Value::Int(n)) => Arg::Money(*n),
        (_, Value::Int(n)) => Arg::Number(*n),
        (_, Value::Text(t)) => Arg::Text(super::value::shorten(t)),
        (_, Value::Empty) => Arg::Text("–".to_owned()),
    }
}

/// The file first, then sheet by sheet, each from top to bottom.
pub(super) fn sort(form: &Form, findings: &mut [Finding]) {
    let order = |f: &Finding| {
        let named = |t: &Table| f.spot.sheet.as_deref() == Some(super::sheet_name(form, t).as_str());
        let by_key = f.spot.table.as_deref().and_then(|k| form.tables.iter().position(|t| t.key == k));
        let table = by_key.or_else(|| form.tables.iter().position(named));
        match (table, &f.spot.sheet) {
            (Some(table), _) => table + 2,
            (None, Some(_)) => 1,
            (None, None) => 0,
        }
    };
    let cell = |f: &Finding| f.spot.cell.as_deref().and_then(cells::position);
    findings.sort_by_cached_key(|f| (order(f), cell(f), std::cmp::Reverse(f.severity)));
}
