//! The page of one part of a unit's report: for the unit to fill in, for others to read.
use std::collections::HashMap;

use askama::Template;
use domain::access::Action;
use domain::finding::{Finding, Severity};
use domain::form::Form;
use domain::report::parts::{NARRATIVE, PartState, parts};
use domain::report::{Report, rows_of};
use domain::round::Stage;

use super::cell::{self, Names};
use super::head::{Head, head};
use super::history::History;
use super::review::Review;
use super::table::{Source, TableView, row_title};
use super::typed::{Part, TypedRow, TypedTable, cell_id, nil_id, text_id};
use crate::app::Caller;
use crate::app::report::{Opened, shown};
use crate::problem::Outcome;
use crate::web::form;
use crate::web::page::{Page, Say};
use crate::web::routes::url;
use crate::web::visit::Visit;

/// A line of the error summary.
pub struct ErrorLine {
    pub href: String,
    pub text: String,
}

/// A part in the list beside the page.
pub struct NavItem {
    pub href: String,
    pub text: String,
    pub tag: (&'static str, String),
    pub current: bool,
}

pub struct SectionView {
    pub id: String,
    pub title: String,
    pub hint: String,
    pub text: String,
    pub required: bool,
    pub error: Option<String>,
}

/// Why the report came back.
pub struct Returned {
    pub on: String,
    pub reason: String,
}

/// The workbook beside the form.
pub struct Workbook {
    pub href: String,
    pub upload: String,
}

#[derive(Template)]
#[template(path = "report/show.html")]
pub struct ReportPage {
    pub p: Page,
    pub head: Head,
    pub errors: Vec<ErrorLine>,
    /// All of them; a line may stand for several.
    pub errors_all: usize,
    /// The summary takes the focus: something was just asked for.
    pub focus_errors: bool,
    pub returned: Option<Returned>,
    pub nav: Vec<NavItem>,
    pub action: String,
    /// Name of the part in addresses.
    pub part: String,
    pub part_title: String,
    pub part_hint: String,
    pub edit: bool,
    pub check: bool,
    /// Revision that the page was made from; empty when nothing is saved.
    pub revision: String,
    pub sections: Vec<SectionView>,
    pub table: Option<TableView>,
    pub workbook: Option<Workbook>,
    pub saved: Option<String>,
    pub review: Option<Review>,
    pub history: Option<History>,
}

/// Which part is asked for and how.
pub struct View {
    pub part: Part,
    /// Missing answers are shown as errors too: the unit asked for a check.
    pub check: bool,
    /// Just came back from saving or checking.
    pub after: bool,
}

/// Query parameters: the part, and whether missing answers are said.
pub const PART: &str = "bieu";
pub const CHECK: &str = "kiem";

impl View {
    pub fn of(visit: &Visit, it: &Opened) -> Self {
        let returned = matches!(it.obligation.stage, Stage::Returned { .. });
        let asked = !visit.query(CHECK).is_empty();
        Self {
            part: Part::of(&it.form, &visit.query(PART)),
            check: asked || returned,
            after: asked || !visit.query("xong").is_empty(),
        }
    }
}

/// Errors that are listed one by one wherever they are.
const LINES_MOST: usize = 10;

/// Codes of findings that say that something is not there yet. They are said when the unit asks
/// for a check, not while it is still typing.
const MISSING: [&str; 3] = ["required", "section-empty", "table-empty"];

pub fn is_missing(finding: &Finding) -> bool {
    MISSING.contains(&finding.code.as_str())
}

/// What is wrong with the report, in the sharpest words.
pub fn findings(say: Say, names: &Names<'_>, it: &Opened) -> Vec<Finding> {
    let all = it.setting.check(&it.form, it.round.terms.window, &it.report);
    all.into_iter().map(|f| sharpened(say, names, it, f)).collect()
}

/// A text that could not be read as its column wants: says what to ask the writer.
fn sharpened(say: Say, names: &Names<'_>, it: &Opened, finding: Finding) -> Finding {
    let spot = &finding.spot;
    let asked = || {
        let table = it.form.table(spot.table.as_deref()?)?;
        let column = table.column(spot.column.as_deref()?)?;
        let row = it.report.rows(&table.key).get(spot.row?)?;
        let text = row.cells.get(table.index(&column.key)?)?.text()?;
        cell::doubt(say, names, column, text)
    };
    match finding.code.as_str() {
        "kind" | "date-unknown" | "place-unknown" => match asked() {
            Some(doubt) => Finding { spot: finding.spot.clone(), ..doubt },
            None => finding,
        },
        _ => finding,
    }
}

/// What the pages of one report have in common while one is made.
pub struct Making<'a> {
    pub visit: &'a Visit,
    pub by: &'a Caller,
    pub it: &'a Opened,
    pub names: &'a Names<'a>,
    pub findings: Vec<Finding>,
    pub view: View,
}

