//! What an organisation spent.

use super::{BudgetLine, IsoDate, Money};
use crate::typed::element::element;

element! {
    /// `total-expenditure`: what was spent in a time.
    TotalExpenditure {
        elements {
            /// First day.
            period_start: Option<IsoDate> = PERIOD_START,
            /// Last day.
            period_end: Option<IsoDate> = PERIOD_END,
            /// How much.
            value: Option<Money> = VALUE,
            /// Its parts.
            expense_lines: Vec<BudgetLine> = EXPENSE_LINE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn what_was_spent_has_lines() {
        let it: TotalExpenditure = round_trip(concat!(
            r#"<total-expenditure><period-start iso-date="2024-01-01"/>"#,
            r#"<period-end iso-date="2024-12-31"/><value value-date="2024-12-31">90</value>"#,
            r#"<expense-line><value value-date="2024-12-31">30</value><narrative>Roads"#,
            r#"</narrative></expense-line></total-expenditure>"#
        ));
        assert_eq!(it.expense_lines.len(), 1);
    }
}
