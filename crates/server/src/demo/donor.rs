//! Donors, what they pledge, and what people offer on the public pages: all made up and marked.
use domain::call::{Original, PledgeFacts};
use domain::donor::{DonorContact, DonorFacts, Kinds, Registration};
use domain::engagement::{Content, Kind, Partner};
use domain::need::PeopleCode;
use domain::outline::Rate;
use domain::programme::Activity;
use domain::words::Texts;
use jiff::civil::{Date, date};
use store::engagement::Interest;

use super::on;
use crate::app::donor::{self as app, Turn};
use crate::app::programme::{self, Step};
use crate::app::{Caller, alert, engagement};
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Name, English name, country, kinds by plan, decree and IATI, areas.
type Given = (&'static str, &'static str, &'static str, [&'static str; 3], &'static [&'static str]);

const DONORS: [Given; 8] = [
    (
        "Tổ chức Bạn Đồng Hành (minh hoạ)",
        "Fellow Travellers (illustrative)",
        "GB",
        ["ngo", "ngo", "21"],
        &["a", "g"],
    ),
    ("Quỹ Nước Lành (minh hoạ)", "Sweet Water Fund (illustrative)", "SE", ["ngo", "ngo", "60"], &["a"]),
    ("Hội Trường Làng (minh hoạ)", "Village Schools (illustrative)", "JP", ["ngo", "ngo", "21"], &["đ"]),
    (
        "Cơ quan Hợp tác Phương Bắc (minh hoạ)",
        "Northern Cooperation (illustrative)",
        "NO",
        ["bilateral", "mission", "10"],
        &["b", "c"],
    ),
    ("Ngân hàng Ven Biển (minh hoạ)", "Coastal Bank (illustrative)", "", ["multilateral", "", "40"], &["d"]),
    (
        "Công ty Tôm Sạch (minh hoạ)",
        "Clean Shrimp Ltd (illustrative)",
        "KR",
        ["enterprise", "enterprise", "70"],
        &["c"],
    ),
    (
        "Viện Khí Hậu Đồng Bằng (minh hoạ)",
        "Delta Climate Institute (illustrative)",
        "NL",
        ["development", "research", "90"],
        &["b"],
    ),
    ("Bà An-na (minh hoạ)", "Ms Anna (illustrative)", "FR", ["individual", "individual", "90"], &["h"]),
];

pub(super) async fn court(ctx: &Ctx) -> Outcome<()> {
    let day = on(ctx, date(2025, 10, 15));
    let by = Caller::Operator;
    let mut codes = Vec::new();
    for (n, given) in DONORS.iter().enumerate() {
        codes.push(app::add(&day, &by, &facts(n, given)).await?.code);
    }
    said(ctx, &codes[0]).await?;
    follow(ctx).await?;
    pledges(ctx, &codes).await?;
    // Tells who follows the catalogue of the pledges.
    alert::look(&on(ctx, date(2025, 11, 7))).await?;
    promote(ctx, &codes).await?;
    interests(ctx).await
}

/// Somebody follows the whole catalogue by mail.
async fn follow(ctx: &Ctx) -> Outcome<()> {
    let day = on(ctx, date(2025, 11, 6));
    let token = alert::ask(&day, "theo-doi@public.example", "", lang::Lang::Vi).await?;
    alert::confirm(&day, &token).await.map(|_| ())
}

/// The Union's programme of the year: approved, one activity over, one under way, one ahead.
async fn promote(ctx: &Ctx, codes: &[String]) -> Outcome<()> {
    let by = Caller::Operator;
    let lead = "LHHN".to_owned();
    let planned = on(ctx, date(2025, 1, 10));
    let goals = "Thêm năm tổ chức phi chính phủ nước ngoài tìm hiểu danh mục. Số liệu minh hoạ.".to_owned();
    programme::step(&planned, &by, 2025, 0, Step::Goals(goals)).await?;
    let activities = [
        ("Gặp mặt các tổ chức phi chính phủ (minh hoạ)", Kind::Meeting, date(2025, 3, 10), date(2025, 3, 14)),
        (
            "Gửi danh mục năm 2026 đến nhà tài trợ (minh hoạ)",
            Kind::Letter,
            date(2025, 11, 3),
            date(2025, 11, 21),
        ),
        ("Đưa nhà tài trợ đi thực địa (minh hoạ)", Kind::Visit, date(2025, 12, 1), date(2025, 12, 12)),
    ];
    for (revision, (what, kind, from, to)) in (1..).zip(activities) {
        let activity = Activity {
            number: 0,
            what: what.into(),
            kind,
            from,
            to,
            lead: lead.clone(),
            donors: codes.iter().take(2).cloned().collect(),
            budget: 15_000_000,
            added_later: false,
            outcome: None,
        };
        programme::step(&planned, &by, 2025, revision, Step::Add(activity)).await?;
    }
    let number = "02/CTr-LHHN (minh hoạ)".to_owned();
    programme::step(&planned, &by, 2025, 4, Step::Approve { number, on: date(2025, 1, 10) }).await?;
    let text = "Chín tổ chức dự, hai tổ chức hẹn làm việc riêng. Số liệu minh hoạ.".to_owned();
    let done = on(ctx, date(2025, 3, 17));
    programme::step(&done, &by, 2025, 5, Step::Finish { number: 1, on: date(2025, 3, 14), text }).await
}

