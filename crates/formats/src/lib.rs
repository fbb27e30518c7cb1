//! See docs/ARCHITECTURE.md.

pub mod paper;
pub mod plan;
pub mod say;
pub mod sheet;
pub mod table;
