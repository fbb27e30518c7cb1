//! Types that both kinds of file share. Source: IATI Standard 2.03, iati-common.xsd.

use super::{ANY, Content, Simple, Type, many, may, must, one, opt, some};
use crate::names::{self as n};

/// Text in one language.
pub(super) static NARRATIVE: Type =
    Type { content: Content::Text(Simple::Str), attributes: &[may(n::XML_LANG, Simple::Lang)], open: true };

/// `reporting-org`.
pub(super) static REPORTING_ORG: Type = Type {
    content: Content::Elements(&[some(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[
        must(n::REF, Simple::Str),
        must(n::TYPE, Simple::Str),
        may(n::SECONDARY_REPORTER, Simple::Boolean),
    ],
    open: true,
};

/// At least one narrative: titles, comments, most descriptions.
pub(super) static TEXT_REQUIRED: Type =
    Type { content: Content::Elements(&[some(n::NARRATIVE, &NARRATIVE), ANY]), attributes: &[], open: true };

/// Empty, with a required `code`.
pub(super) static CODE: Type =
    Type { content: Content::Elements(&[ANY]), attributes: &[must(n::CODE, Simple::Str)], open: true };

/// Empty, with a required `iso-date`.
pub(super) static DATE: Type =
    Type { content: Content::Elements(&[ANY]), attributes: &[must(n::ISO_DATE, Simple::Date)], open: true };

/// `document-link`.
pub(super) static DOCUMENT_LINK: Type = Type {
    content: Content::Elements(&[
        one(n::TITLE, &TEXT_REQUIRED),
        opt(n::DESCRIPTION, &TEXT_REQUIRED),
        some(n::CATEGORY, &CODE),
        many(n::LANGUAGE, &CODE),
        opt(n::DOCUMENT_DATE, &DATE),
        ANY,
    ]),
    attributes: &[must(n::URL, Simple::Uri), must(n::FORMAT, Simple::Str)],
    open: true,
};

/// Any text, foreign attributes.
pub(super) static STRING_OPEN: Type =
    Type { content: Content::Text(Simple::Str), attributes: &[], open: true };

/// Any text, no attributes.
pub(super) static STRING: Type = Type { content: Content::Text(Simple::Str), attributes: &[], open: false };

/// An amount with its value date and currency.
pub(super) static MONEY: Type = Type {
    content: Content::Text(Simple::Decimal),
    attributes: &[may(n::CURRENCY, Simple::Str), must(n::VALUE_DATE, Simple::Date)],
    open: true,
};

/// A country without percentage.
pub(super) static COUNTRY: Type = Type {
    content: Content::Elements(&[many(n::NARRATIVE, &NARRATIVE), ANY]),
    attributes: &[must(n::CODE, Simple::Str)],
    open: true,
};

/// A number, no attributes.
pub(super) static DECIMAL: Type =
    Type { content: Content::Text(Simple::Decimal), attributes: &[], open: false };
