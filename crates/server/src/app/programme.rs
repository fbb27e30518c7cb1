//! The yearly programme of promotion with foreign NGOs: planned, approved, carried out.
use domain::access::Action;
use domain::engagement::Content;
use domain::programme::{Activity, Outcome as Came, Programme};
use jiff::civil::Date;
use serde_json::json;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// The programme of a year; an empty one where nobody has begun it.
pub async fn of_year(ctx: &Ctx, by: &Caller, year: i16) -> Outcome<Programme> {
    by.require(Action::ReadDonors, None)?;
    Ok(store::programme::of_year(&ctx.store, year).await?.unwrap_or_else(|| Programme::new(year)))
}

/// What is done to a programme.
pub enum Step {
    Goals(String),
    Add(Activity),
    Remove(u32),
    Approve { number: String, on: Date },
    Finish { number: u32, on: Date, text: String },
}

/// Takes a step over the revision that was read. What came of an activity is also entered as an engagement with each
/// donor that it was for.
///
/// # Errors
/// As the domain says; a conflict when somebody else was faster.
pub async fn step(ctx: &Ctx, by: &Caller, year: i16, revision: i64, step: Step) -> Outcome<()> {
    by.require(Action::ManageDonors, None)?;
    let mut it = of_year(ctx, by, year).await?;
    it.revision = revision;
    let (action, engagements) = apply(ctx, by, &mut it, step).await?;
    let tx = ctx.store.begin().await?;
    store::programme::save(&tx, &it, ctx.clock.now()).await?;
    for engagement in engagements {
        store::engagement::insert(&tx, &engagement, ctx.clock.now()).await?;
    }
    audit(&tx, ctx, by, action, &format!("programme:{year}"), json!({ "programme": it })).await?;
    Ok(tx.commit().await?)
}

async fn apply(
    ctx: &Ctx,
    by: &Caller,
    it: &mut Programme,
    step: Step,
) -> Outcome<(&'static str, Vec<domain::engagement::Engagement>)> {
    let today = ctx.clock.today();
    let action = match step {
        Step::Goals(goals) => {
            it.aim(&goals)?;
            "programme.goals"
        }
        Step::Add(activity) => {
            it.add(activity)?;
            "programme.add"
        }
        Step::Remove(number) => {
            it.remove(number)?;
            "programme.remove"
        }
        Step::Approve { number, on } => {
            it.approve(&number, on, today)?;
            "programme.approve"
        }
        Step::Finish { number, on, text } => {
            let done = it.finish(number, Came { on, by: by.name().to_owned(), text })?.clone();
            return Ok(("programme.finish", engagements(ctx, by, &done).await?));
        }
    };
    Ok((action, Vec::new()))
}

async fn engagements(
    ctx: &Ctx,
    by: &Caller,
    done: &Activity,
) -> Outcome<Vec<domain::engagement::Engagement>> {
    let mut out = Vec::new();
    let Some(came) = &done.outcome else { return Ok(out) };
    for code in &done.donors {
        let donor = super::donor::load(ctx, by, code).await?;
        let content = Content {
            kind: done.kind,
            on: came.on,
            by: came.by.clone(),
            summary: format!("{}: {}", done.what, came.text),
            next: String::new(),
            partner: None,
            closed: None,
        };
        out.push(domain::engagement::Engagement {
            id: domain::ids::EngagementId(0),
            donor: Some(donor.id),
            call: String::new(),
            due: None,
            content,
        });
    }
    Ok(out)
}
