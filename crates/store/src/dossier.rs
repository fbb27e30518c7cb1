//! Dossiers of aid.
use domain::dossier::{Content, Record};
use domain::ids::DossierId;
use jiff::Timestamp;

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

/// Saves over the revision that was read; a conflict when someone else was faster.
pub async fn update(db: &dyn Source, it: &Record, at: Timestamp) -> Result<()> {
    let query = "UPDATE dossier SET title = $1, content = $2, revision = revision + 1, at = $3 \
         WHERE id = $4 AND revision = $5";
    let values =
        args![it.content.dossier.title.as_str(), json(&it.content)?, sql::stamp(at), it.id.0, it.revision,];
    sql::save(db, query, values, "dossier").await
}

pub async fn by_code(db: &dyn Source, code: &str) -> Result<Option<Record>> {
    let query = format!("SELECT {COLUMNS} FROM dossier d WHERE d.code = $1");
    sql::maybe(db, query, args![code]).await?.map(|mut row| read(&mut row)).transpose()
}

/// All dossiers, newest code first.
pub async fn all(db: &dyn Source) -> Result<Vec<Record>> {
    let query = format!("SELECT {COLUMNS} FROM dossier d ORDER BY d.code DESC");
    sql::all(db, query, Vec::new()).await?.iter_mut().map(read).collect()
}
