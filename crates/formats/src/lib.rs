//! See docs/ARCHITECTURE.md.

pub mod catalogue;
pub mod diagram;
pub mod feed;
pub mod paper;
pub mod plan;
pub mod say;
pub mod sheet;
pub mod table;
