//! Opening a database, and the transaction in which everything that belongs together is written.
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, QueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::audit::Head;
use crate::error::{Result, StoreError};
use crate::sql;

/// How long a writer waits for the one before it.
const WAIT: Duration = Duration::from_secs(10);
/// Readers of a SQLite file beside each other; a writer needs one of them.
const SQLITE_CONNECTIONS: u32 = 4;
/// Kibibytes of pages that a connection keeps, as SQLite writes it: a round's indexes fit.
const CACHE: &str = "-8000";
/// Pages of the log (16 MB) before it is folded back into the file. The same index pages are written
/// by every submission; in a longer log they are folded back once for many of them.
const LOG_PAGES: &str = "4000";
const POSTGRES_CONNECTIONS: u32 = 8;
/// Every statement of this crate is prepared once on each connection.
const STATEMENTS: usize = 256;

/// An open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    db: DatabaseConnection,
    /// SQLite has one writer; in one process writers queue here in order of arrival instead of
    /// waking up to see whether the file is free.
    turn: Option<Arc<Semaphore>>,
}

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Tx {
    db: DatabaseTransaction,
    /// Where the audit trail ends, once this transaction has written to it: until it is over, nobody else does.
    pub(crate) trail: Mutex<Option<Head>>,
    /// Released after `db` has let go of the file.
    _turn: Option<OwnedSemaphorePermit>,
}

impl Tx {
    fn new(db: DatabaseTransaction, turn: Option<OwnedSemaphorePermit>) -> Self {
        Self { db, trail: Mutex::default(), _turn: turn }
    }
}

/// What a query can run on: a [`Store`] or a [`Tx`]. Passed as `&dyn`, so that each query is
/// compiled once and not again for each of the two in every program that uses it.
pub trait Source: Sync {
    #[doc(hidden)]
    fn connection(&self) -> Connection<'_>;
    /// Appended to a query whose row is about to be changed. SQLite has one writer anyway; in
    /// PostgreSQL a row that a transaction reads in order to change it stays as it was read.
    #[doc(hidden)]
    fn row_lock(&self) -> &'static str {
        ""
    }
    #[doc(hidden)]
    fn is_sqlite(&self) -> bool {
        self.connection().backend() == DbBackend::Sqlite
    }
}

/// Where a statement goes.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum Connection<'a> {
    /// Any free one of the pool.
    Pool(&'a DatabaseConnection),
    /// The one that the transaction holds.
    Held(&'a DatabaseTransaction),
}

impl Connection<'_> {
    pub(crate) fn backend(self) -> DbBackend {
        match self {
            Self::Pool(db) => db.get_database_backend(),
            Self::Held(db) => db.get_database_backend(),
        }
    }

    pub(crate) async fn query_all(self, statement: Statement) -> Result<Vec<QueryResult>> {
        Ok(match self {
            Self::Pool(db) => db.query_all_raw(statement).await?,
            Self::Held(db) => db.query_all_raw(statement).await?,
        })
    }

    pub(crate) async fn query_one(self, statement: Statement) -> Result<Option<QueryResult>> {
        Ok(match self {
            Self::Pool(db) => db.query_one_raw(statement).await?,
            Self::Held(db) => db.query_one_raw(statement).await?,
        })
    }

    pub(crate) async fn execute(self, statement: Statement) -> Result<u64> {
        let done = match self {
            Self::Pool(db) => db.execute_raw(statement).await?,
            Self::Held(db) => db.execute_raw(statement).await?,
        };
        Ok(done.rows_affected())
    }

    /// Several statements at once, without parameters: only for the schema.
    pub async fn execute_script(self, script: &str) -> Result<()> {
        match self {
            Self::Pool(db) => db.execute_unprepared(script).await?,
            Self::Held(db) => db.execute_unprepared(script).await?,
        };
        Ok(())
    }
}

impl Source for Store {
    fn connection(&self) -> Connection<'_> {
        Connection::Pool(&self.db)
    }
}

impl Source for Tx {
    fn connection(&self) -> Connection<'_> {
        Connection::Held(&self.db)
    }
    fn row_lock(&self) -> &'static str {
        if Source::is_sqlite(self) { "" } else { " FOR UPDATE" }
    }
}

impl Store {
    /// Opens `sqlite:path?mode=rwc`, a plain path, `sqlite::memory:` or `postgres://…`.
    ///
    /// A SQLite file is made when it is missing, unless the URL says another `mode`. A database
    /// in memory has one connection: reading from the store inside a transaction would wait for
    /// itself, so read from the transaction.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for a URL of another kind, [`StoreError::Broken`] when the
    /// database cannot be opened.
    pub async fn connect(url: &str) -> Result<Self> {
        let (options, sqlite) = match Target::of(url)? {
            Target::Postgres => (postgres(url), false),
            Target::Memory => (sqlite_options("sqlite::memory:", None, 1), true),
            Target::SqliteUrl(url) => (sqlite_options(&url, None, SQLITE_CONNECTIONS), true),
            Target::File(path) => (sqlite_options("sqlite:file", Some(path), SQLITE_CONNECTIONS), true),
        };
        let db = Database::connect(options).await?;
        Ok(Self { db, turn: sqlite.then(|| Arc::new(Semaphore::new(1))) })
    }

