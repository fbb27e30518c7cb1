//! Needs: stated by units, shown with what answers them, closed when met.
use domain::access::Action;
use domain::finding::Finding;
use domain::ids::NeedId;
use domain::need::{Answers, Known, Need, NeedFacts, checks};
use domain::refusal::Refusal;
use serde_json::json;
use store::need::{File, Filter, NewFile};

use super::{Caller, audit, files};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Files of one need, and the largest of them in bytes: small machines keep them in the database.
pub const MOST_FILES: usize = 10;
pub const LARGEST_FILE: u64 = 5_000_000;

/// A filter that shows no more than the caller may see: all needs, or those of the own unit.
pub fn seen(by: &Caller, mut filter: Filter) -> Outcome<Filter> {
    if by.may(Action::ReadProposals, None) {
        return Ok(filter);
    }
    let own = by.actor().map(|a| a.organisation.clone());
    by.require(Action::ReadProposals, own.as_deref())?;
    filter.unit = own;
    Ok(filter)
}

/// A need with what answers it and its evidence.
pub async fn show(ctx: &Ctx, by: &Caller, id: NeedId) -> Outcome<(Need, Answers, Vec<File>)> {
    let (need, answers) = store::need::load(&ctx.store, id).await?.ok_or(Problem::NotFound("need"))?;
    by.require(Action::ReadProposals, Some(&need.unit))?;
    let files = store::need::files(&ctx.store, id).await?;
    Ok((need, answers, files))
}

/// What is wrong with the answers of a form, on the day of the clock.
pub fn check(ctx: &Ctx, facts: &NeedFacts) -> Vec<Finding> {
    let today = ctx.clock.today();
    let codes = ctx.reference.codes(today.year(), today);
    let known = Known {
        is_place: &|code| codes.is_place(code) && ctx.reference.is_commune(code),
        is_area: &|letter| codes.areas.iter().any(|(l, _)| l == letter),
        is_people: &|people| ctx.reference.people(people).is_some(),
    };
    checks(facts, &known)
}

/// States a need for a unit.
///
/// # Errors
/// Refused with `need-incomplete` and the findings.
pub async fn add(ctx: &Ctx, by: &Caller, unit: &str, facts: &NeedFacts) -> Outcome<NeedId> {
    by.require(Action::Propose, Some(unit))?;
    whole(ctx, facts)?;
    let tx = ctx.store.begin().await?;
    let id = store::need::insert(&tx, unit, facts, &search_text(ctx, facts), ctx.clock.now()).await?;
    audit(&tx, ctx, by, "need.add", &subject(id), json!(facts)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes what was stated.
pub async fn change(ctx: &Ctx, by: &Caller, id: NeedId, facts: &NeedFacts) -> Outcome<()> {
    let (mut need, ..) = show(ctx, by, id).await?;
    by.require(Action::Propose, Some(&need.unit))?;
    whole(ctx, facts)?;
    let before = std::mem::replace(&mut need.facts, facts.clone());
    save(ctx, by, &need, "need.change", json!({ "from": before, "to": facts })).await
}

/// Says that a need is met or withdrawn, or that it is there again.
pub async fn close(ctx: &Ctx, by: &Caller, id: NeedId, closed: bool) -> Outcome<()> {
    let (mut need, ..) = show(ctx, by, id).await?;
    by.require(Action::Propose, Some(&need.unit))?;
    need.closed = closed;
    save(ctx, by, &need, "need.close", json!({ "closed": closed })).await
}

async fn save(ctx: &Ctx, by: &Caller, need: &Need, action: &str, change: serde_json::Value) -> Outcome<()> {
    let tx = ctx.store.begin().await?;
    store::need::update(&tx, need, &search_text(ctx, &need.facts), ctx.clock.now()).await?;
    audit(&tx, ctx, by, action, &subject(need.id), change).await?;
    Ok(tx.commit().await?)
}

/// Keeps a photo or a paper that shows the need. What it is, is told by its content, not its name.
///
/// # Errors
/// Refused with `file-kind`, `file-large` or `need-files-many`.
pub async fn attach(ctx: &Ctx, by: &Caller, id: NeedId, name: &str, bytes: Vec<u8>) -> Outcome<()> {
    let (need, _, files) = show(ctx, by, id).await?;
    by.require(Action::Propose, Some(&need.unit))?;
    if files.len() >= MOST_FILES {
        return Err(Refusal::new("need-files-many").into());
    }
    let (kind, sha256) = files::known(&bytes)?;
    let change = json!({ "file": name, "kind": kind, "sha256": sha256 });
    let tx = ctx.store.begin().await?;
    let new = NewFile { name, kind, sha256: &sha256, bytes };
    store::need::add_file(&tx, id, new, ctx.clock.now()).await?;
    audit(&tx, ctx, by, "need.file", &subject(id), change).await?;
    Ok(tx.commit().await?)
}

/// Name, kind and content of a file of a need.
pub async fn file(ctx: &Ctx, by: &Caller, id: NeedId, file: i64) -> Outcome<(String, &'static str, Vec<u8>)> {
    show(ctx, by, id).await?;
    let found = store::need::file(&ctx.store, id, file).await?.ok_or(Problem::NotFound("file"))?;
    let (name, kind, bytes) = found;
    Ok((name, files::media(&kind), bytes))
}

fn whole(ctx: &Ctx, facts: &NeedFacts) -> Outcome<()> {
    let findings = check(ctx, facts);
    if findings.is_empty() { Ok(()) } else { Err(Refusal::new("need-incomplete").because(findings).into()) }
}

fn subject(id: NeedId) -> String {
    format!("need:{id}")
}

/// Words by which a need is found.
fn search_text(ctx: &Ctx, facts: &NeedFacts) -> String {
    let place = ctx.reference.place_name(&facts.place).map(|w| w.vi).unwrap_or_default();
    let f = facts;
    lang::fold(
        &[&f.title.vi, &f.title.en, &place, &f.hamlet, &f.evidence.vi, &f.stated_by]
            .map(String::as_str)
            .join(" "),
    )
}
