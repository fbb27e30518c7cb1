//! Opens the yearly round from the plan's own terms: shown first, then committed.
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::organisation::{Organisation, OrganisationKind};
use domain::round::{Round, RoundKind};
use jiff::civil::Date;

use super::super::form::Posted;
use super::super::page::{Page, Say, Visit, redirect_done, show};
use super::super::routes::url;
use super::view;
use crate::app::Caller;
use crate::app::round::{self, terms_by_plan};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Organisations of one kind, with their names.
pub(super) struct Kind {
    pub kind: OrganisationKind,
    pub title: &'static str,
    pub units: Vec<(String, String)>,
}

/// The year whose round comes next: after the newest, or this one when there is none.
pub(super) fn next_year(rounds: &[Round], today: Date) -> i16 {
    let annual = rounds.iter().filter(|r| r.terms.kind == RoundKind::Annual);
    annual.map(|r| r.terms.year).max().map_or(today.year(), |y| y.saturating_add(1))
}

#[derive(Template)]
#[template(path = "round/open.html")]
struct OpenPage {
    p: Page,
    year: i16,
    title: String,
    terms: String,
    opens: Date,
    last_day: Date,
    remind: Vec<Date>,
    clause: String,
    form: String,
    form_source: String,
    parts: Vec<view::Head>,
    kinds: Vec<Kind>,
    units: usize,
}

/// `GET /bao-cao/mo-dot?nam=…`
pub async fn preview(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let rounds = store::round::list(&ctx.store).await?;
    let asked = visit.query("nam").parse().ok();
    let year = asked.unwrap_or_else(|| next_year(&rounds, ctx.clock.today()));
    let terms = terms_by_plan(&ctx, year)?;
    let form = ctx.reference.form(&terms.form).ok_or(Problem::NotFound("form"))?;
    let say = visit.say();
    let kinds = kinds(say, ctx.reference.organisations.reporting_units(terms.opens_on));
    show(&OpenPage {
        p: visit.office("round-open"),
        title: say.words(&terms.title).to_owned(),
        terms: view::terms_line(say, &terms),
        opens: terms.opens_on,
        last_day: terms.last_day_on_time(),
        remind: terms.reminder_days(),
        clause: terms.clause.clone(),
        form: say.words(&form.title).to_owned(),
        form_source: form.source.clone(),
        parts: view::heads(say, form),
        units: kinds.iter().map(|k| k.units.len()).sum(),
        kinds,
        year,
    })
}

/// `POST /bao-cao/mo-dot`
pub async fn commit(by: Caller, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let year = posted.get("nam").parse().map_err(|_| Problem::NotFound("year"))?;
    let terms = terms_by_plan(&ctx, year)?;
    let key = terms.key.clone();
    round::open(&ctx, &by, terms, None, None).await?;
    Ok(redirect_done(&url::round(&key), "round-opened"))
}

/// Units in the order of lists, by kind and name.
pub(super) fn kinds(say: Say, mut units: Vec<&Organisation>) -> Vec<Kind> {
    units.sort_by(|a, b| a.kind.cmp(&b.kind).then_with(|| lang::collate(&a.short_vi, &b.short_vi)));
    let mut out: Vec<Kind> = Vec::new();
    for unit in units {
        if out.last().is_none_or(|k| k.kind != unit.kind) {
            out.push(Kind { kind: unit.kind, title: say.t(kind_key(unit.kind)), units: Vec::new() });
        }
        if let Some(kind) = out.last_mut() {
            kind.units.push((unit.code.clone(), unit.short_vi.clone()));
        }
    }
    out
}

fn kind_key(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Ministry => "round-kind-ministry",
        OrganisationKind::PeoplesCommittee => "round-kind-province",
        OrganisationKind::Department => "round-kind-department",
        OrganisationKind::Agency => "round-kind-agency",
        OrganisationKind::Union => "round-kind-union",
        OrganisationKind::District => "round-kind-district",
        OrganisationKind::Commune => "round-kind-commune",
    }
}
