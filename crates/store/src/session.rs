//! Who is signed in. Only a hash of the cookie's token is stored.
use domain::ids::UserId;
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, args, stamp};
use crate::user::{self, Account};

pub async fn insert(
    db: &dyn Source,
    token_hash: &str,
    user: UserId,
    at: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    let query = "INSERT INTO session (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
    sql::run(db, query, args![token_hash, user.0, stamp(at), stamp(expires_at)]).await?;
    Ok(())
}

/// The person behind a token, unless the session has ended or the account is disabled.
pub async fn load(db: &dyn Source, token_hash: &str, now: Timestamp) -> Result<Option<Account>> {
    let query = format!(
        "SELECT {} FROM session s JOIN app_user u ON u.id = s.user_id \
         WHERE s.token_hash = $1 AND s.expires_at > $2 AND u.disabled = 0",
        user::COLUMNS
    );
    sql::maybe(db, query, args![token_hash, stamp(now)]).await?.map(user::read).transpose()
}

pub async fn delete(db: &dyn Source, token_hash: &str) -> Result<()> {
    sql::run(db, "DELETE FROM session WHERE token_hash = $1", args![token_hash]).await?;
    Ok(())
}

/// Says how many were removed.
pub async fn delete_expired(db: &dyn Source, now: Timestamp) -> Result<u64> {
    sql::run(db, "DELETE FROM session WHERE expires_at <= $1", args![stamp(now)]).await
}

/// Signs a person out everywhere.
pub async fn delete_for_user(db: &dyn Source, user: UserId) -> Result<u64> {
    sql::run(db, "DELETE FROM session WHERE user_id = $1", args![user.0]).await
}
