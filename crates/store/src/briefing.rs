//! How far the plan has been made known in each unit.
use jiff::civil::Date;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, args};

/// A step that a unit has taken: the plan handed out, a meeting held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Briefing {
    pub unit: String,
    pub step: String,
    pub on: Date,
    /// Person who noted it, by name.
    pub by: String,
    pub note: String,
}

/// All steps of a plan, by unit and step.
pub async fn list(db: &dyn Source, plan: &str) -> Result<Vec<Briefing>> {
    let query = "SELECT unit, step, on_date, by_name, note FROM briefing WHERE plan = $1 ORDER BY unit, step";
    let rows = sql::all(db, query, args![plan]).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Briefing {
                unit: row.take()?,
                step: row.take()?,
                on: row.time()?,
                by: row.take()?,
                note: row.take()?,
            })
        })
        .collect()
}

/// Notes a step, in the place of what was noted for it.
pub async fn set(db: &dyn Source, plan: &str, b: &Briefing) -> Result<()> {
    let query = "INSERT INTO briefing (plan, unit, step, on_date, by_name, note) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (plan, unit, step) DO UPDATE SET on_date = excluded.on_date, by_name = excluded.by_name, \
         note = excluded.note";
    let values =
        args![plan, b.unit.as_str(), b.step.as_str(), b.on.to_string(), b.by.as_str(), b.note.as_str()];
    sql::run(db, query, values).await?;
    Ok(())
}
