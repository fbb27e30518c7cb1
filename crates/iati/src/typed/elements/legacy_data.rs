//! Values of the publisher's own system.

use crate::typed::element::element;

element! {
    /// `legacy-data`: a value of the publisher's own system.
    LegacyData {
        attributes {
            /// Name of the field.
            name: String = NAME,
            /// Its value.
            value: String = VALUE,
            /// The element of the standard that comes nearest.
            iati_equivalent: String = IATI_EQUIVALENT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_field_of_another_system_is_kept() {
        let it: LegacyData =
            round_trip(r#"<legacy-data name="Mã" value="7" iati-equivalent="activity-id"/>"#);
        assert_eq!((it.name.as_deref(), it.value.as_deref()), (Some("Mã"), Some("7")));
    }
}
