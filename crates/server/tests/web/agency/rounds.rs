//! Rounds: who has reported, reminders, exceptions, opening, settings, requests.
use axum::http::StatusCode;
use domain::round::RoundKind;

use super::*;

/// Count behind each link of the filter, by its slug.
fn counts(html: &str) -> Vec<(String, usize)> {
    let nav = between(html, "aria-label=\"Lọc trạng thái\"", "</nav>");
    let links = nav.split("<a href=\"").skip(1);
    links
        .map(|link| {
            let slug = between(link, "loc=", "\"").to_owned();
            (slug, usize::try_from(number(between(link, ">", "</a>"))).unwrap())
        })
        .collect()
}

fn count(all: &[(String, usize)], slug: &str) -> usize {
    all.iter().find(|(s, _)| s == slug).unwrap_or_else(|| panic!("no {slug} in {all:?}")).1
}

fn rows(html: &str) -> Vec<&str> {
    let body = between(html, "<tbody>", "</tbody>");
    body.split("<tr>").skip(1).collect()
}

#[tokio::test]
async fn counts_add_up_to_the_units_and_the_matrix_has_nine_parts() {
    let house = reported().await;
    report::send_back(
        &house.ctx,
        &Caller::Operator,
        "2025",
        "X31825",
        "Thiếu biểu",
        "2025-11-10".parse().unwrap(),
    )
    .await
    .unwrap();
    report_in(&house, "SYT", &[], false).await;
    let units = obligations(&house).await.len();
    let mut officer = standing(&house, Position::Officer).await;
    let html = officer.get("/bao-cao/2025?loc=tat-ca").await.page("vi");
    let all = counts(&html);
    assert_eq!(count(&all, "tat-ca"), units);
    let kinds = ["chua-nop", "tra-lai", "cho-xem", "da-nhan"];
    assert_eq!(kinds.iter().map(|k| count(&all, k)).sum::<usize>(), units);
    assert_eq!((count(&all, "tra-lai"), count(&all, "cho-xem"), count(&all, "da-nhan")), (1, 1, 2));
    assert_eq!(count(&all, "can-xu-ly"), units - 2);
    let legend = between(&html, "<ul class=\"key", "</ul>");
    let legend: i64 =
        legend.split("<b class=\"num\">").skip(1).map(|b| number(b.split("</b>").next().unwrap())).sum();
    assert_eq!(legend, i64::try_from(units).unwrap(), "the bar's parts are all units");
    assert!(html.contains(&format!("tổng {units} đơn vị\"")), "the bar says so to those who do not see it");
    let head = between(&html, "<thead>", "</thead>");
    assert_eq!(head.matches("class=\"m\"").count(), 9);
    for row in rows(&html) {
        assert_eq!(row.matches("role=\"img\"").count(), 9, "{row}");
        assert_eq!(row.matches("data-c=").count(), 9);
    }
    assert_eq!(rows(&html).len(), 50, "a page at a time");
    let second = officer.get("/bao-cao/2025?loc=tat-ca&trang=2").await.page("vi");
    assert_eq!(rows(&second).len(), units - 50);
}

#[tokio::test]
async fn each_filter_shows_what_its_count_says() {
    let house = reported().await;
    let mut officer = standing(&house, Position::Officer).await;
    let html = officer.get("/bao-cao/2025").await.page("vi");
    for (slug, n) in counts(&html) {
        let page = officer.get(&format!("/bao-cao/2025?loc={slug}")).await.page("vi");
        let heading = between(&page, "<h2 id=\"cx\"", "</h2>");
        assert!(heading.ends_with(&format!("{n} đơn vị")), "{slug}: {heading}");
        let shown = if n == 0 { 0 } else { rows(&page).len() };
        assert_eq!(shown, n.min(50), "{slug}");
    }
}

/// Six units that owe a report and have somebody to write to.
async fn six(house: &House) -> Vec<String> {
    let owing = obligations(house).await.into_iter().filter(|o| o.first_submitted_on.is_none());
    let six: Vec<String> = owing.map(|o| o.unit).take(6).collect();
    for unit in &six {
        house.person(&format!("{}@example.vn", unit.to_lowercase()), unit, Position::Officer).await;
    }
    six
}

