//! The whole check of a file in one pass: XML, schema, rules, codes, references.
//!
//! The file is cut into batches of activities. Threads check batches; what they find is put in file order by the
//! thread that reads. Where an activity cannot be told apart by a quick look (one inside an extension), the
//! rest of the batch is read again together with the next.

mod batch;
mod items;
mod threads;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::finding::{Category, Finding, RuleId, Severity, Summary};
use crate::model::Model;
use crate::names;
use crate::read::Limits;
use crate::read::cut::{Batch, Cutter, End};
use crate::read::head::{self, Start};
use crate::read::walk::{Frame, Stop};
use crate::report::Head;
use crate::rules::values::Instant;
use crate::rules::{Known, Ledger};
use crate::schema;
use crate::tree::Tree;
use crate::version::Version;
use crate::xml::error::{Fault, SyntaxError};
use batch::{Done, Worker};

pub use items::{Piece, items};

/// How to check.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The moment that counts as now.
    pub now: Instant,
    /// Report only what the official validator looks at: not withdrawn codes, for instance.
    pub compat: bool,
    /// Threads that check, besides the one that reads; 0 and 1 check in the thread that reads.
    pub jobs: usize,
    /// Bounds.
    pub limits: Limits,
}

impl Options {
    /// One thread, everything reported.
    pub fn new(now: Instant) -> Self {
        Self { now, ..Self::default() }
    }
}

impl Default for Options {
    /// As [`Options::new`]; now is 1970, so that nothing said to have happened since is believed.
    fn default() -> Self {
        Self { now: Instant(0), compat: false, jobs: 1, limits: Limits::default() }
    }
}

/// Checks the file at a path. It is looked through for identifiers first, so that references to activities that
/// it does not have are told with the activity that makes them.
///
/// # Errors
/// When the file cannot be opened or read the first time.
pub fn check_file(path: &Path, options: &Options, each: impl FnMut(Finding)) -> io::Result<Head> {
    check_file_counted(path, options, |_| {}, each)
}

/// The same; `read` is told of bytes as they are read, how many each time.
///
/// # Errors
/// When the file cannot be opened or read the first time.
pub fn check_file_counted(
    path: &Path,
    options: &Options,
    read: impl FnMut(u64),
    each: impl FnMut(Finding),
) -> io::Result<Head> {
    let file = File::open(path)?;
    let known = if file.metadata()?.is_file() { Known::of_file(path, options.jobs)? } else { None };
    Ok(check_known(Counted(file, read), known, options, each))
}

/// Tells how much is read.
struct Counted<R, F>(R, F);

impl<R: Read, F: FnMut(u64)> Read for Counted<R, F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(buffer)?;
        (self.1)(count as u64);
        Ok(count)
    }
}

/// Checks a file. Findings are given in file order; references to activities that the file does not have come
/// last, for they are known only then.
pub fn check<R: Read>(input: R, options: &Options, each: impl FnMut(Finding)) -> Head {
    check_known(input, None, options, each)
}

fn check_known<R: Read>(
    input: R,
    known: Option<Known>,
    options: &Options,
    mut each: impl FnMut(Finding),
) -> Head {
    let mut summary = Summary::default();
    let mut give = |finding: Finding| {
        summary.add(finding.severity);
        each(finding);
    };
    let (kind, version) = run(input, known, options, &mut give);
    Head { kind, version, summary }
}

fn run<R: Read>(
    input: R,
    known: Option<Known>,
    options: &Options,
    give: &mut dyn FnMut(Finding),
) -> (Option<crate::Kind>, String) {
    let mut cutter = Cutter::new(input, &options.limits);
    let start = match head::read(&mut cutter, &options.limits) {
        Ok(start) => start,
        Err((error, tree)) => {
            give(broken(&error, &tree));
            return (None, String::new());
        }
    };
    let root = start.tree.root();
    let stated = start.tree.attr(root, names::VERSION).unwrap_or_default().to_owned();
    let version = Version::of(&stated);
    let Some(kind) = start.kind else {
        let finding =
            whole(RuleId::NOT_IATI, &start.tree, vec![("value", start.tree.raw_name(root).to_owned())]);
        rest_is_xml(&mut cutter, &start, options, finding, give);
        return (None, String::new());
    };
    let mut findings = Vec::new();
    match version {
        Some(version) => schema::check_root(&start.tree, Model::of(kind, version), &mut findings),
        None => findings.push(whole(RuleId::VERSION, &start.tree, vec![("value", stated.clone())])),
    }
    for finding in findings {
        give(finding.of_file());
    }
    if start.empty && version.is_some() {
        give(no_items(&start.tree, kind));
    }
    let ledger = version.map(|_| Ledger::new(kind, known));
    body(&mut cutter, &start, (kind, version), ledger, options, give);
    (Some(kind), stated)
}

fn body<R: Read>(
    cutter: &mut Cutter<R>,
    start: &Start,
    (kind, version): (crate::Kind, Option<Version>),
    ledger: Option<Ledger>,
    options: &Options,
    give: &mut dyn FnMut(Finding),
) {
    let frame = frame(start, options);
    cutter.skip(start.root.1, Some(kind));
    let mut merge = Merge {
        ledger,
        kind,
        items: 0,
        foreign: false,
        begun: false,
        closed: start.empty,
        halted: start.empty,
        give,
    };
    let worker = || Worker::new(frame.clone(), version, options);
    let left = match options.jobs {
        0 | 1 => None,
        jobs => threads::run(cutter, jobs, &worker, &mut merge),
    };
    one_by_one(cutter, &mut worker(), &mut merge, left);
    if merge.items == 0 && !merge.halted && version.is_some() {
        (merge.give)(no_items(&start.tree, kind));
    }
    if let Some(ledger) = merge.ledger {
        ledger.finish().for_each(|finding| (merge.give)(finding));
    }
}

