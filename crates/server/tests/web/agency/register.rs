//! The register of projects.
use axum::http::StatusCode;

use super::*;

fn names(html: &str) -> Vec<String> {
    if !html.contains("<tbody>") {
        return Vec::new();
    }
    let body = between(html, "<tbody>", "</tbody>");
    body.split("<th scope=\"row\">").skip(1).map(|r| between(r, "\">", "</a>").to_owned()).collect()
}

#[tokio::test]
async fn words_without_tone_marks_find_a_project_and_the_totals_are_of_what_is_found() {
    let house = reported().await;
    let mut reader = officer(&house, "SYT").await;
    let html = reader.get("/du-an").await.page("vi");
    assert_eq!(names(&html).len(), 4);
    let html = reader.get("/du-an?q=kenh+tam").await.page("vi");
    assert_eq!(names(&html), ["Cầu Kênh Tám"]);
    let foot =
        figures(between(&html, "<tfoot>", "</tfoot>").split("<td class=\"r\" data-l=\"%\"").next().unwrap());
    assert_eq!(foot, [500, 120]);
    let html = reader.get("/du-an?q=khong+co").await.page("vi");
    assert!(names(&html).is_empty() && html.contains("Không có dự án nào như vậy"));
}

#[tokio::test]
async fn the_count_beside_a_choice_is_what_the_choice_brings() {
    let house = reported().await;
    let mut reader = officer(&house, "SYT").await;
    let html = reader.get("/du-an").await.page("vi");
    for facet in ["linh-vuc", "dia-ban", "nha-tai-tro", "tinh-trang"] {
        let options = between(&html, &format!("<select id=\"{facet}\""), "</select>");
        let mut seen = 0;
        for option in options.split("<option value=\"").skip(2) {
            let value = option.split('"').next().unwrap();
            let n = number(option.rsplit_once('(').unwrap().1);
            let page =
                reader.get(&format!("/du-an?{facet}={}", server::web::visit::encode(value))).await.page("vi");
            assert_eq!(names(&page).len(), usize::try_from(n).unwrap(), "{facet}={value}");
            assert!(page.contains(&format!("<option value=\"{value}\" selected>")));
            seen += n;
        }
        assert_eq!(seen, 4, "{facet}");
    }
}

#[tokio::test]
async fn a_project_shows_its_money_by_source_and_year_with_a_table_beside_each_chart() {
    let house = reported().await;
    let mut own = officer(&house, "X32062").await;
    let html = own.get("/du-an/DA-2025-001").await.page("vi");
    assert!(html.contains("Cầu Kênh Tám") && html.contains("UBND xã Khánh Lâm"));
    assert_eq!(html.matches("<svg class=\"ch\"").count(), 2);
    assert!(
        html.contains("aria-label=\"2025: 120\"")
            && html.contains("aria-label=\"Viện trợ không hoàn lại: 500\""),
        "{html}"
    );
    assert!(html.contains("href=\"/bao-cao/2025/X32062\""), "the report that states it");
    let mut other = officer(&house, "SYT").await;
    let html = other.get("/du-an/DA-2025-001").await.page("vi");
    assert!(!html.contains("href=\"/bao-cao/2025/X32062\""), "not a report to open for everybody");
    assert_eq!(other.get("/du-an/DA-1999-001").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_submitted_but_not_accepted_states_no_money_yet() {
    let house = reported().await;
    let mut reader = officer(&house, "SYT").await;
    let html = reader.get("/du-an?q=tram+y+te").await.page("vi");
    let row = between(&html, "<tbody>", "</tbody>");
    assert!(row.contains("data-l=\"Cam kết\">–<"), "{row}");
}

/// A district and two of its communes ended; one commune was divided between two new ones.
async fn old_projects(house: &House) {
    let facts = |name: &str, place: &str| domain::project::Facts {
        name_vi: name.into(),
        area: "d".into(),
        place: place.into(),
        ..domain::project::Facts::default()
    };
    let both = [facts("Trường Một", "2021:31819"), facts("Trường Hai", "2021:32017")];
    let new =
        both.each_ref().map(|facts| store::project::New { facts, search: facts.name_vi.to_lowercase() });
    store::project::insert(&house.ctx.store, "H969", 2024, &new).await.unwrap();
}

#[tokio::test]
async fn projects_of_a_district_that_ended_go_where_a_person_decides() {
    let house = reported().await;
    old_projects(&house).await;
    let mut agency = standing(&house, Position::Officer).await;
    let html = agency.get("/du-an/chuyen").await.page("vi");
    assert!(html.contains("2 dự án cần chuyển"), "{html}");
    let divided = between(&html, "name=\"toi-DA-2024-002\"", "</select>");
    assert_eq!(divided.matches("<option").count(), 2);
    assert!(
        html.contains("value=\"DA-2024-001\" checked") && html.contains("value=\"DA-2024-002\">"),
        "{html}"
    );
    let second = divided.split("<option value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let fields = [("d", "DA-2024-002"), ("toi-DA-2024-002", second.as_str())];
    assert_eq!(agency.post("/du-an/chuyen", &fields).await.to(), "/du-an/chuyen?xong=reassigned");
    let moved = store::project::by_code(&house.ctx.store, "DA-2024-002").await.unwrap().unwrap();
    assert_eq!(format!("{} {}", moved.unit, moved.facts.place), second);
    let html = agency.get("/du-an/chuyen").await.page("vi");
    assert!(html.contains("1 dự án cần chuyển") && !html.contains("DA-2024-002"));
    assert_eq!(agency.post("/du-an/chuyen", &fields).await.status, StatusCode::CONFLICT, "decided already");
    let elsewhere = [("d", "DA-2024-001"), ("toi-DA-2024-001", "X32062 2025:32062")];
    assert_eq!(agency.post("/du-an/chuyen", &elsewhere).await.status, StatusCode::CONFLICT, "no heir of it");
}
