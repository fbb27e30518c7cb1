//! One dossier: where it stands and by which article, what lacks, opinions, appraisal, decision, papers to print.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::dossier::{Act, Decision, Met, Record, Score};
use domain::procedure::{OpinionState, RuleSet, Silence, State as Now};

use super::super::download::document;
use super::super::form::{Form, Posted};
use super::super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::opinion::{Askable, OpinionRow, askable, opinion_row, takes_opinions};
use super::{clock, lateness, place_name, value_name, waiting};
use crate::app::Caller;
use crate::app::dossier::{self as app, paper::Kind};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// A paper that the rules ask for.
struct PaperRow {
    id: String,
    title: String,
    article: String,
    came: String,
    lacks: bool,
}

struct Criterion {
    id: String,
    title: String,
    met: &'static str,
    note: String,
    by: String,
}

struct FieldRow {
    id: String,
    title: String,
    article: String,
    value: String,
}

struct Choice {
    event: String,
    title: String,
}

struct Happened {
    on: String,
    what: String,
    by: String,
    note: String,
}

#[derive(Template)]
#[template(path = "dossier/page.html")]
struct DossierPage {
    p: Page,
    code: String,
    unit: String,
    step: String,
    clock: String,
    late: Option<(&'static str, String)>,
    /// One of twenty ticks and the like, passed and in all.
    ticks: Option<(Vec<bool>, String)>,
    article: String,
    rules: String,
    rules_href: String,
    waits: String,
    silence: Option<&'static str>,
    authority: String,
    facts: Vec<(String, String)>,
    missing: Vec<String>,
    to_confirm: bool,
    calendar: String,
    papers: Vec<PaperRow>,
    opinions: Vec<OpinionRow>,
    askable: Vec<Askable>,
    own: Option<String>,
    criteria: Vec<Criterion>,
    scored: usize,
    /// The step at hand is the appraisal, or the decision.
    appraises: bool,
    decides: bool,
    fields: Vec<FieldRow>,
    decided: bool,
    choices: Vec<Choice>,
    history: Vec<Happened>,
    reports: Vec<(String, String)>,
    files: Vec<(&'static str, String, String)>,
    can_write: bool,
    can_appraise: bool,
    can_draft: bool,
    form: Form,
}

impl DossierPage {
    fn verdict(&self, name: &str) -> &'static str {
        self.p.t(&format!("opinion-{name}"))
    }

    fn met(&self, name: &str) -> &'static str {
        self.p.t(&format!("met-{name}"))
    }
}

/// `GET /ho-so/{code}`
pub async fn page(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
) -> Outcome<Response> {
    let it = app::load(&ctx, &by, &code).await?;
    show(&dossier_page(&visit, &by, &ctx, &it, Form::default())?)
}

fn dossier_page(visit: &Visit, by: &Caller, ctx: &Ctx, it: &Record, form: Form) -> Outcome<DossierPage> {
    let say = visit.say();
    let today = ctx.clock.today();
    let now = it.state(&app::law(ctx), today)?;
    let rules = app::rules_of(ctx, &now).ok_or(Problem::NotFound("procedure"))?;
    let can_appraise = by.may(Action::AppraiseDossiers, None);
    let choices = app::choices(ctx, by, it, &now).into_iter().filter(|(_, may)| *may);
    let choices = choices.map(|(c, _)| Choice { title: event_name(say, rules, &c.event), event: c.event });
    let own = by.actor().map(|a| a.organisation.clone());
    Ok(DossierPage {
        p: visit.office_titled(it.content.dossier.title.clone()).failed_if(form.failed()),
        code: it.code.clone(),
        unit: ctx.reference.name_of(&it.unit).to_owned(),
        step: say.words(&now.step_title).to_owned(),
        clock: clock(say, &now),
        late: lateness(say, &now, today),
        ticks: ticks(say, &now),
        article: now.article.clone(),
        rules: say.words(&rules.title).to_owned(),
        rules_href: url::procedure(&rules.id),
        waits: waiting(say, &now),
        silence: now.on_silence.map(|s| say.t(silence(s))),
        authority: now.authority.as_ref().map(|w| say.words(w).to_owned()).unwrap_or_default(),
        facts: facts(ctx, say, it, rules),
        missing: now.missing.iter().map(|m| missing_name(say, rules, m)).collect(),
        to_confirm: !now.to_confirm.is_empty(),
        calendar: years(&now),
        papers: papers_of(say, it, rules, &now),
        opinions: now.opinions.iter().map(|o| opinion_row(ctx, say, it, o, can_appraise)).collect(),
        askable: if can_appraise && takes_opinions(rules, &now) {
            askable(ctx, say, &now)
        } else {
            Vec::new()
        },
        own: own.filter(|o| {
            let is_its = |s: &&OpinionState| s.organisation.as_deref() == Some(o.as_str());
            now.opinions.iter().any(|s| is_its(&s) && s.requested.is_some() && s.given.is_none())
        }),
        criteria: criteria(say, it, rules),
        scored: it.content.scores.len(),
        appraises: now.next.iter().any(|e| e == "appraised"),
        decides: now.next.iter().any(|e| domain::dossier::DECIDES.contains(&e.as_str())),
        fields: fields(say, it, rules),
        decided: it
            .content
            .dossier
            .events
            .iter()
            .any(|e| domain::dossier::DECIDES.contains(&e.event.as_str())),
        choices: choices.collect(),
        history: history(ctx, say, it, rules),
        reports: now.reports.iter().map(|r| report(say, rules, r)).collect(),
        files: files(say, it),
        can_write: by.may(Action::WriteDossiers, Some(&it.unit)) && app::takes_papers(ctx, &now),
        can_draft: can_appraise || by.may(Action::DecideDossiers, None),
        can_appraise,
        form,
    })
}

