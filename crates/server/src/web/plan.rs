//! The plan at work: what it wants, who must do what until when, who has been told, and which
//! clause is answered by what.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::organisation::Role;
use domain::plan::{AnswerKind, Due, Duty, DutyState, Plan, Scope};
use jiff::civil::Date;

use super::form::{Form, Posted};
use super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::routes::url;
use crate::app::Caller;
use crate::app::plan::{self, Shown, duty_word};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod briefing;
pub mod clauses;
pub mod seats;

/// The four pages of the plan.
pub(super) struct Tab {
    href: &'static str,
    text: &'static str,
    current: bool,
}

pub(super) fn tabs(say: Say, current: &str) -> Vec<Tab> {
    let all = [
        (url::PLAN, "plan-tab-plan"),
        (url::PLAN_SEATS, "plan-tab-seats"),
        (url::PLAN_CLAUSES, "plan-tab-clauses"),
        (url::PLAN_BRIEFING, "plan-tab-briefing"),
    ];
    all.into_iter().map(|(href, key)| Tab { href, text: say.t(key), current: href == current }).collect()
}

struct DutyLine {
    id: String,
    anchor: String,
    clause: String,
    title: String,
    lead: String,
    coordinating: String,
    due: String,
    state: &'static str,
    tag: &'static str,
    note: String,
}

#[derive(Template)]
#[template(path = "plan/page.html")]
struct PlanPage<'c> {
    p: Page,
    plan: &'c Plan,
    tabs: Vec<Tab>,
    duties: Vec<DutyLine>,
    counts: String,
    report: Option<String>,
    not_briefed: usize,
    can_set: bool,
}

/// `GET /ke-hoach`
pub async fn page(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let shown = plan::show(&ctx, &by, ctx.clock.today()).await?;
    let say = visit.say();
    let duties: Vec<DutyLine> = shown.plan.duties.iter().map(|d| duty_line(say, &shown, d)).collect();
    show(&PlanPage {
        p: visit.office("plan"),
        tabs: tabs(say, url::PLAN),
        counts: counts(say, &shown),
        report: shown.plan.report.as_ref().map(|r| say.f1("plan-report-due", "day", r.due.to_string())),
        not_briefed: shown.not_briefed.len(),
        can_set: by.may(Action::RunRound, None),
        plan: shown.plan,
        duties,
    })
}

/// State of a duty: what was recorded, or what the plan's file says.
fn state_of(shown: &Shown<'_>, duty: &Duty) -> DutyState {
    let recorded =
        shown.duties.get(&duty.id).and_then(|r| STATES.into_iter().find(|s| duty_word(*s) == r.status));
    recorded.unwrap_or(duty.state)
}

const STATES: [DutyState; 4] =
    [DutyState::NotRecorded, DutyState::Running, DutyState::Done, DutyState::Stopped];

fn counts(say: Say, shown: &Shown<'_>) -> String {
    let count = |state| shown.plan.duties.iter().filter(|d| state_of(shown, d) == state).count();
    let parts: Vec<String> =
        STATES.into_iter().map(|s| format!("{} {}", say.t(state_key(s).0), count(s))).collect();
    parts.join(" · ")
}

fn duty_line(say: Say, shown: &Shown<'_>, duty: &Duty) -> DutyLine {
    let (state, tag) = state_key(state_of(shown, duty));
    let coordinating: Vec<&str> = duty.coordinating.iter().map(|r| say.role(*r)).collect();
    DutyLine {
        id: duty.id.clone(),
        anchor: anchor("nv", &duty.id),
        clause: duty.clause.to_string(),
        title: say.words(&duty.title).to_owned(),
        lead: duty.lead.map_or("–", |r| say.role(r)).to_owned(),
        coordinating: coordinating.join("; "),
        due: due(say, duty.due),
        state: say.t(state),
        note: shown.duties.get(&duty.id).map(|r| r.note.clone()).unwrap_or_default(),
        tag,
    }
}

/// Id of a place on a page.
pub(super) fn anchor(kind: &str, name: &str) -> String {
    format!("{kind}-{}", name.replace('.', "-"))
}

