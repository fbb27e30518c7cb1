//! The consolidated report: figures that open, words that are written, the seal that freezes.
use axum::http::StatusCode;

use super::*;

const PAGE: &str = "/tong-hop/2025";

/// The block of an opened figure.
async fn opened(browser: &mut Browser, so: &str, unit: &str) -> String {
    let html = browser.get(&format!("{PAGE}?muc=II&so={so}&don-vi={unit}")).await.page("vi");
    between(&html, "<div class=\"lv2\">", "</li>").to_owned()
}

/// Rows and total of a table.
fn sums(table: &str) -> (Vec<i64>, i64) {
    let (body, foot) = table.split_once("<tfoot>").unwrap();
    (figures(body), figures(foot)[0])
}

#[tokio::test]
async fn a_figure_is_the_sum_of_its_units_and_a_unit_the_sum_of_its_rows() {
    let house = reported().await;
    let mut officer = standing(&house, Position::Officer).await;
    let html = officer.get(&format!("{PAGE}?muc=II")).await.page("vi");
    let item = between(&html, "<li id=\"f-B1-total-disbursed\">", "</li>");
    let figure = number(between(item, "<b class=\"num\">", " <span"));
    assert_eq!(figure, 120 + 80 + 50 + 25);

    let units = opened(&mut officer, "B1%7Ctotal%7Cdisbursed", "").await;
    let (parts, total) = sums(&units);
    assert_eq!((parts.as_slice(), total), ([200, 50, 25].as_slice(), figure), "largest first");
    assert!(units.contains("Từ 3 đơn vị") && units.contains("khớp</span>") && !units.contains("không khớp"));

    let with_rows = opened(&mut officer, "B1%7Ctotal%7Cdisbursed", "X32062").await;
    let rows = with_rows.split_once("<div class=\"lv3\">").unwrap().1;
    let (parts, total) = sums(rows);
    assert_eq!((parts.as_slice(), total), ([120, 80].as_slice(), 200));
    assert!(rows.contains("href=\"/du-an/DA-2025-001\""), "a row leads to its project: {rows}");

    let area = opened(&mut officer, "B1%7Carea%3Dd%7Cdisbursed", "").await;
    assert_eq!(sums(&area), (vec![120], 120), "a figure that no text names opens too");
}

#[tokio::test]
async fn every_figure_of_the_paper_leads_to_its_place_on_the_page() {
    let house = reported().await;
    let mut officer = standing(&house, Position::Officer).await;
    let html = officer.get(PAGE).await.page("vi");
    let paper = between(&html, "<div class=\"desk\"", "</section>");
    assert!(paper.matches("class=\"fx\" href=\"#f-").count() > 10, "{paper}");
    assert!(paper.contains(">275</a>"), "disbursed in the period");
    assert!(paper.contains(">2</p>"), "the second page has its number");
    for letter in ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)", "i)"] {
        assert!(paper.contains(&format!(">{letter} ")), "{letter}");
    }
}

#[tokio::test]
async fn a_section_is_saved_compared_and_never_overwritten_unseen() {
    let house = reported().await;
    let mut first = standing(&house, Position::Officer).await;
    let mut second = standing(&house, Position::Leader).await;
    let path = format!("{PAGE}/muc/V");
    let answer = first.post(&path, &[("seen", "0"), ("text", "Kiến nghị một.\r\nKiến nghị hai.")]).await;
    assert_eq!(answer.to(), "/tong-hop/2025?muc=V&xong=section-saved");
    let conflict = second.post(&path, &[("seen", "0"), ("text", "Lời của lãnh đạo.")]).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let html = conflict.page("vi");
    assert!(html.contains("Lời của lãnh đạo.</textarea>"), "what was typed is kept");
    assert!(html.contains("Người khác vừa lưu mục này trước") && html.contains("Kiến nghị một."));
    assert!(html.contains("name=\"seen\" value=\"1\""));
    second.post(&path, &[("seen", "1"), ("text", "Kiến nghị một.\nLời của lãnh đạo.")]).await.to();
    let html = first.get("/tong-hop/2025/so-sanh/V").await.page("vi");
    assert!(html.contains("<p>Kiến nghị một.</p>"), "{html}");
    assert!(html.contains("<del>Kiến nghị hai.</del>") && html.contains("<ins>Lời của lãnh đạo.</ins>"));
}

