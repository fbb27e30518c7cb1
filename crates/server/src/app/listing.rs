//! An office's existing list of projects calling for aid: looked at, its columns named once, shown as differences,
//! written into the outlines of a year on the sender's word, and taken back whole.
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use domain::access::Action;
use domain::finding::{Arg, Finding, Spot};
use domain::ids::ListingId;
use domain::outline::Outline;
use domain::outline::listing::{Effect, Line, Mapping, SCALES, effects};
use domain::refusal::Refusal;
use formats::sheet::Limits;
use formats::sheet::listing::{self as list, Glimpse, Lookup};
use serde_json::json;
use store::listing::{Listing, New, State};

use super::outline::{Alike, Twins, open_now};
use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

mod write;

pub use write::{Choices, Imported, Written, commit, import, undo};

/// Lists of a year that a page names.
const NEWEST: u32 = 20;
/// Characters of the name under which a mapping is kept.
const NAME_MOST: usize = 80;

fn subject(id: ListingId) -> String {
    format!("listing:{id}")
}

fn unreadable(finding: Finding) -> Problem {
    Refusal::new("listing-unreadable").because(vec![finding]).into()
}

fn read_file(path: &Path) -> Outcome<Vec<u8>> {
    let limits = Limits::default();
    formats::sheet::load(path, &limits).map_err(anyhow::Error::from)?.map_err(|f| unreadable(*f))
}

/// Keeps a list until its sender decides; nothing of the outlines changes.
///
/// # Errors
/// Refused with a finding when the file cannot be read at all.
pub async fn receive(ctx: &Ctx, by: &Caller, year: i16, path: &Path, file_name: &str) -> Outcome<ListingId> {
    by.require(Action::ReviewProposals, None)?;
    open_now(ctx, year).await?;
    let bytes = read_file(path)?;
    list::glimpse(&bytes, &Limits::default()).map_err(|f| unreadable(*f))?;
    let sha256 = super::consolidation::sha256(&bytes);
    let tx = ctx.store.begin().await?;
    let new = New { year, by: by.name(), file_name, sha256: &sha256, bytes, at: ctx.clock.now() };
    let id = store::listing::insert(&tx, new).await?;
    audit(&tx, ctx, by, "listing.receive", &subject(id), json!({ "file": file_name, "sha256": sha256 }))
        .await?;
    tx.commit().await?;
    Ok(id)
}

pub async fn load(ctx: &Ctx, by: &Caller, id: ListingId) -> Outcome<Listing> {
    by.require(Action::ReviewProposals, None)?;
    store::listing::load(&ctx.store, id).await?.ok_or(Problem::NotFound("listing"))
}

/// The newest lists of a year and all kept mappings.
pub async fn all(ctx: &Ctx, by: &Caller, year: i16) -> Outcome<(Vec<Listing>, BTreeMap<String, Mapping>)> {
    by.require(Action::ReviewProposals, None)?;
    let lists = store::listing::of_year(&ctx.store, year, NEWEST).await?;
    Ok((lists, store::listing::mappings(&ctx.store).await?))
}

/// A list as it stands, with the mapping that it has, or one that is guessed.
pub struct Look {
    pub listing: Listing,
    pub sheets: Vec<Glimpse>,
    pub mapping: Mapping,
    /// By name.
    pub kept: BTreeMap<String, Mapping>,
}

/// `sheet` and `header` choose another place to guess from; `name` a kept mapping.
pub async fn look(
    ctx: &Ctx,
    by: &Caller,
    id: ListingId,
    sheet: &str,
    header: Option<u32>,
    name: &str,
) -> Outcome<Look> {
    let listing = load(ctx, by, id).await?;
    let bytes = store::listing::bytes(&ctx.store, id).await?;
    let sheets = list::glimpse(&bytes, &Limits::default()).map_err(|f| unreadable(*f))?;
    let kept = store::listing::mappings(&ctx.store).await?;
    let chosen = kept.get(name).cloned().or_else(|| listing.content.mapping.clone());
    let mapping = match chosen {
        Some(mapping) if sheet.is_empty() => mapping,
        _ => guess(ctx, &sheets, sheet, header),
    };
    Ok(Look { listing, sheets, mapping, kept })
}

