//! Dossiers of aid: begun by their owner, led through the procedure that governs them, decided on.
use domain::access::Action;
use domain::dossier::{Act, Choice, Content, Decision, Opinion, Record, Score};
use domain::finding::Arg;
use domain::organisation::Role;
use domain::procedure::{Actor, Dossier, Law, RuleSet, State};
use domain::refusal::Refusal;
use jiff::civil::Date;
use serde_json::json;
use store::Tx;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod file;
mod letter;
pub mod paper;

/// Everything that governs dossiers in this instance.
pub fn law(ctx: &Ctx) -> Law<'_> {
    let reference = &ctx.reference;
    Law { rules: &ctx.rules, calendar: &reference.calendar, places: Some(&reference.places) }
}

/// The rules of a state.
pub fn rules_of<'c>(ctx: &'c Ctx, now: &State) -> Option<&'c RuleSet> {
    ctx.rules.iter().find(|r| r.id == now.rule_set)
}

/// A dossier with where it stands today.
pub struct Standing {
    pub record: Record,
    pub now: State,
}

/// Dossiers that go on and that the caller may read.
///
/// # Errors
/// Refused when the rules of one are gone.
pub async fn open(ctx: &Ctx, by: &Caller) -> Outcome<Vec<Standing>> {
    let all = store::dossier::open(&ctx.store).await?.into_iter();
    all.filter(|it| by.may(Action::ReadDossiers, Some(&it.unit))).map(|it| standing(ctx, it)).collect()
}

fn standing(ctx: &Ctx, record: Record) -> Outcome<Standing> {
    Ok(Standing { now: record.state(&law(ctx), ctx.clock.today())?, record })
}

/// Whose ended dossiers the caller may read: everyone's, or only its own unit's.
fn reach(by: &Caller) -> Option<&str> {
    let own = by.actor().map(|a| a.organisation.as_str());
    own.filter(|_| !by.may(Action::ReadDossiers, None))
}

/// How many dossiers have ended that the caller may read.
pub async fn count_ended(ctx: &Ctx, by: &Caller) -> Outcome<usize> {
    Ok(store::dossier::count_ended(&ctx.store, reach(by)).await?)
}

/// Some of those, newest first.
///
/// # Errors
/// Refused when the rules of one are gone.
pub async fn ended(ctx: &Ctx, by: &Caller, skip: usize, most: usize) -> Outcome<Vec<Standing>> {
    let some = store::dossier::ended(&ctx.store, reach(by), skip, most).await?;
    some.into_iter().map(|it| standing(ctx, it)).collect()
}

pub async fn load(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Record> {
    let it = store::dossier::by_code(&ctx.store, code).await?.ok_or(Problem::NotFound("dossier"))?;
    // Who is asked for an opinion reads what it is about.
    let asked = by.actor().is_some_and(|a| is_asked(&it, &a.organisation));
    if !asked {
        by.require(Action::ReadDossiers, Some(&it.unit))?;
    }
    Ok(it)
}

fn is_asked(it: &Record, organisation: &str) -> bool {
    let asked = |e: &domain::procedure::Event| {
        e.event == "opinion_requested" && e.organisation.as_deref() == Some(organisation)
    };
    it.content.dossier.events.iter().any(asked)
}

/// Begins a dossier of a unit.
///
/// # Errors
/// Refused without a title, or when no rules of that family are in force.
pub async fn begin(ctx: &Ctx, by: &Caller, unit: &str, content: Content) -> Outcome<Record> {
    by.require(Action::WriteDossiers, Some(unit))?;
    if content.dossier.title.trim().is_empty() {
        return Err(Refusal::new("dossier-no-title").into());
    }
    let today = ctx.clock.today();
    domain::procedure::state(&law(ctx), &content.dossier, today)?;
    let tx = ctx.store.begin().await?;
    let it = store::dossier::insert(&tx, today.year(), unit, content, ctx.clock.now()).await?;
    let change = json!({ "unit": unit, "title": it.content.dossier.title });
    audit(&tx, ctx, by, "dossier.begin", &subject(&it), change).await?;
    tx.commit().await?;
    Ok(it)
}

/// Rules of a family that a dossier sent on a day goes by.
pub fn rules_on<'c>(ctx: &'c Ctx, family: &str, on: Date) -> Option<&'c RuleSet> {
    let dossier = Dossier { family: family.to_owned(), ..Dossier::default() };
    domain::procedure::choose(&ctx.rules, &dossier, on).ok()
}

