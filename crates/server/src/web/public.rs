//! What everyone may read: the front page, the list of published reports, one report.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::consolidation::{Consolidated, Seal, corrections};
use domain::ids::{RoundId, SealedId};
use domain::plan::{Area, Plan};
use domain::round::{RoundKind, Terms};
use domain::words::Words;
use jiff::civil::Date;
use store::sealed::Meta;

use super::download::{DOCX, JSON, PDF, XLSX};
use super::page::{Page, show};
use super::routes::url;
use super::visit::Visit;
use crate::app::published::{self as figures, AreaTable, Cell, Change};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// What a published version says in public. Sealed content never changes, so it is made once.
pub struct Report {
    terms: Terms,
    agency: String,
    demo: bool,
    units: usize,
    /// Units whose report was in at the seal, and those of them by the last day.
    received: usize,
    on_time: usize,
    /// Totals of the first table: title and value, four at most.
    keys: Vec<(Words, Cell)>,
    tables: Vec<AreaTable>,
    changes: Vec<Change>,
    /// Changes below the level that is shown.
    more_changes: usize,
    files: Vec<File>,
}

/// A file to download: the public edition, made once.
pub struct File {
    ending: &'static str,
    media_type: &'static str,
    bytes: Bytes,
}

/// Reports of the versions that were asked for last.
#[derive(Default)]
pub struct Kept(Mutex<HashMap<SealedId, Arc<Report>>>);

/// Few versions are published in a year; more would only be somebody's walk through all of them.
const MOST: usize = 64;

/// A line of the list.
pub struct Line {
    title: String,
    address: String,
    version: u32,
    sealed_on: Date,
    published_on: Option<Date>,
    reason: String,
    /// A newer version is published.
    replaced: bool,
}

#[derive(Template)]
#[template(path = "public/home.html")]
struct Home<'c> {
    p: Page,
    /// The newest annual report.
    latest: Option<Arc<Report>>,
    plan: Option<&'c Plan>,
    areas: &'c [Area],
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "public/list.html")]
struct List {
    p: Page,
    lines: Vec<Line>,
    /// The register as IATI files: address and message.
    iati: Vec<(String, &'static str)>,
}

/// A line of what a version changed: what, and its value before and after.
struct ChangeLine {
    what: String,
    values: Option<(String, String)>,
}

/// A file to download.
struct Download {
    kind: &'static str,
    address: String,
    size: u64,
}

#[derive(Template)]
#[template(path = "public/report.html")]
struct ReportPage {
    p: Page,
    report: Arc<Report>,
    meta: Meta,
    areas: Vec<(String, String)>,
    downloads: Vec<Download>,
    versions: Vec<Line>,
    /// Address of the newest version, when this is not it.
    newest: Option<String>,
}

/// As in a table: amounts in million đồng.
fn written(p: &Page, cell: &Cell) -> String {
    match cell {
        Cell::None => "–".to_owned(),
        Cell::Money(vnd) => p.million(*vnd),
        Cell::Count(n) => p.number(*n),
        Cell::Few => p.t("cell-few").to_owned(),
        Cell::Hidden => p.t("cell-hidden").to_owned(),
    }
}

/// Alone and large: amounts with their unit.
fn headline(p: &Page, cell: &Cell) -> String {
    match cell {
        Cell::Money(vnd) => p.headline(*vnd),
        other => written(p, other),
    }
}

impl Home<'_> {
    fn headline(&self, cell: &Cell) -> String {
        headline(&self.p, cell)
    }
}

impl ReportPage {
    fn area(&self, letter: &str) -> &str {
        self.areas.iter().find(|(l, _)| l == letter).map_or("", |(_, title)| title.as_str())
    }

    fn cell(&self, cell: &Cell) -> String {
        written(&self.p, cell)
    }

    fn headline(&self, cell: &Cell) -> String {
        headline(&self.p, cell)
    }

    /// Per mille as per cent for a coordinate.
    fn width(&self, share: &i64) -> String {
        format!("{}.{}", share / 10, share % 10)
    }

    /// The values of the bars in words.
    fn chart_label(&self, table: &AreaTable) -> String {
        let values = table.bars.iter().map(|(letter, vnd, _)| format!("{letter}) {}", self.p.million(*vnd)));
        let what = table.columns.first().map_or("", |c| self.p.words(c));
        format!("{what}, {}: {}", self.p.t("unit-million"), values.collect::<Vec<_>>().join("; "))
    }

