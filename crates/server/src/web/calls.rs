//! Calls for aid as everyone reads them: the list with its facets and map, one call, files and feeds.
use std::borrow::Cow;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::call::{CallStatus, Gap};
use domain::need::PeopleCode;
use domain::words::{Texts, Words};
use jiff::ToSpan;
use jiff::civil::Date;
use lang::Lang;

use super::map::{Dot, Map};
use super::page::{Page, Say, Visit, show};
use super::pager::Pager;
use super::routes::url;
use crate::app::catalogue::edition::{self, Choice, Edition, Facet, Found, Live, Order, Shown, Wish, share};
use crate::ctx::Ctx;
use crate::problem::Outcome;

pub mod files;
pub mod page;

const ROWS: usize = 20;

/// After so many years a published catalogue is said to be old.
const STALE_YEARS: i64 = 1;

/// The bar of what is secured, in per cent of the width.
struct Bar {
    have: String,
    /// Where the dotted part begins.
    from: String,
    /// Nothing is missing.
    whole: bool,
}

impl Bar {
    fn of(gap: Gap) -> Self {
        let have = share(gap.sought - gap.missing(), gap.sought).clamp(0, 1000);
        let percent = |n: i64| format!("{}.{}%", n / 10, n % 10);
        Self { have: percent(have), from: percent((have + 6).min(995)), whole: have == 1000 }
    }
}

/// Whole per cent of what is asked that is secured.
fn secured(say: Say, gap: Gap) -> String {
    lang::percent_whole(say.lang(), share(gap.sought - gap.missing(), gap.sought))
}

/// What is written in the page's language, and its language where that is another one.
fn said(say: Say, texts: &Texts) -> (String, &'static str) {
    let own = match say.lang() {
        Lang::En => &texts.en,
        Lang::Km => &texts.km,
        Lang::Vi => &texts.vi,
    };
    if own.is_empty() { (texts.vi.clone(), "vi") } else { (own.clone(), say.lang().code()) }
}

pub fn status_tag(status: CallStatus) -> &'static str {
    match status {
        CallStatus::Open => "ok",
        CallStatus::Talks | CallStatus::Pledged => "",
        CallStatus::Forecast | CallStatus::Closed => "no",
        CallStatus::Funded => "ok",
        CallStatus::Withdrawn => "bad",
    }
}

pub fn status_name(say: Say, status: CallStatus) -> &'static str {
    say.t(&format!("call-status-{}", status.name()))
}

/// A call in the list.
struct Card {
    letter: String,
    href: String,
    code: String,
    name: String,
    lang: &'static str,
    /// In the other language, when there is one.
    other: String,
    other_lang: &'static str,
    summary: String,
    summary_lang: &'static str,
    bar: Bar,
    /// «3.550 triệu đồng còn thiếu trên 4.860 (đã có 27%)»
    gap: String,
    closes: String,
    meta: String,
    tag: &'static str,
    status: &'static str,
}

fn card(ctx: &Ctx, say: Say, call: &Shown, live: &Live) -> Card {
    let facts = &call.facts;
    let (name, lang) = said(say, &facts.name);
    let (summary, summary_lang) = said(say, &facts.summary);
    let (other, other_lang) = match lang {
        "vi" => (facts.name.en.clone(), "en"),
        _ => (facts.name.vi.clone(), "vi"),
    };
    let support = facts.support.iter().map(|s| say.t(&format!("outline-support-{s}")).to_lowercase());
    let mut meta = vec![say.f1("calls-area", "letter", &facts.area), lang::capital(say.words(&call.place))];
    meta.extend(facts.peoples.iter().filter_map(|p| people(ctx, say, p)));
    meta.extend((!facts.support.is_empty()).then(|| support.collect::<Vec<_>>().join(", ")));
    Card {
        letter: facts.area.clone(),
        href: url::call(&call.code),
        code: call.code.clone(),
        name,
        lang,
        other,
        other_lang,
        summary,
        summary_lang,
        bar: Bar::of(live.gap),
        gap: say.f3(
            "calls-gap",
            ("missing", say.million(live.gap.missing())),
            ("sought", say.million(live.gap.sought)),
            ("share", secured(say, live.gap)),
        ),
        closes: facts.closes_on.map(|on| say.f1("calls-closes", "on", on)).unwrap_or_default(),
        meta: meta.join(" · "),
        tag: status_tag(live.status),
        status: status_name(say, live.status),
    }
}

