//! Outlines that units propose each year: the round, the draft, the submission to both recipients, the review.
use std::collections::BTreeMap;

use domain::access::Action;
use domain::finding::{Arg, Finding};
use domain::organisation::Role;
use domain::outline::checks::{self, Known};
use domain::outline::round::{Event, EventKind, ProposalRound, ProposalTerms, Receipt};
use domain::outline::{Outline, OutlineFacts};
use domain::plan::Plan;
use domain::refusal::Refusal;
use domain::zone::{Judgement, Standing};
use jiff::civil::Date;
use serde_json::json;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

mod alike;
mod letter;

pub use alike::{Alike, Other, Twins};

/// Opens the round of a year, or sets other days for it. The plan is the one in force when it opens.
///
/// # Errors
/// Refused when the days contradict each other or no plan is in force.
pub async fn open_round(ctx: &Ctx, by: &Caller, year: i16, opens_on: Date, due_on: Date) -> Outcome<()> {
    by.require(Action::ReviewProposals, None)?;
    let known = store::outline::round(&ctx.store, year).await?;
    let plan = match known {
        Some(round) => round.terms.plan,
        None => plan_on(ctx, opens_on)?.id.clone(),
    };
    let terms = ProposalTerms { year, opens_on, due_on, plan };
    terms.check(ctx.clock.today())?;
    let tx = ctx.store.begin().await?;
    store::outline::set_round(&tx, &terms, ctx.clock.now()).await?;
    audit(&tx, ctx, by, "proposal.open", &format!("proposal/{year}"), json!({ "terms": terms })).await?;
    Ok(tx.commit().await?)
}

fn plan_on(ctx: &Ctx, on: Date) -> Outcome<&Plan> {
    let lacking = || Refusal::new("no-plan-for-year").with("year", Arg::Text(on.year().to_string()));
    Ok(ctx.reference.plan_of(on.year()).ok_or_else(lacking)?)
}

/// Ends the round: nothing more is proposed or submitted.
pub async fn close_round(ctx: &Ctx, by: &Caller, year: i16) -> Outcome<()> {
    by.require(Action::ReviewProposals, None)?;
    let tx = ctx.store.begin().await?;
    store::outline::close_round(&tx, year, ctx.clock.now()).await?;
    audit(&tx, ctx, by, "proposal.close", &format!("proposal/{year}"), json!({})).await?;
    Ok(tx.commit().await?)
}

pub async fn round(ctx: &Ctx, year: i16) -> Outcome<ProposalRound> {
    store::outline::round(&ctx.store, year).await?.ok_or(Problem::NotFound("proposal round"))
}

pub(super) async fn open_now(ctx: &Ctx, year: i16) -> Outcome<ProposalRound> {
    let round = round(ctx, year).await?;
    if round.closed_at.is_some() {
        return Err(Refusal::new("proposal-closed").with("year", Arg::Text(year.to_string())).into());
    }
    if ctx.clock.today() < round.terms.opens_on {
        return Err(Refusal::new("proposal-not-open").with("opens", Arg::Date(round.terms.opens_on)).into());
    }
    Ok(round)
}

/// The plan of a round. A plan whose file is gone is not found.
pub fn plan_of<'c>(ctx: &'c Ctx, round: &ProposalRound) -> Outcome<&'c Plan> {
    let found = ctx.reference.plans.iter().find(|p| p.id == round.terms.plan);
    found.ok_or(Problem::NotFound("plan"))
}

/// What an outline is told before it is sent: findings, and where it stands under the plan.
pub struct Checked<'c> {
    pub findings: Vec<Finding>,
    pub zone: Judgement<'c>,
    /// The day for which the zone was looked up: when the work begins, else today.
    pub zone_on: Date,
    pub plan: &'c Plan,
    pub area_in_plan: bool,
    /// Nothing while a day is missing.
    pub period_fits: Option<bool>,
}

/// Checks an outline against the round's plan and the zoning; pure but for the reference data.
pub fn check<'c>(ctx: &'c Ctx, round: &ProposalRound, facts: &OutlineFacts) -> Outcome<Checked<'c>> {
    let reference = &ctx.reference;
    let plan = plan_of(ctx, round)?;
    let areas: Vec<&str> = plan.areas.iter().map(|a| a.letter.as_str()).collect();
    let zone_on = facts.starts.unwrap_or_else(|| ctx.clock.today());
    let zone = reference.zones.judge(&reference.places, &facts.place, zone_on);
    let period = (plan.period.from, plan.period.to);
    let known = Known {
        areas: &areas,
        period,
        is_place: reference.place_name(&facts.place).is_some(),
        is_people: &|people| reference.people(people).is_some(),
        zone: zone.standing,
        outside: reference.zones.outside,
    };
    Ok(Checked {
        findings: checks::checks(facts, &known),
        zone_on,
        area_in_plan: areas.contains(&facts.area.as_str()),
        period_fits: facts.starts.zip(facts.ends).map(|(a, b)| checks::fits(period, a, b)),
        zone,
        plan,
    })
}

