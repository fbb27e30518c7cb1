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
    let wrong = nhipcau(dir.path(), &["catalogue", "export", "--to", "danh-muc.odt"]);
    assert_eq!(wrong.status.code(), Some(2));
    let again = nhipcau(dir.path(), &["catalogue", "publish", "--year", "2026"]);
    assert_eq!(again.status.code(), Some(1), "a later version needs a reason");
    let again = nhipcau(dir.path(), &["catalogue", "publish", "--year", "2026", "--reason", "Thêm bản dịch"]);
    assert!(String::from_utf8_lossy(&again.stdout).starts_with("2026\t2\t"));
}