fn chosen(units: &[String]) -> String {
    units.iter().map(|u| format!("u={u}")).collect::<Vec<_>>().join("&")
}

/// The confirmation form of a page of addressees.
async fn confirm(browser: &mut Browser, html: &str) -> super::super::harness::Answer {
    let form = between(html, "method=\"post\"", "</form>");
    let form = if form.contains("name=\"u\"") { form } else { html.split("method=\"post\"").nth(2).unwrap() };
    let fields: Vec<(&str, &str)> = tags(form)
        .iter()
        .filter(|t| t.name == "input")
        .map(|t| (t.get("name").unwrap(), t.get("value").unwrap()))
        .collect();
    browser.post("/bao-cao/2025/nhac", &fields).await
}

fn letters(html: &str) -> usize {
    html.matches("class=\"tag no\">đang chờ gửi").count()
}

#[tokio::test]
async fn six_ticked_are_six_lines_in_the_log_and_a_second_press_asks_again() {
    let house = open_house().await;
    let six = six(&house).await;
    let mut officer = standing(&house, Position::Officer).await;
    let preview = officer.get(&format!("/bao-cao/2025/nhac?{}", chosen(&six))).await.page("vi");
    assert!(preview.contains("Nhắc 6 đơn vị</button>"), "{preview}");
    assert!(preview.contains("Quá hạn 3 ngày: Báo cáo"), "the letter itself is shown");
    let log = officer.get("/bao-cao/2025/nhat-ky-nhac").await.page("vi");
    assert_eq!(letters(&log), 0, "nothing is sent by looking");

    let answer = confirm(&mut officer, &preview).await;
    let log = officer.get(answer.to()).await.page("vi");
    assert_eq!((letters(&log), rows(&log).len()), (6, 6));

    let answer = confirm(&mut officer, &preview).await;
    assert!(answer.to().contains("lai=1"));
    let again = officer.get(answer.to()).await.page("vi");
    assert!(again.contains("6 đơn vị vừa được nhắc") && again.contains("Nhắc lại 6 đơn vị"), "{again}");
    let log = officer.get("/bao-cao/2025/nhat-ky-nhac").await.page("vi");
    assert_eq!(letters(&log), 6, "nothing was sent by the second press");

    let answer = confirm(&mut officer, &again).await;
    assert!(answer.to().starts_with("/bao-cao/2025/nhat-ky-nhac"), "{}", answer.to());
}

#[tokio::test]
async fn after_an_hour_nobody_asks_again_and_a_unit_without_people_is_named() {
    let house = open_house().await;
    let six = six(&house).await;
    let mut officer = standing(&house, Position::Officer).await;
    let page = officer.get(&format!("/bao-cao/2025/nhac?{}&u=X31825", chosen(&six))).await.page("vi");
    assert!(page.contains("Không có tài khoản nhận thư:"), "{page}");
    assert!(page.contains("Nhắc 6 đơn vị</button>"), "the count is of those who can be reached");
    confirm(&mut officer, &page).await.to();
    let later = house.later(61);
    let id = later.person("sau@sdttg.example.vn", "SDTTG", Position::Officer).await;
    let mut officer = later.signed_in(id).await;
    let answer = confirm(&mut officer, &page).await;
    let log = officer.get(answer.to()).await.page("vi");
    assert_eq!(rows(&log).len(), 12);
    let one = officer.get(&format!("/bao-cao/2025/nhat-ky-nhac?don-vi={}", six[0])).await.page("vi");
    assert_eq!(rows(&one).len(), 2);
}

