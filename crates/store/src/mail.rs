//! Mail waiting to be sent, and the log of what was sent. Enqueued in the transaction that causes
//! it, so that neither can be lost without the other.
use std::collections::BTreeMap;

use domain::ids::{ObligationId, RoundId};
use jiff::{SignedDuration, Timestamp};
use sea_orm::Value;

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, Cells, args, stamp};

/// A letter to be sent once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    pub recipient: String,
    pub subject: String,
    pub body: String,
    /// "reminder", "returned", "accepted", ….
    pub kind: String,
    pub obligation: Option<ObligationId>,
    /// A letter with the same word here is the same letter and is not sent again.
    pub dedupe: String,
    /// Address that ends further letters of this kind, for letters that nobody has to get.
    pub stop: Option<String>,
    pub at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub id: i64,
    pub new: New,
    pub sent_at: Option<Timestamp>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    pub attempts: u32,
}

/// A letter is tried so often, then waits for a person.
pub const MOST_ATTEMPTS: u32 = 8;

/// Between two attempts at a letter: longer than any server takes to answer, so that a letter on
/// its way is not taken for one left behind.
pub const PAUSE: SignedDuration = SignedDuration::from_mins(10);

const COLUMNS: &str = "m.id, m.recipient, m.subject, m.body, m.kind, m.obligation_id, m.dedupe, m.created_at, m.sent_at, \
     m.error, m.attempts, m.stop";

fn read(mut row: Cells) -> Result<Mail> {
    let mut it = Mail {
        id: row.take()?,
        new: New {
            recipient: row.take()?,
            subject: row.take()?,
            body: row.take()?,
            kind: row.take()?,
            obligation: row.take::<Option<i64>>()?.map(ObligationId),
            dedupe: row.take()?,
            stop: None,
            at: row.time()?,
        },
        sent_at: row.maybe_time()?,
        error: row.take()?,
        attempts: row.number()?,
    };
    it.new.stop = row.take()?;
    Ok(it)
}

/// Says whether the letter is new; false when it was enqueued before.
pub async fn enqueue(db: &dyn Source, new: &New) -> Result<bool> {
    let query = "INSERT INTO mail (recipient, subject, body, kind, obligation_id, dedupe, created_at, stop, attempts) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT (dedupe) DO NOTHING";
    let values = args![
        new.recipient.as_str(),
        new.subject.as_str(),
        new.body.as_str(),
        new.kind.as_str(),
        new.obligation.map(|o| o.0),
        new.dedupe.as_str(),
        stamp(new.at),
        new.stop.as_deref(),
    ];
    Ok(sql::run(db, query, values).await? == 1)
}

/// Letters to send now, oldest first: those not tried for [`PAUSE`]. Tried too often
/// ([`MOST_ATTEMPTS`]) they are left alone.
pub async fn pending(db: &dyn Source, now: Timestamp, limit: u32) -> Result<Vec<Mail>> {
    let query = format!(
        "SELECT {COLUMNS} FROM mail m WHERE m.sent_at IS NULL AND m.attempts < $1 \
         AND (m.tried_at IS NULL OR m.tried_at <= $2) ORDER BY m.id LIMIT $3"
    );
    let values = args![i64::from(MOST_ATTEMPTS), stamp(now - PAUSE), i64::from(limit)];
    sql::all(db, query, values).await?.into_iter().map(read).collect()
}

/// Counts an attempt before it is made. False when another program took the letter since it was
/// read; whoever gets true sends it.
pub async fn claim(db: &dyn Source, mail: &Mail, now: Timestamp) -> Result<bool> {
    let query = "UPDATE mail SET attempts = attempts + 1, tried_at = $1 \
         WHERE id = $2 AND attempts = $3 AND sent_at IS NULL";
    Ok(sql::run(db, query, args![stamp(now), mail.id, i64::from(mail.attempts)]).await? == 1)
}

pub async fn mark_sent(db: &dyn Source, id: i64, at: Timestamp) -> Result<()> {
    sql::must(db, "UPDATE mail SET sent_at = $1, error = NULL WHERE id = $2", args![stamp(at), id]).await
}

pub async fn mark_failed(db: &dyn Source, id: i64, error: &str) -> Result<()> {
    sql::must(db, "UPDATE mail SET error = $1 WHERE id = $2", args![error, id]).await
}

/// Letters of a round, or all of them; newest first.
pub async fn log(db: &dyn Source, round: Option<RoundId>, limit: u32) -> Result<Vec<Mail>> {
    let rows = match round {
        Some(round) => {
            let query = format!(
                "SELECT {COLUMNS} FROM mail m JOIN obligation o ON o.id = m.obligation_id WHERE o.round_id = $1 \
                 ORDER BY m.id DESC LIMIT $2"
            );
            sql::all(db, query, args![round.0, i64::from(limit)]).await?
        }
        None => {
            let query = format!("SELECT {COLUMNS} FROM mail m ORDER BY m.id DESC LIMIT $1");
            sql::all(db, query, args![i64::from(limit)]).await?
        }
    };
    rows.into_iter().map(read).collect()
}

/// Newest first.
pub async fn log_of_obligation(db: &dyn Source, obligation: ObligationId) -> Result<Vec<Mail>> {
    let query = format!("SELECT {COLUMNS} FROM mail m WHERE m.obligation_id = $1 ORDER BY m.id DESC");
    sql::all(db, query, args![obligation.0]).await?.into_iter().map(read).collect()
}

/// The newest letter of each obligation of a round that has one.
pub async fn last_for_obligations(db: &dyn Source, round: RoundId) -> Result<BTreeMap<ObligationId, Mail>> {
    let query = format!(
        "SELECT {COLUMNS} FROM mail m JOIN (SELECT max(l.id) AS id FROM mail l JOIN obligation o \
         ON o.id = l.obligation_id WHERE o.round_id = $1 GROUP BY l.obligation_id) newest ON newest.id = m.id"
    );
    let mails: Vec<Mail> =
        sql::all(db, query, args![round.0]).await?.into_iter().map(read).collect::<Result<_>>()?;
    Ok(mails.into_iter().filter_map(|m| Some((m.new.obligation?, m))).collect())
}

/// How often each unit of a round was reminded. Letters of one moment to several people of a unit
/// are one reminder; units that were not reminded are not there.
pub async fn reminders(db: &dyn Source, round: RoundId) -> Result<BTreeMap<ObligationId, u32>> {
    let query = "SELECT m.obligation_id, count(DISTINCT m.created_at) FROM mail m \
         JOIN obligation o ON o.id = m.obligation_id \
         WHERE o.round_id = $1 AND m.kind IN ('reminder', 'overdue') GROUP BY m.obligation_id";
    let rows = sql::all(db, query, args![round.0]).await?;
    rows.into_iter().map(|mut row| Ok((ObligationId(row.take()?), row.number()?))).collect()
}

/// Deletes letters of some kinds that are older than a moment, with the addresses in them.
pub async fn forget(db: &dyn Source, kinds: &[&str], before: Timestamp) -> Result<u64> {
    let kinds_given = sql::places(1, kinds.len());
    let query = format!("DELETE FROM mail WHERE created_at < $1 AND kind IN ({kinds_given})");
    let mut values = args![stamp(before)];
    values.extend(kinds.iter().map(|k| Value::from(*k)));
    sql::run(db, query, values).await
}
