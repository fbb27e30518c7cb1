//! The events of a dossier, taken one after another through the steps.
use jiff::civil::Date;

use super::choose::{AMENDED, choose, for_amendment};
use super::dossier::{Dossier, Event};
use super::rules::{Condition, RuleSet, Step};
use crate::finding::Arg;
use crate::organisation::Role;
use crate::refusal::Refusal;

/// An opinion asked for, and whether it came.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub of: Role,
    pub organisation: Option<String>,
    pub requested: Date,
    /// As the letter of request says.
    pub due: Option<Date>,
    pub given: Option<Date>,
}

/// Where the events lead.
#[derive(Debug)]
pub(super) struct Walk<'r> {
    pub rules: &'r RuleSet,
    pub step: &'r Step,
    pub facts: Condition,
    pub place: Option<String>,
    pub asked: Vec<Asked>,
}

pub(super) fn walk<'r>(all: &'r [RuleSet], dossier: &Dossier, on: Date) -> Result<Walk<'r>, Refusal> {
    let rules = choose(all, dossier, on)?;
    let mut walk = Walk {
        rules,
        step: step_of(rules, &rules.start)?,
        facts: dossier.facts.clone(),
        place: dossier.place.clone(),
        asked: Vec::new(),
    };
    walk.judge_facts()?;
    for event in dossier.events_until(on) {
        walk.take(all, event)?;
    }
    Ok(walk)
}

fn step_of<'r>(rules: &'r RuleSet, id: &str) -> Result<&'r Step, Refusal> {
    let unknown = || Refusal::new("procedure-unknown-step").with("step", Arg::Text(id.to_owned()));
    rules.step(id).ok_or_else(unknown)
}

impl<'r> Walk<'r> {
    /// The rules know every fact and its value; the case follows from them.
    fn judge_facts(&mut self) -> Result<(), Refusal> {
        self.facts.remove("case");
        for (key, values) in &self.facts {
            let rule = self.rules.facts.iter().find(|f| f.key == *key);
            let strange = values.iter().find(|v| rule.is_none_or(|r| !r.values.contains(v)));
            if let Some(value) = strange {
                let refusal = Refusal::new("procedure-unknown-fact").with("fact", Arg::Text(key.clone()));
                return Err(refusal.with("value", Arg::Text(value.clone())));
            }
        }
        if let Some(case) = self.rules.case_of(&self.facts) {
            self.facts.insert("case".to_owned(), vec![case.id.clone()]);
        }
        Ok(())
    }

    fn take(&mut self, all: &'r [RuleSet], event: &Event) -> Result<(), Refusal> {
        match event.event.as_str() {
            "opinion_requested" => self.ask(event),
            "opinion_given" => self.hear(event),
            "place_moved" => {
                self.place.clone_from(&event.to);
                Ok(())
            }
            _ => self.step_on(all, event),
        }
    }

    fn ask(&mut self, event: &Event) -> Result<(), Refusal> {
        let of = event.of.filter(|_| self.step.opinions).ok_or_else(|| self.out_of_place(event))?;
        let organisation = event.organisation.clone();
        self.asked.push(Asked { of, organisation, requested: event.on, due: event.due, given: None });
        Ok(())
    }

    /// An opinion may come late, when the dossier has gone on without it.
    fn hear(&mut self, event: &Event) -> Result<(), Refusal> {
        let mut asked = self.asked.iter_mut();
        let of = |a: &&mut Asked| Some(a.of) == event.of && a.organisation == event.organisation;
        match asked.find(|a| of(a) && a.given.is_none()) {
            Some(asked) => {
                asked.given = Some(event.on);
                Ok(())
            }
            None => Err(self.out_of_place(event)),
        }
    }

    fn step_on(&mut self, all: &'r [RuleSet], event: &Event) -> Result<(), Refusal> {
        if event.event == AMENDED {
            self.change_rules(for_amendment(all, self.rules, event.on))?;
            self.asked.clear();
        }
        if let Some(exit) = self.step.exits.iter().find(|x| x.event == event.event) {
            self.step = step_of(self.rules, &exit.to)?;
            return Ok(());
        }
        let rules = self.rules;
        let counted = rules.clocks.iter().any(|c| {
            c.until.contains(&event.event) || c.deferred_by.as_deref() == Some(event.event.as_str())
        });
        let known = counted || rules.outside.contains(&event.event);
        if known { Ok(()) } else { Err(self.out_of_place(event)) }
    }

    /// The same step, by newer rules.
    fn change_rules(&mut self, newer: &'r RuleSet) -> Result<(), Refusal> {
        if newer.id == self.rules.id {
            return Ok(());
        }
        self.step = step_of(newer, &self.step.id)?;
        self.rules = newer;
        self.judge_facts()
    }

    fn out_of_place(&self, event: &Event) -> Refusal {
        Refusal::new("procedure-event-out-of-place")
            .with("event", Arg::Text(event.event.clone()))
            .with("day", Arg::Date(event.on))
            .with("step", Arg::Words(self.step.title.clone()))
    }
}
