//! Published aid: read, found, read again, linked.
use domain::aid::{Activity, Money, Organisation, Party, Place, Sector};
use domain::ids::AidId;
use store::{Store, aid, project};

use crate::world::at;

fn activity(n: u8, status: &str) -> Activity {
    let publisher =
        Party {
            reference: "XM-1".into(), kind: "21".into(), name: "Tổ chức A".into(), ..Party::default()
        };
    let money =
        |year, currency: &str| Money { kind: "3".into(), year, currency: currency.into(), amount: 1250 };
    let mut it = Activity {
        identifier: format!("XM-1-{n}"),
        status: status.into(),
        parties: vec![publisher.clone()],
        publisher,
        sectors: vec![Sector { vocabulary: "1".into(), code: format!("1403{n}"), share: None }],
        places: vec![Place {
            kind: "country".into(),
            code: "VN".into(),
            share: Some(10_000),
            ..Place::default()
        }],
        money: vec![money(2024, "EUR"), money(2025, "USD")],
        ..Activity::default()
    };
    it.title.vi = format!("Nước sạch {n}");
    it
}

fn opened() -> aid::File {
    aid::File {
        name: "a.xml".into(),
        sha256: String::new(),
        size: 10,
        version: "2.03".into(),
        at: at("2025-11-06T02:00:00Z"),
        by_name: "Lý Thị Bé".into(),
        kept: 0,
        left_out: 1,
        refused: 0,
    }
}

