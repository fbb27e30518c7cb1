//! Saved searches of the public catalogue and whom their news is sent to.
use std::collections::BTreeMap;

use domain::alert::Told;
use domain::ids::AlertId;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, Cells, args, json, stamp};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    pub id: AlertId,
    pub email: String,
    /// Code of the language of its letters.
    pub lang: String,
    /// What is looked for, as in the address of the list.
    pub query: String,
    /// What stops it: stands in each of its letters and does nothing else.
    pub stop: String,
    /// By code of the call; empty before the first look.
    pub told: BTreeMap<String, Told>,
    /// Last day on which it was looked at.
    pub looked_on: Option<Date>,
}

const COLUMNS: &str = "id, email, lang, query, stop, told, looked_on";

fn read(mut row: Cells) -> Result<Alert> {
    Ok(Alert {
        id: AlertId(row.take()?),
        email: row.take()?,
        lang: row.take()?,
        query: row.take()?,
        stop: row.take()?,
        told: row.json()?,
        looked_on: row.maybe_time()?,
    })
}

/// Keeps a search until its letter is answered. `token` is the hash of what the letter carries.
pub async fn insert(db: &dyn Source, it: &Alert, token: &str, at: Timestamp) -> Result<AlertId> {
    let query = "INSERT INTO alert (email, lang, query, stop, told, token, confirmed, at) \
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7) RETURNING id";
    let values = args![
        it.email.to_lowercase(),
        it.lang.as_str(),
        it.query.as_str(),
        it.stop.as_str(),
        json(&it.told)?,
        token,
        stamp(at),
    ];
    Ok(AlertId(sql::one(db, query, values).await?.take()?))
}

/// How many an address keeps, and how many of them wait for an answer.
pub async fn count(db: &dyn Source, email: &str) -> Result<(usize, usize)> {
    // PostgreSQL sums up bigint as numeric.
    let query =
        "SELECT COUNT(*), CAST(COALESCE(SUM(1 - confirmed), 0) AS bigint) FROM alert WHERE email = $1";
    let mut row = sql::one(db, query, args![email.to_lowercase()]).await?;
    Ok((row.number()?, row.number()?))
}

/// Whether a letter's link stands for something that waits.
pub async fn waits(db: &dyn Source, token: &str) -> Result<bool> {
    let query = "SELECT id FROM alert WHERE token = $1 AND confirmed = 0";
    Ok(sql::maybe(db, query, args![token]).await?.is_some())
}

/// Confirms what a token stands for; nothing when it is used or made up.
pub async fn confirm(db: &dyn Source, token: &str) -> Result<Option<Alert>> {
    let query = format!(
        "UPDATE alert SET confirmed = 1, token = '' WHERE token = $1 AND confirmed = 0 RETURNING {COLUMNS}"
    );
    sql::maybe(db, query, args![token]).await?.map(read).transpose()
}

/// What a letter's stop link stands for.
pub async fn by_stop(db: &dyn Source, stop: &str) -> Result<Option<Alert>> {
    let query = format!("SELECT {COLUMNS} FROM alert WHERE stop = $1");
    sql::maybe(db, query, args![stop]).await?.map(read).transpose()
}

/// Forgets a search and its address.
pub async fn delete(db: &dyn Source, id: AlertId) -> Result<()> {
    sql::must(db, "DELETE FROM alert WHERE id = $1", args![id.0]).await
}

/// Forgets what nobody confirmed.
pub async fn forget(db: &dyn Source, before: Timestamp) -> Result<u64> {
    sql::run(db, "DELETE FROM alert WHERE confirmed = 0 AND at < $1", args![stamp(before)]).await
}

/// Confirmed ones that were not looked at on that day, at most so many.
pub async fn due(db: &dyn Source, today: Date, most: u32) -> Result<Vec<Alert>> {
    let query = format!(
        "SELECT {COLUMNS} FROM alert WHERE confirmed = 1 AND (looked_on IS NULL OR looked_on < $1) \
         ORDER BY id LIMIT {most}"
    );
    sql::all(db, query, args![today.to_string()]).await?.into_iter().map(read).collect()
}

/// Notes what was told; false when another timer was faster.
pub async fn told(db: &dyn Source, it: &Alert, today: Date) -> Result<bool> {
    let query =
        "UPDATE alert SET told = $1, looked_on = $2 WHERE id = $3 AND (looked_on IS NULL OR looked_on < $2)";
    Ok(sql::run(db, query, args![json(&it.told)?, today.to_string(), it.id.0]).await? == 1)
}
