//! Pages for when things do not go: who can do it, where it went, when to try again.
//!
//! A handler returns a [`Problem`] and is done. It leaves as an answer without content that
//! carries its cause; [`dress`] makes the page, in the language and with the menu of the visit.
use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::refusal::Refusal;
use tower_http::csrf::ProtectionError;

use super::Web;
use super::page::{Page, Say, Side, show_as};
use super::routes::url;
use super::visit::Visit;
use crate::app::user::password::random;
use crate::problem::Problem;
use store::hex;

/// Cause of an answer that has no page yet.
#[derive(Clone)]
struct Cause(Arc<Problem>);

/// Seconds to wait before trying again.
#[derive(Clone, Copy)]
struct Wait(u64);

/// The answer is for a machine and stays as it is.
#[derive(Clone, Copy)]
struct AsItIs;

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = match &self {
            Problem::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Forbidden(_) => StatusCode::FORBIDDEN,
            Problem::NotFound(_) => StatusCode::NOT_FOUND,
            Problem::Conflict(_) => StatusCode::CONFLICT,
            Problem::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut response = bare(status);
        response.extensions_mut().insert(Cause(Arc::new(self)));
        response
    }
}

/// An answer without content, to become a page.
pub fn bare(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// It was there and is not any more.
pub fn gone() -> Response {
    bare(StatusCode::GONE)
}

/// Too many tries; there will be one more in so many seconds.
pub fn limited(wait: u64) -> Response {
    let mut response = bare(StatusCode::TOO_MANY_REQUESTS);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    response.extensions_mut().insert(Wait(wait));
    response
}

/// An answer for machines, whatever its status.
pub fn as_it_is(mut response: Response) -> Response {
    response.extensions_mut().insert(AsItIs);
    response
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    p: Page,
    heading: String,
    lines: Vec<String>,
    findings: Vec<String>,
    /// Text and address of what to do next.
    next: (&'static str, String),
}

/// Gives a page to an answer that has none. Faults of ours are logged here, once.
pub fn dress(visit: &Visit, mut response: Response) -> Response {
    let status = response.status();
    let has_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    if !(status.is_client_error() || status.is_server_error()) || has_page {
        return response;
    }
    if response.extensions().get::<AsItIs>().is_some() {
        return response;
    }
    let side = if visit.by.is_some() { Side::Office } else { Side::Public };
    let say = Say(visit.lang_on(side));
    let (heading, lines, findings) = explain(visit, say, &mut response);
    let p = match side {
        Side::Office => visit.office_titled(heading.clone()),
        Side::Public => visit.public_titled(heading.clone()),
    };
    let next = match side {
        Side::Office => (say.t("error-to-work"), url::WORK.to_owned()),
        Side::Public => (say.t("error-to-home"), url::HOME.to_owned()),
    };
    let page = ErrorPage { p, heading, lines, findings, next };
    let mut dressed = show_as(status, &page).unwrap_or_else(|_| bare(status));
    for name in [header::RETRY_AFTER, header::ALLOW, header::SET_COOKIE] {
        for value in response.headers().get_all(&name) {
            dressed.headers_mut().append(name.clone(), value.clone());
        }
    }
    dressed.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    dressed
}

type Said = (String, Vec<String>, Vec<String>);

fn explain(visit: &Visit, say: Say, response: &mut Response) -> Said {
    let status = response.status();
    let said = |key: &str| {
        let heading = say.t(&format!("error-{key}")).to_owned();
        (heading, vec![say.t(&format!("error-{key}-why")).to_owned()], Vec::new())
    };
    if let Some(Cause(problem)) = response.extensions_mut().remove::<Cause>() {
        return match &*problem {
            Problem::Forbidden(action) => forbidden(say, *action),
            Problem::Refused(refusal) => refused(say, refusal),
            Problem::NotFound(_) => said("not-found"),
            Problem::Conflict(_) => said("conflict"),
            Problem::Broken(e) => broken(visit, say, &format!("{e:#}")),
        };
    }
    if response.extensions().get::<ProtectionError>().is_some() {
        return said("cross-site");
    }
    if let Some(Wait(seconds)) = response.extensions_mut().remove::<Wait>() {
        let heading = say.t("error-limited").to_owned();
        return (heading, vec![say.f1("error-limited-why", "seconds", seconds_of(seconds))], Vec::new());
    }
    match status {
        StatusCode::NOT_FOUND => said("not-found"),
        StatusCode::GONE => said("gone"),
        StatusCode::FORBIDDEN => said("forbidden"),
        StatusCode::METHOD_NOT_ALLOWED => said("method"),
        StatusCode::PAYLOAD_TOO_LARGE => said("too-large"),
        s if s.is_server_error() => broken(visit, say, s.as_str()),
        _ => said("unreadable"),
    }
}

fn seconds_of(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Says who can, and whom to ask.
fn forbidden(say: Say, action: Action) -> Said {
    let who = say.t(&format!("who-{}", action_key(action)));
    let lines = vec![say.f1("error-forbidden-who", "who", who), say.t("error-forbidden-ask").to_owned()];
    (say.t("error-forbidden").to_owned(), lines, Vec::new())
}

fn refused(say: Say, refusal: &Refusal) -> Said {
    let findings = refusal.findings.iter().map(|f| say.finding(f)).collect();
    (say.t("error-refused").to_owned(), vec![say.refusal(refusal)], findings)
}

/// The code stands in the log beside the cause, and on the page without it.
fn broken(visit: &Visit, say: Say, cause: &str) -> Said {
    let code = hex(&random::<3>()).to_uppercase();
    tracing::error!(code, path = visit.path, cause, "a request failed: {code}");
    let lines = vec![say.f1("error-broken-code", "code", &code), say.t("error-broken-why").to_owned()];
    (say.t("error-broken").to_owned(), lines, Vec::new())
}

/// `ReadReport` → `read-report`.
pub fn action_key(action: Action) -> String {
    let mut key = String::new();
    for c in format!("{action:?}").chars() {
        if c.is_uppercase() && !key.is_empty() {
            key.push('-');
        }
        key.extend(c.to_lowercase());
    }
    key
}

/// For addresses that no route has.
pub async fn not_found() -> Response {
    bare(StatusCode::NOT_FOUND)
}

/// Around everything: gives a page to what the guard of a route never saw.
pub async fn around(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (uri, headers) = (parts.uri.clone(), parts.headers.get(header::COOKIE).cloned());
    let response = next.run(Request::from_parts(parts, body)).await;
    if response.status().is_success() || response.status().is_redirection() {
        return response;
    }
    let mut kept = axum::http::HeaderMap::new();
    if let Some(cookie) = headers {
        kept.insert(header::COOKIE, cookie);
    }
    dress(&Visit::anonymous(&web, &uri, &kept), response)
}

#[cfg(test)]
mod tests {
    use domain::finding::{Arg, Finding, Spot};
    use lang::Lang;

    use super::*;
    use crate::ctx::{Clock, Ctx};

    async fn web() -> Web {
        let reference = crate::reference::Reference::load(None).unwrap();
        Web::new(Ctx {
            store: store::Store::connect("sqlite::memory:").await.unwrap(),
            rules: crate::app::rules::Rules::new(reference.rules.clone()),
            reference: Arc::new(reference),
            clock: Clock::on(jiff::civil::date(2025, 11, 7)),
            config: Arc::new(crate::config::Config {
                db: String::new(),
                today: None,
                mail: crate::config::Mail::Folder(std::env::temp_dir()),
                mail_from: String::new(),
                url: "http://127.0.0.1:8067".into(),
                https: false,
                iati_largest: 1_000_000,
            }),
            totals: crate::app::consolidation::TotalsCache::default(),
            edition: crate::app::catalogue::edition::Kept::default(),
            related: crate::app::aid::related::Kept::default(),
            register: crate::app::project::known::Register::default(),
        })
    }

    async fn text(visit: &Visit, response: Response) -> String {
        let dressed = dress(visit, response);
        let body = axum::body::to_bytes(dressed.into_body(), 1_000_000).await.unwrap();
        String::from_utf8(body.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn every_failure_has_a_page_in_every_language_and_tells_no_cause() {
        let web = web().await;
        let refusal = Refusal::new("password-short").with("n", Arg::Number(12));
        let refusal = refusal.because(vec![Finding::error("upload-empty", Spot::default())]);
        for lang in Lang::ALL {
            let uri = format!("/x?lang={lang}").parse().unwrap();
            let visit = Visit::anonymous(&web, &uri, &axum::http::HeaderMap::new());
            let mut failures = vec![
                gone(),
                limited(7),
                Problem::Refused(refusal.clone()).into_response(),
                Problem::NotFound("row").into_response(),
                Problem::Conflict("x".into()).into_response(),
                Problem::Broken(anyhow::anyhow!("the secret cause")).into_response(),
            ];
            failures.extend(Action::ALL.map(|a| Problem::Forbidden(a).into_response()));
            failures
                .extend([400, 403, 405, 413, 415, 500, 503].map(|s| bare(StatusCode::from_u16(s).unwrap())));
            for failure in failures {
                let status = failure.status();
                let html = text(&visit, failure).await;
                assert!(html.contains("<h1>") && !html.contains('⟦'), "{lang} {status}: {html}");
                assert!(!html.contains("the secret cause"), "{html}");
            }
        }
    }

    #[tokio::test]
    async fn a_fault_of_ours_has_a_code_and_a_gone_page_says_so() {
        let web = web().await;
        let visit = Visit::anonymous(&web, &"/x".parse().unwrap(), &axum::http::HeaderMap::new());
        let html = text(&visit, bare(StatusCode::INTERNAL_SERVER_ERROR)).await;
        let code: String = html.split("Mã lỗi ").nth(1).unwrap().chars().take(6).collect();
        assert!(code.chars().all(|c| c.is_ascii_hexdigit()), "{code}");
        assert!(text(&visit, gone()).await.contains("không còn nữa"));
    }
}
