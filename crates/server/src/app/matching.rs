//! Donors for a call and calls for a donor, best first.
use std::collections::BTreeMap;

use domain::access::Action;
use domain::call::{Call, Pledge, PledgeStage};
use domain::donor::Donor;
use domain::ids::DonorId;
use domain::matching::{History, Said, Score, score};
use domain::refusal::Refusal;
use lang::Lang;
use serde_json::json;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Somebody, or something, with how well it fits.
pub struct Fit<T> {
    pub it: T,
    pub score: Score,
    /// What an officer said of the pair.
    pub said: Option<Said>,
}

/// «Lĩnh vực: đúng mong muốn; …»: what speaks for it or against it.
pub fn reasons(lang: Lang, score: &Score) -> String {
    let said = score.points.iter().filter(|p| p.reason != "unsaid").map(|p| {
        let of = lang::text(lang, &format!("match-of-{}", p.of));
        format!("{of}: {}", lang::text(lang, &format!("match-{}", p.reason)))
    });
    said.collect::<Vec<_>>().join("; ")
}

/// Pledges by donor, with the area of their call.
async fn histories(ctx: &Ctx, calls: &[Call]) -> Outcome<BTreeMap<DonorId, Vec<String>>> {
    let areas: BTreeMap<_, _> = calls.iter().map(|c| (c.id, c.facts.area.clone())).collect();
    let mut out: BTreeMap<DonorId, Vec<String>> = BTreeMap::new();
    let stands = |p: &Pledge| p.stage != PledgeStage::Withdrawn;
    for pledge in store::donor::pledges(&ctx.store).await?.into_iter().filter(stands) {
        let area = areas.get(&pledge.call).cloned().unwrap_or_default();
        out.entry(pledge.donor).or_default().push(area);
    }
    Ok(out)
}

fn history(of: Option<&Vec<String>>, area: &str) -> History {
    let areas = of.map(Vec::as_slice).unwrap_or_default();
    History { same_area: areas.iter().filter(|a| *a == area).count(), any: areas.len() }
}

fn sorted<T>(mut all: Vec<Fit<T>>) -> Vec<Fit<T>> {
    // A yes comes first and a no last, whatever the score.
    let rank = |said: &Option<Said>| said.as_ref().map_or(1, |s| if s.yes { 0 } else { 2 });
    all.sort_by_key(|f| (rank(&f.said), std::cmp::Reverse(f.score.total)));
    all
}

pub async fn donors_for(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Vec<Fit<Donor>>> {
    by.require(Action::ReadDonors, None)?;
    let calls = store::call::all(&ctx.store).await?;
    let call = calls.iter().find(|c| c.code == code).ok_or(Problem::NotFound("call"))?;
    let past = histories(ctx, &calls).await?;
    let mut said: BTreeMap<_, _> =
        store::match_decision::of_call(&ctx.store, code).await?.into_iter().collect();
    let fit = |donor: Donor| {
        let history = history(past.get(&donor.id), &call.facts.area);
        let said = said.remove(&donor.id);
        Fit { score: score(&call.facts, &donor.facts, history, &ctx.reference.weights), it: donor, said }
    };
    Ok(sorted(store::donor::all(&ctx.store).await?.into_iter().map(fit).collect()))
}

/// Only calls that take offers.
pub async fn calls_for(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Vec<Fit<Call>>> {
    by.require(Action::ReadDonors, None)?;
    let donor = super::donor::load(ctx, by, code).await?;
    let calls = store::call::all(&ctx.store).await?;
    let past = histories(ctx, &calls).await?;
    let mut said: BTreeMap<_, _> =
        store::match_decision::of_donor(&ctx.store, donor.id).await?.into_iter().collect();
    let fit = |call: Call| {
        let history = history(past.get(&donor.id), &call.facts.area);
        let said = said.remove(&call.code);
        Fit { score: score(&call.facts, &donor.facts, history, &ctx.reference.weights), it: call, said }
    };
    Ok(sorted(calls.into_iter().filter(|c| c.status.takes_offers()).map(fit).collect()))
}

/// Remembers what the caller says of a donor for a call: yes, no with a reason, or nothing any more.
///
/// # Errors
/// Refused for a no without a reason.
pub async fn say(
    ctx: &Ctx,
    by: &Caller,
    call: &str,
    donor: &str,
    yes: Option<bool>,
    reason: &str,
) -> Outcome<()> {
    by.require(Action::ManageDonors, None)?;
    let reason = reason.trim().to_owned();
    if yes == Some(false) && reason.is_empty() {
        return Err(Refusal::new("reason-needed").into());
    }
    let call = store::call::by_code(&ctx.store, call).await?.ok_or(Problem::NotFound("call"))?;
    let donor = super::donor::load(ctx, by, donor).await?;
    let said = yes.map(|yes| Said { yes, reason, by: by.name().to_owned(), on: ctx.clock.today() });
    let tx = ctx.store.begin().await?;
    store::match_decision::set(&tx, &call.code, donor.id, said.as_ref(), ctx.clock.now()).await?;
    let change = json!({ "call": call.code, "said": said });
    audit(&tx, ctx, by, "match.say", &format!("donor:{}", donor.code), change).await?;
    Ok(tx.commit().await?)
}
