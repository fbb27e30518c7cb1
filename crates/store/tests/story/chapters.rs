//! The year itself. Each chapter goes on from the one before.
use std::collections::BTreeMap;

use domain::access::Position;
use domain::consolidation::SectionText;
use domain::figures::{self, FigureKey};
use domain::finding::{Finding, Spot};
use domain::ids::{ProjectId, RoundId, UserId};
use domain::project::{Flow, FlowStage};
use domain::report::parts::PartState;
use domain::round::{RoundKind, Stage, Terms};
use jiff::civil::date;
use store::sealed::FileKind;
use store::{StoreError, audit, figure, flow, intake, mail, obligation, project, revision, round, sealed};
use store::{briefing, duty_state, section_text, session, setting, user};

use super::databases::{Database, run};
use super::world::{UNITS, at, consolidated, facts, figures_of, form, report, seal, terms};
use super::{Store, code};

pub(crate) async fn tell(db: &Database) {
    let store = &db.store;
    let officer = accounts(store).await;
    let round = opening(store).await;
    reporting(store, round, officer).await;
    workbook(store, round).await;
    adding_up(store, round).await;
    register(store).await;
    money(store).await;
    writing(store, round, officer).await;
    sealing(store, round).await;
    letters(store, round).await;
    trail(store).await;
    plan(store).await;
    super::saved::tell(db).await;
}

async fn accounts(db: &Store) -> UserId {
    let (now, later) = (at("2025-10-01T00:00:00Z"), at("2025-10-02T00:00:00.5Z"));
    let new = user::New {
        email: "Sa.Ray@soctrang.VN",
        name: "Danh Thị Sa Rây",
        organisation: UNITS[1],
        position: Position::Officer,
        password_hash: "$argon2id$…",
        at: now,
    };
    let id = user::insert(db, &new).await.unwrap();
    assert_eq!(code(user::insert(db, &new).await), "email-taken");
    let account = user::by_email(db, "sa.ray@SOCTRANG.vn").await.unwrap().unwrap();
    assert_eq!((account.id, account.position, account.created_at), (id, Position::Officer, now));
    assert_eq!(account.email, "sa.ray@soctrang.vn");

    session::insert(db, "hash-1", id, now, later).await.unwrap();
    assert_eq!(session::load(db, "hash-1", at("2025-10-02T00:00:00Z")).await.unwrap(), Some(account.clone()));
    assert_eq!(session::load(db, "hash-1", later).await.unwrap(), None, "it has ended");
    assert_eq!(session::load(db, "hash-2", now).await.unwrap(), None);
    user::set_disabled(db, id, true).await.unwrap();
    assert_eq!(session::load(db, "hash-1", now).await.unwrap(), None, "a disabled person is out at once");
    user::set_disabled(db, id, false).await.unwrap();

    assert_eq!(user::record_failure(db, id, None).await.unwrap(), 1);
    assert_eq!(user::record_failure(db, id, Some(later)).await.unwrap(), 2);
    user::set_totp(db, id, Some("JBSWY3DP")).await.unwrap();
    let locked = user::by_id(db, id).await.unwrap().unwrap();
    assert_eq!((locked.failed, locked.locked_until, locked.totp_secret.as_deref()), (2, Some(later), Some("JBSWY3DP")));
    assert!(!format!("{locked:?}").contains("JBSWY3DP"), "secrets are not printed");
    user::record_success(db, id).await.unwrap();
    assert_eq!(user::list(db).await.unwrap()[0].locked_until, None);
    user::update_password(db, id, "$argon2id$neu").await.unwrap();
    assert_eq!(user::by_id(db, id).await.unwrap().unwrap().password_hash, "$argon2id$neu");
    assert!(matches!(user::set_disabled(db, UserId(999), true).await, Err(StoreError::NotFound)));

    assert_eq!(session::delete_expired(db, now).await.unwrap(), 0);
    assert_eq!(session::delete_expired(db, later).await.unwrap(), 1);
    session::insert(db, "hash-3", id, now, later).await.unwrap();
    session::delete(db, "hash-3").await.unwrap();
    assert_eq!(session::delete_for_user(db, id).await.unwrap(), 0);

    setting::set(db, "mail.from", "a@b").await.unwrap();
    setting::set(db, "mail.from", "c@d").await.unwrap();
    assert_eq!(setting::get(db, "mail.from").await.unwrap().as_deref(), Some("c@d"));
    assert_eq!(setting::all(db, "mail.").await.unwrap().len(), 1);
    assert_eq!(setting::get(db, "none").await.unwrap(), None);
    id
}

