//! Results: what is to be reached, how it is measured, and what was reached.

use super::element::element;
use super::{Date, DocumentLink, IsoDate, Text, Value};

element! {
    /// `result`. Its Rust name keeps clear of `Result`.
    ResultElement {
        attributes {
            /// Code of list ResultType: 1 output, 2 outcome, 3 impact, 9 other.
            kind: String = TYPE,
            /// Whether results of several activities may be added up.
            aggregation_status: Value<bool> = AGGREGATION_STATUS,
        }
        elements {
            /// Its title.
            title: Option<Text> = TITLE,
            /// What it is.
            description: Option<Text> = DESCRIPTION,
            /// Documents.
            document_links: Vec<DocumentLink> = DOCUMENT_LINK,
            /// Its codes in vocabularies of results.
            references: Vec<ResultReference> = REFERENCE,
            /// How it is measured.
            indicators: Vec<Indicator> = INDICATOR,
        }
    }
}

element! {
    /// `reference` of a result.
    ResultReference {
        attributes {
            /// The code.
            code: String = CODE,
            /// Code of list ResultVocabulary.
            vocabulary: String = VOCABULARY,
            /// Address of a vocabulary of one's own.
            vocabulary_uri: String = VOCABULARY_URI,
        }
    }
}

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
