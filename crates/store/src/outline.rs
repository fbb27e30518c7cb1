//! Outlines of projects that units propose.
use std::collections::BTreeSet;

use domain::ids::OutlineId;
use domain::outline::round::{Event, ProposalRound, ProposalTerms};
use domain::outline::{Outline, OutlineFacts, OutlineStage};
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, Cells, args, json};

pub(crate) const COLUMNS: &str = "o.id, o.code, o.year, o.unit, o.stage, o.content, o.revision";

pub(crate) fn read(row: &mut Cells) -> Result<Outline> {
    Ok(Outline {
        id: OutlineId(row.take()?),
        code: row.take()?,
        year: i16::try_from(row.take::<i64>()?)?,
        unit: row.take()?,
        stage: row.json::<OutlineStage>()?,
        facts: row.json::<OutlineFacts>()?,
        revision: row.take()?,
    })
}

/// Enters a draft under the next code of its year: "DC-2026-014". `search` is folded.
pub async fn insert(
    db: &dyn Source,
    year: i16,
    unit: &str,
    facts: &OutlineFacts,
    search: &str,
    at: Timestamp,
) -> Result<Outline> {
    let code = sql::next_code(db, "DC", Some(year)).await?;
    let stage = OutlineStage::Draft;
    let query = "INSERT INTO outline (code, year, unit, stage, stage_name, name, place, area, search, content, \
         revision, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11) RETURNING id";
    let values = args![
        code.as_str(),
        i64::from(year),
        unit,
        json(&stage)?,
        stage.name(),
        facts.name.vi.as_str(),
        facts.place.as_str(),
        facts.area.as_str(),
        search,
        json(facts)?,
        sql::stamp(at),
    ];
    let id = OutlineId(sql::one(db, query, values).await?.take()?);
    Ok(Outline { id, code, year, unit: unit.to_owned(), stage, facts: facts.clone(), revision: 1 })
}

/// Saves facts and stage over the revision that was read; [`crate::StoreError::Conflict`] when someone
/// else was faster. The new revision is the old plus one.
pub async fn update(db: &dyn Source, outline: &Outline, search: &str, at: Timestamp) -> Result<()> {
    let query = "UPDATE outline SET stage = $1, stage_name = $2, name = $3, place = $4, area = $5, search = $6, \
         content = $7, revision = revision + 1, at = $8 WHERE id = $9 AND revision = $10";
    let values = args![
        json(&outline.stage)?,
        outline.stage.name(),
        outline.facts.name.vi.as_str(),
        outline.facts.place.as_str(),
        outline.facts.area.as_str(),
        search,
        json(&outline.facts)?,
        sql::stamp(at),
        outline.id.0,
        outline.revision,
    ];
    sql::save(db, query, values, "outline").await
}

/// Takes a draft away that nobody has worked on since that revision; a conflict when somebody has.
pub async fn delete(db: &dyn Source, id: OutlineId, revision: i64) -> Result<()> {
    let query = "DELETE FROM outline WHERE id = $1 AND revision = $2 AND stage_name = 'draft'";
    sql::save(db, query, args![id.0, revision], "outline").await
}

/// The outlines of these ids, in no order.
pub async fn by_ids(db: &dyn Source, ids: &[OutlineId]) -> Result<Vec<Outline>> {
    let mut out = Vec::new();
    for some in ids.chunks(sql::MOST_PARAMETERS) {
        let query = format!("SELECT {COLUMNS} FROM outline o WHERE o.id IN ({})", sql::places(0, some.len()));
        let values = some.iter().map(|id| sea_orm::Value::from(id.0)).collect();
        let mut rows = sql::all(db, query, values).await?;
        for row in &mut rows {
            out.push(read(row)?);
        }
    }
    Ok(out)
}

pub async fn by_code(db: &dyn Source, code: &str) -> Result<Option<Outline>> {
    let query = format!("SELECT {COLUMNS} FROM outline o WHERE o.code = $1");
    sql::maybe(db, query, args![code]).await?.map(|mut row| read(&mut row)).transpose()
}

