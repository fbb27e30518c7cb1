//! A table of the form as a page shows it: what stands in the grid, what behind «details», which
//! cells are typed, what is wrong with each.
use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use domain::finding::{Finding, Severity};
use domain::form::{Column, Kind, Table};
use domain::report::{Row, Value, value_of};

use super::cell::{self, Names};
use super::typed::{TypedRow, cell_id, is_typed, nil_id};
use crate::web::page::Say;

/// From so many columns on only the essential ones stand in the grid.
const GRID_MOST: usize = 12;

/// What a table is made from.
pub struct Source<'a> {
    pub say: Say,
    pub names: &'a Names<'a>,
    pub table: &'a Table,
    pub rows: &'a [TypedRow],
    pub nil: bool,
    /// Already chosen for showing.
    pub findings: &'a [Finding],
    /// Whether the visitor may type here.
    pub edit: bool,
    pub year: i16,
    /// Last year's totals of the unit, by column.
    pub last_totals: HashMap<&'a str, i64>,
    /// Last year's disbursement by project; `None` for a table without projects.
    pub last_by_project: Option<&'a HashMap<String, i64>>,
    /// Row whose first input takes the focus.
    pub focus: Option<usize>,
}

pub struct TableView {
    pub key: String,
    /// Heading of the first column.
    pub first: String,
    /// Headings that span columns: words and number of columns; empty where none does.
    pub groups: Vec<(String, usize)>,
    pub heads: Vec<Head>,
    pub rows: Vec<RowView>,
    pub feet: Vec<Foot>,
    pub edit: bool,
    /// Cells behind «details» of each row; the grid is then the essence only.
    pub wide: bool,
    /// Rows are projects of the register, or will be.
    pub projects: bool,
    /// Number of columns of the grid.
    pub span: usize,
    pub nil: bool,
    /// The box «không phát sinh» is offered: there is no row that would contradict it.
    pub nil_offered: bool,
    pub nil_id: String,
    pub nil_error: Option<String>,
    /// Warnings about the table as a whole.
    pub warnings: Vec<String>,
    pub has_money: bool,
    /// Some columns are computed or come from the register.
    pub computed: bool,
    /// Places offered while typing; empty when no column wants one.
    pub places: Vec<String>,
}

pub struct Head {
    /// Under its group, where there is one.
    pub text: String,
    pub right: bool,
    /// Must be filled in before the report is submitted.
    pub required: bool,
}

/// A row of sums: all rows of this year, or last year's.
pub struct Foot {
    pub title: String,
    /// One text a column of the grid after the first; none where nothing is added up.
    pub cells: Vec<(String, Option<String>)>,
}

pub struct RowView {
    pub id_name: String,
    /// Number of the row within the report, 0 for a new one.
    pub row_id: u32,
    pub remove_id: String,
    pub remove: bool,
    /// What the row is called: in accessible names and in errors.
    pub title: String,
    /// The first column where it is typed; else `title` heads the row.
    pub first: Option<CellView>,
    pub hint: String,
    /// Address of the project in the register.
    pub link: Option<String>,
    /// What is wrong with the code of the project.
    pub error: Option<String>,
    pub error_id: String,
    pub cells: Vec<CellView>,
    pub more: Vec<Group>,
    pub more_count: usize,
    /// The details stand open: a new row, or one with errors in them.
    pub open: bool,
}

/// Cells behind «details» under one heading.
pub struct Group {
    pub title: String,
    pub cells: Vec<CellView>,
}

/// How a cell is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    Read,
    Text,
    Number,
    Date,
    Place,
    Select,
}

#[derive(Template)]
#[template(path = "report/cell.html")]
pub struct CellView {
    pub say: Say,
    pub id: String,
    pub head: String,
    /// Accessible name, column and row; empty where a label stands beside the input.
    pub label: String,
    pub input: Input,
    /// A text that wants more than one line.
    pub long: bool,
    pub text: String,
    pub right: bool,
    /// Word beside the figure: grown, shrunk, new.
    pub trend: Option<Trend>,
    pub error: Option<String>,
    pub warning: Option<String>,
    pub required: bool,
    pub focus: bool,
    pub options: Arc<[(String, String)]>,
}

