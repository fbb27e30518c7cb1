//! The directory of donors: who they are by every list that asks; one donor is in the file beside.
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::donor::{
    DECREE_KINDS, Donor, DonorContact, DonorFacts, Identifier, Kinds, PLAN_KINDS, Registration, TERMS,
};
use domain::refusal::Refusal;
use jiff::civil::Date;

use super::form::{Form, Posted};
use super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::pager::Pager;
use super::routes::url;
use crate::app::{Caller, donor as app};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod page;

const ROWS: usize = 30;

struct Line {
    href: String,
    code: String,
    name: String,
    kind: &'static str,
    country: String,
    identifiers: String,
    /// Its registration ends soon or has ended.
    watch: Option<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "donor/list.html")]
struct ListPage {
    p: Page,
    q: String,
    kind: String,
    kinds: Vec<(String, String)>,
    lines: Vec<Line>,
    pager: Pager,
    can_add: bool,
}

/// `GET /nha-tai-tro?q=…&loai=ngo`
pub async fn list(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let say = visit.say();
    let (q, kind) = (lang::fold(&visit.query("q")), visit.query("loai"));
    let mut all = store::donor::all(&ctx.store).await?;
    all.retain(|d| {
        let text =
            lang::fold(&format!("{} {} {} {}", d.code, d.facts.name.vi, d.facts.name.en, d.facts.country));
        q.split_whitespace().all(|w| text.contains(w)) && (kind.is_empty() || d.facts.kinds.plan == kind)
    });
    lang::sort_by_vi(&mut all, |d| &d.facts.name.vi);
    let pager = Pager::new(&visit, all.len(), ROWS);
    let today = ctx.clock.today();
    show(&ListPage {
        p: visit.office("donors"),
        q: visit.query("q"),
        kind,
        kinds: options(say, "donor-kind", &PLAN_KINDS, "donor-kind-any"),
        lines: pager.of(&all).iter().map(|d| line(say, d, today)).collect(),
        pager,
        can_add: by.may(Action::ManageDonors, None),
    })
}

fn options(say: Say, prefix: &str, values: &[&str], none: &str) -> Vec<(String, String)> {
    let mut out = vec![(String::new(), say.t(none).to_owned())];
    out.extend(values.iter().map(|v| ((*v).to_owned(), say.t(&format!("{prefix}-{v}")).to_owned())));
    out
}

fn line(say: Say, it: &Donor, today: Date) -> Line {
    let facts = &it.facts;
    Line {
        href: url::donor(&it.code),
        code: it.code.clone(),
        name: facts.name.vi.clone(),
        kind: say.t(&format!("donor-kind-{}", facts.kinds.plan)),
        country: facts.country.clone(),
        identifiers: facts.identifiers.iter().map(|i| i.id.as_str()).collect::<Vec<_>>().join(", "),
        watch: watch(say, facts, today),
    }
}

/// A registration that ends within the days it is watched, or has ended.
fn watch(say: Say, facts: &DonorFacts, today: Date) -> Option<(&'static str, String)> {
    let registration = facts.registration.as_ref()?;
    let (left, on) = (registration.ends_soon(today)?, registration.expires_on?);
    Some(match left {
        ..0 => ("bad", say.f1("donor-registration-ended", "on", on)),
        _ => ("warn", say.f1("donor-registration-ends", "on", on)),
    })
}

#[derive(Template)]
#[template(path = "donor/form.html")]
struct FormPage {
    p: Page,
    form: Form,
    to: String,
    back: String,
    plan: Vec<(String, String)>,
    decree: Vec<(String, String)>,
    iati: Vec<(String, String)>,
    terms: Vec<(String, String)>,
}

/// Codes of the list OrganisationType in use, with what they are called.
const IATI_KINDS: [&str; 9] = ["10", "11", "15", "21", "22", "40", "60", "70", "90"];

fn form_page(visit: &Visit, form: Form, code: Option<&str>) -> FormPage {
    let say = visit.say();
    let title = if code.is_some() { "donor-edit" } else { "donor-new" };
    let kinds: Vec<&str> = TERMS.iter().map(|(kind, _)| *kind).collect();
    FormPage {
        p: visit.office(title).failed_if(form.failed()),
        to: code.map_or_else(|| url::NEW_DONOR.to_owned(), url::donor),
        back: code.map_or_else(|| url::DONORS.to_owned(), url::donor),
        plan: options(say, "donor-kind", &PLAN_KINDS, "choose"),
        decree: options(say, "donor-decree", &DECREE_KINDS, "donor-undecided"),
        iati: options(say, "donor-iati", &IATI_KINDS, "donor-undecided"),
        terms: options(say, "donor-term", &kinds, "donor-no-registration"),
        form,
    }
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

fn filled(say: Say, facts: &DonorFacts) -> Form {
    let day = |d: Option<Date>| d.map(|d| say.date(d)).unwrap_or_default();
    let none = Registration::default();
    let registration = facts.registration.as_ref().unwrap_or(&none);
    let contact = facts.contacts.first().cloned().unwrap_or_default();
    let identifiers: Vec<&str> = facts.identifiers.iter().map(|i| i.id.as_str()).collect();
    Form::filled(&[
        ("name", &facts.name.vi),
        ("name_en", &facts.name.en),
        ("country", &facts.country),
        ("plan", &facts.kinds.plan),
        ("decree", &facts.kinds.decree),
        ("iati", &facts.kinds.iati),
        ("identifiers", &identifiers.join("\n")),
        ("website", &facts.website),
        ("contact_name", &contact.name),
        ("contact_post", &contact.post),
        ("contact_email", &contact.email),
        ("contact_phone", &contact.phone),
        ("term", &registration.kind),
        ("number", &registration.number),
        ("issued_on", &day(registration.issued_on)),
        ("expires_on", &day(registration.expires_on)),
        ("areas", &facts.interests.areas.join(" ")),
        ("note", &facts.note),
    ])
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
    let contact = DonorContact {
        name: get(form, "contact_name"),
        post: get(form, "contact_post"),
        email: get(form, "contact_email"),
        phone: get(form, "contact_phone"),
    };
    facts.contacts = if contact == DonorContact::default() { Vec::new() } else { vec![contact] };
    facts.registration = registration(form);
    facts.interests.areas = get(form, "areas").split_whitespace().map(str::to_owned).collect();
    facts.note = get(form, "note");
    facts
}

/// "GB-CHC-274467" with the register that it is of.
fn identifier(id: &str) -> Identifier {
    let end = id.match_indices('-').nth(1).map_or(id.len(), |(at, _)| at);
    Identifier { list: id[..end].to_owned(), id: id.to_owned() }
}

fn registration(form: &mut Form) -> Option<Registration> {
    let (issued_on, expires_on) = (form.day("issued_on"), form.day("expires_on"));
    let kind = form.value("term").to_owned();
    let number = form.value("number").to_owned();
    (!kind.is_empty()).then(|| Registration {
        kind,
        number,
        issued_on,
        expires_on,
        ..Registration::default()
    })
}
