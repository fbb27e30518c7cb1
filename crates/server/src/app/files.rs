//! Files that people attach: what they are is told by their content, not their name.
use domain::refusal::Refusal;
use sha2::{Digest, Sha256};

/// Largest file that is kept, bytes.
pub const LARGEST: u64 = 5_000_000;

/// First bytes of what is taken, and its content type. Office files are archives.
const KINDS: [(&[u8], &str); 4] = [
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
];

/// Content type and SHA-256 of a file that may be kept.
///
/// # Errors
/// Refused with `file-large` or `file-kind`.
pub fn known(bytes: &[u8]) -> Result<(&'static str, String), Refusal> {
    if bytes.len() as u64 > LARGEST {
        return Err(Refusal::new("file-large"));
    }
    let kind = KINDS.iter().find(|(head, _)| bytes.starts_with(head)).map(|(_, kind)| *kind);
    let kind = kind.ok_or_else(|| Refusal::new("file-kind"))?;
    Ok((kind, store::hex(&Sha256::digest(bytes))))
}

/// A stored content type as it may be sent.
pub fn media(kind: &str) -> &'static str {
    KINDS.iter().find(|(_, k)| *k == kind).map_or("application/octet-stream", |(_, k)| *k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        assert_eq!(known(b"%PDF-1.7").unwrap().0, "application/pdf");
        for other in [b"<html>".as_slice(), b"MZ\x90", b""] {
            assert_eq!(known(other).unwrap_err().code, "file-kind");
        }
        let large = usize::try_from(LARGEST).unwrap() + 1;
        assert_eq!(known(&vec![0; large]).unwrap_err().code, "file-large");
    }
}
