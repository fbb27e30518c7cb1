//! The standing agency at a unit's report.
use axum::http::StatusCode;
use domain::access::Position;
use domain::round::Stage;

use super::*;

#[tokio::test]
async fn a_report_is_returned_with_a_reason_amended_and_accepted() {
    let house = open_house().await;
    let (mut unit, mut desk) = (officer(&house, UNIT).await, standing(&house, Position::Officer).await);
    fill(&mut unit).await;
    submit(&mut unit).await;
    let page = desk.get("/viec").await.page("vi");
    assert!(page.contains("Báo cáo chờ xem: 1") && page.contains("UBND xã Hồ Thị Kỷ"), "{page}");
    let page = desk.get(&format!("{REPORT}?bieu=B1")).await.page("vi");
    assert!(!page.contains("name=\"phan\"") && page.contains("Tiếp nhận báo cáo"), "read only, with the box");

    let refused = desk.post(&format!("{REPORT}/tra-lai"), &[("reason", " "), ("until", "x")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(summary(&refused.page("vi")), ["#reason", "#until"]);
    let past = [("reason", "Xem lại số nữ."), ("until", "2025-11-01")];
    let refused = desk.post(&format!("{REPORT}/tra-lai"), &past).await;
    assert_eq!(summary(&refused.page("vi")), ["#until"]);
    assert!(refused.text().contains("Xem lại số nữ."), "what was typed stays");

    let asked = [("reason", "Xem lại số nữ."), ("until", "2025-11-10")];
    desk.post(&format!("{REPORT}/tra-lai"), &asked).await.to();
    assert!(matches!(stage(&house, UNIT).await, Stage::Returned { .. }));
    let page = unit.get("/viec").await.page("vi");
    assert!(page.contains("Còn 3 ngày") && page.contains("Trả lại vì: Xem lại số nữ."), "{page}");
    let page = unit.get(&format!("{REPORT}?bieu=B4")).await.page("vi");
    assert!(
        page.contains("Xem lại số nữ.") && page.contains("10/11/2025") && page.contains("nộp lại"),
        "{page}"
    );
    send(&mut unit, "B4", &[("B4-0-women", "32")], "luu").await.to();
    submit(&mut unit).await;
    let answer = desk.post(&format!("{REPORT}/tiep-nhan"), &[]).await;
    let page = desk.get(answer.to()).await.page("vi");
    assert!(page.contains("Đã tiếp nhận báo cáo") && page.contains("Lịch sử và thư đã gửi"));
    desk.get(&format!("{REPORT}?bieu=B1&lang=en")).await.page("en");
}

#[tokio::test]
async fn only_a_leader_reopens_and_only_an_accepted_report() {
    let house = open_house().await;
    let (mut unit, mut desk) = (officer(&house, UNIT).await, standing(&house, Position::Officer).await);
    let mut leader = standing(&house, Position::Leader).await;
    fill(&mut unit).await;
    submit(&mut unit).await;
    desk.post(&format!("{REPORT}/tiep-nhan"), &[]).await.to();
    let asked = [("reason", "Thiếu một dự án."), ("until", "2025-11-12")];
    let answer = desk.post(&format!("{REPORT}/mo-lai"), &asked).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!desk.get(REPORT).await.text().contains("/mo-lai"));
    assert!(leader.get(REPORT).await.page("vi").contains("/mo-lai"));
    leader.post(&format!("{REPORT}/mo-lai"), &asked).await.to();
    assert!(matches!(stage(&house, UNIT).await, Stage::Returned { .. }));
    let again = leader.post(&format!("{REPORT}/mo-lai"), &asked).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.page("vi");
    assert_eq!(unit.post(&format!("{REPORT}/tiep-nhan"), &[]).await.status, StatusCode::FORBIDDEN);
}
