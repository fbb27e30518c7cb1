//! The register of projects: found by words without tone marks and by kind, and one project.
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action;
use domain::aid::Activity;
use domain::form::Form;
use domain::ids::AidId;
use domain::project::{Facts, Flow, FlowStage, Project, SOURCES};
use domain::report::per_mille;
use jiff::civil::date;
use store::project::{Facets, Filter, Listed};

use super::page::{Page, Say, Visit, show};
use super::pager::Pager;
use super::routes::url;
use crate::app::aid::link;
use crate::app::{Caller, plan, project};
use crate::ctx::Ctx;
use crate::problem::Outcome;

pub mod reassign;

/// Projects on one page of the list.
const ROWS: u32 = 50;
/// Form whose lists name kinds of donor, modalities and states.
const FORM: &str = "annual";

/// A drop-down of the filter: name, label, (value, text) with counts, what is chosen.
struct Facet {
    name: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    chosen: String,
}

struct Line {
    href: String,
    code: String,
    name: String,
    area: String,
    place: String,
    donor: String,
    committed: String,
    disbursed: String,
    rate: String,
    state: String,
    tag: &'static str,
}

#[derive(Template)]
#[template(path = "project/list.html")]
struct ListPage {
    p: Page,
    q: String,
    facets: Vec<Facet>,
    filtered: bool,
    /// May give projects to the units that took over.
    can_reassign: bool,
    lines: Vec<Line>,
    committed: String,
    disbursed: String,
    rate: String,
    pager: Pager,
}

/// `GET /du-an?q=…&linh-vuc=…&dia-ban=…&nha-tai-tro=…&tinh-trang=…`
pub async fn list(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let filter = filter(&visit);
    let (listed, total) = store::project::list(&ctx.store, &filter).await?;
    let counted = project::counted(&ctx, &by, &filter).await?;
    let sums = counted.sums;
    let say = visit.say();
    let facets = facets(&ctx, say, &filter, &counted.facets);
    let filtered = !filter.q.is_empty() || facets.iter().any(|f| !f.chosen.is_empty());
    show(&ListPage {
        p: visit.office("projects"),
        q: visit.query("q"),
        lines: listed.iter().map(|l| line(&ctx, say, l)).collect(),
        committed: say.million(sums.committed),
        disbursed: say.million(sums.disbursed),
        rate: rate(say, sums.disbursed, sums.committed),
        pager: Pager::new(&visit, usize::try_from(total).unwrap_or(usize::MAX), ROWS as usize),
        facets,
        filtered,
        can_reassign: by.may(Action::RunRound, None),
    })
}

fn filter(visit: &Visit) -> Filter {
    let chosen = |name: &str| Some(visit.query(name)).filter(|v| !v.is_empty());
    Filter {
        q: lang::fold(&visit.query("q")),
        area: chosen("linh-vuc"),
        place: chosen("dia-ban"),
        donor_type: chosen("nha-tai-tro"),
        state: chosen("tinh-trang"),
        page: visit.query("trang").parse().unwrap_or(1).max(1),
        per_page: ROWS,
        ..Filter::default()
    }
}

fn facets(ctx: &Ctx, say: Say, filter: &Filter, counts: &Facets) -> Vec<Facet> {
    let words = Words { ctx, say };
    let facet =
        |name, label, counted: &[(String, u64)], chosen: &Option<String>, text: &dyn Fn(&str) -> String| {
            let mut options: Vec<(String, String)> =
                counted.iter().map(|(code, n)| (code.clone(), format!("{} ({n})", text(code)))).collect();
            lang::sort_by_vi(&mut options, |(_, text)| text);
            options.insert(0, (String::new(), say.t("project-any").to_owned()));
            Facet { name, label, options, chosen: chosen.clone().unwrap_or_default() }
        };
    let donor = |code: &str| words.choice("donor_type", code);
    let state = |code: &str| words.choice("project_state", code);
    vec![
        facet("linh-vuc", say.t("area"), &counts.area, &filter.area, &|code| words.area(code)),
        facet("dia-ban", say.t("project-place"), &counts.place, &filter.place, &|code| words.place(code)),
        facet("nha-tai-tro", say.t("project-donor-type"), &counts.donor_type, &filter.donor_type, &donor),
        facet("tinh-trang", say.t("project-state"), &counts.state, &filter.state, &state),
    ]
}

fn line(ctx: &Ctx, say: Say, listed: &Listed) -> Line {
    let Project { code, facts, .. } = &listed.project;
    let words = Words { ctx, say };
    Line {
        href: url::project(code),
        code: code.clone(),
        name: facts.name_vi.clone(),
        area: facts.area.clone(),
        place: words.place(&facts.place),
        donor: facts.donor.clone(),
        committed: amount(say, listed.committed),
        disbursed: amount(say, listed.disbursed),
        rate: rate(say, listed.disbursed, listed.committed),
        state: words.choice("project_state", &facts.state),
        tag: state_tag(&facts.state),
    }
}