impl<'a> Making<'a> {
    pub fn new(visit: &'a Visit, by: &'a Caller, it: &'a Opened, names: &'a Names<'a>, view: View) -> Self {
        let findings = findings(visit.say(), names, it);
        Self { visit, by, it, names, findings, view }
    }

    fn say(&self) -> Say {
        self.visit.say()
    }

    fn unit(&self) -> &str {
        &self.it.obligation.unit
    }

    fn key(&self) -> &str {
        &self.it.round.terms.key
    }

    /// Whether the visitor may type.
    pub fn edit(&self) -> bool {
        self.it.obligation.stage.is_open_to_unit() && self.by.may(Action::WriteReport, Some(self.unit()))
    }

    /// Findings that this view says.
    fn visible(&self) -> Vec<Finding> {
        let said = |f: &&Finding| f.severity != Severity::Note && (self.view.check || !is_missing(f));
        if self.edit() { self.findings.iter().filter(said).cloned().collect() } else { Vec::new() }
    }

    pub fn href(&self, part: &str) -> String {
        part_href(self.key(), self.unit(), part, self.view.check)
    }

    /// The page with what is stored.
    pub async fn page(&self) -> Outcome<ReportPage> {
        let mut page = self.frame(&self.visible())?;
        match &self.view.part {
            Part::Narrative => page.sections = self.sections(&self.visible()),
            Part::Table(key) => page.table = self.stored_table(key).await?,
        }
        if self.edit() && self.view.part == Part::Narrative || !self.edit() {
            page.workbook = Some(self.workbook());
        }
        if let Some((_, at)) = shown::last_saved(&self.visit.web.ctx, self.it).await? {
            page.saved = Some(self.say().moment(self.visit.web.ctx.clock.local(at)));
        }
        page.review = Review::of(self.visit, self.by, self.it, &form::Form::default());
        page.history = History::of(self.visit, self.it).await?;
        Ok(page)
    }

    /// The page with a table as it was typed and one more row, for nothing was saved yet.
    pub async fn with_row(&self, key: &str, mut typed: TypedTable, revision: String) -> Outcome<ReportPage> {
        let mut page = self.frame(&[])?;
        page.revision = revision;
        if let Some(table) = self.it.form.table(key) {
            typed.rows.push(TypedRow::blank(table));
            let focus = Some(typed.rows.len() - 1);
            page.table = Some(self.table(key, &typed.rows, typed.nil, &[], focus).await?);
        }
        Ok(page)
    }

    fn frame(&self, visible: &[Finding]) -> Outcome<ReportPage> {
        let say = self.say();
        let head = head(self.visit, self.by, self.it);
        let (part_title, part_hint) = self.part_words();
        let title = say.f2("report-page-title", "part", &part_title, "report", &head.title);
        let errors = self.errors(visible);
        let returned = match &self.it.obligation.stage {
            Stage::Returned { on, reason, .. } => {
                Some(Returned { on: say.date(*on), reason: reason.clone() })
            }
            _ => None,
        };
        let p = self.visit.office_titled(title).failed_if(!errors.is_empty());
        Ok(ReportPage {
            // A receipt on top has the focus already.
            focus_errors: self.view.after && !errors.is_empty() && p.done.is_none(),
            p,
            head,
            errors,
            errors_all: visible.iter().filter(|f| f.severity == Severity::Error).count(),
            returned,
            nav: self.nav(),
            action: url::report(self.key(), self.unit()),
            part: self.view.part.name().to_owned(),
            part_title,
            part_hint,
            edit: self.edit(),
            check: self.view.check,
            revision: revision_text(self.it),
            sections: Vec::new(),
            table: None,
            workbook: None,
            saved: None,
            review: None,
            history: None,
        })
    }

    fn part_words(&self) -> (String, String) {
        let say = self.say();
        match &self.view.part {
            Part::Narrative => (say.t("report-narrative").to_owned(), String::new()),
            Part::Table(key) => {
                let hint = self.it.form.table(key).map(|t| say.words(&t.hint).to_owned());
                (table_title(say, &self.it.form, key), hint.unwrap_or_default())
            }
        }
    }

