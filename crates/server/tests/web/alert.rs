//! A search is kept after its letter is answered, told of news once a day, and stopped by one click.
use axum::http::StatusCode;
use domain::call::CallStatus;
use server::app::{Caller, alert, call};

use super::catalogue::{approved, people, published};
use super::harness::House;

/// The newest letter of a kind.
async fn letter(house: &House, kind: &str) -> Option<store::mail::New> {
    let mails = store::mail::pending(&house.ctx.store, house.ctx.clock.now(), 100).await.unwrap();
    mails.into_iter().rfind(|m| m.new.kind == kind).map(|m| m.new)
}

fn path<'b>(body: &'b str, begins: &str) -> &'b str {
    let at = body.find(begins).unwrap();
    body[at..].split_whitespace().next().unwrap()
}

#[tokio::test]
async fn a_search_is_confirmed_told_of_news_and_stopped() {
    let house = House::new().await;
    approved(&house).await;
    let (mut officer, mut leader) = people(&house).await;
    published(&house, &mut officer, &mut leader).await;
    let mut everyone = house.browser();
    let list = everyone.get("/keu-goi?tt=open").await.page("vi");
    assert!(list.contains("name=\"loc\" value=\"tt=open\""), "what is chosen is what is followed");
    let wrong = everyone.post("/keu-goi/theo-doi", &[("loc", ""), ("email", "ann")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.page("vi");
    let asked = [("loc", "tt=open&trang=2"), ("email", "ann@donor.example")];
    let machine = [asked[0], asked[1], ("homepage", "x")];
    assert_eq!(everyone.post("/keu-goi/theo-doi", &machine).await.status, StatusCode::OK);
    assert_eq!(letter(&house, "alert-confirm").await, None, "a machine is told nothing and gets nothing");
    everyone.post("/keu-goi/theo-doi", &asked).await.page("vi");
    let first = letter(&house, "alert-confirm").await.unwrap();
    assert!(first.body.contains("/keu-goi?tt=open&lang=vi"), "{}", first.body);
    assert_eq!(first.stop, None);
    let link = path(&first.body, "/theo-doi/").to_owned();
    for lang in ["vi", "en", "km"] {
        everyone.get(&format!("{link}?lang={lang}")).await.page(lang);
    }
    everyone.cookies.remove("lang");
    assert_eq!(alert::look(&house.later(60 * 24).ctx).await.unwrap(), 0, "nothing before it is confirmed");
    everyone.post(&link, &[]).await.page("vi");
    assert_eq!(everyone.post(&link, &[]).await.status, StatusCode::NOT_FOUND, "a link is good once");

    // What fitted when it was confirmed is no news.
    let tomorrow = house.later(60 * 24);
    assert_eq!(alert::look(&tomorrow.ctx).await.unwrap(), 0);
    call::turn(&house.ctx, &Caller::Operator, "KG-2026-001", CallStatus::Closed, "Đã đủ").await.unwrap();
    assert_eq!(alert::look(&tomorrow.ctx).await.unwrap(), 0, "once a day");
    let after = house.later(60 * 48);
    assert_eq!(alert::look(&after.ctx).await.unwrap(), 1);
    let news = letter(&after, "alert").await.unwrap();
    assert!(news.body.contains("KG-2026-001") && !news.body.contains("KG-2026-002"), "{}", news.body);
    let stop = path(&news.body, "/theo-doi/thoi/").to_owned();
    assert!(news.stop.unwrap().ends_with(&stop), "the mail program has the same address");
    for lang in ["vi", "en", "km"] {
        everyone.get(&format!("{stop}?lang={lang}")).await.page(lang);
    }
    let mut program = house.browser();
    let click = program.post(&stop, &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(click.status, StatusCode::OK);
    assert_eq!(program.post(&stop, &[]).await.status, StatusCode::OK, "twice is no error");
    assert_eq!(everyone.get(&stop).await.status, StatusCode::NOT_FOUND, "the address is gone");
}
