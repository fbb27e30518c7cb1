//! How a result is measured.

use super::{Baseline, DocumentLink, Period, Text};
use crate::typed::Value;
use crate::typed::element::element;

element! {
    /// `indicator`: how a result is measured.
    Indicator {
        attributes {
            /// Code of list IndicatorMeasure: 1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative.
            measure: String = MEASURE,
            /// Whether more is better; none means yes.
            ascending: Value<bool> = ASCENDING,
            /// Whether it may be added up.
            aggregation_status: Value<bool> = AGGREGATION_STATUS,
        }
        elements {
            /// Its title.
            title: Option<Text> = TITLE,
            /// What it is.
            description: Option<Text> = DESCRIPTION,
            /// Documents.
            document_links: Vec<DocumentLink> = DOCUMENT_LINK,
            /// Its codes in vocabularies of indicators.
            references: Vec<IndicatorReference> = REFERENCE,
            /// Where it stood before.
            baselines: Vec<Baseline> = BASELINE,
            /// What is to be and was reached, by time.
            periods: Vec<Period> = PERIOD,
        }
    }
}

element! {
    /// `reference` of an indicator.
    IndicatorReference {
        attributes {
            /// Code of list IndicatorVocabulary.
            vocabulary: String = VOCABULARY,
            /// The code.
            code: String = CODE,
            /// Address of the indicator.
            indicator_uri: String = INDICATOR_URI,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn an_indicator_has_baselines_and_periods() {
        let it: Indicator = round_trip(concat!(
            r#"<indicator measure="1" ascending="0"><title><narrative>Wells</narrative></title>"#,
            r#"<reference vocabulary="9" code="B1"/><baseline year="2024" value="5"/><period>"#,
            r#"<period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/>"#,
            r#"<target value="10"/><actual value="9"/></period></indicator>"#
        ));
        assert_eq!(it.ascending, Some(false.into()));
        assert_eq!(it.periods[0].actuals[0].value.as_deref(), Some("9"));
    }
}
