//! Results: what is to be reached.

use super::{DocumentLink, Indicator, Text};
use crate::typed::Value;
use crate::typed::element::element;

element! {
    /// `result`. Its Rust name keeps clear of `Result`.
    ResultElement {
        attributes {
            /// Code of list ResultType: 1 output, 2 outcome, 3 impact, 9 other.
            kind: String = TYPE,
            /// Whether results of several activities may be added up.
            aggregation_status: Value<bool> = AGGREGATION_STATUS,
        }
        elements {
            /// Its title.
            title: Option<Text> = TITLE,
            /// What it is.
            description: Option<Text> = DESCRIPTION,
            /// Documents.
            document_links: Vec<DocumentLink> = DOCUMENT_LINK,
            /// Its codes in vocabularies of results.
            references: Vec<ResultReference> = REFERENCE,
            /// How it is measured.
            indicators: Vec<Indicator> = INDICATOR,
        }
    }
}

element! {
    /// `reference` of a result.
    ResultReference {
        attributes {
            /// The code.
            code: String = CODE,
            /// Code of list ResultVocabulary.
            vocabulary: String = VOCABULARY,
            /// Address of a vocabulary of one's own.
            vocabulary_uri: String = VOCABULARY_URI,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_result_has_indicators() {
        let it: ResultElement = round_trip(concat!(
            r#"<result type="1" aggregation-status="1"><title><narrative>Wells</narrative>"#,
            r#"</title><reference code="6.1" vocabulary="99"/><indicator measure="1"><title>"#,
            r#"<narrative>Wells dug</narrative></title></indicator></result>"#
        ));
        assert_eq!(it.indicators[0].title, Some("Wells dug".into()));
    }
}
