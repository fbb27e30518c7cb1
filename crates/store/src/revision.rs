//! Saved states of a unit's report. Each save is a new revision; none is ever changed.
use std::collections::HashMap;

use domain::ids::{ObligationId, RevisionId, UserId};
use domain::report::Report;
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::{Result, StoreError};
use crate::sql::{self, Cells, args, json, places, stamp};

/// A revision without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    pub id: RevisionId,
    pub obligation: ObligationId,
    /// Counts up from 1 within the obligation.
    pub number: u32,
    /// How it came in: "form", "sheet", "import".
    pub via: String,
    pub user: Option<UserId>,
    pub at: Timestamp,
}

const COLUMNS: &str = "id, obligation_id, number, via, user_id, at";

fn read(mut row: Cells) -> Result<Meta> {
    Ok(Meta {
        id: RevisionId(row.take()?),
        obligation: ObligationId(row.take()?),
        number: row.number()?,
        via: row.take()?,
        user: row.take::<Option<i64>>()?.map(UserId),
        at: row.time()?,
    })
}

/// # Errors
/// `Conflict("revision-number")` when two people save the same report at the same moment outside
/// a transaction that has read its obligation.
pub async fn insert(
    db: &dyn Source,
    obligation: ObligationId,
    report: &Report,
    via: &str,
    user: Option<UserId>,
    at: Timestamp,
) -> Result<RevisionId> {
    let query = "INSERT INTO revision (obligation_id, number, content, via, user_id, at) \
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 FROM revision WHERE obligation_id = $1 RETURNING id";
    let values = args![obligation.0, json(report)?, via, user.map(|u| u.0), stamp(at)];
    let mut row = sql::one(db, query, values).await.map_err(|e| e.conflict_as("revision-number"))?;
    Ok(RevisionId(row.take()?))
}

/// # Errors
/// [`StoreError::NotFound`] when there is no such revision.
pub async fn load(db: &dyn Source, id: RevisionId) -> Result<Report> {
    sql::one(db, "SELECT content FROM revision WHERE id = $1", args![id.0]).await?.json()
}

/// A state of this very report; `None` when it is one of another or there is none.
pub async fn of_obligation(
    db: &dyn Source,
    obligation: ObligationId,
    id: RevisionId,
) -> Result<Option<Report>> {
    let query = "SELECT content FROM revision WHERE id = $1 AND obligation_id = $2";
    sql::maybe(db, query, args![id.0, obligation.0]).await?.map(|mut row| row.json()).transpose()
}

/// Several states at once; those that are not there are left out.
pub async fn load_many(db: &dyn Source, ids: &[RevisionId]) -> Result<HashMap<RevisionId, Report>> {
    let mut out = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(500) {
        let query = format!("SELECT id, content FROM revision WHERE id IN ({})", places(0, chunk.len()));
        let values = chunk.iter().map(|id| sea_orm::Value::from(id.0)).collect();
        for mut row in sql::all(db, query, values).await? {
            out.insert(RevisionId(row.take()?), row.json()?);
        }
    }
    Ok(out)
}

/// The newest reports of a whole round by unit, `(unit, report)`: what a consolidation reads,
/// in one query. Only revisions that count (submitted or accepted).
pub async fn counted(db: &dyn Source, round: domain::ids::RoundId) -> Result<Vec<(String, Report)>> {
    let query = "SELECT o.unit, v.content FROM obligation o JOIN revision v ON v.id = o.revision_id \
         WHERE o.round_id = $1 AND o.stage_name IN ('submitted', 'accepted') ORDER BY o.unit";
    let rows = sql::all(db, query, args![round.0]).await?;
    rows.into_iter().map(|mut row| Ok((row.take()?, row.json()?))).collect()
}

/// Newest first.
pub async fn list(db: &dyn Source, obligation: ObligationId) -> Result<Vec<Meta>> {
    let query = format!("SELECT {COLUMNS} FROM revision WHERE obligation_id = $1 ORDER BY number DESC");
    sql::all(db, query, args![obligation.0]).await?.into_iter().map(read).collect()
}

/// # Errors
/// [`StoreError::NotFound`] when there is no such revision.
pub async fn meta(db: &dyn Source, id: RevisionId) -> Result<Meta> {
    let query = format!("SELECT {COLUMNS} FROM revision WHERE id = $1");
    sql::maybe(db, query, args![id.0]).await?.map_or(Err(StoreError::NotFound), read)
}
