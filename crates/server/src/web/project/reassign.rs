//! Projects whose unit or place has ended: each shown with who took over, given away by a person.
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::Words;
use crate::app::Caller;
use crate::app::project::reassignment::{self, Heir, Move};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};
use crate::web::form::Posted;
use crate::web::page::{Page, Say, Visit, redirect_done, show};
use crate::web::pager::Pager;
use crate::web::routes::url;

/// Name of the boxes that choose projects.
const PROJECT: &str = "d";
/// Before a project's code: the name of its list of heirs.
const HEIR: &str = "toi-";
const ROWS: usize = 50;

struct Line {
    code: String,
    name: String,
    unit: String,
    place: String,
    /// Value and words of each heir, the suggested one first.
    heirs: Vec<(String, String)>,
    /// There is only one: ticked from the start.
    sure: bool,
}

#[derive(Template)]
#[template(path = "project/reassign.html")]
struct ReassignPage {
    p: Page,
    lines: Vec<Line>,
    pager: Pager,
}

/// `GET /du-an/chuyen`
pub async fn page(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let moves = reassignment::due(&ctx, &by).await?;
    let pager = Pager::new(&visit, moves.len(), ROWS);
    let lines = pager.of(&moves).iter().map(|m| line(&ctx, visit.say(), m)).collect();
    show(&ReassignPage { p: visit.office("project-reassign"), lines, pager })
}

fn line(ctx: &Ctx, say: Say, it: &Move) -> Line {
    let words = Words { ctx, say };
    // A People's Committee bears the name of its place.
    let named = |unit: &str, place: &str| match ctx.reference.name_of(unit) {
        name if ctx.reference.committee_of(place) == Some(unit) => name.to_owned(),
        name => format!("{name} · {}", words.place(place)),
    };
    Line {
        code: it.project.code.clone(),
        name: it.project.facts.name_vi.clone(),
        unit: ctx.reference.name_of(&it.project.unit).to_owned(),
        place: words.place(&it.project.facts.place),
        heirs: it.heirs.iter().map(|h| (value(h), named(&h.unit, &h.place))).collect(),
        sure: it.heirs.len() == 1,
    }
}

fn value(heir: &Heir) -> String {
    format!("{} {}", heir.unit, heir.place)
}

/// `POST /du-an/chuyen`
pub async fn decide(by: Caller, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let chosen: Vec<(String, Heir)> = posted
        .all(PROJECT)
        .map(|code| {
            let heir = posted.get(&format!("{HEIR}{code}")).split_once(' ');
            let (unit, place) = heir.ok_or_else(|| Problem::Conflict(format!("project/{code}")))?;
            Ok((code.to_owned(), Heir { unit: unit.to_owned(), place: place.to_owned() }))
        })
        .collect::<Outcome<_>>()?;
    reassignment::decide(&ctx, &by, &chosen).await?;
    Ok(redirect_done(url::REASSIGN, "reassigned"))
}
