//! Donors for a call and calls for a donor, best first.
use std::collections::BTreeMap;

use domain::access::Action;
use domain::call::{Call, Pledge, PledgeStage};
use domain::donor::Donor;
use domain::ids::DonorId;
use domain::matching::{History, Score, score};
use lang::Lang;

use super::Caller;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Somebody, or something, with how well it fits.
pub struct Fit<T> {
    pub it: T,
    pub score: Score,
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
    all.sort_by_key(|f| std::cmp::Reverse(f.score.total));
    all
}

pub async fn donors_for(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Vec<Fit<Donor>>> {
    by.require(Action::ReadDonors, None)?;
    let calls = store::call::all(&ctx.store).await?;
    let call = calls.iter().find(|c| c.code == code).ok_or(Problem::NotFound("call"))?;
    let past = histories(ctx, &calls).await?;
    let fit = |donor: Donor| {
        let history = history(past.get(&donor.id), &call.facts.area);
        Fit { score: score(&call.facts, &donor.facts, history, &ctx.reference.weights), it: donor }
    };
    Ok(sorted(store::donor::all(&ctx.store).await?.into_iter().map(fit).collect()))
}

/// Only calls that take offers.
pub async fn calls_for(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Vec<Fit<Call>>> {
    by.require(Action::ReadDonors, None)?;
    let donor = super::donor::load(ctx, by, code).await?;
    let calls = store::call::all(&ctx.store).await?;
    let past = histories(ctx, &calls).await?;
    let fit = |call: Call| {
        let history = history(past.get(&donor.id), &call.facts.area);
        Fit { score: score(&call.facts, &donor.facts, history, &ctx.reference.weights), it: call }
    };
    Ok(sorted(calls.into_iter().filter(|c| c.status.takes_offers()).map(fit).collect()))
}
