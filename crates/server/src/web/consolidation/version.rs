//! A sealed version: its checksum, what it corrects, its files, its publication.
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action;
use domain::consolidation::Correction;
use store::sealed::Meta;

use super::super::page::{Page, Visit, redirect_done, show};
use super::super::pager::Pager;
use super::super::routes::url;
use super::files::{ENDINGS, ending};
use super::names::{self, Names};
use crate::app::Caller;
use crate::app::consolidation;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Corrections on one page.
const CORRECTIONS: usize = 50;

struct CorrectionLine {
    what: String,
    before: String,
    after: String,
    /// Texts stand on their own lines.
    text: bool,
}

struct FileLine {
    ending: &'static str,
    href: String,
    size: u64,
}

#[derive(Template)]
#[template(path = "consolidation/version.html")]
struct VersionPage {
    p: Page,
    key: String,
    round: String,
    meta: Meta,
    sealed_on: String,
    published: Option<String>,
    /// What the check found, when it was asked for.
    verified: Option<bool>,
    differs: bool,
    newest: bool,
    corrections: Vec<CorrectionLine>,
    pager: Pager,
    files: Vec<FileLine>,
    versions: Vec<Meta>,
    can_publish: bool,
}

impl VersionPage {
    fn file(&self, ending: &str) -> &'static str {
        self.p.t(&format!("consolidation-{ending}"))
    }
}

/// `GET /tong-hop/{round}/ban/{version}?kiem=1`
pub async fn page(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path((key, version)): Path<(String, u32)>,
) -> Outcome<Response> {
    let (meta, versions) = consolidation::version(&ctx, &by, &key, version).await?;
    let opened = store::round::by_key(&ctx.store, &key).await?.ok_or(Problem::NotFound("round"))?;
    let verified =
        if visit.query("kiem") == "1" { Some(consolidation::verify(&ctx, &meta).await?) } else { None };
    let corrected = consolidation::corrected(&ctx, &meta, &versions).await?;
    let say = visit.say();
    let names = Names { ctx: &ctx, say, form: &opened.form, year: opened.round.terms.year };
    let pager = Pager::new(&visit, corrected.len(), CORRECTIONS);
    let newest = versions.first().is_some_and(|m| m.id == meta.id);
    let round = say.words(&opened.round.terms.title);
    let title = say.f2("consolidation-version-title", "round", round, "version", version);
    show(&VersionPage {
        p: visit.office_titled(title),
        round: round.to_owned(),
        sealed_on: say.date(meta.seal.on),
        published: meta.published_at.map(|at| say.date(ctx.clock.local(at).date())),
        differs: newest && differs(&ctx, &by, &key, &meta).await?,
        corrections: pager.of(&corrected).iter().map(|c| line(names, c)).collect(),
        can_publish: by.may(Action::Seal, None) && meta.published_at.is_none(),
        verified,
        newest,
        files: files(&ctx, &key, &meta).await?,
        pager,
        versions,
        meta,
        key,
    })
}

async fn files(ctx: &Ctx, key: &str, meta: &Meta) -> Outcome<Vec<FileLine>> {
    let file = |(kind, size)| FileLine {
        ending: ending(kind),
        href: url::version_file(key, meta.seal.version, ending(kind)),
        size,
    };
    let mut files: Vec<FileLine> =
        store::sealed::files(&ctx.store, meta.id).await?.into_iter().map(file).collect();
    files.sort_by_key(|f| ENDINGS.iter().position(|(e, ..)| *e == f.ending));
    Ok(files)
}

async fn differs(ctx: &Ctx, by: &Caller, key: &str, meta: &Meta) -> Outcome<bool> {
    let desk = consolidation::desk(ctx, by, key).await?;
    let sealed = consolidation::sealed_totals(ctx, meta).await?;
    Ok(consolidation::differs_from_seal(&desk.figures, &sealed.figures))
}

fn line(names: Names<'_>, it: &Correction) -> CorrectionLine {
    if let Some(section) = it.what.strip_prefix("section ") {
        let what = names.say.f1("consolidation-corrected-section", "section", section);
        return CorrectionLine { what, before: it.before.clone(), after: it.after.clone(), text: true };
    }
    let Some(key) = names::of_text(&it.what) else {
        return CorrectionLine {
            what: it.what.clone(),
            before: it.before.clone(),
            after: it.after.clone(),
            text: false,
        };
    };
    let amount = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |n| names.amount(&key, n));
    CorrectionLine {
        what: format!("{} · {}", names.table(&key.table), names.figure(&key)),
        before: amount(&it.before),
        after: amount(&it.after),
        text: false,
    }
}

/// `POST /tong-hop/{round}/ban/{version}/cong-khai`
pub async fn publish(
    by: Caller,
    State(ctx): State<Ctx>,
    Path((key, version)): Path<(String, u32)>,
) -> Outcome<Response> {
    consolidation::publish(&ctx, &by, &key, version).await?;
    Ok(redirect_done(&url::version(&key, version), "published"))
}
