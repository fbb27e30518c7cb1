//! Elements that hold a day.

use crate::typed::element::element;
use crate::typed::{Date, Value};

element! {
    /// An empty element with a date, e.g. `period-start`.
    IsoDate {
        attributes {
            /// The day.
            date: Value<Date> = ISO_DATE,
        }
    }
}

impl IsoDate {
    /// The day, where it is one.
    pub fn day(&self) -> Option<Date> {
        self.date.as_ref()?.good().copied()
    }
}

impl From<Date> for IsoDate {
    fn from(date: Date) -> Self {
        Self { date: Some(date.into()), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_day_may_be_wrong() {
        let it: IsoDate = round_trip(r#"<period-start iso-date="2025-02-30"/>"#);
        assert_eq!(it.day(), None);
        let day = Date::new(2025, 2, 28).unwrap();
        assert_eq!(IsoDate::from(day).day(), Some(day));
    }
}
