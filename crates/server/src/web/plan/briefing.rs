//! Which unit has received the plan, read it and briefed its people; one's own unit says so here.
use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use jiff::civil::Date;

use super::super::form::{Form, Posted};
use super::super::page::{Page, Visit, redirect_done, show, show_as};
use super::super::pager::Pager;
use super::super::routes::url;
use super::{Tab, tabs};
use crate::app::Caller;
use crate::app::plan::{self, STEPS};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Units on one page.
const UNITS: usize = 50;

struct Line {
    name: String,
    /// Day of each step, in the order of [`STEPS`].
    days: Vec<Option<Date>>,
    note: String,
}

/// One's own unit.
struct Own {
    name: String,
    days: Vec<(&'static str, &'static str, Option<Date>)>,
}

#[derive(Template)]
#[template(path = "plan/briefing.html")]
struct BriefingPage {
    p: Page,
    tabs: Vec<Tab>,
    number: String,
    own: Option<Own>,
    form: Form,
    lines: Vec<Line>,
    all: usize,
    open: usize,
    show_all: bool,
    pager: Pager,
}

impl BriefingPage {
    /// Name of a step, for the label of its cell.
    fn step(&self, index: &usize) -> &'static str {
        self.p.t(step_key(STEPS.get(*index).copied().unwrap_or_default()))
    }
}

async fn briefing_page(visit: &Visit, by: &Caller, form: Form) -> Outcome<BriefingPage> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    let today = ctx.clock.today();
    let shown = plan::show(ctx, by, today).await?;
    let mut days: HashMap<(&str, &str), Date> = HashMap::new();
    let mut notes: HashMap<&str, &str> = HashMap::new();
    for b in &shown.briefings {
        days.insert((b.unit.as_str(), b.step.as_str()), b.on);
        notes.insert(b.unit.as_str(), b.note.as_str());
    }
    let day = |unit: &str, step: &str| days.get(&(unit, step)).copied();
    let show_all = visit.query("loc") == "tat-ca";
    let mut units = ctx.reference.organisations.reporting_units(today);
    units.sort_by(|a, b| a.kind.cmp(&b.kind).then_with(|| lang::collate(&a.short_vi, &b.short_vi)));
    let all = units.len();
    let own =
        by.actor().map(|a| a.organisation.as_str()).filter(|own| by.may(Action::WriteReport, Some(own)));
    let own = units.iter().find(|u| Some(u.code.as_str()) == own).map(|u| Own {
        name: u.short_vi.clone(),
        days: STEPS.iter().map(|s| (*s, say.t(step_key(s)), day(&u.code, s))).collect(),
    });
    units.retain(|u| show_all || shown.not_briefed.contains(&u.code));
    let pager = Pager::new(visit, units.len(), UNITS);
    let line = |u: &&domain::organisation::Organisation| Line {
        name: u.short_vi.clone(),
        days: STEPS.iter().map(|s| day(&u.code, s)).collect(),
        note: notes.get(u.code.as_str()).copied().unwrap_or_default().to_owned(),
    };
    Ok(BriefingPage {
        p: visit.office("plan-briefing").failed_if(form.failed()),
        tabs: tabs(say, url::PLAN_BRIEFING),
        number: shown.plan.number.clone(),
        lines: pager.of(&units).iter().map(line).collect(),
        open: shown.not_briefed.len(),
        all,
        own,
        form,
        show_all,
        pager,
    })
}

fn step_key(step: &str) -> &'static str {
    match step {
        "received" => "plan-step-received",
        "read" => "plan-step-read",
        _ => "plan-step-briefed",
    }
}

/// `GET /ke-hoach/pho-bien`
pub async fn page(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let today = ctx.clock.today().to_string();
    show(&briefing_page(&visit, &by, Form::filled(&[("on", &today)])).await?)
}

/// `POST /ke-hoach/pho-bien`: one's own unit has taken a step.
pub async fn acknowledge(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let unit = by.actor().map(|a| a.organisation.clone()).ok_or(Problem::NotFound("unit"))?;
    let step = form.value("step").to_owned();
    let outcome = match lang::parse_date(form.value("on")) {
        Ok(on) => plan::acknowledge(&ctx, &by, &unit, &step, on, form.value("note")).await,
        Err(_) => {
            form.refuse("on", "round-day-unread");
            Ok(())
        }
    };
    match outcome {
        Ok(()) if !form.failed() => return Ok(redirect_done(url::PLAN_BRIEFING, "acknowledged")),
        Ok(()) => {}
        Err(Problem::Refused(refusal)) => form.refused("on", &refusal),
        Err(other) => return Err(other),
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &briefing_page(&visit, &by, form).await?)
}