fn ticks(say: Say, now: &Now) -> Option<(Vec<bool>, String)> {
    let (day, of) = (now.day?, now.of_days?);
    let all = usize::try_from(of).ok().filter(|n| *n <= 40)?;
    let gone = usize::try_from(day.max(0)).unwrap_or(0);
    let label = say.f2("dossier-ticks", "day", day, "of", of);
    Some(((0..all).map(|n| n < gone).collect(), label))
}

fn silence(of: Silence) -> &'static str {
    match of {
        Silence::Agreed => "dossier-silence-agreed",
        Silence::MayWithdraw => "dossier-silence-may-withdraw",
        _ => "dossier-silence-waits",
    }
}

fn years(now: &Now) -> String {
    now.calendar_unconfirmed.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn facts(ctx: &Ctx, say: Say, it: &Record, rules: &RuleSet) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut put = |title: String, text: String| {
        if !text.is_empty() {
            out.push((title, text));
        }
    };
    put(say.t("dossier-provider").to_owned(), it.content.provider.clone());
    let place = place_name(ctx, say, it.content.dossier.place.as_deref());
    put(say.t("catalogue-col-place").to_owned(), place);
    put(say.t("dossier-call").to_owned(), it.content.call.clone());
    for fact in &rules.facts {
        let values = it.content.dossier.facts.get(&fact.key).map(Vec::as_slice).unwrap_or_default();
        let names = values.iter().map(|v| value_name(say, v)).collect::<Vec<_>>().join(", ");
        put(say.words(&fact.title).to_owned(), names);
    }
    out
}

fn missing_name(say: Say, rules: &RuleSet, id: &str) -> String {
    if let Some(key) = id.strip_prefix("fact:") {
        let fact = rules.facts.iter().find(|f| f.key == key);
        return fact.map_or_else(|| key.to_owned(), |f| say.words(&f.title).to_owned());
    }
    match rules.papers.iter().find(|p| p.id == id) {
        Some(paper) => say.words(&paper.title).to_owned(),
        None => say.t_or(&format!("dossier-missing-{id}"), id).to_owned(),
    }
}

fn papers_of(say: Say, it: &Record, rules: &RuleSet, now: &Now) -> Vec<PaperRow> {
    let asked = |id: &str| now.missing.iter().any(|m| m == id) || it.content.dossier.papers.contains_key(id);
    let all = rules.papers.iter().filter(|p| asked(&p.id));
    all.map(|p| {
        let came = it.content.dossier.papers.get(&p.id);
        PaperRow {
            id: p.id.clone(),
            title: say.words(&p.title).to_owned(),
            article: p.article.clone(),
            came: came.map(|d| say.date(*d)).unwrap_or_default(),
            lacks: came.is_none(),
        }
    })
    .collect()
}

fn criteria(say: Say, it: &Record, rules: &RuleSet) -> Vec<Criterion> {
    let row = |c: &domain::procedure::DecisionField| {
        let score = it.content.scores.get(&c.id);
        Criterion {
            id: c.id.clone(),
            title: say.words(&c.title).to_owned(),
            met: score.map_or("", |s| s.met.name()),
            note: score.map(|s| s.note.clone()).unwrap_or_default(),
            by: score.map(|s| s.by.clone()).unwrap_or_default(),
        }
    };
    rules.criteria.iter().map(row).collect()
}

fn fields(say: Say, it: &Record, rules: &RuleSet) -> Vec<FieldRow> {
    let row = |f: &domain::procedure::DecisionField| FieldRow {
        id: f.id.clone(),
        title: say.words(&f.title).to_owned(),
        article: f.article.clone(),
        value: it.content.fields.get(&f.id).cloned().unwrap_or_default(),
    };
    rules.decision_fields.iter().map(row).collect()
}

/// An event as the rules call it, or as every procedure does.
fn event_name(say: Say, rules: &RuleSet, event: &str) -> String {
    let exits = rules.steps.iter().flat_map(|s| &s.exits);
    match exits.into_iter().find(|x| x.event == event) {
        Some(exit) => lang::capital(say.words(&exit.title)),
        None => say.t_or(&format!("dossier-event-{event}"), event).to_owned(),
    }
}

