//! Needs that units state, and their evidence.
use domain::ids::NeedId;
use domain::need::{Answers, Need, NeedFacts};
use jiff::Timestamp;
use sea_orm::Value;

use crate::connection::Source;
use crate::error::Result;
use crate::project::escaped;
use crate::sql::{self, Cells, args, json, stamp, word};

const COLUMNS: &str = "n.id, n.unit, n.content, n.closed";

/// What answers a need.
const PROJECTS: &str =
    "(SELECT COUNT(*) FROM project p WHERE p.place = n.place AND p.area = n.area AND p.state = 'running')";
const CALLS: &str = "(SELECT COUNT(*) FROM call c WHERE c.place = n.place AND c.area = n.area \
     AND c.status NOT IN ('closed', 'withdrawn'))";

fn read(row: &mut Cells) -> Result<Need> {
    Ok(Need {
        id: NeedId(row.take()?),
        unit: row.take()?,
        facts: row.json::<NeedFacts>()?,
        closed: row.take::<i64>()? != 0,
    })
}

/// `search` is folded.
pub async fn insert(
    db: &dyn Source,
    unit: &str,
    facts: &NeedFacts,
    search: &str,
    at: Timestamp,
) -> Result<NeedId> {
    let query = "INSERT INTO need (unit, place, area, urgency, search, content, closed, at) \
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7) RETURNING id";
    let values = args![
        unit,
        facts.place.as_str(),
        facts.area.as_str(),
        word(&facts.urgency)?,
        search,
        json(facts)?,
        stamp(at),
    ];
    Ok(NeedId(sql::one(db, query, values).await?.take()?))
}

pub async fn update(db: &dyn Source, need: &Need, search: &str, at: Timestamp) -> Result<()> {
    let query = "UPDATE need SET place = $1, area = $2, urgency = $3, search = $4, content = $5, closed = $6, \
         at = $7 WHERE id = $8";
    let f = &need.facts;
    let values = args![
        f.place.as_str(),
        f.area.as_str(),
        word(&f.urgency)?,
        search,
        json(f)?,
        i64::from(need.closed),
        stamp(at),
        need.id.0,
    ];
    sql::must(db, query, values).await
}

pub async fn load(db: &dyn Source, id: NeedId) -> Result<Option<(Need, Answers)>> {
    let query = format!("SELECT {COLUMNS}, {PROJECTS}, {CALLS} FROM need n WHERE n.id = $1");
    sql::maybe(db, query, args![id.0]).await?.map(|mut row| answered(&mut row)).transpose()
}

fn answered(row: &mut Cells) -> Result<(Need, Answers)> {
    Ok((read(row)?, Answers { projects: row.take()?, calls: row.take()? }))
}

/// Empty means everything.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Folded; each word must occur.
    pub q: String,
    pub unit: Option<String>,
    pub area: Option<String>,
    pub place: Option<String>,
    /// Only those that nothing answers.
    pub unanswered: bool,
    /// Also those that are met or withdrawn.
    pub closed: bool,
}

impl Filter {
    fn sql(&self) -> (String, Vec<Value>) {
        let (mut text, mut values) = (String::from(" FROM need n WHERE 1 = 1"), Vec::new());
        for (column, value) in [("unit", &self.unit), ("area", &self.area), ("place", &self.place)] {
            if let Some(value) = value {
                values.push(Value::from(value.as_str()));
                text.push_str(&format!(" AND n.{column} = ${}", values.len()));
            }
        }
        for part in self.q.split_whitespace() {
            values.push(Value::from(format!("%{}%", escaped(part))));
            text.push_str(&format!(" AND n.search LIKE ${} ESCAPE '!'", values.len()));
        }
        if !self.closed {
            text.push_str(" AND n.closed = 0");
        }
        if self.unanswered {
            text.push_str(&format!(" AND {PROJECTS} = 0 AND {CALLS} = 0"));
        }
        (text, values)
    }
}

