//! What a reminder would say and to whom, before it is sent.
use domain::access::Action;
use domain::round::{Obligation, Round};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use store::mail::Mail;

use crate::app::{Caller, letter};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Within this time after a letter a unit is not reminded without being asked about again.
const QUIET: SignedDuration = SignedDuration::from_hours(1);

/// Whether the newest letter to a unit is so fresh that another one needs a second word.
pub(super) fn is_fresh(newest: Option<&Mail>, now: Timestamp) -> bool {
    newest.is_some_and(|m| now.duration_since(m.new.at) < QUIET)
}

/// A unit that would be reminded.
pub struct Addressee {
    pub unit: String,
    pub name: String,
    /// Addresses of its people; none when nobody could receive the letter.
    pub people: Vec<String>,
    /// When it was last written to.
    pub last: Option<DateTime>,
    /// Within the last hour.
    pub recent: bool,
}

pub struct Draft {
    pub round: Round,
    pub to: Vec<Addressee>,
    /// Subject and body of the letter to the first who can receive one.
    pub sample: Option<(String, String)>,
}

/// The chosen units that have something to be reminded of, and the letter to one of them.
pub async fn reminder_draft(ctx: &Ctx, by: &Caller, key: &str, units: &[String]) -> Outcome<Draft> {
    by.require(Action::RunRound, None)?;
    let opened = store::round::by_key(&ctx.store, key).await?.ok_or(Problem::NotFound("round"))?;
    let listed = store::obligation::of_round(&ctx.store, opened.round.id).await?;
    let last = store::mail::last_for_obligations(&ctx.store, opened.round.id).await?;
    let mut to = Vec::new();
    let mut sample = None;
    for it in listed.into_iter().map(|l| l.obligation).filter(|o| units.contains(&o.unit)) {
        let Some(written) = letter::draft(ctx, &opened.round, &it) else { continue };
        let addressee = addressee(ctx, &it, last.get(&it.id)).await?;
        if sample.is_none() && !addressee.people.is_empty() {
            sample = Some((written.subject, written.body));
        }
        to.push(addressee);
    }
    Ok(Draft { round: opened.round, to, sample })
}

async fn addressee(ctx: &Ctx, it: &Obligation, newest: Option<&Mail>) -> Outcome<Addressee> {
    Ok(Addressee {
        name: ctx.reference.name_of(&it.unit).to_owned(),
        people: letter::addresses(&ctx.store, &it.unit).await?,
        last: newest.map(|m| ctx.clock.local(m.new.at)),
        recent: is_fresh(newest, ctx.clock.now()),
        unit: it.unit.clone(),
    })
}
