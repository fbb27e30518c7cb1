//! The catalogue as files and feeds: published versions, what each changed, its files; Atom; the schema of the JSON.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::catalogue::{Stage, Version, What};
use jiff::civil::Date;
use lang::Lang;

use super::super::download::{DOCX, JSON, PDF, XLSX, attached};
use super::super::page::{Page, Say, Side, Visit, show};
use super::super::routes::url;
use crate::app::catalogue::{self, edition, feed as news};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// JSON Schema (2020-12) of the catalogue's JSON file.
const SCHEMA: &str = include_str!("schema.json");

struct Line {
    title: String,
    href: String,
    on: Date,
    reason: String,
}

#[derive(Template)]
#[template(path = "calls/versions.html")]
struct VersionsPage {
    p: Page,
    lines: Vec<Line>,
}

fn title(say: Say, it: &Version) -> String {
    say.f2("calls-version", "year", it.year.to_string(), "version", i64::from(it.number))
}

fn published_on(ctx: &Ctx, it: &Version) -> Option<Date> {
    match it.stage {
        Stage::Published { at, .. } => Some(ctx.clock.local(at).date()),
        _ => None,
    }
}

/// `GET /keu-goi/phien-ban`
pub async fn versions(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let p = visit.public("calls-versions");
    let line = |v: &Version| {
        Some(Line {
            title: title(*p, v),
            href: url::calls_version(v.year, v.number),
            on: published_on(&ctx, v)?,
            reason: v.reason.clone(),
        })
    };
    let lines = store::catalogue::versions(&ctx.store).await?.iter().filter_map(line).collect();
    show(&VersionsPage { lines, p })
}

/// Only what was published exists here.
async fn published(ctx: &Ctx, year: i16, number: u32) -> Outcome<(Version, Date)> {
    let version = catalogue::version(ctx, year, number).await?;
    let on = published_on(ctx, &version).ok_or(Problem::NotFound("catalogue version"))?;
    Ok((version, on))
}

struct File {
    href: String,
    text: &'static str,
    size: String,
}

/// A call that a version brought, dropped or changed.
pub struct ChangeLine {
    pub code: String,
    pub name: String,
    pub what: &'static str,
    pub tag: &'static str,
    pub fields: String,
}

pub fn change_lines(say: Say, changes: &[domain::catalogue::Change]) -> Vec<ChangeLine> {
    let line = |c: &domain::catalogue::Change| {
        let (what, tag, fields) = match &c.what {
            What::New => ("catalogue-change-new", "ok", String::new()),
            What::Gone => ("catalogue-change-gone", "no", String::new()),
            What::Changed(fields) => {
                let names = fields.iter().map(|f| say.t(&format!("call-f-{f}")).to_lowercase());
                ("catalogue-change-changed", "warn", names.collect::<Vec<_>>().join(", "))
            }
        };
        ChangeLine { code: c.code.clone(), name: super::said(say, &c.name).0, what: say.t(what), tag, fields }
    };
    changes.iter().map(line).collect()
}

#[derive(Template)]
#[template(path = "calls/version.html")]
struct VersionPage {
    p: Page,
    on: Date,
    reason: String,
    sha256: String,
    newer: bool,
    changes: Option<Vec<ChangeLine>>,
    files: Vec<File>,
}

/// `GET /keu-goi/phien-ban/{year}/{number}`
pub async fn version(
    visit: Visit,
    State(ctx): State<Ctx>,
    Path((year, number)): Path<(i16, u32)>,
) -> Outcome<Response> {
    let (version, on) = published(&ctx, year, number).await?;
    let say = Say(visit.lang_on(Side::Public));
    let newest = store::catalogue::newest_published(&ctx.store).await?;
    let files = store::catalogue::files(&ctx.store, version.id).await?;
    let file = |(name, size): (String, u64)| File {
        href: url::calls_file(year, number, &name),
        text: say.t(&format!("calls-file-{}", kind(&name))),
        size: say.file_size(size),
    };
    let changes = catalogue::changed(&ctx, &version).await?;
    show(&VersionPage {
        p: visit.public_titled(title(say, &version)),
        on,
        newer: newest.is_some_and(|n| n.id != version.id),
        changes: changes.map(|c| change_lines(say, &c)),
        files: files.into_iter().map(file).collect(),
        reason: version.reason,
        sha256: version.sha256,
    })
}

/// "danh-muc-2026-1-vi.docx" → "vi-docx"; "danh-muc-2026-1.csv" → "csv".
fn kind(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    match stem.rsplit_once('-') {
        Some((_, lang @ ("vi" | "en"))) => format!("{lang}-{ending}"),
        _ => ending.to_owned(),
    }
}

/// `GET /keu-goi/phien-ban/{year}/{number}/{file}`
pub async fn file(
    State(ctx): State<Ctx>,
    Path((year, number, name)): Path<(i16, u32, String)>,
) -> Outcome<Response> {
    let missing = || Problem::NotFound("catalogue file");
    let (version, _) = published(&ctx, year, number).await?;
    let media_type = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("docx") => DOCX,
        Some("pdf") => PDF,
        Some("xlsx") => XLSX,
        Some("csv") => "text/csv; charset=utf-8; header=present",
        Some("json") => JSON,
        _ => return Err(missing()),
    };
    let bytes = store::catalogue::file(&ctx.store, version.id, &name).await?.ok_or_else(missing)?;
    let mut response = attached(&name, media_type, bytes);
    // A published file never changes.
    let kept = HeaderValue::from_static("public, max-age=86400, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    Ok(response)
}

/// `GET /keu-goi/tin.atom?lang=…`
pub async fn feed(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let edition = edition::current(&ctx).await?.ok_or(Problem::NotFound("published catalogue"))?;
    // Readers keep no language: the address says it, else Vietnamese.
    let lang = visit.query("lang").parse().unwrap_or(Lang::Vi);
    let own = format!("{}?lang={}", url::CALLS_FEED, lang.code());
    let xml = news::write(&ctx, &edition, lang, &own, url::CALLS)?;
    Ok(typed(xml, "application/atom+xml; charset=utf-8"))
}

/// `GET /keu-goi/schema.json`
pub async fn schema() -> Response {
    typed(SCHEMA.into(), "application/schema+json")
}

fn typed(body: Vec<u8>, media_type: &'static str) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_language_and_ending() {
        assert_eq!(kind("danh-muc-2026-1-vi.docx"), "vi-docx");
        assert_eq!(kind("danh-muc-2026-12.csv"), "csv");
    }

    #[test]
    fn the_schema_is_json() {
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
}
