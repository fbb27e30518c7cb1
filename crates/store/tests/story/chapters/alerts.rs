//! A saved search: kept, confirmed once, looked at once a day, forgotten.
use std::collections::BTreeMap;

use domain::alert::Told;
use domain::call::CallStatus;
use domain::ids::AlertId;
use jiff::civil::date;
use store::Store;
use store::alert::{self, Alert};

use crate::world::at;

pub(super) async fn followed(db: &Store) {
    let now = at("2025-11-07T02:00:00Z");
    let mut it = Alert {
        id: AlertId(0),
        email: "ann@example.org".into(),
        lang: "en".into(),
        query: "lv=a".into(),
        stop: "s1".into(),
        told: BTreeMap::new(),
        looked_on: None,
    };
    it.id = alert::insert(db, &it, "t1", now).await.unwrap();
    assert_eq!(alert::count(db, "Ann@example.org").await.unwrap(), (1, 1));
    assert_eq!(alert::count(db, "other@example.org").await.unwrap(), (0, 0));
    assert!(alert::waits(db, "t1").await.unwrap() && !alert::waits(db, "t2").await.unwrap());
    let today = date(2025, 11, 7);
    assert_eq!(alert::due(db, today, 9).await.unwrap(), [], "nobody has confirmed");
    assert_eq!(alert::confirm(db, "t1").await.unwrap(), Some(it.clone()));
    assert_eq!(alert::confirm(db, "t1").await.unwrap(), None, "good once");
    assert_eq!(alert::due(db, today, 9).await.unwrap(), [it.clone()]);
    let told = Told { status: CallStatus::Open, missing: 5, closes_on: Some(today), closing: true };
    it.told.insert("KG-2026-001".into(), told);
    assert!(alert::told(db, &it, today).await.unwrap());
    assert!(!alert::told(db, &it, today).await.unwrap(), "one timer is enough");
    it.looked_on = Some(today);
    assert_eq!(alert::due(db, today, 9).await.unwrap(), []);
    assert_eq!(alert::due(db, date(2025, 11, 8), 9).await.unwrap(), [it.clone()]);
    assert_eq!(alert::by_stop(db, "s1").await.unwrap(), Some(it.clone()));
    alert::delete(db, it.id).await.unwrap();
    assert_eq!(alert::by_stop(db, "s1").await.unwrap(), None);
    it.stop = "s2".into();
    alert::insert(db, &it, "t3", now).await.unwrap();
    assert_eq!(alert::forget(db, at("2025-11-08T02:00:00Z")).await.unwrap(), 1);
}
