//! Who publishes.

use super::Narrative;
use crate::typed::Value;
use crate::typed::element::element;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn who_publishes_is_read_and_written() {
        let it: ReportingOrg = round_trip(concat!(
            r#"<reporting-org ref="XM-DAC-41114" type="40" secondary-reporter="0">"#,
            r#"<narrative>UNDP</narrative></reporting-org>"#
        ));
        assert_eq!(
            it,
            ReportingOrg {
                secondary_reporter: Some(false.into()),
                ..ReportingOrg::new("XM-DAC-41114", "40", "UNDP")
            }
        );
    }
}
