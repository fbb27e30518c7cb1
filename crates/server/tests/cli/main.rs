//! The verbs as people and timers run them: as processes, on real files.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod aid;
mod catalogue;
mod fixture;
mod iati;
mod iati_export;
mod kill;
mod rules;
mod verbs;