/// All outlines of a year, by code.
pub async fn of_year(db: &dyn Source, year: i16) -> Result<Vec<Outline>> {
    let query = format!("SELECT {COLUMNS} FROM outline o WHERE o.year = $1 ORDER BY o.code");
    sql::all(db, query, args![i64::from(year)]).await?.iter_mut().map(read).collect()
}

/// A unit's outlines of a year, by code.
pub async fn of_unit(db: &dyn Source, year: i16, unit: &str) -> Result<Vec<Outline>> {
    let query = format!("SELECT {COLUMNS} FROM outline o WHERE o.year = $1 AND o.unit = $2 ORDER BY o.code");
    sql::all(db, query, args![i64::from(year), unit]).await?.iter_mut().map(read).collect()
}

/// Which of these outlines have a thread.
pub async fn with_events(db: &dyn Source, ids: &[OutlineId]) -> Result<BTreeSet<OutlineId>> {
    let mut out = BTreeSet::new();
    for some in ids.chunks(sql::MOST_PARAMETERS) {
        let places = sql::places(0, some.len());
        let query = format!("SELECT DISTINCT outline_id FROM outline_event WHERE outline_id IN ({places})");
        let values = some.iter().map(|id| sea_orm::Value::from(id.0)).collect();
        for mut row in sql::all(db, query, values).await? {
            out.insert(OutlineId(row.take()?));
        }
    }
    Ok(out)
}

/// Adds to the thread of an outline.
pub async fn add_event(db: &dyn Source, outline: OutlineId, event: &Event) -> Result<()> {
    let query = "INSERT INTO outline_event (outline_id, at, content) VALUES ($1, $2, $3)";
    sql::must(db, query, args![outline.0, sql::stamp(event.at), json(event)?]).await
}

/// The thread of an outline, oldest first.
pub async fn events(db: &dyn Source, outline: OutlineId) -> Result<Vec<Event>> {
    let query = "SELECT content FROM outline_event WHERE outline_id = $1 ORDER BY id";
    let rows = sql::all(db, query, args![outline.0]).await?;
    rows.into_iter().map(|mut row| row.json()).collect()
}

/// The next number of a receipt: "BN-2026-014".
pub async fn next_receipt(db: &dyn Source, year: i16) -> Result<String> {
    sql::next_code(db, "BN", Some(year)).await
}

/// Opens a round, or changes the terms of one that is there.
pub async fn set_round(db: &dyn Source, terms: &ProposalTerms, at: Timestamp) -> Result<()> {
    let query = "INSERT INTO proposal_round (year, terms, opened_at) VALUES ($1, $2, $3) \
         ON CONFLICT (year) DO UPDATE SET terms = excluded.terms, closed_at = NULL";
    sql::must(db, query, args![i64::from(terms.year), json(terms)?, sql::stamp(at)]).await
}

pub async fn close_round(db: &dyn Source, year: i16, at: Timestamp) -> Result<()> {
    let query = "UPDATE proposal_round SET closed_at = $1 WHERE year = $2";
    sql::must(db, query, args![sql::stamp(at), i64::from(year)]).await
}

const ROUND: &str = "SELECT terms, opened_at, closed_at FROM proposal_round";

fn read_round(mut row: Cells) -> Result<ProposalRound> {
    Ok(ProposalRound { terms: row.json()?, opened_at: row.time()?, closed_at: row.maybe_time()? })
}

pub async fn round(db: &dyn Source, year: i16) -> Result<Option<ProposalRound>> {
    let query = format!("{ROUND} WHERE year = $1");
    sql::maybe(db, query, args![i64::from(year)]).await?.map(read_round).transpose()
}

/// All rounds, newest first.
pub async fn rounds(db: &dyn Source) -> Result<Vec<ProposalRound>> {
    sql::all(db, format!("{ROUND} ORDER BY year DESC"), Vec::new())
        .await?
        .into_iter()
        .map(read_round)
        .collect()
}
