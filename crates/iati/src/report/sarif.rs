//! SARIF 2.1.0 (OASIS), the part that viewers use.

use std::io;

use serde_json::json;

use super::{Head, Shape, lists};
use crate::finding::{Finding, Severity};
use crate::messages::{self, Lang};

pub struct Sarif {
    lang: Lang,
    file: String,
    results: u64,
}

impl Sarif {
    pub fn new(lang: Lang) -> Self {
        Self { lang, file: String::new(), results: 0 }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advisory => "note",
    }
}

impl Shape for Sarif {
    fn start(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        let rules: Vec<_> = messages::ids().map(|id| json!({ "id": id })).collect();
        let driver = json!({
            "name": "iati",
            "version": env!("CARGO_PKG_VERSION"),
            "properties": { "codelists": lists() },
            "rules": rules,
        });
        write!(
            out,
            "{{\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
        )
    }

    fn begin(&mut self, _: &mut dyn io::Write, file: &str) -> io::Result<()> {
        file.clone_into(&mut self.file);
        Ok(())
    }

    fn finding(&mut self, out: &mut dyn io::Write, finding: &Finding) -> io::Result<()> {
        let message = format!("{} {}", messages::text(self.lang, finding), messages::fix(self.lang, finding));
        let place = json!({
            "artifactLocation": { "uri": uri(&self.file) },
            "region": { "startLine": finding.pos.line, "startColumn": finding.pos.column },
        });
        let result = json!({
            "ruleId": finding.id.0,
            "level": level(finding.severity),
            "message": { "text": message },
            "locations": [{
                "physicalLocation": place,
                "logicalLocations": [{ "fullyQualifiedName": finding.path }],
            }],
            "properties": {
                "severity": finding.severity.as_str(),
                "category": finding.category.as_str(),
                "identifier": &*finding.identifier,
            },
        });
        out.write_all(if self.results > 0 { b",\n" } else { b"\n" })?;
        self.results += 1;
        write!(out, "{result}")
    }

    fn end(&mut self, _: &mut dyn io::Write, _: &Head) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(b"]}]}\n")
    }
}

/// A path as a relative reference of a URI: everything that is not plain is written as `%XX`.
fn uri(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                text.push(char::from(byte));
            }
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(super::uri("tệp 1.xml"), "t%E1%BB%87p%201.xml");
    }
}
