//! Uploaded workbooks: read and checked, waiting for the sender to confirm the difference.
use domain::finding::Finding;
use domain::ids::{IntakeId, ObligationId, RevisionId, UserId};
use domain::report::Report;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::connection::Source;
use crate::error::{Result, StoreError};
use crate::sql::{self, Cells, args, json, stamp, word};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Pending,
    Committed,
    Dropped,
}

/// What was read out of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct New {
    pub obligation: ObligationId,
    pub user: Option<UserId>,
    pub file_name: String,
    /// Of the file, lower-case hexadecimal.
    pub sha256: String,
    /// Bytes of the file.
    pub size: u64,
    pub at: Timestamp,
    /// The revision that the workbook was made from.
    pub base_revision: Option<RevisionId>,
    pub report: Report,
    pub findings: Vec<Finding>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Intake {
    pub id: IntakeId,
    pub new: New,
    pub state: State,
}

const COLUMNS: &str =
    "id, obligation_id, user_id, file_name, sha256, size, at, base_revision_id, report, findings, state";

fn read(mut row: Cells) -> Result<Intake> {
    Ok(Intake {
        id: IntakeId(row.take()?),
        new: New {
            obligation: ObligationId(row.take()?),
            user: row.take::<Option<i64>>()?.map(UserId),
            file_name: row.take()?,
            sha256: row.take()?,
            size: row.number()?,
            at: row.time()?,
            base_revision: row.take::<Option<i64>>()?.map(RevisionId),
            report: row.json()?,
            findings: row.json()?,
        },
        state: row.word()?,
    })
}

/// Stores the intake as pending. What was pending for the same report is dropped: one workbook
/// at a time waits for a word.
pub async fn insert(db: &dyn Source, new: &New) -> Result<IntakeId> {
    let drop = "UPDATE intake SET state = 'dropped' WHERE obligation_id = $1 AND state = 'pending'";
    sql::run(db, drop, args![new.obligation.0]).await?;
    let query = "INSERT INTO intake (obligation_id, user_id, file_name, sha256, size, at, base_revision_id, report, \
         findings, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'pending') RETURNING id";
    let values = args![
        new.obligation.0,
        new.user.map(|u| u.0),
        new.file_name.as_str(),
        new.sha256.as_str(),
        i64::try_from(new.size)?,
        stamp(new.at),
        new.base_revision.map(|r| r.0),
        json(&new.report)?,
        json(&new.findings)?,
    ];
    Ok(IntakeId(sql::one(db, query, values).await?.take()?))
}

/// Read in a transaction, the row stays as it is until the transaction ends.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such intake.
pub async fn load(db: &dyn Source, id: IntakeId) -> Result<Intake> {
    let query = format!("SELECT {COLUMNS} FROM intake WHERE id = $1{}", db.row_lock());
    sql::maybe(db, query, args![id.0]).await?.map_or(Err(StoreError::NotFound), read)
}

/// Ends a pending intake.
///
/// # Errors
/// `Conflict("intake-settled")` when it is no longer pending: the button was pressed twice.
pub async fn set_state(db: &dyn Source, id: IntakeId, state: State) -> Result<()> {
    let query = "UPDATE intake SET state = $1 WHERE id = $2 AND state = 'pending'";
    match sql::run(db, query, args![word(&state)?, id.0]).await? {
        0 => Err(StoreError::Conflict("intake-settled".into())),
        _ => Ok(()),
    }
}

/// The workbook of this report that waits for its sender's word.
pub async fn pending_of(db: &dyn Source, obligation: ObligationId) -> Result<Option<Intake>> {
    let query = format!(
        "SELECT {COLUMNS} FROM intake WHERE obligation_id = $1 AND state = 'pending' ORDER BY id DESC LIMIT 1"
    );
    sql::maybe(db, query, args![obligation.0]).await?.map(read).transpose()
}
