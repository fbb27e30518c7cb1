//! Dates and moments.

use std::fmt;
use std::str::FromStr;

use crate::model::Simple;
use crate::schema::values::is_valid;
use crate::xml::chars::trim;

/// A day, as `xsd:date`, of the years 1 to 9999. Canonical form: `2026-11-22`, behind it the time zone where one was
/// given, `Z` for UTC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
    /// Minutes east of UTC.
    zone: Option<i16>,
}

/// Not a date of the calendar, or not a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date such as 2026-11-22, or not a time such as 2026-11-22T08:30:00")]
pub struct NotDate;

impl Date {
    /// A day without time zone; none where the calendar has no such day.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        format!("{year:04}-{month:02}-{day:02}").parse().ok()
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Minutes east of UTC, where the file says so.
    pub fn zone(self) -> Option<i16> {
        self.zone
    }
}

impl FromStr for Date {
    type Err = NotDate;

    fn from_str(text: &str) -> Result<Self, NotDate> {
        // More than four digits of a year have no hyphen at the fifth place.
        if text.as_bytes().get(4) != Some(&b'-') || text.starts_with('-') || !is_valid(Simple::Date, text) {
            return Err(NotDate);
        }
        let number = |from: usize, to: usize| text[from..to].parse::<i16>().map_err(|_| NotDate);
        let zone = match &text[10..] {
            "" => None,
            "Z" => Some(0),
            zone => {
                let minutes = number(11, 13)? * 60 + number(14, 16)?;
                Some(if zone.starts_with('-') { -minutes } else { minutes })
            }
        };
        Ok(Self { year: number(0, 4)?, month: number(5, 7)? as u8, day: number(8, 10)? as u8, zone })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)?;
        match self.zone {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        }
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A moment, as `xsd:dateTime`: a text that is one. Its canonical form is the text as given, without white space at
/// its ends.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(String);

impl DateTime {
    /// The text, e.g. `2026-11-22T08:30:00+07:00`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day it is at its own place, without time zone; none for years that [`Date`] does not have.
    pub fn date(&self) -> Option<Date> {
        self.0.get(..10)?.parse().ok()
    }
}

impl FromStr for DateTime {
    type Err = NotDate;

    fn from_str(text: &str) -> Result<Self, NotDate> {
        let text = trim(text);
        if is_valid(Simple::DateTime, text) { Ok(Self(text.to_owned())) } else { Err(NotDate) }
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_one_form() {
        for (text, form) in [
            ("2020-02-29", "2020-02-29"),
            ("0001-01-01Z", "0001-01-01Z"),
            ("2020-01-01+00:00", "2020-01-01Z"),
            ("2020-01-01-03:30", "2020-01-01-03:30"),
            ("2020-01-01+14:00", "2020-01-01+14:00"),
        ] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), form);
        }
        for text in ["", "2019-02-29", "2020-1-1", "12020-01-01", "-0004-01-01", "2020-01-01T00:00:00", "Tết"]
        {
            assert_eq!(text.parse::<Date>(), Err(NotDate), "{text}");
        }
        assert_eq!(Date::new(2026, 11, 22), "2026-11-22".parse().ok());
        assert_eq!(Date::new(2026, 13, 1), None);
        assert!(Date::new(2026, 11, 22) < Date::new(2026, 12, 1));
    }

    #[test]
    fn a_moment_has_a_day() {
        let moment: DateTime = " 2026-11-22T08:30:00.5+07:00".parse().unwrap();
        assert_eq!(moment.date(), Date::new(2026, 11, 22));
        assert_eq!(moment.to_string(), "2026-11-22T08:30:00.5+07:00");
        assert_eq!("2026-11-22".parse::<DateTime>(), Err(NotDate));
    }
}