fn people(ctx: &Ctx, say: Say, code: &PeopleCode) -> Option<String> {
    ctx.reference.people(code).map(|w| say.words(&w).to_owned())
}

/// A facet on the page.
struct Group {
    name: &'static str,
    title: &'static str,
    choices: Vec<Tick>,
}

struct Tick {
    id: String,
    value: String,
    text: String,
    count: usize,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "calls/list.html")]
struct ListPage {
    p: Page,
    q: String,
    /// Query of what letters would tell of.
    watched: String,
    order: Order,
    filtered: bool,
    groups: Vec<Group>,
    /// Of the page's form: places are a drop-down.
    places: Vec<Tick>,
    cards: Vec<Card>,
    map: Map,
    /// «12 dự án · cần 47,6 tỷ đồng · còn thiếu 30,1 tỷ đồng»
    found: String,
    stamp: Option<Stamp>,
    pager: Pager,
}

impl ListPage {
    fn order_name(&self, order: &Order) -> &'static str {
        self.p.t(&format!("calls-order-{}", order.name()))
    }
}

/// What the list is a list of.
struct Stamp {
    title: String,
    href: String,
    stale: bool,
    /// Made-up figures outside of a demonstration database would still be said to be so.
    demo: bool,
}

impl Stamp {
    fn of(ctx: &Ctx, say: Say, edition: &Edition) -> Self {
        let version = &edition.of.version;
        let on = edition.of.published_on;
        let number = i64::from(version.number);
        Self {
            title: say.f3("calls-stamp", ("year", version.year.to_string()), ("version", number), ("on", on)),
            href: url::calls_version(version.year, version.number),
            stale: is_stale(on, ctx.clock.today()),
            demo: edition.of.demo,
        }
    }
}

fn is_stale(published: Date, today: Date) -> bool {
    published.checked_add(STALE_YEARS.years()).is_ok_and(|until| until < today)
}

/// `GET /keu-goi?q=…&lv=…&tt=…&dt=…&kp=…&ht=…&sdg=…&nganh=…&xa=…&x=…&trang=…`
pub async fn list(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let p = visit.public("calls-title");
    let say = *p;
    let wish = Wish::read(&ctx, visit.raw_query());
    let edition = edition::current(&ctx).await?;
    let Some(edition) = edition else { return show(&empty(p, &visit)) };
    let found = edition.find(&wish);
    let pager = Pager::new(&visit, found.rows.len(), ROWS);
    let shown = pager.of(&found.rows).iter().filter_map(|n| edition.get(*n));
    show(&ListPage {
        cards: shown.map(|(call, live)| card(&ctx, say, call, live)).collect(),
        map: map(say, &edition, &found, &ctx),
        groups: groups(&ctx, say, &found),
        places: ticks(&ctx, say, Facet::Place, &found.facets[Facet::Place as usize]),
        found: say.f3(
            "calls-found",
            ("n", found.rows.len()),
            ("sought", say.headline(found.sought)),
            ("missing", say.headline(found.missing)),
        ),
        stamp: Some(Stamp::of(&ctx, say, &edition)),
        filtered: !wish.is_empty(),
        watched: wish.query(),
        q: wish.words,
        order: wish.order,
        pager,
        p,
    })
}

fn empty(p: Page, visit: &Visit) -> ListPage {
    ListPage {
        watched: String::new(),
        q: String::new(),
        order: Order::default(),
        filtered: false,
        groups: Vec::new(),
        places: Vec::new(),
        cards: Vec::new(),
        map: Map::new("", &[]),
        found: String::new(),
        stamp: None,
        pager: Pager::new(visit, 0, ROWS),
        p,
    }
}

fn groups(ctx: &Ctx, say: Say, found: &Found) -> Vec<Group> {
    let shown = Facet::ALL.into_iter().filter(|f| *f != Facet::Place);
    shown
        .map(|facet| Group {
            name: facet.name(),
            title: say.t(&format!("calls-facet-{}", facet.name())),
            choices: ticks(ctx, say, facet, &found.facets[facet as usize]),
        })
        .filter(|g| !g.choices.is_empty())
        .collect()
}

