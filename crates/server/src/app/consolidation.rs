//! The consolidated report: figures of all units added up, words of all units merged, sealed.
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::access::Action;
use domain::consolidation::{Consolidated, Correction, Seal, SectionText, UnitLine, corrections};
use domain::figures::{self, Figure, FigureKey, Part};
use domain::finding::Arg;
use domain::form::Form;
use domain::ids::{RevisionId, RoundId};
use domain::refusal::Refusal;
use domain::report::{Report, Row, rows_of, value_of};
use domain::round::{Round, RoundKind};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::Source;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

mod kept;
mod reading;

pub use kept::TotalsCache;
pub use reading::{Before, corrected, history, light, sealed_totals, take_words, verify, version};

/// What the page of the consolidated report shows: totals without their parts.
pub struct Desk {
    pub round: Round,
    pub form: Arc<Form>,
    pub units: Vec<UnitLine>,
    /// Reports that count.
    counted: Vec<Counted>,
    /// Totals; `parts` are empty.
    pub figures: Arc<Vec<Figure>>,
    pub last_year: Arc<Vec<Figure>>,
    pub last_year_note: Option<String>,
    pub sections: Vec<Section>,
    pub seals: Vec<store::sealed::Meta>,
}

/// A report that counts in the consolidation.
struct Counted {
    unit: String,
    on: Option<jiff::civil::Date>,
    revision: RevisionId,
}

/// An officer's text of one section, with the revision it was read at.
pub struct Section {
    pub key: String,
    pub text: String,
    pub revision: u32,
    /// Nobody has written here yet; `text` is the form's own first draft.
    pub untouched: bool,
}

pub async fn desk(ctx: &Ctx, by: &Caller, key: &str) -> Outcome<Desk> {
    by.require(Action::ReadConsolidation, None)?;
    let opened = store::round::by_key(&ctx.store, key).await?.ok_or(Problem::NotFound("round"))?;
    let (units, counted) = unit_lines(ctx, &opened.round).await?;
    let figures = totals(ctx, &opened.form, opened.round.id).await?;
    let (last_year, last_year_note) = last_year(ctx, &opened.round, &units).await?;
    let sections = sections(&ctx.store, &opened.form, opened.round.id).await?;
    let seals = store::sealed::versions(&ctx.store, opened.round.id).await?;
    Ok(Desk {
        round: opened.round,
        form: opened.form,
        units,
        counted,
        figures,
        last_year,
        last_year_note,
        sections,
        seals,
    })
}

async fn unit_lines(ctx: &Ctx, round: &Round) -> Outcome<(Vec<UnitLine>, Vec<Counted>)> {
    let today = ctx.clock.today();
    let (mut lines, mut counted) = (Vec::new(), Vec::new());
    for it in store::obligation::of_round(&ctx.store, round.id).await? {
        let o = it.obligation;
        if let Some(revision) = o.stage.counted() {
            counted.push(Counted { unit: o.unit.clone(), on: o.first_submitted_on, revision });
        }
        lines.push(UnitLine {
            name: ctx.reference.name_of(&o.unit).to_owned(),
            status: o.stage.name().to_owned(),
            submitted_on: o.first_submitted_on,
            late: o.timing(&round.terms, today).is_late(),
            excused: o.excused,
            code: o.unit,
        });
    }
    Ok((lines, counted))
}

async fn totals(ctx: &Ctx, form: &Form, round: RoundId) -> Outcome<Arc<Vec<Figure>>> {
    let mark = store::figure::mark(&ctx.store, round).await?;
    if let Some(known) = ctx.totals.running(round, mark) {
        return Ok(known);
    }
    let sums = store::figure::totals(&ctx.store, round).await?;
    let figures: Vec<Figure> = sums.into_iter().map(|(key, value)| bare(form, key, value)).collect();
    let figures = Arc::new(figures);
    ctx.totals.keep_running(round, mark, figures.clone());
    Ok(figures)
}

fn bare(form: &Form, key: FigureKey, value: i64) -> Figure {
    let unit = figures::unit_of_measure(form, &key.table, &key.column).to_owned();
    Figure {
        table: key.table,
        row: key.row,
        column: key.column,
        unit_of_measure: unit,
        value,
        parts: Vec::new(),
    }
}

