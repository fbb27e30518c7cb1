//! One call in the office: its texts in three languages side by side, and where it stands.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::call::{Call, CallFacts, CallStatus, Contact, TEXTS};
use domain::words::Texts;

use super::super::donor::page::{FITS, FitLine};
use super::super::form::{Form, Posted};
use super::super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use crate::app::{Caller, call as app, matching};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Offices to write to that a form offers.
const CONTACTS: usize = 2;
const CONTACT_FIELDS: [&str; 4] = ["organisation", "name", "phone", "email"];
/// Longest text of one field, in characters.
const LONGEST: usize = 6000;

/// A text side by side.
struct TextRow {
    field: &'static str,
    label: &'static str,
    lines: bool,
    lacks_en: bool,
}

struct Goal {
    id: String,
    value: String,
    text: String,
    chosen: bool,
}

struct Way {
    value: &'static str,
    text: &'static str,
}

#[derive(Template)]
#[template(path = "catalogue/call.html")]
struct CallPage {
    p: Page,
    code: String,
    year: i16,
    revision: String,
    tag: &'static str,
    status: &'static str,
    reason: String,
    public: String,
    facts: Vec<(&'static str, String)>,
    texts: Vec<TextRow>,
    goals: Vec<Goal>,
    components: Vec<String>,
    contacts: Vec<usize>,
    ways: Vec<Way>,
    lacks: Vec<&'static str>,
    can_write: bool,
    /// Donors that may care, for who may read the directory.
    fits: Vec<FitLine>,
    /// What somebody else has stored meanwhile where it is not what was typed.
    meanwhile: Option<Vec<(&'static str, String)>>,
    form: Form,
}

impl CallPage {
    fn lang_name(&self, code: &str) -> &'static str {
        self.p.t(&format!("lang-{code}"))
    }

    fn contact_label(&self, field: &str) -> &'static str {
        self.p.t(&format!("call-contact-{field}"))
    }
}

/// `GET /danh-muc/goi/{code}`
pub async fn page(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
) -> Outcome<Response> {
    let call = app::load(&ctx, &by, &code).await?;
    let say = visit.say();
    let mut page = call_page(&visit, &by, &ctx, &call, filled(say, &call));
    let manages = by.may(Action::ManageDonors, None);
    if by.may(Action::ReadDonors, None) {
        let fits = matching::donors_for(&ctx, &by, &code).await?;
        let fits = fits.iter().filter(|f| f.score.total > 0).take(FITS);
        page.fits = fits
            .map(|f| {
                let pair = manages.then_some((code.as_str(), f.it.code.as_str()));
                FitLine::new(say, url::donor(&f.it.code), &f.it.facts.name.vi, f, pair)
            })
            .collect();
    }
    show(&page)
}

fn call_page(visit: &Visit, by: &Caller, ctx: &Ctx, call: &Call, form: Form) -> CallPage {
    let say = visit.say();
    let facts = &call.facts;
    let untranslated = facts.untranslated();
    let chosen = |n: u8| form.values("sdg").any(|v| v == n.to_string());
    CallPage {
        p: visit.office_titled(facts.name.vi.clone()).failed_if(form.failed()),
        code: call.code.clone(),
        year: call.year,
        revision: form.value("revision").to_owned(),
        tag: super::super::calls::status_tag(call.status),
        status: super::super::calls::status_name(say, call.status),
        reason: call.said.reason.clone(),
        public: url::call(&call.code),
        facts: about(ctx, say, call),
        texts: TEXTS
            .iter()
            .map(|field| TextRow {
                field,
                label: say.t(&format!("call-f-{field}")),
                lines: *field != "name",
                lacks_en: untranslated.contains(field),
            })
            .collect(),
        goals: ctx
            .reference
            .codelists
            .goals
            .iter()
            .map(|(n, w)| Goal {
                id: format!("sdg-{n}"),
                value: n.to_string(),
                text: format!("{n}. {}", say.words(w)),
                chosen: chosen(*n),
            })
            .collect(),
        components: facts.components.iter().map(|c| c.name.vi.clone()).collect(),
        contacts: (0..CONTACTS).collect(),
        ways: call
            .status
            .next()
            .iter()
            .map(|s| Way { value: s.name(), text: super::super::calls::status_name(say, *s) })
            .collect(),
        lacks: facts.lacks().iter().map(|l| say.t(&format!("call-lacks-{l}"))).collect(),
        can_write: by.may(Action::WriteCatalogue, None),
        meanwhile: None,
        fits: Vec::new(),
        form,
    }
}

fn about(ctx: &Ctx, say: Say, call: &Call) -> Vec<(&'static str, String)> {
    let facts = &call.facts;
    let place = ctx.reference.place_name(&facts.place).map(|w| say.words(&w).to_owned()).unwrap_or_default();
    let day = |d: Option<jiff::civil::Date>| d.map(|d| say.date(d)).unwrap_or_default();
    vec![
        (say.t("catalogue-col-place"), place),
        (say.t("catalogue-owner"), facts.owner.clone()),
        (say.t("catalogue-col-area"), facts.area.clone()),
        (say.t("catalogue-col-time"), format!("{} – {}", day(facts.starts), day(facts.ends))),
        (say.t("catalogue-col-sought"), say.headline(facts.sought())),
        (say.t("catalogue-col-counterpart"), say.headline(facts.counterpart())),
    ]
}

