//! Signing in: password, then for some a code; five wrong attempts close the door for a while.
//!
//! A sign-in that waits for its code is a session row under another hash of the same token (see
//! `web::session`), so it opens nothing by itself.
use domain::access::Position;
use domain::ids::UserId;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::Tx;
use store::user::Account;

use super::{audit_own, password, second_factor, subject};
use crate::app::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Wrong attempts after which an account is locked.
pub const ATTEMPTS: u32 = 5;
/// How long it stays locked.
pub const LOCK: SignedDuration = SignedDuration::from_mins(15);
/// How long a session lasts.
pub const SESSION: SignedDuration = SignedDuration::from_hours(12);
/// How long the second step may take.
const SECOND_STEP: SignedDuration = SignedDuration::from_mins(10);

/// Hashes of a fresh token: one opens a session, the other only the second step.
pub struct Hashes {
    pub session: String,
    pub second_step: String,
}

/// What a password led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    SignedIn,
    SecondStep,
    /// Wrong password, unknown address, closed or locked account: the person is told no more.
    Refused,
}

/// First step: address and password.
pub async fn first_step(ctx: &Ctx, email: &str, given: &str, hashes: &Hashes) -> Outcome<First> {
    let Some(account) = store::user::by_email(&ctx.store, email.trim()).await? else {
        password::verify_nobody(given.to_owned()).await?;
        tracing::info!("sign-in refused: no such account");
        return Ok(First::Refused);
    };
    let right = password::verify(given.to_owned(), account.password_hash.clone()).await?;
    let tx = ctx.store.begin().await?;
    let now = ctx.clock.now();
    // Read again: attempts that ran beside this one count too.
    let account = super::load(&tx, account.id).await?;
    if account.disabled || is_locked(&account, now) {
        audit(&tx, ctx, &Caller::Operator, "sign_in.refused", &subject(account.id), state(&account, now))
            .await?;
        tx.commit().await?;
        return Ok(First::Refused);
    }
    let led_to = if !right {
        fail(&tx, ctx, &account, "password").await?;
        First::Refused
    } else if asks_for_code(&tx, &account).await? {
        store::session::insert(&tx, &hashes.second_step, account.id, now, after(now, SECOND_STEP)).await?;
        First::SecondStep
    } else {
        succeed(&tx, ctx, &account, &hashes.session).await?;
        First::SignedIn
    };
    tx.commit().await?;
    Ok(led_to)
}

/// Someone whose password was right and who owes a code.
pub struct Waiting {
    account: Account,
    /// The application has to be set up first.
    pub enrols: bool,
    /// Attempts left before the account is locked.
    pub left: u32,
}

impl Waiting {
    pub fn email(&self) -> &str {
        &self.account.email
    }
}

/// Who waits under this hash; `None` when the time is over or the account locked meanwhile.
pub async fn waiting(ctx: &Ctx, second_step: &str) -> Outcome<Option<Waiting>> {
    let now = ctx.clock.now();
    let found = store::session::load(&ctx.store, second_step, now).await?;
    Ok(found.filter(|a| !is_locked(a, now)).map(|account| Waiting {
        enrols: account.totp_secret.is_none(),
        left: ATTEMPTS.saturating_sub(attempts(&account, now)).max(1),
        account,
    }))
}

/// What a code led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    SignedIn,
    Wrong {
        left: u32,
    },
    /// Nobody waits here any more: start again.
    Over,
}

/// Second step: the code. `offered` is the secret that was shown to someone who sets up their
/// application; `next` the hash of the token that the session goes on with.
pub async fn second_step(ctx: &Ctx, waits: &str, code: &str, offered: &str, next: &str) -> Outcome<Second> {
    let Some(found) = waiting(ctx, waits).await? else {
        return Ok(Second::Over);
    };
    let now = ctx.clock.now();
    let tx = ctx.store.begin().await?;
    let account = super::load(&tx, found.account.id).await?;
    let secret = account.totp_secret.as_deref().unwrap_or(offered);
    let step = second_factor::step_of(secret, code, ctx.clock.on_devices())?;
    let fresh = match step {
        Some(step) => use_up(&tx, account.id, step).await?,
        None => false,
    };
    if is_locked(&account, now) || !fresh {
        let wrong = fail(&tx, ctx, &account, "code").await?;
        if wrong >= ATTEMPTS {
            store::session::delete(&tx, waits).await?;
        }
        tx.commit().await?;
        return Ok(if wrong >= ATTEMPTS { Second::Over } else { Second::Wrong { left: ATTEMPTS - wrong } });
    }
    if account.totp_secret.is_none() {
        store::user::set_totp(&tx, account.id, Some(offered)).await?;
        audit_own(&tx, ctx, &account, "user.set_second_factor", json!({})).await?;
    }
    store::session::delete(&tx, waits).await?;
    succeed(&tx, ctx, &account, next).await?;
    tx.commit().await?;
    Ok(Second::SignedIn)
}

