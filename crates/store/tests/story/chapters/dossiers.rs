//! Dossiers: entered under a code of their year, saved by revision, read back whole.
use std::collections::BTreeMap;

use domain::dossier::{Content, Decision, Met, Opinion, Score, Verdict};
use domain::organisation::Role;
use jiff::civil::date;
use store::{Store, dossier};

use crate::code;
use crate::world::at;

pub(super) async fn kept(db: &Store) {
    let now = at("2025-10-21T02:00:00Z");
    let mut content = Content { provider: "Tổ chức A".into(), ..Content::default() };
    content.dossier.family = "grant".into();
    content.dossier.title = "Trạm y tế".into();
    let mut it = dossier::insert(db, 2025, "X32062", content, now).await.unwrap();
    assert_eq!((it.code.as_str(), it.content.dossier.id.as_str()), ("HS-2025-001", "HS-2025-001"));
    it.content.opinions.push(Opinion {
        of: Role::SecurityOpinion,
        organisation: "CAT".into(),
        verdict: Verdict::Conditions,
        text: "Nêu rõ nơi đặt".into(),
        letter: "12/CAT".into(),
        on: date(2025, 10, 30),
        by: "An".into(),
    });
    let score = Score { met: Met::Partly, note: String::new(), by: "Bé".into() };
    it.content.scores = BTreeMap::from([("criterion-1".to_owned(), score)]);
    it.content.decision = Decision { number: "1/QĐ".into(), on: Some(date(2025, 11, 3)) };
    dossier::update(db, &it, None, now).await.unwrap();
    assert_eq!(code(dossier::update(db, &it, None, now).await), "dossier");
    let read = dossier::by_code(db, "HS-2025-001").await.unwrap().unwrap();
    assert_eq!((&read.content, read.revision), (&it.content, 2));
    let second = dossier::insert(db, 2025, "SYT", Content::default(), now).await.unwrap();
    let codes = |all: Vec<domain::dossier::Record>| all.into_iter().map(|d| d.code).collect::<Vec<_>>();
    assert_eq!(codes(dossier::open(db).await.unwrap()), [second.code.as_str(), it.code.as_str()]);
    dossier::update(db, &second, Some(date(2025, 11, 5)), now).await.unwrap();
    assert_eq!(codes(dossier::open(db).await.unwrap()), [it.code.as_str()]);
    assert_eq!(codes(dossier::ended(db, None, 0, 10).await.unwrap()), [second.code.as_str()]);
    assert!(dossier::ended(db, None, 1, 10).await.unwrap().is_empty(), "skipped");
    let count = async |unit| dossier::count_ended(db, unit).await.unwrap();
    assert_eq!((count(Some("SYT")).await, count(Some("X32062")).await, count(None).await), (1, 0, 1));
}
