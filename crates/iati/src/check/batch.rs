//! Checks one batch. Each thread has a worker of its own.

use super::{Options, broken};
use crate::Kind;
use crate::finding::{Category, FINDINGS_MAX, Finding, RuleId, Severity};
use crate::model::Model;
use crate::read::cut::Batch;
use crate::read::walk::{Frame, Met, Stop, Walker, is_foreign};
use crate::rules::{Checker, Outcome};
use crate::schema;
use crate::tree::Tree;
use crate::version::Version;
use crate::xml::position::Pos;

/// What was found in an element under the root.
#[derive(Debug)]
pub(crate) struct Checked {
    pub outcome: Outcome,
    pub path: String,
    pub pos: Pos,
    /// Whether it is an activity or organisation.
    pub item: bool,
    /// Whether it is an extension.
    pub foreign: bool,
}

/// A batch that was checked.
#[derive(Debug)]
pub(crate) struct Done {
    /// The batch, its text given back.
    pub batch: Batch,
    pub checked: Vec<Checked>,
    pub items: u64,
    pub stop: Stop,
    /// Whether it stopped because so much was found: what is told must not fill the memory.
    pub full: bool,
    /// Whether the root is closed behind it.
    pub closed: bool,
    /// What is not XML, where it stopped there.
    pub broken: Option<Finding>,
}

/// How much is found in a batch before it is told: far more than in data that was not made to harm.
const FOUND_MAX: usize = 20_000;

/// Checks batches one after the other.
pub(crate) struct Worker {
    walker: Walker,
    rules: Option<(&'static Model, Checker)>,
}

impl Worker {
    /// `version` is none where the file is only read: its version is not known.
    pub fn new(frame: Frame, version: Option<Version>, options: &Options) -> Self {
        let checker = |version| Checker::new(version, options.now, !options.compat);
        let rules = frame.kind.zip(version).map(|(kind, it)| (Model::of(kind, it), checker(it)));
        Self { walker: Walker::new(frame), rules }
    }

    /// Checks a batch, before which the root may have been closed.
    pub fn run(&mut self, mut batch: Batch, closed: bool) -> Done {
        let mut checked = Vec::new();
        let rules = &mut self.rules;
        let mut found = 0;
        let (items, stop) = self.walker.walk_while(&mut batch, closed, |met| {
            if let Some((model, checker)) = rules {
                let one = match met {
                    Met::Element(tree) => element(tree, model, checker),
                    Met::Text(tree, at) => text(tree, model.kind, at),
                };
                found += one.outcome.findings.len();
                checked.push(one);
            }
            found < FOUND_MAX
        });
        let broken = match &stop {
            Stop::Broken(error) => Some(broken(error, self.walker.tree())),
            _ => None,
        };
        batch.text = self.walker.unload();
        Done { batch, checked, items, stop, full: found >= FOUND_MAX, broken, closed: self.walker.closed() }
    }
}

pub(super) fn element(tree: &Tree, model: &Model, checker: &mut Checker) -> Checked {
    let root = tree.root();
    let item = tree.name(root) == model.kind.item_name();
    let mut findings = Vec::new();
    schema::check(tree, model, &mut findings);
    let mut outcome = if item { checker.check(tree) } else { Outcome::default() };
    if findings.len().max(outcome.findings.len()) >= FINDINGS_MAX {
        let args = vec![("value", FINDINGS_MAX.to_string())];
        let (severity, category) = (Severity::Advisory, Category::Iati);
        let (path, pos) = (tree.path(root), tree.pos(root));
        outcome.findings.push(Finding::new(RuleId::LEFT_OUT, severity, category, path, pos, args));
    }
    if !item {
        findings = findings.into_iter().map(Finding::of_file).collect();
    }
    outcome.findings.splice(0..0, findings);
    Checked { outcome, path: tree.path(root), pos: tree.pos(root), item, foreign: is_foreign(tree) }
}

fn text(tree: &Tree, kind: Kind, at: usize) -> Checked {
    let path = format!("/{}", kind.root_name().as_str());
    let pos = tree.place(at);
    let args = vec![("name", kind.root_name().as_str().to_owned())];
    let finding = schema::stray_text(path.clone(), pos, args).of_file();
    let outcome = Outcome { findings: vec![finding], ..Outcome::default() };
    Checked { outcome, path, pos, item: false, foreign: false }
}
