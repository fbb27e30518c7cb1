//! Documents on the web.

use super::element::element;
use super::{Code, Country, IsoDate, Text};

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
