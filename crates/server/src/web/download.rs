//! Files as answers: their media types, and the head that keeps them under a name.
use axum::http::header;
use axum::response::{IntoResponse, Response};

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
