//! Published aid: files that were read, activities with what they are found by, links to projects of ours.
//!
//! An activity is kept whole in `content`; the tables beside it hold what lists filter and add up.
use std::collections::BTreeMap;

use domain::aid::Activity;
use domain::ids::{AidId, ProjectId};
use jiff::Timestamp;
use sea_orm::Value;
use sha2::{Digest, Sha256};

use crate::connection::{Source, Tx};
use crate::error::Result;
use crate::sealed::hex;
use crate::sql::{self, Cells, args, json, places, stamp};

mod listing;
mod organisation;

pub use listing::{Filter, Listed, Publisher, PublisherMoney, Year, akin, list, money_of, publishers};
pub use organisation::{known_organisations, mark_organisations_gone, organisations_of, write_organisations};

/// A file that was read into the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    /// Lower-case hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Version of the standard, as stated.
    pub version: String,
    pub at: Timestamp,
    pub by_name: String,
    /// Activities taken in, left out as of other countries, and refused.
    pub kept: u64,
    pub left_out: u64,
    pub refused: u64,
}

/// What is stored of an activity, with the words by which it is found.
#[derive(Debug, Clone)]
pub struct New {
    pub activity: Activity,
    /// Folded.
    pub search: String,
    content: String,
    /// SHA-256 of the content.
    pub hash: String,
}

impl New {
    /// Makes the row ready; `search` is folded.
    pub fn of(activity: Activity, search: String) -> Result<Self> {
        let content = json(&activity)?;
        let hash = hex(&Sha256::digest(content.as_bytes()));
        Ok(Self { activity, search, content, hash })
    }
}

/// What the register already holds of an activity.
#[derive(Debug, Clone)]
pub struct Known {
    pub id: AidId,
    pub hash: String,
}

/// An activity with the file that stated it last.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub id: AidId,
    pub activity: Activity,
    pub file: String,
    pub read_at: Timestamp,
    pub gone: bool,
}

/// A decided link, or the decision that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub project: ProjectId,
    pub code: String,
    pub name: String,
    /// "identifier", "likeness" or "hand".
    pub found: String,
    /// 0 to 100.
    pub score: u8,
    pub linked: bool,
    pub by_name: String,
    pub at: Timestamp,
}

/// Enters a file before its activities. Gives its number.
pub async fn insert_file(tx: &Tx, file: &File) -> Result<i64> {
    let query = "INSERT INTO aid_file (name, sha256, size, version, at, by_name, kept, left_out, refused) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
    let values = args![
        file.name.as_str(),
        file.sha256.as_str(),
        i64::try_from(file.size)?,
        file.version.as_str(),
        stamp(file.at),
        file.by_name.as_str(),
        i64::try_from(file.kept)?,
        i64::try_from(file.left_out)?,
        i64::try_from(file.refused)?,
    ];
    sql::one(tx, query, values).await?.take()
}

/// Writes down what came out of a file.
pub async fn finish_file(tx: &Tx, id: i64, file: &File) -> Result<()> {
    let query = "UPDATE aid_file SET version = $1, kept = $2, left_out = $3, refused = $4 WHERE id = $5";
    let [kept, left_out, refused] = [file.kept, file.left_out, file.refused].map(i64::try_from);
    sql::must(tx, query, args![file.version.as_str(), kept?, left_out?, refused?, id]).await
}

/// Whether the newest file of this name had this content.
pub async fn is_newest(db: &dyn Source, name: &str, sha256: &str) -> Result<bool> {
    let query = "SELECT sha256 FROM aid_file WHERE name = $1 ORDER BY id DESC LIMIT 1";
    let newest = sql::maybe(db, query, args![name]).await?.map(|mut row| row.take::<String>()).transpose()?;
    Ok(newest.as_deref() == Some(sha256))
}

/// Number of the newest file; 0 when none was read. Whoever keeps something made of published aid compares it.
pub async fn newest_file(db: &dyn Source) -> Result<i64> {
    sql::one(db, "SELECT coalesce(max(id), 0) FROM aid_file", Vec::new()).await?.take()
}

