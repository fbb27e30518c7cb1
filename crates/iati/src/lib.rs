//! IATI 2.03: read, check and write activity and organisation files.
//!
//! The crate knows nothing but the standard. It reads a file of any size in constant memory, one activity at a
//! time. [`check()`] says all that is wrong with it, each with line, column and path; [`typed`] gives activities and
//! organisations as values, and writes them.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

pub mod check;
pub mod codelists;
pub mod finding;
pub mod messages;
pub mod model;
pub mod names;
pub mod read;
pub mod report;
pub mod rules;
pub mod schema;
pub mod tree;
pub mod typed;
pub mod version;
pub mod xml;

pub use check::{Options, Piece, check, check_file, check_file_counted, items};
pub use finding::{Category, Finding, RuleId, Severity, Summary};
pub use messages::Lang;
pub use model::Kind;
pub use names::Name;
pub use tree::{NodeId, Tree};
pub use version::Version;
pub use xml::position::Pos;
