//! A commune states a need; the standing agency sees it, another commune does not.
use axum::http::{Method, StatusCode};
use domain::access::Position;

use super::harness::House;

const NEED: [(&str, &str); 9] = [
    ("title", "Nước sạch cho ấp 7"),
    ("title_en", "Clean water for hamlet 7"),
    ("place", "2025:32062"),
    ("area", "a"),
    ("people", "1979:05"),
    ("urgency", "high"),
    ("evidence", "42 hộ dùng nước giếng nhiễm phèn"),
    ("households", "1.042"),
    ("stated_by", "Cuộc họp ấp 7"),
];

#[tokio::test]
async fn a_need_is_stated_changed_seen_and_closed() {
    let house = House::new().await;
    let commune = house.person("a@x.vn", "X32062", Position::Officer).await;
    let other = house.person("b@x.vn", "X31825", Position::Officer).await;
    let agency = house.person("c@s.vn", "SDTTG", Position::Officer).await;
    let mut commune = house.signed_in(commune).await;
    for lang in ["vi", "en"] {
        commune.get(&format!("/nhu-cau?lang={lang}")).await.page(lang);
        commune.get(&format!("/nhu-cau/moi?lang={lang}")).await.page(lang);
    }
    commune.cookies.remove("lang");
    let added = commune.post("/nhu-cau/moi", &NEED).await;
    let path = added.to().split('?').next().unwrap().to_owned();
    for lang in ["vi", "en"] {
        let page = commune.get(&format!("{path}?lang={lang}")).await.page(lang);
        assert!(
            page.contains("Nước sạch cho ấp 7")
                && page.contains(if lang == "vi" { "1.042" } else { "1,042" })
        );
        commune.get(&format!("{path}/sua?lang={lang}")).await.page(lang);
        commune.get(&format!("/nhu-cau?lang={lang}")).await.page(lang);
    }
    commune.cookies.remove("lang");
    let mut agency = house.signed_in(agency).await;
    let list = agency.get("/nhu-cau?trong=1&q=nuoc%20SACH").await.page("vi");
    assert!(list.contains("Nước sạch cho ấp 7") && list.contains("<circle class=\"d k\""), "{list}");
    assert_eq!(agency.post(&path, &NEED).await.status, StatusCode::FORBIDDEN, "only its unit changes it");
    let mut other = house.signed_in(other).await;
    assert_eq!(other.get(&path).await.status, StatusCode::FORBIDDEN);
    assert!(!other.get("/nhu-cau").await.page("vi").contains("Nước sạch cho ấp 7"));
    commune.post(&format!("{path}/dong"), &[("do", "close")]).await;
    assert!(!agency.get("/nhu-cau").await.page("vi").contains("Nước sạch cho ấp 7"));
    assert!(agency.get("/nhu-cau?dong=1").await.page("vi").contains("Nước sạch cho ấp 7"));
    let trail: Vec<String> = house.trail().await.into_iter().map(|(action, _)| action).collect();
    assert!(trail.contains(&"need.add".to_owned()) && trail.contains(&"need.close".to_owned()), "{trail:?}");
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_nothing_is_lost() {
    let house = House::new().await;
    let commune = house.person("a@x.vn", "X32062", Position::Officer).await;
    let mut commune = house.signed_in(commune).await;
    let fields = [("title", "Nước"), ("households", "nhiều"), ("place", "2021:964")];
    let answer = commune.send(Method::POST, "/nhu-cau/moi", Some(&fields)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.page("vi");
    assert!(page.contains("href=\"#households\"") && page.contains("value=\"nhiều\""), "{page}");
    let fields = [("title", "Nước"), ("place", "2021:964"), ("people_count", "3"), ("women", "4")];
    let page = commune.post("/nhu-cau/moi", &fields).await.page("vi");
    for field in ["place", "area", "evidence", "stated_by", "women"] {
        assert!(page.contains(&format!("href=\"#{field}\"")), "{field}: {page}");
    }
}

#[tokio::test]
async fn the_grant_element_of_a_loan_is_computed() {
    let house = House::new().await;
    let person = house.person("a@x.vn", "X32062", Position::Officer).await;
    let mut person = house.signed_in(person).await;
    let asked = "/yeu-to-khong-hoan-lai?lai=0,75&ky=2&an-han=10&thoi-han=40&chiet-khau=5";
    for (lang, answer) in [("vi", "57,8 %"), ("en", "57.8 %")] {
        assert!(person.get(&format!("{asked}&lang={lang}")).await.page(lang).contains(answer));
        person.get(&format!("/yeu-to-khong-hoan-lai?lang={lang}")).await.page(lang);
    }
    person.cookies.remove("lang");
    let wrong =
        person.get("/yeu-to-khong-hoan-lai?lai=x&ky=2&an-han=10&thoi-han=5&chiet-khau=5").await.page("vi");
    assert!(wrong.contains("href=\"#lai\"") && wrong.contains("value=\"x\""), "{wrong}");
}

#[tokio::test]
async fn procedures_are_read_with_their_clocks_and_what_is_open() {
    let house = House::new().await;
    let person = house.person("a@x.vn", "X32062", Position::Officer).await;
    let mut person = house.signed_in(person).await;
    for lang in ["vi", "en"] {
        let list = person.get(&format!("/quy-trinh?lang={lang}")).await.page(lang);
        assert!(list.contains("80/2020/NĐ-CP"));
        for rules in &house.ctx.reference.rules {
            let page = person.get(&format!("/quy-trinh/{}?lang={lang}", rules.id)).await.page(lang);
            assert!(page.contains(&rules.instrument), "{}", rules.id);
        }
    }
    let diagram = person.get("/quy-trinh/nd-80-2020/so-do.svg").await;
    assert!(diagram.header("content-type").starts_with("image/svg") && diagram.text().starts_with("<svg"));
    assert_eq!(person.get("/quy-trinh/khong-co").await.status, StatusCode::NOT_FOUND);
}
