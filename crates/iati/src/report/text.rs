//! A report for people.

use std::io;

use super::{Head, Shape};
use crate::finding::Finding;
use crate::messages::{self, Lang};

pub struct Text {
    lang: Lang,
    file: String,
}

impl Text {
    pub fn new(lang: Lang) -> Self {
        Self { lang, file: String::new() }
    }
}

impl Shape for Text {
    fn begin(&mut self, _: &mut dyn io::Write, file: &str) -> io::Result<()> {
        file.clone_into(&mut self.file);
        Ok(())
    }

    fn finding(&mut self, out: &mut dyn io::Write, finding: &Finding) -> io::Result<()> {
        let (line, column) = (finding.pos.line, finding.pos.column);
        let severity = match self.lang {
            Lang::En => finding.severity.as_str(),
            Lang::Vi => messages::severity_vi(finding.severity),
        };
        let text = messages::text(self.lang, finding);
        writeln!(out, "{}:{line}:{column}: {severity} {} {}", self.file, finding.id, one_line(&text))?;
        writeln!(out, "    {} {}", one_line(&finding.identifier), finding.path)?;
        writeln!(out, "    {}", one_line(&messages::fix(self.lang, finding)))
    }

    fn end(&mut self, out: &mut dyn io::Write, head: &Head) -> io::Result<()> {
        let it = head.summary;
        let (critical, error, warning, advisory) = (it.critical, it.error, it.warning, it.advisory);
        let verdict = match (self.lang, it.is_valid()) {
            (Lang::En, true) => "valid",
            (Lang::En, false) => "not valid",
            (Lang::Vi, true) => "hợp lệ",
            (Lang::Vi, false) => "không hợp lệ",
        };
        let kind = format!("{} {}", head.kind_word(), head.version);
        let kind = kind.trim();
        let file = &self.file;
        match self.lang {
            Lang::En => writeln!(
                out,
                "{file}: {kind}: {verdict}: {critical} critical, {error} error, {warning} warning, {advisory} advisory"
            ),
            Lang::Vi => writeln!(
                out,
                "{file}: {kind}: {verdict}: {critical} nghiêm trọng, {error} lỗi, {warning} cảnh báo, {advisory} lưu ý"
            ),
        }
    }
}

/// Values of a file may hold line ends and control characters, which would break lines or drive a terminal.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
