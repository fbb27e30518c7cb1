//! Where an indicator stood before; of whom and where it is measured.

use super::{DocumentLink, Text};
use crate::typed::element::element;
use crate::typed::{Date, Value};

element! {
    /// `baseline`: where an indicator stood before.
    Baseline {
        attributes {
            /// The day.
            date: Value<Date> = ISO_DATE,
            /// The year.
            year: Value<i64> = YEAR,
            /// What was measured; a number unless the measure is qualitative.
            value: String = VALUE,
        }
        elements {
            /// Where.
            locations: Vec<ResultLocation> = LOCATION,
            /// Of whom, e.g. sex: female.
            dimensions: Vec<Dimension> = DIMENSION,
            /// Documents.
            document_links: Vec<DocumentLink> = DOCUMENT_LINK,
            /// What is to be said of it.
            comment: Option<Text> = COMMENT,
        }
    }
}

element! {
    /// `location` of a result: refers to a place of the activity.
    ResultLocation {
        attributes {
            /// The name that the place has in the activity.
            reference: String = REF,
        }
    }
}

element! {
    /// `dimension`: a part of those that are measured.
    Dimension {
        attributes {
            /// By what they are parted, e.g. `sex`.
            name: String = NAME,
            /// Which part, e.g. `female`.
            value: String = VALUE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_baseline_says_where_and_of_whom() {
        let it: Baseline = round_trip(concat!(
            r#"<baseline iso-date="2024-12-31" year="2024" value="5.0"><location ref="a"/>"#,
            r#"<dimension name="sex" value="female"/><comment><narrative>n</narrative>"#,
            r#"</comment></baseline>"#
        ));
        assert_eq!((it.year, it.value.as_deref()), (Some(2024.into()), Some("5.0")));
        assert_eq!(it.dimensions[0].value.as_deref(), Some("female"));
    }
}
