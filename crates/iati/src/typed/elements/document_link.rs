//! Documents on the web.

use super::{Code, Country, IsoDate, Text};
use crate::typed::element::element;

element! {
    /// `document-link` of an activity or its results.
    DocumentLink {
        attributes {
            /// Its address.
            url: String = URL,
            /// Code of list FileFormat, e.g. `application/pdf`.
            format: String = FORMAT,
        }
        elements {
            /// Its title.
            title: Option<Text> = TITLE,
            /// What it says.
            description: Option<Text> = DESCRIPTION,
            /// Codes of list DocumentCategory.
            categories: Vec<Code> = CATEGORY,
            /// Codes of list Language.
            languages: Vec<Code> = LANGUAGE,
            /// When it was published.
            document_date: Option<IsoDate> = DOCUMENT_DATE,
        }
    }
}

element! {
    /// `document-link` of an organisation.
    OrganisationDocumentLink {
        attributes {
            /// Its address.
            url: String = URL,
            /// Code of list FileFormat, e.g. `application/pdf`.
            format: String = FORMAT,
        }
        elements {
            /// Its title.
            title: Option<Text> = TITLE,
            /// What it says.
            description: Option<Text> = DESCRIPTION,
            /// Codes of list DocumentCategory.
            categories: Vec<Code> = CATEGORY,
            /// Codes of list Language.
            languages: Vec<Code> = LANGUAGE,
            /// When it was published.
            document_date: Option<IsoDate> = DOCUMENT_DATE,
        }
        last {
            /// Countries it is about. The standard wants them behind extensions.
            recipient_countries: Vec<Country> = RECIPIENT_COUNTRY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn countries_of_a_document_stand_behind_extensions() {
        let it: OrganisationDocumentLink = round_trip(concat!(
            r#"<document-link url="https://x.example/a?b&amp;c" format="application/pdf">"#,
            r#"<title><narrative>Plan</narrative></title><category code="B01"/>"#,
            r#"<language code="vi"/><document-date iso-date="2025-01-01"/>"#,
            r#"<x:more xmlns:x="urn:x"/><recipient-country code="VN"/></document-link>"#
        ));
        assert_eq!(it.url.as_deref(), Some("https://x.example/a?b&c"));
        assert_eq!(it.recipient_countries[0].code.as_deref(), Some("VN"));
    }
}
