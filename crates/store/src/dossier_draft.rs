//! Papers of a dossier as somebody edited them.
use domain::ids::DossierId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::connection::Source;
use crate::error::Result;
use crate::sql::{self, args, json, stamp};

/// A paper's words as somebody edited them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub subject: String,
    pub body: String,
    pub by: String,
    pub at: Timestamp,
}

pub async fn load(db: &dyn Source, dossier: DossierId, kind: &str) -> Result<Option<Draft>> {
    let query = "SELECT content FROM dossier_draft WHERE dossier_id = $1 AND kind = $2";
    sql::maybe(db, query, args![dossier.0, kind]).await?.map(|mut row| row.json()).transpose()
}

/// Keeps a draft in the place of the one before; with none, the paper is made of the data again.
pub async fn set(
    db: &dyn Source,
    dossier: DossierId,
    kind: &str,
    draft: Option<&Draft>,
    at: Timestamp,
) -> Result<()> {
    let Some(draft) = draft else {
        let query = "DELETE FROM dossier_draft WHERE dossier_id = $1 AND kind = $2";
        return sql::run(db, query, args![dossier.0, kind]).await.map(drop);
    };
    let query = "INSERT INTO dossier_draft (dossier_id, kind, content, at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (dossier_id, kind) DO UPDATE SET content = excluded.content, at = excluded.at";
    sql::must(db, query, args![dossier.0, kind, json(draft)?, stamp(at)]).await
}
