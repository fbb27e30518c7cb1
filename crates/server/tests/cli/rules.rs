//! Procedures from a shell: checked, drawn, and the state of a dossier.
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const DOSSIER: &str = r#"
family = "grant"
facts = { modality = "project", provider = "foreign_ngo" }
papers = { request = "2025-10-21", agreement = "2025-10-21", project_document = "2025-10-21", registration = "2025-10-21" }
event = [{ event = "submitted", on = "2025-10-21" }]
"#;

fn nhipcau(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nhipcau")).current_dir(dir).args(args).output().unwrap()
}

#[test]
fn a_dossier_says_its_day_its_due_date_and_its_article() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("d.toml"), DOSSIER).unwrap();
    let out = nhipcau(dir.path(), &["dossier", "state", "d.toml", "--on", "2025-11-07", "--format", "json"]);
    let state: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(
        (&state["day"], &state["of_days"], &state["due"]),
        (&17.into(), &20.into(), &"2025-11-10".into())
    );
    assert_eq!(state["rule_set"], "nd-80-2020");
    assert_eq!(state["waiting_for"], serde_json::json!(["planning"]));
    assert!(state["article"].as_str().unwrap().contains("80/2020"));

    let old = DOSSIER.replace("2025-10-21", "2019-10-21");
    std::fs::write(dir.path().join("old.toml"), old).unwrap();
    let out = nhipcau(dir.path(), &["dossier", "state", "old.toml", "--on", "2019-11-07"]);
    assert_eq!(out.status.code(), Some(1), "no rules of 2019");
    assert!(String::from_utf8_lossy(&out.stderr).contains("21/10/2019"));
}

#[test]
fn many_dossiers_go_through_one_process() {
    let dir = tempfile::tempdir().unwrap();
    let question = r#"{"on":"2025-11-07","dossier":{"family":"grant","event":[{"event":"submitted","on":"2025-10-21"}]}}"#;
    let mut child = Command::new(env!("CARGO_BIN_EXE_nhipcau"))
        .current_dir(dir.path())
        .args(["dossier", "state", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    write!(child.stdin.take().unwrap(), "{question}\n{question}\n").unwrap();
    let out = child.wait_with_output().unwrap();
    let lines: Vec<Value> = out
        .stdout
        .split(|b| *b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["missing"][0], "request");
}

#[test]
fn rules_are_checked_and_drawn() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(nhipcau(dir.path(), &["rules", "check"]).status.code(), Some(0));
    let drawn = nhipcau(dir.path(), &["rules", "draw", "nd-80-2020", "--to", "f.svg"]);
    assert_eq!(drawn.status.code(), Some(0));
    assert!(std::fs::read_to_string(dir.path().join("f.svg")).unwrap().starts_with("<svg"));

    let decree = include_str!("../../../../data/rules/nd-80-2020.toml").replacen(
        "to = \"meeting\"",
        "to = \"decision\"",
        1,
    );
    std::fs::write(dir.path().join("bad.toml"), decree).unwrap();
    let bad = nhipcau(dir.path(), &["rules", "check", "bad.toml"]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&bad.stdout).contains("step:meeting\tError\tunreachable"));
}
