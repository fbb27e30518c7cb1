//! Needs: a list with a map of where nothing answers them, one need with its evidence, the form.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::ids::NeedId;
use domain::need::{Answers, Need, Urgency};
use store::need::{AtPlace, Filter};

use super::download::named;
use super::form::{Form, Posted};
use super::map::{Dot, Map};
use super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::pager::Pager;
use super::routes::url;
use super::upload::{Upload, hand_on};
use crate::app::{Caller, need};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

mod typed;

pub use typed::{Choices, communes};

const ROWS: u32 = 30;

struct Line {
    href: String,
    title: String,
    place: String,
    area: String,
    unit: String,
    urgency: &'static str,
    tag: &'static str,
    who: String,
    answers: String,
    none: bool,
    closed: bool,
}

struct Spot {
    href: String,
    name: String,
    needs: String,
    unanswered: String,
    lacks: bool,
}

#[derive(Template)]
#[template(path = "need/list.html")]
struct ListPage {
    p: Page,
    q: String,
    area: String,
    place: String,
    unanswered: bool,
    closed: bool,
    filtered: bool,
    areas: Vec<(String, String)>,
    places: Vec<(String, String)>,
    lines: Vec<Line>,
    map: Map,
    spots: Vec<Spot>,
    pager: Pager,
    can_add: bool,
}

/// `GET /nhu-cau?q=…&linh-vuc=…&dia-ban=…&trong=1&dong=1`
pub async fn list(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let given = |name: &str| Some(visit.query(name)).filter(|v| !v.is_empty());
    let filter = Filter {
        q: lang::fold(&visit.query("q")),
        unit: None,
        area: given("linh-vuc"),
        place: given("dia-ban"),
        unanswered: visit.query("trong") == "1",
        closed: visit.query("dong") == "1",
    };
    let filtered =
        !filter.q.is_empty() || filter.area.is_some() || filter.place.is_some() || filter.unanswered;
    let filter = need::seen(&by, filter)?;
    let page = visit.query("trang").parse().unwrap_or(1).max(1);
    let (listed, total) = store::need::list(&ctx.store, &filter, page, ROWS).await?;
    let everywhere = Filter { place: None, ..filter.clone() };
    let at = store::need::by_place(&ctx.store, &everywhere).await?;
    let say = visit.say();
    let choices = Choices::new(&ctx, say);
    show(&ListPage {
        p: visit.office("needs"),
        q: visit.query("q"),
        area: filter.area.clone().unwrap_or_default(),
        place: filter.place.clone().unwrap_or_default(),
        unanswered: filter.unanswered,
        closed: filter.closed,
        filtered,
        lines: listed.iter().map(|(n, a)| line(&ctx, &choices, say, n, *a)).collect(),
        map: map(&ctx, say, &at),
        spots: at.iter().map(|a| spot(&ctx, say, a)).collect(),
        pager: Pager::new(&visit, usize::try_from(total).unwrap_or(0), ROWS as usize),
        can_add: own(&by).is_some_and(|unit| by.may(Action::Propose, Some(unit))),
        areas: choices.areas,
        places: choices.places,
    })
}

fn own(by: &Caller) -> Option<&str> {
    by.actor().map(|a| a.organisation.as_str())
}

fn place(ctx: &Ctx, say: Say, code: &str) -> String {
    ctx.reference.place_name(code).map_or_else(|| code.to_owned(), |w| say.words(&w).to_owned())
}

fn place_of(ctx: &Ctx, say: Say, need: &Need) -> String {
    let commune = place(ctx, say, &need.facts.place);
    if need.facts.hamlet.is_empty() { commune } else { format!("{}, {commune}", need.facts.hamlet) }
}

fn urgency(say: Say, urgency: Urgency) -> (&'static str, &'static str) {
    match urgency {
        Urgency::High => (say.t("need-urgency-high"), "bad"),
        Urgency::Medium => (say.t("need-urgency-medium"), "warn"),
        Urgency::Low => (say.t("need-urgency-low"), "no"),
    }
}

fn answers(say: Say, it: Answers) -> String {
    if it.none() {
        say.t("need-unanswered").to_owned()
    } else {
        say.f2("need-answers", "projects", it.projects, "calls", it.calls)
    }
}