async fn opening(db: &Store) -> RoundId {
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
    assert_eq!((opened.round.id, &opened.round.terms, &opened.form), (id, &terms(2025), &form()));
    assert_eq!(round::by_id(db, id).await.unwrap(), Some(opened));
    assert_eq!(round::by_year(db, 2030).await.unwrap(), None);
    let moved = Terms { due: date(2025, 11, 10), ..terms(2025) };
    round::update_terms(db, id, &moved).await.unwrap();
    assert_eq!(round::by_id(db, id).await.unwrap().unwrap().round.terms, moved);
    round::update_terms(db, id, &terms(2025)).await.unwrap();
    let listed = round::list(db).await.unwrap();
    let kinds: Vec<_> = listed.iter().map(|r| (r.terms.year, r.terms.kind)).collect();
    assert_eq!(kinds, [(2025, RoundKind::Annual), (2025, RoundKind::AdHoc), (2024, RoundKind::Annual)]);

    obligation::insert_many(db, before, &UNITS[..1]).await.unwrap();
    obligation::insert_many(db, id, &UNITS).await.unwrap();
    assert_eq!(code(obligation::insert_many(db, id, &UNITS[..1]).await), "obligation-exists");
    let of_unit = obligation::of_unit(db, UNITS[0]).await.unwrap();
    assert_eq!(of_unit.iter().map(|(r, _)| r.terms.year).collect::<Vec<_>>(), [2025, 2024]);
    id
}

