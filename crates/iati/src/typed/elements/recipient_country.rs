//! Countries.

use super::Narrative;
use crate::typed::element::element;
use crate::typed::{Decimal, Value};

element! {
    /// `recipient-country` of an activity.
    RecipientCountry {
        attributes {
            /// Code of list Country.
            code: String = CODE,
            /// Its part of the whole, 0 to 100.
            percentage: Value<Decimal> = PERCENTAGE,
        }
        elements {
            /// What is to be said of it.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

element! {
    /// `recipient-country` of a transaction, a document or a budget.
    Country {
        attributes {
            /// Code of list Country.
            code: String = CODE,
        }
        elements {
            /// What is to be said of it.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

impl RecipientCountry {
    /// A country that the whole activity is for, code of list Country.
    pub fn new(code: &str) -> Self {
        Self { code: Some(code.to_owned()), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_country_may_have_a_part() {
        let it: RecipientCountry = round_trip(r#"<recipient-country code="VN" percentage="33.3"/>"#);
        assert_eq!(it.percentage, Some("33.30".into()));
        assert_eq!(RecipientCountry { percentage: None, ..it }, RecipientCountry::new("VN"));
    }
}
