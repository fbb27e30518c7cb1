//! The activity file. Source: IATI Standard 2.03, iati-activities-schema.xsd.

use super::common::{
    CODE, COUNTRY, DATE, DECIMAL, DOCUMENT_LINK, MONEY, NARRATIVE, REPORTING_ORG, STRING, STRING_OPEN,
    TEXT_REQUIRED,
};
use super::{ANY, Content, Simple, Type, many, may, must, one, opt, some};
use crate::names as n;

/// `description`.
pub(super) static DESCRIPTION: Type = Type {
    content: Content::Elements(&[some(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[may(n::TYPE, Simple::Str)],
    open: true,
};

/// `participating-org`.
pub(super) static PARTICIPATING_ORG: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        may(n::REF, Simple::Str),
        may(n::TYPE, Simple::Str),
        must(n::ROLE, Simple::Str),
        may(n::ACTIVITY_ID, Simple::Str),
        may(n::CRS_CHANNEL_CODE, Simple::Str),
    ],
    open: true,
};

/// `owner-org`.
pub(super) static OWNER_ORG: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[may(n::REF, Simple::Str)],
    open: true,
};

/// `other-identifier`.
pub(super) static OTHER_IDENTIFIER: Type = Type {
    content: Content::Elements(&[opt(n::OWNER_ORG, &OWNER_ORG), ANY]),
    attributes: &[must(n::REF, Simple::Str), must(n::TYPE, Simple::Str)],
    open: true,
};

/// `activity-date`.
pub(super) static ACTIVITY_DATE: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[must(n::TYPE, Simple::Str), must(n::ISO_DATE, Simple::Date)],
    open: true,
};

/// `website`.
pub(super) static WEBSITE: Type = Type { content: Content::Text(Simple::Uri), attributes: &[], open: true };

/// `contact-info`.
pub(super) static CONTACT_INFO: Type = Type {
    content: Content::Elements(&[
        opt(n::ORGANISATION, &TEXT_REQUIRED),
        opt(n::DEPARTMENT, &TEXT_REQUIRED),
        opt(n::PERSON_NAME, &TEXT_REQUIRED),
        opt(n::JOB_TITLE, &TEXT_REQUIRED),
        many(n::TELEPHONE, &STRING_OPEN),
        many(n::EMAIL, &STRING_OPEN),
        many(n::WEBSITE, &WEBSITE),
        many(n::MAILING_ADDRESS, &TEXT_REQUIRED),
        ANY,
    ]),
    attributes: &[may(n::TYPE, Simple::Str)],
    open: true,
};

/// `recipient-country`.
pub(super) static RECIPIENT_COUNTRY: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[must(n::CODE, Simple::Str), may(n::PERCENTAGE, Simple::Decimal)],
    open: true,
};

/// `recipient-region`.
pub(super) static RECIPIENT_REGION: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        must(n::CODE, Simple::Str),
        may(n::VOCABULARY, Simple::Str),
        may(n::VOCABULARY_URI, Simple::Uri),
        may(n::PERCENTAGE, Simple::Decimal),
    ],
    open: true,
};

/// `location-id`.
pub(super) static LOCATION_ID: Type = Type {
    content: Content::Elements(&[ANY]),
    attributes: &[must(n::CODE, Simple::Str), must(n::VOCABULARY, Simple::Str)],
    open: true,
};

/// `administrative`.
pub(super) static ADMINISTRATIVE: Type = Type {
    content: Content::Elements(&[ANY]),
    attributes: &[
        must(n::CODE, Simple::Str),
        must(n::VOCABULARY, Simple::Str),
        may(n::LEVEL, Simple::NonNegative),
    ],
    open: true,
};

/// `point`.
pub(super) static POINT: Type = Type {
    content: Content::Elements(&[one(n::POS, &STRING), ANY]),
    attributes: &[must(n::SRS_NAME, Simple::Str)],
    open: true,
};

