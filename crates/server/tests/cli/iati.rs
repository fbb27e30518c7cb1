//! Checking aid data from a shell: formats, exit codes, several files.
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03"><iati-activity xml:lang="vi" default-currency="VND">
<iati-identifier>XM-DAC-1-1</iati-identifier>
<reporting-org ref="XM-DAC-1" type="10"><narrative>Tổ chức A</narrative></reporting-org>
<title><narrative>Nước sạch</narrative></title>
<description><narrative>Nước sạch cho 40 hộ.</narrative></description>
<participating-org ref="XM-DAC-1" role="1" type="10"/>
<activity-status code="2"/>
<activity-date type="2" iso-date="2025-01-10"/>
<recipient-country code="VN" percentage="100"/>
<sector vocabulary="1" code="14030" percentage="100"/>
</iati-activity></iati-activities>"#;

fn check(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nhipcau"));
    command.current_dir(dir).args(["iati", "check"]).args(args).args(["--now", "2026-11-22"]);
    command.output().unwrap()
}

#[test]
fn a_file_is_valid_or_says_where_it_is_not() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("good.xml"), GOOD).unwrap();
    let bad = GOOD.replace("code=\"VN\"", "code=\"VN\" colour=\"red\"").replace("code=\"2\"", "code=\"99\"");
    std::fs::write(dir.path().join("bad.xml"), bad).unwrap();

    let good = check(dir.path(), &["good.xml", "--format", "json"]);
    let report: Value = serde_json::from_slice(&good.stdout).unwrap();
    assert_eq!((good.status.code(), &report["valid"]), (Some(0), &Value::from(true)), "{report}");
    assert_eq!(
        (report["kind"].as_str(), report["version"].as_str()),
        (Some("iati-activities"), Some("2.03"))
    );

    let both = check(dir.path(), &[".", "--format", "json", "--lang", "en"]);
    let report: Value = serde_json::from_slice(&both.stdout).unwrap();
    assert_eq!(both.status.code(), Some(1), "one of the files is not valid");
    assert_eq!(report.as_array().unwrap().len(), 2, "every .xml file of a folder");
    let findings = report[0]["findings"].as_array().unwrap();
    let schema = findings.iter().find(|f| f["id"] == "0.3.1").unwrap();
    assert_eq!((schema["severity"].as_str(), schema["line"].as_u64()), (Some("critical"), Some(10)));
    assert!(schema["path"].as_str().unwrap().contains("recipient-country"), "{schema}");
    assert!(findings.iter().any(|f| f["line"] == 8), "a code that the list does not have: {findings:?}");

    let lines = check(dir.path(), &["bad.xml", "--format", "ndjson"]);
    assert!(lines.stdout.split(|b| *b == b'\n').filter(|l| !l.is_empty()).count() > 2);
    assert_eq!(check(dir.path(), &["none.xml"]).status.code(), Some(2), "a file that is not there");
    assert_eq!(check(dir.path(), &[]).status.code(), Some(2), "no file named");
}