/// A mapping by the headings that are known.
fn guess(ctx: &Ctx, sheets: &[Glimpse], sheet: &str, header: Option<u32>) -> Mapping {
    let words = &ctx.reference.headings;
    let known = |s: &&Glimpse| {
        let header = list::guess_header(&s.rows, words);
        let cells = s.rows.iter().find(|(n, _)| *n == header).map(|(_, c)| list::headings(c));
        list::guess(&cells.unwrap_or_default(), words).len()
    };
    let named = sheets.iter().find(|s| s.sheet == sheet);
    // The first of those in which most is known.
    let Some(it) = named.or_else(|| sheets.iter().rev().max_by_key(known)) else { return Mapping::default() };
    let header = header.unwrap_or_else(|| list::guess_header(&it.rows, words));
    let cells = it.rows.iter().find(|(n, _)| *n == header).map(|(_, cells)| cells.as_slice());
    let headings = list::headings(cells.unwrap_or_default());
    let money = headings.iter().find_map(|h| scale(h)).unwrap_or(1);
    Mapping {
        sheet: it.sheet.clone(),
        header,
        money,
        unit: String::new(),
        columns: list::guess(&headings, words),
    }
}

/// A mapping for a file that comes without one.
fn guessed(ctx: &Ctx, bytes: &[u8]) -> Outcome<Mapping> {
    let sheets = list::glimpse(bytes, &Limits::default()).map_err(|f| unreadable(*f))?;
    Ok(guess(ctx, &sheets, "", None))
}

/// The unit of money that a heading names: «Vốn (triệu đồng)», «tr.đ», «tỷ đồng».
fn scale(heading: &str) -> Option<i64> {
    let folded = lang::fold(heading);
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    match () {
        () if has(&["ty dong", "(ty)", "ty d"]) => Some(1_000_000_000),
        () if has(&["trieu", "tr.d", "trd", "tr d", "million"]) => Some(1_000_000),
        () if has(&["nghin dong", "ngan dong", "1000 d", "1.000 d"]) => Some(1_000),
        () => None,
    }
}

/// The name to keep a mapping under, empty for none, and the kept one that it was made from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Keep<'k> {
    pub name: &'k str,
    pub from: &'k str,
}

/// Names the columns of a list, and keeps that under a name when one is given.
///
/// # Errors
/// Refused when the name or the place has no column, when the name is too long, or is that of another kept mapping
/// than the one it was made from.
pub async fn map(ctx: &Ctx, by: &Caller, id: ListingId, mapping: Mapping, keep: Keep<'_>) -> Outcome<()> {
    let mut it = load(ctx, by, id).await?;
    pending(&it)?;
    usable(&mapping)?;
    let Keep { name, from } = keep;
    if name.chars().count() > NAME_MOST {
        return Err(Refusal::new("listing-name-long").with("most", count(NAME_MOST)).into());
    }
    let tx = ctx.store.begin().await?;
    if !name.is_empty() {
        let there = store::listing::mappings(&tx).await?.remove(name);
        if there.is_some_and(|there| there != mapping && name != from) {
            return Err(Refusal::new("listing-name-taken").with("name", Arg::Text(name.to_owned())).into());
        }
        store::listing::keep_mapping(&tx, name, &mapping, ctx.clock.now()).await?;
    }
    let change = json!({ "mapping": mapping, "kept": name });
    it.content.mapping = Some(mapping);
    store::listing::update(&tx, &it, State::Pending).await?;
    audit(&tx, ctx, by, "listing.map", &subject(id), change).await?;
    Ok(tx.commit().await?)
}

fn count(n: usize) -> Arg {
    Arg::Number(i64::try_from(n).unwrap_or(i64::MAX))
}

fn usable(mapping: &Mapping) -> Result<(), Refusal> {
    let spot = |field: &str| Spot { column: Some(field.to_owned()), ..Spot::default() };
    let lacking: Vec<Finding> =
        mapping.lacks().into_iter().map(|f| Finding::error("listing-unmapped", spot(f))).collect();
    if !lacking.is_empty() || !SCALES.contains(&mapping.money) {
        return Err(Refusal::new("listing-mapping").because(lacking));
    }
    Ok(())
}

fn pending(it: &Listing) -> Result<(), Refusal> {
    if it.state == State::Pending { Ok(()) } else { Err(Refusal::new("listing-done")) }
}

/// What a list would do.
pub struct Preview {
    pub listing: Listing,
    pub mapping: Mapping,
    pub lines: Vec<Line>,
    /// Of the list as a whole.
    pub findings: Vec<Finding>,
    /// Line by line.
    pub effects: Vec<Effect>,
    /// The outlines of the year.
    pub outlines: Vec<Outline>,
    /// What new lines resemble, by line.
    pub alike: HashMap<usize, Alike>,
    /// Changes when anything that was shown changes.
    pub mark: String,
}