fn frame(start: &Start, options: &Options) -> Frame {
    Frame {
        kind: start.kind,
        root: start.tree.raw_name(start.tree.root()).to_owned(),
        spaces: start.spaces.clone(),
        limits: options.limits,
    }
}

/// Reads what is left in this thread; `left` is a batch to begin with.
fn one_by_one<R: Read>(
    cutter: &mut Cutter<R>,
    worker: &mut Worker,
    merge: &mut Merge<'_>,
    left: Option<Batch>,
) {
    let mut next = left.or_else(|| cutter.next());
    while let Some(mut batch) = next {
        batch.before = merge.items;
        let mut done = worker.run(batch, merge.closed);
        match merge.take(&mut done) {
            Next::On => {
                cutter.recycle(done.batch.text);
                next = cutter.next();
            }
            Next::Within(at) => next = Some(cutter.join(done.batch, at)),
            Next::Rest(at) => next = Some(done.batch.rest(at)),
            Next::Halt => return,
        }
    }
}

/// What to do after a batch.
pub(crate) enum Next {
    /// Go on with the next.
    On,
    /// Read again from the offset, with more behind.
    Within(usize),
    /// Go on from the offset.
    Rest(usize),
    /// Nothing can follow.
    Halt,
}

/// Puts what batches gave in file order.
struct Merge<'m> {
    ledger: Option<Ledger>,
    kind: crate::Kind,
    items: u64,
    /// Whether an extension stood under the root, and an item.
    foreign: bool,
    begun: bool,
    /// Whether the root is closed.
    closed: bool,
    /// Whether nothing more is to be said of the root: it is empty, or the reading ended early.
    halted: bool,
    give: &'m mut dyn FnMut(Finding),
}

impl Merge<'_> {
    /// Whether the batch was given the right numbers to count from.
    fn fits(&self, done: &Done) -> bool {
        done.batch.before == self.items && !self.closed
    }

    fn take(&mut self, done: &mut Done) -> Next {
        for checked in done.checked.drain(..) {
            let mut outcome = checked.outcome;
            if let Some(ledger) = self.ledger.as_mut().filter(|_| checked.item) {
                ledger.take(&mut outcome, &checked.path, checked.pos);
            }
            if checked.item && self.foreign && !self.begun {
                let args = vec![
                    ("name", self.kind.item_name().as_str().to_owned()),
                    ("before", "##other".to_owned()),
                ];
                let finding = schema::out_of_order(checked.path, checked.pos, args);
                outcome.findings.insert(0, finding.of_file());
            }
            self.foreign |= checked.foreign;
            self.begun |= checked.item;
            outcome.findings.sort_by_key(|finding| finding.pos.offset);
            outcome.findings.into_iter().for_each(|finding| (self.give)(finding));
        }
        self.items += done.items;
        self.closed |= done.closed;
        match &done.stop {
            Stop::Whole => Next::On,
            Stop::Within(at) if done.full => Next::Rest(*at),
            Stop::Within(at) => Next::Within(*at),
            Stop::Broken(_) => {
                if let Some(finding) = done.broken.take() {
                    self.halted = true;
                    (self.give)(finding);
                }
                Next::Halt
            }
        }
    }
}

/// A file that is not IATI is still read to its end, where it is not too long: what is not even XML is told as
/// such, as the official validator does.
fn rest_is_xml<R: Read>(
    cutter: &mut Cutter<R>,
    start: &Start,
    options: &Options,
    finding: Finding,
    give: &mut dyn FnMut(Finding),
) {
    if !start.empty {
        let frame = frame(start, options);
        cutter.skip(start.root.1, None);
        if let Some(batch) = cutter.next() {
            let too_long = matches!(batch.end, End::Fault(Fault::Limit(..)));
            let mut done = Worker::new(frame, None, options).run(batch, false);
            if let Some(broken) = done.broken.take().filter(|_| !too_long) {
                return give(broken);
            }
        }
    }
    give(finding);
}

/// A finding about the file, at its root.
fn whole(id: RuleId, tree: &Tree, args: crate::finding::Args) -> Finding {
    let root = tree.root();
    let path = format!("/{}", tree.raw_name(root));
    Finding::new(id, Severity::Critical, Category::Iati, path, tree.pos(root), args).of_file()
}

fn no_items(tree: &Tree, kind: crate::Kind) -> Finding {
    let args =
        vec![("name", kind.root_name().as_str().to_owned()), ("child", kind.item_name().as_str().to_owned())];
    let finding = Finding {
        message: "schema-missing",
        category: Category::Schema,
        ..whole(RuleId::SCHEMA, tree, args)
    };
    finding.of_file()
}

/// What is not XML, at its place.
fn broken(error: &SyntaxError, tree: &Tree) -> Finding {
    let pos = tree.place(error.at.min(tree.source().len()));
    let finding = Finding::new(
        RuleId::NOT_XML,
        Severity::Critical,
        Category::Iati,
        String::new(),
        pos,
        error.fault.args(),
    );
    Finding { message: error.fault.key(), ..finding }.of_file()
}

#[cfg(test)]
mod tests;
