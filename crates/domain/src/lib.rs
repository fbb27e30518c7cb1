//! What the words of the field mean and what may happen. Pure: no I/O, no clock, no database.
//!
//! Reading order: a [`form::Form`] says what a [`round::Round`] asks; a unit answers with a
//! [`report::Report`]; [`report::checks`] say what is wrong with it; [`figures`] add it up;
//! [`consolidation`] is what leaves the house.
#![forbid(unsafe_code)]

pub mod words;
pub mod ids;
pub mod finding;
pub mod refusal;

pub mod form;
pub mod report;
pub mod figures;
pub mod round;
pub mod consolidation;
pub mod project;

pub mod plan;
pub mod place;
pub mod organisation;
pub mod access;
