//! Identifiers that others gave.

use super::Narrative;
use crate::typed::element::element;

element! {
    /// `other-identifier`: an identifier that another organisation gave, or that was used before.
    OtherIdentifier {
        attributes {
            /// The identifier.
            reference: String = REF,
            /// Code of list OtherIdentifierType.
            kind: String = TYPE,
        }
        elements {
            /// Who gave it.
            owner_org: Option<OwnerOrg> = OWNER_ORG,
        }
    }
}

element! {
    /// `owner-org`: who gave another identifier.
    OwnerOrg {
        attributes {
            /// Identifier of the organisation.
            reference: String = REF,
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
    fn the_owner_of_an_identifier_is_kept() {
        let it: OtherIdentifier = round_trip(concat!(
            r#"<other-identifier ref="42" type="A1"><owner-org ref="DE-1"><narrative>BMZ"#,
            r#"</narrative></owner-org></other-identifier>"#
        ));
        assert_eq!(it.owner_org.and_then(|owner| owner.reference).as_deref(), Some("DE-1"));
    }
}
