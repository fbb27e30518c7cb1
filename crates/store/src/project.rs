//! The register of projects: one at a time. Lists and counts are in `listing`.
use domain::ids::ProjectId;
use domain::project::{Facts, Flow, Project};

use serde::Deserialize;

use crate::connection::Source;
use crate::error::Result;
use crate::flow;
use crate::sql::{self, Cells, args, json, places};

mod listing;

pub(crate) use listing::escaped;
pub use listing::{Facets, Filter, Listed, Order, Sums, facets, list, sums};

/// What is needed to enter a project.
#[derive(Debug, Clone)]
pub struct New<'a> {
    pub facts: &'a Facts,
    /// Folded words by which the project is found, its name first.
    pub search: String,
}

/// What a new row of a report is compared with; texts as they stand in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: ProjectId,
    pub code: String,
    pub unit: String,
    pub name: String,
    pub place: String,
    pub donor: String,
}

pub(crate) const COLUMNS: &str = "p.id, p.code, p.unit, p.facts";

pub(crate) fn read(row: &mut Cells) -> Result<Project> {
    Ok(Project { id: ProjectId(row.take()?), code: row.take()?, unit: row.take()?, facts: row.json()? })
}

/// Enters projects that a unit reports on, under the next codes of the year of their first mention:
/// "DA-2025-001". Numbers have three digits and grow beyond them when a year has more than 999.
/// Gives the codes in the order of the projects.
pub async fn insert(db: &dyn Source, unit: &str, year: i16, new: &[New<'_>]) -> Result<Vec<String>> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let count = i64::try_from(new.len())?;
    let (last, change) = next_numbers(db, year, count).await?;
    let codes: Vec<String> = (last - count + 1..=last).map(|n| format!("DA-{year}-{n:03}")).collect();
    let head = "INSERT INTO project (code, unit, name, search, area, place, donor_type, state, facts, changed) VALUES";
    let mut values = Vec::with_capacity(new.len() * 10);
    for (code, New { facts, search }) in codes.iter().zip(new) {
        values.extend(args![
            code.as_str(),
            unit,
            facts.name_vi.as_str(),
            search.as_str(),
            facts.area.as_str(),
            facts.place.as_str(),
            facts.donor_type.as_str(),
            facts.state.as_str(),
            json(facts)?,
            change,
        ]);
    }
    sql::bulk(db, head, 10, values).await.map_err(|e| e.conflict_as("project-code"))?;
    Ok(codes)
}

/// Year under which the counter keeps the number of the last change.
const CHANGES: i64 = 0;

/// The last of `count` codes of a year, and the number of the change that enters them. Who changes next
/// waits until this transaction has ended, so a change is never seen before one of a lower number.
async fn next_numbers(db: &dyn Source, year: i16, count: i64) -> Result<(i64, i64)> {
    let query = "INSERT INTO project_counter (year, last) VALUES ($1, 1), ($2, $3) \
         ON CONFLICT (year) DO UPDATE SET last = project_counter.last + excluded.last RETURNING year, last";
    let mut numbers = (0, 0);
    for mut row in sql::all(db, query, args![CHANGES, i64::from(year), count]).await? {
        if row.take::<i64>()? == CHANGES { numbers.1 = row.take()? } else { numbers.0 = row.take()? }
    }
    Ok(numbers)
}

async fn next_change(db: &dyn Source) -> Result<i64> {
    let query = "INSERT INTO project_counter (year, last) VALUES ($1, 1) \
         ON CONFLICT (year) DO UPDATE SET last = project_counter.last + 1 RETURNING last";
    sql::one(db, query, args![CHANGES]).await?.take()
}

/// Replaces the facts; `search` as in [`New`].
pub async fn update_facts(db: &dyn Source, id: ProjectId, facts: &Facts, search: &str) -> Result<()> {
    let query = "UPDATE project SET name = $1, search = $2, area = $3, place = $4, donor_type = $5, state = $6, \
         facts = $7, changed = $8 WHERE id = $9";
    let values = args![
        facts.name_vi.as_str(),
        search,
        facts.area.as_str(),
        facts.place.as_str(),
        facts.donor_type.as_str(),
        facts.state.as_str(),
        json(facts)?,
        next_change(db).await?,
        id.0,
    ];
    sql::must(db, query, values).await
}

/// Gives the project to another reporting organisation.
pub async fn set_unit(db: &dyn Source, id: ProjectId, unit: &str) -> Result<()> {
    let change = next_change(db).await?;
    sql::must(db, "UPDATE project SET unit = $1, changed = $2 WHERE id = $3", args![unit, change, id.0]).await
}

pub async fn by_code(db: &dyn Source, code: &str) -> Result<Option<Project>> {
    let query = format!("SELECT {COLUMNS} FROM project p WHERE p.code = $1");
    sql::maybe(db, query, args![code]).await?.map(|mut row| read(&mut row)).transpose()
}

/// A project with all its flows (by year, stage and source), in one query: the project page.
pub async fn with_flows(db: &dyn Source, code: &str) -> Result<Option<(Project, Vec<Flow>)>> {
    // Flows come as one JSON text: each further row costs more than the whole look-up.
    let flows = if db.is_sqlite() {
        "json_group_array(json_array(year, stage, source, amount))"
    } else {
        "CAST(json_agg(json_build_array(year, stage, source, amount)) AS text)"
    };
    let query = format!(
        "SELECT {COLUMNS}, (SELECT {flows} FROM flow WHERE project_id = p.id) FROM project p WHERE p.code = $1"
    );
    let Some(mut row) = sql::maybe(db, query, args![code]).await? else {
        return Ok(None);
    };
    let project = read(&mut row)?;
    let flows = flow::packed(project.id, row.take::<Option<String>>()?.as_deref())?;
    Ok(Some((project, flows)))
}

/// Projects with these codes, by code; codes that the register does not know are not there.
pub async fn by_codes(db: &dyn Source, codes: &[impl AsRef<str> + Sync]) -> Result<Vec<Project>> {
    let mut out = Vec::with_capacity(codes.len());
    for chunk in codes.chunks(500) {
        let places = places(0, chunk.len());
        let query = format!("SELECT {COLUMNS} FROM project p WHERE p.code IN ({places}) ORDER BY p.code");
        let values = chunk.iter().map(|c| c.as_ref().into()).collect();
        for mut row in sql::all(db, query, values).await? {
            out.push(read(&mut row)?);
        }
    }
    Ok(out)
}

/// All projects, to hold published aid against them.
pub async fn all_candidates(db: &dyn Source) -> Result<Vec<Candidate>> {
    let query = "SELECT id, code, unit, name, place, facts FROM project ORDER BY id";
    sql::all(db, query, Vec::new()).await?.iter_mut().map(candidate).collect()
}

/// Projects entered or changed after a change, and the number of the last change: what a reader that
/// keeps the register in memory asks for. With `None`, all of them.
pub async fn changed_since(db: &dyn Source, after: Option<i64>) -> Result<(Vec<Candidate>, i64)> {
    let Some(after) = after else {
        // The number first: what is entered between the two questions is then given twice, never missed.
        let row = sql::maybe(db, "SELECT last FROM project_counter WHERE year = $1", args![CHANGES]).await?;
        let last = row.map_or(Ok(0), |mut row| row.take())?;
        return Ok((all_candidates(db).await?, last));
    };
    let query = "SELECT id, code, unit, name, place, facts, changed FROM project WHERE changed > $1 \
         ORDER BY changed, id";
    let (mut found, mut last) = (Vec::new(), after);
    for mut row in sql::all(db, query, args![after]).await? {
        found.push(candidate(&mut row)?);
        last = row.take()?;
    }
    Ok((found, last))
}

/// Projects that a unit reports on, in the order in which they were entered.
pub async fn of_unit(db: &dyn Source, unit: &str) -> Result<Vec<Project>> {
    let query = format!("SELECT {COLUMNS} FROM project p WHERE p.unit = $1 ORDER BY p.id");
    sql::all(db, query, args![unit]).await?.iter_mut().map(read).collect()
}

/// The one fact that is compared and is not a column.
#[derive(Deserialize)]
struct Donor {
    donor: String,
}

fn candidate(row: &mut Cells) -> Result<Candidate> {
    Ok(Candidate {
        id: ProjectId(row.take()?),
        code: row.take()?,
        unit: row.take()?,
        name: row.take()?,
        place: row.take()?,
        donor: row.json::<Donor>()?.donor,
    })
}
