//! The yearly proposals: rounds, who has proposed, a unit's own outlines; an outline and its form are in the files beside.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::outline::round::ProposalRound;
use domain::outline::{OutlineStage, checks};
use domain::words::Texts;
use domain::zone::Standing;

use super::form::{Form, Posted};
use super::page::{Page, Say, Visit, redirect, redirect_done, show, show_as};
use super::routes::url;
use crate::app::Caller;
use crate::app::outline::{self as app, Entry};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod book;
pub mod edit;
pub mod page;
pub mod typed;

/// A round in a list and as the head of its page.
struct Round {
    year: i16,
    title: String,
    dates: String,
    open: bool,
}

impl Round {
    fn of(say: Say, it: &ProposalRound) -> Self {
        let (opens, due) = (say.date(it.terms.opens_on), say.date(it.terms.due_on));
        Self {
            year: it.terms.year,
            title: say.f1("proposal-year", "year", it.terms.year.to_string()),
            dates: say.f2("proposal-dates", "opens", opens, "due", due),
            open: it.closed_at.is_none(),
        }
    }
}

/// An outline in a list.
struct Row {
    href: String,
    code: String,
    name: String,
    sought: String,
    tag: &'static str,
    stage: &'static str,
    /// What stands out: errors, outside, duplicates.
    marks: Vec<(&'static str, String)>,
}

fn row(say: Say, it: &Entry) -> Row {
    let mut marks = Vec::new();
    if it.errors > 0 {
        marks.push(("bad", say.f1("outline-errors-n", "n", it.errors)));
    }
    if it.warnings > 0 {
        marks.push(("no", say.f1("outline-warnings-n", "n", it.warnings)));
    }
    if it.zone == Standing::Outside {
        marks.push(("warn", say.t("outline-is-outside").to_owned()));
    }
    if let Some(alike) = it.alike.first() {
        let score = i64::from(alike.score);
        marks.push(("warn", say.f2("outline-alike-n", "code", &alike.code, "score", score)));
    }
    let (tag, stage) = stage(say, &it.outline.stage);
    Row {
        href: url::outline(&it.outline.code),
        code: it.outline.code.clone(),
        name: it.outline.facts.name.vi.clone(),
        sought: say.f1("outline-million", "amount", say.million(it.outline.facts.sought())),
        tag,
        stage,
        marks,
    }
}

/// Class of its tag, and its name.
fn stage(say: Say, stage: &OutlineStage) -> (&'static str, &'static str) {
    let tag = match stage {
        OutlineStage::Draft => "no",
        OutlineStage::Submitted { .. } => "",
        OutlineStage::Returned { .. } => "warn",
        OutlineStage::Approved { .. } => "ok",
        OutlineStage::Refused { .. } => "bad",
    };
    (tag, say.t(&format!("outline-stage-{}", stage.name())))
}

#[derive(Template)]
#[template(path = "outline/rounds.html")]
struct RoundsPage {
    p: Page,
    rounds: Vec<Round>,
    can_open: bool,
    form: Form,
}

/// `GET /de-xuat`: all rounds for those who compile; a unit is led to its own outlines of the newest.
pub async fn list(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    if !by.may(Action::ReadProposals, None) {
        let unit = by.actor().map(|a| a.organisation.clone()).unwrap_or_default();
        if let Some(newest) = store::outline::rounds(&ctx.store).await?.first() {
            return Ok(redirect(&url::own_outlines(newest.terms.year, &unit)));
        }
    }
    show(&rounds_page(&visit, &by, Form::default()).await?)
}

async fn rounds_page(visit: &Visit, by: &Caller, form: Form) -> Outcome<RoundsPage> {
    let rounds = store::outline::rounds(&visit.web.ctx.store).await?;
    Ok(RoundsPage {
        p: visit.office("proposals").failed_if(form.failed()),
        rounds: rounds.iter().map(|r| Round::of(visit.say(), r)).collect(),
        can_open: by.may(Action::ReviewProposals, None),
        form,
    })
}

/// `POST /de-xuat`: opens a round, or sets other days for it.
pub async fn open(visit: Visit, by: Caller, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let year = form.value("year").parse::<i16>().ok().filter(|y| (2020..=2100).contains(y));
    if year.is_none() {
        form.refuse("year", "proposal-year-unread");
    }
    let opens = form.day("opens_on");
    let due = form.day("due_on");
    for (field, day) in [("opens_on", opens), ("due_on", due)] {
        if day.is_none() && form.value(field).is_empty() {
            form.refuse(field, "form-day-unread");
        }
    }
    if let (Some(year), Some(opens), Some(due), false) = (year, opens, due, form.failed()) {
        match app::open_round(&ctx, &by, year, opens, due).await {
            Ok(()) => return Ok(redirect_done(&url::proposals(year), "proposal-open")),
            Err(Problem::Refused(refusal)) => {
                let field = if refusal.code == "no-plan-for-year" { "opens_on" } else { "due_on" };
                form.refused(field, &refusal);
            }
            Err(other) => return Err(other),
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &rounds_page(&visit, &by, form).await?)
}

/// `POST /de-xuat/{year}/dong`
pub async fn close(by: Caller, State(ctx): State<Ctx>, Path(year): Path<i16>) -> Outcome<Response> {
    app::close_round(&ctx, &by, year).await?;
    Ok(redirect_done(&url::proposals(year), "proposal-closed"))
}

/// A unit with its outlines.
struct Unit {
    href: String,
    name: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "outline/round.html")]
struct RoundPage {
    p: Page,
    round: Round,
    recipients: String,
    done: String,
    outlines: usize,
    approved: usize,
    waiting: usize,
    units: Vec<Unit>,
    only_missing: bool,
    can_open: bool,
    form: Form,
}

/// `GET /de-xuat/{year}?chua=1`: who has proposed and who has not.
pub async fn round(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(year): Path<i16>,
) -> Outcome<Response> {
    let (round, lines) = app::overview(&ctx, &by, year).await?;
    let say = visit.say();
    let all = || lines.iter().flat_map(|l| &l.outlines);
    let count = |name: &str| all().filter(|e| e.outline.stage.name() == name).count();
    let sent = |l: &&app::Line| l.outlines.iter().any(|e| is_sent(&e.outline.stage));
    let done = lines.iter().filter(sent).count();
    let only_missing = visit.query("chua") == "1";
    let mut units = Vec::new();
    for line in lines.iter().filter(|l| !only_missing || !sent(l)) {
        let rows = line.outlines.iter().map(|e| row(say, e)).collect();
        units.push(Unit { href: url::own_outlines(year, &line.unit), name: line.name.clone(), rows });
    }
    let (opens, due) = (say.date(round.terms.opens_on), say.date(round.terms.due_on));
    show(&RoundPage {
        p: visit.office_titled(say.f1("proposal-year", "year", year.to_string())),
        recipients: say.f1(
            "proposal-recipients",
            "names",
            names(&ctx, &app::recipients(&ctx, ctx.clock.today())),
        ),
        done: say.f2("proposal-units-n", "done", done, "all", lines.len()),
        outlines: all().count(),
        approved: count("approved"),
        waiting: count("submitted"),
        units,
        only_missing,
        can_open: by.may(Action::ReviewProposals, None),
        form: Form::filled(&[("year", &year.to_string()), ("opens_on", &opens), ("due_on", &due)]),
        round: Round::of(say, &round),
    })
}

/// Whether the recipients have it, or had it.
fn is_sent(stage: &OutlineStage) -> bool {
    !matches!(stage, OutlineStage::Draft | OutlineStage::Returned { .. })
}

fn names(ctx: &Ctx, codes: &[String]) -> String {
    codes.iter().map(|c| ctx.reference.name_of(c)).collect::<Vec<_>>().join(", ")
}

#[derive(Template)]
#[template(path = "outline/own.html")]
struct OwnPage {
    p: Page,
    round: Round,
    unit: String,
    rows: Vec<Row>,
    recipients: String,
    /// Those who compile get a way back to all units.
    sees_all: bool,
    can_propose: bool,
    form: Form,
}

async fn own_page(visit: &Visit, by: &Caller, year: i16, unit: &str, form: Form) -> Outcome<OwnPage> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    let (round, entries) = app::own(ctx, by, year, unit).await?;
    let name = ctx.reference.name_of(unit).to_owned();
    let title = say.f1("outline-own", "unit", name);
    Ok(OwnPage {
        p: visit.office_titled(title).failed_if(form.failed()),
        rows: entries.iter().map(|e| row(say, e)).collect(),
        recipients: say.f1(
            "proposal-recipients",
            "names",
            names(ctx, &app::recipients(ctx, ctx.clock.today())),
        ),
        sees_all: by.may(Action::ReadProposals, None),
        can_propose: by.may(Action::Propose, Some(unit)) && round.closed_at.is_none(),
        round: Round::of(say, &round),
        unit: unit.to_owned(),
        form,
    })
}

/// `GET /de-xuat/{year}/{unit}`
pub async fn own(visit: Visit, by: Caller, Path((year, unit)): Path<(i16, String)>) -> Outcome<Response> {
    show(&own_page(&visit, &by, year, &unit, Form::default()).await?)
}

/// `POST /de-xuat/{year}/{unit}`: begins an outline.
pub async fn begin(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path((year, unit)): Path<(i16, String)>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let name = form.need("name", "outline-name-needed");
    if name.chars().count() > checks::NAME_MOST {
        form.refuse("name", "outline-name-needed");
    }
    if !form.failed() {
        let mut facts = app::blank(&ctx, &unit);
        facts.name = Texts::vi(name);
        match app::begin(&ctx, &by, year, &unit, &facts).await {
            Ok(it) => return Ok(redirect_done(&url::outline_edit(&it.code), "outline-begun")),
            Err(Problem::Refused(refusal)) => form.refused("name", &refusal),
            Err(other) => return Err(other),
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &own_page(&visit, &by, year, &unit, form).await?)
}