    fn workbook(&self) -> Workbook {
        Workbook {
            href: url::workbook(self.key(), self.unit()),
            upload: url::upload(self.key(), self.unit()),
        }
    }

    fn sections(&self, visible: &[Finding]) -> Vec<SectionView> {
        let say = self.say();
        let wrong = |key: &str| visible.iter().find(|f| f.spot.table.as_deref() == Some(key));
        let sections = self.it.form.sections.iter();
        sections
            .map(|s| SectionView {
                id: text_id(&s.key),
                title: format!("{}. {}", s.key, say.words(&s.title)),
                hint: say.words(&s.hint).to_owned(),
                text: self.it.report.narrative.get(&s.key).cloned().unwrap_or_default(),
                required: s.required,
                error: wrong(&s.key).map(|f| cell::said(say, None, f)),
            })
            .collect()
    }

    async fn stored_table(&self, key: &str) -> Outcome<Option<TableView>> {
        let Some(table) = self.it.form.table(key) else { return Ok(None) };
        let rows = rows_of(&self.it.form, table, &self.it.report);
        let mut rows: Vec<TypedRow> =
            rows.iter().map(|r| TypedRow::stored(self.say(), self.names, table, r)).collect();
        let nil = self.it.report.is_nil(key);
        if rows.is_empty() && !nil && self.edit() && table.derived.is_none() {
            rows.push(TypedRow::blank(table));
        }
        Ok(Some(self.table(key, &rows, nil, &self.visible(), None).await?))
    }

    async fn table(
        &self,
        key: &str,
        rows: &[TypedRow],
        nil: bool,
        findings: &[Finding],
        focus: Option<usize>,
    ) -> Outcome<TableView> {
        let table = self.it.form.table(key).ok_or(crate::problem::Problem::NotFound("table"))?;
        let last_by_project = match table.project_index() {
            Some(_) => Some(shown::last_year_by_project(&self.visit.web.ctx, self.it).await?),
            None => None,
        };
        let last_totals: HashMap<&str, i64> = self
            .it
            .setting
            .last_year
            .iter()
            .filter(|((t, _), _)| t == key)
            .map(|((_, c), n)| (c.as_str(), *n))
            .collect();
        Ok(TableView::of(&Source {
            say: self.say(),
            names: self.names,
            table,
            rows,
            nil,
            findings,
            edit: self.edit() && table.derived.is_none(),
            year: self.it.round.terms.year,
            last_totals,
            last_by_project: last_by_project.as_ref(),
            focus,
        }))
    }

    /// One line for each error, with the way to its cell. Where there are many, the other parts
    /// have one line each.
    fn errors(&self, visible: &[Finding]) -> Vec<ErrorLine> {
        let errors: Vec<&Finding> = visible.iter().filter(|f| f.severity == Severity::Error).collect();
        if errors.len() <= LINES_MOST {
            return errors.iter().map(|f| self.error_line(f)).collect();
        }
        let mut lines: Vec<(String, ErrorLine, usize)> = Vec::new();
        for f in errors {
            let part = part_of(&self.it.form, f);
            match lines.iter_mut().find(|(p, ..)| *p == part && part != self.view.part.name()) {
                Some((_, _, count)) => *count += 1,
                None => lines.push((part, self.error_line(f), 1)),
            }
        }
        lines.into_iter().map(|(part, line, count)| self.line_of_part(&part, line, count)).collect()
    }

    fn line_of_part(&self, part: &str, line: ErrorLine, count: usize) -> ErrorLine {
        if count < 2 {
            return line;
        }
        let say = self.say();
        let title = match Part::of(&self.it.form, part) {
            Part::Narrative => say.t("report-narrative").to_owned(),
            Part::Table(key) => table_title(say, &self.it.form, &key),
        };
        ErrorLine { text: say.f2("report-errors-in-part", "part", &title, "n", count), ..line }
    }

    fn error_line(&self, f: &Finding) -> ErrorLine {
        let part = part_of(&self.it.form, f);
        let id = spot_id(&self.it.form, f);
        let here = part == self.view.part.name();
        let href = if here { format!("#{id}") } else { format!("{}#{id}", self.href(&part)) };
        ErrorLine { href, text: finding_line(self.say(), &self.it.form, &self.it.report, f) }
    }

