//! What the standing agency does with a submitted report: receive it, or send it back.
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::round::Stage;
use jiff::civil::Date;

use super::cell::Names;
use super::page::{Making, View};
use crate::app::Caller;
use crate::app::report::{self, Opened};
use crate::problem::{Outcome, Problem};
use crate::web::form::{Form, Posted};
use crate::web::page::{redirect_done, show_as};
use crate::web::routes::url;
use crate::web::visit::Visit;

/// The box beside a report that someone else wrote.
pub struct Review {
    pub form: Form,
    pub accept: Option<String>,
    pub send_back: Option<String>,
    pub reopen: Option<String>,
    pub exception: Option<String>,
    /// What the box is about when nothing can be done.
    pub why: &'static str,
}

impl Review {
    /// `None` for people who have nothing to decide here.
    pub fn of(visit: &Visit, by: &Caller, it: &Opened, form: &Form) -> Option<Self> {
        let (key, unit) = (it.round.terms.key.as_str(), it.obligation.unit.as_str());
        if !by.may(Action::ReviewReport, Some(unit)) {
            return None;
        }
        let submitted = matches!(it.obligation.stage, Stage::Submitted { .. });
        let accepted = matches!(it.obligation.stage, Stage::Accepted { .. });
        let leads = by.may(Action::GrantException, Some(unit));
        let why = match (submitted, accepted) {
            (true, _) => "review-submitted",
            (_, true) => "review-accepted",
            _ => "review-waiting",
        };
        Some(Self {
            form: form.clone(),
            accept: submitted.then(|| url::report_accept(key, unit)),
            send_back: submitted.then(|| url::report_send_back(key, unit)),
            reopen: (accepted && leads).then(|| url::report_reopen(key, unit)),
            exception: (!submitted && !accepted).then(|| url::exception(key, unit)),
            why: visit.say().t(why),
        })
    }
}

/// `POST /bao-cao/{round}/{unit}/tiep-nhan`
pub async fn accept(
    visit: Visit,
    by: Caller,
    Path((round, unit)): Path<(String, String)>,
) -> Outcome<Response> {
    report::accept(&visit.web.ctx, &by, &round, &unit).await?;
    Ok(redirect_done(&url::report(&round, &unit), "report-accepted"))
}

/// `POST /bao-cao/{round}/{unit}/tra-lai`
pub async fn send_back(
    visit: Visit,
    by: Caller,
    Path((round, unit)): Path<(String, String)>,
    posted: Posted,
) -> Outcome<Response> {
    let (mut form, asked) = read(posted);
    if let Some((reason, until)) = asked {
        match report::send_back(&visit.web.ctx, &by, &round, &unit, &reason, until).await {
            Ok(()) => return Ok(redirect_done(&url::report(&round, &unit), "report-returned")),
            Err(problem) => put(&mut form, problem)?,
        }
    }
    again(&visit, &by, &round, &unit, &form).await
}

/// `POST /bao-cao/{round}/{unit}/mo-lai`
pub async fn reopen(
    visit: Visit,
    by: Caller,
    Path((round, unit)): Path<(String, String)>,
    posted: Posted,
) -> Outcome<Response> {
    let (mut form, asked) = read(posted);
    if let Some((reason, until)) = asked {
        match report::reopen(&visit.web.ctx, &by, &round, &unit, &reason, until).await {
            Ok(()) => return Ok(redirect_done(&url::report(&round, &unit), "report-reopened")),
            Err(problem) => put(&mut form, problem)?,
        }
    }
    again(&visit, &by, &round, &unit, &form).await
}

/// Reason and day, when both are there.
fn read(posted: Posted) -> (Form, Option<(String, Date)>) {
    let mut form = Form::from(posted);
    let reason = form.need("reason", "review-reason-needed");
    let until = lang::parse_date(form.value("until"));
    match until {
        Ok(until) if !reason.is_empty() => (form, Some((reason, until))),
        Ok(_) => (form, None),
        Err(_) => {
            form.refuse("until", "review-until-needed");
            (form, None)
        }
    }
}

/// A refusal goes to the field that it speaks of; anything else is no matter of the form.
fn put(form: &mut Form, problem: Problem) -> Outcome<()> {
    let Problem::Refused(refusal) = problem else { return Err(problem) };
    let field = match refusal.code.as_str() {
        "reason-needed" => "reason",
        "until-in-the-past" => "until",
        _ => "",
    };
    form.refused(field, &refusal);
    Ok(())
}

async fn again(visit: &Visit, by: &Caller, round: &str, unit: &str, form: &Form) -> Outcome<Response> {
    let it = report::open(&visit.web.ctx, by, round, unit).await?;
    let names = Names::new(&it.form, &it.setting);
    let mut page = Making::new(visit, by, &it, &names, View::of(visit, &it)).page().await?;
    page.p = page.p.failed_if(true);
    page.review = Review::of(visit, by, &it, form);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
