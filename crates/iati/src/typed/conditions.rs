//! Conditions of aid.

use super::element::element;
use super::{Narrative, Value};

element! {
    /// `conditions`: whether there are conditions, and which.
    Conditions {
        attributes {
            /// Whether there are any.
            attached: Value<bool> = ATTACHED,
        }
        elements {
            /// Each of them.
            conditions: Vec<Condition> = CONDITION,
        }
    }
}

element! {
    /// `condition`: one condition.
    Condition {
        attributes {
            /// Code of list ConditionType.
            kind: String = TYPE,
        }
        elements {
            /// What it says.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}