    fn file_text(&self, kind: &str) -> &'static str {
        self.p.t(&format!("published-file-{kind}"))
    }

    fn change(&self, change: &Change) -> ChangeLine {
        match change {
            Change::Section(key) => {
                ChangeLine { what: self.p.f1("published-changed-section", "section", key), values: None }
            }
            Change::Figure { table, row, column, before, after } => {
                let row = if row.is_empty() {
                    self.p.t("total").to_owned()
                } else {
                    format!("{row}) {}", self.area(row))
                };
                let what = format!("{} · {row} · {}", self.p.words(table), self.p.words(column));
                ChangeLine { what, values: Some((self.cell(before), self.cell(after))) }
            }
        }
    }
}

/// `GET /`
pub async fn home(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let p = visit.public("home-title");
    let plan = plan_of(&ctx, ctx.clock.today().year());
    let published = store::sealed::published(&ctx.store).await?;
    let latest = match published.first() {
        Some(meta) => Some(kept(&visit, &ctx, meta).await?),
        None => None,
    };
    let mut lines = lines(&ctx, &p, published).await?;
    lines.retain(|l| !l.replaced);
    lines.truncate(5);
    let areas = plan.map_or(&[][..], |plan| plan.areas.as_slice());
    show(&Home { p, latest, plan, areas, lines })
}

/// `GET /cong-khai`
pub async fn list(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let p = visit.public("published-title");
    let lines = lines(&ctx, &p, store::sealed::published(&ctx.store).await?).await?;
    let iati = super::iati_export::links(&ctx).await?;
    show(&List { p, lines, iati })
}

/// The plan in force, or the last one.
fn plan_of(ctx: &Ctx, year: i16) -> Option<&Plan> {
    let newest = ctx.reference.plans.iter().filter(|p| p.notice.is_none()).max_by_key(|p| p.period.from);
    ctx.reference.plan_of(year).or(newest)
}

/// Every published version, newest first, titled in the language of the page.
async fn lines(ctx: &Ctx, p: &Page, published: Vec<Meta>) -> Outcome<Vec<Line>> {
    if published.is_empty() {
        return Ok(Vec::new());
    }
    let rounds: HashMap<RoundId, Terms> =
        store::round::list(&ctx.store).await?.into_iter().map(|r| (r.id, r.terms)).collect();
    let mut newest: HashMap<RoundId, u32> = HashMap::new();
    for meta in &published {
        let seen = newest.entry(meta.round).or_default();
        *seen = meta.seal.version.max(*seen);
    }
    let line = |meta: &Meta| {
        let terms = rounds.get(&meta.round)?;
        Some(Line {
            title: title(p, terms),
            address: url::published(&terms.key, meta.seal.version),
            version: meta.seal.version,
            sealed_on: meta.seal.on,
            published_on: meta.published_at.map(|at| ctx.clock.local(at).date()),
            reason: meta.seal.reason.clone(),
            replaced: newest.get(&meta.round).is_some_and(|v| *v > meta.seal.version),
        })
    };
    Ok(published.iter().filter_map(line).collect())
}

fn title(p: &Page, terms: &Terms) -> String {
    match terms.kind {
        RoundKind::Annual => p.f1("published-annual", "year", terms.year),
        RoundKind::AdHoc => p.words(&terms.title).to_owned(),
    }
}

/// Only what was published exists here.
async fn published(ctx: &Ctx, key: &str, version: u32) -> Outcome<Meta> {
    let missing = || Problem::NotFound("published report");
    let round = store::round::id_by_key(&ctx.store, key).await?.ok_or_else(missing)?;
    let versions = store::sealed::versions(&ctx.store, round).await?;
    let found = versions.into_iter().find(|m| m.seal.version == version && m.published_at.is_some());
    found.ok_or_else(missing)
}

/// `GET /cong-khai/{round}/{version}`
pub async fn report(
    visit: Visit,
    State(ctx): State<Ctx>,
    Path((key, version)): Path<(String, u32)>,
) -> Outcome<Response> {
    let meta = published(&ctx, &key, version).await?;
    let report = kept(&visit, &ctx, &meta).await?;
    let p = visit.public("published-title");
    let mut versions = lines(&ctx, &p, store::sealed::published(&ctx.store).await?).await?;
    let this = url::published(&key, version);
    let own = url::published(&key, 0);
    let stem = own.trim_end_matches('0');
    versions.retain(|l| l.address.strip_prefix(stem).is_some_and(|v| !v.contains('/')));
    let newest = versions.first().filter(|l| l.version > version).map(|l| l.address.clone());
    let heading = versions.iter().find(|l| l.address == this).map_or_else(String::new, |l| l.title.clone());
    let titled = p.f2("published-version-title", "title", &heading, "version", version);
    let p = visit.public_titled(titled);
    let areas = areas(&ctx, &p, report.terms.year);
    let download = |file: &File| Download {
        kind: file.ending,
        address: url::published_file(&key, version, file.ending),
        size: file.bytes.len() as u64,
    };
    show(&ReportPage {
        downloads: report.files.iter().map(download).collect(),
        p,
        report,
        meta,
        areas,
        versions,
        newest,
    })
}

