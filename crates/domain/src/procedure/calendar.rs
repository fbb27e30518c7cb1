//! Working days: `data/calendar/*.toml`. Days of rest by law, the lunar feasts of each year, and
//! what the government decided for a year: which days of Tết, which days were exchanged.
use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::plan::DayMonth;
use crate::words::Words;

/// A country's calendar of rest, one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    pub id: String,
    pub title: Words,
    pub source: String,
    /// What is not known, in words.
    #[serde(default)]
    pub to_confirm: Vec<Words>,
    /// ISO numbers of the days of weekly rest: 6 is Saturday.
    pub weekly_rest: Vec<i8>,
    /// Article by which a feast on a day of weekly rest moves that rest to the next working day;
    /// empty where it is lost.
    #[serde(default)]
    pub moved_by: String,
    #[serde(rename = "holiday")]
    pub holidays: Vec<Holiday>,
    #[serde(rename = "lunar")]
    pub lunar: Vec<LunarFeast>,
    #[serde(rename = "year")]
    pub years: Vec<Year>,
}

/// A day of rest of every year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    pub day: DayMonth,
    pub title: Words,
    pub article: String,
}

/// A feast of the lunar calendar; the day itself stands with each year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LunarFeast {
    /// "tet" or "hung_kings".
    pub key: String,
    pub title: Words,
    /// Days of rest before the day, and after it.
    pub before: i8,
    pub after: i8,
    pub article: String,
}

/// The moving days of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    pub year: i16,
    /// First day of the lunar year.
    pub tet: Date,
    /// Tenth day of the third lunar month.
    pub hung_kings: Date,
    /// What the government decided for the year; without it the year is unconfirmed.
    #[serde(default)]
    pub decision: Option<Decision>,
}

/// The days of rest of a year as they were decided. They replace the feasts computed from the law
/// where they name them, and add days exchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Number and symbol of the decision or notice.
    pub source: String,
    /// Days off at Tết, in the place of the computed ones.
    #[serde(default)]
    pub tet: Vec<Date>,
    /// Further working days on which nobody works.
    #[serde(default)]
    pub off: Vec<Date>,
    /// Days of rest on which people work.
    #[serde(default)]
    pub work: Vec<Date>,
}

impl Calendar {
    fn year(&self, year: i16) -> Option<&Year> {
        self.years.iter().find(|y| y.year == year)
    }

    /// Whether the government's decision on that year's days of rest is in the file.
    pub fn is_confirmed(&self, year: i16) -> bool {
        self.year(year).is_some_and(|y| y.decision.is_some())
    }

    /// Days of rest of a year apart from weekends: feasts by law, rest moved from a weekend, and
    /// days decided. Days on which people work after all are taken out.
    pub fn rest_days(&self, year: i16) -> BTreeSet<Date> {
        let mut days: BTreeSet<Date> = self.holidays.iter().map(|h| h.day.of(year)).collect();
        let decision = self.year(year).and_then(|y| y.decision.as_ref());
        for (feast, span) in self.lunar_days(year) {
            match decision {
                Some(d) if feast == "tet" && !d.tet.is_empty() => days.extend(&d.tet),
                _ => days.extend(span),
            }
        }
        if !self.moved_by.is_empty() {
            self.move_weekends(&mut days, decision);
        }
        if let Some(decision) = decision {
            days.extend(&decision.off);
            days.retain(|d| !decision.work.contains(d));
        }
        days
    }

    fn lunar_days(&self, year: i16) -> Vec<(&str, Vec<Date>)> {
        let Some(moving) = self.year(year) else { return Vec::new() };
        let day = |key: &str| if key == "tet" { moving.tet } else { moving.hung_kings };
        self.lunar
            .iter()
            .map(|f| {
                let span =
                    (-f.before..=f.after).filter_map(|n| day(&f.key).checked_add(i64::from(n).days()).ok());
                (f.key.as_str(), span.collect())
            })
            .collect()
    }