async fn file(db: &Store, sha256: &str, activities: &[Activity]) -> Vec<String> {
    let tx = db.begin().await.unwrap();
    let mut file = aid::File { sha256: sha256.into(), ..opened() };
    let id = aid::insert_file(&tx, &file).await.unwrap();
    let new =
        |a: &Activity| aid::New::of(a.clone(), format!("nuoc sach {}", a.identifier.to_lowercase())).unwrap();
    let new: Vec<aid::New> = activities.iter().map(new).collect();
    aid::write_publishers(&tx, &[("XM-1", "Tổ chức A", "21")]).await.unwrap();
    aid::write(&tx, id, &new).await.unwrap();
    file.kept = activities.len() as u64;
    aid::finish_file(&tx, id, &file).await.unwrap();
    let gone = aid::mark_gone(&tx, "a.xml", id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(aid::files(db, 1).await.unwrap(), [file]);
    gone
}

async fn found(db: &Store, filter: aid::Filter) -> Vec<String> {
    let (listed, total) = aid::list(db, &aid::Filter { page: 1, per_page: 50, ..filter }).await.unwrap();
    assert_eq!(listed.len() as u64, total);
    listed.into_iter().map(|l| l.identifier).collect()
}

pub(super) async fn published(db: &Store) {
    // More than go into one statement.
    let all: Vec<Activity> = (0..200).map(|n| activity(n, "2")).collect();
    assert!(file(db, "a", &all).await.is_empty());
    assert!(aid::is_newest(db, "a.xml", "a").await.unwrap());
    let known = aid::known(db, &["XM-1-7", "XM-1-300"]).await.unwrap();
    assert_eq!(known.len(), 1);
    let id = known["XM-1-7"].id;
    assert_eq!(aid::contents(db, &[id]).await.unwrap()[&id], activity(7, "2"));
    assert_eq!(aid::publishers(db).await.unwrap()[0].activities, 200);

    let gone = file(db, "b", &[activity(7, "4"), activity(8, "2")]).await;
    assert_eq!(gone.len(), 198);
    assert!(!aid::is_newest(db, "a.xml", "a").await.unwrap());
    let shown = aid::load(db, id).await.unwrap().unwrap();
    assert_eq!((shown.id, shown.activity, shown.gone), (id, activity(7, "4"), false));
    let money = aid::money_of(db, "XM-1").await.unwrap();
    let dollars = ("3".to_owned(), 2025, "USD".to_owned(), 2500);
    assert_eq!(
        (money.len(), &money[0]),
        (2, &dollars),
        "what is gone is not counted, currencies stand apart"
    );
    listing(db).await;
    linking(db, id).await;
    organisations(db).await;
}

async fn organisations(db: &Store) {
    let publisher = Party { reference: "XM-1".into(), ..Party::default() };
    let organisation = |id: &str| Organisation {
        identifier: id.into(),
        publisher: publisher.clone(),
        money: vec![Money { kind: "total-budget".into(), year: 2026, currency: "EUR".into(), amount: 5 }],
        ..Organisation::default()
    };
    let (a, b) = (organisation("XM-1"), organisation("XM-1-B"));
    for (sha256, all, gone) in [("o1", vec![a.clone(), b], vec![]), ("o2", vec![a.clone()], vec!["XM-1-B"])] {
        let tx = db.begin().await.unwrap();
        let file = aid::File { name: "o.xml".into(), sha256: sha256.into(), ..opened() };
        let id = aid::insert_file(&tx, &file).await.unwrap();
        aid::write_organisations(&tx, id, &all).await.unwrap();
        assert_eq!(aid::mark_organisations_gone(&tx, "o.xml", id).await.unwrap(), gone);
        tx.commit().await.unwrap();
    }
    assert_eq!(aid::known_organisations(db, &["XM-1", "XM-9"]).await.unwrap()["XM-1"], a);
    assert_eq!(aid::organisations_of(db, "XM-1").await.unwrap(), [a], "what is gone is not told");
}

async fn listing(db: &Store) {
    let by = aid::Filter::default;
    assert_eq!(found(db, aid::Filter { q: "xm-1-8 nuoc".into(), ..by() }).await.len(), 11, "8 and 80 to 89");
    assert_eq!(found(db, aid::Filter { sector: Some("14038".into()), ..by() }).await, ["XM-1-8"]);
    assert!(found(db, aid::Filter { year: Some(2023), ..by() }).await.is_empty());
    assert!(found(db, aid::Filter { linked: Some(true), ..by() }).await.is_empty());
    assert!(found(db, aid::Filter { publisher: Some("XM-2".into()), ..by() }).await.is_empty());
    let akin = async |groups: &[&str], names: &[&str], folded: &[&str]| {
        let found = aid::akin(db, groups, names, folded, 10).await.unwrap();
        found.into_iter().map(|(listed, _)| listed.identifier).collect::<Vec<_>>()
    };
    assert_eq!(akin(&["140"], &[], &[]).await, ["XM-1-7", "XM-1-8"], "what is gone is not shown");
    assert_eq!(akin(&["141"], &["Chợ"], &["cau%"]).await, [""; 0], "signs of a pattern are letters");
    assert_eq!(akin(&["141"], &[], &["xm-1-8"]).await, ["XM-1-8"]);
    assert_eq!(akin(&[], &[], &[]).await, [""; 0]);
}

async fn linking(db: &Store, id: AidId) {
    let project = project::by_code(db, "DA-2024-001").await.unwrap().unwrap();
    let link = aid::Link {
        project: project.id,
        code: project.code.clone(),
        name: project.facts.name_vi.clone(),
        found: "likeness".into(),
        score: 71,
        linked: true,
        by_name: "Lý Thị Bé".into(),
        at: at("2025-11-06T03:00:00Z"),
    };
    let tx = db.begin().await.unwrap();
    aid::decide(&tx, id, &aid::Link { linked: false, ..link.clone() }).await.unwrap();
    aid::decide(&tx, id, &link).await.unwrap();
    aid::choose(&tx, project.id, "title", true, "Lý Thị Bé", link.at).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(aid::links(db, id).await.unwrap(), [link], "the later decision counts");
    let linked = aid::Filter { linked: Some(true), ..aid::Filter::default() };
    assert_eq!(found(db, linked).await, ["XM-1-7"]);
    assert_eq!(aid::publishers(db).await.unwrap()[0].linked, 1);
    let choices = aid::choices(db, project.id).await.unwrap();
    assert_eq!(choices["title"], (true, "Lý Thị Bé".to_owned()));
}
