//! Projects whose unit or place has ended go to those that took over, each by a person's decision: a
//! commune that was split has several heirs, and only someone who knows the place can tell.
use domain::access::Action;
use domain::project::{Facts, Project};
use serde_json::json;
use store::project::{Filter, Order};

use super::search_text;
use crate::app::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// A project whose unit or place ended, and where it may go.
pub struct Move {
    pub project: Project,
    /// At least one; the first is suggested.
    pub heirs: Vec<Heir>,
}

/// A unit that reports on a project from now on, and the place where it lies now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heir {
    pub unit: String,
    pub place: String,
}

/// Projects to hand over on this day, oldest first.
pub async fn due(ctx: &Ctx, by: &Caller) -> Outcome<Vec<Move>> {
    by.require(Action::RunRound, None)?;
    let mut filter = Filter { order: Order::Oldest, ..Filter::default() };
    let mut out = Vec::new();
    loop {
        let (page, count) = store::project::list(&ctx.store, &filter).await?;
        let projects = page.into_iter().map(|l| l.project);
        out.extend(projects.filter_map(|project| {
            let heirs = heirs(ctx, &project);
            (!heirs.is_empty()).then_some(Move { project, heirs })
        }));
        if u64::from(filter.page) * u64::from(filter.per_page) >= count {
            return Ok(out);
        }
        filter.page += 1;
    }
}

/// Where a project may go; nothing when it may stay.
fn heirs(ctx: &Ctx, project: &Project) -> Vec<Heir> {
    let today = ctx.clock.today();
    let Some(unit) = ctx.reference.organisation(&project.unit) else { return Vec::new() };
    let ended = !unit.is_valid_on(today);
    let places = ctx.reference.successor_places(&project.facts.place);
    if !ended && places == [project.facts.place.as_str()] {
        return Vec::new();
    }
    let unit_at = |place: &str| match unit.place {
        _ if !ended => Some(project.unit.clone()),
        Some(_) => ctx.reference.committee_of(place).map(str::to_owned),
        None => ctx.reference.organisations.heirs(&project.unit, today).first().map(|o| o.code.clone()),
    };
    places.into_iter().filter_map(|place| Some(Heir { unit: unit_at(&place)?, place })).collect()
}

/// Hands projects over, all or none: code of the project, and one of its heirs.
///
/// # Errors
/// [`Problem::Conflict`] when a project no longer waits or this heir is none of its own: what was
/// shown has changed since.
pub async fn decide(ctx: &Ctx, by: &Caller, chosen: &[(String, Heir)]) -> Outcome<()> {
    by.require(Action::RunRound, None)?;
    let codes: Vec<&str> = chosen.iter().map(|(code, _)| code.as_str()).collect();
    let tx = ctx.store.begin().await?;
    let known = store::project::by_codes(&tx, &codes).await?;
    for (code, heir) in chosen {
        let project = known
            .iter()
            .find(|p| p.code == *code && heirs(ctx, p).contains(heir))
            .ok_or_else(|| Problem::Conflict(format!("project/{code}")))?;
        let facts = Facts { place: heir.place.clone(), ..project.facts.clone() };
        store::project::update_facts(&tx, project.id, &facts, &search_text(&facts)).await?;
        store::project::set_unit(&tx, project.id, &heir.unit).await?;
        let change = json!({
            "from": { "unit": project.unit, "place": project.facts.place },
            "to": { "unit": heir.unit, "place": heir.place },
        });
        audit(&tx, ctx, by, "project.reassign", &format!("project/{code}"), change).await?;
    }
    Ok(tx.commit().await?)
}
