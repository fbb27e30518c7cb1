//! An office's own list of projects on its way into the outlines of a year: the file, its columns, what it would change.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::finding::{Finding, Severity};
use domain::ids::ListingId;
use domain::refusal::Refusal;
use store::listing::{Listing, State as Stage};

use super::form::Form;
use super::intake::preview::{Fault, faults};
use super::page::{Page, Say, Visit, redirect, redirect_done, show, show_as};
use super::routes::url;
use super::upload::Upload;
use crate::app::Caller;
use crate::app::listing as app;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

mod columns;
mod preview;

pub use columns::{columns, name};
pub use preview::{decide, look};

/// A list that came in, as a line.
struct Line {
    href: String,
    file: String,
    about: String,
    state: &'static str,
    tag: &'static str,
    /// Where it is taken back.
    undo: Option<String>,
}

fn line(say: Say, ctx: &Ctx, it: &Listing) -> Line {
    let (state, tag) = match it.state {
        Stage::Pending => (say.t("listing-state-pending"), "warn"),
        Stage::Written => (say.t("listing-state-written"), "ok"),
        Stage::Undone => (say.t("listing-state-undone"), "no"),
        Stage::Dropped => (say.t("listing-state-dropped"), "no"),
    };
    let at = say.moment(ctx.clock.local(it.at));
    let href = match (it.state, &it.content.mapping) {
        (Stage::Pending, Some(_)) => url::listing_preview(it.id),
        (Stage::Pending, None) => url::listing(it.id),
        _ => String::new(),
    };
    Line {
        href,
        file: it.file_name.clone(),
        about: say.f3("listing-about", ("by", &it.by), ("at", at), ("n", it.content.undo.len())),
        state,
        tag,
        undo: (it.state == Stage::Written && !it.content.undo.is_empty()).then(|| url::listing_undo(it.id)),
    }
}

#[derive(Template)]
#[template(path = "listing/list.html")]
struct ListPage {
    p: Page,
    year: i16,
    round: String,
    form: Form,
    /// What is wrong with the file that was just sent.
    faults: Vec<Fault>,
    lines: Vec<Line>,
    kept: Vec<String>,
}

async fn list_page(
    visit: &Visit,
    by: &Caller,
    year: i16,
    form: Form,
    found: &[Finding],
) -> Outcome<ListPage> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    crate::app::outline::round(ctx, year).await?;
    let (lists, kept) = app::all(ctx, by, year).await?;
    Ok(ListPage {
        p: visit.office("listing-title").failed_if(form.failed()),
        year,
        round: say.f1("proposal-year", "year", year.to_string()),
        form,
        faults: faults(say, found, Severity::Error),
        lines: lists.iter().map(|l| line(say, ctx, l)).collect(),
        kept: kept.into_keys().collect(),
    })
}

/// `GET /de-xuat/{year}/danh-muc`
pub async fn list(visit: Visit, by: Caller, Path(year): Path<i16>) -> Outcome<Response> {
    show(&list_page(&visit, &by, year, Form::default(), &[]).await?)
}

/// `POST /de-xuat/{year}/danh-muc`
pub async fn receive(visit: Visit, by: Caller, Path(year): Path<i16>, upload: Upload) -> Outcome<Response> {
    let found = match upload.file {
        Ok(sent) => match app::receive(&visit.web.ctx, &by, year, sent.path(), &sent.name).await {
            Ok(id) => return Ok(redirect(&url::listing(id))),
            Err(Problem::Refused(Refusal { findings, .. })) if !findings.is_empty() => findings,
            Err(other) => return Err(other),
        },
        Err(finding) => vec![finding],
    };
    let mut form = Form::from(upload.posted);
    form.refuse("file", "listing-unread");
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &list_page(&visit, &by, year, form, &found).await?)
}

/// `POST /danh-muc-nhap/{id}/hoan-tac`
pub async fn undo(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
) -> Outcome<Response> {
    let id = ListingId(id);
    let year = app::load(&ctx, &by, id).await?.year;
    match app::undo(&ctx, &by, id).await {
        Ok(_) => Ok(redirect_done(&url::listings(year), "listing-undone")),
        Err(Problem::Refused(refusal)) => {
            let mut form = Form::default();
            form.refused("", &refusal);
            show_as(StatusCode::CONFLICT, &list_page(&visit, &by, year, form, &[]).await?)
        }
        Err(other) => Err(other),
    }
}
