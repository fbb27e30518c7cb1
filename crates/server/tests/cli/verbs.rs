//! Names, fields and exit codes that scripts rely on.
use serde_json::Value;

use crate::fixture::round_with;

fn json(output: &std::process::Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| {
        panic!("{e}: {}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    })
}

#[test]
fn a_workbook_goes_from_template_to_figures() {
    let round = round_with(1, 2);
    let (unit, file) = &round.books[0];
    let file = file.display().to_string();

    let made = round.nhipcau(&["sheet", "template", "--year", "2025", "--unit", unit, "--to", "empty.xlsx"]);
    assert!(made.status.success());
    let empty = round.nhipcau(&["sheet", "check", "empty.xlsx", "--format", "json"]);
    assert_eq!(empty.status.code(), Some(1), "an empty report has findings");
    let finding = &json(&empty)["findings"][0];
    for field in ["sheet", "cell", "code", "severity", "vi", "en"] {
        assert!(finding.get(field).is_some(), "{field}");
    }

    let checked = round.nhipcau(&["sheet", "check", &file, "--format", "json"]);
    assert_eq!(json(&checked)["ok"], true, "{}", String::from_utf8_lossy(&checked.stdout));
    let imported = json(&round.nhipcau(&["sheet", "import", &file, "--format", "json", "--new-projects"]));
    assert_eq!(imported["ok"], true);
    assert!(imported["receipt"]["code"].as_str().unwrap().starts_with("BN-2025-"));

    let status = json(&round.nhipcau(&[
        "round",
        "status",
        "--year",
        "2025",
        "--on",
        "2025-11-05",
        "--format",
        "json",
    ]));
    assert_eq!(status["due"], "2025-11-05");
    assert_eq!(status["last_day_on_time"], "2025-11-04");
    let units = status["units"].as_array().unwrap();
    let ours = units.iter().find(|u| u["code"] == unit.as_str()).unwrap();
    assert_eq!((&ours["status"], &ours["late"]), (&Value::from("submitted"), &Value::from(false)));
    assert!(
        units.iter().filter(|u| u["code"] != unit.as_str()).all(|u| u["late"] == true),
        "others are late on 05/11"
    );
    assert_eq!(status["counts"]["missing"].as_u64().unwrap() as usize, units.len() - 1);

    let figures = json(&round.nhipcau(&["report", "figures", "--year", "2025", "--format", "json"]));
    let needed = figures
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["table"] == "B8" && f["row"] == "total" && f["column"] == "needed");
    assert_eq!(needed.unwrap()["parts"][0]["unit"], unit.as_str());
}

/// More than are written together; among them one that is no workbook, one whose report was accepted before,
/// which is noticed only when the others of its group are written, and two that are not there, in a group that
/// goes through and in one that does not.
#[test]
fn of_several_workbooks_a_refused_one_harms_no_other() {
    let round = round_with(20, 2);
    let file = |n: usize| round.books[n].1.display().to_string();
    assert!(round.nhipcau(&["sheet", "import", &file(3), "--new-projects"]).status.success());
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let ctx = crate::fixture::open(round.dir.path()).await;
        let by = server::app::Caller::Operator;
        server::app::report::accept(&ctx, &by, "2025", &round.books[3].0).await.unwrap();
        ctx.store.close().await.unwrap();
    });
    std::fs::write(round.path("x.xlsx"), b"not a workbook").unwrap();
    let mut files: Vec<String> = (0..20).map(file).collect();
    files.splice(1..1, ["x.xlsx", "gone.xlsx"].map(str::to_owned));
    files.push("gone too.xlsx".to_owned());
    let mut words = vec!["sheet", "import", "--format", "json", "--new-projects"];
    words.extend(files.iter().map(String::as_str));
    let done = round.nhipcau(&words);
    assert_eq!(done.status.code(), Some(2), "one is not there");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let records: Vec<Value> = said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let refused: Vec<&str> =
        records.iter().filter(|r| r["ok"] == false).filter_map(|r| r["file"].as_str()).collect();
    assert_eq!(
        refused,
        ["x.xlsx", "gone.xlsx", &file(3), "gone too.xlsx"],
        "{said}{}",
        String::from_utf8_lossy(&done.stderr)
    );
    assert_eq!(records.len(), 23);
    let status = json(&round.nhipcau(&["round", "status", "--year", "2025", "--format", "json"]));
    let sent = ["submitted", "accepted"]
        .map(|state| status["units"].as_array().unwrap().iter().filter(|u| u["status"] == state).count());
    assert_eq!(sent, [19, 1]);
    assert!(round.nhipcau(&["audit", "verify"]).status.success());
}

