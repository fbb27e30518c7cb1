//! The catalogue of 2026: the approved outlines as calls, most of them open, published two days before the
//! demonstration's day. Contacts, goals and closing days are made up.
use domain::call::{Call, CallFacts, CallStatus, Contact};
use domain::catalogue::Decision;
use domain::words::Texts;
use formats::paper::{Block, Dated, Level, Paper, Signature, TitleBlock};
use jiff::civil::date;
use lang::Lang;

use super::outline::{YEAR, activity_in_english};
use super::{bar, on};
use crate::app::{Caller, call, catalogue};
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Goals and DAC purposes of the plan's areas.
const SORTING: [(&str, &[u8], &[&str]); 9] = [
    ("a", &[6, 1], &["14030"]),
    ("b", &[11, 1], &["43040"]),
    ("c", &[2, 8], &["31120"]),
    ("d", &[9, 11], &["21020"]),
    ("đ", &[4], &["11220"]),
    ("e", &[8, 11], &["16061"]),
    ("g", &[3, 2], &["12240", "12220"]),
    ("h", &[5], &["15170"]),
    ("i", &[16], &["15150"]),
];

/// Every so many calls one has no English need and results yet.
const UNTRANSLATED: usize = 8;

pub(super) async fn publish(ctx: &Ctx) -> Outcome<()> {
    let by = Caller::Operator;
    let day = on(ctx, date(2025, 11, 5));
    let codes = call::compile(&day, &by, YEAR).await?;
    let progress = bar("Danh mục kêu gọi", codes.len());
    for (n, code) in codes.iter().enumerate() {
        let it = call::load(&day, &by, code).await?;
        call::save(&day, &by, code, it.revision, ready(&it, n)).await?;
        // A few stay forecasts, a few are talked about.
        if n % 7 != 6 {
            call::turn(&day, &by, code, CallStatus::Open, "").await?;
            if n % 9 == 4 {
                call::turn(&day, &by, code, CallStatus::Talks, "").await?;
            }
        }
        progress.inc(1);
    }
    progress.finish();
    let version = catalogue::submit(&day, &by, YEAR, "").await?;
    for decision in [Decision::Approve, Decision::Publish] {
        catalogue::decide(&day, &by, (version.year, version.number), decision, "").await?;
    }
    match codes.first() {
        Some(code) => explain(&day, code).await,
        None => Ok(()),
    }
}

/// A document of one call: what its outline says, on paper, as its owner would sign it.
async fn explain(ctx: &Ctx, code: &str) -> Outcome<()> {
    let by = Caller::Operator;
    let facts = call::load(ctx, &by, code).await?.facts;
    let today = ctx.clock.today();
    let texts = ["need", "objectives", "results", "activities", "sustainability"];
    let texts =
        texts.into_iter().filter_map(|f| facts.text(f).map(|t| (f, t))).filter(|(_, t)| !t.vi.is_empty());
    let body = (1..).zip(texts).flat_map(|(n, (field, text))| {
        let heading = lang::text(Lang::Vi, &format!("call-f-{field}"));
        [Block::heading(Level::Title, n, heading), Block::paragraph(&text.vi)]
    });
    let paper = Paper {
        title_block: TitleBlock {
            issuer: facts.owner.clone(),
            symbol: "TM".to_owned(),
            place: ctx.reference.plan_of(today.year()).map(|p| p.place.clone()).unwrap_or_default(),
            dated: Dated::On(today),
            ..TitleBlock::default()
        },
        kind: "Thuyết minh".to_owned(),
        subject: facts.name.vi.clone(),
        body: body.collect(),
        signature: Signature { post: "Chủ khoản viện trợ".to_owned(), ..Signature::default() },
        demo: Some("Số liệu minh hoạ".to_owned()),
        ..Paper::default()
    };
    let mut pdf = Vec::new();
    formats::paper::pdf::write(&paper, &mut pdf).map_err(anyhow::Error::from)?;
    let title = "Thuyết minh (số liệu minh hoạ) / Explanatory note (illustrative)";
    call::file::attach(ctx, &by, code, title, "thuyet-minh.pdf", pdf).await
}

/// With what an officer adds: parts in English, goals, a closing day, whom to write to.
fn ready(it: &Call, n: usize) -> CallFacts {
    let mut facts = it.facts.clone();
    for part in &mut facts.components {
        part.name.en = activity_in_english(&part.name.vi).to_owned();
    }
    if n % UNTRANSLATED == 5 {
        facts.need = Texts::vi(facts.need.vi.clone());
        facts.results = Texts::vi(facts.results.vi.clone());
    }
    if let Some((_, goals, sectors)) = SORTING.iter().find(|(area, ..)| *area == facts.area) {
        facts.sdgs = goals.to_vec();
        facts.sectors = sectors.iter().map(|s| (*s).to_owned()).collect();
    }
    let month = 1 + i8::try_from(n % 6).unwrap_or(0);
    facts.closes_on = Some(date(YEAR, month, 28));
    let organisation = facts.contacts.first().map(|c| c.organisation.clone()).unwrap_or_default();
    facts.contacts = vec![Contact {
        organisation,
        name: "Chuyên viên tổng hợp (số liệu minh hoạ)".to_owned(),
        email: "tonghop@sdttg.example".to_owned(),
        phone: String::new(),
    }];
    facts
}
