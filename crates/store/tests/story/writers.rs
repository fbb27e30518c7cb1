//! Many people at the same moment.
use std::sync::Arc;

use domain::ids::{RoundId, UserId};
use store::{Source, Store, audit, obligation, revision, round};

use super::databases::Database;
use super::world::{at, form, report, terms};

/// Eight people save the same report and sign the trail twelve times each; nothing is lost and
/// the chain does not fork.
async fn crowd(db: Database) {
    let store = Arc::new(db.store.clone());
    let now = at("2025-11-03T08:00:00Z");
    let id = round::insert(&*store, &terms(2025), &form(), now).await.unwrap();
    obligation::insert_many(&*store, id, &["X1"]).await.unwrap();
    let people = (0..8).map(|n| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            for _ in 0..12 {
                let tx = store.begin().await.unwrap();
                save(&tx, id, n, Some(UserId(n))).await;
                let entry = audit::Entry {
                    at: now,
                    user: Some(UserId(n)),
                    who: n.to_string(),
                    seat: String::new(),
                    action: "report.save".into(),
                    subject: "obligation:1".into(),
                    change: serde_json::Value::Null,
                };
                audit::append(&tx, &entry).await.unwrap();
                tx.commit().await.unwrap();
                // Readers are not kept waiting by writers.
                obligation::of_round(&*store, id).await.unwrap();
            }
        })
    });
    for person in people.collect::<Vec<_>>() {
        person.await.unwrap();
    }
    let listed = obligation::by_unit(&*store, id, "X1").await.unwrap().unwrap();
    let revisions = revision::list(&*store, listed.obligation.id).await.unwrap();
    assert_eq!((revisions.len(), revisions[0].number), (96, 96));
    assert_eq!(listed.obligation.revision, Some(revisions[0].id));
    assert_eq!(audit::verify(&*store, None).await.unwrap().unwrap().entries, 96);
    db.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_writes_to_memory() {
    crowd(Database::memory().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_writes_to_a_file() {
    crowd(Database::file().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_writes_to_postgres() {
    if let Some(db) = Database::postgres().await {
        crowd(db).await;
    }
}

async fn save(db: &dyn Source, id: RoundId, needed: i64, user: Option<UserId>) {
    let now = at("2025-11-03T08:00:00Z");
    let mut listed = obligation::by_unit(db, id, "X1").await.unwrap().unwrap();
    let report = report(&[("a", needed)]);
    let saved = revision::insert(db, listed.obligation.id, &report, "form", user, now).await;
    listed.obligation.save(saved.unwrap(), jiff::civil::date(2025, 11, 3)).unwrap();
    obligation::save(db, &listed.obligation, &listed.parts).await.unwrap();
}

/// Who opens a report while another saves it gets what the other saved, and neither nothing nor what was
/// before: it will be saved over.
async fn the_slower(db: Database) {
    let store = Arc::new(db.store.clone());
    let id = round::insert(&*store, &terms(2025), &form(), at("2025-10-01T08:00:00Z")).await.unwrap();
    obligation::insert_many(&*store, id, &["X1"]).await.unwrap();
    for needed in [1, 2] {
        let faster = store.begin().await.unwrap();
        save(&faster, id, needed, None).await;
        let slower = tokio::spawn({
            let store = Arc::clone(&store);
            async move {
                let tx = store.begin().await.unwrap();
                store::report::load(&tx, "2025", "X1").await.unwrap().unwrap().report
            }
        });
        // Long enough to come to the other's lock; who comes later finds what is committed.
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        faster.commit().await.unwrap();
        assert_eq!(slower.await.unwrap(), Some(report(&[("a", needed)])));
    }
    db.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_slower_sees_what_the_faster_wrote_to_a_file() {
    the_slower(Database::file().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_slower_sees_what_the_faster_wrote_to_postgres() {
    if let Some(db) = Database::postgres().await {
        the_slower(db).await;
    }
}

/// Of two connections that switch a new file to its log at once one would be turned away.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_file_opens_every_time() {
    let dir = tempfile::tempdir().unwrap();
    for n in 0..300 {
        let path = dir.path().join(format!("{n}.db"));
        let db = Store::connect(path.to_str().unwrap()).await.unwrap();
        db.migrate().await.unwrap();
        db.close().await.unwrap();
    }
}
