//! Where money comes from.

use super::Narrative;
use crate::typed::element::element;

element! {
    /// `provider-org`: where money comes from.
    ProviderOrg {
        attributes {
            /// Identifier of the organisation.
            reference: String = REF,
            /// Identifier of the activity the money comes from.
            provider_activity_id: String = PROVIDER_ACTIVITY_ID,
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
    fn the_activity_behind_money_is_kept() {
        let it: ProviderOrg = round_trip(concat!(
            r#"<provider-org ref="A-1" provider-activity-id="A-1-2" type="10"><narrative>A"#,
            r#"</narrative></provider-org>"#
        ));
        assert_eq!(it.provider_activity_id.as_deref(), Some("A-1-2"));
    }
}
