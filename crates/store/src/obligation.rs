//! What each unit owes in each round, and how complete its report is.
use std::collections::BTreeMap;

use domain::ids::{ObligationId, RevisionId, RoundId};
use domain::report::parts::PartState;
use domain::round::{Obligation, Round, Stage};

use crate::connection::Source;
use crate::error::Result;
use crate::round;
use crate::sql::{self, Cells, args, json};

/// State of the narrative and of each table, by key.
pub type Parts = BTreeMap<String, PartState>;

/// An obligation as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub obligation: Obligation,
    /// Empty until the unit has saved something.
    pub parts: Parts,
}

pub(crate) const COLUMNS: &str =
    "o.id, o.round_id, o.unit, o.stage, o.first_submitted_on, o.extension, o.excused, o.revision_id, o.parts";

pub(crate) fn read(row: &mut Cells) -> Result<Listed> {
    let obligation = Obligation {
        id: ObligationId(row.take()?),
        round: RoundId(row.take()?),
        unit: row.take()?,
        stage: row.json()?,
        first_submitted_on: row.maybe_time()?,
        extension: row.maybe_json()?,
        excused: row.take()?,
        revision: row.take::<Option<i64>>()?.map(RevisionId),
    };
    Ok(Listed { obligation, parts: row.json()? })
}

/// One obligation for each unit, by code, all of them not opened.
///
/// # Errors
/// `Conflict("obligation-exists")` when a unit owes already.
pub async fn insert_many<U: AsRef<str>>(db: &dyn Source, round: RoundId, units: &[U]) -> Result<()> {
    let stage = json(&Stage::NotOpened)?;
    let values = units
        .iter()
        .flat_map(|u| args![round.0, u.as_ref(), stage.clone(), Stage::NotOpened.name(), "{}"])
        .collect();
    let head = "INSERT INTO obligation (round_id, unit, stage, stage_name, parts) VALUES";
    sql::bulk(db, head, 5, values).await.map_err(|e| e.conflict_as("obligation-exists"))
}

/// All of a round, by code of the unit.
pub async fn of_round(db: &dyn Source, round: RoundId) -> Result<Vec<Listed>> {
    let query = format!("SELECT {COLUMNS} FROM obligation o WHERE o.round_id = $1 ORDER BY o.unit");
    sql::all(db, query, args![round.0]).await?.iter_mut().map(read).collect()
}

/// All of a unit with their rounds (without forms), newest year first.
pub async fn of_unit(db: &dyn Source, unit: &str) -> Result<Vec<(Round, Listed)>> {
    let query = format!(
        "SELECT {}, {COLUMNS} FROM obligation o JOIN round r ON r.id = o.round_id WHERE o.unit = $1 \
         ORDER BY r.year DESC, r.kind DESC, r.id",
        round::COLUMNS
    );
    let rows = sql::all(db, query, args![unit]).await?;
    rows.into_iter().map(|mut row| Ok((round::read(&mut row)?, read(&mut row)?))).collect()
}

/// Read in a transaction, the row stays as it is until the transaction ends.
pub async fn by_unit(db: &dyn Source, round: RoundId, unit: &str) -> Result<Option<Listed>> {
    let query =
        format!("SELECT {COLUMNS} FROM obligation o WHERE o.round_id = $1 AND o.unit = $2{}", db.row_lock());
    sql::maybe(db, query, args![round.0, unit]).await?.map(|mut row| read(&mut row)).transpose()
}

/// Read in a transaction, the row stays as it is until the transaction ends.
pub async fn by_id(db: &dyn Source, id: ObligationId) -> Result<Option<Listed>> {
    let query = format!("SELECT {COLUMNS} FROM obligation o WHERE o.id = $1{}", db.row_lock());
    sql::maybe(db, query, args![id.0]).await?.map(|mut row| read(&mut row)).transpose()
}

/// Writes everything that a step of the domain may have changed.
pub async fn save(db: &dyn Source, o: &Obligation, parts: &Parts) -> Result<()> {
    let query = "UPDATE obligation SET stage = $1, stage_name = $2, first_submitted_on = $3, extension = $4, \
         excused = $5, revision_id = $6, parts = $7 WHERE id = $8";
    let values = args![
        json(&o.stage)?,
        o.stage.name(),
        o.first_submitted_on.map(|d| d.to_string()),
        o.extension.as_ref().map(json).transpose()?,
        o.excused.clone(),
        o.revision.map(|r| r.0),
        json(parts)?,
        o.id.0,
    ];
    sql::must(db, query, values).await
}
