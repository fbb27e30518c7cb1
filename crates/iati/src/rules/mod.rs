//! The rules of the standard, the codes and the references, asked of one activity or organisation at a time.

#[cfg(test)]
mod cases;
mod index;
mod kinds;
mod known;
mod ledger;
mod path;
mod references;
mod route;
mod table;
#[cfg(test)]
mod tests;
pub mod values;

pub use known::Known;
pub use ledger::Ledger;
pub use references::Reference;

use std::sync::Arc;

use crate::codelists::{self, Status};
use crate::finding::{Args, Category, FINDINGS_MAX, Finding, NO_IDENTIFIER, RuleId, Severity};
use crate::names::{self, Name};
use crate::version::Version;
use crate::{NodeId, Tree};
use index::Children;
use path::{Hit, Start};
use route::{NOWHERE, Routes};
use table::{Case, Kind, Table, table};
use values::Instant;

/// What one activity or organisation gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Its identifier as written; empty where it has none.
    pub identifier: String,
    /// The first narrative of its title or name, for the official report.
    pub title: Arc<str>,
    /// Findings. Their identifier is set by the [`Ledger`], which knows of repeats.
    pub findings: Vec<Finding>,
    /// Activities it refers to, which may or may not be in the file.
    pub references: Vec<Reference>,
}

/// Asks everything of one tree after the other. Made once for each thread.
#[derive(Debug)]
pub struct Checker {
    version: Version,
    now: Instant,
    /// Report what the official validator does not look at.
    more: bool,
    index: Children,
    states: Vec<u8>,
    hits: Vec<Hit>,
}

impl Checker {
    /// For files of a version, with `now` as the present. `more` adds what the official validator does not look
    /// at: withdrawn codes and languages.
    pub fn new(version: Version, now: Instant, more: bool) -> Self {
        Self { version, now, more, index: Children::default(), states: Vec::new(), hits: Vec::new() }
    }

    /// Checks one activity or organisation.
    pub fn check(&mut self, tree: &Tree) -> Outcome {
        let table = table();
        let mut outcome = Outcome { identifier: identifier(tree).to_owned(), ..Outcome::default() };
        if let Some(title) = title(tree) {
            outcome.title = title.into();
        }
        self.index.fill(tree);
        self.states.clear();
        for node in tree.nodes() {
            let above = tree.parent(node).map_or(Routes::TOP, |parent| self.states[parent.0 as usize]);
            let name = tree.name(node);
            let state = if above == NOWHERE { NOWHERE } else { table.routes.step(above, name) };
            self.states.push(state);
            if table.busy[state as usize] {
                let stop = &table.stops[state as usize];
                self.ask_all(table, &stop.cases, tree, node, &mut outcome);
                for number in &stop.codes {
                    self.code(&codelists::checks()[*number as usize], tree, node, &mut outcome);
                }
                if let Some((id, since, attribute)) = stop.reference
                    && since <= self.version
                {
                    outcome.references.extend(Reference::read(id, tree, node, attribute));
                }
            }
            match name {
                names::TITLE => self.ask_all(table, &table.title, tree, node, &mut outcome),
                names::DESCRIPTION => self.ask_all(table, &table.description, tree, node, &mut outcome),
                names::NARRATIVE | names::IATI_ACTIVITY | names::IATI_ORGANISATION if self.more => {
                    self.language(tree, node, &mut outcome);
                }
                _ => {}
            }
        }
        outcome
    }

    fn ask_all(&mut self, table: &Table, cases: &[u16], tree: &Tree, node: NodeId, outcome: &mut Outcome) {
        for number in cases {
            let case = &table.cases[*number as usize];
            if case.versions.0 <= self.version && self.version <= case.versions.1 && case.kind != Kind::Never
            {
                self.ask(case, *number, tree, node, outcome);
            }
        }
    }

    fn ask(&mut self, case: &Case, number: u16, tree: &Tree, node: NodeId, outcome: &mut Outcome) {
        let start = Start { tree, index: &self.index, node, round: None };
        if case.when.as_ref().is_some_and(|when| !kinds::holds(when, tree, node))
            || case.unless.iter().any(|path| path.exists(start))
        {
            return;
        }
        let mut hits = std::mem::take(&mut self.hits);
        let mut report =
            Report { case, group: u64::from(number) << 32 | u64::from(node.0), tree, node, outcome };
        match &case.each {
            None => kinds::ask(case, start, self.now, &mut hits, &mut report),
            Some(each) => {
                for round in kinds::vocabularies(each, start) {
                    let start = Start { round: Some(round), ..start };
                    kinds::ask(case, start, self.now, &mut hits, &mut report);
                    report.group += 1 << 48;
                }
            }
        }
        self.hits = hits;
    }