fn ticks(ctx: &Ctx, say: Say, facet: Facet, choices: &[Choice]) -> Vec<Tick> {
    let mut out: Vec<Tick> = choices
        .iter()
        .enumerate()
        .map(|(n, c)| Tick {
            id: format!("{}-{n}", facet.name()),
            text: label(ctx, say, facet, &c.value),
            value: c.value.clone(),
            count: c.count,
            chosen: c.chosen,
        })
        .collect();
    if facet == Facet::Place {
        lang::sort_by_vi(&mut out, |t| &t.text);
    }
    out
}

/// What a value of a facet is called.
fn label(ctx: &Ctx, say: Say, facet: Facet, value: &str) -> String {
    let words = |words: Option<Words>| words.map_or_else(|| value.to_owned(), |w| say.words(&w).to_owned());
    match facet {
        Facet::Area => match area(ctx, say, value) {
            title if title.is_empty() => value.to_owned(),
            title => format!("{value}) {title}"),
        },
        Facet::Status => say.t(&format!("call-status-{value}")).to_owned(),
        Facet::People => words(PeopleCode::parse(value).and_then(|p| ctx.reference.people(&p))),
        Facet::Budget => say.t(&format!("calls-band-{value}")).to_owned(),
        Facet::Support => say.t(&format!("outline-support-{value}")).to_owned(),
        Facet::Goal => {
            let number = value.parse().unwrap_or_default();
            format!("{number}. {}", words(ctx.reference.codelists.goal(number).cloned()))
        }
        Facet::Sector => match ctx.reference.codelists.purpose(value) {
            Some(name) => format!("{value} {name}"),
            None => value.to_owned(),
        },
        Facet::Place => words(ctx.reference.place_name(value)),
    }
}

/// Title of an area of the plan in force.
fn area<'c>(ctx: &'c Ctx, say: Say, letter: &str) -> Cow<'c, str> {
    let today = ctx.clock.today();
    let newest = ctx.reference.plans.iter().filter(|p| p.notice.is_none()).max_by_key(|p| p.period.from);
    let plan = ctx.reference.plan_of(today.year()).or(newest);
    let found = plan.and_then(|p| p.areas.iter().find(|a| a.letter == letter));
    found.map_or(Cow::Borrowed(""), |a| Cow::Owned(say.words(&a.title).to_owned()))
}

/// A dot for each commune with what was found there.
fn map(say: Say, edition: &Edition, found: &Found, ctx: &Ctx) -> Map {
    let mut by_place: std::collections::BTreeMap<&str, (i64, i64)> = std::collections::BTreeMap::new();
    for (call, live) in found.rows.iter().filter_map(|n| edition.get(*n)) {
        let at = by_place.entry(&call.facts.place).or_default();
        at.0 += 1;
        at.1 += live.gap.missing();
    }
    let dots: Vec<Dot> = by_place
        .into_iter()
        .filter_map(|(code, (n, missing))| {
            let (name, point) = ctx.reference.place_point(code)?;
            Some(Dot {
                point,
                href: url::calls_at(code),
                text: say.f3(
                    "calls-dot",
                    ("place", say.words(&name).to_owned()),
                    ("n", n),
                    ("amount", say.headline(missing)),
                ),
                n,
                lacks: missing > 0,
            })
        })
        .collect();
    Map::new(say.t("calls-map"), &dots)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_bar_ends_where_the_money_ends() {
        let bar = |pledged| Bar::of(Gap { sought: 1000, pledged, agreed: 0 });
        assert_eq!(
            (bar(270).have.as_str(), bar(270).from.as_str(), bar(270).whole),
            ("27.0%", "27.6%", false)
        );
        assert_eq!(
            (bar(0).have.as_str(), bar(5000).have.as_str(), bar(5000).whole),
            ("0.0%", "100.0%", true)
        );
    }

    #[test]
    fn a_catalogue_is_old_after_a_year() {
        assert!(!is_stale(date(2025, 11, 5), date(2026, 11, 5)));
        assert!(is_stale(date(2025, 11, 5), date(2026, 11, 6)));
    }

    #[test]
    fn what_is_not_translated_stands_in_vietnamese_and_says_so() {
        let texts = Texts::of("Nước sạch", "Clean water");
        assert_eq!(said(Say(Lang::En), &texts), ("Clean water".to_owned(), "en"));
        assert_eq!(said(Say(Lang::Km), &texts), ("Nước sạch".to_owned(), "vi"));
    }
}
