//! Two people at the same report.
use axum::http::StatusCode;

use super::*;

#[tokio::test]
async fn two_people_at_different_cells_are_merged_without_a_word() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    send(&mut browser, "B4", &COURSE, "luu").await.to();
    let old = browser.get(&format!("{REPORT}?bieu=B4")).await.text();
    send(&mut browser, "B4", &[("B4-0-people", "64")], "luu").await.to();
    let answer = send_page(&mut browser, &old, &[("B4-0-women", "31")], "luu").await;
    let page = browser.get(answer.to()).await.page("vi");
    assert_eq!((value(&page, "B4-0-people"), value(&page, "B4-0-women")), ("64".into(), "31".into()));
}

#[tokio::test]
async fn the_same_cell_changed_twice_is_asked_and_nothing_is_lost() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    send(&mut browser, "B4", &COURSE, "luu").await.to();
    let old = browser.get(&format!("{REPORT}?bieu=B4")).await.text();
    send(&mut browser, "B4", &[("B4-0-people", "64")], "luu").await.to();
    let typed = [("B4-0-people", "66"), ("B4-0-name", "Kỹ thuật lúa – tôm, lớp 2")];
    let answer = send_page(&mut browser, &old, &typed, "luu").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.page("vi");
    assert!(page.contains("<b class=\"num\">64</b>") && page.contains("<b class=\"num\">66</b>"), "{page}");
    assert!(page.contains("Kỹ thuật lúa – tôm, lớp 2"), "what else was typed is shown");
    let saved = browser.get(&format!("{REPORT}?bieu=B4")).await.text();
    assert_eq!(value(&saved, "B4-0-people"), "64", "nothing is written before the choice");

    // Without a choice it is asked again; with one it is written.
    let all = kept(&page);
    let mut fields: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let again = browser.post(REPORT, &fields).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert_eq!(summary(&again.page("vi")), ["#cell-B4-1-people-so"]);
    fields.push(("chon:cell:B4:1:people", "tep"));
    let answer = browser.post(REPORT, &fields).await;
    let page = browser.get(answer.to()).await.page("vi");
    assert_eq!(value(&page, "B4-0-people"), "66");
    assert!(page.contains("lớp 2"));
}

/// The hidden fields in which the page keeps what was typed.
fn kept(html: &str) -> Vec<(String, String)> {
    let all = tags(html);
    let hidden = all.iter().filter(|t| t.get("type") == Some("hidden"));
    hidden
        .map(|t| (t.get("name").unwrap().to_owned(), unescape(t.get("value").unwrap_or_default())))
        .collect()
}

#[tokio::test]
async fn what_was_typed_after_a_colleague_submitted_stays_on_the_page() {
    let house = open_house().await;
    let mut browser = officer(&house, UNIT).await;
    fill(&mut browser).await;
    let old = browser.get(&format!("{REPORT}?bieu=B4")).await.text();
    submit(&mut browser).await;
    let answer = send_page(&mut browser, &old, &[("B4-0-people", "66")], "luu").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.page("vi");
    assert!(
        page.contains("Báo cáo đã nộp nên không ghi thêm được") && page.contains("<ins>66</ins>"),
        "{page}"
    );
    assert!(!page.contains("<button>Lưu theo lựa chọn"));
}
