//! Further classifications.

use super::Narrative;
use crate::typed::element::element;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_tag_is_of_a_vocabulary() {
        let it: Tag = round_trip(r#"<tag code="6" vocabulary="2"><narrative>Goal 6</narrative></tag>"#);
        assert_eq!((it.code.as_deref(), it.vocabulary.as_deref()), (Some("6"), Some("2")));
    }
}