fn due(say: Say, due: Due) -> String {
    match due {
        Due::Yearly { day: Some(day) } => say.f1("plan-due-yearly-on", "day", day.to_string()),
        Due::Yearly { day: None } => say.t("plan-due-yearly").to_owned(),
        Due::Once { on } => say.date(on),
        Due::Continuous => say.t("plan-due-continuous").to_owned(),
        Due::NotStated => say.t("plan-due-not-stated").to_owned(),
    }
}

fn state_key(state: DutyState) -> (&'static str, &'static str) {
    match state {
        DutyState::NotRecorded => ("plan-state-not-recorded", "no"),
        DutyState::Running => ("plan-state-running", "info"),
        DutyState::Done => ("plan-state-done", "ok"),
        DutyState::Stopped => ("plan-state-stopped", "warn"),
    }
}

impl PlanPage<'_> {
    fn scope(&self, scope: &Scope) -> &'static str {
        self.p.t(match scope {
            Scope::General => "plan-scope-general",
            Scope::Specific => "plan-scope-specific",
        })
    }
}

struct History {
    at: String,
    who: String,
    changes: Vec<super::audit::Change>,
}

#[derive(Template)]
#[template(path = "plan/duty.html")]
struct DutyPage {
    p: Page,
    duty: DutyLine,
    holders: Vec<String>,
    recorded: Option<(Date, String)>,
    states: Vec<(String, String)>,
    form: Form,
    history: Vec<History>,
    can_set: bool,
}

async fn duty_page(visit: &Visit, by: &Caller, id: &str, form: Option<Form>) -> Outcome<DutyPage> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    let today = ctx.clock.today();
    let shown = plan::show(ctx, by, today).await?;
    let duty = shown.plan.duty(id).ok_or(Problem::NotFound("duty"))?;
    let state = state_of(&shown, duty);
    let line = duty_line(say, &shown, duty);
    let entries = store::audit::of_subject(&ctx.store, &format!("plan/{}/{id}", shown.plan.id)).await?;
    let holders = duty.lead.map(|r| holders(ctx, r, today)).unwrap_or_default();
    let form = form.unwrap_or_else(|| Form::filled(&[("state", duty_word(state)), ("note", &line.note)]));
    Ok(DutyPage {
        p: visit.office_titled(line.title.clone()).failed_if(form.failed()),
        recorded: shown.duties.get(id).map(|r| (r.on, r.by.clone())),
        states: STATES
            .iter()
            .map(|s| (duty_word(*s).to_owned(), say.t(state_key(*s).0).to_owned()))
            .collect(),
        can_set: by.may(Action::RunRound, None),
        history: entries
            .into_iter()
            .map(|r| History {
                at: say.moment(ctx.clock.local(r.entry.at)),
                changes: super::audit::changes(say, &r.entry.change),
                who: r.entry.who,
            })
            .collect(),
        duty: line,
        holders,
        form,
    })
}

/// Who holds a seat today; a seat of many is not listed.
pub(super) fn holders(ctx: &Ctx, role: Role, on: Date) -> Vec<String> {
    const MOST: usize = 5;
    let all = ctx.reference.organisations.holders(role, on);
    if all.len() > MOST { Vec::new() } else { all.into_iter().map(|o| o.short_vi.clone()).collect() }
}

/// `GET /ke-hoach/nhiem-vu/{duty}`
pub async fn duty(visit: Visit, by: Caller, Path(id): Path<String>) -> Outcome<Response> {
    show(&duty_page(&visit, &by, &id, None).await?)
}

/// `POST /ke-hoach/nhiem-vu/{duty}`
pub async fn set_duty(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let Some(state) = STATES.into_iter().find(|s| form.is("state", duty_word(*s))) else {
        form.refuse("state", "plan-state-needed");
        return show_as(StatusCode::UNPROCESSABLE_ENTITY, &duty_page(&visit, &by, &id, Some(form)).await?);
    };
    plan::set_duty(&ctx, &by, &id, state, form.value("note")).await?;
    Ok(redirect_done(&url::duty(&id), "duty-set"))
}

pub(super) fn answer_key(kind: AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Objective => "plan-answer-objective",
        AnswerKind::Area => "plan-answer-area",
        AnswerKind::Duty => "plan-answer-duty",
        AnswerKind::Fund => "plan-answer-fund",
        AnswerKind::Report => "plan-answer-report",
        AnswerKind::NoDuty => "plan-answer-no-duty",
    }
}
