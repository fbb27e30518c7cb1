//! Who takes part.

use super::Narrative;
use crate::typed::element::element;

element! {
    /// `participating-org`: who takes part in an activity.
    ParticipatingOrg {
        attributes {
            /// Identifier of the organisation.
            reference: String = REF,
            /// Code of list OrganisationType.
            kind: String = TYPE,
            /// Code of list OrganisationRole: 1 funding, 2 accountable, 3 extending, 4 implementing.
            role: String = ROLE,
            /// Identifier of its own activity.
            activity_id: String = ACTIVITY_ID,
            /// Code of list CRSChannelCode.
            crs_channel_code: String = CRS_CHANNEL_CODE,
        }
        elements {
            /// Its name.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

impl ParticipatingOrg {
    /// Who takes part in a role, code of list OrganisationRole, by name.
    pub fn new(role: &str, name: &str) -> Self {
        Self { role: Some(role.to_owned()), narratives: vec![name.into()], ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_role_is_kept_with_its_organisation() {
        let it: ParticipatingOrg = round_trip(concat!(
            r#"<participating-org ref="XM-DAC-5-2" type="10" role="1" activity-id="XM-DAC-5-2-1" crs-channel-code="12000">"#,
            r#"<narrative>KfW</narrative></participating-org>"#
        ));
        assert_eq!((it.role.as_deref(), it.activity_id.as_deref()), (Some("1"), Some("XM-DAC-5-2-1")));
    }
}
