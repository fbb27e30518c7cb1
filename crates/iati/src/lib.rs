//! IATI 2.03: read, check and write activity and organisation files.
//!
//! The crate knows nothing but the standard. It reads a file of any size in constant memory, one activity at a
//! time, and says all that is wrong with it, each with line, column and path.

pub mod finding;
pub mod model;
pub mod names;
pub mod tree;
pub mod xml;

pub use model::Kind;
pub use names::Name;
pub use tree::{NodeId, Tree};
pub use xml::position::Pos;
