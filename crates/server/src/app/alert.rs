//! Saved searches of the public catalogue: kept once their letter is answered, told of news once a day, stopped by one
//! click.
use std::collections::BTreeMap;

use domain::alert::{self as rules, News, Told};
use domain::ids::AlertId;
use domain::refusal::Refusal;
use jiff::{SignedDuration, Timestamp};
use lang::{Arg, Lang};
use serde_json::json;
use store::alert::Alert;

use super::catalogue::edition::{self, Edition, Wish};
use super::engagement::{hash, is_email};
use super::user::password::random;
use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// After this long a letter's link is good no more and the address is forgotten.
const CONFIRM_WITHIN: SignedDuration = SignedDuration::from_hours(72);
/// Letters that one address may leave unanswered.
const MOST_WAITING: usize = 3;
/// Longest query that is kept.
const LONGEST: usize = 500;
/// Calls that one letter names.
const NAMED: usize = 20;
/// Searches of one turn of the timer.
const BATCH: u32 = 200;

/// Takes a search and sends a letter to confirm it; gives the token that the letter carries. `query` is that of the
/// list's address.
///
/// # Errors
/// Refused for an address that is none, that left several letters unanswered, or that keeps enough searches.
pub async fn ask(ctx: &Ctx, email: &str, query: &str, lang: Lang) -> Outcome<String> {
    if !is_email(email) {
        return Err(Refusal::new("alert-email").into());
    }
    let query = Wish::read(ctx, query).query();
    if query.len() > LONGEST {
        return Err(Refusal::new("alert-long").into());
    }
    let before = ctx.clock.now().checked_sub(CONFIRM_WITHIN).unwrap_or(Timestamp::UNIX_EPOCH);
    store::alert::forget(&ctx.store, before).await?;
    let (kept, waiting) = store::alert::count(&ctx.store, email).await?;
    if kept >= rules::MOST || waiting >= MOST_WAITING {
        return Err(Refusal::new("alert-many").into());
    }
    let token = store::hex(&random::<24>());
    let it = Alert {
        id: AlertId(0),
        email: email.to_owned(),
        lang: lang.code().to_owned(),
        query,
        stop: store::hex(&random::<24>()),
        told: BTreeMap::new(),
        looked_on: None,
    };
    let link = format!("{}/theo-doi/{token}", ctx.config.url);
    let args = [("search", Arg::from(search_link(ctx, &it))), ("link", Arg::from(link))];
    let mut mail = letter(ctx, &it, "alert-confirm", &args, format!("alert/{token}"));
    mail.stop = None;
    let tx = ctx.store.begin().await?;
    let id = store::alert::insert(&tx, &it, &hash(&token), ctx.clock.now()).await?;
    store::mail::enqueue(&tx, &mail).await?;
    // Who asked is told to nobody.
    audit(&tx, ctx, &Caller::Operator, "alert.asked", &format!("alert:{id}"), json!({ "query": it.query }))
        .await?;
    tx.commit().await?;
    Ok(token)
}

fn language(it: &Alert) -> Lang {
    it.lang.parse().unwrap_or_default()
}

fn search_link(ctx: &Ctx, it: &Alert) -> String {
    let lang = language(it).code();
    let query = if it.query.is_empty() { String::new() } else { format!("{}&", it.query) };
    format!("{}/keu-goi?{query}lang={lang}", ctx.config.url)
}

fn stop_link(ctx: &Ctx, it: &Alert) -> String {
    format!("{}/theo-doi/thoi/{}", ctx.config.url, it.stop)
}

