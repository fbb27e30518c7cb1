//! What the words of the field mean and what may happen. Pure: no I/O, no clock, no database.
//!
//! Reading order: a [`form::Form`] says what a [`round::Round`] asks; a unit answers with a
//! [`report::Report`]; [`report::checks`] say what is wrong with it; [`figures`] add it up;
//! [`consolidation`] is what leaves the house.
#![forbid(unsafe_code)]

pub mod finding;
pub mod ids;
pub mod refusal;
pub mod words;

pub mod aid;
pub mod alert;
pub mod consolidation;
pub mod figures;
pub mod form;
pub mod project;
pub mod report;
pub mod round;

pub mod call;
pub mod catalogue;
pub mod donor;
pub mod dossier;
pub mod engagement;
pub mod guidance;
pub mod matching;
pub mod need;
pub mod outline;
pub mod programme;
pub mod zone;

pub mod access;
pub mod legal;
pub mod organisation;
pub mod place;
pub mod plan;
pub mod procedure;
