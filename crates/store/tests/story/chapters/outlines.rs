//! Outlines: proposed in a round, saved by revision, with their thread.
use domain::outline::round::{Event, EventKind, ProposalTerms, Receipt};
use domain::outline::{OutlineFacts, OutlineStage};
use domain::words::Texts;
use jiff::civil::date;
use store::{Store, outline};

use crate::code;
use crate::world::at;

pub(super) async fn proposed(db: &Store) {
    let now = at("2025-10-01T02:00:00Z");
    let mut terms = ProposalTerms {
        year: 2026,
        opens_on: date(2025, 10, 1),
        due_on: date(2025, 11, 10),
        plan: "ca-mau-2021".into(),
    };
    outline::set_round(db, &terms, now).await.unwrap();
    outline::close_round(db, 2026, now).await.unwrap();
    assert_eq!(outline::round(db, 2026).await.unwrap().unwrap().closed_at, Some(now));
    terms.due_on = date(2025, 11, 20);
    outline::set_round(db, &terms, at("2025-10-02T02:00:00Z")).await.unwrap();
    let rounds = outline::rounds(db).await.unwrap();
    assert_eq!((rounds.len(), &rounds[0].terms, rounds[0].closed_at), (1, &terms, None));
    assert_eq!(rounds[0].opened_at, now, "a later day does not open it again");
    assert_eq!(outline::round(db, 2027).await.unwrap(), None);

    let facts =
        OutlineFacts { name: Texts::of("Cầu ấp Sào Lưới", "Bridge"), ..OutlineFacts::default() };
    let first = outline::insert(db, 2026, "X32062", &facts, "cau ap sao luoi", now).await.unwrap();
    let second = outline::insert(db, 2026, "X32065", &facts, "", now).await.unwrap();
    let (a, b) = (first.code.as_str(), second.code.as_str());
    assert!(a.starts_with("DC-2026-") && a < b);
    let mut it = outline::by_code(db, a).await.unwrap().unwrap();
    assert_eq!(it, first);
    it.stage = OutlineStage::Submitted { at: now, by: "Lý Thị Bé".into() };
    outline::update(db, &it, "", now).await.unwrap();
    assert_eq!(code(outline::update(db, &it, "", now).await), "outline");
    let own = outline::of_unit(db, 2026, "X32062").await.unwrap();
    assert_eq!((own.len(), own[0].revision, &own[0].stage), (1, it.revision + 1, &it.stage));

    let number = outline::next_receipt(db, 2026).await.unwrap();
    let receipt = Receipt { number, recipients: vec!["SDTTG".into(), "LHHN".into()] };
    let event = |kind, receipt| Event { at: now, kind, by: "Bé".into(), text: "Lời".into(), receipt };
    let said = [event(EventKind::Submitted, Some(receipt)), event(EventKind::Returned, None)];
    for event in &said {
        outline::add_event(db, it.id, event).await.unwrap();
    }
    assert_eq!(outline::events(db, it.id).await.unwrap(), said);
    assert!(outline::events(db, second.id).await.unwrap().is_empty());
}
