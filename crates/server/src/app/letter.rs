//! Letters that leave the system. Written to the outbox table in the transaction that causes
//! them; the mail job sends them.
use domain::round::{Obligation, Round, Stage, Timing};
use jiff::civil::Date;
use lang::{Arg, Lang};
use store::{Source, Tx};

use super::report::Opened;
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Reminds a unit of its report. Returns how many letters were put out: one for each account of
/// the unit, none when `dedupe` went out before.
pub async fn reminder(tx: &Tx, ctx: &Ctx, round: &Round, it: &Obligation, dedupe: &str) -> Outcome<usize> {
    match draft(ctx, round, it) {
        Some(letter) => put(tx, ctx, it, &letter, dedupe).await,
        None => Ok(0),
    }
}

/// A letter as it will be sent.
pub struct Letter {
    /// "reminder", "overdue" or "returned": its kind in the outbox, and what its message keys
    /// `letter-<kind>-subject` and `-body` are made of.
    kind: &'static str,
    pub subject: String,
    pub body: String,
}

/// The reminder that fits how the unit stands; `None` when there is nothing to remind of.
pub fn draft(ctx: &Ctx, round: &Round, it: &Obligation) -> Option<Letter> {
    if let Stage::Returned { reason, until, .. } = &it.stage {
        return Some(returned_letter(ctx, round, it, reason, *until));
    }
    let (kind, days) = match it.timing(&round.terms, ctx.clock.today()) {
        Timing::Overdue { days } => ("overdue", days),
        Timing::Open { days_left } => ("reminder", days_left),
        Timing::OnTime | Timing::Late { .. } => return None,
    };
    let args = [
        ("unit", Arg::from(ctx.reference.name_of(&it.unit))),
        ("round", Arg::from(round.terms.title.vi.as_str())),
        ("last", Arg::from(lang::date(Lang::Vi, it.last_day(&round.terms)))),
        ("days", Arg::from(i64::from(days))),
        ("link", Arg::from(report_link(ctx, &round.terms.key, &it.unit))),
    ];
    Some(written(kind, &args))
}

fn written(kind: &'static str, args: &[(&str, Arg<'_>)]) -> Letter {
    let said = |part: &str| lang::format(Lang::Vi, &format!("letter-{kind}-{part}"), args);
    Letter { kind, subject: said("subject"), body: said("body") }
}

/// Tells a unit that its report came back, and why.
pub(super) async fn returned(tx: &Tx, ctx: &Ctx, it: &Opened, reason: &str, until: Date) -> Outcome<usize> {
    let letter = returned_letter(ctx, &it.round, &it.obligation, reason, until);
    let dedupe = format!("return/{}/{}/{}", it.round.terms.key, it.obligation.unit, ctx.clock.now());
    put(tx, ctx, &it.obligation, &letter, &dedupe).await
}

fn returned_letter(ctx: &Ctx, round: &Round, it: &Obligation, reason: &str, until: Date) -> Letter {
    let args = [
        ("unit", Arg::from(ctx.reference.name_of(&it.unit))),
        ("round", Arg::from(round.terms.title.vi.as_str())),
        ("reason", Arg::from(reason)),
        ("until", Arg::from(lang::date(Lang::Vi, until))),
        ("link", Arg::from(report_link(ctx, &round.terms.key, &it.unit))),
    ];
    written("returned", &args)
}

fn report_link(ctx: &Ctx, round: &str, unit: &str) -> String {
    format!("{}/bao-cao/{round}/{unit}", ctx.config.url)
}

async fn put(tx: &Tx, ctx: &Ctx, it: &Obligation, letter: &Letter, dedupe: &str) -> Outcome<usize> {
    let mut sent = 0;
    for to in addresses(tx, &it.unit).await? {
        let mail = store::mail::New {
            recipient: to.clone(),
            subject: letter.subject.clone(),
            body: letter.body.clone(),
            kind: letter.kind.to_owned(),
            obligation: Some(it.id),
            dedupe: format!("{dedupe}/{to}"),
            stop: None,
            at: ctx.clock.now(),
        };
        sent += usize::from(store::mail::enqueue(tx, &mail).await?);
    }
    Ok(sent)
}

/// People of the unit who receive its letters.
pub async fn addresses(db: &dyn Source, unit: &str) -> Outcome<Vec<String>> {
    let people = store::user::of_organisation(db, unit).await?;
    Ok(people.into_iter().filter(|p| !p.disabled).map(|p| p.email).collect())
}
