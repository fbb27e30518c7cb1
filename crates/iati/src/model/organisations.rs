//! The organisation file. Source: IATI Standard 2.03, iati-organisations-schema.xsd.

use super::common::{CODE, COUNTRY, DATE, MONEY, NARRATIVE, REPORTING_ORG, TEXT_REQUIRED};
use super::{ANY, Content, Simple, Type, many, may, must, one, opt, some};
use crate::names::{self as n, Name};

/// `budget-line`.
pub(super) static BUDGET_LINE: Type = Type {
    content: Content::Elements(&[one(n::VALUE, &MONEY), some(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[may(n::REF, Simple::Str)],
    open: true,
};

/// `total-budget`.
pub(super) static TOTAL_BUDGET: Type = Type {
    content: Content::Elements(&[
        one(n::PERIOD_START, &DATE),
        one(n::PERIOD_END, &DATE),
        one(n::VALUE, &MONEY),
        many(n::BUDGET_LINE, &BUDGET_LINE),
        ANY,
    ]),
    attributes: &[may(n::STATUS, Simple::Str)],
    open: true,
};

/// `recipient-org`.
pub(super) static RECIPIENT_ORG: Type = Type {
    content: Content::Elements(&[some(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[may(n::REF, Simple::Str)],
    open: false,
};

/// `recipient-org-budget`.
pub(super) static RECIPIENT_ORG_BUDGET: Type = Type {
    content: Content::Elements(&[
        one(n::RECIPIENT_ORG, &RECIPIENT_ORG),
        one(n::PERIOD_START, &DATE),
        one(n::PERIOD_END, &DATE),
        one(n::VALUE, &MONEY),
        many(n::BUDGET_LINE, &BUDGET_LINE),
        ANY,
    ]),
    attributes: &[may(n::STATUS, Simple::Str)],
    open: true,
};

/// `recipient-region`.
pub(super) static BUDGET_REGION: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        may(n::VOCABULARY, Simple::Str),
        may(n::VOCABULARY_URI, Simple::Uri),
        may(n::CODE, Simple::Str),
    ],
    open: true,
};

/// `recipient-region-budget`.
pub(super) static RECIPIENT_REGION_BUDGET: Type = Type {
    content: Content::Elements(&[
        one(n::RECIPIENT_REGION, &BUDGET_REGION),
        one(n::PERIOD_START, &DATE),
        one(n::PERIOD_END, &DATE),
        one(n::VALUE, &MONEY),
        many(n::BUDGET_LINE, &BUDGET_LINE),
        ANY,
    ]),
    attributes: &[may(n::STATUS, Simple::Str)],
    open: true,
};

/// `recipient-country-budget`.
pub(super) static RECIPIENT_COUNTRY_BUDGET: Type = Type {
    content: Content::Elements(&[
        one(n::RECIPIENT_COUNTRY, &COUNTRY),
        one(n::PERIOD_START, &DATE),
        one(n::PERIOD_END, &DATE),
        one(n::VALUE, &MONEY),
        many(n::BUDGET_LINE, &BUDGET_LINE),
        ANY,
    ]),
    attributes: &[may(n::STATUS, Simple::Str)],
    open: true,
};

/// `total-expenditure`.
pub(super) static TOTAL_EXPENDITURE: Type = Type {
    content: Content::Elements(&[
        one(n::PERIOD_START, &DATE),
        one(n::PERIOD_END, &DATE),
        one(n::VALUE, &MONEY),
        many(n::EXPENSE_LINE, &BUDGET_LINE),
        ANY,
    ]),
    attributes: &[],
    open: true,
};

/// `document-link`.
pub(super) static ORGANISATION_DOCUMENT_LINK: Type = Type {
    content: Content::Elements(&[
        one(n::TITLE, &TEXT_REQUIRED),
        opt(n::DESCRIPTION, &TEXT_REQUIRED),
        some(n::CATEGORY, &CODE),
        many(n::LANGUAGE, &CODE),
        opt(n::DOCUMENT_DATE, &DATE),
        ANY,
        many(n::RECIPIENT_COUNTRY, &COUNTRY),
    ]),
    attributes: &[must(n::URL, Simple::Uri), must(n::FORMAT, Simple::Str)],
    open: true,
};

/// `organisation-identifier`, which the schema gives no type: anything may stand in it.
pub(super) static ORGANISATION_IDENTIFIER: Type =
    Type { content: Content::Anything, attributes: &[], open: true };

/// `iati-organisation`.
pub(super) static IATI_ORGANISATION: Type = Type {
    content: Content::Elements(&[
        one(n::ORGANISATION_IDENTIFIER, &ORGANISATION_IDENTIFIER),
        one(n::NAME, &TEXT_REQUIRED),
        one(n::REPORTING_ORG, &REPORTING_ORG),
        many(n::TOTAL_BUDGET, &TOTAL_BUDGET),
        many(n::RECIPIENT_ORG_BUDGET, &RECIPIENT_ORG_BUDGET),
        many(n::RECIPIENT_REGION_BUDGET, &RECIPIENT_REGION_BUDGET),
        many(n::RECIPIENT_COUNTRY_BUDGET, &RECIPIENT_COUNTRY_BUDGET),
        many(n::TOTAL_EXPENDITURE, &TOTAL_EXPENDITURE),
        many(n::DOCUMENT_LINK, &ORGANISATION_DOCUMENT_LINK),
        ANY,
    ]),
    attributes: &[
        may(n::LAST_UPDATED_DATETIME, Simple::DateTime),
        may(n::XML_LANG, Simple::Lang),
        may(n::DEFAULT_CURRENCY, Simple::Str),
    ],
    open: true,
};

/// `iati-organisations`.
pub(super) static IATI_ORGANISATIONS: Type = Type {
    content: Content::Elements(&[some(n::IATI_ORGANISATION, &IATI_ORGANISATION), ANY]),
    attributes: &[must(n::VERSION, Simple::Str), may(n::GENERATED_DATETIME, Simple::DateTime)],
    open: true,
};

/// Elements declared on their own: an extension may hold them, and they are checked there too.
pub(super) static GLOBALS: &[(Name, &Type)] = &[
    (n::COMMENT, &TEXT_REQUIRED),
    (n::DESCRIPTION, &TEXT_REQUIRED),
    (n::IATI_ORGANISATION, &IATI_ORGANISATION),
    (n::IATI_ORGANISATIONS, &IATI_ORGANISATIONS),
    (n::NAME, &TEXT_REQUIRED),
    (n::NARRATIVE, &NARRATIVE),
    (n::RECIPIENT_COUNTRY_BUDGET, &RECIPIENT_COUNTRY_BUDGET),
    (n::RECIPIENT_ORG_BUDGET, &RECIPIENT_ORG_BUDGET),
    (n::RECIPIENT_REGION_BUDGET, &RECIPIENT_REGION_BUDGET),
    (n::REPORTING_ORG, &REPORTING_ORG),
    (n::TITLE, &TEXT_REQUIRED),
    (n::TOTAL_BUDGET, &TOTAL_BUDGET),
    (n::TOTAL_EXPENDITURE, &TOTAL_EXPENDITURE),
];
