//! The yearly catalogue: put together from the calls, submitted, approved, published with its files.
use domain::access::Action;
use domain::catalogue::{Catalogue, Change, Decision, Entry, Stage, Version, changes};
use domain::finding::Arg;
use domain::refusal::Refusal;
use serde_json::json;
use store::Source;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod edition;
pub mod feed;
pub mod files;

/// What the catalogue of a year would say now.
pub async fn take(ctx: &Ctx, db: &dyn Source, year: i16) -> Outcome<Catalogue> {
    let on = ctx.clock.today();
    let calls = store::call::all(db).await?;
    let entry = |mut c: domain::call::Call| {
        c.facts.beneficiaries = c.facts.beneficiaries.published();
        Entry { code: c.code, status: c.status, said: c.said, facts: c.facts }
    };
    Ok(Catalogue {
        year,
        agency: ctx.reference.standing(on).map(|o| o.name.vi.clone()).unwrap_or_default(),
        demo: store::setting::get(db, "demo").await?.is_some(),
        on,
        calls: calls.into_iter().filter(|c| Catalogue::takes(year, c)).map(entry).collect(),
    })
}

/// The newest published version of a year, with its content.
async fn last_published(db: &dyn Source, year: i16) -> Outcome<Option<(Version, Catalogue)>> {
    let versions = store::catalogue::versions(db).await?;
    let published = |v: &Version| v.year == year && matches!(v.stage, Stage::Published { .. });
    let Some(version) = versions.into_iter().find(published) else { return Ok(None) };
    let content = store::catalogue::content(db, &version).await?;
    Ok(Some((version, content)))
}

/// Versions of a year, newest first, and what a new one would change; nothing to compare with before the first.
pub struct Desk {
    pub versions: Vec<Version>,
    pub now: Catalogue,
    /// Against the newest published version of the year.
    pub changes: Option<Vec<Change>>,
}

pub async fn desk(ctx: &Ctx, by: &Caller, year: i16) -> Outcome<Desk> {
    by.require(Action::ReadCatalogue, None)?;
    let now = take(ctx, &ctx.store, year).await?;
    let last = last_published(&ctx.store, year).await?;
    let mut versions = store::catalogue::versions(&ctx.store).await?;
    versions.retain(|v| v.year == year);
    Ok(Desk { changes: last.map(|(_, before)| changes(&before, &now)), versions, now })
}

/// Freezes the catalogue as a version and puts it before who approves.
///
/// # Errors
/// Refused when there is nothing in it, when a version still waits, and without a reason after a published one.
pub async fn submit(ctx: &Ctx, by: &Caller, year: i16, reason: &str) -> Outcome<Version> {
    by.require(Action::WriteCatalogue, None)?;
    let tx = ctx.store.begin().await?;
    let content = take(ctx, &tx, year).await?;
    if content.calls.is_empty() {
        return Err(Refusal::new("catalogue-empty").with("year", Arg::Text(year.to_string())).into());
    }
    let known = store::catalogue::versions(&tx).await?;
    let of_year = || known.iter().filter(|v| v.year == year);
    if of_year().any(|v| matches!(v.stage, Stage::Submitted { .. } | Stage::Approved { .. })) {
        return Err(Refusal::new("catalogue-waits").into());
    }
    let reason = reason.trim();
    if reason.is_empty() && of_year().any(|v| matches!(v.stage, Stage::Published { .. })) {
        return Err(Refusal::new("reason-needed").into());
    }
    let stage = Stage::Submitted { at: ctx.clock.now(), by: by.name().to_owned() };
    let version = store::catalogue::insert(&tx, &content, &stage, reason).await?;
    let change = json!({ "version": version.number, "calls": content.calls.len(), "sha256": version.sha256 });
    audit(&tx, ctx, by, "catalogue.submit", &subject(&version), change).await?;
    tx.commit().await?;
    Ok(version)
}

fn subject(version: &Version) -> String {
    format!("catalogue/{}/{}", version.year, version.number)
}

pub async fn version(ctx: &Ctx, year: i16, number: u32) -> Outcome<Version> {
    let versions = store::catalogue::versions(&ctx.store).await?;
    let found = versions.into_iter().find(|v| v.year == year && v.number == number);
    found.ok_or(Problem::NotFound("catalogue version"))
}

/// Returns, approves or publishes a version. The files are made when it is published.
///
/// # Errors
/// As [`Version::decide`] says.
pub async fn decide(
    ctx: &Ctx,
    by: &Caller,
    (year, number): (i16, u32),
    decision: Decision,
    reason: &str,
) -> Outcome<()> {
    by.require(Action::PublishCatalogue, None)?;
    let mut it = version(ctx, year, number).await?;
    let before = it.stage.clone();
    it.decide(decision, reason, by.name(), ctx.clock.now())?;
    let made = if decision == Decision::Publish { made(ctx, &it).await? } else { Vec::new() };
    let tx = ctx.store.begin().await?;
    store::catalogue::set_stage(&tx, it.id, &before, &it.stage).await?;
    for (name, bytes) in &made {
        store::catalogue::add_file(&tx, it.id, name, bytes).await?;
    }
    audit(
        &tx,
        ctx,
        by,
        &format!("catalogue.{}", decision.name()),
        &subject(&it),
        json!({ "stage": it.stage }),
    )
    .await?;
    Ok(tx.commit().await?)
}

async fn made(ctx: &Ctx, version: &Version) -> Outcome<Vec<(String, Vec<u8>)>> {
    let content = store::catalogue::content(&ctx.store, version).await?;
    let (ctx, version) = (ctx.clone(), version.clone());
    // Documents take seconds: not on a thread that answers pages.
    let made = tokio::task::spawn_blocking(move || files::all(&ctx, &content, &version));
    Ok(made.await.map_err(anyhow::Error::from)??)
}

/// What a published version changed against the one before it in its year, for everyone.
pub async fn changed(ctx: &Ctx, version: &Version) -> Outcome<Option<Vec<Change>>> {
    let published = |v: &Version| {
        v.year == version.year && v.number < version.number && matches!(v.stage, Stage::Published { .. })
    };
    let before = store::catalogue::versions(&ctx.store).await?.into_iter().find(published);
    let Some(before) = before else { return Ok(None) };
    let (before, after) = (
        store::catalogue::content(&ctx.store, &before).await?,
        store::catalogue::content(&ctx.store, version).await?,
    );
    Ok(Some(changes(&before, &after)))
}
