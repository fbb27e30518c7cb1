//! A donor (nhà tài trợ): who it is by every list that asks, where it may work, what it cares for.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Spot};
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

/// Kinds of donors of the plan (clause II.2.a.1) and of Decree 80/2020, Article 2.
pub const PLAN_KINDS: [&str; 6] =
    ["development", "bilateral", "multilateral", "ngo", "individual", "enterprise"];
pub const DECREE_KINDS: [&str; 5] = ["ngo", "individual", "enterprise", "research", "mission"];

/// Longest term of a foreign NGO's registration in years, by its kind (Decree 58/2022).
pub const TERMS: [(&str, i16); 2] = [("operation", 3), ("representative_office", 5)];

/// A registration is watched from so many days before its end. Ours to choose: no source names a number.
pub const EXPIRY_WATCH_DAYS: i32 = 90;

impl DonorFacts {
    /// What is wrong with it. `has_agency` says whether an identifier begins with a register that org-id.guide lists.
    pub fn checks(&self, has_agency: &dyn Fn(&str) -> bool) -> Vec<Finding> {
        let at = |field: &str| Spot { column: Some(field.to_owned()), ..Spot::default() };
        let mut out = Vec::new();
        if self.name.vi.trim().is_empty() {
            out.push(Finding::error("donor-name", at("name")));
        }
        if !PLAN_KINDS.contains(&self.kinds.plan.as_str()) {
            out.push(Finding::error("donor-kind", at("plan")));
        }
        let is_country = self.country.len() == 2 && self.country.bytes().all(|b| b.is_ascii_uppercase());
        if !self.country.is_empty() && !is_country {
            out.push(Finding::error("donor-country", at("country")));
        }
        for it in &self.identifiers {
            if !has_agency(&it.id) {
                out.push(Finding::error("donor-identifier", at("identifiers")));
            }
        }
        if let Some(it) = &self.registration {
            out.extend(it.checks().into_iter().map(|code| Finding::error(code, at("expires_on"))));
        }
        if self.interests.least.zip(self.interests.most).is_some_and(|(least, most)| most < least) {
            out.push(Finding::error("donor-amounts", at("most")));
        }
        out
    }
}

impl Registration {
    fn checks(&self) -> Option<&'static str> {
        let (issued, expires) = self.issued_on.zip(self.expires_on)?;
        if expires < issued {
            return Some("donor-registration-days");
        }
        let (_, years) = TERMS.iter().find(|(kind, _)| *kind == self.kind)?;
        let last = issued.checked_add(jiff::Span::new().years(*years)).ok()?;
        (expires > last).then_some("donor-registration-long")
    }

    /// Days until it ends, when that is near or past.
    pub fn ends_soon(&self, today: Date) -> Option<i32> {
        let left = (self.expires_on? - today).get_days();
        (left <= EXPIRY_WATCH_DAYS).then_some(left)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn donor() -> DonorFacts {
        let kinds = Kinds { plan: "ngo".into(), ..Kinds::default() };
        DonorFacts {
            name: Texts::vi("Bạn Đồng Hành"), country: "GB".into(), kinds, ..DonorFacts::default()
        }
    }

    fn codes(it: &DonorFacts) -> Vec<String> {
        it.checks(&|id| id.starts_with("GB-CHC-")).into_iter().map(|f| f.code).collect()
    }

    #[test]
    fn an_identifier_has_the_prefix_of_a_known_register() {
        let mut it = donor();
        assert!(codes(&it).is_empty());
        it.identifiers.push(Identifier { list: "GB-CHC".into(), id: "GB-CHC-274467".into() });
        it.identifiers.push(Identifier { list: "XX".into(), id: "XX-1".into() });
        it.country = "Anh".into();
        (it.interests.least, it.interests.most) = (Some(2), Some(1));
        assert_eq!(codes(&it), ["donor-country", "donor-identifier", "donor-amounts"]);
    }

    #[test]
    fn a_registration_lasts_no_longer_than_its_kind_may() {
        let mut it = donor();
        let registration = |kind: &str, to| Registration {
            kind: kind.into(),
            issued_on: Some(date(2024, 1, 15)),
            expires_on: Some(to),
            ..Registration::default()
        };
        it.registration = Some(registration("operation", date(2027, 1, 15)));
        assert!(codes(&it).is_empty());
        it.registration = Some(registration("operation", date(2027, 1, 16)));
        assert_eq!(codes(&it), ["donor-registration-long"]);
        it.registration = Some(registration("representative_office", date(2023, 1, 1)));
        assert_eq!(codes(&it), ["donor-registration-days"]);
        let near = registration("operation", date(2025, 12, 1));
        assert_eq!((near.ends_soon(date(2025, 11, 7)), near.ends_soon(date(2025, 6, 1))), (Some(24), None));
    }
}
