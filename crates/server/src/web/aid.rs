//! What donors publish: a list, what one donor publishes, one activity beside the project of ours that it speaks of.
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action;
use domain::aid::{Activity, Match, Money, Organisation, Place, Reason, Sector};
use domain::ids::AidId;
use domain::project::Project;
use jiff::civil::Date;
use store::aid::{Filter, Link, Listed, Publisher, Shown};

use super::form::Posted;
use super::page::{Page, Say, Visit, redirect_done, show};
use super::pager::Pager;
use super::routes::url;
use crate::app::Caller;
use crate::app::aid::link::{self, FIELDS};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Activities on one page of the list.
const ROWS: u32 = 50;
/// Files named below it.
const FILES: u32 = 5;
/// Values of the drop-down for links.
const LINKED: [(&str, &str); 3] = [("", "aid-any"), ("co", "aid-linked"), ("chua", "aid-not-linked")];

struct Line {
    href: String,
    title: String,
    identifier: String,
    publisher: String,
    period: String,
    status: String,
    linked: bool,
    gone: bool,
}

/// Money of one kind, year and currency, in words.
struct Sum {
    kind: String,
    year: i16,
    amount: String,
}

/// An organisation file's word: money in all and for the country, newest year first, and documents.
struct Stated {
    name: String,
    identifier: String,
    sums: Vec<Sum>,
    /// Title and address.
    documents: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "aid/list.html")]
struct ListPage {
    p: Page,
    q: String,
    /// Reference and name with the number of activities; the one that is chosen.
    publishers: Vec<(String, String)>,
    publisher: String,
    /// Its name.
    donor: Option<String>,
    sums: Vec<Sum>,
    /// What it says of itself.
    organisations: Vec<Stated>,
    linked: String,
    sector: String,
    year: String,
    filtered: bool,
    /// Files that were read last.
    files: Vec<String>,
    lines: Vec<Line>,
    pager: Pager,
}

/// `GET /vien-tro?q=…&ben=…&nganh=…&nam=…&noi=…`
pub async fn list(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let filter = filter(&visit);
    let say = visit.say();
    let (listed, total) = store::aid::list(&ctx.store, &filter).await?;
    let publishers = store::aid::publishers(&ctx.store).await?;
    let chosen = publishers.iter().find(|p| Some(&p.reference) == filter.publisher.as_ref());
    let (mut sums, mut organisations) = (Vec::new(), Vec::new());
    if let Some(donor) = chosen {
        sums = store::aid::money_of(&ctx.store, &donor.reference).await?;
        organisations = store::aid::organisations_of(&ctx.store, &donor.reference).await?;
    }
    let money = |(kind, year, currency, amount)| Money { kind, year, currency, amount };
    show(&ListPage {
        p: visit.office("aid-published"),
        q: visit.query("q"),
        donor: chosen.map(|p| named(p).to_owned()),
        publisher: filter.publisher.clone().unwrap_or_default(),
        sums: sums.into_iter().map(|s| sum(say, &money(s))).collect(),
        organisations: organisations.iter().map(|o| organisation(say, o)).collect(),
        linked: visit.query("noi"),
        filtered: filter.narrows(),
        sector: filter.sector.clone().unwrap_or_default(),
        year: filter.year.map(|y| y.to_string()).unwrap_or_default(),
        files: store::aid::files(&ctx.store, FILES).await?.iter().map(|f| file(&ctx, say, f)).collect(),
        lines: listed.iter().map(|l| line(say, l)).collect(),
        pager: Pager::new(&visit, usize::try_from(total).unwrap_or(usize::MAX), ROWS as usize),
        publishers: publishers.iter().map(option).collect(),
    })
}

fn filter(visit: &Visit) -> Filter {
    Filter {
        q: lang::fold(&visit.query("q")),
        publisher: Some(visit.query("ben")).filter(|v| !v.is_empty()),
        sector: Some(visit.query("nganh").trim().to_owned()).filter(|v| !v.is_empty()),
        year: visit.query("nam").trim().parse().ok(),
        linked: match visit.query("noi").as_str() {
            "co" => Some(true),
            "chua" => Some(false),
            _ => None,
        },
        page: visit.query("trang").parse().unwrap_or(1).max(1),
        per_page: ROWS,
    }
}

/// A publisher without a name is known by its reference.
fn named(publisher: &Publisher) -> &str {
    if publisher.name.is_empty() { &publisher.reference } else { &publisher.name }
}

fn option(publisher: &Publisher) -> (String, String) {
    (publisher.reference.clone(), format!("{} ({})", named(publisher), publisher.activities))
}

/// «a.xml, 07/11/2025, Người nạp: đã nạp 6 mục».
fn file(ctx: &Ctx, say: Say, it: &store::aid::File) -> String {
    let when = say.date(ctx.clock.local(it.at).date());
    let kept = say.f1("aid-file-kept", "n", i64::try_from(it.kept).unwrap_or(i64::MAX));
    format!("{}, {when}, {}: {kept}", it.name, it.by_name)
}

