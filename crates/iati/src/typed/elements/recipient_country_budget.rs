//! Budgets for countries.

use super::{BudgetLine, Country, IsoDate, Money};
use crate::typed::element::element;

element! {
    /// `recipient-country-budget`: a budget for a country.
    RecipientCountryBudget {
        attributes {
            /// Code of list BudgetStatus: 1 indicative, 2 committed.
            status: String = STATUS,
        }
        elements {
            /// For which country.
            recipient_country: Option<Country> = RECIPIENT_COUNTRY,
            /// First day.
            period_start: Option<IsoDate> = PERIOD_START,
            /// Last day.
            period_end: Option<IsoDate> = PERIOD_END,
            /// How much.
            value: Option<Money> = VALUE,
            /// Its parts.
            budget_lines: Vec<BudgetLine> = BUDGET_LINE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_budget_is_for_a_country() {
        let it: RecipientCountryBudget = round_trip(concat!(
            r#"<recipient-country-budget status="2"><recipient-country code="VN"/>"#,
            r#"<value value-date="2025-01-01">100</value></recipient-country-budget>"#
        ));
        assert_eq!(it.recipient_country.and_then(|country| country.code).as_deref(), Some("VN"));
    }
}
