//! Versions of the yearly catalogue of calls: content as one JSON text with its checksum, and the files of a
//! published one. Only the stage is ever changed.
use domain::catalogue::{Catalogue, Stage, Version};
use domain::ids::CatalogueId;
use sha2::{Digest, Sha256};

use crate::connection::Source;
use crate::error::{Result, StoreError};
use crate::hex;
use crate::sql::{self, Cells, args, json};

const COLUMNS: &str = "id, year, version, decided, reason, sha256";

fn read(row: &mut Cells) -> Result<Version> {
    Ok(Version {
        id: CatalogueId(row.take()?),
        year: row.number()?,
        number: row.number()?,
        stage: row.json::<Stage>()?,
        reason: row.take()?,
        sha256: row.take()?,
    })
}

/// Stores a version under the next number of its year.
///
/// # Errors
/// `Conflict("catalogue-version")` when someone else was faster.
pub async fn insert(db: &dyn Source, content: &Catalogue, stage: &Stage, reason: &str) -> Result<Version> {
    let text = json(content)?;
    let sha256 = hex(&Sha256::digest(text.as_bytes()));
    let year = i64::from(content.year);
    let number: u32 =
        sql::one(db, "SELECT coalesce(max(version), 0) + 1 FROM catalogue WHERE year = $1", args![year])
            .await?
            .number()?;
    let query = "INSERT INTO catalogue (year, version, stage, decided, reason, sha256, content) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    let values =
        args![year, i64::from(number), stage.name(), json(stage)?, reason, sha256.as_str(), text.as_str()];
    let mut row = sql::one(db, query, values).await.map_err(|e| e.conflict_as("catalogue-version"))?;
    let id = CatalogueId(row.take()?);
    Ok(Version { id, year: content.year, number, stage: stage.clone(), reason: reason.to_owned(), sha256 })
}

/// Saves the stage over the one that was read.
///
/// # Errors
/// `Conflict("catalogue-stage")` when someone else was faster.
pub async fn set_stage(db: &dyn Source, id: CatalogueId, from: &Stage, to: &Stage) -> Result<()> {
    let query = "UPDATE catalogue SET stage = $1, decided = $2 WHERE id = $3 AND stage = $4";
    sql::save(db, query, args![to.name(), json(to)?, id.0, from.name()], "catalogue-stage").await
}

/// Versions of every year, newest year and number first.
pub async fn versions(db: &dyn Source) -> Result<Vec<Version>> {
    let query = format!("SELECT {COLUMNS} FROM catalogue ORDER BY year DESC, version DESC");
    sql::all(db, query, Vec::new()).await?.iter_mut().map(read).collect()
}

/// Its content, checked against its checksum each time that it is read.
///
/// # Errors
/// [`StoreError::Broken`] when it is not what was submitted.
pub async fn content(db: &dyn Source, version: &Version) -> Result<Catalogue> {
    let mut row = sql::one(db, "SELECT content FROM catalogue WHERE id = $1", args![version.id.0]).await?;
    let content: String = row.take()?;
    if hex(&Sha256::digest(content.as_bytes())) != version.sha256 {
        return Err(StoreError::broken(format!("catalogue {} differs from its checksum", version.id)));
    }
    Ok(serde_json::from_str(&content)?)
}

/// The version that everyone reads: of the newest year, the newest number.
pub async fn newest_published(db: &dyn Source) -> Result<Option<Version>> {
    let query = format!(
        "SELECT {COLUMNS} FROM catalogue WHERE stage = 'published' ORDER BY year DESC, version DESC LIMIT 1"
    );
    sql::maybe(db, query, Vec::new()).await?.map(|mut row| read(&mut row)).transpose()
}

/// A file of a published version.
pub async fn add_file(db: &dyn Source, id: CatalogueId, name: &str, bytes: &[u8]) -> Result<()> {
    let query = "INSERT INTO catalogue_file (catalogue_id, name, bytes) VALUES ($1, $2, $3)";
    sql::run(db, query, args![id.0, name, bytes.to_vec()]).await.map(|_| ())
}

pub async fn file(db: &dyn Source, id: CatalogueId, name: &str) -> Result<Option<Vec<u8>>> {
    let query = "SELECT bytes FROM catalogue_file WHERE catalogue_id = $1 AND name = $2";
    sql::maybe(db, query, args![id.0, name]).await?.map(|mut row| row.take()).transpose()
}

/// Names of a version's files with their sizes in bytes.
pub async fn files(db: &dyn Source, id: CatalogueId) -> Result<Vec<(String, u64)>> {
    let query = "SELECT name, CAST(length(bytes) AS bigint) FROM catalogue_file WHERE catalogue_id = $1 ORDER BY name";
    let rows = sql::all(db, query, args![id.0]).await?;
    rows.into_iter().map(|mut row| Ok((row.take()?, row.number()?))).collect()
}
