//! JSON, as one object a file or one object a line.

use std::io;

use serde::Serialize;

use super::{Head, Shape, lists};
use crate::finding::{Finding, Summary};
use crate::messages::{self, Lang};

/// Appends a string of JSON (RFC 8259, section 7).
fn quoted(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    escaped(out, text);
    out.push(b'"');
}

/// Bytes of UTF-8 that a string of JSON may hold as they are.
fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte != b'"' && byte != b'\\'
}

fn escaped(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|b| !is_plain(*b)) {
        out.extend_from_slice(&rest[..at]);
        match rest[at] {
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            byte @ (b'"' | b'\\') => out.extend_from_slice(&[b'\\', byte]),
            byte => {
                let digit = |n: u8| b"0123456789abcdef"[usize::from(n)];
                out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            }
        }
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
}

/// Appends a finding with its words as an object. Written by hand: there may be a million of them, and one goes through
/// one buffer. `file` is a string of JSON.
fn row(out: &mut Vec<u8>, file: Option<&[u8]>, finding: &Finding, lang: Lang) {
    let key = |out: &mut Vec<u8>, words: &[u8]| out.extend_from_slice(words);
    match file {
        Some(file) => {
            key(out, b"{\"file\":");
            key(out, file);
            key(out, b",\"id\":\"");
        }
        None => key(out, b"{\"id\":\""),
    }
    out.extend_from_slice(finding.id.0.as_bytes());
    key(out, b"\",\"severity\":\"");
    out.extend_from_slice(finding.severity.as_str().as_bytes());
    key(out, b"\",\"category\":\"");
    out.extend_from_slice(finding.category.as_str().as_bytes());
    key(out, b"\",\"identifier\":");
    quoted(out, &finding.identifier);
    key(out, b",\"path\":");
    quoted(out, &finding.path);
    key(out, b",\"line\":");
    number(out, finding.pos.line);
    key(out, b",\"column\":");
    number(out, finding.pos.column);
    key(out, b",\"message\":\"");
    messages::tell(lang, finding, &mut |piece| escaped(out, piece));
    key(out, b"\",\"fix\":\"");
    messages::tell_fix(lang, finding, &mut |piece| escaped(out, piece));
    key(out, b"\"}");
}

fn number(out: &mut Vec<u8>, n: u32) {
    let mut digits = [0; 10];
    let (mut rest, mut from) = (n, digits.len());
    loop {
        from -= 1;
        // A digit is below ten.
        digits[from] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            return out.extend_from_slice(&digits[from..]);
        }
    }
}

/// What is said of a file at its end.
#[derive(Serialize)]
struct Foot<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    kind: &'a str,
    version: &'a str,
    valid: bool,
    summary: Summary,
    codelists: String,
}

impl<'a> Foot<'a> {
    fn new(file: Option<&'a str>, head: &'a Head) -> Self {
        Self {
            file,
            kind: head.kind_word(),
            version: &head.version,
            valid: head.summary.is_valid(),
            summary: head.summary,
            codelists: lists(),
        }
    }
}

/// One object a file. What is known at the end only comes after the findings, so that none is kept in memory.
pub struct Json {
    lang: Lang,
    several: bool,
    files: u64,
    findings: u64,
    row: Vec<u8>,
}

impl Json {
    pub fn new(lang: Lang, several: bool) -> Self {
        Self { lang, several, files: 0, findings: 0, row: Vec::new() }
    }
}

impl Shape for Json {
    fn start(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if self.several { out.write_all(b"[") } else { Ok(()) }
    }

    fn begin(&mut self, out: &mut dyn io::Write, file: &str) -> io::Result<()> {
        if self.files > 0 {
            out.write_all(b",\n")?;
        }
        self.files += 1;
        self.findings = 0;
        write!(out, "{{\"file\":{},\"findings\":[", serde_json::to_string(file)?)
    }

    fn finding(&mut self, out: &mut dyn io::Write, finding: &Finding) -> io::Result<()> {
        self.row.clear();
        self.row.extend_from_slice(if self.findings > 0 { b",\n" } else { b"\n" });
        self.findings += 1;
        row(&mut self.row, None, finding, self.lang);
        out.write_all(&self.row)
    }

    fn end(&mut self, out: &mut dyn io::Write, head: &Head) -> io::Result<()> {
        let foot = serde_json::to_string(&Foot::new(None, head))?;
        write!(out, "],{}", &foot[1..])
    }

    fn finish(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(if self.several { b"]\n" } else { b"\n" })
    }
}

/// One object a line.
pub struct Lines {
    lang: Lang,
    file: String,
    /// The same as a string of JSON.
    quoted: Vec<u8>,
    row: Vec<u8>,
}

impl Lines {
    pub fn new(lang: Lang) -> Self {
        Self { lang, file: String::new(), quoted: Vec::new(), row: Vec::new() }
    }
}

impl Shape for Lines {
    fn begin(&mut self, _: &mut dyn io::Write, file: &str) -> io::Result<()> {
        file.clone_into(&mut self.file);
        self.quoted.clear();
        quoted(&mut self.quoted, file);
        Ok(())
    }

    fn finding(&mut self, out: &mut dyn io::Write, finding: &Finding) -> io::Result<()> {
        self.row.clear();
        row(&mut self.row, Some(&self.quoted), finding, self.lang);
        self.row.push(b'\n');
        out.write_all(&self.row)
    }

    fn end(&mut self, out: &mut dyn io::Write, head: &Head) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &Foot::new(Some(&self.file), head))?;
        out.write_all(b"\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_a_string_of_json() {
        let all: String = ('\0'..='\u{a0}').chain("\u{2028}ếđ🌾\u{10FFFF}".chars()).collect();
        for text in [all.as_str(), "", "\"", "\\\\", "a\nb"] {
            let mut out = Vec::new();
            quoted(&mut out, text);
            assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
        }
        for n in [0, 9, 10, 4_000_000_000, u32::MAX] {
            let mut out = Vec::new();
            number(&mut out, n);
            assert_eq!(out, n.to_string().as_bytes());
        }
    }
}
