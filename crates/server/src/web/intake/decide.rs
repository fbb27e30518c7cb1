//! What the sender of a workbook decided, difference by difference.
use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::ids::RevisionId;
use domain::project::table_of;
use domain::report::compare::{Change, Choice};

use crate::app::intake::{Decisions, Preview};
use crate::web::form::Posted;
use crate::web::report::conflict::choices;
use crate::web::report::diff::LISTED_MOST;

/// Decisions, and what is still to be decided.
#[derive(Default)]
pub struct Decided {
    pub decisions: Decisions,
    /// Keys of conflicts without a choice.
    pub open: Vec<String>,
    /// Rows (of what was sent) that resemble a project, of which nobody said whether they are it.
    pub unsaid: Vec<usize>,
    /// What was said of the rows that resemble a project.
    pub said: BTreeMap<usize, String>,
    /// The report has changed since the page was shown.
    pub moved: bool,
    /// Something was posted: the page says what is still open.
    pub asked: bool,
}

impl Decided {
    pub fn is_open(&self) -> bool {
        self.moved || !self.open.is_empty() || !self.unsaid.is_empty()
    }

    /// Reads the boxes, radios and drop-downs. `known` are the projects that stand in the report.
    pub fn read(seen: &Preview, known: &BTreeSet<String>, posted: &Posted) -> Self {
        let upon = posted.get("da-thay").parse().ok().map(RevisionId);
        let mut out = Self {
            decisions: Decisions { choices: choices(posted), ..Decisions::default() },
            moved: upon != seen.opened.obligation.revision,
            asked: true,
            ..Self::default()
        };
        let conflicts = seen.changes.iter().filter(|c| c.is_conflict()).map(Change::key);
        out.open = conflicts.filter(|key| !out.decisions.choices.contains_key(key)).collect();
        let ticked: HashSet<&str> = posted.all("ghi").collect();
        for key in seen.changes.iter().filter(|c| !c.is_conflict()).take(LISTED_MOST).map(Change::key) {
            if !ticked.contains(key.as_str()) {
                out.decisions.choices.insert(key, Choice::KeepOurs);
            }
        }
        out.read_alike(seen, known, posted);
        out
    }

    fn read_alike(&mut self, seen: &Preview, known: &BTreeSet<String>, posted: &Posted) {
        let Some(table) = table_of(&seen.opened.form) else { return };
        for (row, alike) in &seen.alike {
            let key = Change::NewRow { table: table.key.clone(), sent: *row }.key();
            let said = posted.get(&format!("giong-{row}")).to_owned();
            self.said.insert(*row, said.clone());
            if self.decisions.choices.get(&key) == Some(&Choice::KeepOurs) {
                continue;
            }
            match said.as_str() {
                "moi" => {}
                // It stands in the report already: a second row would count its money twice.
                "la" if known.contains(&alike.code) => {
                    self.decisions.choices.insert(key, Choice::KeepOurs);
                }
                "la" => {
                    self.decisions.same_as.insert(*row, alike.code.clone());
                }
                _ => self.unsaid.push(*row),
            }
        }
        self.unsaid.sort_unstable();
    }
}
