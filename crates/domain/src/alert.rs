//! A saved search of the public catalogue: what somebody was told of each call, and what is news to them.
use std::collections::BTreeMap;

use jiff::Unit;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::call::CallStatus;

/// Days before its last day on which a call is said to close. Ours to choose: no source names a number.
pub const CLOSING_DAYS: i64 = 14;

/// Searches that one address may keep.
pub const MOST: usize = 10;

/// A call as somebody was told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub status: CallStatus,
    /// Whole đồng.
    pub missing: i64,
    pub closes_on: Option<Date>,
    /// They were told that it closes soon.
    #[serde(default)]
    pub closing: bool,
}

/// Why a letter speaks of a call. The order is that of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum News {
    New,
    Closing,
    Changed,
    /// It fits the search no more, or is no longer called for.
    Gone,
}

impl News {
    /// End of the message key `alert-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Closing => "closing",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

fn is_closing(it: &Told, today: Date) -> bool {
    let left = |on: Date| today.until((Unit::Day, on)).ok().map(|span| i64::from(span.get_days()));
    it.status.takes_offers()
        && it.closes_on.and_then(left).is_some_and(|days| (0..=CLOSING_DAYS).contains(&days))
}

/// What is news, by code, and what is told afterwards. `now` are the calls that fit today.
pub fn news(
    told: &BTreeMap<String, Told>,
    now: BTreeMap<String, Told>,
    today: Date,
) -> (Vec<(News, String)>, BTreeMap<String, Told>) {
    let gone = told.keys().filter(|code| !now.contains_key(*code)).map(|code| (News::Gone, code.clone()));
    let mut out: Vec<(News, String)> = gone.collect();
    let mut after = BTreeMap::new();
    for (code, mut it) in now {
        let before = told.get(&code);
        // Another last day is told of again.
        let said = before.is_some_and(|b| b.closing && b.closes_on == it.closes_on);
        it.closing = said || is_closing(&it, today);
        let same = |b: &Told| (b.status, b.missing, b.closes_on) == (it.status, it.missing, it.closes_on);
        match before {
            None => out.push((News::New, code.clone())),
            Some(_) if it.closing && !said => out.push((News::Closing, code.clone())),
            Some(b) if !same(b) => out.push((News::Changed, code.clone())),
            Some(_) => {}
        }
        after.insert(code, it);
    }
    out.sort();
    (out, after)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn call(status: CallStatus, missing: i64, closes_on: Option<Date>) -> Told {
        Told { status, missing, closes_on, closing: false }
    }

    fn told(calls: &[(&str, Told)]) -> BTreeMap<String, Told> {
        calls.iter().map(|(code, it)| ((*code).to_owned(), it.clone())).collect()
    }

    #[test]
    fn new_changed_closing_and_gone_are_told_once() {
        let day = date(2025, 11, 7);
        let open = |missing, closes| call(CallStatus::Open, missing, closes);
        let far = Some(date(2025, 12, 31));
        let before =
            told(&[("A", open(100, far)), ("B", open(100, None)), ("C", open(5, Some(date(2025, 11, 21))))]);
        let now = told(&[
            ("A", open(60, far)),
            ("C", open(5, Some(date(2025, 11, 21)))),
            ("D", open(1, Some(date(2025, 11, 10)))),
        ]);
        let (news_now, after) = news(&before, now.clone(), day);
        let expected = [(News::New, "D"), (News::Closing, "C"), (News::Changed, "A"), (News::Gone, "B")];
        assert_eq!(news_now, expected.map(|(n, c)| (n, c.to_owned())));
        assert_eq!(news(&after, now, day.tomorrow().unwrap()).0, [], "nothing is told twice");
    }

    #[test]
    fn a_call_closes_from_two_weeks_before_to_its_last_day_and_again_when_the_day_moves() {
        let closes = date(2025, 11, 21);
        let quiet = told(&[("A", call(CallStatus::Open, 1, Some(closes)))]);
        let on = |day| news(&quiet, quiet.clone(), day).0.len();
        assert_eq!(
            [on(date(2025, 11, 6)), on(date(2025, 11, 7)), on(closes), on(date(2025, 11, 22))],
            [0, 1, 1, 0]
        );
        let (_, after) = news(&quiet, quiet.clone(), date(2025, 11, 7));
        let moved = told(&[("A", call(CallStatus::Open, 1, Some(date(2025, 11, 23))))]);
        assert_eq!(news(&after, moved, date(2025, 11, 20)).0, [(News::Closing, "A".to_owned())]);
        let funded = told(&[("A", call(CallStatus::Funded, 1, Some(closes)))]);
        assert_eq!(news(&quiet, funded, closes).0, [(News::Changed, "A".to_owned())]);
    }
}
