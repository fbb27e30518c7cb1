//! Outlines of projects that units propose.
use domain::ids::OutlineId;
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

pub async fn by_code(db: &dyn Source, code: &str) -> Result<Option<Outline>> {
    let query = format!("SELECT {COLUMNS} FROM outline o WHERE o.code = $1");
    sql::maybe(db, query, args![code]).await?.map(|mut row| read(&mut row)).transpose()
}

/// All outlines of a year, by code.
pub async fn of_year(db: &dyn Source, year: i16) -> Result<Vec<Outline>> {
    let query = format!("SELECT {COLUMNS} FROM outline o WHERE o.year = $1 ORDER BY o.code");
    sql::all(db, query, args![i64::from(year)]).await?.iter_mut().map(read).collect()
}
