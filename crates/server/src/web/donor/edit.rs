//! The form of a donor: who it is, where and in what it may work, what it cares for. What is stored becomes fields, what
//! was typed becomes a donor.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::donor::{
    DECREE_KINDS, DonorContact, DonorFacts, Identifier, Interests, Kinds, PLAN_KINDS, Registration, TERMS,
};
use domain::need::PeopleCode;
use domain::outline::SUPPORT;
use domain::refusal::Refusal;
use jiff::civil::Date;

use super::super::form::{Form, Posted};
use super::super::money;
use super::super::need::Choices;
use super::super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::options;
use crate::app::{Caller, donor as app};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

type Options = Vec<(String, String)>;

/// Contacts that the form reads at most.
const CONTACTS_MOST: usize = 8;
/// Codes of the list OrganisationType in use, with what they are called.
const IATI_KINDS: [&str; 9] = ["10", "11", "15", "21", "22", "40", "60", "70", "90"];

/// A list of which any may be ticked.
struct Ticks {
    name: &'static str,
    title: &'static str,
    options: Options,
    /// How many are ticked.
    chosen: usize,
}

impl Ticks {
    /// What is ticked stays, even where no list has it any more.
    fn new(say: Say, form: &Form, name: &'static str, options: &Options) -> Self {
        let mut options = options.clone();
        let mut chosen = 0;
        for value in form.values(name) {
            chosen += 1;
            with(&mut options, value);
        }
        Self { name, title: say.t(&format!("donor-f-{name}")), options, chosen }
    }
}

#[derive(Template)]
#[template(path = "donor/form.html")]
struct FormPage {
    p: Page,
    form: Form,
    to: String,
    back: String,
    countries: Options,
    plan: Options,
    decree: Options,
    iati: Options,
    terms: Options,
    contacts: usize,
    /// Of the registration, then of the interests.
    allowed: [Ticks; 2],
    wished: [Ticks; 4],
}

impl FormPage {
    fn ticked(&self, name: &str, value: &str) -> bool {
        self.form.values(name).any(|v| v == value)
    }
}

fn form_page(visit: &Visit, form: Form, code: Option<&str>) -> FormPage {
    let say = visit.say();
    let title = match code {
        Some(_) => say.f1("donor-edit-of", "name", form.value("name")),
        None => say.t("donor-new").to_owned(),
    };
    let terms: Vec<&str> = TERMS.iter().map(|(kind, _)| *kind).collect();
    let used = (0..CONTACTS_MOST).rev().find(|n| contact(&form, *n) != DonorContact::default());
    let Choices { mut areas, mut places, mut peoples, .. } = Choices::new(&visit.web.ctx, say);
    for list in [&mut areas, &mut places, &mut peoples] {
        list.retain(|(value, _)| !value.is_empty());
    }
    let support = SUPPORT.map(|s| (s.to_owned(), say.t(&format!("outline-support-{s}")).to_owned())).to_vec();
    let ticks = |name, options: &Options| Ticks::new(say, &form, name, options);
    FormPage {
        p: visit.office_titled(title).failed_if(form.failed()),
        to: code.map_or_else(|| url::NEW_DONOR.to_owned(), url::donor),
        back: code.map_or_else(|| url::DONORS.to_owned(), url::donor),
        countries: countries(&visit.web.ctx, say, form.value("country")),
        plan: options(say, "donor-kind", &PLAN_KINDS, "choose"),
        decree: options(say, "donor-decree", &DECREE_KINDS, "donor-undecided"),
        iati: options(say, "donor-iati", &IATI_KINDS, "donor-undecided"),
        terms: options(say, "donor-term", &terms, "donor-no-registration"),
        contacts: (used.map_or(0, |n| n + 1) + 1).min(CONTACTS_MOST),
        allowed: [ticks("may_areas", &areas), ticks("may_places", &places)],
        wished: [
            ticks("areas", &areas),
            ticks("support", &support),
            ticks("places", &places),
            ticks("peoples", &peoples),
        ],
        form,
    }
}

/// Adds a value that the options do not have, under its own name.
fn with(options: &mut Options, value: &str) {
    if !value.is_empty() && !options.iter().any(|(known, _)| known == value) {
        options.push((value.to_owned(), value.to_owned()));
    }
}

