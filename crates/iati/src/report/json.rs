//! JSON, as one object a file or one object a line.

use std::io::{self, Write as _};

use serde::Serialize;

use super::{Head, Shape, lists};
use crate::finding::{Finding, Summary};
use crate::messages::{self, Lang};

/// Memory that is used again for each finding: there may be a million of them.
#[derive(Default)]
struct Memory {
    row: Vec<u8>,
    message: String,
    fix: String,
}

impl Memory {
    /// Writes a finding as an object between two marks, in one piece.
    fn write(
        &mut self,
        out: &mut dyn io::Write,
        (before, after): (&[u8], &[u8]),
        (file, finding, lang): (Option<&str>, &Finding, Lang),
    ) -> io::Result<()> {
        let Self { row, message, fix } = self;
        row.clear();
        message.clear();
        fix.clear();
        messages::tell(lang, finding, &mut |piece| message.push_str(piece));
        messages::tell_fix(lang, finding, &mut |piece| fix.push_str(piece));
        row.extend_from_slice(before);
        row.push(b'{');
        if let Some(file) = file {
            text(row, "\"file\":", file)?;
            row.push(b',');
        }
        text(row, "\"id\":", finding.id.0)?;
        text(row, ",\"severity\":", finding.severity.as_str())?;
        text(row, ",\"category\":", finding.category.as_str())?;
        text(row, ",\"identifier\":", &finding.identifier)?;
        text(row, ",\"path\":", &finding.path)?;
        write!(row, ",\"line\":{},\"column\":{}", finding.pos.line, finding.pos.column)?;
        text(row, ",\"message\":", message)?;
        text(row, ",\"fix\":", fix)?;
        row.push(b'}');
        row.extend_from_slice(after);
        out.write_all(row)
    }
}

/// A name with its text. Most texts stand as they are, which is seen many bytes at a time; the library looks at
/// one after the other, and of a file with a million findings that took a twentieth of the whole check.
fn text(row: &mut Vec<u8>, name: &str, text: &str) -> io::Result<()> {
    row.extend_from_slice(name.as_bytes());
    if text.bytes().fold(false, |odd, byte| odd | (byte < b' ') | (byte == b'"') | (byte == b'\\')) {
        serde_json::to_writer(row, text)?;
        return Ok(());
    }
    row.push(b'"');
    row.extend_from_slice(text.as_bytes());
    row.push(b'"');
    Ok(())
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
    memory: Memory,
}

impl Json {
    pub fn new(lang: Lang, several: bool) -> Self {
        Self { lang, several, files: 0, findings: 0, memory: Memory::default() }
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
        let before: &[u8] = if self.findings > 0 { b",\n" } else { b"\n" };
        self.findings += 1;
        self.memory.write(out, (before, b""), (None, finding, self.lang))
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
    memory: Memory,
}

impl Lines {
    pub fn new(lang: Lang) -> Self {
        Self { lang, file: String::new(), memory: Memory::default() }
    }
}

impl Shape for Lines {
    fn begin(&mut self, _: &mut dyn io::Write, file: &str) -> io::Result<()> {
        file.clone_into(&mut self.file);
        Ok(())
    }

    fn finding(&mut self, out: &mut dyn io::Write, finding: &Finding) -> io::Result<()> {
        self.memory.write(out, (b"", b"\n"), (Some(&self.file), finding, self.lang))
    }

    fn end(&mut self, out: &mut dyn io::Write, head: &Head) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &Foot::new(Some(&self.file), head))?;
        out.write_all(b"\n")
    }
}
