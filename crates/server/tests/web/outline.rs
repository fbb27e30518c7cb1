//! A commune proposes an outline; it reaches both recipients; the standing agency returns it.
use axum::http::StatusCode;
use domain::access::Position;
use domain::outline::OutlineStage;
use jiff::civil::date;
use server::app::{Caller, outline};

use super::harness::House;

#[tokio::test]
async fn a_round_is_opened_an_outline_written_and_nothing_incomplete_is_submitted() {
    let house = House::new().await;
    let agency = house.person("c@s.vn", "SDTTG", Position::Officer).await;
    let commune = house.person("a@x.vn", "X32062", Position::Officer).await;
    let other = house.person("b@x.vn", "X31825", Position::Officer).await;
    let ctx = &house.ctx;
    outline::open_round(ctx, &Caller::Operator, 2026, date(2025, 11, 7), date(2025, 12, 20)).await.unwrap();
    let mut commune = house.signed_in(commune).await;
    let begun = commune.post("/de-xuat/2026/X32062", &[("name", "Cầu ấp 7")]).await;
    let path = begun.to().split('?').next().unwrap().trim_end_matches("/sua").to_owned();
    assert!(path.starts_with("/de-cuong/DC-2026-001"), "{path}");
    for lang in ["vi", "en"] {
        for page in ["", "/sua"] {
            commune.get(&format!("{path}{page}?lang={lang}")).await.page(lang);
        }
        commune.get(&format!("/de-xuat/2026/X32062?lang={lang}")).await.page(lang);
    }
    commune.cookies.remove("lang");
    commune.post(&format!("{path}/gui"), &[("revision", "1")]).await;
    let code = path.rsplit('/').next().unwrap();
    let it = store::outline::by_code(&ctx.store, code).await.unwrap().unwrap();
    assert_eq!(it.stage, OutlineStage::Draft, "what is incomplete stays with its unit");
    let mut agency = house.signed_in(agency).await;
    for lang in ["vi", "en"] {
        agency.get(&format!("/de-xuat?lang={lang}")).await.page(lang);
        agency.get(&format!("/de-xuat/2026?lang={lang}")).await.page(lang);
    }
    let mut other = house.signed_in(other).await;
    assert_eq!(other.get(&path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(other.get("/de-xuat/2026").await.status, StatusCode::FORBIDDEN);
}