/// Activities with these identifiers, by identifier.
pub async fn known(db: &dyn Source, identifiers: &[&str]) -> Result<BTreeMap<String, Known>> {
    let mut out = BTreeMap::new();
    for chunk in identifiers.chunks(500) {
        let query = format!(
            "SELECT identifier, id, hash FROM aid_activity WHERE identifier IN ({})",
            places(0, chunk.len())
        );
        for mut row in sql::all(db, query, chunk.iter().map(|i| Value::from(*i)).collect()).await? {
            let identifier = row.take()?;
            let known = Known { id: AidId(row.take()?), hash: row.take()? };
            out.insert(identifier, known);
        }
    }
    Ok(out)
}

/// Content of activities, by number.
pub async fn contents(db: &dyn Source, ids: &[AidId]) -> Result<BTreeMap<AidId, Activity>> {
    let mut out = BTreeMap::new();
    for chunk in ids.chunks(500) {
        let query = format!("SELECT id, content FROM aid_activity WHERE id IN ({})", places(0, chunk.len()));
        for mut row in sql::all(db, query, chunk.iter().map(|i| Value::from(i.0)).collect()).await? {
            out.insert(AidId(row.take()?), row.json()?);
        }
    }
    Ok(out)
}

/// Writes activities of a file, new ones and those whose content changed, with all that they are found by.
/// Several rows go into each statement.
pub async fn write(tx: &Tx, file: i64, new: &[New]) -> Result<()> {
    let mut ids = Vec::with_capacity(new.len());
    // 11 values a row: within the most parameters of one statement.
    for chunk in new.chunks(150) {
        ids.extend(upsert(tx, file, chunk).await?);
    }
    for chunk in ids.chunks(500) {
        for table in ["aid_party", "aid_sector", "aid_place", "aid_money"] {
            let query = format!("DELETE FROM {table} WHERE activity_id IN ({})", places(0, chunk.len()));
            sql::run(tx, query, chunk.iter().map(|id| Value::from(*id)).collect()).await?;
        }
    }
    details(tx, &ids, new).await
}

async fn upsert(tx: &Tx, file: i64, chunk: &[New]) -> Result<Vec<i64>> {
    const WIDTH: usize = 11;
    let mut values = Vec::with_capacity(chunk.len() * WIDTH);
    for New { activity: a, search, content, hash } in chunk {
        let starts = a.actual_start.or(a.planned_start).map(|d| d.to_string());
        let ends = a.actual_end.or(a.planned_end).map(|d| d.to_string());
        values.extend(args![
            a.identifier.as_str(),
            a.publisher.reference.as_str(),
            a.title.best(),
            search.as_str(),
            a.status.as_str(),
            starts,
            ends,
            content.as_str(),
            hash.as_str(),
            file,
            0i64,
        ]);
    }
    let rows: Vec<String> = (0..chunk.len()).map(|n| format!("({})", places(n * WIDTH, WIDTH))).collect();
    let query = format!(
        "INSERT INTO aid_activity (identifier, publisher, title, search, status, starts, ends, content, hash, \
         file_id, gone) VALUES {} ON CONFLICT (identifier) DO UPDATE SET publisher = excluded.publisher, \
         title = excluded.title, search = excluded.search, status = excluded.status, \
         starts = excluded.starts, ends = excluded.ends, content = excluded.content, hash = excluded.hash, \
         file_id = excluded.file_id, gone = excluded.gone RETURNING identifier, id",
        rows.join(",")
    );
    let mut by_identifier = BTreeMap::new();
    for mut row in sql::all(tx, query, values).await? {
        by_identifier.insert(row.take::<String>()?, row.take::<i64>()?);
    }
    Ok(chunk.iter().filter_map(|n| by_identifier.get(&n.activity.identifier).copied()).collect())
}

