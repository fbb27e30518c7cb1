//! Checking an IATI file for everyone: send it, see what was found, look at a line, take the findings home.
//!
//! The file waits on disk for half an hour ([`room`]) and is read again for each look, which costs a second for a
//! hundred million bytes and needs no place for findings. Pages and files are sent while it is read ([`show`]).
use std::fs::File;
use std::io::Read;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use askama::Template;
use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::{FromRequestParts, Multipart, Path};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use iati::report::{Format, Writer};
use tokio::io::AsyncWriteExt;

use super::error;
use super::limit;
use super::page::{Page, Side, redirect, show, show_as};
use super::routes::url;
use super::upload::base_name;
use super::visit::Visit;
use crate::config::Config;
use crate::ctx::Clock;
use crate::problem::{Outcome, Problem};

pub mod api;
mod found;
mod lines;
pub mod pipe;
mod room;
mod show;

use found::One;
pub use found::{SEVERITIES, shown};
use pipe::{Outlet, Pace, Stopped};
use room::{Kept, Room, Turn, Turns};

/// After so many seconds it is worth trying again.
const BUSY: u64 = 5;
/// What a form has around its file.
const AROUND: u64 = 100_000;
/// Bytes read behind the lines that are shown: the longest activity.
const BEHIND: u64 = 12 << 20;
/// Findings shown beside lines.
const BESIDE: usize = 30;
/// Findings that fit into memory for the official shape, which is sorted.
const SORTED: u64 = 50_000;

/// What checks share.
pub struct Desk {
    room: Arc<Room>,
    /// Who sends a file.
    sends: Arc<Turns>,
    /// Whose file is being read.
    looks: Arc<Turns>,
    largest: u64,
}

impl Desk {
    pub fn new(config: &Config) -> Self {
        Self {
            room: Arc::new(Room::new(config.iati_largest)),
            sends: Arc::new(Turns::new(12, 4)),
            looks: Arc::new(Turns::new(8, 4)),
            largest: config.iati_largest,
        }
    }

    fn megabytes(&self) -> i64 {
        i64::try_from(self.largest / 1_000_000).unwrap_or(i64::MAX)
    }
}

/// The address that a request came from.
pub struct From(IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for From {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        Ok(Self(limit::address(parts)))
    }
}

#[derive(Template)]
#[template(path = "iati_check/send.html")]
struct SendPage {
    p: Page,
    largest: i64,
    minutes: i64,
    api: &'static str,
    codelists: &'static str,
    fault: Option<String>,
}

impl SendPage {
    fn of(visit: &Visit, fault: Option<String>) -> Self {
        let p = visit.public("iati-title").failed_if(fault.is_some());
        Self {
            p,
            largest: visit.web.iati.megabytes(),
            minutes: i64::try_from(room::KEPT.as_secs() / 60).unwrap_or_default(),
            api: url::IATI_API,
            codelists: iati::codelists::revision(),
            fault,
        }
    }
}

/// `GET /kiem-tra-iati`
pub async fn page(visit: Visit) -> Outcome<Response> {
    show(&SendPage::of(&visit, None))
}

/// Why a file was not taken.
enum Refused {
    Missing,
    Empty,
    /// No space left for it.
    Full,
    Stopped(Stopped),
}

impl Refused {
    fn key(&self) -> &'static str {
        match self {
            Self::Missing => "iati-refused-missing",
            Self::Empty => "iati-refused-empty",
            Self::Full => "iati-refused-full",
            Self::Stopped(stopped) => stopped_key(*stopped),
        }
    }
}

fn stopped_key(stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Broken => "iati-refused-broken",
        Stopped::TooLarge => "iati-refused-too-large",
        Stopped::Slow => "iati-refused-slow",
    }
}

/// `POST /kiem-tra-iati`
pub async fn receive(
    visit: Visit,
    From(who): From,
    form: Result<Multipart, MultipartRejection>,
) -> Outcome<Response> {
    let Ok(form) = form else { return Ok(error::bare(StatusCode::UNSUPPORTED_MEDIA_TYPE)) };
    let desk = &visit.web.iati;
    let Some(_turn) = desk.sends.take(who) else { return Ok(error::limited(BUSY)) };
    match take(desk, form).await? {
        Ok(kept) => {
            forget_later(&desk.room);
            Ok(redirect(&url::iati_found(&kept.id)))
        }
        Err(refused) => {
            let say = super::page::Say(visit.lang_on(Side::Public));
            let fault = say.f1(refused.key(), "largest", desk.megabytes());
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &SendPage::of(&visit, Some(fault)))
        }
    }
}