    /// Weekly rest that a feast falls on is taken on the next day that is neither. At Tết, a
    /// decision that lists the days has done this already.
    fn move_weekends(&self, days: &mut BTreeSet<Date>, decision: Option<&Decision>) {
        let listed = |d: &Date| decision.is_some_and(|it| it.tet.contains(d));
        let lost: Vec<Date> =
            days.iter().copied().filter(|d| self.is_weekly_rest(*d) && !listed(d)).collect();
        for day in lost {
            let mut next = day;
            while days.contains(&next) || self.is_weekly_rest(next) {
                let Ok(following) = next.tomorrow() else { return };
                next = following;
            }
            days.insert(next);
        }
    }

    fn is_weekly_rest(&self, day: Date) -> bool {
        self.weekly_rest.contains(&weekday(day.weekday()))
    }

    /// Whether offices work on that day.
    pub fn is_working(&self, day: Date) -> bool {
        Workdays::new(self).is_working(day)
    }

    /// The `n`th working day after a day, which does not count itself.
    pub fn working_day_after(&self, start: Date, n: u16) -> Date {
        Workdays::new(self).after(start, n)
    }

    /// What is wrong with the file, one sentence each.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (i, year) in self.years.iter().enumerate() {
            for day in [year.tet, year.hung_kings] {
                if day.year() != year.year {
                    faults.push(format!("{day} is not in {}", year.year));
                }
            }
            if self.years.iter().skip(i + 1).any(|other| other.year == year.year) {
                faults.push(format!("the year {} stands twice", year.year));
            }
        }
        let known = |key: &str| key == "tet" || key == "hung_kings";
        faults.extend(self.lunar.iter().filter(|f| !known(&f.key)).map(|f| format!("no feast {}", f.key)));
        if self.weekly_rest.iter().any(|d| !(1..=7).contains(d)) || self.weekly_rest.len() > 6 {
            faults.push("weekly_rest holds numbers from 1 to 7, at most six".to_owned());
        }
        faults
    }
}

fn weekday(day: Weekday) -> i8 {
    day.to_monday_one_offset()
}

/// A calendar with the years it was asked for: counting a hundred days asks for one year once.
pub(super) struct Workdays<'c> {
    calendar: &'c Calendar,
    known: Vec<(i16, BTreeSet<Date>)>,
}

/// More days of rest in a row than any calendar has; beyond it the file is wrong.
const LONGEST: u16 = 1_000;

impl<'c> Workdays<'c> {
    pub(super) fn new(calendar: &'c Calendar) -> Self {
        Self { calendar, known: Vec::new() }
    }

    pub(super) fn is_working(&mut self, day: Date) -> bool {
        let year = day.year();
        if !self.known.iter().any(|(y, _)| *y == year) {
            self.known.push((year, self.calendar.rest_days(year)));
        }
        let rests = self.known.iter().any(|(y, days)| *y == year && days.contains(&day));
        let exchanged = || {
            let decision = self.calendar.year(year).and_then(|y| y.decision.as_ref());
            decision.is_some_and(|d| d.work.contains(&day))
        };
        !rests && (!self.calendar.is_weekly_rest(day) || exchanged())
    }

    /// The `n`th working day after a day, which does not count itself.
    pub(super) fn after(&mut self, start: Date, n: u16) -> Date {
        let (mut day, mut left, mut idle) = (start, n, 0);
        while left > 0 && idle < LONGEST {
            let Ok(next) = day.tomorrow() else { return Date::MAX };
            day = next;
            if self.is_working(day) {
                (left, idle) = (left - 1, 0);
            } else {
                idle += 1;
            }
        }
        day
    }

    /// Working days after `start` up to and with `on`.
    pub(super) fn between(&mut self, start: Date, on: Date) -> i64 {
        let (mut day, mut count) = (start, 0);
        while day < on {
            let Ok(next) = day.tomorrow() else { return count };
            day = next;
            count += i64::from(self.is_working(day));
        }
        count
    }

    /// The day itself, or the next working day.
    pub(super) fn working_from(&mut self, day: Date) -> Date {
        if self.is_working(day) { day } else { self.after(day, 1) }
    }
}