    /// Starts a transaction that may write.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when another writer has held a SQLite file for ten seconds.
    pub async fn begin(&self) -> Result<Tx> {
        let turn = match &self.turn {
            Some(turn) => Some(
                tokio::time::timeout(WAIT, Arc::clone(turn).acquire_owned())
                    .await
                    .map_err(|_| StoreError::broken("another transaction has been writing for ten seconds"))?
                    .map_err(|e| StoreError::Broken(Box::new(e)))?,
            ),
            None => None,
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Tx::new(self.db.begin_with_options(options).await?, turn))
    }

    /// Starts a transaction that sees one state of all tables and writes nothing.
    pub(crate) async fn snapshot(&self) -> Result<Tx> {
        let options = if self.is_sqlite() {
            TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                ..TransactionOptions::default()
            }
        } else {
            TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                ..TransactionOptions::default()
            }
        };
        Ok(Tx::new(self.db.begin_with_options(options).await?, None))
    }

    pub fn is_sqlite(&self) -> bool {
        Source::is_sqlite(self)
    }

    /// What the database itself finds wrong with its files; empty when all is well. PostgreSQL
    /// keeps its own checksums, so only the connection is tried there.
    pub async fn check(&self) -> Result<Vec<String>> {
        if !self.is_sqlite() {
            sql::one(self, "SELECT 1", Vec::new()).await?;
            return Ok(Vec::new());
        }
        let said = sql::all(self, "PRAGMA quick_check", Vec::new()).await?;
        let said: Vec<String> = said.into_iter().map(|mut row| row.take()).collect::<Result<_>>()?;
        Ok(said.into_iter().filter(|s| s != "ok").collect())
    }

    /// Closes all connections; SQLite folds its log back into the file.
    pub async fn close(self) -> Result<()> {
        Ok(self.db.close().await?)
    }
}

impl Tx {
    /// Makes everything written in this transaction visible and durable.
    pub async fn commit(self) -> Result<()> {
        Ok(self.db.commit().await?)
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Target {
    Postgres,
    Memory,
    SqliteUrl(String),
    File(PathBuf),
}

impl Target {
    fn of(url: &str) -> Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres);
        }
        if let Some(rest) = url.strip_prefix("sqlite:") {
            return Ok(match rest.trim_start_matches("//") {
                "" => return Err(StoreError::refused("the database URL names no file")),
                ":memory:" => Self::Memory,
                _ if rest.contains("mode=memory") => Self::Memory,
                _ if rest.contains("mode=") => Self::SqliteUrl(url.to_owned()),
                _ if rest.contains('?') => Self::SqliteUrl(format!("{url}&mode=rwc")),
                _ => Self::SqliteUrl(format!("{url}?mode=rwc")),
            });
        }
        match url {
            "" => Err(StoreError::refused("the database URL names no file")),
            _ if url.contains("://") => {
                Err(StoreError::refused("a database is sqlite:PATH, a path, or postgres://HOST/NAME"))
            }
            path => Ok(Self::File(Path::new(path).to_owned())),
        }
    }
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(WAIT)
        // A server may restart or a proxy drop what was idle; a busy connection is not asked.
        .test_before_acquire_if_idle_for(Duration::from_secs(30))
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|o| o.statement_cache_capacity(STATEMENTS).application_name("nhipcau"));
    options
}

fn sqlite_options(url: &str, file: Option<PathBuf>, connections: u32) -> ConnectOptions {
    let in_memory = connections == 1;
    let mut options = ConnectOptions::new(url);
    options
        // No least number: the pool would open that one beside the first, and of two that switch a
        // new file to its log at once SQLite turns one away without waiting.
        .max_connections(connections)
        .acquire_timeout(WAIT)
        .idle_timeout(None)
        .max_lifetime(None)
        // Nothing can cut a connection to a file, and the question costs as much as a query.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |o| {
            let o = match &file {
                Some(path) => o.filename(path).create_if_missing(true),
                None => o,
            };
            let o = if in_memory { o } else { o.journal_mode(SqliteJournalMode::Wal) };
            o.pragma("cache_size", CACHE)
                // What a statement of many rows could undo stays in memory; else a file is made for each.
                .pragma("temp_store", "MEMORY")
                .pragma("wal_autocheckpoint", LOG_PAGES)
                .synchronous(SqliteSynchronous::Normal)
                .foreign_keys(true)
                .busy_timeout(WAIT)
                .statement_cache_capacity(STATEMENTS)
        });
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_named_by_url_or_by_path() {
        let of = |url: &str| Target::of(url).unwrap();
        assert_eq!(of("postgres://me@host/db"), Target::Postgres);
        assert_eq!(of("sqlite::memory:"), Target::Memory);
        assert_eq!(of("sqlite:a.db"), Target::SqliteUrl("sqlite:a.db?mode=rwc".into()));
        assert_eq!(of("sqlite:a.db?mode=ro"), Target::SqliteUrl("sqlite:a.db?mode=ro".into()));
        assert_eq!(of("năm 2025/50% a?.db"), Target::File("năm 2025/50% a?.db".into()));
        for wrong in ["", "sqlite:", "mysql://host/db"] {
            assert!(matches!(Target::of(wrong), Err(StoreError::Refused(_))), "{wrong}");
        }
    }
}
