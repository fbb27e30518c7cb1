//! A donor (nhà tài trợ): who it is by every list that asks, where it may work, what it cares for.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::DonorId;
use crate::need::PeopleCode;
use crate::words::Texts;

/// The same donor in three lists at once; an empty one has not been decided.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Kinds {
    /// Plan, clause II.2.a.1: "development", "bilateral", "multilateral", "ngo", "individual", "enterprise".
    pub plan: String,
    /// Decree 80/2020, Article 2: "ngo", "individual", "enterprise", "research", "mission"; empty for ODA.
    #[serde(default)]
    pub decree: String,
    /// IATI codelist OrganisationType.
    #[serde(default)]
    pub iati: String,
}

/// An identifier with the register that gives it (org-id.guide list code: "GB-CHC", "XI-IATI").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    pub list: String,
    /// With the list's prefix, as IATI writes it: "GB-CHC-1055436".
    pub id: String,
}

/// Registration of a foreign NGO (Decree 58/2022).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Registration {
    /// "operation" (at most 3 years) or "representative_office" (at most 5).
    pub kind: String,
    pub number: String,
    pub issued_on: Option<Date>,
    pub expires_on: Option<Date>,
    /// Places and fields that the certificate allows; codes with their system, letters of areas.
    #[serde(default)]
    pub places: Vec<String>,
    #[serde(default)]
    pub areas: Vec<String>,
}

/// What it says it cares for; empty means "anything".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Interests {
    #[serde(default)]
    pub areas: Vec<String>,
    #[serde(default)]
    pub sectors: Vec<String>,
    #[serde(default)]
    pub places: Vec<String>,
    #[serde(default)]
    pub peoples: Vec<PeopleCode>,
    #[serde(default)]
    pub support: Vec<String>,
    /// Usual size of a grant, whole đồng.
    #[serde(default)]
    pub least: Option<i64>,
    #[serde(default)]
    pub most: Option<i64>,
}

/// A person to speak with, in that post.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DonorContact {
    pub name: String,
    #[serde(default)]
    pub post: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DonorFacts {
    pub name: Texts,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub kinds: Kinds,
    #[serde(default)]
    pub identifiers: Vec<Identifier>,
    #[serde(default)]
    pub website: String,
    #[serde(default)]
    pub contacts: Vec<DonorContact>,
    #[serde(default)]
    pub registration: Option<Registration>,
    #[serde(default)]
    pub interests: Interests,
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Donor {
    pub id: DonorId,
    /// "NTT-007".
    pub code: String,
    pub facts: DonorFacts,
}
