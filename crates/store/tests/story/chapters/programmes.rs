//! A year's programme is saved by revision; what was said of a pair is kept once.
use domain::matching::Said;
use domain::programme::Programme;
use jiff::civil::date;
use store::{Store, donor, match_decision, programme};

use crate::code;
use crate::world::at;

pub(super) async fn promoted(db: &Store) {
    let now = at("2025-11-07T02:00:00Z");
    let mut it = Programme::new(2026);
    programme::save(db, &it, now).await.unwrap();
    assert_eq!(code(programme::save(db, &it, now).await), "programme");
    it.revision = 1;
    it.goals = "Năm tổ chức mới".into();
    programme::save(db, &it, now).await.unwrap();
    it.revision = 2;
    assert_eq!(programme::of_year(db, 2026).await.unwrap(), Some(it.clone()));
    assert_eq!(programme::of_year(db, 2027).await.unwrap(), None);
    assert_eq!(programme::all(db).await.unwrap(), [it]);

    let giver = donor::all(db).await.unwrap().remove(0).id;
    for yes in [true, false] {
        let said = Said { yes, reason: "Xa".into(), by: "Bé".into(), on: date(2025, 11, 7) };
        match_decision::set(db, "KG-2026-001", giver, Some(&said), now).await.unwrap();
    }
    let of_call = match_decision::of_call(db, "KG-2026-001").await.unwrap();
    let of_donor = match_decision::of_donor(db, giver).await.unwrap();
    assert_eq!((of_call.len(), of_call[0].0, of_call[0].1.yes), (1, giver, false));
    assert_eq!(of_donor, [("KG-2026-001".to_owned(), of_call[0].1.clone())]);
    match_decision::set(db, "KG-2026-001", giver, None, now).await.unwrap();
    assert_eq!(match_decision::of_donor(db, giver).await.unwrap(), []);
    // One stays, for the backup.
    match_decision::set(db, "KG-2026-001", giver, Some(&of_call[0].1), now).await.unwrap();
}
