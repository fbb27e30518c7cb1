//! «Lịch hạn»: the days of the rounds that are open, the near past included.
use domain::round::Round;
use jiff::ToSpan;
use jiff::civil::Date;

use super::tasks::{day, within};
use crate::web::page::Say;

pub struct Dates {
    /// Day and what happens on it.
    pub days: Vec<(String, String)>,
}

/// Days listed.
const MOST: usize = 8;
/// Days back that are still of interest.
const BACK: i64 = 7;

impl Dates {
    /// Days of reminders are for those who send them.
    pub fn of(say: Say, rounds: &[Round], today: Date, reminders: bool) -> Self {
        let since = today.checked_sub(BACK.days()).unwrap_or(today);
        let mut days: Vec<(Date, String)> = Vec::new();
        for round in rounds.iter().filter(|r| r.sealed.is_none()) {
            let title = within(say, round);
            let mut put = |on: Date, key: &str| days.push((on, say.f1(key, "round", &title)));
            put(round.terms.opens_on, "date-opens");
            put(round.terms.last_day_on_time(), "date-last");
            for on in round.terms.reminder_days().into_iter().filter(|_| reminders) {
                put(on, "date-reminder");
            }
            if let Some(on) = round.terms.estimate_to {
                put(on, "date-estimate");
            }
        }
        days.retain(|(on, _)| *on >= since);
        days.sort();
        let days = days.into_iter().take(MOST).map(|(on, what)| (day(say, on, today), what));
        Self { days: days.collect() }
    }
}
