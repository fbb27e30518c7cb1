//! How far each duty of a plan has come, as its lead says.
use jiff::civil::Date;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, args};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyState {
    /// Reference of the duty within the plan.
    pub duty: String,
    /// "running", "done", ….
    pub status: String,
    pub note: String,
    pub on: Date,
    /// Person who noted it, by name.
    pub by: String,
}

/// All noted duties of a plan, by reference.
pub async fn list(db: &dyn Source, plan: &str) -> Result<Vec<DutyState>> {
    let query = "SELECT duty, status, note, on_date, by_name FROM duty_state WHERE plan = $1 ORDER BY duty";
    let rows = sql::all(db, query, args![plan]).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(DutyState {
                duty: row.take()?,
                status: row.take()?,
                note: row.take()?,
                on: row.time()?,
                by: row.take()?,
            })
        })
        .collect()
}

/// Notes a duty's state, in the place of what was noted for it.
pub async fn set(db: &dyn Source, plan: &str, s: &DutyState) -> Result<()> {
    let query = "INSERT INTO duty_state (plan, duty, status, note, on_date, by_name) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (plan, duty) DO UPDATE SET status = excluded.status, note = excluded.note, \
         on_date = excluded.on_date, by_name = excluded.by_name";
    let values =
        args![plan, s.duty.as_str(), s.status.as_str(), s.note.as_str(), s.on.to_string(), s.by.as_str()];
    sql::run(db, query, values).await?;
    Ok(())
}
