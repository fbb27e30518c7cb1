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
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod dates;
pub mod duties;
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
    /// Tasks that are late, due within seven days, and later.
    late: usize,
    soon: usize,
    later: usize,
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

/// `GET /viec`
pub async fn page(visit: Visit, by: Caller) -> Outcome<Response> {
    let (say, ctx) = (visit.say(), visit.web.ctx.clone());
    let actor = by.actor().ok_or(Problem::NotFound("account"))?;
    let today = ctx.clock.today();
    let rounds = store::round::list(&ctx.store).await?;
    let (dated, undated) = duties(&ctx, &by, actor, &visit, today).await?;
    let mut tasks = tasks::reports(&visit, &by, actor).await?;
    tasks.extend(dated);
    let standing = match by.may(Action::ReviewReport, None) {
        true => Some(Standing::load(&visit, &rounds).await?),
        false => None,
    };
    let groups = tasks::grouped(say, tasks, today);
    let count = |i: usize| groups.get(i).map_or(0, |g| g.tasks.len());
    show(&WorkPage {
        p: visit.office("work-title"),
        today: format!("{}, {}", say.weekday(today), say.date(today)),
        late: count(0),
        soon: count(1),
        later: count(2),
        groups,
        duties_more: undated.len().saturating_sub(DUTIES_MOST),
        duties: undated.into_iter().take(DUTIES_MOST).collect(),
        plan: url::PLAN,
        standing,
        dates: Dates::of(say, &rounds, today, by.may(Action::RunRound, None)),
        links: if by.may(Action::WriteReport, Some(&actor.organisation)) {
            Vec::new()
        } else {
            links(&visit, &by, today)
        },
        search: by.may(Action::ReadProjects, None).then_some(url::PROJECTS),
    })
}

/// Duties listed; the page of the plan has all.
const DUTIES_MOST: usize = 6;

/// Duties of the plan led by the visitor's organisation: with a day, and without.
async fn duties(
    ctx: &Ctx,
    by: &Caller,
    actor: &Actor,
    visit: &Visit,
    today: Date,
) -> Outcome<(Vec<Task>, Vec<DutyLine>)> {
    match plan::show(ctx, by, today).await {
        Ok(shown) => Ok(duties::of(visit.say(), &shown, &actor.roles, today)),
        Err(Problem::NotFound(_)) => Ok((Vec::new(), Vec::new())),
        Err(other) => Err(other),
    }
}

fn links(visit: &Visit, by: &Caller, today: Date) -> Vec<(&'static str, String)> {
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
