//! A file in pieces: its head, then batches that end between two activities, so that threads can share the work.

pub(crate) mod cut;
pub(crate) mod head;
pub(crate) mod walk;

pub use crate::tree::build::Limits;
