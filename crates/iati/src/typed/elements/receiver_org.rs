//! Where money goes.

use super::Narrative;
use crate::typed::element::element;

element! {
    /// `receiver-org`: where money goes.
    ReceiverOrg {
        attributes {
            /// Identifier of the organisation.
            reference: String = REF,
            /// Identifier of the activity the money goes to.
            receiver_activity_id: String = RECEIVER_ACTIVITY_ID,
            /// Code of list OrganisationType.
            kind: String = TYPE,
        }
        elements {
            /// Its name.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn the_activity_that_gets_money_is_kept() {
        let it: ReceiverOrg = round_trip(concat!(
            r#"<receiver-org ref="B-1" receiver-activity-id="B-1-2" type="10"><narrative>B"#,
            r#"</narrative></receiver-org>"#
        ));
        assert_eq!(it.receiver_activity_id.as_deref(), Some("B-1-2"));
    }
}
