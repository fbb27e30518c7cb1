//! Elements that hold one value.

use super::element::element;
use super::{Date, Decimal, Value};

element! {
    /// An empty element with a `code`, e.g. `activity-status`. Which list it is of depends on the element.
    Code {
        attributes {
            /// The code.
            code: String = CODE,
        }
    }
}

element! {
    /// An empty element with a date, e.g. `period-start`.
    IsoDate {
        attributes {
            /// The day.
            date: Value<Date> = ISO_DATE,
        }
    }
}

element! {
    /// An element that holds a text and nothing else, e.g. `iati-identifier`.
    Plain {
        text {
            /// The text as it stands in the file.
            text: String,
        }
    }
}

element! {
    /// An element that holds a number and nothing else, e.g. `interest-received`.
    Number {
        text {
            /// The number.
            value: Value<Decimal>,
        }
    }
}

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

impl From<&str> for Code {
    fn from(code: &str) -> Self {
        Self { code: Some(code.to_owned()), ..Self::default() }
    }
}

impl Code {
    /// The code; empty where there is none.
    pub fn as_str(&self) -> &str {
        self.code.as_deref().unwrap_or_default()
    }
}

impl From<Date> for IsoDate {
    fn from(date: Date) -> Self {
        Self { date: Some(date.into()), ..Self::default() }
    }
}

impl IsoDate {
    /// The day, where it is one.
    pub fn day(&self) -> Option<Date> {
        self.date.as_ref()?.good().copied()
    }
}

impl From<&str> for Plain {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Self { value: value.into(), ..Self::default() }
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
