//! Pages over a real router and a real database, without a network.
//!
//! `harness` keeps house and browser; each other file is a noun of `src/web`.
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]
mod web {
    mod agency;
    mod alert;
    mod catalogue;
    mod donor;
    mod dossier;
    mod guidance;
    pub mod harness;
    mod iati_check;
    mod listing;
    mod need;
    mod outline;
    mod people;
    mod procedure;
    mod programme;
    mod public;
    mod routing;
    mod signing;
    mod unit;
}