/// Totals of the last sealed year, and a note when they are of other units than this year's.
async fn last_year(
    ctx: &Ctx,
    round: &Round,
    units: &[UnitLine],
) -> Outcome<(Arc<Vec<Figure>>, Option<String>)> {
    let none = (Arc::new(Vec::new()), None);
    // A request asks its own questions; its figures have no year before.
    if round.terms.kind == RoundKind::AdHoc {
        return Ok(none);
    }
    let key = (round.terms.year - 1).to_string();
    let Some(last) = store::round::id_by_key(&ctx.store, &key).await? else { return Ok(none) };
    let Some(meta) = newest(ctx, last).await? else { return Ok(none) };
    let before = sealed_totals(ctx, &meta).await?;
    let same = units.iter().filter(|u| before.units.contains(&u.code)).count();
    let note = (same * 2 < units.len()).then(|| "last-year-other-units".to_owned());
    Ok((before.figures.clone(), note))
}

async fn newest(ctx: &Ctx, round: RoundId) -> Outcome<Option<store::sealed::Meta>> {
    Ok(store::sealed::versions(&ctx.store, round).await?.into_iter().next())
}

async fn sections(db: &dyn Source, form: &Form, round: RoundId) -> Outcome<Vec<Section>> {
    let written = store::section_text::of_round(db, round).await?;
    let section = |s: &domain::form::Section| match written.iter().find(|w| w.text.section == s.key) {
        Some(w) => {
            Section { key: s.key.clone(), text: w.text.text.clone(), revision: w.revision, untouched: false }
        }
        None => Section { key: s.key.clone(), text: s.draft.clone(), revision: 0, untouched: true },
    };
    Ok(form.sections.iter().map(section).collect())
}

/// Saves the officer's text of one section. `seen` is the revision the page was shown from.
pub async fn write_section(
    ctx: &Ctx,
    by: &Caller,
    key: &str,
    section: &str,
    text: &str,
    seen: u32,
) -> Outcome<()> {
    by.require(Action::WriteConsolidation, None)?;
    let tx = ctx.store.begin().await?;
    let opened = store::round::by_key(&tx, key).await?.ok_or(Problem::NotFound("round"))?;
    opened.form.section(section).ok_or(Problem::NotFound("section"))?;
    let written = SectionText { section: section.to_owned(), text: lang::nfc(text).into_owned() };
    store::section_text::save(&tx, opened.round.id, &written, seen, by.user(), ctx.clock.now()).await?;
    audit(&tx, ctx, by, "consolidation.write", &format!("consolidation/{key}"), json!(written)).await?;
    Ok(tx.commit().await?)
}

/// What a unit wrote in one section.
pub struct UnitWords {
    pub unit: String,
    pub name: String,
    pub on: Option<jiff::civil::Date>,
    pub text: String,
}

/// The units' own words for a section, a page at a time; the second value counts all units.
pub async fn words(
    ctx: &Ctx,
    by: &Caller,
    key: &str,
    section: &str,
    page: usize,
    per_page: usize,
) -> Outcome<(Vec<UnitWords>, usize)> {
    by.require(Action::ReadConsolidation, None)?;
    let opened = store::round::by_key(&ctx.store, key).await?.ok_or(Problem::NotFound("round"))?;
    let (_, counted) = unit_lines(ctx, &opened.round).await?;
    let shown = counted.iter().skip(page * per_page).take(per_page);
    let words = written(ctx, shown, section).await?;
    Ok((words, counted.len()))
}

impl Desk {
    /// What the first units wrote in a section.
    pub async fn first_words(&self, ctx: &Ctx, section: &str, most: usize) -> Outcome<Vec<UnitWords>> {
        written(ctx, self.counted.iter().take(most), section).await
    }
}

async fn written<'c>(
    ctx: &Ctx,
    reports: impl Iterator<Item = &'c Counted> + Clone,
    section: &str,
) -> Outcome<Vec<UnitWords>> {
    let ids: Vec<RevisionId> = reports.clone().map(|c| c.revision).collect();
    let mut found: HashMap<RevisionId, Report> = store::revision::load_many(&ctx.store, &ids).await?;
    let words = reports.map(|c| UnitWords {
        unit: c.unit.clone(),
        name: ctx.reference.name_of(&c.unit).to_owned(),
        on: c.on,
        text: found.remove(&c.revision).and_then(|mut r| r.narrative.remove(section)).unwrap_or_default(),
    });
    Ok(words.filter(|w| !w.text.trim().is_empty()).collect())
}