/// `location`.
pub(super) static LOCATION: Type = Type {
    content: Content::Elements(&[
        opt(n::LOCATION_REACH, &CODE),
        many(n::LOCATION_ID, &LOCATION_ID),
        opt(n::NAME, &TEXT_REQUIRED),
        opt(n::DESCRIPTION, &TEXT_REQUIRED),
        opt(n::ACTIVITY_DESCRIPTION, &TEXT_REQUIRED),
        many(n::ADMINISTRATIVE, &ADMINISTRATIVE),
        opt(n::POINT, &POINT),
        opt(n::EXACTNESS, &CODE),
        opt(n::LOCATION_CLASS, &CODE),
        opt(n::FEATURE_DESIGNATION, &CODE),
        ANY,
    ]),
    attributes: &[may(n::REF, Simple::Str)],
    open: true,
};

/// `sector`.
pub(super) static SECTOR: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        may(n::VOCABULARY, Simple::Str),
        may(n::VOCABULARY_URI, Simple::Uri),
        must(n::CODE, Simple::Str),
        may(n::PERCENTAGE, Simple::Decimal),
    ],
    open: true,
};

/// `tag`.
pub(super) static TAG: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        must(n::CODE, Simple::Str),
        must(n::VOCABULARY, Simple::Str),
        may(n::VOCABULARY_URI, Simple::Uri),
    ],
    open: true,
};

/// `budget-item`.
pub(super) static BUDGET_ITEM: Type = Type {
    content: Content::Elements(&[opt(n::DESCRIPTION, &TEXT_REQUIRED), ANY]),
    attributes: &[must(n::CODE, Simple::Str), may(n::PERCENTAGE, Simple::Decimal)],
    open: true,
};

/// `country-budget-items`.
pub(super) static COUNTRY_BUDGET_ITEMS: Type = Type {
    content: Content::Elements(&[some(n::BUDGET_ITEM, &BUDGET_ITEM), ANY]),
    attributes: &[must(n::VOCABULARY, Simple::Str)],
    open: true,
};

/// `humanitarian-scope`.
pub(super) static HUMANITARIAN_SCOPE: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        must(n::TYPE, Simple::Str),
        must(n::VOCABULARY, Simple::Str),
        may(n::VOCABULARY_URI, Simple::Uri),
        must(n::CODE, Simple::Str),
    ],
    open: true,
};

/// `policy-marker`.
pub(super) static POLICY_MARKER: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        may(n::VOCABULARY, Simple::Str),
        may(n::VOCABULARY_URI, Simple::Uri),
        must(n::CODE, Simple::Str),
        may(n::SIGNIFICANCE, Simple::Str),
    ],
    open: true,
};

/// `default-aid-type`.
pub(super) static DEFAULT_AID_TYPE: Type = Type {
    content: Content::Elements(&[ANY]),
    attributes: &[must(n::CODE, Simple::Str), may(n::VOCABULARY, Simple::Str)],
    open: true,
};

/// `budget`.
pub(super) static BUDGET: Type = Type {
    content: Content::Elements(&[
        one(n::PERIOD_START, &DATE),
        one(n::PERIOD_END, &DATE),
        one(n::VALUE, &MONEY),
        ANY,
    ]),
    attributes: &[may(n::TYPE, Simple::Str), may(n::STATUS, Simple::Str)],
    open: true,
};

/// `provider-org`.
pub(super) static PROVIDER_ORG: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        may(n::REF, Simple::Str),
        may(n::PROVIDER_ACTIVITY_ID, Simple::Str),
        may(n::TYPE, Simple::Str),
    ],
    open: true,
};

/// `receiver-org`.
pub(super) static RECEIVER_ORG: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        may(n::REF, Simple::Str),
        may(n::RECEIVER_ACTIVITY_ID, Simple::Str),
        may(n::TYPE, Simple::Str),
    ],
    open: true,
};

/// `planned-disbursement`.
pub(super) static PLANNED_DISBURSEMENT: Type = Type {
    content: Content::Elements(&[
        one(n::PERIOD_START, &DATE),
        opt(n::PERIOD_END, &DATE),
        one(n::VALUE, &MONEY),
        opt(n::PROVIDER_ORG, &PROVIDER_ORG),
        opt(n::RECEIVER_ORG, &RECEIVER_ORG),
        ANY,
    ]),
    attributes: &[may(n::TYPE, Simple::Str)],
    open: true,
};

/// `capital-spend`.
pub(super) static CAPITAL_SPEND: Type = Type {
    content: Content::Elements(&[ANY]),
    attributes: &[must(n::PERCENTAGE, Simple::Decimal)],
    open: true,
};

