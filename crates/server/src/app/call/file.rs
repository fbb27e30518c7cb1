//! Documents of a call: put there by who writes the catalogue, read by everyone once the call is published.
use domain::access::Action;
use domain::call::Call;
use domain::finding::Arg;
use domain::refusal::Refusal;
use serde_json::json;
use store::attached::{File, New, Owner};

use super::{load, subject};
use crate::app::catalogue::edition;
use crate::app::{Caller, audit, files};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Documents of one call.
const MOST: usize = 20;
/// Characters of a title.
pub const TITLE_MOST: usize = 200;

pub async fn all(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<(Call, Vec<File>)> {
    let call = load(ctx, by, code).await?;
    let files = store::attached::all(&ctx.store, Owner::Call(code)).await?;
    Ok((call, files))
}

/// Adds a document under a title; everyone sees it at once when the call is published.
///
/// # Errors
/// Refused without a title, when there are enough, and for a file that is too large or of another kind.
pub async fn attach(
    ctx: &Ctx,
    by: &Caller,
    code: &str,
    title: &str,
    name: &str,
    bytes: Vec<u8>,
) -> Outcome<()> {
    by.require(Action::WriteCatalogue, None)?;
    let (_, kept) = all(ctx, by, code).await?;
    if title.is_empty() || title.chars().count() > TITLE_MOST {
        return Err(Refusal::new("call-file-title").into());
    }
    if kept.len() >= MOST {
        let most = Arg::Number(i64::try_from(MOST).unwrap_or(i64::MAX));
        return Err(Refusal::new("call-files-many").with("most", most).into());
    }
    let (kind, sha256) = files::known(&bytes)?;
    let tx = ctx.store.begin().await?;
    let new = New { label: title, name, kind, sha256: &sha256, by: by.name(), bytes };
    store::attached::insert(&tx, Owner::Call(code), new, ctx.clock.now()).await?;
    let change = json!({ "title": title, "file": name, "sha256": sha256 });
    audit(&tx, ctx, by, "call.file", &subject(code), change).await?;
    Ok(tx.commit().await?)
}

/// Takes a document away.
///
/// # Errors
/// Not found when it is gone already.
pub async fn detach(ctx: &Ctx, by: &Caller, code: &str, id: i64) -> Outcome<()> {
    by.require(Action::WriteCatalogue, None)?;
    let tx = ctx.store.begin().await?;
    let name = store::attached::delete(&tx, Owner::Call(code), id).await?.ok_or(Problem::NotFound("file"))?;
    audit(&tx, ctx, by, "call.file-removed", &subject(code), json!({ "file": name })).await?;
    Ok(tx.commit().await?)
}

/// Name, content type and content of a document, for everyone.
///
/// # Errors
/// Not found for a call that is not published.
pub async fn public(ctx: &Ctx, code: &str, id: i64) -> Outcome<(String, &'static str, Vec<u8>)> {
    let edition = edition::current(ctx).await?;
    edition.as_ref().and_then(|e| e.by_code(code)).ok_or(Problem::NotFound("call"))?;
    content(ctx, code, id).await
}

/// The same in the office.
pub async fn file(ctx: &Ctx, by: &Caller, code: &str, id: i64) -> Outcome<(String, &'static str, Vec<u8>)> {
    by.require(Action::ReadCatalogue, None)?;
    content(ctx, code, id).await
}

async fn content(ctx: &Ctx, code: &str, id: i64) -> Outcome<(String, &'static str, Vec<u8>)> {
    let found = store::attached::load(&ctx.store, Owner::Call(code), id).await?;
    let (name, kind, bytes) = found.ok_or(Problem::NotFound("file"))?;
    Ok((name, files::media(&kind), bytes))
}