/// # Errors
/// Refused when its columns were not named or the file no longer fits them.
pub async fn preview(ctx: &Ctx, by: &Caller, id: ListingId) -> Outcome<Preview> {
    let (listing, mapping, lines, findings) = named(ctx, by, id).await?;
    let (outlines, effects) = held(&ctx.store, listing.year, &lines).await?;
    let alike = resembling(ctx, &lines, &effects, &outlines).await?;
    let mark = mark(&effects, &outlines);
    Ok(Preview { listing, mapping, lines, findings, effects, outlines, alike, mark })
}

/// A list whose columns have names, with its lines.
async fn named(
    ctx: &Ctx,
    by: &Caller,
    id: ListingId,
) -> Outcome<(Listing, Mapping, Vec<Line>, Vec<Finding>)> {
    let listing = load(ctx, by, id).await?;
    let Some(mapping) = listing.content.mapping.clone() else {
        return Err(Refusal::new("listing-mapping").into());
    };
    open_now(ctx, listing.year).await?;
    let bytes = store::listing::bytes(&ctx.store, id).await?;
    let (lines, findings) = read(ctx, &bytes, &mapping)?;
    Ok((listing, mapping, lines, findings))
}

/// The lines of a file by a mapping.
fn read(ctx: &Ctx, bytes: &[u8], mapping: &Mapping) -> Outcome<(Vec<Line>, Vec<Finding>)> {
    let today = ctx.clock.today();
    let codes = ctx.reference.codes(today.year(), today);
    let labels = formats::sheet::Labels::of(&codes.areas, &codes.places);
    let units: HashMap<String, &str> = ctx
        .reference
        .organisations
        .reporting_units(today)
        .into_iter()
        .flat_map(|o| [&o.code, &o.short_vi, &o.name.vi].map(|name| (lang::fold(name), o.code.as_str())))
        .collect();
    let lookup = Lookup {
        labels: &labels,
        unit: &|text| units.get(&lang::fold(text.trim())).map(|c| (*c).to_owned()),
        committee: &|place| ctx.reference.committee_of(place).map(str::to_owned),
        whole_budget: lang::text(lang::Lang::Vi, "listing-whole-budget"),
    };
    list::lines(bytes, &Limits::default(), mapping, &lookup).map_err(|f| unreadable(*f))
}

/// The outlines of the year, and what each line would do to them.
async fn held(db: &dyn store::Source, year: i16, lines: &[Line]) -> Outcome<(Vec<Outline>, Vec<Effect>)> {
    let outlines = store::outline::of_year(db, year).await?;
    let last = store::listing::last(db, year).await?;
    let effects = effects(lines, &outlines, &last, lang::fold);
    Ok((outlines, effects))
}

/// Lines that are compared with everything: each is held against every outline and project.
const COMPARED: usize = 200;

/// What the first of the lines that would be new resemble: outlines of the year and projects of the register.
async fn resembling(
    ctx: &Ctx,
    lines: &[Line],
    effects: &[Effect],
    outlines: &[Outline],
) -> Outcome<HashMap<usize, Alike>> {
    let new = lines.iter().zip(effects).enumerate().filter(|(_, (_, e))| **e == Effect::New);
    let new: Vec<(usize, &Line)> = new.map(|(n, (line, _))| (n, line)).take(COMPARED).collect();
    if new.is_empty() {
        return Ok(HashMap::new());
    }
    let twins = Twins::of(ctx, outlines).await?;
    let likest = |line: &Line| twins.like_facts(&line.facts).into_iter().next();
    Ok(new.into_iter().filter_map(|(n, line)| Some((n, likest(line)?))).collect())
}

fn mark(effects: &[Effect], outlines: &[Outline]) -> String {
    let revisions: Vec<(&str, i64)> = outlines.iter().map(|o| (o.code.as_str(), o.revision)).collect();
    let mut mark = super::consolidation::sha256(format!("{effects:?} {revisions:?}").as_bytes());
    mark.truncate(16);
    mark
}

/// Throws a list away.
pub async fn discard(ctx: &Ctx, by: &Caller, id: ListingId) -> Outcome<()> {
    let mut it = load(ctx, by, id).await?;
    pending(&it)?;
    it.state = State::Dropped;
    let tx = ctx.store.begin().await?;
    store::listing::update(&tx, &it, State::Pending).await?;
    audit(&tx, ctx, by, "listing.discard", &subject(id), json!({})).await?;
    Ok(tx.commit().await?)
}
