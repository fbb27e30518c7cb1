//! Where a dossier stands on a day.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar::{Calendar, Workdays};
use super::choose::reporting;
use super::clock::{Length, Reckoned, reckon};
use super::dossier::Dossier;
use super::rules::{Actor, Clock, Opinion, ReportRule, RuleSet, Silence, Unit, holds};
use super::walk::{Asked, Walk, walk};
use crate::organisation::Role;
use crate::place::{PlaceCode, Places};
use crate::refusal::Refusal;
use crate::words::Words;

/// Everything that governs: all rule sets, the calendar of rest, and the places when they are known.
#[derive(Debug, Clone, Copy)]
pub struct Law<'l> {
    pub rules: &'l [RuleSet],
    pub calendar: &'l Calendar,
    pub places: Option<&'l Places>,
}

/// A dossier on a day. Days are those of the clock that ends first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Id of the rules that govern the dossier now.
    pub rule_set: String,
    pub step: String,
    pub step_title: Words,
    /// 0 on the day that starts the clock; nothing while no clock counts.
    pub day: Option<i64>,
    pub of_days: Option<i64>,
    pub unit: Option<Unit>,
    /// Last day on time.
    pub due: Option<Date>,
    /// Calendar days after the last day; 0 on time.
    pub late_by: i64,
    /// Of the clock, or of the step.
    pub article: String,
    /// Who must act.
    pub waiting_for: Vec<Role>,
    /// Papers by id; a required fact as "fact:provider"; "place" when it no longer stands.
    pub missing: Vec<String>,
    /// What follows from the lateness; nothing while on time.
    pub on_silence: Option<Silence>,
    /// Who decides in this case.
    pub authority: Option<Words>,
    /// Every clock that counts, the earliest first.
    pub clocks: Vec<ClockState>,
    pub opinions: Vec<OpinionState>,
    /// Next reports while the aid runs, by the rules of `report_rules`.
    pub reports: Vec<ReportState>,
    pub report_rules: String,
    pub place: Option<PlaceState>,
    /// Events that may come next.
    pub next: Vec<String>,
    /// Steps and clocks without a source: "step:decision", "clock:completion".
    pub to_confirm: Vec<String>,
    /// Years whose days of rest were counted without a government decision.
    pub calendar_unconfirmed: Vec<i16>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockState {
    pub id: String,
    pub title: Words,
    pub unit: Unit,
    pub article: String,
    pub waiting_for: Vec<Role>,
    pub silence: Silence,
    #[serde(flatten)]
    pub reckoned: Reckoned,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionState {
    pub of: Role,
    pub organisation: Option<String>,
    pub requested: Option<Date>,
    pub due: Option<Date>,
    pub given: Option<Date>,
    pub is_late: bool,
    /// Nobody answered in time, and the rules take that for consent.
    pub agreed_by_silence: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportState {
    pub id: String,
    pub actor: Role,
    pub due: Date,
    pub article: String,
}

/// The place of the aid on that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceState {
    pub code: String,
    pub is_valid: bool,
    /// What took over: several where it was split, and a person must choose.
    pub successors: Vec<String>,
}

/// Where the dossier stands at the end of a day, from what happened until then.
///
/// # Errors
/// `procedure-no-rules`, `procedure-unknown-rules`, `procedure-unknown-step`,
/// `procedure-unknown-fact`, `procedure-event-out-of-place`.
pub fn state(law: &Law<'_>, dossier: &Dossier, on: Date) -> Result<State, Refusal> {
    let walk = walk(law.rules, dossier, on)?;
    let mut days = Workdays::new(law.calendar);
    let desk = Desk { law, dossier, walk: &walk, on };
    let papers = desk.missing_papers();
    let clocks = desk.clocks(&mut days, &papers);
    let opinions = desk.opinions(&mut days);
    let place = desk.place();
    let head = clocks.first();
    let report_rules = reporting(law.rules, walk.rules, dossier, on);
    let case = walk.rules.case_of(&walk.facts);
    Ok(State {
        rule_set: walk.rules.id.clone(),
        step: walk.step.id.clone(),
        step_title: walk.step.title.clone(),
        day: head.map(|c| c.reckoned.day),
        of_days: head.map(|c| c.reckoned.of_days),
        unit: head.map(|c| c.unit),
        due: head.map(|c| c.reckoned.due),
        late_by: head.map_or(0, |c| c.reckoned.late_by),
        article: head.map_or(&walk.step.article, |c| &c.article).clone(),
        waiting_for: desk.waiting_for(head, &opinions),
        missing: desk.missing(papers, place.as_ref()),
        on_silence: head.filter(|c| c.reckoned.late_by > 0).map(|c| c.silence),
        authority: case.map(|c| c.authority.clone()),
        reports: desk.reports(report_rules),
        report_rules: report_rules.id.clone(),
        next: walk.step.exits.iter().map(|x| x.event.clone()).collect(),
        to_confirm: desk.to_confirm(),
        calendar_unconfirmed: desk.unconfirmed_years(&clocks),
        clocks,
        opinions,
        place,
    })
}

struct Desk<'d, 'r> {
    law: &'d Law<'d>,
    dossier: &'d Dossier,
    walk: &'d Walk<'r>,
    on: Date,
}

impl Desk<'_, '_> {
    fn rules(&self) -> &RuleSet {
        self.walk.rules
    }

    /// Papers that the rules ask for in this case and that had not come by the day.
    fn missing_papers(&self) -> Vec<String> {
        let has = |id: &str| self.dossier.papers.get(id).is_some_and(|came| *came <= self.on);
        let asked = self.rules().papers.iter().filter(|p| holds(&p.when, &self.walk.facts));
        asked.filter(|p| !has(&p.id)).map(|p| p.id.clone()).collect()
    }

    fn missing(&self, papers: Vec<String>, place: Option<&PlaceState>) -> Vec<String> {
        if self.walk.step.end {
            return Vec::new();
        }
        let asks = self.walk.step.papers;
        let mut missing = if asks { papers } else { Vec::new() };
        let lacks = |key: &str| !self.walk.facts.contains_key(key);
        let facts = self.rules().facts.iter().filter(|f| asks && f.required && lacks(&f.key));
        missing.extend(facts.map(|f| format!("fact:{}", f.key)));
        if place.is_some_and(|p| !p.is_valid) {
            missing.push("place".to_owned());
        }
        missing
    }

    fn clocks(&self, days: &mut Workdays<'_>, missing: &[String]) -> Vec<ClockState> {
        let ids = self.walk.step.clocks.iter();
        let clocks = ids.filter_map(|id| self.rules().clock(id));
        let mut open: Vec<ClockState> = clocks.filter_map(|c| self.clock(days, c, missing)).collect();
        open.sort_by_key(|c| c.reckoned.due);
        open
    }

    /// A clock that has started and not ended, with a length that a source names.
    fn clock(&self, days: &mut Workdays<'_>, clock: &Clock, missing: &[String]) -> Option<ClockState> {
        if !holds(&clock.when, &self.walk.facts) || (clock.needs_papers && !missing.is_empty()) {
            return None;
        }
        let mut start = self.dossier.last_of(&clock.from, self.on)?;
        if clock.needs_papers {
            start = start.max(self.last_paper().unwrap_or(start));
        }
        let ended = self.dossier.last_of(&clock.until, self.on).is_some_and(|end| start <= end);
        let (false, Some(count), Some(unit)) = (ended, clock.length, clock.unit) else { return None };
        let deferral = |name: &String| {
            let events = self.dossier.events_until(self.on).into_iter().rev();
            events.filter(|e| e.event == *name && start <= e.on).find_map(|e| e.due)
        };
        let moved_to = clock.deferred_by.as_ref().and_then(deferral);
        let length = Length { count, unit, rest_day: self.rules().rest_day, moved_to };
        Some(ClockState {
            id: clock.id.clone(),
            title: clock.title.clone(),
            unit,
            article: clock.article.clone(),
            waiting_for: self.roles(&clock.actor),
            silence: clock.silence,
            reckoned: reckon(days, start, length, self.on),
        })
    }

    /// The day on which the last paper asked for came.
    fn last_paper(&self) -> Option<Date> {
        let asked = self.rules().papers.iter().filter(|p| holds(&p.when, &self.walk.facts));
        asked.filter_map(|p| self.dossier.papers.get(&p.id)).copied().max()
    }

    fn roles(&self, actors: &[Actor]) -> Vec<Role> {
        let approver = || self.rules().case_of(&self.walk.facts).map(|c| c.role);
        let role = |actor: &Actor| match actor {
            Actor::CaseApprover => approver(),
            Actor::Role(role) => Some(*role),
        };
        actors.iter().filter_map(role).collect()
    }

    /// Opinions asked for, and those that the rules ask for beside them.
    fn opinions(&self, days: &mut Workdays<'_>) -> Vec<OpinionState> {
        let rules = self.rules().opinions.iter().filter(|o| holds(&o.when, &self.walk.facts));
        let rules: Vec<&Opinion> = rules.collect();
        let of_rule = |of: Role| rules.iter().copied().find(|o| o.of == of);
        let mut out: Vec<OpinionState> =
            self.walk.asked.iter().map(|a| self.opinion(days, a, of_rule(a.of))).collect();
        if self.walk.step.opinions {
            let unasked = rules.iter().filter(|o| self.walk.asked.iter().all(|a| a.of != o.of));
            out.extend(unasked.map(|o| OpinionState {
                of: o.of,
                organisation: None,
                requested: None,
                due: None,
                given: None,
                is_late: false,
                agreed_by_silence: false,
            }));
        }
        out
    }

    fn opinion(&self, days: &mut Workdays<'_>, asked: &Asked, rule: Option<&Opinion>) -> OpinionState {
        let length = rule.and_then(|r| r.length.zip(r.unit));
        let by_rule = length.map(|(count, unit)| {
            let length = Length { count, unit, rest_day: self.rules().rest_day, moved_to: None };
            reckon(days, asked.requested, length, self.on).due
        });
        let due = asked.due.or(by_rule);
        let is_late = due.is_some_and(|due| due < asked.given.unwrap_or(self.on));
        let silent = asked.given.is_none() && is_late;
        let agreed = rule.is_some_and(|r| r.silence == Silence::Agreed);
        OpinionState {
            of: asked.of,
            organisation: asked.organisation.clone(),
            requested: Some(asked.requested),
            due,
            given: asked.given,
            is_late,
            agreed_by_silence: silent && agreed,
        }
    }

    /// Where opinions lack, those who owe them; else who the first clock or the step names.
    fn waiting_for(&self, head: Option<&ClockState>, opinions: &[OpinionState]) -> Vec<Role> {
        let step = self.walk.step;
        let mut owed = Vec::new();
        for o in opinions.iter().filter(|o| step.opinions && o.given.is_none() && !o.agreed_by_silence) {
            if !owed.contains(&o.of) {
                owed.push(o.of);
            }
        }
        if !owed.is_empty() {
            return owed;
        }
        head.map(|c| c.waiting_for.clone())
            .filter(|w| !w.is_empty())
            .unwrap_or_else(|| self.roles(&step.actor))
    }

    fn reports(&self, rules: &RuleSet) -> Vec<ReportState> {
        if !self.walk.step.reports {
            return Vec::new();
        }
        let owed = rules.reports.iter().filter(|r| holds(&r.when, &self.walk.facts));
        let mut out: Vec<ReportState> = owed
            .filter_map(|r| {
                let due = next_due(r, self.on)?;
                Some(ReportState { id: r.id.clone(), actor: r.actor, due, article: r.article.clone() })
            })
            .collect();
        out.sort_by_key(|r| r.due);
        out
    }

    fn place(&self) -> Option<PlaceState> {
        let (places, code) = (self.law.places?, self.walk.place.as_ref()?);
        let (system, number) = code.split_once(':')?;
        let of = PlaceCode::new(system, number);
        let is_valid = places.get(&of).is_some_and(|p| p.is_valid_on(self.on));
        let successors = places.successors(&of).filter(|_| !is_valid).map(|s| s.new.to_string()).collect();
        Some(PlaceState { code: code.clone(), is_valid, successors })
    }

    fn to_confirm(&self) -> Vec<String> {
        let step = self.walk.step;
        let mut out = Vec::new();
        if !step.confirmed {
            out.push(format!("step:{}", step.id));
        }
        let clocks = step.clocks.iter().filter_map(|id| self.rules().clock(id));
        let unsure = clocks.filter(|c| !c.confirmed || c.length.is_none());
        out.extend(unsure.map(|c| format!("clock:{}", c.id)));
        out
    }

    fn unconfirmed_years(&self, clocks: &[ClockState]) -> Vec<i16> {
        let moves = self.rules().rest_day == super::rules::RestDay::NextWorkingDay;
        let counted = clocks.iter().filter(|c| moves || c.unit == Unit::Working);
        let mut years: Vec<i16> =
            counted.flat_map(|c| c.reckoned.start.year()..=c.reckoned.due.year()).collect();
        years.sort_unstable();
        years.dedup();
        years.retain(|y| !self.law.calendar.is_confirmed(*y));
        years
    }
}

/// The next day a report is due, on or after a day.
fn next_due(report: &ReportRule, on: Date) -> Option<Date> {
    let years = [on.year(), on.year().saturating_add(1)];
    let yearly = report.due.iter().flat_map(|d| years.map(|y| d.of(y)));
    let months = (0..2).filter_map(|n| on.first_of_month().checked_add(jiff::ToSpan::months(n)).ok());
    let monthly = months.filter_map(|m| Date::new(m.year(), m.month(), report.monthly?).ok());
    yearly.chain(monthly).filter(|d| on <= *d).min()
}
