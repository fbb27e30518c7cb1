//! What donors publish: listed, shown, linked with a project of the register.
use std::sync::Arc;

use axum::http::StatusCode;
use server::app::Caller;
use server::app::aid;

use super::*;

fn activity(id: &str, title: &str, other: &str) -> String {
    format!(
        r#"<iati-activity default-currency="EUR"><iati-identifier>XM-DAC-1-{id}</iati-identifier>
<reporting-org ref="XM-DAC-1" type="21"><narrative>Tổ chức &lt;A&gt;</narrative></reporting-org>
<title><narrative xml:lang="vi">{title}</narrative></title>
<description><narrative xml:lang="vi">Cho 40 hộ.</narrative></description>
<participating-org ref="XM-DAC-1" role="1" type="21"/>{other}
<activity-status code="2"/><activity-date type="2" iso-date="2025-01-10"/>
<recipient-country code="VN"/><sector vocabulary="1" code="14030"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2025-03-01"/>
<value value-date="2025-03-01">1250.5</value></transaction></iati-activity>"#
    )
}

async fn published() -> House {
    let house = reported().await;
    let other = r#"<other-identifier ref="DA-2025-002" type="A2"/>"#;
    let both = activity("1", "Nước sạch &lt;b&gt;", other) + &activity("2", "Trường nội trú", "");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.xml");
    std::fs::write(&path, format!("<iati-activities version=\"2.03\">{both}</iati-activities>")).unwrap();
    let done = aid::import(&house.ctx, &Caller::Operator, &path, "a.xml", Arc::default()).await.unwrap();
    assert_eq!((done.new, done.refused), (2, 0));
    house
}

fn link_to(html: &str, title: &str) -> String {
    let before = html.split_once(&format!("\">{title}</a>")).unwrap_or_else(|| panic!("no {title}")).0;
    before.rsplit_once("<a href=\"").unwrap().1.to_owned()
}

#[tokio::test]
async fn published_aid_is_found_by_words_and_by_donor() {
    let house = published().await;
    let mut reader = officer(&house, "SYT").await;
    for lang in ["vi", "en"] {
        let html = reader.get(&format!("/vien-tro?lang={lang}")).await.page(lang);
        assert!(html.contains("Trường nội trú") && html.contains("&#60;b&#62;"), "{html}");
    }
    let html = reader.get("/vien-tro?q=truong+noi&lang=vi").await.page("vi");
    assert!(html.contains("Trường nội trú") && !html.contains("Nước sạch"));
    let html = reader.get("/vien-tro?ben=XM-DAC-1").await.page("vi");
    assert!(html.contains("Giải ngân") && html.contains("2.501 EUR"), "{html}");
    assert!(html.contains("a.xml, "), "the file is named with who read it: {html}");
    let found = |html: &str| html.contains("Trường nội trú");
    assert!(found(&reader.get("/vien-tro?nganh=14030&nam=2025").await.page("vi")));
    for other in ["nganh=14031", "nam=2024"] {
        assert!(!found(&reader.get(&format!("/vien-tro?{other}")).await.page("vi")), "{other}");
    }
    let html = reader.get("/vien-tro?noi=co").await.page("vi");
    assert!(html.contains("Không có hoạt động nào như vậy"));
    let page = link_to(&reader.get("/vien-tro").await.page("vi"), "Trường nội trú");
    let html = reader.get(&page).await.page("vi");
    assert!(!html.contains("name=\"noi\""), "who may not decide sees no button");
    assert_eq!(
        reader.post(&format!("{page}/noi"), &[("ma", "DA-2025-002"), ("noi", "co")]).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(reader.get("/vien-tro/999").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_activity_is_linked_with_the_project_that_it_names_and_the_choice_is_kept() {
    let house = published().await;
    let mut agency = officer(&house, "SDTTG").await;
    let list = agency.get("/vien-tro").await.page("vi");
    let page = link_to(&list, "Nước sạch &#60;b&#62;");
    let html = agency.get(&page).await.page("vi");
    assert!(html.contains("cùng mã") && html.contains("DA-2025-002"), "{html}");
    let done = agency.post(&format!("{page}/noi"), &[("ma", "DA-2025-002"), ("noi", "co")]).await;
    let html = agency.get(done.to()).await.page("vi");
    assert!(html.contains("Đã nối") && html.contains("So từng mục"), "{html}");
    let form = [("ma", "DA-2025-002"), ("cong-bo", "starts")];
    let done = agency.post(&format!("{page}/chon"), &form).await;
    for lang in ["vi", "en"] {
        let html = agency.get(&format!("{}&lang={lang}", done.to())).await.page(lang);
        let chosen: Vec<&str> =
            tags(&html).iter().filter(|t| t.has("checked")).filter_map(|t| t.get("value")).collect();
        assert_eq!(chosen, ["starts"]);
        let html = agency.get(&format!("/du-an/DA-2025-002?lang={lang}")).await.page(lang);
        assert!(html.contains(&page), "the project's page leads to what is published of it");
        assert!(
            html.contains(if lang == "vi" { "<dd>10/01/2025</dd>" } else { "<dd>10 January 2025</dd>" }),
            "{html}"
        );
    }
    assert!(agency.get("/vien-tro?noi=co&lang=vi").await.page("vi").contains("Nước sạch"));
    let done = agency.post(&format!("{page}/noi"), &[("ma", "DA-2025-002"), ("noi", "khong")]).await;
    assert!(!agency.get(done.to()).await.page("vi").contains("So từng mục"));
    assert!(!agency.get("/du-an/DA-2025-002").await.page("vi").contains(&page), "no longer of this project");
    let unknown = agency.post(&format!("{page}/noi"), &[("ma", "DA-0000-000"), ("noi", "co")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
