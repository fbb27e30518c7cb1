//! A donor is entered, pledges, signs; people write on the public page, confirm by the letter's link, and are answered.
use axum::http::StatusCode;
use domain::access::Position;
use domain::call::CallStatus;
use jiff::civil::date;
use server::app::{Caller, call, engagement};
use server::ctx::{Clock, Ctx};

use super::catalogue::{approved, people, published};
use super::harness::House;

async fn letter(house: &House) -> String {
    let mails = store::mail::pending(&house.ctx.store, house.ctx.clock.now(), 100).await.unwrap();
    let body = mails.into_iter().rfind(|m| m.new.kind == "interest").map(|m| m.new.body).unwrap_or_default();
    let at = body.find("/quan-tam/").unwrap_or_default();
    body[at..].split_whitespace().next().unwrap_or_default().to_owned()
}

const WRITTEN: [(&str, &str); 5] = [
    ("name", "Maria"),
    ("email", "maria@donor.example"),
    ("message", "Could we fund a part?"),
    ("shown", "1"),
    ("consent", "1"),
];

#[tokio::test]
async fn interest_is_confirmed_by_its_letter_and_then_has_to_be_answered() {
    let house = House::new().await;
    approved(&house).await;
    let (mut officer, mut leader) = people(&house).await;
    published(&house, &mut officer, &mut leader).await;
    let mut everyone = house.browser();
    let form = "/keu-goi/KG-2026-001/quan-tam";
    for lang in ["vi", "en", "km"] {
        let page = everyone.get(&format!("{form}?lang={lang}")).await.page(lang);
        assert!(!page.contains("checked"), "consent is not given beforehand");
    }
    everyone.cookies.remove("lang");
    let without = everyone.post(form, &WRITTEN[..4]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text().contains("Could we fund a part?"), "what was typed is not lost");
    let now = house.ctx.clock.now().as_second().to_string();
    for shown in ["", "soon", now.as_str()] {
        let quick: Vec<(&str, &str)> =
            WRITTEN.into_iter().map(|(n, v)| if n == "shown" { (n, shown) } else { (n, v) }).collect();
        let quick = everyone.post(form, &quick).await;
        assert_eq!(quick.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody writes so quickly");
        assert!(quick.text().contains("Could we fund a part?") && quick.text().contains("Gửi một lần nữa"));
    }
    let machine: Vec<(&str, &str)> = WRITTEN.into_iter().chain([("homepage", "http://spam")]).collect();
    assert_eq!(everyone.post(form, &machine).await.status, StatusCode::OK, "a machine is told nothing");
    assert_eq!(letter(&house).await, "", "and nothing is sent");
    assert_eq!(everyone.post(form, &WRITTEN).await.status, StatusCode::OK);
    let link = letter(&house).await;
    assert!(
        store::engagement::open(&house.ctx.store).await.unwrap().is_empty(),
        "not before it is confirmed"
    );
    everyone.get(&link).await.page("vi");
    assert!(store::engagement::open(&house.ctx.store).await.unwrap().is_empty(), "looking does not confirm");
    assert_eq!(everyone.post(&link, &[]).await.status, StatusCode::OK);
    assert_eq!(everyone.post(&link, &[]).await.status, StatusCode::NOT_FOUND, "a link is good once");
    let open = store::engagement::open(&house.ctx.store).await.unwrap();
    assert_eq!(open.len(), 1);
    let work = officer.get("/viec").await.page("vi");
    assert!(work.contains("Bày tỏ quan tâm: Maria"));
    officer.get("/tiep-xuc").await.page("vi");
    let id = open[0].id;
    let empty = officer.post(&format!("/tiep-xuc/{id}"), &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "it says what was answered");
    let field = format!("what-{id}");
    let unknown = format!("donor-{id}");
    let unknown = [(field.as_str(), "Đã gửi dự toán"), (unknown.as_str(), "NTT-999")];
    let unknown = officer.post(&format!("/tiep-xuc/{id}"), &unknown).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.page("vi").contains("Đã gửi dự toán"), "what was typed is not lost");
    officer.post(&format!("/tiep-xuc/{id}"), &[(field.as_str(), "Đã gửi dự toán")]).await;
    assert!(store::engagement::open(&house.ctx.store).await.unwrap().is_empty());
    let page = officer.get("/tiep-xuc").await.page("vi");
    assert!(page.contains("maria@donor.example"));
    let year = Ctx { clock: Clock::on(date(2026, 11, 9)), ..house.ctx.clone() };
    engagement::forget(&year).await.unwrap();
    let page = officer.get("/tiep-xuc").await.page("vi");
    assert!(!page.contains("maria@donor.example") && !page.contains("Could we fund a part?"));
    assert!(page.contains("Thông tin người gửi đã xoá") && page.contains("Đã gửi dự toán"));
    assert_eq!(letter(&house).await, "", "the letter went with its address");
    for n in 0..4 {
        let status = everyone.post(form, &WRITTEN).await.status;
        let expected = if n < 3 { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(status, expected, "letter {n} to one address");
    }
}

#[tokio::test]
async fn a_pledge_becomes_an_agreement_and_funds_its_call() {
    let house = House::new().await;
    approved(&house).await;
    let (mut officer, mut leader) = people(&house).await;
    published(&house, &mut officer, &mut leader).await;
    let commune = house.person("a@x.vn", "X32062", Position::Officer).await;
    let mut commune = house.signed_in(commune).await;
    assert_eq!(commune.get("/nha-tai-tro").await.status, StatusCode::FORBIDDEN);
    let right =
        [("name", "Bạn Đồng Hành"), ("plan", "ngo"), ("identifiers", "GB-CHC-274467"), ("country", "gb")];
    let path = officer.post("/nha-tai-tro/moi", &right).await.to().split('?').next().unwrap().to_owned();
    let call = call::load(&house.ctx, &Caller::Operator, "KG-2026-001").await.unwrap();
    let amount = call.facts.sought().to_string();
    let unknown = officer.post(&format!("{path}/cam-ket"), &[("call", "KG-1"), ("amount", "5")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let euros = [
        ("call", "KG-2026-001"),
        ("currency", "EUR"),
        ("original", "1.000"),
        ("rate", "29.500,5"),
        ("rate_on", "03/11/2025"),
        ("rate_source", "Ngân hàng"),
    ];
    let without_rate = officer.post(&format!("{path}/cam-ket"), &euros[..3]).await;
    assert_eq!(without_rate.status, StatusCode::UNPROCESSABLE_ENTITY, "a rate has day and source");
    let apart: Vec<_> = euros.into_iter().chain([("amount", "31.000.000")]).collect();
    let apart = officer.post(&format!("{path}/cam-ket"), &apart).await;
    assert_eq!(apart.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(apart.text().contains("29,5005 triệu đồng"), "it says what the rate gives");
    let form = [("call", "KG-2026-001"), ("amount", amount.as_str())];
    assert_eq!(officer.post(&format!("{path}/cam-ket"), &form).await.status, StatusCode::SEE_OTHER);
    let status = async || call::load(&house.ctx, &Caller::Operator, "KG-2026-001").await.unwrap().status;
    assert_eq!(status().await, CallStatus::Pledged);
    let bare = officer.post(&format!("{path}/cam-ket/1"), &[("to", "agreed")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "an agreement has number and day");
    let signed = [("to", "agreed"), ("agreement-1", "12/TT"), ("agreed_on-1", "07/11/2025")];
    assert_eq!(officer.post(&format!("{path}/cam-ket/1"), &signed).await.status, StatusCode::SEE_OTHER);
    assert_eq!(status().await, CallStatus::Funded);
    let page = house.browser().get("/keu-goi/KG-2026-001").await.page("vi");
    assert!(page.contains("100%") && page.contains("Đã đủ vốn"), "everyone sees it at once");
    officer
        .post(
            &format!("{path}/cam-ket"),
            &[("call", "KG-2026-002")].into_iter().chain(euros.into_iter().skip(1)).collect::<Vec<_>>(),
        )
        .await;
    let page = officer.get(&path).await.page("vi");
    assert!(page.contains("1.000 EUR (tỷ giá 29.500,5, ngày 03/11/2025, Ngân hàng)"));
    assert!(page.contains("29,5 triệu đồng"), "đồng by the stated rate");
    for lang in ["vi", "en"] {
        for page in [path.as_str(), "/nha-tai-tro", "/nha-tai-tro/moi", "/tiep-xuc"] {
            officer.get(&format!("{page}?lang={lang}")).await.page(lang);
        }
        officer.get(&format!("{path}/sua?lang={lang}")).await.page(lang);
    }
}

#[tokio::test]
async fn a_donor_is_entered_with_what_it_may_do_and_what_it_cares_for() {
    let house = House::new().await;
    let (mut officer, _) = people(&house).await;
    let wrong = [("name", "Bạn"), ("plan", "ngo"), ("identifiers", "ABC-1"), ("country", "Anh")];
    let answer = officer.post("/nha-tai-tro/moi", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let no_sector = [("name", "Bạn"), ("plan", "ngo"), ("sectors", "99999"), ("least", "2"), ("most", "1")];
    let html = officer.post("/nha-tai-tro/moi", &no_sector).await.page("vi");
    assert!(html.contains("danh mục DAC") && html.contains("nhỏ hơn mức thấp nhất"));
    let right = [
        ("name", "Bạn Đồng Hành"),
        ("plan", "ngo"),
        ("identifiers", "GB-CHC-274467"),
        ("country", "gb"),
        ("term", "operation"),
        ("may_places", "2025:32062"),
        ("may_areas", "a"),
        ("places", "2025:32062"),
        ("areas", "a"),
        ("peoples", "1979:05"),
        ("support", "financial"),
        ("contact0_name", "An"),
        ("contact1_name", "Bé"),
    ];
    let path = officer.post("/nha-tai-tro/moi", &right).await.to().split('?').next().unwrap().to_owned();
    let form = officer.get(&format!("{path}/sua")).await.page("vi");
    for ticked in ["may_places\" value=\"2025:32062", "may_areas\" value=\"a", "peoples\" value=\"1979:05"] {
        assert!(form.contains(&format!("name=\"{ticked}\" checked")), "{ticked}");
    }
    assert!(form.contains("id=\"contact2_name\""), "room for another contact");
    let asked = [("kind", "enquiry"), ("said_on", "07/11/2025"), ("summary", "Xin đề cương về nước")];
    assert_eq!(officer.post(&format!("{path}/tiep-xuc"), &asked).await.status, StatusCode::SEE_OTHER);
    let open = store::engagement::open(&house.ctx.store).await.unwrap();
    assert_eq!(
        (open.len(), open[0].due),
        (1, Some(date(2025, 11, 14))),
        "an answer is owed in five working days"
    );
    let shown = officer.get(&path).await.page("vi");
    assert!(shown.contains("xã Khánh Lâm") && shown.contains("Địa bàn được phép"));
    assert!(shown.contains("Vương quốc Anh"), "a country has its name");
}
