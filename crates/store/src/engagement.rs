//! Engagements with donors, and what waits on a public page for its sender's word.
use domain::engagement::{Content, Engagement, Partner};
use domain::ids::{DonorId, EngagementId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, Cells, args, json};

const COLUMNS: &str = "e.id, e.donor_id, e.call, e.due, e.content";

fn read(row: &mut Cells) -> Result<Engagement> {
    Ok(Engagement {
        id: EngagementId(row.take()?),
        donor: row.take::<Option<i64>>()?.map(DonorId),
        call: row.take()?,
        due: row.maybe_time()?,
        content: row.json::<Content>()?,
    })
}

/// Enters an engagement; its `id` is given by the database.
pub async fn insert(db: &dyn Source, it: &Engagement, at: Timestamp) -> Result<EngagementId> {
    let query = "INSERT INTO engagement (donor_id, call, due, closed, content, at) \
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let values = args![
        it.donor.map(|d| d.0),
        it.call.as_str(),
        it.due.map(|d| d.to_string()),
        closed(it),
        json(&it.content)?,
        sql::stamp(at),
    ];
    Ok(EngagementId(sql::one(db, query, values).await?.take()?))
}

fn closed(it: &Engagement) -> Option<String> {
    it.content.closed.as_ref().map(|c| c.on.to_string())
}

pub async fn update(db: &dyn Source, it: &Engagement, at: Timestamp) -> Result<()> {
    let query =
        "UPDATE engagement SET donor_id = $1, due = $2, closed = $3, content = $4, at = $5 WHERE id = $6";
    let values = args![
        it.donor.map(|d| d.0),
        it.due.map(|d| d.to_string()),
        closed(it),
        json(&it.content)?,
        sql::stamp(at),
        it.id.0,
    ];
    sql::must(db, query, values).await
}

pub async fn by_id(db: &dyn Source, id: EngagementId) -> Result<Option<Engagement>> {
    let query = format!("SELECT {COLUMNS} FROM engagement e WHERE e.id = $1");
    sql::maybe(db, query, args![id.0]).await?.map(|mut row| read(&mut row)).transpose()
}

/// Those of one donor, newest first.
pub async fn of_donor(db: &dyn Source, donor: DonorId) -> Result<Vec<Engagement>> {
    let query = format!("SELECT {COLUMNS} FROM engagement e WHERE e.donor_id = $1 ORDER BY e.id DESC");
    sql::all(db, query, args![donor.0]).await?.iter_mut().map(read).collect()
}

/// Those whose next step was not taken, by its day.
pub async fn open(db: &dyn Source) -> Result<Vec<Engagement>> {
    let query = format!(
        "SELECT {COLUMNS} FROM engagement e WHERE e.closed IS NULL AND e.due IS NOT NULL ORDER BY e.due, e.id"
    );
    sql::all(db, query, Vec::new()).await?.iter_mut().map(read).collect()
}

/// The newest that are closed or ask for nothing, at most so many.
pub async fn lately(db: &dyn Source, most: u32) -> Result<Vec<Engagement>> {
    let query = format!(
        "SELECT {COLUMNS} FROM engagement e WHERE e.closed IS NOT NULL OR e.due IS NULL \
         ORDER BY e.id DESC LIMIT $1"
    );
    sql::all(db, query, args![i64::from(most)]).await?.iter_mut().map(read).collect()
}

/// Those with a partner's name that were closed before a day, oldest first, at most so many.
pub async fn closed_before(db: &dyn Source, day: Date, most: u32) -> Result<Vec<Engagement>> {
    let query = format!(
        "SELECT {COLUMNS} FROM engagement e WHERE e.closed < $1 AND e.content LIKE $2 ORDER BY e.closed LIMIT $3"
    );
    let values = args![day.to_string(), "%\"partner\":{%", i64::from(most)];
    sql::all(db, query, values).await?.iter_mut().map(read).collect()
}

/// An expression of interest that its sender has not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    pub call: String,
    pub partner: Partner,
    pub message: String,
}

/// Keeps it until it is confirmed. `token` is the hash of what the letter carries.
pub async fn keep(db: &dyn Source, token: &str, it: &Interest, at: Timestamp) -> Result<()> {
    let query = "INSERT INTO interest (token, email, call, content, at) VALUES ($1, $2, $3, $4, $5)";
    let content = json(&(&it.partner, &it.message))?;
    let email = it.partner.email.to_lowercase();
    sql::run(db, query, args![token, email, it.call.as_str(), content, sql::stamp(at)]).await.map(|_| ())
}

/// How many of an address wait since a moment.
pub async fn waiting(db: &dyn Source, email: &str, since: Timestamp) -> Result<u32> {
    let query = "SELECT count(*) FROM interest WHERE email = $1 AND at >= $2";
    sql::one(db, query, args![email.to_lowercase(), sql::stamp(since)]).await?.number()
}

/// Takes out what a token stands for, if it came after a moment; the token is good once.
pub async fn take(db: &dyn Source, token: &str, since: Timestamp) -> Result<Option<Interest>> {
    let query = "DELETE FROM interest WHERE token = $1 AND at >= $2 RETURNING call, content";
    let row = sql::maybe(db, query, args![token, sql::stamp(since)]).await?;
    row.map(|mut row| {
        let call = row.take()?;
        let (partner, message) = row.json::<(Partner, String)>()?;
        Ok(Interest { call, partner, message })
    })
    .transpose()
}

/// Whether a token still stands for something.
pub async fn stands(db: &dyn Source, token: &str, since: Timestamp) -> Result<bool> {
    let query = "SELECT id FROM interest WHERE token = $1 AND at >= $2";
    Ok(sql::maybe(db, query, args![token, sql::stamp(since)]).await?.is_some())
}

/// Forgets what nobody confirmed.
pub async fn forget(db: &dyn Source, before: Timestamp) -> Result<u64> {
    sql::run(db, "DELETE FROM interest WHERE at < $1", args![sql::stamp(before)]).await
}
