//! One year of the store, from an empty database to a restored backup, on every database there is:
//! SQLite in memory and in a file always, PostgreSQL when `TEST_POSTGRES` names a server.
#![expect(clippy::unwrap_used, reason = "tests")]

extern crate nhipcau_store as store;

mod chapters;
mod databases;
mod saved;
mod world;
mod writers;

use databases::Database;
use store::StoreError;

/// The code of a conflict.
fn code<T: std::fmt::Debug>(result: Result<T, StoreError>) -> String {
    match result {
        Err(StoreError::Conflict(code)) => code,
        other => panic!("not a conflict: {other:?}"),
    }
}

#[tokio::test]
async fn a_year_in_memory() {
    chapters::tell(&Database::memory().await).await;
}

#[tokio::test]
async fn a_year_in_a_file() {
    chapters::tell(&Database::file().await).await;
}

#[tokio::test]
async fn a_year_in_postgres() {
    let Some(db) = Database::postgres().await else {
        return;
    };
    chapters::tell(&db).await;
    db.drop().await;
}
