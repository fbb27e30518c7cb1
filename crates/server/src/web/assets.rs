//! Files that pages ask for. Each is compressed once, when the program starts, and its address
//! carries a hash of its content, so that a browser may keep it for ever.
//!
//! There is no script among them: links, forms and `details` do everything, so a first view is two
//! requests and a page works the same on a machine that allows no scripts.
use std::io::Write;
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::error;

struct Asset {
    name: &'static str,
    media_type: &'static str,
    plain: Bytes,
    gzip: Bytes,
    hash: String,
    address: String,
}

/// Name of the one stylesheet.
const STYLE: &str = "nhipcau.css";

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let style = [include_str!("../../assets/nhipcau.css"), formats::paper::html::STYLE].concat();
    let style = shorten(&style);
    vec![Asset::new(STYLE, "text/css; charset=utf-8", style.into_bytes())]
});

impl Asset {
    fn new(name: &'static str, media_type: &'static str, bytes: Vec<u8>) -> Self {
        let hash = store::hex(&Sha256::digest(&bytes)[..8]);
        Self {
            name,
            media_type,
            gzip: gzip(&bytes).into(),
            plain: bytes.into(),
            address: super::routes::url::asset(&hash, name),
            hash,
        }
    }
}

/// Address of the stylesheet.
pub fn style() -> &'static str {
    ASSETS.iter().find(|a| a.name == STYLE).map_or("", |a| a.address.as_str())
}

/// `GET /tai-san/{hash}/{name}`
pub async fn file(Path((hash, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|a| a.name == name && a.hash == hash) else {
        return error::bare(StatusCode::NOT_FOUND);
    };
    let tag = format!("\"{}\"", asset.hash);
    let fresh = headers.get(header::IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == tag.as_bytes());
    let mut response = if fresh { StatusCode::NOT_MODIFIED.into_response() } else { asset.body(&headers) };
    let set = response.headers_mut();
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    set.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        set.insert(header::ETAG, tag);
    }
    response
}

impl Asset {
    fn body(&self, headers: &HeaderMap) -> Response {
        let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, self.media_type)];
        if accepts.contains("gzip") {
            (kind, [(header::CONTENT_ENCODING, "gzip")], self.gzip.clone()).into_response()
        } else {
            (kind, self.plain.clone()).into_response()
        }
    }
}

/// Best compression: it is paid once for each start.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    // Writing into memory does not fail; if it did, an empty stylesheet would show it at once.
    out.write_all(bytes).and_then(|()| out.finish()).unwrap_or_default()
}

/// Drops comments, indentation and empty lines. The stylesheet has no string with `/*` in it.
fn shorten(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    lines.join("\n").replace(" { ", "{").replace(" }", "}").replace("; ", ";").replace(" {\n", "{")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_dropped() {
        assert_eq!(
            shorten("/* a */\n.x { color:red; margin:0 }\n\n  .y { top:0 }\n"),
            ".x{color:red;margin:0}\n.y{top:0}"
        );
    }

    #[test]
    fn the_stylesheet_keeps_its_budget() {
        let style = &ASSETS[0];
        assert!(style.gzip.len() <= 6_000, "{} bytes", style.gzip.len());
        assert_eq!(
            style.plain.iter().filter(|b| **b == b'{').count(),
            style.plain.iter().filter(|b| **b == b'}').count()
        );
    }
}
