//! Parts of a budget.

use super::{Money, Narrative};
use crate::typed::element::element;

element! {
    /// `budget-line` or `expense-line`: a part of a budget or expenditure.
    BudgetLine {
        attributes {
            /// The publisher's own number.
            reference: String = REF,
        }
        elements {
            /// How much.
            value: Option<Money> = VALUE,
            /// What it is for.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_line_has_an_amount_and_a_name() {
        let it: BudgetLine = round_trip(concat!(
            r#"<budget-line ref="1"><value currency="USD" value-date="2025-01-01">40.25</value>"#,
            r#"<narrative>Staff</narrative></budget-line>"#
        ));
        assert_eq!(
            it.value.and_then(|value| value.number()).map(|number| number.to_string()).as_deref(),
            Some("40.25")
        );
    }
}
