//! Organisations as an activity or a transaction names them.

use super::element::element;
use super::{Narrative, Value};

element! {
    /// `reporting-org`: who publishes.
    ReportingOrg {
        attributes {
            /// Identifier of the organisation.
            reference: String = REF,
            /// Code of list OrganisationType.
            kind: String = TYPE,
            /// Whether it reports on behalf of another.
            secondary_reporter: Value<bool> = SECONDARY_REPORTER,
        }
        elements {
            /// Its name.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

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

element! {
    /// `recipient-org` of a budget in an organisation file.
    RecipientOrg {
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

impl ReportingOrg {
    /// Who publishes: identifier, code of list OrganisationType, name.
    pub fn new(reference: &str, kind: &str, name: &str) -> Self {
        Self {
            reference: Some(reference.to_owned()),
            kind: Some(kind.to_owned()),
            narratives: vec![name.into()],
            ..Self::default()
        }
    }
}

impl ParticipatingOrg {
    /// Who takes part in a role, code of list OrganisationRole, by name.
    pub fn new(role: &str, name: &str) -> Self {
        Self { role: Some(role.to_owned()), narratives: vec![name.into()], ..Self::default() }
    }
}
