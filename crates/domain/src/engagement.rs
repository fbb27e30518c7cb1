//! What is said with donors and partners (plan, clauses II.4.b.1 and III.1.5): contacts made, letters, meetings, visits, and what
//! people offer on the public pages, each with its next step and the day of it.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{DonorId, EngagementId};
use crate::refusal::Refusal;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Contact,
    Letter,
    Meeting,
    Visit,
    Event,
    /// Somebody asked something of us.
    Enquiry,
    /// An expression of interest, from the public page of a call.
    Interest,
}

impl Kind {
    /// What an officer enters; an interest comes from its page.
    pub const ENTERED: [Self; 6] =
        [Self::Contact, Self::Letter, Self::Meeting, Self::Visit, Self::Event, Self::Enquiry];

    /// End of the message key `engagement-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Letter => "letter",
            Self::Meeting => "meeting",
            Self::Visit => "visit",
            Self::Event => "event",
            Self::Enquiry => "enquiry",
            Self::Interest => "interest",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        Self::ENTERED.into_iter().find(|k| k.name() == name)
    }
}

/// Who wrote on a public page: what is needed to answer, no more.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Partner {
    pub name: String,
    #[serde(default)]
    pub organisation: String,
    pub email: String,
    /// As it was typed.
    #[serde(default)]
    pub country: String,
}

/// Days after an answer for which its partner's name, address and words are kept. Ours to choose: the law says no longer
/// than what they were given for (Law 91/2025/QH15 on the protection of personal data), and a year covers a round.
pub const KEEP_DAYS: i32 = 365;

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    pub on: Date,
    pub by: String,
    pub what: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub kind: Kind,
    pub on: Date,
    pub by: String,
    pub summary: String,
    /// What comes next.
    #[serde(default)]
    pub next: String,
    #[serde(default)]
    pub partner: Option<Partner>,
    #[serde(default)]
    pub closed: Option<Closed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    pub id: EngagementId,
    pub donor: Option<DonorId>,
    /// Code of the call that it is about; empty when of none.
    pub call: String,
    /// Last day of the next step; nothing when nothing follows.
    pub due: Option<Date>,
    pub content: Content,
}

impl Engagement {
    /// Notes that the next step was taken: an answer was given, a meeting held.
    ///
    /// # Errors
    /// `engagement-closed`, or `engagement-how` without words.
    pub fn close(&mut self, what: &str, by: &str, on: Date) -> Result<(), Refusal> {
        if self.content.closed.is_some() {
            return Err(Refusal::new("engagement-closed"));
        }
        if what.trim().is_empty() {
            return Err(Refusal::new("engagement-how"));
        }
        self.content.closed = Some(Closed { on, by: by.to_owned(), what: what.trim().to_owned() });
        Ok(())
    }

    /// Forgets who wrote and what; that somebody did, when, and how it was answered stays.
    pub fn forget(&mut self) {
        self.content.partner = None;
        self.content.by.clear();
        self.content.summary.clear();
    }

    /// Whether it came from a public page and its sender has been forgotten.
    pub fn is_forgotten(&self) -> bool {
        self.content.kind == Kind::Interest && self.content.partner.is_none()
    }

    /// Calendar days until it was answered, once it was.
    pub fn took(&self) -> Option<i32> {
        let closed = self.content.closed.as_ref()?;
        Some((closed.on - self.content.on).get_days())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_step_is_closed_once_and_says_how_and_how_long_it_took() {
        let content = Content {
            kind: Kind::Interest,
            on: date(2025, 11, 3),
            by: String::new(),
            summary: "Quan tâm".into(),
            next: String::new(),
            partner: None,
            closed: None,
        };
        let mut it =
            Engagement { id: EngagementId(1), donor: None, call: "KG-2026-001".into(), due: None, content };
        assert_eq!(it.close(" ", "Bé", date(2025, 11, 7)).unwrap_err().code, "engagement-how");
        it.close("Đã gửi thư mời họp", "Bé", date(2025, 11, 7)).unwrap();
        assert_eq!(it.took(), Some(4));
        assert_eq!(it.close("Lại", "Bé", date(2025, 11, 8)).unwrap_err().code, "engagement-closed");
        it.forget();
        assert!(it.is_forgotten() && it.content.summary.is_empty());
        assert_eq!(it.took(), Some(4), "how long an answer took is nobody's name");
    }
}
