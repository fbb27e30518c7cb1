//! The yearly programme is planned, approved and carried out; an officer's yes or no to a donor is remembered.
use axum::http::StatusCode;
use domain::access::Position;
use domain::call::CallStatus;
use server::app::{Caller, call};

use super::catalogue::{approved, people, published};
use super::harness::House;

#[tokio::test]
async fn a_programme_is_planned_approved_and_what_came_of_it_is_an_engagement() {
    let house = House::new().await;
    let union = house.person("u@l.vn", "LHHN", Position::Officer).await;
    let commune = house.person("a@x.vn", "X32062", Position::Officer).await;
    let (mut union, mut commune) = (house.signed_in(union).await, house.signed_in(commune).await);
    let path = "/chuong-trinh/2025";
    assert_eq!(commune.get(path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(union.get("/chuong-trinh").await.to(), path);
    for lang in ["vi", "en"] {
        union.get(&format!("{path}?lang={lang}")).await.page(lang);
    }
    union.cookies.remove("lang");
    let donor = [("name", "Bạn Đồng Hành"), ("plan", "ngo")];
    let donor = union.post("/nha-tai-tro/moi", &donor).await.to().split('?').next().unwrap().to_owned();
    let goals = [("do", "goals"), ("revision", "0"), ("goals", "Năm tổ chức mới")];
    assert_eq!(union.post(path, &goals).await.status, StatusCode::SEE_OTHER);
    let activity = |to: &'static str| {
        [
            ("do", "add"),
            ("revision", "1"),
            ("what", "Gặp mặt cuối năm"),
            ("kind", "meeting"),
            ("from", "01/11/2025"),
            ("to", to),
            ("lead", "LHHN"),
            ("budget", "20.000.000"),
            ("donors", "NTT-001"),
        ]
    };
    let wrong = union.post(path, &activity("01/02/2026")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "another year is another programme");
    assert!(wrong.page("vi").contains("Gặp mặt cuối năm"), "what was typed is not lost");
    union.post(path, &activity("30/11/2025")).await;
    let stale = union.post(path, &activity("30/11/2025")).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody was faster");
    let approve =
        [("do", "approve"), ("revision", "2"), ("number", "5/CTr-LHHN"), ("approved", "07/11/2025")];
    union.post(path, &approve).await;
    let remove = [("do", "remove"), ("revision", "3"), ("n", "1")];
    assert_eq!(
        union.post(path, &remove).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "what is approved stays"
    );
    let finish = [("do", "finish"), ("revision", "3"), ("n", "1"), ("text", "Mười tổ chức dự")];
    union.post(path, &finish).await;
    let page = union.get(path).await.page("vi");
    assert!(page.contains("5/CTr-LHHN") && page.contains("1 trên 1 đã làm"));
    assert!(union.get(&donor).await.page("vi").contains("Mười tổ chức dự"));
}

#[tokio::test]
async fn what_an_officer_said_of_a_pair_is_remembered_on_both_pages() {
    let house = House::new().await;
    approved(&house).await;
    let (mut officer, mut leader) = people(&house).await;
    published(&house, &mut officer, &mut leader).await;
    let by = Caller::Operator;
    for code in ["KG-2026-001", "KG-2026-002"] {
        assert_eq!(call::load(&house.ctx, &by, code).await.unwrap().status, CallStatus::Open);
    }
    let area = call::load(&house.ctx, &by, "KG-2026-001").await.unwrap().facts.area;
    for name in ["Một", "Hai"] {
        officer.post("/nha-tai-tro/moi", &[("name", name), ("plan", "ngo"), ("areas", &area)]).await;
    }
    let pair = "/ghep/KG-2026-001/NTT-001";
    let bare = officer.post(pair, &[("do", "no")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "a no has its reason");
    bare.page("vi");
    officer.post(pair, &[("do", "no"), ("reason", "Chỉ làm ở miền Bắc")]).await;
    officer.post("/ghep/KG-2026-001/NTT-002", &[("do", "yes")]).await;
    let page = officer.get("/danh-muc/goi/KG-2026-001").await.page("vi");
    let (yes, no) = (page.find("/nha-tai-tro/NTT-002").unwrap(), page.find("Chỉ làm ở miền Bắc").unwrap());
    assert!(yes < no, "a yes comes first and a no last");
    assert!(officer.get("/nha-tai-tro/NTT-001").await.page("vi").contains("Chỉ làm ở miền Bắc"));
    officer.post(pair, &[("do", "clear")]).await;
    assert!(!officer.get("/nha-tai-tro/NTT-001").await.page("vi").contains("Chỉ làm ở miền Bắc"));
}
