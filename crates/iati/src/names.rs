//! Names of elements and attributes as small numbers, so that rules compare numbers and not words.
//!
//! Source of the list: IATI Standard 2.03, activity and organisation schemas, and the few names of the
//! `xml` and `xsi` namespaces that any element may carry.

/// The name of an element or attribute of the standard.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(u16);

impl Name {
    /// A name in a namespace of somebody else: an extension.
    pub const FOREIGN: Self = Self(Index::Foreign as u16);
    /// A name without namespace that the standard does not have.
    pub const UNKNOWN: Self = Self(Index::Unknown as u16);
    /// A declaration of a namespace: `xmlns` or `xmlns:prefix`.
    pub const XMLNS: Self = Self(Index::Xmlns as u16);

    /// The name for the words of a file, e.g. `sector` or `xml:lang`; `UNKNOWN` where the standard has none.
    pub fn of(word: &str) -> Self {
        let mut slot = hash(word.as_bytes());
        loop {
            match TABLE[slot] {
                0 => return Self::UNKNOWN,
                index if is(TEXTS[index as usize], word) => return Self(index),
                _ => slot = (slot + 1) % SLOTS,
            }
        }
    }

    /// The words, e.g. `sector`; empty for `FOREIGN`, `UNKNOWN` and `XMLNS`, whose words are in the file.
    pub fn as_str(self) -> &'static str {
        TEXTS[self.0 as usize]
    }

    /// Whether the words have a prefix, of the `xml` or `xsi` namespace.
    pub(crate) fn is_prefixed(self) -> bool {
        (XML_LANG..=XSI_NO_NAMESPACE_SCHEMA_LOCATION).contains(&self)
    }

    /// A number below [`COUNT`], for tables by name.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::FOREIGN => f.write_str("(foreign)"),
            Self::UNKNOWN => f.write_str("(unknown)"),
            Self::XMLNS => f.write_str("(xmlns)"),
            name => f.write_str(name.as_str()),
        }
    }
}

fn is(name: &str, word: &str) -> bool {
    name.len() == word.len() && same(name.as_bytes(), word.as_bytes())
}

/// Whether two names of one length are the same. Most have up to sixteen letters: there a call to compare
/// memory takes longer than comparing.
#[inline]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    let both = |n: usize| {
        let word = |text: &[u8]| Some(u64::from_le_bytes(text.get(n..n + 8)?.try_into().ok()?));
        word(a) == word(b)
    };
    match a.len() {
        8..=16 => both(0) && both(a.len() - 8),
        0..8 => a.iter().zip(b).all(|(a, b)| a == b),
        _ => a == b,
    }
}

/// Slots of the hash table: about a sixth is used, so that a look-up rarely takes a second step.
const SLOTS: usize = 1024;

/// Where the search for a word starts. Length, two first and two last bytes tell nearly all words apart.
const fn hash(word: &[u8]) -> usize {
    let n = word.len();
    if n == 0 {
        return 0;
    }
    let a = word[0] as u32 | (word[n / 2] as u32) << 8 | (word[n - 1] as u32) << 16 | (n as u32) << 24;
    let b = if n > 2 { (word[1] as u32) << 3 ^ (word[n - 2] as u32) << 11 } else { 0 };
    ((a ^ b).wrapping_mul(0x9E37_79B1) >> 22) as usize
}

const fn table() -> [u16; SLOTS] {
    let mut slots = [0; SLOTS];
    let mut index = FIRST;
    while index < TEXTS.len() {
        let mut slot = hash(TEXTS[index].as_bytes());
        while slots[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = index as u16;
        index += 1;
    }
    slots
}

static TABLE: [u16; SLOTS] = table();
/// The first index that is a word.
const FIRST: usize = Index::Xmlns as usize + 1;
/// How many names there are; every [`Name::index`] is below it.
pub const COUNT: usize = TEXTS.len();

macro_rules! names {
    ($($name:ident $text:literal,)*) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "counts the constants, which carry these names")]
        enum Index { Foreign, Unknown, Xmlns, $($name),* }
        const TEXTS: &[&str] = &["", "", "", $($text),*];
        $(
            #[doc = concat!("`", $text, "`")]
            pub const $name: Name = Name(Index::$name as u16);
        )*
    };
}