/// What a state is called.
pub(super) fn state(ctx: &Ctx, say: Say, state: &str) -> String {
    Words { ctx, say }.choice("project_state", state)
}

fn state_tag(state: &str) -> &'static str {
    match state {
        "running" => "ok",
        "paused" => "warn",
        "cancelled" => "bad",
        _ => "no",
    }
}

/// A dash where no accepted report states anything.
fn amount(say: Say, vnd: i64) -> String {
    if vnd == 0 { "–".to_owned() } else { say.million(vnd) }
}

/// Part of the commitment that was disbursed; a dash where nothing is committed.
fn rate(say: Say, disbursed: i64, committed: i64) -> String {
    if committed == 0 {
        "–".to_owned()
    } else {
        lang::percent_whole(say.lang(), per_mille(disbursed, committed))
    }
}

/// What codes of facts stand for.
struct Words<'c> {
    ctx: &'c Ctx,
    say: Say,
}

impl Words<'_> {
    fn area(&self, letter: &str) -> String {
        let plan = plan::current(self.ctx, self.ctx.clock.today());
        match plan.ok().and_then(|p| p.area(letter)) {
            Some(area) => format!("{letter}) {}", self.say.words(&area.title)),
            None => letter.to_owned(),
        }
    }

    fn place(&self, code: &str) -> String {
        self.ctx.reference.place_name(code).map_or_else(|| code.to_owned(), |w| self.say.words(&w).to_owned())
    }

    fn choice(&self, list: &str, code: &str) -> String {
        let choice = self
            .ctx
            .reference
            .form(FORM)
            .and_then(|f: &Form| f.choices(list).iter().find(|c| c.code == code));
        choice.map_or(code, |c| if self.say.lang() == lang::Lang::En { &c.en } else { &c.vi }).to_owned()
    }
}

/// What was stated for one year. đồng.
struct Year {
    year: i16,
    committed: i64,
    disbursed: i64,
    /// Disbursed, in per cent of the largest year.
    width: String,
    /// Report that states it; empty when the reader may not open it.
    report: String,
}

/// Commitment of one source, as the newest year states it.
struct Source {
    name: &'static str,
    amount: i64,
    class: &'static str,
    x: String,
    width: String,
}

#[derive(Template)]
#[template(path = "project/page.html")]
struct ProjectPage {
    p: Page,
    code: String,
    facts: Facts,
    area: String,
    place: String,
    donor_type: String,
    modality: String,
    state: String,
    tag: &'static str,
    unit: String,
    original: Option<String>,
    committed: i64,
    disbursed: i64,
    rate: String,
    sources: Vec<Source>,
    years: Vec<Year>,
    /// Activities of others that speak of it: address and title, by whom.
    published: Vec<(String, String, String)>,
    /// Fields for which the standing agency takes the publisher's word: name and value.
    wins: Vec<(&'static str, String)>,
}

/// `GET /du-an/{code}`
pub async fn page(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
) -> Outcome<Response> {
    let shown = project::show(&ctx, &by, &code).await?;
    let published = link::published(&ctx, &by, shown.project.id).await?;
    let mut page = project_page(&visit, &by, &ctx, &shown);
    let say = visit.say();
    if let Some((_, first)) = published.activities.first() {
        let wins = link::FIELDS.into_iter().filter(|f| published.wins.contains(*f));
        page.wins = wins
            .map(|f| {
                (say.t(&format!("aid-compare-{f}")), super::aid::both(&ctx, say, f, &shown.project, first).1)
            })
            .collect();
    }
    let about = |(id, a): &(AidId, Activity)| {
        let title = if a.title.best().is_empty() { &a.identifier } else { a.title.best() };
        (url::aid(*id), title.to_owned(), a.publisher.name.clone())
    };
    page.published = published.activities.iter().map(about).collect();
    show(&page)
}

fn project_page(visit: &Visit, by: &Caller, ctx: &Ctx, shown: &project::Shown) -> ProjectPage {
    let project::Shown { project, flows } = shown;
    let say = visit.say();
    let words = Words { ctx, say };
    let newest = flows.iter().filter(|f| f.stage == FlowStage::Committed).map(|f| f.year).max();
    let sources = sources(say, flows, newest);
    let committed = sources.iter().map(|s| s.amount).sum();
    let disbursed = flows.iter().filter(|f| f.stage == FlowStage::Disbursed).map(|f| f.amount).sum();
    let facts = project.facts.clone();
    ProjectPage {
        p: visit.office_titled(facts.name_vi.clone()),
        area: words.area(&facts.area),
        place: words.place(&facts.place),
        donor_type: words.choice("donor_type", &facts.donor_type),
        modality: words.choice("modality", &facts.modality),
        state: words.choice("project_state", &facts.state),
        tag: state_tag(&facts.state),
        unit: ctx.reference.name_of(&project.unit).to_owned(),
        original: original(say, &facts),
        rate: rate(say, disbursed, committed),
        years: years(ctx, by, &project.unit, flows),
        code: project.code.clone(),
        published: Vec::new(),
        wins: Vec::new(),
        committed,
        disbursed,
        sources,
        facts,
    }
}

/// «150.000 EUR».
fn original(say: Say, facts: &Facts) -> Option<String> {
    let (currency, amount) = (facts.currency.as_deref()?, facts.amount?);
    Some(lang::amount(say.lang(), amount, 2, currency))
}

/// Colours of sources: aid, ODA, loan, then the three counterpart sources in one.
const CLASSES: [&str; SOURCES.len()] = ["k1", "k2", "k3", "k4", "k4", "k4"];

fn sources(say: Say, flows: &[Flow], year: Option<i16>) -> Vec<Source> {
    let of_year = || flows.iter().filter(|f| f.stage == FlowStage::Committed && Some(f.year) == year);
    let total: i64 = of_year().map(|f| f.amount).sum();
    let mut before = 0;
    let mut out = Vec::new();
    for (source, class) in SOURCES.iter().zip(CLASSES) {
        let amount: i64 = of_year().filter(|f| f.source == *source).map(|f| f.amount).sum();
        if amount == 0 {
            continue;
        }
        let (x, width) = (percent(before, total), percent(amount, total));
        out.push(Source { name: say.t(source_key(source)), amount, class, x, width });
        before += amount;
    }
    out
}

fn source_key(source: &str) -> &'static str {
    match source {
        "aid" => "project-source-aid",
        "oda" => "project-source-oda",
        "loan" => "project-source-loan",
        "cp_province" => "project-source-cp-province",
        "cp_commune" => "project-source-cp-commune",
        _ => "project-source-cp-community",
    }
}

