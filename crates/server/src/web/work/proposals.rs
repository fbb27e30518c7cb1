//! The yearly proposals in a work list: what a unit has not sent, what waits for review.
use domain::access::{Action, Actor};
use domain::outline::OutlineStage;
use domain::outline::round::ProposalRound;

use super::tasks::Task;
use crate::app::{Caller, outline};
use crate::problem::Outcome;
use crate::web::page::Say;
use crate::web::routes::url;
use crate::web::visit::Visit;

/// Rounds that are open today, each as one task.
pub async fn tasks(visit: &Visit, by: &Caller, actor: &Actor) -> Outcome<Vec<Task>> {
    let ctx = &visit.web.ctx;
    let today = ctx.clock.today();
    let mut out = Vec::new();
    for round in store::outline::rounds(&ctx.store).await? {
        if round.closed_at.is_some() || today < round.terms.opens_on {
            continue;
        }
        if by.may(Action::ReviewProposals, None) {
            let outlines = store::outline::of_year(&ctx.store, round.terms.year).await?;
            let waits = |s: &OutlineStage| matches!(s, OutlineStage::Submitted { .. });
            let waiting = outlines.iter().filter(|o| waits(&o.stage)).count();
            out.extend((waiting > 0).then(|| review(visit, &round, waiting)));
        }
        let units = ctx.reference.organisations.reporting_units(round.terms.opens_on);
        let owes = units.iter().any(|o| o.code == actor.organisation);
        if owes && by.may(Action::Propose, Some(&actor.organisation)) {
            out.extend(own(visit, &round, &actor.organisation).await?);
        }
    }
    Ok(out)
}

fn review(visit: &Visit, round: &ProposalRound, waiting: usize) -> Task {
    let say = visit.say();
    Task {
        title: say.f1("work-propose-review", "year", round.terms.year.to_string()),
        sub: say.f1("work-propose-review-n", "n", waiting),
        rule: rule(visit, say, round, "III.1.3"),
        href: url::proposals(round.terms.year),
        button: say.t("work-propose-review-do"),
        ..Task::new(say, round.terms.due_on, visit.web.ctx.clock.today())
    }
}

/// Nothing once something was sent and nothing waits for the unit.
async fn own(visit: &Visit, round: &ProposalRound, unit: &str) -> Outcome<Option<Task>> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    let outlines = store::outline::of_unit(&ctx.store, round.terms.year, unit).await?;
    let count = |name: &str| outlines.iter().filter(|o| o.stage.name() == name).count();
    let sub = match (count("returned"), count("draft"), outlines.is_empty()) {
        (_, _, true) => say.t("work-propose-none").to_owned(),
        (0, 0, false) => return Ok(None),
        (0, drafts, _) => say.f1("work-propose-draft", "n", drafts),
        (returned, ..) => say.f1("work-propose-returned", "n", returned),
    };
    let place = ctx.reference.organisation(unit).and_then(|o| o.place.as_ref());
    let clause = if place.is_some() { "III.6.2" } else { "III.5.2" };
    Ok(Some(Task {
        title: say.f1("work-propose", "year", round.terms.year.to_string()),
        sub,
        rule: rule(visit, say, round, clause),
        href: url::own_outlines(round.terms.year, unit),
        button: say.t("work-propose-do"),
        ..Task::new(say, round.terms.due_on, ctx.clock.today())
    }))
}

fn rule(visit: &Visit, say: Say, round: &ProposalRound, clause: &str) -> String {
    match outline::plan_of(&visit.web.ctx, round) {
        Ok(plan) => say.f2("work-rule", "plan", &plan.number, "clause", clause),
        Err(_) => clause.to_owned(),
    }
}
