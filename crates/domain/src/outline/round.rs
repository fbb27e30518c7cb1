//! The yearly round in which outlines are proposed (clause III.6.2). No source names a day: those who open it set both.
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Outline, OutlineStage};
use crate::finding::{Arg, Finding, any_error};
use crate::refusal::Refusal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalTerms {
    /// Year for which aid is called.
    pub year: i16,
    pub opens_on: Date,
    /// Last day, inclusive.
    pub due_on: Date,
    /// The plan whose areas and period count: the one in force when the round opened.
    pub plan: String,
}

impl ProposalTerms {
    /// # Errors
    /// Refused when the round would end before it opens, or before today.
    pub fn check(&self, today: Date) -> Result<(), Refusal> {
        if self.due_on < self.opens_on {
            let refusal = Refusal::new("proposal-due-before-opening");
            return Err(refusal.with("opens", Arg::Date(self.opens_on)).with("due", Arg::Date(self.due_on)));
        }
        if self.due_on < today {
            return Err(Refusal::new("until-in-the-past").with("until", Arg::Date(self.due_on)));
        }
        Ok(())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalRound {
    pub terms: ProposalTerms,
    pub opened_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

/// Who received a submission, and under which number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// "BN-2026-014".
    pub number: String,
    /// Codes of the organisations: the standing agency, then the lead of calls to foreign NGOs.
    pub recipients: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    Submitted,
    Commented,
    Returned,
    Approved,
    Refused,
}

impl EventKind {
    /// End of the message key `outline-event-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Commented => "commented",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }
}

/// One thing that was done with an outline, for its thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub at: Timestamp,
    pub kind: EventKind,
    /// Person, by name.
    pub by: String,
    /// Comment or reason.
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub receipt: Option<Receipt>,
}

impl OutlineStage {
    /// Whether the unit may change its outline now.
    pub fn is_open_to_unit(&self) -> bool {
        matches!(self, Self::Draft | Self::Returned { .. })
    }
}

impl Outline {
    /// # Errors
    /// Refused once it has been sent.
    pub fn writable(&self) -> Result<(), Refusal> {
        if self.stage.is_open_to_unit() { Ok(()) } else { Err(Refusal::new("outline-not-open")) }
    }

    /// # Errors
    /// Refused with the findings while one of them is an error.
    pub fn submit(&mut self, findings: Vec<Finding>, by: &str, at: Timestamp) -> Result<(), Refusal> {
        self.writable()?;
        if any_error(&findings) {
            return Err(Refusal::new("outline-has-errors").because(findings));
        }
        self.stage = OutlineStage::Submitted { at, by: by.to_owned() };
        Ok(())
    }

    /// Returns, approves or refuses what was submitted.
    ///
    /// # Errors
    /// Refused when it was not submitted, or for want of a reason.
    pub fn decide(&mut self, kind: EventKind, reason: &str, by: &str, at: Timestamp) -> Result<(), Refusal> {
        let by = by.to_owned();
        let given = reason.trim().to_owned();
        if !matches!(self.stage, OutlineStage::Submitted { .. }) {
            return Err(Refusal::new("outline-not-submitted"));
        }
        if kind != EventKind::Approved && given.is_empty() {
            return Err(Refusal::new("reason-needed"));
        }
        self.stage = match kind {
            EventKind::Approved => OutlineStage::Approved { at, by },
            EventKind::Returned => OutlineStage::Returned { at, by, reason: given },
            EventKind::Refused => OutlineStage::Refused { at, by, reason: given },
            EventKind::Submitted | EventKind::Commented => return Err(Refusal::new("outline-not-submitted")),
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::OutlineFacts;
    use super::*;
    use crate::finding::Spot;
    use crate::ids::OutlineId;

    fn outline() -> Outline {
        Outline {
            id: OutlineId(1),
            code: "DC-2026-001".into(),
            year: 2026,
            unit: "X32062".into(),
            stage: OutlineStage::Draft,
            facts: OutlineFacts::default(),
            revision: 1,
        }
    }

    fn code<T>(result: Result<T, Refusal>) -> String {
        result.err().map(|r| r.code).unwrap_or_default()
    }

    #[test]
    fn errors_hold_a_submission_back_and_warnings_do_not() {
        let at = Timestamp::UNIX_EPOCH;
        let mut it = outline();
        let error = vec![Finding::error("outline-missing", Spot::default())];
        assert_eq!(code(it.submit(error, "A", at)), "outline-has-errors");
        assert_eq!(it.stage, OutlineStage::Draft);
        let warning = vec![Finding::warning("outline-outside", Spot::default())];
        it.submit(warning, "A", at).unwrap();
        assert_eq!(code(it.submit(Vec::new(), "A", at)), "outline-not-open");
    }

    #[test]
    fn only_what_was_submitted_is_decided_and_a_return_needs_a_reason() {
        let at = Timestamp::UNIX_EPOCH;
        let mut it = outline();
        assert_eq!(code(it.decide(EventKind::Approved, "", "B", at)), "outline-not-submitted");
        it.submit(Vec::new(), "A", at).unwrap();
        assert_eq!(code(it.decide(EventKind::Returned, " ", "B", at)), "reason-needed");
        it.decide(EventKind::Returned, " Bổ sung ", "B", at).unwrap();
        assert_eq!(it.stage, OutlineStage::Returned { at, by: "B".into(), reason: "Bổ sung".into() });
        it.submit(Vec::new(), "A", at).unwrap();
        it.decide(EventKind::Approved, "", "B", at).unwrap();
        assert_eq!(it.stage.name(), "approved");
    }

    #[test]
    fn a_round_does_not_end_before_it_opens() {
        let terms = |opens_on, due_on| ProposalTerms { year: 2026, opens_on, due_on, plan: String::new() };
        let (a, b) = (date(2025, 10, 1), date(2025, 11, 20));
        assert_eq!(code(terms(b, a).check(a)), "proposal-due-before-opening");
        assert_eq!(code(terms(a, b).check(date(2025, 11, 21))), "until-in-the-past");
        terms(a, b).check(b).unwrap();
    }
}