/// How a figure compares with last year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    Up,
    Down,
    New,
}

impl askama::filters::HtmlSafe for CellView {}

impl CellView {
    /// Ids of what is wrong, for `aria-describedby`.
    fn described_by(&self) -> String {
        let error = self.error.as_ref().map(|_| format!("{}-e", self.id));
        let warning = self.warning.as_ref().map(|_| format!("{}-w", self.id));
        [error, warning].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn is(&self, code: &str) -> bool {
        self.text == code
    }

    pub fn is_read(&self) -> bool {
        self.input == Input::Read
    }

    /// Nothing is said of it, so a label may hold it.
    pub fn is_fine(&self) -> bool {
        self.error.is_none() && self.warning.is_none()
    }

    fn is_select(&self) -> bool {
        self.input == Input::Select
    }

    fn is_place(&self) -> bool {
        self.input == Input::Place
    }

    fn is_date(&self) -> bool {
        self.input == Input::Date
    }

    /// A code that the list does not have: kept until someone chooses another.
    fn is_unknown(&self) -> bool {
        !self.text.is_empty() && self.options.iter().all(|(code, _)| *code != self.text)
    }

    /// Class of the table cell around it.
    pub fn class(&self) -> String {
        let kind = match self.input {
            Input::Text | Input::Place | Input::Select | Input::Date => "tx",
            _ if self.right => "r",
            _ => "",
        };
        let wrong = if self.error.is_some() || self.warning.is_some() { " e" } else { "" };
        format!("{kind}{wrong}")
    }
}

/// What stands in a column of the grid.
#[derive(Clone, Copy)]
enum Slot {
    Column(usize),
    /// Disbursed last year, of the register.
    LastYear,
    /// This year's disbursement beside it.
    Change,
}

/// Column of a project row whose figure is set beside last year's.
const DISBURSED: &str = "disbursed";

struct Layout {
    wide: bool,
    /// Column that heads the rows.
    first: usize,
    slots: Vec<Slot>,
    more: Vec<usize>,
}

impl Layout {
    fn of(table: &Table, last_year: bool) -> Self {
        let wide = table.columns.len() > GRID_MOST;
        let first = table.columns.iter().position(|c| c.kind != Kind::Project).unwrap_or(0);
        let (mut slots, mut more) = (Vec::new(), Vec::new());
        for (i, c) in table.columns.iter().enumerate().filter(|(_, c)| c.kind != Kind::Project) {
            let essential = c.kind.is_number() && (c.required || c.locked || c.formula.is_some());
            if !wide && i != first || wide && essential {
                let compared = last_year && c.key == DISBURSED;
                slots.extend(compared.then_some(Slot::LastYear));
                slots.push(Slot::Column(i));
                slots.extend(compared.then_some(Slot::Change));
            } else if wide {
                more.push(i);
            }
        }
        Self { wide, first, slots, more }
    }
}

/// Findings of one table by row and column.
struct Wrong<'f>(HashMap<(usize, &'f str), Vec<&'f Finding>>);

impl<'f> Wrong<'f> {
    fn of(table: &str, findings: &'f [Finding]) -> Self {
        let mut all: HashMap<_, Vec<_>> = HashMap::new();
        for f in findings.iter().filter(|f| f.spot.table.as_deref() == Some(table)) {
            if let (Some(row), Some(column)) = (f.spot.row, f.spot.column.as_deref()) {
                all.entry((row, column)).or_default().push(f);
            }
        }
        Self(all)
    }

