//! When an activity begins and ends.

use super::Narrative;
use crate::typed::element::element;
use crate::typed::{Date, Value};

element! {
    /// `activity-date`: a begin or an end.
    ActivityDate {
        attributes {
            /// Code of list ActivityDateType: 1 planned start, 2 actual start, 3 planned end, 4 actual end.
            kind: String = TYPE,
            /// The day.
            date: Value<Date> = ISO_DATE,
        }
        elements {
            /// What is to be said of it.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

impl ActivityDate {
    /// A date of a kind, code of list ActivityDateType.
    pub fn new(kind: &str, date: Date) -> Self {
        Self { kind: Some(kind.to_owned()), date: Some(date.into()), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_date_has_a_kind() {
        let it: ActivityDate = round_trip(r#"<activity-date type="1" iso-date="2025-01-01"/>"#);
        assert_eq!(Some(it), Date::new(2025, 1, 1).map(|day| ActivityDate::new("1", day)));
    }
}
