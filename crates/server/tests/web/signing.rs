//! Signing in, being locked out, second factor, sessions, and what protects them.
use axum::http::{Method, StatusCode, header};
use domain::access::Position;
use server::app::user::second_factor;

use super::harness::{Browser, House, PASSWORD};

async fn house() -> House {
    let house = House::new().await;
    house.person("an@x32062.vn", "X32062", Position::Officer).await;
    house.person("dung@sdttg.vn", "SDTTG", Position::Leader).await;
    house
}

#[tokio::test]
async fn someone_signs_in_and_comes_back_to_the_page_they_wanted() {
    let house = house().await;
    let mut browser = house.browser();
    let asked = browser.get("/tai-khoan?x=1").await;
    assert_eq!(asked.to(), "/dang-nhap?tiep=/tai-khoan%3Fx%3D1");
    assert_eq!(asked.header("cache-control"), "no-store");
    let form = browser.get(asked.to()).await.page("vi");
    assert!(form.contains("name=\"tiep\" value=\"/tai-khoan?x=1\""), "{form}");
    let fields = [("email", "AN@x32062.vn "), ("password", PASSWORD), ("tiep", "/tai-khoan?x=1")];
    let done = browser.post("/dang-nhap", &fields).await;
    assert_eq!(done.to(), "/tai-khoan?x=1");
    let cookie = done.headers.get_all(header::SET_COOKIE).iter().next().unwrap().to_str().unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
    let own = browser.get("/tai-khoan").await;
    assert_eq!(own.header("cache-control"), "no-store");
    let page = own.page("vi");
    assert!(page.contains("Người an@x32062.vn") && page.contains("UBND xã Khánh Lâm"), "{page}");
    let kept = browser.cookies.clone();
    assert_eq!(browser.post("/dang-xuat", &[]).await.to(), "/");
    assert!(browser.cookies.is_empty());
    browser.cookies = kept;
    assert!(
        browser.get("/tai-khoan").await.to().starts_with("/dang-nhap"),
        "the session is over on the server too"
    );
}