    fn said(&self, say: Say, row: usize, column: &Column, severity: Severity) -> Option<String> {
        let found = self.0.get(&(row, column.key.as_str()))?.iter().filter(|f| f.severity == severity);
        let said: Vec<String> = found.map(|f| cell::said(say, Some(column), f)).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    fn any(&self, row: usize, column: &str) -> bool {
        self.0.get(&(row, column)).is_some_and(|f| f.iter().any(|f| f.severity == Severity::Error))
    }
}

impl TableView {
    pub fn of(from: &Source<'_>) -> Self {
        let layout = Layout::of(from.table, from.last_by_project.is_some());
        let wrong = Wrong::of(&from.table.key, from.findings);
        let options: Vec<Arc<[_]>> =
            from.table.columns.iter().map(|c| from.names.options(from.say, c).into()).collect();
        let making = Making { from, layout: &layout, wrong: &wrong, options: &options };
        let blank = from.rows.iter().all(|r| r.is_blank(from.table));
        let nil_error = making.whole(Severity::Error).into_iter().next();
        let wants_place = from.edit && from.table.columns.iter().any(|c| c.kind == Kind::Place);
        Self {
            key: from.table.key.clone(),
            first: making.first(),
            groups: making.groups_of_heads(),
            heads: layout.slots.iter().map(|s| making.head(*s)).collect(),
            rows: from.rows.iter().enumerate().map(|(n, row)| making.row(n, row)).collect(),
            feet: making.feet(),
            edit: from.edit,
            wide: layout.wide,
            projects: from.table.project_index().is_some(),
            span: layout.slots.len() + 1 + usize::from(from.edit),
            nil: from.nil,
            nil_id: nil_id(&from.table.key),
            nil_offered: from.edit && (blank || from.nil || nil_error.is_some()),
            nil_error,
            warnings: making.whole(Severity::Warning),
            computed: from.table.columns.iter().any(|c| !is_typed(c)),
            has_money: from.table.columns.iter().any(|c| c.kind == Kind::Money),
            places: if wants_place { from.names.place_list(from.say) } else { Vec::new() },
        }
    }
}

struct Making<'a> {
    from: &'a Source<'a>,
    layout: &'a Layout,
    wrong: &'a Wrong<'a>,
    options: &'a [Arc<[(String, String)]>],
}

