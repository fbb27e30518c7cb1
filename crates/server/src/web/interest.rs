//! An expression of interest in a call, by anyone: a form, a letter with a link, a confirmation.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::engagement::Partner;
use store::engagement::Interest;

use super::form::{Form, Posted};
use super::page::{Page, Visit, show, show_as};
use super::routes::url;
use crate::app::catalogue::edition;
use crate::app::engagement as app;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

#[derive(Template)]
#[template(path = "interest/form.html")]
struct FormPage {
    p: Page,
    code: String,
    name: String,
    name_en: String,
    days: i64,
    /// Moment at which the form was shown, seconds.
    shown: i64,
    form: Form,
}

/// Nobody reads and fills in the form in less time, in seconds.
const QUICKEST: i64 = 3;

/// Whether a form comes back sooner than a person could send it; one that does not say when it was shown did.
fn is_quick(form: &Form, now: i64) -> bool {
    form.value("shown").parse::<i64>().map_or(true, |shown| now - shown < QUICKEST)
}

#[derive(Template)]
#[template(path = "interest/said.html")]
struct SaidPage {
    p: Page,
    text: String,
    /// Where a button leads that confirms; nothing when there is nothing more to do.
    confirm: Option<String>,
    back: String,
}

/// Only what is published can be offered for.
async fn form_page(visit: &Visit, ctx: &Ctx, code: &str, form: Form) -> Outcome<FormPage> {
    let missing = || Problem::NotFound("call");
    let edition = edition::current(ctx).await?.ok_or_else(missing)?;
    let (call, _) = edition.by_code(code).ok_or_else(missing)?;
    let now = ctx.clock.now().as_second();
    Ok(FormPage {
        p: visit.public("interest-title").failed_if(form.failed()),
        code: code.to_owned(),
        name: call.facts.name.vi.clone(),
        name_en: call.facts.name.en.clone(),
        days: i64::from(app::REPLY_DAYS),
        shown: form.value("shown").parse().map_or(now, |shown: i64| shown.min(now)),
        form,
    })
}

/// `GET /keu-goi/{code}/quan-tam`
pub async fn form(visit: Visit, State(ctx): State<Ctx>, Path(code): Path<String>) -> Outcome<Response> {
    show(&form_page(&visit, &ctx, &code, Form::default()).await?)
}

/// `POST /keu-goi/{code}/quan-tam`
pub async fn send(
    visit: Visit,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let page = form_page(&visit, &ctx, &code, form.clone()).await?;
    let get = |field: &str| form.value(field).chars().take(200).collect::<String>();
    let partner = Partner {
        name: get("name"),
        organisation: get("organisation"),
        email: get("email"),
        country: get("country"),
    };
    let message = form.value("message").to_owned();
    let consent = form.is("consent", "1");
    // People do not see this field; what fills it in is told that all went well, and nothing is kept.
    let machine = !form.value("homepage").is_empty();
    if let Err((field, key)) = app::complete(&partner, &message) {
        form.refuse(field, key);
    }
    if !consent {
        form.refuse("consent", "interest-consent-needed");
    }
    // Whoever was only quick presses the button again; a machine that does not read goes away.
    if !form.failed() && !machine && is_quick(&form, ctx.clock.now().as_second()) {
        form.refuse("", "interest-quick");
    }
    if !form.failed() && !machine {
        let it = Interest { call: code.clone(), partner, message };
        match app::express(&ctx, &it, page.p.lang()).await {
            Ok(_) => {}
            Err(Problem::Refused(refusal)) => form.refused("email", &refusal),
            Err(other) => return Err(other),
        }
    }
    if form.failed() {
        let p = page.p.failed_if(true);
        return show_as(StatusCode::UNPROCESSABLE_ENTITY, &FormPage { form, p, ..page });
    }
    let p = visit.public("interest-title");
    let text = p.t("interest-letter-sent").to_owned();
    show(&SaidPage { p, text, confirm: None, back: url::call(&code) })
}

/// `GET /quan-tam/{token}`: a letter's link; programs that look at links must not confirm, so a button does.
pub async fn ask(visit: Visit, State(ctx): State<Ctx>, Path(token): Path<String>) -> Outcome<Response> {
    if !app::stands(&ctx, &token).await? {
        return Err(Problem::NotFound("interest"));
    }
    let p = visit.public("interest-title");
    let text = p.t("interest-confirm-how").to_owned();
    let confirm = Some(url::confirm_interest(&token));
    show(&SaidPage { p, text, confirm, back: url::CALLS.to_owned() })
}

/// `POST /quan-tam/{token}`
pub async fn confirm(visit: Visit, State(ctx): State<Ctx>, Path(token): Path<String>) -> Outcome<Response> {
    let it = app::confirm(&ctx, &token).await?;
    let p = visit.public("interest-title");
    let text = match it.due {
        Some(due) => p.f1("interest-confirmed", "due", due),
        None => String::new(),
    };
    show(&SaidPage { p, text, confirm: None, back: url::call(&it.call) })
}
