//! Sealed versions of consolidated reports: the content as one JSON text, and the rendered files.
//! Nothing here is ever changed; only the day of publication is added.
use domain::consolidation::{Consolidated, Seal};
use domain::ids::{RoundId, SealedId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::connection::Source;
use crate::error::{Result, StoreError};
use crate::sql::{self, Cells, args, json, stamp, word};

/// A rendered file of a sealed report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Docx,
    Pdf,
    Xlsx,
    Json,
}

/// A sealed report without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    pub id: SealedId,
    pub round: RoundId,
    pub year: i16,
    pub seal: Seal,
    pub published_at: Option<Timestamp>,
}

/// What a seal is put on.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    pub round: RoundId,
    pub year: i16,
    pub seal: &'a Seal,
    /// As [`freeze`] made it.
    pub content: &'a str,
    pub files: &'a [(FileKind, Vec<u8>)],
}

/// Content as it will be stored, and its SHA-256 for the seal (lower-case hexadecimal).
pub fn freeze(content: &Consolidated) -> Result<(String, String)> {
    let content = json(content)?;
    let sha256 = hex(&Sha256::digest(content.as_bytes()));
    Ok((content, sha256))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|n| char::from(DIGITS[usize::from(n)])).collect()
}

const COLUMNS: &str = "id, round_id, year, version, sealed_on, by_name, reason, sha256, published_at";

fn read(row: &mut Cells) -> Result<Meta> {
    Ok(Meta {
        id: SealedId(row.take()?),
        round: RoundId(row.take()?),
        year: row.number()?,
        seal: Seal {
            version: row.number()?,
            on: row.time()?,
            by: row.take()?,
            reason: row.take()?,
            sha256: row.take()?,
        },
        published_at: row.maybe_time()?,
    })
}

/// The content is checked against its seal each time that it is read.
fn read_whole(mut row: Cells) -> Result<(Meta, Consolidated)> {
    let meta = read(&mut row)?;
    let content: String = row.take()?;
    if hex(&Sha256::digest(content.as_bytes())) != meta.seal.sha256 {
        return Err(StoreError::broken(format!("sealed report {} differs from its checksum", meta.id)));
    }
    Ok((meta, serde_json::from_str(&content)?))
}

/// Version that the next seal of the round has.
pub async fn next_version(db: &dyn Source, round: RoundId) -> Result<u32> {
    sql::one(db, "SELECT coalesce(max(version), 0) + 1 FROM sealed WHERE round_id = $1", args![round.0])
        .await?
        .number()
}

/// Stores a sealed version with its files.
///
/// # Errors
/// `Conflict("sealed-version")` when the version is taken; [`StoreError::Refused`] when the
/// checksum is not that of the content.
pub async fn insert(db: &dyn Source, new: New<'_>) -> Result<SealedId> {
    let seal = new.seal;
    if hex(&Sha256::digest(new.content.as_bytes())) != seal.sha256 {
        return Err(StoreError::refused("the seal's checksum is not that of the content"));
    }
    let query = "INSERT INTO sealed (round_id, year, version, sealed_on, by_name, reason, sha256, content) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let values = args![
        new.round.0,
        i64::from(new.year),
        i64::from(seal.version),
        seal.on.to_string(),
        seal.by.as_str(),
        seal.reason.as_str(),
        seal.sha256.as_str(),
        new.content,
    ];
    let mut row = sql::one(db, query, values).await.map_err(|e| e.conflict_as("sealed-version"))?;
    let id = SealedId(row.take()?);
    for (kind, bytes) in new.files {
        let query = "INSERT INTO sealed_file (sealed_id, kind, bytes) VALUES ($1, $2, $3)";
        sql::run(db, query, args![id.0, word(kind)?, bytes.clone()]).await?;
    }
    Ok(id)
}

/// The newest version of a round.
///
/// # Errors
/// [`StoreError::Broken`] when the content is not what was sealed.
pub async fn latest(db: &dyn Source, round: RoundId) -> Result<Option<(Meta, Consolidated)>> {
    let query =
        format!("SELECT {COLUMNS}, content FROM sealed WHERE round_id = $1 ORDER BY version DESC LIMIT 1");
    sql::maybe(db, query, args![round.0]).await?.map(read_whole).transpose()
}

/// # Errors
/// [`StoreError::Broken`] when the content is not what was sealed.
pub async fn by_version(
    db: &dyn Source,
    round: RoundId,
    version: u32,
) -> Result<Option<(Meta, Consolidated)>> {
    let query = format!("SELECT {COLUMNS}, content FROM sealed WHERE round_id = $1 AND version = $2");
    sql::maybe(db, query, args![round.0, i64::from(version)]).await?.map(read_whole).transpose()
}

/// All versions of a round, newest first.
pub async fn versions(db: &dyn Source, round: RoundId) -> Result<Vec<Meta>> {
    let query = format!("SELECT {COLUMNS} FROM sealed WHERE round_id = $1 ORDER BY version DESC");
    sql::all(db, query, args![round.0]).await?.iter_mut().map(read).collect()
}

/// Published versions, newest year and version first.
pub async fn published(db: &dyn Source) -> Result<Vec<Meta>> {
    let query = format!(
        "SELECT {COLUMNS} FROM sealed WHERE published_at IS NOT NULL ORDER BY year DESC, version DESC, id DESC"
    );
    sql::all(db, query, Vec::new()).await?.iter_mut().map(read).collect()
}

pub async fn by_id(db: &dyn Source, id: SealedId) -> Result<Option<Meta>> {
    let query = format!("SELECT {COLUMNS} FROM sealed WHERE id = $1");
    sql::maybe(db, query, args![id.0]).await?.map(|mut row| read(&mut row)).transpose()
}

/// Opens a version to everyone. The first publication counts.
pub async fn publish(db: &dyn Source, id: SealedId, at: Timestamp) -> Result<()> {
    sql::must(
        db,
        "UPDATE sealed SET published_at = coalesce(published_at, $1) WHERE id = $2",
        args![stamp(at), id.0],
    )
    .await
}

pub async fn file(db: &dyn Source, id: SealedId, kind: FileKind) -> Result<Option<Vec<u8>>> {
    let query = "SELECT bytes FROM sealed_file WHERE sealed_id = $1 AND kind = $2";
    sql::maybe(db, query, args![id.0, word(&kind)?]).await?.map(|mut row| row.take()).transpose()
}

/// Files that a version has, with their sizes in bytes.
pub async fn files(db: &dyn Source, id: SealedId) -> Result<Vec<(FileKind, u64)>> {
    let query =
        "SELECT kind, CAST(length(bytes) AS bigint) FROM sealed_file WHERE sealed_id = $1 ORDER BY kind";
    let rows = sql::all(db, query, args![id.0]).await?;
    rows.into_iter().map(|mut row| Ok((row.word()?, row.number()?))).collect()
}
