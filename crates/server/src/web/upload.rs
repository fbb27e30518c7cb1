//! A posted file: written to a temporary file as it arrives, never held in memory.
use std::path::{Path, PathBuf};

use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::response::Response;
use domain::finding::{Arg, Finding, Spot};
use tempfile::TempPath;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::error;
use super::form::{Form, Posted};
use crate::problem::{Outcome, Problem};

/// Largest workbook that is taken. A filled one of a thousand rows has 200 kB.
pub const LARGEST: u64 = 20_000_000;
/// What is still read and thrown away, so that the sender gets an answer instead of a broken
/// connection. Beyond it the connection is cut.
pub const DRAINED: usize = 256_000_000;

/// The form's other fields, and the file or what is wrong with it.
pub struct Upload {
    pub posted: Posted,
    pub file: Result<Sent, Finding>,
}

/// A file that arrived whole. Deleted when dropped.
pub struct Sent {
    /// As the sender named it, without folders; for show only.
    pub name: String,
    pub size: u64,
    path: TempPath,
}

impl Sent {
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Hands a small file on to be kept. What is refused stands at its field of the form, by the refusal's code. True when it
/// was kept.
///
/// # Errors
/// Whatever is no refusal.
pub async fn hand_on(
    file: Result<Sent, Finding>,
    form: &mut Form,
    field: fn(&str) -> &'static str,
    keep: impl AsyncFnOnce(String, Vec<u8>) -> Outcome<()>,
) -> Outcome<bool> {
    let sent = match file {
        Ok(sent) => sent,
        Err(finding) => {
            form.refuse("file", &format!("finding-{}", finding.code));
            return Ok(false);
        }
    };
    let bytes = tokio::fs::read(sent.path()).await.map_err(fault)?;
    match keep(sent.name, bytes).await {
        Ok(()) => Ok(true),
        Err(Problem::Refused(refusal)) => {
            form.refused(field(&refusal.code), &refusal);
            Ok(false)
        }
        Err(other) => Err(other),
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let parts = Multipart::from_request(request, state).await;
        let parts = parts.map_err(|_| error::bare(StatusCode::UNSUPPORTED_MEDIA_TYPE))?;
        read(parts).await.map_err(axum::response::IntoResponse::into_response)
    }
}

async fn read(mut parts: Multipart) -> Outcome<Upload> {
    let mut fields = Vec::new();
    let mut file = Err(Finding::error("upload-missing", Spot::default()));
    loop {
        match parts.next_field().await {
            Ok(Some(part)) if part.file_name().is_some() => file = take(part).await?,
            Ok(Some(part)) => {
                let name = part.name().unwrap_or_default().to_owned();
                match part.text().await {
                    Ok(text) => fields.push((name, text)),
                    Err(_) => file = Err(broken()),
                }
            }
            Ok(None) => break,
            Err(_) => {
                file = Err(broken());
                break;
            }
        }
    }
    Ok(Upload { posted: Posted::new(fields), file })
}

/// Writes one part to a file. Only a fault of this machine is a problem; the rest are findings.
async fn take(mut part: Field<'_>) -> Outcome<Result<Sent, Finding>> {
    let name = base_name(part.file_name().unwrap_or_default());
    let (std_file, path) = tempfile::NamedTempFile::new().map_err(fault)?.into_parts();
    let mut file = File::from_std(std_file);
    let mut size: u64 = 0;
    loop {
        match part.chunk().await {
            Ok(Some(bytes)) => {
                size = size.saturating_add(bytes.len() as u64);
                if size <= LARGEST {
                    file.write_all(&bytes).await.map_err(fault)?;
                }
            }
            Ok(None) => break,
            Err(_) => return Ok(Err(broken())),
        }
    }
    file.flush().await.map_err(fault)?;
    if size > LARGEST {
        let megabytes = |n: u64| Arg::Number(i64::try_from(n.div_ceil(1_000_000)).unwrap_or(i64::MAX));
        let finding = Finding::error("upload-too-large", Spot::default());
        return Ok(Err(finding.with("size", megabytes(size)).with("largest", megabytes(LARGEST))));
    }
    if size == 0 {
        let code = if name.is_empty() { "upload-missing" } else { "upload-empty" };
        return Ok(Err(Finding::error(code, Spot::default())));
    }
    Ok(Ok(Sent { name, size, path }))
}

fn broken() -> Finding {
    Finding::error("upload-broken", Spot::default())
}

fn fault(e: std::io::Error) -> Problem {
    Problem::Broken(anyhow::Error::new(e).context("cannot keep an uploaded file"))
}

/// Some browsers send the whole path of the sender's machine.
pub fn base_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    lang::nfc(&PathBuf::from(shown).to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, Bytes};
    use axum::extract::DefaultBodyLimit;
    use axum::routing::post;
    use tower::ServiceExt;

    use super::*;

    #[test]
    fn a_name_is_shown_without_folders() {
        assert_eq!(base_name("C:\\Báo cáo\\biểu 1.xlsx"), "biểu 1.xlsx");
        assert_eq!(base_name("../../etc/passwd"), "passwd");
        assert_eq!(base_name("a\u{7}b.xlsx"), "ab.xlsx");
    }

    /// What the extractor made of a form with a note and a file, as one line of text.
    async fn sent(name: &str, content: Vec<u8>, ending: &str) -> String {
        async fn tell(upload: Upload) -> String {
            let note = upload.posted.get("note").to_owned();
            match upload.file {
                Err(finding) => finding.code,
                Ok(sent) => {
                    let kept = std::fs::read(sent.path()).unwrap();
                    let path = sent.path().to_owned();
                    let told = format!("{} {} {} {note}", sent.name, sent.size, kept.len());
                    drop(sent);
                    assert!(!path.exists(), "the file is gone with its owner");
                    told
                }
            }
        }
        let mut body = Vec::new();
        let part = format!(
            "--x\r\ncontent-disposition: form-data; name=\"note\"\r\n\r\nGửi\r\n--x\r\ncontent-disposition: \
             form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(&content);
        body.extend_from_slice(ending.as_bytes());
        let app = Router::new().route("/", post(tell)).layer(DefaultBodyLimit::max(DRAINED));
        let request =
            axum::http::Request::post("/").header("content-type", "multipart/form-data; boundary=x");
        let answer = app.oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let told: Bytes = axum::body::to_bytes(answer.into_body(), 1_000).await.unwrap();
        String::from_utf8(told.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_file_is_kept_while_it_is_needed_and_anything_else_is_a_finding() {
        let whole = "\r\n--x--\r\n";
        assert_eq!(sent("a.xlsx", b"PK12".to_vec(), whole).await, "a.xlsx 4 4 Gửi");
        assert_eq!(sent("a.xlsx", Vec::new(), whole).await, "upload-empty");
        assert_eq!(sent("", Vec::new(), whole).await, "upload-missing");
        assert_eq!(sent("a.xlsx", b"PK12".to_vec(), "").await, "upload-broken");
        let large = usize::try_from(LARGEST).unwrap();
        assert_eq!(sent("a.xlsx", vec![0; large + 1], whole).await, "upload-too-large");
    }
}