#[tokio::test]
async fn who_only_reads_sees_the_matrix_without_boxes_and_buttons() {
    let house = reported().await;
    let mut reader = committee(&house).await;
    let html = reader.get("/bao-cao/2025").await.page("vi");
    assert!(!html.contains("type=\"checkbox\"") && !html.contains("Nhắc các đơn vị đã chọn"));
    assert!(!html.contains("href=\"/bao-cao/2025/X32062\""), "reports of units are not theirs to open");
    for path in ["/bao-cao/2025/nhac?u=X32062", "/bao-cao/mo-dot", "/cai-dat/dot/2025"] {
        assert_eq!(reader.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn an_excused_unit_leaves_the_list_of_things_to_do_with_its_reason() {
    let house = reported().await;
    let mut officer = standing(&house, Position::Officer).await;
    let before = counts(&officer.get("/bao-cao/2025").await.page("vi"));
    let answer =
        officer.post("/bao-cao/2025/SYT/ngoai-le", &[("do", "excuse"), ("reason", "Không có dự án")]).await;
    officer.get(answer.to()).await.page("vi");
    let html = officer.get("/bao-cao/2025?loc=vang-co-ly-do").await.page("vi");
    let after = counts(&html);
    assert_eq!(count(&after, "vang-co-ly-do"), 1);
    assert_eq!(count(&after, "can-xu-ly"), count(&before, "can-xu-ly") - 1);
    assert!(html.contains("Vắng: Không có dự án"));
}

#[tokio::test]
async fn a_later_date_is_the_leaders_to_grant_and_changes_only_that_unit() {
    let house = open_house().await;
    let form = [("do", "extend"), ("until", "2025-11-14"), ("extension-reason", "Bão số 12")];
    let mut officer = standing(&house, Position::Officer).await;
    assert_eq!(officer.post("/bao-cao/2025/SYT/ngoai-le", &form).await.status, StatusCode::FORBIDDEN);
    let mut leader = standing(&house, Position::Leader).await;
    let refused = leader
        .post(
            "/bao-cao/2025/SYT/ngoai-le",
            &[("do", "extend"), ("until", "2025-11-01"), ("extension-reason", "x")],
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.page("vi").contains("id=\"until-e\""));
    leader.post("/bao-cao/2025/SYT/ngoai-le", &form).await.to();
    let extended: Vec<String> =
        obligations(&house).await.into_iter().filter(|o| o.extension.is_some()).map(|o| o.unit).collect();
    assert_eq!(extended, ["SYT"]);
    let html = leader.get("/bao-cao/2025?loc=chua-nop").await.page("vi");
    let row = rows(&html).into_iter().find(|r| r.contains("value=\"SYT\"")).unwrap();
    assert!(row.contains("Còn 7 ngày"), "{row}");
}

#[tokio::test]
async fn changed_days_are_kept_in_the_trail_and_what_cannot_be_read_is_asked_back() {
    let house = open_house().await;
    let mut officer = standing(&house, Position::Officer).await;
    let mut form = vec![
        ("title-vi", "Báo cáo năm 2025"),
        ("title-en", "Report 2025"),
        ("from", "2024-11-01"),
        ("to", "2025-10-31"),
        ("estimate", ""),
        ("opens", "2025-10-01"),
        ("due", "31/02/2025"),
        ("inclusive", "1"),
        ("remind", "14, 7"),
    ];
    let refused = officer.post("/cai-dat/dot/2025", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = refused.page("vi");
    assert!(html.contains("id=\"due-e\"") && html.contains("value=\"31/02/2025\""), "what was typed is kept");
    form[6] = ("due", "10/11/2025");
    officer.post("/cai-dat/dot/2025", &form).await.to();
    let round = store::round::by_key(&house.ctx.store, "2025").await.unwrap().unwrap().round;
    assert_eq!(round.terms.last_day_on_time().to_string(), "2025-11-10");
    assert_eq!(round.terms.estimate_to, None);
    let html = officer.get("/cai-dat/dot/2025").await.page("vi");
    assert!(html.contains("<del>05/11/2025</del> <ins>10/11/2025</ins>"), "{html}");
    let matrix = officer.get("/bao-cao/2025").await.page("vi");
    assert!(matrix.contains("hạn: chậm nhất 10/11/2025") && !matrix.contains("Quá hạn"), "{matrix}");
}

#[tokio::test]
async fn a_round_is_shown_before_it_is_opened_and_opened_once() {
    let house = House::new().await;
    let mut officer = standing(&house, Position::Officer).await;
    let html = officer.get("/bao-cao/mo-dot?nam=2025").await.page("vi");
    assert!(html.contains("Mở đợt năm 2025 cho 84 đơn vị"), "{html}");
    assert!(html.contains("04/11/2025"));
    assert!(store::round::list(&house.ctx.store).await.unwrap().is_empty(), "looking opens nothing");
    let answer = officer.post("/bao-cao/mo-dot", &[("nam", "2025")]).await;
    assert_eq!(answer.to(), "/bao-cao/2025?xong=round-opened");
    assert_eq!(obligations(&house).await.len(), 84);
    let again = officer.post("/bao-cao/mo-dot", &[("nam", "2025")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.page("vi").contains("đã được mở"));
    let none = officer.get("/bao-cao/mo-dot?nam=2031").await;
    assert!(none.page("vi").contains("Không có kế hoạch nào cho năm 2031"));
}

#[tokio::test]
async fn a_request_is_written_previewed_and_sent_to_those_who_were_chosen() {
    let house = open_house().await;
    let mut officer = standing(&house, Position::Officer).await;
    let path = "/bao-cao/dot-xuat/moi";
    let typed = vec![
        ("n", "3"),
        ("title", "Báo cáo nhanh triều cường"),
        ("due", "20/11/2025"),
        ("q1-title", "Tình hình thiệt hại"),
        ("q1-answer", "words"),
        ("q2-title", "Số hộ bị ngập"),
        ("q2-answer", "count"),
        ("q2-required", "1"),
        ("q3-title", "Mức độ"),
        ("q3-answer", "choice"),
        ("q3-choices", "Nhẹ; Nặng"),
    ];
    let with = |more: &[(&'static str, &'static str)]| [typed.clone(), more.to_vec()].concat();
    let page = officer.post(path, &with(&[("do", "all-commune")])).await.page("vi");
    assert_eq!(page.matches(" checked><span>UBND ").count(), 64, "one button ticks every commune");
    assert!(page.contains("value=\"Số hộ bị ngập\""), "and keeps what was typed");
    let nobody = officer.post(path, &with(&[("do", "preview")])).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);

    let two = [("u", "X32062"), ("u", "X32092")];
    let preview = officer.post(path, &with(&[two[0], two[1], ("do", "preview")])).await;
    assert_eq!(preview.status, StatusCode::OK);
    let html = preview.page("vi");
    assert!(html.contains("Gửi yêu cầu đến 2 đơn vị") && html.contains("Nhẹ; Nặng"), "{html}");
    assert_eq!(store::round::list(&house.ctx.store).await.unwrap().len(), 1, "a preview writes nothing");

    let answer = officer.post(path, &with(&[two[0], two[1], ("do", "open")])).await;
    assert_eq!(answer.to(), "/bao-cao/2025-1?xong=request-sent");
    let opened = store::round::by_key(&house.ctx.store, "2025-1").await.unwrap().unwrap();
    assert_eq!(opened.round.terms.kind, RoundKind::AdHoc);
    assert_eq!((opened.form.sections.len(), opened.form.tables[0].columns.len()), (1, 2));
    let matrix = officer.get("/bao-cao/2025-1?loc=tat-ca").await.page("vi");
    assert_eq!(rows(&matrix).len(), 2);
    assert_eq!(between(&matrix, "<thead>", "</thead>").matches("class=\"m\"").count(), 2);
    officer.get("/tong-hop/2025-1").await.page("vi");
    let mut commune = super::officer(&house, "X32062").await;
    let form = commune.get("/bao-cao/2025-1/X32062").await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    let other = super::officer(&house, "X31825").await.get("/bao-cao/2025-1/X31825").await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "not asked");
}

#[tokio::test]
async fn who_has_not_reported_leaves_as_a_workbook_and_on_paper() {
    let house = reported().await;
    let mut officer = standing(&house, Position::Officer).await;
    let file = officer.get("/bao-cao/2025/chua-nop.xlsx").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(
        file.body.starts_with(b"PK") && file.header("content-disposition").contains("chua-nop-2025.xlsx")
    );
    let paper = officer.get("/bao-cao/2025/ban-in").await.page("vi");
    assert_eq!(rows(&paper).len(), 84);
}
