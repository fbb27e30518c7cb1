//! A part that was typed while someone else saved: merged where the two do not touch, asked back
//! where they do. What was typed stays on the page until it is written.
use std::collections::HashMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::RevisionId;
use domain::report::Report;
use domain::report::compare::{Change, Choice, compare, merge};
use lang::Lang;

use super::cell::Names;
use super::diff::Diff;
use super::head::{Head, head};
use super::page::{part_href, revision_text};
use super::typed::{Part, with_part};
use crate::app::Caller;
use crate::app::report::{Opened, shown};
use crate::problem::Outcome;
use crate::web::form::Posted;
use crate::web::page::{Page, Say, show_as};
use crate::web::routes::url;
use crate::web::visit::Visit;

/// What was typed, beside the state that it was typed upon.
pub struct Draft<'a> {
    /// The language of the page that was filled in: it says how figures were written.
    pub say: Say,
    pub it: &'a Opened,
    pub names: &'a Names<'a>,
    pub posted: &'a Posted,
    pub part: Part,
    pub base: Report,
    seen: Option<RevisionId>,
    theirs: Report,
}

/// What becomes of a draft.
pub enum Settled {
    /// The newest state with what was typed.
    Merged(Report),
    /// Both sides changed the same cells; nothing is written before the sender chooses.
    Asks(Vec<Change>),
}

impl<'a> Draft<'a> {
    pub async fn read(
        visit: &Visit,
        it: &'a Opened,
        names: &'a Names<'a>,
        posted: &'a Posted,
    ) -> Outcome<Self> {
        let say = posted.get("ngon-ngu").parse::<Lang>().map_or_else(|_| visit.say(), Say);
        let seen = posted.get("ban").parse().ok().map(RevisionId);
        let base = shown::based_on(&visit.web.ctx, it, seen).await?;
        let part = Part::of(&it.form, posted.get("phan"));
        let theirs = with_part(say, names, &it.form, &base, &part, posted);
        Ok(Self { say, it, names, posted, part, base, seen, theirs })
    }

    pub fn settle(&self) -> Settled {
        let now = self.it.obligation.revision;
        let open = self.it.obligation.stage.is_open_to_unit();
        if self.seen == now && open {
            return Settled::Merged(self.theirs.clone());
        }
        let changes = compare(&self.it.form, &self.base, &self.it.report, &self.theirs);
        if !open {
            return Settled::Asks(changes);
        }
        // Choices count only against the state that they were made upon.
        let upon = self.posted.get("da-thay").parse().ok().map(RevisionId);
        let choices = if upon == now { choices(self.posted) } else { HashMap::new() };
        match merge(&self.it.form, self.it.report.clone(), self.theirs.clone(), &changes, &choices) {
            Ok(merged) => Settled::Merged(merged),
            Err(_) => Settled::Asks(changes),
        }
    }
}

/// What was chosen for each difference: fields `chon:<key of the change>`.
pub fn choices(posted: &Posted) -> HashMap<String, Choice> {
    let chosen = posted.iter().filter_map(|(name, value)| Some((name.strip_prefix("chon:")?, value)));
    chosen
        .filter_map(|(key, value)| match value {
            "so" => Some((key.to_owned(), Choice::KeepOurs)),
            "tep" => Some((key.to_owned(), Choice::TakeTheirs)),
            _ => None,
        })
        .collect()
}

#[derive(Template)]
#[template(path = "report/conflict.html")]
struct ConflictPage {
    p: Page,
    head: Head,
    diff: Diff,
    /// The report was submitted meanwhile and takes no changes.
    closed: bool,
    /// Choices were sent, but not for every conflict.
    missing: bool,
    /// Who saved before, and when.
    saved: Option<(String, String)>,
    action: String,
    back: String,
    upon: String,
    /// Every field that was typed, to be sent again.
    kept: Vec<(String, String)>,
}

/// Fields that the page writes anew.
const FRESH: [&str; 2] = ["da-thay", "viec"];

/// The page that asks, with what was typed in it.
pub async fn ask(visit: &Visit, by: &Caller, draft: &Draft<'_>, changes: Vec<Change>) -> Outcome<Response> {
    let ctx = &visit.web.ctx;
    let (key, unit) = (draft.it.round.terms.key.as_str(), draft.it.obligation.unit.as_str());
    let saved = shown::last_saved(ctx, draft.it).await?;
    let fields = draft.posted.iter().filter(|(name, _)| !name.starts_with("chon:") && !FRESH.contains(name));
    let missing = !draft.posted.get("da-thay").is_empty();
    let closed = !draft.it.obligation.stage.is_open_to_unit();
    let page = ConflictPage {
        p: visit.office("conflict-title").failed_if(missing),
        head: head(visit, by, draft.it),
        diff: Diff::of(visit.say(), draft.names, draft.it, &draft.theirs, &changes, &choices(draft.posted)),
        closed,
        missing,
        saved: saved.map(|(who, at)| (who, visit.say().moment(ctx.clock.local(at)))),
        action: url::report(key, unit),
        back: part_href(key, unit, draft.part.name(), false),
        upon: revision_text(draft.it),
        kept: fields.map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
    };
    show_as(StatusCode::CONFLICT, &page)
}
