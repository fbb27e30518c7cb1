//! Who changed what, chained: each entry's hash covers the entry and the hash before it.
//!
//! A changed, removed or inserted entry breaks the chain at that place. A cut tail leaves a whole
//! chain, so whoever keeps the last known [`Head`] outside the database passes it to [`verify`].
use std::sync::PoisonError;

use domain::ids::UserId;
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::connection::{Source, Tx};
use crate::error::Result;
use crate::sealed::hex;
use crate::sql::{self, Cells, args, stamp};

/// One thing that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub at: Timestamp,
    /// None for the program itself.
    pub user: Option<UserId>,
    /// The person's name then.
    pub who: String,
    /// The seat in which it was done: position and organisation.
    pub seat: String,
    /// "report.submit", "round.open", ….
    pub action: String,
    /// "obligation:17", "round:2025", ….
    pub subject: String,
    /// What changed from what.
    pub change: Value,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// From 1, without gaps.
    pub seq: i64,
    pub entry: Entry,
    /// Lower-case hexadecimal SHA-256.
    pub hash: String,
}

/// Where the chain ended when someone looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub hash: String,
}

/// A whole chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub entries: u64,
    /// None when nothing has been recorded.
    pub head: Option<Head>,
}

/// The first place where the chain is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub seq: i64,
    pub why: Why,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The entry is not the one that was recorded.
    Changed,
    /// The entry is not there, but later ones are.
    Missing,
    /// The entry does not follow the one before it.
    Unlinked,
    /// The known end of the chain is gone.
    Cut,
    /// The known end of the chain is another one: the tail was written anew.
    Replaced,
}

impl Why {
    /// Stable kebab-case name for messages.
    pub fn code(self) -> &'static str {
        match self {
            Why::Changed => "changed",
            Why::Missing => "missing",
            Why::Unlinked => "unlinked",
            Why::Cut => "cut",
            Why::Replaced => "replaced",
        }
    }
}

/// What the first entry follows.
const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Any number that no other program on the same PostgreSQL server locks.
const LOCK: i64 = 0x4e68_6970_4361_7502;
const COLUMNS: &str = "seq, at, user_id, who, seat, action, subject, change, prev, hash";

/// An entry exactly as it is stored; the hash is taken over these texts and no others.
struct Stored {
    seq: i64,
    at: String,
    user: Option<i64>,
    who: String,
    seat: String,
    action: String,
    subject: String,
    change: String,
    prev: String,
    hash: String,
}

impl Stored {
    fn read(mut row: Cells) -> Result<Self> {
        Ok(Self {
            seq: row.take()?,
            at: row.take()?,
            user: row.take()?,
            who: row.take()?,
            seat: row.take()?,
            action: row.take()?,
            subject: row.take()?,
            change: row.take()?,
            prev: row.take()?,
            hash: row.take()?,
        })
    }

    /// SHA-256 over the fields in order, each preceded by its length: no two different entries
    /// have the same bytes.
    fn digest(&self) -> String {
        let mut hash = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        field(self.prev.as_bytes());
        field(&self.seq.to_be_bytes());
        field(self.at.as_bytes());
        match self.user {
            Some(id) => field(&id.to_be_bytes()),
            None => field(&[]),
        }
        for text in [&self.who, &self.seat, &self.action, &self.subject, &self.change] {
            field(text.as_bytes());
        }
        hex(&hash.finalize())
    }

    fn record(self) -> Result<Record> {
        let entry = Entry {
            at: self.at.parse()?,
            user: self.user.map(UserId),
            who: self.who,
            seat: self.seat,
            action: self.action,
            subject: self.subject,
            change: serde_json::from_str(&self.change)?,
        };
        Ok(Record { seq: self.seq, entry, hash: self.hash })
    }
}

/// Adds an entry to the chain, in the transaction that does what the entry says. Gives its number.
pub async fn append(tx: &Tx, entry: &Entry) -> Result<i64> {
    let known = tx.trail.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let before = match known {
        Some(head) => Some(head),
        None => end_for(tx).await?,
    };
    let mut stored = Stored {
        seq: before.as_ref().map_or(0, |h| h.seq) + 1,
        at: stamp(entry.at),
        user: entry.user.map(|u| u.0),
        who: entry.who.clone(),
        seat: entry.seat.clone(),
        action: entry.action.clone(),
        subject: entry.subject.clone(),
        change: entry.change.to_string(),
        prev: before.map_or_else(|| START.to_owned(), |h| h.hash),
        hash: String::new(),
    };
    stored.hash = stored.digest();
    let seq = stored.seq;
    let end = Head { seq, hash: stored.hash.clone() };
    let query = format!("INSERT INTO audit ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    let values = args![
        seq,
        stored.at,
        stored.user,
        stored.who,
        stored.seat,
        stored.action,
        stored.subject,
        stored.change,
        stored.prev,
        stored.hash
    ];
    sql::run(tx, query, values).await?;
    *tx.trail.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
    Ok(seq)
}

