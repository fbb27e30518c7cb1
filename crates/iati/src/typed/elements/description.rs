//! What an activity is about, in words.

use super::Narrative;
use crate::typed::element::element;

element! {
    /// `description` of an activity.
    Description {
        attributes {
            /// Code of list DescriptionType.
            kind: String = TYPE,
        }
        elements {
            /// One for each language.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

impl Description {
    /// A description of a kind, code of list DescriptionType: 1 general, 2 objectives, 3 target groups, 4 other.
    pub fn new(kind: &str, narratives: Vec<Narrative>) -> Self {
        Self { kind: Some(kind.to_owned()), narratives, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_description_has_a_kind() {
        let it: Description =
            round_trip(r#"<description type="2"><narrative>Aims</narrative></description>"#);
        assert_eq!(it, Description::new("2", vec!["Aims".into()]));
    }
}
