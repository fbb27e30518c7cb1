//! From an open round to reports that count.
use std::collections::BTreeMap;

use domain::finding::{Finding, Spot};
use domain::ids::{RevisionId, RoundId, UserId};
use domain::report::parts::PartState;
use domain::round::{RoundKind, Stage, Terms};
use jiff::civil::{Date, date};
use store::{Store, StoreError, figure, intake, obligation, revision, round, setting};

use crate::code;
use crate::world::{UNITS, at, figures_of, form, report, terms};

/// A day before the due date.
const TODAY: Date = date(2025, 11, 3);

pub(super) async fn opening(db: &Store) -> RoundId {
    let now = at("2025-10-01T00:00:00Z");
    let before = round::insert(db, &terms(2024), &form(), now).await.unwrap();
    let id = round::insert(db, &terms(2025), &form(), now).await.unwrap();
    assert_eq!(code(round::insert(db, &terms(2025), &form(), now).await), "round-taken");
    assert_eq!(code(round::update_terms(db, before, &terms(2025)).await), "round-taken");
    let request = Terms { key: "2025-1".into(), kind: RoundKind::AdHoc, ..terms(2025) };
    let asked = round::insert(db, &request, &form(), now).await.unwrap();
    assert_eq!(code(round::insert(db, &request, &form(), now).await), "round-taken");
    assert_eq!(round::by_key(db, "2025-1").await.unwrap().unwrap().round.id, asked);

    let opened = round::by_year(db, 2025).await.unwrap().unwrap();
    assert_eq!((opened.round.id, &opened.round.terms, &*opened.form), (id, &terms(2025), &form()));
    assert_eq!(round::by_id(db, id).await.unwrap(), Some(opened));
    assert_eq!(round::by_year(db, 2030).await.unwrap(), None);
    let moved = Terms { due: date(2025, 11, 10), ..terms(2025) };
    round::update_terms(db, id, &moved).await.unwrap();
    assert_eq!(round::by_id(db, id).await.unwrap().unwrap().round.terms, moved);
    round::update_terms(db, id, &terms(2025)).await.unwrap();
    let listed = round::list(db).await.unwrap();
    let kinds: Vec<_> = listed.iter().map(|r| (r.terms.year, r.terms.kind)).collect();
    assert_eq!(kinds, [(2025, RoundKind::Annual), (2025, RoundKind::AdHoc), (2024, RoundKind::Annual)]);

    let everyone: Vec<String> = (0..1_001).map(|n| format!("Y{n:05}")).collect();
    obligation::insert_many(db, asked, &everyone).await.unwrap();
    assert_eq!(obligation::of_round(db, asked).await.unwrap().len(), 1_001, "a whole country at once");
    obligation::insert_many(db, before, &UNITS[..1]).await.unwrap();
    obligation::insert_many(db, id, &UNITS).await.unwrap();
    assert_eq!(code(obligation::insert_many(db, id, &UNITS[..1]).await), "obligation-exists");
    let of_unit = obligation::of_unit(db, UNITS[0]).await.unwrap();
    assert_eq!(of_unit.iter().map(|(r, _)| r.terms.year).collect::<Vec<_>>(), [2025, 2024]);
    id
}

pub(super) async fn reporting(db: &Store, round: RoundId, officer: UserId) {
    let needs: [&[(&str, i64)]; 3] = [&[("a", 5), ("d", 7)], &[("d", 10)], &[("a", 100)]];
    for (unit, needs) in UNITS.into_iter().zip(needs) {
        submitted(db, round, officer, unit, needs).await;
    }
    returned(db, round, officer).await;
    unfinished(db, round).await;
}

async fn submitted(db: &Store, round: RoundId, officer: UserId, unit: &str, needs: &[(&str, i64)]) {
    let tx = db.begin().await.unwrap();
    let mut listed = obligation::by_unit(&tx, round, unit).await.unwrap().unwrap();
    assert_eq!((&listed.obligation.stage, listed.parts.len()), (&Stage::NotOpened, 0));
    let (blank, then) = (report(&[]), at("2025-11-01T08:00:00Z"));
    let draft = revision::insert(&tx, listed.obligation.id, &blank, "form", None, then).await.unwrap();
    listed.obligation.save(draft, TODAY).unwrap();
    let whole = report(needs);
    let at = at("2025-11-03T08:00:00.25Z");
    let id = revision::insert(&tx, listed.obligation.id, &whole, "sheet", Some(officer), at).await.unwrap();
    listed.obligation.save(id, TODAY).unwrap();
    listed.obligation.submit(officer, TODAY).unwrap();
    listed.parts = BTreeMap::from([("B8".into(), PartState::Full), ("text".into(), PartState::Partial)]);
    obligation::save(&tx, &listed.obligation, &listed.parts).await.unwrap();
    figure::replace(&tx, round, unit, &figures_of(&whole)).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(obligation::by_id(db, listed.obligation.id).await.unwrap().as_ref(), Some(&listed));
    assert_eq!(revision::load(db, id).await.unwrap(), whole);
    let both = revision::load_many(db, &[id, draft, RevisionId(999)]).await.unwrap();
    assert_eq!((both.len(), &both[&id], &both[&draft]), (2, &whole, &blank));
    let meta = revision::meta(db, id).await.unwrap();
    assert_eq!((meta.number, meta.via.as_str(), meta.user, meta.at), (2, "sheet", Some(officer), at));
    let numbers: Vec<_> = revision::list(db, listed.obligation.id).await.unwrap();
    assert_eq!(numbers.iter().map(|m| m.number).collect::<Vec<_>>(), [2, 1]);
}

