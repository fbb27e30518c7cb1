//! Differences between what stands and what was sent, for a person to decide: shared by an
//! uploaded workbook and by a form that was typed while someone else saved.
use std::collections::{BTreeSet, HashMap};

use domain::form::{Kind, Table};
use domain::project::Resembles;
use domain::report::compare::{Change, Choice};
use domain::report::{Report, Row, Value};

use super::cell::{self, Names};
use super::table::{column_title, row_title};
use crate::app::report::Opened;
use crate::web::page::Say;

/// Differences that are listed; the rest are counted, and applied all the same.
pub const LISTED_MOST: usize = 200;

#[derive(Default)]
pub struct Diff {
    pub conflicts: Vec<Conflict>,
    pub changes: Vec<Changed>,
    pub news: Vec<NewRow>,
    pub gone: Vec<Gone>,
    /// Differences that are not listed.
    pub unlisted: usize,
    /// All of each kind, listed or not.
    pub counts: Counts,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub new: usize,
    pub changed: usize,
    pub gone: usize,
    pub conflicts: usize,
    /// Rows of what was sent that are as they stand.
    pub same: usize,
}

impl Counts {
    /// Every difference, the conflicts included.
    pub fn all(self) -> usize {
        self.written() + self.conflicts
    }

    /// What is written when nothing is unticked, whatever is chosen for the conflicts.
    pub fn written(self) -> usize {
        self.new + self.changed + self.gone
    }
}

/// Both sides changed the same place.
pub struct Conflict {
    /// [`Change::key`].
    pub key: String,
    /// Safe in ids.
    pub id: String,
    pub row: String,
    pub place: String,
    pub ours: String,
    pub theirs: String,
    /// Whole texts instead of figures.
    pub long: bool,
    pub keeps: bool,
    pub takes: bool,
}

impl Conflict {
    pub fn open(&self) -> bool {
        !self.keeps && !self.takes
    }
}

pub struct Changed {
    pub key: String,
    pub row: String,
    pub place: String,
    pub column: String,
    pub old: String,
    pub new: String,
    pub ticked: bool,
}

pub struct NewRow {
    pub key: String,
    /// Place of the row in what was sent.
    pub sent: usize,
    pub title: String,
    pub place: String,
    pub area: String,
    /// First sum of money of the row, in million đồng.
    pub amount: String,
    pub ticked: bool,
    pub alike: Option<Alike>,
}

/// A project of the register that a new row resembles.
pub struct Alike {
    pub code: String,
    pub score: u8,
    /// It stands in the report already: saying "the same" leaves the new row out.
    pub in_report: bool,
    /// "same", "new" or nothing yet.
    pub said: String,
    pub error: Option<String>,
}

impl Alike {
    /// The score as a message takes it.
    pub fn percent(&self) -> i64 {
        i64::from(self.score)
    }
}

pub struct Gone {
    pub key: String,
    pub title: String,
    pub place: String,
    pub ticked: bool,
}

impl Gone {
    pub fn id(&self) -> String {
        id_of(&self.key)
    }
}

impl Diff {
    /// Everything ticked except what `choices` keeps.
    pub fn of(
        say: Say,
        names: &Names<'_>,
        it: &Opened,
        theirs: &Report,
        changes: &[Change],
        choices: &HashMap<String, Choice>,
    ) -> Self {
        let mut out = Self { counts: counts(theirs, changes), ..Self::default() };
        let making = Making { say, names, it, theirs };
        let mut listed = 0;
        for change in changes {
            let choice = choices.get(&change.key()).copied();
            if change.is_conflict() {
                out.conflicts.extend(making.conflict(change, choice));
                continue;
            }
            listed += 1;
            if listed > LISTED_MOST {
                out.unlisted += 1;
                continue;
            }
            making.list(&mut out, change, choice != Some(Choice::KeepOurs));
        }
        out
    }

    pub fn set_alike(&mut self, alike: &HashMap<usize, Resembles>, table: &str, known: &BTreeSet<String>) {
        for row in &mut self.news {
            let found = alike.get(&row.sent).filter(|_| row.key.starts_with(&format!("new:{table}:")));
            row.alike = found.map(|r| Alike {
                code: r.code.clone(),
                score: r.score,
                in_report: known.contains(&r.code),
                said: String::new(),
                error: None,
            });
        }
    }

    /// Keys of the differences that were offered with a box to tick.
    pub fn boxes(&self) -> impl Iterator<Item = &str> {
        let changes = self.changes.iter().map(|c| c.key.as_str());
        let news = self.news.iter().map(|c| c.key.as_str());
        changes.chain(news).chain(self.gone.iter().map(|c| c.key.as_str()))
    }

    pub fn is_empty(&self) -> bool {
        self.counts.all() == 0
    }
}

fn counts(theirs: &Report, changes: &[Change]) -> Counts {
    let mut out = Counts::default();
    let mut touched = BTreeSet::new();
    for change in changes {
        match change {
            Change::NewRow { .. } => out.new += 1,
            Change::GoneRow { .. } => out.gone += 1,
            c if c.is_conflict() => out.conflicts += 1,
            _ => out.changed += 1,
        }
        if let Change::Cell { table, id, .. } | Change::Conflict { table, id, .. } = change {
            touched.insert((table, id));
        }
    }
    let rows: usize = theirs.tables.values().map(|t| t.rows.len()).sum();
    out.same = rows.saturating_sub(out.new).saturating_sub(touched.len());
    out
}

