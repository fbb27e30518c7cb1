//! Calls for aid.
use domain::call::{Call, CallFacts, CallStatus};
use domain::ids::{CallId, OutlineId};
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::{Result, StoreError};
use crate::sql::{self, Cells, args, json};

pub(crate) const COLUMNS: &str = "c.id, c.code, c.year, c.outline_id, c.status, c.content, c.revision";

pub(crate) fn read(row: &mut Cells) -> Result<Call> {
    Ok(Call {
        id: CallId(row.take()?),
        code: row.take()?,
        year: i16::try_from(row.take::<i64>()?)?,
        outline: row.take::<Option<i64>>()?.map(OutlineId),
        status: status(&row.take::<String>()?)?,
        facts: row.json::<CallFacts>()?,
        revision: row.take()?,
    })
}

fn status(name: &str) -> Result<CallStatus> {
    CallStatus::of(name).ok_or_else(|| StoreError::refused(format!("a call is never «{name}»")))
}

/// Enters a call under the next code of its year: "KG-2026-014". `search` is folded.
pub async fn insert(
    db: &dyn Source,
    year: i16,
    outline: Option<OutlineId>,
    status: CallStatus,
    facts: &CallFacts,
    search: &str,
    at: Timestamp,
) -> Result<Call> {
    let code = sql::next_code(db, "KG", Some(year)).await?;
    let query = "INSERT INTO call (code, year, outline_id, status, name, place, area, search, sought, content, \
         revision, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11) RETURNING id";
    let values = args![
        code.as_str(),
        i64::from(year),
        outline.map(|o| o.0),
        status.name(),
        facts.name.vi.as_str(),
        facts.place.as_str(),
        facts.area.as_str(),
        search,
        facts.sought(),
        json(facts)?,
        sql::stamp(at),
    ];
    let id = CallId(sql::one(db, query, values).await?.take()?);
    Ok(Call { id, code, year, outline, status, facts: facts.clone(), revision: 1 })
}

/// Saves facts and status over the revision that was read; a conflict when someone else was faster.
pub async fn update(db: &dyn Source, call: &Call, search: &str, at: Timestamp) -> Result<()> {
    let query = "UPDATE call SET status = $1, name = $2, place = $3, area = $4, search = $5, sought = $6, \
         content = $7, revision = revision + 1, at = $8 WHERE id = $9 AND revision = $10";
    let values = args![
        call.status.name(),
        call.facts.name.vi.as_str(),
        call.facts.place.as_str(),
        call.facts.area.as_str(),
        search,
        call.facts.sought(),
        json(&call.facts)?,
        sql::stamp(at),
        call.id.0,
        call.revision,
    ];
    sql::save(db, query, values, "call").await
}

pub async fn by_code(db: &dyn Source, code: &str) -> Result<Option<Call>> {
    let query = format!("SELECT {COLUMNS} FROM call c WHERE c.code = $1");
    sql::maybe(db, query, args![code]).await?.map(|mut row| read(&mut row)).transpose()
}

/// All calls, by code.
pub async fn all(db: &dyn Source) -> Result<Vec<Call>> {
    let query = format!("SELECT {COLUMNS} FROM call c ORDER BY c.code");
    sql::all(db, query, Vec::new()).await?.iter_mut().map(read).collect()
}