/// Who may enter an event: the right, and whose it is.
fn right<'r>(it: &'r Record, choice: &Choice) -> (Action, Option<&'r str>) {
    let owner = choice.actors.contains(&Actor::Role(Role::Owner));
    if owner {
        (Action::WriteDossiers, Some(it.unit.as_str()))
    } else if choice.actors.contains(&Actor::CaseApprover) {
        (Action::DecideDossiers, None)
    } else {
        (Action::AppraiseDossiers, None)
    }
}

/// What may be entered now, and whether the caller may.
pub fn choices(ctx: &Ctx, by: &Caller, it: &Record, now: &State) -> Vec<(Choice, bool)> {
    let all = it.choices(&law(ctx), now).into_iter();
    all.map(|c| {
        let (action, owner) = right(it, &c);
        let may = by.may(action, owner);
        (c, may)
    })
    .collect()
}

/// Enters what happened, on a day that is not in the future.
///
/// # Errors
/// As [`Record::act`] says; a conflict when someone else was faster.
pub async fn act(ctx: &Ctx, by: &Caller, code: &str, act: &Act<'_>) -> Outcome<()> {
    let mut it = load(ctx, by, code).await?;
    not_future(ctx, act.on)?;
    let law = law(ctx);
    let now = it.state(&law, act.on)?;
    if let Some(choice) = it.choices(&law, &now).into_iter().find(|c| c.event == act.event) {
        let (action, owner) = right(&it, &choice);
        by.require(action, owner)?;
    }
    it.act(&law, &Act { by: by.name(), ..act.clone() })?;
    let change = json!({ "event": act.event, "on": act.on, "note": act.note });
    save(ctx, by, &it, "dossier.act", change).await
}

fn not_future(ctx: &Ctx, on: Date) -> Outcome<()> {
    if on > ctx.clock.today() {
        return Err(Refusal::new("dossier-future").with("on", Arg::Date(on)).into());
    }
    Ok(())
}

async fn save(ctx: &Ctx, by: &Caller, it: &Record, action: &str, change: serde_json::Value) -> Outcome<()> {
    let tx = ctx.store.begin().await?;
    keep(&tx, ctx, it).await?;
    audit(&tx, ctx, by, action, &subject(it), change).await?;
    Ok(tx.commit().await?)
}

/// Saves it, and whether it has ended.
async fn keep(tx: &Tx, ctx: &Ctx, it: &Record) -> Outcome<()> {
    let today = ctx.clock.today();
    let ended = it.state(&law(ctx), today)?.next.is_empty().then_some(today);
    Ok(store::dossier::update(tx, it, ended, ctx.clock.now()).await?)
}

fn subject(it: &Record) -> String {
    format!("dossier:{}", it.code)
}

/// Whether papers are gathered at the step. Later, another day of a paper would move a clock that has run.
pub fn takes_papers(ctx: &Ctx, now: &State) -> bool {
    rules_of(ctx, now).and_then(|r| r.step(&now.step)).is_some_and(|s| s.papers)
}

/// Notes which papers have come and when; an empty day takes one back.
///
/// # Errors
/// Refused where the step gathers no papers, and for a day that has not come.
pub async fn papers(ctx: &Ctx, by: &Caller, code: &str, came: &[(String, Option<Date>)]) -> Outcome<()> {
    let mut it = load(ctx, by, code).await?;
    by.require(Action::WriteDossiers, Some(&it.unit))?;
    let now = it.state(&law(ctx), ctx.clock.today())?;
    if !takes_papers(ctx, &now) {
        return Err(Refusal::new("dossier-papers-closed").into());
    }
    for (paper, day) in came {
        match day {
            Some(day) => {
                not_future(ctx, *day)?;
                it.content.dossier.papers.insert(paper.clone(), *day);
            }
            None => {
                it.content.dossier.papers.remove(paper);
            }
        }
    }
    it.state(&law(ctx), ctx.clock.today())?;
    let change = json!({ "papers": it.content.dossier.papers });
    save(ctx, by, &it, "dossier.papers", change).await
}

/// Asks organisations for their opinions at once; a letter goes to each.
pub async fn ask(
    ctx: &Ctx,
    by: &Caller,
    code: &str,
    whom: &[(Role, String)],
    due: Option<Date>,
) -> Outcome<()> {
    by.require(Action::AppraiseDossiers, None)?;
    let mut it = load(ctx, by, code).await?;
    it.ask(&law(ctx), whom, due, ctx.clock.today(), by.name())?;
    let tx = ctx.store.begin().await?;
    keep(&tx, ctx, &it).await?;
    for (_, organisation) in whom {
        letter::asked(&tx, ctx, &it, organisation, due, false).await?;
    }
    audit(&tx, ctx, by, "dossier.ask", &subject(&it), json!({ "asked": whom, "due": due })).await?;
    Ok(tx.commit().await?)
}