fn filled(say: Say, call: &Call) -> Form {
    let facts = &call.facts;
    let mut values: Vec<(String, String)> = vec![("revision".into(), call.revision.to_string())];
    let mut texts = |name: &str, it: &Texts| {
        for (lang, text) in [("vi", &it.vi), ("en", &it.en), ("km", &it.km)] {
            values.push((format!("{name}_{lang}"), text.clone()));
        }
    };
    for field in TEXTS {
        if let Some(it) = facts.text(field) {
            texts(field, it);
        }
    }
    for (n, part) in facts.components.iter().enumerate() {
        texts(&format!("part{n}"), &part.name);
    }
    values.extend(facts.sdgs.iter().map(|n| ("sdg".to_owned(), n.to_string())));
    values.push(("sectors".into(), facts.sectors.join(" ")));
    values.push(("closes_on".into(), facts.closes_on.map(|d| say.date(d)).unwrap_or_default()));
    for (n, c) in facts.contacts.iter().enumerate() {
        for (field, value) in CONTACT_FIELDS.into_iter().zip([&c.organisation, &c.name, &c.phone, &c.email]) {
            values.push((format!("contact{n}-{field}"), value.clone()));
        }
    }
    Form::from(Posted::new(values))
}

/// `POST /danh-muc/goi/{code}`
pub async fn save(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let call = app::load(&ctx, &by, &code).await?;
    let mut form = Form::from(posted);
    let facts = read(&mut form, &call.facts);
    let revision = form.value("revision").parse().unwrap_or_default();
    if !form.failed() {
        match app::save(&ctx, &by, &code, revision, facts.clone()).await {
            Ok(()) => return Ok(redirect_done(&url::call_edit(&code), "saved")),
            Err(Problem::Conflict(_)) => return overtaken(&visit, &by, &ctx, &code, form, &facts).await,
            Err(Problem::Refused(refusal)) => {
                let field = if refusal.code == "call-no-sector" { "sectors" } else { "name_vi" };
                form.refused(field, &refusal);
            }
            Err(other) => return Err(other),
        }
    }
    let page = call_page(&visit, &by, &ctx, &call, form);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Somebody else was faster: what was typed stays, what they stored stands beside it, and saving again is a choice.
async fn overtaken(
    visit: &Visit,
    by: &Caller,
    ctx: &Ctx,
    code: &str,
    form: Form,
    typed: &CallFacts,
) -> Outcome<Response> {
    let say = visit.say();
    let now = app::load(ctx, by, code).await?;
    let stored = |field: &&str| match now.facts.text(field) {
        Some(t) => [&t.vi, &t.en, &t.km]
            .into_iter()
            .filter(|t| !t.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join("\n"),
        None => String::new(),
    };
    let differs = now.facts.differs(typed);
    let fields = differs.iter().map(|f| (say.t(&format!("call-f-{f}")), stored(f))).collect();
    let form = form.with("revision", &now.revision.to_string());
    let mut page = call_page(visit, by, ctx, &now, form);
    page.meanwhile = Some(fields);
    show_as(StatusCode::CONFLICT, &page)
}

/// What was typed, over what the form does not ask.
fn read(form: &mut Form, before: &CallFacts) -> CallFacts {
    let mut facts = before.clone();
    let texts = |form: &mut Form, name: &str, to: &mut Texts| {
        for (lang, text) in [("vi", &mut to.vi), ("en", &mut to.en), ("km", &mut to.km)] {
            let field = format!("{name}_{lang}");
            let given = form.value(&field).replace("\r\n", "\n");
            if given.chars().count() > LONGEST {
                form.refuse(&field, "call-text-too-long");
            }
            *text = given;
        }
    };
    for field in TEXTS {
        if let Some(to) = facts.text_mut(field) {
            texts(form, field, to);
        }
    }
    for (n, part) in facts.components.iter_mut().enumerate() {
        texts(form, &format!("part{n}"), &mut part.name);
    }
    facts.sdgs = form.values("sdg").filter_map(|n| n.parse().ok()).filter(|n| (1..=17).contains(n)).collect();
    let sectors = form.value("sectors").replace([',', ';'], " ");
    facts.sectors = sectors.split_whitespace().map(str::to_owned).collect();
    facts.closes_on = form.day("closes_on");
    facts.contacts = (0..CONTACTS).map(|n| contact(form, n)).filter(|c| *c != Contact::default()).collect();
    facts
}

fn contact(form: &mut Form, n: usize) -> Contact {
    let get = |form: &Form, field: &str| form.value(&format!("contact{n}-{field}")).to_owned();
    let email = get(form, "email");
    if !email.is_empty() && (!email.contains('@') || email.contains(char::is_whitespace)) {
        form.refuse(&format!("contact{n}-email"), "call-email-unlike");
    }
    Contact {
        organisation: get(form, "organisation"),
        name: get(form, "name"),
        phone: get(form, "phone"),
        email,
    }
}

/// `POST /danh-muc/goi/{code}/tinh-trang`
pub async fn turn(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let to = CallStatus::of(posted.get("to")).ok_or(Problem::NotFound("status"))?;
    match app::turn(&ctx, &by, &code, to, posted.get("reason")).await {
        Ok(()) => Ok(redirect_done(&url::call_edit(&code), "saved")),
        Err(Problem::Refused(refusal)) => {
            let call = app::load(&ctx, &by, &code).await?;
            let mut form = filled(visit.say(), &call).with("reason", posted.get("reason"));
            form.refused("reason", &refusal);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &call_page(&visit, &by, &ctx, &call, form))
        }
        Err(other) => Err(other),
    }
}
