//! Budgets for regions.

use super::{BudgetLine, BudgetRegion, IsoDate, Money};
use crate::typed::element::element;

element! {
    /// `recipient-region-budget`: a budget for a region.
    RecipientRegionBudget {
        attributes {
            /// Code of list BudgetStatus: 1 indicative, 2 committed.
            status: String = STATUS,
        }
        elements {
            /// For which region.
            recipient_region: Option<BudgetRegion> = RECIPIENT_REGION,
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
    fn a_budget_is_for_a_region() {
        let it: RecipientRegionBudget = round_trip(concat!(
            r#"<recipient-region-budget><recipient-region vocabulary="1" code="798"/>"#,
            r#"<value value-date="2025-01-01">100</value></recipient-region-budget>"#
        ));
        assert_eq!(it.recipient_region.and_then(|region| region.code).as_deref(), Some("798"));
    }
}