/// Writes again to who has not answered. Says to how many.
pub async fn chase(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<usize> {
    by.require(Action::AppraiseDossiers, None)?;
    let it = load(ctx, by, code).await?;
    let now = it.state(&law(ctx), ctx.clock.today())?;
    let silent = now.opinions.iter().filter(|o| o.requested.is_some() && o.given.is_none());
    let silent: Vec<(&str, Option<Date>)> =
        silent.filter_map(|o| Some((o.organisation.as_deref()?, o.due))).collect();
    let tx = ctx.store.begin().await?;
    for (organisation, due) in &silent {
        letter::asked(&tx, ctx, &it, organisation, *due, true).await?;
    }
    let names: Vec<&str> = silent.iter().map(|(o, _)| *o).collect();
    audit(&tx, ctx, by, "dossier.chase", &subject(&it), json!({ "to": names })).await?;
    tx.commit().await?;
    Ok(silent.len())
}

/// Takes an opinion: of the caller's own organisation, or by letter through who appraises.
pub async fn answer(ctx: &Ctx, by: &Caller, code: &str, opinion: Opinion) -> Outcome<()> {
    let own = by.may(Action::GiveOpinion, Some(&opinion.organisation));
    if !own {
        by.require(Action::AppraiseDossiers, None)?;
        if opinion.letter.trim().is_empty() {
            return Err(Refusal::new("dossier-letter-needed").into());
        }
    }
    not_future(ctx, opinion.on)?;
    let mut it = load(ctx, by, code).await?;
    let change =
        json!({ "organisation": opinion.organisation, "verdict": opinion.verdict, "on": opinion.on });
    it.answer(&law(ctx), Opinion { by: by.name().to_owned(), ..opinion })?;
    save(ctx, by, &it, "dossier.opinion", change).await
}

/// Keeps the appraisal: how each criterion is met. Those that are not given stay as they are.
pub async fn score(ctx: &Ctx, by: &Caller, code: &str, scores: Vec<(String, Score)>) -> Outcome<()> {
    by.require(Action::AppraiseDossiers, None)?;
    let mut it = load(ctx, by, code).await?;
    let change = json!({ "criteria": scores.iter().map(|(id, s)| (id, s.met)).collect::<Vec<_>>() });
    it.content.scores.extend(scores.into_iter().map(|(id, s)| (id, Score { by: by.name().to_owned(), ..s })));
    save(ctx, by, &it, "dossier.score", change).await
}

/// Keeps the draft of the decision: its fields, and number and day once it is signed.
pub async fn draft(
    ctx: &Ctx,
    by: &Caller,
    code: &str,
    fields: Vec<(String, String)>,
    decision: Decision,
) -> Outcome<()> {
    let mut it = load(ctx, by, code).await?;
    if !by.may(Action::DecideDossiers, None) {
        by.require(Action::AppraiseDossiers, None)?;
    }
    if it.content.dossier.events.iter().any(|e| domain::dossier::DECIDES.contains(&e.event.as_str())) {
        return Err(Refusal::new("dossier-decided").into());
    }
    it.content.fields.extend(fields);
    it.content.decision = decision;
    let change = json!({ "fields": it.content.fields, "decision": it.content.decision });
    save(ctx, by, &it, "dossier.draft", change).await
}

/// What a new dossier takes over from the call that it answers.
pub async fn from_call(ctx: &Ctx, code: &str) -> Outcome<Content> {
    let call = store::call::by_code(&ctx.store, code).await?.ok_or(Problem::NotFound("call"))?;
    let facts = &call.facts;
    let place = ctx.reference.place_name(&facts.place).map(|w| w.vi).unwrap_or_default();
    let mut content = Content { call: call.code.clone(), ..Content::default() };
    content.dossier.title = facts.name.vi.clone();
    content.dossier.place = Some(facts.place.clone()).filter(|p| !p.is_empty());
    content.dossier.facts.insert("modality".into(), vec![facts.modality.clone()]);
    let day = |d: Option<Date>| d.map(|d| lang::date(lang::Lang::Vi, d)).unwrap_or_default();
    let money = |vnd| lang::headline(lang::Lang::Vi, vnd);
    let capital = format!("Viện trợ: {}; vốn đối ứng: {}", money(facts.sought()), money(facts.counterpart()));
    content.fields = [
        ("name", facts.name.vi.clone()),
        ("objectives", format!("{}\n{}", facts.objectives.vi, facts.results.vi)),
        ("time_place", format!("{} – {}; {place}", day(facts.starts), day(facts.ends))),
        ("capital", capital),
    ]
    .into_iter()
    .map(|(id, text)| (id.to_owned(), text))
    .collect();
    Ok(content)
}
