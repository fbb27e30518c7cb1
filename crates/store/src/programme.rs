//! The yearly programmes of promotion with foreign NGOs.
use domain::programme::Programme;
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::{Result, StoreError};
use crate::sql::{self, Cells, args, json, stamp};

fn read(mut row: Cells) -> Result<Programme> {
    let revision = row.take()?;
    Ok(Programme { revision, ..row.json()? })
}

pub async fn of_year(db: &dyn Source, year: i16) -> Result<Option<Programme>> {
    let query = "SELECT revision, content FROM programme WHERE year = $1";
    sql::maybe(db, query, args![i64::from(year)]).await?.map(read).transpose()
}

/// All of them, newest year first.
pub async fn all(db: &dyn Source) -> Result<Vec<Programme>> {
    let rows = sql::all(db, "SELECT revision, content FROM programme ORDER BY year DESC", Vec::new()).await?;
    rows.into_iter().map(read).collect()
}

/// Saves over the revision that was read, 0 for a year that has none; a conflict when someone else was faster.
pub async fn save(db: &dyn Source, it: &Programme, at: Timestamp) -> Result<()> {
    let query = "INSERT INTO programme (year, content, revision, at) VALUES ($1, $2, $3 + 1, $4) \
         ON CONFLICT (year) DO UPDATE SET content = excluded.content, revision = excluded.revision, at = excluded.at \
         WHERE programme.revision = $3";
    let values = args![i64::from(it.year), json(it)?, it.revision, stamp(at)];
    match sql::run(db, query, values).await? {
        0 => Err(StoreError::Conflict("programme".to_owned())),
        _ => Ok(()),
    }
}
