//! What was done with a report, and which letters went out about it.
use jiff::civil::Date;
use serde_json::Value as Json;

use crate::app::report::{Opened, shown};
use crate::problem::Outcome;
use crate::web::page::Say;
use crate::web::visit::Visit;

pub struct History {
    pub steps: Vec<Step>,
    /// Older steps that are not listed.
    pub more: usize,
    pub letters: Vec<Letter>,
}

pub struct Step {
    pub at: String,
    pub who: String,
    pub what: String,
    /// The reason that was given, or the receipt's code.
    pub note: String,
}

pub struct Letter {
    pub at: String,
    pub to: String,
    pub subject: String,
    pub state: (&'static str, &'static str),
}

/// Steps listed; the chain itself keeps all.
const STEPS_MOST: usize = 20;

impl History {
    /// `None` when nothing has happened yet.
    pub async fn of(visit: &Visit, it: &Opened) -> Outcome<Option<Self>> {
        let (say, ctx) = (visit.say(), &visit.web.ctx);
        let records = shown::history(ctx, it).await?;
        let letters = store::mail::log_of_obligation(&ctx.store, it.obligation.id).await?;
        if records.is_empty() && letters.is_empty() {
            return Ok(None);
        }
        let moment = |at| say.moment(ctx.clock.local(at));
        let steps = records.iter().take(STEPS_MOST).map(|r| Step {
            at: moment(r.entry.at),
            who: r.entry.who.clone(),
            what: what(say, &r.entry.action).to_owned(),
            note: note(say, &r.entry.change),
        });
        let letters = letters.iter().map(|m| Letter {
            at: moment(m.new.at),
            to: m.new.recipient.clone(),
            subject: m.new.subject.clone(),
            state: letter_state(say, m),
        });
        Ok(Some(Self {
            steps: steps.collect(),
            more: records.len().saturating_sub(STEPS_MOST),
            letters: letters.collect(),
        }))
    }
}

fn what(say: Say, action: &str) -> &str {
    say.t_or(&format!("step-{}", action.replace('.', "-")), action)
}

fn note(say: Say, change: &Json) -> String {
    let text = |key: &str| change.get(key).and_then(Json::as_str).unwrap_or_default();
    let until: Option<Date> = text("until").parse().ok();
    let until = until.map_or_else(String::new, |day| say.f1("step-until", "day", day));
    let parts = [text("receipt").to_owned(), text("file").to_owned(), text("reason").to_owned(), until];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn letter_state(say: Say, mail: &store::mail::Mail) -> (&'static str, &'static str) {
    match (mail.sent_at, &mail.error) {
        (Some(_), _) => ("ok", say.t("letter-sent")),
        (None, Some(_)) => ("bad", say.t("letter-failed")),
        (None, None) => ("no", say.t("letter-waiting")),
    }
}
