//! Counting: a length of time from a day, by calendar days, working days or months.
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar::Workdays;
use super::rules::{RestDay, Unit};

/// A clock as it stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reckoned {
    /// The day that starts it and is not counted.
    pub start: Date,
    /// Days gone: 0 on the day of the start.
    pub day: i64,
    /// Days in all: of the calendar, or working days.
    pub of_days: i64,
    /// Last day on time.
    pub due: Date,
    /// Calendar days after the last day; 0 on time.
    pub late_by: i64,
}

/// How a length of time is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    pub count: u16,
    pub unit: Unit,
    pub rest_day: RestDay,
    /// A last day that was set by hand, in the place of the computed one.
    pub moved_to: Option<Date>,
}

pub(super) fn reckon(days: &mut Workdays<'_>, start: Date, length: Length, on: Date) -> Reckoned {
    let computed = match length.unit {
        Unit::Calendar => start.checked_add(i64::from(length.count).days()),
        Unit::Months => start.checked_add(i64::from(length.count).months()),
        Unit::Working => Ok(days.after(start, length.count)),
    };
    let computed = computed.unwrap_or(Date::MAX);
    let due = match (length.moved_to, length.rest_day) {
        (Some(day), _) => day,
        (None, RestDay::Stays) => computed,
        (None, RestDay::NextWorkingDay) => days.working_from(computed),
    };
    let is_moved = length.moved_to.is_some();
    let (day, of_days) = match length.unit {
        Unit::Working if is_moved => (days.between(start, on), days.between(start, due)),
        Unit::Working => (days.between(start, on), i64::from(length.count)),
        Unit::Calendar if !is_moved => (apart(start, on), i64::from(length.count)),
        Unit::Calendar | Unit::Months => (apart(start, on), apart(start, due)),
    };
    Reckoned { start, day, of_days, due, late_by: apart(due, on).max(0) }
}

fn apart(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}
