//! What every use case is given: the database, the reference data, the clock, the settings.
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use store::Store;

use crate::config::Config;
use crate::reference::Reference;

#[derive(Clone)]
pub struct Ctx {
    pub store: Store,
    pub reference: Arc<Reference>,
    pub clock: Clock,
    pub config: Arc<Config>,
    /// Rules of procedure, with what was changed since the files were written.
    pub rules: crate::app::rules::Rules,
    pub totals: crate::app::consolidation::TotalsCache,
    pub edition: crate::app::catalogue::edition::Kept,
    pub related: crate::app::aid::related::Kept,
    pub register: crate::app::project::known::Register,
}

/// The only place that reads the time. Demonstrations and tests fix the day.
#[derive(Clone)]
pub struct Clock {
    source: Source,
    zone: TimeZone,
}

#[derive(Clone, Copy)]
enum Source {
    System,
    /// A chosen day that began at nine when the program did, and goes on from there: a lockout ends
    /// and a session runs out as on any other day.
    Day(Timestamp, Instant),
    Moment(Timestamp),
}

/// The plan's own time zone; a due date ends at midnight there.
const ZONE: &str = "Asia/Ho_Chi_Minh";

impl Clock {
    /// The system's clock, in the plan's time zone.
    pub fn system() -> Self {
        Self { source: Source::System, zone: zone() }
    }

    /// A clock that stands at nine in the morning of `day` now.
    pub fn on(day: Date) -> Self {
        let nine = day.at(9, 0, 0, 0).to_zoned(zone()).map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp());
        Self { source: Source::Day(nine, Instant::now()), zone: zone() }
    }

    /// Always this moment.
    pub fn fixed_at(at: Timestamp) -> Self {
        Self { source: Source::Moment(at), zone: zone() }
    }

    #[expect(clippy::disallowed_methods, reason = "the one clock of the program")]
    pub fn now(&self) -> Timestamp {
        match self.source {
            Source::System => Timestamp::now(),
            Source::Day(nine, since) => nine.saturating_add(since.elapsed()).unwrap_or(nine),
            Source::Moment(at) => at,
        }
    }

    /// The time that people's own devices show, whatever day was chosen: codes of a second factor
    /// come from there.
    #[expect(clippy::disallowed_methods, reason = "the one clock of the program")]
    pub fn on_devices(&self) -> Timestamp {
        match self.source {
            Source::Moment(at) => at,
            Source::System | Source::Day(..) => Timestamp::now(),
        }
    }

    pub fn today(&self) -> Date {
        self.now().to_zoned(self.zone.clone()).date()
    }

    /// Local day and time of a moment, for screens.
    pub fn local(&self, at: Timestamp) -> jiff::civil::DateTime {
        at.to_zoned(self.zone.clone()).datetime()
    }
}

fn zone() -> TimeZone {
    // UTC+7 without summer time since 1975: right even where no time zone data is found.
    TimeZone::get(ZONE).unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(7)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_ca_mau() {
        let at = |t: &str| Clock::fixed_at(t.parse().unwrap()).today().to_string();
        assert_eq!(at("2025-11-04T16:59:59Z"), "2025-11-04");
        assert_eq!(at("2025-11-04T17:00:00Z"), "2025-11-05");
    }

    #[test]
    fn a_chosen_day_goes_on_from_nine() {
        let clock = Clock::on(jiff::civil::date(2025, 11, 7));
        let first = clock.now();
        assert_eq!(clock.local(first).to_string()[..16], *"2025-11-07T09:00");
        std::thread::sleep(std::time::Duration::from_millis(2));
        assert!(clock.now() > first);
    }
}
