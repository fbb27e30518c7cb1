//! Projects and their money.
use std::collections::BTreeMap;

use domain::ids::ProjectId;
use domain::project::{Facts, Flow, FlowStage, Project};
use store::{Store, StoreError, flow, project};

use crate::world::{UNITS, facts};

pub(super) async fn register(db: &Store) {
    let names =
        [("Cầu Kênh Tám", "cau kenh tam"), ("Nước sạch 100%", "nuoc sach 100%"), ("Học bổng", "hoc bong")];
    for ((name, search), (area, kind)) in names.into_iter().zip([("d", "ngo"), ("a", "ngo"), ("d", "oda")]) {
        let facts = facts(name, area, kind);
        let new = [project::New { facts: &facts, search: search.into() }];
        project::insert(db, UNITS[1], 2024, &new).await.unwrap();
    }
    let other = facts("Bò giống", "b", "ngo");
    let new = [project::New { facts: &other, search: "bo giong".into() }];
    assert_eq!(project::insert(db, UNITS[2], 2025, &new).await.unwrap(), ["DA-2025-001"]);
    let bridge = project::by_code(db, "DA-2024-001").await.unwrap().unwrap();
    assert_eq!((bridge.unit.as_str(), &bridge.facts), (UNITS[1], &facts("Cầu Kênh Tám", "d", "ngo")));
    assert_eq!(project::by_code(db, "DA-2024-009").await.unwrap(), None);
    let two = project::by_codes(db, &["DA-2024-003", "DA-2024-001", "DA-1900-001"]).await.unwrap();
    assert_eq!(two.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["DA-2024-001", "DA-2024-003"]);
    assert_eq!(project::of_unit(db, UNITS[1]).await.unwrap().len(), 3);
    changing(db, bridge).await;
    finding(db).await;
    counting(db).await;
}

async fn changing(db: &Store, bridge: Project) {
    let done = Facts { state: "done".into(), ..bridge.facts.clone() };
    project::update_facts(db, bridge.id, &done, "cau kenh tam to chuc anh duong").await.unwrap();
    project::set_unit(db, bridge.id, UNITS[2]).await.unwrap();
    let moved = project::by_code(db, "DA-2024-001").await.unwrap().unwrap();
    assert_eq!((moved.unit.as_str(), moved.facts), (UNITS[2], done));
}

async fn finding(db: &Store) {
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
}

async fn counting(db: &Store) {
    let filter = project::Filter { area: Some("d".into()), per_page: 1, page: 2, ..Default::default() };
    let (page, total) = project::list(db, &filter).await.unwrap();
    assert_eq!((page.len(), page[0].project.code.as_str(), total), (1, "DA-2024-001", 2));
    let facets = project::facets(db, &filter).await.unwrap();
    assert_eq!(facets.area, [("a".into(), 1), ("b".into(), 1), ("d".into(), 2)], "other areas stay in sight");
    assert_eq!(facets.donor_type, [("ngo".into(), 1), ("oda".into(), 1)]);
    assert_eq!(facets.state, [("done".into(), 1), ("running".into(), 1)]);
    for filter in
        [project::Filter::default(), project::Filter { area: Some("d".into()), ..Default::default() }]
    {
        let (listed, _) = project::list(db, &filter).await.unwrap();
        let sums = project::sums(db, &filter).await.unwrap();
        let committed: i64 = listed.iter().map(|l| l.committed).sum();
        let disbursed: i64 = listed.iter().map(|l| l.disbursed).sum();
        assert_eq!((sums.committed, sums.disbursed), (committed, disbursed), "the sum of the rows");
    }
    let (all, last) = project::changed_since(db, None).await.unwrap();
    assert_eq!((all.len(), all[0].donor.as_str()), (4, "Tổ chức Ánh Dương"));
    assert_eq!(project::changed_since(db, Some(last)).await.unwrap(), (Vec::new(), last));
    let (lately, _) = project::changed_since(db, Some(last - 1)).await.unwrap();
    assert!(!lately.is_empty() && lately.len() < 4, "what the last change touched");
}

pub(super) async fn money(db: &Store) {
    let bridge = project::by_code(db, "DA-2024-001").await.unwrap().unwrap().id;
    let flow = |year, stage, source: &str, amount| Flow {
        project: bridge,
        year,
        stage,
        source: source.into(),
        amount,
    };
    let of_2024 =
        [flow(2024, FlowStage::Committed, "aid", 900), flow(2024, FlowStage::Disbursed, "all", 300)];
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
    assert_eq!(flow::of_projects(db, &[ProjectId(999), bridge]).await.unwrap(), all);
    let (found, flows) = project::with_flows(db, "DA-2024-001").await.unwrap().unwrap();
    assert_eq!((found.id, flows), (bridge, all));
    assert_eq!(project::with_flows(db, "DA-2024-002").await.unwrap().unwrap().1, []);
    assert_eq!(project::with_flows(db, "DA-2024-009").await.unwrap(), None);
    sums(db, bridge).await;

    let wrong = flow::replace_for(db, &[bridge], 2024, &of_2025, UNITS[2]).await;
    assert!(matches!(wrong, Err(StoreError::Refused(_))));
    let unknown = Flow { project: ProjectId(999), ..of_2024[0].clone() };
    let wrong = flow::replace_for(db, &[ProjectId(999)], 2024, &[unknown], UNITS[2]).await;
    assert!(matches!(wrong, Err(StoreError::Refused(_))), "a flow needs its project");
}

async fn sums(db: &Store, bridge: ProjectId) {
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
}