fn line(say: Say, it: &Listed) -> Line {
    let day = |text: &Option<String>| text.as_ref().and_then(|t| t.parse().ok());
    Line {
        href: url::aid(it.id),
        title: if it.title.is_empty() { it.identifier.clone() } else { it.title.clone() },
        identifier: it.identifier.clone(),
        publisher: it.publisher_name.clone(),
        period: period(say, day(&it.starts), day(&it.ends)),
        status: status(say, &it.status),
        linked: it.linked,
        gone: it.gone,
    }
}

fn period(say: Say, from: Option<Date>, to: Option<Date>) -> String {
    let day = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |d| say.date(d));
    if from.is_none() && to.is_none() { "–".to_owned() } else { format!("{} – {}", day(from), day(to)) }
}

/// As its publisher names it; a country without a name by ours.
fn place(ctx: &Ctx, say: Say, it: &Place) -> String {
    if !it.name.is_empty() || it.kind != "country" {
        return it.name.clone();
    }
    let name = ctx.reference.codelists.country(&it.code);
    name.map(|w| say.words(w).to_owned()).unwrap_or_default()
}

/// «14030 Basic drinking water supply and basic sanitation»; codes of other vocabularies stand alone.
fn sector(ctx: &Ctx, it: &Sector) -> String {
    let known = ctx.reference.codelists.purpose(&it.code).filter(|_| it.vocabulary == "1");
    known.map_or_else(|| it.code.clone(), |name| format!("{} {name}", it.code))
}

/// Codelist ActivityStatus.
fn status(say: Say, code: &str) -> String {
    say.t_or(&format!("aid-status-{code}"), code).to_owned()
}

fn sum(say: Say, money: &Money) -> Sum {
    Sum {
        kind: say.t_or(&format!("aid-kind-{}", money.kind), &money.kind).to_owned(),
        year: money.year,
        amount: lang::amount(say.lang(), money.amount, 2, &money.currency),
    }
}

fn organisation(say: Say, it: &Organisation) -> Stated {
    let mut money: Vec<&Money> = it.money.iter().collect();
    money.sort_by_key(|m| (std::cmp::Reverse(m.year), m.kind.clone()));
    // An address that is no web page is not made a link.
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    let documents = it.documents.iter().filter(|d| is_web(&d.url));
    Stated {
        name: if it.name.best().is_empty() { &it.identifier } else { it.name.best() }.to_owned(),
        identifier: it.identifier.clone(),
        sums: money.into_iter().map(|m| sum(say, m)).collect(),
        documents: documents
            .map(|d| {
                let title = d.title.best();
                (if title.is_empty() { d.url.clone() } else { title.to_owned() }, d.url.clone())
            })
            .collect(),
    }
}

/// A project that was proposed, or decided on.
struct Candidate {
    code: String,
    href: String,
    name: String,
    /// How it was found, and the score.
    why: String,
    /// Who decided.
    by: Option<String>,
    linked: bool,
}

/// A field as both sides state it.
struct Field {
    key: &'static str,
    name: String,
    ours: String,
    theirs: String,
    published: bool,
}

#[derive(Template)]
#[template(path = "aid/page.html")]
struct ActivityPage {
    p: Page,
    shown: Shown,
    address: String,
    publisher: String,
    period: String,
    status: String,
    places: Vec<String>,
    parties: Vec<String>,
    sectors: Vec<String>,
    sums: Vec<Sum>,
    candidates: Vec<Candidate>,
    /// Code of the linked project.
    linked: Option<String>,
    fields: Vec<Field>,
    can_manage: bool,
}

/// `GET /vien-tro/{id}`
pub async fn page(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
) -> Outcome<Response> {
    let (shown, links) = link::show(&ctx, &by, AidId(id)).await?;
    let proposed = link::proposals(&ctx, &shown.activity).await?;
    let say = visit.say();
    let linked = links.iter().find(|l| l.linked);
    let fields = match linked {
        Some(l) => fields(&ctx, say, &shown.activity, l).await?,
        None => Vec::new(),
    };
    let a = &shown.activity;
    let share = |code: &str, share: Option<i64>| match share {
        Some(s) => format!("{code} ({})", lang::percent(say.lang(), s / 10)),
        None => code.to_owned(),
    };
    show(&ActivityPage {
        p: visit.office_titled(if a.title.best().is_empty() { &a.identifier } else { a.title.best() }),
        address: url::aid(shown.id),
        publisher: party(&a.publisher.name, &a.publisher.reference),
        period: period(say, a.actual_start.or(a.planned_start), a.actual_end.or(a.planned_end)),
        status: status(say, &a.status),
        places: a.places.iter().map(|p| share(&party(&place(&ctx, say, p), &p.code), p.share)).collect(),
        parties: a.parties.iter().map(|it| role(say, &it.role, party(&it.name, &it.reference))).collect(),
        sectors: a.sectors.iter().map(|s| share(&sector(&ctx, s), s.share)).collect(),
        sums: a.money.iter().map(|m| sum(say, m)).collect(),
        linked: linked.map(|l| l.code.clone()),
        candidates: candidates(&ctx, say, links, proposed).await?,
        fields,
        can_manage: by.may(Action::ManageAid, None),
        shown,
    })
}

