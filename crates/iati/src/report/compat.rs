//! The report of the official validator, version 2.4.3, as it gives it with `group=false`: the same fields, the
//! same ids, and its known faults, so that programs made for it can read ours. The words are our own.
//!
//! Faults kept: only the last repeat of an identifier is told (1.1.2); codes have no line; what one rule finds at
//! one element is one entry; broken XML hides all else; what it does not look at is left out.

use std::collections::HashMap;
use std::io;

use serde_json::{Map, Value, json};

use super::{Head, Shape};
use crate::codelists;
use crate::finding::{FILE, Finding, RuleId, Severity};
use crate::messages::{self, Lang};

pub struct Compat {
    several: bool,
    files: u64,
    findings: Vec<Finding>,
}

impl Compat {
    pub fn new(several: bool) -> Self {
        Self { several, files: 0, findings: Vec::new() }
    }
}

/// The version of the official validator whose reports these are like.
const API_VERSION: &str = "2.4.3";

/// The commits of the rules that this crate carries, by version of the standard. Source: IATI/IATI-Rulesets.
fn ruleset(version: &str) -> &'static str {
    match version {
        "2.01" => "b2cdf393506c4c7ec6999e627fdfa1e454cda3ae",
        "2.02" => "43153d80a5e6074aaf7da2ecf8039a51c1659dbf",
        "2.03" => "2cd1a14f6c584000ae6d76e708c73ddcc12b6c40",
        _ => "",
    }
}

impl Shape for Compat {
    fn start(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        if self.several { out.write_all(b"[") } else { Ok(()) }
    }

    fn begin(&mut self, out: &mut dyn io::Write, _: &str) -> io::Result<()> {
        if self.files > 0 {
            out.write_all(b",\n")?;
        }
        self.files += 1;
        self.findings.clear();
        Ok(())
    }

    fn finding(&mut self, _: &mut dyn io::Write, finding: &Finding) -> io::Result<()> {
        if finding.id.is_official() && finding.id != RuleId("9.95.1") {
            self.findings.push(finding.clone());
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn io::Write, head: &Head) -> io::Result<()> {
        let findings = std::mem::take(&mut self.findings);
        Ok(serde_json::to_writer(out, &report(&findings, head))?)
    }

    fn finish(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(if self.several { b"]\n" } else { b"\n" })
    }
}

fn report(findings: &[Finding], head: &Head) -> Value {
    let broken = findings.iter().find(|finding| finding.id == RuleId::NOT_XML);
    let known = broken.is_none() && head.kind.is_some();
    let errors = match broken {
        Some(finding) => entries(std::slice::from_ref(finding)),
        None => entries(findings),
    };
    let count =
        |severity: Severity| errors.iter().filter(|error| error["severity"] == severity.as_str()).count();
    let version = if broken.is_none() { head.version.as_str() } else { "" };
    json!({
        "valid": count(Severity::Critical) == 0,
        "fileType": if known { head.kind_word() } else { "" },
        "iatiVersion": version,
        "rulesetCommitSha": if known { ruleset(version) } else { "" },
        "codelistCommitSha": if known { codelists::revision() } else { "" },
        "orgIdPrefixFileName": if known { "OrganisationRegistrationAgency" } else { "" },
        "apiVersion": API_VERSION,
        "summary": {
            "critical": count(Severity::Critical),
            "error": count(Severity::Error),
            "warning": count(Severity::Warning),
            "advisory": count(Severity::Advisory),
        },
        "errors": errors,
    })
}

/// The place of a kind of finding in the official order: schema, codes, rules, references.
fn rank(finding: &Finding) -> u8 {
    match finding.id.0 {
        id if id.starts_with("0.") => 0,
        id if id.starts_with("9.") => 1,
        id if id.starts_with("1000.") => 3,
        _ => 2,
    }
}

/// What makes findings one entry.
#[derive(PartialEq, Eq, Hash)]
enum Same<'a> {
    /// A rule at an element of an activity.
    Rule(&'a str, u64),
    /// A message about the schema in an activity.
    Schema(&'a str, String),
}

fn entries(findings: &[Finding]) -> Vec<Value> {
    let last = findings.iter().rposition(|finding| finding.id == RuleId::DUPLICATE);
    let mut order: Vec<_> = findings.iter().enumerate().collect();
    order.retain(|(at, finding)| finding.id != RuleId::DUPLICATE || Some(*at) == last);
    order.sort_by_key(|(_, finding)| rank(finding));
    let mut errors: Vec<Value> = Vec::new();
    let mut seen: HashMap<Same<'_>, usize> = HashMap::new();
    for (_, finding) in order {
        let message = message(finding);
        let same = match (finding.id, finding.group) {
            (RuleId::SCHEMA, _) => Some(Same::Schema(&finding.identifier, message.clone())),
            (_, u64::MAX) => None,
            (_, group) => Some(Same::Rule(&finding.identifier, group)),
        };
        let before = same.map(|same| *seen.entry(same).or_insert(errors.len()));
        if let Some(list) =
            before.and_then(|at| errors.get_mut(at)).and_then(|it| it["context"].as_array_mut())
        {
            list.push(context(finding));
        } else {
            errors.push(entry(finding, &message));
        }
    }
    errors
}

fn entry(finding: &Finding, message: &str) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", finding.id.0.into());
    put("severity", finding.severity.as_str().into());
    put("category", finding.category.as_str().into());
    put("message", message.into());
    put("context", json!([context(finding)]));
    put("identifier", finding.identifier.as_ref().into());
    put(
        "title",
        if *finding.identifier == *FILE { "File level errors".into() } else { finding.title.as_ref().into() },
    );
    if rank(finding) == 1 {
        put("codelist", arg(finding, "list").into());
    }
    if rank(finding) == 3 {
        put("details", json!({}));
    }
    Value::Object(fields)
}

fn arg<'a>(finding: &'a Finding, name: &str) -> &'a str {
    finding.args.iter().find(|(arg, _)| *arg == name).map_or("", |(_, value)| value)
}

fn message(finding: &Finding) -> String {
    let text = messages::text(Lang::En, finding);
    // The official text of 1.8.13 speaks of the receiver where it looks at a participating organisation.
    if finding.id == RuleId("1.8.13") { text.replace("participating organisation", "receiver") } else { text }
}

fn context(finding: &Finding) -> Value {
    let (line, column) = (finding.pos.line, finding.pos.column);
    match rank(finding) {
        0 if finding.id == RuleId::NOT_XML || finding.id == RuleId::SCHEMA => {
            json!({ "text": format!("At line: {line}") })
        }
        0 => json!({ "text": "" }),
        1 => json!({ "text": format!("\"{}\" at {}", arg(finding, "value"), finding.path) }),
        3 => json!({
            "text": format!("For {} = {} at line: {line}, column: {column}", finding.path, arg(finding, "value")),
            "lineNumber": line,
            "columnNumber": column,
        }),
        _ if *finding.identifier == *FILE => json!({ "text": messages::text(Lang::En, finding) }),
        _ => {
            let value = arg(finding, "value");
            json!({ "text": format!("For {} = '{value}' at line: {line}, column: {column}", finding.path) })
        }
    }
}
