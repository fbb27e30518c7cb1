//! What an activity is about: sectors, tags, policies, humanitarian scope, type of aid.

use super::element::element;
use super::{Decimal, Narrative, Value};

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

element! {
    /// `tag`: a further classification.
    Tag {
        attributes {
            /// Code of the vocabulary.
            code: String = CODE,
            /// Code of list TagVocabulary.
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
    /// `humanitarian-scope`: an emergency or appeal.
    HumanitarianScope {
        attributes {
            /// Code of list HumanitarianScopeType.
            kind: String = TYPE,
            /// Code of list HumanitarianScopeVocabulary.
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

element! {
    /// `default-aid-type` of an activity, `aid-type` of a transaction.
    DefaultAidType {
        attributes {
            /// Code of the vocabulary.
            code: String = CODE,
            /// Code of list AidTypeVocabulary; none is 1, of the OECD.
            vocabulary: String = VOCABULARY,
        }
    }
}

impl Sector {
    /// A sector by its code of five digits of the OECD.
    pub fn new(code: &str) -> Self {
        Self { code: Some(code.to_owned()), ..Self::default() }
    }
}