/// Deletes files whose time is over even when nobody comes by.
fn forget_later(room: &Arc<Room>) {
    let room = Arc::downgrade(room);
    tokio::spawn(async move {
        tokio::time::sleep(room::KEPT).await;
        if let Some(room) = room.upgrade() {
            room.forget_old(Instant::now());
        }
    });
}

async fn take(desk: &Desk, mut form: Multipart) -> Outcome<Result<Arc<Kept>, Refused>> {
    loop {
        match pipe::next(form.next_field()).await {
            Ok(Some(part)) if part.file_name().is_some_and(|name| !name.is_empty()) => {
                return write(desk, part).await;
            }
            Ok(Some(_)) => {}
            Ok(None) => return Ok(Err(Refused::Missing)),
            Err(stopped) => return Ok(Err(Refused::Stopped(stopped))),
        }
    }
}

/// Writes the file to disk as it comes. What is too large is still read for a while, so that the sender gets an
/// answer instead of a broken connection.
async fn write(desk: &Desk, mut part: Field<'_>) -> Outcome<Result<Arc<Kept>, Refused>> {
    let name = base_name(part.file_name().unwrap_or_default());
    let fault = |e: std::io::Error| Problem::Broken(anyhow::Error::new(e).context("cannot keep a file"));
    let mut arriving = desk.room.arrive().map_err(fault)?;
    let mut file = tokio::fs::File::create(arriving.path()).await.map_err(fault)?;
    let mut pace = Pace::new(desk.largest.saturating_mul(2));
    let mut full = false;
    loop {
        let bytes = match pipe::next(part.chunk()).await {
            Ok(Some(bytes)) => bytes,
            Ok(None) => break,
            Err(stopped) => return Ok(Err(Refused::Stopped(stopped))),
        };
        if let Err(stopped) = pace.count(bytes.len()) {
            return Ok(Err(Refused::Stopped(stopped)));
        }
        full |= pace.bytes <= desk.largest && arriving.grow(bytes.len() as u64).is_err();
        if pace.bytes <= desk.largest && !full {
            file.write_all(&bytes).await.map_err(fault)?;
        }
    }
    file.flush().await.map_err(fault)?;
    Ok(match pace.bytes {
        0 => Err(Refused::Empty),
        n if n > desk.largest => Err(Refused::Stopped(Stopped::TooLarge)),
        _ if full => Err(Refused::Full),
        _ => arriving.keep(name).ok_or(Refused::Full),
    })
}

/// The file of an address, and a turn to read it.
fn open(visit: &Visit, who: IpAddr, id: &str) -> Result<(Arc<Kept>, File, Turn), Response> {
    let desk = &visit.web.iati;
    let kept = desk.room.get(id).ok_or_else(error::gone)?;
    // It may be forgotten at this moment.
    let file = File::open(kept.path()).map_err(|_| error::gone())?;
    let turn = desk.looks.take(who).ok_or_else(|| error::limited(BUSY))?;
    Ok((kept, file, turn))
}

fn options(clock: &Clock) -> iati::Options {
    let today = iati::rules::values::Instant::parse(&clock.today().to_string());
    iati::Options::new(today.unwrap_or(iati::rules::values::Instant(0)).end_of_day())
}

fn sent(body: axum::body::Body, kind: &'static str) -> Response {
    let mut response = Response::new(body);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(super::SentInPieces);
    response
}

