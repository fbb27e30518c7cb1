//! See docs/ARCHITECTURE.md.

pub mod diagram;
pub mod paper;
pub mod plan;
pub mod say;
pub mod sheet;
pub mod table;
