//! A plan as the system runs it: what each clause of the official text became.
//!
//! [`PlanText`] is the text as it was read; [`Plan`] is `data/plans/*.toml`, in our own words.
//! [`check`] holds one against the other: every clause is answered by an objective, an area, a
//! duty, a source of funds, the report duty, or a stated reason why it asks for nothing.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::organisation::Role;
use crate::words::Words;

mod check;
mod due;
mod finding;
mod text;

pub use check::check;
pub use due::{DayMonth, Due, ReportDuty};
pub use finding::PlanFinding;
pub use text::{AreaTitle, Clause, ClauseRef, LETTERS, LegalBasis, Period, PlanText, Signature, fingerprint};

/// One plan, one file: another province or another period is another file, not another build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Name of the file without its ending.
    pub id: String,
    /// Number and symbol: "67/KH-UBND".
    pub number: String,
    pub date: Date,
    /// Place of the date line.
    pub place: String,
    /// Code of the province.
    pub province: String,
    pub issuer: Words,
    pub title: Words,
    pub signer: String,
    pub signature: Signature,
    pub period: Period,
    /// Shown wherever the plan is shown, when it is an example.
    #[serde(default)]
    pub notice: Option<Words>,
    /// Where the facts come from.
    pub source: String,
    /// Every clause that must be answered, in the order of the text.
    pub clauses: Vec<ClauseMark>,
    #[serde(default, rename = "legal_basis")]
    pub legal_bases: Vec<Basis>,
    #[serde(default, rename = "objective")]
    pub objectives: Vec<Objective>,
    #[serde(default, rename = "area")]
    pub areas: Vec<Area>,
    #[serde(default, rename = "duty")]
    pub duties: Vec<Duty>,
    #[serde(default, rename = "fund")]
    pub funds: Vec<Fund>,
    pub report: Option<ReportDuty>,
    #[serde(default, rename = "no_duty")]
    pub no_duty: Vec<NoDuty>,
}

/// A clause by reference, with the fingerprint of its words. With it the plan is checked without
/// the official text, and a given text is known to be the one the plan was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseMark {
    #[serde(rename = "ref")]
    pub reference: ClauseRef,
    /// [`fingerprint`] of the clause.
    pub fingerprint: String,
}

/// An instrument the plan rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    pub number: String,
    pub date: Date,
    pub title: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    pub clause: ClauseRef,
    pub scope: Scope,
    pub title: Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    General,
    Specific,
}

/// Priority area: lettered in the order of the Vietnamese alphabet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub letter: String,
    pub clause: ClauseRef,
    pub title: Words,
    /// Component projects of the national target programme that the area matches.
    #[serde(default)]
    pub components: Vec<String>,
}

/// What a clause orders, of whom, until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Stable, kebab-case, used in addresses.
    pub id: String,
    pub clause: ClauseRef,
    pub title: Words,
    pub lead: Option<Role>,
    /// Clause that names the lead, when it is not the duty's own.
    #[serde(default)]
    pub lead_from: Option<ClauseRef>,
    #[serde(default)]
    pub coordinating: Vec<Role>,
    pub due: Due,
    #[serde(default)]
    pub state: DutyState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyState {
    /// Nobody has said yet.
    #[default]
    NotRecorded,
    Running,
    Done,
    Stopped,
}

/// A kind of money the plan counts on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fund {
    pub class: FundClass,
    pub clause: ClauseRef,
    pub title: Words,
}

/// Classes of a money fact, as the forms of aid and counterpart funds tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundClass {
    /// Non-refundable aid outside ODA.
    GrantNonOda,
    OdaGrant,
    OdaLoan,
    ConcessionalLoan,
    CounterpartCentral,
    CounterpartProvince,
    CounterpartCommune,
    Owner,
    Community,
    DomesticEnterprise,
    DomesticIndividual,
}

impl FundClass {
    /// Whether the money is the Vietnamese side's contribution.
    pub fn is_counterpart(self) -> bool {
        !matches!(self, Self::GrantNonOda | Self::OdaGrant | Self::OdaLoan | Self::ConcessionalLoan)
    }
}

/// A clause that asks nothing of anybody, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoDuty {
    pub clause: ClauseRef,
    pub reason: Words,
}

/// What answers a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    Objective,
    Area,
    Duty,
    Fund,
    Report,
    NoDuty,
}

/// One answer to one clause; a clause may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer<'a> {
    pub clause: &'a ClauseRef,
    pub kind: AnswerKind,
    /// What it is called; for [`AnswerKind::NoDuty`] the reason.
    pub words: &'a Words,
}

impl Plan {
    /// All answers, by kind, in the order of the file.
    pub fn answers(&self) -> impl Iterator<Item = Answer<'_>> {
        let answer = |clause, kind, words| Answer { clause, kind, words };
        let objectives =
            self.objectives.iter().map(move |o| answer(&o.clause, AnswerKind::Objective, &o.title));
        let areas = self.areas.iter().map(move |a| answer(&a.clause, AnswerKind::Area, &a.title));
        let duties = self.duties.iter().map(move |d| answer(&d.clause, AnswerKind::Duty, &d.title));
        let funds = self.funds.iter().map(move |f| answer(&f.clause, AnswerKind::Fund, &f.title));
        let report = self.report.iter().map(move |r| answer(&r.clause, AnswerKind::Report, &r.title));
        let none = self.no_duty.iter().map(move |n| answer(&n.clause, AnswerKind::NoDuty, &n.reason));
        objectives.chain(areas).chain(duties).chain(funds).chain(report).chain(none)
    }

    /// Answers to one clause.
    pub fn answers_to<'a>(&'a self, clause: &'a ClauseRef) -> impl Iterator<Item = Answer<'a>> {
        self.answers().filter(move |a| a.clause == clause)
    }

    pub fn area(&self, letter: &str) -> Option<&Area> {
        self.areas.iter().find(|a| a.letter == letter)
    }

    pub fn duty(&self, id: &str) -> Option<&Duty> {
        self.duties.iter().find(|d| d.id == id)
    }
}