/// By name.
fn countries(ctx: &Ctx, say: Say, chosen: &str) -> Options {
    let all = &ctx.reference.codelists.countries;
    let mut out: Options = all.iter().map(|(code, w)| (code.clone(), say.words(w).to_owned())).collect();
    with(&mut out, chosen);
    lang::sort_by_vi(&mut out, |(_, name)| name);
    out.insert(0, (String::new(), say.t("donor-undecided").to_owned()));
    out
}

/// `GET /nha-tai-tro/moi`
pub async fn new(visit: Visit) -> Outcome<Response> {
    show(&form_page(&visit, Form::default(), None))
}

/// `POST /nha-tai-tro/moi`
pub async fn add(visit: Visit, by: Caller, State(ctx): State<Ctx>, posted: Posted) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let facts = read(&mut form, DonorFacts::default());
    if !form.failed() {
        match app::add(&ctx, &by, &facts).await {
            Ok(it) => return Ok(redirect_done(&url::donor(&it.code), "donor-added")),
            Err(Problem::Refused(refusal)) => refuse(&mut form, &refusal),
            Err(other) => return Err(other),
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &form_page(&visit, form, None))
}

/// `GET /nha-tai-tro/{code}/sua`
pub async fn edit(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
) -> Outcome<Response> {
    let it = app::load(&ctx, &by, &code).await?;
    show(&form_page(&visit, filled(visit.say(), &it.facts), Some(&code)))
}

/// `POST /nha-tai-tro/{code}`
pub async fn change(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let it = app::load(&ctx, &by, &code).await?;
    let mut form = Form::from(posted);
    let facts = read(&mut form, it.facts);
    if !form.failed() {
        match app::change(&ctx, &by, &code, facts).await {
            Ok(()) => return Ok(redirect_done(&url::donor(&code), "saved")),
            Err(Problem::Refused(refusal)) => refuse(&mut form, &refusal),
            Err(other) => return Err(other),
        }
    }
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &form_page(&visit, form, Some(&code)))
}

/// Puts findings at their fields.
fn refuse(form: &mut Form, refusal: &Refusal) {
    for finding in &refusal.findings {
        let field = finding.spot.column.clone().unwrap_or_else(|| "name".into());
        form.refuse(&field, &format!("finding-{}", finding.code));
    }
    if refusal.findings.is_empty() {
        form.refused("name", refusal);
    }
}

fn contact_field(n: usize, field: &str) -> String {
    format!("contact{n}_{field}")
}

fn contact(form: &Form, n: usize) -> DonorContact {
    let get = |field: &str| form.value(&contact_field(n, field)).to_owned();
    DonorContact { name: get("name"), post: get("post"), email: get("email"), phone: get("phone") }
}

fn filled(say: Say, facts: &DonorFacts) -> Form {
    let day = |d: Option<Date>| d.map(|d| say.date(d)).unwrap_or_default();
    let amount = |n: Option<i64>| n.map(|n| say.number(n)).unwrap_or_default();
    let identifiers: Vec<&str> = facts.identifiers.iter().map(|i| i.id.as_str()).collect();
    let wishes = &facts.interests;
    let mut out: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: &str| out.push((name.to_owned(), value.to_owned()));
    put("name", &facts.name.vi);
    put("name_en", &facts.name.en);
    put("country", &facts.country);
    put("plan", &facts.kinds.plan);
    put("decree", &facts.kinds.decree);
    put("iati", &facts.kinds.iati);
    put("identifiers", &identifiers.join("\n"));
    put("website", &facts.website);
    for (n, c) in facts.contacts.iter().enumerate() {
        for (field, value) in [("name", &c.name), ("post", &c.post), ("email", &c.email), ("phone", &c.phone)]
        {
            put(&contact_field(n, field), value);
        }
    }
    if let Some(r) = &facts.registration {
        put("term", &r.kind);
        put("number", &r.number);
        put("issued_on", &day(r.issued_on));
        put("expires_on", &day(r.expires_on));
        r.areas.iter().for_each(|v| put("may_areas", v));
        r.places.iter().for_each(|v| put("may_places", v));
    }
    wishes.areas.iter().for_each(|v| put("areas", v));
    wishes.support.iter().for_each(|v| put("support", v));
    wishes.places.iter().for_each(|v| put("places", v));
    wishes.peoples.iter().for_each(|v| put("peoples", &v.to_string()));
    put("sectors", &wishes.sectors.join(" "));
    put("least", &amount(wishes.least));
    put("most", &amount(wishes.most));
    put("note", &facts.note);
    Form::from(Posted::new(out))
}

