//! What is said with donors, and expressions of interest from the public pages: confirmed by mail, then answered by a day.
use domain::access::Action;
use domain::engagement::{Content, Engagement, KEEP_DAYS, Kind, Partner};
use domain::finding::Arg;
use domain::ids::{DonorId, EngagementId};
use domain::refusal::Refusal;
use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};
use lang::Lang;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::engagement::Interest;

use super::user::password::random;
use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Working days in which somebody is answered. Ours to choose: no source names a number.
pub const REPLY_DAYS: u16 = 5;
/// After this long a letter's link is good no more and what was written is forgotten.
const CONFIRM_WITHIN: SignedDuration = SignedDuration::from_hours(72);
/// Unconfirmed letters that one address may have at once.
const MOST_WAITING: u32 = 3;
/// Letters to people of the public pages are kept so long, for who asks why one did not come.
const LETTERS_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Senders that one turn of the timer forgets.
const BATCH: u32 = 200;
/// Longest message, in characters.
pub const LONGEST: usize = 2000;

/// Enters what was said; `due` is the day of the next step. Who asked something is owed an answer by a day even when none
/// is set.
///
/// # Errors
/// Refused without words, or with a next step that has no day.
pub async fn add(
    ctx: &Ctx,
    by: &Caller,
    donor: Option<DonorId>,
    call: &str,
    due: Option<Date>,
    content: Content,
) -> Outcome<EngagementId> {
    by.require(Action::ManageDonors, None)?;
    if content.summary.trim().is_empty() {
        return Err(Refusal::new("engagement-empty").into());
    }
    let mut content = Content { by: by.name().to_owned(), ..content };
    let mut due = due;
    if content.kind == Kind::Enquiry && due.is_none() {
        due = Some(ctx.reference.calendar.working_day_after(content.on, REPLY_DAYS));
        if content.next.is_empty() {
            lang::text(Lang::Vi, "engagement-answer-enquiry").clone_into(&mut content.next);
        }
    }
    if !content.next.is_empty() && due.is_none() {
        return Err(Refusal::new("engagement-no-day").into());
    }
    let it = Engagement { id: EngagementId(0), donor, call: call.to_owned(), due, content };
    let tx = ctx.store.begin().await?;
    let id = store::engagement::insert(&tx, &it, ctx.clock.now()).await?;
    audit(&tx, ctx, by, "engagement.add", &subject(id), json!({ "content": it.content })).await?;
    tx.commit().await?;
    Ok(id)
}

fn subject(id: EngagementId) -> String {
    format!("engagement:{id}")
}

/// Notes that the next step was taken, and with which donor, by its code, when that was not known.
///
/// # Errors
/// As [`Engagement::close`] says; `engagement-no-donor` for a code that the directory does not have.
pub async fn close(ctx: &Ctx, by: &Caller, id: EngagementId, what: &str, donor: &str) -> Outcome<()> {
    by.require(Action::ManageDonors, None)?;
    let mut it = store::engagement::by_id(&ctx.store, id).await?.ok_or(Problem::NotFound("engagement"))?;
    if !donor.is_empty() {
        let unknown = || Refusal::new("engagement-no-donor").with("donor", Arg::Text(donor.to_owned()));
        it.donor = Some(store::donor::by_code(&ctx.store, donor).await?.ok_or_else(unknown)?.id);
    }
    it.close(what, by.name(), ctx.clock.today())?;
    let tx = ctx.store.begin().await?;
    store::engagement::update(&tx, &it, ctx.clock.now()).await?;
    let change = json!({ "what": what.trim(), "donor": it.donor });
    audit(&tx, ctx, by, "engagement.close", &subject(id), change).await?;
    Ok(tx.commit().await?)
}

/// Forgets who wrote on public pages: senders a while after their answer, letters to them a while after they left.
pub async fn forget(ctx: &Ctx) -> Outcome<()> {
    let day = ctx.clock.today() - Span::new().days(KEEP_DAYS);
    for mut it in store::engagement::closed_before(&ctx.store, day, BATCH).await? {
        it.forget();
        let tx = ctx.store.begin().await?;
        store::engagement::update(&tx, &it, ctx.clock.now()).await?;
        audit(&tx, ctx, &Caller::Operator, "interest.forgotten", &subject(it.id), json!({})).await?;
        tx.commit().await?;
    }
    let before = ctx.clock.now() - LETTERS_KEPT;
    store::mail::forget(&ctx.store, &["interest", "alert-confirm", "alert"], before).await?;
    Ok(())
}

