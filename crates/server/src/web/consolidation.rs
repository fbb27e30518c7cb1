//! The consolidated report, for those who make and those who receive it: words by section, locked
//! figures that open to units and rows, the seal, the paper.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::consolidation::Consolidated;
use domain::round::{RoundKind, Terms};
use jiff::civil::Date;

use self::figures::{FigureGroup, figure_groups};
use self::names::Names;
use super::form::Posted;
use super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::pager::Pager;
use super::routes::url;
use crate::app::consolidation::{self, Desk, Section, UnitWords};
use crate::app::{Caller, print};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod compare;
pub mod figures;
pub mod files;
mod names;
pub mod seal;
pub mod tables;
pub mod version;

/// Units whose words stand beside the editor; the others are one link away.
const WORDS: usize = 3;
/// Units' words on a page of their own.
const WORDS_PAGE: usize = 20;

struct SectionLink {
    key: String,
    title: String,
    state: &'static str,
    tag: &'static str,
    current: bool,
}

/// The section that is being written.
struct Editor {
    key: String,
    title: String,
    hint: String,
    text: String,
    revision: u32,
    /// What someone else saved meanwhile; `text` is what was typed here.
    conflict: Option<String>,
}

struct SealBox {
    /// Message key and count of what stands in the way.
    obstacles: Vec<(&'static str, usize)>,
    version: Option<u32>,
    on: Option<Date>,
    sha256: String,
    differs: bool,
    can: bool,
}

#[derive(Template)]
#[template(path = "consolidation/page.html")]
struct DeskPage {
    p: Page,
    key: String,
    title: String,
    round: String,
    units: usize,
    counted: usize,
    sections: Vec<SectionLink>,
    editor: Option<Editor>,
    words: Vec<UnitWords>,
    groups: Vec<FigureGroup>,
    last_year: Option<i16>,
    last_year_note: bool,
    seal: SealBox,
    writes: bool,
    paper: Markup,
    sealed_note: Option<u32>,
}

impl DeskPage {
    fn obstacle(&self, what: &str, n: &usize) -> String {
        obstacle(*self.p, what, *n)
    }

    /// Section that words are taken into.
    fn section_key(&self) -> &str {
        self.editor.as_ref().map_or("", |e| e.key.as_str())
    }
}

/// What stands in the way of a seal, in words.
fn obstacle(say: Say, what: &str, n: usize) -> String {
    say.f1(&format!("consolidation-{what}"), "n", n)
}

/// Markup made by `formats::paper`, which escapes what it is given.
struct Markup(String);

impl std::fmt::Display for Markup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

/// `GET /tong-hop/{round}?muc=II&so=B1|total|disbursed&don-vi=X`
pub async fn page(visit: Visit, by: Caller, Path(key): Path<String>) -> Outcome<Response> {
    show(&desk_page(&visit, &by, &key, None).await?)
}

/// `POST /tong-hop/{round}/muc/{section}`
pub async fn write(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path((key, section)): Path<(String, String)>,
    posted: Posted,
) -> Outcome<Response> {
    let seen = posted.get("seen").parse().unwrap_or(0);
    let text = posted.raw("text").replace("\r\n", "\n");
    match consolidation::write_section(&ctx, &by, &key, &section, &text, seen).await {
        Ok(()) => Ok(redirect_done(&url::section(&key, &section), "section-saved")),
        Err(Problem::Conflict(_)) => {
            let typed = Some((section, text));
            show_as(StatusCode::CONFLICT, &desk_page(&visit, &by, &key, typed).await?)
        }
        Err(other) => Err(other),
    }
}

/// `POST /tong-hop/{round}/muc/{section}/dua-vao`: a unit's words go into the draft.
pub async fn take_words(
    by: Caller,
    State(ctx): State<Ctx>,
    Path((key, section)): Path<(String, String)>,
    posted: Posted,
) -> Outcome<Response> {
    consolidation::take_words(&ctx, &by, &key, &section, posted.get("don-vi")).await?;
    Ok(redirect_done(&url::section(&key, &section), "words-taken"))
}

async fn desk_page(
    visit: &Visit,
    by: &Caller,
    key: &str,
    typed: Option<(String, String)>,
) -> Outcome<DeskPage> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    let desk = consolidation::desk(ctx, by, key).await?;
    let chosen = typed.as_ref().map_or_else(|| visit.query("muc"), |(section, _)| section.clone());
    let current = desk.sections.iter().find(|s| s.key == chosen).or(desk.sections.first());
    let words = match current {
        Some(s) => desk.first_words(ctx, &s.key, WORDS).await?,
        None => Vec::new(),
    };
    let p = visit.office_titled(title(say, &desk.round.terms));
    let content = consolidation::light(ctx, &desk, p.demo);
    let names = Names { ctx, say, form: &desk.form, year: desk.round.terms.year };
    let groups = figure_groups(visit, by, names, &desk, current.map(|s| s.key.as_str())).await?;
    let editor = current.map(|s| editor(say, &desk, s, typed.map(|(_, text)| text)));
    let seal = seal_box(ctx, by, &desk, &content).await?;
    Ok(DeskPage {
        title: p.title.clone(),
        round: say.words(&desk.round.terms.title).to_owned(),
        units: desk.units.len(),
        counted: desk.units.iter().filter(|u| matches!(u.status.as_str(), "accepted" | "submitted")).count(),
        sections: desk.sections.iter().map(|s| section_link(say, &desk, s, current)).collect(),
        last_year: (!desk.last_year.is_empty()).then_some(desk.round.terms.year - 1),
        last_year_note: desk.last_year_note.is_some(),
        writes: by.may(Action::WriteConsolidation, None),
        paper: preview(ctx, &content),
        sealed_note: seal.version.filter(|_| seal.differs),
        key: key.to_owned(),
        p,
        editor,
        words,
        groups,
        seal,
    })
}

