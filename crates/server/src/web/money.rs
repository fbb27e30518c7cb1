//! Money as it is typed into a form: figures, a currency, the rate by which it stands as đồng.
use domain::call::Original;
use domain::outline::Rate;

use super::form::Form;
use super::page::Say;

/// More than any plan of a province, in any unit.
const MOST: i64 = 1_000_000_000_000_000_000;

/// Fields of an amount in another currency, as [`original`] reads them.
pub const ORIGINAL: [&str; 5] = ["currency", "original", "rate", "rate_on", "rate_source"];

/// A figure that is not negative, in units of 10^-places; may be empty.
pub fn figure(form: &mut Form, field: &str, places: u32, key: &str) -> Option<i64> {
    let typed = form.value(field).to_owned();
    if typed.is_empty() {
        return None;
    }
    let read = lang::parse_number(&typed).and_then(|n| n.at_scale(places)).ok();
    let read = read.filter(|n| (0..MOST).contains(n));
    if read.is_none() {
        form.refuse(field, key);
    }
    read
}

/// ISO 4217; may be empty.
pub fn currency(form: &mut Form) -> String {
    let code = form.value("currency").to_owned();
    if !code.is_empty() && (code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase())) {
        form.refuse("currency", "outline-currency-unread");
    }
    code
}

/// All three parts or none.
pub fn rate(form: &mut Form) -> Option<Rate> {
    let vnd_e2 = figure(form, "rate", 2, "outline-money-unread");
    let on = form.day("rate_on");
    let source = form.value("rate_source").to_owned();
    if vnd_e2.is_none() && on.is_none() && source.is_empty() {
        return None;
    }
    if let (Some(vnd_e2), Some(on), false) = (vnd_e2, on, source.is_empty()) {
        return Some(Rate { vnd_e2, on, source });
    }
    if form.error("rate").is_none() && form.error("rate_on").is_none() {
        form.refuse("rate", "outline-rate-parts");
    }
    None
}

/// An amount in another currency with its rate; nothing when no field of it was filled in.
pub fn original(form: &mut Form) -> Option<Original> {
    if ORIGINAL.iter().all(|field| form.value(field).is_empty()) {
        return None;
    }
    let (currency, rate) = (currency(form), rate(form));
    let amount = figure(form, "original", 2, "outline-money-unread");
    match (amount, rate) {
        (Some(amount), Some(rate)) if !currency.is_empty() => Some(Original { currency, amount, rate }),
        _ => {
            if !form.failed() {
                form.refuse("original", "pledge-original-parts");
            }
            None
        }
    }
}

/// «150.000 EUR (tỷ giá 29.500, ngày 06/11/2025, Ngân hàng …)»
pub fn stated(say: Say, it: &Original) -> String {
    let rate = lang::decimal(say.lang(), it.rate.vnd_e2, 2, 0, 2);
    let args = [
        ("amount", lang::amount(say.lang(), it.amount, 2, &it.currency).into()),
        ("rate", rate.into()),
        ("on", say.date(it.rate.on).into()),
        ("source", it.rate.source.as_str().into()),
    ];
    lang::format(say.lang(), "pledge-original-stated", &args)
}
