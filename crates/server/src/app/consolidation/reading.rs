//! What the pages of the consolidated report read beside its totals: sealed versions, what they
//! correct, and what stood in a section before.
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use domain::access::Action;
use domain::consolidation::{Consolidated, Correction, Piece, SectionText, corrections, pieces};
use domain::figures::Figure;
use store::sealed::Meta;

use super::{Desk, read_sealed, write_section};
use crate::app::Caller;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// What a sealed version says without the parts of its figures.
pub struct SealedTotals {
    pub figures: Arc<Vec<Figure>>,
    /// Codes of the units that owed a report.
    pub units: BTreeSet<String>,
}

/// Sealed content never changes, so it is read once.
pub async fn sealed_totals(ctx: &Ctx, meta: &Meta) -> Outcome<Arc<SealedTotals>> {
    if let Some(known) = ctx.totals.sealed(meta.id) {
        return Ok(known);
    }
    let content = read_sealed(ctx, meta).await?;
    let bare = content.figures.into_iter().map(|f| Figure { parts: Vec::new(), ..f }).collect();
    let units = content.units.into_iter().map(|u| u.code).collect();
    let totals = Arc::new(SealedTotals { figures: Arc::new(bare), units });
    ctx.totals.keep_sealed(meta.id, Arc::clone(&totals));
    Ok(totals)
}

/// A sealed version and all versions of its round, newest first.
pub async fn version(ctx: &Ctx, by: &Caller, key: &str, version: u32) -> Outcome<(Meta, Vec<Meta>)> {
    by.require(Action::ReadConsolidation, None)?;
    let opened = store::round::by_key(&ctx.store, key).await?.ok_or(Problem::NotFound("round"))?;
    let versions = store::sealed::versions(&ctx.store, opened.round.id).await?;
    let found = versions.iter().find(|m| m.seal.version == version).cloned();
    Ok((found.ok_or(Problem::NotFound("sealed report"))?, versions))
}

/// What a version says otherwise than the one before it; nothing for the first.
pub async fn corrected(ctx: &Ctx, meta: &Meta, versions: &[Meta]) -> Outcome<Arc<Vec<Correction>>> {
    if let Some(known) = ctx.totals.corrections(meta.id) {
        return Ok(known);
    }
    let before =
        versions.iter().filter(|m| m.seal.version < meta.seal.version).max_by_key(|m| m.seal.version);
    let list = match before {
        Some(before) => corrections(&read_sealed(ctx, before).await?, &read_sealed(ctx, meta).await?),
        None => Vec::new(),
    };
    let list = Arc::new(list);
    ctx.totals.keep_corrections(meta.id, Arc::clone(&list));
    Ok(list)
}

/// Whether the stored content still has the checksum of its seal, computed anew.
pub async fn verify(ctx: &Ctx, meta: &Meta) -> Outcome<bool> {
    // The store refuses to hand out content that differs from its seal.
    match read_sealed(ctx, meta).await {
        Ok(_) => Ok(true),
        Err(Problem::Broken(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// The report as it stands, with the figures that its pages of text show and no others, and
/// without their parts.
pub fn light(ctx: &Ctx, desk: &Desk, demo: bool) -> Consolidated {
    let on = desk.round.terms.due;
    let text = |s: &super::Section| SectionText { section: s.key.clone(), text: s.text.clone() };
    Consolidated {
        form: (*desk.form).clone(),
        terms: desk.round.terms.clone(),
        agency: ctx.reference.standing(on).map(|o| o.short_vi.clone()).unwrap_or_default(),
        units: desk.units.clone(),
        sections: desk.sections.iter().map(text).collect(),
        figures: shown(desk),
        last_year: Vec::new(),
        last_year_note: desk.last_year_note.clone(),
        demo,
    }
}

/// Figures that a text names, and those of the tables that stand among the text.
fn shown(desk: &Desk) -> Vec<Figure> {
    let all = desk.sections.iter().flat_map(|s| pieces(&s.text));
    let named: HashSet<&str> = all
        .filter_map(|p| match p {
            Piece::Figure(name) => Some(name),
            Piece::Words(_) => None,
        })
        .collect();
    let rows: HashSet<&str> =
        named.iter().filter_map(|n| Some(n.split_once('.')?.1.rsplit_once('.')?.0)).collect();
    let derived = |table: &str| desk.form.table(table).is_some_and(|t| t.derived.is_some());
    desk.figures.iter().filter(|f| rows.contains(f.row.as_str()) || derived(&f.table)).cloned().collect()
}

/// A text that stood in a section, as the trail recorded it.
pub struct Before {
    pub text: String,
    pub who: String,
    pub at: jiff::Timestamp,
}

/// What was saved in a section, newest first; the first is what stands now.
pub async fn history(ctx: &Ctx, by: &Caller, key: &str, section: &str) -> Outcome<Vec<Before>> {
    by.require(Action::ReadConsolidation, None)?;
    let records = store::audit::of_subject(&ctx.store, &format!("consolidation/{key}")).await?;
    let saved = records.into_iter().filter(|r| r.entry.action == "consolidation.write");
    let of_section = saved.filter_map(|r| {
        let written: SectionText = serde_json::from_value(r.entry.change).ok()?;
        (written.section == section).then_some(Before {
            text: written.text,
            who: r.entry.who,
            at: r.entry.at,
        })
    });
    Ok(of_section.collect())
}

/// Adds a unit's own words to the end of a section, under the unit's name.
pub async fn take_words(ctx: &Ctx, by: &Caller, key: &str, section: &str, unit: &str) -> Outcome<()> {
    by.require(Action::WriteConsolidation, None)?;
    let opened = store::round::by_key(&ctx.store, key).await?.ok_or(Problem::NotFound("round"))?;
    let it = store::obligation::by_unit(&ctx.store, opened.round.id, unit)
        .await?
        .ok_or(Problem::NotFound("unit"))?;
    let revision = it.obligation.stage.counted().ok_or(Problem::NotFound("report"))?;
    let report = store::revision::load(&ctx.store, revision).await?;
    let words = report.narrative.get(section).map(|t| t.trim()).filter(|t| !t.is_empty());
    let words = words.ok_or(Problem::NotFound("words"))?;
    let now = super::sections(&ctx.store, &opened.form, opened.round.id).await?;
    let now = now.into_iter().find(|s| s.key == section).ok_or(Problem::NotFound("section"))?;
    let text = with_words(&now.text, ctx.reference.name_of(unit), words);
    write_section(ctx, by, key, section, &text, now.revision).await
}

/// The words as one bullet of the section, on one line: a line is a paragraph of the document.
fn with_words(text: &str, name: &str, words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = text.trim_end().to_owned();
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&format!("- {name}: {words}"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_units_words_become_one_bullet_under_its_name() {
        assert_eq!(
            with_words("a) Mở đầu.\n", "UBND xã Năm Căn", "Cầu số 1\nthông xe."),
            "a) Mở đầu.\n- UBND xã Năm Căn: Cầu số 1 thông xe."
        );
        assert_eq!(with_words("", "Sở Y tế", "Đã khám."), "- Sở Y tế: Đã khám.");
    }
}
