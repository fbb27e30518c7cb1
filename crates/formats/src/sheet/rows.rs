//! The rows of one table's sheet, read in one pass: values, row ids, stated totals, and what
//! could not be understood.
use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

use domain::finding::{Arg, Finding, Severity, Spot};
use domain::form::{Column, Table};
use domain::report::{self, Value};

use super::cells::{Cell, Merge, Raw, Row};
use super::findings::{Sink, at, in_sheet};
use super::labels::plain;
use super::layout::{Layout, Role};
use super::open::Limits;
use super::value::{self, Context};

/// A number that the workbook states and the program computes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stated {
    /// Index of the form's column.
    pub(super) column: usize,
    pub(super) value: i64,
    /// Row and column of the sheet, from 0.
    pub(super) at: (u32, u32),
}

/// Sum of a column over the cells that a spreadsheet counts as numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ColumnState {
    pub(super) native_sum: i128,
    /// At least one cell could not be understood: a total cannot be judged.
    pub(super) broken: bool,
}

pub(super) struct TableRead<'f> {
    pub(super) table: &'f Table,
    pub(super) sheet: String,
    pub(super) layout: Layout,
    pub(super) rows: Vec<report::Row>,
    /// Row of the sheet for each of `rows`.
    pub(super) numbers: Vec<u32>,
    pub(super) nil: bool,
    /// Cell of «Không phát sinh», where it was found.
    pub(super) nil_at: Option<(u32, u32)>,
    pub(super) totals: Vec<Stated>,
    /// Computed cells as the workbook shows them, by index of the row.
    pub(super) computed: Vec<(usize, Stated)>,
    pub(super) columns: Vec<ColumnState>,
    /// (row, column) that hold something not understood.
    pub(super) unread: HashSet<(usize, usize)>,
    /// Reading was stopped by a limit: nothing of this table is taken.
    pub(super) stopped: bool,
    slots: Vec<Option<usize>>,
    extra: BTreeMap<u32, u32>,
    seen: usize,
    ended: bool,
}

/// What all tables of a workbook share while they are read.
pub(super) struct Pass<'c> {
    pub(super) context: Context<'c>,
    pub(super) limits: Limits,
    pub(super) sink: Sink,
    /// Bytes of text that may still be kept.
    pub(super) texts_left: usize,
}

impl<'f> TableRead<'f> {
    pub(super) fn new(table: &'f Table, sheet: &str, layout: Layout) -> Self {
        let widest = layout.columns.iter().flatten().max().copied().unwrap_or(0);
        let slots = (0..=widest).map(|c| layout.slot(c)).collect();
        Self {
            table,
            sheet: sheet.to_owned(),
            rows: Vec::new(),
            numbers: Vec::new(),
            nil: false,
            nil_at: None,
            totals: Vec::new(),
            computed: Vec::new(),
            columns: vec![ColumnState::default(); table.columns.len()],
            unread: HashSet::new(),
            stopped: false,
            slots,
            extra: BTreeMap::new(),
            seen: 0,
            ended: false,
            layout,
        }
    }

    /// Takes one row of the sheet; breaks when a limit is reached.
    pub(super) fn take(&mut self, pass: &mut Pass<'_>, row: &Row<'_>) -> ControlFlow<()> {
        self.seen += 1;
        if self.seen > pass.limits.rows {
            return self.stop(pass, "too-many-rows", pass.limits.rows as u64);
        }
        if row.cells.iter().any(|c| c.column >= pass.limits.columns && c.raw != Raw::None) {
            return self.stop(pass, "too-many-columns", u64::from(pass.limits.columns));
        }
        match self.layout.role(row) {
            Role::Head | Role::LastYear => {}
            Role::Nil => self.take_nil(pass, row),
            Role::Total => self.take_total(pass, row),
            Role::Data if self.ended => {}
            Role::Data => return self.take_data(pass, row),
        }
        ControlFlow::Continue(())
    }

