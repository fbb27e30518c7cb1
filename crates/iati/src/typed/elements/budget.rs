//! Budgets of an activity.

use super::{IsoDate, Money};
use crate::typed::Date;
use crate::typed::element::element;

element! {
    /// `budget`: money foreseen for a time of at most a year.
    Budget {
        attributes {
            /// Code of list BudgetType: 1 original, 2 revised.
            kind: String = TYPE,
            /// Code of list BudgetStatus: 1 indicative, 2 committed.
            status: String = STATUS,
        }
        elements {
            /// First day.
            period_start: Option<IsoDate> = PERIOD_START,
            /// Last day.
            period_end: Option<IsoDate> = PERIOD_END,
            /// How much.
            value: Option<Money> = VALUE,
        }
    }
}

impl Budget {
    /// A budget from a first to a last day; its type and status are of the lists BudgetType and BudgetStatus.
    pub fn new(kind: &str, status: &str, (first, last): (Date, Date), value: Money) -> Self {
        Self {
            kind: Some(kind.to_owned()),
            status: Some(status.to_owned()),
            period_start: Some(first.into()),
            period_end: Some(last.into()),
            value: Some(value),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_budget_has_a_time_and_an_amount() {
        let it: Budget = round_trip(concat!(
            r#"<budget type="1" status="2"><period-start iso-date="2025-01-01"/>"#,
            r#"<period-end iso-date="2025-12-31"/>"#,
            r#"<value currency="EUR" value-date="2025-01-01">1200000.5</value></budget>"#
        ));
        let (first, last) = (Date::new(2025, 1, 1).unwrap(), Date::new(2025, 12, 31).unwrap());
        let money = Money::new("1200000.50".parse().unwrap(), "EUR", first);
        assert_eq!(it, Budget::new("1", "2", (first, last), money));
    }
}
