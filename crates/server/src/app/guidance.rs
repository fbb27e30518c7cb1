//! Guidance documents, policies and mechanisms: drafted, put to others, submitted, issued, acknowledged, ended.
use domain::access::Action;
use domain::finding::Finding;
use domain::guidance::{Answer, Event, Guidance, GuidanceFacts, Receipt};
use domain::refusal::Refusal;
use formats::paper::{Block, Dated, Paper, Signature, TitleBlock};
use jiff::civil::Date;
use lang::{Arg, Lang};
use serde_json::json;
use store::Tx;

use super::letter::addresses;
use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

fn subject(it: &Guidance) -> String {
    format!("guidance:{}", it.code)
}

/// All that the caller may read: issued ones, and drafts of or put to their organisation; all for those who manage.
pub async fn list(ctx: &Ctx, by: &Caller) -> Outcome<Vec<Guidance>> {
    let mut all = store::guidance::all(&ctx.store).await?;
    all.retain(|it| reads(by, it));
    Ok(all)
}

fn reads(by: &Caller, it: &Guidance) -> bool {
    let concerned = || by.actor().is_some_and(|a| it.concerns(&a.organisation));
    it.stage.issued().is_some() || by.may(Action::ManageGuidance, None) || concerned()
}

/// One, with who received it. Opening it is noted for the reader's organisation.
pub async fn open(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<(Guidance, Vec<Receipt>)> {
    let it = load(ctx, by, code).await?;
    let mut receipts = store::guidance::receipts(&ctx.store, it.id).await?;
    let own = |r: &&mut Receipt| by.actor().is_some_and(|a| a.organisation == r.organisation);
    if let Some(receipt) = receipts.iter_mut().find(own).filter(|r| r.seen_at.is_none()) {
        let (organisation, now) = (receipt.organisation.clone(), ctx.clock.now());
        let tx = ctx.store.begin().await?;
        if store::guidance::seen(&tx, it.id, &organisation, now).await? {
            audit(&tx, ctx, by, "guidance.seen", &subject(&it), json!({ "organisation": organisation }))
                .await?;
        }
        tx.commit().await?;
        receipt.seen_at = Some(now);
    }
    Ok((it, receipts))
}

pub async fn load(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Guidance> {
    let it = store::guidance::by_code(&ctx.store, code).await?.ok_or(Problem::NotFound("guidance"))?;
    if reads(by, &it) { Ok(it) } else { Err(Problem::Forbidden(Action::ManageGuidance)) }
}

/// Whether the caller may change it and lead it on: somebody of the organisation that drafts it.
pub fn leads(by: &Caller, it: &Guidance) -> bool {
    let own = by.actor().is_none_or(|a| a.organisation == it.lead);
    own && by.may(Action::ManageGuidance, None)
}

async fn own_draft(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Guidance> {
    let it = load(ctx, by, code).await?;
    if leads(by, &it) { Ok(it) } else { Err(Problem::Forbidden(Action::ManageGuidance)) }
}

/// What is missing from it, and what it rests on that does not stand.
pub fn checks(ctx: &Ctx, it: &Guidance) -> Vec<Finding> {
    it.checks(|number| ctx.reference.instrument(number), ctx.clock.today())
}

/// Begins a draft of the caller's organisation.
pub async fn add(ctx: &Ctx, by: &Caller, lead: &str, facts: GuidanceFacts) -> Outcome<Guidance> {
    by.require(Action::ManageGuidance, None)?;
    let tx = ctx.store.begin().await?;
    let it = store::guidance::insert(&tx, ctx.clock.today().year(), lead, facts, ctx.clock.now()).await?;
    audit(&tx, ctx, by, "guidance.add", &subject(&it), json!({ "facts": it.facts })).await?;
    tx.commit().await?;
    Ok(it)
}

/// Saves its words over the revision that was read.
///
/// # Errors
/// Refused once it was submitted; a conflict when somebody else saved in between.
pub async fn save(ctx: &Ctx, by: &Caller, code: &str, revision: i64, facts: GuidanceFacts) -> Outcome<()> {
    let mut it = own_draft(ctx, by, code).await?;
    if !it.stage.is_open() {
        return Err(Refusal::new("guidance-not-its-turn").into());
    }
    it.revision = revision;
    it.facts = facts;
    let tx = ctx.store.begin().await?;
    store::guidance::update(&tx, &it, ctx.clock.now()).await?;
    audit(&tx, ctx, by, "guidance.save", &subject(&it), json!({ "over": revision, "facts": it.facts }))
        .await?;
    Ok(tx.commit().await?)
}

/// A step on its way.
pub enum Step {
    Ask { whom: Vec<String>, due: Date },
    Submit,
    GiveBack { reason: String },
    Issue { number: String, on: Date },
    End { on: Date, reason: String },
}

impl Step {
    /// End of the message key `guidance-event-…`.
    fn name(&self) -> &'static str {
        match self {
            Self::Ask { .. } => "asked",
            Self::Submit => "submitted",
            Self::GiveBack { .. } => "given-back",
            Self::Issue { .. } => "issued",
            Self::End { .. } => "ended",
        }
    }

    fn text(&self, ctx: &Ctx) -> String {
        match self {
            Self::Ask { whom, .. } => {
                whom.iter().map(|c| ctx.reference.name_of(c)).collect::<Vec<_>>().join(", ")
            }
            Self::Submit => String::new(),
            Self::GiveBack { reason } | Self::End { reason, .. } => reason.trim().to_owned(),
            Self::Issue { number, .. } => number.trim().to_owned(),
        }
    }
}

/// Takes a step; whoever it concerns is written to.
///
/// # Errors
/// As the domain says: [`Guidance::ask`], [`Guidance::submit`], [`Guidance::issue`] and so on.
pub async fn step(ctx: &Ctx, by: &Caller, code: &str, step: Step) -> Outcome<()> {
    let mut it = own_draft(ctx, by, code).await?;
    let today = ctx.clock.today();
    let told: Vec<String> = match &step {
        Step::Ask { whom, due } => it.ask(whom, *due, today)?,
        Step::Submit => {
            let findings = checks(ctx, &it);
            it.submit(findings, today)?;
            Vec::new()
        }
        Step::GiveBack { reason } => {
            it.give_back(reason)?;
            Vec::new()
        }
        Step::Issue { number, on } => {
            it.issue(number, *on, today)?;
            it.facts.recipients.clone()
        }
        Step::End { on, reason } => {
            it.end(*on, reason)?;
            Vec::new()
        }
    };
    let tx = ctx.store.begin().await?;
    note(ctx, by, &mut it, step.name(), step.text(ctx));
    store::guidance::update(&tx, &it, ctx.clock.now()).await?;
    match &step {
        Step::Ask { due, .. } => write(&tx, ctx, &it, "guidance-asked", &told, Some(*due)).await?,
        Step::Issue { .. } => {
            store::guidance::send(&tx, it.id, &told).await?;
            write(&tx, ctx, &it, "guidance-issued", &told, None).await?;
        }
        _ => {}
    }
    audit(&tx, ctx, by, &format!("guidance.{}", step.name()), &subject(&it), json!({ "stage": it.stage }))
        .await?;
    Ok(tx.commit().await?)
}

fn note(ctx: &Ctx, by: &Caller, it: &mut Guidance, what: &str, text: String) {
    it.events.push(Event { at: ctx.clock.now(), by: by.name().to_owned(), what: what.to_owned(), text });
}

async fn write(
    tx: &Tx,
    ctx: &Ctx,
    it: &Guidance,
    kind: &str,
    organisations: &[String],
    due: Option<Date>,
) -> Outcome<()> {
    let number = it.stage.issued().map(|(n, _)| n).unwrap_or(&it.code);
    for organisation in organisations {
        let args = [
            ("to", Arg::from(ctx.reference.name_of(organisation))),
            ("number", Arg::from(number)),
            ("title", Arg::from(it.facts.title.vi.as_str())),
            ("due", Arg::from(due.map(|d| lang::date(Lang::Vi, d)).unwrap_or_default())),
            ("link", Arg::from(format!("{}/van-ban/{}", ctx.config.url, it.code))),
        ];
        let said = |part: &str| lang::format(Lang::Vi, &format!("letter-{kind}-{part}"), &args);
        for recipient in addresses(tx, organisation).await? {
            let mail = store::mail::New {
                subject: said("subject"),
                body: said("body"),
                kind: kind.to_owned(),
                obligation: None,
                dedupe: format!("{kind}/{}/{organisation}/{recipient}", it.code),
                stop: None,
                recipient,
                at: ctx.clock.now(),
            };
            store::mail::enqueue(tx, &mail).await?;
        }
    }
    Ok(())
}

/// Answers in the name of the caller's organisation.
///
/// # Errors
/// As [`Guidance::answer`].
pub async fn answer(ctx: &Ctx, by: &Caller, code: &str, agrees: bool, text: &str) -> Outcome<()> {
    let organisation = own_organisation(by, Action::GiveOpinion)?;
    let mut it = load(ctx, by, code).await?;
    let text = text.trim().to_owned();
    it.answer(&organisation, Answer { on: ctx.clock.today(), by: by.name().to_owned(), agrees, text })?;
    note(ctx, by, &mut it, "answered", ctx.reference.name_of(&organisation).to_owned());
    let tx = ctx.store.begin().await?;
    store::guidance::update(&tx, &it, ctx.clock.now()).await?;
    let change = json!({ "organisation": organisation, "agrees": agrees });
    audit(&tx, ctx, by, "guidance.answer", &subject(&it), change).await?;
    Ok(tx.commit().await?)
}

/// The caller's organisation, when they may do this in its name.
fn own_organisation(by: &Caller, action: Action) -> Outcome<String> {
    let organisation = by.actor().map(|a| a.organisation.clone()).ok_or(Problem::Forbidden(action))?;
    by.require(action, Some(&organisation))?;
    Ok(organisation)
}

/// Says in the name of the caller's organisation that it has the document. Saying it twice is not an error.
///
/// # Errors
/// Refused when it was not sent to it.
pub async fn acknowledge(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<()> {
    let organisation = own_organisation(by, Action::GiveOpinion)?;
    let it = load(ctx, by, code).await?;
    let receipts = store::guidance::receipts(&ctx.store, it.id).await?;
    if !receipts.iter().any(|r| r.organisation == organisation) {
        return Err(Refusal::new("guidance-not-sent").into());
    }
    let tx = ctx.store.begin().await?;
    store::guidance::seen(&tx, it.id, &organisation, ctx.clock.now()).await?;
    if store::guidance::acknowledge(&tx, it.id, &organisation, by.name(), ctx.clock.now()).await? {
        audit(&tx, ctx, by, "guidance.acknowledge", &subject(&it), json!({ "organisation": organisation }))
            .await?;
    }
    Ok(tx.commit().await?)
}

/// The document by Decree 30 (model 1.4); before it is issued, without number and day.
pub async fn paper(ctx: &Ctx, it: &Guidance) -> Outcome<Paper> {
    let today = ctx.clock.today();
    let (number, dated) = match it.stage.issued() {
        Some((number, on)) => (number.split('/').next().and_then(|n| n.parse().ok()), Dated::On(on)),
        None => (None, Dated::Month { year: today.year(), month: today.month() }),
    };
    let lead = ctx.reference.organisation(&it.lead).map(|o| o.name.vi.clone()).unwrap_or_default();
    let approver = ctx.reference.organisations.holders(domain::organisation::Role::Approver, today);
    let approver = approver.first().map(|o| o.name.vi.clone()).unwrap_or_default();
    let demo = store::setting::get(&ctx.store, "demo").await?.is_some();
    let basis = |number: &String| {
        let title =
            ctx.reference.instrument(number).map(|i| format!(" ({})", i.title.vi)).unwrap_or_default();
        format!("Căn cứ văn bản số {number}{title}")
    };
    Ok(Paper {
        title_block: TitleBlock {
            superior: Some(super::print::short_committee(&approver)),
            issuer: lead,
            number,
            symbol: format!("HD-{}", it.lead),
            place: ctx.reference.plan_of(today.year()).map(|p| p.place.clone()).unwrap_or_default(),
            dated,
        },
        kind: lang::text(Lang::Vi, &format!("guidance-paper-{}", it.facts.kind.name())).to_owned(),
        subject: it.facts.title.vi.clone(),
        legal_bases: it.facts.bases.iter().map(basis).collect(),
        body: it.facts.body.lines().map(str::trim).filter(|l| !l.is_empty()).map(Block::paragraph).collect(),
        signature: Signature { authority: Vec::new(), post: "Giám đốc".into(), name: String::new() },
        recipients: it
            .facts
            .recipients
            .iter()
            .map(|c| ctx.reference.name_of(c).to_owned())
            .chain(["Lưu: VT".to_owned()])
            .collect(),
        demo: demo.then(|| lang::text(Lang::Vi, "demo-mark").to_owned()),
        ..Paper::default()
    })
}