/// «42 hộ, 170 người».
fn who(say: Say, need: &Need) -> String {
    let b = &need.facts.beneficiaries;
    let parts = [("need-households-n", b.households), ("need-people-n", b.people)];
    let said: Vec<String> = parts.iter().filter_map(|(key, n)| Some(say.f1(key, "n", (*n)?))).collect();
    if said.is_empty() { "–".to_owned() } else { said.join(", ") }
}

fn line(ctx: &Ctx, choices: &Choices, say: Say, need: &Need, found: Answers) -> Line {
    let (urgency, tag) = urgency(say, need.facts.urgency);
    Line {
        href: url::need(need.id),
        title: need.facts.title.vi.clone(),
        place: place_of(ctx, say, need),
        area: choices.area(&need.facts.area),
        unit: ctx.reference.name_of(&need.unit).to_owned(),
        who: who(say, need),
        answers: answers(say, found),
        none: found.none(),
        closed: need.closed,
        urgency,
        tag,
    }
}

fn spot(ctx: &Ctx, say: Say, at: &AtPlace) -> Spot {
    Spot {
        href: url::needs_at(&at.place),
        name: place(ctx, say, &at.place),
        needs: say.number(at.needs),
        unanswered: say.number(at.unanswered),
        lacks: at.unanswered > 0,
    }
}

fn map(ctx: &Ctx, say: Say, at: &[AtPlace]) -> Map {
    let dots: Vec<Dot> = at
        .iter()
        .filter_map(|a| {
            Some(Dot {
                point: ctx.reference.place_point(&a.place)?.1,
                href: url::needs_at(&a.place),
                text: say.f3(
                    "need-map-dot",
                    ("place", place(ctx, say, &a.place)),
                    ("n", a.needs),
                    ("open", a.unanswered),
                ),
                n: a.needs,
                lacks: a.unanswered > 0,
            })
        })
        .collect();
    Map::new(say.t("need-map"), &dots)
}

struct FileLine {
    href: String,
    name: String,
    size: String,
}

#[derive(Template)]
#[template(path = "need/page.html")]
struct NeedPage {
    p: Page,
    id: NeedId,
    need: Need,
    place: String,
    area: String,
    urgency: &'static str,
    tag: &'static str,
    unit: String,
    peoples: Vec<String>,
    /// Label and number.
    counts: Vec<(&'static str, String)>,
    answers: String,
    none: bool,
    projects: String,
    files: Vec<FileLine>,
    can_change: bool,
    form: Form,
}

/// `GET /nhu-cau/{id}`
pub async fn page(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
) -> Outcome<Response> {
    show(&need_page(&visit, &by, &ctx, NeedId(id), Form::default()).await?)
}

async fn need_page(visit: &Visit, by: &Caller, ctx: &Ctx, id: NeedId, form: Form) -> Outcome<NeedPage> {
    let (need, found, files) = need::show(ctx, by, id).await?;
    let say = visit.say();
    let (urgency, tag) = urgency(say, need.facts.urgency);
    let people =
        |p| ctx.reference.people(p).map(|w| format!("{} ({})", say.words(&w), say.t(typed::list_key(p))));
    let b = &need.facts.beneficiaries;
    let counts = [
        ("need-households", b.households),
        ("need-people-count", b.people),
        ("need-minority", b.minority),
        ("need-women", b.women),
        ("need-poor", b.poor),
    ];
    Ok(NeedPage {
        p: visit.office_titled(need.facts.title.vi.clone()).failed_if(form.failed()),
        place: place_of(ctx, say, &need),
        area: Choices::new(ctx, say).area(&need.facts.area),
        unit: ctx.reference.name_of(&need.unit).to_owned(),
        peoples: need.facts.peoples.iter().filter_map(people).collect(),
        counts: counts.iter().filter_map(|(key, n)| Some((say.t(key), say.number((*n)?)))).collect(),
        answers: answers(say, found),
        none: found.none(),
        projects: url::projects_at(&need.facts.place, &need.facts.area),
        files: files
            .into_iter()
            .map(|f| FileLine {
                href: url::need_file(id, f.id),
                size: say.file_size(u64::try_from(f.size).unwrap_or(0)),
                name: f.name,
            })
            .collect(),
        can_change: by.may(Action::Propose, Some(&need.unit)),
        id,
        need,
        urgency,
        tag,
        form,
    })
}

#[derive(Template)]
#[template(path = "need/form.html")]
struct FormPage {
    p: Page,
    form: Form,
    choices: Choices,
    to: String,
    back: String,
}

fn form_page(visit: &Visit, ctx: &Ctx, form: Form, id: Option<NeedId>) -> FormPage {
    let title = if id.is_some() { "need-edit" } else { "need-new" };
    FormPage {
        p: visit.office(title).failed_if(form.failed()),
        choices: Choices::new(ctx, visit.say()),
        to: id.map_or_else(|| url::NEW_NEED.to_owned(), url::need),
        back: id.map_or_else(|| url::NEEDS.to_owned(), url::need),
        form,
    }
}

/// `GET /nhu-cau/moi`
pub async fn new(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let home = own(&by).and_then(|o| ctx.reference.organisation(o)?.place.as_ref().map(ToString::to_string));
    let form = Form::filled(&[("place", &home.unwrap_or_default()), ("urgency", "medium")]);
    show(&form_page(&visit, &ctx, form, None))
}

/// `POST /nhu-cau/moi`
pub async fn add(visit: Visit, by: Caller, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let unit = own(&by).ok_or(Problem::Forbidden(Action::Propose))?;
    let mut form = Form::from(posted);
    let facts = typed::facts(&mut form);
    let added = if form.failed() { None } else { Some(need::add(&ctx, &by, unit, &facts).await) };
    match added {
        Some(Ok(id)) => Ok(redirect_done(&url::need(id), "need-added")),
        Some(Err(Problem::Refused(refusal))) => {
            typed::refuse(&mut form, &refusal);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &form_page(&visit, &ctx, form, None))
        }
        Some(Err(other)) => Err(other),
        None => show_as(StatusCode::UNPROCESSABLE_ENTITY, &form_page(&visit, &ctx, form, None)),
    }
}

