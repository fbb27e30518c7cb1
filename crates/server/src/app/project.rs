//! The register of projects: found, listed, compared.
use std::sync::Arc;

use domain::access::Action;
use domain::project::{Facts, Flow, Likeness, Project, Resembles, resembles};
use serde_json::json;
use store::Source;
use store::project::Filter;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Text that a search looks in: names, donor, decision, without tone marks.
pub fn search_text(facts: &Facts) -> String {
    let parts = [
        Some(facts.name_vi.as_str()),
        facts.name_en.as_deref(),
        Some(facts.donor.as_str()),
        facts.owner.as_deref(),
        facts.decision.as_deref(),
    ];
    let joined: Vec<&str> = parts.into_iter().flatten().collect();
    lang::fold(&joined.join(" "))
}

pub struct Shown {
    pub project: Project,
    pub flows: Vec<Flow>,
}

pub async fn show(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Shown> {
    by.require(Action::ReadProjects, None)?;
    let found = store::project::with_flows(&ctx.store, code).await?;
    let (project, flows) = found.ok_or(Problem::NotFound("project"))?;
    Ok(Shown { project, flows })
}

/// Counts and sums of the register under a filter.
pub struct Counted {
    pub facets: store::project::Facets,
    pub sums: store::project::Sums,
}

/// Counts and sums beside a list. They hold until something is written, whatever it is: the trail
/// has an entry for each write.
pub async fn counted(ctx: &Ctx, by: &Caller, filter: &Filter) -> Outcome<Arc<Counted>> {
    by.require(Action::ReadProjects, None)?;
    let filter = Filter { page: 1, order: store::project::Order::default(), ..filter.clone() };
    let mark = store::audit::head(&ctx.store).await?.map_or(0, |h| h.seq);
    if let Some(known) = ctx.totals.register(&filter, mark) {
        return Ok(known);
    }
    let facets = store::project::facets(&ctx.store, &filter).await?;
    let sums = store::project::sums(&ctx.store, &filter).await?;
    let counted = Arc::new(Counted { facets, sums });
    ctx.totals.keep_register(filter, mark, Arc::clone(&counted));
    Ok(counted)
}

/// A project whose unit or place ended, and where it would go.
pub struct Move {
    pub code: String,
    pub unit: String,
    pub place: String,
}

/// Suggests for each project whose unit or place ended what took over. Where a commune was split the larger share cannot be known: the first successor is suggested, for review.
pub async fn suggest_moves(ctx: &Ctx) -> Outcome<Vec<Move>> {
    let today = ctx.clock.today();
    let mut all = Vec::new();
    let mut filter = Filter { order: store::project::Order::Oldest, ..Default::default() };
    loop {
        let (page, count) = store::project::list(&ctx.store, &filter).await?;
        all.extend(page.into_iter().map(|l| l.project));
        if page_is_last(&filter, count) {
            break;
        }
        filter.page += 1;
    }
    let ended = |unit: &str| ctx.reference.organisation(unit).is_some_and(|o| !o.is_valid_on(today));
    Ok(all
        .into_iter()
        .filter_map(|p| {
            let place = ctx.reference.successor_place(&p.facts.place);
            let unit = match ctx.reference.organisation(&p.unit)?.place {
                _ if !ended(&p.unit) => p.unit.clone(),
                Some(_) => ctx.reference.committee_of(&place)?.to_owned(),
                None => ctx.reference.organisations.heirs(&p.unit, today).first()?.code.clone(),
            };
            let moves = unit != p.unit || place != p.facts.place;
            moves.then_some(Move { code: p.code, unit, place })
        })
        .collect())
}

fn page_is_last(filter: &Filter, count: u64) -> bool {
    u64::from(filter.page) * u64::from(filter.per_page) >= count
}

/// Gives a project to another unit and place, after a person has looked at it.
pub async fn reassign(ctx: &Ctx, by: &Caller, code: &str, unit: &str, place: &str) -> Outcome<()> {
    by.require(Action::RunRound, None)?;
    let tx = ctx.store.begin().await?;
    let project = store::project::by_code(&tx, code).await?.ok_or(Problem::NotFound("project"))?;
    let facts = Facts { place: place.to_owned(), ..project.facts };
    store::project::update_facts(&tx, project.id, &facts, &search_text(&facts)).await?;
    store::project::set_unit(&tx, project.id, unit).await?;
    let change = json!({ "from": { "unit": project.unit }, "to": { "unit": unit, "place": place } });
    audit(&tx, ctx, by, "project.reassign", &format!("project/{code}"), change).await?;
    Ok(tx.commit().await?)
}

/// Projects of the register, ready to compare new rows with.
pub struct Register(Vec<(String, Likeness)>);

impl Register {
    /// The unit's own projects and those in the same places: a like name elsewhere is another project.
    pub async fn load(db: &dyn Source, unit: &str, places: &[String]) -> Outcome<Self> {
        let known = store::project::candidates(db, unit, places).await?;
        Ok(Self(known.into_iter().map(|p| (p.code, likeness(&p.name, &p.place, &p.donor))).collect()))
    }

    pub fn resembling(&self, facts: &Facts) -> Option<Resembles> {
        resembles(&likeness(&facts.name_vi, &facts.place, &facts.donor), &self.0)
    }
}

fn likeness(name: &str, place: &str, donor: &str) -> Likeness {
    Likeness::new(&lang::fold(name), place, &lang::fold(donor))
}