fn history(ctx: &Ctx, say: Say, it: &Record, rules: &RuleSet) -> Vec<Happened> {
    let events = it.content.dossier.events.iter().enumerate().rev();
    events
        .map(|(n, e)| {
            let entered = it.content.entered.iter().find(|x| x.event == n);
            let who = e.organisation.as_deref().map(|o| format!(": {}", ctx.reference.name_of(o)));
            let due = e.due.map(|d| format!(" ({})", say.date(d))).unwrap_or_default();
            Happened {
                on: say.date(e.on),
                what: format!("{}{}{due}", event_name(say, rules, &e.event), who.unwrap_or_default()),
                by: entered.map(|x| x.by.clone()).unwrap_or_default(),
                note: entered.map(|x| x.note.clone()).unwrap_or_default(),
            }
        })
        .collect()
}

fn report(say: Say, rules: &RuleSet, it: &domain::procedure::ReportState) -> (String, String) {
    let rule = rules.reports.iter().find(|r| r.id == it.id);
    let title = rule.map_or_else(|| it.id.clone(), |r| say.words(&r.title).to_owned());
    (title, format!("{} · {}", say.date(it.due), it.article))
}

fn files(say: Say, it: &Record) -> Vec<(&'static str, String, String)> {
    let link = |kind: Kind| {
        let name = kind.name();
        let text = say.t(&format!("dossier-paper-{name}"));
        (text, url::dossier_paper(&it.code, name, "docx"), url::dossier_paper(&it.code, name, "pdf"))
    };
    Kind::ALL.into_iter().map(link).collect()
}

/// Back to the page after a write, or the page again with what was refused at a field.
pub async fn ended(
    visit: &Visit,
    by: &Caller,
    ctx: &Ctx,
    code: &str,
    done: Option<Outcome<()>>,
    (mut form, field): (Form, &str),
) -> Outcome<Response> {
    match done {
        Some(Ok(())) => return Ok(redirect_done(&url::dossier(code), "saved")),
        Some(Err(Problem::Refused(refusal))) => form.refused(field, &refusal),
        Some(Err(other)) => return Err(other),
        None => {}
    }
    let it = app::load(ctx, by, code).await?;
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &dossier_page(visit, by, ctx, &it, form)?)
}

/// `POST /ho-so/{code}/viec`
pub async fn act(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let on = form.day("on").or_else(|| Some(ctx.clock.today()));
    let due = form.day("until");
    let done = match on.filter(|_| !form.failed()) {
        Some(on) => {
            let act = Act { event: form.value("event"), on, due, note: form.value("note"), by: "" };
            Some(app::act(&ctx, &by, &code, &act).await)
        }
        None => None,
    };
    ended(&visit, &by, &ctx, &code, done, (form, "on")).await
}

/// `POST /ho-so/{code}/giay-to`
pub async fn papers(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted.clone());
    let mut came = Vec::new();
    for (name, _) in posted.iter() {
        if let Some(paper) = name.strip_prefix("paper-") {
            came.push((paper.to_owned(), form.day(name)));
        }
    }
    let done = if form.failed() { None } else { Some(app::papers(&ctx, &by, &code, &came).await) };
    ended(&visit, &by, &ctx, &code, done, (form, "giay-to")).await
}

/// `POST /ho-so/{code}/tham-dinh`
pub async fn score(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let form = Form::from(posted.clone());
    let scores = posted.iter().filter_map(|(name, value)| {
        let id = name.strip_prefix("met-")?;
        let note = form.value(&format!("note-{id}")).to_owned();
        Some((id.to_owned(), Score { met: Met::of(value)?, note, by: String::new() }))
    });
    let done = app::score(&ctx, &by, &code, scores.collect()).await;
    ended(&visit, &by, &ctx, &code, Some(done), (form, "tham-dinh")).await
}

/// `POST /ho-so/{code}/quyet-dinh`
pub async fn draft(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted.clone());
    let on = form.day("decided_on");
    let fields = posted.iter().filter_map(|(name, value)| {
        Some((name.strip_prefix("field-")?.to_owned(), value.replace("\r\n", "\n")))
    });
    let fields: Vec<(String, String)> = fields.collect();
    let decision = Decision { number: form.value("number").to_owned(), on };
    let done = if form.failed() { None } else { Some(app::draft(&ctx, &by, &code, fields, decision).await) };
    ended(&visit, &by, &ctx, &code, done, (form, "number")).await
}

/// `GET /ho-so/{code}/van-ban/{kind}.{docx|pdf}`
pub async fn paper(
    by: Caller,
    State(ctx): State<Ctx>,
    Path((code, file)): Path<(String, String)>,
) -> Outcome<Response> {
    let missing = || Problem::NotFound("paper");
    let (name, ending) = file.rsplit_once('.').ok_or_else(missing)?;
    let kind = Kind::of(name).ok_or_else(missing)?;
    let it = app::load(&ctx, &by, &code).await?;
    let (paper, _) = app::file::issued(&ctx, &it, kind).await?;
    document(paper, &format!("{}-{name}", it.code), ending).await
}
