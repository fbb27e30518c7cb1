//! Rules of procedure are settled and changed by an administrator, as versions that begin on a day.
use axum::http::StatusCode;
use domain::access::Position;
use jiff::civil::date;

use super::harness::House;

#[tokio::test]
async fn an_administrator_settles_what_rules_leave_open_as_a_version_from_a_day() {
    let house = House::new().await;
    let admin = house.person("q@s.vn", "SDTTG", Position::Administrator).await;
    let officer = house.person("c@s.vn", "SDTTG", Position::Officer).await;
    let (mut admin, mut officer) = (house.signed_in(admin).await, house.signed_in(officer).await);
    let edit = "/quy-trinh/nd-80-2020/sua";
    assert_eq!(officer.get(edit).await.status, StatusCode::FORBIDDEN);
    for lang in ["vi", "en"] {
        admin.get(&format!("{edit}?lang={lang}")).await.page(lang);
    }
    admin.cookies.remove("lang");
    let open = |rules: &[domain::procedure::RuleSet]| {
        rules.iter().map(|r| (r.id.clone(), r.to_confirm.len())).collect::<Vec<_>>()
    };
    let before = open(&house.ctx.rules);
    let settle = "/quy-trinh/nd-80-2020/xac-nhan";
    let sourceless = admin.post(settle, &[("xong", "0"), ("from", "10/11/2025")]).await;
    assert_eq!(sourceless.status, StatusCode::UNPROCESSABLE_ENTITY, "a value without a source stays open");
    let done = admin
        .post(settle, &[("xong", "0"), ("from", "10/11/2025"), ("source", "Điều 9, Nghị định 80/2020/NĐ-CP")])
        .await;
    assert!(done.to().ends_with("?xong=rules-saved"), "{}", done.to());
    let rules = house.ctx.rules.clone();
    let now = open(&rules);
    let at = |list: &[(String, usize)], id: &str| list.iter().find(|(i, _)| i == id).map(|(_, n)| *n);
    assert_eq!(at(&now, "nd-80-2020.2"), at(&before, "nd-80-2020").map(|n| n - 1));
    assert!(
        rules.iter().any(|r| r.id == "nd-80-2020" && r.to == Some(date(2025, 11, 9))),
        "the first ends the day before"
    );
    let page = officer.get("/quy-trinh/nd-80-2020.2").await.page("vi");
    assert!(page.contains("Bản 2 từ ngày 10/11/2025"));

    // The text itself: what is no rule set, and what has a dead end, is told and not kept.
    let html = admin.get(edit).await.page("vi");
    assert!(html.contains("nd-80-2020.2"));
    let newest = rules.iter().find(|r| r.id == "nd-80-2020.2").unwrap();
    let text = toml::to_string_pretty(newest).unwrap();
    let save = async |admin: &mut super::harness::Browser, text: &str| {
        admin
            .post("/quy-trinh/nd-80-2020.2/sua", &[("text", text), ("from", "12/11/2025"), ("reason", "Thử")])
            .await
    };
    let torn = save(&mut admin, "id = [").await;
    assert_eq!(torn.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(torn.page("vi").contains("dòng 1"));
    let mut dead = newest.clone();
    dead.steps.iter_mut().filter(|s| !s.end).for_each(|s| s.exits.clear());
    let dead = save(&mut admin, &toml::to_string_pretty(&dead).unwrap()).await;
    assert_eq!(dead.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(dead.page("vi").contains("lỗi trong quy tắc"));
    let same = save(&mut admin, &text).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing changed");
    let changed = text.replace("copies = 6", "copies = 8");
    assert_eq!(save(&mut admin, &changed).await.status, StatusCode::SEE_OTHER);
    assert_eq!(store::rule_version::all(&house.ctx.store).await.unwrap().len(), 2);
    let stale = save(&mut admin, &changed).await;
    assert_eq!(
        stale.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing goes over a version that was not seen"
    );
    assert!(stale.page("vi").contains("bản mới trong lúc"));
}
