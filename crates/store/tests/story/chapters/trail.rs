//! The trail of who did what, and the plan's own lists.
use audit::Why::{Changed, Cut, Missing, Replaced, Unlinked};
use domain::ids::UserId;
use jiff::civil::date;
use store::{Store, audit, briefing, duty_state};

use crate::databases::run;
use crate::world::{UNITS, at};

fn entry(n: i64) -> audit::Entry {
    audit::Entry {
        at: at("2025-11-03T08:00:00.25Z"),
        user: (n % 2 == 0).then_some(UserId(n)),
        who: "Danh Thị Sa Rây".into(),
        seat: "officer X32062".into(),
        action: "report.submit".into(),
        subject: format!("obligation:{n}"),
        change: serde_json::json!({ "stage": ["draft", "submitted"], "n": n }),
    }
}

pub(super) async fn trail(db: &Store) {
    assert_eq!(audit::verify(db, None).await.unwrap().unwrap().head, None);
    let tx = db.begin().await.unwrap();
    for n in 1..=1_200 {
        assert_eq!(audit::append(&tx, &entry(n)).await.unwrap(), n);
    }
    tx.commit().await.unwrap();
    let whole = audit::verify(db, None).await.unwrap().unwrap();
    let head = whole.head.unwrap();
    assert_eq!((whole.entries, head.seq), (1_200, 1_200));
    assert_eq!(audit::head(db).await.unwrap().as_ref(), Some(&head));
    assert!(audit::verify(db, Some(&head)).await.unwrap().is_ok());

    let page = audit::page(db, Some(1_000), 2).await.unwrap();
    assert_eq!(page.iter().map(|r| r.seq).collect::<Vec<_>>(), [999, 998]);
    assert_eq!(page[1].entry, entry(998));
    assert_eq!(audit::page(db, None, 1).await.unwrap()[0].hash, head.hash);
    assert_eq!(audit::of_subject(db, "obligation:7").await.unwrap().len(), 1);
    let under = async |prefix: &str| audit::page_under(db, prefix, None, 1_000).await.unwrap();
    assert_eq!(under("").await, audit::page(db, None, 1_000).await.unwrap());
    assert_eq!(under("obligation:7").await.len(), 111, "7, 70 to 79, 700 to 799");
    assert!(under("obligation:").await.iter().all(|r| r.entry.subject.starts_with("obligation:")));
    assert!(under("no such thing").await.is_empty());
    tampering(db, &head).await;
    rewriting(db, &head).await;
}

async fn tampering(db: &Store, head: &audit::Head) {
    let swap = "UPDATE audit SET prev = (SELECT hash FROM audit WHERE seq = 10) WHERE seq = 600";
    let cases = [
        ("UPDATE audit SET who = 'Người khác' WHERE seq = 600", 600, Changed),
        ("UPDATE audit SET who = who || seat, seat = '' WHERE seq = 600", 600, Changed),
        ("UPDATE audit SET user_id = NULL WHERE seq = 600", 600, Changed),
        ("UPDATE audit SET at = '2025-11-02T08:00:00.250000Z' WHERE seq = 600", 600, Changed),
        ("UPDATE audit SET hash = prev WHERE seq = 600", 600, Changed),
        (swap, 600, Changed),
        ("DELETE FROM audit WHERE seq = 600", 600, Missing),
        ("DELETE FROM audit WHERE seq = 1", 1, Missing),
        ("DELETE FROM audit WHERE seq > 1190", 1_200, Cut),
        ("DELETE FROM audit", 1_200, Cut),
    ];
    for (sql, seq, why) in cases {
        let tx = db.begin().await.unwrap();
        run(&tx, sql).await;
        assert_eq!(audit::verify(&tx, Some(head)).await.unwrap(), Err(audit::Broken { seq, why }), "{sql}");
    }
}

async fn rewriting(db: &Store, head: &audit::Head) {
    // A tail written anew is a whole chain to everyone but the one who noted the old end.
    let tx = db.begin().await.unwrap();
    run(&tx, "DELETE FROM audit WHERE seq = 1200").await;
    audit::append(&tx, &entry(1_201)).await.unwrap();
    assert!(audit::verify(&tx, None).await.unwrap().is_ok());
    assert_eq!(
        audit::verify(&tx, Some(head)).await.unwrap(),
        Err(audit::Broken { seq: 1_200, why: Replaced })
    );
    drop(tx);
    // An entry that is well hashed, but begins another chain.
    let tx = db.begin().await.unwrap();
    run(&tx, "CREATE TABLE whole AS SELECT * FROM audit").await;
    run(&tx, "DELETE FROM audit").await;
    audit::append(&tx, &entry(3)).await.unwrap();
    run(&tx, "CREATE TABLE other AS SELECT * FROM audit").await;
    run(&tx, "DELETE FROM audit").await;
    run(&tx, "INSERT INTO audit SELECT * FROM whole").await;
    run(&tx, "DROP TABLE whole").await;
    tx.commit().await.unwrap();
    let tx = db.begin().await.unwrap();
    run(&tx, "DELETE FROM audit").await;
    audit::append(&tx, &entry(1)).await.unwrap();
    audit::append(&tx, &entry(2)).await.unwrap();
    assert!(audit::verify(&tx, None).await.unwrap().is_ok());
    run(&tx, "DELETE FROM audit WHERE seq = 1").await;
    run(&tx, "INSERT INTO audit SELECT * FROM other").await;
    assert_eq!(audit::verify(&tx, None).await.unwrap(), Err(audit::Broken { seq: 2, why: Unlinked }));
    drop(tx);
    let tx = db.begin().await.unwrap();
    run(&tx, "DROP TABLE other").await;
    tx.commit().await.unwrap();
}

pub(super) async fn plan(db: &Store) {
    let step = |note: &str| briefing::Briefing {
        unit: UNITS[0].into(),
        step: "meeting".into(),
        on: date(2025, 3, 1),
        by: "Lâm Văn Hai".into(),
        note: note.into(),
    };
    briefing::set(db, "ca-mau-2021", &step("")).await.unwrap();
    briefing::set(db, "ca-mau-2021", &step("120 người")).await.unwrap();
    assert_eq!(briefing::list(db, "ca-mau-2021").await.unwrap(), [step("120 người")]);
    let duty = |status: &str| duty_state::DutyState {
        duty: "III.1.a".into(),
        status: status.into(),
        note: String::new(),
        on: date(2025, 4, 1),
        by: "Lâm Văn Hai".into(),
    };
    duty_state::set(db, "ca-mau-2021", &duty("running")).await.unwrap();
    duty_state::set(db, "ca-mau-2021", &duty("done")).await.unwrap();
    assert_eq!(duty_state::list(db, "ca-mau-2021").await.unwrap(), [duty("done")]);
    assert_eq!(duty_state::list(db, "other").await.unwrap(), []);
    assert_eq!(db.check().await.unwrap(), Vec::<String>::new());
}