/// Needs of these ids that a unit has stated, by id.
pub async fn of_unit(db: &dyn Source, unit: &str, ids: &[NeedId]) -> Result<Vec<Need>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places = sql::places(1, ids.len());
    let query =
        format!("SELECT {COLUMNS} FROM need n WHERE n.unit = $1 AND n.id IN ({places}) ORDER BY n.id");
    let values = std::iter::once(Value::from(unit)).chain(ids.iter().map(|id| Value::from(id.0))).collect();
    sql::all(db, query, values).await?.iter_mut().map(read).collect()
}

/// A page of needs, the most urgent and newest first, and how many there are. `page` from 1.
pub async fn list(
    db: &dyn Source,
    filter: &Filter,
    page: u32,
    per_page: u32,
) -> Result<(Vec<(Need, Answers)>, i64)> {
    let (rest, values) = filter.sql();
    let total = sql::one(db, format!("SELECT COUNT(*){rest}"), values.clone()).await?.take()?;
    let skip = i64::from(page.saturating_sub(1)) * i64::from(per_page);
    let urgent = "CASE n.urgency WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END";
    let query = format!(
        "SELECT {COLUMNS}, {PROJECTS}, {CALLS}{rest} ORDER BY {urgent}, n.id DESC LIMIT {per_page} OFFSET {skip}"
    );
    let rows: Result<Vec<_>> = sql::all(db, query, values).await?.iter_mut().map(answered).collect();
    Ok((rows?, total))
}

/// Needs of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtPlace {
    pub place: String,
    pub needs: i64,
    /// Of them, those that nothing answers.
    pub unanswered: i64,
}

/// How many needs each place has, by its code.
pub async fn by_place(db: &dyn Source, filter: &Filter) -> Result<Vec<AtPlace>> {
    let (rest, values) = filter.sql();
    let open = format!("CASE WHEN {PROJECTS} = 0 AND {CALLS} = 0 THEN 1 ELSE 0 END");
    let query = format!(
        "SELECT x.place, COUNT(*), CAST(SUM(x.open) AS bigint) FROM (SELECT n.place AS place, {open} AS open{rest}) x \
         GROUP BY x.place ORDER BY x.place"
    );
    let read =
        |row: &mut Cells| Ok(AtPlace { place: row.take()?, needs: row.take()?, unanswered: row.take()? });
    sql::all(db, query, values).await?.iter_mut().map(read).collect()
}

/// A photo or paper that shows the need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub id: i64,
    pub name: String,
    /// Content type, found in the content itself.
    pub kind: String,
    pub size: i64,
}

pub async fn files(db: &dyn Source, need: NeedId) -> Result<Vec<File>> {
    let query =
        "SELECT id, name, kind, CAST(LENGTH(bytes) AS bigint) FROM need_file WHERE need_id = $1 ORDER BY id";
    let read = |row: &mut Cells| {
        Ok(File { id: row.take()?, name: row.take()?, kind: row.take()?, size: row.take()? })
    };
    sql::all(db, query, args![need.0]).await?.iter_mut().map(read).collect()
}

pub struct NewFile<'a> {
    pub name: &'a str,
    pub kind: &'a str,
    pub sha256: &'a str,
    pub bytes: Vec<u8>,
}

pub async fn add_file(db: &dyn Source, need: NeedId, new: NewFile<'_>, at: Timestamp) -> Result<()> {
    let query =
        "INSERT INTO need_file (need_id, name, kind, sha256, bytes, at) VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![need.0, new.name, new.kind, new.sha256, new.bytes, stamp(at)];
    sql::must(db, query, values).await
}

/// Name, content type and content of one file of a need.
pub async fn file(db: &dyn Source, need: NeedId, id: i64) -> Result<Option<(String, String, Vec<u8>)>> {
    let query = "SELECT name, kind, bytes FROM need_file WHERE need_id = $1 AND id = $2";
    let row = sql::maybe(db, query, args![need.0, id]).await?;
    row.map(|mut row| Ok((row.take()?, row.take()?, row.take()?))).transpose()
}
