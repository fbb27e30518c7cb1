//! Headers of every answer.
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// Nothing from elsewhere, no script or style in the page, no framing. The empty `data:` icon
/// saves browsers the request for /favicon.ico.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";

/// One year.
const TRANSPORT: &str = "max-age=31536000";

/// Whether people reach this instance by https.
#[derive(Debug, Clone, Copy)]
pub struct Transport {
    pub https: bool,
}

pub async fn protect(State(transport): State<Transport>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    // The own origin may be told: a form posted without a session is led back to its page.
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if transport.https {
        set(header::STRICT_TRANSPORT_SECURITY, TRANSPORT);
    }
    response
}
