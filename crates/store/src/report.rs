//! A unit's report of a round with everything that stands around it, in one query: what each of its pages
//! and each workbook needs before anything else.
use std::collections::BTreeMap;

use domain::report::Report;

use crate::connection::Source;
use crate::error::Result;
use crate::obligation::Listed;
use crate::sql::{self, args};
use crate::{figure, obligation, round};

/// A unit's report as it stands.
pub struct Opened {
    pub round: round::Opened,
    pub listed: Listed,
    /// The newest state; `None` until the unit has saved something.
    pub report: Option<Report>,
    /// Last year's totals, by (table, column).
    pub last_year: BTreeMap<(String, String), i64>,
    /// Codes of the projects that the unit reports on.
    pub projects: Vec<String>,
    /// The instance holds demonstration figures.
    pub demo: bool,
}

/// `None` when there is no such round or the unit owes nothing in it. Read in a transaction, the obligation
/// stays as it is until the transaction ends.
pub async fn load(db: &dyn Source, round: &str, unit: &str) -> Result<Option<Opened>> {
    hold(db, round, unit).await?;
    let codes = if db.is_sqlite() { "json_group_array(p.code)" } else { "CAST(json_agg(p.code) AS text)" };
    let query = format!(
        "SELECT {}, r.form, {}, v.content, \
         (SELECT f.content FROM round l JOIN figure f ON f.round_id = l.id AND f.unit = o.unit WHERE l.year = r.year - 1 AND l.kind = 'annual'), \
         (SELECT {codes} FROM project p WHERE p.unit = o.unit), \
         (SELECT count(*) FROM setting WHERE key = 'demo') \
         FROM round r JOIN obligation o ON o.round_id = r.id LEFT JOIN revision v ON v.id = o.revision_id \
         WHERE r.key = $1 AND o.unit = $2",
        round::COLUMNS,
        obligation::COLUMNS
    );
    let Some(mut row) = sql::maybe(db, query, args![round, unit]).await? else { return Ok(None) };
    Ok(Some(Opened {
        round: round::opened(&mut row)?,
        listed: obligation::read(&mut row)?,
        report: row.maybe_json()?,
        last_year: row
            .take::<Option<String>>()?
            .map_or(Ok(BTreeMap::new()), |text| figure::totals_in(&text))?,
        projects: row.maybe_json()?.unwrap_or_default(),
        demo: row.take::<i64>()? > 0,
    }))
}

/// Of its own, before anything is read: of a row that had to be waited for PostgreSQL reads the newest
/// state, but of those beside it what they were before the wait.
async fn hold(db: &dyn Source, round: &str, unit: &str) -> Result<()> {
    let lock = db.row_lock();
    if lock.is_empty() {
        return Ok(());
    }
    let query = format!(
        "SELECT id FROM obligation WHERE unit = $2 AND round_id = (SELECT id FROM round WHERE key = $1){lock}"
    );
    sql::maybe(db, query, args![round, unit]).await?;
    Ok(())
}
