//! Reminders: shown before they are sent, asked again within the hour, kept in a log.
use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::access::Action;
use domain::ids::ObligationId;
use jiff::Timestamp;
use store::mail::Mail;

use super::super::form::Posted;
use super::super::page::{Page, Say, Visit, redirect, redirect_done, show};
use super::super::pager::Pager;
use super::super::routes::url;
use crate::app::Caller;
use crate::app::round::{self, Addressee};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Name of the boxes that choose units.
const UNIT: &str = "u";

#[derive(Template)]
#[template(path = "round/remind.html")]
struct RemindPage {
    p: Page,
    key: String,
    title: String,
    to: Vec<Addressee>,
    without_address: Vec<Addressee>,
    /// Subject and body of the letter to the first.
    sample: Option<(String, String)>,
    /// Asked a second time: these were reminded within the hour.
    again: bool,
    recent: usize,
}

/// `GET /bao-cao/{round}/nhac?u=…`: who would be reminded, and how.
pub async fn preview(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(key): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Outcome<Response> {
    let units: Vec<String> = query.iter().filter(|(n, _)| n == UNIT).map(|(_, v)| v.clone()).collect();
    let again = query.iter().any(|(n, v)| n == "lai" && v == "1");
    let draft = round::reminder_draft(&ctx, &by, &key, &units).await?;
    let (to, without_address): (Vec<_>, Vec<_>) = draft.to.into_iter().partition(|a| !a.people.is_empty());
    show(&RemindPage {
        p: visit.office("round-remind"),
        title: visit.say().words(&draft.round.terms.title).to_owned(),
        recent: to.iter().filter(|a| a.recent).count(),
        sample: draft.sample,
        key,
        to,
        without_address,
        again,
    })
}

/// `POST /bao-cao/{round}/nhac`
pub async fn send(
    by: Caller,
    State(ctx): State<Ctx>,
    Path(key): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let units: Vec<String> = posted.all(UNIT).map(str::to_owned).collect();
    let done = round::remind(&ctx, &by, &key, &units, posted.get("lai") == "1").await?;
    if done.already.is_empty() {
        return Ok(redirect_done(&url::reminders(&key), "reminded"));
    }
    let chosen: String = done.already.iter().map(|u| format!("&{UNIT}={u}")).collect();
    Ok(redirect(&format!("{}?lai=1{chosen}", url::remind(&key))))
}

/// One letter to one unit, however many people of it received it.
struct Line {
    at: String,
    unit: String,
    name: String,
    kind: &'static str,
    people: Vec<String>,
    state: &'static str,
    class: &'static str,
    error: String,
}

#[derive(Template)]
#[template(path = "round/log.html")]
struct LogPage {
    p: Page,
    key: String,
    title: String,
    /// Code and name when the log is of one unit.
    unit: Option<(String, String)>,
    lines: Vec<Line>,
    pager: Pager,
    can_run: bool,
}

/// Letters read at once. Four reminders to a thousand units, and then some.
const LETTERS: u32 = 5_000;
const LINES: usize = 50;

/// `GET /bao-cao/{round}/nhat-ky-nhac?don-vi=…`
pub async fn log(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(key): Path<String>,
) -> Outcome<Response> {
    let opened = store::round::by_key(&ctx.store, &key).await?.ok_or(Problem::NotFound("round"))?;
    let obligations = store::obligation::of_round(&ctx.store, opened.round.id).await?;
    let units: HashMap<ObligationId, String> =
        obligations.into_iter().map(|l| (l.obligation.id, l.obligation.unit)).collect();
    let asked = visit.query("don-vi");
    let one = units.iter().find(|(_, unit)| **unit == asked).map(|(id, _)| *id);
    let letters = match one {
        Some(id) => store::mail::log_of_obligation(&ctx.store, id).await?,
        None => store::mail::log(&ctx.store, Some(opened.round.id), LETTERS).await?,
    };
    let groups = grouped(&letters);
    let pager = Pager::new(&visit, groups.len(), LINES);
    let lines = pager.of(&groups).iter().map(|g| line(&ctx, visit.say(), &units, g)).collect();
    show(&LogPage {
        p: visit.office("round-log"),
        title: visit.say().words(&opened.round.terms.title).to_owned(),
        unit: one.map(|_| (asked.clone(), ctx.reference.name_of(&asked).to_owned())),
        can_run: by.may(Action::RunRound, None),
        key,
        lines,
        pager,
    })
}

/// Letters that went out together to the people of one unit, newest first.
fn grouped(letters: &[Mail]) -> Vec<Vec<&Mail>> {
    let mut groups: BTreeMap<(Timestamp, Option<ObligationId>, &str), Vec<&Mail>> = BTreeMap::new();
    for mail in letters {
        groups.entry((mail.new.at, mail.new.obligation, mail.new.kind.as_str())).or_default().push(mail);
    }
    groups.into_values().rev().collect()
}

fn line(ctx: &Ctx, say: Say, units: &HashMap<ObligationId, String>, letters: &[&Mail]) -> Line {
    let first = letters.first();
    let unit =
        first.and_then(|m| m.new.obligation).and_then(|id| units.get(&id)).cloned().unwrap_or_default();
    let failed = letters.iter().find_map(|m| m.error.as_ref().filter(|_| m.sent_at.is_none()));
    let waiting = letters.iter().any(|m| m.sent_at.is_none());
    let (state, class) = match (failed, waiting) {
        (Some(_), _) => ("round-letter-state-failed", "bad"),
        (None, true) => ("round-letter-state-waiting", "no"),
        (None, false) => ("round-letter-state-sent", "ok"),
    };
    Line {
        at: first.map(|m| say.moment(ctx.clock.local(m.new.at))).unwrap_or_default(),
        name: ctx.reference.name_of(&unit).to_owned(),
        unit,
        kind: say.t(kind_key(first.map_or("", |m| m.new.kind.as_str()))),
        people: letters.iter().map(|m| m.new.recipient.clone()).collect(),
        state: say.t(state),
        class,
        error: failed.cloned().unwrap_or_default(),
    }
}

fn kind_key(kind: &str) -> &'static str {
    match kind {
        "overdue" => "round-letter-overdue",
        "returned" => "round-letter-returned",
        _ => "round-letter-reminder",
    }
}
