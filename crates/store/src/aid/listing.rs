//! Lists of published aid: a page of activities under a filter, publishers, money by year.
use domain::aid::Activity;
use domain::ids::AidId;
use sea_orm::Value;

use crate::connection::Source;
use crate::error::Result;
use crate::project::escaped;
use crate::sql::{self, Cells, args};

/// What to show. Empty means everything, on the first page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Folded; each word of it must occur.
    pub q: String,
    /// Reference of the publisher.
    pub publisher: Option<String>,
    pub sector: Option<String>,
    /// Year with money of any kind.
    pub year: Option<i16>,
    /// With a link to a project of ours, or without.
    pub linked: Option<bool>,
    /// From 1.
    pub page: u32,
    pub per_page: u32,
}

/// An activity as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: AidId,
    pub identifier: String,
    pub title: String,
    pub publisher: String,
    pub publisher_name: String,
    /// Codelist ActivityStatus.
    pub status: String,
    pub starts: Option<String>,
    pub ends: Option<String>,
    pub gone: bool,
    pub linked: bool,
}

/// Who publishes, and how much of it is in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    pub reference: String,
    pub name: String,
    /// Codelist OrganisationType.
    pub kind: String,
    pub activities: u64,
    pub linked: u64,
}

/// Money of one kind, year and currency.
pub type Year = (String, i16, String, i64);

/// Money of one publisher's activities, by kind, year and currency.
pub type PublisherMoney = Vec<Year>;

/// Columns of [`Listed`].
fn columns() -> String {
    format!(
        "a.id, a.identifier, a.title, a.publisher, coalesce(o.name, a.publisher), a.status, a.starts, \
         a.ends, a.gone, CAST(CASE WHEN {LINKED} THEN 1 ELSE 0 END AS bigint)"
    )
}

fn listed(row: &mut Cells) -> Result<Listed> {
    Ok(Listed {
        id: AidId(row.take()?),
        identifier: row.take()?,
        title: row.take()?,
        publisher: row.take()?,
        publisher_name: row.take()?,
        status: row.take()?,
        starts: row.take()?,
        ends: row.take()?,
        gone: row.take::<i64>()? != 0,
        linked: row.take::<i64>()? != 0,
    })
}

const LINKED: &str = "EXISTS (SELECT 1 FROM aid_link l WHERE l.activity_id = a.id AND l.linked = 1)";

/// A page of activities and the number on all pages, in two queries.
pub async fn list(db: &dyn Source, filter: &Filter) -> Result<(Vec<Listed>, u64)> {
    let (condition, mut values) = filter.condition();
    let count = format!("SELECT count(*) FROM aid_activity a{condition}");
    let total = sql::one(db, count, values.clone()).await?.number()?;
    let n = values.len();
    let query = format!(
        "SELECT {} FROM aid_activity a LEFT JOIN aid_publisher o ON o.ref = a.publisher{condition} \
         ORDER BY a.search, a.id LIMIT ${} OFFSET ${}",
        columns(),
        n + 1,
        n + 2
    );
    let skipped = i64::from(filter.page.max(1) - 1) * i64::from(filter.per_page);
    values.extend(args![i64::from(filter.per_page), skipped]);
    let mut rows = sql::all(db, query, values).await?;
    Ok((rows.iter_mut().map(listed).collect::<Result<_>>()?, total))
}

