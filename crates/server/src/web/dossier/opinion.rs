//! Opinions on a dossier: who is asked, who has answered, who is late; asking, chasing, answering.
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action;
use domain::dossier::{Opinion, Record, Verdict};
use domain::organisation::Role;
use domain::procedure::{OpinionState, RuleSet, State as Now};
use jiff::civil::Date;

use super::super::form::{Form, Posted};
use super::super::page::{Say, Visit, redirect_done};
use super::super::routes::url;
use super::page::ended;
use crate::app::Caller;
use crate::app::dossier as app;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub struct OpinionRow {
    pub who: String,
    pub of: &'static str,
    pub tag: &'static str,
    pub state: String,
    pub asked: String,
    pub said: Option<(&'static str, String)>,
    /// «STC», when it may be entered here by letter.
    pub enter: Option<String>,
}

/// Somebody who can be asked.
pub struct Askable {
    pub id: String,
    pub value: String,
    pub name: String,
    pub wanted: bool,
}

pub fn opinion_row(ctx: &Ctx, say: Say, it: &Record, o: &OpinionState, can_appraise: bool) -> OpinionRow {
    let organisation = o.organisation.as_deref();
    let given = it.content.opinions.iter().find(|g| Some(g.organisation.as_str()) == organisation);
    let day = |d: Date| say.date(d);
    let (tag, state) = match (o.requested, o.given, o.is_late) {
        (None, ..) => ("warn", say.t("opinion-not-asked").to_owned()),
        (_, Some(on), false) => ("ok", say.f1("opinion-came", "on", day(on))),
        (_, Some(on), true) => ("warn", say.f1("opinion-came-late", "on", day(on))),
        (_, None, true) => ("bad", say.t("opinion-late").to_owned()),
        (_, None, false) => ("no", say.t("opinion-waits").to_owned()),
    };
    let asked = match (o.requested, o.due) {
        (Some(on), Some(due)) => say.f2("opinion-asked-due", "on", day(on), "due", day(due)),
        (Some(on), None) => say.f1("opinion-asked", "on", day(on)),
        _ => String::new(),
    };
    OpinionRow {
        who: organisation.map(|c| ctx.reference.name_of(c).to_owned()).unwrap_or_default(),
        of: say.role(o.of),
        tag,
        state,
        asked,
        said: given.map(|g| (say.t(&format!("opinion-{}", g.verdict.name())), g.text.clone())),
        enter: organisation
            .filter(|_| can_appraise && o.requested.is_some() && o.given.is_none())
            .map(|c| format!("{}|{c}", role_key(o.of))),
    }
}

/// A role as it stands in forms.
fn role_key(role: Role) -> String {
    serde_json::to_value(role).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn role_of(key: &str) -> Option<Role> {
    serde_json::from_value(serde_json::Value::String(key.to_owned())).ok()
}

pub fn takes_opinions(rules: &RuleSet, now: &Now) -> bool {
    rules.step(&now.step).is_some_and(|s| s.opinions)
}

/// Holders of the roles whose opinion the rules want, then departments; who was asked is left out.
pub fn askable(ctx: &Ctx, say: Say, now: &Now) -> Vec<Askable> {
    let today = ctx.clock.today();
    let asked = |code: &str| now.opinions.iter().any(|o| o.organisation.as_deref() == Some(code));
    let mut out: Vec<Askable> = Vec::new();
    let wanted: Vec<Role> = now.opinions.iter().filter(|o| o.requested.is_none()).map(|o| o.of).collect();
    for role in wanted.iter().copied().chain([Role::Sector]) {
        for holder in ctx.reference.organisations.holders(role, today) {
            if asked(&holder.code) || out.iter().any(|a| a.value.ends_with(&format!("|{}", holder.code))) {
                continue;
            }
            out.push(Askable {
                id: format!("hoi-{}", out.len()),
                value: format!("{}|{}", role_key(role), holder.code),
                name: format!("{} ({})", holder.short_vi, say.role(role)),
                // Which department has to do with it is for a person to say.
                wanted: role != Role::Sector,
            });
        }
    }
    out
}

/// `POST /ho-so/{code}/hoi`: asks, or writes again to who has not answered.
pub async fn ask(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    if posted.get("do") == "chase" {
        app::chase(&ctx, &by, &code).await?;
        return Ok(redirect_done(&url::dossier(&code), "dossier-chased"));
    }
    let mut form = Form::from(posted);
    let due = form.day("due");
    let whom: Vec<(Role, String)> = form
        .values("who")
        .filter_map(|v| v.split_once('|'))
        .filter_map(|(role, code)| Some((role_of(role)?, code.to_owned())))
        .collect();
    let done = if form.failed() { None } else { Some(app::ask(&ctx, &by, &code, &whom, due).await) };
    ended(&visit, &by, &ctx, &code, done, (form, "due")).await
}

/// `POST /ho-so/{code}/y-kien`
pub async fn answer(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let on = form.day("given").or_else(|| Some(ctx.clock.today()));
    let verdict = Verdict::of(form.value("verdict"));
    if verdict.is_none() {
        form.refuse("verdict", "opinion-verdict-needed");
    }
    let own = by.actor().map(|a| a.organisation.clone()).unwrap_or_default();
    let (role, organisation) = match form.value("from").split_once('|') {
        Some((role, organisation)) => (role_of(role), organisation.to_owned()),
        None => (asked_as(&app::load(&ctx, &by, &code).await?, &own), own),
    };
    let done = match (on, verdict, role) {
        (Some(on), Some(verdict), Some(of)) if !form.failed() => {
            let (text, letter) = (form.value("text").to_owned(), form.value("letter").to_owned());
            let opinion = Opinion { of, organisation, verdict, text, letter, on, by: String::new() };
            Some(app::answer(&ctx, &by, &code, opinion).await)
        }
        (_, _, None) => return Err(Problem::Forbidden(Action::GiveOpinion)),
        _ => None,
    };
    ended(&visit, &by, &ctx, &code, done, (form, "text")).await
}

/// In which role an organisation was asked.
fn asked_as(it: &Record, organisation: &str) -> Option<Role> {
    let asked = it.content.dossier.events.iter().filter(|e| e.event == "opinion_requested");
    asked.filter(|e| e.organisation.as_deref() == Some(organisation)).find_map(|e| e.of)
}
