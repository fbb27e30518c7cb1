//! The matrix of a round: each unit, each part of its report, what to do next.
use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::access::Action;
use domain::consolidation::Counts;
use domain::form::Form;
use domain::ids::ObligationId;
use domain::report::parts::{NARRATIVE, PartState};
use domain::round::{Stage, Timing};
use store::mail::Mail;

use super::super::page::{Page, Say, Visit, show};
use super::super::pager::Pager;
use super::super::routes::url;
use super::view::{Bar, Head};
use crate::app::Caller;
use crate::app::round::{self, Overview, UnitState};
use crate::problem::Outcome;

/// Rows on one page: with nine parts each they stay under 2,500 elements.
const ROWS: usize = 50;

/// Which units are shown. Every unit is in exactly one of the kinds that are neither `Todo`,
/// `Late` nor `All`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Missing, returned or waiting for review.
    Todo,
    Missing,
    Returned,
    Waiting,
    Late,
    Accepted,
    Excused,
    All,
}

impl Filter {
    const ALL: [Self; 8] = [
        Self::Todo,
        Self::Missing,
        Self::Returned,
        Self::Waiting,
        Self::Late,
        Self::Accepted,
        Self::Excused,
        Self::All,
    ];

    /// Value in the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Todo => "can-xu-ly",
            Self::Missing => "chua-nop",
            Self::Returned => "tra-lai",
            Self::Waiting => "cho-xem",
            Self::Late => "muon",
            Self::Accepted => "da-nhan",
            Self::Excused => "vang-co-ly-do",
            Self::All => "tat-ca",
        }
    }

    fn read(slug: &str) -> Self {
        Self::ALL.into_iter().find(|f| f.slug() == slug).unwrap_or(Self::Todo)
    }

    fn key(self) -> &'static str {
        match self {
            Self::Todo => "round-filter-todo",
            Self::Missing => "round-filter-missing",
            Self::Returned => "round-filter-returned",
            Self::Waiting => "round-filter-waiting",
            Self::Late => "round-filter-late",
            Self::Accepted => "round-filter-accepted",
            Self::Excused => "round-filter-excused",
            Self::All => "round-filter-all",
        }
    }

    fn takes(self, unit: &UnitState) -> bool {
        let kind = kind_of(unit);
        match self {
            Self::Todo => matches!(kind, Self::Missing | Self::Returned | Self::Waiting),
            Self::Late => matches!(unit.timing, Timing::Late { .. }),
            Self::All => true,
            other => kind == other,
        }
    }
}

fn kind_of(unit: &UnitState) -> Filter {
    match unit.obligation.stage {
        Stage::Accepted { .. } => Filter::Accepted,
        Stage::Submitted { .. } => Filter::Waiting,
        _ if unit.obligation.excused.is_some() => Filter::Excused,
        Stage::Returned { .. } => Filter::Returned,
        Stage::NotOpened | Stage::Draft { .. } => Filter::Missing,
    }
}

pub(super) struct FilterLink {
    text: &'static str,
    count: usize,
    href: String,
    current: bool,
}

/// One part of one unit's report.
struct Cell {
    head: String,
    icon: &'static str,
    class: &'static str,
    label: &'static str,
}

struct Line {
    unit: String,
    name: String,
    status: &'static str,
    tag: &'static str,
    timing: String,
    timing_class: &'static str,
    excused: Option<String>,
    cells: Vec<Cell>,
    reminded: String,
    action: &'static str,
    /// Empty when the reader may not open it.
    href: String,
    /// Whether it is ticked; `None` when it cannot be reminded.
    choose: Option<bool>,
}

#[derive(Template)]
#[template(path = "round/matrix.html")]
struct MatrixPage {
    p: Page,
    key: String,
    title: String,
    terms: String,
    clause: String,
    counts: Counts,
    not_submitted: usize,
    on_time_share: String,
    bar: Bar,
    filters: Vec<FilterLink>,
    heading: String,
    empty: bool,
    heads: Vec<Head>,
    lines: Vec<Line>,
    pager: Pager,
    can_run: bool,
    can_choose: bool,
    consolidates: bool,
    sealed: Option<u32>,
}