#[tokio::test]
async fn a_units_words_are_taken_into_the_draft_under_its_name() {
    let house = reported().await;
    let mut officer = standing(&house, Position::Officer).await;
    let html = officer.get("/tong-hop/2025/loi/II").await.page("vi");
    assert_eq!(html.matches("Đưa vào bản tổng hợp<").count(), 3);
    officer.post("/tong-hop/2025/muc/II/dua-vao", &[("don-vi", "X32062")]).await.to();
    let html = officer.get(&format!("{PAGE}?muc=II")).await.page("vi");
    let text = between(&html, "<textarea", "</textarea>");
    assert!(text.ends_with("- UBND xã Khánh Lâm: Lời của X32062. Mục II."), "{text}");
    assert!(text.contains("«B1.total.disbursed»"), "the draft itself is kept");
    let none = officer.post("/tong-hop/2025/muc/II/dua-vao", &[("don-vi", "SYT")]).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_receives_the_report_reads_it_and_writes_nothing() {
    let house = reported().await;
    let mut reader = committee(&house).await;
    let html = reader.get(PAGE).await.page("vi");
    assert!(!html.contains("<textarea") && !html.contains("Đưa vào bản tổng hợp"));
    let answer = reader.post("/tong-hop/2025/muc/II", &[("seen", "0"), ("text", "x")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let mut unit = officer(&house, "X32062").await;
    assert_eq!(unit.get(PAGE).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn only_a_leader_seals_and_only_when_nothing_stands_in_the_way() {
    let house = reported().await;
    let mut clerk = standing(&house, Position::Officer).await;
    let html = clerk.get(PAGE).await.page("vi");
    assert!(html.contains("Chỉ lãnh đạo cơ quan thường trực niêm phong được"));
    assert_eq!(clerk.post("/tong-hop/2025/niem-phong", &[]).await.status, StatusCode::FORBIDDEN);
    let mut leader = standing(&house, Position::Leader).await;
    let refused = leader.post("/tong-hop/2025/niem-phong", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.page("vi").contains("đơn vị chưa nhận báo cáo và chưa ghi lý do vắng"));
}

/// Sealed figures as they are stored.
async fn sealed_json(browser: &mut Browser, version: u32) -> Vec<u8> {
    let file = browser.get(&format!("/tong-hop/2025/ban/{version}/tep/json")).await;
    assert_eq!(file.status, StatusCode::OK);
    file.body
}

#[tokio::test]
async fn a_seal_freezes_and_a_change_asks_for_a_replacing_version() {
    let house = reported().await;
    excuse_others(&house).await;
    let mut leader = standing(&house, Position::Leader).await;
    let answer = leader.post("/tong-hop/2025/niem-phong", &[]).await;
    assert_eq!(answer.to(), "/tong-hop/2025/ban/1?xong=sealed");
    let html = leader.get("/tong-hop/2025/ban/1?kiem=1").await.page("vi");
    assert!(html.contains("khớp với dấu niêm phong") && html.contains("đúng bản niêm phong"), "{html}");
    let frozen = sealed_json(&mut leader, 1).await;
    for ending in ["docx", "pdf", "xlsx"] {
        let file = leader.get(&format!("/tong-hop/2025/ban/1/tep/{ending}")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.body.len() > 1_000, "{ending}");
    }

    report::reopen(&house.ctx, &Caller::Operator, "2025", "X32092", "Sai số", "2025-11-20".parse().unwrap())
        .await
        .unwrap();
    report_in(&house, "X32092", &[("Học bổng nữ sinh", "đ", "2025:32092", 200, 90)], true).await;
    let html = leader.get(PAGE).await.page("vi");
    assert!(html.contains("khác bản niêm phong"), "{html}");
    assert_eq!(sealed_json(&mut leader, 1).await, frozen, "the sealed version stays as it was");
    let refused = leader.post("/tong-hop/2025/niem-phong", &[("reason", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.page("vi").contains("id=\"reason-e\""));
    leader.post("/tong-hop/2025/niem-phong", &[("reason", "UBND xã sửa số giải ngân")]).await.to();
    let html = leader.get("/tong-hop/2025/ban/2").await.page("vi");
    assert!(html.contains("<del>275</del>") && html.contains("<ins>315</ins>"), "{html}");
    assert_ne!(sealed_json(&mut leader, 2).await, frozen);
    let old = leader.get("/tong-hop/2025/ban/1").await.page("vi");
    assert!(old.contains("đã có bản thay thế"));
}

#[tokio::test]
async fn a_sealed_version_becomes_public_by_its_leader() {
    let house = reported().await;
    excuse_others(&house).await;
    let mut leader = standing(&house, Position::Leader).await;
    leader.post("/tong-hop/2025/niem-phong", &[]).await.to();
    assert_eq!(house.browser().get("/cong-khai/2025/1").await.status, StatusCode::NOT_FOUND);
    leader.post("/tong-hop/2025/ban/1/cong-khai", &[]).await.to();
    house.browser().get("/cong-khai/2025/1").await.page("vi");
    let html = leader.get("/tong-hop/2025/ban/1").await.page("vi");
    assert!(html.contains("href=\"/cong-khai/2025/1\"") && !html.contains("Công khai bản này</button>"));
}

#[tokio::test]
async fn the_draft_leaves_in_four_formats() {
    let house = reported().await;
    let mut clerk = standing(&house, Position::Officer).await;
    for (ending, begins) in
        [("docx", b"PK\x03\x04".as_slice()), ("pdf", b"%PDF-"), ("xlsx", b"PK\x03\x04"), ("json", b"[{")]
    {
        let file = clerk.get(&format!("/tong-hop/2025/tep/{ending}")).await;
        assert_eq!(file.status, StatusCode::OK, "{ending}");
        assert!(file.body.starts_with(begins), "{ending}");
        assert!(file.header("content-disposition").contains(ending));
    }
    assert_eq!(clerk.get("/tong-hop/2025/tep/exe").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_table_by_area_adds_up_to_its_total_column_by_column() {
    let house = reported().await;
    let mut clerk = standing(&house, Position::Officer).await;
    for split in ["area", "place", "donor_type"] {
        let html = clerk.get(&format!("/tong-hop/2025/bang?bieu=B1&theo={split}")).await.page("vi");
        let table = between(&html, "<table", "</table>");
        let (body, foot) = table.split_once("<tfoot>").unwrap();
        let totals = figures(foot);
        let cells = figures(&body.replace(">–<", ">0<"));
        for (column, total) in totals.iter().enumerate() {
            let sum: i64 = cells.iter().skip(column).step_by(totals.len()).sum();
            assert_eq!(sum, *total, "{split}, column {column}");
        }
        assert!(totals.contains(&275), "{totals:?}");
    }
}
