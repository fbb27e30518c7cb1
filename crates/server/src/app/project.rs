//! The register of projects: found, listed, compared.
use std::sync::Arc;

use domain::access::Action;
use domain::project::{Facts, Flow, Project};
use store::project::Filter;

use super::Caller;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod known;
pub mod reassignment;

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
