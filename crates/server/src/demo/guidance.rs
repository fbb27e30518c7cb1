//! One guidance document that was issued, and a policy that is out for opinions: made up and marked.
use domain::guidance::{GuidanceFacts, Kind};
use domain::words::Texts;
use jiff::civil::{Date, date};

use super::on;
use crate::app::Caller;
use crate::app::guidance::{self as app, Step};
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Departments that are asked for their opinion; the first answers, the last is late.
const ASKED: [&str; 3] = ["STC", "SNGV", "SYT"];

pub(super) async fn guide(ctx: &Ctx) -> Outcome<()> {
    let by = Caller::Operator;
    let drafted = on(ctx, date(2025, 9, 15));
    let departments = ctx.reference.organisations.reporting_units(ctx.clock.today());
    let departments: Vec<String> =
        departments.into_iter().filter(|o| o.place.is_none()).map(|o| o.code.clone()).collect();
    let facts = GuidanceFacts {
        kind: Kind::Guidance,
        title: Texts::of(
            "Hướng dẫn lập đề cương dự án kêu gọi viện trợ (số liệu minh hoạ)",
            "How to write an outline that calls for aid (illustrative)",
        ),
        body: "1. Mỗi đề cương nêu nhu cầu, nơi thực hiện, người hưởng lợi và kinh phí theo năm.\n\
               2. Vốn đối ứng ghi riêng bằng tiền và bằng hiện vật.\n\
               3. Đề cương gửi cùng lúc đến cơ quan thường trực và Liên hiệp các tổ chức hữu nghị."
            .into(),
        clause: "III.1.3".into(),
        bases: vec!["80/2020/NĐ-CP".into(), "30/2020/NĐ-CP".into()],
        scope: "Các sở, ban, ngành".into(),
        from: Some(date(2025, 10, 1)),
        to: None,
        recipients: departments.clone(),
    };
    let it = app::add(&drafted, &by, "SDTTG", facts).await?;
    app::step(&drafted, &by, &it.code, Step::Submit).await?;
    let issued = on(ctx, date(2025, 9, 22));
    let number = "21/HD-SDTTG".to_owned();
    app::step(&issued, &by, &it.code, Step::Issue { number, on: date(2025, 9, 22) }).await?;
    for (n, code) in departments.iter().enumerate() {
        // All but one have said that they have it.
        if n + 1 < departments.len() {
            received(&on(ctx, date(2025, 9, 24)), &it.code, code).await?;
        }
    }
    policy(ctx, departments).await
}

/// As somebody of that organisation.
async fn someone(ctx: &Ctx, organisation: &str) -> Outcome<Option<Caller>> {
    let people = store::user::of_organisation(&ctx.store, organisation).await?;
    let actor = people.first().map(|account| ctx.reference.actor(account, ctx.clock.today()));
    Ok(actor.map(Caller::Person))
}

async fn received(ctx: &Ctx, code: &str, organisation: &str) -> Outcome<()> {
    match someone(ctx, organisation).await? {
        Some(by) => app::acknowledge(ctx, &by, code).await,
        None => Ok(()),
    }
}

async fn policy(ctx: &Ctx, departments: Vec<String>) -> Outcome<()> {
    const ASKED_ON: Date = date(2025, 10, 20);
    let by = Caller::Operator;
    let day = on(ctx, ASKED_ON);
    let facts = GuidanceFacts {
        kind: Kind::Policy,
        title: Texts::of(
            "Cơ chế hỗ trợ vốn đối ứng cho dự án viện trợ tại xã khó khăn (số liệu minh hoạ)",
            "Counterpart support for aid projects in disadvantaged communes (illustrative)",
        ),
        body: "1. Ngân sách tỉnh hỗ trợ vốn đối ứng cho dự án viện trợ tại xã khó khăn.\n\
               2. Mức hỗ trợ do cơ quan có thẩm quyền quyết định theo từng năm."
            .into(),
        clause: "III.5.2".into(),
        bases: vec!["313/2025/NĐ-CP".into()],
        from: Some(date(2026, 1, 1)),
        recipients: departments,
        ..GuidanceFacts::default()
    };
    let it = app::add(&day, &by, "SDTTG", facts).await?;
    let known = ASKED.iter().filter(|code| ctx.reference.organisation(code).is_some());
    let whom: Vec<String> = known.map(|c| (*c).to_owned()).collect();
    app::step(&day, &by, &it.code, Step::Ask { whom: whom.clone(), due: date(2025, 11, 5) }).await?;
    if let Some(first) = whom.first()
        && let Some(by) = someone(ctx, first).await?
    {
        let words = "Đề nghị nêu rõ nguồn cân đối. Số liệu minh hoạ.";
        app::answer(&on(ctx, date(2025, 10, 30)), &by, &it.code, false, words).await?;
    }
    Ok(())
}
