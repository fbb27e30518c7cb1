//! A reporting round: what is asked, of whom, until when; and what each unit owes.
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::Arg;
use crate::ids::{ObligationId, RevisionId, RoundId, UserId};
use crate::refusal::Refusal;
use crate::words::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// The yearly report that the plan orders.
    Annual,
    /// A request with its own questions, recipients and due date.
    AdHoc,
}

/// What is set when a round is opened. All of it is data: another plan has other days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Name in addresses and files: "2025" for the yearly report, "2025-1" for the first ad hoc
    /// request of that year. Unique in the instance.
    pub key: String,
    pub year: i16,
    pub kind: RoundKind,
    pub title: Words,
    /// Id of the form, `data/forms/<form>.toml` or one made for this request.
    pub form: String,
    /// First and last day that the figures cover.
    pub window: (Date, Date),
    /// Day to which "estimate for the year" reaches.
    pub estimate_to: Option<Date>,
    pub opens_on: Date,
    /// The day the text names ("trước ngày 05/11" → 05/11).
    pub due: Date,
    /// Whether `due` itself is still on time. "Before" means it is not.
    pub due_inclusive: bool,
    /// Days before the last on-time day on which a reminder goes out.
    pub remind_before_days: Vec<i16>,
    /// Clause of the plan that orders the report.
    pub clause: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub id: RoundId,
    pub terms: Terms,
    /// Version of the sealed report, when there is one.
    pub sealed: Option<u32>,
}

impl Terms {
    pub fn last_day_on_time(&self) -> Date {
        if self.due_inclusive { self.due } else { before(self.due, 1) }
    }

    /// Days on which reminders are sent, first to last, none before the round opens.
    pub fn reminder_days(&self) -> Vec<Date> {
        let mut days: Vec<Date> = self
            .remind_before_days
            .iter()
            .map(|n| before(self.last_day_on_time(), *n))
            .filter(|d| *d >= self.opens_on)
            .collect();
        days.sort_unstable();
        days
    }

    /// Refuses terms that contradict themselves.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.window.0 > self.window.1 {
            return Err(Refusal::new("round-window-reversed"));
        }
        if self.opens_on > self.last_day_on_time() {
            return Err(Refusal::new("round-opens-after-due")
                .with("opens", Arg::Date(self.opens_on))
                .with("due", Arg::Date(self.last_day_on_time())));
        }
        if self.remind_before_days.iter().any(|n| *n < 0) {
            return Err(Refusal::new("round-reminder-negative"));
        }
        Ok(())
    }
}

fn before(day: Date, n: i16) -> Date {
    day.checked_sub(i64::from(n).days()).unwrap_or(Date::MIN)
}

/// Where a unit's report stands. Each stage carries the facts that made it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum Stage {
    #[default]
    NotOpened,
    Draft {
        since: Date,
    },
    Submitted {
        on: Date,
        by: UserId,
        revision: RevisionId,
    },
    Returned {
        on: Date,
        by: UserId,
        reason: String,
        /// Last day for the mended report.
        until: Date,
    },
    Accepted {
        on: Date,
        by: UserId,
        revision: RevisionId,
    },
}

/// A named exception to the due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    pub until: Date,
    pub reason: String,
    pub by: UserId,
}

/// One unit's duty to report in one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    pub id: ObligationId,
    pub round: RoundId,
    /// Code of the organisation.
    pub unit: String,
    pub stage: Stage,
    /// Day of the first submission; lateness is computed from it and never stored.
    pub first_submitted_on: Option<Date>,
    pub extension: Option<Extension>,
    /// Why the consolidated report may be sealed without this unit.
    pub excused: Option<String>,
    pub revision: Option<RevisionId>,
}

/// Computed from the facts and today; never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "timing")]
pub enum Timing {
    /// Submitted by the last on-time day.
    OnTime,
    /// Submitted so many days after it.
    Late { days: i32 },
    /// Not submitted, and the last on-time day is so many days past.
    Overdue { days: i32 },
    /// Not submitted, so many days left; 0 is today.
    Open { days_left: i32 },
}

impl Timing {
    pub fn is_late(self) -> bool {
        matches!(self, Timing::Late { .. } | Timing::Overdue { .. })
    }
}

