//! A fresh database for each test.
use std::sync::atomic::{AtomicU32, Ordering};

use store::{Source, Store};

pub(crate) struct Database {
    pub(crate) store: Store,
    /// Holds a SQLite file for as long as the test runs.
    _dir: Option<tempfile::TempDir>,
    /// URL and name of the PostgreSQL schema to remove at the end.
    schema: Option<(String, String)>,
}

impl Database {
    pub(crate) async fn memory() -> Self {
        Self::migrated("sqlite::memory:", None, None).await
    }

    pub(crate) async fn file() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("năm 2025.db");
        Self::migrated(path.to_str().unwrap(), Some(dir), None).await
    }

    /// A schema of its own on the server that `TEST_POSTGRES` names, else a printed reason.
    pub(crate) async fn postgres() -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        #[expect(clippy::disallowed_methods, reason = "the test runner's own setting")]
        let Ok(server) = std::env::var("TEST_POSTGRES") else {
            println!("skipped: set TEST_POSTGRES=postgres://… to run the story on PostgreSQL");
            return None;
        };
        let name = format!("story_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let admin = Store::connect(&server).await.unwrap();
        run(&admin, &format!("DROP SCHEMA IF EXISTS {name} CASCADE")).await;
        run(&admin, &format!("CREATE SCHEMA {name}")).await;
        let mark = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{mark}options[search_path]={name}");
        Some(Self::migrated(&url, None, Some((server, name))).await)
    }

    async fn migrated(url: &str, dir: Option<tempfile::TempDir>, schema: Option<(String, String)>) -> Self {
        let store = Store::connect(url).await.unwrap();
        assert_eq!(store.schema_version().await.unwrap(), 0);
        assert_eq!(store.migrate().await.unwrap(), 0);
        assert_eq!(
            store.migrate().await.unwrap(),
            store::SCHEMA_VERSION,
            "a second time there is nothing to do"
        );
        Self { store, _dir: dir, schema }
    }

    pub(crate) async fn drop(self) {
        if let Some((server, name)) = &self.schema {
            let admin = Store::connect(server).await.unwrap();
            run(&admin, &format!("DROP SCHEMA {name} CASCADE")).await;
        }
    }
}

/// Anything, past the program: what a person with a database tool could do.
pub(crate) async fn run(db: &dyn Source, sql: &str) {
    db.connection().execute_script(sql).await.unwrap();
}
