//! Documents of a call, which everyone may read once it is published.
use domain::ids::CallId;
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, Cells, args, stamp};

/// A document without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub id: i64,
    /// What it is, in words.
    pub title: String,
    pub name: String,
    pub kind: String,
    /// Bytes.
    pub size: i64,
    pub by: String,
    pub at: Timestamp,
}

pub struct New<'n> {
    pub title: &'n str,
    pub name: &'n str,
    pub kind: &'n str,
    pub sha256: &'n str,
    pub by: &'n str,
    pub bytes: Vec<u8>,
}

/// Documents of a call by its code, oldest first.
pub async fn all(db: &dyn Source, call: &str) -> Result<Vec<File>> {
    let query = "SELECT id, title, name, kind, CAST(LENGTH(bytes) AS bigint), by_name, at FROM call_file \
         WHERE call_id = (SELECT id FROM call WHERE code = $1) ORDER BY id";
    let read = |row: &mut Cells| {
        Ok(File {
            id: row.take()?,
            title: row.take()?,
            name: row.take()?,
            kind: row.take()?,
            size: row.take()?,
            by: row.take()?,
            at: row.time()?,
        })
    };
    sql::all(db, query, args![call]).await?.iter_mut().map(read).collect()
}

pub async fn insert(db: &dyn Source, call: CallId, new: New<'_>, at: Timestamp) -> Result<()> {
    let query = "INSERT INTO call_file (call_id, title, name, kind, sha256, bytes, by_name, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![call.0, new.title, new.name, new.kind, new.sha256, new.bytes, new.by, stamp(at)];
    sql::must(db, query, values).await
}

/// Takes a document away. Says its name, or nothing when it was not there.
pub async fn delete(db: &dyn Source, call: CallId, id: i64) -> Result<Option<String>> {
    let query = "DELETE FROM call_file WHERE call_id = $1 AND id = $2 RETURNING name";
    sql::maybe(db, query, args![call.0, id]).await?.map(|mut row| row.take()).transpose()
}

/// Name, content type and content of one document of a call.
pub async fn load(db: &dyn Source, call: &str, id: i64) -> Result<Option<(String, String, Vec<u8>)>> {
    let query = "SELECT name, kind, bytes FROM call_file \
         WHERE call_id = (SELECT id FROM call WHERE code = $1) AND id = $2";
    let row = sql::maybe(db, query, args![call, id]).await?;
    row.map(|mut row| Ok((row.take()?, row.take()?, row.take()?))).transpose()
}
