//! The register as IATI 2.03: an activity file and an organisation file.
//!
//! Only what accepted reports put into the register is published, and of that only what is known: a project without
//! start, which the standard requires, is left out and named. What words of ours become in the standard stands in
//! `data/iati/publisher.toml`.
use std::collections::BTreeMap;

use anyhow::Context;
use domain::access::Action;
use domain::finding::{Arg, Finding, Spot};
use domain::project::Flow;
use domain::refusal::Refusal;
use domain::round::RoundKind;
use iati::Kind;
use iati::typed::{Layout, Organisation, ReportingOrg, Root, Writer};
use jiff::civil::Date;
use lang::Lang;
use store::project::{Filter, Listed, Order};

use super::Caller;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

mod activity;

/// Projects loaded at once.
const AT_ONCE: u32 = 500;

/// The two files.
pub struct Files {
    pub activities: Vec<u8>,
    pub organisation: Vec<u8>,
    pub projects: usize,
    /// Projects that could not be published, and why.
    pub left_out: Vec<Finding>,
}

/// Everything the register holds.
///
/// # Errors
/// A refusal while the publisher has no identifier.
pub async fn export(ctx: &Ctx, by: &Caller) -> Outcome<Files> {
    by.require(Action::ReadProjects, None)?;
    files(ctx, i16::MAX).await
}

/// What everyone may have: projects and money of the years whose annual report was published. Nothing before the
/// first one, or while the publisher has no identifier.
pub async fn public(ctx: &Ctx) -> Outcome<Option<Files>> {
    let Some(year) = public_until(ctx).await? else { return Ok(None) };
    files(ctx, year).await.map(Some)
}

/// The last year that everyone may know of.
pub async fn public_until(ctx: &Ctx) -> Outcome<Option<i16>> {
    if !ctx.reference.publisher.is_registered() {
        return Ok(None);
    }
    let published = store::sealed::published(&ctx.store).await?;
    Ok(published.iter().map(|meta| meta.year).max())
}

/// What all activities of a file share.
struct Frame<'c> {
    ctx: &'c Ctx,
    /// Name of the publisher.
    name: &'c str,
    reporting: ReportingOrg,
    demo: bool,
    /// Last day of the figures of each annual report.
    windows: BTreeMap<i16, Date>,
    today: Date,
}

impl<'c> Frame<'c> {
    async fn load(ctx: &'c Ctx) -> Outcome<Self> {
        let publisher = &ctx.reference.publisher;
        if !publisher.is_registered() {
            let refusal = Refusal::new("iati-publisher");
            return Err(refusal.with("file", Arg::Text("data/iati/publisher.toml".into())).into());
        }
        let organisation = ctx.reference.organisation(&publisher.organisation);
        let name = organisation.map(|o| o.name.vi.as_str());
        let name = name.with_context(|| format!("no organisation {}", publisher.organisation))?;
        let rounds = store::round::list(&ctx.store).await?;
        let annual = rounds.iter().filter(|r| r.terms.kind == RoundKind::Annual);
        Ok(Self {
            ctx,
            name,
            reporting: ReportingOrg::new(publisher.reference.trim(), &publisher.kind, name),
            demo: store::setting::get(&ctx.store, "demo").await?.is_some(),
            windows: annual.map(|r| (r.terms.year, r.terms.window.1)).collect(),
            today: ctx.clock.today(),
        })
    }
}

async fn files(ctx: &Ctx, until: i16) -> Outcome<Files> {
    let frame = Frame::load(ctx).await?;
    let fault = |e: std::io::Error| Problem::Broken(anyhow::Error::new(e).context("IATI file"));
    let mut writer =
        Writer::new(Vec::new(), Layout::Indented, &Root::new(Kind::Activities)).map_err(fault)?;
    let (mut projects, mut left_out) = (0, Vec::new());
    for page in 1.. {
        let filter = Filter { order: Order::Oldest, page, per_page: AT_ONCE, ..Filter::default() };
        let (listed, _) = store::project::list(&ctx.store, &filter).await?;
        let last = listed.len() < AT_ONCE as usize;
        for (listed, flows) in with_flows(ctx, listed, until).await? {
            match frame.activity(&listed.project, &flows) {
                Ok(activity) => {
                    projects += 1;
                    writer.activity(&activity).map_err(fault)?;
                }
                Err(finding) => left_out.push(finding),
            }
        }
        if last {
            break;
        }
    }
    let activities = writer.finish().map_err(fault)?;
    Ok(Files { activities, organisation: organisation(&frame).map_err(fault)?, projects, left_out })
}

/// Projects of the years up to `until`, with their money of those years.
async fn with_flows(ctx: &Ctx, listed: Vec<Listed>, until: i16) -> Outcome<Vec<(Listed, Vec<Flow>)>> {
    let ids: Vec<_> = listed.iter().map(|l| l.project.id).collect();
    let mut flows: BTreeMap<_, Vec<Flow>> = BTreeMap::new();
    for flow in store::flow::of_projects(&ctx.store, &ids).await? {
        if flow.year <= until {
            flows.entry(flow.project).or_default().push(flow);
        }
    }
    let known = listed.into_iter().filter(|l| first_year(&l.project.code).is_none_or(|year| year <= until));
    let with_own = |l: Listed| {
        let own = flows.remove(&l.project.id).unwrap_or_default();
        (l, own)
    };
    Ok(known.map(with_own).collect())
}

/// "DA-2024-012" → 2024, the year of the first mention.
fn first_year(code: &str) -> Option<i16> {
    code.split('-').nth(1)?.parse().ok()
}

fn organisation(frame: &Frame<'_>) -> std::io::Result<Vec<u8>> {
    let reference = frame.reporting.reference.as_deref().unwrap_or_default();
    let mut it = Organisation::new(reference);
    it.lang = Some("vi".into());
    it.default_currency = Some("VND".into());
    it.name = Some(frame.name.into());
    it.reporting_org = Some(frame.reporting.clone());
    let mut writer = Writer::new(Vec::new(), Layout::Indented, &Root::new(Kind::Organisations))?;
    writer.organisation(&it)?;
    writer.finish()
}

/// What the check has against a file, critical or an error, in words. Nothing while all facts fit the standard.
pub fn faults(ctx: &Ctx, file: &[u8]) -> Vec<String> {
    let today = iati::rules::values::Instant::parse(&ctx.clock.today().to_string());
    let now = today.unwrap_or(iati::rules::values::Instant(0)).end_of_day();
    let mut faults = Vec::new();
    iati::check(file, &iati::Options::new(now), |finding| {
        if finding.severity <= iati::Severity::Error {
            let text = iati::messages::text(iati::Lang::Vi, &finding);
            faults.push(format!("{} {}: {text}", finding.id, finding.path));
        }
    });
    faults
}

fn words(key: &str) -> Vec<iati::typed::Narrative> {
    let said = |lang: Lang| iati::typed::Narrative::in_lang(lang.code(), lang::text(lang, key));
    vec![said(Lang::Vi), said(Lang::En)]
}

fn left_out(code: &str, why: &str) -> Finding {
    Finding::error(why, Spot::default()).with("code", Arg::Text(code.to_owned()))
}
