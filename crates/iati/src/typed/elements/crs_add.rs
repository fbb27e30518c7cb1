//! What the creditor reporting system of the OECD asks besides.

use super::{Code, IsoDate, Number, Plain};
use crate::typed::element::element;
use crate::typed::{Date, Decimal, Value};

element! {
    /// `crs-add`: what the creditor reporting system of the OECD asks besides.
    CrsAdd {
        elements {
            /// Flags.
            other_flags: Vec<OtherFlags> = OTHER_FLAGS,
            /// Terms of a loan.
            loan_terms: Option<LoanTerms> = LOAN_TERMS,
            /// How a loan stands.
            loan_status: Option<LoanStatus> = LOAN_STATUS,
            /// Code of list CRSChannelCode.
            channel_code: Option<Plain> = CHANNEL_CODE,
        }
    }
}

element! {
    /// `other-flags`: a flag of the creditor reporting system.
    OtherFlags {
        attributes {
            /// Code of list CRSAddOtherFlags.
            code: String = CODE,
            /// Whether it is set.
            significance: Value<bool> = SIGNIFICANCE,
        }
    }
}

element! {
    /// `loan-terms`: terms of a loan.
    LoanTerms {
        attributes {
            /// Rate of interest, percent a year.
            rate_1: Value<Decimal> = RATE_1,
            /// Second rate of interest, where there are two.
            rate_2: Value<Decimal> = RATE_2,
        }
        elements {
            /// Code of list LoanRepaymentType.
            repayment_type: Option<Code> = REPAYMENT_TYPE,
            /// Code of list LoanRepaymentPeriod.
            repayment_plan: Option<Code> = REPAYMENT_PLAN,
            /// When it was committed.
            commitment_date: Option<IsoDate> = COMMITMENT_DATE,
            /// First repayment.
            repayment_first_date: Option<IsoDate> = REPAYMENT_FIRST_DATE,
            /// Last repayment.
            repayment_final_date: Option<IsoDate> = REPAYMENT_FINAL_DATE,
        }
    }
}

element! {
    /// `loan-status`: how a loan stands in a year.
    LoanStatus {
        attributes {
            /// The year.
            year: Value<Decimal> = YEAR,
            /// Code of list Currency.
            currency: String = CURRENCY,
            /// The day by whose rate amounts are converted.
            value_date: Value<Date> = VALUE_DATE,
        }
        elements {
            /// Interest received.
            interest_received: Option<Number> = INTEREST_RECEIVED,
            /// What is still owed.
            principal_outstanding: Option<Number> = PRINCIPAL_OUTSTANDING,
            /// What is owed and overdue.
            principal_arrears: Option<Number> = PRINCIPAL_ARREARS,
            /// Interest overdue.
            interest_arrears: Option<Number> = INTEREST_ARREARS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_loan_is_kept() {
        let it: CrsAdd = round_trip(concat!(
            r#"<crs-add><other-flags code="1" significance="1"/>"#,
            r#"<loan-terms rate-1="4.25" rate-2="3"><repayment-type code="1"/>"#,
            r#"<commitment-date iso-date="2013-09-01"/></loan-terms>"#,
            r#"<loan-status year="2014" currency="GBP" value-date="2013-05-24">"#,
            r#"<interest-received>200000</interest-received><principal-arrears>0"#,
            r#"</principal-arrears></loan-status><channel-code>21039</channel-code></crs-add>"#
        ));
        assert_eq!(it.loan_terms.and_then(|terms| terms.rate_1), Some("4.250".into()));
        let status = it.loan_status.unwrap();
        assert_eq!(status.principal_arrears, Some(Decimal::default().into()));
        assert_eq!(it.channel_code, Some("21039".into()));
    }
}