async fn details(tx: &Tx, ids: &[i64], new: &[New]) -> Result<()> {
    let (mut parties, mut sectors, mut regions, mut money) = (vec![], vec![], vec![], vec![]);
    for (&id, New { activity: a, .. }) in ids.iter().zip(new) {
        for (n, p) in (1i64..).zip(&a.parties) {
            let (reference, kind) = (p.reference.as_str(), p.kind.as_str());
            parties.extend(args![id, n, p.role.as_str(), reference, kind, p.name.as_str()]);
        }
        for (n, s) in (1i64..).zip(&a.sectors) {
            sectors.extend(args![id, n, s.vocabulary.as_str(), s.code.as_str(), s.share]);
        }
        for (n, p) in (1i64..).zip(&a.places) {
            let (kind, code, name) = (p.kind.as_str(), p.code.as_str(), p.name.as_str());
            regions.extend(args![id, n, kind, code, name, p.share, p.point.as_str()]);
        }
        for m in &a.money {
            money.extend(args![id, m.kind.as_str(), i64::from(m.year), m.currency.as_str(), m.amount]);
        }
    }
    let head = "INSERT INTO aid_party (activity_id, n, role, ref, kind, name) VALUES";
    sql::bulk(tx, head, 6, parties).await?;
    let head = "INSERT INTO aid_sector (activity_id, n, vocabulary, code, share) VALUES";
    sql::bulk(tx, head, 5, sectors).await?;
    let head = "INSERT INTO aid_place (activity_id, n, kind, code, name, share, point) VALUES";
    sql::bulk(tx, head, 7, regions).await?;
    let head = "INSERT INTO aid_money (activity_id, kind, year, currency, amount) VALUES";
    sql::bulk(tx, head, 5, money).await
}

/// Enters publishers (reference, name, kind); a later name takes the place of an earlier one. References must
/// differ.
pub async fn write_publishers(tx: &Tx, publishers: &[(&str, &str, &str)]) -> Result<()> {
    for chunk in publishers.chunks(500) {
        let rows: Vec<String> = (0..chunk.len()).map(|n| format!("({})", places(n * 3, 3))).collect();
        let query = format!(
            "INSERT INTO aid_publisher (ref, name, kind) VALUES {} ON CONFLICT (ref) DO UPDATE SET \
             name = excluded.name, kind = excluded.kind",
            rows.join(",")
        );
        let values = chunk.iter().flat_map(|(r, n, k)| args![*r, *n, *k]).collect();
        sql::run(tx, query, values).await?;
    }
    Ok(())
}

/// Notes that unchanged activities were seen in this file too.
pub async fn seen(tx: &Tx, file: i64, ids: &[AidId]) -> Result<()> {
    for chunk in ids.chunks(500) {
        let query = format!(
            "UPDATE aid_activity SET file_id = $1, gone = 0 WHERE id IN ({})",
            places(1, chunk.len())
        );
        let mut values = args![file];
        values.extend(chunk.iter().map(|id| Value::from(id.0)));
        sql::run(tx, query, values).await?;
    }
    Ok(())
}

/// Marks as gone what an earlier file of this name had and the file `now` has not, of the same publishers: files of
/// different donors may bear one name. Gives the identifiers.
pub async fn mark_gone(tx: &Tx, name: &str, now: i64) -> Result<Vec<String>> {
    let query = "UPDATE aid_activity SET gone = 1 WHERE gone = 0 AND file_id IN \
         (SELECT id FROM aid_file WHERE name = $1 AND id < $2) AND publisher IN \
         (SELECT n.publisher FROM aid_activity n WHERE n.file_id = $2) RETURNING identifier";
    let rows = sql::all(tx, query, args![name, now]).await?;
    let mut out: Vec<String> = rows.into_iter().map(|mut row| row.take()).collect::<Result<_>>()?;
    out.sort();
    Ok(out)
}

/// Files, the newest first.
pub async fn files(db: &dyn Source, most: u32) -> Result<Vec<File>> {
    let query = "SELECT name, sha256, size, version, at, by_name, kept, left_out, refused FROM aid_file \
         ORDER BY id DESC LIMIT $1";
    let read = |mut row: Cells| {
        Ok(File {
            name: row.take()?,
            sha256: row.take()?,
            size: row.number()?,
            version: row.take()?,
            at: row.time()?,
            by_name: row.take()?,
            kept: row.number()?,
            left_out: row.number()?,
            refused: row.number()?,
        })
    };
    sql::all(db, query, args![i64::from(most)]).await?.into_iter().map(read).collect()
}

