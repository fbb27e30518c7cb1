//! What every page of a unit's report begins with: whose it is, how it stands, until when.
use domain::access::Action;
use domain::round::{RoundKind, Stage, Timing};
use jiff::civil::Date;

use crate::app::Caller;
use crate::app::report::Opened;
use crate::web::page::Say;
use crate::web::routes::url;
use crate::web::visit::Visit;

/// What every page of a report begins with.
pub struct Head {
    pub title: String,
    pub unit: String,
    /// Where the list of reports is, for this visitor.
    pub back: (&'static str, String),
    pub round: String,
    pub tag: (&'static str, &'static str),
    /// Until when: words, day, days left; the last is a warning when true.
    pub due: Option<(&'static str, String, String, bool)>,
    /// When it was first submitted and whether in time.
    pub first: Option<String>,
}

/// The head of any page of this report.
pub fn head(visit: &Visit, by: &Caller, it: &Opened) -> Head {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let terms = &it.round.terms;
    let unit = ctx.reference.name_of(&it.obligation.unit).to_owned();
    let round = match terms.kind {
        RoundKind::Annual => say.f1("report-annual", "year", terms.year),
        RoundKind::AdHoc => say.words(&terms.title).to_owned(),
    };
    let back = if by.may(Action::ReadRound, None) {
        (say.t("menu-reports"), url::round(&terms.key))
    } else {
        (say.t("menu-work"), url::WORK.to_owned())
    };
    let today = ctx.clock.today();
    Head {
        title: format!("{round} · {unit}"),
        unit,
        back,
        round,
        tag: stage_tag(say, &it.obligation.stage),
        due: due(say, it, today),
        first: first_submitted(say, it, today),
    }
}

/// Class and word of a stage.
pub fn stage_tag(say: Say, stage: &Stage) -> (&'static str, &'static str) {
    let class = match stage {
        Stage::NotOpened => "no",
        Stage::Draft { .. } => "",
        Stage::Submitted { .. } => "",
        Stage::Returned { .. } => "warn",
        Stage::Accepted { .. } => "ok",
    };
    (class, say.t(&format!("status-{}", stage.name().replace('_', "-"))))
}

fn due(say: Say, it: &Opened, today: Date) -> Option<(&'static str, String, String, bool)> {
    let (key, day) = match &it.obligation.stage {
        Stage::Returned { until, .. } => ("report-mend-by", *until),
        Stage::NotOpened | Stage::Draft { .. } => ("report-due-by", it.obligation.last_day(&it.round.terms)),
        Stage::Submitted { .. } | Stage::Accepted { .. } => return None,
    };
    let left = lower_first(&lang::relative_days(say.lang(), day, today));
    Some((say.t(key), say.date(day), left, day < today))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

fn first_submitted(say: Say, it: &Opened, today: Date) -> Option<String> {
    let on = it.obligation.first_submitted_on?;
    Some(match it.obligation.timing(&it.round.terms, today) {
        Timing::Late { days } => say.f2("report-first-late", "on", on, "days", days),
        _ => say.f1("report-first-in-time", "on", on),
    })
}