/// Begins a draft with what is known of the unit.
pub async fn begin(ctx: &Ctx, by: &Caller, year: i16, unit: &str, facts: &OutlineFacts) -> Outcome<Outline> {
    by.require(Action::Propose, Some(unit))?;
    open_now(ctx, year).await?;
    let tx = ctx.store.begin().await?;
    let it = store::outline::insert(&tx, year, unit, facts, &search(facts), ctx.clock.now()).await?;
    let change = json!({ "unit": unit, "name": facts.name.vi });
    audit(&tx, ctx, by, "outline.begin", &subject(&it), change).await?;
    tx.commit().await?;
    Ok(it)
}

/// What a new draft of a unit begins with: its place and itself as owner.
pub fn blank(ctx: &Ctx, unit: &str) -> OutlineFacts {
    let organisation = ctx.reference.organisation(unit);
    OutlineFacts {
        place: organisation.and_then(|o| o.place.as_ref()).map(ToString::to_string).unwrap_or_default(),
        owner: organisation.map(|o| o.name.vi.clone()).unwrap_or_default(),
        modality: "project".into(),
        ..OutlineFacts::default()
    }
}

/// Saves over the revision that the sender had before them.
///
/// # Errors
/// A conflict when someone else saved in between; refused once it was sent.
pub async fn save(ctx: &Ctx, by: &Caller, code: &str, revision: i64, facts: OutlineFacts) -> Outcome<()> {
    let mut it = load(ctx, by, code).await?;
    by.require(Action::Propose, Some(&it.unit))?;
    open_now(ctx, it.year).await?;
    it.writable()?;
    it.revision = revision;
    it.facts = facts;
    let tx = ctx.store.begin().await?;
    store::outline::update(&tx, &it, &search(&it.facts), ctx.clock.now()).await?;
    let change = json!({ "over": revision, "facts": it.facts });
    audit(&tx, ctx, by, "outline.save", &subject(&it), change).await?;
    Ok(tx.commit().await?)
}

pub(super) fn search(facts: &OutlineFacts) -> String {
    lang::fold(&format!("{} {} {} {}", facts.name.vi, facts.name.en, facts.owner, facts.hamlet))
}

fn subject(it: &Outline) -> String {
    format!("outline:{}", it.code)
}