/// `sector`.
pub(super) static TRANSACTION_SECTOR: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        may(n::VOCABULARY, Simple::Str),
        may(n::VOCABULARY_URI, Simple::Uri),
        must(n::CODE, Simple::Str),
    ],
    open: true,
};

/// `recipient-region`.
pub(super) static TRANSACTION_REGION: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        must(n::CODE, Simple::Str),
        may(n::VOCABULARY, Simple::Str),
        may(n::VOCABULARY_URI, Simple::Uri),
    ],
    open: true,
};

/// `transaction`.
pub(super) static TRANSACTION: Type = Type {
    content: Content::Elements(&[
        one(n::TRANSACTION_TYPE, &CODE),
        one(n::TRANSACTION_DATE, &DATE),
        one(n::VALUE, &MONEY),
        opt(n::DESCRIPTION, &TEXT_REQUIRED),
        opt(n::PROVIDER_ORG, &PROVIDER_ORG),
        opt(n::RECEIVER_ORG, &RECEIVER_ORG),
        opt(n::DISBURSEMENT_CHANNEL, &CODE),
        many(n::SECTOR, &TRANSACTION_SECTOR),
        opt(n::RECIPIENT_COUNTRY, &COUNTRY),
        opt(n::RECIPIENT_REGION, &TRANSACTION_REGION),
        opt(n::FLOW_TYPE, &CODE),
        opt(n::FINANCE_TYPE, &CODE),
        many(n::AID_TYPE, &DEFAULT_AID_TYPE),
        opt(n::TIED_STATUS, &CODE),
        ANY,
    ]),
    attributes: &[may(n::REF, Simple::Str), may(n::HUMANITARIAN, Simple::Boolean)],
    open: true,
};

/// `related-activity`.
pub(super) static RELATED_ACTIVITY: Type = Type {
    content: Content::Elements(&[ANY]),
    attributes: &[must(n::REF, Simple::Str), must(n::TYPE, Simple::Str)],
    open: false,
};

/// `legacy-data`.
pub(super) static LEGACY_DATA: Type = Type {
    content: Content::Elements(&[ANY]),
    attributes: &[
        must(n::NAME, Simple::Str),
        must(n::VALUE, Simple::Str),
        may(n::IATI_EQUIVALENT, Simple::NmToken),
    ],
    open: false,
};