struct Making<'a> {
    say: Say,
    names: &'a Names<'a>,
    it: &'a Opened,
    theirs: &'a Report,
}

impl Making<'_> {
    fn table(&self, key: &str) -> Option<&Table> {
        self.it.form.table(key)
    }

    fn place(&self, table: &str) -> String {
        let n = self.it.form.tables.iter().position(|t| t.key == table).map_or(0, |p| p + 1);
        self.say.f1("report-table-short", "n", n)
    }

    fn row(&self, table: &Table, id: u32) -> String {
        let rows = self.it.report.rows(&table.key);
        let found = rows.iter().enumerate().find(|(_, r)| r.id == id);
        found.map_or_else(String::new, |(n, row)| self.title(table, row, n))
    }

    fn title(&self, table: &Table, row: &Row, n: usize) -> String {
        let title = row_title(self.say, table, row, n);
        let code = table.project_index().and_then(|i| row.cells.get(i)).and_then(Value::text);
        code.map_or(title.clone(), |code| format!("{title} ({code})"))
    }

    fn cell(&self, table: &Table, column: &str, value: &Value) -> String {
        let column = table.column(column);
        column.map_or_else(String::new, |c| cell::shown(self.say, self.names, c, value))
    }

    fn column(&self, table: &Table, column: &str) -> String {
        table.column(column).map(|c| column_title(self.say, c)).unwrap_or_default()
    }

    fn section(&self, key: &str) -> String {
        let title = self.it.form.section(key).map(|s| self.say.words(&s.title)).unwrap_or_default();
        format!("{key}. {title}")
    }

    fn conflict(&self, change: &Change, choice: Option<Choice>) -> Option<Conflict> {
        let (row, place, ours, theirs, long) = match change {
            Change::Conflict { table, id, column, ours, theirs } => {
                let t = self.table(table)?;
                let place = format!("{} · {}", self.place(table), self.column(t, column));
                (self.row(t, *id), place, self.cell(t, column, ours), self.cell(t, column, theirs), false)
            }
            Change::TextConflict { section, ours, theirs } => {
                let place = self.say.t("report-narrative").to_owned();
                (self.section(section), place, ours.clone(), theirs.clone(), true)
            }
            _ => return None,
        };
        let key = change.key();
        let (keeps, takes) = (choice == Some(Choice::KeepOurs), choice == Some(Choice::TakeTheirs));
        Some(Conflict { id: id_of(&key), key, row, place, ours, theirs, long, keeps, takes })
    }

    fn list(&self, out: &mut Diff, change: &Change, ticked: bool) {
        match change {
            Change::NewRow { table, sent } => out.news.extend(self.new_row(change, table, *sent, ticked)),
            Change::GoneRow { table, id } => {
                if let Some(t) = self.table(table) {
                    let title = self.row(t, *id);
                    out.gone.push(Gone { key: change.key(), title, place: self.place(table), ticked });
                }
            }
            other => out.changes.extend(self.changed(other, ticked)),
        }
    }

    fn changed(&self, change: &Change, ticked: bool) -> Option<Changed> {
        let (row, place, column, old, new) = match change {
            Change::Cell { table, id, column, old, new } => {
                let t = self.table(table)?;
                let (old, new) = (self.cell(t, column, old), self.cell(t, column, new));
                (self.row(t, *id), self.place(table), self.column(t, column), old, new)
            }
            Change::Text { section, old, new } => {
                let place = self.say.t("report-narrative").to_owned();
                (self.section(section), place, self.say.t("diff-text").to_owned(), short(old), short(new))
            }
            Change::Nil { table, nil } => {
                let said = |nil| self.say.t(if nil { "diff-yes" } else { "diff-no" }).to_owned();
                let title = self.say.words(&self.table(table)?.title).to_owned();
                (title, self.place(table), self.say.t("report-nil").to_owned(), said(!nil), said(*nil))
            }
            _ => return None,
        };
        Some(Changed { key: change.key(), row, place, column, old, new, ticked })
    }

    fn new_row(&self, change: &Change, table: &str, sent: usize, ticked: bool) -> Option<NewRow> {
        let t = self.table(table)?;
        let row = self.theirs.rows(table).get(sent)?;
        let of_kind = |kind| {
            let found = t.columns.iter().zip(&row.cells).find(|(c, v)| c.kind == kind && !v.is_empty());
            found.map_or_else(|| "–".to_owned(), |(c, v)| cell::shown(self.say, self.names, c, v))
        };
        Some(NewRow {
            key: change.key(),
            sent,
            title: row_title(self.say, t, row, sent),
            place: self.place(table),
            area: of_kind(Kind::Area),
            amount: of_kind(Kind::Money),
            ticked,
            alike: None,
        })
    }
}

/// Enough of a text to see what changed.
fn short(text: &str) -> String {
    const MOST: usize = 240;
    if text.is_empty() {
        return "–".to_owned();
    }
    let mut out: String = text.chars().take(MOST).collect();
    if text.chars().count() > MOST {
        out.push('…');
    }
    out
}

/// A key as an id: letters, digits and dashes.
pub fn id_of(key: &str) -> String {
    key.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect()
}
