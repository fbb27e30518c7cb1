//! A house with people in it, and a browser that keeps cookies and looks at what it is given.
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use domain::access::Position;
use domain::ids::UserId;
use jiff::Timestamp;
use server::app::consolidation::TotalsCache;
use server::app::{Caller, user};
use server::config::{Config, Mail};
use server::ctx::{Clock, Ctx};
use server::reference::Reference;
use server::web::session::Token;
use store::Store;
use tower::ServiceExt;

pub const PASSWORD: &str = "cầu tre lắt lẻo gập ghềnh";
/// A Friday morning in Cà Mau, after the due date of 2025.
pub const NOW: &str = "2025-11-07T02:12:00Z";

pub struct House {
    pub ctx: Ctx,
    pub app: Router,
}

fn config(url: &str) -> Config {
    Config {
        db: "sqlite::memory:".into(),
        today: None,
        mail: Mail::Folder(std::env::temp_dir()),
        mail_from: "nhipcau@localhost".into(),
        https: url.starts_with("https"),
        iati_largest: 3_000_000,
        url: url.into(),
    }
}

impl House {
    pub async fn new() -> Self {
        Self::at("http://127.0.0.1:8067").await
    }

    pub async fn at(url: &str) -> Self {
        let store = Store::connect("sqlite::memory:").await.unwrap();
        store.migrate().await.unwrap();
        let reference = Reference::load(None).unwrap();
        let ctx = Ctx {
            store,
            rules: server::app::rules::Rules::new(reference.rules.clone()),
            reference: Arc::new(reference),
            clock: Clock::fixed_at(NOW.parse().unwrap()),
            config: Arc::new(config(url)),
            totals: TotalsCache::default(),
            edition: server::app::catalogue::edition::Kept::default(),
            related: server::app::aid::related::Kept::default(),
            register: server::app::project::known::Register::default(),
        };
        Self { app: server::web::router(ctx.clone()), ctx }
    }

    /// The same house some minutes later.
    pub fn later(&self, minutes: i64) -> Self {
        let now: Timestamp = self.ctx.clock.now() + jiff::SignedDuration::from_mins(minutes);
        let ctx = Ctx { clock: Clock::fixed_at(now), ..self.ctx.clone() };
        Self { app: server::web::router(ctx.clone()), ctx }
    }

    pub async fn demo(&self) {
        let tx = self.ctx.store.begin().await.unwrap();
        store::setting::set(&tx, "demo", "1").await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn person(&self, email: &str, organisation: &str, position: Position) -> UserId {
        let new = user::New {
            email: email.into(),
            name: format!("Người {email}"),
            organisation: organisation.into(),
            position,
            password: Some(PASSWORD.into()),
        };
        user::add(&self.ctx, &Caller::Operator, new).await.unwrap().id
    }

    pub fn browser(&self) -> Browser {
        Browser { app: self.app.clone(), cookies: BTreeMap::new(), headers: HeaderMap::new() }
    }

    /// A browser signed in without the pages, whatever the second factor.
    pub async fn signed_in(&self, id: UserId) -> Browser {
        let token = Token::draw();
        let now = self.ctx.clock.now();
        let until = now + jiff::SignedDuration::from_hours(1);
        store::session::insert(&self.ctx.store, &token.session(), id, now, until).await.unwrap();
        let mut browser = self.browser();
        browser.cookies.insert("nhipcau".into(), token.to_cookie());
        // Tries are counted by address: let each person come from their own.
        browser.headers.insert("x-forwarded-for", format!("10.0.0.{}", id.0).parse().unwrap());
        browser
    }

    /// What the trail says, newest last: action and change.
    pub async fn trail(&self) -> Vec<(String, String)> {
        let records = store::audit::page(&self.ctx.store, None, 1_000).await.unwrap();
        let mut trail: Vec<_> = records.into_iter().map(|r| (r.seq, r.entry)).collect();
        trail.sort_by_key(|(seq, _)| *seq);
        trail.into_iter().map(|(_, e)| (e.action, e.change.to_string())).collect()
    }
}

pub struct Browser {
    app: Router,
    pub cookies: BTreeMap<String, String>,
    /// Sent with each request.
    pub headers: HeaderMap,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: impl AsRef<str>) -> &str {
        self.headers.get(name.as_ref()).map_or("", |v| v.to_str().unwrap())
    }

