//! See docs/ARCHITECTURE.md.

pub mod plan;
pub mod paper;
pub mod sheet;
pub mod say;
pub mod table;
