//! Approved outlines become calls; a version is approved and published; everyone searches it; a later one says why.
use axum::http::StatusCode;
use domain::access::Position;
use domain::call::CallStatus;
use domain::outline::round::EventKind;
use jiff::civil::date;
use server::app::{Caller, aid, call, outline};
use server::demo::outline::facts;
use server::demo::random::Random;

use super::harness::{Browser, House};

/// Three communes with an approved outline each: areas a, a and d.
pub async fn approved(house: &House) {
    let (ctx, by) = (&house.ctx, Caller::Operator);
    outline::open_round(ctx, &by, 2026, date(2025, 11, 7), date(2025, 12, 20)).await.unwrap();
    let mut random = Random::new(7);
    for (n, unit) in ["X32062", "X31825", "X32092"].into_iter().enumerate() {
        let it = outline::begin(ctx, &by, 2026, unit, &outline::blank(ctx, unit)).await.unwrap();
        let facts = facts(ctx, unit, n, &mut random);
        outline::save(ctx, &by, &it.code, it.revision, facts).await.unwrap();
        outline::submit(ctx, &by, &it.code, it.revision + 1).await.unwrap();
        outline::decide(ctx, &by, &it.code, EventKind::Approved, "").await.unwrap();
    }
}

pub async fn published(house: &House, officer: &mut Browser, leader: &mut Browser) {
    assert_eq!(officer.post("/danh-muc/2026/lap", &[]).await.status, StatusCode::SEE_OTHER);
    let ctx = &house.ctx;
    for code in ["KG-2026-001", "KG-2026-002"] {
        let it = call::load(ctx, &Caller::Operator, code).await.unwrap();
        let mut facts = it.facts.clone();
        facts.contacts[0].email = "c@s.vn".into();
        call::save(ctx, &Caller::Operator, code, it.revision, facts).await.unwrap();
        call::turn(ctx, &Caller::Operator, code, CallStatus::Open, "").await.unwrap();
    }
    assert_eq!(officer.post("/danh-muc/2026/trinh", &[]).await.status, StatusCode::SEE_OTHER);
    let own = officer.post("/danh-muc/2026/1", &[("do", "approve")]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "who submits does not approve");
    for decision in ["approve", "publish"] {
        let answer = leader.post("/danh-muc/2026/1", &[("do", decision)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{decision}");
    }
}

pub async fn people(house: &House) -> (Browser, Browser) {
    let officer = house.person("c@s.vn", "SDTTG", Position::Officer).await;
    let leader = house.person("l@s.vn", "SDTTG", Position::Leader).await;
    (house.signed_in(officer).await, house.signed_in(leader).await)
}

#[tokio::test]
async fn a_catalogue_is_compiled_submitted_approved_and_published() {
    let house = House::new().await;
    approved(&house).await;
    let (mut officer, mut leader) = people(&house).await;
    let mut everyone = house.browser();
    let before = everyone.get("/keu-goi").await.page("vi");
    assert!(before.contains("Chưa có danh mục nào"), "nothing is public before it is published");
    published(&house, &mut officer, &mut leader).await;
    for lang in ["vi", "en"] {
        officer.get(&format!("/danh-muc?nam=2026&lang={lang}")).await.page(lang);
        officer.get(&format!("/danh-muc/goi/KG-2026-001?lang={lang}")).await.page(lang);
    }
    for lang in ["vi", "en", "km"] {
        for path in ["/keu-goi", "/keu-goi/KG-2026-001", "/keu-goi/phien-ban", "/keu-goi/phien-ban/2026/1"] {
            everyone.get(&format!("{path}?lang={lang}")).await.page(lang);
        }
    }
    everyone.cookies.remove("lang");
    let list = everyone.get("/keu-goi?lv=a").await.page("vi");
    assert!(list.contains("2 dự án") && !list.contains("KG-2026-003"), "areas a and a");
    let old = everyone.get("/keu-goi?q=khong+co+gi+nhu+vay").await.page("vi");
    assert!(old.contains("0 dự án"));
    assert_eq!(everyone.get("/keu-goi/KG-2026-009").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
pub async fn published_files_are_those_of_the_version_and_are_never_changed() {
    let house = House::new().await;
    approved(&house).await;
    let (mut officer, mut leader) = people(&house).await;
    published(&house, &mut officer, &mut leader).await;
    let mut everyone = house.browser();
    let page = everyone.get("/keu-goi/phien-ban/2026/1").await.page("vi");
    for name in ["-vi.docx", "-vi.pdf", "-en.docx", "-en.pdf", ".xlsx", ".csv", ".json"] {
        let path = format!("/keu-goi/phien-ban/2026/1/danh-muc-2026-1{name}");
        assert!(page.contains(&path), "{path}");
        assert_eq!(everyone.get(&path).await.status, StatusCode::OK, "{path}");
    }
    let json = everyone.get("/keu-goi/phien-ban/2026/1/danh-muc-2026-1.json").await;
    let content: domain::catalogue::Catalogue = serde_json::from_str(&json.text()).unwrap();
    assert_eq!(content.calls.len(), 3);
    let (it, by) = (content.calls[0].code.clone(), Caller::Operator);
    call::turn(&house.ctx, &by, &it, CallStatus::Withdrawn, "Đã có ngân sách").await.unwrap();
    let again = everyone.get("/keu-goi/phien-ban/2026/1/danh-muc-2026-1.json").await;
    assert_eq!(again.text(), json.text(), "a published file stays");
    let live = everyone.get(&format!("/keu-goi/{it}")).await.page("vi");
    assert!(live.contains("Đã có ngân sách"), "where a call stands is said at once");
    let feed = everyone.get("/keu-goi/tin.atom").await;
    assert!(feed.header("content-type").starts_with("application/atom+xml"));
    let refused = officer.post("/danh-muc/2026/trinh", &[("reason", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a second version needs a reason");
    officer.post("/danh-muc/2026/trinh", &[("reason", "Một dự án đã có ngân sách")]).await;
    for decision in ["approve", "publish"] {
        leader.post("/danh-muc/2026/2", &[("do", decision)]).await;
    }
    let second = everyone.get("/keu-goi/phien-ban/2026/2").await.page("vi");
    assert!(second.contains("Không còn") && second.contains("Một dự án đã có ngân sách"));
    let first = everyone.get("/keu-goi/phien-ban/2026/1").await.page("vi");
    assert!(first.contains("Đã có bản mới hơn"));
}

#[tokio::test]
async fn two_officers_at_one_call_lose_nothing() {
    let house = House::new().await;
    approved(&house).await;
    let (mut officer, _) = people(&house).await;
    officer.post("/danh-muc/2026/lap", &[]).await;
    let sent = [("revision", "1"), ("name_vi", "Nước sạch"), ("need_en", "Wells are saline")];
    assert_eq!(officer.post("/danh-muc/goi/KG-2026-001", &sent).await.status, StatusCode::SEE_OTHER);
    let late = [("revision", "1"), ("name_vi", "Nước sạch cho ấp 7"), ("need_en", "")];
    let answer = officer.post("/danh-muc/goi/KG-2026-001", &late).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.text();
    assert!(page.contains("Nước sạch cho ấp 7") && page.contains("Wells are saline"), "both sides are shown");
    let wrong =
        [("revision", "2"), ("name_vi", "Nước sạch"), ("sectors", "99999"), ("closes_on", "31/02/2026")];
    let answer = officer.post("/danh-muc/goi/KG-2026-001", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("31/02/2026"), "what was typed is not lost");
    let opened = officer.post("/danh-muc/goi/KG-2026-001/tinh-trang", &[("to", "open")]).await;
    assert_eq!(opened.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody to write to");
}

#[tokio::test]
async fn documents_of_a_call_are_everyones_once_it_is_published() {
    let house = House::new().await;
    approved(&house).await;
    let (mut officer, mut leader) = people(&house).await;
    officer.post("/danh-muc/2026/lap", &[]).await;
    let files = "/danh-muc/goi/KG-2026-001/tep";
    for lang in ["vi", "en"] {
        officer.get(&format!("{files}?lang={lang}")).await.page(lang);
    }
    officer.cookies.remove("lang");
    let untitled = officer.upload(files, "ban-ve.pdf", b"%PDF-1.7 ban ve").await;
    assert_eq!(untitled.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(untitled.page("vi").contains("Ghi tên tài liệu"));
    let by = Caller::Operator;
    let attach = async |code: &str, bytes: &[u8]| {
        call::file::attach(&house.ctx, &by, code, "Bản vẽ sơ bộ", "bản vẽ.pdf", bytes.to_vec()).await
    };
    assert!(attach("KG-2026-001", b"<html>").await.is_err(), "known by its content");
    attach("KG-2026-001", b"%PDF-1.7 ban ve").await.unwrap();
    attach("KG-2026-003", b"%PDF-1.7 ban ve").await.unwrap();
    let mut everyone = house.browser();
    let before = everyone.get("/keu-goi/KG-2026-001/tep/1").await;
    assert_eq!(before.status, StatusCode::NOT_FOUND, "not before the call is published");
    published(&house, &mut officer, &mut leader).await;
    let page = everyone.get("/keu-goi/KG-2026-001").await.page("vi");
    assert!(page.contains("Bản vẽ sơ bộ") && page.contains("/keu-goi/KG-2026-001/tep/1"));
    let taken = everyone.get("/keu-goi/KG-2026-001/tep/1").await;
    assert_eq!((taken.status, taken.body.as_slice()), (StatusCode::OK, b"%PDF-1.7 ban ve".as_slice()));
    assert_eq!(
        everyone.get("/keu-goi/KG-2026-001/tep/2").await.status,
        StatusCode::NOT_FOUND,
        "of another call"
    );
    assert_eq!(
        everyone.get(&format!("{files}/1")).await.status,
        StatusCode::SEE_OTHER,
        "the office signs in"
    );
    assert_eq!(officer.post(&format!("{files}/1"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(everyone.get("/keu-goi/KG-2026-001/tep/1").await.status, StatusCode::NOT_FOUND, "taken away");
}

#[tokio::test]
async fn aid_of_others_near_by_stands_beside_a_call() {
    let house = House::new().await;
    approved(&house).await;
    let (mut officer, mut leader) = people(&house).await;
    published(&house, &mut officer, &mut leader).await;
    let dir = tempfile::tempdir().unwrap();
    let import = async |name: &str, title: &str| {
        let text = format!(
            r#"<iati-activities version="2.03"><iati-activity><iati-identifier>XM-DAC-1-{name}</iati-identifier>
<reporting-org ref="XM-DAC-1" type="21"><narrative>Tổ chức A</narrative></reporting-org>
<title><narrative xml:lang="vi">{title}</narrative></title>
<description><narrative xml:lang="vi">Cho 40 hộ.</narrative></description>
<participating-org ref="XM-DAC-1" role="1" type="21"/><activity-status code="2"/>
<activity-date type="2" iso-date="2025-01-10"/><recipient-country code="VN"/>
<sector vocabulary="1" code="99810"/></iati-activity></iati-activities>"#
        );
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        let by = Caller::Operator;
        aid::import(&house.ctx, &by, &path, name, std::sync::Arc::default()).await.unwrap();
    };
    let mut everyone = house.browser();
    let call = "/keu-goi/KG-2026-001";
    assert!(!everyone.get(call).await.page("vi").contains("Viện trợ đã công bố có liên quan"));
    import("a.xml", "Đường ở Hà Nội").await;
    import("b.xml", "Giếng nước xã Khánh Lâm").await;
    let page = everyone.get(call).await.page("vi");
    assert!(page.contains("Giếng nước xã Khánh Lâm") && page.contains("Tại Khánh Lâm"), "{page}");
    assert!(!page.contains("Đường ở Hà Nội"));
    // What was found is kept until another file is read.
    import("c.xml", "Trạm y tế huyện U Minh").await;
    let page = everyone.get(call).await.page("vi");
    let at = |title: &str| page.find(title).unwrap_or(usize::MAX);
    assert!(at("Giếng nước xã Khánh Lâm") < at("Trạm y tế huyện U Minh"), "nearer first");
    assert!(page.contains("Tại U Minh"));
}
