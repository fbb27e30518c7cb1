//! The plan at work.
use axum::http::StatusCode;

use super::*;

#[tokio::test]
async fn nine_areas_every_duty_with_its_lead_and_every_clause_answered() {
    let house = House::new().await;
    let mut reader = officer(&house, "SYT").await;
    let html = reader.get("/ke-hoach").await.page("vi");
    let areas = between(&html, "<h2 id=\"linh-vuc\">", "</section>");
    let letters: Vec<&str> = areas
        .split("<span class=\"let\" aria-hidden=\"true\">")
        .skip(1)
        .map(|a| a.split('<').next().unwrap())
        .collect();
    assert_eq!(letters, ["a", "b", "c", "d", "đ", "e", "g", "h", "i"]);
    let duties = between(&html, "<tbody>", "</tbody>");
    assert!(duties.matches("<tr id=\"nv-").count() > 20);
    assert!(!duties.contains("data-l=\"Chủ trì\">–<"), "no duty without a lead");
    assert!(!html.contains("Ghi tình trạng<span"), "only the standing agency records states");
    let clauses = reader.get("/ke-hoach/dieu-khoan").await.page("vi");
    assert!(clauses.contains("id=\"m-II-3-đ\"") && !clauses.contains("chưa có gì đáp ứng"));
    for href in clauses.split("href=\"").skip(1).map(|h| h.split('"').next().unwrap()) {
        if let Some(id) = href.strip_prefix("/ke-hoach#") {
            assert!(html.contains(&format!("id=\"{id}\"")), "{href}");
        }
    }
}

#[tokio::test]
async fn the_standing_agency_records_how_a_duty_stands() {
    let house = House::new().await;
    let duty = server::app::plan::current(&house.ctx, house.ctx.clock.today()).unwrap().duties[0].clone();
    let path = format!("/ke-hoach/nhiem-vu/{}", duty.id);
    let mut unit = officer(&house, "SYT").await;
    assert_eq!(unit.post(&path, &[("state", "done")]).await.status, StatusCode::FORBIDDEN);
    let mut clerk = standing(&house, Position::Officer).await;
    let wrong = clerk.post(&path, &[("state", "perhaps")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    clerk.post(&path, &[("state", "done"), ("note", "Hội nghị ngày 12/5")]).await.to();
    let html = unit.get(&path).await.page("vi");
    assert!(html.contains("Đã xong") && html.contains("Hội nghị ngày 12/5"), "{html}");
    let html = unit.get("/ke-hoach").await.page("vi");
    assert!(html.contains("Đã xong 1"), "{html}");
}

#[tokio::test]
async fn a_unit_says_that_it_has_briefed_its_people_and_leaves_the_list() {
    let house = House::new().await;
    let mut unit = officer(&house, "X32062").await;
    let html = unit.get("/ke-hoach/pho-bien").await.page("vi");
    assert!(
        html.contains("84 đơn vị chưa phổ biến")
            && html.contains("UBND xã Khánh Lâm: Kế hoạch số 67/KH-UBND"),
        "{html}"
    );
    let future = unit.post("/ke-hoach/pho-bien", &[("step", "briefed"), ("on", "2025-11-08")]).await;
    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(future.page("vi").contains("Ngày ghi ở tương lai"));
    unit.post("/ke-hoach/pho-bien", &[("step", "briefed"), ("on", "03/11/2025"), ("note", "Họp 42 người")])
        .await
        .to();
    let html = unit.get("/ke-hoach/pho-bien").await.page("vi");
    assert!(html.contains("83 đơn vị chưa phổ biến"));
    let html = unit.get("/ke-hoach/pho-bien?loc=tat-ca&trang=2").await.page("vi");
    assert!(
        html.contains("Họp 42 người")
            || unit.get("/ke-hoach/pho-bien?loc=tat-ca").await.text().contains("Họp 42 người")
    );
    let mut agency = standing(&house, Position::Officer).await;
    let html = agency.get("/ke-hoach/pho-bien").await.page("vi");
    assert!(!html.contains("name=\"step\""), "who owes no report has no unit to speak for");
}

#[tokio::test]
async fn the_matrix_counts_what_each_seat_leads() {
    let house = House::new().await;
    let mut reader = officer(&house, "SYT").await;
    let html = reader.get("/ke-hoach/co-quan").await.page("vi");
    let duties = server::app::plan::current(&house.ctx, house.ctx.clock.today()).unwrap().duties.len();
    let seats = between(&html, "<tbody>", "</tbody>");
    let leads: i64 = figures(seats).chunks(2).map(|pair| pair[0]).sum();
    assert_eq!(leads, i64::try_from(duties).unwrap(), "each duty has one lead");
    assert_eq!(html.matches("<b>chủ trì</b>").count(), duties);
}
