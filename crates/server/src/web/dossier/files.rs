//! Files of a dossier, and its papers as they are edited before they are issued.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::dossier::Record;

use super::super::form::{Form, Posted};
use super::super::page::{Page, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::super::upload::Upload;
use super::super::visit::encode;
use crate::app::Caller;
use crate::app::dossier::{self as app, file, paper::Kind};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

struct Line {
    href: String,
    name: String,
    about: String,
    told: String,
}

/// A paper that the system drafts.
struct Drafted {
    title: &'static str,
    docx: String,
    pdf: String,
    edit: Option<String>,
    /// «Đã sửa bởi …», when somebody did.
    edited: String,
}

#[derive(Template)]
#[template(path = "dossier/files.html")]
struct FilesPage {
    p: Page,
    code: String,
    title: String,
    lines: Vec<Line>,
    about: Vec<(String, String)>,
    drafts: Vec<Drafted>,
    form: Form,
}

/// What a file may be about, for this visitor: papers of the rules, organisations that were asked.
fn about(visit: &Visit, by: &Caller, it: &Record) -> Outcome<Vec<(String, String)>> {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let now = it.state(&app::law(ctx), ctx.clock.today())?;
    let rules = app::rules_of(ctx, &now).ok_or(Problem::NotFound("procedure"))?;
    let mut out = Vec::new();
    if by.may(Action::WriteDossiers, Some(&it.unit)) {
        out.extend(rules.papers.iter().map(|x| (format!("paper:{}", x.id), say.words(&x.title).to_owned())));
    }
    let asked = now.opinions.iter().filter(|o| o.requested.is_some()).filter_map(|o| o.organisation.clone());
    let enters =
        |code: &String| by.may(Action::AppraiseDossiers, None) || by.may(Action::GiveOpinion, Some(code));
    out.extend(asked.filter(enters).map(|code| {
        let name = say.f1("dossier-file-opinion", "who", ctx.reference.name_of(&code));
        (format!("opinion:{code}"), name)
    }));
    Ok(out)
}

async fn files_page(visit: &Visit, by: &Caller, code: &str, form: Form) -> Outcome<FilesPage> {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let (it, files) = file::all(ctx, by, code).await?;
    let now = it.state(&app::law(ctx), ctx.clock.today())?;
    let rules = app::rules_of(ctx, &now);
    let named = |about: &str| match about.split_once(':') {
        Some(("paper", id)) => {
            let paper = rules.and_then(|r| r.papers.iter().find(|p| p.id == id));
            paper.map_or_else(|| id.to_owned(), |p| say.words(&p.title).to_owned())
        }
        Some((_, who)) => say.f1("dossier-file-opinion", "who", ctx.reference.name_of(who)),
        None => about.to_owned(),
    };
    let line = |f: &store::dossier_file::File| Line {
        href: url::dossier_file(code, f.id),
        name: f.name.clone(),
        about: named(&f.about),
        told: format!(
            "{}, {}, {}",
            f.by,
            say.moment(ctx.clock.local(f.at)),
            say.file_size(u64::try_from(f.size).unwrap_or(0))
        ),
    };
    let edits = by.may(Action::AppraiseDossiers, None) || by.may(Action::DecideDossiers, None);
    let mut drafts = Vec::new();
    for kind in Kind::ALL {
        let draft = store::dossier_file::draft(&ctx.store, it.id, kind.name()).await?;
        drafts.push(Drafted {
            title: say.t(&format!("dossier-paper-{}", kind.name())),
            docx: url::dossier_paper(code, kind.name(), "docx"),
            pdf: url::dossier_paper(code, kind.name(), "pdf"),
            edit: edits.then(|| url::dossier_words(code, kind.name())),
            edited: draft
                .map(|d| say.f2("dossier-edited", "by", d.by, "at", say.moment(ctx.clock.local(d.at))))
                .unwrap_or_default(),
        });
    }
    Ok(FilesPage {
        p: visit.office("dossier-files").failed_if(form.failed()),
        code: code.to_owned(),
        title: it.content.dossier.title.clone(),
        lines: files.iter().map(line).collect(),
        about: about(visit, by, &it)?,
        drafts,
        form,
    })
}

/// `GET /ho-so/{code}/tep`
pub async fn list(visit: Visit, by: Caller, Path(code): Path<String>) -> Outcome<Response> {
    show(&files_page(&visit, &by, &code, Form::default()).await?)
}

/// `POST /ho-so/{code}/tep`
pub async fn attach(visit: Visit, by: Caller, Path(code): Path<String>, upload: Upload) -> Outcome<Response> {
    let mut form = Form::from(upload.posted);
    match upload.file {
        Ok(sent) => {
            let bytes = tokio::fs::read(sent.path()).await.map_err(anyhow::Error::from)?;
            let about = form.value("about").to_owned();
            match file::attach(&visit.web.ctx, &by, &code, &about, &sent.name, bytes).await {
                Ok(()) => return Ok(redirect_done(&url::dossier_files(&code), "saved")),
                Err(Problem::Refused(refusal)) => form.refused("file", &refusal),
                Err(other) => return Err(other),
            }
        }
        Err(finding) => form.refuse("file", &format!("finding-{}", finding.code)),
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &files_page(&visit, &by, &code, form).await?)
}

/// `GET /ho-so/{code}/tep/{id}`
pub async fn download(
    by: Caller,
    State(ctx): State<Ctx>,
    Path((code, id)): Path<(String, i64)>,
) -> Outcome<Response> {
    let (name, kind, bytes) = file::file(&ctx, &by, &code, id).await?;
    // The name is a person's: in percent signs, as a header may hold it.
    let disposition = format!("attachment; filename*=UTF-8''{}", encode(&name));
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

#[derive(Template)]
#[template(path = "dossier/words.html")]
struct WordsPage {
    p: Page,
    code: String,
    kind: &'static str,
    /// Somebody edited it: it can be made of the data again.
    edited: bool,
    form: Form,
}

fn words_page(visit: &Visit, code: &str, kind: Kind, edited: bool, form: Form) -> WordsPage {
    let p = visit.office(&format!("dossier-paper-{}", kind.name())).failed_if(form.failed());
    WordsPage { p, code: code.to_owned(), kind: kind.name(), edited, form }
}

fn kind_of(name: &str) -> Outcome<Kind> {
    Kind::of(name).ok_or(Problem::NotFound("paper"))
}

/// `GET /ho-so/{code}/soan/{kind}`
pub async fn words(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path((code, kind)): Path<(String, String)>,
) -> Outcome<Response> {
    let kind = kind_of(&kind)?;
    if !by.may(Action::DecideDossiers, None) {
        by.require(Action::AppraiseDossiers, None)?;
    }
    let it = app::load(&ctx, &by, &code).await?;
    let (paper, draft) = file::issued(&ctx, &it, kind).await?;
    let form = Form::filled(&[("subject", &paper.subject), ("body", &file::lines(&paper.body))]);
    show(&words_page(&visit, &code, kind, draft.is_some(), form))
}

/// `POST /ho-so/{code}/soan/{kind}`
pub async fn save_words(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path((code, kind)): Path<(String, String)>,
    posted: Posted,
) -> Outcome<Response> {
    let kind = kind_of(&kind)?;
    let again = posted.get("do") == "again";
    let mut form = Form::from(posted);
    let words = (form.value("subject").to_owned(), form.value("body").to_owned());
    match file::edit(&ctx, &by, &code, kind, (!again).then_some(words)).await {
        Ok(()) => Ok(redirect_done(&url::dossier_files(&code), "saved")),
        Err(Problem::Refused(refusal)) => {
            form.refused("subject", &refusal);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &words_page(&visit, &code, kind, false, form))
        }
        Err(other) => Err(other),
    }
}
