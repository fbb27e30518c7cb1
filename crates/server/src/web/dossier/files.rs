//! Files of a dossier, and its papers as they are edited before they are issued.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;

use super::super::download::named;
use super::super::form::{Form, Posted};
use super::super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::super::upload::{Upload, hand_on};
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

/// What a file is about, in words.
fn about_words(say: Say, ctx: &Ctx, about: &file::About) -> String {
    match about {
        file::About::Paper { title, .. } => say.words(title).to_owned(),
        file::About::Opinion { organisation } => {
            say.f1("dossier-file-opinion", "who", ctx.reference.name_of(organisation))
        }
    }
}

async fn files_page(visit: &Visit, by: &Caller, code: &str, form: Form) -> Outcome<FilesPage> {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let (it, files) = file::all(ctx, by, code).await?;
    let all = file::abouts(ctx, &it)?;
    let named = |key: &str| {
        let about = all.iter().find(|a| a.key() == key);
        about.map_or_else(|| key.to_owned(), |a| about_words(say, ctx, a))
    };
    let line = |f: &store::attached::File| Line {
        href: url::dossier_file(code, f.id),
        name: f.name.clone(),
        about: named(&f.label),
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
        let draft = store::dossier_draft::load(&ctx.store, it.id, kind.name()).await?;
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
        about: all.iter().filter(|a| a.may(by, &it)).map(|a| (a.key(), about_words(say, ctx, a))).collect(),
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
    let about = form.value("about").to_owned();
    let keep =
        async |name: String, bytes| file::attach(&visit.web.ctx, &by, &code, &about, &name, bytes).await;
    if hand_on(upload.file, &mut form, |_| "file", keep).await? {
        return Ok(redirect_done(&url::dossier_files(&code), "saved"));
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
    Ok(named(&name, kind, bytes))
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