    pub fn to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.header(header::LOCATION)
    }

    /// The page, after it was looked over.
    #[track_caller]
    pub fn page(&self, lang: &str) -> String {
        let html = self.text();
        look_over(&html, lang);
        html
    }
}

impl Browser {
    pub async fn send(&mut self, method: Method, path: &str, form: Option<&[(&str, &str)]>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8067");
        if !self.cookies.is_empty() {
            let all: Vec<_> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            request = request.header(header::COOKIE, all.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let body = match form {
            Some(fields) => {
                request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                let encode = server::web::visit::encode;
                let pairs: Vec<_> =
                    fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
                Body::from(pairs.join("&"))
            }
            None => Body::empty(),
        };
        let response = self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if text.contains("Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        let body = to_bytes(body, 50_000_000).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, path, Some(form)).await
    }

    /// Sends a file as the form of a page does.
    pub async fn upload(&self, path: &str, name: &str, bytes: &[u8]) -> Answer {
        let edge = "----nhipcau";
        let mut body = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
        let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let request = Request::post(path)
            .header(header::HOST, "127.0.0.1:8067")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={edge}"))
            .body(Body::from(body))
            .unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 50_000_000).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.post("/dang-nhap", &[("email", email), ("password", password)]).await
    }
}

/// One tag: name and attributes.
pub struct Tag<'h> {
    pub name: &'h str,
    attributes: &'h str,
}

impl<'h> Tag<'h> {
    pub fn get(&self, name: &str) -> Option<&'h str> {
        let start = self.attributes.find(&format!(" {name}=\""))? + name.len() + 3;
        self.attributes[start..].split('"').next()
    }

    pub fn has(&self, name: &str) -> bool {
        self.attributes.split_whitespace().any(|w| w == name || w.starts_with(&format!("{name}=")))
    }
}

/// All opening tags in order. Text and attributes of ours hold no bare `<` or `>`.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let opened = html.split('<').skip(1).filter(|t| t.starts_with(|c: char| c.is_ascii_alphabetic()));
    opened
        .map(|t| {
            let inner = t.split('>').next().unwrap();
            let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
            Tag { name: &inner[..end], attributes: &inner[end..] }
        })
        .collect()
}

/// What every page keeps: one heading, one main part, skip link first, labels, targets of links, nothing in the page that the
/// content policy forbids, no message that does not exist.
#[track_caller]
pub fn look_over(html: &str, lang: &str) {
    assert!(html.starts_with("<!doctype html>"), "{html}");
    let missing = html.find('⟦').map(|at| html[at..].chars().take(60).collect::<String>());
    assert_eq!(missing, None, "a message does not exist");
    let tags = tags(html);
    let of = |name: &str| tags.iter().filter(|t| t.name == name).count();
    assert_eq!((of("h1"), of("main"), of("script"), of("style")), (1, 1, 0, 0), "{html}");
    assert!(html.contains(&format!("<html lang=\"{lang}\">")), "{}", &html[..200]);
    let title = html.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
    assert!(title.chars().count() > 12, "{title}");
    let first = tags.iter().find(|t| t.name == "a").unwrap();
    assert_eq!(first.get("href"), Some("#main"), "the skip link comes first");
    assert!(tags.iter().all(|t| t.get("style").is_none()), "a style attribute");
    assert!(tags.iter().filter(|t| t.has("autofocus")).count() <= 1);
    let ids: Vec<&str> = tags.iter().filter_map(|t| t.get("id")).collect();
    let known: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "an id stands twice: {ids:?}");
    for tag in &tags {
        for name in ["aria-labelledby", "aria-describedby", "for"] {
            for id in tag.get(name).unwrap_or_default().split_whitespace() {
                assert!(known.contains(id), "{name} leads nowhere: {id}");
            }
        }
        if let Some(id) = tag.get("href").and_then(|h| h.strip_prefix('#')) {
            assert!(known.contains(id), "a link leads nowhere: #{id}");
        }
    }
    let labelled: HashSet<&str> =
        tags.iter().filter(|t| t.name == "label").filter_map(|t| t.get("for")).collect();
    for tag in tags.iter().filter(|t| ["input", "select", "textarea"].contains(&t.name)) {
        let named = tag.get("id").is_some_and(|id| labelled.contains(id)) || tag.has("aria-label");
        assert!(named || tag.get("type") == Some("hidden"), "an input has no label: {}", tag.attributes);
    }
}
