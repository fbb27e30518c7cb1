//! Lists of projects that an office keeps in its own columns, on their way in; how they are read is kept by name.
use std::collections::BTreeMap;

use domain::ids::{ListingId, OutlineId};
use domain::outline::OutlineFacts;
use domain::outline::listing::{Mapping, Undo};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, Cells, args, json, stamp, word};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Pending,
    Written,
    /// Written, and taken back whole.
    Undone,
    Dropped,
}

/// What became of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Content {
    /// Nothing until its columns were named.
    #[serde(default)]
    pub mapping: Option<Mapping>,
    /// What undoes it, once it was written.
    #[serde(default)]
    pub undo: Vec<Undo>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub id: ListingId,
    pub year: i16,
    pub by: String,
    pub file_name: String,
    pub sha256: String,
    pub at: Timestamp,
    pub state: State,
    pub content: Content,
}

const COLUMNS: &str = "id, year, by_name, file_name, sha256, at, state, content";

fn read(row: &mut Cells) -> Result<Listing> {
    Ok(Listing {
        id: ListingId(row.take()?),
        year: i16::try_from(row.take::<i64>()?)?,
        by: row.take()?,
        file_name: row.take()?,
        sha256: row.take()?,
        at: row.time()?,
        state: row.word()?,
        content: row.json()?,
    })
}

/// A file with who sent it; its columns have no names yet.
pub struct New<'n> {
    pub year: i16,
    pub by: &'n str,
    pub file_name: &'n str,
    pub sha256: &'n str,
    pub bytes: Vec<u8>,
    pub at: Timestamp,
}

pub async fn insert(db: &dyn Source, new: New<'_>) -> Result<ListingId> {
    let query = "INSERT INTO listing (year, by_name, file_name, sha256, at, state, content, bytes) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let values = args![
        i64::from(new.year),
        new.by,
        new.file_name,
        new.sha256,
        stamp(new.at),
        word(&State::Pending)?,
        json(&Content::default())?,
        new.bytes,
    ];
    Ok(ListingId(sql::one(db, query, values).await?.take()?))
}

pub async fn load(db: &dyn Source, id: ListingId) -> Result<Option<Listing>> {
    let query = format!("SELECT {COLUMNS} FROM listing WHERE id = $1");
    sql::maybe(db, query, args![id.0]).await?.map(|mut row| read(&mut row)).transpose()
}

/// The file as it was sent.
pub async fn bytes(db: &dyn Source, id: ListingId) -> Result<Vec<u8>> {
    sql::one(db, "SELECT bytes FROM listing WHERE id = $1", args![id.0]).await?.take()
}

/// The newest lists of a year.
pub async fn of_year(db: &dyn Source, year: i16, most: u32) -> Result<Vec<Listing>> {
    let query = format!("SELECT {COLUMNS} FROM listing WHERE year = $1 ORDER BY id DESC LIMIT {most}");
    sql::all(db, query, args![i64::from(year)]).await?.iter_mut().map(read).collect()
}

/// Saves state and content over the state that was read; [`crate::StoreError::Conflict`] when somebody was faster.
pub async fn update(db: &dyn Source, it: &Listing, was: State) -> Result<()> {
    let query = "UPDATE listing SET state = $1, content = $2 WHERE id = $3 AND state = $4";
    let values = args![word(&it.state)?, json(&it.content)?, it.id.0, word(&was)?];
    sql::save(db, query, values, "listing").await
}

/// Keeps how a list is read under a name.
pub async fn keep_mapping(db: &dyn Source, name: &str, mapping: &Mapping, at: Timestamp) -> Result<()> {
    let query = "INSERT INTO listing_mapping (name, content, at) VALUES ($1, $2, $3) \
         ON CONFLICT (name) DO UPDATE SET content = excluded.content, at = excluded.at";
    sql::must(db, query, args![name, json(mapping)?, stamp(at)]).await
}

/// All kept mappings by name.
pub async fn mappings(db: &dyn Source) -> Result<BTreeMap<String, Mapping>> {
    let rows = sql::all(db, "SELECT name, content FROM listing_mapping ORDER BY name", Vec::new()).await?;
    rows.into_iter().map(|mut row| Ok((row.take()?, row.json()?))).collect()
}

/// What lists last put into the outlines of a year.
pub async fn last(db: &dyn Source, year: i16) -> Result<BTreeMap<OutlineId, OutlineFacts>> {
    let query = "SELECT l.outline_id, l.content FROM outline_listed l JOIN outline o ON o.id = l.outline_id \
         WHERE o.year = $1";
    let rows = sql::all(db, query, args![i64::from(year)]).await?;
    rows.into_iter().map(|mut row| Ok((OutlineId(row.take()?), row.json()?))).collect()
}

/// Remembers what a list put into an outline.
pub async fn remember(db: &dyn Source, outline: OutlineId, facts: &OutlineFacts) -> Result<()> {
    let query = "INSERT INTO outline_listed (outline_id, content) VALUES ($1, $2) \
         ON CONFLICT (outline_id) DO UPDATE SET content = excluded.content";
    sql::must(db, query, args![outline.0, json(facts)?]).await
}

/// Forgets what a list put into an outline, when it is taken back.
pub async fn forget(db: &dyn Source, outline: OutlineId) -> Result<()> {
    sql::run(db, "DELETE FROM outline_listed WHERE outline_id = $1", args![outline.0]).await?;
    Ok(())
}
