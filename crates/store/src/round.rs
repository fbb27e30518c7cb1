//! Reporting rounds with the form they were opened with.
use std::sync::Arc;

use domain::form::Form;
use domain::ids::RoundId;
use domain::round::{Round, Terms};
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::Result;
use crate::lately::Lately;
use crate::sql::{self, Cells, args, json, stamp, word};

/// A round and what it asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub round: Round,
    pub form: Arc<Form>,
}

/// Forms by their text. Every page of a round asks for its form, no form ever changes, and reading one
/// takes longer than the queries of a page.
static FORMS: Lately<String, Form> = Lately::new(8);

/// Columns of a round without its form, for [`read`]; `r` is the table.
pub(crate) const COLUMNS: &str = "r.id, r.terms, r.sealed";

pub(crate) fn read(row: &mut Cells) -> Result<Round> {
    Ok(Round { id: RoundId(row.take()?), terms: row.json()?, sealed: sealed(row)? })
}

fn sealed(row: &mut Cells) -> Result<Option<u32>> {
    Ok(row.take::<Option<i64>>()?.map(u32::try_from).transpose()?)
}

/// A round with the column `r.form` behind those of [`COLUMNS`].
pub(crate) fn opened(row: &mut Cells) -> Result<Opened> {
    Ok(Opened { round: read(row)?, form: form(row.take()?)? })
}

fn form(text: String) -> Result<Arc<Form>> {
    FORMS.try_get(text, |text| Ok(serde_json::from_str(text)?))
}

/// # Errors
/// `Conflict("round-taken")` when the key is taken or the year has its annual round.
pub async fn insert(db: &dyn Source, terms: &Terms, form: &Form, at: Timestamp) -> Result<RoundId> {
    let query = "INSERT INTO round (key, year, kind, terms, form, opened_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let values = args![
        terms.key.as_str(),
        i64::from(terms.year),
        word(&terms.kind)?,
        json(terms)?,
        json(form)?,
        stamp(at)
    ];
    let mut row = sql::one(db, query, values).await.map_err(|e| e.conflict_as("round-taken"))?;
    Ok(RoundId(row.take()?))
}

/// All rounds without their forms, newest year first, the annual one before requests.
pub async fn list(db: &dyn Source) -> Result<Vec<Round>> {
    let query = format!("SELECT {COLUMNS} FROM round r ORDER BY r.year DESC, r.kind DESC, r.id");
    sql::all(db, query, Vec::new()).await?.iter_mut().map(read).collect()
}

/// The annual round of a year.
pub async fn by_year(db: &dyn Source, year: i16) -> Result<Option<Opened>> {
    let query = format!("SELECT {COLUMNS}, r.form FROM round r WHERE r.year = $1 AND r.kind = 'annual'");
    sql::maybe(db, query, args![i64::from(year)]).await?.as_mut().map(opened).transpose()
}

/// The round of this name: "2025", "2025-1".
pub async fn by_key(db: &dyn Source, key: &str) -> Result<Option<Opened>> {
    let query = format!("SELECT {COLUMNS}, r.form FROM round r WHERE r.key = $1");
    sql::maybe(db, query, args![key]).await?.as_mut().map(opened).transpose()
}

/// The round's own id, for what is kept beside it.
pub async fn id_by_key(db: &dyn Source, key: &str) -> Result<Option<RoundId>> {
    let row = sql::maybe(db, "SELECT id FROM round WHERE key = $1", args![key]).await?;
    row.map(|mut row| Ok(RoundId(row.take()?))).transpose()
}

pub async fn by_id(db: &dyn Source, id: RoundId) -> Result<Option<Opened>> {
    let query = format!("SELECT {COLUMNS}, r.form FROM round r WHERE r.id = $1");
    sql::maybe(db, query, args![id.0]).await?.as_mut().map(opened).transpose()
}

/// Changes the terms; the form stays as it was opened.
///
/// # Errors
/// `Conflict("round-taken")` when the key is taken or the new year has its annual round.
pub async fn update_terms(db: &dyn Source, id: RoundId, terms: &Terms) -> Result<()> {
    let query = "UPDATE round SET key = $1, year = $2, kind = $3, terms = $4 WHERE id = $5";
    let values = args![terms.key.as_str(), i64::from(terms.year), word(&terms.kind)?, json(terms)?, id.0];
    sql::must(db, query, values).await.map_err(|e| e.conflict_as("round-taken"))
}

/// Notes the newest sealed version, or that there is none.
pub async fn set_sealed(db: &dyn Source, id: RoundId, version: Option<u32>) -> Result<()> {
    sql::must(db, "UPDATE round SET sealed = $1 WHERE id = $2", args![version.map(i64::from), id.0]).await
}
