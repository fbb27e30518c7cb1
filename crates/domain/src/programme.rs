//! The yearly programme of promotion with foreign NGOs, led by the Union of Friendship Organisations (plan, clause III.4).
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::engagement::Kind;
use crate::finding::Arg;
use crate::refusal::Refusal;

/// Number and day of the decision that approved it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub number: String,
    pub on: Date,
}

/// What came of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub on: Date,
    pub by: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// From 1 within the year.
    pub number: u32,
    pub what: String,
    pub kind: Kind,
    /// Days within which it takes place, both included.
    pub from: Date,
    pub to: Date,
    /// Organisation that does it.
    pub lead: String,
    /// Codes of the donors that it is for; none means all.
    #[serde(default)]
    pub donors: Vec<String>,
    /// Whole đồng.
    #[serde(default)]
    pub budget: i64,
    /// It came into the programme after it was approved.
    #[serde(default)]
    pub added_later: bool,
    #[serde(default)]
    pub outcome: Option<Outcome>,
}

/// How an activity stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Ahead,
    Now,
    Late,
    Done,
}

impl Standing {
    /// End of the message key `programme-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Now => "now",
            Self::Late => "late",
            Self::Done => "done",
        }
    }
}

impl Activity {
    pub fn standing(&self, today: Date) -> Standing {
        match () {
            () if self.outcome.is_some() => Standing::Done,
            () if self.to < today => Standing::Late,
            () if self.from <= today => Standing::Now,
            () => Standing::Ahead,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    pub year: i16,
    /// What the year is to reach.
    #[serde(default)]
    pub goals: String,
    #[serde(default)]
    pub activities: Vec<Activity>,
    #[serde(default)]
    pub approval: Option<Approval>,
    pub revision: i64,
}

impl Programme {
    pub fn new(year: i16) -> Self {
        Self { year, goals: String::new(), activities: Vec::new(), approval: None, revision: 0 }
    }

    /// Says what the year is to reach.
    ///
    /// # Errors
    /// Refused once the programme is approved.
    pub fn aim(&mut self, goals: &str) -> Result<(), Refusal> {
        if self.approval.is_some() {
            return Err(Refusal::new("programme-approved"));
        }
        goals.trim().clone_into(&mut self.goals);
        Ok(())
    }

    /// Adds an activity; its number is given here.
    ///
    /// # Errors
    /// Refused without words, for days that are reversed or lie in another year, and for a negative budget.
    pub fn add(&mut self, mut it: Activity) -> Result<u32, Refusal> {
        if it.what.trim().is_empty() {
            return Err(Refusal::new("programme-empty"));
        }
        if it.to < it.from || it.from.year() != self.year || it.to.year() != self.year {
            return Err(Refusal::new("programme-days").with("year", Arg::Text(self.year.to_string())));
        }
        if it.budget < 0 {
            return Err(Refusal::new("programme-budget"));
        }
        it.number = self.activities.iter().map(|a| a.number).max().unwrap_or(0) + 1;
        it.added_later = self.approval.is_some();
        let number = it.number;
        self.activities.push(it);
        Ok(number)
    }

    /// Takes an activity out again.
    ///
    /// # Errors
    /// Refused once the programme is approved, or something came of the activity.
    pub fn remove(&mut self, number: u32) -> Result<(), Refusal> {
        let found = self.activities.iter().position(|a| a.number == number);
        let index = found.ok_or_else(|| Refusal::new("programme-no-activity"))?;
        let approved = self.approval.is_some() && !self.activities[index].added_later;
        if approved || self.activities[index].outcome.is_some() {
            return Err(Refusal::new("programme-fixed"));
        }
        self.activities.remove(index);
        Ok(())
    }

    /// # Errors
    /// Refused without a number, without activities, or when it was approved before.
    pub fn approve(&mut self, number: &str, on: Date, today: Date) -> Result<(), Refusal> {
        if self.approval.is_some() {
            return Err(Refusal::new("programme-approved"));
        }
        if self.activities.is_empty() || self.goals.trim().is_empty() {
            return Err(Refusal::new("programme-nothing"));
        }
        if number.trim().is_empty() || today < on {
            return Err(Refusal::new("programme-number"));
        }
        self.approval = Some(Approval { number: number.trim().to_owned(), on });
        Ok(())
    }

    /// Notes what came of an activity.
    ///
    /// # Errors
    /// Refused without words, before the activity begins, or when it was noted before.
    pub fn finish(&mut self, number: u32, outcome: Outcome) -> Result<&Activity, Refusal> {
        let it = self.activities.iter_mut().find(|a| a.number == number);
        let it = it.ok_or_else(|| Refusal::new("programme-no-activity"))?;
        if outcome.text.trim().is_empty() {
            return Err(Refusal::new("programme-outcome-empty"));
        }
        if it.outcome.is_some() || outcome.on < it.from {
            return Err(Refusal::new("programme-outcome-day").with("from", Arg::Date(it.from)));
        }
        it.outcome = Some(outcome);
        Ok(it)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn activity(from: Date, to: Date) -> Activity {
        Activity {
            number: 0,
            what: "Gặp mặt".into(),
            kind: Kind::Meeting,
            from,
            to,
            lead: "LHHN".into(),
            donors: Vec::new(),
            budget: 0,
            added_later: false,
            outcome: None,
        }
    }

    fn code<T: std::fmt::Debug>(result: Result<T, Refusal>) -> String {
        result.unwrap_err().code
    }

    #[test]
    fn a_year_is_planned_approved_and_carried_out() {
        let today = date(2026, 3, 10);
        let mut it = Programme::new(2026);
        assert_eq!(it.add(activity(date(2026, 3, 1), date(2026, 3, 5))).unwrap(), 1);
        assert_eq!(it.add(activity(date(2026, 3, 1), date(2026, 3, 31))).unwrap(), 2);
        assert_eq!(code(it.add(activity(date(2027, 1, 1), date(2027, 1, 2)))), "programme-days");
        assert_eq!(code(it.approve("1/CTr", today, today)), "programme-nothing");
        it.aim("Năm nhà tài trợ mới").unwrap();
        assert_eq!(code(it.approve("", today, today)), "programme-number");
        it.approve("1/CTr", today, today).unwrap();
        assert_eq!(code(it.approve("2/CTr", today, today)), "programme-approved");
        assert_eq!(code(it.aim("Mười")), "programme-approved");
        assert_eq!(code(it.remove(1)), "programme-fixed");
        assert_eq!(it.add(activity(date(2026, 9, 1), date(2026, 9, 2))).unwrap(), 3);
        assert!(it.activities[2].added_later);
        let how = |it: &Programme| it.activities.iter().map(|a| a.standing(today)).collect::<Vec<_>>();
        assert_eq!(how(&it), [Standing::Late, Standing::Now, Standing::Ahead]);
        let outcome = |text: &str| Outcome { on: today, by: "Bé".into(), text: text.into() };
        assert_eq!(code(it.finish(1, outcome(""))), "programme-outcome-empty");
        assert_eq!(code(it.finish(3, outcome("Sớm"))), "programme-outcome-day");
        it.finish(1, outcome("Mười tổ chức dự")).unwrap();
        assert_eq!(code(it.finish(1, outcome("Lại"))), "programme-outcome-day");
        it.remove(3).unwrap();
        assert_eq!(how(&it), [Standing::Done, Standing::Now]);
    }
}
