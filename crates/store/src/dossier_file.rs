//! Files of a dossier: papers as they were handed in, letters with opinions; and its own papers as they were edited.
use domain::ids::DossierId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, Cells, args, json, stamp};

/// A file without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub id: i64,
    /// "paper:ID" or "opinion:ORGANISATION".
    pub about: String,
    pub name: String,
    pub kind: String,
    pub size: i64,
    pub by: String,
    pub at: Timestamp,
}

pub struct New<'n> {
    pub about: &'n str,
    pub name: &'n str,
    pub kind: &'n str,
    pub sha256: &'n str,
    pub by: &'n str,
    pub bytes: Vec<u8>,
}

/// Files of a dossier, oldest first.
pub async fn all(db: &dyn Source, dossier: DossierId) -> Result<Vec<File>> {
    let query = "SELECT id, about, name, kind, CAST(LENGTH(bytes) AS bigint), by_name, at FROM dossier_file \
         WHERE dossier_id = $1 ORDER BY id";
    let read = |row: &mut Cells| {
        Ok(File {
            id: row.take()?,
            about: row.take()?,
            name: row.take()?,
            kind: row.take()?,
            size: row.take()?,
            by: row.take()?,
            at: row.time()?,
        })
    };
    sql::all(db, query, args![dossier.0]).await?.iter_mut().map(read).collect()
}

pub async fn insert(db: &dyn Source, dossier: DossierId, new: New<'_>, at: Timestamp) -> Result<()> {
    let query = "INSERT INTO dossier_file (dossier_id, about, name, kind, sha256, bytes, by_name, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![dossier.0, new.about, new.name, new.kind, new.sha256, new.bytes, new.by, stamp(at)];
    sql::must(db, query, values).await
}

/// Name, content type and content of one file of a dossier.
pub async fn load(db: &dyn Source, dossier: DossierId, id: i64) -> Result<Option<(String, String, Vec<u8>)>> {
    let query = "SELECT name, kind, bytes FROM dossier_file WHERE dossier_id = $1 AND id = $2";
    let row = sql::maybe(db, query, args![dossier.0, id]).await?;
    row.map(|mut row| Ok((row.take()?, row.take()?, row.take()?))).transpose()
}

/// A paper's words as somebody edited them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub subject: String,
    pub body: String,
    pub by: String,
    pub at: Timestamp,
}

pub async fn draft(db: &dyn Source, dossier: DossierId, kind: &str) -> Result<Option<Draft>> {
    let query = "SELECT content FROM dossier_draft WHERE dossier_id = $1 AND kind = $2";
    sql::maybe(db, query, args![dossier.0, kind]).await?.map(|mut row| row.json()).transpose()
}

/// Keeps a draft in the place of the one before; with none, the paper is made of the data again.
pub async fn set_draft(
    db: &dyn Source,
    dossier: DossierId,
    kind: &str,
    draft: Option<&Draft>,
    at: Timestamp,
) -> Result<()> {
    let Some(draft) = draft else {
        let query = "DELETE FROM dossier_draft WHERE dossier_id = $1 AND kind = $2";
        return sql::run(db, query, args![dossier.0, kind]).await.map(drop);
    };
    let query = "INSERT INTO dossier_draft (dossier_id, kind, content, at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (dossier_id, kind) DO UPDATE SET content = excluded.content, at = excluded.at";
    sql::must(db, query, args![dossier.0, kind, json(draft)?, stamp(at)]).await
}