fn title(say: Say, terms: &Terms) -> String {
    match terms.kind {
        RoundKind::Annual => say.f1("consolidation-title-annual", "year", terms.year),
        RoundKind::AdHoc => say.f1("consolidation-title", "round", say.words(&terms.title)),
    }
}

/// The document without its annexes, which are in the files.
fn preview(ctx: &Ctx, content: &Consolidated) -> Markup {
    let mut paper = print::paper(ctx, content, None);
    paper.annexes.clear();
    Markup(formats::paper::html::write(&paper))
}

fn section_link(say: Say, desk: &Desk, section: &Section, current: Option<&Section>) -> SectionLink {
    let titled = desk.form.section(&section.key);
    let (state, tag) = match (section.untouched, section.text.trim().is_empty()) {
        (_, true) if titled.is_some_and(|s| s.required) => ("consolidation-section-empty", "warn"),
        (_, true) => ("consolidation-section-none", "no"),
        (true, false) => ("consolidation-section-draft", "info"),
        (false, false) => ("consolidation-section-written", "ok"),
    };
    SectionLink {
        title: titled.map(|s| say.words(&s.title).to_owned()).unwrap_or_default(),
        state: say.t(state),
        tag,
        current: current.is_some_and(|c| c.key == section.key),
        key: section.key.clone(),
    }
}

fn editor(say: Say, desk: &Desk, section: &Section, typed: Option<String>) -> Editor {
    let titled = desk.form.section(&section.key);
    let (text, conflict) = match typed {
        Some(typed) => (typed, Some(section.text.clone())),
        None => (section.text.clone(), None),
    };
    Editor {
        title: titled.map(|s| say.words(&s.title).to_owned()).unwrap_or_default(),
        hint: titled.map(|s| say.words(&s.hint).to_owned()).unwrap_or_default(),
        key: section.key.clone(),
        revision: section.revision,
        text,
        conflict,
    }
}

async fn seal_box(ctx: &Ctx, by: &Caller, desk: &Desk, content: &Consolidated) -> Outcome<SealBox> {
    let newest = desk.seals.first();
    let differs = match newest {
        Some(meta) => {
            let sealed = consolidation::sealed_totals(ctx, meta).await?;
            consolidation::differs_from_seal(&desk.figures, &sealed.figures)
        }
        None => false,
    };
    Ok(SealBox {
        obstacles: content.obstacles(),
        version: newest.map(|m| m.seal.version),
        on: newest.map(|m| m.seal.on),
        sha256: newest.map(|m| m.seal.sha256.clone()).unwrap_or_default(),
        can: by.may(Action::Seal, None),
        differs,
    })
}

#[derive(Template)]
#[template(path = "consolidation/words.html")]
struct WordsPage {
    p: Page,
    key: String,
    round: String,
    section: String,
    title: String,
    words: Vec<UnitWords>,
    pager: Pager,
    writes: bool,
}

impl WordsPage {
    fn section_key(&self) -> &str {
        &self.section
    }
}

/// `GET /tong-hop/{round}/loi/{section}`: what every unit wrote in a section.
pub async fn words(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path((key, section)): Path<(String, String)>,
) -> Outcome<Response> {
    let opened = store::round::by_key(&ctx.store, &key).await?.ok_or(Problem::NotFound("round"))?;
    let titled = opened.form.section(&section).ok_or(Problem::NotFound("section"))?;
    let asked: usize = visit.query("trang").parse().unwrap_or(1);
    let (words, all) =
        consolidation::words(&ctx, &by, &key, &section, asked.saturating_sub(1), WORDS_PAGE).await?;
    let say = visit.say();
    show(&WordsPage {
        p: visit.office_titled(say.f1("consolidation-words-of", "section", &section)),
        round: say.words(&opened.round.terms.title).to_owned(),
        title: say.words(&titled.title).to_owned(),
        pager: Pager::new(&visit, all, WORDS_PAGE),
        writes: by.may(Action::WriteConsolidation, None),
        key,
        section,
        words,
    })
}
