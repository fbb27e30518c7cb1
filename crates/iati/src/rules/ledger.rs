//! What concerns the file as a whole: identifiers used twice, and references to activities that are not there.
//! Fed in file order, whatever thread did the checking.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use super::{Outcome, Reference, shown};
use crate::finding::{Category, Finding, RuleId, Severity};
use crate::{Kind, Pos};

/// Keeps a number for each identifier, not the identifier: sixteen bytes or so for each activity of a file.
#[derive(Debug)]
pub struct Ledger {
    kind: Kind,
    hasher: RandomState,
    seen: HashMap<u64, u32>,
    waiting: Vec<Waiting>,
}

/// A reference that may still be met, and the activity that made it.
#[derive(Debug)]
struct Waiting {
    from: Arc<(String, Arc<str>)>,
    reference: Reference,
}

impl Ledger {
    /// For a file of a kind.
    pub fn new(kind: Kind) -> Self {
        Self { kind, hasher: RandomState::new(), seen: HashMap::new(), waiting: Vec::new() }
    }

    /// Takes in the next activity or organisation, which begins at `pos` of `path`: sets the identifier of its
    /// findings, and adds a finding where an earlier one has the same. References wait for [`Ledger::finish`].
    pub fn take(&mut self, outcome: &mut Outcome, path: &str, pos: Pos) {
        let plain = shown(&outcome.identifier).to_owned();
        let times = self.seen.entry(self.hasher.hash_one(plain.as_str())).or_insert(0);
        *times += 1;
        let identifier = if *times > 1 { format!("{plain}({times})") } else { plain.clone() };
        for finding in &mut outcome.findings {
            identifier.clone_into(&mut finding.identifier);
            finding.title = Arc::clone(&outcome.title);
        }
        if *times > 1 {
            outcome.findings.insert(0, self.duplicate(&plain, path, pos));
        }
        let seen = &self.seen;
        let hasher = &self.hasher;
        let unknown = |reference: &Reference| !seen.contains_key(&hasher.hash_one(reference.to.as_str()));
        let from = Arc::new((plain, Arc::clone(&outcome.title)));
        let lost = outcome.references.drain(..).filter(unknown);
        self.waiting.extend(lost.map(|reference| Waiting { from: Arc::clone(&from), reference }));
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

    /// The references to activities that are not in the file, in file order.
    pub fn finish(self) -> impl Iterator<Item = Finding> {
        let Self { hasher, seen, waiting, .. } = self;
        let lost = move |reference: &Reference| !seen.contains_key(&hasher.hash_one(reference.to.as_str()));
        let lost = waiting.into_iter().filter(move |it| lost(&it.reference));
        lost.map(|it| it.reference.finding(&it.from.0, Arc::clone(&it.from.1)))
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
        let mut ledger = Ledger::new(Kind::Activities);
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
        let mut ledger = Ledger::new(Kind::Activities);
        for (identifier, references) in [("A", &["B", "C"][..]), ("B", &["A"])] {
            ledger.take(&mut outcome(identifier, references), "/p", Pos::START);
        }
        let lost: Vec<_> = ledger.finish().map(|finding| (finding.identifier, finding.args)).collect();
        assert_eq!(lost, [("A".to_owned(), vec![("value", "C".to_owned())])]);
    }

    #[test]
    fn findings_of_a_repeat_carry_its_number() {
        let mut ledger = Ledger::new(Kind::Activities);
        ledger.take(&mut outcome("A", &[]), "/p", Pos::START);
        let mut second = outcome("A", &[]);
        second.findings.push(ledger.duplicate("X", "/q", Pos::START));
        ledger.take(&mut second, "/p", Pos::START);
        assert_eq!(second.findings[1].identifier, "A(2)");
    }
}
