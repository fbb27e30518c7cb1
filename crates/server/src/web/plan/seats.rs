//! Who leads and who coordinates what: duties against seats.
use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::organisation::Role;
use domain::plan::{Duty, Plan};

use super::super::page::{Page, Visit, show};
use super::super::routes::url;
use super::{Tab, holders, tabs};
use crate::app::plan;
use crate::ctx::Ctx;
use crate::problem::Outcome;

struct Seat {
    role: Role,
    name: &'static str,
    /// Organisations that hold it today, when they are few.
    holders: String,
    leads: usize,
    coordinates: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Lead,
    Coordinating,
    None,
}

struct Line {
    href: String,
    title: String,
    clause: String,
    parts: Vec<Part>,
}

#[derive(Template)]
#[template(path = "plan/seats.html")]
struct SeatsPage {
    p: Page,
    tabs: Vec<Tab>,
    seats: Vec<Seat>,
    lines: Vec<Line>,
}

/// `GET /ke-hoach/co-quan`
pub async fn page(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let today = ctx.clock.today();
    let plan = plan::current(&ctx, today)?;
    let say = visit.say();
    let roles = roles(plan);
    let seats = roles.iter().map(|r| Seat {
        role: *r,
        name: say.role(*r),
        holders: holders(&ctx, *r, today).join("; "),
        leads: plan.duties.iter().filter(|d| part(d, *r) == Part::Lead).count(),
        coordinates: plan.duties.iter().filter(|d| part(d, *r) == Part::Coordinating).count(),
    });
    let line = |d: &Duty| Line {
        href: url::duty(&d.id),
        title: say.words(&d.title).to_owned(),
        clause: d.clause.to_string(),
        parts: roles.iter().map(|r| part(d, *r)).collect(),
    };
    show(&SeatsPage {
        p: visit.office("plan-seats"),
        tabs: tabs(say, url::PLAN_SEATS),
        seats: seats.collect(),
        lines: plan.duties.iter().map(line).collect(),
    })
}

/// Seats that the plan gives something to do, in the order of the glossary.
fn roles(plan: &Plan) -> BTreeSet<Role> {
    plan.duties.iter().flat_map(|d| d.lead.into_iter().chain(d.coordinating.iter().copied())).collect()
}

fn part(duty: &Duty, role: Role) -> Part {
    if duty.lead == Some(role) {
        Part::Lead
    } else if duty.coordinating.contains(&role) {
        Part::Coordinating
    } else {
        Part::None
    }
}

impl SeatsPage {
    /// Name of the seat a cell belongs to.
    fn seat(&self, index: &usize) -> &'static str {
        self.seats.get(*index).map_or("", |s| s.name)
    }

    fn id(&self, seat: &Seat) -> String {
        format!("vai-{:?}", seat.role).to_lowercase()
    }
}
