//! When something is due, as the text says it, and the report that closes each year.
use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ClauseRef;
use crate::organisation::Role;
use crate::round::{RoundKind, Terms};
use crate::words::Words;

/// A day of any year, written "05/11". 29 February is refused: it is not in every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DayMonth {
    day: i8,
    month: i8,
}

impl DayMonth {
    /// The day in a year. Years outside of the calendar give its last day.
    pub fn of(self, year: i16) -> Date {
        Date::new(year, self.month, self.day).unwrap_or(Date::MAX)
    }
}

impl FromStr for DayMonth {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not a day of a year; write it as 05/11");
        let (day, month) = text.split_once('/').ok_or_else(wrong)?;
        let number = |t: &str| {
            if t.len() <= 2 { t.parse::<i8>().map_err(|_| wrong()) } else { Err(wrong()) }
        };
        let it = Self { day: number(day)?, month: number(month)? };
        // 2025 is not a leap year.
        Date::new(2025, it.month, it.day).map(|_| it).map_err(|_| wrong())
    }
}

impl TryFrom<String> for DayMonth {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<DayMonth> for String {
    fn from(it: DayMonth) -> Self {
        it.to_string()
    }
}

impl fmt::Display for DayMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{:02}", self.day, self.month)
    }
}

/// When a duty is due. Nothing is made up: a text without a day stays without a day until an
/// administrator enters one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum Due {
    /// Every year; the day only where the text names one.
    Yearly {
        #[serde(default)]
        day: Option<DayMonth>,
    },
    Once {
        on: Date,
    },
    /// As long as the plan runs.
    Continuous,
    NotStated,
}

/// The report that units owe every year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportDuty {
    pub clause: ClauseRef,
    pub title: Words,
    /// Receives the reports and consolidates them.
    pub lead: Option<Role>,
    /// Who owes the report.
    pub reporters: Vec<Role>,
    /// Who receives the consolidated report.
    pub recipients: Vec<Role>,
    /// The day the text names.
    pub due: DayMonth,
    /// "Trước ngày" excludes the day; "chậm nhất ngày" includes it.
    pub due_inclusive: bool,
    /// First day on which units can work on it.
    pub opens: DayMonth,
    /// First day covered, in the year before.
    pub window_from: DayMonth,
    /// Last day covered, in the year of the report.
    pub window_to: DayMonth,
    /// Last day of the estimate for the year.
    pub estimate_to: Option<DayMonth>,
    /// Days before the last on-time day on which units are reminded.
    pub remind_before_days: Vec<i16>,
    /// Which of these values the text does not give.
    pub note: Words,
}

impl ReportDuty {
    pub fn due_on(&self, year: i16) -> Date {
        self.due.of(year)
    }

    /// "Trước ngày 05/11" makes 4 November the last day.
    pub fn last_day_on_time(&self, year: i16) -> Date {
        let due = self.due_on(year);
        if self.due_inclusive { due } else { due.checked_sub(1.day()).unwrap_or(due) }
    }

    /// First and last day that the figures of a year's report cover.
    pub fn window(&self, year: i16) -> (Date, Date) {
        (self.window_from.of(year.saturating_sub(1)), self.window_to.of(year))
    }

    /// Terms of the round of a year, for the standing agency to change before it opens.
    pub fn terms(&self, year: i16, form: &str) -> Terms {
        Terms {
            key: year.to_string(),
            year,
            kind: RoundKind::Annual,
            title: Words::new(format!("{} năm {year}", self.title.vi), format!("{}, {year}", self.title.en)),
            form: form.to_owned(),
            window: self.window(year),
            estimate_to: self.estimate_to.map(|d| d.of(year)),
            opens_on: self.opens.of(year),
            due: self.due_on(year),
            due_inclusive: self.due_inclusive,
            remind_before_days: self.remind_before_days.clone(),
            clause: self.clause.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_of_a_year_is_read_as_an_official_writes_it() {
        let day: DayMonth = "05/11".parse().unwrap();
        assert_eq!(day.of(2025), date(2025, 11, 5));
        assert_eq!(day.to_string(), "05/11");
        assert_eq!("5/1".parse::<DayMonth>().unwrap().of(2021), date(2021, 1, 5));
        for wrong in ["", "05-11", "31/11", "29/02", "5/13", "0/1", "-5/11", "005/11", "05/11/2025"] {
            assert!(wrong.parse::<DayMonth>().is_err(), "{wrong}");
        }
    }
}
