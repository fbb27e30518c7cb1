//! Dossiers of aid: which there are and where each stands today; a new one; one dossier is in the file beside.
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::dossier::Content;
use domain::procedure::{FactRule, RuleSet, State as Now, Unit};
use jiff::civil::Date;

use super::form::{Form, Posted};
use super::need::communes;
use super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::pager::Pager;
use super::routes::url;
use crate::app::Caller;
use crate::app::dossier::{self as app, Standing};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod files;
pub mod opinion;
pub mod page;

const ROWS: usize = 30;

/// Where a clock stands, in words: «ngày 17/20, hạn 10/11/2025».
fn clock(say: Say, now: &Now) -> String {
    match (now.day, now.of_days, now.due) {
        (Some(day), Some(of), Some(due)) => {
            let key = if now.unit == Some(Unit::Working) { "dossier-clock-working" } else { "dossier-clock" };
            say.f2(key, "at", format!("{day}/{of}"), "due", due)
        }
        _ => String::new(),
    }
}

fn lateness(say: Say, now: &Now, today: Date) -> Option<(&'static str, String)> {
    let due = now.due?;
    let left = i64::from((due - today).get_days());
    let class = match left {
        ..0 => "bad",
        0..=3 => "warn",
        _ => "no",
    };
    Some((class, lang::relative_days(say.lang(), due, today)))
}

fn waiting(say: Say, now: &Now) -> String {
    now.waiting_for.iter().map(|r| say.role(*r)).collect::<Vec<_>>().join(", ")
}

struct Line {
    href: String,
    code: String,
    title: String,
    unit: String,
    step: String,
    clock: String,
    late: Option<(&'static str, String)>,
    waits: String,
    lacks: usize,
}

#[derive(Template)]
#[template(path = "dossier/list.html")]
struct ListPage {
    p: Page,
    lines: Vec<Line>,
    pager: Pager,
    only_late: bool,
    only_open: bool,
    can_add: bool,
}

/// `GET /ho-so?muon=1&dang=1`
pub async fn list(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let say = visit.say();
    let today = ctx.clock.today();
    let (only_late, only_open) = (visit.query("muon") == "1", visit.query("dang") == "1");
    let mut open = app::open(&ctx, &by).await?;
    open.retain(|s| {
        !only_late || s.now.late_by > 0 || s.now.opinions.iter().any(|o| o.is_late && o.given.is_none())
    });
    // One that ended before its end was written down is still among them.
    open.retain(|s| !only_open || !s.now.next.is_empty());
    // What is due first comes first, then what has no clock, then what has ended.
    open.sort_by_key(|s| (s.now.due.is_none(), s.now.due));
    let with_ended = !only_late && !only_open;
    let ended = if with_ended { app::count_ended(&ctx, &by).await? } else { 0 };
    let pager = Pager::new(&visit, open.len() + ended, ROWS);
    let mut lines: Vec<Line> = pager.of(&open).iter().map(|s| line(&ctx, say, s, today)).collect();
    if with_ended && lines.len() < ROWS {
        let skip = pager.skipped().saturating_sub(open.len());
        let rest = app::ended(&ctx, &by, skip, ROWS - lines.len()).await?;
        lines.extend(rest.iter().map(|s| line(&ctx, say, s, today)));
    }
    show(&ListPage {
        p: visit.office("dossiers"),
        lines,
        pager,
        only_late,
        only_open,
        can_add: own(&by).is_some_and(|unit| by.may(Action::WriteDossiers, Some(unit))),
    })
}

fn own(by: &Caller) -> Option<&str> {
    by.actor().map(|a| a.organisation.as_str())
}

fn line(ctx: &Ctx, say: Say, it: &Standing, today: Date) -> Line {
    Line {
        href: url::dossier(&it.record.code),
        code: it.record.code.clone(),
        title: it.record.content.dossier.title.clone(),
        unit: ctx.reference.name_of(&it.record.unit).to_owned(),
        step: say.words(&it.now.step_title).to_owned(),
        clock: clock(say, &it.now),
        late: lateness(say, &it.now, today),
        waits: waiting(say, &it.now),
        lacks: it.now.missing.len(),
    }
}

/// A fact that the rules ask for, as a drop-down.
struct FactField {
    name: String,
    title: String,
    required: bool,
    options: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "dossier/new.html")]
struct NewPage {
    p: Page,
    form: Form,
    /// Address, name, and whether it is this one.
    families: Vec<(String, &'static str, bool)>,
    family: &'static str,
    rules: String,
    rules_href: String,
    facts: Vec<FactField>,
    places: Vec<(String, String)>,
}

/// Procedures that a dossier can be begun under.
const FAMILIES: [&str; 4] = ["grant", "emergency", "oda", "ngo_registration"];

fn family(name: &str) -> &'static str {
    FAMILIES.into_iter().find(|f| *f == name).unwrap_or(FAMILIES[0])
}

