//! Files that people attach: to a dossier, each with what it is about; to a call, each under its title.
use domain::ids::DossierId;
use jiff::Timestamp;
use sea_orm::Value;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, Cells, args, stamp};

/// What a file is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner<'o> {
    Dossier(DossierId),
    /// A call by its code.
    Call(&'o str),
}

/// Where files of one kind of owner are: the table, its column with the owner, that with the label, and the owner's
/// number as made of parameter 1.
struct Place {
    table: &'static str,
    owner: &'static str,
    label: &'static str,
    number: &'static str,
}

impl Owner<'_> {
    fn place(self) -> Place {
        match self {
            Self::Dossier(_) => {
                Place { table: "dossier_file", owner: "dossier_id", label: "about", number: "$1" }
            }
            Self::Call(_) => Place {
                table: "call_file",
                owner: "call_id",
                label: "title",
                number: "(SELECT id FROM call WHERE code = $1)",
            },
        }
    }

    fn value(self) -> Value {
        match self {
            Self::Dossier(id) => id.0.into(),
            Self::Call(code) => code.into(),
        }
    }
}

/// A file without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub id: i64,
    /// Of a dossier "paper:ID" or "opinion:ORGANISATION"; of a call its title.
    pub label: String,
    pub name: String,
    /// Content type.
    pub kind: String,
    /// Bytes.
    pub size: i64,
    pub by: String,
    pub at: Timestamp,
}

pub struct New<'n> {
    pub label: &'n str,
    pub name: &'n str,
    pub kind: &'n str,
    pub sha256: &'n str,
    pub by: &'n str,
    pub bytes: Vec<u8>,
}

/// Files of an owner, oldest first.
pub async fn all(db: &dyn Source, of: Owner<'_>) -> Result<Vec<File>> {
    let Place { table, owner, label, number } = of.place();
    let query = format!(
        "SELECT id, {label}, name, kind, CAST(LENGTH(bytes) AS bigint), by_name, at FROM {table} \
         WHERE {owner} = {number} ORDER BY id"
    );
    let read = |row: &mut Cells| {
        Ok(File {
            id: row.take()?,
            label: row.take()?,
            name: row.take()?,
            kind: row.take()?,
            size: row.take()?,
            by: row.take()?,
            at: row.time()?,
        })
    };
    sql::all(db, query, vec![of.value()]).await?.iter_mut().map(read).collect()
}

pub async fn insert(db: &dyn Source, of: Owner<'_>, new: New<'_>, at: Timestamp) -> Result<()> {
    let Place { table, owner, label, number } = of.place();
    let query = format!(
        "INSERT INTO {table} ({owner}, {label}, name, kind, sha256, bytes, by_name, at) \
         VALUES ({number}, $2, $3, $4, $5, $6, $7, $8)"
    );
    let mut values = vec![of.value()];
    values.extend(args![new.label, new.name, new.kind, new.sha256, new.bytes, new.by, stamp(at)]);
    sql::must(db, query, values).await
}

/// Name, content type and content of one file of an owner.
pub async fn load(db: &dyn Source, of: Owner<'_>, id: i64) -> Result<Option<(String, String, Vec<u8>)>> {
    let Place { table, owner, number, .. } = of.place();
    let query = format!("SELECT name, kind, bytes FROM {table} WHERE {owner} = {number} AND id = $2");
    let row = sql::maybe(db, query, vec![of.value(), id.into()]).await?;
    row.map(|mut row| Ok((row.take()?, row.take()?, row.take()?))).transpose()
}

/// Takes a file away. Says its name, or nothing when it was not there.
pub async fn delete(db: &dyn Source, of: Owner<'_>, id: i64) -> Result<Option<String>> {
    let Place { table, owner, number, .. } = of.place();
    let query = format!("DELETE FROM {table} WHERE {owner} = {number} AND id = $2 RETURNING name");
    let row = sql::maybe(db, query, vec![of.value(), id.into()]).await?;
    row.map(|mut row| row.take()).transpose()
}
