//! Files of the consolidated report: made on demand while it is a draft, from the store once sealed.
use anyhow::anyhow;
use axum::extract::{Path, State};
use axum::response::Response;
use formats::paper::{Paper, docx, pdf};
use store::sealed::FileKind;

use super::super::download::{DOCX, JSON, PDF, XLSX, attached};
use crate::app::Caller;
use crate::app::{consolidation, print};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Ending, kind and media type of each file, in the order of lists.
pub(super) const ENDINGS: [(&str, FileKind, &str); 4] = [
    ("docx", FileKind::Docx, DOCX),
    ("pdf", FileKind::Pdf, PDF),
    ("xlsx", FileKind::Xlsx, XLSX),
    ("json", FileKind::Json, JSON),
];

pub(super) fn ending(kind: FileKind) -> &'static str {
    ENDINGS.iter().find(|(_, k, _)| *k == kind).map_or("", |(e, ..)| e)
}

fn of_ending(wanted: &str) -> Outcome<(FileKind, &'static str)> {
    let found = ENDINGS.iter().find(|(e, ..)| *e == wanted);
    found.map(|(_, kind, media)| (*kind, *media)).ok_or(Problem::NotFound("file"))
}

/// `GET /tong-hop/{round}/tep/{ending}`: the report as it stands now.
pub async fn draft(
    by: Caller,
    State(ctx): State<Ctx>,
    Path((key, wanted)): Path<(String, String)>,
) -> Outcome<Response> {
    let (kind, media_type) = of_ending(&wanted)?;
    let content = consolidation::take(&ctx, &by, &key).await?;
    let bytes = match kind {
        FileKind::Xlsx => print::xlsx(&ctx, &content).await?,
        FileKind::Json => serde_json::to_vec(&content.figures).map_err(anyhow::Error::from)?,
        FileKind::Docx => written(print::paper(&ctx, &content, None), |p, out| docx::write(p, out)).await?,
        FileKind::Pdf => {
            written(print::paper(&ctx, &content, None), |p, out| pdf::write(p, out).map(drop)).await?
        }
    };
    Ok(attached(&format!("bao-cao-tong-hop-{key}-ban-tam.{wanted}"), media_type, bytes))
}

/// Documents take tenths of a second: not on a thread that answers pages.
pub(in crate::web) async fn written<E>(
    paper: Paper,
    write: fn(&Paper, &mut Vec<u8>) -> Result<(), E>,
) -> Outcome<Vec<u8>>
where
    E: Into<anyhow::Error> + Send + 'static,
{
    let made = tokio::task::spawn_blocking(move || {
        let mut out = Vec::new();
        write(&paper, &mut out).map(|()| out)
    });
    let made = made.await.map_err(|e| anyhow!("a document was not finished: {e}"))?;
    Ok(made.map_err(Into::into)?)
}

/// `GET /tong-hop/{round}/ban/{version}/tep/{ending}`: the file as it was sealed.
pub async fn sealed(
    by: Caller,
    State(ctx): State<Ctx>,
    Path((key, version, wanted)): Path<(String, u32, String)>,
) -> Outcome<Response> {
    let (kind, media_type) = of_ending(&wanted)?;
    let (meta, _) = consolidation::version(&ctx, &by, &key, version).await?;
    let bytes = store::sealed::file(&ctx.store, meta.id, kind).await?.ok_or(Problem::NotFound("file"))?;
    Ok(attached(&format!("bao-cao-tong-hop-{key}-ban-{version}.{wanted}"), media_type, bytes))
}
