//! Days, title and reminders of a round. What changes is kept in the audit trail.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::round::{Round, Terms};
use domain::words::Words;
use jiff::civil::Date;

use super::super::form::{Form, Posted};
use super::super::page::{Page, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::view;
use crate::app::Caller;
use crate::app::round;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Most reminders of a round.
const REMINDERS: usize = 12;

struct History {
    at: String,
    who: String,
    changes: Vec<super::super::audit::Change>,
}

#[derive(Template)]
#[template(path = "round/settings.html")]
struct SettingsPage {
    p: Page,
    key: String,
    title: String,
    terms: String,
    last_day: Date,
    remind: Vec<Date>,
    form: Form,
    history: Vec<History>,
    rounds: Vec<(String, String)>,
}

async fn settings_page(visit: &Visit, it: &Round, form: Form) -> Outcome<SettingsPage> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    let entries = store::audit::of_subject(&ctx.store, &format!("round/{}", it.terms.key)).await?;
    let history = entries.into_iter().filter(|r| r.entry.action == "round.change").map(|r| History {
        at: say.moment(ctx.clock.local(r.entry.at)),
        changes: super::super::audit::changes(say, &r.entry.change),
        who: r.entry.who,
    });
    let rounds = store::round::list(&ctx.store).await?;
    Ok(SettingsPage {
        p: visit.office("round-settings").failed_if(form.failed()),
        title: say.words(&it.terms.title).to_owned(),
        terms: view::terms_line(say, &it.terms),
        last_day: it.terms.last_day_on_time(),
        remind: it.terms.reminder_days(),
        history: history.collect(),
        rounds: rounds.iter().map(|r| (r.terms.key.clone(), say.words(&r.terms.title).to_owned())).collect(),
        key: it.terms.key.clone(),
        form,
    })
}

async fn round_of(ctx: &Ctx, key: &str) -> Outcome<Round> {
    Ok(store::round::by_key(&ctx.store, key).await?.ok_or(Problem::NotFound("round"))?.round)
}

/// `GET /cai-dat/dot/{round}`
pub async fn page(visit: Visit, State(ctx): State<Ctx>, Path(key): Path<String>) -> Outcome<Response> {
    let it = round_of(&ctx, &key).await?;
    let form = filled(&it.terms);
    show(&settings_page(&visit, &it, form).await?)
}

/// `POST /cai-dat/dot/{round}`
pub async fn save(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(key): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let it = round_of(&ctx, &key).await?;
    let mut form = Form::from(posted);
    if let Some(terms) = read(&mut form, &it.terms) {
        match round::change(&ctx, &by, &key, terms).await {
            Ok(()) => return Ok(redirect_done(&url::round_settings(&key), "saved")),
            Err(Problem::Refused(refusal)) => form.refused("due", &refusal),
            Err(other) => return Err(other),
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &settings_page(&visit, &it, form).await?)
}

fn filled(terms: &Terms) -> Form {
    let day = |d: Date| d.to_string();
    let reminders: Vec<String> = terms.remind_before_days.iter().map(ToString::to_string).collect();
    Form::filled(&[
        ("title-vi", &terms.title.vi),
        ("title-en", &terms.title.en),
        ("from", &day(terms.window.0)),
        ("to", &day(terms.window.1)),
        ("estimate", &terms.estimate_to.map(day).unwrap_or_default()),
        ("opens", &day(terms.opens_on)),
        ("due", &day(terms.due)),
        ("inclusive", if terms.due_inclusive { "1" } else { "0" }),
        ("remind", &reminders.join(", ")),
    ])
}

/// The terms as typed; what cannot be read is refused at its field.
fn read(form: &mut Form, old: &Terms) -> Option<Terms> {
    let title = form.need("title-vi", "round-title-needed");
    let (from, to) = (day(form, "from"), day(form, "to"));
    let estimate_to = if form.value("estimate").is_empty() { None } else { Some(day(form, "estimate")?) };
    let (opens_on, due) = (day(form, "opens"), day(form, "due"));
    let remind_before_days = reminders(form);
    if form.failed() {
        return None;
    }
    Some(Terms {
        title: Words::new(title, form.value("title-en")),
        window: (from?, to?),
        estimate_to,
        opens_on: opens_on?,
        due: due?,
        due_inclusive: form.is("inclusive", "1"),
        remind_before_days: remind_before_days?,
        ..old.clone()
    })
}

/// A day, typed in any way that people write days.
pub(super) fn day(form: &mut Form, field: &str) -> Option<Date> {
    let read = lang::parse_date(form.value(field)).ok();
    if read.is_none() {
        form.refuse(field, "round-day-unread");
    }
    read
}

/// "30, 14, 7, 1": days before the last on-time day.
fn reminders(form: &mut Form) -> Option<Vec<i16>> {
    let typed = form.value("remind").split([',', ';', ' ']).filter(|t| !t.is_empty());
    let read: Option<Vec<i16>> = typed.map(|t| t.parse().ok().filter(|n| (0..=365).contains(n))).collect();
    let read = read.filter(|days| days.len() <= REMINDERS);
    if read.is_none() {
        form.refuse("remind", "round-remind-unread");
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_days_and_what_cannot_is_refused_at_its_field() {
        let mut form =
            Form::filled(&[("remind", "30, 14;7 1"), ("due", "5/11/2026"), ("from", "31/02/2026")]);
        assert_eq!(reminders(&mut form), Some(vec![30, 14, 7, 1]));
        assert_eq!(day(&mut form, "due"), Some(jiff::civil::date(2026, 11, 5)));
        assert_eq!(day(&mut form, "from"), None);
        assert!(form.error("from").is_some() && form.error("due").is_none());
        let mut form = Form::filled(&[("remind", "30, x")]);
        assert_eq!(reminders(&mut form), None);
    }
}