async fn reporting(db: &Store, round: RoundId, officer: UserId) {
    let today = date(2025, 11, 3);
    let needs: [&[(&str, i64)]; 3] = [&[("a", 5), ("d", 7)], &[("d", 10)], &[("a", 100)]];
    for (unit, needs) in UNITS.into_iter().zip(needs) {
        let tx = db.begin().await.unwrap();
        let mut listed = obligation::by_unit(&tx, round, unit).await.unwrap().unwrap();
        assert_eq!((&listed.obligation.stage, listed.parts.len()), (&Stage::NotOpened, 0));
        let (blank, then) = (report(&[]), at("2025-11-01T08:00:00Z"));
        let draft = revision::insert(&tx, listed.obligation.id, &blank, "form", None, then).await.unwrap();
        listed.obligation.save(draft, today).unwrap();
        let whole = report(needs);
        let at = at("2025-11-03T08:00:00.25Z");
        let id = revision::insert(&tx, listed.obligation.id, &whole, "sheet", Some(officer), at).await.unwrap();
        listed.obligation.save(id, today).unwrap();
        listed.obligation.submit(officer, today).unwrap();
        listed.parts = BTreeMap::from([("B8".into(), PartState::Full), ("text".into(), PartState::Partial)]);
        obligation::save(&tx, &listed.obligation, &listed.parts).await.unwrap();
        figure::replace(&tx, round, unit, &figures_of(&whole)).await.unwrap();
        tx.commit().await.unwrap();

        assert_eq!(obligation::by_id(db, listed.obligation.id).await.unwrap().as_ref(), Some(&listed));
        assert_eq!(revision::load(db, id).await.unwrap(), whole);
        let meta = revision::meta(db, id).await.unwrap();
        assert_eq!((meta.number, meta.via.as_str(), meta.user, meta.at), (2, "sheet", Some(officer), at));
        let numbers: Vec<_> = revision::list(db, listed.obligation.id).await.unwrap();
        assert_eq!(numbers.iter().map(|m| m.number).collect::<Vec<_>>(), [2, 1]);
    }
    let mut one = obligation::by_unit(db, round, UNITS[0]).await.unwrap().unwrap();
    one.obligation.return_to_unit(officer, "thiếu B1", date(2025, 11, 10), today).unwrap();
    one.obligation.extend(officer, "bão số 12", date(2025, 11, 12), &terms(2025)).unwrap();
    one.obligation.excused = Some("sáp nhập".into());
    obligation::save(db, &one.obligation, &one.parts).await.unwrap();
    let all = obligation::of_round(db, round).await.unwrap();
    assert_eq!(all.iter().map(|l| l.obligation.unit.as_str()).collect::<Vec<_>>(), UNITS);
    assert_eq!(all[0], one);
    let counted = revision::counted(db, round).await.unwrap();
    assert_eq!(counted.iter().map(|(u, _)| u.as_str()).collect::<Vec<_>>(), UNITS[1..], "a returned report waits");
    assert_eq!(obligation::by_unit(db, round, "X0").await.unwrap(), None);
    assert!(matches!(revision::load(db, domain::ids::RevisionId(999)).await, Err(StoreError::NotFound)));
    unfinished(db, round).await;
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

async fn workbook(db: &Store, round: RoundId) {
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
    assert_eq!(intake::load(db, first).await.unwrap().state, intake::State::Dropped, "a newer workbook replaces it");
    let pending = intake::pending_of(db, obligation.id).await.unwrap().unwrap();
    assert_eq!((pending.id, &pending.new), (second, &new));
    intake::set_state(db, second, intake::State::Committed).await.unwrap();
    assert_eq!(code(intake::set_state(db, second, intake::State::Committed).await), "intake-settled");
    assert_eq!(intake::pending_of(db, obligation.id).await.unwrap(), None);
}

async fn adding_up(db: &Store, round: RoundId) {
    let key = |row: &str, column: &str| FigureKey { table: "B8".into(), row: row.into(), column: column.into() };
    let totals: BTreeMap<_, _> = figure::totals(db, round).await.unwrap().into_iter().collect();
    assert_eq!(totals[&key("total", "needed")], 122);
    assert_eq!(totals[&key("area=a", "needed")], 105);
    assert_eq!(totals[&key("total", "rows")], 4);

    let parts = figure::parts_of(db, round, &key("area=d", "needed")).await.unwrap();
    let shown: Vec<_> = parts.iter().map(|p| (p.unit.as_str(), p.value)).collect();
    assert_eq!(shown, [(UNITS[0], 7), (UNITS[1], 10)]);
    assert_eq!(figure::parts_of(db, round, &key("area=x", "needed")).await.unwrap(), []);

    // What the store adds up is what the domain adds up.
    let of_round = figure::of_round(db, round).await.unwrap();
    let form = form();
    let ours = figure::drilled(db, round).await.unwrap();
    let theirs = figures::consolidate(&form, of_round.iter().map(|(u, f)| (u.as_str(), f.as_slice())));
    let theirs: Vec<_> = theirs
        .into_iter()
        .map(|f| (FigureKey { table: f.table, row: f.row, column: f.column }, f.parts))
        .collect();
    assert_eq!(ours, theirs);
    assert_eq!(totals.len(), ours.len());

    let unit = figure::totals_of_unit(db, round, UNITS[0]).await.unwrap();
    assert_eq!(unit[&("B8".to_owned(), "needed".to_owned())], 12);
    let mark = figure::mark(db, round).await.unwrap();
    figure::remove(db, round, UNITS[0]).await.unwrap();
    assert!(figure::mark(db, round).await.unwrap() > mark);
    assert_eq!(figure::of_unit(db, round, UNITS[0]).await.unwrap(), []);
    let mut odd = figures_of(&report(&[("a", -4), ("d", i64::MAX)]));
    odd.retain(|f| f.key.column == "needed" && f.key.row.starts_with("area"));
    odd[0].key.row = "name=\"ấp\"\\1".into();
    figure::replace(db, round, UNITS[0], &odd).await.unwrap();
    assert_eq!(figure::of_unit(db, round, UNITS[0]).await.unwrap().len(), 2, "any text can be a key");
    let found = figure::parts_of(db, round, &odd[0].key).await.unwrap();
    assert_eq!(found[0].value, -4);
    assert!(matches!(figure::totals(db, round).await, Err(StoreError::Broken(_))), "a total that does not fit is refused");
    figure::replace(db, round, UNITS[0], &figures_of(&report(&[("a", 5), ("d", 7)]))).await.unwrap();
}

async fn register(db: &Store) {
    let names = [("Cầu Kênh Tám", "cau kenh tam"), ("Nước sạch 100%", "nuoc sach 100%"), ("Học bổng", "hoc bong")];
    for ((name, search), (area, kind)) in names.into_iter().zip([("d", "ngo"), ("a", "ngo"), ("d", "oda")]) {
        let facts = facts(name, area, kind);
        let new = project::New { unit: UNITS[1], facts: &facts, search, year: 2024 };
        project::insert(db, &new).await.unwrap();
    }
    let other = facts("Bò giống", "b", "ngo");
    let new = project::New { unit: UNITS[2], facts: &other, search: "bo giong", year: 2025 };
    assert_eq!(project::insert(db, &new).await.unwrap().1, "DA-2025-001");
    let bridge = project::by_code(db, "DA-2024-001").await.unwrap().unwrap();
    assert_eq!((bridge.unit.as_str(), &bridge.facts), (UNITS[1], &facts("Cầu Kênh Tám", "d", "ngo")));
    assert_eq!(project::by_code(db, "DA-2024-009").await.unwrap(), None);
    let two = project::by_codes(db, &["DA-2024-003", "DA-2024-001", "DA-1900-001"]).await.unwrap();
    assert_eq!(two.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["DA-2024-001", "DA-2024-003"]);
    assert_eq!(project::of_unit(db, UNITS[1]).await.unwrap().len(), 3);

    let done = domain::project::Facts { state: "done".into(), ..bridge.facts.clone() };
    project::update_facts(db, bridge.id, &done, "cau kenh tam to chuc anh duong").await.unwrap();
    project::set_unit(db, bridge.id, UNITS[2]).await.unwrap();
    let moved = project::by_code(db, "DA-2024-001").await.unwrap().unwrap();
    assert_eq!((moved.unit.as_str(), moved.facts), (UNITS[2], done));

    let find = async |q: &str| {
        let filter = project::Filter { q: q.into(), order: project::Order::Name, ..Default::default() };
        let (listed, total) = project::list(db, &filter).await.unwrap();
        assert_eq!(listed.len() as u64, total);
        listed.into_iter().map(|l| l.project.code).collect::<Vec<_>>()
    };
    assert_eq!(find("tam cau").await, ["DA-2024-001"], "words in any order");
    assert_eq!(find("100%").await, ["DA-2024-002"]);
    assert_eq!(find("10%0").await, Vec::<String>::new(), "a sign is itself");
    assert_eq!(find("o").await, ["DA-2025-001", "DA-2024-001", "DA-2024-003", "DA-2024-002"]);

    let filter = project::Filter { area: Some("d".into()), per_page: 1, page: 2, ..Default::default() };
    let (page, total) = project::list(db, &filter).await.unwrap();
    assert_eq!((page.len(), page[0].project.code.as_str(), total), (1, "DA-2024-001", 2));
    let facets = project::facets(db, &filter).await.unwrap();
    assert_eq!(facets.area, [("a".into(), 1), ("b".into(), 1), ("d".into(), 2)], "other areas stay in sight");
    assert_eq!(facets.donor_type, [("ngo".into(), 1), ("oda".into(), 1)]);
    assert_eq!(facets.state, [("done".into(), 1), ("running".into(), 1)]);
    assert_eq!(project::candidates(db, UNITS[1], &[] as &[&str]).await.unwrap().len(), 2);
    let all = project::candidates(db, UNITS[1], &["32062"]).await.unwrap();
    assert_eq!((all.len(), all[0].donor.as_str()), (4, "Tổ chức Ánh Dương"));
}

async fn money(db: &Store) {
    let bridge = project::by_code(db, "DA-2024-001").await.unwrap().unwrap().id;
    let flow = |year, stage, source: &str, amount| Flow { project: bridge, year, stage, source: source.into(), amount };
    let of_2024 = [flow(2024, FlowStage::Committed, "aid", 900), flow(2024, FlowStage::Disbursed, "all", 300)];
    let of_2025 = [
        flow(2025, FlowStage::Committed, "aid", 1_000),
        flow(2025, FlowStage::Committed, "cp_commune", 50),
        flow(2025, FlowStage::Disbursed, "all", 400),
    ];
    flow::replace_for(db, &[bridge], 2024, &of_2024, UNITS[2]).await.unwrap();
    for _ in 0..2 {
        flow::replace_for(db, &[bridge], 2025, &of_2025, UNITS[2]).await.unwrap();
    }
    let all: Vec<Flow> = of_2024.iter().chain(&of_2025).cloned().collect();
    assert_eq!(flow::of_project(db, bridge).await.unwrap(), all);
    let (found, flows) = project::with_flows(db, "DA-2024-001").await.unwrap().unwrap();
    assert_eq!((found.id, flows), (bridge, all));
    assert_eq!(project::with_flows(db, "DA-2024-002").await.unwrap().unwrap().1, []);
    assert_eq!(project::with_flows(db, "DA-2024-009").await.unwrap(), None);

    let before = async |year| flow::disbursed_before(db, &[bridge, ProjectId(999)], year).await.unwrap();
    assert_eq!(before(2025).await, BTreeMap::from([(bridge, 300)]));
    assert_eq!(before(2026).await, BTreeMap::from([(bridge, 700)]));
    assert_eq!(before(2024).await, BTreeMap::new());
    let totals = flow::totals_by_year(db).await.unwrap();
    let shown: Vec<_> = totals.iter().map(|t| (t.year, t.committed, t.disbursed)).collect();
    assert_eq!(shown, [(2024, 900, 300), (2025, 1_050, 400)]);
    let filter = project::Filter { state: Some("done".into()), ..Default::default() };
    let (listed, _) = project::list(db, &filter).await.unwrap();
    assert_eq!((listed[0].committed, listed[0].disbursed), (1_050, 700), "the newest commitment counts");

    let wrong = flow::replace_for(db, &[bridge], 2024, &of_2025, UNITS[2]).await;
    assert!(matches!(wrong, Err(StoreError::Refused(_))));
    let unknown = Flow { project: ProjectId(999), ..of_2024[0].clone() };
    let wrong = flow::replace_for(db, &[ProjectId(999)], 2024, &[unknown], UNITS[2]).await;
    assert!(matches!(wrong, Err(StoreError::Refused(_))), "a flow needs its project");
}

async fn writing(db: &Store, round: RoundId, officer: UserId) {
    let now = at("2025-11-15T00:00:00Z");
    let text = |t: &str| SectionText { section: "I".into(), text: t.into() };
    let save = async |t: &str, seen| section_text::save(db, round, &text(t), seen, Some(officer), now).await;
    assert_eq!(save("Tình hình", 0).await.unwrap(), 1);
    assert_eq!(save("Tình hình chung «B8.total.needed»", 1).await.unwrap(), 2);
    assert_eq!(code(save("của người khác", 1).await), "section-text-stale");
    assert_eq!(code(save("của người khác", 0).await), "section-text-stale");
    let written = section_text::of_round(db, round).await.unwrap();
    assert_eq!((written.len(), written[0].revision, written[0].user), (1, 2, Some(officer)));
    assert_eq!(written[0].text, text("Tình hình chung «B8.total.needed»"));
}

async fn sealing(db: &Store, round: RoundId) {
    let of_round = figure::of_round(db, round).await.unwrap();
    let figures = figures::consolidate(&form(), of_round.iter().map(|(u, f)| (u.as_str(), f.as_slice())));
    let first = consolidated(figures.clone(), "Tình hình chung");
    let (content, sha256) = sealed::freeze(&first).unwrap();
    let files = [(FileKind::Pdf, b"%PDF-1.7\0\xff".to_vec()), (FileKind::Json, b"[]".to_vec())];
    assert_eq!(sealed::latest(db, round).await.unwrap(), None);
    let mark = seal(sealed::next_version(db, round).await.unwrap(), sha256);
    let new = sealed::New { round, year: 2025, seal: &mark, content: &content, files: &files };
    let id = sealed::insert(db, new).await.unwrap();
    assert_eq!(code(sealed::insert(db, new).await), "sealed-version");
    let forged = sealed::New { content: "{}", ..new };
    assert!(matches!(sealed::insert(db, forged).await, Err(StoreError::Refused(_))));
    round::set_sealed(db, round, Some(1)).await.unwrap();
    assert_eq!(round::by_id(db, round).await.unwrap().unwrap().round.sealed, Some(1));

    let (content, sha256) = sealed::freeze(&consolidated(figures, "Tình hình chung, đã sửa")).unwrap();
    let mark = seal(sealed::next_version(db, round).await.unwrap(), sha256);
    let second = sealed::insert(db, sealed::New { round, year: 2025, seal: &mark, content: &content, files: &[] });
    let second = second.await.unwrap();
    let (meta, latest) = sealed::latest(db, round).await.unwrap().unwrap();
    assert_eq!((meta.id, &meta.seal, &latest.sections[0].text[..]), (second, &mark, "Tình hình chung, đã sửa"));
    let (meta, content) = sealed::by_version(db, round, 1).await.unwrap().unwrap();
    assert_eq!((meta.id, content), (id, first));
    let versions = sealed::versions(db, round).await.unwrap();
    assert_eq!(versions.iter().map(|m| m.seal.version).collect::<Vec<_>>(), [2, 1]);

    assert_eq!(sealed::published(db).await.unwrap(), []);
    let day = at("2025-12-01T00:00:00Z");
    sealed::publish(db, id, day).await.unwrap();
    sealed::publish(db, id, at("2025-12-09T00:00:00Z")).await.unwrap();
    assert_eq!(sealed::published(db).await.unwrap()[0].published_at, Some(day));
    assert_eq!(sealed::by_id(db, id).await.unwrap().unwrap().published_at, Some(day));
    assert_eq!(sealed::file(db, id, FileKind::Pdf).await.unwrap().as_deref(), Some(&files[0].1[..]));
    assert_eq!(sealed::file(db, id, FileKind::Docx).await.unwrap(), None);
    assert_eq!(sealed::files(db, id).await.unwrap(), [(FileKind::Json, 2), (FileKind::Pdf, 10)]);

    let tx = db.begin().await.unwrap();
    run(&tx, "UPDATE sealed SET content = replace(content, 'accepted', 'missing')").await;
    assert!(matches!(sealed::latest(&tx, round).await, Err(StoreError::Broken(_))), "a changed seal is not shown");
}

async fn letters(db: &Store, round: RoundId) {
    let obligations = obligation::of_round(db, round).await.unwrap();
    let letter = |n: usize, dedupe: &str| mail::New {
        recipient: "ban@xa.vn".into(),
        subject: "Nhắc báo cáo".into(),
        body: "Còn 7 ngày".into(),
        kind: "reminder".into(),
        obligation: Some(obligations[n].obligation.id),
        dedupe: dedupe.into(),
        at: at("2025-10-28T00:00:00Z"),
    };
    assert!(mail::enqueue(db, &letter(0, "reminder:0:7")).await.unwrap());
    assert!(!mail::enqueue(db, &letter(0, "reminder:0:7")).await.unwrap(), "the same reminder goes out once");
    assert!(mail::enqueue(db, &letter(0, "reminder:0:1")).await.unwrap());
    assert!(mail::enqueue(db, &letter(1, "reminder:1:7")).await.unwrap());
    let other = mail::New { obligation: None, ..letter(0, "password:5") };
    assert!(mail::enqueue(db, &other).await.unwrap());

    let pending = mail::pending(db, 10).await.unwrap();
    assert_eq!((pending.len(), &pending[0].new), (4, &letter(0, "reminder:0:7")));
    mail::mark_sent(db, pending[0].id, at("2025-10-28T00:00:05Z")).await.unwrap();
    for _ in 0..mail::MOST_ATTEMPTS {
        mail::mark_failed(db, pending[1].id, "550 không có hộp thư").await.unwrap();
    }
    let left: Vec<_> = mail::pending(db, 10).await.unwrap().into_iter().map(|m| m.new.dedupe).collect();
    assert_eq!(left, ["reminder:1:7", "password:5"]);
    assert_eq!(mail::log(db, Some(round), 10).await.unwrap().len(), 3);
    assert_eq!(mail::log(db, None, 10).await.unwrap()[0].new.dedupe, "password:5");
    let log = mail::log_of_obligation(db, obligations[0].obligation.id).await.unwrap();
    assert_eq!((log[0].error.as_deref(), log[0].attempts), (Some("550 không có hộp thư"), mail::MOST_ATTEMPTS));
    assert_eq!(log[1].sent_at, Some(at("2025-10-28T00:00:05Z")));
    let last = mail::last_for_obligations(db, round).await.unwrap();
    let last: Vec<_> = last.values().map(|m| m.new.dedupe.as_str()).collect();
    assert_eq!(last, ["reminder:0:1", "reminder:1:7"]);
}

async fn trail(db: &Store) {
    let entry = |n: i64| audit::Entry {
        at: at("2025-11-03T08:00:00.25Z"),
        user: (n % 2 == 0).then_some(UserId(n)),
        who: "Danh Thị Sa Rây".into(),
        seat: "officer X32062".into(),
        action: "report.submit".into(),
        subject: format!("obligation:{n}"),
        change: serde_json::json!({ "stage": ["draft", "submitted"], "n": n }),
    };
    assert_eq!(audit::verify(db, None).await.unwrap().unwrap().head, None);
    let tx = db.begin().await.unwrap();
    for n in 1..=1_200 {
        assert_eq!(audit::append(&tx, &entry(n)).await.unwrap(), n);
    }
    tx.commit().await.unwrap();
    let whole = audit::verify(db, None).await.unwrap().unwrap();
    let head = whole.head.unwrap();
    assert_eq!((whole.entries, head.seq), (1_200, 1_200));
    assert_eq!(audit::head(db).await.unwrap().as_ref(), Some(&head));
    assert!(audit::verify(db, Some(&head)).await.unwrap().is_ok());

    let page = audit::page(db, Some(1_000), 2).await.unwrap();
    assert_eq!(page.iter().map(|r| r.seq).collect::<Vec<_>>(), [999, 998]);
    assert_eq!(page[1].entry, entry(998));
    assert_eq!(audit::page(db, None, 1).await.unwrap()[0].hash, head.hash);
    assert_eq!(audit::of_subject(db, "obligation:7").await.unwrap().len(), 1);

    use audit::Why::{Changed, Cut, Missing, Replaced, Unlinked};
    let swap = "UPDATE audit SET prev = (SELECT hash FROM audit WHERE seq = 10) WHERE seq = 600";
    let cases = [
        ("UPDATE audit SET who = 'Người khác' WHERE seq = 600", 600, Changed),
        ("UPDATE audit SET who = who || seat, seat = '' WHERE seq = 600", 600, Changed),
        ("UPDATE audit SET user_id = NULL WHERE seq = 600", 600, Changed),
        ("UPDATE audit SET at = '2025-11-02T08:00:00.250000Z' WHERE seq = 600", 600, Changed),
        ("UPDATE audit SET hash = prev WHERE seq = 600", 600, Changed),
        (swap, 600, Changed),
        ("DELETE FROM audit WHERE seq = 600", 600, Missing),
        ("DELETE FROM audit WHERE seq = 1", 1, Missing),
        ("DELETE FROM audit WHERE seq > 1190", 1_200, Cut),
        ("DELETE FROM audit", 1_200, Cut),
    ];
    for (sql, seq, why) in cases {
        let tx = db.begin().await.unwrap();
        run(&tx, sql).await;
        assert_eq!(audit::verify(&tx, Some(&head)).await.unwrap(), Err(audit::Broken { seq, why }), "{sql}");
    }
    // A tail written anew is a whole chain to everyone but the one who noted the old end.
    let tx = db.begin().await.unwrap();
    run(&tx, "DELETE FROM audit WHERE seq = 1200").await;
    audit::append(&tx, &entry(1_201)).await.unwrap();
    assert!(audit::verify(&tx, None).await.unwrap().is_ok());
    assert_eq!(audit::verify(&tx, Some(&head)).await.unwrap(), Err(audit::Broken { seq: 1_200, why: Replaced }));
    // The same entry, well hashed, but following another chain.
    run(&tx, "DELETE FROM audit").await;
    audit::append(&tx, &entry(1)).await.unwrap();
    audit::append(&tx, &entry(2)).await.unwrap();
    run(&tx, "CREATE TABLE kept AS SELECT * FROM audit WHERE seq = 2").await;
    run(&tx, "DELETE FROM audit").await;
    audit::append(&tx, &entry(3)).await.unwrap();
    run(&tx, "INSERT INTO audit SELECT * FROM kept").await;
    assert_eq!(audit::verify(&tx, None).await.unwrap(), Err(audit::Broken { seq: 2, why: Unlinked }));
}

async fn plan(db: &Store) {
    let step = |note: &str| briefing::Briefing {
        unit: UNITS[0].into(),
        step: "meeting".into(),
        on: date(2025, 3, 1),
        by: "Lâm Văn Hai".into(),
        note: note.into(),
    };
    briefing::set(db, "ca-mau-2021", &step("")).await.unwrap();
    briefing::set(db, "ca-mau-2021", &step("120 người")).await.unwrap();
    assert_eq!(briefing::list(db, "ca-mau-2021").await.unwrap(), [step("120 người")]);
    let duty = |status: &str| duty_state::DutyState {
        duty: "III.1.a".into(),
        status: status.into(),
        note: String::new(),
        on: date(2025, 4, 1),
        by: "Lâm Văn Hai".into(),
    };
    duty_state::set(db, "ca-mau-2021", &duty("running")).await.unwrap();
    duty_state::set(db, "ca-mau-2021", &duty("done")).await.unwrap();
    assert_eq!(duty_state::list(db, "ca-mau-2021").await.unwrap(), [duty("done")]);
    assert_eq!(duty_state::list(db, "other").await.unwrap(), []);
    assert_eq!(db.check().await.unwrap(), Vec::<String>::new());
}