async fn returned(db: &Store, round: RoundId, officer: UserId) {
    let mut one = obligation::by_unit(db, round, UNITS[0]).await.unwrap().unwrap();
    one.obligation.return_to_unit(officer, "thiếu B1", date(2025, 11, 10), TODAY).unwrap();
    one.obligation.extend(officer, "bão số 12", date(2025, 11, 12), &terms(2025)).unwrap();
    one.obligation.excused = Some("sáp nhập".into());
    obligation::save(db, &one.obligation, &one.parts).await.unwrap();
    let all = obligation::of_round(db, round).await.unwrap();
    assert_eq!(all.iter().map(|l| l.obligation.unit.as_str()).collect::<Vec<_>>(), UNITS);
    assert_eq!(all[0], one);
    let counted = revision::counted(db, round).await.unwrap();
    assert_eq!(
        counted.iter().map(|(u, _)| u.as_str()).collect::<Vec<_>>(),
        UNITS[1..],
        "a returned report waits"
    );
    assert_eq!(obligation::by_unit(db, round, "X0").await.unwrap(), None);
    assert!(matches!(revision::load(db, RevisionId(999)).await, Err(StoreError::NotFound)));
}

/// A transaction that is not committed was never there.
async fn unfinished(db: &Store, round: RoundId) {
    let before = obligation::by_unit(db, round, UNITS[2]).await.unwrap().unwrap();
    let tx = db.begin().await.unwrap();
    let mut changed = before.clone();
    changed.obligation.excused = Some("…".into());
    obligation::save(&tx, &changed.obligation, &changed.parts).await.unwrap();
    figure::remove(&tx, round, UNITS[2]).await.unwrap();
    drop(tx);
    assert_eq!(obligation::by_unit(db, round, UNITS[2]).await.unwrap().unwrap(), before);
    assert_eq!(figure::of_round(db, round).await.unwrap().len(), 3);
}

pub(super) async fn workbook(db: &Store, round: RoundId) {
    let obligation = obligation::by_unit(db, round, UNITS[1]).await.unwrap().unwrap().obligation;
    let new = intake::New {
        obligation: obligation.id,
        user: None,
        file_name: "Xã Đầm Dơi (2).xlsx".into(),
        sha256: "ab".repeat(32),
        size: 43_210,
        at: at("2025-11-02T01:02:03Z"),
        base_revision: obligation.revision,
        report: report(&[("a", 1)]),
        findings: vec![Finding::warning("row-twice", Spot::sheet("B8", "C12")).text("first", "3")],
    };
    let first = intake::insert(db, &new).await.unwrap();
    let second = intake::insert(db, &new).await.unwrap();
    assert_eq!(
        intake::load(db, first).await.unwrap().state,
        intake::State::Dropped,
        "a newer workbook replaces it"
    );
    let pending = intake::pending_of(db, obligation.id).await.unwrap().unwrap();
    assert_eq!((pending.id, &pending.new), (second, &new));
    intake::set_state(db, second, intake::State::Committed).await.unwrap();
    assert_eq!(code(intake::set_state(db, second, intake::State::Committed).await), "intake-settled");
    assert_eq!(intake::pending_of(db, obligation.id).await.unwrap(), None);
}

/// What a unit finds when it opens its report.
pub(super) async fn opened(db: &Store) {
    let tx = db.begin().await.unwrap();
    let before = round::by_year(&tx, 2024).await.unwrap().unwrap().round.id;
    let in_2024 = report(&[("a", 3), ("d", 4)]);
    figure::replace(&tx, before, UNITS[0], &figures_of(&in_2024)).await.unwrap();
    setting::set(&tx, "demo", "1").await.unwrap();
    let [first, second] =
        [UNITS[0], UNITS[1]].map(async |unit| store::report::load(&tx, "2025", unit).await.unwrap().unwrap());
    let (first, second) = (first.await, second.await);

    assert_eq!(first.report, Some(report(&[("a", 5), ("d", 7)])), "the newest, though it was returned");
    assert_eq!(first.last_year[&("B8".into(), "needed".into())], 7);
    assert_eq!((first.projects.len(), first.demo), (0, true));
    assert_eq!(
        first.listed,
        obligation::by_unit(&tx, first.round.round.id, UNITS[0]).await.unwrap().unwrap()
    );

    assert_eq!(first.round, second.round);
    assert_eq!(Some(&second.round), round::by_year(&tx, 2025).await.unwrap().as_ref());
    assert!(second.last_year.is_empty(), "it reported nothing then");
    let mut projects = second.projects;
    projects.sort_unstable();
    assert_eq!(projects, ["DA-2024-002", "DA-2024-003"], "its own, and not the one that went to another");

    let last = store::report::load(&tx, "2024", UNITS[0]).await.unwrap().unwrap();
    assert_eq!((last.report, last.last_year.len()), (None, 0), "of the year before that there is nothing");
    assert!(store::report::load(&tx, "2025", "X0").await.unwrap().is_none());
    assert!(store::report::load(&tx, "2030", UNITS[0]).await.unwrap().is_none());
    drop(tx);
    assert!(!store::report::load(db, "2025", UNITS[0]).await.unwrap().unwrap().demo);
}
