//! The place of an activity in the country's own budget.

use super::Text;
use crate::typed::element::element;
use crate::typed::{Decimal, Value};

element! {
    /// `country-budget-items`: the place of an activity in the budget of the recipient country.
    CountryBudgetItems {
        attributes {
            /// Code of list BudgetIdentifierVocabulary.
            vocabulary: String = VOCABULARY,
        }
        elements {
            /// The items.
            budget_items: Vec<BudgetItem> = BUDGET_ITEM,
        }
    }
}

element! {
    /// `budget-item`: an item of the budget of the recipient country.
    BudgetItem {
        attributes {
            /// Code of list BudgetIdentifier.
            code: String = CODE,
            /// Its part of the whole, 0 to 100.
            percentage: Value<Decimal> = PERCENTAGE,
        }
        elements {
            /// What it is.
            description: Option<Text> = DESCRIPTION,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn items_have_parts() {
        let it: CountryBudgetItems = round_trip(concat!(
            r#"<country-budget-items vocabulary="2"><budget-item code="1.1.1" percentage="40"/>"#,
            r#"<budget-item code="1.2.1" percentage="60"><description><narrative>Roads"#,
            r#"</narrative></description></budget-item></country-budget-items>"#
        ));
        assert_eq!(it.budget_items.len(), 2);
        assert_eq!(it.budget_items[1].percentage, Some(Decimal::from(60).into()));
    }
}
