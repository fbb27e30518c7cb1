//! One call for aid: what is asked and what is missing, side by side in Vietnamese and English.
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::call::{CallFacts, Contact, TEXTS};
use domain::words::Texts;
use lang::Lang;
use store::aid::Listed;
use store::attached::{File, Owner};

use super::super::catalogue::files::kind_and_size;
use super::super::page::{Page, Say, Visit, show};
use super::super::routes::url;
use super::{Bar, Stamp, area, label, people, secured, status_name, status_tag};
use crate::app::aid::related::{Related, related};
use crate::app::catalogue::edition::{self, Facet, Live, Shown};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// A text in both languages under its two headings.
struct Pair {
    heading: (&'static str, &'static str),
    vi: String,
    en: String,
    km: String,
}

/// An amount asked for and the Vietnamese side's part, in million đồng in both formats.
struct Part {
    name: String,
    en: String,
    donor: String,
    counterpart: String,
}

/// A document of the call.
struct Document {
    href: String,
    title: String,
    told: String,
}

#[derive(Template)]
#[template(path = "calls/page.html")]
struct CallPage {
    p: Page,
    code: String,
    letter: String,
    area: String,
    tag: &'static str,
    status: &'static str,
    /// «từ 05/11/2025: lý do», when it has moved.
    said: String,
    name: Texts,
    bar: Bar,
    secured: String,
    /// Secured, missing and asked for, in Vietnamese and in English figures.
    have: (String, String),
    missing: (String, String),
    sought: (String, String),
    usd: Option<String>,
    facts: Vec<(String, String)>,
    pairs: Vec<Pair>,
    parts: Vec<Part>,
    years: Vec<Part>,
    contacts: Vec<Contact>,
    /// Why, and what.
    related: Vec<(String, Listed)>,
    files: Vec<Document>,
    stamp: Stamp,
    at: String,
    takes_offers: bool,
}

/// `GET /keu-goi/{code}`
pub async fn page(visit: Visit, State(ctx): State<Ctx>, Path(code): Path<String>) -> Outcome<Response> {
    let missing = || Problem::NotFound("call");
    let edition = edition::current(&ctx).await?.ok_or_else(missing)?;
    let (call, live) = edition.by_code(&code).ok_or_else(missing)?;
    let say = Say(visit.lang_on(super::super::page::Side::Public));
    let related = related(&ctx, &call.facts).await?;
    let related = related.iter().map(|r| (why(say, r), r.it.clone())).collect();
    let document = |f: &File| Document {
        href: url::public_call_file(&code, f.id),
        title: f.label.clone(),
        told: kind_and_size(say, f),
    };
    let files = store::attached::all(&ctx.store, Owner::Call(&code)).await?.iter().map(document).collect();
    let p = visit.public_titled(super::said(say, &call.facts.name).0);
    let both = |vnd: i64| (lang::headline(Lang::Vi, vnd), lang::headline(Lang::En, vnd));
    let facts = &call.facts;
    show(&CallPage {
        letter: facts.area.clone(),
        area: area(&ctx, say, &facts.area).into_owned(),
        tag: status_tag(live.status),
        status: status_name(say, live.status),
        said: moved(say, live),
        name: facts.name.clone(),
        bar: Bar::of(live.gap),
        secured: secured(say, live.gap),
        have: both(live.gap.sought - live.gap.missing()),
        missing: both(live.gap.missing()),
        sought: both(live.gap.sought),
        usd: dollars(facts),
        facts: about(&ctx, say, call),
        pairs: pairs(facts),
        parts: parts(facts),
        years: years(facts),
        contacts: facts.contacts.clone(),
        related,
        files,
        stamp: Stamp::of(&ctx, say, &edition),
        at: say.moment(ctx.clock.local(ctx.clock.now())),
        takes_offers: live.status.takes_offers(),
        code,
        p,
    })
}

/// «Tại U Minh, cùng ngành».
fn why(say: Say, it: &Related) -> String {
    let place = it.place.as_ref().map(|p| say.f1("calls-related-place", "place", say.words(p)));
    let key = |same| if same { "calls-related-sector" } else { "calls-related-group" };
    let sector = it.sector.map(|same| say.t(key(same)).to_owned());
    lang::capital(&place.into_iter().chain(sector).collect::<Vec<_>>().join(", "))
}

