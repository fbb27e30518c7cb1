//! Reports of findings, written while they come: text, JSON, NDJSON, CSV, SARIF and the official shape.

mod compat;
mod csv;
mod json;
mod sarif;
mod text;

use std::io;

use crate::finding::{Finding, Summary};
use crate::messages::Lang;
use crate::{Kind, codelists};

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Lines for people: place, severity, id, message, what to do.
    Text,
    /// One JSON object for a file, an array of them for several.
    Json,
    /// One JSON object a line for each finding, and one for each file at its end.
    Ndjson,
    /// A table with a head, RFC 4180.
    Csv,
    /// SARIF 2.1.0, which code hosts and editors show beside the line.
    Sarif,
    /// The shape and the known faults of the official validator's report, ungrouped. Kept in memory to its end.
    Compat,
}

impl Format {
    /// The format of a word: `text`, `json`, `ndjson`, `csv` or `sarif`.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "text" => Self::Text,
            "json" => Self::Json,
            "ndjson" => Self::Ndjson,
            "csv" => Self::Csv,
            "sarif" => Self::Sarif,
            _ => return None,
        })
    }
}

/// What is known of a file when all of it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Activities or organisations; `None` where the file is not IATI.
    pub kind: Option<Kind>,
    /// The version that the file states; empty where it states none.
    pub version: String,
    /// How many findings.
    pub summary: Summary,
}

impl Head {
    /// The name of the root element, as reports give it.
    fn kind_word(&self) -> &'static str {
        match self.kind {
            Some(Kind::Activities) => "iati-activities",
            Some(Kind::Organisations) => "iati-organisations",
            None => "",
        }
    }
}