/// What was typed, over what the form does not ask.
fn read(form: &mut Form, mut facts: DonorFacts) -> DonorFacts {
    let get = |form: &Form, field: &str| form.value(field).to_owned();
    facts.name.vi = get(form, "name");
    facts.name.en = get(form, "name_en");
    facts.country = get(form, "country").to_uppercase();
    facts.kinds = Kinds { plan: get(form, "plan"), decree: get(form, "decree"), iati: get(form, "iati") };
    let identifiers = get(form, "identifiers");
    facts.identifiers = identifiers.split_whitespace().map(identifier).collect();
    facts.website = get(form, "website");
    let contacts = (0..CONTACTS_MOST).map(|n| contact(form, n));
    facts.contacts = contacts.filter(|c| *c != DonorContact::default()).collect();
    facts.registration = registration(form);
    facts.interests = interests(form);
    facts.note = get(form, "note");
    facts
}

fn ticked(form: &Form, name: &str) -> Vec<String> {
    form.values(name).map(str::to_owned).collect()
}

fn interests(form: &mut Form) -> Interests {
    let least = money::figure(form, "least", 0, "pledge-amount-unread");
    let most = money::figure(form, "most", 0, "pledge-amount-unread");
    let sectors = form.value("sectors").replace([',', ';'], " ");
    Interests {
        areas: ticked(form, "areas"),
        sectors: sectors.split_whitespace().map(str::to_owned).collect(),
        places: ticked(form, "places"),
        peoples: form.values("peoples").filter_map(PeopleCode::parse).collect(),
        support: ticked(form, "support"),
        least,
        most,
    }
}

/// "GB-CHC-274467" with the register that it is of.
fn identifier(id: &str) -> Identifier {
    let end = id.match_indices('-').nth(1).map_or(id.len(), |(at, _)| at);
    Identifier { list: id[..end].to_owned(), id: id.to_owned() }
}

/// All of it or none: the kind says that there is one.
fn registration(form: &mut Form) -> Option<Registration> {
    let (issued_on, expires_on) = (form.day("issued_on"), form.day("expires_on"));
    let (kind, number) = (form.value("term").to_owned(), form.value("number").to_owned());
    let (places, areas) = (ticked(form, "may_places"), ticked(form, "may_areas"));
    let nothing = number.is_empty()
        && issued_on.is_none()
        && expires_on.is_none()
        && places.is_empty()
        && areas.is_empty();
    if kind.is_empty() {
        if !nothing {
            form.refuse("term", "donor-term-needed");
        }
        return None;
    }
    Some(Registration { kind, number, issued_on, expires_on, places, areas })
}

#[cfg(test)]
mod tests {
    use domain::words::Texts;
    use jiff::civil::date;
    use lang::Lang;

    use super::*;

    #[test]
    fn what_is_stored_comes_back_from_its_form() {
        let contact = |name: &str| DonorContact { name: name.into(), ..DonorContact::default() };
        let facts = DonorFacts {
            name: Texts::of("Bạn Đồng Hành", "Companions"),
            country: "GB".into(),
            kinds: Kinds { plan: "ngo".into(), decree: "ngo".into(), iati: "21".into() },
            identifiers: vec![identifier("GB-CHC-274467"), identifier("XI-IATI-1")],
            website: "https://a.example".into(),
            contacts: vec![contact("A"), contact("B")],
            registration: Some(Registration {
                kind: "operation".into(),
                number: "1/HĐ".into(),
                issued_on: Some(date(2024, 1, 15)),
                expires_on: Some(date(2027, 1, 15)),
                places: vec!["2025:32062".into()],
                areas: vec!["a".into(), "đ".into()],
            }),
            interests: Interests {
                areas: vec!["c".into()],
                sectors: vec!["14030".into(), "12240".into()],
                places: vec!["2025:31825".into()],
                peoples: vec![PeopleCode { list: "1979".into(), code: "05".into() }],
                support: vec!["financial".into()],
                least: Some(100_000_000),
                most: Some(2_000_000_000),
            },
            note: "n".into(),
        };
        for lang in [Lang::Vi, Lang::En] {
            let mut form = filled(Say(lang), &facts);
            assert_eq!(read(&mut form, DonorFacts::default()), facts);
            assert!(!form.failed());
        }
    }

    #[test]
    fn a_registration_without_a_kind_is_asked_for_it() {
        let mut form = Form::filled(&[("number", "1/HĐ")]);
        read(&mut form, DonorFacts::default());
        assert!(form.error("term").is_some());
    }
}