/// One activity.
pub async fn load(db: &dyn Source, id: AidId) -> Result<Option<Shown>> {
    let query = "SELECT a.id, a.content, f.name, f.at, a.gone FROM aid_activity a \
         JOIN aid_file f ON f.id = a.file_id WHERE a.id = $1";
    let read = |mut row: Cells| {
        Ok(Shown {
            id: AidId(row.take()?),
            activity: row.json()?,
            file: row.take()?,
            read_at: row.time()?,
            gone: row.take::<i64>()? != 0,
        })
    };
    sql::maybe(db, query, args![id.0]).await?.map(read).transpose()
}

/// Decisions on an activity, the link first.
pub async fn links(db: &dyn Source, id: AidId) -> Result<Vec<Link>> {
    let query = "SELECT l.project_id, p.code, p.name, l.found, l.score, l.linked, l.by_name, l.at \
         FROM aid_link l JOIN project p ON p.id = l.project_id WHERE l.activity_id = $1 \
         ORDER BY l.linked DESC, p.code";
    let read = |mut row: Cells| {
        Ok(Link {
            project: ProjectId(row.take()?),
            code: row.take()?,
            name: row.take()?,
            found: row.take()?,
            score: row.number()?,
            linked: row.take::<i64>()? != 0,
            by_name: row.take()?,
            at: row.time()?,
        })
    };
    sql::all(db, query, args![id.0]).await?.into_iter().map(read).collect()
}

/// Activities that were linked with a project and are still published, the latest link first.
pub async fn linked_to(db: &dyn Source, project: ProjectId) -> Result<Vec<(AidId, Activity)>> {
    let query = "SELECT a.id, a.content FROM aid_link l JOIN aid_activity a ON a.id = l.activity_id \
         WHERE l.project_id = $1 AND l.linked = 1 AND a.gone = 0 ORDER BY l.at DESC, a.id";
    let rows = sql::all(db, query, args![project.0]).await?;
    rows.into_iter().map(|mut row| Ok((AidId(row.take()?), row.json()?))).collect()
}

/// Keeps a decision; a later one of the same pair takes its place.
pub async fn decide(tx: &Tx, id: AidId, link: &Link) -> Result<()> {
    let query = "INSERT INTO aid_link (activity_id, project_id, found, score, linked, by_name, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (activity_id, project_id) DO UPDATE SET \
         found = excluded.found, score = excluded.score, linked = excluded.linked, \
         by_name = excluded.by_name, at = excluded.at";
    let values = args![
        id.0,
        link.project.0,
        link.found.as_str(),
        i64::from(link.score),
        i64::from(link.linked),
        link.by_name.as_str(),
        stamp(link.at),
    ];
    sql::run(tx, query, values).await.map(|_| ())
}

/// Which source wins for fields of a project: true where it is the published one.
pub async fn choices(db: &dyn Source, project: ProjectId) -> Result<BTreeMap<String, (bool, String)>> {
    let query = "SELECT field, published, by_name FROM aid_choice WHERE project_id = $1";
    let rows = sql::all(db, query, args![project.0]).await?;
    rows.into_iter().map(|mut row| Ok((row.take()?, (row.take::<i64>()? != 0, row.take()?)))).collect()
}

/// Keeps which source wins for a field of a project.
pub async fn choose(
    tx: &Tx,
    project: ProjectId,
    field: &str,
    published: bool,
    by_name: &str,
    at: Timestamp,
) -> Result<()> {
    let query = "INSERT INTO aid_choice (project_id, field, published, by_name, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (project_id, field) DO UPDATE SET published = excluded.published, \
         by_name = excluded.by_name, at = excluded.at";
    let values = args![project.0, field, i64::from(published), by_name, stamp(at)];
    sql::run(tx, query, values).await.map(|_| ())
}