/// `condition`.
pub(super) static CONDITION: Type = Type {
    content: Content::Elements(&[some(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[must(n::TYPE, Simple::Str)],
    open: false,
};

/// `conditions`.
pub(super) static CONDITIONS: Type = Type {
    content: Content::Elements(&[many(n::CONDITION, &CONDITION), ANY]),
    attributes: &[must(n::ATTACHED, Simple::Boolean)],
    open: true,
};

/// `reference`.
pub(super) static RESULT_REFERENCE: Type = Type {
    content: Content::Elements(&[ANY]),
    attributes: &[
        must(n::CODE, Simple::Str),
        must(n::VOCABULARY, Simple::Str),
        may(n::VOCABULARY_URI, Simple::Uri),
    ],
    open: true,
};

/// `reference`.
pub(super) static INDICATOR_REFERENCE: Type = Type {
    content: Content::Elements(&[ANY]),
    attributes: &[
        must(n::VOCABULARY, Simple::Str),
        must(n::CODE, Simple::Str),
        may(n::INDICATOR_URI, Simple::Uri),
    ],
    open: true,
};

/// `location`.
pub(super) static RESULT_LOCATION: Type =
    Type { content: Content::Elements(&[ANY]), attributes: &[may(n::REF, Simple::Str)], open: true };

/// `dimension`.
pub(super) static DIMENSION: Type = Type {
    content: Content::Elements(&[ANY]),
    attributes: &[may(n::NAME, Simple::Str), may(n::VALUE, Simple::Str)],
    open: true,
};

/// `baseline`.
pub(super) static BASELINE: Type = Type {
    content: Content::Elements(&[
        many(n::LOCATION, &RESULT_LOCATION),
        many(n::DIMENSION, &DIMENSION),
        many(n::DOCUMENT_LINK, &DOCUMENT_LINK),
        opt(n::COMMENT, &TEXT_REQUIRED),
        ANY,
    ]),
    attributes: &[
        may(n::ISO_DATE, Simple::Date),
        must(n::YEAR, Simple::Positive),
        may(n::VALUE, Simple::Str),
    ],
    open: true,
};

/// `target`.
pub(super) static TARGET: Type = Type {
    content: Content::Elements(&[
        many(n::LOCATION, &RESULT_LOCATION),
        many(n::DIMENSION, &DIMENSION),
        opt(n::COMMENT, &TEXT_REQUIRED),
        many(n::DOCUMENT_LINK, &DOCUMENT_LINK),
        ANY,
    ]),
    attributes: &[may(n::VALUE, Simple::Str)],
    open: false,
};

/// `period`.
pub(super) static PERIOD: Type = Type {
    content: Content::Elements(&[
        one(n::PERIOD_START, &DATE),
        one(n::PERIOD_END, &DATE),
        many(n::TARGET, &TARGET),
        many(n::ACTUAL, &TARGET),
        ANY,
    ]),
    attributes: &[],
    open: true,
};

/// `indicator`.
pub(super) static INDICATOR: Type = Type {
    content: Content::Elements(&[
        one(n::TITLE, &TEXT_REQUIRED),
        opt(n::DESCRIPTION, &TEXT_REQUIRED),
        many(n::DOCUMENT_LINK, &DOCUMENT_LINK),
        many(n::REFERENCE, &INDICATOR_REFERENCE),
        many(n::BASELINE, &BASELINE),
        many(n::PERIOD, &PERIOD),
        ANY,
    ]),
    attributes: &[
        must(n::MEASURE, Simple::Str),
        may(n::ASCENDING, Simple::Boolean),
        may(n::AGGREGATION_STATUS, Simple::Boolean),
    ],
    open: true,
};

/// `result`.
pub(super) static RESULT: Type = Type {
    content: Content::Elements(&[
        one(n::TITLE, &TEXT_REQUIRED),
        opt(n::DESCRIPTION, &TEXT_REQUIRED),
        many(n::DOCUMENT_LINK, &DOCUMENT_LINK),
        many(n::REFERENCE, &RESULT_REFERENCE),
        some(n::INDICATOR, &INDICATOR),
        ANY,
    ]),
    attributes: &[must(n::TYPE, Simple::Str), may(n::AGGREGATION_STATUS, Simple::Boolean)],
    open: true,
};

/// `other-flags`.
pub(super) static OTHER_FLAGS: Type = Type {
    content: Content::Elements(&[ANY]),
    attributes: &[must(n::CODE, Simple::Str), must(n::SIGNIFICANCE, Simple::Boolean)],
    open: true,
};

/// `loan-terms`.
pub(super) static LOAN_TERMS: Type = Type {
    content: Content::Elements(&[
        opt(n::REPAYMENT_TYPE, &CODE),
        opt(n::REPAYMENT_PLAN, &CODE),
        opt(n::COMMITMENT_DATE, &DATE),
        opt(n::REPAYMENT_FIRST_DATE, &DATE),
        opt(n::REPAYMENT_FINAL_DATE, &DATE),
        ANY,
    ]),
    attributes: &[may(n::RATE_1, Simple::Decimal), may(n::RATE_2, Simple::Decimal)],
    open: true,
};

/// `loan-status`.
pub(super) static LOAN_STATUS: Type = Type {
    content: Content::Elements(&[
        opt(n::INTEREST_RECEIVED, &DECIMAL),
        opt(n::PRINCIPAL_OUTSTANDING, &DECIMAL),
        opt(n::PRINCIPAL_ARREARS, &DECIMAL),
        opt(n::INTEREST_ARREARS, &DECIMAL),
        ANY,
    ]),
    attributes: &[
        must(n::YEAR, Simple::Decimal),
        may(n::CURRENCY, Simple::Str),
        must(n::VALUE_DATE, Simple::Date),
    ],
    open: true,
};

/// `crs-add`.
pub(super) static CRS_ADD: Type = Type {
    content: Content::Elements(&[
        many(n::OTHER_FLAGS, &OTHER_FLAGS),
        opt(n::LOAN_TERMS, &LOAN_TERMS),
        opt(n::LOAN_STATUS, &LOAN_STATUS),
        opt(n::CHANNEL_CODE, &STRING),
        ANY,
    ]),
    attributes: &[],
    open: true,
};

/// `forecast`.
pub(super) static FORECAST: Type = Type {
    content: Content::Text(Simple::Decimal),
    attributes: &[
        must(n::YEAR, Simple::Decimal),
        may(n::CURRENCY, Simple::Str),
        may(n::VALUE_DATE, Simple::Date),
    ],
    open: true,
};

/// `fss`.
pub(super) static FSS: Type = Type {
    content: Content::Elements(&[many(n::FORECAST, &FORECAST), ANY]),
    attributes: &[
        must(n::EXTRACTION_DATE, Simple::Date),
        may(n::PRIORITY, Simple::Boolean),
        may(n::PHASEOUT_YEAR, Simple::Decimal),
    ],
    open: true,
};

/// `iati-activity`.
pub(super) static IATI_ACTIVITY: Type = Type {
    content: Content::Elements(&[
        one(n::IATI_IDENTIFIER, &STRING_OPEN),
        one(n::REPORTING_ORG, &REPORTING_ORG),
        one(n::TITLE, &TEXT_REQUIRED),
        some(n::DESCRIPTION, &DESCRIPTION),
        some(n::PARTICIPATING_ORG, &PARTICIPATING_ORG),
        many(n::OTHER_IDENTIFIER, &OTHER_IDENTIFIER),
        one(n::ACTIVITY_STATUS, &CODE),
        some(n::ACTIVITY_DATE, &ACTIVITY_DATE),
        many(n::CONTACT_INFO, &CONTACT_INFO),
        opt(n::ACTIVITY_SCOPE, &CODE),
        many(n::RECIPIENT_COUNTRY, &RECIPIENT_COUNTRY),
        many(n::RECIPIENT_REGION, &RECIPIENT_REGION),
        many(n::LOCATION, &LOCATION),
        many(n::SECTOR, &SECTOR),
        many(n::TAG, &TAG),
        opt(n::COUNTRY_BUDGET_ITEMS, &COUNTRY_BUDGET_ITEMS),
        many(n::HUMANITARIAN_SCOPE, &HUMANITARIAN_SCOPE),
        many(n::POLICY_MARKER, &POLICY_MARKER),
        opt(n::COLLABORATION_TYPE, &CODE),
        opt(n::DEFAULT_FLOW_TYPE, &CODE),
        opt(n::DEFAULT_FINANCE_TYPE, &CODE),
        many(n::DEFAULT_AID_TYPE, &DEFAULT_AID_TYPE),
        opt(n::DEFAULT_TIED_STATUS, &CODE),
        many(n::BUDGET, &BUDGET),
        many(n::PLANNED_DISBURSEMENT, &PLANNED_DISBURSEMENT),
        opt(n::CAPITAL_SPEND, &CAPITAL_SPEND),
        many(n::TRANSACTION, &TRANSACTION),
        many(n::DOCUMENT_LINK, &DOCUMENT_LINK),
        many(n::RELATED_ACTIVITY, &RELATED_ACTIVITY),
        many(n::LEGACY_DATA, &LEGACY_DATA),
        opt(n::CONDITIONS, &CONDITIONS),
        many(n::RESULT, &RESULT),
        opt(n::CRS_ADD, &CRS_ADD),
        opt(n::FSS, &FSS),
        ANY,
    ]),
    attributes: &[
        may(n::LAST_UPDATED_DATETIME, Simple::DateTime),
        may(n::XML_LANG, Simple::Lang),
        may(n::DEFAULT_CURRENCY, Simple::Str),
        may(n::HUMANITARIAN, Simple::Boolean),
        may(n::HIERARCHY, Simple::Int),
        may(n::LINKED_DATA_URI, Simple::Uri),
        may(n::BUDGET_NOT_PROVIDED, Simple::Str),
    ],
    open: true,
};

/// `iati-activities`.
pub(super) static IATI_ACTIVITIES: Type = Type {
    content: Content::Elements(&[some(n::IATI_ACTIVITY, &IATI_ACTIVITY), ANY]),
    attributes: &[
        must(n::VERSION, Simple::Str),
        may(n::GENERATED_DATETIME, Simple::DateTime),
        may(n::LINKED_DATA_DEFAULT, Simple::Uri),
    ],
    open: true,
};