/// An outline that the caller may read.
pub async fn load(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Outline> {
    let it = store::outline::by_code(&ctx.store, code).await?.ok_or(Problem::NotFound("outline"))?;
    by.require(Action::ReadProposals, Some(&it.unit))?;
    Ok(it)
}

/// Who receives what is proposed on that day: the standing agency, then who leads calls to foreign NGOs.
pub fn recipients(ctx: &Ctx, on: Date) -> Vec<String> {
    let roles = [Role::Standing, Role::NgoLead];
    let holders = roles.iter().flat_map(|role| ctx.reference.organisations.holders(*role, on));
    let mut codes: Vec<String> = holders.map(|o| o.code.clone()).collect();
    let mut seen = std::collections::BTreeSet::new();
    codes.retain(|c| seen.insert(c.clone()));
    codes
}

/// Sends an outline to both recipients at once: one receipt, a letter to each.
///
/// # Errors
/// Refused with the findings while one is an error; a conflict when it is not the revision that was confirmed.
pub async fn submit(ctx: &Ctx, by: &Caller, code: &str, revision: i64) -> Outcome<Receipt> {
    let mut it = load(ctx, by, code).await?;
    by.require(Action::Propose, Some(&it.unit))?;
    let round = open_now(ctx, it.year).await?;
    it.revision = revision;
    let now = ctx.clock.now();
    it.submit(check(ctx, &round, &it.facts)?.findings, by.name(), now)?;
    let tx = ctx.store.begin().await?;
    store::outline::update(&tx, &it, &search(&it.facts), now).await?;
    let number = store::outline::next_receipt(&tx, it.year).await?;
    let receipt = Receipt { number, recipients: recipients(ctx, ctx.clock.today()) };
    let event = said(ctx, by, EventKind::Submitted, "", Some(receipt.clone()));
    store::outline::add_event(&tx, it.id, &event).await?;
    letter::submitted(&tx, ctx, &it, &receipt).await?;
    audit(&tx, ctx, by, "outline.submit", &subject(&it), json!({ "receipt": receipt })).await?;
    tx.commit().await?;
    Ok(receipt)
}

fn said(ctx: &Ctx, by: &Caller, kind: EventKind, text: &str, receipt: Option<Receipt>) -> Event {
    Event { at: ctx.clock.now(), kind, by: by.name().to_owned(), text: text.trim().to_owned(), receipt }
}

/// A word of the reviewers to the unit; the outline stays where it is.
pub async fn comment(ctx: &Ctx, by: &Caller, code: &str, text: &str) -> Outcome<()> {
    by.require(Action::ReviewProposals, None)?;
    let it = load(ctx, by, code).await?;
    if text.trim().is_empty() {
        return Err(Refusal::new("outline-comment-empty").into());
    }
    let tx = ctx.store.begin().await?;
    store::outline::add_event(&tx, it.id, &said(ctx, by, EventKind::Commented, text, None)).await?;
    audit(&tx, ctx, by, "outline.comment", &subject(&it), json!({ "text": text.trim() })).await?;
    Ok(tx.commit().await?)
}

/// Returns, approves or refuses. The unit is written to.
///
/// # Errors
/// Refused when it was not submitted, or for want of a reason.
pub async fn decide(ctx: &Ctx, by: &Caller, code: &str, kind: EventKind, reason: &str) -> Outcome<()> {
    by.require(Action::ReviewProposals, None)?;
    let mut it = load(ctx, by, code).await?;
    it.decide(kind, reason, by.name(), ctx.clock.now())?;
    let tx = ctx.store.begin().await?;
    store::outline::update(&tx, &it, &search(&it.facts), ctx.clock.now()).await?;
    store::outline::add_event(&tx, it.id, &said(ctx, by, kind, reason, None)).await?;
    letter::decided(&tx, ctx, &it, kind, reason).await?;
    let change = json!({ "stage": it.stage });
    audit(&tx, ctx, by, &format!("outline.{}", kind.name()), &subject(&it), change).await?;
    Ok(tx.commit().await?)
}

/// A unit in the overview of a round.
pub struct Line {
    pub unit: String,
    pub name: String,
    pub outlines: Vec<Entry>,
}

/// An outline in the overview: how many errors and warnings it has, what it resembles.
pub struct Entry {
    pub outline: Outline,
    pub errors: usize,
    pub warnings: usize,
    pub zone: Standing,
    pub alike: Vec<Alike>,
}

/// Every unit that may propose with its outlines: those who report on the day the round opens.
pub async fn overview(ctx: &Ctx, by: &Caller, year: i16) -> Outcome<(ProposalRound, Vec<Line>)> {
    by.require(Action::ReadProposals, None)?;
    let round = round(ctx, year).await?;
    let outlines = store::outline::of_year(&ctx.store, year).await?;
    let twins = Twins::of(ctx, &outlines).await?;
    let mut by_unit: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for outline in outlines {
        let entry = entry(ctx, &round, &twins, outline)?;
        by_unit.entry(entry.outline.unit.clone()).or_default().push(entry);
    }
    let units = ctx.reference.organisations.reporting_units(round.terms.opens_on);
    let mut lines: Vec<Line> = units
        .into_iter()
        .map(|o| Line {
            outlines: by_unit.remove(&o.code).unwrap_or_default(),
            unit: o.code.clone(),
            name: o.short_vi.clone(),
        })
        .collect();
    // Whoever else has proposed.
    lines.extend(by_unit.into_iter().map(|(unit, outlines)| Line {
        name: ctx.reference.name_of(&unit).to_owned(),
        unit,
        outlines,
    }));
    Ok((round, lines))
}

fn entry(ctx: &Ctx, round: &ProposalRound, twins: &Twins, outline: Outline) -> Outcome<Entry> {
    use domain::finding::Severity;
    let Checked { findings, zone, .. } = check(ctx, round, &outline.facts)?;
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    Ok(Entry { alike: twins.like(&outline), outline, errors, warnings, zone: zone.standing })
}

/// A unit's own outlines of a year.
pub async fn own(ctx: &Ctx, by: &Caller, year: i16, unit: &str) -> Outcome<(ProposalRound, Vec<Entry>)> {
    by.require(Action::ReadProposals, Some(unit))?;
    let round = round(ctx, year).await?;
    let outlines = store::outline::of_year(&ctx.store, year).await?;
    let twins = Twins::of(ctx, &outlines).await?;
    let own = outlines.into_iter().filter(|o| o.unit == unit);
    let entries = own.map(|o| entry(ctx, &round, &twins, o)).collect::<Outcome<_>>()?;
    Ok((round, entries))
}

/// Other outlines of the year and projects of the register that an outline may repeat.
pub async fn alike(ctx: &Ctx, it: &Outline) -> Outcome<Vec<Alike>> {
    let outlines = store::outline::of_year(&ctx.store, it.year).await?;
    Ok(Twins::of(ctx, &outlines).await?.like(it))
}
