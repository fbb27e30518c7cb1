//! Emergencies and appeals.

use super::Narrative;
use crate::typed::element::element;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_scope_has_a_kind_and_a_code() {
        let it: HumanitarianScope =
            round_trip(r#"<humanitarian-scope type="1" vocabulary="1-2" code="TC-2020-000226-VNM"/>"#);
        assert_eq!((it.kind.as_deref(), it.code.as_deref()), (Some("1"), Some("TC-2020-000226-VNM")));
    }
}
