//! Procedures of aid as people read them: which rules hold when, their steps with clocks and articles, the
//! diagram, and what nobody has confirmed yet.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::finding::Severity;
use domain::procedure::{Actor, Clock, RuleSet, Silence, Step, Unit, check};
use domain::words::Words;
use lang::Lang;

use super::page::{Page, Say, Visit, show};
use super::routes::url;
use crate::app::Caller;
use crate::app::rules as app;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod edit;

struct Line {
    href: String,
    title: String,
    instrument: String,
    validity: String,
    in_force: bool,
    steps: usize,
    open: usize,
}

#[derive(Template)]
#[template(path = "procedure/list.html")]
struct ListPage {
    p: Page,
    lines: Vec<Line>,
}

/// `GET /quy-trinh`
pub async fn list(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let p = visit.office("procedures");
    let mut rules: Vec<&RuleSet> = ctx.rules.iter().collect();
    // Procedures of one family together, the newest first.
    rules.sort_by(|a, b| a.family.cmp(&b.family).then(b.issued.cmp(&a.issued)));
    let line = |r: &&RuleSet| Line {
        href: url::procedure(&r.id),
        title: p.words(&r.title).to_owned(),
        instrument: r.instrument.clone(),
        validity: validity(*p, r),
        in_force: r.is_in_force(ctx.clock.today()),
        steps: r.steps.len(),
        open: open(r).len() + r.to_confirm.len(),
    };
    show(&ListPage { lines: rules.iter().map(line).collect(), p })
}

/// «17/09/2020 – 07/12/2025».
fn validity(say: Say, rules: &RuleSet) -> String {
    let from = rules.from.map_or_else(|| say.t("procedure-no-date").to_owned(), |d| say.date(d));
    match rules.to {
        Some(to) => format!("{from} – {}", say.date(to)),
        None => say.f1("procedure-since", "day", from),
    }
}

/// What the check says is to be confirmed.
fn open(rules: &RuleSet) -> Vec<Words> {
    let notes = check(rules).into_iter().filter(|f| f.severity != Severity::Error);
    notes.map(|f| Words::new(f.vi, f.en)).collect()
}

struct StepLine {
    id: String,
    title: String,
    actors: String,
    article: String,
    confirmed: bool,
    clocks: Vec<String>,
    exits: Vec<String>,
    end: bool,
}

struct ClockLine {
    title: String,
    length: String,
    silence: &'static str,
    article: String,
    confirmed: bool,
}

/// Something the rules list with its article: a paper, a criterion, a field of the decision.
struct Item {
    title: String,
    article: String,
}