fn facts(n: usize, given: &Given) -> DonorFacts {
    let (name, english, country, [plan, decree, iati], areas) = given;
    let kinds = Kinds { plan: (*plan).into(), decree: (*decree).into(), iati: (*iati).into() };
    let mut it = DonorFacts {
        name: Texts::of(*name, *english),
        country: (*country).into(),
        kinds,
        ..DonorFacts::default()
    };
    it.interests.areas = areas.iter().map(|a| (*a).to_owned()).collect();
    if n == 0 {
        it.interests.places = vec!["2025:32062".into(), "2025:32092".into()];
        it.interests.peoples = vec![PeopleCode { list: "1979".into(), code: "05".into() }];
        it.interests.sectors = vec!["14030".into(), "12220".into()];
    }
    if n.is_multiple_of(3) {
        it.interests.support = vec!["financial".into()];
        (it.interests.least, it.interests.most) = (Some(300_000_000), Some(6_000_000_000));
    }
    it.contacts = vec![DonorContact {
        name: "Người liên hệ (minh hoạ)".into(),
        email: format!("nha-tai-tro-{}@donor.example", n + 1),
        ..DonorContact::default()
    }];
    if *decree == "ngo" {
        let issued = date(2023 - i16::try_from(n % 2).unwrap_or(0), 1, 15);
        it.registration = Some(Registration {
            kind: "operation".into(),
            number: format!("{:03}/HĐ (minh hoạ)", n + 1),
            issued_on: Some(issued),
            expires_on: issued.checked_add(jiff::Span::new().years(3)).ok(),
            ..Registration::default()
        });
    }
    it
}

async fn said(ctx: &Ctx, code: &str) -> Outcome<()> {
    let by = Caller::Operator;
    let donor = app::load(ctx, &by, code).await?;
    let day = date(2025, 11, 5);
    let content = Content {
        kind: Kind::Meeting,
        on: day,
        by: String::new(),
        summary: "Giới thiệu danh mục năm 2026; bên bạn quan tâm lĩnh vực nước và y tế. Số liệu minh hoạ."
            .into(),
        next: "Gửi hai đề cương về nước sinh hoạt".into(),
        partner: None,
        closed: None,
    };
    let due = Some(date(2025, 11, 14));
    engagement::add(&on(ctx, day), &by, Some(donor.id), "", due, content).await.map(|_| ())
}

/// Four pledges, two of which are in agreements; one of these funds its call whole, another is stated in euros.
async fn pledges(ctx: &Ctx, codes: &[String]) -> Outcome<()> {
    let day = on(ctx, date(2025, 11, 6));
    let by = Caller::Operator;
    let open: Vec<_> = store::call::all(&ctx.store)
        .await?
        .into_iter()
        .filter(|c| c.status == domain::call::CallStatus::Open)
        .take(4)
        .collect();
    for (n, (call, donor)) in open.iter().zip(codes).enumerate() {
        let sought = call.facts.sought();
        // The first covers all that is asked, the others a part.
        let amount = if n == 0 { sought } else { sought / 10 * i64::try_from(2 + n).unwrap_or(2) };
        let original = (n == 2).then(|| euros(amount));
        let stated = original.is_none().then_some(amount);
        let facts = PledgeFacts {
            pledged_on: Some(date(2025, 11, 6)),
            original,
            note: "Số liệu minh hoạ".into(),
            ..PledgeFacts::default()
        };
        let id = app::pledge(&day, &by, donor, &call.code, stated, facts).await?;
        if n < 2 {
            let turn = Turn {
                to: "agreed".into(),
                agreement: format!("{:02}/TT-2025 (minh hoạ)", n + 1),
                agreed_on: Some(date(2025, 11, 6)),
                ..Turn::default()
            };
            app::turn_pledge(&day, &by, id, &turn).await?;
        }
    }
    Ok(())
}

/// About as much in whole thousands of euros, by a rate that is made up.
fn euros(vnd: i64) -> Original {
    let rate = Rate { vnd_e2: 2_950_000, on: date(2025, 11, 3), source: "số liệu minh hoạ".into() };
    Original { currency: "EUR".into(), amount: vnd / 29_500 / 1000 * 100_000, rate }
}

/// Three people write on the public page and confirm; the first is answered.
async fn interests(ctx: &Ctx) -> Outcome<()> {
    let written: [(&str, &str, &str, Date); 3] = [
        (
            "Maria (minh hoạ)",
            "KG-2026-009",
            "Could we fund the kitchen alone? Illustrative.",
            date(2025, 11, 5),
        ),
        (
            "Kenji (minh hoạ)",
            "KG-2026-012",
            "We collect used medical equipment. Illustrative.",
            date(2025, 11, 6),
        ),
        (
            "Hà (minh hoạ)",
            "KG-2026-018",
            "Nhóm tôi muốn góp công lắp đường ống. Số liệu minh hoạ.",
            date(2025, 11, 7),
        ),
    ];
    for (n, (name, call, message, on_day)) in written.into_iter().enumerate() {
        let day = on(ctx, on_day);
        let partner = Partner {
            name: name.into(),
            organisation: "Nhóm thiện nguyện (minh hoạ)".into(),
            email: format!("quan-tam-{}@public.example", n + 1),
            country: String::new(),
        };
        let it = Interest { call: call.into(), partner, message: message.into() };
        let token = engagement::express(&day, &it, lang::Lang::Vi).await?;
        let made = engagement::confirm(&day, &token).await?;
        if n == 0 {
            let by = Caller::Operator;
            let what = "Đã trả lời, gửi dự toán nhà bếp";
            engagement::close(&on(ctx, date(2025, 11, 7)), &by, made.id, what, "").await?;
        }
    }
    Ok(())
}
