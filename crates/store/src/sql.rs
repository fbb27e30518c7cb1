//! The few helpers that every noun uses: run a statement, read its row from left to right.
use std::str::FromStr;

use jiff::Timestamp;
use sea_orm::{QueryResult, Statement, TryGetable, Value};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};

use crate::connection::Source;
use crate::error::{Result, StoreError};

/// Parameters of a statement, in the order of `$1`, `$2`, ….
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$(sea_orm::Value::from($value)),*] };
}
pub(crate) use args;

/// Most parameters of one statement. SQLite would take 32,766 and PostgreSQL 65,535, but a
/// prepared statement stays in memory, and a longer one saves nothing more.
pub(crate) const MOST_PARAMETERS: usize = 2_000;

pub(crate) async fn all(db: &dyn Source, sql: impl Into<String>, args: Vec<Value>) -> Result<Vec<Cells>> {
    let rows = db.connection().query_all(statement(db, sql, args)).await?;
    Ok(rows.into_iter().map(Cells::from).collect())
}

pub(crate) async fn maybe(
    db: &dyn Source,
    sql: impl Into<String>,
    args: Vec<Value>,
) -> Result<Option<Cells>> {
    Ok(db.connection().query_one(statement(db, sql, args)).await?.map(Cells::from))
}

/// The one row that must be there, else [`StoreError::NotFound`].
pub(crate) async fn one(db: &dyn Source, sql: impl Into<String>, args: Vec<Value>) -> Result<Cells> {
    maybe(db, sql, args).await?.ok_or(StoreError::NotFound)
}

/// Runs a statement and says how many rows it touched.
pub(crate) async fn run(db: &dyn Source, sql: impl Into<String>, args: Vec<Value>) -> Result<u64> {
    db.connection().execute(statement(db, sql, args)).await
}

/// Runs a statement that must touch a row, else [`StoreError::NotFound`].
pub(crate) async fn must(db: &dyn Source, sql: impl Into<String>, args: Vec<Value>) -> Result<()> {
    if run(db, sql, args).await? == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// Takes the next number of a series: "DC-2026-014" with a year, "NTT-007" without. Three digits, more
/// when a year has more than 999.
pub(crate) async fn next_code(db: &dyn Source, series: &str, year: Option<i16>) -> Result<String> {
    let query = "INSERT INTO counter (series, year, last) VALUES ($1, $2, 1) \
         ON CONFLICT (series, year) DO UPDATE SET last = counter.last + 1 RETURNING last";
    let n: i64 = one(db, query, args![series, i64::from(year.unwrap_or(0))]).await?.take()?;
    Ok(year.map_or_else(|| format!("{series}-{n:03}"), |y| format!("{series}-{y}-{n:03}")))
}

/// Runs a statement that saves over the revision that was read; a conflict of that name when someone
/// else was faster.
pub(crate) async fn save(db: &dyn Source, sql: &str, args: Vec<Value>, what: &str) -> Result<()> {
    if run(db, sql, args).await? == 0 { Err(StoreError::Conflict(what.to_owned())) } else { Ok(()) }
}

/// Inserts many rows of `width` values each, many in one statement. `head` is everything up to
/// and with `VALUES`.
pub(crate) async fn bulk(db: &dyn Source, head: &str, width: usize, values: Vec<Value>) -> Result<()> {
    let most = MOST_PARAMETERS / width * width;
    // SQLite looks for each `$n` among all the names before it; `?` has no name.
    let unnamed = vec!["?"; width].join(",");
    let mut values = values.into_iter().peekable();
    while values.peek().is_some() {
        let chunk: Vec<Value> = values.by_ref().take(most).collect();
        let row = |n: usize| {
            if db.is_sqlite() { unnamed.clone() } else { places(n * width, width) }
        };
        let rows: Vec<String> = (0..chunk.len() / width).map(|n| format!("({})", row(n))).collect();
        run(db, format!("{head} {}", rows.join(",")), chunk).await?;
    }
    Ok(())
}

/// "$4,$5,$6" for three parameters after the third.
pub(crate) fn places(after: usize, count: usize) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(count * 5);
    for n in after + 1..=after + count {
        let comma = if n == after + 1 { "" } else { "," };
        // Writing into a string does not fail.
        let _ = write!(out, "{comma}${n}");
    }
    out
}

fn statement(db: &dyn Source, sql: impl Into<String>, args: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(db.connection().backend(), sql, args)
}

/// A moment as it is stored: ISO 8601 in UTC, always with microseconds, so that texts sort and
/// compare as the moments do.
pub(crate) fn stamp(at: Timestamp) -> String {
    format!("{at:.6}")
}

pub(crate) fn json<T: Serialize>(value: &T) -> Result<String> {
    Ok(serde_json::to_string(value)?)
}

/// The name under which serde writes a unit variant.
pub(crate) fn word<T: Serialize>(value: &T) -> Result<String> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(StoreError::broken(format!("{other} is not one word"))),
    }
}

/// A row that is read from left to right, in the order of the query's columns.
pub(crate) struct Cells {
    row: QueryResult,
    next: usize,
}

impl From<QueryResult> for Cells {
    fn from(row: QueryResult) -> Self {
        Self { row, next: 0 }
    }
}

impl Cells {
    pub(crate) fn take<T: TryGetable>(&mut self) -> Result<T> {
        let value = self.row.try_get_by_index(self.next)?;
        self.next += 1;
        Ok(value)
    }

    /// A number that the domain keeps narrower than the database.
    pub(crate) fn number<T>(&mut self) -> Result<T>
    where
        T: TryFrom<i64>,
        StoreError: From<T::Error>,
    {
        Ok(T::try_from(self.take::<i64>()?)?)
    }

    pub(crate) fn json<T: DeserializeOwned>(&mut self) -> Result<T> {
        Ok(serde_json::from_str(&self.take::<String>()?)?)
    }

    pub(crate) fn maybe_json<T: DeserializeOwned>(&mut self) -> Result<Option<T>> {
        Ok(self.take::<Option<String>>()?.map(|text| serde_json::from_str(&text)).transpose()?)
    }

    /// A date or a moment.
    pub(crate) fn time<T>(&mut self) -> Result<T>
    where
        T: FromStr,
        StoreError: From<T::Err>,
    {
        Ok(self.take::<String>()?.parse()?)
    }

    pub(crate) fn maybe_time<T>(&mut self) -> Result<Option<T>>
    where
        T: FromStr,
        StoreError: From<T::Err>,
    {
        Ok(self.take::<Option<String>>()?.map(|text| text.parse()).transpose()?)
    }

    /// A unit variant by the name under which serde writes it.
    pub(crate) fn word<T: for<'de> Deserialize<'de>>(&mut self) -> Result<T> {
        let word = self.take::<String>()?;
        let reader: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
            word.as_str().into_deserializer();
        Ok(T::deserialize(reader)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_moments_sort_as_text_like_the_moments_themselves() {
        let early: Timestamp = "2025-11-04T16:59:59Z".parse().unwrap();
        let late: Timestamp = "2025-11-04T16:59:59.5Z".parse().unwrap();
        assert!(stamp(early) < stamp(late));
        assert_eq!(stamp(late).parse::<Timestamp>().unwrap(), late);
    }

    #[test]
    fn parameters_are_counted_on() {
        assert_eq!(places(3, 3), "$4,$5,$6");
        assert_eq!(places(0, 1), "$1");
    }
}
