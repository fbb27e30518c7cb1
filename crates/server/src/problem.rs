//! How a use case fails: a refusal a person can mend, a lack of right, or a fault of ours.
use domain::access::Action;
use domain::refusal::Refusal;
use store::StoreError;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum Problem {
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The actor may not do this; the page says who can.
    #[error("not allowed: {0:?}")]
    Forbidden(Action),
    #[error("not found: {0}")]
    NotFound(&'static str),
    /// Someone else saved in between.
    #[error("changed meanwhile: {0}")]
    Conflict(String),
    #[error(transparent)]
    Broken(#[from] anyhow::Error),
}

pub type Outcome<T> = Result<T, Problem>;

impl From<StoreError> for Problem {
    fn from(e: StoreError) -> Self {
        match e {
            StoreError::NotFound => Problem::NotFound("row"),
            StoreError::Conflict(what) => Problem::Conflict(what),
            other => Problem::Broken(anyhow::Error::new(other)),
        }
    }
}
