//! Forward spending survey.

use crate::typed::element::element;
use crate::typed::{Date, Decimal, Value};

element! {
    /// `fss`: forward spending survey.
    Fss {
        attributes {
            /// When it was taken from the publisher's system.
            extraction_date: Value<Date> = EXTRACTION_DATE,
            /// Whether the country is a priority.
            priority: Value<bool> = PRIORITY,
            /// The year when it ends.
            phaseout_year: Value<Decimal> = PHASEOUT_YEAR,
        }
        elements {
            /// One for each year.
            forecasts: Vec<Forecast> = FORECAST,
        }
    }
}

element! {
    /// `forecast`: spending foreseen for a year.
    Forecast {
        attributes {
            /// The year.
            year: Value<Decimal> = YEAR,
            /// Code of list Currency.
            currency: String = CURRENCY,
            /// The day by whose rate the amount is converted.
            value_date: Value<Date> = VALUE_DATE,
        }
        text {
            /// The amount.
            amount: Value<Decimal>,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn forecasts_are_kept_by_year() {
        let it: Fss = round_trip(concat!(
            r#"<fss extraction-date="2014-05-06" priority="1" phaseout-year="2016">"#,
            r#"<forecast year="2014" currency="GBP" value-date="2013-07-03">3000</forecast>"#,
            r#"</fss>"#
        ));
        assert_eq!(it.forecasts[0].amount, Decimal::from(3000).into());
    }
}