/// Activities with a sector of one of these groups (the first digits of its code), or that name one of these places in
/// their title or among their locations: the newest, at most so many. Names as activities write them; those in titles
/// are folded.
pub async fn akin(
    db: &dyn Source,
    groups: &[&str],
    names: &[&str],
    folded: &[&str],
    most: u32,
) -> Result<Vec<(Listed, Activity)>> {
    let mut values: Vec<Value> = Vec::new();
    let mut place = |value: String| {
        values.push(value.into());
        format!("${}", values.len())
    };
    let mut terms: Vec<String> = Vec::new();
    // A range, so that the index of codes serves; ':' comes after the digits.
    let ranges: Vec<String> = groups
        .iter()
        .map(|g| format!("(s.code >= {} AND s.code < {})", place((*g).to_owned()), place(format!("{g}:"))))
        .collect();
    if !ranges.is_empty() {
        let ranges = ranges.join(" OR ");
        terms.push(format!("a.id IN (SELECT s.activity_id FROM aid_sector s WHERE {ranges})"));
    }
    let mut like = |column: &str, name: &str| {
        format!("{column} LIKE {} ESCAPE '!'", place(format!("%{}%", escaped(name))))
    };
    terms.extend(folded.iter().map(|name| like("a.search", name)));
    let located: Vec<String> = names.iter().map(|name| like("p.name", name)).collect();
    if !located.is_empty() {
        let located = located.join(" OR ");
        terms.push(format!("a.id IN (SELECT p.activity_id FROM aid_place p WHERE {located})"));
    }
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let query = format!(
        "SELECT {}, a.content FROM aid_activity a LEFT JOIN aid_publisher o ON o.ref = a.publisher \
         WHERE a.gone = 0 AND ({}) ORDER BY a.starts DESC, a.id LIMIT ${}",
        columns(),
        terms.join(" OR "),
        values.len() + 1
    );
    values.push(i64::from(most).into());
    let mut rows = sql::all(db, query, values).await?;
    rows.iter_mut().map(|row| Ok((listed(row)?, row.json::<Activity>()?))).collect()
}

impl Filter {
    /// Whether anything but the page is asked for.
    pub fn narrows(&self) -> bool {
        *self != Self { page: self.page, per_page: self.per_page, ..Self::default() }
    }

    fn condition(&self) -> (String, Vec<Value>) {
        let mut terms = Vec::new();
        let mut values = Vec::new();
        let mut term = |words: &str, value: Value| {
            values.push(value);
            terms.push(words.replace("$1", &format!("${}", values.len())));
        };
        for word in self.q.split_whitespace() {
            term("a.search LIKE $1 ESCAPE '!'", format!("%{}%", escaped(word)).into());
        }
        if let Some(publisher) = &self.publisher {
            term("a.publisher = $1", publisher.as_str().into());
        }
        if let Some(sector) = &self.sector {
            let words = "a.id IN (SELECT s.activity_id FROM aid_sector s WHERE s.code = $1)";
            term(words, sector.as_str().into());
        }
        if let Some(year) = self.year {
            term("a.id IN (SELECT m.activity_id FROM aid_money m WHERE m.year = $1)", i64::from(year).into());
        }
        if let Some(linked) = self.linked {
            terms.push(if linked { LINKED.to_owned() } else { format!("NOT {LINKED}") });
        }
        let words = if terms.is_empty() { String::new() } else { format!(" WHERE {}", terms.join(" AND ")) };
        (words, values)
    }
}

/// Who publishes, by name.
pub async fn publishers(db: &dyn Source) -> Result<Vec<Publisher>> {
    let query = format!(
        "SELECT o.ref, o.name, o.kind, count(a.id), \
         CAST(coalesce(sum(CASE WHEN {LINKED} THEN 1 ELSE 0 END), 0) AS bigint) \
         FROM aid_publisher o LEFT JOIN aid_activity a ON a.publisher = o.ref AND a.gone = 0 \
         GROUP BY o.ref, o.name, o.kind ORDER BY o.name, o.ref"
    );
    let rows = sql::all(db, query, Vec::new()).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Publisher {
                reference: row.take()?,
                name: row.take()?,
                kind: row.take()?,
                activities: row.number()?,
                linked: row.number()?,
            })
        })
        .collect()
}

/// Money of a publisher's activities that are still published, by kind, year and currency; never added across
/// currencies. Hundredths.
pub async fn money_of(db: &dyn Source, publisher: &str) -> Result<PublisherMoney> {
    let query = "SELECT m.kind, m.year, m.currency, CAST(sum(m.amount) AS bigint) FROM aid_money m \
         JOIN aid_activity a ON a.id = m.activity_id WHERE a.publisher = $1 AND a.gone = 0 \
         GROUP BY m.kind, m.year, m.currency ORDER BY m.year DESC, m.kind, m.currency";
    let rows = sql::all(db, query, args![publisher]).await?;
    rows.into_iter().map(|mut row| Ok((row.take()?, row.number()?, row.take()?, row.take()?))).collect()
}
