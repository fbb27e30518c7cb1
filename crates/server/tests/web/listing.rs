//! An office's own list becomes outlines: nothing before the word, nothing with an open conflict, all of it taken back.
use axum::http::StatusCode;
use domain::access::Position;
use domain::outline::OutlineFacts;
use domain::words::Texts;
use jiff::civil::date;
use server::app::{Caller, outline};

use super::harness::{Browser, House};

const LIST: &str = "DANH MỤC KÊU GỌI;;;;\nTên dự án;Địa điểm;Chủ dự án;Vốn viện trợ (triệu đồng);Thời gian\n\
    Cầu ấp 7;Ấp 7, xã Khánh Lâm;Ban quản lý;1.250;2026-2027\nTrạm nước;xã Khánh Lâm;UBND xã;900;2026\n\
    Nhà văn hoá;Xã Không Có;UBND xã;500;2026\n";

async fn round(house: &House) -> Browser {
    let (opens, due) = (date(2025, 11, 7), date(2025, 12, 20));
    outline::open_round(&house.ctx, &Caller::Operator, 2026, opens, due).await.unwrap();
    let agency = house.person("c@s.vn", "SDTTG", Position::Officer).await;
    house.signed_in(agency).await
}

async fn facts(house: &House) -> Vec<OutlineFacts> {
    let all = store::outline::of_year(&house.ctx.store, 2026).await.unwrap();
    all.into_iter().map(|o| o.facts).collect()
}

/// Sends the list, takes the columns as they are guessed, and says where its differences are shown.
async fn sent(agency: &mut Browser) -> String {
    let sent = agency.upload("/de-xuat/2026/danh-muc", "ds.csv", LIST.as_bytes()).await;
    let path = sent.to().to_owned();
    let html = agency.get(&path).await.page("vi");
    for guessed in ["name", "place", "owner", "sought", "period"] {
        assert!(html.contains(&format!("<option value=\"{guessed}\" selected>")), "{guessed}");
    }
    assert!(html.contains("<option value=\"1000000\" selected>"), "the heading says million đồng");
    let columns = [
        ("trang", "CSV"),
        ("hang", "2"),
        ("cot-0", "name"),
        ("cot-1", "place"),
        ("cot-2", "owner"),
        ("cot-3", "sought"),
        ("cot-4", "period"),
        ("money", "1000000"),
        ("keep", "Sở"),
    ];
    let unnamed = agency.post(&path, &columns[..2]).await;
    assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY, "name and place are needed");
    unnamed.page("vi");
    agency.post(&path, &columns).await.to().to_owned()
}

