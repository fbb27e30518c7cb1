//! Procedures of aid as data, and the one engine that runs them.
//!
//! A [`RuleSet`] is one file of `data/rules/`: steps with exits, clocks, opinions, papers, cases.
//! A [`Dossier`] is facts and dated events. [`state`] folds the events through the rules that
//! govern the dossier and says where it stands on a day: who must act, until when, by which
//! article. The rules are chosen by the dates submitted and amended ([`choose`]); a dossier keeps
//! those it was born under. What no source says is empty in the file and named in the state.
mod calendar;
mod check;
mod choose;
mod clock;
mod dossier;
mod grant_element;
mod rules;
mod state;
pub mod version;
mod walk;

pub use calendar::{Calendar, Decision, Holiday, LunarFeast, Year};
pub use check::{RuleFinding, check};
pub use choose::{choose, reporting};
pub use clock::Reckoned;
pub use dossier::{Dossier, Event};
pub use grant_element::{LoanTerms, TIED, UNTIED, grant_element};
pub use rules::{
    Actor, Case, Clock, Condition, DecisionField, Exit, FactRule, Opinion, Paper, ReportRule, RestDay,
    RuleSet, Silence, Step, Transition, Unit,
};
pub use state::{ClockState, Law, OpinionState, PlaceState, ReportState, State, state};
