//! What a list would change, and the word on which it is written.
use std::collections::{HashMap, HashSet};

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::finding::{Finding, Severity};
use domain::ids::ListingId;
use domain::outline::OutlineFacts;
use domain::outline::listing::{Choice, Difference, Effect, Line};
use domain::refusal::Refusal;
use store::listing::State as Stage;

use crate::app::Caller;
use crate::app::listing::{self as app, Choices, Preview};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};
use crate::web::form::Posted;
use crate::web::intake::preview::{Fault, faults};
use crate::web::outline::typed;
use crate::web::page::{Page, Say, Visit, redirect, redirect_done, show, show_as};
use crate::web::routes::url;

/// Lines of each kind that are shown; all of them are written.
const SHOWN: usize = 200;

/// A new outline.
struct NewLine {
    row: u32,
    name: String,
    place: String,
    unit: String,
    sought: String,
    alike: String,
    ticked: bool,
}

/// An outline that changes.
struct Changed {
    row: u32,
    code: String,
    href: String,
    name: String,
    fields: Vec<Field>,
    ticked: bool,
}

struct Field {
    /// Of its radio buttons: "chon-5-owner".
    name: String,
    label: &'static str,
    ours: String,
    sent: String,
    conflict: bool,
    keeps: bool,
    takes: bool,
}

#[derive(Template)]
#[template(path = "listing/preview.html")]
struct PreviewPage {
    p: Page,
    id: ListingId,
    year: i16,
    round: String,
    file: String,
    mark: String,
    /// Conflicts without a choice, said after the button was pressed: link and text.
    open: Vec<(String, String)>,
    moved: bool,
    errors: Vec<Fault>,
    warnings: Vec<Fault>,
    notes: usize,
    news: Vec<NewLine>,
    changes: Vec<Changed>,
    new: usize,
    changing: usize,
    same: usize,
    closed: Vec<String>,
    repeated: Vec<String>,
    broken: usize,
    unlisted: usize,
}

/// `GET /danh-muc-nhap/{id}/xem`
pub async fn look(visit: Visit, by: Caller, Path(id): Path<i64>) -> Outcome<Response> {
    match app::preview(&visit.web.ctx, &by, ListingId(id)).await {
        Ok(seen) if seen.listing.state != Stage::Pending => Ok(redirect(&url::listings(seen.listing.year))),
        Ok(seen) => show(&page(&visit, &seen, &Choices::default(), false, false)),
        // The columns are to be named first.
        Err(Problem::Refused(Refusal { code, .. })) if code == "listing-mapping" => {
            Ok(redirect(&url::listing(ListingId(id))))
        }
        Err(other) => Err(other),
    }
}

/// `POST /danh-muc-nhap/{id}/xem`
pub async fn decide(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
    posted: Posted,
) -> Outcome<Response> {
    let id = ListingId(id);
    let year = app::load(&ctx, &by, id).await?.year;
    if posted.get("viec") == "huy" {
        app::discard(&ctx, &by, id).await?;
        return Ok(redirect_done(&url::listings(year), "listing-dropped"));
    }
    let seen = app::preview(&ctx, &by, id).await?;
    let choices = chosen(&seen, &posted);
    if choices.open(&seen) > 0 {
        return show_as(StatusCode::UNPROCESSABLE_ENTITY, &page(&visit, &seen, &choices, true, false));
    }
    match app::commit(&ctx, &by, id, posted.get("da-thay"), &choices).await {
        Ok(_) => Ok(redirect_done(&url::listings(year), "listing-written")),
        Err(Problem::Conflict(_)) => {
            let seen = app::preview(&ctx, &by, id).await?;
            show_as(StatusCode::CONFLICT, &page(&visit, &seen, &choices, false, true))
        }
        Err(other) => Err(other),
    }
}

fn radio(row: u32, field: &str) -> String {
    format!("chon-{row}-{field}")
}

/// Ticks and radios. A line beyond those that are shown has no box and is written.
fn chosen(seen: &Preview, posted: &Posted) -> Choices {
    let ticked: HashSet<u32> = posted.all("dong").filter_map(|r| r.parse().ok()).collect();
    let offered: HashSet<u32> = posted.all("co").filter_map(|r| r.parse().ok()).collect();
    let mut fields = HashMap::new();
    for (line, effect) in seen.lines.iter().zip(&seen.effects) {
        let Effect::Change { fields: all, .. } = effect else { continue };
        for it in all.iter().filter(|d| d.conflict) {
            let choice = match posted.get(&radio(line.row, it.field)) {
                "giu" => Choice::Keep,
                "lay" => Choice::Take,
                _ => continue,
            };
            fields.insert((line.row, it.field.to_owned()), choice);
        }
    }
    Choices { fields, skipped: offered.difference(&ticked).copied().collect() }
}

