//! The officer's own words for the sections of a round's consolidated report.
use domain::consolidation::SectionText;
use domain::ids::{RoundId, UserId};
use jiff::Timestamp;

use crate::connection::Source;
use crate::error::{Result, StoreError};
use crate::sql::{self, args, stamp};

/// A section's text with its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub text: SectionText,
    pub user: Option<UserId>,
    pub at: Timestamp,
    /// Counts up from 1 with each save; handed back to [`save`].
    pub revision: u32,
}

/// Sections in order of their key; those that nobody has written are not there.
pub async fn of_round(db: &dyn Source, round: RoundId) -> Result<Vec<Written>> {
    let query =
        "SELECT section, text, user_id, at, revision FROM section_text WHERE round_id = $1 ORDER BY section";
    let rows = sql::all(db, query, args![round.0]).await?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Written {
                text: SectionText { section: row.take()?, text: row.take()? },
                user: row.take::<Option<i64>>()?.map(UserId),
                at: row.time()?,
                revision: row.number()?,
            })
        })
        .collect()
}

/// Saves a section over the version that the writer saw (0: none yet). Says the new version.
///
/// # Errors
/// `Conflict("section-text-stale")` when someone has saved it since.
pub async fn save(
    db: &dyn Source,
    round: RoundId,
    text: &SectionText,
    expected_revision: u32,
    user: Option<UserId>,
    at: Timestamp,
) -> Result<u32> {
    let query = if expected_revision == 0 {
        "INSERT INTO section_text (round_id, section, text, user_id, at, revision) VALUES ($1, $2, $3, $4, $5, $6 + 1) \
         ON CONFLICT (round_id, section) DO NOTHING"
    } else {
        "UPDATE section_text SET text = $3, user_id = $4, at = $5, revision = revision + 1 \
         WHERE round_id = $1 AND section = $2 AND revision = $6"
    };
    let values = args![
        round.0,
        text.section.as_str(),
        text.text.as_str(),
        user.map(|u| u.0),
        stamp(at),
        i64::from(expected_revision)
    ];
    match sql::run(db, query, values).await? {
        0 => Err(StoreError::Conflict("section-text-stale".into())),
        _ => Ok(expected_revision + 1),
    }
}
