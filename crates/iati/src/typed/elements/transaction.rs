//! Movements of money.

use super::{
    Code, Country, DefaultAidType, IsoDate, Money, ProviderOrg, ReceiverOrg, Region, Text, TransactionSector,
};
use crate::typed::element::element;
use crate::typed::{Date, Value};

element! {
    /// `transaction`: a commitment, a disbursement, or another movement of money.
    Transaction {
        attributes {
            /// The publisher's own number.
            reference: String = REF,
            /// Whether it is humanitarian.
            humanitarian: Value<bool> = HUMANITARIAN,
        }
        elements {
            /// Code of list TransactionType: 2 outgoing commitment, 3 disbursement, 4 expenditure, and others.
            transaction_type: Option<Code> = TRANSACTION_TYPE,
            /// The day.
            transaction_date: Option<IsoDate> = TRANSACTION_DATE,
            /// How much.
            value: Option<Money> = VALUE,
            /// What it is for.
            description: Option<Text> = DESCRIPTION,
            /// Who pays.
            provider_org: Option<ProviderOrg> = PROVIDER_ORG,
            /// Who is paid.
            receiver_org: Option<ReceiverOrg> = RECEIVER_ORG,
            /// Code of list DisbursementChannel.
            disbursement_channel: Option<Code> = DISBURSEMENT_CHANNEL,
            /// What it is about, one for each vocabulary.
            sectors: Vec<TransactionSector> = SECTOR,
            /// The country it is for.
            recipient_country: Option<Country> = RECIPIENT_COUNTRY,
            /// The region it is for.
            recipient_region: Option<Region> = RECIPIENT_REGION,
            /// Code of list FlowType.
            flow_type: Option<Code> = FLOW_TYPE,
            /// Code of list FinanceType.
            finance_type: Option<Code> = FINANCE_TYPE,
            /// Types of aid, one for each vocabulary.
            aid_types: Vec<DefaultAidType> = AID_TYPE,
            /// Code of list TiedStatus.
            tied_status: Option<Code> = TIED_STATUS,
        }
    }
}

impl Transaction {
    /// A movement of a type, code of list TransactionType, on a day.
    pub fn new(transaction_type: &str, date: Date, value: Money) -> Self {
        Self {
            transaction_type: Some(transaction_type.into()),
            transaction_date: Some(date.into()),
            value: Some(value),
            ..Self::default()
        }
    }

    /// Its type, code of list TransactionType; empty where it has none.
    pub fn code(&self) -> &str {
        self.transaction_type.as_ref().map_or("", Code::as_str)
    }

    /// The day, where it is one.
    pub fn day(&self) -> Option<Date> {
        self.transaction_date.as_ref()?.day()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_transaction_has_a_type_a_day_and_an_amount() {
        let it: Transaction = round_trip(concat!(
            r#"<transaction ref="1" humanitarian="1"><transaction-type code="3"/>"#,
            r#"<transaction-date iso-date="2025-02-01"/>"#,
            r#"<value currency="USD" value-date="2025-02-01">-150</value>"#,
            r#"<provider-org provider-activity-id="A-1-2"/><sector code="14030"/>"#,
            r#"<recipient-country code="VN"/><aid-type code="C01"/></transaction>"#
        ));
        assert_eq!((it.code(), it.day()), ("3", Date::new(2025, 2, 1)));
        assert_eq!(it.value.and_then(|value| value.number()), Some((-150).into()));
        assert_eq!(it.humanitarian, Some(true.into()));
    }
}