fn page(visit: &Visit, seen: &Preview, choices: &Choices, asked: bool, moved: bool) -> PreviewPage {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let all: Vec<Finding> =
        seen.findings.iter().chain(seen.lines.iter().flat_map(|l| &l.findings)).cloned().collect();
    let pairs = || seen.lines.iter().zip(&seen.effects);
    let news = pairs().enumerate().filter(|(_, (_, e))| **e == Effect::New);
    let news: Vec<NewLine> =
        news.take(SHOWN).map(|(n, (l, _))| new_line(say, ctx, seen, n, l, choices)).collect();
    // Whatever asks for a choice is shown, however many there are.
    let mut quiet = 0;
    let changes: Vec<Changed> = pairs()
        .filter_map(|(l, e)| changed(say, ctx, seen, l, e, choices))
        .filter(|c| {
            let asks = c.fields.iter().any(|f| f.conflict);
            quiet += usize::from(!asks);
            asks || quiet <= SHOWN
        })
        .collect();
    let count = |is: fn(&Effect) -> bool| seen.effects.iter().filter(|e| is(e)).count();
    let (new, changing) = (count(|e| *e == Effect::New), count(|e| matches!(e, Effect::Change { .. })));
    let open = if asked { still_open(say, &changes) } else { Vec::new() };
    let repeated = pairs().filter_map(|(l, e)| match e {
        Effect::Repeated { row } => {
            Some(say.f2("listing-repeated-row", "row", i64::from(l.row), "first", i64::from(*row)))
        }
        _ => None,
    });
    let closed = pairs().filter_map(|(l, e)| match e {
        Effect::Closed { code } => Some(say.f2("listing-closed-row", "row", i64::from(l.row), "code", code)),
        _ => None,
    });
    PreviewPage {
        p: visit.office("listing-preview").failed_if(!open.is_empty() || moved),
        id: seen.listing.id,
        year: seen.listing.year,
        round: say.f1("proposal-year", "year", seen.listing.year.to_string()),
        file: seen.listing.file_name.clone(),
        mark: seen.mark.clone(),
        open,
        moved,
        errors: faults(say, &all, Severity::Error),
        warnings: faults(say, &all, Severity::Warning),
        notes: all.iter().filter(|f| f.severity == Severity::Note).count(),
        same: count(|e| matches!(e, Effect::Same { .. })),
        closed: closed.take(SHOWN).collect(),
        repeated: repeated.take(SHOWN).collect(),
        broken: count(|e| *e == Effect::Broken),
        unlisted: new + changing - news.len() - changes.len(),
        new,
        changing,
        news,
        changes,
    }
}

fn new_line(say: Say, ctx: &Ctx, seen: &Preview, n: usize, line: &Line, choices: &Choices) -> NewLine {
    let alike = seen.alike.get(&n);
    NewLine {
        row: line.row,
        name: line.facts.name.vi.clone(),
        place: ctx
            .reference
            .place_name(&line.facts.place)
            .map(|w| say.words(&w).to_owned())
            .unwrap_or_default(),
        unit: ctx.reference.name_of(&line.unit).to_owned(),
        sought: say.million(line.facts.sought()),
        alike: alike
            .map(|a| say.f2("outline-alike-n", "code", &a.code, "score", i64::from(a.score)))
            .unwrap_or_default(),
        ticked: !choices.skipped.contains(&line.row),
    }
}

fn changed(
    say: Say,
    ctx: &Ctx,
    seen: &Preview,
    line: &Line,
    effect: &Effect,
    choices: &Choices,
) -> Option<Changed> {
    let Effect::Change { code, fields } = effect else { return None };
    let ours = seen.outlines.iter().find(|o| o.code == *code)?;
    let field = |it: &Difference| {
        let chosen = choices.fields.get(&(line.row, it.field.to_owned()));
        Field {
            name: radio(line.row, it.field),
            label: say.t(&format!("outline-f-{}", it.field)),
            ours: shown(say, ctx, &ours.facts, it.field),
            sent: shown(say, ctx, &line.facts, it.field),
            conflict: it.conflict,
            keeps: chosen == Some(&Choice::Keep),
            takes: chosen == Some(&Choice::Take),
        }
    };
    Some(Changed {
        row: line.row,
        code: code.clone(),
        href: url::outline(code),
        name: ours.facts.name.vi.clone(),
        fields: fields.iter().map(field).collect(),
        ticked: !choices.skipped.contains(&line.row),
    })
}

/// A field as people read it.
fn shown(say: Say, ctx: &Ctx, facts: &OutlineFacts, field: &str) -> String {
    match field {
        "sought" => {
            let (sought, counterpart) = (say.million(facts.sought()), say.million(facts.counterpart()));
            return say.f2("listing-sums", "sought", sought, "counterpart", counterpart);
        }
        "place" => {
            let name = ctx.reference.place_name(&facts.place);
            return name.map(|w| say.words(&w).to_owned()).unwrap_or_default();
        }
        _ => {}
    }
    let values: Vec<String> =
        typed::fields(say, facts).into_iter().filter(|(f, _)| f == field).map(|(_, v)| v).collect();
    match field {
        "modality" | "support" => {
            let name = |code: &String| say.t_or(&format!("outline-{field}-{code}"), code).to_owned();
            values.iter().map(name).collect::<Vec<_>>().join(", ")
        }
        _ => values.join(", "),
    }
}

fn still_open(say: Say, changes: &[Changed]) -> Vec<(String, String)> {
    let of = |c: &Changed| {
        let open = c.fields.iter().filter(|f| c.ticked && f.conflict && !f.keeps && !f.takes);
        let text = |f: &Field| say.f2("listing-open-row", "row", i64::from(c.row), "field", f.label);
        open.map(|f| (format!("#{}-giu", f.name), text(f))).collect::<Vec<_>>()
    };
    changes.iter().flat_map(of).collect()
}
