//! Organisations as they state themselves.
use std::collections::BTreeMap;

use domain::aid::Organisation;
use sea_orm::Value;

use crate::connection::{Source, Tx};
use crate::error::Result;
use crate::sql::{self, args, json, places};

/// Organisations with these identifiers, by identifier.
pub async fn known_organisations(
    db: &dyn Source,
    identifiers: &[&str],
) -> Result<BTreeMap<String, Organisation>> {
    let mut out = BTreeMap::new();
    for chunk in identifiers.chunks(500) {
        let which = places(0, chunk.len());
        let query = format!("SELECT identifier, content FROM aid_organisation WHERE identifier IN ({which})");
        for mut row in sql::all(db, query, chunk.iter().map(|i| Value::from(*i)).collect()).await? {
            out.insert(row.take()?, row.json()?);
        }
    }
    Ok(out)
}

/// Writes organisations of a file over what was known of them. Identifiers must differ.
pub async fn write_organisations(tx: &Tx, file: i64, all: &[Organisation]) -> Result<()> {
    const WIDTH: usize = 5;
    for chunk in all.chunks(150) {
        let mut values = Vec::with_capacity(chunk.len() * WIDTH);
        for it in chunk {
            let publisher = it.publisher.reference.as_str();
            values.extend(args![it.identifier.as_str(), publisher, json(it)?, file, 0i64]);
        }
        let rows: Vec<String> = (0..chunk.len()).map(|n| format!("({})", places(n * WIDTH, WIDTH))).collect();
        let query = format!(
            "INSERT INTO aid_organisation (identifier, publisher, content, file_id, gone) VALUES {} \
             ON CONFLICT (identifier) DO UPDATE SET publisher = excluded.publisher, \
             content = excluded.content, file_id = excluded.file_id, gone = 0",
            rows.join(",")
        );
        sql::run(tx, query, values).await?;
    }
    Ok(())
}

/// Marks as gone what an earlier file of this name had and the file `now` has not, of the same publishers. Gives the
/// identifiers.
pub async fn mark_organisations_gone(tx: &Tx, name: &str, now: i64) -> Result<Vec<String>> {
    let query = "UPDATE aid_organisation SET gone = 1 WHERE gone = 0 AND file_id IN \
         (SELECT id FROM aid_file WHERE name = $1 AND id < $2) AND publisher IN \
         (SELECT n.publisher FROM aid_organisation n WHERE n.file_id = $2) RETURNING identifier";
    sql::all(tx, query, args![name, now]).await?.into_iter().map(|mut row| row.take()).collect()
}

/// What an organisation says of itself, or what it publishes of others, by identifier; not what is gone.
pub async fn organisations_of(db: &dyn Source, reference: &str) -> Result<Vec<Organisation>> {
    let query = "SELECT content FROM aid_organisation WHERE gone = 0 AND (identifier = $1 OR publisher = $1) \
         ORDER BY identifier";
    sql::all(db, query, args![reference]).await?.into_iter().map(|mut row| row.json()).collect()
}
