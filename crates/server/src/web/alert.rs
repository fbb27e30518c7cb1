//! Letters about a search of the public catalogue: asked for, confirmed by a letter, stopped by one click.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::form::Posted;
use super::page::{Page, Visit, show, show_as};
use super::routes::url;
use crate::app::alert as app;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

#[derive(Template)]
#[template(path = "alert/said.html")]
struct SaidPage {
    p: Page,
    text: String,
    failed: bool,
    /// Where it leads, and message key.
    button: Option<(String, &'static str)>,
    back: String,
}

fn said(visit: &Visit, key: &str, button: Option<(String, &'static str)>, query: &str) -> SaidPage {
    let p = visit.public("alert-title");
    let back = if query.is_empty() { url::CALLS.to_owned() } else { format!("{}?{query}", url::CALLS) };
    SaidPage { text: p.t(key).to_owned(), p, failed: false, button, back }
}

/// `POST /keu-goi/theo-doi`
pub async fn ask(visit: Visit, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let query = posted.get("loc");
    let mut page = said(&visit, "alert-letter-sent", None, query);
    // People do not see this field; what fills it in is told that all went well, and nothing is kept.
    if !posted.get("homepage").is_empty() {
        return show(&page);
    }
    match app::ask(&ctx, posted.get("email"), query, page.p.lang()).await {
        Ok(_) => show(&page),
        Err(Problem::Refused(refusal)) => {
            page.text = page.p.refusal(&refusal);
            page.failed = true;
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other),
    }
}

/// `GET /theo-doi/{token}`: programs that look at links must not confirm, so a button does.
pub async fn look(visit: Visit, State(ctx): State<Ctx>, Path(token): Path<String>) -> Outcome<Response> {
    if !app::waits(&ctx, &token).await? {
        return Err(Problem::NotFound("alert"));
    }
    let button = Some((url::confirm_alert(&token), "alert-confirm"));
    show(&said(&visit, "alert-confirm-how", button, ""))
}

/// `POST /theo-doi/{token}`
pub async fn confirm(visit: Visit, State(ctx): State<Ctx>, Path(token): Path<String>) -> Outcome<Response> {
    let it = app::confirm(&ctx, &token).await?;
    let button = Some((url::stop_alert(&it.stop), "alert-stop"));
    show(&said(&visit, "alert-confirmed", button, &it.query))
}

/// `GET /theo-doi/thoi/{stop}`
pub async fn stopping(visit: Visit, State(ctx): State<Ctx>, Path(stop): Path<String>) -> Outcome<Response> {
    let it = app::by_stop(&ctx, &stop).await?;
    let button = Some((url::stop_alert(&it.stop), "alert-stop"));
    show(&said(&visit, "alert-stop-how", button, &it.query))
}

/// `POST /theo-doi/thoi/{stop}`: from the page, or by the reader's mail program (RFC 8058).
pub async fn stop(visit: Visit, State(ctx): State<Ctx>, Path(stop): Path<String>) -> Outcome<Response> {
    app::stop(&ctx, &stop).await?;
    show(&said(&visit, "alert-stopped", None, ""))
}
