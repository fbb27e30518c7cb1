//! Donors' files into the register, read again, broken, and large.
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn activity(id: &str, country: &str, title: &str, status: &str, value: &str) -> String {
    format!(
        r#"<iati-activity xml:lang="vi" default-currency="EUR">
<iati-identifier>XM-DAC-1-{id}</iati-identifier>
<reporting-org ref="XM-DAC-1" type="21"><narrative>Tổ chức A</narrative></reporting-org>
<title><narrative>{title}</narrative><narrative xml:lang="en">Clean water</narrative></title>
<description><narrative>Nước sạch cho 40 hộ.</narrative></description>
<participating-org ref="XM-DAC-1" role="1" type="21"/>
<activity-status code="{status}"/>
<activity-date type="2" iso-date="2025-01-10"/>
<contact-info><person-name><narrative>Người Liên Hệ</narrative></person-name></contact-info>
<recipient-country code="{country}" percentage="100"/>
<sector vocabulary="1" code="14030" percentage="100"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2025-03-01"/>
<value value-date="2025-03-01">{value}</value></transaction>
<transaction><transaction-type code="3"/><transaction-date iso-date="2025-04-01"/>
<value currency="USD" value-date="2025-04-01">7</value></transaction>
</iati-activity>
"#
    )
}

fn write(dir: &Path, name: &str, activities: &[String]) {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-activities version=\"2.03\">\n";
    std::fs::write(dir.join(name), format!("{head}{}</iati-activities>\n", activities.concat())).unwrap();
}

fn run(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nhipcau"));
    command.current_dir(dir).env("NHIPCAU_DB", "aid.db").arg("iati").args(args);
    command.args(["--today", "2026-11-22"]).output().unwrap()
}

fn import(dir: &Path) -> (Option<i32>, Value) {
    let out = run(dir, &["import", "a.xml", "--format", "json"]);
    let said = serde_json::from_slice(&out.stdout).unwrap_or(Value::Null);
    assert!(!said.is_null(), "{}", String::from_utf8_lossy(&out.stderr));
    (out.status.code(), said)
}

fn counts(said: &Value) -> Vec<u64> {
    let n = |key: &str| said[key].as_u64().unwrap();
    let mut out: Vec<u64> = ["new", "changed", "unchanged", "refused", "left_out"].map(n).to_vec();
    out.push(said["gone"].as_array().unwrap().len() as u64);
    out
}

#[test]
fn a_file_is_taken_in_and_read_again_with_its_difference() {
    let dir = tempfile::tempdir().unwrap();
    let a = activity("1", "VN", "Nước sạch", "2", "10.125");
    let b = activity("2", "VN", "Trường học", "2", "5");
    let elsewhere = activity("3", "LA", "Đường", "2", "5");
    let wrong =
        activity("4", "VN", "Cầu", "2", "5").replace("<title>", "<titel>").replace("</title>", "</titel>");
    write(dir.path(), "a.xml", &[a.clone(), b, elsewhere.clone(), wrong, a.clone()]);

    let (code, said) = import(dir.path());
    assert_eq!((code, counts(&said)), (Some(1), vec![2, 0, 0, 2, 1, 0]), "{said}");
    let findings = said["findings"].as_array().unwrap();
    assert!(
        findings.iter().any(|f| f["identifier"] == "XM-DAC-1-4" && f["line"].as_u64() > Some(3)),
        "{said}"
    );

    let (code, again) = import(dir.path());
    assert_eq!((code, &again["same"]), (Some(0), &Value::from(true)));

    let changed = activity("1", "VN", "Nước sạch", "4", "11");
    write(dir.path(), "a.xml", &[changed, elsewhere]);
    let (code, said) = import(dir.path());
    assert_eq!((code, counts(&said)), (Some(0), vec![0, 1, 0, 0, 1, 1]), "{said}");
    assert_eq!(said["changes"][0]["fields"], serde_json::json!(["status", "money"]));
    assert_eq!(said["gone"][0], "XM-DAC-1-2");
}

