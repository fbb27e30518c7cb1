//! Files as answers: their media types, and the head that keeps them under a name.
use axum::http::header;
use axum::response::{IntoResponse, Response};
use formats::paper::{Paper, docx, pdf};

use super::consolidation::files::written;
use super::visit::encode;
use crate::problem::{Outcome, Problem};

pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const PDF: &str = "application/pdf";
pub const JSON: &str = "application/json";

/// A workbook or document as the answer, to be kept under a name of ASCII letters.
pub fn attached(name: &str, media_type: &'static str, bytes: impl IntoResponse) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let head = [(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (head, bytes).into_response()
}

/// A file under the name that a person gave it: in percent signs, as a header may hold it.
pub fn named(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename*=UTF-8''{}", encode(name));
    ([(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}

/// A document in the form that its ending names: "docx" or "pdf".
///
/// # Errors
/// Not found for another ending.
pub async fn document(paper: Paper, name: &str, ending: &str) -> Outcome<Response> {
    let (bytes, media) = match ending {
        "docx" => (written(paper, |p, out| docx::write(p, out)).await?, DOCX),
        "pdf" => (written(paper, |p, out| pdf::write(p, out).map(drop)).await?, PDF),
        _ => return Err(Problem::NotFound("paper")),
    };
    Ok(attached(&format!("{name}.{ending}"), media, bytes))
}
