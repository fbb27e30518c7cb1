//! What an activity or a transaction is about, by code.

use super::Narrative;
use crate::typed::element::element;
use crate::typed::{Decimal, Value};

element! {
    /// `sector` of an activity.
    Sector {
        attributes {
            /// Code of list SectorVocabulary; none is 1, five digits of the OECD.
            vocabulary: String = VOCABULARY,
            /// Address of a vocabulary of one's own.
            vocabulary_uri: String = VOCABULARY_URI,
            /// Code of the vocabulary.
            code: String = CODE,
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
    /// `sector` of a transaction.
    TransactionSector {
        attributes {
            /// Code of list SectorVocabulary; none is 1, five digits of the OECD.
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

impl Sector {
    /// A sector by its code of five digits of the OECD.
    pub fn new(code: &str) -> Self {
        Self { code: Some(code.to_owned()), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_sector_may_have_a_part() {
        let it: Sector = round_trip(r#"<sector code="14030" percentage="50"/>"#);
        assert_eq!(it, Sector { percentage: Some("50".into()), ..Sector::new("14030") });
    }
}
