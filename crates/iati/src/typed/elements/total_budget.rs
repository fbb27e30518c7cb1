//! The budget of an organisation as a whole.

use super::{BudgetLine, IsoDate, Money};
use crate::typed::element::element;

element! {
    /// `total-budget`: a budget as a whole.
    TotalBudget {
        attributes {
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
    fn a_budget_has_lines() {
        let it: TotalBudget = round_trip(concat!(
            r#"<total-budget status="1"><period-start iso-date="2025-01-01"/>"#,
            r#"<period-end iso-date="2025-12-31"/><value value-date="2025-01-01">100</value>"#,
            r#"<budget-line ref="1"><value value-date="2025-01-01">40</value><narrative>Staff"#,
            r#"</narrative></budget-line></total-budget>"#
        ));
        assert_eq!(it.budget_lines[0].narratives[0].text, "Staff");
    }
}
