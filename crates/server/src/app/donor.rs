//! Donors, what they pledge to calls, and how that becomes agreements and projects.
use domain::access::Action;
use domain::call::{Call, CallStatus, Gap, Pledge, PledgeFacts, PledgeStage};
use domain::donor::{Donor, DonorFacts};
use domain::finding::{Arg, Finding, Spot};
use domain::ids::PledgeId;
use domain::refusal::Refusal;
use jiff::civil::Date;
use serde_json::json;
use store::Tx;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

fn whole(ctx: &Ctx, facts: &DonorFacts) -> Outcome<()> {
    let mut findings = facts.checks(&iati::codelists::has_agency);
    if facts.interests.sectors.iter().any(|s| ctx.reference.codelists.purpose(s).is_none()) {
        let spot = Spot { column: Some("sectors".to_owned()), ..Spot::default() };
        findings.push(Finding::error("donor-sector", spot));
    }
    if findings.is_empty() { Ok(()) } else { Err(Refusal::new("donor-incomplete").because(findings).into()) }
}

fn search(facts: &DonorFacts) -> String {
    let identifiers: Vec<&str> = facts.identifiers.iter().map(|i| i.id.as_str()).collect();
    lang::fold(&format!("{} {} {} {}", facts.name.vi, facts.name.en, facts.country, identifiers.join(" ")))
}

/// # Errors
/// Refused with the findings when something is wrong with it.
pub async fn add(ctx: &Ctx, by: &Caller, facts: &DonorFacts) -> Outcome<Donor> {
    by.require(Action::ManageDonors, None)?;
    whole(ctx, facts)?;
    let tx = ctx.store.begin().await?;
    let it = store::donor::insert(&tx, facts, &search(facts), ctx.clock.now()).await?;
    audit(&tx, ctx, by, "donor.add", &subject(&it.code), json!({ "facts": facts })).await?;
    tx.commit().await?;
    Ok(it)
}

pub async fn change(ctx: &Ctx, by: &Caller, code: &str, facts: DonorFacts) -> Outcome<()> {
    by.require(Action::ManageDonors, None)?;
    whole(ctx, &facts)?;
    let mut it = load(ctx, by, code).await?;
    it.facts = facts;
    let tx = ctx.store.begin().await?;
    store::donor::update(&tx, &it, &search(&it.facts), ctx.clock.now()).await?;
    audit(&tx, ctx, by, "donor.change", &subject(code), json!({ "facts": it.facts })).await?;
    Ok(tx.commit().await?)
}

pub async fn load(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Donor> {
    by.require(Action::ReadDonors, None)?;
    store::donor::by_code(&ctx.store, code).await?.ok_or(Problem::NotFound("donor"))
}

fn subject(code: &str) -> String {
    format!("donor:{code}")
}

/// What a donor says it will give to a call. The call is then pledged to.
///
/// # Errors
/// As [`PledgeFacts::vnd`] says of the amount; for an unknown call, or one that takes no offers.
pub async fn pledge(
    ctx: &Ctx,
    by: &Caller,
    donor: &str,
    call: &str,
    vnd: Option<i64>,
    facts: PledgeFacts,
) -> Outcome<PledgeId> {
    by.require(Action::ManageDonors, None)?;
    let donor = load(ctx, by, donor).await?;
    let amount = facts.vnd(vnd)?;
    let unknown = || Refusal::new("pledge-no-call").with("call", Arg::Text(call.to_owned()));
    let mut it = store::call::by_code(&ctx.store, call).await?.ok_or_else(unknown)?;
    if !it.status.takes_offers() {
        return Err(Refusal::new("pledge-call-closed").into());
    }
    let stage = PledgeStage::Pledged;
    let pledge = Pledge { id: PledgeId(0), call: it.id, donor: donor.id, stage, amount, facts };
    let tx = ctx.store.begin().await?;
    let id = store::donor::insert_pledge(&tx, &pledge, ctx.clock.now()).await?;
    follow(&tx, ctx, &mut it, CallStatus::Pledged).await?;
    let change = json!({ "call": it.code, "amount": amount, "facts": pledge.facts, "donor": donor.code,
        "status": it.status });
    audit(&tx, ctx, by, "pledge.add", &subject(&donor.code), change).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes a call to the status that its money says, where there is a way there.
async fn follow(tx: &Tx, ctx: &Ctx, call: &mut Call, to: CallStatus) -> Outcome<()> {
    if call.status != to && call.status.next().contains(&to) {
        call.turn(to, "", ctx.clock.today())?;
        store::call::update(tx, call, &super::call::search(ctx, &call.facts), ctx.clock.now()).await?;
    }
    Ok(())
}

/// A pledge's next stage, and the project that it became.
#[derive(Debug, Clone, Default)]
pub struct Turn {
    pub to: String,
    pub agreement: String,
    pub agreed_on: Option<Date>,
    /// Code of a project of the register.
    pub project: String,
    pub reason: String,
}

/// Notes an agreement, a withdrawal or the project. Agreements that leave nothing missing fund the call.
///
/// # Errors
/// As [`Pledge::turn`] says; `pledge-no-project` for a project that the register does not know.
pub async fn turn_pledge(ctx: &Ctx, by: &Caller, id: PledgeId, turn: &Turn) -> Outcome<()> {
    by.require(Action::ManageDonors, None)?;
    let mut it = store::donor::pledge_by_id(&ctx.store, id).await?.ok_or(Problem::NotFound("pledge"))?;
    if let Some(to) = PledgeStage::of(&turn.to) {
        it.turn(to, (&turn.agreement, turn.agreed_on), &turn.reason)?;
    }
    if !turn.project.is_empty() {
        let project = store::project::by_code(&ctx.store, &turn.project).await?;
        let unknown = || Refusal::new("pledge-no-project").with("project", Arg::Text(turn.project.clone()));
        it.facts.project = Some(project.ok_or_else(unknown)?.code);
    }
    let tx = ctx.store.begin().await?;
    store::donor::update_pledge(&tx, &it, ctx.clock.now()).await?;
    let pledges = store::donor::pledges_to(&tx, it.call).await?;
    let code = store::call::names(&tx, &[it.call]).await?.remove(&it.call).map(|(code, _)| code);
    if let Some(mut call) = store::call::by_code(&tx, &code.unwrap_or_default()).await? {
        let agreed = pledges.iter().filter(|p| p.stage == PledgeStage::Agreed).map(|p| p.amount).sum();
        let gap = Gap { sought: call.facts.sought(), pledged: 0, agreed };
        if gap.missing() == 0 {
            follow(&tx, ctx, &mut call, CallStatus::Funded).await?;
        }
    }
    let change = json!({ "pledge": id, "stage": it.stage.name(), "facts": it.facts });
    audit(&tx, ctx, by, "pledge.turn", &format!("pledge:{id}"), change).await?;
    Ok(tx.commit().await?)
}