    pub fn nav(&self) -> Vec<NavItem> {
        let say = self.say();
        let states = parts(&self.it.form, &self.it.report, &self.findings);
        let mut out = Vec::new();
        if !self.it.form.sections.is_empty() {
            let tag = state_tag(say, states.get(NARRATIVE).copied(), 0);
            out.push(self.nav_item(&Part::Narrative, say.t("report-narrative").to_owned(), tag));
        }
        for (n, table) in self.it.form.tables.iter().enumerate() {
            let tag = if table.derived.is_some() {
                ("ok", say.t("part-derived").to_owned())
            } else {
                state_tag(say, states.get(&table.key).copied(), self.count_errors(&table.key))
            };
            let text = format!("{} {}", n + 1, say.words(&table.title));
            out.push(self.nav_item(&Part::Table(table.key.clone()), text, tag));
        }
        out
    }

    fn nav_item(&self, part: &Part, text: String, tag: (&'static str, String)) -> NavItem {
        NavItem { href: self.href(part.name()), text, tag, current: *part == self.view.part }
    }

    /// Errors that are said; a table that only lacks something is unfinished, not wrong.
    fn count_errors(&self, table: &str) -> usize {
        let of_table = |f: &&Finding| f.severity == Severity::Error && f.spot.table.as_deref() == Some(table);
        self.findings.iter().filter(of_table).filter(|f| self.view.check || !is_missing(f)).count()
    }
}

/// Address of one part.
pub fn part_href(round: &str, unit: &str, part: &str, check: bool) -> String {
    let base = url::report_part(round, unit, part);
    if check { format!("{base}&{CHECK}=1") } else { base }
}

/// The revision as a hidden field carries it.
pub fn revision_text(it: &Opened) -> String {
    it.obligation.revision.map(|r| r.to_string()).unwrap_or_default()
}

/// «Biểu 4. Đào tạo, tập huấn».
pub fn table_title(say: Say, form: &Form, key: &str) -> String {
    let n = form.tables.iter().position(|t| t.key == key).map_or(0, |p| p + 1);
    let title = form.table(key).map(|t| say.words(&t.title)).unwrap_or_default();
    say.f2("report-table", "n", n, "title", title)
}

/// «Biểu 4».
fn table_short(say: Say, form: &Form, key: &str) -> String {
    let n = form.tables.iter().position(|t| t.key == key).map_or(0, |p| p + 1);
    say.f1("report-table-short", "n", n)
}

/// A finding with its place before it.
pub fn finding_line(say: Say, form: &Form, report: &Report, f: &Finding) -> String {
    let sentence = say.finding(f);
    let Some(table) = f.spot.table.as_deref().and_then(|t| form.table(t)) else { return sentence };
    let short = table_short(say, form, &table.key);
    let row = f.spot.row.and_then(|n| Some((n, report.rows(&table.key).get(n)?)));
    match row {
        Some((n, row)) => format!("{short}, {}: {sentence}", row_title(say, table, row, n)),
        None => format!("{short}: {sentence}"),
    }
}

/// Address of the part with the first error, with everything that is wrong said.
pub fn errors_href(it: &Opened) -> Option<String> {
    let all = it.setting.check(&it.form, it.round.terms.window, &it.report);
    let first = all.iter().find(|f| f.severity == Severity::Error)?;
    let part = part_of(&it.form, first);
    Some(part_href(&it.round.terms.key, &it.obligation.unit, &part, true))
}

/// Name of the part that a finding speaks of.
fn part_of(form: &Form, f: &Finding) -> String {
    let key = f.spot.table.as_deref().unwrap_or_default();
    Part::of(form, key).name().to_owned()
}

/// Id of the input that a finding speaks of.
fn spot_id(form: &Form, f: &Finding) -> String {
    let key = f.spot.table.as_deref().unwrap_or_default();
    match (&f.spot.row, &f.spot.column) {
        (Some(row), Some(column)) => cell_id(key, *row, column),
        _ if form.section(key).is_some() => text_id(key),
        _ => nil_id(key),
    }
}

fn state_tag(say: Say, state: Option<PartState>, errors: usize) -> (&'static str, String) {
    let (class, key) = match state {
        Some(PartState::Full) => ("ok", "part-full"),
        Some(PartState::Error) if errors > 0 => return ("bad", say.f1("report-part-errors", "n", errors)),
        Some(PartState::Error | PartState::Partial) => ("warn", "part-partial"),
        Some(PartState::Nil) => ("ok", "part-nil"),
        Some(PartState::Empty) | None => ("no", "part-empty"),
    };
    (class, say.t(key).to_owned())
}

impl ReportPage {
    /// A table that is typed here, or sections.
    pub fn is_typed(&self) -> bool {
        self.edit && self.table.as_ref().is_none_or(|t| t.edit)
    }
}
