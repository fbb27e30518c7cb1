//! Later versions of rule sets. Nothing is changed or deleted: a dossier may have been born under any of them.
use domain::procedure::version::Version;
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, args, json, stamp};

/// Enters the next version of a rule set and gives it its number.
pub async fn insert(db: &dyn Source, mut it: Version, at: Timestamp) -> Result<Version> {
    let query = "SELECT COALESCE(MAX(number), 1) + 1 FROM rule_version WHERE base = $1";
    it.number = sql::one(db, query, args![it.base.as_str()]).await?.number()?;
    let query = "INSERT INTO rule_version (base, number, content, at) VALUES ($1, $2, $3, $4)";
    sql::must(db, query, args![it.base.as_str(), i64::from(it.number), json(&it)?, stamp(at)]).await?;
    Ok(it)
}

/// All of them, by rule set and number, each with when it was made.
pub async fn all(db: &dyn Source) -> Result<Vec<(Version, Timestamp)>> {
    let rows = sql::all(db, "SELECT content, at FROM rule_version ORDER BY base, number", Vec::new()).await?;
    rows.into_iter().map(|mut row| Ok((row.json()?, row.time()?))).collect()
}
