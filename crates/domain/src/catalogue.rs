//! The yearly catalogue of calls for aid (danh mục kêu gọi viện trợ; plan, clauses II.4.a.2, III.1.3): compiled,
//! submitted, approved, published. What is submitted is frozen; what is published is what was approved.
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::call::{Call, CallFacts, CallStatus, Said};
use crate::ids::CatalogueId;
use crate::refusal::Refusal;

/// A call as it stands in a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub code: String,
    pub status: CallStatus,
    pub said: Said,
    pub facts: CallFacts,
}

/// What a version says, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    pub year: i16,
    /// Who publishes it.
    pub agency: String,
    /// The figures are made up.
    pub demo: bool,
    /// Day on which it was put together.
    pub on: Date,
    pub calls: Vec<Entry>,
}

impl Catalogue {
    /// Whether a call belongs into the catalogue of a year: all of that year but the withdrawn, and those of earlier
    /// years that still look for someone.
    pub fn takes(year: i16, call: &Call) -> bool {
        let wanted = match call.year.cmp(&year) {
            std::cmp::Ordering::Less => call.status.takes_offers(),
            std::cmp::Ordering::Equal => call.status != CallStatus::Withdrawn,
            std::cmp::Ordering::Greater => false,
        };
        wanted && call.facts.sought() > 0
    }

    pub fn call(&self, code: &str) -> Option<&Entry> {
        self.calls.iter().find(|c| c.code == code)
    }

    /// Asked of donors by all calls, whole đồng.
    pub fn sought(&self) -> i64 {
        self.calls.iter().map(|c| c.facts.sought()).sum()
    }
}

/// Where a version stands. Nothing about it is ever changed but this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    Submitted { at: Timestamp, by: String },
    Returned { at: Timestamp, by: String, reason: String },
    Approved { at: Timestamp, by: String },
    Published { at: Timestamp, by: String },
}

impl Stage {
    /// As it is stored and named in messages (`catalogue-stage-…`).
    pub fn name(&self) -> &'static str {
        match self {
            Self::Submitted { .. } => "submitted",
            Self::Returned { .. } => "returned",
            Self::Approved { .. } => "approved",
            Self::Published { .. } => "published",
        }
    }

    pub fn at(&self) -> Timestamp {
        match self {
            Self::Submitted { at, .. }
            | Self::Returned { at, .. }
            | Self::Approved { at, .. }
            | Self::Published { at, .. } => *at,
        }
    }

    pub fn by(&self) -> &str {
        match self {
            Self::Submitted { by, .. }
            | Self::Returned { by, .. }
            | Self::Approved { by, .. }
            | Self::Published { by, .. } => by,
        }
    }
}

/// A version without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub id: CatalogueId,
    pub year: i16,
    /// From 1 in each year.
    pub number: u32,
    pub stage: Stage,
    /// Why there is a version after one that was published.
    pub reason: String,
    /// SHA-256 of the content, lower-case hexadecimal.
    pub sha256: String,
}

/// What is done to a version that was submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Return,
    Approve,
    Publish,
}

impl Decision {
    pub fn name(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Approve => "approve",
            Self::Publish => "publish",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        [Self::Return, Self::Approve, Self::Publish].into_iter().find(|d| d.name() == name)
    }
}

impl Version {
    /// # Errors
    /// Refused when it is not the decision's turn, or a return has no reason.
    pub fn decide(
        &mut self,
        decision: Decision,
        reason: &str,
        by: &str,
        at: Timestamp,
    ) -> Result<(), Refusal> {
        let by = by.to_owned();
        let reason = reason.trim();
        self.stage = match (decision, &self.stage) {
            (Decision::Approve, Stage::Submitted { .. }) => Stage::Approved { at, by },
            (Decision::Publish, Stage::Approved { .. }) => Stage::Published { at, by },
            (Decision::Return, Stage::Submitted { .. } | Stage::Approved { .. }) if reason.is_empty() => {
                return Err(Refusal::new("reason-needed"));
            }
            (Decision::Return, Stage::Submitted { .. } | Stage::Approved { .. }) => {
                Stage::Returned { at, by, reason: reason.to_owned() }
            }
            _ => return Err(Refusal::new("catalogue-not-its-turn")),
        };
        Ok(())
    }
}

