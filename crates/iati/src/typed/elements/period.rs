//! What is to be and was reached in a time.

use super::{Dimension, DocumentLink, IsoDate, ResultLocation, Text};
use crate::typed::element::element;

element! {
    /// `period`: a time, what is to be reached in it and what was.
    Period {
        elements {
            /// First day.
            period_start: Option<IsoDate> = PERIOD_START,
            /// Last day.
            period_end: Option<IsoDate> = PERIOD_END,
            /// What is to be reached.
            targets: Vec<Target> = TARGET,
            /// What was reached.
            actuals: Vec<Target> = ACTUAL,
        }
    }
}

element! {
    /// `target` or `actual`: a value of an indicator.
    Target {
        attributes {
            /// The value; a number unless the measure is qualitative.
            value: String = VALUE,
        }
        elements {
            /// Where.
            locations: Vec<ResultLocation> = LOCATION,
            /// Of whom, e.g. sex: female.
            dimensions: Vec<Dimension> = DIMENSION,
            /// What is to be said of it.
            comment: Option<Text> = COMMENT,
            /// Documents.
            document_links: Vec<DocumentLink> = DOCUMENT_LINK,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn targets_and_actuals_are_told_apart() {
        let it: Period = round_trip(concat!(
            r#"<period><period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/>"#,
            r#"<target value="1"/><target value="2"/><actual value="3"><comment><narrative>n"#,
            r#"</narrative></comment></actual></period>"#
        ));
        assert_eq!((it.targets.len(), it.actuals.len()), (2, 1));
    }
}
