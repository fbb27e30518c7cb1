//! What the standing agency has on its desk: reports to look at, and who owes one.
use std::collections::BTreeMap;

use domain::access::Action;
use domain::ids::ObligationId;
use domain::round::{Round, Stage, Timing};
use jiff::civil::Date;
use store::obligation::Listed;

use super::tasks::{round_name, within};
use crate::app::Caller;
use crate::problem::Outcome;
use crate::web::page::Say;
use crate::web::routes::url;
use crate::web::visit::Visit;

pub struct Standing {
    pub waiting: Vec<Waiting>,
    pub waiting_all: usize,
    pub owing: Vec<Owing>,
    pub owing_all: usize,
    /// The newest round that is not sealed.
    pub round: Option<String>,
}

/// A submitted report that nobody has looked at.
pub struct Waiting {
    pub unit: String,
    pub round: String,
    pub on: String,
    pub late: Option<String>,
    pub href: String,
}

/// A unit that should have reported, or mended its report.
pub struct Owing {
    pub unit: String,
    pub what: String,
    pub when: String,
    pub late: bool,
    pub reminders: String,
    pub href: String,
}

/// Message of a report that came back.
const MENDS: &str = "work-owes-mend";
/// Listed of each kind.
const MOST: usize = 8;

impl Standing {
    /// `None` for everyone but the standing agency.
    pub async fn for_visitor(visit: &Visit, by: &Caller, rounds: &[Round]) -> Outcome<Option<Self>> {
        if !by.may(Action::ReviewReport, None) {
            return Ok(None);
        }
        Self::load(visit, rounds).await.map(Some)
    }

    /// Two queries for each round that is under way.
    async fn load(visit: &Visit, rounds: &[Round]) -> Outcome<Self> {
        let (store, today) = (&visit.web.ctx.store, visit.web.ctx.clock.today());
        let (mut waiting, mut owing) = (Vec::new(), Vec::new());
        let current: Vec<&Round> =
            rounds.iter().filter(|r| r.sealed.is_none() && r.terms.opens_on <= today).collect();
        for round in &current {
            let listed = store::obligation::of_round(store, round.id).await?;
            let reminders = store::mail::reminders(store, round.id).await?;
            waiting.extend(listed.iter().filter_map(|it| Waiting::of(visit, round, it)));
            owing.extend(listed.iter().filter_map(|it| Owing::of(visit, round, it, &reminders)));
        }
        waiting.sort_by_key(|(on, _)| *on);
        owing.sort_by_key(|(due, _)| *due);
        Ok(Self {
            waiting_all: waiting.len(),
            waiting: waiting.into_iter().take(MOST).map(|(_, w)| w).collect(),
            owing_all: owing.len(),
            owing: owing.into_iter().take(MOST).map(|(_, o)| o).collect(),
            round: current.first().map(|r| url::round(&r.terms.key)),
        })
    }
}

impl Waiting {
    fn of(visit: &Visit, round: &Round, it: &Listed) -> Option<(Date, Self)> {
        let Stage::Submitted { on, .. } = it.obligation.stage else { return None };
        let (say, ctx) = (visit.say(), &visit.web.ctx);
        let late = match it.obligation.timing(&round.terms, ctx.clock.today()) {
            Timing::Late { days } => Some(say.f1("work-late-days", "days", days)),
            _ => None,
        };
        Some((
            on,
            Self {
                unit: ctx.reference.name_of(&it.obligation.unit).to_owned(),
                round: round_name(say, round),
                on: say.f1("work-submitted-on", "on", on),
                late,
                href: url::report(&round.terms.key, &it.obligation.unit),
            },
        ))
    }
}

impl Owing {
    /// Units past their day, and those whose report came back.
    fn of(
        visit: &Visit,
        round: &Round,
        it: &Listed,
        sent: &BTreeMap<ObligationId, u32>,
    ) -> Option<(Date, Self)> {
        let (say, ctx) = (visit.say(), &visit.web.ctx);
        let today = ctx.clock.today();
        let (due, key) = match it.obligation.stage {
            Stage::Returned { until, .. } => (until, MENDS),
            Stage::NotOpened | Stage::Draft { .. } if it.obligation.excused.is_none() => {
                (it.obligation.last_day(&round.terms), "")
            }
            _ => return None,
        };
        if due >= today && key != MENDS {
            return None;
        }
        let late = due < today;
        let when = if late {
            lang::relative_days(say.lang(), due, today)
        } else {
            say.f1("work-owes-until", "on", due)
        };
        Some((
            due,
            Self {
                unit: ctx.reference.name_of(&it.obligation.unit).to_owned(),
                what: if key == MENDS {
                    say.f1(key, "round", within(say, round))
                } else {
                    round_name(say, round)
                },
                when,
                late,
                reminders: reminded(say, sent.get(&it.obligation.id).copied().unwrap_or(0)),
                href: url::report(&round.terms.key, &it.obligation.unit),
            },
        ))
    }
}

fn reminded(say: Say, times: u32) -> String {
    if times == 0 { say.t("work-not-reminded").to_owned() } else { say.f1("work-reminded", "n", times) }
}
