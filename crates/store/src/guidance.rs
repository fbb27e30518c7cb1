//! Guidance documents and policies, and who received them.
use domain::guidance::{Guidance, GuidanceFacts, Receipt, Stage};
use domain::ids::GuidanceId;
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, Cells, args, json, stamp};

const COLUMNS: &str = "g.id, g.code, g.lead, g.revision, g.content";

fn read(row: &mut Cells) -> Result<Guidance> {
    let (id, code) = (GuidanceId(row.take()?), row.take()?);
    let (lead, revision) = (row.take()?, row.take()?);
    let kept: Guidance = row.json()?;
    Ok(Guidance { id, code, lead, revision, ..kept })
}

/// Enters a draft under the next code of a year: "VB-2025-003".
pub async fn insert(
    db: &dyn Source,
    year: i16,
    lead: &str,
    facts: GuidanceFacts,
    at: Timestamp,
) -> Result<Guidance> {
    let code = sql::next_code(db, "VB", Some(year)).await?;
    let mut it = Guidance {
        id: GuidanceId(0),
        code,
        lead: lead.to_owned(),
        facts,
        stage: Stage::Draft,
        asked: Vec::new(),
        events: Vec::new(),
        revision: 1,
    };
    let query = "INSERT INTO guidance (code, lead, stage, content, revision, at) VALUES ($1, $2, $3, $4, 1, $5) \
         RETURNING id";
    let values = args![it.code.as_str(), lead, it.stage.name(), json(&it)?, stamp(at)];
    it.id = GuidanceId(sql::one(db, query, values).await?.take()?);
    Ok(it)
}

/// Saves over the revision that was read; a conflict when someone else was faster.
pub async fn update(db: &dyn Source, it: &Guidance, at: Timestamp) -> Result<()> {
    let query = "UPDATE guidance SET stage = $1, content = $2, revision = revision + 1, at = $3 \
         WHERE id = $4 AND revision = $5";
    let values = args![it.stage.name(), json(it)?, stamp(at), it.id.0, it.revision];
    sql::save(db, query, values, "guidance").await
}

pub async fn by_code(db: &dyn Source, code: &str) -> Result<Option<Guidance>> {
    let query = format!("SELECT {COLUMNS} FROM guidance g WHERE g.code = $1");
    sql::maybe(db, query, args![code]).await?.map(|mut row| read(&mut row)).transpose()
}

/// All of them, newest code first.
pub async fn all(db: &dyn Source) -> Result<Vec<Guidance>> {
    let query = format!("SELECT {COLUMNS} FROM guidance g ORDER BY g.code DESC");
    sql::all(db, query, Vec::new()).await?.iter_mut().map(read).collect()
}

/// Issued ones that an organisation was sent and has not acknowledged.
pub async fn unacknowledged(db: &dyn Source, organisation: &str) -> Result<Vec<Guidance>> {
    let query = format!(
        "SELECT {COLUMNS} FROM guidance g JOIN guidance_receipt r ON r.guidance_id = g.id \
         WHERE r.organisation = $1 AND r.acknowledged_at IS NULL AND g.stage = 'issued' ORDER BY g.code"
    );
    sql::all(db, query, args![organisation]).await?.iter_mut().map(read).collect()
}

/// Notes to whom it was sent.
pub async fn send(db: &dyn Source, id: GuidanceId, recipients: &[String]) -> Result<()> {
    let values = recipients.iter().flat_map(|r| args![id.0, r.as_str(), ""]).collect();
    sql::bulk(db, "INSERT INTO guidance_receipt (guidance_id, organisation, by_name) VALUES", 3, values).await
}

pub async fn receipts(db: &dyn Source, id: GuidanceId) -> Result<Vec<Receipt>> {
    let query = "SELECT organisation, seen_at, acknowledged_at, by_name FROM guidance_receipt \
         WHERE guidance_id = $1 ORDER BY organisation";
    let rows = sql::all(db, query, args![id.0]).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Receipt {
                organisation: row.take()?,
                seen_at: row.maybe_time()?,
                acknowledged_at: row.maybe_time()?,
                by: row.take()?,
            })
        })
        .collect()
}

/// Notes that somebody of a recipient opened it, the first time only; whether this was it.
pub async fn seen(db: &dyn Source, id: GuidanceId, organisation: &str, at: Timestamp) -> Result<bool> {
    let query = "UPDATE guidance_receipt SET seen_at = $1 WHERE guidance_id = $2 AND organisation = $3 \
         AND seen_at IS NULL";
    Ok(sql::run(db, query, args![stamp(at), id.0, organisation]).await? == 1)
}

/// Notes that a recipient says that it has it, the first time only; whether this was it.
pub async fn acknowledge(
    db: &dyn Source,
    id: GuidanceId,
    organisation: &str,
    by: &str,
    at: Timestamp,
) -> Result<bool> {
    let query = "UPDATE guidance_receipt SET acknowledged_at = $1, by_name = $2 \
         WHERE guidance_id = $3 AND organisation = $4 AND acknowledged_at IS NULL";
    Ok(sql::run(db, query, args![stamp(at), by, id.0, organisation]).await? == 1)
}