/// A code counts once (RFC 6238, section 5.2): whether this step is newer than the last one used.
async fn use_up(tx: &Tx, id: UserId, step: u64) -> Outcome<bool> {
    let key = format!("second-factor-step/{id}");
    let last = store::setting::get(tx, &key).await?.and_then(|v| v.parse::<u64>().ok());
    if last.is_some_and(|last| step <= last) {
        return Ok(false);
    }
    store::setting::set(tx, &key, &step.to_string()).await?;
    Ok(true)
}

/// Ends a session.
pub async fn sign_out(ctx: &Ctx, by: &Caller, session: &str) -> Outcome<()> {
    let tx = ctx.store.begin().await?;
    store::session::delete(&tx, session).await?;
    if let Some(id) = by.user() {
        audit(&tx, ctx, by, "sign_in.out", &subject(id), json!({})).await?;
    }
    Ok(tx.commit().await?)
}

/// Opens a session under the hash of a token; clears away those that are over.
pub(super) async fn keep_session(tx: &Tx, ctx: &Ctx, id: UserId, hash: &str) -> Outcome<()> {
    let now = ctx.clock.now();
    store::session::delete_expired(tx, now).await?;
    Ok(store::session::insert(tx, hash, id, now, after(now, SESSION)).await?)
}

async fn succeed(tx: &Tx, ctx: &Ctx, account: &Account, hash: &str) -> Outcome<()> {
    store::user::record_success(tx, account.id).await?;
    keep_session(tx, ctx, account.id, hash).await?;
    audit_own(tx, ctx, account, "sign_in.done", json!({})).await
}

/// Counts a wrong attempt, locks at the fifth, and says how many there were.
async fn fail(tx: &Tx, ctx: &Ctx, account: &Account, what: &str) -> Outcome<u32> {
    let now = ctx.clock.now();
    let before = attempts(account, now);
    if before != account.failed {
        store::user::record_success(tx, account.id).await?;
    }
    let lock = (before + 1 >= ATTEMPTS).then(|| after(now, LOCK));
    let wrong = store::user::record_failure(tx, account.id, lock).await?;
    let change = json!({ "wrong": what, "attempts": wrong, "locked_until": lock });
    let action = if lock.is_some() { "sign_in.locked" } else { "sign_in.failed" };
    audit(tx, ctx, &Caller::Operator, action, &subject(account.id), change).await?;
    Ok(wrong)
}

/// Wrong attempts that count: those before a lock that is over do not.
fn attempts(account: &Account, now: Timestamp) -> u32 {
    match account.locked_until {
        Some(until) if until <= now => 0,
        _ => account.failed,
    }
}

fn is_locked(account: &Account, now: Timestamp) -> bool {
    account.locked_until.is_some_and(|until| until > now)
}

fn state(account: &Account, now: Timestamp) -> serde_json::Value {
    json!({ "disabled": account.disabled, "locked": is_locked(account, now) })
}

/// Those who sign, and those who keep the accounts, need a second factor; everyone who has one is
/// asked for it. A demonstration asks only those who have set one up.
async fn asks_for_code(tx: &Tx, account: &Account) -> Outcome<bool> {
    if account.totp_secret.is_some() {
        return Ok(true);
    }
    let must = matches!(account.position, Position::Leader | Position::Administrator);
    Ok(must && store::setting::get(tx, "demo").await?.is_none())
}

fn after(now: Timestamp, span: SignedDuration) -> Timestamp {
    now.checked_add(span).unwrap_or(Timestamp::MAX)
}
