//! The administrator's page.
use axum::http::StatusCode;
use domain::access::Position;

use super::harness::{House, PASSWORD};

const PAGE: &str = "/cai-dat/nguoi-dung";

#[tokio::test]
async fn an_account_is_added_with_a_password_that_is_shown_once() {
    let house = House::new().await;
    let id = house.person("quantri@sdttg.vn", "SDTTG", Position::Administrator).await;
    let mut admin = house.signed_in(id).await;
    for lang in ["vi", "en"] {
        for path in
            [PAGE.to_owned(), format!("{PAGE}/moi"), format!("{PAGE}/{id}"), format!("{PAGE}?tim=xyz")]
        {
            let joint = if path.contains('?') { '&' } else { '?' };
            admin.get(&format!("{path}{joint}lang={lang}")).await.page(lang);
        }
    }
    admin.cookies.remove("lang");
    let new = [
        ("name", "Lê Thị Hoa"),
        ("email", "Hoa@X32092.vn"),
        ("organisation", "X32092"),
        ("position", "officer"),
    ];
    let answer = admin.post(PAGE, &new).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = answer.page("vi");
    assert_eq!(answer.status, StatusCode::OK, "{page}");
    let made = page.split("class=\"secret fig\">").nth(1).unwrap().split('<').next().unwrap();
    assert!(page.contains("hoa@x32092.vn") && page.contains("chỉ hiện lần này"), "{page}");
    assert_eq!(house.browser().sign_in("hoa@x32092.vn", made).await.to(), "/viec");
    assert!(!admin.get(PAGE).await.page("vi").contains(made));
    let again = admin.post(PAGE, &new).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = again.page("vi");
    assert!(again.contains("đã có tài khoản") && again.contains("value=\"Lê Thị Hoa\""), "{again}");
    assert!(again.contains("<option value=\"X32092\" selected>"), "what was chosen is kept");
}

#[tokio::test]
async fn an_account_is_found_without_regard_to_tones() {
    let house = House::new().await;
    let id = house.person("quantri@sdttg.vn", "SDTTG", Position::Administrator).await;
    house.person("an@x32062.vn", "X32062", Position::Officer).await;
    let mut admin = house.signed_in(id).await;
    let found = admin.get(&format!("{PAGE}?tim=khanh%20LAM")).await.page("vi");
    assert!(found.contains("an@x32062.vn") && !found.contains("href=\"/cai-dat/nguoi-dung/1\""), "{found}");
    assert!(admin.get(&format!("{PAGE}?tim=xyz")).await.page("vi").contains("Bỏ tìm"));
}

#[tokio::test]
async fn faulty_input_is_told_all_at_once() {
    let house = House::new().await;
    let id = house.person("quantri@sdttg.vn", "SDTTG", Position::Administrator).await;
    let mut admin = house.signed_in(id).await;
    let page = admin.post(PAGE, &[("email", "không phải thư")]).await.page("vi");
    assert!(page.contains("href=\"#name\"") && page.contains("href=\"#organisation\""), "{page}");
    let fields = [("name", "Hoa"), ("email", "không phải thư"), ("organisation", "X32092")];
    assert!(admin.post(PAGE, &fields).await.page("vi").contains("chưa đúng dạng"));
    let fields = [("name", "Hoa"), ("email", "a@b.vn"), ("organisation", "NOWHERE")];
    assert!(admin.post(PAGE, &fields).await.page("vi").contains("trong danh sách"));
}

#[tokio::test]
async fn closing_an_account_ends_its_sessions_and_nobody_closes_their_own() {
    let house = House::new().await;
    let id = house.person("quantri@sdttg.vn", "SDTTG", Position::Administrator).await;
    let other = house.person("an@x32062.vn", "X32062", Position::Officer).await;
    let mut admin = house.signed_in(id).await;
    let mut an = house.browser();
    an.sign_in("an@x32062.vn", PASSWORD).await;
    let closed = admin.post(&format!("{PAGE}/{other}"), &[("do", "disable")]).await;
    assert!(admin.get(closed.to()).await.page("vi").contains("Các phiên đang mở đã kết thúc"));
    assert!(an.get("/tai-khoan").await.to().starts_with("/dang-nhap"));
    assert_eq!(an.sign_in("an@x32062.vn", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    admin.post(&format!("{PAGE}/{other}"), &[("do", "enable")]).await;
    assert_eq!(an.sign_in("an@x32062.vn", PASSWORD).await.to(), "/viec");
    let own = admin.post(&format!("{PAGE}/{id}"), &[("do", "disable")]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.page("vi").contains("Không tự đóng được"));
    assert_eq!(admin.post(&format!("{PAGE}/999"), &[("do", "disable")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(admin.post(&format!("{PAGE}/{other}"), &[("do", "fly")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_lost_password_and_a_lost_telephone_are_put_right() {
    let house = House::new().await;
    let id = house.person("quantri@sdttg.vn", "SDTTG", Position::Administrator).await;
    let other = house.person("an@x32062.vn", "X32062", Position::Officer).await;
    store::user::set_totp(&house.ctx.store, other, Some("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")).await.unwrap();
    let mut admin = house.signed_in(id).await;
    assert_eq!(house.browser().sign_in("an@x32062.vn", PASSWORD).await.to(), "/dang-nhap/ma");
    admin.post(&format!("{PAGE}/{other}"), &[("do", "second-factor")]).await;
    assert_eq!(house.browser().sign_in("an@x32062.vn", PASSWORD).await.to(), "/viec");
    let page = admin.post(&format!("{PAGE}/{other}"), &[("do", "password")]).await.page("vi");
    let made = page.split("class=\"secret fig\">").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(
        house.browser().sign_in("an@x32062.vn", PASSWORD).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(house.browser().sign_in("an@x32062.vn", made).await.to(), "/viec");
}

#[tokio::test]
async fn others_are_told_who_can() {
    let house = House::new().await;
    let id = house.person("an@x32062.vn", "X32062", Position::Officer).await;
    let mut an = house.signed_in(id).await;
    for (lang, said) in
        [("vi", "Chỉ quản trị hệ thống làm được việc này."), ("en", "Only the administrator can do this.")]
    {
        let answer = an.get(&format!("{PAGE}?lang={lang}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let page = answer.page(lang);
        assert!(page.contains(said) && page.contains("/dang-xuat"), "{page}");
    }
}
