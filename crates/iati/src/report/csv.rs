//! A table, one row for each finding.

use std::io;

use super::{Head, Shape};
use crate::finding::Finding;
use crate::messages::{self, Lang};

pub struct Csv {
    lang: Lang,
    file: String,
}

impl Csv {
    pub fn new(lang: Lang) -> Self {
        Self { lang, file: String::new() }
    }
}

impl Shape for Csv {
    fn start(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(b"file,id,severity,category,identifier,path,line,column,message,fix\r\n")
    }

    fn begin(&mut self, _: &mut dyn io::Write, file: &str) -> io::Result<()> {
        file.clone_into(&mut self.file);
        Ok(())
    }

    fn finding(&mut self, out: &mut dyn io::Write, finding: &Finding) -> io::Result<()> {
        let cells = [
            &self.file,
            finding.id.0,
            finding.severity.as_str(),
            finding.category.as_str(),
            &finding.identifier,
            &finding.path,
            &finding.pos.line.to_string(),
            &finding.pos.column.to_string(),
            &messages::text(self.lang, finding),
            &messages::fix(self.lang, finding),
        ];
        for (number, cell) in cells.into_iter().enumerate() {
            if number > 0 {
                out.write_all(b",")?;
            }
            write_cell(out, cell)?;
        }
        out.write_all(b"\r\n")
    }

    fn end(&mut self, _: &mut dyn io::Write, _: &Head) -> io::Result<()> {
        Ok(())
    }
}

/// Quotes where it must, and where a spreadsheet would take the text for a formula.
fn write_cell(out: &mut dyn io::Write, cell: &str) -> io::Result<()> {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t']);
    if !formula && !cell.contains([',', '"', '\n', '\r']) {
        return out.write_all(cell.as_bytes());
    }
    let guard = if formula { "'" } else { "" };
    write!(out, "\"{guard}{}\"", cell.replace('"', "\"\""))
}
