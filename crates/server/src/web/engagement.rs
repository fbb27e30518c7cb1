//! What is said with donors and partners: what waits for an answer, by its day, and what was said lately.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::engagement::Engagement;
use domain::ids::EngagementId;
use jiff::civil::Date;

use super::form::{Form, Posted};
use super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::routes::url;
use crate::app::{Caller, engagement as app};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Closed ones that the page shows.
const LATELY: u32 = 30;

/// One engagement, on its own page and on a donor's.
pub struct Line {
    pub id: i64,
    pub to: String,
    pub kind: &'static str,
    pub on: String,
    pub who: String,
    pub summary: String,
    pub call: String,
    pub call_href: String,
    /// Class and words of the next step's day.
    pub due: Option<(&'static str, String)>,
    pub next: String,
    /// How it ended and how long it took.
    pub closed: String,
    pub can_close: bool,
    /// It may be somebody of the directory.
    pub asks_donor: bool,
}

pub fn line(say: Say, it: &Engagement, today: Date, can_manage: bool) -> Line {
    let c = &it.content;
    let who = match &c.partner {
        None if it.is_forgotten() => say.t("engagement-forgotten").to_owned(),
        Some(p) => [&p.name, &p.organisation, &p.country, &p.email]
            .map(String::as_str)
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        None => c.by.clone(),
    };
    let due = it.due.filter(|_| c.closed.is_none()).map(|due| {
        let left = (due - today).get_days();
        let class = match left {
            ..0 => "bad",
            0..=2 => "warn",
            _ => "no",
        };
        (class, lang::relative_days(say.lang(), due, today))
    });
    let closed = c.closed.as_ref().map(|x| {
        let days = it.took().map(i64::from).unwrap_or_default();
        say.f3("engagement-closed", ("what", x.what.clone()), ("on", x.on), ("days", days))
    });
    Line {
        id: it.id.0,
        to: url::engagement(it.id),
        kind: say.t(&format!("engagement-{}", c.kind.name())),
        on: say.date(c.on),
        who,
        summary: c.summary.clone(),
        call_href: url::call(&it.call),
        call: it.call.clone(),
        due,
        next: c.next.clone(),
        closed: closed.unwrap_or_default(),
        can_close: can_manage && c.closed.is_none() && it.due.is_some(),
        asks_donor: it.donor.is_none(),
    }
}

#[derive(Template)]
#[template(path = "donor/engagements.html")]
struct ListPage {
    p: Page,
    open: Vec<Line>,
    lately: Vec<Line>,
    form: Form,
}

/// `GET /tiep-xuc`
pub async fn list(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    show(&list_page(&visit, &by, &ctx, Form::default()).await?)
}

async fn list_page(visit: &Visit, by: &Caller, ctx: &Ctx, form: Form) -> Outcome<ListPage> {
    let (say, today) = (visit.say(), ctx.clock.today());
    let can_manage = by.may(Action::ManageDonors, None);
    let line = |e: &Engagement| line(say, e, today, can_manage);
    Ok(ListPage {
        p: visit.office("engagements").failed_if(form.failed()),
        open: store::engagement::open(&ctx.store).await?.iter().map(line).collect(),
        lately: store::engagement::lately(&ctx.store, LATELY).await?.iter().map(line).collect(),
        form,
    })
}

/// `POST /tiep-xuc/{id}`
pub async fn close(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let (what, donor) = (format!("what-{id}"), format!("donor-{id}"));
    match app::close(&ctx, &by, EngagementId(id), form.value(&what), form.value(&donor)).await {
        Ok(()) => Ok(redirect_done(url::ENGAGEMENTS, "saved")),
        Err(Problem::Refused(refusal)) => {
            let field = if refusal.code == "engagement-no-donor" { &donor } else { &what };
            form.refused(field, &refusal);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &list_page(&visit, &by, &ctx, form).await?)
        }
        Err(other) => Err(other),
    }
}
