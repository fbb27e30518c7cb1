//! Legal instruments (văn bản quy phạm) and when they are in force.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::words::Words;

/// A decree, circular, decision or law as others cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// "80/2020/NĐ-CP": by which it is cited.
    pub number: String,
    pub title: Words,
    /// First day in force; empty where no source names it.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day in force.
    #[serde(default)]
    pub to: Option<Date>,
    /// Number of what took its place.
    #[serde(default)]
    pub replaced_by: String,
    /// Where the days are from.
    pub source: String,
}

/// How an instrument stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    NotYet,
    InForce,
    Ended,
    /// No source names its days.
    Unknown,
}

impl Force {
    /// End of the message key `force-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotYet => "not-yet",
            Self::InForce => "in-force",
            Self::Ended => "ended",
            Self::Unknown => "unknown",
        }
    }
}

/// How something valid from a day to a day stands on another.
pub fn force(from: Option<Date>, to: Option<Date>, on: Date) -> Force {
    match (from, to) {
        (_, Some(to)) if to < on => Force::Ended,
        (Some(from), _) if on < from => Force::NotYet,
        (Some(_), _) => Force::InForce,
        (None, _) => Force::Unknown,
    }
}

impl Instrument {
    pub fn force(&self, on: Date) -> Force {
        force(self.from, self.to, on)
    }
}

/// Mistakes of a list that a program can see: a number twice, an end before the beginning.
pub fn faults(all: &[Instrument]) -> Vec<String> {
    let mut out = Vec::new();
    for (n, it) in all.iter().enumerate() {
        if all.iter().take(n).any(|other| other.number == it.number) {
            out.push(format!("{} stands twice", it.number));
        }
        if it.from.zip(it.to).is_some_and(|(from, to)| to < from) {
            out.push(format!("{} ends before it begins", it.number));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_instrument_is_in_force_from_its_first_to_its_last_day() {
        let decree = Instrument {
            number: "80/2020/NĐ-CP".into(),
            title: Words::default(),
            from: Some(date(2020, 9, 17)),
            to: Some(date(2025, 12, 7)),
            replaced_by: "313/2025/NĐ-CP".into(),
            source: String::new(),
        };
        let on = |day| decree.force(day);
        assert_eq!(on(date(2020, 9, 16)), Force::NotYet);
        assert_eq!((on(date(2020, 9, 17)), on(date(2025, 12, 7))), (Force::InForce, Force::InForce));
        assert_eq!(on(date(2025, 12, 8)), Force::Ended);
        assert_eq!(force(None, None, date(2025, 1, 1)), Force::Unknown);
        let wrong = Instrument { to: Some(date(2020, 1, 1)), ..decree.clone() };
        assert_eq!(faults(&[decree, wrong]).len(), 2);
    }
}
