//! Budgets for other organisations.

use super::{BudgetLine, IsoDate, Money, Narrative};
use crate::typed::element::element;

element! {
    /// `recipient-org-budget`: a budget for another organisation.
    RecipientOrgBudget {
        attributes {
            /// Code of list BudgetStatus: 1 indicative, 2 committed.
            status: String = STATUS,
        }
        elements {
            /// For whom.
            recipient_org: Option<RecipientOrg> = RECIPIENT_ORG,
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

element! {
    /// `recipient-org` of a budget in an organisation file.
    RecipientOrg {
        attributes {
            /// Identifier of the organisation.
            reference: String = REF,
        }
        elements {
            /// Its name.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_budget_is_for_an_organisation() {
        let it: RecipientOrgBudget = round_trip(concat!(
            r#"<recipient-org-budget status="1"><recipient-org ref="B-1"><narrative>B"#,
            r#"</narrative></recipient-org><value value-date="2025-01-01">100</value>"#,
            r#"</recipient-org-budget>"#
        ));
        assert_eq!(it.recipient_org.and_then(|org| org.reference).as_deref(), Some("B-1"));
    }
}