names! {
    ACTIVITY_DATE "activity-date",
    ACTIVITY_DESCRIPTION "activity-description",
    ACTIVITY_ID "activity-id",
    ACTIVITY_SCOPE "activity-scope",
    ACTIVITY_STATUS "activity-status",
    ACTUAL "actual",
    ADMINISTRATIVE "administrative",
    AGGREGATION_STATUS "aggregation-status",
    AID_TYPE "aid-type",
    ASCENDING "ascending",
    ATTACHED "attached",
    BASELINE "baseline",
    BUDGET "budget",
    BUDGET_ITEM "budget-item",
    BUDGET_LINE "budget-line",
    BUDGET_NOT_PROVIDED "budget-not-provided",
    CAPITAL_SPEND "capital-spend",
    CATEGORY "category",
    CHANNEL_CODE "channel-code",
    CODE "code",
    COLLABORATION_TYPE "collaboration-type",
    COMMENT "comment",
    COMMITMENT_DATE "commitment-date",
    CONDITION "condition",
    CONDITIONS "conditions",
    CONTACT_INFO "contact-info",
    COUNTRY_BUDGET_ITEMS "country-budget-items",
    CRS_ADD "crs-add",
    CRS_CHANNEL_CODE "crs-channel-code",
    CURRENCY "currency",
    DEFAULT_AID_TYPE "default-aid-type",
    DEFAULT_CURRENCY "default-currency",
    DEFAULT_FINANCE_TYPE "default-finance-type",
    DEFAULT_FLOW_TYPE "default-flow-type",
    DEFAULT_TIED_STATUS "default-tied-status",
    DEPARTMENT "department",
    DESCRIPTION "description",
    DIMENSION "dimension",
    DISBURSEMENT_CHANNEL "disbursement-channel",
    DOCUMENT_DATE "document-date",
    DOCUMENT_LINK "document-link",
    EMAIL "email",
    EXACTNESS "exactness",
    EXPENSE_LINE "expense-line",
    EXTRACTION_DATE "extraction-date",
    FEATURE_DESIGNATION "feature-designation",
    FINANCE_TYPE "finance-type",
    FLOW_TYPE "flow-type",
    FORECAST "forecast",
    FORMAT "format",
    FSS "fss",
    GENERATED_DATETIME "generated-datetime",
    HIERARCHY "hierarchy",
    HUMANITARIAN "humanitarian",
    HUMANITARIAN_SCOPE "humanitarian-scope",
    IATI_ACTIVITIES "iati-activities",
    IATI_ACTIVITY "iati-activity",
    IATI_EQUIVALENT "iati-equivalent",
    IATI_IDENTIFIER "iati-identifier",
    IATI_ORGANISATION "iati-organisation",
    IATI_ORGANISATIONS "iati-organisations",
    INDICATOR "indicator",
    INDICATOR_URI "indicator-uri",
    INTEREST_ARREARS "interest-arrears",
    INTEREST_RECEIVED "interest-received",
    ISO_DATE "iso-date",
    JOB_TITLE "job-title",
    LANGUAGE "language",
    LAST_UPDATED_DATETIME "last-updated-datetime",
    LEGACY_DATA "legacy-data",
    LEVEL "level",
    LINKED_DATA_DEFAULT "linked-data-default",
    LINKED_DATA_URI "linked-data-uri",
    LOAN_STATUS "loan-status",
    LOAN_TERMS "loan-terms",
    LOCATION "location",
    LOCATION_CLASS "location-class",
    LOCATION_ID "location-id",
    LOCATION_REACH "location-reach",
    MAILING_ADDRESS "mailing-address",
    MEASURE "measure",
    NAME "name",
    NARRATIVE "narrative",
    ORGANISATION "organisation",
    ORGANISATION_IDENTIFIER "organisation-identifier",
    OTHER_FLAGS "other-flags",
    OTHER_IDENTIFIER "other-identifier",
    OWNER_ORG "owner-org",
    PARTICIPATING_ORG "participating-org",
    PERCENTAGE "percentage",
    PERIOD "period",
    PERIOD_END "period-end",
    PERIOD_START "period-start",
    PERSON_NAME "person-name",
    PHASEOUT_YEAR "phaseout-year",
    PLANNED_DISBURSEMENT "planned-disbursement",
    POINT "point",
    POLICY_MARKER "policy-marker",
    POS "pos",
    PRINCIPAL_ARREARS "principal-arrears",
    PRINCIPAL_OUTSTANDING "principal-outstanding",
    PRIORITY "priority",
    PROVIDER_ACTIVITY_ID "provider-activity-id",
    PROVIDER_ORG "provider-org",
    RATE_1 "rate-1",
    RATE_2 "rate-2",
    RECEIVER_ACTIVITY_ID "receiver-activity-id",
    RECEIVER_ORG "receiver-org",
    RECIPIENT_COUNTRY "recipient-country",
    RECIPIENT_COUNTRY_BUDGET "recipient-country-budget",
    RECIPIENT_ORG "recipient-org",
    RECIPIENT_ORG_BUDGET "recipient-org-budget",
    RECIPIENT_REGION "recipient-region",
    RECIPIENT_REGION_BUDGET "recipient-region-budget",
    REF "ref",
    REFERENCE "reference",
    RELATED_ACTIVITY "related-activity",
    REPAYMENT_FINAL_DATE "repayment-final-date",
    REPAYMENT_FIRST_DATE "repayment-first-date",
    REPAYMENT_PLAN "repayment-plan",
    REPAYMENT_TYPE "repayment-type",
    REPORTING_ORG "reporting-org",
    RESULT "result",
    ROLE "role",
    SECONDARY_REPORTER "secondary-reporter",
    SECTOR "sector",
    SIGNIFICANCE "significance",
    SRS_NAME "srsName",
    STATUS "status",
    TAG "tag",
    TARGET "target",
    TELEPHONE "telephone",
    TIED_STATUS "tied-status",
    TITLE "title",
    TOTAL_BUDGET "total-budget",
    TOTAL_EXPENDITURE "total-expenditure",
    TRANSACTION "transaction",
    TRANSACTION_DATE "transaction-date",
    TRANSACTION_TYPE "transaction-type",
    TYPE "type",
    URL "url",
    VALUE "value",
    VALUE_DATE "value-date",
    VERSION "version",
    VOCABULARY "vocabulary",
    VOCABULARY_URI "vocabulary-uri",
    WEBSITE "website",
    XML_LANG "xml:lang",
    XML_SPACE "xml:space",
    XML_BASE "xml:base",
    XML_ID "xml:id",
    XSI_TYPE "xsi:type",
    XSI_NIL "xsi:nil",
    XSI_SCHEMA_LOCATION "xsi:schemaLocation",
    XSI_NO_NAMESPACE_SCHEMA_LOCATION "xsi:noNamespaceSchemaLocation",
    YEAR "year",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_to_their_last_letter() {
        let name = b"planned-disbursement";
        for len in 0..name.len() {
            assert!(same(&name[..len], name.clone().get(..len).unwrap()));
            for at in 0..len {
                let mut other = name[..len].to_vec();
                other[at] = b'_';
                assert!(!same(&name[..len], &other), "{len} {at}");
            }
        }
    }

    #[test]
    fn every_word_is_found_again_and_others_are_not() {
        for (index, text) in TEXTS.iter().enumerate().skip(FIRST) {
            assert_eq!(Name::of(text).index(), index, "{text}");
        }
        assert_eq!(Name::of("sector"), SECTOR);
        for word in ["", "s", "Sector", "sectors", "xml:Lang", "activities"] {
            assert_eq!(Name::of(word), Name::UNKNOWN, "{word}");
        }
    }

    #[test]
    fn a_look_up_takes_few_steps() {
        let far =
            TEXTS.iter().skip(FIRST).filter(|t| TEXTS[TABLE[hash(t.as_bytes())] as usize] != **t).count();
        assert!(far < 25, "{far} of {COUNT} words are not at their first slot");
    }
}