/// A figure opened to its units, largest first.
pub async fn parts(ctx: &Ctx, by: &Caller, key: &str, figure: &FigureKey) -> Outcome<Arc<Vec<Part>>> {
    by.require(Action::ReadConsolidation, None)?;
    let opened = store::round::by_key(&ctx.store, key).await?.ok_or(Problem::NotFound("round"))?;
    let round = opened.round.id;
    let mark = store::figure::mark(&ctx.store, round).await?;
    if let Some(known) = ctx.totals.opened(round, figure, mark) {
        return Ok(known);
    }
    let mut parts = store::figure::parts_of(&ctx.store, round, figure).await?;
    parts.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.unit.cmp(&b.unit)));
    let parts = Arc::new(parts);
    ctx.totals.keep_opened(round, figure, mark, Arc::clone(&parts));
    Ok(parts)
}

/// A unit's share of a figure opened to the rows that it is the sum of, with their values.
pub async fn rows(
    ctx: &Ctx,
    by: &Caller,
    key: &str,
    unit: &str,
    figure: &FigureKey,
) -> Outcome<(Arc<Form>, Vec<(Row, i64)>)> {
    by.require(Action::ReadConsolidation, None)?;
    let opened = store::round::by_key(&ctx.store, key).await?.ok_or(Problem::NotFound("round"))?;
    let it = store::obligation::by_unit(&ctx.store, opened.round.id, unit)
        .await?
        .ok_or(Problem::NotFound("unit"))?;
    let Some(revision) = it.obligation.stage.counted() else { return Ok((opened.form, Vec::new())) };
    let report = store::revision::load(&ctx.store, revision).await?;
    let rows = rows_behind(&opened.form, &report, figure);
    Ok((opened.form, rows))
}

/// Rows of a report that a figure is the sum of.
fn rows_behind(form: &Form, report: &Report, figure: &FigureKey) -> Vec<(Row, i64)> {
    let Some(table) = form.table(&figure.table) else { return Vec::new() };
    let in_group = |row: &Row| match figure.row.split_once('=') {
        None => figure.row == figures::TOTAL,
        Some((column, wanted)) => {
            table.index(column).is_some_and(|i| value_of(table, row, i).text() == Some(wanted))
        }
    };
    let worth = |row: &Row| match table.index(&figure.column) {
        Some(i) => value_of(table, row, i).int(),
        None => (figure.column == figures::ROWS).then_some(1),
    };
    rows_of(form, table, report)
        .iter()
        .filter(|r| in_group(r))
        .filter_map(|r| worth(r).filter(|n| *n != 0).map(|n| (r.clone(), n)))
        .collect()
}

/// Everything the consolidated report says now, with each figure's parts.
pub async fn take(ctx: &Ctx, by: &Caller, key: &str) -> Outcome<Consolidated> {
    by.require(Action::ReadConsolidation, None)?;
    let opened = store::round::by_key(&ctx.store, key).await?.ok_or(Problem::NotFound("round"))?;
    let (units, _) = unit_lines(ctx, &opened.round).await?;
    let drilled = store::figure::drilled(&ctx.store, opened.round.id).await?;
    let figures = drilled.into_iter().map(|(key, parts)| figures::figure(&opened.form, key, parts)).collect();
    let (last_year, last_year_note) = last_year(ctx, &opened.round, &units).await?;
    let sections = sections(&ctx.store, &opened.form, opened.round.id).await?;
    let on = opened.round.terms.due;
    Ok(Consolidated {
        agency: ctx.reference.standing(on).map(|o| o.short_vi.clone()).unwrap_or_default(),
        sections: sections.into_iter().map(|s| SectionText { section: s.key, text: s.text }).collect(),
        last_year: last_year.as_ref().clone(),
        demo: store::setting::get(&ctx.store, "demo").await?.is_some(),
        form: (*opened.form).clone(),
        terms: opened.round.terms,
        units,
        figures,
        last_year_note,
    })
}

