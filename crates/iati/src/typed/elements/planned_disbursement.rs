//! Payments that are planned.

use super::{IsoDate, Money, ProviderOrg, ReceiverOrg};
use crate::typed::element::element;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_plan_says_who_pays_whom() {
        let it: PlannedDisbursement = round_trip(concat!(
            r#"<planned-disbursement type="1"><period-start iso-date="2025-01-01"/>"#,
            r#"<value value-date="2025-01-01">7</value><provider-org ref="A-1"/>"#,
            r#"<receiver-org ref="B-1"/></planned-disbursement>"#
        ));
        assert_eq!(it.period_end, None);
        assert_eq!(it.receiver_org.and_then(|org| org.reference).as_deref(), Some("B-1"));
    }
}
