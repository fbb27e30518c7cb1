//! A call for aid (mục kêu gọi viện trợ): an approved outline as donors read it, and how far it is funded.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{CallId, DonorId, OutlineId, PledgeId};
use crate::need::{Beneficiaries, PeopleCode};
use crate::words::Texts;

/// forecast → open → in talks → pledged → funded → closed or withdrawn. Set by use cases only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallStatus {
    Forecast,
    Open,
    Talks,
    Pledged,
    Funded,
    Closed,
    Withdrawn,
}

impl CallStatus {
    pub const ALL: [Self; 7] =
        [Self::Forecast, Self::Open, Self::Talks, Self::Pledged, Self::Funded, Self::Closed, Self::Withdrawn];

    /// As it is stored and named in messages (`call-status-…`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Forecast => "forecast",
            Self::Open => "open",
            Self::Talks => "talks",
            Self::Pledged => "pledged",
            Self::Funded => "funded",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// What is asked for one year, whole đồng; US cents where the outline stated them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct YearBudget {
    pub year: i16,
    pub donor_vnd: i64,
    #[serde(default)]
    pub donor_usd: Option<i64>,
    pub counterpart_vnd: i64,
}

/// An office's post, not a person's private address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contact {
    pub organisation: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
}

/// A call as it is published; texts side by side in each language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CallFacts {
    pub name: Texts,
    pub summary: Texts,
    pub need: Texts,
    pub objectives: Texts,
    pub results: Texts,
    pub activities: Texts,
    pub schedule: Texts,
    /// Letter of the plan's area.
    pub area: String,
    /// Code with its system.
    pub place: String,
    #[serde(default)]
    pub hamlet: String,
    #[serde(default)]
    pub peoples: Vec<PeopleCode>,
    pub owner: String,
    pub modality: String,
    /// Any of [`crate::outline::SUPPORT`].
    #[serde(default)]
    pub support: Vec<String>,
    /// Sustainable development goals, 1 to 17.
    #[serde(default)]
    pub sdgs: Vec<u8>,
    /// DAC purpose codes, five digits.
    #[serde(default)]
    pub sectors: Vec<String>,
    pub beneficiaries: Beneficiaries,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    /// Last day on which offers are awaited.
    #[serde(default)]
    pub closes_on: Option<Date>,
    #[serde(default)]
    pub budget: Vec<YearBudget>,
    #[serde(default)]
    pub contacts: Vec<Contact>,
}

impl CallFacts {
    /// What is asked of donors, whole đồng.
    pub fn sought(&self) -> i64 {
        self.budget.iter().map(|b| b.donor_vnd).sum()
    }

    /// The Vietnamese side's part, whole đồng.
    pub fn counterpart(&self) -> i64 {
        self.budget.iter().map(|b| b.counterpart_vnd).sum()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub id: CallId,
    /// "KG-2026-014"; part of its address, never changes.
    pub code: String,
    /// Year of the catalogue it first stood in.
    pub year: i16,
    pub outline: Option<OutlineId>,
    pub status: CallStatus,
    pub facts: CallFacts,
    /// Counts up with each saved state.
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PledgeStage {
    /// Said in a letter or a meeting.
    Pledged,
    /// In a signed agreement.
    Agreed,
    Withdrawn,
}

impl PledgeStage {
    pub fn name(self) -> &'static str {
        match self {
            Self::Pledged => "pledged",
            Self::Agreed => "agreed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A donor's word for a call (cam kết), its agreement, and the project it became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    pub id: PledgeId,
    pub call: CallId,
    pub donor: DonorId,
    pub stage: PledgeStage,
    /// Whole đồng.
    pub amount: i64,
    pub facts: PledgeFacts,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PledgeFacts {
    pub pledged_on: Option<Date>,
    /// ISO 4217 and hundredths, as the donor stated it.
    #[serde(default)]
    pub currency: String,
    #[serde(default)]
    pub original: Option<i64>,
    /// Money, goods, experts: any of [`crate::outline::SUPPORT`].
    #[serde(default)]
    pub support: Vec<String>,
    /// Number and day of the agreement.
    #[serde(default)]
    pub agreement: String,
    #[serde(default)]
    pub agreed_on: Option<Date>,
    /// Code of the project it became.
    #[serde(default)]
    pub project: Option<String>,
    #[serde(default)]
    pub note: String,
}

/// How far a call is funded, whole đồng: what is asked, pledged, agreed, and what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Gap {
    pub sought: i64,
    pub pledged: i64,
    pub agreed: i64,
}

impl Gap {
    /// Pledges that stand and agreements, taken from what is asked; never below zero.
    pub fn missing(self) -> i64 {
        (self.sought - self.pledged - self.agreed).max(0)
    }
}