fn moved(say: Say, live: &Live) -> String {
    let Some(on) = live.said.on else { return String::new() };
    match live.said.reason.as_str() {
        "" => say.f1("calls-since", "on", on),
        reason => say.f2("calls-since-why", "on", on, "reason", reason),
    }
}

/// What the outline states in US dollars, when it does so for every year.
fn dollars(facts: &CallFacts) -> Option<String> {
    let cents: Option<Vec<i64>> = facts.budget.iter().map(|b| b.donor_usd).collect();
    let sum: i64 = cents?.iter().sum();
    (sum > 0).then(|| lang::amount(Lang::En, sum, 2, "USD"))
}

fn about(ctx: &Ctx, say: Say, call: &Shown) -> Vec<(String, String)> {
    let facts = &call.facts;
    let mut out = Vec::new();
    let mut put = |key: &str, value: String| {
        if !value.is_empty() {
            out.push((say.t(key).to_owned(), value));
        }
    };
    let place = say.words(&call.place).to_owned();
    put(
        "catalogue-col-place",
        if facts.hamlet.is_empty() { lang::capital(&place) } else { format!("{}, {place}", facts.hamlet) },
    );
    let peoples: Vec<String> = facts.peoples.iter().filter_map(|p| people(ctx, say, p)).collect();
    put("calls-facet-dt", peoples.join(", "));
    let who = &facts.beneficiaries;
    let counts = [
        ("need-households", who.households),
        ("need-people-count", who.people),
        ("need-minority", who.minority),
        ("need-women", who.women),
        ("need-poor", who.poor),
    ];
    for (key, n) in counts {
        put(key, n.map(|n| say.number(n)).unwrap_or_default());
    }
    put("catalogue-owner", facts.owner.clone());
    let support = facts.support.iter().map(|s| say.t(&format!("outline-support-{s}")));
    put("calls-facet-ht", support.collect::<Vec<_>>().join(", "));
    let day = |d: Option<jiff::civil::Date>| d.map(|d| say.date(d)).unwrap_or_default();
    if facts.starts.is_some() || facts.ends.is_some() {
        put("catalogue-col-time", format!("{} – {}", day(facts.starts), day(facts.ends)));
    }
    put("calls-closes-on", day(facts.closes_on));
    let goals = facts.sdgs.iter().map(|n| label(ctx, say, Facet::Goal, &n.to_string()));
    put("calls-facet-sdg", goals.collect::<Vec<_>>().join("; "));
    let sectors = facts.sectors.iter().map(|s| label(ctx, say, Facet::Sector, s));
    put("calls-facet-nganh", sectors.collect::<Vec<_>>().join("; "));
    out
}

fn pairs(facts: &CallFacts) -> Vec<Pair> {
    let pair = |field: &str| {
        let texts = facts.text(field)?;
        let key = format!("call-f-{field}");
        (!texts.vi.is_empty() || !texts.en.is_empty()).then(|| Pair {
            heading: (lang::text(Lang::Vi, &key), lang::text(Lang::En, &key)),
            vi: texts.vi.clone(),
            en: texts.en.clone(),
            km: texts.km.clone(),
        })
    };
    TEXTS.into_iter().skip(1).filter_map(pair).collect()
}

fn both(vnd: i64) -> String {
    let (vi, en) = (lang::million(Lang::Vi, vnd), lang::million(Lang::En, vnd));
    if vi == en { vi } else { format!("{vi} / {en}") }
}

fn parts(facts: &CallFacts) -> Vec<Part> {
    let part = |c: &domain::call::Component| Part {
        name: c.name.vi.clone(),
        en: c.name.en.clone(),
        donor: both(c.donor_vnd),
        counterpart: both(c.counterpart_vnd),
    };
    facts.components.iter().map(part).collect()
}

fn years(facts: &CallFacts) -> Vec<Part> {
    let year = |b: &domain::call::YearBudget| Part {
        name: b.year.to_string(),
        en: String::new(),
        donor: both(b.donor_vnd),
        counterpart: both(b.counterpart_vnd),
    };
    facts.budget.iter().map(year).collect()
}