/// What happened to a call between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    New,
    Gone,
    /// Names of the fields, as [`CallFacts::differs`] gives them, and "status".
    Changed(Vec<&'static str>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub code: String,
    pub name: crate::words::Texts,
    pub what: What,
}

/// Calls that differ, by code.
pub fn changes(before: &Catalogue, after: &Catalogue) -> Vec<Change> {
    let change =
        |entry: &Entry, what| Change { code: entry.code.clone(), name: entry.facts.name.clone(), what };
    let mut out: Vec<Change> = after
        .calls
        .iter()
        .filter_map(|now| match before.call(&now.code) {
            None => Some(change(now, What::New)),
            Some(then) => {
                let mut fields = then.facts.differs(&now.facts);
                fields.extend((then.status != now.status).then_some("status"));
                (!fields.is_empty()).then(|| change(now, What::Changed(fields)))
            }
        })
        .collect();
    out.extend(before.calls.iter().filter(|c| after.call(&c.code).is_none()).map(|c| change(c, What::Gone)));
    out.sort_by(|a, b| a.code.cmp(&b.code));
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::call::YearBudget;
    use crate::words::Texts;

    fn entry(code: &str, name: &str) -> Entry {
        let facts = CallFacts { name: Texts::vi(name), ..CallFacts::default() };
        Entry { code: code.into(), status: CallStatus::Open, said: Said::default(), facts }
    }

    fn catalogue(calls: Vec<Entry>) -> Catalogue {
        Catalogue { year: 2026, agency: "Sở DTTG".into(), demo: false, on: date(2026, 1, 5), calls }
    }

    fn version() -> Version {
        Version {
            id: CatalogueId(1),
            year: 2026,
            number: 1,
            stage: Stage::Submitted { at: Timestamp::UNIX_EPOCH, by: "A".into() },
            reason: String::new(),
            sha256: String::new(),
        }
    }

    #[test]
    fn nothing_is_published_that_was_not_approved() {
        let at = Timestamp::UNIX_EPOCH;
        let mut it = version();
        assert_eq!(it.decide(Decision::Publish, "", "B", at).unwrap_err().code, "catalogue-not-its-turn");
        it.decide(Decision::Approve, "", "B", at).unwrap();
        it.decide(Decision::Publish, "", "B", at).unwrap();
        assert_eq!(it.decide(Decision::Return, "Sai", "B", at).unwrap_err().code, "catalogue-not-its-turn");
    }

    #[test]
    fn a_return_needs_a_reason() {
        let mut it = version();
        let at = Timestamp::UNIX_EPOCH;
        assert_eq!(it.decide(Decision::Return, " ", "B", at).unwrap_err().code, "reason-needed");
        it.decide(Decision::Return, "Thiếu bản tiếng Anh", "B", at).unwrap();
        assert_eq!(it.stage.name(), "returned");
    }

    #[test]
    fn new_gone_and_changed_calls_are_told_apart() {
        let before = catalogue(vec![entry("KG-1", "Một"), entry("KG-2", "Hai"), entry("KG-3", "Ba")]);
        let mut changed = entry("KG-2", "Hai cầu");
        changed.status = CallStatus::Talks;
        let after = catalogue(vec![changed, entry("KG-3", "Ba"), entry("KG-4", "Bốn")]);
        let found: Vec<_> = changes(&before, &after).into_iter().map(|c| (c.code, c.what)).collect();
        let expected = [
            ("KG-1".to_owned(), What::Gone),
            ("KG-2".to_owned(), What::Changed(vec!["name", "status"])),
            ("KG-4".to_owned(), What::New),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn earlier_calls_stay_while_they_look_for_someone() {
        use crate::ids::CallId;
        let call = |year, status| Call {
            id: CallId(1),
            code: String::new(),
            year,
            outline: None,
            status,
            said: Said::default(),
            facts: CallFacts {
                budget: vec![YearBudget { year, donor_vnd: 1, ..YearBudget::default() }],
                ..CallFacts::default()
            },
            revision: 1,
        };
        assert!(Catalogue::takes(2026, &call(2025, CallStatus::Talks)));
        assert!(!Catalogue::takes(2026, &call(2025, CallStatus::Funded)));
        assert!(Catalogue::takes(2026, &call(2026, CallStatus::Funded)));
        assert!(!Catalogue::takes(2026, &call(2026, CallStatus::Withdrawn)));
        assert!(!Catalogue::takes(2026, &call(2027, CallStatus::Open)));
    }
}
