//! What the OECD asks besides: creditor reporting and forward spending.

use super::element::element;
use super::{Code, Date, Decimal, IsoDate, Number, Plain, Value};

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

element! {
    /// `fss`: forward spending survey.
    Fss {
        attributes {
            /// When it was taken from the publisher's system.
            extraction_date: Value<Date> = EXTRACTION_DATE,
            /// Whether the country is a priority.
            priority: Value<bool> = PRIORITY,
            /// The year when it ends.
            phaseout_year: Value<Decimal> = PHASEOUT_YEAR,
        }
        elements {
            /// One for each year.
            forecasts: Vec<Forecast> = FORECAST,
        }
    }
}

element! {
    /// `forecast`: spending foreseen for a year.
    Forecast {
        attributes {
            /// The year.
            year: Value<Decimal> = YEAR,
            /// Code of list Currency.
            currency: String = CURRENCY,
            /// The day by whose rate the amount is converted.
            value_date: Value<Date> = VALUE_DATE,
        }
        text {
            /// The amount.
            amount: Value<Decimal>,
        }
    }
}
