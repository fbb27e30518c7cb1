//! A need is stated, found, shown with its evidence, closed.
use domain::ids::NeedId;
use domain::need::{Beneficiaries, NeedFacts, PeopleCode, Urgency};
use domain::words::Texts;
use store::Store;
use store::need::{self, AtPlace, Filter, NewFile};

use crate::world::at;

fn facts(area: &str, urgency: Urgency) -> NeedFacts {
    NeedFacts {
        title: Texts::of("Nước sạch cho ấp 7", "Clean water for hamlet 7"),
        place: "2025:32062".into(),
        hamlet: "Ấp 7".into(),
        peoples: vec![PeopleCode { list: "1979".into(), code: "05".into() }],
        area: area.into(),
        urgency,
        evidence: Texts::vi("42 hộ dùng nước giếng nhiễm phèn"),
        beneficiaries: Beneficiaries { households: Some(42), ..Beneficiaries::default() },
        stated_by: "Cuộc họp ấp 7".into(),
    }
}

pub(crate) async fn needs(store: &Store) {
    let tx = store.begin().await.unwrap();
    let now = at("2025-03-12T02:00:00Z");
    need::insert(&tx, "X32062", &facts("i", Urgency::Low), "nuoc sach cho ap 7", now).await.unwrap();
    let id = need::insert(&tx, "X32062", &facts("h", Urgency::High), "100% nuoc ngot", now).await.unwrap();
    let bytes = vec![0xff, 0xd8, 0xff, 1, 2];
    let new = NewFile { name: "gieng.jpg", kind: "image/jpeg", sha256: "ab", bytes: bytes.clone() };
    need::add_file(&tx, id, new, now).await.unwrap();
    tx.commit().await.unwrap();
    let (listed, total) = need::list(store, &Filter::default(), 1, 10).await.unwrap();
    assert_eq!((total, listed[0].0.id), (2, id), "the urgent one comes first");
    let found = |q: &str| Filter { q: q.into(), ..Filter::default() };
    assert_eq!(need::list(store, &found("ap 7"), 1, 10).await.unwrap().1, 1);
    assert_eq!(
        need::list(store, &found("100%"), 1, 10).await.unwrap().1,
        1,
        "a sign of LIKE is a letter here"
    );
    let open = Filter { unanswered: true, ..Filter::default() };
    let at_place = vec![AtPlace { place: "2025:32062".into(), needs: 2, unanswered: 2 }];
    assert_eq!(need::by_place(store, &open).await.unwrap(), at_place);
    let files = need::files(store, id).await.unwrap();
    assert_eq!((files[0].name.as_str(), files[0].size), ("gieng.jpg", 5));
    assert_eq!(need::file(store, id, files[0].id).await.unwrap().unwrap().2, bytes);
    assert!(need::file(store, NeedId(id.0 - 1), files[0].id).await.unwrap().is_none(), "another need's file");
    let (mut it, _) = need::load(store, id).await.unwrap().unwrap();
    assert_eq!(it.facts, facts("h", Urgency::High));
    assert_eq!(need::of_unit(store, "X32062", &[id]).await.unwrap(), std::slice::from_ref(&it));
    assert_eq!(need::of_unit(store, "X31825", &[id]).await.unwrap(), [], "another unit's need is not named");
    it.closed = true;
    need::update(store, &it, "nuoc ngot", now).await.unwrap();
    assert_eq!(need::list(store, &Filter::default(), 1, 10).await.unwrap().1, 1);
}
