//! The only room that knows SQL. Rows become domain types here and nothing of the database leaves.
//!
//! One [`Store`] speaks SQLite or PostgreSQL, chosen by URL. A file is a noun; its functions take
//! `db: &dyn Source`, which is the store itself for reading and a [`Tx`] for everything that
//! belongs together. There is no clock here: moments come as arguments.
//!
//! SQL is written by hand with `$1` parameters, which both databases take, and SeaORM carries it:
//! pools, transactions, values and errors. Its entities and query builder would cost more
//! processor time on the hot pages than the queries themselves, and would be a third shape of
//! each noun beside the domain type and the table.
#![forbid(unsafe_code)]

mod connection;
mod error;
mod migrate;
mod schema;
mod sql;

mod backup;
mod lately;
mod restore;

pub mod audit;
pub mod setting;

pub mod session;
pub mod user;

pub mod intake;
pub mod obligation;
pub mod report;
pub mod revision;
pub mod round;

pub mod figure;
pub mod sealed;
pub mod section_text;

pub mod aid;
pub mod alert;
pub mod attached;
pub mod call;
pub mod catalogue;
pub mod donor;
pub mod dossier;
pub mod dossier_draft;
pub mod engagement;
pub mod flow;
pub mod guidance;
pub mod match_decision;
pub mod programme;
pub mod project;
pub mod rule_version;

pub mod listing;
pub mod need;
pub mod outline;

pub mod mail;

pub mod briefing;
pub mod duty_state;

pub use connection::{Source, Store, Tx};
pub use error::{Result, StoreError};
pub use lately::Lately;
pub use schema::VERSION as SCHEMA_VERSION;
pub use sealed::hex;