/// `GET /bao-cao/{round}`
pub async fn page(visit: Visit, by: Caller, Path(key): Path<String>) -> Outcome<Response> {
    let ctx = &visit.web.ctx;
    let seen = round::overview(ctx, &by, &key, ctx.clock.today()).await?;
    let letters = store::mail::last_for_obligations(&ctx.store, seen.round.id).await?;
    let heads = super::view::heads(visit.say(), &seen.form);
    let view = View { visit: &visit, by: &by, seen: &seen, letters: &letters, heads: &heads };
    show(&matrix_page(&view, key))
}

fn matrix_page(view: &View<'_>, key: String) -> MatrixPage {
    let View { visit, by, seen, .. } = *view;
    let say = visit.say();
    let filter = Filter::read(&visit.query("loc"));
    let mut chosen: Vec<&UnitState> = seen.units.iter().filter(|u| filter.takes(u)).collect();
    in_order(visit, &mut chosen);
    let pager = Pager::new(visit, chosen.len(), ROWS);
    let lines: Vec<Line> = pager.of(&chosen).iter().map(|u| view.line(u)).collect();
    let submitted = seen.counts.on_time + seen.counts.late;
    MatrixPage {
        p: visit.office_titled(say.words(&seen.round.terms.title)),
        title: say.words(&seen.round.terms.title).to_owned(),
        terms: super::view::terms_line(say, &seen.round.terms),
        clause: seen.round.terms.clause.clone(),
        not_submitted: seen.counts.units - submitted,
        on_time_share: super::view::share(say, seen.counts.on_time, seen.counts.units),
        bar: super::view::bar(say, &seen.counts),
        heading: say.f1(&format!("{}-heading", filter.key()), "n", chosen.len()),
        empty: chosen.is_empty(),
        can_run: by.may(Action::RunRound, None),
        can_choose: lines.iter().any(|l| l.choose.is_some()),
        consolidates: by.may(Action::ReadConsolidation, None),
        sealed: seen.round.sealed,
        counts: seen.counts,
        heads: super::view::heads(say, &seen.form),
        filters: filters(say, &key, seen, filter),
        key,
        lines,
        pager,
    }
}

fn filters(say: Say, key: &str, seen: &Overview, current: Filter) -> Vec<FilterLink> {
    let link = |filter: Filter| FilterLink {
        text: say.t(filter.key()),
        count: seen.units.iter().filter(|u| filter.takes(u)).count(),
        href: format!("{}?loc={}", url::round(key), filter.slug()),
        current: filter == current,
    };
    let excused = |l: &FilterLink, f: Filter| f != Filter::Excused || l.count > 0;
    Filter::ALL.into_iter().map(|f| (link(f), f)).filter(|(l, f)| excused(l, *f)).map(|(l, _)| l).collect()
}

/// What waits longest first, then departments before communes, then by name.
fn in_order(visit: &Visit, units: &mut [&UnitState]) {
    let rank = |u: &UnitState| match u.obligation.stage {
        Stage::NotOpened => 0,
        Stage::Draft { .. } => 1,
        Stage::Returned { .. } => 2,
        Stage::Submitted { .. } => 3,
        Stage::Accepted { .. } => 4,
    };
    let kind = |u: &UnitState| visit.web.ctx.reference.organisation(&u.obligation.unit).map(|o| o.kind);
    units.sort_by(|a, b| {
        (rank(a), kind(a)).cmp(&(rank(b), kind(b))).then_with(|| lang::collate(&a.name, &b.name))
    });
}

/// Everything a row is made from.
struct View<'v> {
    visit: &'v Visit,
    by: &'v Caller,
    seen: &'v Overview,
    letters: &'v BTreeMap<ObligationId, Mail>,
    heads: &'v [Head],
}