fn since(ctx: &Ctx) -> Timestamp {
    ctx.clock.now().checked_sub(CONFIRM_WITHIN).unwrap_or(Timestamp::UNIX_EPOCH)
}

pub(super) fn hash(token: &str) -> String {
    store::hex(&Sha256::digest(token.as_bytes()))
}

/// Takes an expression of interest and sends a letter to confirm it. Nothing else happens before. Gives the token that the
/// letter carries; nobody else is to see it.
///
/// # Errors
/// Refused for a call that takes no offers, and for an address with several letters unanswered.
pub async fn express(ctx: &Ctx, it: &Interest, lang: Lang) -> Outcome<String> {
    let call = store::call::by_code(&ctx.store, &it.call).await?.ok_or(Problem::NotFound("call"))?;
    if !call.status.takes_offers() {
        return Err(Refusal::new("interest-closed").into());
    }
    store::engagement::forget(&ctx.store, since(ctx)).await?;
    if store::engagement::waiting(&ctx.store, &it.partner.email, since(ctx)).await? >= MOST_WAITING {
        return Err(Refusal::new("interest-many").into());
    }
    let token = store::hex(&random::<24>());
    let args = [
        ("code", it.call.as_str().into()),
        ("name", call.facts.name.vi.as_str().into()),
        ("link", lang::Arg::from(format!("{}/quan-tam/{token}", ctx.config.url))),
    ];
    let said = |part: &str| lang::format(lang, &format!("letter-interest-{part}"), &args);
    let mail = store::mail::New {
        recipient: it.partner.email.clone(),
        subject: said("subject"),
        body: said("body"),
        kind: "interest".into(),
        obligation: None,
        dedupe: format!("interest/{token}"),
        stop: None,
        at: ctx.clock.now(),
    };
    let tx = ctx.store.begin().await?;
    store::engagement::keep(&tx, &hash(&token), it, ctx.clock.now()).await?;
    store::mail::enqueue(&tx, &mail).await?;
    // Who wrote is told to nobody before they confirm.
    let change = json!({ "call": it.call });
    audit(&tx, ctx, &Caller::Operator, "interest.received", &format!("call:{}", it.call), change).await?;
    tx.commit().await?;
    Ok(token)
}

/// Whether a letter's link is still good.
pub async fn stands(ctx: &Ctx, token: &str) -> Outcome<bool> {
    Ok(store::engagement::stands(&ctx.store, &hash(token), since(ctx)).await?)
}

/// Confirms by the letter's link: it becomes an engagement that has to be answered in five working days.
///
/// # Errors
/// Not found when the link is used, old or made up.
pub async fn confirm(ctx: &Ctx, token: &str) -> Outcome<Engagement> {
    let tx = ctx.store.begin().await?;
    let found = store::engagement::take(&tx, &hash(token), since(ctx)).await?;
    let it = found.ok_or(Problem::NotFound("interest"))?;
    let today = ctx.clock.today();
    let due = ctx.reference.calendar.working_day_after(today, REPLY_DAYS);
    let content = Content {
        kind: Kind::Interest,
        on: today,
        by: it.partner.name.clone(),
        summary: it.message,
        next: lang::text(Lang::Vi, "engagement-answer").to_owned(),
        partner: Some(it.partner),
        closed: None,
    };
    let mut engagement =
        Engagement { id: EngagementId(0), donor: None, call: it.call, due: Some(due), content };
    engagement.id = store::engagement::insert(&tx, &engagement, ctx.clock.now()).await?;
    let change = json!({ "call": engagement.call, "due": due });
    audit(&tx, ctx, &Caller::Operator, "interest.confirmed", &subject(engagement.id), change).await?;
    tx.commit().await?;
    Ok(engagement)
}

/// Whether a text looks like one address of e-mail. Whether it is somebody's, the letter finds out.
pub(super) fn is_email(text: &str) -> bool {
    let at = text.split_once('@');
    let is_strange = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>');
    at.is_some_and(|(a, b)| !a.is_empty() && b.contains('.') && !b.ends_with('.'))
        && text.len() <= 200
        && !text.contains(is_strange)
}

/// What a form of the public page must have before a letter goes out.
///
/// # Errors
/// A field with the end of a message key `interest-…`.
pub fn complete(partner: &Partner, message: &str) -> Result<(), (&'static str, &'static str)> {
    match () {
        () if partner.name.is_empty() => Err(("name", "interest-name")),
        () if !is_email(&partner.email) => Err(("email", "interest-email")),
        () if message.is_empty() => Err(("message", "interest-message")),
        () if message.chars().count() > LONGEST => Err(("message", "interest-long")),
        () => Ok(()),
    }
}
