//! The grant element of a loan (yếu tố không hoàn lại): how much of it is, in effect, given.
//!
//! Formula of Annex I of Decree 16/2016/NĐ-CP, equal payments of principal after the grace period:
//! GE = (1 − (r/a)/d) × (1 − ((1+d)^−aG − (1+d)^−aM) / (d × (aM − aG))), d = (1+d′)^(1/a) − 1.
//! A loan is ODA from 35 % on when tied, from 25 % on when not, by the same decree.
//! Computed in whole numbers: the domain knows no floating point.
use serde::{Deserialize, Serialize};

/// The terms of a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanTerms {
    /// r: yearly interest with fees, in hundredths of a per cent.
    pub interest: u32,
    /// a: payments a year, 1 to 12.
    pub payments: u32,
    /// G: years until the first payment of principal.
    pub grace: u32,
    /// M: years until the last payment.
    pub maturity: u32,
    /// d′: agreed yearly discount rate, in hundredths of a per cent.
    pub discount: u32,
}

/// Hundredths of a per cent from which on a loan is ODA.
pub const TIED: i64 = 3_500;
pub const UNTIED: i64 = 2_500;

/// One, as the computation writes it: fifteen decimal places.
const ONE: i128 = 1_000_000_000_000_000;

/// In hundredths of a per cent, rounded half up; below zero where the loan costs more than the discount
/// rate. Nothing where the terms are no loan: no discount, grace not shorter than maturity, more than
/// twelve payments a year, or numbers beyond a century and 100 %.
pub fn grant_element(terms: &LoanTerms) -> Option<i64> {
    let t = terms;
    let sound = (1..=12).contains(&t.payments)
        && t.grace < t.maturity
        && t.maturity <= 100
        && t.discount > 0
        && t.discount <= 10_000
        && t.interest <= 10_000;
    if !sound {
        return None;
    }
    let a = i128::from(t.payments);
    let d = root(ONE + part(t.discount), t.payments) - ONE;
    let saved = ONE - part(t.interest) / a * ONE / d;
    let first = over(d, t.payments * t.grace);
    let last = over(d, t.payments * t.maturity);
    let spread = i128::from(t.payments * (t.maturity - t.grace));
    let paid = (first - last) * ONE / (d * spread);
    let element = saved * (ONE - paid) / ONE;
    let hundredth = ONE / 10_000;
    i64::try_from((element + hundredth / 2).div_euclid(hundredth)).ok()
}

/// Hundredths of a per cent as a part of one.
fn part(hundredths: u32) -> i128 {
    i128::from(hundredths) * ONE / 10_000
}

fn power(base: i128, n: u32) -> i128 {
    (0..n).fold(ONE, |p, _| p * base / ONE)
}

/// 1/(1+d)^n, step by step so that it never grows.
fn over(d: i128, n: u32) -> i128 {
    (0..n).fold(ONE, |p, _| p * ONE / (ONE + d))
}

/// The n-th root of a number from one to two, by halving.
fn root(of: i128, n: u32) -> i128 {
    let (mut low, mut high) = (ONE, of);
    while high - low > 1 {
        let middle = low.midpoint(high);
        if power(middle, n) <= of { low = middle } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(interest: u32, payments: u32, grace: u32, maturity: u32, discount: u32) -> Option<i64> {
        grant_element(&LoanTerms { interest, payments, grace, maturity, discount })
    }

    /// Computed apart in Python with floating point.
    #[test]
    fn it_equals_the_formula_computed_elsewhere() {
        assert_eq!(element(200, 2, 5, 25, 500), Some(3010));
        assert_eq!(element(75, 2, 10, 40, 500), Some(5780));
        assert_eq!(element(500, 2, 0, 10, 500), Some(-27));
        assert_eq!(element(120, 2, 10, 30, 600), Some(5380));
        assert_eq!(element(300, 1, 3, 15, 500), Some(1448));
        assert_eq!(element(0, 4, 7, 20, 500), Some(4769));
        assert_eq!(element(800, 12, 1, 5, 500), Some(-869));
    }

    #[test]
    fn a_gift_in_instalments_has_more_and_a_dear_loan_less_than_nothing() {
        assert!(element(0, 2, 10, 40, 500) > element(100, 2, 10, 40, 500));
        assert!(element(800, 12, 1, 5, 500).is_some_and(|e| e < 0));
    }

    #[test]
    fn what_is_no_loan_has_none() {
        for (interest, payments, grace, maturity, discount) in [
            (100, 0, 5, 25, 500),
            (100, 13, 5, 25, 500),
            (100, 2, 25, 25, 500),
            (100, 2, 5, 25, 0),
            (100, 2, 5, 101, 500),
        ] {
            assert_eq!(element(interest, payments, grace, maturity, discount), None);
        }
    }
}
