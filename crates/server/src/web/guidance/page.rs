//! One guidance document: what it says and rests on, opinions, its way, who received it.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::finding::Severity;
use domain::guidance::{Guidance, Receipt, Stage};

use super::super::download::document;
use super::super::form::{Form, Posted};
use super::super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::{Basis, basis, days, standing, titled};
use crate::app::Caller;
use crate::app::guidance::{self as app, Step};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

struct Opinion {
    who: String,
    tag: &'static str,
    state: String,
    text: String,
}

struct Sent {
    who: String,
    seen: String,
    acknowledged: String,
}

#[derive(Template)]
#[template(path = "guidance/page.html")]
struct GuidancePage {
    p: Page,
    code: String,
    kind: &'static str,
    lead: String,
    number: String,
    tag: &'static str,
    state: &'static str,
    days: String,
    clause: String,
    scope: String,
    paragraphs: Vec<String>,
    bases: Vec<Basis>,
    /// Class and sentence.
    findings: Vec<(&'static str, String)>,
    opinions: Vec<Opinion>,
    sent: Vec<Sent>,
    acknowledged: String,
    events: Vec<(String, String)>,
    askable: Vec<(String, String)>,
    is_open: bool,
    is_submitted: bool,
    is_issued: bool,
    manages: bool,
    /// The visitor's organisation was asked and has not answered.
    answers: bool,
    /// It was sent to the visitor's organisation, which has not said that it has it.
    acknowledges: bool,
    form: Form,
}

fn opinions(ctx: &Ctx, say: Say, it: &Guidance) -> Vec<Opinion> {
    let today = ctx.clock.today();
    let one = |a: &domain::guidance::Asked| {
        let late = a.is_late(today);
        let (tag, state) = match &a.answer {
            Some(answer) if answer.agrees => ("ok", say.f1("guidance-agrees", "on", answer.on)),
            Some(answer) => ("warn", say.f1("guidance-disagrees", "on", answer.on)),
            None if late => ("bad", say.f1("guidance-late", "due", a.due)),
            None => ("no", say.f1("guidance-waits", "due", a.due)),
        };
        let text = a.answer.as_ref().map(|a| a.text.clone()).unwrap_or_default();
        Opinion { who: ctx.reference.name_of(&a.organisation).to_owned(), tag, state, text }
    };
    it.asked.iter().map(one).collect()
}

fn sent(ctx: &Ctx, say: Say, receipts: &[Receipt]) -> Vec<Sent> {
    let at = |at: Option<jiff::Timestamp>| at.map(|t| say.moment(ctx.clock.local(t))).unwrap_or_default();
    let one = |r: &Receipt| Sent {
        who: ctx.reference.name_of(&r.organisation).to_owned(),
        seen: at(r.seen_at),
        acknowledged: match r.acknowledged_at {
            Some(_) => format!("{} ({})", at(r.acknowledged_at), r.by),
            None => String::new(),
        },
    };
    receipts.iter().map(one).collect()
}

fn page_of(visit: &Visit, by: &Caller, it: &Guidance, receipts: &[Receipt], form: Form) -> GuidancePage {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let own = by.actor().map(|a| a.organisation.as_str()).unwrap_or_default();
    let answers = it.stage == Stage::Opinions
        && it.asked.iter().any(|a| a.organisation == own && a.answer.is_none())
        && by.may(Action::GiveOpinion, Some(own));
    let acknowledges = receipts.iter().any(|r| r.organisation == own && r.acknowledged_at.is_none());
    let (tag, state) = standing(ctx, say, it);
    let done = receipts.iter().filter(|r| r.acknowledged_at.is_some()).count();
    let findings = if it.stage.is_open() { app::checks(ctx, it) } else { Vec::new() };
    let units = ctx.reference.organisations.reporting_units(ctx.clock.today());
    let askable = units.into_iter().filter(|o| o.place.is_none() && !it.concerns(&o.code));
    GuidancePage {
        p: visit.office_titled(titled(say, &it.facts.title)).failed_if(form.failed()),
        code: it.code.clone(),
        kind: say.t(&format!("guidance-kind-{}", it.facts.kind.name())),
        lead: ctx.reference.name_of(&it.lead).to_owned(),
        number: match it.stage.issued() {
            Some((number, on)) => say.f2("guidance-number", "number", number, "on", on),
            None => it.code.clone(),
        },
        tag,
        state,
        days: days(say, it.facts.from, it.facts.to),
        clause: it.facts.clause.clone(),
        scope: it.facts.scope.clone(),
        paragraphs: it.facts.body.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect(),
        bases: it.facts.bases.iter().map(|n| basis(ctx, say, n)).collect(),
        findings: findings
            .iter()
            .map(|f| (if f.severity == Severity::Error { "bad" } else { "warn" }, say.finding(f)))
            .collect(),
        opinions: opinions(ctx, say, it),
        sent: sent(ctx, say, receipts),
        acknowledged: say.f2("guidance-acknowledged-n", "n", done, "all", receipts.len()),
        events: it
            .events
            .iter()
            .map(|e| {
                let what = say.t(&format!("guidance-event-{}", e.what));
                let text = if e.text.is_empty() { String::new() } else { format!(": {}", e.text) };
                (say.moment(ctx.clock.local(e.at)), format!("{what}{text} ({})", e.by))
            })
            .collect(),
        askable: askable.map(|o| (o.code.clone(), o.short_vi.clone())).collect(),
        is_open: it.stage.is_open(),
        is_submitted: matches!(it.stage, Stage::Submitted { .. }),
        is_issued: matches!(it.stage, Stage::Issued { .. }),
        manages: app::leads(by, it),
        answers,
        acknowledges,
        form,
    }
}

/// `GET /van-ban/{code}`
pub async fn page(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
) -> Outcome<Response> {
    let (it, receipts) = app::open(&ctx, &by, &code).await?;
    show(&page_of(&visit, &by, &it, &receipts, Form::default()))
}

/// After something was done: back to the page, or the page again with what was refused.
async fn ended(
    visit: &Visit,
    by: &Caller,
    code: &str,
    done: Option<Outcome<()>>,
    (mut form, field): (Form, &str),
) -> Outcome<Response> {
    match done {
        Some(Ok(())) => return Ok(redirect_done(&url::guidance(code), "saved")),
        Some(Err(Problem::Refused(refusal))) => form.refused(field, &refusal),
        Some(Err(other)) => return Err(other),
        None => {}
    }
    let (it, receipts) = app::open(&visit.web.ctx, by, code).await?;
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page_of(visit, by, &it, &receipts, form))
}