/// `GET /nhu-cau/{id}/sua`
pub async fn edit(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
) -> Outcome<Response> {
    let (need, ..) = need::show(&ctx, &by, NeedId(id)).await?;
    by.require(Action::Propose, Some(&need.unit))?;
    show(&form_page(&visit, &ctx, typed::form(&need.facts), Some(need.id)))
}

/// `POST /nhu-cau/{id}`
pub async fn change(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
    posted: Posted,
) -> Outcome<Response> {
    let id = NeedId(id);
    let mut form = Form::from(posted);
    let facts = typed::facts(&mut form);
    if !form.failed() {
        match need::change(&ctx, &by, id, &facts).await {
            Ok(()) => return Ok(redirect_done(&url::need(id), "saved")),
            Err(Problem::Refused(refusal)) => typed::refuse(&mut form, &refusal),
            Err(other) => return Err(other),
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &form_page(&visit, &ctx, form, Some(id)))
}

/// `POST /nhu-cau/{id}/dong`
pub async fn close(
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
    posted: Posted,
) -> Outcome<Response> {
    let closed = posted.get("do") == "close";
    need::close(&ctx, &by, NeedId(id), closed).await?;
    Ok(redirect_done(&url::need(NeedId(id)), if closed { "need-closed" } else { "need-reopened" }))
}

/// `POST /nhu-cau/{id}/tep`
pub async fn attach(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
    upload: Upload,
) -> Outcome<Response> {
    let id = NeedId(id);
    let mut form = Form::default();
    let keep = async |name: String, bytes| need::attach(&ctx, &by, id, &name, bytes).await;
    if hand_on(upload.file, &mut form, |_| "file", keep).await? {
        return Ok(redirect_done(&url::need(id), "need-attached"));
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &need_page(&visit, &by, &ctx, id, form).await?)
}

/// `GET /nhu-cau/{id}/tep/{file}`
pub async fn file(
    by: Caller,
    State(ctx): State<Ctx>,
    Path((id, file)): Path<(i64, i64)>,
) -> Outcome<Response> {
    let (name, kind, bytes) = need::file(&ctx, &by, NeedId(id), file).await?;
    Ok(named(&name, kind, bytes))
}
