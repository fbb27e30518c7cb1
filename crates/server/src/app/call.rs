//! Calls for aid: approved outlines become calls, officers translate them, their status moves on.
use domain::access::Action;
use domain::call::{Call, CallFacts, CallStatus, Contact, TEXTS};
use domain::finding::Arg;
use domain::outline::OutlineStage;
use domain::refusal::Refusal;
use serde_json::json;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod file;

/// Makes a forecast of each approved outline of a year that is no call yet. Gives their codes.
pub async fn compile(ctx: &Ctx, by: &Caller, year: i16) -> Outcome<Vec<String>> {
    by.require(Action::WriteCatalogue, None)?;
    let today = ctx.clock.today();
    let organisation = ctx.reference.standing(today).map(|o| o.name.vi.clone()).unwrap_or_default();
    let tx = ctx.store.begin().await?;
    let done = store::call::outlines(&tx).await?;
    let mut codes = Vec::new();
    for it in store::outline::of_year(&tx, year).await? {
        if !matches!(it.stage, OutlineStage::Approved { .. }) || done.contains(&it.id) {
            continue;
        }
        let mut facts = CallFacts::of_outline(&it.facts);
        facts.contacts = vec![Contact { organisation: organisation.clone(), ..Contact::default() }];
        let search = search(ctx, &facts);
        let call = store::call::insert(&tx, year, Some(it.id), &facts, &search, ctx.clock.now()).await?;
        codes.push(call.code);
    }
    if !codes.is_empty() {
        audit(&tx, ctx, by, "call.compile", &format!("catalogue/{year}"), json!({ "calls": codes })).await?;
    }
    tx.commit().await?;
    Ok(codes)
}

/// What a call is found by: its words, its place today and under its old names, its owner.
pub fn search(ctx: &Ctx, facts: &CallFacts) -> String {
    let place = ctx.reference.place_name(&facts.place);
    let mut words: Vec<&str> = vec![&facts.hamlet, &facts.owner];
    for field in TEXTS {
        words.extend(facts.text(field).into_iter().flat_map(|t| [t.vi.as_str(), t.en.as_str()]));
    }
    let before = ctx.reference.former_names(&facts.place);
    words.extend(before.iter().map(String::as_str));
    words.extend(place.iter().flat_map(|w| [w.vi.as_str(), w.en.as_str()]));
    lang::fold(&words.join(" "))
}

pub async fn load(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Call> {
    by.require(Action::ReadCatalogue, None)?;
    store::call::by_code(&ctx.store, code).await?.ok_or(Problem::NotFound("call"))
}

/// Saves over the revision that the sender had before them.
///
/// # Errors
/// A conflict when someone else saved in between; refused without a name, or with a code that no list has.
pub async fn save(ctx: &Ctx, by: &Caller, code: &str, revision: i64, facts: CallFacts) -> Outcome<()> {
    by.require(Action::WriteCatalogue, None)?;
    if facts.name.vi.trim().is_empty() {
        return Err(Refusal::new("call-no-name").into());
    }
    if let Some(unknown) = facts.sectors.iter().find(|s| ctx.reference.codelists.purpose(s).is_none()) {
        return Err(Refusal::new("call-no-sector").with("code", Arg::Text(unknown.clone())).into());
    }
    let mut call = load(ctx, by, code).await?;
    let fields = call.facts.differs(&facts);
    call.revision = revision;
    call.facts = facts;
    let tx = ctx.store.begin().await?;
    store::call::update(&tx, &call, &search(ctx, &call.facts), ctx.clock.now()).await?;
    audit(&tx, ctx, by, "call.save", &subject(code), json!({ "over": revision, "fields": fields })).await?;
    Ok(tx.commit().await?)
}

/// Takes a call to another status; everyone sees it at once.
///
/// # Errors
/// As [`Call::turn`] says.
pub async fn turn(ctx: &Ctx, by: &Caller, code: &str, to: CallStatus, reason: &str) -> Outcome<()> {
    by.require(Action::WriteCatalogue, None)?;
    let mut call = load(ctx, by, code).await?;
    let from = call.status;
    call.turn(to, reason, ctx.clock.today())?;
    let tx = ctx.store.begin().await?;
    store::call::update(&tx, &call, &search(ctx, &call.facts), ctx.clock.now()).await?;
    let change = json!({ "from": from, "to": to, "reason": call.said.reason });
    audit(&tx, ctx, by, "call.turn", &subject(code), change).await?;
    Ok(tx.commit().await?)
}

fn subject(code: &str) -> String {
    format!("call:{code}")
}