#[test]
fn on_the_fourth_of_november_nobody_is_late_yet() {
    let round = round_with(0, 0);
    let on = |day: &str| {
        json(&round.nhipcau(&["round", "status", "--year", "2025", "--on", day, "--format", "json"]))
    };
    let late =
        |status: &Value| status["units"].as_array().unwrap().iter().filter(|u| u["late"] == true).count();
    assert_eq!(late(&on("2025-11-04")), 0);
    assert_eq!(late(&on("2025-11-05")), on("2025-11-05")["units"].as_array().unwrap().len());
}

#[test]
fn a_backup_comes_back_whole() {
    let round = round_with(1, 1);
    let file = round.books[0].1.display().to_string();
    assert!(round.nhipcau(&["sheet", "import", &file, "--new-projects"]).status.success());
    assert!(round.nhipcau(&["backup", "--to", "all.backup"]).status.success());
    let restored = round.command(&["restore", "--from", "all.backup", "--db", "other.db"]).output().unwrap();
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    let figures = |db: &str| {
        round
            .command(&["report", "figures", "--year", "2025", "--format", "json", "--db", db])
            .output()
            .unwrap()
    };
    assert_eq!(figures("round.db").stdout, figures("other.db").stdout);
    let verified = round.command(&["audit", "verify", "--db", "other.db"]).output().unwrap();
    assert!(verified.status.success());
    let again = round.command(&["restore", "--from", "all.backup", "--db", "other.db"]).output().unwrap();
    assert!(!again.status.success(), "a database with content is never overwritten");
}

#[test]
fn usage_ends_with_two_and_a_refusal_with_one() {
    let round = round_with(0, 0);
    assert_eq!(round.nhipcau(&["sheet", "check"]).status.code(), Some(2));
    std::fs::write(round.path("x.xlsx"), b"not a workbook").unwrap();
    let refused = round.nhipcau(&["sheet", "check", "x.xlsx", "--format", "json"]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(json(&refused)["ok"], false);
    assert_eq!(
        round.nhipcau(&["round", "open", "--year", "2025"]).status.code(),
        Some(1),
        "it is open already"
    );
}

/// The whole demonstration on both databases: the same workbooks give the same figures.
#[test]
fn the_same_year_runs_on_postgresql() {
    #[expect(clippy::disallowed_methods, reason = "the test runner's own setting")]
    let Ok(server) = std::env::var("TEST_POSTGRES") else {
        println!("skipped: set TEST_POSTGRES=postgres://… to run the year on PostgreSQL");
        return;
    };
    let schema = format!("year_{}", std::process::id());
    let psql = |sql: &str| {
        std::process::Command::new("psql").args([&server, "-qc", sql]).status().unwrap().success()
    };
    assert!(psql(&format!("CREATE SCHEMA {schema}")));
    let mark = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{mark}options[search_path]={schema}");
    let dir = tempfile::TempDir::new().unwrap();
    let demo = |folder: &str, db: &[&str]| {
        let path = dir.path().join(folder);
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_nhipcau"));
        program.args(["demo", "--no-serve", "--dir"]).arg(&path).args(db).env_remove("NHIPCAU_DB");
        assert!(program.stdout(std::process::Stdio::null()).status().unwrap().success(), "{folder}");
        std::fs::read(path.join("report/2025.json")).unwrap()
    };
    assert!(demo("sqlite", &[]) == demo("postgresql", &["--db", &url]), "the figures differ");
    let mut verify = std::process::Command::new(env!("CARGO_BIN_EXE_nhipcau"));
    assert!(verify.args(["audit", "verify", "--db", &url]).status().unwrap().success());
    assert!(psql(&format!("DROP SCHEMA {schema} CASCADE")));
}
