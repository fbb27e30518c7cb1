//! Settings of this instance, by name.
use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, args};

pub async fn get(db: &dyn Source, key: &str) -> Result<Option<String>> {
    sql::maybe(db, "SELECT value FROM setting WHERE key = $1", args![key])
        .await?
        .map(|mut row| row.take())
        .transpose()
}

/// All settings whose name begins with `prefix`, by name.
pub async fn all(db: &dyn Source, prefix: &str) -> Result<Vec<(String, String)>> {
    let query = "SELECT key, value FROM setting WHERE substr(key, 1, length($1)) = $1 ORDER BY key";
    let rows = sql::all(db, query, args![prefix]).await?;
    rows.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

pub async fn set(db: &dyn Source, key: &str, value: &str) -> Result<()> {
    let query = "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    sql::run(db, query, args![key, value]).await?;
    Ok(())
}
