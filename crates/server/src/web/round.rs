//! Reporting rounds, for those who run them: the list, a round's matrix, reminders, exceptions,
//! opening a round and changing its days.
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action;
use domain::round::{Round, RoundKind};
use formats::table::{Cell, List};
use jiff::civil::Date;

use super::download::{XLSX, attached};
use super::page::{Page, Say, Visit, show};
use super::routes::url;
use crate::app::Caller;
use crate::app::round::{self, UnitState};
use crate::ctx::Ctx;
use crate::problem::Outcome;

pub mod ask;
pub mod exception;
pub mod matrix;
pub mod open;
pub mod remind;
pub mod settings;
mod view;

struct Entry {
    href: String,
    title: String,
    terms: String,
    annual: bool,
    /// Sealed version.
    sealed: Option<u32>,
    /// Accepted, waiting for review, all: in words.
    counts: String,
    bar: view::Bar,
}

#[derive(Template)]
#[template(path = "round/list.html")]
struct ListPage {
    p: Page,
    open: Vec<Entry>,
    closed: Vec<Entry>,
    can_run: bool,
    /// Year whose round can be opened next; none when no plan covers it.
    next: Option<i16>,
    no_plan: Option<i16>,
}

/// `GET /bao-cao`
pub async fn list(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let rounds = store::round::list(&ctx.store).await?;
    let year = open::next_year(&rounds, ctx.clock.today());
    let can_run = by.may(Action::RunRound, None);
    let planned = ctx.reference.plan_of(year).is_some();
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for it in rounds {
        let list = if it.sealed.is_some() { &mut closed } else { &mut open };
        list.push(entry(&visit, &by, it).await?);
    }
    let (next, no_plan) = if planned { (Some(year), None) } else { (None, Some(year)) };
    show(&ListPage { p: visit.office("rounds"), open, closed, can_run, next, no_plan })
}

async fn entry(visit: &Visit, by: &Caller, it: Round) -> Outcome<Entry> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    let seen = round::overview(ctx, by, &it.terms.key, ctx.clock.today()).await?;
    Ok(Entry {
        href: url::round(&it.terms.key),
        title: say.words(&it.terms.title).to_owned(),
        terms: view::terms_line(say, &it.terms),
        annual: it.terms.kind == RoundKind::Annual,
        sealed: it.sealed,
        counts: say.f3(
            "round-list-counts",
            ("accepted", seen.counts.accepted),
            ("waiting", seen.counts.submitted),
            ("units", seen.counts.units),
        ),
        bar: view::bar(say, &seen.counts),
    })
}

struct PrintLine {
    name: String,
    status: &'static str,
    submitted: String,
    timing: String,
    note: String,
}

#[derive(Template)]
#[template(path = "round/print.html")]
struct PrintPage {
    p: Page,
    key: String,
    title: String,
    terms: String,
    lines: Vec<PrintLine>,
    on: Date,
}

/// `GET /bao-cao/{round}/ban-in`: every unit in one plain table, for paper.
pub async fn print(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(key): Path<String>,
) -> Outcome<Response> {
    let today = ctx.clock.today();
    let mut seen = round::overview(&ctx, &by, &key, today).await?;
    by_kind_and_name(&ctx, &mut seen.units);
    let say = visit.say();
    let line = |u: &UnitState| PrintLine {
        name: u.name.clone(),
        status: view::status(say, &u.obligation.stage).0,
        submitted: u.obligation.first_submitted_on.map_or_else(|| "–".to_owned(), |d| say.date(d)),
        timing: view::timing(say, u).0,
        note: u.obligation.excused.clone().unwrap_or_default(),
    };
    let title = say.words(&seen.round.terms.title);
    show(&PrintPage {
        p: visit.office_titled(format!("{title}: {}", say.t("round-print"))),
        title: title.to_owned(),
        terms: view::terms_line(say, &seen.round.terms),
        lines: seen.units.iter().map(line).collect(),
        on: today,
        key,
    })
}

/// `GET /bao-cao/{round}/chua-nop.xlsx`: who has not reported, as a plain list.
pub async fn missing(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(key): Path<String>,
) -> Outcome<Response> {
    let mut seen = round::overview(&ctx, &by, &key, ctx.clock.today()).await?;
    seen.units.retain(|u| u.obligation.first_submitted_on.is_none());
    by_kind_and_name(&ctx, &mut seen.units);
    let letters = store::mail::last_for_obligations(&ctx.store, seen.round.id).await?;
    let say = visit.say();
    let reminded = |u: &UnitState| letters.get(&u.obligation.id).map(|m| ctx.clock.local(m.new.at).date());
    let rows = seen.units.iter().map(|u| missing_row(say, &seen.round, u, reminded(u)));
    let p = visit.office("round-missing-sheet");
    let headings: Vec<(&str, f64)> = MISSING.iter().map(|(key, width)| (say.t(key), *width)).collect();
    let title = format!("{}: {}", say.t("round-missing-sheet"), say.words(&seen.round.terms.title));
    let list = List {
        title: &title,
        sheet: say.t("round-missing-sheet"),
        headings: &headings,
        demo: p.demo,
        lang: say.lang(),
    };
    let bytes = list.write(rows).map_err(anyhow::Error::from)?;
    Ok(attached(&format!("chua-nop-{key}.xlsx"), XLSX, bytes))
}

fn missing_row(say: Say, round: &Round, unit: &UnitState, reminded: Option<Date>) -> Vec<Cell> {
    let o = &unit.obligation;
    vec![
        Cell::Text(o.unit.clone()),
        Cell::Text(unit.name.clone()),
        Cell::Text(view::status(say, &o.stage).0.to_owned()),
        Cell::Date(o.last_day(&round.terms)),
        Cell::Text(view::timing(say, unit).0),
        reminded.map_or(Cell::Blank, Cell::Date),
        Cell::Text(o.excused.clone().unwrap_or_default()),
    ]
}

/// Headings of the list of those who have not reported, with the width of their columns.
const MISSING: [(&str, f64); 7] = [
    ("round-code", 12.0),
    ("round-unit", 40.0),
    ("round-status", 16.0),
    ("round-last-day", 16.0),
    ("round-against-due", 20.0),
    ("round-last-letter", 16.0),
    ("round-excuse-reason", 40.0),
];

/// Departments before communes, then by name.
fn by_kind_and_name(ctx: &Ctx, units: &mut [UnitState]) {
    let kind = |u: &UnitState| ctx.reference.organisation(&u.obligation.unit).map(|o| o.kind);
    units.sort_by(|a, b| kind(a).cmp(&kind(b)).then_with(|| lang::collate(&a.name, &b.name)));
}
