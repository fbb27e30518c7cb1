//! `POST /api/iati/check`: the findings of a file, sent while it is still being received.
//!
//! The body is the file itself, or a form with it. Nothing is kept.
use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use iati::report::Format;
use serde_json::json;
use std::io::Write;

use super::pipe::{self, Inlet, Outlet, Stopped};
use super::{AROUND, BUSY, Desk, From, found, media_type, options, report, sent, stopped_key};
use crate::web::error;
use crate::web::page::{Say, Side, Visit};

/// How the file is called in the report: the standard input, as on a command line.
const NAME: &str = "-";

/// `POST /api/iati/check`
pub async fn check(visit: Visit, From(who): From, request: Request) -> Response {
    let (desk, say) = (&visit.web.iati, Say(visit.lang_on(Side::Public)));
    let refused = |status, key| refusal(say, desk, status, key);
    let Some(format) = format(&visit, request.headers()) else {
        return refused(StatusCode::BAD_REQUEST, "iati-api-format");
    };
    if stated_length(request.headers()).is_some_and(|n| n > desk.largest.saturating_add(AROUND)) {
        return refused(StatusCode::PAYLOAD_TOO_LARGE, "iati-refused-too-large");
    }
    let Some(turn) = desk.sends.take(who) else {
        return refused(StatusCode::TOO_MANY_REQUESTS, "iati-api-busy");
    };
    let from = if is_form(request.headers()) {
        match Multipart::from_request(request, &()).await {
            Ok(form) => pipe::of_form(form, desk.largest),
            Err(_) => return refused(StatusCode::BAD_REQUEST, "iati-refused-missing"),
        }
    } else {
        pipe::of_body(request.into_body(), desk.largest)
    };
    let largest = desk.megabytes();
    let options = iati::Options { compat: format == Format::Compat, ..options(&visit.web.ctx.clock) };
    let body = pipe::answer(move |out| {
        let _turn = turn;
        let mut inlet = Inlet::new(from, out.clone());
        let whole = report(&mut inlet, NAME, (format, found::tongue(say)), &options, &out);
        match inlet.stopped {
            Some(stopped) => tell(out, format, say, (stopped, largest)),
            None if !whole => out.cut(),
            None => {}
        }
    });
    sent(body, media_type(format))
}

/// The format that the address asks for, else the one that is accepted, else one finding a line.
fn format(visit: &Visit, headers: &HeaderMap) -> Option<Format> {
    if visit.query("compat") == "1" {
        return Some(Format::Compat);
    }
    let asked = visit.query("format");
    if !asked.is_empty() {
        return Format::of(&asked);
    }
    let accept = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let known = [
        ("ndjson", Format::Ndjson),
        ("sarif", Format::Sarif),
        ("application/json", Format::Json),
        ("text/csv", Format::Csv),
    ];
    let found = known.into_iter().find(|(name, _)| accept.contains(name));
    Some(found.map_or(Format::Ndjson, |(_, format)| format))
}

fn stated_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], |v| v.as_bytes());
    kind.starts_with(b"multipart/form-data")
}

/// The name of a refusal for programs: `iati-refused-too-large` → `too-large`.
fn code(key: &str) -> &str {
    key.trim_start_matches("iati-").trim_start_matches("refused-").trim_start_matches("api-")
}

fn refusal(say: Say, desk: &Desk, status: StatusCode, key: &str) -> Response {
    let message = say.f1(key, "largest", desk.megabytes());
    let body = json!({ "error": code(key), "message": message }).to_string() + "\n";
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if status == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(BUSY));
    }
    error::as_it_is(response)
}

/// The file did not come to its end: the last line says so; other formats have no place for it and are cut off.
fn tell(mut out: Outlet, format: Format, say: Say, (stopped, largest): (Stopped, i64)) {
    if format != Format::Ndjson {
        return out.cut();
    }
    let key = stopped_key(stopped);
    let line = json!({ "file": NAME, "error": code(key), "message": say.f1(key, "largest", largest) });
    // Whoever left does not read it.
    let _ = writeln!(out, "{line}");
}
