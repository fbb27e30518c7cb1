//! A workbook that a unit sends: what is wrong with it, what it would change, and the word on
//! which it is written. Until then nothing of the report changes.
use std::collections::BTreeSet;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::finding::Finding;
use domain::ids::IntakeId;
use domain::project::table_of;
use domain::refusal::Refusal;
use domain::report::Value;

use super::form::Posted;
use super::page::{redirect, redirect_done, show, show_as};
use super::report::head::head;
use super::routes::url;
use super::upload::Upload;
use super::visit::Visit;
use crate::app::Caller;
use crate::app::intake::{self, Preview};
use crate::app::report::{self, Opened};
use crate::problem::{Outcome, Problem};

pub mod decide;
pub mod preview;

use decide::Decided;
use preview::{PreviewPage, UnreadablePage};

/// `POST /bao-cao/{round}/{unit}/tep`
pub async fn receive(
    visit: Visit,
    by: Caller,
    Path((round, unit)): Path<(String, String)>,
    upload: Upload,
) -> Outcome<Response> {
    let ctx = &visit.web.ctx;
    let sent = match upload.file {
        Ok(sent) => sent,
        Err(finding) => return unreadable(&visit, &by, (&round, &unit), "", vec![finding]).await,
    };
    let checked = match intake::check(ctx, &by, sent.path(), Some((&round, &unit))).await {
        Ok(checked) => checked,
        Err(Problem::Refused(Refusal { findings, .. })) if !findings.is_empty() => {
            return unreadable(&visit, &by, (&round, &unit), &sent.name, findings).await;
        }
        Err(other) => return Err(other),
    };
    let id = intake::receive(ctx, &by, &checked, &sent.name).await?;
    Ok(redirect(&url::intake(id)))
}

/// The file could not be read at all: says why, and takes another one.
async fn unreadable(
    visit: &Visit,
    by: &Caller,
    (round, unit): (&str, &str),
    name: &str,
    findings: Vec<Finding>,
) -> Outcome<Response> {
    let it = report::open(&visit.web.ctx, by, round, unit).await?;
    let page = UnreadablePage::of(visit, head(visit, by, &it), name, &findings, (round, unit));
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `GET /tep/{intake}`
pub async fn page(visit: Visit, by: Caller, Path(id): Path<i64>) -> Outcome<Response> {
    let seen = intake::preview(&visit.web.ctx, &by, IntakeId(id)).await?;
    if seen.intake.state != store::intake::State::Pending {
        return Ok(redirect(&report_of(&seen)));
    }
    show(&PreviewPage::of(&visit, &by, &seen, &Decided::default()).await?)
}

/// `POST /tep/{intake}`
pub async fn decide(visit: Visit, by: Caller, Path(id): Path<i64>, posted: Posted) -> Outcome<Response> {
    let (ctx, id) = (&visit.web.ctx, IntakeId(id));
    if posted.get("viec") == "huy" {
        let seen = intake::preview(ctx, &by, id).await?;
        intake::discard(ctx, &by, id).await?;
        return Ok(redirect_done(&report_of(&seen), "intake-dropped"));
    }
    let seen = intake::preview(ctx, &by, id).await?;
    let decided = Decided::read(&seen, &codes_in_report(&seen.opened), &posted);
    if decided.is_open() {
        let status = if decided.moved { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        return show_as(status, &PreviewPage::of(&visit, &by, &seen, &decided).await?);
    }
    match intake::commit(ctx, &by, id, &decided.decisions).await {
        Ok(_) => Ok(redirect_done(&report_of(&seen), "intake-written")),
        Err(Problem::Conflict(_)) => again(&visit, &by, id).await,
        Err(other) => Err(other),
    }
}

/// Someone saved between the last look and the word: shown anew.
async fn again(visit: &Visit, by: &Caller, id: IntakeId) -> Outcome<Response> {
    let seen = intake::preview(&visit.web.ctx, by, id).await?;
    if seen.intake.state != store::intake::State::Pending {
        return Ok(redirect(&report_of(&seen)));
    }
    let decided = Decided { moved: true, ..Decided::default() };
    show_as(StatusCode::CONFLICT, &PreviewPage::of(visit, by, &seen, &decided).await?)
}

fn report_of(seen: &Preview) -> String {
    url::report(&seen.opened.round.terms.key, &seen.opened.obligation.unit)
}

/// Codes of the projects that stand in the report.
fn codes_in_report(it: &Opened) -> BTreeSet<String> {
    let Some((table, index)) = table_of(&it.form).and_then(|t| Some((t, t.project_index()?))) else {
        return BTreeSet::new();
    };
    let cells = it.report.rows(&table.key).iter().filter_map(|r| r.cells.get(index));
    cells.filter_map(Value::text).map(str::to_owned).collect()
}
