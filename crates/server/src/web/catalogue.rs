//! The catalogue in the office: calls of a year, what a new version would change, versions on their way to everyone.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::call::Call;
use domain::catalogue::{Decision, Stage, Version};

use super::calls::files::{ChangeLine, change_lines};
use super::form::{Form, Posted};
use super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::routes::url;
use crate::app::{Caller, call as calls, catalogue as app};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod call;
pub mod files;

/// A call in the list.
struct Row {
    href: String,
    code: String,
    name: String,
    place: String,
    tag: &'static str,
    status: &'static str,
    sought: String,
    missing: String,
    /// What stands out: class and words.
    marks: Vec<(&'static str, String)>,
}

struct VersionLine {
    number: u32,
    to: String,
    tag: &'static str,
    stage: &'static str,
    by: String,
    reason: String,
    /// Address on the public pages, once published.
    href: Option<String>,
    can_approve: bool,
    can_publish: bool,
    can_return: bool,
}

#[derive(Template)]
#[template(path = "catalogue/list.html")]
struct ListPage {
    p: Page,
    year: i16,
    /// Address, year, and whether it is this one.
    years: Vec<(String, i16, bool)>,
    rows: Vec<Row>,
    versions: Vec<VersionLine>,
    changes: Option<Vec<ChangeLine>>,
    calls: usize,
    submit_how: String,
    waits: bool,
    again: bool,
    can_write: bool,
    form: Form,
}

/// `GET /danh-muc?nam=2026`
pub async fn list(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let asked = visit.query("nam").parse().ok();
    show(&list_page(&visit, &by, &ctx, asked, Form::default()).await?)
}

async fn list_page(
    visit: &Visit,
    by: &Caller,
    ctx: &Ctx,
    asked: Option<i16>,
    form: Form,
) -> Outcome<ListPage> {
    let say = visit.say();
    let all = store::call::all(&ctx.store).await?;
    let mut years: Vec<i16> = all.iter().map(|c| c.year).collect();
    years.extend(store::outline::rounds(&ctx.store).await?.iter().map(|r| r.terms.year));
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let year = asked.or_else(|| years.first().copied()).unwrap_or_else(|| ctx.clock.today().year());
    let desk = app::desk(ctx, by, year).await?;
    let gaps = store::call::standings(&ctx.store).await?;
    let rows: Vec<Row> = all
        .iter()
        .filter(|c| c.year == year || desk.now.call(&c.code).is_some())
        .map(|c| row(ctx, say, c, gaps.get(&c.code).map_or(0, |(_, _, gap)| gap.missing())))
        .collect();
    let can_decide = by.may(Action::PublishCatalogue, None);
    Ok(ListPage {
        p: visit.office_titled(say.f1("catalogue-title", "year", year.to_string())).failed_if(form.failed()),
        year,
        waits: desk
            .versions
            .iter()
            .any(|v| matches!(v.stage, Stage::Submitted { .. } | Stage::Approved { .. })),
        again: desk.changes.is_some(),
        versions: desk.versions.iter().map(|v| version_line(ctx, say, v, can_decide)).collect(),
        changes: desk.changes.map(|c| change_lines(say, &c)),
        calls: desk.now.calls.len(),
        submit_how: say.f3(
            "catalogue-submit-how",
            ("n", desk.now.calls.len()),
            ("sought", say.headline(desk.now.sought())),
            ("m", desk.now.calls.iter().filter(|c| !c.facts.untranslated().is_empty()).count()),
        ),
        can_write: by.may(Action::WriteCatalogue, None),
        years: years.into_iter().map(|y| (url::catalogue(y), y, y == year)).collect(),
        rows,
        form,
    })
}

fn row(ctx: &Ctx, say: Say, it: &Call, missing: i64) -> Row {
    let facts = &it.facts;
    let mut marks = Vec::new();
    let untranslated = facts.untranslated().len();
    if untranslated > 0 {
        marks.push(("warn", say.f1("call-untranslated-n", "n", untranslated)));
    }
    marks.extend(facts.lacks().iter().map(|l| ("bad", say.t(&format!("call-lacks-{l}")).to_owned())));
    Row {
        href: url::call_edit(&it.code),
        code: it.code.clone(),
        name: facts.name.vi.clone(),
        place: ctx.reference.place_name(&facts.place).map(|w| say.words(&w).to_owned()).unwrap_or_default(),
        tag: super::calls::status_tag(it.status),
        status: super::calls::status_name(say, it.status),
        sought: say.million(facts.sought()),
        missing: say.million(missing),
        marks,
    }
}

fn version_line(ctx: &Ctx, say: Say, it: &Version, can_decide: bool) -> VersionLine {
    let (submitted, approved) =
        (matches!(it.stage, Stage::Submitted { .. }), matches!(it.stage, Stage::Approved { .. }));
    let at = say.moment(ctx.clock.local(it.stage.at()));
    let returned = match &it.stage {
        Stage::Returned { reason, .. } => reason.clone(),
        _ => it.reason.clone(),
    };
    VersionLine {
        number: it.number,
        to: url::catalogue_version(it.year, it.number),
        tag: match it.stage {
            Stage::Submitted { .. } => "",
            Stage::Returned { .. } => "warn",
            Stage::Approved { .. } | Stage::Published { .. } => "ok",
        },
        stage: say.t(&format!("catalogue-stage-{}", it.stage.name())),
        by: format!("{at} · {}", it.stage.by()),
        reason: returned,
        href: matches!(it.stage, Stage::Published { .. }).then(|| url::calls_version(it.year, it.number)),
        can_approve: can_decide && submitted,
        can_publish: can_decide && approved,
        can_return: can_decide && (submitted || approved),
    }
}

/// `POST /danh-muc/{year}/lap`
pub async fn compile(by: Caller, State(ctx): State<Ctx>, Path(year): Path<i16>) -> Outcome<Response> {
    let made = calls::compile(&ctx, &by, year).await?;
    let done = if made.is_empty() { "catalogue-nothing-new" } else { "catalogue-compiled" };
    Ok(redirect_done(&url::catalogue(year), done))
}

/// `POST /danh-muc/{year}/trinh`
pub async fn submit(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(year): Path<i16>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    match app::submit(&ctx, &by, year, form.value("reason")).await {
        Ok(_) => Ok(redirect_done(&url::catalogue(year), "catalogue-submitted")),
        Err(Problem::Refused(refusal)) => {
            form.refused("reason", &refusal);
            let page = list_page(&visit, &by, &ctx, Some(year), form).await?;
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other),
    }
}

/// `POST /danh-muc/{year}/{number}`: returns, approves or publishes.
pub async fn decide(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path((year, number)): Path<(i16, u32)>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let decision = Decision::of(form.value("do")).ok_or(Problem::NotFound("decision"))?;
    match app::decide(&ctx, &by, (year, number), decision, form.value("why")).await {
        Ok(()) => Ok(redirect_done(&url::catalogue(year), &format!("catalogue-{}", decision.name()))),
        Err(Problem::Refused(refusal)) => {
            form.refused("why", &refusal);
            let page = list_page(&visit, &by, &ctx, Some(year), form).await?;
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other),
    }
}