    fn code(&self, check: &'static codelists::Check, tree: &Tree, node: NodeId, outcome: &mut Outcome) {
        let value = match check.attribute {
            Some(name) => tree.attr(node, name),
            None => Some(tree.text(node)),
        };
        let Some(value) = value else { return };
        if check.since > self.version || !check.applies(tree.attr(node, names::VOCABULARY), self.version) {
            return;
        }
        let hit = Hit { node, attribute: check.attribute };
        match check.list.status(value) {
            Some(Status::Active) => {}
            Some(Status::Withdrawn) if !self.more => {}
            Some(Status::Withdrawn) => {
                let finding =
                    Found { id: RuleId::WITHDRAWN, severity: Severity::Advisory, category: check.category };
                outcome.add(tree, hit, finding, RuleId::WITHDRAWN.0, code_args(value, check.list.name));
            }
            None => {
                let finding = Found { id: check.id, severity: Severity::Error, category: check.category };
                let message = crate::messages::key_of_code(check);
                outcome.add(tree, hit, finding, message, code_args(value, check.list.name));
            }
        }
    }

    /// 9.95.1, which the official validator binds to a place where it can never be asked.
    fn language(&self, tree: &Tree, node: NodeId, outcome: &mut Outcome) {
        let Some(value) = tree.attr(node, names::XML_LANG) else { return };
        // Language tags are the same in any case (RFC 5646, section 2.1.1), and most are published in capitals.
        let lower = value.to_ascii_lowercase();
        if codelists::languages().is_some_and(|list| list.status(&lower).is_none()) {
            let found = Found { id: RuleId("9.95.1"), severity: Severity::Error, category: Category::Iati };
            outcome.add(
                tree,
                Hit::attribute(node, names::XML_LANG),
                found,
                "9.95.1",
                code_args(value, "Language"),
            );
        }
    }
}

fn code_args(value: &str, list: &str) -> Args {
    vec![("value", value.to_owned()), ("list", list.to_owned())]
}

/// The identifier of the activity or organisation, as written; empty where there is none.
fn identifier(tree: &Tree) -> &str {
    let name = if tree.name(tree.root()) == names::IATI_ACTIVITY {
        names::IATI_IDENTIFIER
    } else {
        names::ORGANISATION_IDENTIFIER
    };
    tree.first(tree.root(), name).map_or("", |node| tree.text(node))
}

fn title(tree: &Tree) -> Option<&str> {
    let name = if tree.name(tree.root()) == names::IATI_ACTIVITY { names::TITLE } else { names::NAME };
    let mut titles = tree.children_named(tree.root(), name);
    titles.find_map(|title| tree.first(title, names::NARRATIVE)).map(|node| tree.text(node))
}

/// The head of a finding.
#[derive(Clone, Copy)]
struct Found {
    id: RuleId,
    severity: Severity,
    category: Category,
}

impl Outcome {
    fn add(&mut self, tree: &Tree, hit: Hit, found: Found, message: &'static str, args: Args) {
        if self.findings.len() >= FINDINGS_MAX {
            return;
        }
        let (path, pos) = place(tree, hit);
        let finding = Finding::new(found.id, found.severity, found.category, path, pos, args);
        self.findings.push(Finding { message, ..finding });
    }
}

/// Path and place of an element or attribute.
fn place(tree: &Tree, hit: Hit) -> (String, crate::Pos) {
    let mut path = tree.path(hit.node);
    match hit.attribute {
        Some(name) => {
            path.push_str("/@");
            path.push_str(name.as_str());
            (path, tree.attr_pos(hit.node, name))
        }
        None => (path, tree.pos(hit.node)),
    }
}

/// Takes what a rule finds at one element.
pub(crate) struct Report<'a> {
    case: &'a Case,
    group: u64,
    tree: &'a Tree,
    node: NodeId,
    outcome: &'a mut Outcome,
}

impl Report<'_> {
    /// The rule is broken at `hit`; where that is `None`, at the element it was asked of.
    fn add(&mut self, hit: Option<Hit>, args: Args) {
        let hit = hit.unwrap_or(Hit::element(self.node));
        let found = Found { id: self.case.id, severity: self.case.severity, category: self.case.category };
        self.outcome.add(self.tree, hit, found, self.case.id.0, args);
        if let Some(finding) = self.outcome.findings.last_mut() {
            finding.group = self.group;
        }
    }
}

/// The identifier as reports write it.
fn shown(identifier: &str) -> &str {
    if identifier.is_empty() { NO_IDENTIFIER } else { identifier }
}

/// The name of the attribute or element that a path ends in, for messages.
fn last_name(tree: &Tree, hit: Hit) -> &'static str {
    hit.attribute.unwrap_or_else(|| tree.name(hit.node)).as_str()
}

/// The ids of all rules about single activities and organisations, and of references.
pub fn ids() -> impl Iterator<Item = RuleId> {
    let table = table();
    table
        .cases
        .iter()
        .map(|case| case.id)
        .chain(table.stops.iter().filter_map(|stop| stop.reference).map(|it| it.0))
}