impl Making<'_> {
    fn column(&self, i: usize) -> &Column {
        &self.from.table.columns[i]
    }

    fn head(&self, slot: Slot) -> Head {
        let say = self.from.say;
        match slot {
            Slot::LastYear => {
                let text = say.f1("report-last-disbursed", "year", self.from.year - 1);
                Head { text, right: true, required: false }
            }
            Slot::Change => Head { text: say.t("report-change").to_owned(), right: true, required: false },
            Slot::Column(i) => {
                let column = self.column(i);
                let required = self.from.edit && column.required && is_typed(column);
                let text = self.from.say.words(&column.title).to_owned();
                Head { text, right: column.kind.is_number(), required }
            }
        }
    }

    /// Heading of the first column.
    fn first(&self) -> String {
        let column = self.column(self.layout.first);
        let star = if self.from.edit && column.required { " *" } else { "" };
        format!("{}{star}", self.from.say.words(&column.title))
    }

    /// Title of a column, with its group where the title alone would not say enough.
    fn title(&self, i: usize) -> String {
        let column = self.column(i);
        if self.layout.wide {
            column_title(self.from.say, column)
        } else {
            self.from.say.words(&column.title).to_owned()
        }
    }

    /// Neighbouring columns of a group; last year's figures stand under the group beside them.
    fn groups_of_heads(&self) -> Vec<(String, usize)> {
        let mut out: Vec<(String, usize)> = Vec::new();
        let disbursed = self.from.table.column(DISBURSED);
        for slot in &self.layout.slots {
            let column = match *slot {
                Slot::Column(i) => Some(self.column(i)),
                Slot::LastYear | Slot::Change => disbursed,
            };
            let group =
                column.and_then(|c| c.group.as_ref()).map(|g| self.from.say.words(g)).unwrap_or_default();
            match out.last_mut() {
                Some((words, span)) if words == group => *span += 1,
                _ => out.push((group.to_owned(), 1)),
            }
        }
        if out.iter().all(|(words, _)| words.is_empty()) { Vec::new() } else { out }
    }

    /// What is wrong with the table as a whole.
    fn whole(&self, severity: Severity) -> Vec<String> {
        let key = Some(self.from.table.key.as_str());
        let found = self.from.findings.iter().filter(|f| f.severity == severity);
        let whole = found.filter(|f| f.spot.table.as_deref() == key && f.spot.row.is_none());
        whole.map(|f| cell::said(self.from.say, None, f)).collect()
    }

    fn row(&self, n: usize, row: &TypedRow) -> RowView {
        let table = self.from.table;
        let title = row_title(self.from.say, table, &row.row, n);
        let code = table.project_index().and_then(|i| row.row.cells.get(i)).and_then(Value::text);
        let first_typed = self.from.edit && !self.layout.wide && is_typed(self.column(self.layout.first));
        let wrong_more = self.layout.more.iter().any(|i| self.wrong.any(n, &self.column(*i).key));
        let project = table.project_index().map(|i| self.column(i));
        RowView {
            id_name: format!("{}-{n}-id", table.key),
            row_id: row.row.id,
            remove_id: format!("{}-{n}-bo", table.key),
            remove: row.remove,
            first: first_typed.then(|| self.cell(n, row, self.layout.first, &title, true)),
            hint: if self.layout.wide { self.hint(&row.row, code) } else { String::new() },
            link: code.map(crate::web::routes::url::project),
            error: project.and_then(|c| self.wrong.said(self.from.say, n, c, Severity::Error)),
            error_id: project.map(|c| cell_id(&table.key, n, &c.key)).unwrap_or_default(),
            cells: self.layout.slots.iter().map(|slot| self.slot(n, row, *slot, &title)).collect(),
            more: self.groups(n, row, &title),
            more_count: self.layout.more.len(),
            open: self.layout.wide && self.from.edit && (row.row.id == 0 || wrong_more),
            title,
        }
    }

    /// Code and donor under a project's name.
    fn hint(&self, row: &Row, code: Option<&str>) -> String {
        let donor = self.from.table.index("donor").and_then(|i| row.cells.get(i)).and_then(Value::text);
        [code, donor].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn groups(&self, n: usize, row: &TypedRow, title: &str) -> Vec<Group> {
        let mut out: Vec<Group> = Vec::new();
        for &i in &self.layout.more {
            let words = self.column(i).group.as_ref().map(|g| self.from.say.words(g));
            let heading = words.unwrap_or(self.from.say.t("report-facts"));
            let cell = self.cell(n, row, i, title, false);
            match out.iter_mut().find(|g| g.title == heading) {
                Some(group) => group.cells.push(cell),
                None => out.push(Group { title: heading.to_owned(), cells: vec![cell] }),
            }
        }
        out
    }

    fn slot(&self, n: usize, row: &TypedRow, slot: Slot, title: &str) -> CellView {
        let say = self.from.say;
        let (text, trend) = match slot {
            Slot::Column(i) => return self.cell(n, row, i, title, true),
            Slot::LastYear => (self.last_year(row).map_or_else(|| "–".to_owned(), |v| say.million(v)), None),
            Slot::Change => self.change(row),
        };
        let head = self.head(slot).text;
        CellView { head, text, trend, right: true, ..CellView::plain(say) }
    }

    fn last_year(&self, row: &TypedRow) -> Option<i64> {
        let code = row.row.cells.get(self.from.table.project_index()?)?.text()?;
        self.from.last_by_project?.get(code).copied()
    }

    fn change(&self, row: &TypedRow) -> (String, Option<Trend>) {
        let now = self.from.table.index(DISBURSED).and_then(|i| row.row.cells.get(i)).and_then(Value::int);
        match (now, self.last_year(row)) {
            (Some(now), Some(last)) => {
                let trend = if now >= last { Trend::Up } else { Trend::Down };
                (self.from.say.million((now - last).abs()), Some(trend))
            }
            (_, None) => (String::new(), Some(Trend::New)),
            (None, Some(_)) => ("–".to_owned(), None),
        }
    }

    /// `named`: the accessible name is made from column and row, for no label stands beside it.
    fn cell(&self, n: usize, row: &TypedRow, i: usize, title: &str, named: bool) -> CellView {
        let (say, column, table) = (self.from.say, self.column(i), self.from.table);
        let typed = self.from.edit && is_typed(column);
        let value = value_of(table, &row.row, i);
        let text =
            if typed { row.texts[i].clone() } else { cell::shown(say, self.from.names, column, &value) };
        let head = if named { self.title(i) } else { say.words(&column.title).to_owned() };
        let said = |severity| self.wrong.said(say, n, column, severity);
        CellView {
            say,
            id: cell_id(&table.key, n, &column.key),
            label: if named { format!("{head}, {title}") } else { String::new() },
            long: named && column.kind == Kind::Text,
            head,
            input: if typed { input_of(column.kind) } else { Input::Read },
            text,
            right: column.kind.is_number(),
            trend: None,
            error: said(Severity::Error).or_else(|| self.doubt(column, &value)),
            warning: said(Severity::Warning),
            required: column.required,
            focus: self.from.focus == Some(n) && i == self.layout.first,
            options: Arc::clone(&self.options[i]),
        }
    }

    /// What is to be asked about a text just typed, before it is checked with the whole report.
    fn doubt(&self, column: &Column, value: &Value) -> Option<String> {
        let text = value.text()?;
        let doubt = cell::doubt(self.from.say, self.from.names, column, text)?;
        Some(cell::said(self.from.say, Some(column), &doubt))
    }

    fn feet(&self) -> Vec<Foot> {
        let mut out = Vec::new();
        let totals = |i: usize| -> i64 {
            let values = self.from.rows.iter().map(|r| value_of(self.from.table, &r.row, i));
            values.filter_map(|v| v.int()).sum()
        };
        let adds_up = self.layout.slots.iter().any(|s| matches!(s, Slot::Column(i) if self.column(*i).total));
        if adds_up && self.from.rows.len() > 1 {
            let sum = self.from.say.t("report-total").to_owned();
            out.push(Foot { title: sum, cells: self.foot(|i| Some(totals(i))) });
        }
        if adds_up && !self.from.last_totals.is_empty() {
            let last = |i: usize| self.from.last_totals.get(self.column(i).key.as_str()).copied();
            let title = self.from.say.f1("report-last-total", "year", self.from.year - 1);
            out.push(Foot { title, cells: self.foot(last) });
        }
        out
    }

    fn foot(&self, value: impl Fn(usize) -> Option<i64>) -> Vec<(String, Option<String>)> {
        let slot = |slot: &Slot| {
            let text = match *slot {
                Slot::Column(i) if self.column(i).total => {
                    value(i).map(|n| cell::figure(self.from.say, self.column(i).kind, n))
                }
                _ => None,
            };
            (self.head(*slot).text, text)
        };
        self.layout.slots.iter().map(slot).collect()
    }
}

