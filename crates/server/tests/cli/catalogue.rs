//! A catalogue on the command line: built, published, written as files that are what was published.
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn nhipcau(dir: &Path, args: &[&str]) -> Output {
    let db = dir.join("demo.db");
    let mut command = Command::new(env!("CARGO_BIN_EXE_nhipcau"));
    command.args(["--db", &db.to_string_lossy(), "--today", "2025-11-07", "--mail", &dir.to_string_lossy()]);
    command.args(args).output().unwrap()
}

#[test]
fn the_demonstration_has_forty_calls_and_its_files_are_those_of_the_version() {
    let dir = tempfile::tempdir().unwrap();
    let to = dir.path().join("out");
    let made = nhipcau(dir.path(), &["demo", "--no-serve", "--dir", &to.to_string_lossy()]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let built = nhipcau(dir.path(), &["catalogue", "build", "--year", "2026", "--format", "json"]);
    let built: Value = serde_json::from_slice(&built.stdout).unwrap();
    assert_eq!(built["calls"].as_array().unwrap().len(), 40);
    assert_eq!(built["new"].as_array().unwrap().len(), 0, "all were compiled");
    for ending in ["docx", "pdf", "xlsx", "csv", "json"] {
        let file = dir.path().join(format!("danh-muc.{ending}"));
        let wrote = nhipcau(dir.path(), &["catalogue", "export", "--to", &file.to_string_lossy()]);
        assert!(wrote.status.success() && file.metadata().unwrap().len() > 1000, "{ending}");
    }
    proposed(dir.path());
    brought_in(dir.path(), &to.join("danh-muc-cua-so.xlsx"));
    let wrong = nhipcau(dir.path(), &["catalogue", "export", "--to", "danh-muc.odt"]);
    assert_eq!(wrong.status.code(), Some(2));
    let again = nhipcau(dir.path(), &["catalogue", "publish", "--year", "2026"]);
    assert_eq!(again.status.code(), Some(1), "a later version needs a reason");
    let again = nhipcau(dir.path(), &["catalogue", "publish", "--year", "2026", "--reason", "Thêm bản dịch"]);
    assert!(String::from_utf8_lossy(&again.stdout).starts_with("2026\t2\t"));
}

/// An office's own list comes in by the kept mapping: with an error nothing of it, without one all of it, once.
fn brought_in(dir: &Path, list: &Path) {
    let import = |file: &Path, mapping: &str| {
        let file = file.to_string_lossy();
        let done = nhipcau(dir, &["outline", "import", &file, "--mapping", mapping, "--format", "json"]);
        let said: Value = serde_json::from_slice(&done.stdout).unwrap_or_default();
        (done.status.code(), said)
    };
    let (code, said) = import(list, "Danh mục của Sở");
    assert_eq!((code, said["findings"][0]["code"].as_str()), (Some(1), Some("listing-place-unknown")));
    assert!(said["findings"][0]["cell"].as_str().unwrap().starts_with('C'), "{said}");
    let own = dir.join("own.csv");
    let text = "Tên dự án\tXã\tKinh phí (triệu đồng)\tThời gian\nCầu kênh Một\tKhánh Lâm\t900\t2026\n";
    std::fs::write(&own, text).unwrap();
    let (code, said) = import(&own, "auto");
    assert_eq!((code, said["new"].as_array().map(Vec::len)), (Some(0), Some(1)), "{said}");
    assert_eq!(said["lines"][0]["unit"], "X32062");
    let (_, said) = import(&own, "auto");
    assert_eq!(
        (said["lines"][0]["effect"].as_str(), said["new"].as_array().map(Vec::len)),
        (Some("same"), Some(0))
    );
    assert_eq!(import(&own, "không có").0, Some(1));
}

/// Donors for a call and calls for a donor come best first, each point with its reason.
fn proposed(dir: &Path) {
    for wanted in [["--call", "KG-2026-012"], ["--donor", "NTT-001"]] {
        let args = ["match", wanted[0], wanted[1], "--format", "json"];
        let found: Vec<Value> = serde_json::from_slice(&nhipcau(dir, &args).stdout).unwrap();
        let totals: Vec<i64> = found.iter().map(|f| f["total"].as_i64().unwrap()).collect();
        assert!(totals.len() > 3 && totals.is_sorted_by(|a, b| a >= b), "{totals:?}");
        assert!(totals[0] > *totals.last().unwrap(), "some fit better than others");
        let points = found[0]["points"].as_array().unwrap();
        assert!(points.len() == 7 && points.iter().all(|p| p["reason"].is_string()), "{points:?}");
    }
    assert_eq!(nhipcau(dir, &["match"]).status.code(), Some(2), "of what is to be said");
}