/// Where the chain ends, and for this transaction alone: two writers that see the same end would fork it.
/// The second waits here until the first has committed. In SQLite there is no second.
async fn end_for(tx: &Tx) -> Result<Option<Head>> {
    if !tx.is_sqlite() {
        sql::one(tx, "SELECT 1 FROM pg_advisory_xact_lock($1)", args![LOCK]).await?;
    }
    head(tx).await
}

/// Where the chain ends now.
pub async fn head(db: &dyn Source) -> Result<Option<Head>> {
    let row = sql::maybe(db, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", Vec::new()).await?;
    row.map(|mut row| Ok(Head { seq: row.take()?, hash: row.take()? })).transpose()
}

/// Walks the whole chain, a page at a time. With `expected`, an end that someone noted earlier,
/// it also proves that nothing up to there was cut off or written anew.
///
/// # Errors
/// The inner error is the first fault of the chain; the outer one a database that cannot be read.
pub async fn verify(db: &dyn Source, expected: Option<&Head>) -> Result<Result<Verified, Broken>> {
    const PAGE: i64 = 500;
    let query = format!("SELECT {COLUMNS} FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2");
    let mut last: Option<Head> = None;
    let mut entries = 0;
    loop {
        let after = last.as_ref().map_or(0, |h| h.seq);
        let rows = sql::all(db, query.as_str(), args![after, PAGE]).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let stored = Stored::read(row)?;
            if let Some(broken) = fault(last.as_ref(), &stored, expected) {
                return Ok(Err(broken));
            }
            entries += 1;
            last = Some(Head { seq: stored.seq, hash: stored.hash });
        }
    }
    let end = last.as_ref().map_or(0, |h| h.seq);
    match expected {
        Some(known) if known.seq > end => Ok(Err(Broken { seq: known.seq, why: Why::Cut })),
        _ => Ok(Ok(Verified { entries, head: last })),
    }
}

fn fault(before: Option<&Head>, stored: &Stored, expected: Option<&Head>) -> Option<Broken> {
    let due = before.map_or(0, |h| h.seq) + 1;
    if stored.seq != due {
        return Some(Broken { seq: due, why: Why::Missing });
    }
    let broken = |why| Some(Broken { seq: stored.seq, why });
    if stored.digest() != stored.hash {
        return broken(Why::Changed);
    }
    if before.map_or(START, |h| h.hash.as_str()) != stored.prev {
        return broken(Why::Unlinked);
    }
    match expected {
        Some(known) if known.seq == stored.seq && known.hash != stored.hash => broken(Why::Replaced),
        _ => None,
    }
}

/// Newest first, below `before_seq` when given.
pub async fn page(db: &dyn Source, before_seq: Option<i64>, limit: u32) -> Result<Vec<Record>> {
    let query = format!("SELECT {COLUMNS} FROM audit WHERE seq < $1 ORDER BY seq DESC LIMIT $2");
    records(db, query, args![before_seq.unwrap_or(i64::MAX), i64::from(limit)]).await
}

/// As [`page`], of things whose names begin so: "report/", "round/2025". Empty for all.
pub async fn page_under(
    db: &dyn Source,
    prefix: &str,
    before_seq: Option<i64>,
    limit: u32,
) -> Result<Vec<Record>> {
    let query = format!(
        "SELECT {COLUMNS} FROM audit WHERE seq < $1 AND substr(subject, 1, length($2)) = $2 \
         ORDER BY seq DESC LIMIT $3"
    );
    let before = before_seq.unwrap_or(i64::MAX);
    records(db, query, args![before, prefix, i64::from(limit)]).await
}

/// Everything about one thing, newest first.
pub async fn of_subject(db: &dyn Source, subject: &str) -> Result<Vec<Record>> {
    let query = format!("SELECT {COLUMNS} FROM audit WHERE subject = $1 ORDER BY seq DESC");
    records(db, query, args![subject]).await
}

async fn records(db: &dyn Source, query: String, values: Vec<sea_orm::Value>) -> Result<Vec<Record>> {
    sql::all(db, query, values).await?.into_iter().map(|row| Stored::read(row)?.record()).collect()
}
