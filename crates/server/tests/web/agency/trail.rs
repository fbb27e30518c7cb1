//! The audit trail.
use axum::http::StatusCode;

use super::*;

#[tokio::test]
async fn what_was_done_is_there_newest_first_and_found_by_subject() {
    let house = reported().await;
    let mut leader = standing(&house, Position::Leader).await;
    leader.post("/bao-cao/2025/SYT/ngoai-le", &[("do", "excuse"), ("reason", "Không có dự án")]).await.to();
    let html = leader.get("/nhat-ky").await.page("vi");
    let first = between(&html, "<tbody>", "</tr>");
    assert!(first.contains("Ghi lý do vắng") && first.contains("Không có dự án"), "{first}");
    assert!(first.contains("href=\"/bao-cao/2025/SYT\""));
    let one = leader.get("/nhat-ky?ve=report/2025/X32062").await.page("vi");
    let rows = between(&one, "<tbody>", "</tbody>");
    assert_eq!(rows.matches("<tr>").count(), 3, "saved, submitted, accepted: {rows}");
    assert!(!rows.contains("X32092"));
    let whole = leader.get("/nhat-ky?kiem=1").await.page("vi");
    assert!(whole.contains("Chuỗi nguyên vẹn"), "{whole}");
}

#[tokio::test]
async fn a_long_trail_is_read_page_by_page_without_a_gap() {
    let house = reported().await;
    excuse_others(&house).await;
    let mut leader = standing(&house, Position::Leader).await;
    let (mut path, mut seen) = ("/nhat-ky".to_owned(), Vec::new());
    loop {
        let html = leader.get(&path).await.page("vi");
        let body = between(&html, "<tbody>", "</tbody>");
        seen.extend(body.split("…\">").skip(1).map(|s| number(s.split('<').next().unwrap())));
        match html.split("rel=\"next\" href=\"").nth(1) {
            Some(next) => path = next.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&"),
            None => break,
        }
    }
    let all = house.trail().await.len();
    let expected: Vec<i64> = (1..=i64::try_from(all).unwrap()).rev().collect();
    assert!(all > 50);
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn only_leaders_and_administrators_read_it() {
    let house = House::new().await;
    for (position, expected) in [
        (Position::Officer, StatusCode::FORBIDDEN),
        (Position::Leader, StatusCode::OK),
        (Position::Administrator, StatusCode::OK),
    ] {
        assert_eq!(standing(&house, position).await.get("/nhat-ky").await.status, expected, "{position:?}");
    }
}
