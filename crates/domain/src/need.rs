//! A need (nhu cầu): what a place and a people lack, with its evidence (plan, clause II.1.b.2).
use serde::{Deserialize, Serialize};

use crate::ids::NeedId;
use crate::words::Texts;

/// A people with the list its code comes from: 05 is Khmer in both official lists, 04 is Hoa in one
/// and Mường in the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PeopleCode {
    /// "1979" or "census", as in `data/codelists/ethnic-groups.csv`.
    pub list: String,
    pub code: String,
}

/// Who gains, as counts by place; never names. Empty is "not stated", not zero.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Beneficiaries {
    pub households: Option<i64>,
    pub people: Option<i64>,
    /// Of them, of ethnic minorities.
    pub minority: Option<i64>,
    pub women: Option<i64>,
    /// Poor households.
    pub poor: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    Low,
    Medium,
    High,
}

/// What a person states; the keys are those of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedFacts {
    pub title: Texts,
    /// Code with its system: "2025:32062".
    pub place: String,
    /// Hamlet or ward group; the sources give them no code.
    #[serde(default)]
    pub hamlet: String,
    #[serde(default)]
    pub peoples: Vec<PeopleCode>,
    /// Letter of the plan's area, a to i.
    pub area: String,
    pub urgency: Urgency,
    /// What lacks, and how one knows.
    pub evidence: Texts,
    #[serde(default)]
    pub beneficiaries: Beneficiaries,
    /// Who stated it: a hamlet's meeting, a school, a person's office.
    pub stated_by: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    pub id: NeedId,
    /// Organisation that entered it.
    pub unit: String,
    pub facts: NeedFacts,
    /// Met or withdrawn.
    pub closed: bool,
}
