//! Filling an empty database from a backup, all of it or nothing.
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use sea_orm::Value;
use sha2::{Digest, Sha256};

use crate::backup::{FORMAT, Header, Heading, NAME, Seal};
use crate::connection::{Source, Store, Tx};
use crate::error::{Result, StoreError};
use crate::migrate;
use crate::schema::{self, Column, Kind, Table, tables};
use crate::sealed::hex;
use crate::sql::{self, MOST_PARAMETERS, args};

/// Rows are inserted when they reach this size, so that a few large files do not fill the memory.
const MOST_BYTES: usize = 4 << 20;

impl Store {
    /// Reads a file that [`Store::backup`] wrote, in one transaction. Makes the tables first.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the file is not a whole backup, was written by a newer
    /// program, or the database holds anything.
    pub async fn restore(&self, from: &Path) -> Result<()> {
        let schema = check(from)?;
        if schema > schema::VERSION {
            return Err(migrate::newer(schema));
        }
        self.migrate().await?;
        let tx = self.begin().await?;
        for table in tables() {
            let query = format!("SELECT 1 FROM {} LIMIT 1", table.name);
            if sql::maybe(&tx, query, Vec::new()).await?.is_some() {
                return Err(StoreError::refused("the database is not empty"));
            }
        }
        fill(&tx, from).await?;
        tx.commit().await
    }
}

/// Proves that the file is whole, and says the version of its tables.
fn check(from: &Path) -> Result<u32> {
    let broken = || StoreError::refused("the backup is not whole: its checksum is not that of its content");
    let mut lines = Lines::open(from)?;
    let header: Header = lines
        .next()?
        .and_then(|line| serde_json::from_slice(line).ok())
        .filter(|h: &Header| h.backup == NAME)
        .ok_or_else(|| StoreError::refused("the file is not a backup"))?;
    if header.format != FORMAT {
        return Err(StoreError::refused(format!("a backup of format {}", header.format)));
    }
    let mut before = Sha256::new();
    let mut last = lines.line.clone();
    while let Some(line) = lines.next()? {
        before.update(&last);
        last.clear();
        last.extend_from_slice(line);
    }
    let seal: Seal = serde_json::from_slice(&last).map_err(|_| broken())?;
    if seal.sha256 == hex(&before.finalize()) { Ok(header.schema) } else { Err(broken()) }
}

async fn fill(tx: &Tx, from: &Path) -> Result<()> {
    let mut lines = Lines::open(from)?;
    lines.next()?;
    let mut batch: Option<Batch> = None;
    while let Some(line) = lines.next()? {
        if line.starts_with(b"[") {
            let batch = batch.as_mut().ok_or_else(|| StoreError::refused("a row before its table"))?;
            batch.push(serde_json::from_slice(line)?)?;
            if batch.is_full() {
                batch.flush(tx).await?;
            }
            continue;
        }
        if let Some(mut done) = batch.take() {
            done.flush(tx).await?;
            done.count_on(tx).await?;
        }
        if let Ok(heading) = serde_json::from_slice::<Heading>(line) {
            batch = Some(Batch::of(&heading)?);
        }
    }
    Ok(())
}

/// Rows of one table on their way in.
struct Batch {
    table: &'static Table,
    columns: Vec<&'static Column>,
    head: String,
    values: Vec<Value>,
    bytes: usize,
}

impl Batch {
    fn of(heading: &Heading) -> Result<Self> {
        let unknown = |name: &str| {
            StoreError::refused(format!("the backup has {name}, which this program does not know"))
        };
        let table = tables().find(|t| t.name == heading.table).ok_or_else(|| unknown(&heading.table))?;
        let column =
            |name: &String| table.columns.iter().find(|c| c.name == name).ok_or_else(|| unknown(name));
        let columns: Vec<_> = heading.columns.iter().map(column).collect::<Result<_>>()?;
        let head = format!("INSERT INTO {} ({}) VALUES", table.name, heading.columns.join(", "));
        Ok(Self { table, columns, head, values: Vec::new(), bytes: 0 })
    }

    fn push(&mut self, row: Vec<serde_json::Value>) -> Result<()> {
        let wrong = || StoreError::refused(format!("a row of {} does not fit its columns", self.table.name));
        if row.len() != self.columns.len() {
            return Err(wrong());
        }
        for (column, value) in self.columns.iter().zip(row) {
            let value = match (column.kind, value) {
                (Kind::Id | Kind::Int, serde_json::Value::Null) => Value::BigInt(None),
                (Kind::Id | Kind::Int, serde_json::Value::Number(n)) => {
                    Value::BigInt(Some(n.as_i64().ok_or_else(wrong)?))
                }
                (Kind::Text, serde_json::Value::Null) => Value::String(None),
                (Kind::Text, serde_json::Value::String(text)) => Value::String(Some(text)),
                (Kind::Bytes, serde_json::Value::String(text)) => {
                    Value::Bytes(Some(unhex(&text).ok_or_else(wrong)?))
                }
                _ => return Err(wrong()),
            };
            self.bytes += match &value {
                Value::String(Some(text)) => text.len(),
                Value::Bytes(Some(bytes)) => bytes.len(),
                _ => 8,
            };
            self.values.push(value);
        }
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.bytes >= MOST_BYTES || self.values.len() + self.columns.len() > MOST_PARAMETERS
    }

    async fn flush(&mut self, tx: &Tx) -> Result<()> {
        self.bytes = 0;
        sql::bulk(tx, &self.head, self.columns.len(), std::mem::take(&mut self.values)).await
    }

    /// PostgreSQL hands out running numbers from a counter that knows nothing of given ones.
    async fn count_on(&self, tx: &Tx) -> Result<()> {
        if self.table.has_id() && !tx.is_sqlite() {
            let query = format!(
                "SELECT 1 FROM setval(pg_get_serial_sequence($1, 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {}), false)",
                self.table.name
            );
            sql::one(tx, query, args![self.table.name]).await?;
        }
        Ok(())
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect()
}

/// Lines of a file, one in memory.
struct Lines {
    file: BufReader<File>,
    line: Vec<u8>,
}

impl Lines {
    fn open(path: &Path) -> Result<Self> {
        Ok(Self { file: BufReader::new(File::open(path)?), line: Vec::new() })
    }

    fn next(&mut self) -> Result<Option<&[u8]>> {
        self.line.clear();
        let read = self.file.read_until(b'\n', &mut self.line)?;
        Ok((read > 0).then_some(self.line.as_slice()))
    }
}