/// What a value of a fact is called, as far as it has a name.
fn value_name(say: Say, value: &str) -> String {
    say.t_or(&format!("fact-{value}"), value).to_owned()
}

fn fact_field(say: Say, fact: &FactRule) -> FactField {
    let mut options = vec![(String::new(), say.t("dossier-not-said").to_owned())];
    options.extend(fact.values.iter().map(|v| (v.clone(), value_name(say, v))));
    FactField {
        name: format!("fact-{}", fact.key),
        title: say.words(&fact.title).to_owned(),
        required: fact.required,
        options,
    }
}

fn new_page(visit: &Visit, ctx: &Ctx, form: Form, family: &'static str) -> Outcome<NewPage> {
    let say = visit.say();
    let rules = rules_today(ctx, family)?;
    let mut places = vec![(String::new(), say.t("dossier-not-said").to_owned())];
    places.extend(communes(ctx, say));
    Ok(NewPage {
        p: visit.office("dossier-new").failed_if(form.failed()),
        families: FAMILIES
            .into_iter()
            .filter(|f| app::rules_on(ctx, f, ctx.clock.today()).is_some())
            .map(|f| (url::new_dossier(f), say.t(&format!("dossier-family-{f}")), f == family))
            .collect(),
        rules: say.words(&rules.title).to_owned(),
        rules_href: url::procedure(&rules.id),
        facts: rules.facts.iter().map(|f| fact_field(say, f)).collect(),
        places,
        family,
        form,
    })
}

fn rules_today<'c>(ctx: &'c Ctx, family: &str) -> Outcome<&'c RuleSet> {
    app::rules_on(ctx, family, ctx.clock.today()).ok_or(Problem::NotFound("procedure"))
}

/// `GET /ho-so/moi?loai=grant&keu-goi=KG-2026-001`
pub async fn new(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let family = family(&visit.query("loai"));
    let call = visit.query("keu-goi");
    let form = if call.is_empty() {
        Form::default()
    } else {
        let it = app::from_call(&ctx, &call).await?;
        let modality = it.dossier.facts.get("modality").and_then(|v| v.first()).cloned().unwrap_or_default();
        Form::filled(&[
            ("call", call.as_str()),
            ("title", it.dossier.title.as_str()),
            ("place", it.dossier.place.as_deref().unwrap_or_default()),
            ("fact-modality", modality.as_str()),
        ])
    };
    show(&new_page(&visit, &ctx, form, family)?)
}

/// `POST /ho-so/moi?loai=grant`
pub async fn begin(visit: Visit, by: Caller, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let unit = own(&by).ok_or(Problem::Forbidden(Action::WriteDossiers))?.to_owned();
    let mut form = Form::from(posted);
    let family = family(form.value("family"));
    let mut content = match form.value("call") {
        "" => Content::default(),
        code => match app::from_call(&ctx, code).await {
            Ok(content) => content,
            Err(Problem::NotFound(_)) => {
                form.refuse("call", "dossier-call-unknown");
                Content::default()
            }
            Err(other) => return Err(other),
        },
    };
    read(&mut form, &mut content, rules_today(&ctx, family)?, family);
    if !form.failed() {
        match app::begin(&ctx, &by, &unit, content).await {
            Ok(it) => return Ok(redirect_done(&url::dossier(&it.code), "dossier-begun")),
            Err(Problem::Refused(refusal)) => form.refused("title", &refusal),
            Err(other) => return Err(other),
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &new_page(&visit, &ctx, form, family)?)
}

fn read(form: &mut Form, content: &mut Content, rules: &RuleSet, family: &str) {
    let dossier = &mut content.dossier;
    dossier.family = family.to_owned();
    dossier.title = form.need("title", "dossier-title-needed");
    dossier.place = Some(form.value("place").to_owned()).filter(|p| !p.is_empty());
    content.provider = form.value("provider").to_owned();
    dossier.facts.clear();
    for fact in &rules.facts {
        let name = format!("fact-{}", fact.key);
        let value = form.value(&name).to_owned();
        if fact.values.contains(&value) {
            dossier.facts.insert(fact.key.clone(), vec![value]);
        } else if fact.required {
            form.refuse(&name, "dossier-fact-needed");
        }
    }
}

/// Names of a commune, for the page of a dossier.
fn place_name(ctx: &Ctx, say: Say, code: Option<&str>) -> String {
    code.and_then(|c| ctx.reference.place_name(c)).map(|w| say.words(&w).to_owned()).unwrap_or_default()
}
