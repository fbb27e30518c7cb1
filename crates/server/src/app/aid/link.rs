//! Which project of ours an activity speaks of: proposed with a score, decided by a person; and which source
//! wins for each field of a linked project.
use std::collections::BTreeSet;

use domain::access::Action;
use domain::aid::{Activity, Match, Reason, matches};
use domain::ids::{AidId, ProjectId};
use domain::project::Likeness;
use serde_json::json;
use store::aid::{Link, Shown};

use crate::app::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Fields that both sides state.
pub const FIELDS: [&str; 5] = ["title", "donor", "status", "starts", "ends"];

/// Projects that the activity may speak of.
pub async fn proposals(ctx: &Ctx, activity: &Activity) -> Outcome<Vec<Match>> {
    let place = place_of(ctx, activity);
    let like =
        Likeness::new(&lang::fold(activity.title.best()), &place, &lang::fold(&activity.publisher.name));
    let register: Vec<(String, Likeness)> = store::project::all_candidates(&ctx.store)
        .await?
        .into_iter()
        .map(|p| (p.code, Likeness::new(&lang::fold(&p.name), &p.place, &lang::fold(&p.donor))))
        .collect();
    Ok(matches(activity, &like, &register))
}

/// The place of ours that a location names, as the register writes it; empty where none does.
fn place_of(ctx: &Ctx, activity: &Activity) -> String {
    let names: Vec<String> = activity
        .places
        .iter()
        .filter(|p| p.kind == "location" && !p.name.is_empty())
        .map(|p| lang::fold(&p.name))
        .collect();
    let known = ctx.reference.places.valid_on(ctx.clock.today());
    let found = known.into_iter().find(|p| names.contains(&lang::fold(&p.full_name().vi)));
    found.map(|p| p.code.to_string()).unwrap_or_default()
}

/// An activity with the decisions on it.
pub async fn show(ctx: &Ctx, by: &Caller, id: AidId) -> Outcome<(Shown, Vec<Link>)> {
    by.require(Action::ReadProjects, None)?;
    let shown = store::aid::load(&ctx.store, id).await?.ok_or(Problem::NotFound("activity"))?;
    Ok((shown, store::aid::links(&ctx.store, id).await?))
}

/// Links the activity with a project, or says that it is another one. What was proposed is kept with its score.
pub async fn decide(ctx: &Ctx, by: &Caller, id: AidId, code: &str, linked: bool) -> Outcome<()> {
    by.require(Action::ManageAid, None)?;
    let shown = store::aid::load(&ctx.store, id).await?.ok_or(Problem::NotFound("activity"))?;
    let project = store::project::by_code(&ctx.store, code).await?.ok_or(Problem::NotFound("project"))?;
    let proposed = proposals(ctx, &shown.activity).await?.into_iter().find(|m| m.code == code);
    let (found, score) = match proposed {
        Some(Match { reason: Reason::Identifier, score, .. }) => ("identifier", score),
        Some(Match { score, .. }) => ("likeness", score),
        None => ("hand", 0),
    };
    let link = Link {
        project: project.id,
        code: project.code,
        name: String::new(),
        found: found.to_owned(),
        score,
        linked,
        by_name: by.name().to_owned(),
        at: ctx.clock.now(),
    };
    let tx = ctx.store.begin().await?;
    store::aid::decide(&tx, id, &link).await?;
    let change = json!({ "project": link.code, "linked": linked, "found": found, "score": score });
    audit(&tx, ctx, by, "aid.link", &format!("aid:{id}"), change).await?;
    Ok(tx.commit().await?)
}

/// What others publish of a project of ours.
#[derive(Debug, Default)]
pub struct Published {
    /// Linked activities, the latest link first.
    pub activities: Vec<(AidId, Activity)>,
    /// Fields for which the first of them is more right than the unit's report.
    pub wins: BTreeSet<String>,
}

/// What others publish of a project, and where their word is taken.
pub async fn published(ctx: &Ctx, by: &Caller, project: ProjectId) -> Outcome<Published> {
    by.require(Action::ReadProjects, None)?;
    let activities = store::aid::linked_to(&ctx.store, project).await?;
    if activities.is_empty() {
        return Ok(Published::default());
    }
    let choices = store::aid::choices(&ctx.store, project).await?;
    let wins = choices.into_iter().filter(|(_, (published, _))| *published).map(|(field, _)| field);
    Ok(Published { activities, wins: wins.collect() })
}

/// Keeps which source wins for fields of a project; `published` holds those where the publisher's does.
pub async fn choose(ctx: &Ctx, by: &Caller, code: &str, published: &[String]) -> Outcome<()> {
    by.require(Action::ManageAid, None)?;
    let project = store::project::by_code(&ctx.store, code).await?.ok_or(Problem::NotFound("project"))?;
    let tx = ctx.store.begin().await?;
    let now = ctx.clock.now();
    for field in FIELDS {
        let wins = published.iter().any(|p| p == field);
        store::aid::choose(&tx, project.id, field, wins, by.name(), now).await?;
    }
    audit(&tx, ctx, by, "aid.choose", &format!("project:{code}"), json!({ "published": published })).await?;
    Ok(tx.commit().await?)
}