/// `POST /van-ban/{code}/viec`: the button says which step.
pub async fn act(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let (step, field) = match form.value("do").to_owned().as_str() {
        "ask" => {
            let whom = form.values("who").map(str::to_owned).collect();
            (form.need_day("due").map(|due| Step::Ask { whom, due }), "due")
        }
        "submit" => (Some(Step::Submit), ""),
        "give-back" => (Some(Step::GiveBack { reason: form.value("reason").to_owned() }), "reason"),
        "issue" => {
            let number = form.value("number").to_owned();
            (form.need_day("issued").map(|on| Step::Issue { number, on }), "number")
        }
        "end" => {
            let reason = form.value("reason").to_owned();
            (form.need_day("ended").map(|on| Step::End { on, reason }), "reason")
        }
        _ => return Err(Problem::NotFound("step")),
    };
    let done = match step {
        Some(step) => Some(app::step(&ctx, &by, &code, step).await),
        None => None,
    };
    ended(&visit, &by, &code, done, (form, field)).await
}

/// `POST /van-ban/{code}/y-kien`
pub async fn answer(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let form = Form::from(posted);
    let done = app::answer(&ctx, &by, &code, form.is("agrees", "1"), form.value("text")).await;
    ended(&visit, &by, &code, Some(done), (form, "text")).await
}

/// `POST /van-ban/{code}/da-nhan`
pub async fn acknowledge(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
) -> Outcome<Response> {
    let done = app::acknowledge(&ctx, &by, &code).await;
    ended(&visit, &by, &code, Some(done), (Form::default(), "")).await
}

/// `GET /van-ban/{code}/tep/{docx|pdf}`
pub async fn paper(
    by: Caller,
    State(ctx): State<Ctx>,
    Path((code, ending)): Path<(String, String)>,
) -> Outcome<Response> {
    let it = app::load(&ctx, &by, &code).await?;
    document(app::paper(&ctx, &it).await?, &it.code, &ending).await
}
