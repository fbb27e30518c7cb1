//! Documents of a call in the office, and as everyone takes them.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use store::attached::File;

use super::super::download::named;
use super::super::form::Form;
use super::super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::super::upload::{Upload, hand_on};
use crate::app::Caller;
use crate::app::call::file;
use crate::ctx::Ctx;
use crate::problem::Outcome;

struct Line {
    href: String,
    title: String,
    /// Name, size, by whom and when.
    told: String,
}

#[derive(Template)]
#[template(path = "catalogue/files.html")]
struct FilesPage {
    p: Page,
    code: String,
    name: String,
    lines: Vec<Line>,
    can_write: bool,
    form: Form,
}

/// «PDF, 120 kB», as people read a kind.
pub fn kind_and_size(say: Say, it: &File) -> String {
    let kind = match it.kind.as_str() {
        "application/pdf" => "PDF",
        "image/jpeg" => "JPEG",
        "image/png" => "PNG",
        _ => it.name.rsplit('.').next().unwrap_or_default(),
    };
    format!("{}, {}", kind.to_uppercase(), say.file_size(u64::try_from(it.size).unwrap_or(0)))
}

async fn files_page(visit: &Visit, by: &Caller, code: &str, form: Form) -> Outcome<FilesPage> {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let (call, files) = file::all(ctx, by, code).await?;
    let line = |f: &File| Line {
        href: url::call_file(code, f.id),
        title: f.label.clone(),
        told: [f.name.clone(), kind_and_size(say, f), f.by.clone(), say.moment(ctx.clock.local(f.at))]
            .join(" · "),
    };
    Ok(FilesPage {
        p: visit.office("call-files").failed_if(form.failed()),
        code: code.to_owned(),
        name: call.facts.name.vi,
        lines: files.iter().map(line).collect(),
        can_write: by.may(Action::WriteCatalogue, None),
        form,
    })
}

/// `GET /danh-muc/goi/{code}/tep`
pub async fn list(visit: Visit, by: Caller, Path(code): Path<String>) -> Outcome<Response> {
    show(&files_page(&visit, &by, &code, Form::default()).await?)
}

/// `POST /danh-muc/goi/{code}/tep`
pub async fn attach(visit: Visit, by: Caller, Path(code): Path<String>, upload: Upload) -> Outcome<Response> {
    let mut form = Form::from(upload.posted);
    let title = form.value("title").to_owned();
    let keep =
        async |name: String, bytes| file::attach(&visit.web.ctx, &by, &code, &title, &name, bytes).await;
    let field = |refusal: &str| if refusal == "call-file-title" { "title" } else { "file" };
    if hand_on(upload.file, &mut form, field, keep).await? {
        return Ok(redirect_done(&url::call_files(&code), "saved"));
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &files_page(&visit, &by, &code, form).await?)
}

/// `POST /danh-muc/goi/{code}/tep/{id}`: takes it away.
pub async fn detach(
    by: Caller,
    State(ctx): State<Ctx>,
    Path((code, id)): Path<(String, i64)>,
) -> Outcome<Response> {
    file::detach(&ctx, &by, &code, id).await?;
    Ok(redirect_done(&url::call_files(&code), "saved"))
}

/// `GET /danh-muc/goi/{code}/tep/{id}`
pub async fn download(
    by: Caller,
    State(ctx): State<Ctx>,
    Path((code, id)): Path<(String, i64)>,
) -> Outcome<Response> {
    let (name, kind, bytes) = file::file(&ctx, &by, &code, id).await?;
    Ok(named(&name, kind, bytes))
}

/// `GET /keu-goi/{code}/tep/{id}`
pub async fn public(State(ctx): State<Ctx>, Path((code, id)): Path<(String, i64)>) -> Outcome<Response> {
    let (name, kind, bytes) = file::public(&ctx, &code, id).await?;
    Ok(named(&name, kind, bytes))
}
