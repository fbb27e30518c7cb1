//! What an officer said of a donor for a call.
use domain::ids::DonorId;
use domain::matching::Said;
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, args, json, stamp};

/// Keeps it in the place of what was said before; nothing takes it back.
pub async fn set(
    db: &dyn Source,
    call: &str,
    donor: DonorId,
    said: Option<&Said>,
    at: Timestamp,
) -> Result<()> {
    let Some(said) = said else {
        let query = "DELETE FROM match_decision WHERE call = $1 AND donor_id = $2";
        return sql::run(db, query, args![call, donor.0]).await.map(drop);
    };
    let query = "INSERT INTO match_decision (call, donor_id, content, at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (call, donor_id) DO UPDATE SET content = excluded.content, at = excluded.at";
    sql::must(db, query, args![call, donor.0, json(said)?, stamp(at)]).await
}

/// All that was said of a call, with the donors.
pub async fn of_call(db: &dyn Source, call: &str) -> Result<Vec<(DonorId, Said)>> {
    let rows =
        sql::all(db, "SELECT donor_id, content FROM match_decision WHERE call = $1", args![call]).await?;
    rows.into_iter().map(|mut row| Ok((DonorId(row.take()?), row.json()?))).collect()
}

/// All that was said of a donor, with the codes of the calls.
pub async fn of_donor(db: &dyn Source, donor: DonorId) -> Result<Vec<(String, Said)>> {
    let rows =
        sql::all(db, "SELECT call, content FROM match_decision WHERE donor_id = $1", args![donor.0]).await?;
    rows.into_iter().map(|mut row| Ok((row.take()?, row.json()?))).collect()
}
