//! What concerns the file as a whole: identifiers used twice, and references to activities that are not there.
//! Fed in file order, whatever thread did the checking.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use super::{Known, Outcome, Reference, shown};
use crate::finding::{Category, Finding, RuleId, Severity};
use crate::{Kind, Pos};

/// Keeps a number for each identifier, not the identifier: sixteen bytes or so for each activity of a file.
#[derive(Debug)]
pub struct Ledger {
    kind: Kind,
    hasher: RandomState,
    seen: HashMap<u64, u32>,
    known: Option<Known>,
    waiting: Vec<Waiting>,
    dropped: u64,
}

/// How many references may wait for the end of a file. Only files that cannot be looked through first, as from a
/// pipe, have so many.
const WAITING_MAX: usize = 100_000;

/// A reference that may still be met, and the activity that made it.
#[derive(Debug)]
struct Waiting {
    from: (Arc<str>, Arc<str>),
    reference: Reference,
}

impl Ledger {
    /// For a file of a kind. With `known`, what a quick look through the file found, references to activities that
    /// are nowhere are told with the activity that makes them; without it they all wait for the end.
    pub fn new(kind: Kind, known: Option<Known>) -> Self {
        let (hasher, seen) = (RandomState::new(), HashMap::new());
        Self { kind, hasher, seen, known, waiting: Vec::new(), dropped: 0 }
    }

    /// Takes in the next activity or organisation, which begins at `pos` of `path`: sets the identifier of its
    /// findings, and adds a finding where an earlier one has the same. References wait for [`Ledger::finish`].
    pub fn take(&mut self, outcome: &mut Outcome, path: &str, pos: Pos) {
        let plain: Arc<str> = shown(&outcome.identifier).into();
        let times = self.seen.entry(self.hasher.hash_one(&*plain)).or_insert(0);
        *times += 1;
        let identifier = if *times > 1 { format!("{plain}({times})").into() } else { Arc::clone(&plain) };
        for finding in &mut outcome.findings {
            finding.identifier = Arc::clone(&identifier);
            finding.title = Arc::clone(&outcome.title);
        }
        if *times > 1 {
            outcome.findings.insert(0, self.duplicate(&plain, path, pos));
        }
        self.refer(plain, outcome);
    }

    /// Tells what is surely lost, keeps what may still come.
    fn refer(&mut self, from: Arc<str>, outcome: &mut Outcome) {
        if outcome.references.is_empty() {
            return;
        }
        let from = (from, Arc::clone(&outcome.title));
        for reference in outcome.references.drain(..) {
            if self.has(&reference) {
                continue;
            }
            if self.known.as_ref().is_some_and(|known| !known.may_have(&reference.to)) {
                outcome.findings.push(reference.finding(Arc::clone(&from.0), Arc::clone(&from.1)));
            } else if self.waiting.len() < WAITING_MAX {
                self.waiting.push(Waiting { from: from.clone(), reference });
            } else {
                self.dropped += 1;
            }
        }
    }

    fn has(&self, reference: &Reference) -> bool {
        self.seen.contains_key(&self.hasher.hash_one(reference.to.as_str()))
    }

    fn duplicate(&self, identifier: &str, path: &str, pos: Pos) -> Finding {
        let name = match self.kind {
            Kind::Activities => "iati-identifier",
            Kind::Organisations => "organisation-identifier",
        };
        let args = vec![("value", identifier.to_owned()), ("name", name.to_owned())];
        Finding::new(RuleId::DUPLICATE, Severity::Error, Category::Identifiers, path.to_owned(), pos, args)
            .of_file()
    }

    /// The references that waited and whose activities did not come, in file order.
    pub fn finish(mut self) -> impl Iterator<Item = Finding> {
        let waiting = std::mem::take(&mut self.waiting);
        let dropped = (self.dropped > 0).then(|| {
            let args = vec![("value", self.dropped.to_string())];
            let id = RuleId::NOT_LOOKED_UP;
            Finding::new(id, Severity::Advisory, Category::Identifiers, String::new(), Pos::START, args)
                .of_file()
        });
        let lost = waiting.into_iter().filter(move |it| !self.has(&it.reference));
        lost.map(|it| it.reference.finding(it.from.0, it.from.1)).chain(dropped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(identifier: &str, references: &[&str]) -> Outcome {
        let reference = |to: &&str| Reference {
            id: RuleId("1000.0.6"),
            to: (*to).to_owned(),
            path: String::new(),
            pos: Pos::START,
        };
        Outcome {
            identifier: identifier.to_owned(),
            references: references.iter().map(reference).collect(),
            ..Outcome::default()
        }
    }

    #[test]
    fn every_repeat_is_told_not_only_the_last() {
        let mut ledger = Ledger::new(Kind::Activities, None);
        let mut told = Vec::new();
        for identifier in ["A", "B", "A", "A", "", ""] {
            let mut outcome = outcome(identifier, &[]);
            ledger.take(&mut outcome, "/p", Pos::START);
            told.push(outcome.findings.len());
        }
        assert_eq!(told, [0, 0, 1, 1, 0, 1]);
    }

    #[test]
    fn a_reference_may_point_forward() {
        let mut ledger = Ledger::new(Kind::Activities, None);
        for (identifier, references) in [("A", &["B", "C"][..]), ("B", &["A"])] {
            ledger.take(&mut outcome(identifier, references), "/p", Pos::START);
        }
        let lost: Vec<_> =
            ledger.finish().map(|finding| (finding.identifier.to_string(), finding.args)).collect();
        assert_eq!(lost, [("A".to_owned(), vec![("value", "C".to_owned())])]);
    }

    #[test]
    fn what_is_surely_lost_is_told_at_once() {
        let file = "<iati-identifier>A</iati-identifier><iati-identifier>B</iati-identifier>";
        let known = Known::read(file.as_bytes()).expect("bytes can be read");
        let mut ledger = Ledger::new(Kind::Activities, known);
        let mut first = outcome("A", &["B", "C"]);
        ledger.take(&mut first, "/p", Pos::START);
        assert_eq!(first.findings.len(), 1);
        assert_eq!(first.findings[0].args[0].1, "C");
        ledger.take(&mut outcome("B", &[]), "/p", Pos::START);
        assert_eq!(ledger.finish().count(), 0);
    }

    #[test]
    fn a_pipe_full_of_references_takes_bounded_memory() {
        let mut ledger = Ledger::new(Kind::Activities, None);
        for _ in 0..WAITING_MAX / 100 + 1 {
            ledger.take(&mut outcome("A", &["X"; 100]), "/p", Pos::START);
        }
        let last = ledger.finish().last();
        assert_eq!(
            last.map(|finding| (finding.id, finding.args)),
            Some((RuleId::NOT_LOOKED_UP, vec![("value", "100".to_owned())]))
        );
    }

    #[test]
    fn findings_of_a_repeat_carry_its_number() {
        let mut ledger = Ledger::new(Kind::Activities, None);
        ledger.take(&mut outcome("A", &[]), "/p", Pos::START);
        let mut second = outcome("A", &[]);
        second.findings.push(ledger.duplicate("X", "/q", Pos::START));
        ledger.take(&mut second, "/p", Pos::START);
        assert_eq!(&*second.findings[1].identifier, "A(2)");
    }
}
