//! The shape of a rule set: `data/rules/*.toml`.
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::organisation::Role;
use crate::plan::DayMonth;
use crate::words::Words;

/// One instrument's procedure. Another province, or another clock, is another file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// Name of the file without its ending.
    pub id: String,
    /// What it governs: "grant", "emergency", "oda", "ngo_registration". Successors share it.
    pub family: String,
    pub title: Words,
    /// Number and symbol: "80/2020/NĐ-CP".
    pub instrument: String,
    pub issued: Date,
    /// First day; without it the set is never chosen by date, only by name.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day, inclusive.
    #[serde(default)]
    pub to: Option<Date>,
    /// Where the facts come from.
    pub source: String,
    /// What is not known, in words: shown wherever the rules are.
    #[serde(default)]
    pub to_confirm: Vec<Words>,
    /// First step.
    pub start: String,
    #[serde(default)]
    pub rest_day: RestDay,
    /// Events that no step leads to: a disaster.
    #[serde(default)]
    pub outside: Vec<String>,
    /// Number of sets of the dossier.
    #[serde(default)]
    pub copies: Option<u8>,
    #[serde(default)]
    pub transition: Transition,
    #[serde(default, rename = "fact")]
    pub facts: Vec<FactRule>,
    #[serde(default, rename = "case")]
    pub cases: Vec<Case>,
    #[serde(default, rename = "paper")]
    pub papers: Vec<Paper>,
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    #[serde(default, rename = "clock")]
    pub clocks: Vec<Clock>,
    #[serde(default, rename = "opinion")]
    pub opinions: Vec<Opinion>,
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<DecisionField>,
    #[serde(default, rename = "decision_field")]
    pub decision_fields: Vec<DecisionField>,
    #[serde(default, rename = "report")]
    pub reports: Vec<ReportRule>,
}

/// A last day that is a day of rest: it stays, or the next working day takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestDay {
    #[default]
    Stays,
    NextWorkingDay,
}

/// What happens to dossiers that were on their way when these rules began.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// Sent before, not decided: true when they go over to these rules.
    #[serde(default)]
    pub takes_pending: bool,
    /// Amended since: true when the amendment goes over to these rules.
    #[serde(default)]
    pub takes_amended: bool,
    /// Approved before: true when their reports go over to these rules.
    #[serde(default)]
    pub takes_reports: bool,
    #[serde(default)]
    pub article: String,
    #[serde(default = "yes")]
    pub confirmed: bool,
}

pub(super) fn yes() -> bool {
    true
}

/// All of these facts must have one of these values. An empty condition always holds.
pub type Condition = BTreeMap<String, Vec<String>>;

/// A fact of a dossier that the rules ask for, and what it may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactRule {
    pub key: String,
    pub title: Words,
    pub values: Vec<String>,
    #[serde(default)]
    pub required: bool,
}

/// Who decides. The first case that holds counts; the last has no condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub id: String,
    /// Who signs: "Thủ tướng Chính phủ".
    pub authority: Words,
    pub role: Role,
    #[serde(default)]
    pub when: Condition,
    pub article: String,
}

/// Who acts at a step: a role, or whoever approves in the dossier's case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The role of the [`Case`].
    CaseApprover,
    #[serde(untagged)]
    Role(Role),
}

/// A paper of the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    pub id: String,
    pub title: Words,
    #[serde(default)]
    pub when: Condition,
    pub article: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: String,
    pub title: Words,
    #[serde(default)]
    pub actor: Vec<Actor>,
    #[serde(default)]
    pub article: String,
    /// False while no source names the article or the step.
    #[serde(default = "yes")]
    pub confirmed: bool,
    /// Ids of the clocks that count here; the earliest open one is the step's.
    #[serde(default)]
    pub clocks: Vec<String>,
    /// Opinions are asked for and counted here.
    #[serde(default)]
    pub opinions: bool,
    /// Papers that lack are named here.
    #[serde(default)]
    pub papers: bool,
    /// Reports are owed here.
    #[serde(default)]
    pub reports: bool,
    /// The dossier ends here.
    #[serde(default)]
    pub end: bool,
    #[serde(default, rename = "exit")]
    pub exits: Vec<Exit>,
}

/// An event that leads on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    pub event: String,
    pub title: Words,
    pub to: String,
    /// Who does this where it is not the step's actors.
    #[serde(default)]
    pub actor: Vec<Actor>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Every day counts.
    Calendar,
    /// Days of rest do not count.
    Working,
    /// The same day some months later; the last of the month where that day is not in it.
    Months,
}

/// What it means when the last day has passed without a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// No source says; the dossier waits.
    #[default]
    NotStated,
    /// An opinion not given counts as consent.
    Agreed,
    /// The approval may be withdrawn.
    MayWithdraw,
    /// The dossier falls under other rules.
    OtherRules,
}

/// A length of time. The day of the event that starts it is not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    pub id: String,
    pub title: Words,
    /// Who must act in this time; the step's actors when empty.
    #[serde(default)]
    pub actor: Vec<Actor>,
    /// Days, working days or months; empty while no source says.
    #[serde(default)]
    pub length: Option<u16>,
    pub unit: Option<Unit>,
    /// The last of these events starts it.
    pub from: Vec<String>,
    /// Any of these ends it. Without them it ends with the step.
    #[serde(default)]
    pub until: Vec<String>,
    /// This event, with a day of its own, moves the last day.
    #[serde(default)]
    pub deferred_by: Option<String>,
    /// Starts only when no paper lacks: on the day the last one came.
    #[serde(default)]
    pub needs_papers: bool,
    /// Counts only when this holds.
    #[serde(default)]
    pub when: Condition,
    #[serde(default)]
    pub silence: Silence,
    pub article: String,
    #[serde(default = "yes")]
    pub confirmed: bool,
}

/// An opinion to be asked for, beside others and at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    pub of: Role,
    #[serde(default)]
    pub when: Condition,
    pub article: String,
    /// Days after the request; empty while no source says.
    #[serde(default)]
    pub length: Option<u16>,
    #[serde(default)]
    pub unit: Option<Unit>,
    #[serde(default)]
    pub silence: Silence,
}

/// A criterion of the appraisal, or a field the decision must have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionField {
    pub id: String,
    pub title: Words,
    pub article: String,
}

/// A report that falls due while the aid runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportRule {
    pub id: String,
    pub title: Words,
    pub actor: Role,
    pub to: Words,
    /// Days of the year.
    #[serde(default)]
    pub due: Vec<DayMonth>,
    /// Day of every month.
    #[serde(default)]
    pub monthly: Option<i8>,
    #[serde(default)]
    pub when: Condition,
    pub article: String,
    #[serde(default = "yes")]
    pub confirmed: bool,
}

impl RuleSet {
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|s| s.id == id)
    }

    pub fn clock(&self, id: &str) -> Option<&Clock> {
        self.clocks.iter().find(|c| c.id == id)
    }

    /// Whether the rules may govern what begins on that day.
    pub fn is_in_force(&self, on: Date) -> bool {
        self.from.is_some_and(|f| f <= on) && self.to.is_none_or(|t| on <= t)
    }

    /// The case that facts fall into.
    pub fn case_of(&self, facts: &Condition) -> Option<&Case> {
        self.cases.iter().find(|c| holds(&c.when, facts))
    }
}

/// Whether the facts meet a condition: every key has one of the values asked for.
pub(super) fn holds(when: &Condition, facts: &Condition) -> bool {
    when.iter().all(|(key, wanted)| facts.get(key).is_some_and(|has| has.iter().any(|v| wanted.contains(v))))
}
