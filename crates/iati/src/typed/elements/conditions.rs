//! Conditions of aid.

use super::Narrative;
use crate::typed::Value;
use crate::typed::element::element;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn conditions_are_kept() {
        let it: Conditions = round_trip(concat!(
            r#"<conditions attached="1"><condition type="1"><narrative>First</narrative>"#,
            r#"</condition></conditions>"#
        ));
        assert_eq!((it.attached, it.conditions.len()), (Some(true.into()), 1));
    }
}
