//! What 2.02 and 2.03 changed, as the tables of 2.03 do not tell it: how each element was before.
//!
//! Source: the schemas of IATI Standard 2.01 (2014-10-21) and 2.02 (2015-12-07), IATI/IATI-Schemas, CC BY 4.0, held
//! against those of 2.03. What stands in neither list is the same in all three.

use super::activities::{
    BASELINE, BUDGET, CRS_ADD, DEFAULT_AID_TYPE, IATI_ACTIVITY, INDICATOR, PARTICIPATING_ORG, PERIOD,
    PLANNED_DISBURSEMENT, POLICY_MARKER, PROVIDER_ORG, RECEIVER_ORG, RECIPIENT_REGION, RESULT, SECTOR,
    TARGET, TRANSACTION, TRANSACTION_REGION, TRANSACTION_SECTOR,
};
use super::common::DOCUMENT_LINK;
use super::organisations::{
    IATI_ORGANISATION, ORGANISATION_DOCUMENT_LINK, RECIPIENT_COUNTRY_BUDGET, RECIPIENT_ORG_BUDGET,
    TOTAL_BUDGET,
};
use super::{Kind, Type};
use crate::names::{self as n, Name};
use crate::version::Version;
use Was::{ExtensionsLast, Must, NoAttribute, NoChild, Once};

/// How an element was before a version changed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Was {
    /// It had no such child.
    NoChild(Name),
    /// It had no such attribute.
    NoAttribute(Name),
    /// The child could stand once at most.
    Once(Name),
    /// The attribute had to be there.
    Must(Name),
    /// Extensions stood behind all its children.
    ExtensionsLast,
}

impl Was {
    /// The child or attribute that it speaks of.
    pub fn name(self) -> Name {
        match self {
            Self::NoChild(name) | Self::NoAttribute(name) | Self::Once(name) | Self::Must(name) => name,
            Self::ExtensionsLast => Name::FOREIGN,
        }
    }
}

/// An element that a version changed, and how it was before.
pub(super) type Change = (Version, &'static Type, &'static [Was]);

/// The newest first: what is older is found by going back.
pub(super) static CHANGES: &[Change] = &[
    (
        Version::V203,
        &IATI_ACTIVITY,
        &[NoChild(n::TAG), Once(n::DEFAULT_AID_TYPE), NoAttribute(n::BUDGET_NOT_PROVIDED)],
    ),
    (Version::V203, &PARTICIPATING_ORG, &[NoAttribute(n::CRS_CHANNEL_CODE)]),
    (Version::V203, &DEFAULT_AID_TYPE, &[NoAttribute(n::VOCABULARY)]),
    (Version::V203, &TRANSACTION, &[Once(n::AID_TYPE)]),
    (Version::V203, &DOCUMENT_LINK, &[NoChild(n::DESCRIPTION)]),
    (Version::V203, &RESULT, &[NoChild(n::DOCUMENT_LINK), NoChild(n::REFERENCE)]),
    (
        Version::V203,
        &INDICATOR,
        &[NoChild(n::DOCUMENT_LINK), Once(n::BASELINE), NoAttribute(n::AGGREGATION_STATUS)],
    ),
    (
        Version::V203,
        &BASELINE,
        &[
            NoChild(n::LOCATION),
            NoChild(n::DIMENSION),
            NoChild(n::DOCUMENT_LINK),
            NoAttribute(n::ISO_DATE),
            Must(n::VALUE),
        ],
    ),
    (Version::V203, &PERIOD, &[Once(n::TARGET), Once(n::ACTUAL)]),
    (Version::V203, &TARGET, &[NoChild(n::DOCUMENT_LINK), Must(n::VALUE)]),
    (Version::V203, &ORGANISATION_DOCUMENT_LINK, &[NoChild(n::DESCRIPTION), ExtensionsLast]),
    (Version::V202, &IATI_ACTIVITY, &[NoChild(n::HUMANITARIAN_SCOPE), NoAttribute(n::HUMANITARIAN)]),
    (Version::V202, &PARTICIPATING_ORG, &[NoAttribute(n::ACTIVITY_ID)]),
    (Version::V202, &RECIPIENT_REGION, &[NoAttribute(n::VOCABULARY_URI)]),
    (Version::V202, &SECTOR, &[NoAttribute(n::VOCABULARY_URI)]),
    (Version::V202, &POLICY_MARKER, &[NoAttribute(n::VOCABULARY_URI), Must(n::SIGNIFICANCE)]),
    (Version::V202, &BUDGET, &[NoAttribute(n::STATUS)]),
    (Version::V202, &PLANNED_DISBURSEMENT, &[NoChild(n::PROVIDER_ORG), NoChild(n::RECEIVER_ORG)]),
    (Version::V202, &TRANSACTION, &[NoAttribute(n::HUMANITARIAN)]),
    (Version::V202, &PROVIDER_ORG, &[NoAttribute(n::TYPE)]),
    (Version::V202, &RECEIVER_ORG, &[NoAttribute(n::TYPE)]),
    (Version::V202, &TRANSACTION_SECTOR, &[NoAttribute(n::VOCABULARY_URI)]),
    (Version::V202, &TRANSACTION_REGION, &[NoAttribute(n::VOCABULARY_URI)]),
    (Version::V202, &DOCUMENT_LINK, &[NoChild(n::DOCUMENT_DATE)]),
    (Version::V202, &INDICATOR, &[NoChild(n::REFERENCE)]),
    (Version::V202, &TARGET, &[NoChild(n::LOCATION), NoChild(n::DIMENSION)]),
    (Version::V202, &CRS_ADD, &[NoChild(n::CHANNEL_CODE)]),
    (
        Version::V202,
        &IATI_ORGANISATION,
        &[NoChild(n::RECIPIENT_REGION_BUDGET), NoChild(n::TOTAL_EXPENDITURE)],
    ),
    (Version::V202, &TOTAL_BUDGET, &[NoAttribute(n::STATUS)]),
    (Version::V202, &RECIPIENT_ORG_BUDGET, &[NoAttribute(n::STATUS)]),
    (Version::V202, &RECIPIENT_COUNTRY_BUDGET, &[NoAttribute(n::STATUS)]),
    (Version::V202, &ORGANISATION_DOCUMENT_LINK, &[NoChild(n::DOCUMENT_DATE)]),
];

/// Elements that a version began to declare on their own.
pub(super) static NEW_GLOBALS: &[(Version, Name)] = &[
    (Version::V203, n::TAG),
    (Version::V203, n::DIMENSION),
    (Version::V202, n::HUMANITARIAN_SCOPE),
    (Version::V202, n::RECIPIENT_REGION_BUDGET),
    (Version::V202, n::TOTAL_EXPENDITURE),
];

/// The element that 2.03 no longer declares on its own.
pub(super) fn old_global(kind: Kind) -> (Name, &'static Type) {
    match kind {
        Kind::Activities => (n::DOCUMENT_LINK, &DOCUMENT_LINK),
        Kind::Organisations => (n::DOCUMENT_LINK, &ORGANISATION_DOCUMENT_LINK),
    }
}
