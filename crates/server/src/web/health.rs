//! `GET /suc-khoe`: for whatever watches the machine.
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::error::as_it_is;
use crate::ctx::Ctx;

/// 200 when the database answers, 503 when it does not.
pub async fn answer(State(ctx): State<Ctx>) -> Response {
    let (status, said) = match store::setting::get(&ctx.store, "demo").await {
        Ok(_) => (StatusCode::OK, "ok\n"),
        Err(e) => {
            tracing::error!(cause = %e, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database\n")
        }
    };
    let mut response = (status, said).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    as_it_is(response)
}
