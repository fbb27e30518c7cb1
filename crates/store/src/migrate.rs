//! Bringing a database to the shape that this program needs.

use crate::connection::{Source, Store, Tx};
use crate::error::{Result, StoreError};
use crate::schema;
use crate::sql::{self, args};

/// Any number that no other program on the same PostgreSQL server locks.
const LOCK: i64 = 0x4e68_6970_4361_7501;

impl Store {
    /// Makes or grows the tables, in one transaction. Says the version that was found.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when a newer program has been here.
    pub async fn migrate(&self) -> Result<u32> {
        let found = self.schema_version().await?;
        if found > schema::VERSION {
            return Err(newer(found));
        }
        if found == schema::VERSION {
            return Ok(found);
        }
        let tx = self.begin().await?;
        if !self.is_sqlite() {
            // Two programs may start at the same moment.
            sql::one(&tx, "SELECT 1 FROM pg_advisory_xact_lock($1)", args![LOCK]).await?;
        }
        let found = version(&tx).await?;
        for version in found + 1..=schema::VERSION {
            for step in schema::steps(version, self.is_sqlite()) {
                tx.connection().execute_script(&step).await?;
            }
        }
        set_version(&tx).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// Version of the tables that are there; 0 when there are none.
    pub async fn schema_version(&self) -> Result<u32> {
        version(self).await
    }
}

pub(crate) fn newer(found: u32) -> StoreError {
    StoreError::refused(format!("tables of version {found}; this program knows version {}", schema::VERSION))
}

async fn version(db: &dyn Source) -> Result<u32> {
    let table = if db.is_sqlite() {
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'"
    } else {
        "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('schema_version')"
    };
    if sql::one(db, table, Vec::new()).await?.take::<i64>()? == 0 {
        return Ok(0);
    }
    sql::maybe(db, "SELECT version FROM schema_version", Vec::new())
        .await?
        .map_or(Ok(0), |mut row| row.number())
}

async fn set_version(tx: &Tx) -> Result<()> {
    let table = "CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL)";
    tx.connection().execute_script(table).await?;
    sql::run(tx, "DELETE FROM schema_version", Vec::new()).await?;
    sql::run(tx, "INSERT INTO schema_version (version) VALUES ($1)", args![i64::from(schema::VERSION)])
        .await?;
    Ok(())
}
