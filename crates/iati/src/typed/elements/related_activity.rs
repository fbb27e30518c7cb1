//! Other activities.

use crate::typed::element::element;

element! {
    /// `related-activity`: another activity.
    RelatedActivity {
        attributes {
            /// Identifier of the other.
            reference: String = REF,
            /// Code of list RelatedActivityType: 1 the parent, 2 a child, 3 a sibling, 4 co-funded, 5 third party.
            kind: String = TYPE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn another_activity_is_kept() {
        let it: RelatedActivity = round_trip(r#"<related-activity ref="A-1-1" type="1"/>"#);
        assert_eq!((it.reference.as_deref(), it.kind.as_deref()), (Some("A-1-1"), Some("1")));
    }
}
