//! A list on its way in, its mapping, and a draft that is taken back.
use std::collections::BTreeMap;

use domain::outline::OutlineFacts;
use domain::outline::listing::Mapping;
use domain::words::Texts;
use store::listing::{self, New, State};
use store::{Store, outline};

use crate::code;
use crate::world::at;

pub(super) async fn brought(db: &Store) {
    let now = at("2025-10-03T02:00:00Z");
    let new = New { year: 2026, by: "Bé", file_name: "ds.xlsx", sha256: "ab", bytes: vec![1, 2], at: now };
    let id = listing::insert(db, new).await.unwrap();
    let mut it = listing::load(db, id).await.unwrap().unwrap();
    assert_eq!((it.state, listing::bytes(db, id).await.unwrap()), (State::Pending, vec![1, 2]));
    let columns = BTreeMap::from([("name".to_owned(), "Tên dự án".to_owned())]);
    let mapping = Mapping { header: 2, money: 1, columns, ..Mapping::default() };
    it.content.mapping = Some(mapping.clone());
    it.state = State::Written;
    listing::update(db, &it, State::Pending).await.unwrap();
    assert_eq!(code(listing::update(db, &it, State::Pending).await), "listing");
    assert_eq!(listing::of_year(db, 2026, 5).await.unwrap(), [it]);
    for header in [1, 2] {
        let mapping = Mapping { header, ..mapping.clone() };
        listing::keep_mapping(db, "Sở", &mapping, now).await.unwrap();
    }
    assert_eq!(listing::mappings(db).await.unwrap(), BTreeMap::from([("Sở".to_owned(), mapping)]));

    let facts = OutlineFacts { name: Texts::vi("Kênh"), ..OutlineFacts::default() };
    let made = outline::insert(db, 2026, "X32062", &facts, "", now).await.unwrap();
    listing::remember(db, made.id, &facts).await.unwrap();
    assert_eq!(listing::last(db, 2026).await.unwrap(), BTreeMap::from([(made.id, facts)]));
    assert_eq!(outline::by_ids(db, &[made.id]).await.unwrap(), std::slice::from_ref(&made));
    listing::forget(db, made.id).await.unwrap();
    assert_eq!(code(outline::delete(db, made.id, made.revision + 1).await), "outline");
    outline::delete(db, made.id, made.revision).await.unwrap();
    assert_eq!(outline::by_code(db, &made.code).await.unwrap(), None);
}
