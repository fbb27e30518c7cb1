//! Budgets of activities, planned disbursements, and their place in the country's own budget.

use super::element::element;
use super::{Date, Decimal, IsoDate, Money, ProviderOrg, ReceiverOrg, Text, Value};

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

element! {
    /// `planned-disbursement`: a payment that is planned.
    PlannedDisbursement {
        attributes {
            /// Code of list BudgetType: 1 original, 2 revised.
            kind: String = TYPE,
        }
        elements {
            /// First day.
            period_start: Option<IsoDate> = PERIOD_START,
            /// Last day.
            period_end: Option<IsoDate> = PERIOD_END,
            /// How much.
            value: Option<Money> = VALUE,
            /// Who pays.
            provider_org: Option<ProviderOrg> = PROVIDER_ORG,
            /// Who is paid.
            receiver_org: Option<ReceiverOrg> = RECEIVER_ORG,
        }
    }
}

element! {
    /// `capital-spend`: how much of an activity is capital expenditure.
    CapitalSpend {
        attributes {
            /// 0 to 100.
            percentage: Value<Decimal> = PERCENTAGE,
        }
    }
}

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
