//! Duties of the plan that the visitor's organisation leads.
use domain::organisation::Role;
use domain::plan::{Due, Duty};
use jiff::civil::Date;

use super::tasks::Task;
use crate::app::plan::Shown;
use crate::web::page::Say;
use crate::web::routes::url;

/// A duty without a day of its own.
pub struct DutyLine {
    pub href: String,
    pub title: String,
    pub rule: String,
    /// «thường xuyên», «hằng năm», «kế hoạch không nêu ngày».
    pub due: &'static str,
    pub state: (&'static str, &'static str),
}

/// Those with a day as tasks, the others as lines. What is recorded as done is left out: for
/// good, or for the year when it comes back every year.
pub fn of(say: Say, shown: &Shown<'_>, roles: &[Role], today: Date) -> (Vec<Task>, Vec<DutyLine>) {
    let (mut tasks, mut lines) = (Vec::new(), Vec::new());
    for duty in shown.plan.duties.iter().filter(|d| d.lead.is_some_and(|lead| roles.contains(&lead))) {
        let recorded = shown.duties.get(&duty.id);
        let state = recorded.map_or("not-recorded", |r| r.status.as_str());
        let yearly = matches!(duty.due, Due::Yearly { .. });
        let over = |s: &str| s == "done" || s == "stopped";
        if over(state) && (!yearly || recorded.is_some_and(|r| r.on.year() == today.year())) {
            continue;
        }
        let rule = say.f2("work-rule", "plan", &shown.plan.number, "clause", duty.clause.to_string());
        match day_of(duty, today) {
            Some(due) => tasks.push(Task {
                title: say.words(&duty.title).to_owned(),
                rule,
                href: url::duty(&duty.id),
                button: say.t("work-duty-do"),
                ..Task::new(say, due, today)
            }),
            None => lines.push(DutyLine {
                href: url::duty(&duty.id),
                title: say.words(&duty.title).to_owned(),
                rule,
                due: say.t(due_key(&duty.due)),
                state: (if state == "running" { "" } else { "no" }, say.t(&format!("work-duty-{state}"))),
            }),
        }
    }
    (tasks, lines)
}

fn day_of(duty: &Duty, today: Date) -> Option<Date> {
    match duty.due {
        Due::Yearly { day } => day.map(|d| d.of(today.year())),
        Due::Once { on } => Some(on),
        Due::Continuous | Due::NotStated => None,
    }
}

fn due_key(due: &Due) -> &'static str {
    match due {
        Due::Yearly { .. } => "due-yearly",
        Due::Continuous => "due-continuous",
        Due::Once { .. } | Due::NotStated => "due-not-stated",
    }
}
