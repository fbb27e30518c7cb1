//! Tasks with a day, in three groups.
use domain::access::{Action, Actor};
use domain::report::parts::PartState;
use domain::round::{Round, RoundKind, Stage};
use jiff::ToSpan;
use jiff::civil::Date;
use lang::Lang;
use store::obligation::Listed;

use crate::app::Caller;
use crate::problem::Outcome;
use crate::web::page::Say;
use crate::web::routes::url;
use crate::web::visit::Visit;

/// One row: due, what, by which rule, one button.
pub struct Task {
    pub due: Date,
    /// «Quá hạn 3 ngày».
    pub when: String,
    pub class: &'static str,
    /// «Thứ sáu, 07/11».
    pub day: String,
    pub title: String,
    pub sub: String,
    pub rule: String,
    pub href: String,
    pub button: &'static str,
}

pub struct Group {
    pub id: &'static str,
    pub title: &'static str,
    pub class: &'static str,
    pub tasks: Vec<Task>,
}

/// «Quá hạn», «Bảy ngày tới», «Sau đó», each by day; always all three.
pub fn grouped(say: Say, mut tasks: Vec<Task>, today: Date) -> Vec<Group> {
    tasks.sort_by_key(|t| t.due);
    let week = today.checked_add(7.days()).unwrap_or(today);
    let (late, rest): (Vec<_>, Vec<_>) = tasks.into_iter().partition(|t| t.due < today);
    let (soon, later): (Vec<_>, Vec<_>) = rest.into_iter().partition(|t| t.due <= week);
    let group = |id, class, tasks| Group { id, class, title: say.t(&format!("work-{id}")), tasks };
    vec![group("late", "bad-t", late), group("soon", "", soon), group("later", "", later)]
}

impl Task {
    pub fn new(say: Say, due: Date, today: Date) -> Self {
        let left = (due - today).get_days();
        let class = match left {
            ..0 => "bad-t",
            0..=3 => "warn-t",
            _ => "",
        };
        Self {
            due,
            when: lang::relative_days(say.lang(), due, today),
            class,
            day: format!("{}, {}", say.weekday(due), day(say, due, today)),
            title: String::new(),
            sub: String::new(),
            rule: String::new(),
            href: String::new(),
            button: "",
        }
    }

    /// The row that wants to be done first has the strong button.
    pub fn is_urgent(&self) -> bool {
        !self.class.is_empty()
    }
}

/// Without the year where it is this one.
pub fn day(say: Say, on: Date, today: Date) -> String {
    if on.year() == today.year() { say.day_month(on) } else { say.date(on) }
}

/// Reports that the visitor's organisation still owes.
pub async fn reports(visit: &Visit, by: &Caller, actor: &Actor) -> Outcome<Vec<Task>> {
    if !by.may(Action::WriteReport, Some(&actor.organisation)) {
        return Ok(Vec::new());
    }
    let owed = store::obligation::of_unit(&visit.web.ctx.store, &actor.organisation).await?;
    let open =
        owed.iter().filter(|(round, it)| round.sealed.is_none() && it.obligation.stage.is_open_to_unit());
    Ok(open.map(|(round, it)| report(visit, round, it)).collect())
}

fn report(visit: &Visit, round: &Round, it: &Listed) -> Task {
    let (say, today) = (visit.say(), visit.web.ctx.clock.today());
    let (due, key, button) = match &it.obligation.stage {
        Stage::Returned { until, .. } => (*until, "work-mend", "work-mend-do"),
        Stage::Draft { .. } => (it.obligation.last_day(&round.terms), "work-go-on", "work-go-on-do"),
        _ if round.terms.kind == RoundKind::AdHoc => {
            (it.obligation.last_day(&round.terms), "work-answer", "work-answer-do")
        }
        _ => (it.obligation.last_day(&round.terms), "work-report", "work-report-do"),
    };
    Task {
        title: say.f1(key, "round", within(say, round)),
        sub: sub(say, it),
        rule: rule(visit, round),
        href: url::report(&round.terms.key, &it.obligation.unit),
        button: say.t(button),
        ..Task::new(say, due, today)
    }
}

/// What a round is called in a list: the yearly report by its year, a request by its title.
pub fn round_name(say: Say, round: &Round) -> String {
    match round.terms.kind {
        RoundKind::Annual => say.f1("report-annual", "year", round.terms.year),
        RoundKind::AdHoc => say.words(&round.terms.title).to_owned(),
    }
}

/// The same within a sentence: «báo cáo năm 2025», a title in quotation marks.
pub fn within(say: Say, round: &Round) -> String {
    let name = round_name(say, round);
    match (say.lang(), round.terms.kind) {
        (Lang::En, RoundKind::AdHoc) => format!("“{name}”"),
        (_, RoundKind::AdHoc) => format!("«{name}»"),
        (Lang::En, RoundKind::Annual) => name,
        (_, RoundKind::Annual) => {
            let mut chars = name.chars();
            chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
        }
    }
}

/// Why it came back, or how far it is.
fn sub(say: Say, it: &Listed) -> String {
    if let Stage::Returned { reason, .. } = &it.obligation.stage {
        let short: String = reason.chars().take(140).collect();
        return say.f1("work-returned", "reason", short);
    }
    let done = it.parts.values().filter(|p| matches!(p, PartState::Full | PartState::Nil)).count();
    if it.parts.is_empty() {
        return say.t("work-not-begun").to_owned();
    }
    say.f2("work-parts", "done", done, "all", it.parts.len())
}

fn rule(visit: &Visit, round: &Round) -> String {
    let say = visit.say();
    match (round.terms.kind, visit.web.ctx.reference.plan_of(round.terms.year)) {
        (RoundKind::Annual, Some(plan)) => {
            say.f2("work-rule", "plan", &plan.number, "clause", &round.terms.clause)
        }
        (_, _) if !round.terms.clause.is_empty() => round.terms.clause.clone(),
        _ => say.t("work-rule-request").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn tasks_stand_in_three_groups_by_day() {
        let (say, today) = (Say(Lang::Vi), date(2025, 11, 7));
        let days =
            [date(2025, 12, 1), date(2025, 11, 7), date(2025, 11, 4), date(2025, 11, 14), date(2025, 11, 3)];
        let groups = grouped(say, days.map(|d| Task::new(say, d, today)).into(), today);
        let shown: Vec<Vec<i8>> =
            groups.iter().map(|g| g.tasks.iter().map(|t| t.due.day()).collect()).collect();
        assert_eq!(shown, [vec![3, 4], vec![7, 14], vec![1]]);
        assert_eq!(groups[1].tasks[0].when, "Hôm nay");
        assert!(groups[1].tasks[0].is_urgent() && !groups[2].tasks[0].is_urgent());
    }
}