    fn stop(&mut self, pass: &mut Pass<'_>, code: &str, limit: u64) -> ControlFlow<()> {
        let limit = Arg::Number(i64::try_from(limit).unwrap_or(i64::MAX));
        pass.sink.push(Finding::error(code, in_sheet(&self.sheet)).with("limit", limit));
        self.stopped = true;
        ControlFlow::Break(())
    }

    fn spot(&self, row: u32, column: u32) -> Spot {
        Spot { table: Some(self.table.key.clone()), ..at(&self.sheet, row, column) }
    }

    /// The mark for «Không phát sinh» stands in the column of running numbers, or beside the words.
    fn take_nil(&mut self, pass: &mut Pass<'_>, row: &Row<'_>) {
        let own = self.layout.tt.and_then(|tt| row.at(tt));
        let says = |c: &&Cell<'_>| c.text().is_some_and(|t| plain(t).starts_with("khong phat sinh"));
        let mark_column = self.layout.id;
        let mut others = row.cells.iter().filter(|c| Some(c.column) != mark_column && !says(c));
        let cell = own.filter(|c| !says(c)).or_else(|| others.next());
        self.nil_at = self.layout.tt.or_else(|| cell.map(|c| c.column)).map(|c| (row.number, c));
        let Some(cell) = cell else { return };
        match yes_or_no(cell) {
            Some(nil) => self.nil = nil,
            None => {
                let spot = self.spot(row.number, cell.column);
                pass.sink
                    .push(Finding::warning("nil-unclear", spot).text("value", value::shorten(&cell.shown())));
            }
        }
    }

    fn take_total(&mut self, pass: &mut Pass<'_>, row: &Row<'_>) {
        for cell in &row.cells {
            let Some((i, column)) = self.column_at(cell.column) else { continue };
            if !column.total {
                continue;
            }
            match value::read(&pass.context.for_sums(), column, cell).value {
                Some(Value::Int(value)) => {
                    self.totals.push(Stated { column: i, value, at: (row.number, cell.column) });
                }
                Some(_) => {}
                None if cell.raw == Raw::None => {}
                None => {
                    let spot =
                        Spot { column: Some(column.key.clone()), ..self.spot(row.number, cell.column) };
                    let text = value::shorten(&cell.shown());
                    pass.sink.push(Finding::warning("total-unread", spot).text("value", text));
                }
            }
        }
        // Below the total of a sheet made by hand stand the place, the date and the signature.
        self.ended |= !self.layout.marked && !self.rows.is_empty();
    }

    fn column_at(&self, column: u32) -> Option<(usize, &'f Column)> {
        let i = (*self.slots.get(column as usize)?)?;
        Some((i, self.table.columns.get(i)?))
    }

    fn take_data(&mut self, pass: &mut Pass<'_>, row: &Row<'_>) -> ControlFlow<()> {
        let index = self.rows.len();
        let mut cells = vec![Value::Empty; self.table.columns.len()];
        let (mut computed, mut found, mut native) = (Vec::new(), Vec::new(), Vec::new());
        let mut unread = Vec::new();
        for cell in &row.cells {
            let Some((i, column)) = self.column_at(cell.column) else {
                self.note_extra(row.number, cell);
                continue;
            };
            let sums = column.formula.is_some() || self.table.derived.is_some();
            let context = if sums { pass.context.for_sums() } else { pass.context };
            let reading = value::read(&context, column, cell);
            if column.formula.is_some() {
                if let Some(Value::Int(value)) = reading.value {
                    computed.push((index, Stated { column: i, value, at: (row.number, cell.column) }));
                }
                continue;
            }
            found.extend(reading.findings.into_iter().map(|f| (i, cell.column, f)));
            match reading.value {
                Some(value) => {
                    if let (Value::Int(n), false) = (&value, reading.as_text) {
                        native.push((i, *n));
                    }
                    if let Value::Text(text) = &value {
                        pass.texts_left = pass.texts_left.saturating_sub(text.len());
                    }
                    cells[i] = value;
                }
                None => unread.push(i),
            }
        }
        if pass.texts_left == 0 {
            return self.stop(pass, "too-much-text", pass.limits.texts as u64 / 1_000_000);
        }
        // Running numbers and formulas alone make no row.
        if unread.is_empty() && cells.iter().all(Value::is_empty) {
            return ControlFlow::Continue(());
        }
        for (i, column, finding) in found {
            let spot = Spot {
                row: Some(index),
                column: Some(self.table.columns[i].key.clone()),
                ..self.spot(row.number, column)
            };
            self.columns[i].broken |= finding.severity == Severity::Error;
            if self.table.derived.is_none() {
                pass.sink.push(Finding { spot, ..finding });
            }
        }
        for (i, n) in native {
            self.columns[i].native_sum += i128::from(n);
        }
        self.computed.append(&mut computed);
        self.unread.extend(unread.into_iter().map(|i| (index, i)));
        self.rows.push(report::Row { id: self.row_id(row), cells });
        self.numbers.push(row.number);
        ControlFlow::Continue(())
    }

