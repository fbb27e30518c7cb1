//! How much of a loan is given: five terms, one answer, and what it means for ODA.
use askama::Template;
use axum::response::Response;
use domain::procedure::{LoanTerms, TIED, UNTIED, grant_element};

use super::form::Form;
use super::page::{Page, Visit, show};
use super::routes::url;
use crate::problem::Outcome;

#[derive(Template)]
#[template(path = "procedure/grant_element.html")]
struct GrantElementPage {
    p: Page,
    form: Form,
    payments: Vec<(String, String)>,
    /// The answer, and whether it is enough for a tied and for an untied loan.
    answer: Option<(String, bool, bool)>,
}

const FIELDS: [&str; 5] = ["lai", "ky", "an-han", "thoi-han", "chiet-khau"];

/// `GET /yeu-to-khong-hoan-lai?lai=0,75&ky=2&an-han=10&thoi-han=40&chiet-khau=5`
pub async fn page(visit: Visit) -> Outcome<Response> {
    let given = FIELDS.map(|f| visit.query(f));
    let asked = given.iter().any(|v| !v.is_empty());
    let values: Vec<(&str, &str)> = FIELDS.iter().zip(&given).map(|(f, v)| (*f, v.as_str())).collect();
    let mut form = Form::filled(&values);
    let answer = if asked { compute(&mut form) } else { None };
    let p = visit.office("grant-element").failed_if(form.failed());
    let payments = [1, 2, 4, 12].map(|n| (n.to_string(), p.f1("grant-element-times", "n", n))).to_vec();
    let answer = answer.map(|e| (lang::decimal(p.lang(), e, 2, 1, 2), e >= TIED, e >= UNTIED));
    show(&GrantElementPage { p, form, payments, answer })
}

/// Hundredths of a per cent; fields that cannot be read are refused.
fn compute(form: &mut Form) -> Option<i64> {
    let read = FIELDS.map(|field| {
        // Rates have two decimals, the rest are whole.
        let scale = if matches!(field, "lai" | "chiet-khau") { 2 } else { 0 };
        let number = lang::parse_number(form.value(field)).ok().and_then(|n| n.at_scale(scale).ok());
        let number = number.and_then(|n| u32::try_from(n).ok());
        if number.is_none() {
            form.refuse(field, "grant-element-number");
        }
        number
    });
    let [Some(interest), Some(payments), Some(grace), Some(maturity), Some(discount)] = read else {
        return None;
    };
    let element = grant_element(&LoanTerms { interest, payments, grace, maturity, discount });
    if element.is_none() {
        form.refuse("thoi-han", "grant-element-unsound");
    }
    element
}
