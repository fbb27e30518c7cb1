//! Cases of procedures that an official can read, and what must hold of the files of rules.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use nhipcau_domain::finding::Severity;
use nhipcau_domain::place::Places;
use nhipcau_domain::procedure::{Calendar, Dossier, Law, RuleSet, Year, check, state};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    title: String,
    on: Date,
    /// A year of the calendar, in the place of the one in the data.
    year: Option<Year>,
    dossier: Dossier,
    /// Any part of the state; or `refused`, the code of the refusal.
    expect: toml::Table,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
    paths.sort();
    paths.iter().map(|p| (p.display().to_string(), fs::read_to_string(p).unwrap())).collect()
}

fn rules() -> Vec<RuleSet> {
    let read =
        |(name, text): (String, String)| toml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
    files(&root().join("data/rules")).into_iter().map(read).collect()
}

fn calendar() -> Calendar {
    toml::from_str(&fs::read_to_string(root().join("data/calendar/viet-nam.toml")).unwrap()).unwrap()
}

fn places() -> Places {
    let read = |name: &str| fs::read_to_string(root().join("data/places/ca-mau").join(name)).unwrap();
    Places::read(&read("places.csv"), &read("successors.csv")).unwrap()
}

/// What a case says that the engine does not.
fn differences(case: &Case, rules: &[RuleSet], places: &Places) -> Vec<String> {
    let mut calendar = calendar();
    if let Some(year) = &case.year {
        calendar.years.retain(|y| y.year != year.year);
        calendar.years.push(year.clone());
    }
    let law = Law { rules, calendar: &calendar, places: Some(places) };
    let expected = serde_json::to_value(&case.expect).unwrap();
    let told = match state(&law, &case.dossier, case.on) {
        Ok(state) => {
            let late =
                state.opinions.iter().filter(|o| o.is_late).map(|o| serde_json::to_value(o.of).unwrap());
            let late: Vec<Value> = late.collect();
            let mut told = serde_json::to_value(&state).unwrap();
            told["late_opinions"] = late.into();
            if state.due.is_none() {
                told["due"] = "".into();
            }
            told
        }
        Err(refusal) => serde_json::json!({ "refused": refusal.code }),
    };
    let wrong = expected.as_object().unwrap().iter().filter(|(key, value)| told.get(key) != Some(value));
    wrong.map(|(key, value)| format!("  {key}: chờ {value}, được {}", told[key])).collect()
}

#[test]
fn every_case_of_an_official_comes_out_as_written() {
    let (rules, places) = (rules(), places());
    let folder = root().join("crates/domain/tests/cases/procedure");
    let mut count = 0;
    let mut failed = Vec::new();
    for (name, text) in files(&folder) {
        let file: CaseFile = toml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        for case in &file.case {
            count += 1;
            let complete = ["due", "article"].iter().all(|k| case.expect.contains_key(*k));
            assert!(complete || case.expect.contains_key("refused"), "{}: due and article", case.title);
            let wrong = differences(case, &rules, &places);
            if !wrong.is_empty() {
                failed.push(format!("{}\n{}", case.title, wrong.join("\n")));
            }
        }
    }
    assert!(failed.is_empty(), "{} of {count} cases:\n\n{}", failed.len(), failed.join("\n\n"));
    assert!(count >= 60, "{count} cases");
}

#[test]
fn the_rules_have_no_dead_ends() {
    for rules in rules() {
        let errors = check(&rules).into_iter().filter(|f| f.severity != Severity::Note);
        let errors: Vec<String> = errors.map(|f| format!("{} {}: {}", f.code, f.at, f.en)).collect();
        assert!(errors.is_empty(), "{}:\n{}", rules.id, errors.join("\n"));
    }
    assert!(calendar().faults().is_empty());
}

/// Codes of what is wrong with Decree 80 after a change of its file.
fn codes(from: &str, to: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("data/rules/nd-80-2020.toml")).unwrap();
    assert!(text.contains(from), "{from}");
    let rules: RuleSet = toml::from_str(&text.replacen(from, to, 1)).unwrap();
    let errors = check(&rules).into_iter().filter(|f| f.severity == Severity::Error);
    errors.map(|f| f.code).collect()
}

#[test]
fn what_is_wrong_with_a_file_of_rules_is_found() {
    let found = |from: &str, to: &str, code: &str| {
        let codes = codes(from, to);
        assert!(codes.contains(code), "{from} → {to}: {codes:?}, not {code}");
    };
    found("to = \"meeting\"", "to = \"decision\"", "unreachable");
    found(
        "event = \"completion_reported\", title = { vi = \"gửi báo cáo kết thúc\", en = \"completion report sent\" }, to = \"closed\"",
        "event = \"completion_reported\", title = { vi = \"\", en = \"\" }, to = \"completion\"",
        "dead-end",
    );
    found("to = \"check\"", "to = \"nowhere\"", "unknown-step");
    found("actor = [\"owner\"]\narticle", "actor = []\narticle", "no-actor");
    found("article = \"Nghị định 80/2020/NĐ-CP, Điều 9-11\"\nclocks", "article = \"\"\nclocks", "no-article");
    found("unit = \"calendar\"\n", "", "no-unit");
    found("from = [\"appraised\"]", "from = [\"moonrise\"]", "no-start-event");
    found("clocks = [\"completion\"]", "clocks = []", "unused-clock");
    found("when = { provider = [\"individual\"] }", "when = { provider = [\"neighbour\"] }", "unknown-fact");
    found("start = \"draft\"", "start = \"dawn\"", "no-start");
}

/// Another province: foreign affairs leads, 15 working days, silence is consent, a last day of
/// rest moves. Nothing but a file.
#[test]
fn another_provinces_variant_needs_no_code() {
    let file = root().join("crates/domain/tests/cases/other-province.toml");
    let rules: RuleSet = toml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let errors = check(&rules).into_iter().filter(|f| f.severity == Severity::Error).count();
    assert_eq!(errors, 0);
    let dossier: Dossier = toml::from_str(
        r#"
        family = "grant"
        papers = { request = "2025-10-20" }
        event = [
          { event = "submitted", on = "2025-10-20" },
          { event = "opinion_requested", on = "2025-10-21", of = "security_opinion" },
          { event = "opinion_requested", on = "2025-10-21", of = "finance" },
          { event = "opinion_given", on = "2025-10-24", of = "finance" },
        ]
        "#,
    )
    .unwrap();
    let (rules, calendar) = ([rules], calendar());
    let law = Law { rules: &rules, calendar: &calendar, places: None };
    let on = |day: &str| {
        let state = state(&law, &dossier, day.parse().unwrap()).unwrap();
        serde_json::to_value(state).unwrap()
    };
    let early = on("2025-10-24");
    assert_eq!((&early["due"], &early["of_days"]), (&"2025-11-10".into(), &15.into()));
    assert_eq!(early["waiting_for"], serde_json::json!(["security_opinion"]));
    let late = on("2025-10-30");
    assert_eq!(late["waiting_for"], serde_json::json!(["foreign_affairs"]), "silence is consent");
    assert_eq!(late["opinions"][0]["due"], "2025-10-27", "26 October is a Sunday: the Monday after");
}
