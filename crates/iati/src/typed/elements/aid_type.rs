//! Types of aid.

use crate::typed::element::element;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_type_of_aid_is_of_a_vocabulary() {
        let it: DefaultAidType = round_trip(r#"<default-aid-type code="C01" vocabulary="1"/>"#);
        assert_eq!((it.code.as_deref(), it.vocabulary.as_deref()), (Some("C01"), Some("1")));
    }
}
