//! Regions of the world.

use super::Narrative;
use crate::typed::element::element;
use crate::typed::{Decimal, Value};

element! {
    /// `recipient-region` of an activity.
    RecipientRegion {
        attributes {
            /// Code of the vocabulary.
            code: String = CODE,
            /// Code of list RegionVocabulary; none is 1, of the OECD.
            vocabulary: String = VOCABULARY,
            /// Address of a vocabulary of one's own.
            vocabulary_uri: String = VOCABULARY_URI,
            /// Its part of the whole, 0 to 100.
            percentage: Value<Decimal> = PERCENTAGE,
        }
        elements {
            /// What is to be said of it.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

element! {
    /// `recipient-region` of a transaction.
    Region {
        attributes {
            /// Code of the vocabulary.
            code: String = CODE,
            /// Code of list RegionVocabulary; none is 1, of the OECD.
            vocabulary: String = VOCABULARY,
            /// Address of a vocabulary of one's own.
            vocabulary_uri: String = VOCABULARY_URI,
        }
        elements {
            /// What is to be said of it.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

element! {
    /// `recipient-region` of a budget.
    BudgetRegion {
        attributes {
            /// Code of list RegionVocabulary; none is 1, of the OECD.
            vocabulary: String = VOCABULARY,
            /// Address of a vocabulary of one's own.
            vocabulary_uri: String = VOCABULARY_URI,
            /// Code of the vocabulary.
            code: String = CODE,
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
    fn a_region_is_of_a_vocabulary() {
        let it: RecipientRegion = round_trip(concat!(
            r#"<recipient-region code="A1" vocabulary="99" vocabulary-uri="https://x.example/v" percentage="100">"#,
            r#"<narrative>Delta</narrative></recipient-region>"#
        ));
        assert_eq!((it.code.as_deref(), it.vocabulary.as_deref()), (Some("A1"), Some("99")));
    }
}