fn organisation(id: &str, total: &str) -> String {
    let budget = |tag: &str, country: &str, value: &str| {
        format!(
            r#"<{tag} status="1">{country}<period-start iso-date="2026-01-01"/><period-end iso-date="2026-12-31"/>
<value currency="EUR" value-date="2026-01-01">{value}</value></{tag}>"#
        )
    };
    format!(
        r#"<iati-organisation><organisation-identifier>XM-DAC-1-{id}</organisation-identifier>
<name><narrative>Tổ chức {id}</narrative></name>
<reporting-org ref="XM-DAC-1" type="21"><narrative>Tổ chức A</narrative></reporting-org>
{}{}{}</iati-organisation>"#,
        budget("total-budget", "", total),
        budget("recipient-country-budget", "<recipient-country code=\"VN\"/>", "7"),
        budget("recipient-country-budget", "<recipient-country code=\"LA\"/>", "9"),
    )
}

#[test]
fn an_organisation_file_is_taken_in_and_read_again_with_its_difference() {
    let dir = tempfile::tempdir().unwrap();
    let file = |all: &[String]| {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-organisations version=\"2.03\">\n";
        let text = format!("{head}{}</iati-organisations>\n", all.concat());
        std::fs::write(dir.path().join("a.xml"), text).unwrap();
    };
    file(&[organisation("1", "100"), organisation("2", "5"), organisation("3", "x")]);
    let (code, said) = import(dir.path());
    assert_eq!((code, counts(&said)), (Some(1), vec![2, 0, 0, 1, 0, 0]), "{said}");
    file(&[organisation("1", "120")]);
    let (code, said) = import(dir.path());
    assert_eq!((code, counts(&said)), (Some(0), vec![0, 1, 0, 0, 0, 1]), "{said}");
    assert_eq!(said["changes"][0]["fields"], serde_json::json!(["money"]));
    assert_eq!(said["gone"][0], "XM-DAC-1-2");
    std::fs::write(dir.path().join("a.xml"), "<html/>").unwrap();
    assert_eq!(run(dir.path(), &["import", "a.xml"]).status.code(), Some(2), "not aid data");
}

#[test]
fn a_broken_file_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let whole = activity("1", "VN", "Nước sạch", "2", "1");
    write(dir.path(), "a.xml", &[whole.clone(), whole[..400].to_owned()]);
    let out = run(dir.path(), &["import", "a.xml"]);
    assert_eq!(out.status.code(), Some(2));
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(said.contains("a.xml") && said.contains("0.1.1"), "{said}");
    write(dir.path(), "a.xml", &[whole]);
    assert_eq!(counts(&import(dir.path()).1)[0], 1, "the activity is new: nothing of the first try is there");
}

#[test]
fn a_file_is_counted_and_currencies_stay_apart() {
    let dir = tempfile::tempdir().unwrap();
    let elsewhere = activity("3", "LA", "Đường", "2", "5");
    write(dir.path(), "a.xml", &[activity("1", "VN", "Nước sạch", "2", "10.125"), elsewhere]);
    let out = run(dir.path(), &["stats", "a.xml", "--format", "json"]);
    let said: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((out.status.code(), said["stats"]["items"].as_u64()), (Some(0), Some(2)));
    let money: Vec<(String, i64)> = said["stats"]["money"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| (m["currency"].as_str().unwrap().to_owned(), m["hundredths"].as_i64().unwrap()))
        .collect();
    // 10.125 is rounded half to even: 10.12.
    assert_eq!(money, [("EUR".to_owned(), 1512), ("USD".to_owned(), 1400)]);
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut many = Vec::new();
    for n in 0..4_000 {
        let mut one = activity(&n.to_string(), "VN", "Nước sạch", "2", "1");
        let _ = write!(one, "<!-- {} -->", "x".repeat(8000));
        many.push(one);
    }
    write(dir.path(), "a.xml", &many);
    let size = std::fs::metadata(dir.path().join("a.xml")).unwrap().len();
    let mut command = Command::new(env!("CARGO_BIN_EXE_nhipcau"));
    command.current_dir(dir.path()).env("NHIPCAU_DB", "aid.db").args(["iati", "import", "a.xml"]);
    let mut child =
        command.args(["--today", "2026-11-22"]).stdout(std::process::Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let said = std::fs::read_to_string(&status).unwrap_or_default();
        let line = said.lines().find(|l| l.starts_with("VmHWM:")).unwrap_or_default();
        let kib: u64 = line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
        peak = peak.max(kib * 1024);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(child.wait().unwrap().success());
    assert!(peak > 0 && peak < 128 << 20, "{peak} bytes for a file of {size}");
}
