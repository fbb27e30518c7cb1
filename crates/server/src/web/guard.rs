//! Before a handler runs: how often, who, and whether they may.
use std::time::Instant;

use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::access::{Action, may};

use super::limit::{self, Limit};
use super::page::redirect;
use super::routes::url;
use super::visit::{self, Visit};
use super::{Web, error, session};
use crate::problem::Problem;

/// How the unit that owns a thing is known before the handler runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// It belongs to no unit.
    None,
    /// The path says it: `{unit}`.
    Unit,
    /// The record says it. Here the visitor is asked about their own unit; the use case asks
    /// again with the unit of the record.
    Record,
}

/// What a route asks for.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    pub action: Action,
    pub owner: Owner,
    pub limit: Limit,
}

#[derive(Clone)]
pub(super) struct Gate {
    pub web: Web,
    pub need: Need,
}

pub(super) async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let chosen = visit::chosen(&parts.uri);
    let config = gate.web.ctx.config.clone();
    let mut response = match admit(&gate, &mut parts).await {
        Ok(visit) => {
            let signed_in = visit.by.is_some();
            parts.extensions.insert(visit.clone());
            let response = next.run(Request::from_parts(parts, body)).await;
            keep(error::dress(&visit, response), signed_in)
        }
        Err(answer) => keep(*answer, true),
    };
    if let Some(lang) = chosen {
        session::keep_language(&config, &mut response, lang);
    }
    response
}

/// What belongs to a person stays out of every cache; a public page may be kept but is asked for
/// again. Handlers that know better have said so.
fn keep(mut response: Response, private: bool) -> Response {
    let value = HeaderValue::from_static(if private { "no-store" } else { "no-cache" });
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(value);
    response.headers_mut().append(header::VARY, HeaderValue::from_static("cookie"));
    response
}

async fn admit(gate: &Gate, parts: &mut Parts) -> Result<Visit, Box<Response>> {
    let web = &gate.web;
    let anonymous = || Visit::anonymous(web, &parts.uri, &parts.headers);
    if let Err(wait) = web.take(gate.need.limit, limit::address(parts), Instant::now()) {
        return Err(Box::new(error::dress(&anonymous(), error::limited(wait))));
    }
    let resolved = Visit::resolve(web, &parts.uri, &parts.headers).await;
    let visit = resolved.map_err(|p| Box::new(error::dress(&anonymous(), p.into_response())))?;
    let Need { action, owner, .. } = gate.need;
    let owner = match owner {
        Owner::None => None,
        Owner::Unit => unit_of(parts).await,
        Owner::Record => visit.actor().map(|a| a.organisation.clone()),
    };
    if may(visit.actor(), action, owner.as_deref()) {
        return Ok(visit);
    }
    let answer = if visit.by.is_some() {
        error::dress(&visit, Problem::Forbidden(action).into_response())
    } else {
        redirect(&url::sign_in(&way_back(&visit, parts)))
    };
    Err(Box::new(answer))
}

async fn unit_of(parts: &mut Parts) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, &()).await.ok()?;
    params.iter().find(|(name, _)| *name == "unit").map(|(_, value)| value.to_owned())
}

/// Where to go after signing in: this page, or the page whose form was posted.
fn way_back(visit: &Visit, parts: &Parts) -> String {
    if parts.method == Method::GET || parts.method == Method::HEAD {
        return visit.address();
    }
    let from = parts.headers.get(header::REFERER).and_then(|v| v.to_str().ok());
    let path = from.and_then(|f| f.strip_prefix(visit.web.ctx.config.url.as_str()));
    path.filter(|p| p.starts_with('/')).unwrap_or_default().to_owned()
}
