//! Guidance documents, policies and mechanisms: the list, what they rest on, the form; one of them is in the file beside.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::guidance::{Guidance, GuidanceFacts, Kind};
use domain::legal::Force;
use domain::words::Texts;

use super::form::{Form, Posted};
use super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::routes::url;
use crate::app::Caller;
use crate::app::guidance as app;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod page;

/// Characters of the text.
const BODY_MOST: usize = 40_000;
const TITLE_MOST: usize = 300;
/// Stands for every unit that reports.
const EVERYONE: &str = "*";

struct Line {
    href: String,
    title: String,
    kind: &'static str,
    lead: String,
    number: String,
    tag: &'static str,
    state: &'static str,
    days: String,
}

/// Class of its tag, and how it stands.
fn standing(ctx: &Ctx, say: Say, it: &Guidance) -> (&'static str, &'static str) {
    match it.force(ctx.clock.today()) {
        Some(Force::InForce) => ("ok", say.t("force-in-force")),
        Some(Force::NotYet) => ("", say.t("force-not-yet")),
        Some(Force::Ended) => ("no", say.t("force-ended")),
        Some(Force::Unknown) => ("warn", say.t("force-unknown")),
        None => ("warn", say.t(&format!("guidance-stage-{}", it.stage.name()))),
    }
}

/// «từ 01/12/2025 đến 31/12/2030»
fn days(say: Say, from: Option<jiff::civil::Date>, to: Option<jiff::civil::Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => say.f2("force-from-to", "from", from, "to", to),
        (Some(from), None) => say.f1("force-from", "from", from),
        (None, Some(to)) => say.f1("force-to", "to", to),
        (None, None) => String::new(),
    }
}

fn line(ctx: &Ctx, say: Say, it: &Guidance) -> Line {
    let (tag, state) = standing(ctx, say, it);
    let issued = it.stage.issued();
    Line {
        href: url::guidance(&it.code),
        title: titled(say, &it.facts.title),
        kind: say.t(&format!("guidance-kind-{}", it.facts.kind.name())),
        lead: ctx.reference.name_of(&it.lead).to_owned(),
        number: issued.map_or_else(|| it.code.clone(), |(number, _)| number.to_owned()),
        tag,
        state,
        days: days(say, it.facts.from, it.facts.to),
    }
}

/// In the reader's language where it was written in it.
fn titled(say: Say, title: &Texts) -> String {
    let english = say.lang() == lang::Lang::En && !title.en.is_empty();
    if english { title.en.clone() } else { title.vi.clone() }
}

/// An instrument with how it stands today.
struct Basis {
    number: String,
    title: String,
    tag: &'static str,
    force: &'static str,
    days: String,
    replaced_by: String,
}

fn basis(ctx: &Ctx, say: Say, number: &str) -> Basis {
    let it = ctx.reference.instrument(number);
    let force = it.map_or(Force::Unknown, |i| i.force(ctx.clock.today()));
    let tag = match force {
        Force::InForce => "ok",
        Force::NotYet => "",
        Force::Ended => "bad",
        Force::Unknown => "warn",
    };
    Basis {
        number: number.to_owned(),
        title: it.map(|i| say.words(&i.title).to_owned()).unwrap_or_default(),
        tag,
        force: say.t(&format!("force-{}", force.name())),
        days: it.map(|i| days(say, i.from, i.to)).unwrap_or_default(),
        replaced_by: it.map(|i| i.replaced_by.clone()).unwrap_or_default(),
    }
}

#[derive(Template)]
#[template(path = "guidance/list.html")]
struct ListPage {
    p: Page,
    lines: Vec<Line>,
    bases: Vec<Basis>,
    can_add: bool,
}

/// `GET /van-ban`
pub async fn list(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let say = visit.say();
    let all = app::list(&ctx, &by).await?;
    show(&ListPage {
        p: visit.office("guidance-title"),
        lines: all.iter().map(|it| line(&ctx, say, it)).collect(),
        bases: ctx.reference.instruments.iter().map(|i| basis(&ctx, say, &i.number)).collect(),
        can_add: by.may(Action::ManageGuidance, None),
    })
}

/// A box of the form.
struct Tick {
    id: String,
    value: String,
    text: String,
    tag: &'static str,
    note: &'static str,
    on: bool,
}

#[derive(Template)]
#[template(path = "guidance/form.html")]
struct FormPage {
    p: Page,
    action: String,
    back: String,
    form: Form,
    kinds: Vec<(String, String)>,
    clauses: Vec<(String, String)>,
    bases: Vec<Tick>,
    recipients: Vec<Tick>,
}