    fn row_id(&self, row: &Row<'_>) -> u32 {
        let cell = self.layout.id.and_then(|id| row.at(id));
        match cell.map(|c| &c.raw) {
            Some(Raw::Number { value, .. }) if value.fract() == 0.0 && (1.0..4e9).contains(value) => {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
                let id = *value as u32;
                id
            }
            Some(Raw::Text(text)) => text.trim().parse().unwrap_or(0),
            _ => 0,
        }
    }

    fn note_extra(&mut self, row: u32, cell: &Cell<'_>) {
        let known = [self.layout.id, self.layout.tt].contains(&Some(cell.column));
        if !known && cell.raw != Raw::None {
            self.extra.entry(cell.column).or_insert(row);
        }
    }

    /// What the sheet as a whole gives reason to say, once all rows are read.
    pub(super) fn finish(&mut self, pass: &mut Pass<'_>, merges: &[Merge]) {
        if self.table.derived.is_some() || self.stopped {
            return;
        }
        for (column, row) in std::mem::take(&mut self.extra) {
            let name = self.layout.headings.get(&column).cloned().unwrap_or_default();
            let name = if name.is_empty() { super::column_letters(column) } else { value::shorten(&name) };
            pass.sink.push(Finding::warning("column-extra", self.spot(row, column)).text("column", name));
        }
        if !self.layout.in_order() {
            pass.sink.push(Finding::note("columns-moved", in_sheet(&self.sheet)));
        }
        let body =
            |m: &&Merge| m.last.0 >= self.layout.body && m.first.0 < self.layout.body.saturating_add(100_000);
        let touches =
            |m: &&Merge| self.layout.columns.iter().flatten().any(|c| (m.first.1..=m.last.1).contains(c));
        for merge in merges.iter().filter(body).filter(touches) {
            let cell = super::address(merge.first.0, merge.first.1);
            let range = format!("{cell}:{}", super::address(merge.last.0, merge.last.1));
            let spot = self.spot(merge.first.0, merge.first.1);
            pass.sink.push(Finding::warning("merged-cells", spot).text("range", range));
        }
        for (i, column) in self.table.columns.iter().enumerate().filter(|(_, c)| c.formula.is_none()) {
            let absent = self.layout.columns.get(i).is_none_or(Option::is_none);
            if absent && (self.layout.marked || column.required) {
                let spot = Spot { table: Some(self.table.key.clone()), ..in_sheet(&self.sheet) };
                let title = Arg::Words(column.title.clone());
                pass.sink.push(Finding::error("column-missing", spot).with("column", title));
            }
        }
    }
}

/// What a tick means; `None` when it may mean anything.
fn yes_or_no(cell: &Cell<'_>) -> Option<bool> {
    match &cell.raw {
        Raw::Bool(b) => Some(*b),
        Raw::None => Some(false),
        Raw::Number { value, .. } => {
            [(0.0, false), (1.0, true)].iter().find(|(n, _)| n == value).map(|(_, b)| *b)
        }
        Raw::Text(text) => match plain(text).as_str() {
            "co" | "x" | "yes" | "v" | "✓" | "✔" | "dung" | "khong phat sinh" => Some(true),
            "" | "khong" | "no" | "-" | "sai" | "o" => Some(false),
            _ => None,
        },
        Raw::Error(_) => None,
    }
}
