//! Named exceptions for one unit of a round: left out with a reason, or given a later day.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::refusal::Refusal;

use super::super::form::{Form, Posted};
use super::super::page::{Page, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::view;
use crate::app::Caller;
use crate::app::{report, round};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

#[derive(Template)]
#[template(path = "round/exception.html")]
struct ExceptionPage {
    p: Page,
    key: String,
    unit: String,
    name: String,
    title: String,
    due: String,
    status: &'static str,
    tag: &'static str,
    timing: String,
    /// Why the report may be sealed without this unit.
    excused: Option<String>,
    /// Later day and its reason.
    extended: Option<(String, String)>,
    can_extend: bool,
    form: Form,
}

async fn exception_page(
    visit: &Visit,
    by: &Caller,
    key: &str,
    unit: &str,
    form: Form,
) -> Outcome<ExceptionPage> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    let seen = round::overview(ctx, by, key, ctx.clock.today()).await?;
    let it = seen.units.iter().find(|u| u.obligation.unit == unit).ok_or(Problem::NotFound("unit"))?;
    let (status, tag) = view::status(say, &it.obligation.stage);
    Ok(ExceptionPage {
        p: visit.office("round-exception").failed_if(form.failed()),
        title: say.words(&seen.round.terms.title).to_owned(),
        due: view::due(say, &seen.round.terms),
        name: it.name.clone(),
        timing: view::timing(say, it).0,
        excused: it.obligation.excused.clone(),
        extended: it.obligation.extension.as_ref().map(|e| (say.date(e.until), e.reason.clone())),
        can_extend: by.may(Action::GrantException, Some(unit)),
        key: key.to_owned(),
        unit: unit.to_owned(),
        status,
        tag,
        form,
    })
}

/// `GET /bao-cao/{round}/{unit}/ngoai-le`
pub async fn page(visit: Visit, by: Caller, Path((key, unit)): Path<(String, String)>) -> Outcome<Response> {
    show(&exception_page(&visit, &by, &key, &unit, Form::default()).await?)
}

/// `POST /bao-cao/{round}/{unit}/ngoai-le`
pub async fn grant(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path((key, unit)): Path<(String, String)>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let extends = form.is("do", "extend");
    let outcome = match (extends, lang::parse_date(form.value("until"))) {
        (false, _) => report::excuse(&ctx, &by, &key, &unit, form.value("reason")).await,
        (true, Ok(day)) => report::extend(&ctx, &by, &key, &unit, form.value("extension-reason"), day).await,
        (true, Err(_)) => Err(Refusal::new("day-unread").into()),
    };
    match outcome {
        Ok(()) => {
            Ok(redirect_done(&url::exception(&key, &unit), if extends { "extended" } else { "excused" }))
        }
        Err(Problem::Refused(refusal)) => {
            refuse(&mut form, extends, &refusal);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &exception_page(&visit, &by, &key, &unit, form).await?)
        }
        Err(other) => Err(other),
    }
}

/// Puts a refusal at the field that it is about.
fn refuse(form: &mut Form, extends: bool, refusal: &Refusal) {
    match (extends, refusal.code.as_str()) {
        (_, "day-unread") => form.refuse("until", "round-day-unread"),
        (true, "reason-needed") => form.refused("extension-reason", refusal),
        (true, _) => form.refused("until", refusal),
        (false, _) => form.refused("reason", refusal),
    }
}
