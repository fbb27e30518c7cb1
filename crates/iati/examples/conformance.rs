//! Compares what this crate finds with what the official validator found, file by file, and writes the table of
//! `CONFORMANCE.md`:
//!
//! ```text
//! cargo run --release -p iati --example conformance -- DIR > crates/iati/CONFORMANCE.md
//! ```
//!
//! `DIR` holds suites; a suite holds `files/*.xml` and `golden/*.xml.json`, the official report of each. Ends with
//! an error where a difference is not among those explained in `conformance.txt` beside this file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use iati::check::{Options, check_file};
use iati::report::{Format, Writer};
use iati::rules::values::Instant;
use iati::{Finding, Lang};

/// Activity, id, severity.
type Found = (String, String, String);

/// The day on which the official reports were made; rules about the future depend on it.
const DAY: &str = "2026-11-22";

/// A difference with its reason: file, activity (or `*`), id, reason.
type Explained = (&'static str, &'static str, &'static str, &'static str);

fn explained() -> Vec<Explained> {
    let lines = include_str!("conformance.txt").lines().filter(|line| !line.starts_with('#'));
    let parts = lines.filter_map(|line| {
        let mut parts = line.splitn(4, " | ");
        Some((parts.next()?, parts.next()?, parts.next()?, parts.next()?))
    });
    parts.collect()
}

/// One file compared.
struct Compared {
    name: String,
    official: usize,
    ours: usize,
    missing: Vec<Found>,
    added: Vec<Found>,
    compat: bool,
}

fn main() -> io::Result<()> {
    let Some(dir) = std::env::args().nth(1) else {
        return Err(io::Error::other("usage: conformance DIR"));
    };
    let (text, open) = document(Path::new(&dir))?;
    print!("{text}");
    if open.is_empty() { Ok(()) } else { Err(io::Error::other(format!("not explained: {open:?}"))) }
}

/// The document, and the differences that nothing explains.
pub fn document(dir: &Path) -> io::Result<(String, Vec<String>)> {
    let explained = explained();
    let mut text = head();
    let mut used = BTreeSet::new();
    let mut open = Vec::new();
    for suite in folders(dir)? {
        let compared = compare(&suite)?;
        table(&mut text, &suite, &compared, &explained, &mut used, &mut open);
    }
    if !used.is_empty() {
        text.push_str("\n## Differences, one by one\n\n| file | id | reason |\n|---|---|---|\n");
    }
    for at in used {
        let (file, _, id, reason) = explained[at];
        let _ = writeln!(text, "| {file} | {id} | {reason} |");
    }
    text.push_str(include_str!("conformance.notes.md"));
    Ok((text, open))
}

fn head() -> String {
    format!(
        "# Conformance\n\nMade by `cargo run --release -p iati --example conformance -- DIR`, with {DAY} as the present.\n\
         For each file the set of (activity, id, severity) is compared with the report of the official validator,\n\
         version 2.4.3. \"shape\" says whether the report with `--compat` has the same set, too. Ids from 2000 on are\n\
         our own and not compared.\n"
    )
}

fn folders(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut all: Vec<_> =
        fs::read_dir(dir)?.map(|entry| entry.map(|it| it.path())).collect::<Result<_, _>>()?;
    all.retain(|path| path.join("golden").is_dir());
    all.sort();
    Ok(all)
}

fn compare(suite: &Path) -> io::Result<Vec<Compared>> {
    let mut files: Vec<_> = fs::read_dir(suite.join("files"))?
        .map(|entry| entry.map(|it| it.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    files.iter().map(|file| compare_file(suite, file)).collect()
}

fn compare_file(suite: &Path, file: &Path) -> io::Result<Compared> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let golden: serde_json::Value =
        serde_json::from_slice(&fs::read(suite.join("golden").join(format!("{name}.json")))?)?;
    let official = found_in(&golden["body"]);
    let ours: BTreeSet<Found> =
        checked(file, false)?.0.iter().filter(|it| it.id.is_official()).map(found).collect();
    let report: serde_json::Value = serde_json::from_str(&checked(file, true)?.1)?;
    Ok(Compared {
        name,
        official: official.len(),
        ours: ours.len(),
        missing: official.difference(&ours).cloned().collect(),
        added: ours.difference(&official).cloned().collect(),
        compat: found_in(&report) == official,
    })
}

fn found_in(report: &serde_json::Value) -> BTreeSet<Found> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let errors = report["errors"].as_array();
    errors
        .into_iter()
        .flatten()
        .map(|it| (text(&it["identifier"]), text(&it["id"]), text(&it["severity"])))
        .collect()
}

fn found(finding: &Finding) -> Found {
    (finding.identifier.to_string(), finding.id.to_string(), finding.severity.as_str().to_owned())
}

/// The findings of a file, and the report in the official shape.
fn checked(file: &Path, compat: bool) -> io::Result<(Vec<Finding>, String)> {
    let now = Instant::parse(DAY).map_or(Instant(0), Instant::end_of_day);
    let mut findings = Vec::new();
    let head =
        check_file(file, &Options { now, compat, ..Options::default() }, |finding| findings.push(finding))?;
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, Format::Compat, Lang::En, false)?;
    writer.begin(&file.to_string_lossy())?;
    for finding in &findings {
        writer.finding(finding)?;
    }
    writer.end(&head)?;
    writer.finish()?;
    Ok((findings, String::from_utf8_lossy(&out).into_owned()))
}

fn table(
    text: &mut String,
    suite: &Path,
    compared: &[Compared],
    explained: &[Explained],
    used: &mut BTreeSet<usize>,
    open: &mut Vec<String>,
) {
    let suite = suite.file_name().unwrap_or_default().to_string_lossy();
    let equal = compared.iter().filter(|it| it.missing.is_empty() && it.added.is_empty()).count();
    let shape = compared.iter().filter(|it| it.compat).count();
    let all = compared.len();
    let _ = writeln!(text, "\n## {suite}: {equal} of {all} equal, in the official shape {shape} of {all}\n");
    let _ = writeln!(text, "| file | official | ours | difference | shape |\n|---|---|---|---|---|");
    for it in compared {
        let mut words = Vec::new();
        for (sign, differences) in [("without", &it.missing), ("also", &it.added)] {
            for (activity, id, _) in differences {
                let known = explained.iter().position(|(file, who, what, _)| {
                    (*file == it.name || *file == "*") && (*who == "*" || who == activity) && what == id
                });
                words.push(format!("{sign} {id}"));
                match known {
                    Some(at) => drop(used.insert(at)),
                    None => open.push(format!("{suite}/{}: {sign} {id} ({activity})", it.name)),
                }
            }
        }
        words.dedup();
        let difference = if words.is_empty() { "equal".to_owned() } else { words.join(", ") };
        let shape = if it.compat { "equal" } else { "differs" };
        let _ = writeln!(text, "| {} | {} | {} | {difference} | {shape} |", it.name, it.official, it.ours);
    }
}