fn party(name: &str, reference: &str) -> String {
    match (name.is_empty(), reference.is_empty()) {
        (false, false) => format!("{name} ({reference})"),
        (false, true) => name.to_owned(),
        _ => reference.to_owned(),
    }
}

/// Codelist OrganisationRole.
fn role(say: Say, code: &str, name: String) -> String {
    let role = say.t_or(&format!("aid-role-{code}"), "");
    if role.is_empty() { name } else { format!("{role}: {name}") }
}

/// What was decided, then what is proposed and not yet decided.
async fn candidates(ctx: &Ctx, say: Say, links: Vec<Link>, proposed: Vec<Match>) -> Outcome<Vec<Candidate>> {
    let new: Vec<Match> = proposed.into_iter().filter(|m| links.iter().all(|l| l.code != m.code)).collect();
    let codes: Vec<&str> = new.iter().map(|m| m.code.as_str()).collect();
    let known = store::project::by_codes(&ctx.store, &codes).await?;
    let name = |code: &str| known.iter().find(|p| p.code == code).map(|p| p.facts.name_vi.clone());
    let mut out: Vec<Candidate> = links
        .into_iter()
        .map(|l| Candidate {
            href: url::project(&l.code),
            why: why(say, &l.found, l.score),
            by: Some(say.f2(
                "aid-decided",
                "name",
                &l.by_name,
                "day",
                say.date(ctx.clock.local(l.at).date()),
            )),
            linked: l.linked,
            name: l.name,
            code: l.code,
        })
        .collect();
    out.extend(new.into_iter().map(|m| Candidate {
        href: url::project(&m.code),
        name: name(&m.code).unwrap_or_default(),
        why: why(say, if m.reason == Reason::Identifier { "identifier" } else { "likeness" }, m.score),
        by: None,
        linked: false,
        code: m.code,
    }));
    Ok(out)
}

fn why(say: Say, found: &str, score: u8) -> String {
    match found {
        "identifier" => say.t("aid-found-identifier").to_owned(),
        "likeness" => say.f1("aid-found-likeness", "score", i64::from(score)),
        _ => say.t("aid-found-hand").to_owned(),
    }
}

async fn fields(ctx: &Ctx, say: Say, a: &Activity, link: &Link) -> Outcome<Vec<Field>> {
    let project =
        store::project::by_code(&ctx.store, &link.code).await?.ok_or(Problem::NotFound("project"))?;
    let choices = store::aid::choices(&ctx.store, project.id).await?;
    let field = |key: &'static str| {
        let (ours, theirs) = both(ctx, say, key, &project, a);
        let published = choices.get(key).is_some_and(|(published, _)| *published);
        Field { key, name: say.t(&format!("aid-compare-{key}")).to_owned(), ours, theirs, published }
    };
    Ok(FIELDS.into_iter().map(field).collect())
}

/// A field as the register has it, and as it is published.
pub(super) fn both(ctx: &Ctx, say: Say, key: &str, project: &Project, a: &Activity) -> (String, String) {
    let facts = &project.facts;
    let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), |d| say.date(d));
    match key {
        "title" => (facts.name_vi.clone(), a.title.best().to_owned()),
        "donor" => (facts.donor.clone(), a.publisher.name.clone()),
        "status" => (super::project::state(ctx, say, &facts.state), status(say, &a.status)),
        "starts" => (day(facts.starts), day(a.actual_start.or(a.planned_start))),
        _ => (day(facts.ends), day(a.actual_end.or(a.planned_end))),
    }
}

/// `POST /vien-tro/{id}/noi`
pub async fn decide(
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
    posted: Posted,
) -> Outcome<Response> {
    let linked = posted.get("noi") == "co";
    link::decide(&ctx, &by, AidId(id), posted.get("ma"), linked).await?;
    Ok(redirect_done(&url::aid(AidId(id)), if linked { "aid-linked" } else { "aid-unlinked" }))
}

/// `POST /vien-tro/{id}/chon`
pub async fn choose(
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
    posted: Posted,
) -> Outcome<Response> {
    let published: Vec<String> = posted.all("cong-bo").map(str::to_owned).collect();
    link::choose(&ctx, &by, posted.get("ma"), &published).await?;
    Ok(redirect_done(&url::aid(AidId(id)), "aid-chosen"))
}