fn mark(html: &str) -> String {
    let (_, rest) = html.split_once("name=\"da-thay\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_list_is_seen_decided_written_and_taken_back() {
    let house = House::new().await;
    let mut agency = round(&house).await;
    let mut before = outline::blank(&house.ctx, "X32062");
    before.name = Texts::vi("Cầu ấp 7");
    before.place = "2025:32062".into();
    before.owner = "UBND xã".into();
    outline::begin(&house.ctx, &Caller::Operator, 2026, "X32062", &before).await.unwrap();
    for lang in ["vi", "en"] {
        agency.get(&format!("/de-xuat/2026/danh-muc?lang={lang}")).await.page(lang);
    }
    agency.cookies.remove("lang");
    let preview = sent(&mut agency).await;
    let html = agency.get(&preview).await.page("vi");
    assert!(html.contains("listing-place-unknown") && html.contains("CSV · B5"), "the bad line has its cell");
    assert_eq!(facts(&house).await, [before.clone()], "nothing is written by looking");

    let mark = mark(&html);
    let ticked = [("da-thay", mark.as_str()), ("co", "3"), ("dong", "3"), ("co", "4"), ("dong", "4")];
    let open = agency.post(&preview, &ticked).await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(open.page("vi").contains("#chon-3-owner-giu"), "the summary leads to the conflict");
    assert_eq!(facts(&house).await, [before.clone()], "an open conflict writes nothing");

    let mut decided = ticked.to_vec();
    decided.push(("chon-3-owner", "lay"));
    let written = agency.post(&preview, &decided).await;
    assert!(written.to().ends_with("?xong=listing-written"), "{}", written.to());
    let now = facts(&house).await;
    assert_eq!((now.len(), now[0].owner.as_str(), now[0].sought()), (2, "Ban quản lý", 1_250_000_000));
    assert_eq!((now[1].name.vi.as_str(), now[1].place.as_str()), ("Trạm nước", "2025:32062"));

    let list = agency.get("/de-xuat/2026/danh-muc").await.page("vi");
    assert!(list.contains("<li>Sở</li>"), "the way to read it is kept");
    let other = agency.upload("/de-xuat/2026/danh-muc", "ds2.csv", LIST.as_bytes()).await.to().to_owned();
    let mut columns = vec![
        ("trang", "CSV"),
        ("hang", "2"),
        ("cot-0", "name"),
        ("cot-1", "place"),
        ("money", "1000"),
        ("keep", "Sở"),
    ];
    let taken = agency.post(&other, &columns).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.page("vi").contains("tên «Sở»"), "another way is kept under that name");
    assert_eq!(
        agency.post(&other, &columns).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nor the second time"
    );
    columns.push(("mau", "Sở"));
    assert_eq!(
        agency.post(&other, &columns).await.status,
        StatusCode::SEE_OTHER,
        "begun from it, it is changed"
    );
    let id = preview.trim_end_matches("/xem");
    let undone = agency.post(&format!("{id}/hoan-tac"), &[]).await;
    assert!(undone.to().ends_with("?xong=listing-undone"));
    assert_eq!(facts(&house).await, [before], "all values are as they were");
}

#[tokio::test]
async fn what_somebody_changed_since_stays() {
    let house = House::new().await;
    let mut agency = round(&house).await;
    let preview = sent(&mut agency).await;
    let html = agency.get(&preview).await.page("vi");
    let all = [("da-thay", mark(&html)), ("viec", "ghi".to_owned())];
    let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let stale = agency.post(&preview, &[("da-thay", "0")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "what was shown must be what is written");
    let written = agency.post(&preview, &all).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text());
    let first = store::outline::of_year(&house.ctx.store, 2026).await.unwrap().remove(0);
    let mut changed = first.facts.clone();
    changed.hamlet = "Ấp 8".into();
    outline::save(&house.ctx, &Caller::Operator, &first.code, first.revision, changed).await.unwrap();
    let refused = agency.post(&format!("{}/hoan-tac", preview.trim_end_matches("/xem")), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.page("vi").contains(&first.code));
    assert_eq!(facts(&house).await.len(), 2);
    // The next list changes what the last one put there without a question.
    let preview = sent(&mut agency).await;
    let html = agency.get(&preview).await.page("vi");
    assert!(html.contains("chon-3-hamlet-giu"), "a person wrote this field");
    assert!(!html.contains("chon-3-owner-giu"));
}

#[tokio::test]
async fn what_somebody_talked_about_is_not_taken_away() {
    let house = House::new().await;
    let mut agency = round(&house).await;
    let preview = sent(&mut agency).await;
    let mark = mark(&agency.get(&preview).await.page("vi"));
    agency.post(&preview, &[("da-thay", mark.as_str()), ("viec", "ghi")]).await;
    let first = store::outline::of_year(&house.ctx.store, 2026).await.unwrap().remove(0);
    outline::comment(&house.ctx, &Caller::Operator, &first.code, "Nêu rõ vốn đối ứng").await.unwrap();
    let refused = agency.post(&format!("{}/hoan-tac", preview.trim_end_matches("/xem")), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(facts(&house).await.len(), 2, "all of it or nothing");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_and_others_keep_out() {
    let house = House::new().await;
    let agency = round(&house).await;
    let answer = agency.upload("/de-xuat/2026/danh-muc", "ds.csv", b"T\xean;a\nb;c\n").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.page("vi").contains("listing-encoding"));
    let commune = house.person("a@x.vn", "X32062", Position::Officer).await;
    let mut commune = house.signed_in(commune).await;
    assert_eq!(commune.get("/de-xuat/2026/danh-muc").await.status, StatusCode::FORBIDDEN);
}
