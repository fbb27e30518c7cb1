//! «Việc của tôi»: what the visitor owes, until when, by which rule; for the standing agency also
//! what waits for it and who owes it.
use askama::Template;
use axum::response::Response;
use domain::access::{Action, Actor};
use jiff::civil::Date;

use super::page::{Page, show};
use super::routes::url;
use super::visit::Visit;
use crate::app::{Caller, plan};
use crate::problem::{Outcome, Problem};

pub mod dates;
pub mod donors;
pub mod dossiers;
pub mod duties;
mod guidance;
pub mod proposals;
pub mod standing;
pub mod tasks;

use dates::Dates;
use duties::DutyLine;
use standing::Standing;
use tasks::{Group, Task};

#[derive(Template)]
#[template(path = "work/show.html")]
struct WorkPage {
    p: Page,
    today: String,
    /// Late, due within seven days, later.
    groups: Vec<Group>,
    /// The plan's duties that have no day, led by the visitor's organisation.
    duties: Vec<DutyLine>,
    duties_more: usize,
    plan: &'static str,
    standing: Option<Standing>,
    dates: Dates,
    /// Pages for people who owe nothing here.
    links: Vec<(&'static str, String)>,
    /// Where projects are searched; `None` without the right to.
    search: Option<&'static str>,
}

impl WorkPage {
    /// Tasks of a group.
    fn count(&self, group: usize) -> usize {
        self.groups.get(group).map_or(0, |g| g.tasks.len())
    }

    fn has_tasks(&self) -> bool {
        self.groups.iter().any(|g| !g.tasks.is_empty())
    }
}

/// `GET /viec`
pub async fn page(visit: Visit, by: Caller) -> Outcome<Response> {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let actor = by.actor().ok_or(Problem::NotFound("account"))?;
    let today = ctx.clock.today();
    let rounds = store::round::list(&ctx.store).await?;
    let (dated, undated) = duties(&visit, &by, actor, today).await?;
    let mut tasks = tasks::reports(&visit, &by, actor).await?;
    tasks.extend(dated);
    tasks.extend(proposals::tasks(&visit, &by, actor).await?);
    tasks.extend(dossiers::tasks(&visit, &by, actor).await?);
    tasks.extend(donors::tasks(&visit, &by).await?);
    tasks.extend(guidance::tasks(&visit, actor).await?);
    show(&WorkPage {
        p: visit.office("work-title"),
        today: format!("{}, {}", say.weekday(today), say.date(today)),
        groups: tasks::grouped(say, tasks, today),
        duties_more: undated.len().saturating_sub(DUTIES_MOST),
        duties: undated.into_iter().take(DUTIES_MOST).collect(),
        plan: url::PLAN,
        standing: Standing::for_visitor(&visit, &by, &rounds).await?,
        dates: Dates::of(say, &rounds, today, by.may(Action::RunRound, None)),
        links: links(&visit, &by, actor, today),
        search: by.may(Action::ReadProjects, None).then_some(url::PROJECTS),
    })
}

/// Duties listed; the page of the plan has all.
const DUTIES_MOST: usize = 6;

/// Duties of the plan led by the visitor's organisation: with a day, and without.
async fn duties(
    visit: &Visit,
    by: &Caller,
    actor: &Actor,
    today: Date,
) -> Outcome<(Vec<Task>, Vec<DutyLine>)> {
    match plan::show(&visit.web.ctx, by, today).await {
        Ok(shown) => Ok(duties::of(visit.say(), &shown, &actor.roles, today)),
        Err(Problem::NotFound(_)) => Ok((Vec::new(), Vec::new())),
        Err(other) => Err(other),
    }
}

/// For people who owe no report: the pages that they come for.
fn links(visit: &Visit, by: &Caller, actor: &Actor, today: Date) -> Vec<(&'static str, String)> {
    if by.may(Action::WriteReport, Some(&actor.organisation)) {
        return Vec::new();
    }
    let say = visit.say();
    let all = [
        (Action::ReadRound, "menu-reports", url::round(today.year())),
        (Action::ReadConsolidation, "menu-consolidation", url::consolidation(today.year())),
        (Action::ManagePeople, "menu-people", url::PEOPLE.to_owned()),
        (Action::ReadPlan, "menu-plan", url::PLAN.to_owned()),
    ];
    all.into_iter()
        .filter(|(action, ..)| by.may(*action, None))
        .map(|(_, key, href)| (say.t(key), href))
        .collect()
}