/// Letters of the plan's areas with their titles.
fn areas(ctx: &Ctx, p: &Page, year: i16) -> Vec<(String, String)> {
    let areas = plan_of(ctx, year).map_or(&[][..], |plan| plan.areas.as_slice());
    areas.iter().map(|a| (a.letter.clone(), p.words(&a.title).to_owned())).collect()
}

async fn kept(visit: &Visit, ctx: &Ctx, meta: &Meta) -> Outcome<Arc<Report>> {
    let lock = || visit.web.published.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(report) = lock().get(&meta.id) {
        return Ok(report.clone());
    }
    let load = async |version| store::sealed::by_version(&ctx.store, meta.round, version).await;
    let (_, content) = load(meta.seal.version).await?.ok_or(Problem::NotFound("published report"))?;
    let before = match meta.seal.version {
        0 | 1 => None,
        n => load(n - 1).await?.map(|(_, content)| content),
    };
    let (ctx, seal) = (ctx.clone(), meta.seal.clone());
    // Documents take tenths of a second: not on a thread that answers pages.
    let made = tokio::task::spawn_blocking(move || Report::of(&ctx, &content, before.as_ref(), &seal));
    let report = Arc::new(made.await.map_err(anyhow::Error::from)??);
    let mut kept = lock();
    if kept.len() >= MOST {
        kept.clear();
    }
    kept.insert(meta.id, report.clone());
    Ok(report)
}

impl Report {
    fn of(
        ctx: &Ctx,
        content: &Consolidated,
        before: Option<&Consolidated>,
        seal: &Seal,
    ) -> anyhow::Result<Self> {
        let changed = before.map(|b| corrections(b, content)).unwrap_or_default();
        let (changes, more_changes) = figures::changes(&content.form, &changed);
        let tables = figures::by_area(content);
        let received = content.units.iter().filter(|u| u.submitted_on.is_some());
        Ok(Self {
            files: files(ctx, content, &tables, seal)?,
            terms: content.terms.clone(),
            agency: content.agency.clone(),
            demo: content.demo,
            units: content.units.len(),
            on_time: received.clone().filter(|u| !u.late).count(),
            received: received.count(),
            keys: figures::keys(&tables),
            tables,
            changes,
            more_changes,
        })
    }
}

fn files(ctx: &Ctx, content: &Consolidated, tables: &[AreaTable], seal: &Seal) -> anyhow::Result<Vec<File>> {
    let paper = figures::paper(ctx, content, tables, seal);
    let (mut docx, mut pdf) = (Vec::new(), Vec::new());
    formats::paper::docx::write(&paper, &mut docx)?;
    formats::paper::pdf::write(&paper, &mut pdf)?;
    let workbook = figures::workbook(ctx, content, tables)?;
    let json = serde_json::to_vec_pretty(&figures::data(content, tables, seal))?;
    let file = |ending, media_type, bytes: Vec<u8>| File { ending, media_type, bytes: bytes.into() };
    Ok(vec![
        file("docx", DOCX, docx),
        file("pdf", PDF, pdf),
        file("xlsx", XLSX, workbook),
        file("json", JSON, json),
    ])
}

/// `GET /cong-khai/{round}/{version}/{file}`
pub async fn file(
    visit: Visit,
    State(ctx): State<Ctx>,
    Path((key, version, name)): Path<(String, u32, String)>,
) -> Outcome<Response> {
    let missing = || Problem::NotFound("published file");
    let wanted = name.strip_prefix(&format!("{key}-{version}.")).ok_or_else(missing)?;
    let meta = published(&ctx, &key, version).await?;
    let report = kept(&visit, &ctx, &meta).await?;
    let file = report.files.iter().find(|f| f.ending == wanted).ok_or_else(missing)?;
    let mut response = file.bytes.clone().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    // Sealed content never changes, but how it is printed may; the name is ASCII since a round's key is.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    let disposition = format!("attachment; filename=\"{name}\"");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
