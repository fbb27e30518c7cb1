//! A guidance document goes from its draft by opinions to whom it is for, who say that they have it.
use axum::http::StatusCode;
use domain::access::Position;

use super::harness::House;

const WRITTEN: [(&str, &str); 9] = [
    ("kind", "guidance"),
    ("title", "Hướng dẫn lập đề cương"),
    ("title_en", "How to write an outline"),
    ("body", "Một. Nêu nhu cầu.\nHai. Nêu kinh phí."),
    ("clause", "III.1.3"),
    ("bases", "30/2020/NĐ-CP"),
    ("from", "01/12/2025"),
    ("recipients", "X32062"),
    ("recipients", "STC"),
];

#[tokio::test]
async fn a_draft_is_put_to_others_issued_received_and_ended() {
    let house = House::new().await;
    let officer = house.person("c@s.vn", "SDTTG", Position::Officer).await;
    let asked = house.person("t@s.vn", "STC", Position::Officer).await;
    let commune = house.person("a@x.vn", "X32062", Position::Officer).await;
    let (mut officer, mut asked) = (house.signed_in(officer).await, house.signed_in(asked).await);
    let mut commune = house.signed_in(commune).await;
    for lang in ["vi", "en"] {
        officer.get(&format!("/van-ban?lang={lang}")).await.page(lang);
        officer.get(&format!("/van-ban/moi?lang={lang}")).await.page(lang);
    }
    officer.cookies.remove("lang");
    assert_eq!(commune.get("/van-ban/moi").await.status, StatusCode::FORBIDDEN);
    let empty = officer.post("/van-ban/moi", &[("from", "hôm qua")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.page("vi").contains("hôm qua"), "what was typed is not lost");
    let path = officer.post("/van-ban/moi", &WRITTEN).await.to().split('?').next().unwrap().to_owned();
    assert_eq!(commune.get(&path).await.status, StatusCode::FORBIDDEN, "a draft is its drafter's");
    for lang in ["vi", "en"] {
        officer.get(&format!("{path}?lang={lang}")).await.page(lang);
        officer.get(&format!("{path}/sua?lang={lang}")).await.page(lang);
    }
    officer.cookies.remove("lang");
    let mut stale = WRITTEN.to_vec();
    stale.push(("revision", "7"));
    assert_eq!(officer.post(&format!("{path}/sua"), &stale).await.status, StatusCode::CONFLICT);

    let step = format!("{path}/viec");
    let others = asked.post(&step, &[("do", "submit")]).await;
    assert_eq!(others.status, StatusCode::FORBIDDEN, "another organisation does not lead it on");
    officer.post(&step, &[("do", "ask"), ("who", "STC"), ("due", "14/11/2025")]).await;
    assert!(asked.get("/viec").await.page("vi").contains("Cho ý kiến về dự thảo"));
    let early = officer.post(&step, &[("do", "submit")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody has time to answer");
    assert!(asked.get(&path).await.page("vi").contains("Ý kiến của cơ quan bạn"));
    let wordless = asked.post(&format!("{path}/y-kien"), &[]).await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY, "another view needs its words");
    asked.post(&format!("{path}/y-kien"), &[("agrees", "1")]).await;
    officer.post(&step, &[("do", "submit")]).await;
    let issue = [("do", "issue"), ("number", "12/HD-SDTTG"), ("issued", "07/11/2025")];
    assert_eq!(officer.post(&step, &issue).await.status, StatusCode::SEE_OTHER);

    assert!(commune.get("/viec").await.page("vi").contains("Xác nhận đã nhận"));
    let seen = commune.get(&path).await.page("vi");
    assert!(seen.contains("Nêu nhu cầu") && seen.contains("Chưa có hiệu lực"));
    commune.post(&format!("{path}/da-nhan"), &[]).await;
    let page = officer.get(&path).await.page("vi");
    assert!(page.contains("1 trên 2 đã xác nhận"), "who has it and who has not");
    for ending in ["docx", "pdf"] {
        let file = officer.get(&format!("{path}/tep/{ending}")).await;
        assert!(file.status == StatusCode::OK && file.body.len() > 2000, "{ending}");
    }
    let end = [("do", "end"), ("ended", "07/11/2025"), ("reason", "Thay bằng văn bản mới")];
    assert_eq!(officer.post(&step, &end).await.status, StatusCode::SEE_OTHER);
    assert!(commune.get("/van-ban").await.page("vi").contains("Hết hiệu lực"));
}

#[tokio::test]
async fn what_rests_on_something_ended_is_not_submitted() {
    let house = House::new().await;
    let officer = house.person("c@s.vn", "SDTTG", Position::Officer).await;
    let mut officer = house.signed_in(officer).await;
    let mut written = WRITTEN.to_vec();
    written[5] = ("bases", "114/2021/NĐ-CP");
    let path = officer.post("/van-ban/moi", &written).await.to().split('?').next().unwrap().to_owned();
    assert!(officer.get(&path).await.page("vi").contains("Căn cứ 114/2021/NĐ-CP đã hết hiệu lực"));
    let refused = officer.post(&format!("{path}/viec"), &[("do", "submit")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}
