//! Accounts of people.
use domain::access::Position;
use domain::ids::UserId;
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, Cells, args, stamp, word};

/// A person's account as stored. Holds secrets: never shown, never logged whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub id: UserId,
    /// Lower case.
    pub email: String,
    pub name: String,
    /// Code of the organisation the person acts for.
    pub organisation: String,
    pub position: Position,
    /// PHC string.
    pub password_hash: String,
    /// Base32; asked for at sign-in when there is one.
    pub totp_secret: Option<String>,
    /// Wrong passwords since the last right one.
    pub failed: u32,
    pub locked_until: Option<Timestamp>,
    pub disabled: bool,
    pub created_at: Timestamp,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("id", &self.id).field("email", &self.email).finish_non_exhaustive()
    }
}

/// What is needed to make an account.
pub struct New<'a> {
    /// Stored in lower case.
    pub email: &'a str,
    pub name: &'a str,
    pub organisation: &'a str,
    pub position: Position,
    pub password_hash: &'a str,
    pub at: Timestamp,
}

/// Columns of an account, for [`read`]; `u` is the table.
pub(crate) const COLUMNS: &str = "u.id, u.email, u.name, u.organisation, u.position, u.password_hash, u.totp_secret, \
     u.failed, u.locked_until, u.disabled, u.created_at";

pub(crate) fn read(mut row: Cells) -> Result<Account> {
    Ok(Account {
        id: UserId(row.take()?),
        email: row.take()?,
        name: row.take()?,
        organisation: row.take()?,
        position: row.word()?,
        password_hash: row.take()?,
        totp_secret: row.take()?,
        failed: row.number()?,
        locked_until: row.maybe_time()?,
        disabled: row.take::<i64>()? != 0,
        created_at: row.time()?,
    })
}

/// # Errors
/// `Conflict("email-taken")` when there is an account with this address.
pub async fn insert(db: &dyn Source, new: &New<'_>) -> Result<UserId> {
    let query = "INSERT INTO app_user (email, name, organisation, position, password_hash, failed, disabled, created_at) \
         VALUES ($1, $2, $3, $4, $5, 0, 0, $6) RETURNING id";
    let values = args![
        new.email.to_lowercase(),
        new.name,
        new.organisation,
        word(&new.position)?,
        new.password_hash,
        stamp(new.at)
    ];
    let mut row = sql::one(db, query, values).await.map_err(|e| e.conflict_as("email-taken"))?;
    Ok(UserId(row.take()?))
}

/// Looks the address up in lower case.
pub async fn by_email(db: &dyn Source, email: &str) -> Result<Option<Account>> {
    let query = format!("SELECT {COLUMNS} FROM app_user u WHERE u.email = $1");
    sql::maybe(db, query, args![email.to_lowercase()]).await?.map(read).transpose()
}

pub async fn by_id(db: &dyn Source, id: UserId) -> Result<Option<Account>> {
    let query = format!("SELECT {COLUMNS} FROM app_user u WHERE u.id = $1");
    sql::maybe(db, query, args![id.0]).await?.map(read).transpose()
}

/// Accounts of one organisation by address, the disabled ones too.
pub async fn of_organisation(db: &dyn Source, organisation: &str) -> Result<Vec<Account>> {
    let query = format!("SELECT {COLUMNS} FROM app_user u WHERE u.organisation = $1 ORDER BY u.email");
    sql::all(db, query, args![organisation]).await?.into_iter().map(read).collect()
}

/// All accounts by organisation and address, the disabled ones too.
pub async fn list(db: &dyn Source) -> Result<Vec<Account>> {
    let query = format!("SELECT {COLUMNS} FROM app_user u ORDER BY u.organisation, u.email");
    sql::all(db, query, Vec::new()).await?.into_iter().map(read).collect()
}

/// Also forgives wrong attempts.
pub async fn update_password(db: &dyn Source, id: UserId, password_hash: &str) -> Result<()> {
    let query = "UPDATE app_user SET password_hash = $1, failed = 0, locked_until = NULL WHERE id = $2";
    sql::must(db, query, args![password_hash, id.0]).await
}

pub async fn set_disabled(db: &dyn Source, id: UserId, disabled: bool) -> Result<()> {
    sql::must(db, "UPDATE app_user SET disabled = $1 WHERE id = $2", args![i64::from(disabled), id.0]).await
}

pub async fn set_totp(db: &dyn Source, id: UserId, secret: Option<&str>) -> Result<()> {
    let secret = secret.map(str::to_owned);
    sql::must(db, "UPDATE app_user SET totp_secret = $1 WHERE id = $2", args![secret, id.0]).await
}

/// Counts a wrong password and says how many there were. The lock, when given, replaces the old.
pub async fn record_failure(db: &dyn Source, id: UserId, locked_until: Option<Timestamp>) -> Result<u32> {
    let query = "UPDATE app_user SET failed = failed + 1, locked_until = coalesce($1, locked_until) WHERE id = $2 \
         RETURNING failed";
    sql::one(db, query, args![locked_until.map(stamp), id.0]).await?.number()
}

pub async fn record_success(db: &dyn Source, id: UserId) -> Result<()> {
    sql::must(db, "UPDATE app_user SET failed = 0, locked_until = NULL WHERE id = $1", args![id.0]).await
}
