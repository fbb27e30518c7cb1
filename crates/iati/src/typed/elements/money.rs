//! Amounts of money.

use crate::typed::element::element;
use crate::typed::{Date, Decimal, Value};

element! {
    /// `value`: an amount of money.
    Money {
        attributes {
            /// Code of list Currency. None: the default currency of the activity or organisation.
            currency: String = CURRENCY,
            /// The day by whose rate the amount is converted.
            value_date: Value<Date> = VALUE_DATE,
        }
        text {
            /// The amount, in units of the currency.
            amount: Value<Decimal>,
        }
    }
}

impl Money {
    /// An amount in a currency, e.g. `USD`, at the rate of a day.
    pub fn new(amount: Decimal, currency: &str, value_date: Date) -> Self {
        Self {
            currency: Some(currency.to_owned()),
            value_date: Some(value_date.into()),
            amount: amount.into(),
            ..Self::default()
        }
    }

    /// The amount, where it is a number.
    pub fn number(&self) -> Option<Decimal> {
        self.amount.good().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn an_amount_may_be_no_number() {
        let it: Money = round_trip(r#"<value currency="VND" value-date="2025-01-01">1.000.000</value>"#);
        assert_eq!((it.number(), it.currency.as_deref()), (None, Some("VND")));
        let day = Date::new(2025, 1, 1).unwrap();
        assert_eq!(Money::new(5.into(), "VND", day).number(), Some(5.into()));
    }
}
