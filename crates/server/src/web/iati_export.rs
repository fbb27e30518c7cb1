//! The register as IATI files for everyone, as far as its years are published.
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use tokio::sync::Mutex;

use super::routes::url;
use super::visit::Visit;
use crate::app::iati_export::{public, public_until};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Names of the two files in their addresses, with their messages.
pub const FILES: [(&str, &str); 2] =
    [("activities.xml", "iati-export-activities"), ("organisation.xml", "iati-export-organisation")];

/// What the files were made from: end of the trail, which every write moves, and the day.
type Mark = (i64, Date);

/// The files, made once for each state of the register.
#[derive(Default)]
pub struct Kept(Mutex<Option<(Mark, Arc<[Bytes; 2]>)>>);

/// `GET /cong-khai/iati/{file}`
pub async fn file(visit: Visit, State(ctx): State<Ctx>, Path(name): Path<String>) -> Outcome<Response> {
    let missing = || Problem::NotFound("IATI file");
    let at = FILES.iter().position(|(file, _)| *file == name).ok_or_else(missing)?;
    if public_until(&ctx).await?.is_none() {
        return Err(missing());
    }
    let files = kept(&visit, &ctx).await?.ok_or_else(missing)?;
    let mut response = files[at].clone().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// One request makes the files while the others wait for them.
async fn kept(visit: &Visit, ctx: &Ctx) -> Outcome<Option<Arc<[Bytes; 2]>>> {
    let seq = store::audit::head(&ctx.store).await?.map_or(0, |head| head.seq);
    let mark = (seq, ctx.clock.today());
    let mut kept = visit.web.iati_files.0.lock().await;
    if let Some((_, files)) = kept.as_ref().filter(|(of, _)| *of == mark) {
        return Ok(Some(files.clone()));
    }
    let Some(made) = public(ctx).await? else { return Ok(None) };
    let files = Arc::new([made.activities.into(), made.organisation.into()]);
    *kept = Some((mark, Arc::clone(&files)));
    Ok(Some(files))
}

/// Links to the files: address and message; none while nothing may be published.
pub async fn links(ctx: &Ctx) -> Outcome<Vec<(String, &'static str)>> {
    let some = public_until(ctx).await?.is_some();
    let links = FILES.iter().map(|(file, key)| (url::iati_public(file), *key));
    Ok(links.filter(|_| some).collect())
}
