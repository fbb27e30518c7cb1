//! Accounts of people: adding, passwords, closing; who signs in is in [`sign_in`].
use domain::access::{Action, Position};
use domain::ids::UserId;
use domain::refusal::Refusal;
use serde_json::json;
use store::Tx;
use store::user::Account;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod password;
pub mod second_factor;
pub mod sign_in;

/// An account to be made.
#[derive(Clone)]
pub struct New {
    pub email: String,
    pub name: String,
    /// Code of the organisation the person acts for.
    pub organisation: String,
    pub position: Position,
    /// Made by the program and shown once when `None`.
    pub password: Option<String>,
}

/// A made account, or one with a new password.
pub struct Added {
    pub id: UserId,
    pub email: String,
    /// To be handed over in person; stored nowhere.
    pub initial_password: Option<String>,
}

/// Adds an account.
///
/// # Errors
/// Refused with `email-unlike`, `name-needed`, `organisation-unknown`, `email-taken` or a reason
/// of [`password::check`].
pub async fn add(ctx: &Ctx, by: &Caller, new: New) -> Outcome<Added> {
    by.require(Action::ManagePeople, None)?;
    let email = new.email.trim().to_lowercase();
    let name = new.name.trim();
    check(ctx, &email, name, &new.organisation)?;
    let (password, made) = match new.password {
        Some(given) => {
            password::check(&given, name, &email)?;
            (given, None)
        }
        None => {
            let made = password::make()?;
            (made.clone(), Some(made))
        }
    };
    let password_hash = password::hash(password).await?;
    let tx = ctx.store.begin().await?;
    let row = store::user::New {
        email: &email,
        name,
        organisation: &new.organisation,
        position: new.position,
        password_hash: &password_hash,
        at: ctx.clock.now(),
    };
    let id = store::user::insert(&tx, &row).await.map_err(|e| match Problem::from(e) {
        Problem::Conflict(code) => Refusal::new(&code).into(),
        other => other,
    })?;
    let change =
        json!({ "email": email, "name": name, "organisation": new.organisation, "position": new.position });
    audit(&tx, ctx, by, "user.add", &subject(id), change).await?;
    tx.commit().await?;
    Ok(Added { id, email, initial_password: made })
}

fn check(ctx: &Ctx, email: &str, name: &str, organisation: &str) -> Outcome<()> {
    let like_an_address = email.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && !host.is_empty() && !host.contains('@') && !email.contains(char::is_whitespace)
    });
    if !like_an_address || email.len() > 200 {
        return Err(Refusal::new("email-unlike").into());
    }
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Refusal::new("name-needed").into());
    }
    if ctx.reference.organisation(organisation).is_none() {
        return Err(Refusal::new("organisation-unknown").into());
    }
    Ok(())
}

/// All accounts, by organisation and address.
pub async fn list(ctx: &Ctx, by: &Caller) -> Outcome<Vec<Account>> {
    by.require(Action::ManagePeople, None)?;
    Ok(store::user::list(&ctx.store).await?)
}

/// One account.
pub async fn account(ctx: &Ctx, by: &Caller, id: UserId) -> Outcome<Account> {
    by.require(Action::ManagePeople, None)?;
    load(&ctx.store, id).await
}

/// Closes or reopens an account. Closing ends its sessions. Nobody closes their own, so that an
/// instance keeps an administrator.
pub async fn set_disabled(ctx: &Ctx, by: &Caller, id: UserId, disabled: bool) -> Outcome<()> {
    by.require(Action::ManagePeople, None)?;
    if by.user() == Some(id) {
        return Err(Refusal::new("account-own").into());
    }
    let tx = ctx.store.begin().await?;
    let account = load(&tx, id).await?;
    store::user::set_disabled(&tx, id, disabled).await?;
    if disabled {
        store::session::delete_for_user(&tx, id).await?;
    }
    let change = json!({ "disabled": [account.disabled, disabled] });
    audit(&tx, ctx, by, if disabled { "user.disable" } else { "user.enable" }, &subject(id), change).await?;
    Ok(tx.commit().await?)
}

/// Gives an account a new password, shown once; forgives wrong attempts and ends its sessions.
pub async fn reset_password(ctx: &Ctx, by: &Caller, id: UserId) -> Outcome<Added> {
    by.require(Action::ManagePeople, None)?;
    let made = password::make()?;
    let hash = password::hash(made.clone()).await?;
    let tx = ctx.store.begin().await?;
    let email = load(&tx, id).await?.email;
    store::user::update_password(&tx, id, &hash).await?;
    store::session::delete_for_user(&tx, id).await?;
    audit(&tx, ctx, by, "user.reset_password", &subject(id), json!({})).await?;
    tx.commit().await?;
    Ok(Added { id, email, initial_password: Some(made) })
}

/// Forgets the second factor of an account: for a lost telephone. Ends its sessions.
pub async fn reset_second_factor(ctx: &Ctx, by: &Caller, id: UserId) -> Outcome<()> {
    by.require(Action::ManagePeople, None)?;
    let tx = ctx.store.begin().await?;
    load(&tx, id).await?;
    store::user::set_totp(&tx, id, None).await?;
    store::session::delete_for_user(&tx, id).await?;
    audit(&tx, ctx, by, "user.reset_second_factor", &subject(id), json!({})).await?;
    Ok(tx.commit().await?)
}

/// Changes one's own password. All sessions end; `session` is the hash of the token that the
/// person goes on with.
///
/// # Errors
/// Refused with `password-wrong`, `password-same` or a reason of [`password::check`].
pub async fn change_password(ctx: &Ctx, by: &Caller, current: &str, new: &str, session: &str) -> Outcome<()> {
    by.require(Action::Work, None)?;
    let id = by.user().ok_or(Problem::Forbidden(Action::Work))?;
    let account = load(&ctx.store, id).await?;
    if !password::verify(current.to_owned(), account.password_hash).await? {
        return Err(Refusal::new("password-wrong").into());
    }
    if current == new {
        return Err(Refusal::new("password-same").into());
    }
    password::check(new, &account.name, &account.email)?;
    let hash = password::hash(new.to_owned()).await?;
    let tx = ctx.store.begin().await?;
    store::user::update_password(&tx, id, &hash).await?;
    store::session::delete_for_user(&tx, id).await?;
    sign_in::keep_session(&tx, ctx, id, session).await?;
    audit(&tx, ctx, by, "user.change_password", &subject(id), json!({})).await?;
    Ok(tx.commit().await?)
}

async fn load(db: &dyn store::Source, id: UserId) -> Outcome<Account> {
    store::user::by_id(db, id).await?.ok_or(Problem::NotFound("account"))
}

fn subject(id: UserId) -> String {
    format!("user/{id}")
}

/// Writes an audit entry about an account on its own word.
async fn audit_own(
    tx: &Tx,
    ctx: &Ctx,
    account: &Account,
    action: &str,
    change: serde_json::Value,
) -> Outcome<()> {
    let own = Caller::Person(ctx.reference.actor(account, ctx.clock.today()));
    audit(tx, ctx, &own, action, &subject(account.id), change).await
}