impl CellView {
    fn plain(say: Say) -> Self {
        Self {
            say,
            long: false,
            id: String::new(),
            head: String::new(),
            label: String::new(),
            input: Input::Read,
            text: String::new(),
            right: false,
            trend: None,
            error: None,
            warning: None,
            required: false,
            focus: false,
            options: Arc::from([]),
        }
    }
}

fn input_of(kind: Kind) -> Input {
    match kind {
        Kind::Area | Kind::Choice => Input::Select,
        Kind::Place => Input::Place,
        Kind::Date => Input::Date,
        Kind::Text | Kind::Project => Input::Text,
        _ => Input::Number,
    }
}

/// Title of a column outside its table: «Giải ngân: trong kỳ».
pub fn column_title(say: Say, column: &Column) -> String {
    let title = say.words(&column.title);
    match &column.group {
        Some(group) => format!("{}: {}", say.words(group), lower_first(title)),
        None => title.to_owned(),
    }
}

/// A short form («DTTS») keeps its capitals.
fn lower_first(text: &str) -> String {
    if text.chars().nth(1).is_none_or(char::is_uppercase) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// What a row is called: its first text, or its number.
pub fn row_title(say: Say, table: &Table, row: &Row, n: usize) -> String {
    let first = table.columns.iter().position(|c| c.kind == Kind::Text);
    let name = first.and_then(|i| row.cells.get(i)).and_then(Value::text).unwrap_or_default();
    if !name.is_empty() {
        return name.chars().take(80).collect();
    }
    let key = if table.project_index().is_some() { "report-new-project" } else { "report-row" };
    say.f1(key, "n", n + 1)
}
