//! What can go wrong between the program and its database.
use sea_orm::{DbErr, SqlErr};

/// Result of everything in this crate.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The row that was asked for is not there.
    #[error("not found")]
    NotFound,
    /// Someone else was first: a stable kebab-case code ("email-taken"), or the database's own
    /// words where a constraint has no code of its own.
    #[error("conflict: {0}")]
    Conflict(String),
    /// The request itself cannot be done; says why.
    #[error("refused: {0}")]
    Refused(String),
    /// The database cannot be reached or holds something that this program cannot read.
    #[error("database: {0}")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    pub(crate) fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }
    pub(crate) fn broken(why: impl Into<String>) -> Self {
        Self::Broken(why.into().into())
    }
    /// Gives a conflict the code under which a caller knows it.
    pub(crate) fn conflict_as(self, code: &str) -> Self {
        match self {
            Self::Conflict(_) => Self::Conflict(code.to_owned()),
            other => other,
        }
    }
}

impl From<DbErr> for StoreError {
    fn from(e: DbErr) -> Self {
        match e.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what)) => Self::Conflict(what),
            Some(SqlErr::ForeignKeyConstraintViolation(what)) => Self::Refused(what),
            _ => Self::Broken(Box::new(e)),
        }
    }
}

macro_rules! broken_by {
    ($($source:ty),+ $(,)?) => {$(
        impl From<$source> for StoreError {
            fn from(e: $source) -> Self {
                Self::Broken(Box::new(e))
            }
        }
    )+};
}

broken_by![
    serde_json::Error,
    serde::de::value::Error,
    jiff::Error,
    std::io::Error,
    std::num::TryFromIntError
];
