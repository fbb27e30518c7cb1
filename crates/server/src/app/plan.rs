//! The plan at work: which duty stands how, and which unit has been briefed.
use std::collections::BTreeMap;

use domain::access::Action;
use domain::plan::{DutyState, Plan};
use domain::refusal::Refusal;
use jiff::civil::Date;
use serde_json::json;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// A step of making a plan known to a unit (clause I.1).
pub const STEPS: [&str; 3] = ["received", "read", "briefed"];

pub struct Shown<'c> {
    pub plan: &'c Plan,
    /// State of each duty by its id, with the day and the person that recorded it.
    pub duties: BTreeMap<String, store::duty_state::DutyState>,
    pub briefings: Vec<store::briefing::Briefing>,
    /// Units that owe work under the plan today and have not briefed their people.
    pub not_briefed: Vec<String>,
}

pub async fn show<'c>(ctx: &'c Ctx, by: &Caller, on: Date) -> Outcome<Shown<'c>> {
    by.require(Action::ReadPlan, None)?;
    let plan = current(ctx, on)?;
    let duties = store::duty_state::list(&ctx.store, &plan.id)
        .await?
        .into_iter()
        .map(|d| (d.duty.clone(), d))
        .collect();
    let briefings = store::briefing::list(&ctx.store, &plan.id).await?;
    let done = |code: &str| briefings.iter().any(|b| b.unit == code && b.step == STEPS[2]);
    let units = ctx.reference.organisations.reporting_units(on);
    let not_briefed = units.into_iter().map(|o| o.code.clone()).filter(|c| !done(c)).collect();
    Ok(Shown { plan, duties, briefings, not_briefed })
}

/// The plan whose duties are at work on that day.
pub fn current(ctx: &Ctx, on: Date) -> Outcome<&Plan> {
    // After its period a plan is still the one whose duties are closed, until another begins.
    let newest = ctx.reference.plans.iter().filter(|p| p.notice.is_none()).max_by_key(|p| p.period.from);
    ctx.reference.plan_of(on.year()).or(newest).ok_or(Problem::NotFound("plan"))
}

/// Stable word of a duty's state, as it is stored and as message keys end.
pub fn duty_word(state: DutyState) -> &'static str {
    match state {
        DutyState::NotRecorded => "not-recorded",
        DutyState::Running => "running",
        DutyState::Done => "done",
        DutyState::Stopped => "stopped",
    }
}

/// Records how a duty stands.
pub async fn set_duty(ctx: &Ctx, by: &Caller, duty: &str, state: DutyState, note: &str) -> Outcome<()> {
    by.require(Action::RunRound, None)?;
    let today = ctx.clock.today();
    let plan = current(ctx, today)?;
    plan.duty(duty).ok_or(Problem::NotFound("duty"))?;
    let tx = ctx.store.begin().await?;
    let recorded = store::duty_state::DutyState {
        duty: duty.to_owned(),
        status: duty_word(state).to_owned(),
        note: note.trim().to_owned(),
        on: today,
        by: by.name().to_owned(),
    };
    store::duty_state::set(&tx, &plan.id, &recorded).await?;
    audit(
        &tx,
        ctx,
        by,
        "plan.duty",
        &format!("plan/{}/{duty}", plan.id),
        json!({ "state": state, "note": note }),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// A unit states that it received, read or briefed its people on the plan.
pub async fn acknowledge(
    ctx: &Ctx,
    by: &Caller,
    unit: &str,
    step: &str,
    on: Date,
    note: &str,
) -> Outcome<()> {
    by.require(Action::WriteReport, Some(unit))?;
    if !STEPS.contains(&step) {
        return Err(Problem::NotFound("step"));
    }
    if on > ctx.clock.today() {
        return Err(Refusal::new("day-in-the-future").into());
    }
    let plan = current(ctx, ctx.clock.today())?;
    let tx = ctx.store.begin().await?;
    let recorded = store::briefing::Briefing {
        unit: unit.to_owned(),
        step: step.to_owned(),
        on,
        by: by.name().to_owned(),
        note: note.trim().to_owned(),
    };
    store::briefing::set(&tx, &plan.id, &recorded).await?;
    audit(
        &tx,
        ctx,
        by,
        "plan.acknowledge",
        &format!("plan/{}/{unit}", plan.id),
        json!({ "step": step, "on": on }),
    )
    .await?;
    Ok(tx.commit().await?)
}
