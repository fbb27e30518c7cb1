//! Reporting rounds: opened for a year, followed, reminded of.
use std::sync::Arc;

use domain::access::Action;
use domain::consolidation::{Counts, counts};
use domain::finding::Arg;
use domain::form::Form;
use domain::ids::RoundId;
use domain::refusal::Refusal;
use domain::round::{Obligation, Round, Terms, Timing};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

mod draft;
pub mod request;

pub use draft::{Addressee, Draft, reminder_draft};

/// The terms that the plan in force gives the yearly round.
pub fn terms_by_plan(ctx: &Ctx, year: i16) -> Outcome<Terms> {
    let plan = ctx.reference.plan_of(year).ok_or_else(|| {
        Problem::from(Refusal::new("no-plan-for-year").with("year", Arg::Text(year.to_string())))
    })?;
    let duty = plan.report.as_ref().ok_or(Problem::NotFound("report duty"))?;
    Ok(duty.terms(year, ANNUAL_FORM))
}

/// Form of the yearly report, `data/forms/annual.toml`.
const ANNUAL_FORM: &str = "annual";

/// Opens a round: an obligation arises for each unit that holds a reporting seat on the day it
/// opens. `recipients` narrows an ad hoc request to some of them.
pub async fn open(
    ctx: &Ctx,
    by: &Caller,
    terms: Terms,
    form: Option<Form>,
    recipients: Option<&[String]>,
) -> Outcome<RoundId> {
    by.require(Action::RunRound, None)?;
    terms.check()?;
    let form = match form {
        Some(form) => form,
        None => ctx.reference.form(&terms.form).cloned().ok_or(Problem::NotFound("form"))?,
    };
    let tx = ctx.store.begin().await?;
    if store::round::by_key(&tx, &terms.key).await?.is_some() {
        return Err(Refusal::new("round-exists").with("round", Arg::Words(terms.title)).into());
    }
    let units: Vec<String> = ctx
        .reference
        .organisations
        .reporting_units(terms.opens_on)
        .into_iter()
        .map(|o| o.code.clone())
        .filter(|c| recipients.is_none_or(|r| r.contains(c)))
        .collect();
    if units.is_empty() {
        return Err(Refusal::new("round-without-units").into());
    }
    let id = store::round::insert(&tx, &terms, &form, ctx.clock.now()).await?;
    store::obligation::insert_many(&tx, id, &units).await?;
    audit(
        &tx,
        ctx,
        by,
        "round.open",
        &format!("round/{}", terms.key),
        json!({ "terms": terms, "units": units.len() }),
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes the days or titles of a round that is open.
pub async fn change(ctx: &Ctx, by: &Caller, key: &str, terms: Terms) -> Outcome<()> {
    by.require(Action::RunRound, None)?;
    terms.check()?;
    let tx = ctx.store.begin().await?;
    let old = store::round::by_key(&tx, key).await?.ok_or(Problem::NotFound("round"))?;
    if old.round.terms.form != terms.form || old.round.terms.key != terms.key {
        return Err(Refusal::new("round-form-fixed").into());
    }
    store::round::update_terms(&tx, old.round.id, &terms).await?;
    let change = json!({ "from": old.round.terms, "to": terms });
    audit(&tx, ctx, by, "round.change", &format!("round/{key}"), change).await?;
    Ok(tx.commit().await?)
}

/// One unit in the round's overview.
pub struct UnitState {
    pub obligation: Obligation,
    pub name: String,
    pub timing: Timing,
    pub parts: std::collections::BTreeMap<String, domain::report::parts::PartState>,
}

pub struct Overview {
    pub round: Round,
    pub form: Arc<Form>,
    pub units: Vec<UnitState>,
    pub counts: Counts,
}

/// Every unit of the round as it stands on that day, departments first.
pub async fn overview(ctx: &Ctx, by: &Caller, key: &str, on: Date) -> Outcome<Overview> {
    by.require(Action::ReadRound, None)?;
    let opened = store::round::by_key(&ctx.store, key).await?.ok_or(Problem::NotFound("round"))?;
    let listed = store::obligation::of_round(&ctx.store, opened.round.id).await?;
    let terms = &opened.round.terms;
    let counts = counts(terms, listed.iter().map(|l| &l.obligation), on);
    let units = listed
        .into_iter()
        .map(|l| UnitState {
            name: ctx.reference.name_of(&l.obligation.unit).to_owned(),
            timing: l.obligation.timing(terms, on),
            obligation: l.obligation,
            parts: l.parts,
        })
        .collect();
    Ok(Overview { round: opened.round, form: opened.form, units, counts })
}

/// `round status --format json`.
#[derive(Debug, Serialize)]
pub struct Status {
    pub round: String,
    pub due: Date,
    pub last_day_on_time: Date,
    pub on: Date,
    pub units: Vec<UnitStatus>,
    pub counts: Counts,
}

#[derive(Debug, Serialize)]
pub struct UnitStatus {
    pub code: String,
    pub name: String,
    pub status: &'static str,
    pub submitted_on: Option<Date>,
    pub late: bool,
}

/// The round as it stood on that day: what was submitted later does not count yet.
pub async fn status(ctx: &Ctx, by: &Caller, key: &str, on: Date) -> Outcome<Status> {
    let seen = overview(ctx, by, key, on).await?;
    let terms = &seen.round.terms;
    let then: Vec<(Obligation, String)> =
        seen.units.into_iter().map(|u| (u.obligation.as_of(on), u.name)).collect();
    let counts = counts(terms, then.iter().map(|(o, _)| o), on);
    let units = then
        .into_iter()
        .map(|(o, name)| UnitStatus {
            late: o.timing(terms, on).is_late(),
            status: o.stage.name(),
            submitted_on: o.first_submitted_on,
            code: o.unit,
            name,
        })
        .collect();
    Ok(Status {
        round: key.to_owned(),
        due: terms.due,
        last_day_on_time: terms.last_day_on_time(),
        on,
        units,
        counts,
    })
}

/// What became of a request to remind.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reminded {
    pub sent: usize,
    /// Units that were reminded within the last hour and are left alone.
    pub already: Vec<String>,
    /// Units without an account that could receive the letter.
    pub without_address: Vec<String>,
}

/// Sends a reminder to each named unit that has not reported. `again` overrides the hour.
pub async fn remind(ctx: &Ctx, by: &Caller, key: &str, units: &[String], again: bool) -> Outcome<Reminded> {
    by.require(Action::RunRound, None)?;
    let tx = ctx.store.begin().await?;
    let opened = store::round::by_key(&tx, key).await?.ok_or(Problem::NotFound("round"))?;
    let listed = store::obligation::of_round(&tx, opened.round.id).await?;
    let last = store::mail::last_for_obligations(&tx, opened.round.id).await?;
    let now = ctx.clock.now();
    let mut done = Reminded::default();
    for it in listed.iter().filter(|l| units.contains(&l.obligation.unit)) {
        let unit = &it.obligation.unit;
        if draft::is_fresh(last.get(&it.obligation.id), now) && !again {
            done.already.push(unit.clone());
            continue;
        }
        let dedupe = format!("remind/{key}/{unit}/{now}");
        match super::letter::reminder(&tx, ctx, &opened.round, &it.obligation, &dedupe).await? {
            0 => done.without_address.push(unit.clone()),
            _ => done.sent += 1,
        }
    }
    audit(
        &tx,
        ctx,
        by,
        "round.remind",
        &format!("round/{key}"),
        json!({ "units": units, "sent": done.sent }),
    )
    .await?;
    tx.commit().await?;
    Ok(done)
}

/// The timer's reminders: on each reminder day, once to each unit that has not submitted.
/// Runs any number of times a day; a letter that went out is never repeated.
pub async fn remind_by_calendar(ctx: &Ctx) -> Outcome<usize> {
    let today = ctx.clock.today();
    let mut sent = 0;
    for round in store::round::list(&ctx.store).await? {
        if !round.terms.reminder_days().contains(&today) {
            continue;
        }
        let tx = ctx.store.begin().await?;
        for it in store::obligation::of_round(&tx, round.id).await? {
            if it.obligation.first_submitted_on.is_some() {
                continue;
            }
            let dedupe = format!("calendar/{}/{}/{today}", round.terms.key, it.obligation.unit);
            sent += super::letter::reminder(&tx, ctx, &round, &it.obligation, &dedupe).await?;
        }
        tx.commit().await?;
    }
    Ok(sent)
}