impl Stage {
    /// Stable name for files and filters.
    pub fn name(&self) -> &'static str {
        match self {
            Stage::NotOpened => "not_opened",
            Stage::Draft { .. } => "draft",
            Stage::Submitted { .. } => "submitted",
            Stage::Returned { .. } => "returned",
            Stage::Accepted { .. } => "accepted",
        }
    }
    /// Whether the unit may change its report now.
    pub fn is_open_to_unit(&self) -> bool {
        matches!(self, Stage::NotOpened | Stage::Draft { .. } | Stage::Returned { .. })
    }
    /// The revision whose figures count in the consolidation.
    pub fn counted(&self) -> Option<RevisionId> {
        match self {
            Stage::Submitted { revision, .. } | Stage::Accepted { revision, .. } => Some(*revision),
            _ => None,
        }
    }
}

impl Obligation {
    pub fn last_day(&self, terms: &Terms) -> Date {
        self.extension
            .as_ref()
            .map_or_else(|| terms.last_day_on_time(), |e| e.until.max(terms.last_day_on_time()))
    }

    pub fn timing(&self, terms: &Terms, today: Date) -> Timing {
        let last = self.last_day(terms);
        match self.first_submitted_on {
            Some(on) if on <= last => Timing::OnTime,
            Some(on) => Timing::Late { days: (on - last).get_days() },
            None if today > last => Timing::Overdue { days: (today - last).get_days() },
            None => Timing::Open { days_left: (last - today).get_days() },
        }
    }

    /// As it stood at the end of a past day, as far as the facts tell: what was submitted later
    /// had not been submitted yet.
    #[must_use]
    pub fn as_of(self, on: Date) -> Self {
        match self.first_submitted_on {
            Some(day) if day > on => {
                Self { first_submitted_on: None, stage: Stage::Draft { since: on }, ..self }
            }
            _ => self,
        }
    }

    /// The unit saved something.
    pub fn save(&mut self, revision: RevisionId, today: Date) -> Result<(), Refusal> {
        if !self.stage.is_open_to_unit() {
            return Err(Refusal::new("report-not-open"));
        }
        if self.stage == Stage::NotOpened {
            self.stage = Stage::Draft { since: today };
        }
        self.revision = Some(revision);
        Ok(())
    }

    pub fn submit(&mut self, by: UserId, today: Date) -> Result<(), Refusal> {
        let Some(revision) = self.revision else { return Err(Refusal::new("report-blank")) };
        if !self.stage.is_open_to_unit() {
            return Err(Refusal::new("report-not-open"));
        }
        self.first_submitted_on.get_or_insert(today);
        self.stage = Stage::Submitted { on: today, by, revision };
        Ok(())
    }

    pub fn return_to_unit(
        &mut self,
        by: UserId,
        reason: &str,
        until: Date,
        today: Date,
    ) -> Result<(), Refusal> {
        let Stage::Submitted { .. } = self.stage else { return Err(Refusal::new("report-not-submitted")) };
        if reason.trim().is_empty() {
            return Err(Refusal::new("reason-needed"));
        }
        if until < today {
            return Err(Refusal::new("until-in-the-past").with("until", Arg::Date(until)));
        }
        self.stage = Stage::Returned { on: today, by, reason: reason.trim().to_owned(), until };
        Ok(())
    }

    pub fn accept(&mut self, by: UserId, today: Date) -> Result<(), Refusal> {
        let Stage::Submitted { revision, .. } = self.stage else {
            return Err(Refusal::new("report-not-submitted"));
        };
        self.stage = Stage::Accepted { on: today, by, revision };
        Ok(())
    }

    /// A named exception: the accepted report goes back to its unit.
    pub fn reopen(&mut self, by: UserId, reason: &str, until: Date, today: Date) -> Result<(), Refusal> {
        let Stage::Accepted { .. } = self.stage else { return Err(Refusal::new("report-not-accepted")) };
        if reason.trim().is_empty() {
            return Err(Refusal::new("reason-needed"));
        }
        self.stage = Stage::Returned { on: today, by, reason: reason.trim().to_owned(), until };
        Ok(())
    }

