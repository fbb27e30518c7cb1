//! JSON, as one object a file or one object a line.

use std::io;

use serde::Serialize;

use super::{Head, Shape, lists};
use crate::finding::{Finding, Summary};
use crate::messages::{self, Lang};

/// A finding with its words.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    id: &'a str,
    severity: &'a str,
    category: &'a str,
    identifier: &'a str,
    path: &'a str,
    line: u32,
    column: u32,
    message: String,
    fix: String,
}

impl<'a> Row<'a> {
    fn new(file: Option<&'a str>, finding: &'a Finding, lang: Lang) -> Self {
        Self {
            file,
            id: finding.id.0,
            severity: finding.severity.as_str(),
            category: finding.category.as_str(),
            identifier: &finding.identifier,
            path: &finding.path,
            line: finding.pos.line,
            column: finding.pos.column,
            message: messages::text(lang, finding),
            fix: messages::fix(lang, finding),
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
}

impl Json {
    pub fn new(lang: Lang, several: bool) -> Self {
        Self { lang, several, files: 0, findings: 0 }
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
        out.write_all(if self.findings > 0 { b",\n" } else { b"\n" })?;
        self.findings += 1;
        Ok(serde_json::to_writer(out, &Row::new(None, finding, self.lang))?)
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
}

impl Lines {
    pub fn new(lang: Lang) -> Self {
        Self { lang, file: String::new() }
    }
}

impl Shape for Lines {
    fn begin(&mut self, _: &mut dyn io::Write, file: &str) -> io::Result<()> {
        file.clone_into(&mut self.file);
        Ok(())
    }

    fn finding(&mut self, out: &mut dyn io::Write, finding: &Finding) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &Row::new(Some(&self.file), finding, self.lang))?;
        out.write_all(b"\n")
    }

    fn end(&mut self, out: &mut dyn io::Write, head: &Head) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &Foot::new(Some(&self.file), head))?;
        out.write_all(b"\n")
    }
}
