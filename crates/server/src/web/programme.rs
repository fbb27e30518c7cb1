//! The yearly programme of promotion with foreign NGOs, on one page.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::engagement::Kind;
use domain::programme::{Activity, Programme, Standing};

use super::form::{Form, Posted};
use super::page::{Page, Say, Visit, redirect, redirect_done, show, show_as};
use super::routes::url;
use crate::app::Caller;
use crate::app::programme::{self as app, Step};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

struct Line {
    number: u32,
    what: String,
    kind: &'static str,
    days: String,
    lead: String,
    donors: String,
    budget: String,
    tag: &'static str,
    state: &'static str,
    outcome: String,
    is_open: bool,
    can_remove: bool,
}

#[derive(Template)]
#[template(path = "programme/page.html")]
struct ProgrammePage {
    p: Page,
    year: i16,
    revision: i64,
    years: Vec<(String, String)>,
    goals: String,
    approval: String,
    is_approved: bool,
    lines: Vec<Line>,
    done: String,
    manages: bool,
    kinds: Vec<(String, String)>,
    leads: Vec<(String, String)>,
    donors: Vec<(String, String)>,
    form: Form,
}

fn line(ctx: &Ctx, say: Say, it: &Programme, a: &Activity, names: &[(String, String)]) -> Line {
    let standing = a.standing(ctx.clock.today());
    let tag = match standing {
        Standing::Done => "ok",
        Standing::Late => "bad",
        Standing::Now => "",
        Standing::Ahead => "no",
    };
    let name = |code: &String| {
        names.iter().find(|(c, _)| c == code).map_or_else(|| code.clone(), |(_, n)| n.clone())
    };
    Line {
        number: a.number,
        what: a.what.clone(),
        kind: say.t(&format!("engagement-{}", a.kind.name())),
        days: say.f2("programme-days", "from", a.from, "to", a.to),
        lead: ctx.reference.name_of(&a.lead).to_owned(),
        donors: a.donors.iter().map(name).collect::<Vec<_>>().join(", "),
        budget: if a.budget > 0 {
            say.f1("outline-million", "amount", say.million(a.budget))
        } else {
            String::new()
        },
        tag,
        state: say.t(&format!("programme-{}", standing.name())),
        outcome: a
            .outcome
            .as_ref()
            .map(|o| format!("{}: {} ({})", say.date(o.on), o.text, o.by))
            .unwrap_or_default(),
        is_open: a.outcome.is_none(),
        can_remove: a.outcome.is_none() && (it.approval.is_none() || a.added_later),
    }
}

async fn page_of(visit: &Visit, by: &Caller, year: i16, form: Form) -> Outcome<ProgrammePage> {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let it = app::of_year(ctx, by, year).await?;
    let today = ctx.clock.today();
    let mut years: Vec<i16> = store::programme::all(&ctx.store).await?.iter().map(|p| p.year).collect();
    years.extend([year, today.year(), today.year() + 1]);
    years.sort_unstable();
    years.dedup();
    let donors: Vec<(String, String)> =
        store::donor::all(&ctx.store).await?.into_iter().map(|d| (d.code, d.facts.name.vi)).collect();
    let holders = [domain::organisation::Role::NgoLead, domain::organisation::Role::Standing];
    let leads = holders.iter().flat_map(|r| ctx.reference.organisations.holders(*r, today));
    let done = it.activities.iter().filter(|a| a.outcome.is_some()).count();
    let kinds =
        Kind::ENTERED.map(|k| (k.name().to_owned(), say.t(&format!("engagement-{}", k.name())).to_owned()));
    Ok(ProgrammePage {
        p: visit.office_titled(say.f1("programme-title", "year", year.to_string())).failed_if(form.failed()),
        year,
        revision: it.revision,
        years: years.iter().map(|y| (y.to_string(), url::programme(*y))).collect(),
        approval: it
            .approval
            .as_ref()
            .map(|a| say.f2("guidance-number", "number", &a.number, "on", a.on))
            .unwrap_or_default(),
        is_approved: it.approval.is_some(),
        lines: it.activities.iter().map(|a| line(ctx, say, &it, a, &donors)).collect(),
        done: say.f2("programme-done-n", "n", done, "all", it.activities.len()),
        goals: it.goals,
        manages: by.may(Action::ManageDonors, None),
        kinds: kinds.to_vec(),
        leads: leads.map(|o| (o.code.clone(), o.short_vi.clone())).collect(),
        donors,
        form,
    })
}

/// `GET /chuong-trinh`: that of this year.
pub async fn current(State(ctx): State<Ctx>) -> Outcome<Response> {
    Ok(redirect(&url::programme(ctx.clock.today().year())))
}

/// `GET /chuong-trinh/{year}`
pub async fn page(visit: Visit, by: Caller, Path(year): Path<i16>) -> Outcome<Response> {
    let it = app::of_year(&visit.web.ctx, &by, year).await?;
    let form = Form::filled(&[("goals", &it.goals)]);
    show(&page_of(&visit, &by, year, form).await?)
}

fn activity(form: &mut Form) -> Option<Activity> {
    let (from, to) = (form.need_day("from"), form.need_day("to"));
    let typed = form.value("budget").to_owned();
    let budget =
        if typed.is_empty() { Some(0) } else { lang::parse_number(&typed).and_then(|n| n.at_scale(0)).ok() };
    if budget.is_none() {
        form.refuse("budget", "outline-money-unread");
    }
    Some(Activity {
        number: 0,
        what: form.value("what").to_owned(),
        kind: Kind::of(form.value("kind")).unwrap_or(Kind::Contact),
        from: from?,
        to: to?,
        lead: form.value("lead").to_owned(),
        donors: form.values("donors").map(str::to_owned).collect(),
        budget: budget?,
        added_later: false,
        outcome: None,
    })
}

/// `POST /chuong-trinh/{year}`: the button says what.
pub async fn act(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(year): Path<i16>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let revision = form.value("revision").parse().unwrap_or(0);
    let number = form.value("n").parse().unwrap_or(0);
    let (step, field) = match form.value("do").to_owned().as_str() {
        "goals" => (Some(Step::Goals(form.value("goals").to_owned())), "goals"),
        "add" => (activity(&mut form).map(Step::Add), "what"),
        "remove" => (Some(Step::Remove(number)), ""),
        "approve" => {
            let said = form.value("number").to_owned();
            (form.need_day("approved").map(|on| Step::Approve { number: said, on }), "number")
        }
        "finish" => {
            let text = form.value("text").to_owned();
            (Some(Step::Finish { number, on: ctx.clock.today(), text }), "")
        }
        _ => return Err(Problem::NotFound("step")),
    };
    if let Some(step) = step {
        match app::step(&ctx, &by, year, revision, step).await {
            Ok(()) => return Ok(redirect_done(&url::programme(year), "saved")),
            Err(Problem::Refused(refusal)) => form.refused(field, &refusal),
            Err(Problem::Conflict(_)) => form.refuse("", "programme-meanwhile"),
            Err(other) => return Err(other),
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page_of(&visit, &by, year, form).await?)
}
