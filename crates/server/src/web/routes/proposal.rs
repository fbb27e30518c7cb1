//! Needs and the yearly proposals.
use super::Route;

pub(super) fn table() -> Vec<Route> {
    Vec::new()
}

/// Addresses; `super::url` gives them out with all others.
pub mod url {}