    /// A named exception to the due date of this unit alone.
    pub fn extend(&mut self, by: UserId, reason: &str, until: Date, terms: &Terms) -> Result<(), Refusal> {
        if reason.trim().is_empty() {
            return Err(Refusal::new("reason-needed"));
        }
        if until <= terms.last_day_on_time() {
            return Err(Refusal::new("extension-not-later").with("due", Arg::Date(terms.last_day_on_time())));
        }
        self.extension = Some(Extension { until, reason: reason.trim().to_owned(), by });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn terms() -> Terms {
        Terms {
            key: "2025".into(),
            year: 2025,
            kind: RoundKind::Annual,
            title: Words::new("Báo cáo năm 2025", "Report 2025"),
            form: "annual".into(),
            window: (date(2024, 11, 1), date(2025, 10, 31)),
            estimate_to: Some(date(2025, 12, 31)),
            opens_on: date(2025, 10, 1),
            due: date(2025, 11, 5),
            due_inclusive: false,
            remind_before_days: vec![30, 14, 7, 1],
            clause: "III.R".into(),
        }
    }

    fn obligation() -> Obligation {
        Obligation {
            id: ObligationId(1),
            round: RoundId(1),
            unit: "X32062".into(),
            stage: Stage::NotOpened,
            first_submitted_on: None,
            extension: None,
            excused: None,
            revision: None,
        }
    }

    fn submitted(on: Date) -> Obligation {
        let mut o = obligation();
        o.save(RevisionId(1), on).unwrap();
        o.submit(UserId(7), on).unwrap();
        o
    }

    #[test]
    fn before_the_fifth_of_november_means_the_fourth_is_the_last_day() {
        assert_eq!(terms().last_day_on_time(), date(2025, 11, 4));
        let on_the_day = |d| submitted(d).timing(&terms(), d);
        assert_eq!(on_the_day(date(2025, 11, 4)), Timing::OnTime);
        assert_eq!(on_the_day(date(2025, 11, 5)), Timing::Late { days: 1 });
        assert_eq!(obligation().timing(&terms(), date(2025, 11, 4)), Timing::Open { days_left: 0 });
        assert_eq!(obligation().timing(&terms(), date(2025, 11, 5)), Timing::Overdue { days: 1 });
    }

    #[test]
    fn an_inclusive_due_day_counts_itself() {
        let terms = Terms { due_inclusive: true, ..terms() };
        assert_eq!(submitted(date(2025, 11, 5)).timing(&terms, date(2025, 11, 5)), Timing::OnTime);
    }

    #[test]
    fn looked_at_on_an_earlier_day_a_later_report_is_not_there_yet() {
        let o = submitted(date(2025, 11, 7)).as_of(date(2025, 11, 6));
        assert_eq!(o.timing(&terms(), date(2025, 11, 6)), Timing::Overdue { days: 2 });
        assert_eq!(o.stage.name(), "draft");
    }

    #[test]
    fn an_extension_helps_the_named_unit_only() {
        let mut o = obligation();
        o.extend(UserId(1), "bão số 12", date(2025, 11, 10), &terms()).unwrap();
        assert_eq!(o.timing(&terms(), date(2025, 11, 8)), Timing::Open { days_left: 2 });
        assert!(obligation().timing(&terms(), date(2025, 11, 8)).is_late());
        assert_eq!(o.extend(UserId(1), " ", date(2025, 11, 12), &terms()).unwrap_err().code, "reason-needed");
    }

    #[test]
    fn a_return_does_not_make_an_early_report_late() {
        let mut o = submitted(date(2025, 11, 3));
        o.return_to_unit(UserId(2), "sai số nữ", date(2025, 11, 10), date(2025, 11, 6)).unwrap();
        o.save(RevisionId(2), date(2025, 11, 9)).unwrap();
        o.submit(UserId(7), date(2025, 11, 9)).unwrap();
        assert_eq!(o.timing(&terms(), date(2025, 11, 9)), Timing::OnTime);
        o.accept(UserId(2), date(2025, 11, 10)).unwrap();
        assert_eq!(o.stage.counted(), Some(RevisionId(2)));
    }

    #[test]
    fn a_submitted_report_is_closed_and_an_accepted_one_needs_a_named_exception() {
        let mut o = submitted(date(2025, 11, 3));
        assert_eq!(o.save(RevisionId(2), date(2025, 11, 3)).unwrap_err().code, "report-not-open");
        o.accept(UserId(2), date(2025, 11, 4)).unwrap();
        assert_eq!(o.submit(UserId(7), date(2025, 11, 4)).unwrap_err().code, "report-not-open");
        o.reopen(UserId(3), "thiếu một dự án", date(2025, 11, 8), date(2025, 11, 5)).unwrap();
        assert!(o.stage.is_open_to_unit());
    }

    #[test]
    fn reminders_count_back_from_the_last_day_and_never_before_the_round_opens() {
        let days = terms().reminder_days();
        assert_eq!(days, [date(2025, 10, 5), date(2025, 10, 21), date(2025, 10, 28), date(2025, 11, 3)]);
        let late_start = Terms { opens_on: date(2025, 10, 25), ..terms() };
        assert_eq!(late_start.reminder_days().len(), 2);
    }
}
