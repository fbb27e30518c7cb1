//! A guidance document is kept by revision, sent, opened and acknowledged once.
use domain::guidance::{GuidanceFacts, Stage};
use domain::words::Texts;
use jiff::civil::date;
use store::{Store, guidance};

use crate::code;
use crate::world::at;

pub(super) async fn guided(db: &Store) {
    let now = at("2025-11-07T02:00:00Z");
    let facts = GuidanceFacts { title: Texts::vi("Hướng dẫn"), ..GuidanceFacts::default() };
    let mut it = guidance::insert(db, 2025, "SDTTG", facts, now).await.unwrap();
    assert_eq!(guidance::by_code(db, &it.code).await.unwrap(), Some(it.clone()));
    it.stage = Stage::Issued { number: "1/HD".into(), on: date(2025, 11, 7) };
    guidance::update(db, &it, now).await.unwrap();
    assert_eq!(code(guidance::update(db, &it, now).await), "guidance");
    it.revision += 1;
    assert_eq!(guidance::all(db).await.unwrap(), [it.clone()]);
    guidance::send(db, it.id, &["X32062".into(), "STC".into()]).await.unwrap();
    assert_eq!(guidance::unacknowledged(db, "STC").await.unwrap(), [it.clone()]);
    assert!(guidance::seen(db, it.id, "STC", now).await.unwrap());
    assert!(!guidance::seen(db, it.id, "STC", now).await.unwrap(), "the first time counts");
    assert!(!guidance::seen(db, it.id, "SNV", now).await.unwrap(), "it was not sent there");
    assert!(guidance::acknowledge(db, it.id, "STC", "Bé", now).await.unwrap());
    assert!(!guidance::acknowledge(db, it.id, "STC", "Tư", now).await.unwrap());
    assert_eq!(guidance::unacknowledged(db, "STC").await.unwrap(), []);
    let receipts = guidance::receipts(db, it.id).await.unwrap();
    let said: Vec<_> = receipts.iter().map(|r| (r.organisation.as_str(), r.by.as_str(), r.seen_at)).collect();
    assert_eq!(said, [("STC", "Bé", Some(now)), ("X32062", "", None)]);
}