fn form_page(visit: &Visit, ctx: &Ctx, code: Option<&str>, form: Form) -> FormPage {
    let say = visit.say();
    let ticked = |name: &'static str| form.values(name).map(str::to_owned).collect::<Vec<_>>();
    let (bases_on, recipients_on) = (ticked("bases"), ticked("recipients"));
    let of_basis = |(n, i): (usize, &domain::legal::Instrument)| {
        let it = basis(ctx, say, &i.number);
        Tick {
            id: format!("cc-{n}"),
            on: bases_on.contains(&i.number),
            value: i.number.clone(),
            text: format!("{} {}", i.number, it.title),
            tag: it.tag,
            note: it.force,
        }
    };
    let units = ctx.reference.organisations.reporting_units(ctx.clock.today());
    let everyone = std::iter::once((EVERYONE.to_owned(), say.t("guidance-everyone").to_owned()));
    let units = everyone.chain(units.into_iter().map(|o| (o.code.clone(), o.short_vi.clone())));
    let of_unit = |(n, (value, text)): (usize, (String, String))| Tick {
        id: format!("nn-{n}"),
        on: recipients_on.contains(&value),
        value,
        text,
        tag: "",
        note: "",
    };
    let today = ctx.clock.today();
    let plan = ctx.reference.plan_of(today.year());
    let none = (String::new(), say.t("guidance-no-clause").to_owned());
    let clauses =
        plan.into_iter().flat_map(|p| &p.duties).map(|d| (d.clause.to_string(), d.clause.to_string()));
    let mut clauses: Vec<(String, String)> = clauses.collect();
    clauses.sort();
    clauses.dedup();
    clauses.insert(0, none);
    let kinds = Kind::ALL.iter();
    FormPage {
        p: visit
            .office(if code.is_some() { "guidance-edit" } else { "guidance-new" })
            .failed_if(form.failed()),
        action: code.map_or_else(|| url::NEW_GUIDANCE.to_owned(), |c| url::guidance_do(c, "sua")),
        back: code.map_or_else(|| url::GUIDANCE.to_owned(), url::guidance),
        kinds: kinds
            .map(|k| (k.name().to_owned(), say.t(&format!("guidance-kind-{}", k.name())).to_owned()))
            .collect(),
        clauses,
        bases: ctx.reference.instruments.iter().enumerate().map(of_basis).collect(),
        recipients: units.enumerate().map(of_unit).collect(),
        form,
    }
}

/// What was typed, refused at its field where it cannot be read.
fn read(ctx: &Ctx, form: &mut Form) -> GuidanceFacts {
    let title = form.need("title", "guidance-title-needed");
    let body = form.value("body").to_owned();
    if body.chars().count() > BODY_MOST {
        form.refuse("body", "guidance-body-long");
    }
    if title.chars().count() > TITLE_MOST {
        form.refuse("title", "guidance-title-needed");
    }
    let mut recipients: Vec<String> = form.values("recipients").map(str::to_owned).collect();
    if recipients.iter().any(|r| r == EVERYONE) {
        let units = ctx.reference.organisations.reporting_units(ctx.clock.today());
        recipients = units.into_iter().map(|o| o.code.clone()).collect();
    }
    recipients.retain(|code| ctx.reference.organisation(code).is_some());
    GuidanceFacts {
        kind: Kind::of(form.value("kind")).unwrap_or_default(),
        title: Texts::of(title, form.value("title_en")),
        body,
        clause: form.value("clause").to_owned(),
        bases: form.values("bases").map(str::to_owned).collect(),
        scope: form.value("scope").to_owned(),
        from: form.day("from"),
        to: form.day("to"),
        recipients,
    }
}

/// `GET /van-ban/moi`
pub async fn new(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    show(&form_page(&visit, &ctx, None, Form::default()))
}

/// `POST /van-ban/moi`
pub async fn add(visit: Visit, by: Caller, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let facts = read(&ctx, &mut form);
    if form.failed() {
        return show_as(StatusCode::UNPROCESSABLE_ENTITY, &form_page(&visit, &ctx, None, form));
    }
    let lead = by.actor().map(|a| a.organisation.clone()).unwrap_or_default();
    let it = app::add(&ctx, &by, &lead, facts).await?;
    Ok(redirect_done(&url::guidance(&it.code), "saved"))
}

/// What is stored, as the form has it.
fn fields(say: Say, it: &Guidance) -> Form {
    let f = &it.facts;
    let day = |day: Option<jiff::civil::Date>| day.map(|d| say.date(d)).unwrap_or_default();
    let mut values = vec![
        ("kind", f.kind.name().to_owned()),
        ("title", f.title.vi.clone()),
        ("title_en", f.title.en.clone()),
        ("body", f.body.clone()),
        ("clause", f.clause.clone()),
        ("scope", f.scope.clone()),
        ("from", day(f.from)),
        ("to", day(f.to)),
        ("revision", it.revision.to_string()),
    ];
    values.extend(f.bases.iter().map(|b| ("bases", b.clone())));
    values.extend(f.recipients.iter().map(|r| ("recipients", r.clone())));
    Form::from(Posted::new(values.into_iter().map(|(n, v)| (n.to_owned(), v)).collect()))
}

/// `GET /van-ban/{code}/sua`
pub async fn edit(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
) -> Outcome<Response> {
    let it = app::load(&ctx, &by, &code).await?;
    show(&form_page(&visit, &ctx, Some(&code), fields(visit.say(), &it)))
}

/// `POST /van-ban/{code}/sua`
pub async fn save(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let facts = read(&ctx, &mut form);
    let revision = form.value("revision").parse().unwrap_or(0);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if !form.failed() {
        match app::save(&ctx, &by, &code, revision, facts).await {
            Ok(()) => return Ok(redirect_done(&url::guidance(&code), "saved")),
            Err(Problem::Refused(refusal)) => form.refused("title", &refusal),
            Err(Problem::Conflict(_)) => {
                // What was typed stays; sent again it goes over what the other one saved.
                let newest = app::load(&ctx, &by, &code).await?.revision;
                form.set("revision", &newest.to_string());
                form.refuse("", "guidance-meanwhile");
                status = StatusCode::CONFLICT;
            }
            Err(other) => return Err(other),
        }
    }
    show_as(status, &form_page(&visit, &ctx, Some(&code), form))
}
