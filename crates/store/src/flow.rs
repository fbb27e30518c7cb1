//! Money facts of projects. Every amount on any screen is a query over these.
use std::collections::BTreeMap;

use domain::ids::ProjectId;
use domain::project::{Flow, FlowStage};

use crate::connection::Source;
use crate::error::{Result, StoreError};
use crate::sql::{self, Cells, args, places, word};

/// What the register holds for one year. đồng.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearTotals {
    pub year: i16,
    /// Commitments as that year's reports state them.
    pub committed: i64,
    /// Disbursed within that year's window.
    pub disbursed: i64,
}

fn read(mut row: Cells) -> Result<Flow> {
    Ok(Flow {
        project: ProjectId(row.take()?),
        year: row.number()?,
        stage: row.word()?,
        source: row.take()?,
        amount: row.take()?,
    })
}

/// Flows of one project from a JSON array of `[year, stage, source, amount]`.
pub(crate) fn packed(project: ProjectId, json: Option<&str>) -> Result<Vec<Flow>> {
    let Some(json) = json else { return Ok(Vec::new()) };
    let rows: Vec<(i16, FlowStage, String, i64)> = serde_json::from_str(json)?;
    let mut flows: Vec<Flow> = rows
        .into_iter()
        .map(|(year, stage, source, amount)| Flow { project, year, stage, source, amount })
        .collect();
    flows.sort_by(|a, b| (a.year, a.stage, &a.source).cmp(&(b.year, b.stage, &b.source)));
    Ok(flows)
}

/// Puts these flows in the place of all that the projects had in the year. `unit` stated them.
///
/// # Errors
/// [`StoreError::Refused`] for a flow of another project or year; `Conflict("flow-twice")` when
/// two flows have the same project, stage and source.
pub async fn replace_for(
    db: &dyn Source,
    projects: &[ProjectId],
    year: i16,
    flows: &[Flow],
    unit: &str,
) -> Result<()> {
    if flows.iter().any(|f| f.year != year || !projects.contains(&f.project)) {
        return Err(StoreError::refused("a flow of another project or year"));
    }
    for chunk in projects.chunks(500) {
        let query =
            format!("DELETE FROM flow WHERE year = $1 AND project_id IN ({})", places(1, chunk.len()));
        let mut values = args![i64::from(year)];
        values.extend(chunk.iter().map(|p| sea_orm::Value::from(p.0)));
        sql::run(db, query, values).await?;
    }
    let mut values = Vec::with_capacity(flows.len() * 6);
    for f in flows {
        let stage = word(&f.stage)?;
        values.extend(args![f.project.0, i64::from(f.year), stage, f.source.as_str(), f.amount, unit]);
    }
    let head = "INSERT INTO flow (project_id, year, stage, source, amount, unit) VALUES";
    sql::bulk(db, head, 6, values).await.map_err(|e| e.conflict_as("flow-twice"))
}

/// Flows of several projects, in one query.
pub async fn of_projects(db: &dyn Source, projects: &[ProjectId]) -> Result<Vec<Flow>> {
    let mut out = Vec::new();
    for chunk in projects.chunks(500) {
        let query = format!(
            "SELECT project_id, year, stage, source, amount FROM flow WHERE project_id IN ({}) \
             ORDER BY project_id, year, stage, source",
            places(0, chunk.len())
        );
        let values = chunk.iter().map(|p| sea_orm::Value::from(p.0)).collect();
        for row in sql::all(db, query, values).await? {
            out.push(read(row)?);
        }
    }
    Ok(out)
}

/// By year, stage and source.
pub async fn of_project(db: &dyn Source, project: ProjectId) -> Result<Vec<Flow>> {
    let query = "SELECT project_id, year, stage, source, amount FROM flow WHERE project_id = $1 \
         ORDER BY year, stage, source";
    sql::all(db, query, args![project.0]).await?.into_iter().map(read).collect()
}

/// What each project had disbursed before the year; projects without any are not there.
pub async fn disbursed_before(
    db: &dyn Source,
    projects: &[ProjectId],
    year: i16,
) -> Result<BTreeMap<ProjectId, i64>> {
    let mut out = BTreeMap::new();
    for chunk in projects.chunks(500) {
        let query = format!(
            "SELECT project_id, CAST(sum(amount) AS bigint) FROM flow \
             WHERE stage = 'disbursed' AND year < $1 AND project_id IN ({}) GROUP BY project_id",
            places(1, chunk.len())
        );
        let mut values = args![i64::from(year)];
        values.extend(chunk.iter().map(|p| sea_orm::Value::from(p.0)));
        for mut row in sql::all(db, query, values).await? {
            out.insert(ProjectId(row.take()?), row.take()?);
        }
    }
    Ok(out)
}

/// The whole register by year.
pub async fn totals_by_year(db: &dyn Source) -> Result<Vec<YearTotals>> {
    let query = "SELECT year, CAST(coalesce(sum(CASE WHEN stage = 'committed' THEN amount END), 0) AS bigint), \
         CAST(coalesce(sum(CASE WHEN stage = 'disbursed' THEN amount END), 0) AS bigint) \
         FROM flow GROUP BY year ORDER BY year";
    let rows = sql::all(db, query, Vec::new()).await?;
    rows.into_iter()
        .map(|mut row| Ok(YearTotals { year: row.number()?, committed: row.take()?, disbursed: row.take()? }))
        .collect()
}
