//! A project outline (đề cương): what a unit proposes once a year to call aid for (plan, clauses
//! II.4.a.2, III.5.2, III.6.2). The fields follow the outline form of Bà Rịa - Vũng Tàu, the nearest
//! relative of the annexes of Decree 80/2020 that a source gives.
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{NeedId, OutlineId};
use crate::need::{Beneficiaries, PeopleCode};
use crate::words::Texts;

pub mod checks;
pub mod listing;
pub mod round;

/// One activity in one year. Amounts stand beside each other as stated; nothing is converted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BudgetLine {
    pub activity: String,
    pub year: i16,
    /// Asked of donors, in hundredths of the outline's currency.
    #[serde(default)]
    pub donor_original: Option<i64>,
    /// The same in whole đồng.
    pub donor_vnd: i64,
    /// The same in US cents.
    #[serde(default)]
    pub donor_usd: Option<i64>,
    /// Counterpart in money, whole đồng.
    #[serde(default)]
    pub counterpart_cash: i64,
    /// Counterpart in kind (labour, land, goods), valued, whole đồng.
    #[serde(default)]
    pub counterpart_kind: i64,
}

/// The rate by which amounts were stated: đồng for one unit of the currency, in hundredths of a đồng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    pub vnd_e2: i64,
    pub on: Date,
    pub source: String,
}

/// By how much đồng that are stated may differ from the original amount times the rate, in percent. Ours to choose:
/// rates are rounded when an outline is written.
const RATE_TOLERANCE: i128 = 1;

impl Rate {
    /// Whole đồng for so many hundredths of the currency, by this rate alone.
    pub fn vnd(&self, hundredths: i64) -> i64 {
        let computed = i128::from(hundredths) * i128::from(self.vnd_e2) / 10_000;
        i64::try_from(computed).unwrap_or(i64::MAX)
    }

    /// What the rate gives, where stated đồng are further from it than rounding explains.
    pub fn differs(&self, hundredths: i64, stated: i64) -> Option<i64> {
        let computed = self.vnd(hundredths);
        let apart = (i128::from(computed) - i128::from(stated)).abs();
        (apart * 100 > i128::from(stated).abs().max(1) * RATE_TOLERANCE).then_some(computed)
    }
}

/// Answer of a screening question (plan, clause II.1.b.2: culture preserved, environment protected).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Screening {
    /// Whether harm is to be expected; empty until answered.
    pub harm: Option<bool>,
    #[serde(default)]
    pub note: String,
}

/// The outline as its unit writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OutlineFacts {
    pub name: Texts,
    /// Letter of the plan's area.
    pub area: String,
    /// Code with its system: "2025:32062".
    pub place: String,
    #[serde(default)]
    pub hamlet: String,
    #[serde(default)]
    pub peoples: Vec<PeopleCode>,
    /// Aid owner (chủ khoản viện trợ) with its address.
    pub owner: String,
    #[serde(default)]
    pub owner_address: String,
    /// "programme", "project", "non_project" (Decree 80/2020, Article 3).
    pub modality: String,
    /// Any of [`SUPPORT`].
    #[serde(default)]
    pub support: Vec<String>,
    #[serde(default)]
    pub needs: Vec<NeedId>,
    pub summary: Texts,
    pub need: Texts,
    /// Long-term.
    pub goal: Texts,
    /// Short-term.
    pub objectives: Texts,
    pub results: Texts,
    pub activities: Texts,
    pub beneficiaries: Beneficiaries,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    /// ISO 4217 of `donor_original`.
    #[serde(default)]
    pub currency: String,
    #[serde(default)]
    pub rate: Option<Rate>,
    #[serde(default)]
    pub budget: Vec<BudgetLine>,
    /// Phases of the work.
    pub schedule: Texts,
    /// Financial effects; social effects and people's capacity.
    pub effects: Texts,
    pub sustainability: Texts,
    #[serde(default)]
    pub environment: Screening,
    #[serde(default)]
    pub culture: Screening,
}

/// Kinds of support (plan, clause II.2.b.1).
pub const SUPPORT: [&str; 5] = ["financial", "technical", "knowledge", "experience", "technology"];

/// Modalities of aid (Decree 80/2020, Article 3).
pub const MODALITIES: [&str; 3] = ["programme", "project", "non_project"];

/// Fields that are texts in each language, in the order of the form.
pub const TEXTS: [&str; 10] = [
    "name",
    "summary",
    "need",
    "goal",
    "objectives",
    "results",
    "activities",
    "schedule",
    "effects",
    "sustainability",
];

/// Counts of beneficiaries.
pub const COUNTS: [&str; 5] = ["households", "people", "minority", "women", "poor"];

impl OutlineFacts {
    /// One of [`TEXTS`].
    pub fn text_mut(&mut self, field: &str) -> Option<&mut Texts> {
        Some(match field {
            "name" => &mut self.name,
            "summary" => &mut self.summary,
            "need" => &mut self.need,
            "goal" => &mut self.goal,
            "objectives" => &mut self.objectives,
            "results" => &mut self.results,
            "activities" => &mut self.activities,
            "schedule" => &mut self.schedule,
            "effects" => &mut self.effects,
            "sustainability" => &mut self.sustainability,
            _ => return None,
        })
    }

    /// One of [`COUNTS`].
    pub fn count_mut(&mut self, field: &str) -> Option<&mut Option<i64>> {
        let who = &mut self.beneficiaries;
        Some(match field {
            "households" => &mut who.households,
            "people" => &mut who.people,
            "minority" => &mut who.minority,
            "women" => &mut who.women,
            "poor" => &mut who.poor,
            _ => return None,
        })
    }

    /// A field that is one plain text: a code or words in one language.
    pub fn line_mut(&mut self, field: &str) -> Option<&mut String> {
        Some(match field {
            "area" => &mut self.area,
            "place" => &mut self.place,
            "hamlet" => &mut self.hamlet,
            "owner" => &mut self.owner,
            "owner_address" => &mut self.owner_address,
            "modality" => &mut self.modality,
            "currency" => &mut self.currency,
            _ => return None,
        })
    }

    /// What is asked of donors, whole đồng.
    pub fn sought(&self) -> i64 {
        self.budget.iter().map(|l| l.donor_vnd).sum()
    }

    /// What the Vietnamese side adds, in money and in kind, whole đồng.
    pub fn counterpart(&self) -> i64 {
        self.budget.iter().map(|l| l.counterpart_cash + l.counterpart_kind).sum()
    }
}

/// Where an outline stands, with the facts that brought it there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum OutlineStage {
    Draft,
    Submitted {
        at: Timestamp,
        by: String,
    },
    Returned {
        at: Timestamp,
        by: String,
        reason: String,
    },
    /// Ready to become a call.
    Approved {
        at: Timestamp,
        by: String,
    },
    Refused {
        at: Timestamp,
        by: String,
        reason: String,
    },
}

impl OutlineStage {
    /// As it is stored and named in messages (`outline-stage-…`).
    pub fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted { .. } => "submitted",
            Self::Returned { .. } => "returned",
            Self::Approved { .. } => "approved",
            Self::Refused { .. } => "refused",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    pub id: OutlineId,
    /// "DC-2026-014": year of the round and a running number.
    pub code: String,
    pub year: i16,
    /// Organisation that proposes.
    pub unit: String,
    pub stage: OutlineStage,
    pub facts: OutlineFacts,
    /// Counts up with each saved state.
    pub revision: i64,
}
