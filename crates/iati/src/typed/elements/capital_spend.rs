//! Capital expenditure.

use crate::typed::element::element;
use crate::typed::{Decimal, Value};

element! {
    /// `capital-spend`: how much of an activity is capital expenditure.
    CapitalSpend {
        attributes {
            /// 0 to 100.
            percentage: Value<Decimal> = PERCENTAGE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_part_that_is_no_number_is_kept() {
        let it: CapitalSpend = round_trip(r#"<capital-spend percentage="about 5"/>"#);
        assert_eq!(it.percentage, Some(Value::Raw("about 5".to_owned())));
    }
}
