//! Calls and versions of the catalogue: entered once for an outline, saved by revision, sealed, published.
use domain::call::{CallFacts, CallStatus, Contact, YearBudget};
use domain::catalogue::{Catalogue, Entry, Stage};
use domain::outline::OutlineFacts;
use domain::words::Texts;
use jiff::civil::date;
use store::{Store, call, catalogue, outline};

use crate::code;
use crate::world::at;

pub(super) async fn called(db: &Store) {
    let now = at("2025-11-05T02:00:00Z");
    let origin = outline::insert(db, 2026, "X32065", &OutlineFacts::default(), "", now).await.unwrap();
    let facts = CallFacts {
        name: Texts::of("Cầu ấp Sào Lưới", "Bridge"),
        budget: vec![YearBudget { year: 2026, donor_vnd: 900_000_000, ..YearBudget::default() }],
        contacts: vec![Contact { email: "a@b.example".into(), ..Contact::default() }],
        ..CallFacts::default()
    };
    let before = call::mark(db).await.unwrap();
    let mut it = call::insert(db, 2026, Some(origin.id), &facts, "cau", now).await.unwrap();
    assert_eq!(it.status, CallStatus::Forecast);
    assert_eq!(code(call::insert(db, 2026, Some(origin.id), &facts, "", now).await), "call");
    assert!(call::outlines(db).await.unwrap().contains(&origin.id));
    it.turn(CallStatus::Open, "", date(2025, 11, 5)).unwrap();
    call::update(db, &it, "cau", now).await.unwrap();
    assert_eq!(code(call::update(db, &it, "", now).await), "call");
    let stored = call::by_code(db, &it.code).await.unwrap().unwrap();
    assert_eq!((stored.revision, &stored.said, stored.status), (2, &it.said, CallStatus::Open));
    assert!(call::mark(db).await.unwrap() > before, "who keeps calls in memory sees that one changed");
    let (status, said, gap) = call::standings(db).await.unwrap().remove(&it.code).unwrap();
    assert_eq!(
        (status, said, gap.sought, gap.missing()),
        (it.status, it.said.clone(), 900_000_000, 900_000_000)
    );
    sealed(db, &it.code, facts).await;
}

async fn sealed(db: &Store, number: &str, facts: CallFacts) {
    let at = at("2025-11-06T02:00:00Z");
    let entry = Entry { code: number.to_owned(), status: CallStatus::Open, said: Default::default(), facts };
    let on = date(2025, 11, 6);
    let content = Catalogue { year: 2026, agency: "Sở".into(), demo: true, on, calls: vec![entry] };
    let submitted = Stage::Submitted { at, by: "Bé".into() };
    let version = catalogue::insert(db, &content, &submitted, "").await.unwrap();
    assert_eq!((version.number, catalogue::content(db, &version).await.unwrap()), (1, content.clone()));
    assert_eq!(catalogue::newest_published(db).await.unwrap(), None);
    let published = Stage::Published { at, by: "Bé".into() };
    catalogue::set_stage(db, version.id, &submitted, &published).await.unwrap();
    assert_eq!(
        code(catalogue::set_stage(db, version.id, &submitted, &published).await),
        "catalogue-stage",
        "a decision is made once"
    );
    catalogue::add_file(db, version.id, "danh-muc-2026-1.csv", b"a;b").await.unwrap();
    assert_eq!(catalogue::files(db, version.id).await.unwrap(), [("danh-muc-2026-1.csv".to_owned(), 3)]);
    assert_eq!(catalogue::newest_published(db).await.unwrap().unwrap().stage, published);
    let second = catalogue::insert(db, &content, &submitted, "Sửa").await.unwrap();
    assert_eq!((second.number, catalogue::versions(db).await.unwrap().len()), (2, 2));
}
