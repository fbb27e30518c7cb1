//! Lists of the register: a page of projects under a filter, and how many there are of each kind.
use domain::project::Project;
use sea_orm::Value;

use super::{COLUMNS, read};
use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, args};

/// What to show of the register. Empty means everything, on the first page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Folded; each word of it must occur.
    pub q: String,
    pub area: Option<String>,
    pub place: Option<String>,
    pub donor_type: Option<String>,
    pub state: Option<String>,
    pub unit: Option<String>,
    pub order: Order,
    /// From 1.
    pub page: u32,
    pub per_page: u32,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            q: String::new(),
            area: None,
            place: None,
            donor_type: None,
            state: None,
            unit: None,
            order: Order::default(),
            page: 1,
            per_page: 50,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// Last entered first.
    #[default]
    Newest,
    /// In the order in which they were entered, which is that of the codes within a year.
    Oldest,
    /// By folded name.
    Name,
}

/// A project as the list shows it. đồng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub project: Project,
    /// Commitments of the newest year that states any.
    pub committed: i64,
    /// Disbursed in all years.
    pub disbursed: i64,
}

/// How many projects the register has of each kind, by code, under the other conditions of the
/// filter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    pub area: Vec<(String, u64)>,
    pub place: Vec<(String, u64)>,
    pub donor_type: Vec<(String, u64)>,
    pub state: Vec<(String, u64)>,
}

const COMMITTED: &str = "(SELECT CAST(coalesce(sum(f.amount), 0) AS bigint) FROM flow f WHERE f.project_id = p.id \
     AND f.stage = 'committed' AND f.year = (SELECT max(g.year) FROM flow g WHERE g.project_id = p.id \
     AND g.stage = 'committed'))";
const DISBURSED: &str = "(SELECT CAST(coalesce(sum(f.amount), 0) AS bigint) FROM flow f WHERE f.project_id = p.id \
     AND f.stage = 'disbursed')";

/// A page of the register and the number of projects on all pages, in two queries.
pub async fn list(db: &dyn Source, filter: &Filter) -> Result<(Vec<Listed>, u64)> {
    let (condition, mut values) = filter.condition("", 0);
    let count = format!("SELECT count(*) FROM project p{condition}");
    let total = sql::one(db, count, values.clone()).await?.number()?;

    let order = match filter.order {
        Order::Newest => "p.id DESC",
        Order::Oldest => "p.id",
        Order::Name => "p.search, p.id",
    };
    let n = values.len();
    let query = format!(
        "SELECT {COLUMNS}, {COMMITTED}, {DISBURSED} FROM project p{condition} ORDER BY {order} LIMIT ${} OFFSET ${}",
        n + 1,
        n + 2
    );
    let skipped = i64::from(filter.page.max(1) - 1) * i64::from(filter.per_page);
    values.extend(args![i64::from(filter.per_page), skipped]);
    let rows = sql::all(db, query, values).await?;
    let listed = rows
        .into_iter()
        .map(|mut row| {
            Ok(Listed { project: read(&mut row)?, committed: row.take()?, disbursed: row.take()? })
        })
        .collect::<Result<_>>()?;
    Ok((listed, total))
}

/// Counts beside the list, in one query. A facet leaves out its own condition, so that the reader
/// sees what the other choices would bring.
pub async fn facets(db: &dyn Source, filter: &Filter) -> Result<Facets> {
    let mut queries = Vec::new();
    // Words are looked for once and not for each facet; without words the table itself is as good.
    let worded = Filter { q: filter.q.clone(), ..Filter::default() };
    let (words, mut values) = worded.condition("", 0);
    let (with, from) = match words.as_str() {
        "" => (String::new(), "project"),
        words => (
            format!(
                "WITH found AS MATERIALIZED \
                 (SELECT p.area, p.place, p.donor_type, p.state, p.unit FROM project p{words}) "
            ),
            "found",
        ),
    };
    let kinds = Filter { q: String::new(), ..filter.clone() };
    for facet in ["area", "place", "donor_type", "state"] {
        let (condition, more) = kinds.condition(facet, values.len());
        queries.push(format!(
            "SELECT '{facet}', p.{facet}, count(*) FROM {from} p{condition} GROUP BY p.{facet}"
        ));
        values.extend(more);
    }
    let query = format!("{with}{} ORDER BY 1, 2", queries.join(" UNION ALL "));
    let mut out = Facets::default();
    for mut row in sql::all(db, query, values).await? {
        let facet: String = row.take()?;
        let counted = (row.take()?, row.number()?);
        match facet.as_str() {
            "area" => out.area.push(counted),
            "place" => out.place.push(counted),
            "donor_type" => out.donor_type.push(counted),
            _ => out.state.push(counted),
        }
    }
    Ok(out)
}

impl Filter {
    /// " WHERE …" or nothing, with its values; parameters count on from `after`. The condition
    /// on the column `without` is left out.
    fn condition(&self, without: &str, after: usize) -> (String, Vec<Value>) {
        let mut terms = Vec::new();
        let mut values = Vec::new();
        for word in self.q.split_whitespace() {
            values.push(Value::from(format!("%{}%", escaped(word))));
            terms.push(format!("p.search LIKE ${} ESCAPE '!'", after + values.len()));
        }
        let equal = [
            ("area", &self.area),
            ("place", &self.place),
            ("donor_type", &self.donor_type),
            ("state", &self.state),
            ("unit", &self.unit),
        ];
        for (column, value) in equal.into_iter().filter(|(c, _)| *c != without) {
            if let Some(value) = value {
                values.push(Value::from(value.as_str()));
                terms.push(format!("p.{column} = ${}", after + values.len()));
            }
        }
        let condition =
            if terms.is_empty() { String::new() } else { format!(" WHERE {}", terms.join(" AND ")) };
        (condition, values)
    }
}

/// A word that `LIKE … ESCAPE '!'` takes letter by letter.
pub(crate) fn escaped(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if matches!(c, '%' | '_' | '!') {
            out.push('!');
        }
        out.push(c);
    }
    out
}

/// What all projects under a filter come to. đồng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Commitments of the newest year of each project.
    pub committed: i64,
    /// Disbursed in all years.
    pub disbursed: i64,
}

/// Sums beside the list, in one query.
pub async fn sums(db: &dyn Source, filter: &Filter) -> Result<Sums> {
    let (condition, values) = filter.condition("", 0);
    let chosen = match condition.as_str() {
        "" => String::new(),
        condition => format!(" AND f.project_id IN (SELECT p.id FROM project p{condition})"),
    };
    let query = format!(
        "SELECT (SELECT CAST(coalesce(sum(f.amount), 0) AS bigint) FROM flow f WHERE f.stage = 'committed' \
         AND NOT EXISTS (SELECT 1 FROM flow g WHERE g.project_id = f.project_id AND g.stage = 'committed' \
         AND g.year > f.year){chosen}), \
         (SELECT CAST(coalesce(sum(f.amount), 0) AS bigint) FROM flow f WHERE f.stage = 'disbursed'{chosen})"
    );
    let mut row = sql::one(db, query, values).await?;
    Ok(Sums { committed: row.take()?, disbursed: row.take()? })
}
