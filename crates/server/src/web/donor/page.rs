//! One donor: its facts, what it pledges and what came of it, what was said with it.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::call::{Pledge, PledgeFacts, PledgeStage};
use domain::donor::{Donor, Interests, Kinds};
use domain::engagement::{Content, Kind};
use domain::ids::{CallId, PledgeId};
use std::collections::BTreeMap;

use super::super::engagement::{Line as Said, line as said};
use super::super::form::{Form, Posted};
use super::super::money;
use super::super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::{country, watch};
use crate::app::donor::{self as app, Turn};
use crate::app::matching::Fit;
use crate::app::{Caller, engagement, matching};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

struct PledgeLine {
    id: i64,
    to: String,
    call: String,
    name: String,
    href: String,
    amount: String,
    /// As the donor stated it, where that was not in đồng.
    original: Option<String>,
    tag: &'static str,
    stage: &'static str,
    when: String,
    project: Option<(String, String)>,
    note: String,
    can_agree: bool,
    open: bool,
}

/// Somebody or something that may fit, with the score and its reasons.
pub struct FitLine {
    pub href: String,
    pub name: String,
    pub total: i64,
    pub reasons: String,
    /// «Không phù hợp: … (ai, ngày)», with the class of its tag.
    pub said: Option<(&'static str, String)>,
    /// Where the visitor says yes or no; nothing for who may not.
    pub say: Option<String>,
    /// Of the fields in the list.
    pub id: String,
}

impl FitLine {
    /// `pair` are the codes of the call and the donor, for who may say yes or no.
    pub fn new<T>(say: Say, href: String, name: &str, fit: &Fit<T>, pair: Option<(&str, &str)>) -> Self {
        let said = |s: &domain::matching::Said| {
            let (tag, key) = if s.yes { ("ok", "match-said-yes") } else { ("no", "match-said-no") };
            let reason = if s.reason.is_empty() { String::new() } else { format!(": {}", s.reason) };
            (tag, format!("{}{reason} ({}, {})", say.t(key), s.by, say.date(s.on)))
        };
        Self {
            id: format!("ghep-{}", href.rsplit('/').next().unwrap_or_default()),
            href,
            name: name.to_owned(),
            total: i64::from(fit.score.total),
            reasons: matching::reasons(say.lang(), &fit.score),
            said: fit.said.as_ref().map(said),
            say: pair.map(|(call, donor)| url::match_say(call, donor)),
        }
    }
}

/// Proposals that a page shows.
pub const FITS: usize = 5;

#[derive(Template)]
#[template(path = "donor/page.html")]
struct DonorPage {
    p: Page,
    code: String,
    name_en: String,
    kind: &'static str,
    watch: Option<(&'static str, String)>,
    facts: Vec<(&'static str, String)>,
    /// What it publishes itself: identifier and address.
    published: Vec<(String, String)>,
    pledges: Vec<PledgeLine>,
    pledged: String,
    agreed: String,
    said: Vec<Said>,
    kinds: Vec<(String, String)>,
    fits: Vec<FitLine>,
    can_manage: bool,
    form: Form,
}

impl DonorPage {
    fn original(&self) -> [(&'static str, String); 5] {
        money::ORIGINAL.map(|field| {
            let key =
                if field == "original" { "pledge-original".to_owned() } else { format!("outline-f-{field}") };
            (field, key)
        })
    }

    fn pledge_label(&self, field: &str) -> &'static str {
        self.p.t(&format!("pledge-f-{field}"))
    }
}

/// `GET /nha-tai-tro/{code}`
pub async fn page(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
) -> Outcome<Response> {
    let it = app::load(&ctx, &by, &code).await?;
    show(&donor_page(&visit, &by, &ctx, &it, Form::default()).await?)
}

async fn donor_page(visit: &Visit, by: &Caller, ctx: &Ctx, it: &Donor, form: Form) -> Outcome<DonorPage> {
    let say = visit.say();
    let pledges = store::donor::pledges_of(&ctx.store, it.id).await?;
    let calls: Vec<CallId> = pledges.iter().map(|p| p.call).collect();
    let names = store::call::names(&ctx.store, &calls).await?;
    let engagements = store::engagement::of_donor(&ctx.store, it.id).await?;
    let sum = |stage| pledges.iter().filter(|p| p.stage == stage).map(|p| p.amount).sum::<i64>();
    let can_manage = by.may(Action::ManageDonors, None);
    let kinds =
        Kind::ENTERED.map(|k| (k.name().to_owned(), say.t(&format!("engagement-{}", k.name())).to_owned()));
    Ok(DonorPage {
        p: visit.office_titled(it.facts.name.vi.clone()).failed_if(form.failed()),
        code: it.code.clone(),
        name_en: it.facts.name.en.clone(),
        kind: say.t(&format!("donor-kind-{}", it.facts.kinds.plan)),
        watch: watch(say, &it.facts, ctx.clock.today()),
        facts: facts(ctx, say, it),
        published: published(ctx, it).await?,
        pledged: say.headline(sum(PledgeStage::Pledged)),
        agreed: say.headline(sum(PledgeStage::Agreed)),
        pledges: pledges.iter().map(|p| pledge_line(say, &it.code, p, &names, can_manage)).collect(),
        said: engagements.iter().map(|e| said(say, e, ctx.clock.today(), can_manage)).collect(),
        kinds: kinds.to_vec(),
        fits: matching::calls_for(ctx, by, &it.code)
            .await?
            .iter()
            .filter(|f| f.score.total > 0)
            .take(FITS)
            .map(|f| {
                let pair = can_manage.then_some((f.it.code.as_str(), it.code.as_str()));
                FitLine::new(say, url::call_edit(&f.it.code), &f.it.facts.name.vi, f, pair)
            })
            .collect(),
        can_manage,
        form,
    })
}

fn facts(ctx: &Ctx, say: Say, it: &Donor) -> Vec<(&'static str, String)> {
    let facts = &it.facts;
    // Nothing was chosen: there is nothing to say.
    let named =
        |value: &str, key: String| if value.is_empty() { String::new() } else { say.t(&key).to_owned() };
    let Kinds { decree, iati, .. } = &facts.kinds;
    let day = |d: Option<jiff::civil::Date>| d.map(|d| say.date(d)).unwrap_or_default();
    let mut out = vec![
        (say.t("donor-country"), country(ctx, say, &facts.country)),
        (say.t("donor-decree"), named(decree, format!("donor-decree-{decree}"))),
        (say.t("donor-iati"), named(iati, format!("donor-iati-{iati}"))),
        (
            say.t("donor-identifiers"),
            facts.identifiers.iter().map(|i| i.id.as_str()).collect::<Vec<_>>().join(", "),
        ),
        (say.t("donor-website"), facts.website.clone()),
    ];
    out.extend(wishes(ctx, say, &facts.interests));
    out.push((say.t("donor-note"), facts.note.clone()));
    for c in &facts.contacts {
        let words = [&c.name, &c.post, &c.email, &c.phone].map(String::as_str);
        out.push((
            say.t("donor-contact"),
            words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(", "),
        ));
    }
    if let Some(r) = &facts.registration {
        let term = named(&r.kind, format!("donor-term-{}", r.kind));
        let text = format!("{term} {}: {} – {}", r.number, day(r.issued_on), day(r.expires_on));
        out.push((say.t("donor-registration"), text));
        out.push((say.t("donor-f-may_areas"), r.areas.join(", ")));
        out.push((say.t("donor-f-may_places"), places(ctx, say, &r.places)));
    }
    out.retain(|(_, value)| !value.is_empty());
    out
}

fn places(ctx: &Ctx, say: Say, codes: &[String]) -> String {
    let name = |code: &String| {
        ctx.reference.place_name(code).map_or_else(|| code.clone(), |w| say.words(&w).to_owned())
    };
    codes.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// What it says it cares for.
fn wishes(ctx: &Ctx, say: Say, it: &Interests) -> Vec<(&'static str, String)> {
    let joined = |all: Vec<String>| all.join(", ");
    let support = it.support.iter().map(|s| say.t(&format!("outline-support-{s}")).to_owned()).collect();
    let peoples = it.peoples.iter().filter_map(|p| ctx.reference.people(p));
    let sector =
        |code: &String| format!("{code} {}", ctx.reference.codelists.purpose(code).unwrap_or_default());
    let amount = |n: Option<i64>| n.map(|n| say.headline(n)).unwrap_or_default();
    vec![
        (say.t("donor-f-areas"), it.areas.join(", ")),
        (say.t("donor-f-support"), joined(support)),
        (say.t("donor-f-places"), places(ctx, say, &it.places)),
        (say.t("donor-f-peoples"), joined(peoples.map(|w| say.words(&w).to_owned()).collect())),
        (say.t("calls-facet-nganh"), joined(it.sectors.iter().map(sector).collect())),
        (say.t("donor-least"), amount(it.least)),
        (say.t("donor-most"), amount(it.most)),
    ]
}

/// Identifiers under which published aid was imported.
async fn published(ctx: &Ctx, it: &Donor) -> Outcome<Vec<(String, String)>> {
    if it.facts.identifiers.is_empty() {
        return Ok(Vec::new());
    }
    let all = store::aid::publishers(&ctx.store).await?;
    let known = |id: &str| all.iter().find(|p| p.reference == id);
    let found = it.facts.identifiers.iter().filter_map(|i| known(&i.id));
    Ok(found
        .map(|p| {
            (p.reference.clone(), format!("{}?ben={}", url::AID, super::super::visit::encode(&p.reference)))
        })
        .collect())
}

fn pledge_line(
    say: Say,
    donor: &str,
    it: &Pledge,
    names: &BTreeMap<CallId, (String, String)>,
    can_manage: bool,
) -> PledgeLine {
    let (call, name) = names.get(&it.call).cloned().unwrap_or_default();
    let (tag, open) = match it.stage {
        PledgeStage::Pledged => ("", true),
        PledgeStage::Agreed => ("ok", true),
        PledgeStage::Withdrawn => ("no", false),
    };
    let facts = &it.facts;
    let when = match (facts.agreed_on, facts.pledged_on) {
        (Some(on), _) => say.f2("pledge-agreed-on", "number", &facts.agreement, "on", on),
        (None, Some(on)) => say.f1("pledge-pledged-on", "on", on),
        (None, None) => String::new(),
    };
    PledgeLine {
        id: it.id.0,
        to: url::pledge(donor, it.id),
        href: url::call_edit(&call),
        call,
        name,
        amount: say.headline(it.amount),
        original: facts.original.as_ref().map(|o| money::stated(say, o)),
        tag,
        stage: say.t(&format!("pledge-{}", it.stage.name())),
        when,
        project: facts.project.clone().map(|code| (url::project(&code), code)),
        note: facts.note.clone(),
        can_agree: can_manage && it.stage == PledgeStage::Pledged,
        open: can_manage && open,
    }
}

/// Back to the page after a write, or the page again with what was refused at a field.
async fn ended(
    (visit, by, ctx, code): (&Visit, &Caller, &Ctx, &str),
    done: Option<Outcome<()>>,
    mut form: Form,
    field: &str,
) -> Outcome<Response> {
    match done {
        Some(Ok(())) => return Ok(redirect_done(&url::donor(code), "saved")),
        Some(Err(Problem::Refused(refusal))) => form.refused(field, &refusal),
        Some(Err(other)) => return Err(other),
        None => {}
    }
    let it = app::load(ctx, by, code).await?;
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &donor_page(visit, by, ctx, &it, form).await?)
}

/// `POST /nha-tai-tro/{code}/cam-ket`
pub async fn pledge(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let vnd = money::figure(&mut form, "amount", 0, "pledge-amount-unread");
    let original = money::original(&mut form);
    let pledged_on = form.day("pledged_on").or_else(|| Some(ctx.clock.today()));
    let done = if form.failed() {
        None
    } else {
        let note = form.value("pledge_note").to_owned();
        let facts = PledgeFacts { pledged_on, original, note, ..PledgeFacts::default() };
        let call = form.value("call").to_owned();
        Some(app::pledge(&ctx, &by, &code, &call, vnd, facts).await.map(|_| ()))
    };
    let field = match &done {
        Some(Err(Problem::Refused(r)))
            if matches!(r.code.as_str(), "pledge-no-call" | "pledge-call-closed") =>
        {
            "call"
        }
        _ => "amount",
    };
    ended((&visit, &by, &ctx, &code), done, form, field).await
}

/// `POST /nha-tai-tro/{code}/cam-ket/{pledge}`
pub async fn turn(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path((code, id)): Path<(String, i64)>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let field = |name: &str| format!("{name}-{id}");
    let agreed_on = form.day(&field("agreed_on"));
    let turn = Turn {
        to: form.value("to").to_owned(),
        agreement: form.value(&field("agreement")).to_owned(),
        agreed_on,
        project: form.value(&field("project")).to_owned(),
        reason: form.value(&field("reason")).to_owned(),
    };
    let done =
        if form.failed() { None } else { Some(app::turn_pledge(&ctx, &by, PledgeId(id), &turn).await) };
    ended((&visit, &by, &ctx, &code), done, form, &field("agreement")).await
}

/// `POST /nha-tai-tro/{code}/tiep-xuc`
pub async fn engage(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let donor = app::load(&ctx, &by, &code).await?;
    let mut form = Form::from(posted);
    let (on, due) = (form.day("said_on"), form.day("next_on"));
    let kind = Kind::of(form.value("kind")).unwrap_or(Kind::Contact);
    let done = if form.failed() {
        None
    } else {
        let content = Content {
            kind,
            on: on.unwrap_or_else(|| ctx.clock.today()),
            by: String::new(),
            summary: form.value("summary").to_owned(),
            next: form.value("next").to_owned(),
            partner: None,
            closed: None,
        };
        let call = form.value("about").to_owned();
        Some(engagement::add(&ctx, &by, Some(donor.id), &call, due, content).await.map(|_| ()))
    };
    ended((&visit, &by, &ctx, &code), done, form, "summary").await
}

/// `POST /ghep/{call}/{donor}`: an officer's yes or no, remembered beside the score.
pub async fn pair(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path((call, donor)): Path<(String, String)>,
    posted: Posted,
) -> Outcome<Response> {
    let yes = match posted.get("do") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    match matching::say(&ctx, &by, &call, &donor, yes, posted.get("reason")).await {
        Ok(()) => Ok(redirect_done(&url::donor(&donor), "saved")),
        Err(Problem::Refused(refusal)) => {
            let mut form = Form::default();
            form.refused("", &refusal);
            let it = app::load(&ctx, &by, &donor).await?;
            let page = donor_page(&visit, &by, &ctx, &it, form).await?;
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(other) => Err(other),
    }
}
