//! Dossiers of aid.
use domain::dossier::{Content, Record};
use domain::ids::DossierId;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::Value;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, Cells, args, json};

const COLUMNS: &str = "d.id, d.code, d.unit, d.content, d.revision";

fn read(row: &mut Cells) -> Result<Record> {
    Ok(Record {
        id: DossierId(row.take()?),
        code: row.take()?,
        unit: row.take()?,
        content: row.json::<Content>()?,
        revision: row.take()?,
    })
}

/// Enters a dossier under the next code of a year: "HS-2026-003". The engine's dossier takes it as its id.
pub async fn insert(
    db: &dyn Source,
    year: i16,
    unit: &str,
    mut content: Content,
    at: Timestamp,
) -> Result<Record> {
    let code = sql::next_code(db, "HS", Some(year)).await?;
    content.dossier.id.clone_from(&code);
    let query = "INSERT INTO dossier (code, title, unit, content, revision, at) \
         VALUES ($1, $2, $3, $4, 1, $5) RETURNING id";
    let values = args![code.as_str(), content.dossier.title.as_str(), unit, json(&content)?, sql::stamp(at)];
    let id = DossierId(sql::one(db, query, values).await?.take()?);
    Ok(Record { id, code, unit: unit.to_owned(), content, revision: 1 })
}

/// Saves over the revision that was read; a conflict when someone else was faster. `ended` is the day since when
/// nothing more can follow.
pub async fn update(db: &dyn Source, it: &Record, ended: Option<Date>, at: Timestamp) -> Result<()> {
    let query = "UPDATE dossier SET title = $1, content = $2, ended = $3, revision = revision + 1, at = $4 \
         WHERE id = $5 AND revision = $6";
    let values = args![
        it.content.dossier.title.as_str(),
        json(&it.content)?,
        ended.map(|d| d.to_string()),
        sql::stamp(at),
        it.id.0,
        it.revision,
    ];
    sql::save(db, query, values, "dossier").await
}

pub async fn by_code(db: &dyn Source, code: &str) -> Result<Option<Record>> {
    let query = format!("SELECT {COLUMNS} FROM dossier d WHERE d.code = $1");
    sql::maybe(db, query, args![code]).await?.map(|mut row| read(&mut row)).transpose()
}

/// Dossiers that something may still follow, newest code first.
pub async fn open(db: &dyn Source) -> Result<Vec<Record>> {
    let query = format!("SELECT {COLUMNS} FROM dossier d WHERE d.ended IS NULL ORDER BY d.code DESC");
    sql::all(db, query, Vec::new()).await?.iter_mut().map(read).collect()
}

/// Whose dossiers: of one unit, or of everyone.
fn of_unit(unit: Option<&str>) -> (&'static str, Vec<Value>) {
    match unit {
        Some(unit) => ("WHERE d.ended IS NOT NULL AND d.unit = $1", args![unit]),
        None => ("WHERE d.ended IS NOT NULL", Vec::new()),
    }
}

/// How many have ended, of one unit or of all.
pub async fn count_ended(db: &dyn Source, unit: Option<&str>) -> Result<usize> {
    let (which, values) = of_unit(unit);
    sql::one(db, format!("SELECT count(*) FROM dossier d {which}"), values).await?.number()
}

/// Dossiers that have ended, newest code first, of one unit or of all: at most so many after those skipped.
pub async fn ended(db: &dyn Source, unit: Option<&str>, skip: usize, most: usize) -> Result<Vec<Record>> {
    let (which, mut values) = of_unit(unit);
    let n = values.len();
    let query = format!(
        "SELECT {COLUMNS} FROM dossier d {which} ORDER BY d.code DESC LIMIT ${} OFFSET ${}",
        n + 1,
        n + 2
    );
    values.extend(args![i64::try_from(most)?, i64::try_from(skip)?]);
    sql::all(db, query, values).await?.iter_mut().map(read).collect()
}
