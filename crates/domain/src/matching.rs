//! Which donor may care for which call: points by area, sector, place, amount, kind of support, people and history, each
//! with its reason. It proposes; people decide.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::call::CallFacts;
use crate::donor::DonorFacts;

/// What each point counts for. Whole numbers; only their proportion matters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    pub area: u32,
    pub sector: u32,
    pub place: u32,
    pub amount: u32,
    pub support: u32,
    pub people: u32,
    pub history: u32,
}

/// What is known of a donor's past.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct History {
    /// Pledges that stand or are agreed, to calls of the same area.
    pub same_area: usize,
    pub any: usize,
}

/// One point: 0 to 100, and why, as the end of a message key `match-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Point {
    pub of: &'static str,
    pub score: u32,
    pub reason: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    /// 0 to 100.
    pub total: u32,
    pub points: Vec<Point>,
}

/// What says nothing counts half: a donor that names no area may care for any.
const UNSAID: u32 = 50;

/// How well a donor and a call fit. A registration that does not allow the place or the field ends it.
pub fn score(call: &CallFacts, donor: &DonorFacts, history: History, weights: &Weights) -> Score {
    let wishes = &donor.interests;
    let point = |of, (score, reason)| Point { of, score, reason };
    let registered = donor.registration.as_ref();
    let barred = |allowed: Option<&Vec<String>>, of: &String| {
        allowed.is_some_and(|all| !all.is_empty() && !all.contains(of))
    };
    let place = if barred(registered.map(|r| &r.places), &call.place) {
        (0, "registered-elsewhere")
    } else {
        among(&wishes.places, std::slice::from_ref(&call.place))
    };
    let area = if barred(registered.map(|r| &r.areas), &call.area) {
        (0, "registered-otherwise")
    } else {
        among(&wishes.areas, std::slice::from_ref(&call.area))
    };
    let points = vec![
        point("area", area),
        point("sector", among(&wishes.sectors, &call.sectors)),
        point("place", place),
        point("amount", amount(call.sought(), wishes.least, wishes.most)),
        point("support", among(&wishes.support, &call.support)),
        point("people", among(&wishes.peoples, &call.peoples)),
        point("history", past(history)),
    ];
    let weight = |of: &str| match of {
        "area" => weights.area,
        "sector" => weights.sector,
        "place" => weights.place,
        "amount" => weights.amount,
        "support" => weights.support,
        "people" => weights.people,
        _ => weights.history,
    };
    let all: u32 = points.iter().map(|p| weight(p.of)).sum();
    let sum: u32 = points.iter().map(|p| p.score * weight(p.of)).sum();
    let barred = place.1 == "registered-elsewhere" || area.1 == "registered-otherwise";
    Score { total: if barred || all == 0 { 0 } else { sum / all }, points }
}

fn among<T: PartialEq>(wished: &[T], of: &[T]) -> (u32, &'static str) {
    if wished.is_empty() || of.is_empty() {
        (UNSAID, "unsaid")
    } else if of.iter().any(|o| wished.contains(o)) {
        (100, "wished")
    } else {
        (0, "other")
    }
}

/// All of it fits a usual grant, or a part of it could be taken on.
fn amount(sought: i64, least: Option<i64>, most: Option<i64>) -> (u32, &'static str) {
    match (least, most) {
        (None, None) => (UNSAID, "unsaid"),
        (Some(least), _) if sought < least => (0, "too-small"),
        (_, Some(most)) if most < sought => {
            let share = i128::from(most.max(0)) * 100 / i128::from(sought.max(1));
            (u32::try_from(share).unwrap_or(0).min(99), "part")
        }
        _ => (100, "fits"),
    }
}

fn past(history: History) -> (u32, &'static str) {
    match (history.same_area, history.any) {
        (0, 0) => (0, "new"),
        (0, _) => (UNSAID, "gave-elsewhere"),
        _ => (100, "gave-here"),
    }
}

/// What an officer said of a pair. It is remembered beside the score and does not change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub yes: bool,
    #[serde(default)]
    pub reason: String,
    pub by: String,
    pub on: Date,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::YearBudget;
    use crate::donor::{Interests, Registration};

    const EVEN: Weights =
        Weights { area: 1, sector: 1, place: 1, amount: 1, support: 1, people: 1, history: 1 };

    fn call() -> CallFacts {
        CallFacts {
            area: "a".into(),
            place: "2025:32062".into(),
            support: vec!["financial".into()],
            budget: vec![YearBudget { year: 2026, donor_vnd: 1_000, ..YearBudget::default() }],
            ..CallFacts::default()
        }
    }

    fn reason(score: &Score, of: &str) -> (u32, &'static str) {
        score.points.iter().find(|p| p.of == of).map(|p| (p.score, p.reason)).unwrap()
    }

    #[test]
    fn who_wishes_for_it_comes_before_who_says_nothing_and_that_before_who_wishes_otherwise() {
        let donor = |areas: &[&str]| DonorFacts {
            interests: Interests {
                areas: areas.iter().map(|a| (*a).to_owned()).collect(),
                ..Interests::default()
            },
            ..DonorFacts::default()
        };
        let total = |d: &DonorFacts| score(&call(), d, History::default(), &EVEN).total;
        assert!(total(&donor(&["a", "g"])) > total(&donor(&[])));
        assert!(total(&donor(&[])) > total(&donor(&["đ"])));
    }

    #[test]
    fn a_registration_for_other_places_or_fields_ends_it_and_says_so() {
        let registration = Registration { places: vec!["2025:31825".into()], ..Registration::default() };
        let mut donor = DonorFacts { registration: Some(registration), ..DonorFacts::default() };
        let found = score(&call(), &donor, History::default(), &EVEN);
        assert_eq!((found.total, reason(&found, "place")), (0, (0, "registered-elsewhere")));
        let registration = Registration { areas: vec!["b".into()], ..Registration::default() };
        donor.registration = Some(registration);
        let found = score(&call(), &donor, History::default(), &EVEN);
        assert_eq!((found.total, reason(&found, "area")), (0, (0, "registered-otherwise")));
    }

    #[test]
    fn a_grant_smaller_than_the_call_counts_by_its_part() {
        let donor = |least, most| DonorFacts {
            interests: Interests { least, most, ..Interests::default() },
            ..DonorFacts::default()
        };
        let of =
            |least, most| reason(&score(&call(), &donor(least, most), History::default(), &EVEN), "amount");
        assert_eq!(of(None, Some(250)), (25, "part"));
        assert_eq!(of(Some(500), Some(2_000)), (100, "fits"));
        assert_eq!(of(Some(5_000), None), (0, "too-small"));
    }

    #[test]
    fn the_same_weights_give_the_same_total_and_history_counts() {
        let donor = DonorFacts::default();
        let total = |history| score(&call(), &donor, history, &EVEN).total;
        assert!(total(History { same_area: 1, any: 1 }) > total(History { same_area: 0, any: 2 }));
        assert!(total(History { same_area: 0, any: 2 }) > total(History::default()));
    }
}
