//! Policies that an activity serves.

use super::Narrative;
use crate::typed::element::element;

element! {
    /// `policy-marker`: a policy that an activity serves.
    PolicyMarker {
        attributes {
            /// Code of list PolicyMarkerVocabulary; none is 1, of the OECD.
            vocabulary: String = VOCABULARY,
            /// Address of a vocabulary of one's own.
            vocabulary_uri: String = VOCABULARY_URI,
            /// Code of the vocabulary.
            code: String = CODE,
            /// Code of list PolicySignificance.
            significance: String = SIGNIFICANCE,
        }
        elements {
            /// What is to be said of it.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_marker_has_a_significance() {
        let it: PolicyMarker = round_trip(r#"<policy-marker vocabulary="1" code="2" significance="0"/>"#);
        assert_eq!((it.code.as_deref(), it.significance.as_deref()), (Some("2"), Some("0")));
    }
}
