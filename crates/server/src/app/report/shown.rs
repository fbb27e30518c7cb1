//! What stands around a report where people read it: the state it was shown from, the receipt of
//! its submission, its history, last year's figures. Reading only; nothing here writes.
use std::collections::{BTreeMap, HashMap};

use domain::ids::{ProjectId, RevisionId};
use domain::project::table_of;
use domain::report::{Report, Value};
use domain::round::Stage;
use jiff::Timestamp;

use super::{Opened, Receipt, prefill, subject};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// The state that a form was shown from. `seen` is empty when nothing had been saved then.
///
/// # Errors
/// `NotFound` for a revision of another report.
pub async fn based_on(ctx: &Ctx, it: &Opened, seen: Option<RevisionId>) -> Outcome<Report> {
    if seen == it.obligation.revision {
        return Ok(it.report.clone());
    }
    let Some(revision) = seen else {
        return prefill(&ctx.store, &it.form, &it.round, &it.obligation.unit).await;
    };
    let meta = store::revision::meta(&ctx.store, revision).await?;
    if meta.obligation != it.obligation.id {
        return Err(Problem::NotFound("revision"));
    }
    Ok(store::revision::load(&ctx.store, revision).await?)
}

/// A submission as its sender keeps it.
pub struct Sent {
    pub receipt: Receipt,
    pub at: Timestamp,
    pub who: String,
}

/// Receipt of the newest submission, while the report is submitted or accepted.
pub async fn sent(ctx: &Ctx, it: &Opened) -> Outcome<Option<Sent>> {
    let revision = match &it.obligation.stage {
        Stage::Submitted { revision, .. } | Stage::Accepted { revision, .. } => *revision,
        _ => return Ok(None),
    };
    let records = history(ctx, it).await?;
    let newest = records.into_iter().find(|r| r.entry.action == "report.submit");
    Ok(newest.map(|r| {
        let on = ctx.clock.local(r.entry.at).date();
        let receipt = Receipt {
            code: Receipt::code(it.round.terms.year, Some(revision)),
            on,
            late: it.obligation.timing(&it.round.terms, on).is_late(),
        };
        Sent { receipt, at: r.entry.at, who: r.entry.who }
    }))
}

/// Everything that was done with this report, newest first.
pub async fn history(ctx: &Ctx, it: &Opened) -> Outcome<Vec<store::audit::Record>> {
    Ok(store::audit::of_subject(&ctx.store, &subject(it)).await?)
}

/// Who saved the report last, and when.
pub async fn last_saved(ctx: &Ctx, it: &Opened) -> Outcome<Option<(String, Timestamp)>> {
    let Some(revision) = it.obligation.revision else { return Ok(None) };
    let meta = store::revision::meta(&ctx.store, revision).await?;
    let who = match meta.user {
        Some(user) => store::user::by_id(&ctx.store, user).await?.map(|u| u.name),
        None => None,
    };
    Ok(Some((who.unwrap_or_default(), meta.at)))
}

/// What each project of the report disbursed in the year before, by code. đồng.
pub async fn last_year_by_project(ctx: &Ctx, it: &Opened) -> Outcome<HashMap<String, i64>> {
    let Some((table, index)) = table_of(&it.form).and_then(|t| Some((t, t.project_index()?))) else {
        return Ok(HashMap::new());
    };
    let cells = it.report.rows(&table.key).iter().filter_map(|r| r.cells.get(index));
    let codes: Vec<&str> = cells.filter_map(Value::text).collect();
    let known = store::project::by_codes(&ctx.store, &codes).await?;
    let ids: Vec<ProjectId> = known.iter().map(|p| p.id).collect();
    let year = it.round.terms.year;
    let until = |year| store::flow::disbursed_before(&ctx.store, &ids, year);
    let (now, then): (BTreeMap<_, _>, BTreeMap<_, _>) = (until(year).await?, until(year - 1).await?);
    let last = known.into_iter().filter_map(|p| {
        let sum = now.get(&p.id)? - then.get(&p.id).copied().unwrap_or(0);
        (sum != 0).then_some((p.code, sum))
    });
    Ok(last.collect())
}