/// One way to write a report.
trait Shape {
    /// Before the first file.
    fn start(&mut self, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
    /// A file begins.
    fn begin(&mut self, out: &mut dyn io::Write, file: &str) -> io::Result<()>;
    /// Something was found in it.
    fn finding(&mut self, out: &mut dyn io::Write, finding: &Finding) -> io::Result<()>;
    /// It was read to its end.
    fn end(&mut self, out: &mut dyn io::Write, head: &Head) -> io::Result<()>;
    /// After the last file.
    fn finish(&mut self, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a report of one or several files. Call [`Writer::begin`], [`Writer::finding`] for each, and
/// [`Writer::end`] for each file, and [`Writer::finish`] once.
///
/// ```
/// use iati::report::{Format, Head, Writer};
/// use iati::{Lang, Summary};
///
/// let mut out = Vec::new();
/// let mut writer = Writer::new(&mut out, Format::Json, Lang::En, false)?;
/// writer.begin("a.xml")?;
/// writer.end(&Head { kind: None, version: String::new(), summary: Summary::default() })?;
/// writer.finish()?;
/// assert!(String::from_utf8_lossy(&out).contains("\"valid\":true"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Writer<W: io::Write> {
    out: W,
    shape: Box<dyn Shape + Send>,
}

impl<W: io::Write> Writer<W> {
    /// Into `out`. `several` files make an array of JSON objects. Fails where `out` cannot be written.
    pub fn new(out: W, format: Format, lang: Lang, several: bool) -> io::Result<Self> {
        let shape: Box<dyn Shape + Send> = match format {
            Format::Text => Box::new(text::Text::new(lang)),
            Format::Json => Box::new(json::Json::new(lang, several)),
            Format::Ndjson => Box::new(json::Lines::new(lang)),
            Format::Csv => Box::new(csv::Csv::new(lang)),
            Format::Sarif => Box::new(sarif::Sarif::new(lang)),
            Format::Compat => Box::new(compat::Compat::new(several)),
        };
        let mut writer = Self { out, shape };
        writer.shape.start(&mut writer.out)?;
        Ok(writer)
    }

    /// A file begins.
    pub fn begin(&mut self, file: &str) -> io::Result<()> {
        self.shape.begin(&mut self.out, file)
    }

    /// Something was found in it.
    pub fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.shape.finding(&mut self.out, finding)
    }

    /// It was read to its end.
    pub fn end(&mut self, head: &Head) -> io::Result<()> {
        self.shape.end(&mut self.out, head)
    }

    /// Writes what is left.
    pub fn finish(mut self) -> io::Result<()> {
        self.shape.finish(&mut self.out)?;
        self.out.flush()
    }
}

/// The code lists that were used, as reports name them.
fn lists() -> String {
    format!("IATI codelists {}", codelists::revision())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pos;
    use crate::finding::{Category, RuleId, Severity};

    pub(super) fn example(id: &'static str, severity: Severity, group: u64) -> Finding {
        let path = "/iati-activities/iati-activity[1]/activity-status/@code".to_owned();
        let pos = Pos { line: 7, column: 3, offset: 99 };
        let args = vec![("value", "9<9".to_owned()), ("list", "ActivityStatus".to_owned())];
        let found = Finding::new(RuleId(id), severity, Category::Information, path, pos, args);
        Finding { identifier: "XM-DAC-1, \"A\"".into(), group, ..found }
    }

    pub(super) fn written(format: Format, findings: &[Finding]) -> String {
        let mut out = Vec::new();
        let mut writer = Writer::new(&mut out, format, Lang::En, false).unwrap();
        writer.begin("a.xml").unwrap();
        let mut summary = Summary::default();
        for finding in findings {
            summary.add(finding.severity);
            writer.finding(finding).unwrap();
        }
        writer.end(&Head { kind: Some(Kind::Activities), version: "2.03".to_owned(), summary }).unwrap();
        writer.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn json_has_the_agreed_fields() {
        let text = written(
            Format::Json,
            &[example("9.5.1", Severity::Error, 0), example("0.3.1", Severity::Critical, 0)],
        );
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["file"], "a.xml");
        assert_eq!((&json["kind"], &json["version"]), (&"iati-activities".into(), &"2.03".into()));
        assert_eq!(json["valid"], false);
        assert_eq!(json["summary"]["error"], 1);
        assert_eq!(json["findings"][0]["message"], "\"9<9\" is not a code for the activity status.");
        for field in ["id", "severity", "category", "identifier", "path", "line", "column", "message", "fix"]
        {
            assert!(!json["findings"][1][field].is_null(), "{field}");
        }
    }

    #[test]
    fn each_line_of_ndjson_is_json() {
        let text = written(Format::Ndjson, &[example("9.5.1", Severity::Error, 0)]);
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!((&lines[0]["id"], &lines[0]["line"]), (&"9.5.1".into(), &7.into()));
        assert_eq!((&lines[1]["valid"], &lines[1]["file"]), (&true.into(), &"a.xml".into()));
    }

    #[test]
    fn a_cell_with_commas_or_quotes_is_quoted() {
        let text = written(Format::Csv, &[example("9.5.1", Severity::Error, 0)]);
        let row = text.lines().nth(1).unwrap();
        assert!(row.starts_with("a.xml,9.5.1,error,information,\"XM-DAC-1, \"\"A\"\"\","), "{row}");
    }

    #[test]
    fn sarif_names_the_rule_and_the_place() {
        let text = written(Format::Sarif, &[example("9.5.1", Severity::Advisory, 0)]);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let result = &json["runs"][0]["results"][0];
        assert_eq!((&json["version"], &result["ruleId"]), (&"2.1.0".into(), &"9.5.1".into()));
        assert_eq!(result["level"], "note");
        assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 7);
        let rules = json["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        assert!(rules.iter().any(|rule| rule["id"] == "9.5.1"));
    }

    #[test]
    fn text_begins_each_finding_with_its_place() {
        let text = written(Format::Text, &[example("9.5.1", Severity::Error, 0)]);
        assert!(text.starts_with("a.xml:7:3: error 9.5.1 \"9<9\" is not a code"), "{text}");
        assert!(text.contains("0 critical, 1 error"), "{text}");
    }

    #[test]
    fn the_official_shape_joins_what_one_rule_found_at_one_place() {
        let mut findings = vec![example("12.1.1", Severity::Error, 5), example("12.1.1", Severity::Error, 5)];
        findings.push(example("1.1.2", Severity::Error, u64::MAX));
        findings.push(example("1.1.2", Severity::Error, u64::MAX));
        findings.push(example("2000.0.1", Severity::Advisory, u64::MAX));
        let json: serde_json::Value = serde_json::from_str(&written(Format::Compat, &findings)).unwrap();
        let errors = json["errors"].as_array().unwrap();
        let ids: Vec<_> = errors.iter().map(|error| error["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["12.1.1", "1.1.2"]);
        assert_eq!(errors[0]["context"].as_array().unwrap().len(), 2);
        assert_eq!((&json["summary"]["error"], &json["summary"]["advisory"]), (&2.into(), &0.into()));
        assert_eq!((&json["fileType"], &json["valid"]), (&"iati-activities".into(), &true.into()));
    }

    #[test]
    fn the_official_shape_of_broken_xml_has_nothing_else() {
        let findings = [example("9.5.1", Severity::Error, 0), example("0.1.1", Severity::Critical, u64::MAX)];
        let json: serde_json::Value = serde_json::from_str(&written(Format::Compat, &findings)).unwrap();
        assert_eq!(json["errors"].as_array().unwrap().len(), 1);
        assert_eq!((&json["fileType"], &json["iatiVersion"]), (&"".into(), &"".into()));
    }
}
