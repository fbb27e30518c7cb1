//! A commune proposes an outline; it reaches both recipients; the standing agency returns it.
use axum::http::StatusCode;
use domain::access::Position;
use domain::outline::OutlineStage;
use jiff::civil::date;
use server::app::{Caller, outline};

use super::harness::House;

#[tokio::test]
async fn a_round_is_opened_an_outline_written_and_nothing_incomplete_is_submitted() {
    let house = House::new().await;
    let agency = house.person("c@s.vn", "SDTTG", Position::Officer).await;
    let commune = house.person("a@x.vn", "X32062", Position::Officer).await;
    let other = house.person("b@x.vn", "X31825", Position::Officer).await;
    let ctx = &house.ctx;
    outline::open_round(ctx, &Caller::Operator, 2026, date(2025, 11, 7), date(2025, 12, 20)).await.unwrap();
    let mut commune = house.signed_in(commune).await;
    let begun = commune.post("/de-xuat/2026/X32062", &[("name", "Cầu ấp 7")]).await;
    let path = begun.to().split('?').next().unwrap().trim_end_matches("/sua").to_owned();
    assert!(path.starts_with("/de-cuong/DC-2026-001"), "{path}");
    for lang in ["vi", "en"] {
        for page in ["", "/sua"] {
            commune.get(&format!("{path}{page}?lang={lang}")).await.page(lang);
        }
        commune.get(&format!("/de-xuat/2026/X32062?lang={lang}")).await.page(lang);
    }
    commune.cookies.remove("lang");
    commune.post(&format!("{path}/gui"), &[("revision", "1")]).await;
    let code = path.rsplit('/').next().unwrap();
    let it = store::outline::by_code(&ctx.store, code).await.unwrap().unwrap();
    assert_eq!(it.stage, OutlineStage::Draft, "what is incomplete stays with its unit");
    let mut agency = house.signed_in(agency).await;
    for lang in ["vi", "en"] {
        agency.get(&format!("/de-xuat?lang={lang}")).await.page(lang);
        agency.get(&format!("/de-xuat/2026?lang={lang}")).await.page(lang);
    }
    let mut other = house.signed_in(other).await;
    assert_eq!(other.get(&path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(other.get("/de-xuat/2026").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_form_goes_out_as_a_workbook_and_comes_back_into_the_form() {
    let house = House::new().await;
    let commune = house.person("a@x.vn", "X32062", Position::Officer).await;
    let ctx = &house.ctx;
    outline::open_round(ctx, &Caller::Operator, 2026, date(2025, 11, 7), date(2025, 12, 20)).await.unwrap();
    let mut facts = server::demo::outline::facts(ctx, "X32062", 0, &mut server::demo::random::Random::new(7));
    let people = |code: &str| domain::need::PeopleCode { list: "1979".into(), code: code.into() };
    facts.peoples = ["01", "04", "05", "06", "07"].map(people).to_vec();
    let it = outline::begin(ctx, &Caller::Operator, 2026, "X32062", &facts).await.unwrap();
    let mut commune = house.signed_in(commune).await;
    let path = format!("/de-cuong/{}", it.code);
    let book = commune.get(&format!("{path}/mau.xlsx")).await;
    assert!(book.header("content-type").contains("spreadsheet") && book.body.len() > 4000);
    let back = commune.upload(&format!("{path}/mau"), "mau.xlsx", &book.body).await;
    assert_eq!(back.status, StatusCode::OK);
    let html = back.page("vi");
    assert!(html.contains("Chưa lưu") && !html.contains("emsg"), "nothing of our own form is refused");
    let stored = store::outline::by_code(&ctx.store, &it.code).await.unwrap().unwrap();
    assert_eq!((stored.revision, &stored.facts), (1, &facts), "sending saves nothing");

    // What the form shows, saved as it is, changes nothing.
    let posted = fields(&html);
    let pairs: Vec<(&str, &str)> = posted.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(commune.post(&format!("{path}/sua"), &pairs).await.status, StatusCode::SEE_OTHER);
    let stored = store::outline::by_code(&ctx.store, &it.code).await.unwrap().unwrap();
    assert_eq!((stored.revision, stored.facts), (2, facts));
    let wrong = commune.upload(&format!("{path}/mau"), "anh.png", b"\x89PNG\r\n\x1a\n").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.page("vi");
}

/// Names and values of a page's main form, as a browser would send them.
fn fields(html: &str) -> Vec<(String, String)> {
    let from = html.find("/sua\" method=\"post\"").unwrap();
    let form = &html[from..html[from..].find("</form>").unwrap() + from];
    let plain = |t: &str| {
        t.replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#38;", "&")
    };
    let attribute = |tag: &str, name: &str| {
        let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        Some(plain(tag[at..].split('"').next()?))
    };
    let mut out = Vec::new();
    for piece in form.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = attribute(tag, "name");
        match (tag.split_whitespace().next(), name) {
            (Some("input"), Some(name)) => {
                let boxed = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
                if !boxed || tag.contains(" checked") {
                    out.push((name, attribute(tag, "value").unwrap_or_default()));
                }
            }
            (Some("textarea"), Some(name)) => out.push((name, plain(text))),
            (Some("select"), Some(name)) => out.push((name, String::new())),
            (Some("option"), _) if tag.contains(" selected") => {
                out.last_mut().unwrap().1 = attribute(tag, "value").unwrap_or_default();
            }
            _ => {}
        }
    }
    out
}