/// The stored content of a sealed version; the store has found its checksum right.
pub async fn read_sealed(ctx: &Ctx, meta: &store::sealed::Meta) -> Outcome<Consolidated> {
    let kept = store::sealed::by_version(&ctx.store, meta.round, meta.seal.version).await?;
    Ok(kept.ok_or(Problem::NotFound("sealed report"))?.1)
}

/// Seals the report: content and documents are stored whole. A second seal needs a reason and
/// becomes a new version. Returns the seal and what it corrects.
pub async fn seal(ctx: &Ctx, by: &Caller, key: &str, reason: &str) -> Outcome<(Seal, Vec<Correction>)> {
    by.require(Action::Seal, None)?;
    let seen = store::audit::head(&ctx.store).await?;
    let content = take(ctx, by, key).await?;
    if let [first, ..] = content.obstacles().as_slice() {
        let refusal = Refusal::new(&format!("seal-{}", first.0));
        return Err(refusal.with("count", Arg::Number(i64::try_from(first.1).unwrap_or(i64::MAX))).into());
    }
    let (json, sha256) = store::sealed::freeze(&content)?;
    let opened = store::round::by_key(&ctx.store, key).await?.ok_or(Problem::NotFound("round"))?;
    let last = newest(ctx, opened.round.id).await?;
    let changed = match &last {
        Some(meta) if reason.trim().is_empty() => {
            let version = i64::from(meta.seal.version);
            return Err(Refusal::new("seal-reason-needed").with("version", Arg::Number(version)).into());
        }
        Some(meta) => corrections(&read_sealed(ctx, meta).await?, &content),
        None => Vec::new(),
    };
    let seal = Seal {
        version: last.map_or(1, |m| m.seal.version + 1),
        on: ctx.clock.today(),
        by: by.name().to_owned(),
        reason: reason.trim().to_owned(),
        sha256,
    };
    let files = crate::app::print::files(ctx, &content, Some(&seal)).await?;
    let tx = ctx.store.begin().await?;
    // Every write leaves an entry: when there is a new one, something may have been returned or
    // accepted since the content was taken.
    if store::audit::head(&tx).await? != seen {
        return Err(Problem::Conflict(format!("consolidation/{key}")));
    }
    let new = store::sealed::New {
        round: opened.round.id,
        year: content.terms.year,
        seal: &seal,
        content: &json,
        files: &files,
    };
    store::sealed::insert(&tx, new).await?;
    store::round::set_sealed(&tx, opened.round.id, Some(seal.version)).await?;
    let change = json!({ "version": seal.version, "sha256": seal.sha256, "reason": seal.reason, "changed": changed.len() });
    audit(&tx, ctx, by, "consolidation.seal", &format!("consolidation/{key}"), change).await?;
    tx.commit().await?;
    Ok((seal, changed))
}

/// Makes a sealed version public.
pub async fn publish(ctx: &Ctx, by: &Caller, key: &str, version: u32) -> Outcome<()> {
    by.require(Action::Seal, None)?;
    let tx = ctx.store.begin().await?;
    let opened = store::round::by_key(&tx, key).await?.ok_or(Problem::NotFound("round"))?;
    let versions = store::sealed::versions(&tx, opened.round.id).await?;
    let meta =
        versions.iter().find(|m| m.seal.version == version).ok_or(Problem::NotFound("sealed report"))?;
    store::sealed::publish(&tx, meta.id, ctx.clock.now()).await?;
    audit(
        &tx,
        ctx,
        by,
        "consolidation.publish",
        &format!("consolidation/{key}"),
        json!({ "version": version }),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    store::hex(&Sha256::digest(bytes))
}

/// Whether the figures are no longer those that were sealed.
pub fn differs_from_seal(figures: &[Figure], sealed: &[Figure]) -> bool {
    figures.len() != sealed.len() || values(figures) != values(sealed)
}

/// Figures in an order that does not depend on who made the list.
fn values(figures: &[Figure]) -> BTreeSet<(&str, &str, &str, i64)> {
    figures.iter().map(|f| (f.table.as_str(), f.row.as_str(), f.column.as_str(), f.value)).collect()
}
