//! One request, resolved: in which language, by whom, to what.
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use domain::access::Actor;
use lang::Lang;

use super::page::{Say, Side, languages};
use super::session::{self, TokenHash};
use super::{Web, error};
use crate::address;
pub use crate::address::encode;
use crate::app::Caller;
use crate::problem::Outcome;

/// Name of the query parameter and of the cookie that carry the language.
pub const LANG: &str = "lang";

/// Every handler behind the guard is given one.
#[derive(Clone)]
pub struct Visit {
    pub web: Web,
    pub path: String,
    query: String,
    lang: Lang,
    /// The person signed in, with the seats of today.
    pub by: Option<Caller>,
    /// Of the running session.
    pub session: Option<TokenHash>,
}

impl Visit {
    /// A visit of which nothing but address and language is known.
    pub fn anonymous(web: &Web, uri: &Uri, headers: &HeaderMap) -> Self {
        Self {
            web: web.clone(),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            lang: language(uri, headers),
            by: None,
            session: None,
        }
    }

    /// Looks up the session, when there is a cookie of one: one query.
    pub async fn resolve(web: &Web, uri: &Uri, headers: &HeaderMap) -> Outcome<Self> {
        web.learn_demo().await?;
        let mut visit = Self::anonymous(web, uri, headers);
        if let Some(hash) = session::token_of(&web.ctx.config, headers) {
            let ctx = &web.ctx;
            if let Some(account) = store::session::load(&ctx.store, &hash, ctx.clock.now()).await? {
                visit.by = Some(Caller::Person(ctx.reference.actor(&account, ctx.clock.today())));
                visit.session = Some(hash);
                web.learn_round().await?;
            }
        }
        Ok(visit)
    }

    pub fn actor(&self) -> Option<&Actor> {
        self.by.as_ref().and_then(Caller::actor)
    }

    /// The language of that side's pages: Khmer serves the public ones only.
    pub fn lang_on(&self, side: Side) -> Lang {
        if languages(side).contains(&self.lang) { self.lang } else { Lang::Vi }
    }

    /// Value of a parameter of the query, decoded; empty when absent.
    pub fn query(&self, name: &str) -> String {
        parameter(&self.query, name).unwrap_or_default()
    }

    /// Everything behind the question mark, as it came.
    pub fn raw_query(&self) -> &str {
        &self.query
    }

    /// Every value of a parameter that may come several times.
    pub fn queries(&self, name: &str) -> Vec<String> {
        address::pairs(&self.query).filter(|(n, _)| n == name).map(|(_, v)| v).collect()
    }

    /// This page and query in another language.
    pub fn address_in(&self, lang: Lang) -> String {
        let kept = self
            .query
            .split('&')
            .filter(|p| !p.is_empty() && !p.starts_with("lang=") && !p.starts_with("xong="));
        let mut out = format!("{}?", self.path);
        for part in kept {
            out.push_str(part);
            out.push('&');
        }
        out + LANG + "=" + lang.code()
    }

    /// Path and query, to come back to after signing in.
    pub fn address(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) }
    }

    /// What the redirect before this page has done. Only messages that exist are said.
    pub fn done(&self, say: Say) -> Option<&'static str> {
        let name = parameter(&self.query, "xong")?;
        lang::try_text(say.lang(), &format!("done-{name}"))
    }
}

/// The language asked for in the address, else the one chosen before, else Vietnamese. What the
/// browser prefers is not asked: office machines often come in English.
fn language(uri: &Uri, headers: &HeaderMap) -> Lang {
    let asked = chosen(uri);
    let kept = || session::cookie(headers, LANG).and_then(|v| v.parse().ok());
    asked.or_else(kept).unwrap_or_default()
}

/// The language that an address asks for.
pub fn chosen(uri: &Uri) -> Option<Lang> {
    parameter(uri.query()?, LANG)?.parse().ok()
}

fn parameter(query: &str, name: &str) -> Option<String> {
    address::pairs(query).find(|(n, _)| n == name).map(|(_, value)| value)
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        parts.extensions.get::<Visit>().cloned().ok_or_else(|| error::bare(StatusCode::INTERNAL_SERVER_ERROR))
    }
}

/// The person signed in. Only for routes that need one; the guard has seen to it.
impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let by = parts.extensions.get::<Visit>().and_then(|v| v.by.clone());
        by.ok_or_else(|| error::bare(StatusCode::FORBIDDEN))
    }
}