/// `GET /kiem-tra-iati/{id}`
pub async fn found(visit: Visit, From(who): From, Path(id): Path<String>) -> Outcome<Response> {
    let (kept, file, turn) = match open(&visit, who, &id) {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let page = show::FoundPage::of(&visit, kept);
    let options = options(&visit.web.ctx.clock);
    let body = pipe::answer(move |out| {
        let _turn = turn;
        page.write(file, &options, out);
    });
    Ok(sent(body, "text/html; charset=utf-8"))
}

/// `GET /kiem-tra-iati/{id}/tep/{ending}`
pub async fn file(
    visit: Visit,
    From(who): From,
    Path((id, ending)): Path<(String, String)>,
) -> Outcome<Response> {
    let missing = || Problem::NotFound("report");
    let format = Format::of(&ending).filter(|f| *f != Format::Text).ok_or_else(missing)?;
    let (kept, file, turn) = match open(&visit, who, &id) {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let lang = found::tongue(super::page::Say(visit.lang_on(Side::Public)));
    let options = options(&visit.web.ctx.clock);
    let body = pipe::answer(move |mut out| {
        let _turn = turn;
        // A spreadsheet takes a table without it for one in the letters of the country.
        let mark: &[u8] = if format == Format::Csv { "\u{feff}".as_bytes() } else { b"" };
        if std::io::Write::write_all(&mut out, mark).is_ok()
            && !report(file, &kept.name, (format, lang), &options, &out)
        {
            out.cut();
        }
    });
    let mut response = sent(body, media_type(format));
    let disposition = format!("attachment; filename=\"iati-{}.{ending}\"", &id[..id.len().min(8)]);
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Text => "text/plain; charset=utf-8",
        Format::Json | Format::Compat => "application/json",
        Format::Ndjson => "application/x-ndjson",
        Format::Csv => "text/csv; charset=utf-8",
        Format::Sarif => "application/sarif+json",
    }
}

/// Checks what is read and sends the findings as they come. Whether all was sent.
fn report(
    input: impl Read,
    name: &str,
    (format, lang): (Format, iati::Lang),
    options: &iati::Options,
    out: &Outlet,
) -> bool {
    let Ok(mut writer) = Writer::new(out.clone(), format, lang, false) else { return false };
    if writer.begin(name).is_err() {
        return false;
    }
    let (mut well, mut count) = (true, 0_u64);
    let head = iati::check(input, options, |finding| {
        count += 1;
        let fits = format != Format::Compat || count <= SORTED;
        well = well && fits && writer.finding(&finding).is_ok();
    });
    well && writer.end(&head).is_ok() && writer.finish().is_ok()
}

#[derive(Template)]
#[template(path = "iati_check/line.html")]
struct LinePage {
    p: Page,
    name: String,
    back: String,
    line: u32,
    rows: Vec<lines::Row>,
    /// Findings of these lines, as they are listed.
    beside: String,
}

/// `GET /kiem-tra-iati/{id}/dong/{line}`
pub async fn line(visit: Visit, From(who): From, Path((id, line)): Path<(String, u32)>) -> Outcome<Response> {
    let (kept, file, turn) = match open(&visit, who, &id) {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let column = visit.query("cot").parse().unwrap_or(1);
    let say = super::page::Say(visit.lang_on(Side::Public));
    let options = options(&visit.web.ctx.clock);
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let (rows, bytes) = lines::around(file, line, column);
        let beside = beside(&kept, say, &rows, bytes, &options)?;
        Ok::<_, std::io::Error>((kept, rows, beside))
    });
    let done = work.await.context("the thread that reads a file")?;
    let (kept, rows, beside) = done.context("cannot read a file again")?;
    if rows.is_empty() {
        return Err(Problem::NotFound("line"));
    }
    let p = visit.public_titled(say.f1("iati-line-title", "line", line));
    show(&LinePage { p, name: kept.name.clone(), back: url::iati_found(&kept.id), line, rows, beside })
}

/// What was found in lines that are shown; only as much of the file is read as that takes.
fn beside(
    kept: &Kept,
    say: super::page::Say,
    rows: &[lines::Row],
    bytes: u64,
    options: &iati::Options,
) -> std::io::Result<String> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(String::new()) };
    let (mut html, mut listed) = (String::new(), 0);
    let input = File::open(kept.path())?.take(bytes.saturating_add(BEHIND));
    iati::check(input, options, |finding| {
        if (first.number..=last.number).contains(&finding.pos.line) && listed < BESIDE {
            listed += 1;
            let one = One::new(say, &kept.id, &finding);
            // A string takes everything.
            let _ = one.render_into(&mut html);
        }
    });
    Ok(html)
}