fn years(ctx: &Ctx, by: &Caller, unit: &str, flows: &[Flow]) -> Vec<Year> {
    let mut all: Vec<i16> = flows.iter().map(|f| f.year).collect();
    all.sort_unstable();
    all.dedup();
    let sum = |year: i16, stage: FlowStage| -> i64 {
        flows.iter().filter(|f| f.year == year && f.stage == stage).map(|f| f.amount).sum()
    };
    let most = all.iter().map(|y| sum(*y, FlowStage::Disbursed)).max().unwrap_or(0);
    let may = by.may(Action::ReadReport, Some(unit));
    // A project keeps its history when its unit ends; the unit of today did not report then.
    let reported = |year| ctx.reference.organisation(unit).is_some_and(|o| o.is_valid_on(date(year, 10, 1)));
    let year = |year: i16| {
        let disbursed = sum(year, FlowStage::Disbursed);
        Year {
            committed: sum(year, FlowStage::Committed),
            width: percent(disbursed, most),
            report: if may && reported(year) { url::report(year, unit) } else { String::new() },
            disbursed,
            year,
        }
    };
    all.into_iter().map(year).collect()
}

/// Part of a whole as a coordinate: "72.9%".
fn percent(part: i64, whole: i64) -> String {
    let per_mille = if whole == 0 { 0 } else { per_mille(part, whole) };
    format!("{}.{}%", per_mille / 10, per_mille % 10)
}

impl ProjectPage {
    /// The bars in words.
    fn bars(&self) -> String {
        let year = |y: &Year| format!("{}: {}", y.year, self.p.million(y.disbursed));
        self.years.iter().map(year).collect::<Vec<_>>().join("; ")
    }

    fn parts(&self) -> String {
        let part = |s: &Source| format!("{}: {}", s.name, self.p.million(s.amount));
        self.sources.iter().map(part).collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::ProjectId;
    use lang::Lang;

    use super::*;

    fn flow(year: i16, stage: FlowStage, source: &str, amount: i64) -> Flow {
        Flow { project: ProjectId(1), year, stage, source: source.to_owned(), amount }
    }

    #[test]
    fn only_the_newest_commitment_counts_and_its_sources_fill_the_bar() {
        let flows = [
            flow(2024, FlowStage::Committed, "aid", 9),
            flow(2025, FlowStage::Committed, "aid", 30),
            flow(2025, FlowStage::Committed, "cp_commune", 10),
            flow(2025, FlowStage::Disbursed, "all", 12),
        ];
        let parts: Vec<(i64, String, String)> = sources(Say(Lang::Vi), &flows, Some(2025))
            .into_iter()
            .map(|s| (s.amount, s.x, s.width))
            .collect();
        assert_eq!(parts, [(30, "0.0%".into(), "75.0%".into()), (10, "75.0%".into(), "25.0%".into())]);
        assert!(sources(Say(Lang::Vi), &[], None).is_empty());
    }

    #[test]
    fn nothing_is_divided_by_a_commitment_that_is_not_there() {
        assert_eq!(rate(Say(Lang::Vi), 5, 0), "–");
        assert_eq!(rate(Say(Lang::Vi), 3_060, 4_200), "73%");
        assert_eq!(percent(0, 0), "0.0%");
    }
}