#[tokio::test]
async fn a_refusal_keeps_the_address_and_tells_nobody_whether_there_is_an_account() {
    let house = house().await;
    let mut browser = house.browser();
    let mut said = Vec::new();
    for email in ["an@x32062.vn", "nobody@x32062.vn"] {
        let answer = browser.sign_in(email, "một mật khẩu nào đó").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.page("vi");
        assert!(page.contains(&format!("value=\"{email}\"")) && !page.contains("mật khẩu nào đó"));
        assert!(page.contains("<title>Có lỗi: ") && page.contains("aria-invalid=\"true\""));
        said.push(page.replace(email, ""));
    }
    assert_eq!(said[0], said[1]);
    let empty = browser.sign_in("", "").await.page("vi");
    assert!(empty.contains("Có 2 chỗ cần sửa") && empty.contains("href=\"#password\""), "{empty}");
    assert!(browser.cookies.is_empty(), "no cookie before signing in");
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour() {
    let house = house().await;
    let mut browser = house.browser();
    for _ in 0..5 {
        browser.sign_in("an@x32062.vn", "sai mật khẩu nhé").await;
    }
    let right = browser.sign_in("an@x32062.vn", PASSWORD).await;
    assert_eq!(right.status, StatusCode::UNPROCESSABLE_ENTITY);
    let trail: Vec<_> =
        house.trail().await.into_iter().map(|(a, _)| a).filter(|a| a.starts_with("sign_in")).collect();
    let failed = "sign_in.failed";
    assert_eq!(trail, [failed, failed, failed, failed, "sign_in.locked", "sign_in.refused"]);
    assert_eq!(house.later(14).browser().sign_in("an@x32062.vn", PASSWORD).await.status, right.status);
    let later = house.later(16);
    later.browser().sign_in("an@x32062.vn", "sai mật khẩu nhé").await;
    assert_eq!(
        later.browser().sign_in("an@x32062.vn", PASSWORD).await.to(),
        "/viec",
        "one more error does not lock again"
    );
}

#[tokio::test]
async fn every_sign_in_has_its_own_token_and_ends_after_twelve_hours() {
    let house = house().await;
    let (mut one, mut two) = (house.browser(), house.browser());
    one.sign_in("an@x32062.vn", PASSWORD).await;
    two.sign_in("an@x32062.vn", PASSWORD).await;
    assert_ne!(one.cookies["nhipcau"], two.cookies["nhipcau"]);
    let mut old = house.later(12 * 60 + 1).browser();
    old.cookies = one.cookies.clone();
    assert!(old.get("/tai-khoan").await.to().starts_with("/dang-nhap"));
    let fields = [("current", PASSWORD), ("new", "mật khẩu hoàn toàn khác")];
    assert_eq!(one.post("/tai-khoan", &fields).await.to(), "/tai-khoan?xong=password");
    let done = one.get("/tai-khoan?xong=password").await.page("vi");
    assert!(done.contains("Đã đổi mật khẩu"), "{done}");
    assert!(two.get("/tai-khoan").await.to().starts_with("/dang-nhap"), "other devices are signed out");
    assert_eq!(house.browser().sign_in("an@x32062.vn", "mật khẩu hoàn toàn khác").await.to(), "/viec");
}

#[tokio::test]
async fn a_new_password_is_refused_with_the_reason_at_its_field() {
    let house = house().await;
    let mut browser = house.browser();
    browser.sign_in("an@x32062.vn", PASSWORD).await;
    for (current, new, said, at) in [
        (PASSWORD, "ngắn", "ít nhất 12", "#new"),
        ("không phải cái này", "mật khẩu hoàn toàn khác", "hiện nay chưa đúng", "#current"),
        (PASSWORD, PASSWORD, "trùng mật khẩu cũ", "#new"),
        (PASSWORD, "an@x32062.vn", "trùng với tên", "#new"),
    ] {
        let answer = browser.post("/tai-khoan", &[("current", current), ("new", new)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.page("vi");
        assert!(page.contains(said) && page.contains(&format!("href=\"{at}\"")), "{new}: {page}");
        assert!(!page.contains(&format!("value=\"{new}\"")));
    }
}

fn code(page: &str, house: &House) -> String {
    let secret =
        page.split("class=\"secret b\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    code_of(&secret, house)
}

fn code_of(secret: &str, house: &House) -> String {
    let at = house.ctx.clock.now();
    let right = |n: u32| second_factor::step_of(secret, &format!("{n:06}"), at).unwrap();
    let step = u64::try_from(at.as_second()).unwrap() / 30;
    let found = (0..1_000_000).find(|n| right(*n) == Some(step)).unwrap();
    format!("{found:06}")
}

/// A code that is wrong for three steps around.
fn wrong_code(right: &str) -> &'static str {
    if right == "123456" { "654321" } else { "123456" }
}

async fn first_step(house: &House) -> (Browser, String) {
    let mut browser = house.browser();
    let answer = browser
        .post("/dang-nhap", &[("email", "dung@sdttg.vn"), ("password", PASSWORD), ("tiep", "/tai-khoan")])
        .await;
    assert_eq!(answer.to(), "/dang-nhap/ma?tiep=/tai-khoan");
    let page = browser.get(answer.to()).await.page("vi");
    (browser, page)
}

#[tokio::test]
async fn a_leader_sets_up_a_second_factor_and_needs_it_from_then_on() {
    let house = house().await;
    let (mut browser, page) = first_step(&house).await;
    assert!(page.contains("autocomplete=\"one-time-code\"") && page.contains("otpauth://totp/"), "{page}");
    assert!(browser.get("/tai-khoan").await.to().starts_with("/dang-nhap"), "half signed in opens nothing");
    let half = browser.cookies["nhipcau-ma"].clone();
    browser.cookies.insert("nhipcau".into(), half);
    assert!(browser.get("/tai-khoan").await.to().starts_with("/dang-nhap"), "not even under the other name");
    browser.cookies.remove("nhipcau");
    let right = code(&page, &house);
    let wrong = browser.post("/dang-nhap/ma", &[("code", wrong_code(&right)), ("tiep", "/tai-khoan")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = wrong.page("vi");
    assert!(wrong.contains("href=\"#code\"") && wrong.contains("Còn 4 lần thử"), "{wrong}");
    let spaced = format!("{} {}", &right[..3], &right[3..]);
    assert_eq!(
        browser.post("/dang-nhap/ma", &[("code", &spaced), ("tiep", "/tai-khoan")]).await.to(),
        "/tai-khoan"
    );
    assert_eq!(browser.get("/tai-khoan").await.status, StatusCode::OK);

    let (mut again, page) = first_step(&house).await;
    assert!(!page.contains("otpauth://") && page.contains("Nhập mã 6 số"), "{page}");
    let reused = again.post("/dang-nhap/ma", &[("code", &right)]).await;
    assert_eq!(reused.status, StatusCode::UNPROCESSABLE_ENTITY, "a code counts once");
    let account = store::user::by_email(&house.ctx.store, "dung@sdttg.vn").await.unwrap().unwrap();
    let later = house.later(1);
    let (mut third, _) = first_step(&later).await;
    let fresh = code_of(account.totp_secret.as_deref().unwrap(), &later);
    assert_eq!(third.post("/dang-nhap/ma", &[("code", &fresh)]).await.to(), "/viec");
}

#[tokio::test]
async fn five_wrong_codes_lock_the_account_and_lead_back_to_the_first_step() {
    let house = house().await;
    let (mut browser, page) = first_step(&house).await;
    let wrong = wrong_code(&code(&page, &house));
    for _ in 0..4 {
        assert_eq!(
            browser.post("/dang-nhap/ma", &[("code", wrong)]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    assert_eq!(browser.post("/dang-nhap/ma", &[("code", wrong)]).await.to(), "/dang-nhap");
    assert_eq!(browser.get("/dang-nhap/ma").await.to(), "/dang-nhap");
    let locked = house.browser().sign_in("dung@sdttg.vn", PASSWORD).await;
    assert_eq!(locked.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_demonstration_asks_its_leaders_for_no_code() {
    let house = house().await;
    house.demo().await;
    let mut browser = house.browser();
    assert_eq!(browser.sign_in("dung@sdttg.vn", PASSWORD).await.to(), "/viec");
    let page = browser.get("/tai-khoan").await.page("vi");
    assert!(page.contains("class=\"demo\"") && page.contains("Số liệu minh hoạ"));
}

#[tokio::test]
async fn a_form_sent_from_elsewhere_is_refused_before_anything_is_read() {
    let house = house().await;
    for (name, value, passes) in [
        ("sec-fetch-site", "cross-site", false),
        ("sec-fetch-site", "same-site", false),
        ("origin", "https://evil.example", false),
        ("sec-fetch-site", "same-origin", true),
        ("origin", "http://127.0.0.1:8067", true),
    ] {
        let mut browser = house.browser();
        browser.headers.insert(name, value.parse().unwrap());
        let answer = browser.sign_in("an@x32062.vn", PASSWORD).await;
        if passes {
            assert_eq!(answer.to(), "/viec", "{value}");
        } else {
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{value}");
            assert!(answer.page("vi").contains("Không có gì được ghi"), "{value}");
            assert!(browser.cookies.is_empty());
        }
        assert_eq!(browser.get("/").await.status, StatusCode::OK, "reading is allowed from anywhere");
    }
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_the_host_and_the_transport() {
    let house = House::at("https://nhipcau.example").await;
    house.person("an@x32062.vn", "X32062", Position::Officer).await;
    let mut browser = house.browser();
    let answer = browser.sign_in("an@x32062.vn", PASSWORD).await;
    let cookie = answer.headers.get_all(header::SET_COOKIE).iter().next().unwrap().to_str().unwrap();
    assert!(
        cookie.starts_with("__Host-nhipcau=") && cookie.contains("Path=/") && cookie.contains("Secure"),
        "{cookie}"
    );
    assert!(!cookie.contains("Domain"));
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
    assert_eq!(browser.get("/tai-khoan").await.status, StatusCode::OK);
}

#[tokio::test]
async fn too_many_tries_from_one_address_wait_and_others_do_not() {
    let house = house().await;
    let mut browser = house.browser();
    browser.headers.insert("x-forwarded-for", "203.0.113.9".parse().unwrap());
    for _ in 0..30 {
        browser.post("/dang-nhap", &[]).await;
    }
    let answer = browser.post("/dang-nhap", &[]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert!(answer.page("vi").contains("Thử quá nhiều lần"));
    browser.headers.insert("x-forwarded-for", "203.0.113.10".parse().unwrap());
    assert_eq!(browser.post("/dang-nhap", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn every_step_is_in_the_trail_and_no_secret_is() {
    let house = house().await;
    house.browser().sign_in("an@x32062.vn", "sai mật khẩu nhé").await;
    let mut browser = house.browser();
    browser.sign_in("an@x32062.vn", PASSWORD).await;
    browser.post("/tai-khoan", &[("current", PASSWORD), ("new", "mật khẩu hoàn toàn khác")]).await;
    browser.post("/dang-xuat", &[]).await;
    let (mut leader, page) = first_step(&house).await;
    let right = code(&page, &house);
    leader.post("/dang-nhap/ma", &[("code", &right)]).await;
    let trail = house.trail().await;
    let actions: Vec<&str> = trail.iter().map(|(a, _)| a.as_str()).collect();
    assert_eq!(
        actions,
        [
            "user.add",
            "user.add",
            "sign_in.failed",
            "sign_in.done",
            "user.change_password",
            "sign_in.out",
            "user.set_second_factor",
            "sign_in.done",
        ]
    );
    let account = store::user::by_email(&house.ctx.store, "dung@sdttg.vn").await.unwrap().unwrap();
    let written = format!("{trail:?}");
    for secret in [PASSWORD, "sai mật khẩu nhé", "$argon2", &account.totp_secret.unwrap(), &right] {
        assert!(!written.contains(secret), "{secret}");
    }
    assert!(store::audit::verify(&house.ctx.store, None).await.unwrap().is_ok());
}

#[tokio::test]
async fn a_head_request_and_a_second_sign_in_are_led_on() {
    let house = house().await;
    let mut browser = house.browser();
    browser.sign_in("an@x32062.vn", PASSWORD).await;
    assert_eq!(browser.get("/dang-nhap?tiep=/tai-khoan").await.to(), "/tai-khoan");
    assert_eq!(browser.get("/dang-nhap?tiep=//evil.example").await.to(), "/viec");
    let head = browser.send(Method::HEAD, "/tai-khoan", None).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
}