impl View<'_> {
    fn line(&self, unit: &UnitState) -> Line {
        let say = self.visit.say();
        let o = &unit.obligation;
        let key = &self.seen.round.terms.key;
        let (status, tag) = super::view::status(say, &o.stage);
        let (timing, timing_class) = super::view::timing(say, unit);
        let (action, href) = self.action(unit, key);
        let overdue = matches!(unit.timing, Timing::Overdue { .. });
        let can_remind = self.by.may(Action::RunRound, None)
            && matches!(kind_of(unit), Filter::Missing | Filter::Returned);
        Line {
            unit: o.unit.clone(),
            name: unit.name.clone(),
            status,
            tag,
            timing,
            timing_class,
            excused: o.excused.clone(),
            cells: self.heads.iter().map(|h| cell(say, h, &unit.parts)).collect(),
            reminded: self.reminded(o.id),
            action,
            href,
            choose: can_remind.then_some(overdue && kind_of(unit) == Filter::Missing),
        }
    }

    /// The one thing to do about a unit.
    fn action(&self, unit: &UnitState, key: &str) -> (&'static str, String) {
        let say = self.visit.say();
        let code = &unit.obligation.unit;
        if unit.obligation.stage == Stage::NotOpened {
            return (say.t("round-action-log"), url::reminders_of(key, code));
        }
        if !self.by.may(Action::ReadReport, Some(code)) {
            return ("", String::new());
        }
        let words = match unit.obligation.stage {
            Stage::Submitted { .. } if self.by.may(Action::ReviewReport, None) => "round-action-review",
            Stage::Draft { .. } => "round-action-draft",
            Stage::Returned { .. } => "round-action-returned",
            _ => "round-action-open",
        };
        (say.t(words), url::report(key, code))
    }

    fn reminded(&self, id: ObligationId) -> String {
        let say = self.visit.say();
        let Some(mail) = self.letters.get(&id) else { return "–".to_owned() };
        let on = say.day_month(self.visit.web.ctx.clock.local(mail.new.at).date());
        let key = match (&mail.sent_at, &mail.error) {
            (None, Some(_)) => "round-letter-failed",
            _ => "round-letter-on",
        };
        say.f1(key, "day", &on)
    }
}

fn cell(say: Say, head: &Head, parts: &BTreeMap<String, PartState>) -> Cell {
    let (icon, class, label) = match parts.get(&head.key).copied().unwrap_or(PartState::Empty) {
        PartState::Full => ("i-ok", "ok-t", "part-full"),
        PartState::Error => ("i-err", "bad-t", "part-error"),
        PartState::Partial => ("i-part", "warn-t", "part-partial"),
        PartState::Empty => ("i-none", "dim", "part-empty"),
        PartState::Nil => ("i-dash", "dim", "part-nil"),
    };
    Cell { head: head.short.clone(), icon, class, label: say.t(label) }
}

/// Parts of a form in the order of the columns: the words, then each table.
pub(super) fn part_keys(form: &Form) -> Vec<String> {
    let words = (!form.sections.is_empty()).then(|| NARRATIVE.to_owned());
    words.into_iter().chain(form.tables.iter().map(|t| t.key.clone())).collect()
}

#[cfg(test)]
mod tests {
    use domain::ids::{RevisionId, RoundId, UserId};
    use domain::round::Obligation;
    use jiff::civil::date;

    use super::*;

    fn unit(stage: Stage, excused: bool) -> UnitState {
        let on = date(2025, 11, 4);
        let submitted = matches!(stage, Stage::Submitted { .. } | Stage::Accepted { .. });
        UnitState {
            obligation: Obligation {
                id: ObligationId(1),
                round: RoundId(1),
                unit: "X1".into(),
                stage,
                first_submitted_on: submitted.then_some(on),
                extension: None,
                excused: excused.then(|| "no project".to_owned()),
                revision: None,
            },
            name: "X1".into(),
            timing: Timing::OnTime,
            parts: BTreeMap::new(),
        }
    }

    #[test]
    fn every_unit_is_counted_in_exactly_one_kind() {
        let on = date(2025, 11, 4);
        let (by, revision) = (UserId(1), RevisionId(1));
        let stages = [
            Stage::NotOpened,
            Stage::Draft { since: on },
            Stage::Submitted { on, by, revision },
            Stage::Returned { on, by, reason: "x".into(), until: on },
            Stage::Accepted { on, by, revision },
        ];
        let kinds = [Filter::Missing, Filter::Returned, Filter::Waiting, Filter::Accepted, Filter::Excused];
        for stage in stages {
            for excused in [false, true] {
                let it = unit(stage.clone(), excused);
                assert_eq!(kinds.iter().filter(|k| k.takes(&it)).count(), 1, "{stage:?} {excused}");
                assert!(Filter::All.takes(&it));
            }
        }
    }

    #[test]
    fn a_filter_survives_its_address() {
        for filter in Filter::ALL {
            assert_eq!(Filter::read(filter.slug()), filter);
        }
        assert_eq!(Filter::read("khac"), Filter::Todo);
    }
}