#[derive(Template)]
#[template(path = "procedure/page.html")]
struct ProcedurePage {
    p: Page,
    diagram: String,
    instrument: String,
    validity: String,
    in_force: bool,
    source: String,
    steps: Vec<StepLine>,
    clocks: Vec<ClockLine>,
    /// Heading and its items.
    lists: Vec<(&'static str, Vec<Item>)>,
    opinions: Vec<Item>,
    open: Vec<String>,
    /// Later versions: number, day, reason, by whom.
    versions: Vec<String>,
    /// Where an administrator changes them.
    edit: Option<String>,
}

/// `GET /quy-trinh/{id}`
pub async fn page(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<String>,
) -> Outcome<Response> {
    let rules = named(&ctx, &id)?;
    let p = visit.office_titled(visit.say().words(&rules.title));
    let item =
        |title: &Words, article: &str| Item { title: p.words(title).to_owned(), article: article.to_owned() };
    let papers = rules.papers.iter().map(|x| item(&x.title, &x.article)).collect();
    let criteria = rules.criteria.iter().map(|x| item(&x.title, &x.article)).collect();
    let fields = rules.decision_fields.iter().map(|x| item(&x.title, &x.article)).collect();
    let reports = rules.reports.iter().map(|x| item(&x.title, &x.article)).collect();
    let opinions =
        rules.opinions.iter().map(|o| Item { title: p.role(o.of).to_owned(), article: o.article.clone() });
    let mut to_confirm: Vec<String> = rules.to_confirm.iter().map(|w| p.words(w).to_owned()).collect();
    to_confirm.extend(open(rules).iter().map(|w| p.words(w).to_owned()));
    let versions = app::versions(&ctx, &id).await?;
    let versions = versions.iter().map(|(v, _)| edit::version(*p, v)).collect();
    show(&ProcedurePage {
        diagram: url::procedure_diagram(&rules.id, p.lang().code()),
        instrument: rules.instrument.clone(),
        validity: validity(*p, rules),
        in_force: rules.is_in_force(ctx.clock.today()),
        source: rules.source.clone(),
        steps: rules.steps.iter().map(|s| step(*p, rules, s)).collect(),
        clocks: rules.clocks.iter().map(|c| clock(*p, c)).collect(),
        lists: vec![
            ("procedure-papers", papers),
            ("procedure-criteria", criteria),
            ("procedure-decision", fields),
            ("procedure-reports", reports),
        ],
        opinions: opinions.collect(),
        open: to_confirm,
        versions,
        edit: by.may(Action::ManageRules, None).then(|| url::procedure_edit(&rules.id)),
        p,
    })
}

/// `GET /quy-trinh/{id}/so-do.svg?ngon-ngu=vi`: the diagram, to be kept and printed as well.
pub async fn diagram(visit: Visit, State(ctx): State<Ctx>, Path(id): Path<String>) -> Outcome<Response> {
    let lang = if visit.query("ngon-ngu") == "en" { Lang::En } else { Lang::Vi };
    let svg = formats::diagram::svg(named(&ctx, &id)?, lang);
    Ok(([(CONTENT_TYPE, "image/svg+xml; charset=utf-8")], svg).into_response())
}

fn named<'c>(ctx: &'c Ctx, id: &str) -> Outcome<&'c RuleSet> {
    ctx.rules.iter().find(|r| r.id == id).ok_or(Problem::NotFound("rules"))
}

fn actors(say: Say, all: &[Actor]) -> String {
    let name = |a: &Actor| match a {
        Actor::CaseApprover => say.t("procedure-approver").to_owned(),
        Actor::Role(r) => say.role(*r).to_owned(),
    };
    all.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn step(say: Say, rules: &RuleSet, step: &Step) -> StepLine {
    let clocks = step.clocks.iter().filter_map(|id| rules.clock(id));
    let to = |id: &str| rules.step(id).map_or_else(|| id.to_owned(), |s| say.words(&s.title).to_owned());
    StepLine {
        id: step.id.clone(),
        title: say.words(&step.title).to_owned(),
        actors: actors(say, &step.actor),
        article: step.article.clone(),
        confirmed: step.confirmed,
        clocks: clocks.map(|c| format!("{}: {}", say.words(&c.title), length(say, c))).collect(),
        exits: step.exits.iter().map(|e| format!("{} → {}", say.words(&e.title), to(&e.to))).collect(),
        end: step.end,
    }
}

fn length(say: Say, clock: &Clock) -> String {
    match (clock.length, clock.unit) {
        (Some(n), Some(Unit::Calendar)) => say.f1("procedure-days", "n", i64::from(n)),
        (Some(n), Some(Unit::Working)) => say.f1("procedure-working-days", "n", i64::from(n)),
        (Some(n), Some(Unit::Months)) => say.f1("procedure-months", "n", i64::from(n)),
        _ => say.t("procedure-not-known").to_owned(),
    }
}

fn clock(say: Say, clock: &Clock) -> ClockLine {
    ClockLine {
        title: say.words(&clock.title).to_owned(),
        length: length(say, clock),
        silence: say.t(match clock.silence {
            Silence::NotStated => "procedure-silence-waits",
            Silence::Agreed => "procedure-silence-agreed",
            Silence::MayWithdraw => "procedure-silence-withdraw",
            Silence::OtherRules => "procedure-silence-other",
        }),
        article: clock.article.clone(),
        confirmed: clock.confirmed,
    }
}
