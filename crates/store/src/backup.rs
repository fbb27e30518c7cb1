//! The whole database in one file that both SQLite and PostgreSQL can be restored from.
//!
//! Lines of JSON: a header, then for each table a line that names its columns and a line for each
//! row, then the SHA-256 of everything before it. Bytes are hexadecimal. Sessions are left out.
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use sea_orm::Value;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::connection::{Store, Tx};
use crate::error::{Result, StoreError};
use crate::schema::{self, Kind, Table, tables};
use crate::sealed::hex;
use crate::sql::{self, Cells, places};

/// First line of a backup.
#[derive(Serialize, Deserialize)]
pub(crate) struct Header {
    /// Always "nhipcau".
    pub(crate) backup: String,
    /// Of this layout.
    pub(crate) format: u32,
    /// [`schema::VERSION`] of the program that wrote it.
    pub(crate) schema: u32,
}

/// Line before the rows of a table.
#[derive(Serialize, Deserialize)]
pub(crate) struct Heading {
    pub(crate) table: String,
    pub(crate) columns: Vec<String>,
}

/// Last line.
#[derive(Serialize, Deserialize)]
pub(crate) struct Seal {
    pub(crate) sha256: String,
}

pub(crate) const NAME: &str = "nhipcau";
pub(crate) const FORMAT: u32 = 1;

impl Store {
    /// Writes everything to a new file, as it stands at one moment, while others go on working.
    /// Memory holds a page of rows at a time.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the file exists or the tables are of another version.
    pub async fn backup(&self, to: &Path) -> Result<()> {
        let version = self.schema_version().await?;
        if version != schema::VERSION {
            return Err(StoreError::refused(format!("tables of version {version}: migrate first")));
        }
        // Renamed when whole: a file with the right name is a whole backup.
        let partial = to.with_extension("partial");
        if to.exists() {
            return Err(StoreError::refused(format!("{} exists", to.display())));
        }
        let mut out = Out { file: BufWriter::new(File::create(&partial)?), hash: Sha256::new() };
        let tx = self.snapshot().await?;
        out.line(&Header { backup: NAME.into(), format: FORMAT, schema: version })?;
        for table in tables().filter(|t| !t.passing) {
            write_table(&tx, table, &mut out).await?;
        }
        out.finish()?;
        std::fs::rename(&partial, to)?;
        Ok(())
    }
}

struct Out {
    file: BufWriter<File>,
    hash: Sha256,
}

impl Out {
    fn line<T: Serialize>(&mut self, value: &T) -> Result<()> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        self.hash.update(&line);
        Ok(self.file.write_all(&line)?)
    }

    fn finish(mut self) -> Result<()> {
        let seal = Seal { sha256: hex(&self.hash.finalize()) };
        serde_json::to_writer(&mut self.file, &seal)?;
        self.file.write_all(b"\n")?;
        self.file.flush()?;
        Ok(self.file.get_ref().sync_all()?)
    }
}

/// Reads on from the last row's key, so that no page costs more than the one before.
async fn write_table(tx: &Tx, table: &Table, out: &mut Out) -> Result<()> {
    let columns: Vec<String> = table.columns.iter().map(|c| c.name.to_owned()).collect();
    let order = table.order();
    let key: Vec<usize> = order.iter().filter_map(|k| columns.iter().position(|c| c == k)).collect();
    let (list, by) = (columns.join(", "), order.join(", "));
    out.line(&Heading { table: table.name.into(), columns })?;
    let first = format!("SELECT {list} FROM {} ORDER BY {by} LIMIT {}", table.name, table.page);
    let on = format!(
        "SELECT {list} FROM {} WHERE ({by}) > ({}) ORDER BY {by} LIMIT {}",
        table.name,
        places(0, key.len()),
        table.page
    );
    let mut after: Option<Vec<Value>> = None;
    loop {
        let (query, values) = match after.take() {
            None => (&first, Vec::new()),
            Some(values) => (&on, values),
        };
        for mut row in sql::all(tx, query.as_str(), values).await? {
            let values = read(table, &mut row)?;
            out.line(&values.iter().map(written).collect::<Vec<_>>())?;
            after = Some(key.iter().map(|i| values[*i].clone()).collect());
        }
        if after.is_none() {
            return Ok(());
        }
    }
}

fn read(table: &Table, row: &mut Cells) -> Result<Vec<Value>> {
    let value = |column: &schema::Column| {
        Ok(match column.kind {
            Kind::Id | Kind::Int => Value::BigInt(row.take()?),
            Kind::Text => Value::String(row.take()?),
            Kind::Bytes => Value::Bytes(row.take()?),
        })
    };
    table.columns.iter().map(value).collect()
}

fn written(value: &Value) -> serde_json::Value {
    match value {
        Value::BigInt(Some(n)) => (*n).into(),
        Value::String(Some(text)) => text.as_str().into(),
        Value::Bytes(Some(bytes)) => hex(bytes).into(),
        _ => serde_json::Value::Null,
    }
}
