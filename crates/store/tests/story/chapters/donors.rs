//! Donors, pledges and engagements; a public page's message waits for its sender and is taken once.
use domain::call::{CallStatus, Pledge, PledgeFacts, PledgeStage};
use domain::donor::{DonorFacts, Kinds};
use domain::engagement::{Content, Engagement, Kind, Partner};
use domain::ids::{EngagementId, PledgeId};
use domain::words::Texts;
use jiff::civil::date;
use store::engagement::Interest;
use store::{Store, call, donor, engagement};

use crate::world::at;

pub(super) async fn courted(db: &Store) {
    let now = at("2025-11-06T02:00:00Z");
    let kinds = Kinds { plan: "ngo".into(), ..Kinds::default() };
    let facts = DonorFacts { name: Texts::vi("Bạn Đồng Hành"), kinds, ..DonorFacts::default() };
    let mut giver = donor::insert(db, &facts, "ban dong hanh", now).await.unwrap();
    giver.facts.country = "GB".into();
    donor::update(db, &giver, "ban dong hanh", now).await.unwrap();
    assert_eq!(donor::by_code(db, "NTT-001").await.unwrap(), Some(giver.clone()));
    assert_eq!(donor::all(db).await.unwrap(), [giver.clone()]);

    let call = call::all(db).await.unwrap().remove(0);
    assert_eq!(call.status, CallStatus::Open);
    let before = call::mark(db).await.unwrap();
    let facts = PledgeFacts::default();
    let stage = PledgeStage::Pledged;
    let mut pledge = Pledge { id: PledgeId(0), call: call.id, donor: giver.id, stage, amount: 300, facts };
    pledge.id = donor::insert_pledge(db, &pledge, now).await.unwrap();
    pledge.turn(PledgeStage::Agreed, ("1/TT", Some(date(2025, 11, 6))), "").unwrap();
    donor::update_pledge(db, &pledge, now).await.unwrap();
    assert_eq!(donor::pledge_by_id(db, pledge.id).await.unwrap(), Some(pledge.clone()));
    assert_eq!(donor::pledges_to(db, call.id).await.unwrap(), [pledge.clone()]);
    assert_eq!(donor::pledges_of(db, giver.id).await.unwrap(), [pledge]);
    let (_, _, gap) = call::standings(db).await.unwrap().remove(&call.code).unwrap();
    assert_eq!((gap.pledged, gap.agreed, gap.missing()), (0, 300, gap.sought - 300));
    assert!(call::mark(db).await.unwrap() > before, "money moves the mark");
    assert_eq!(call::names(db, &[call.id]).await.unwrap()[&call.id].0, call.code);
    engaged(db, &giver).await;
}

async fn engaged(db: &Store, giver: &domain::donor::Donor) {
    let now = at("2025-11-06T02:00:00Z");
    let partner = Partner { name: "Maria".into(), email: "Maria@x.example".into(), ..Partner::default() };
    let it = Interest { call: "KG-2026-001".into(), partner, message: "Chào".into() };
    engagement::keep(db, "t1", &it, now).await.unwrap();
    assert_eq!(engagement::waiting(db, "maria@X.example", now).await.unwrap(), 1);
    let later = at("2025-11-06T03:00:00Z");
    assert!(!engagement::stands(db, "t1", later).await.unwrap(), "too old");
    assert_eq!(engagement::take(db, "t1", later).await.unwrap(), None);
    assert_eq!(engagement::take(db, "t1", now).await.unwrap(), Some(it.clone()));
    assert_eq!(engagement::take(db, "t1", now).await.unwrap(), None, "once");
    engagement::keep(db, "t2", &it, now).await.unwrap();
    assert_eq!(engagement::forget(db, later).await.unwrap(), 1);

    let content = Content {
        kind: Kind::Interest,
        on: date(2025, 11, 6),
        by: "Maria".into(),
        summary: "Chào".into(),
        next: "Trả lời".into(),
        partner: Some(it.partner),
        closed: None,
    };
    let due = Some(date(2025, 11, 13));
    let mut said = Engagement { id: EngagementId(0), donor: Some(giver.id), call: it.call, due, content };
    said.id = engagement::insert(db, &said, now).await.unwrap();
    assert_eq!(engagement::open(db).await.unwrap(), [said.clone()]);
    said.close("Đã trả lời", "Bé", date(2025, 11, 7)).unwrap();
    engagement::update(db, &said, now).await.unwrap();
    assert!(engagement::open(db).await.unwrap().is_empty());
    assert_eq!(engagement::lately(db, 5).await.unwrap(), [said.clone()]);
    assert_eq!(engagement::of_donor(db, giver.id).await.unwrap(), [said.clone()]);
    assert_eq!(engagement::by_id(db, said.id).await.unwrap(), Some(said));
}