fn letter(ctx: &Ctx, it: &Alert, kind: &str, args: &[(&str, Arg<'_>)], dedupe: String) -> store::mail::New {
    let said = |part: &str| lang::format(language(it), &format!("letter-{kind}-{part}"), args);
    store::mail::New {
        recipient: it.email.clone(),
        subject: said("subject"),
        body: said("body"),
        kind: kind.to_owned(),
        obligation: None,
        dedupe,
        stop: Some(stop_link(ctx, it)),
        at: ctx.clock.now(),
    }
}

/// Whether a letter's link is still good.
pub async fn waits(ctx: &Ctx, token: &str) -> Outcome<bool> {
    Ok(store::alert::waits(&ctx.store, &hash(token)).await?)
}

/// Confirms by the letter's link. What fits now is known from the page; letters tell what comes after.
///
/// # Errors
/// Not found when the link is used, old or made up.
pub async fn confirm(ctx: &Ctx, token: &str) -> Outcome<Alert> {
    let edition = edition::current(ctx).await?;
    let tx = ctx.store.begin().await?;
    let found = store::alert::confirm(&tx, &hash(token)).await?;
    let mut it = found.ok_or(Problem::NotFound("alert"))?;
    it.told = edition.map(|e| fitting(ctx, &e, &it.query)).unwrap_or_default();
    store::alert::told(&tx, &it, ctx.clock.today()).await?;
    audit(&tx, ctx, &Caller::Operator, "alert.confirmed", &format!("alert:{}", it.id), json!({})).await?;
    tx.commit().await?;
    Ok(it)
}

/// The search that a stop link stands for.
///
/// # Errors
/// Not found when it was stopped before, or is made up.
pub async fn by_stop(ctx: &Ctx, stop: &str) -> Outcome<Alert> {
    store::alert::by_stop(&ctx.store, stop).await?.ok_or(Problem::NotFound("alert"))
}

/// Stops the letters and forgets the address. Stopping twice is not an error.
pub async fn stop(ctx: &Ctx, stop: &str) -> Outcome<()> {
    let tx = ctx.store.begin().await?;
    let Some(it) = store::alert::by_stop(&tx, stop).await? else { return Ok(()) };
    store::alert::delete(&tx, it.id).await?;
    audit(&tx, ctx, &Caller::Operator, "alert.stopped", &format!("alert:{}", it.id), json!({})).await?;
    Ok(tx.commit().await?)
}

/// The calls that fit a search now.
fn fitting(ctx: &Ctx, edition: &Edition, query: &str) -> BTreeMap<String, Told> {
    let found = edition.find(&Wish::read(ctx, query));
    let calls = found.rows.iter().filter_map(|n| edition.get(*n));
    let told = calls.map(|(call, live)| {
        let closes_on = call.facts.closes_on;
        (
            call.code.clone(),
            Told { status: live.status, missing: live.gap.missing(), closes_on, closing: false },
        )
    });
    told.collect()
}

/// Looks at every search that was not looked at today, and writes to those for whom there is news. Runs any number of
/// times a day.
pub async fn look(ctx: &Ctx) -> Outcome<usize> {
    let today = ctx.clock.today();
    let due = store::alert::due(&ctx.store, today, BATCH).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let Some(edition) = edition::current(ctx).await? else { return Ok(0) };
    let mut sent = 0;
    for mut it in due {
        let (news, after) = rules::news(&it.told, fitting(ctx, &edition, &it.query), today);
        it.told = after;
        let tx = ctx.store.begin().await?;
        if !store::alert::told(&tx, &it, today).await? {
            continue;
        }
        if !news.is_empty() {
            let args = [
                ("n", Arg::from(i64::try_from(news.len()).unwrap_or(i64::MAX))),
                ("calls", Arg::from(listed(ctx, &edition, &it, &news))),
                ("search", Arg::from(search_link(ctx, &it))),
                ("stop", Arg::from(stop_link(ctx, &it))),
            ];
            let mail = letter(ctx, &it, "alert", &args, format!("alert/{}/{today}", it.id));
            sent += usize::from(store::mail::enqueue(&tx, &mail).await?);
        }
        tx.commit().await?;
    }
    Ok(sent)
}

/// A line for each call: why, code, name, and its address.
fn listed(ctx: &Ctx, edition: &Edition, it: &Alert, news: &[(News, String)]) -> String {
    let lang = language(it);
    let line = |(why, code): &(News, String)| {
        let why = lang::text(lang, &format!("alert-{}", why.name()));
        let name = edition.by_code(code).map(|(call, _)| &call.facts.name);
        let name = name.map(|n| if lang == Lang::En && !n.en.is_empty() { &n.en } else { &n.vi });
        let name = name.map(String::as_str).unwrap_or_default();
        format!("- {why}: {code} {name}\n  {}/keu-goi/{code}", ctx.config.url)
    };
    let mut lines: Vec<String> = news.iter().take(NAMED).map(line).collect();
    if news.len() > NAMED {
        lines.push("…".to_owned());
    }
    lines.join("\n")
}
