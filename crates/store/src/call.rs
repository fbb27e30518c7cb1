//! Calls for aid.
use std::collections::{BTreeMap, BTreeSet};

use domain::call::{Call, CallFacts, CallStatus, Gap, Said};
use domain::ids::{CallId, OutlineId};
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::{Result, StoreError};
use crate::sql::{self, Cells, args, json};

pub(crate) const COLUMNS: &str =
    "c.id, c.code, c.year, c.outline_id, c.status, c.status_on, c.status_reason, c.content, c.revision";

pub(crate) fn read(row: &mut Cells) -> Result<Call> {
    Ok(Call {
        id: CallId(row.take()?),
        code: row.take()?,
        year: i16::try_from(row.take::<i64>()?)?,
        outline: row.take::<Option<i64>>()?.map(OutlineId),
        status: status(&row.take::<String>()?)?,
        said: Said { on: row.maybe_time()?, reason: row.take()? },
        facts: row.json::<CallFacts>()?,
        revision: row.take()?,
    })
}

fn status(name: &str) -> Result<CallStatus> {
    CallStatus::of(name).ok_or_else(|| StoreError::refused(format!("a call is never «{name}»")))
}

/// Enters a forecast under the next code of its year: "KG-2026-014". `search` is folded.
///
/// # Errors
/// `Conflict("call")` when the outline has become a call already.
pub async fn insert(
    db: &dyn Source,
    year: i16,
    outline: Option<OutlineId>,
    facts: &CallFacts,
    search: &str,
    at: Timestamp,
) -> Result<Call> {
    let status = CallStatus::Forecast;
    let code = sql::next_code(db, "KG", Some(year)).await?;
    let query = "INSERT INTO call (code, year, outline_id, status, status_reason, name, place, area, search, \
         sought, content, revision, at) VALUES ($1, $2, $3, $4, '', $5, $6, $7, $8, $9, $10, 1, $11) RETURNING id";
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
    let mut row = sql::one(db, query, values).await.map_err(|e| e.conflict_as("call"))?;
    let id = CallId(row.take()?);
    touch(db).await?;
    Ok(Call { id, code, year, outline, status, said: Said::default(), facts: facts.clone(), revision: 1 })
}

/// Notes that something about calls or their money is no longer as it was; see [`mark`].
pub(crate) async fn touch(db: &dyn Source) -> Result<()> {
    let query = "INSERT INTO counter (series, year, last) VALUES ('calls', 0, 1) \
         ON CONFLICT (series, year) DO UPDATE SET last = counter.last + 1";
    sql::run(db, query, Vec::new()).await.map(|_| ())
}

/// Counts up with every change of a call or of a pledge: who keeps something made from them compares it.
pub async fn mark(db: &dyn Source) -> Result<i64> {
    let query = "SELECT last FROM counter WHERE series = 'calls' AND year = 0";
    sql::maybe(db, query, Vec::new()).await?.map_or(Ok(0), |mut row| row.take())
}

/// Saves facts and status over the revision that was read; a conflict when someone else was faster.
pub async fn update(db: &dyn Source, call: &Call, search: &str, at: Timestamp) -> Result<()> {
    let query = "UPDATE call SET status = $1, status_on = $2, status_reason = $3, name = $4, place = $5, area = $6, \
         search = $7, sought = $8, content = $9, revision = revision + 1, at = $10 \
         WHERE id = $11 AND revision = $12";
    let values = args![
        call.status.name(),
        call.said.on.map(|on| on.to_string()),
        call.said.reason.as_str(),
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
    sql::save(db, query, values, "call").await?;
    touch(db).await
}

pub async fn by_code(db: &dyn Source, code: &str) -> Result<Option<Call>> {
    let query = format!("SELECT {COLUMNS} FROM call c WHERE c.code = $1");
    sql::maybe(db, query, args![code]).await?.map(|mut row| read(&mut row)).transpose()
}

/// Code and name of each of these calls.
pub async fn names(db: &dyn Source, ids: &[CallId]) -> Result<BTreeMap<CallId, (String, String)>> {
    let mut out = BTreeMap::new();
    for some in ids.chunks(sql::MOST_PARAMETERS) {
        let query = format!("SELECT id, code, name FROM call WHERE id IN ({})", sql::places(0, some.len()));
        let values = some.iter().map(|id| id.0.into()).collect();
        for mut row in sql::all(db, query, values).await? {
            out.insert(CallId(row.take()?), (row.take()?, row.take()?));
        }
    }
    Ok(out)
}

/// All calls, by code.
pub async fn all(db: &dyn Source) -> Result<Vec<Call>> {
    let query = format!("SELECT {COLUMNS} FROM call c ORDER BY c.code");
    sql::all(db, query, Vec::new()).await?.iter_mut().map(read).collect()
}

/// Outlines of a year that have become calls.
pub async fn outlines(db: &dyn Source) -> Result<BTreeSet<OutlineId>> {
    let query = "SELECT outline_id FROM call WHERE outline_id IS NOT NULL";
    sql::all(db, query, Vec::new()).await?.iter_mut().map(|row| Ok(OutlineId(row.take()?))).collect()
}

/// Where every call stands now and how far it is funded, without its texts.
pub async fn standings(db: &dyn Source) -> Result<BTreeMap<String, (CallStatus, Said, Gap)>> {
    let query = "SELECT c.code, c.status, c.status_on, c.status_reason, c.sought, \
         CAST(COALESCE(p.pledged, 0) AS bigint), CAST(COALESCE(p.agreed, 0) AS bigint) FROM call c LEFT JOIN \
         (SELECT call_id, SUM(CASE WHEN stage = 'pledged' THEN amount ELSE 0 END) AS pledged, \
         SUM(CASE WHEN stage = 'agreed' THEN amount ELSE 0 END) AS agreed FROM pledge GROUP BY call_id) p \
         ON p.call_id = c.id";
    let mut out = BTreeMap::new();
    for mut row in sql::all(db, query, Vec::new()).await? {
        let (code, status): (String, _) = (row.take()?, status(&row.take::<String>()?)?);
        let said = Said { on: row.maybe_time()?, reason: row.take()? };
        let gap = Gap { sought: row.take()?, pledged: row.take()?, agreed: row.take()? };
        out.insert(code, (status, said, gap));
    }
    Ok(out)
}
