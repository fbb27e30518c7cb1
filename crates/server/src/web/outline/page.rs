//! One outline: what it says, what is wrong with it, where it stands under the plan, what it resembles; sending and review.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::finding::{Finding, Severity, any_error};
use domain::outline::round::{Event, EventKind};
use domain::outline::{COUNTS, Outline, OutlineFacts, OutlineStage};
use domain::words::Texts;
use domain::zone::Standing;
use lang::Lang;

use super::super::form::{Form, Posted};
use super::super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::{names, stage, typed};
use crate::app::Caller;
use crate::app::outline::{self as app, Alike, Checked, Other};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// A finding with its field and the way there.
struct Fault {
    tag: &'static str,
    severity: &'static str,
    field: String,
    anchor: String,
    says: String,
    fix: &'static str,
}

/// A line of «held against the plan».
struct Eligible {
    name: &'static str,
    tag: &'static str,
    mark: &'static str,
    why: String,
    /// Lists with their source.
    lists: Vec<String>,
}

struct Twin {
    href: String,
    what: String,
    name: String,
    score: String,
}

struct Said {
    kind: &'static str,
    at: String,
    by: String,
    text: String,
    receipt: Option<String>,
}

struct Money {
    activity: String,
    year: i16,
    original: String,
    vnd: String,
    usd: String,
    cash: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "outline/page.html")]
struct OutlinePage {
    p: Page,
    it: Outline,
    unit: String,
    area: String,
    place: String,
    peoples: String,
    modality: String,
    support: String,
    period: String,
    /// Needs that it answers: address and title.
    needs: Vec<(String, String)>,
    who: Vec<(&'static str, String)>,
    texts: Vec<(&'static str, Texts)>,
    screening: Vec<(&'static str, &'static str, String)>,
    currency: String,
    money: Vec<Money>,
    sought: String,
    counterpart: String,
    tag: &'static str,
    stage: &'static str,
    faults: Vec<Fault>,
    stopped: bool,
    eligible: Vec<Eligible>,
    twins: Vec<Twin>,
    thread: Vec<Said>,
    recipients: String,
    receipt: Option<String>,
    can_edit: bool,
    can_review: bool,
    can_decide: bool,
    sees_all: bool,
    form: Form,
}

impl OutlinePage {
    /// Hundredths of a đồng.
    fn rate(&self, vnd_e2: &i64) -> String {
        lang::decimal(self.p.lang(), *vnd_e2, 2, 0, 2)
    }
}

/// `GET /de-cuong/{code}`
pub async fn page(visit: Visit, by: Caller, Path(code): Path<String>) -> Outcome<Response> {
    show(&outline_page(&visit, &by, &code, Form::default()).await?)
}

async fn outline_page(visit: &Visit, by: &Caller, code: &str, form: Form) -> Outcome<OutlinePage> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    let it = app::load(ctx, by, code).await?;
    let round = app::round(ctx, it.year).await?;
    let checked = app::check(ctx, &round, &it.facts)?;
    let events = store::outline::events(&ctx.store, it.id).await?;
    let needs = store::need::of_unit(&ctx.store, &it.unit, &it.facts.needs).await?;
    let alike = app::alike(ctx, &it).await?;
    let facts = &it.facts;
    let area = checked.plan.areas.iter().find(|a| a.letter == facts.area);
    let place = ctx.reference.place_name(&facts.place).map(|w| say.words(&w).to_owned()).unwrap_or_default();
    let peoples = facts.peoples.iter().filter_map(|p| ctx.reference.people(p));
    let (tag, stage) = stage(say, &it.stage);
    let can_review = by.may(Action::ReviewProposals, None);
    let mine = by.may(Action::Propose, Some(&it.unit)) && round.closed_at.is_none();
    let title = if facts.name.vi.is_empty() { &it.code } else { &facts.name.vi };
    Ok(OutlinePage {
        p: visit.office_titled(title.clone()).failed_if(form.failed()),
        unit: ctx.reference.name_of(&it.unit).to_owned(),
        area: area.map(|a| format!("{}. {}", a.letter, say.words(&a.title))).unwrap_or_default(),
        place: if facts.hamlet.is_empty() { place } else { format!("{}, {place}", facts.hamlet) },
        peoples: peoples.map(|w| say.words(&w).to_owned()).collect::<Vec<_>>().join(", "),
        modality: say.t_or(&format!("outline-modality-{}", facts.modality), "").to_owned(),
        support: supports(say, facts),
        period: period(say, facts),
        needs: needs.into_iter().map(|n| (url::need(n.id), n.facts.title.vi)).collect(),
        who: who(say, facts),
        texts: texts(say, facts),
        screening: screening(say, facts),
        currency: say.f1("outline-currency-of", "currency", &facts.currency),
        money: facts.budget.iter().map(|l| money(say, l)).collect(),
        sought: say.f1("outline-million", "amount", say.million(facts.sought())),
        counterpart: say.f1("outline-million", "amount", say.million(facts.counterpart())),
        tag,
        stage,
        faults: checked.findings.iter().map(|f| fault(say, f)).collect(),
        stopped: any_error(&checked.findings),
        eligible: eligible(say, &checked),
        twins: alike.iter().map(|a| twin(ctx, say, a)).collect(),
        receipt: events.iter().rev().find_map(|e| e.receipt.as_ref()).map(|r| r.number.clone()),
        thread: events.iter().map(|e| said(ctx, say, e)).collect(),
        recipients: names(ctx, &app::recipients(ctx, ctx.clock.today())),
        can_edit: mine && it.stage.is_open_to_unit(),
        can_review,
        can_decide: can_review && matches!(it.stage, OutlineStage::Submitted { .. }),
        sees_all: by.may(Action::ReadProposals, None),
        it,
        form,
    })
}

fn supports(say: Say, facts: &OutlineFacts) -> String {
    let name = |s: &String| say.t_or(&format!("outline-support-{s}"), s).to_owned();
    facts.support.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn period(say: Say, facts: &OutlineFacts) -> String {
    let day = |d: Option<jiff::civil::Date>| d.map_or_else(|| "…".to_owned(), |d| say.date(d));
    format!("{} – {}", day(facts.starts), day(facts.ends))
}

fn who(say: Say, facts: &OutlineFacts) -> Vec<(&'static str, String)> {
    let it = &facts.beneficiaries;
    let counts = [it.households, it.people, it.minority, it.women, it.poor];
    let named = COUNTS.iter().zip(counts);
    named.filter_map(|(f, n)| Some((say.t(&format!("outline-f-{f}")), say.number(n?)))).collect()
}

fn texts(say: Say, facts: &OutlineFacts) -> Vec<(&'static str, Texts)> {
    let all = [
        ("summary", &facts.summary),
        ("need", &facts.need),
        ("goal", &facts.goal),
        ("objectives", &facts.objectives),
        ("results", &facts.results),
        ("activities", &facts.activities),
        ("schedule", &facts.schedule),
        ("effects", &facts.effects),
        ("sustainability", &facts.sustainability),
    ];
    let written = all.into_iter().filter(|(_, t)| !t.vi.is_empty() || !t.en.is_empty());
    written.map(|(f, t)| (say.t(&format!("outline-f-{f}")), t.clone())).collect()
}

fn screening(say: Say, facts: &OutlineFacts) -> Vec<(&'static str, &'static str, String)> {
    let answer = |field, it: &domain::outline::Screening| {
        let word = it.harm.map_or("open", |harm| if harm { "yes" } else { "no" });
        (say.t(field), say.t(&format!("outline-harm-{word}")), it.note.clone())
    };
    vec![answer("outline-f-environment", &facts.environment), answer("outline-f-culture", &facts.culture)]
}

fn money(say: Say, line: &domain::outline::BudgetLine) -> Money {
    let decimal =
        |n: Option<i64>| n.map_or_else(|| "–".to_owned(), |n| lang::decimal(say.lang(), n, 2, 0, 2));
    Money {
        activity: line.activity.clone(),
        year: line.year,
        original: decimal(line.donor_original),
        vnd: say.number(line.donor_vnd),
        usd: decimal(line.donor_usd),
        cash: say.number(line.counterpart_cash),
        kind: say.number(line.counterpart_kind),
    }
}

fn fault(say: Say, finding: &Finding) -> Fault {
    let column = finding.spot.column.clone().unwrap_or_default();
    let label = say.t(&format!("outline-f-{column}"));
    let (field, anchor) = match finding.spot.row {
        Some(row) => {
            let line = say.f1("outline-budget-line", "n", row + 1);
            (format!("{line}, {label}"), typed::line_field(row, &column))
        }
        None => (label.to_owned(), column),
    };
    let anchor = match anchor.as_str() {
        "peoples" => typed::people_field(0),
        "budget" => typed::line_field(0, "activity"),
        _ => anchor,
    };
    let (tag, severity) = match finding.severity {
        Severity::Error => ("bad", "outline-severity-error"),
        Severity::Warning => ("warn", "outline-severity-warning"),
        Severity::Note => ("no", "outline-severity-note"),
    };
    Fault {
        tag,
        severity: say.t(severity),
        field,
        anchor,
        says: say.finding(finding),
        fix: say.t(&format!("finding-{}-fix", finding.code)),
    }
}

fn eligible(say: Say, checked: &Checked<'_>) -> Vec<Eligible> {
    let zone = &checked.zone;
    let (tag, mark) = match zone.standing {
        Standing::Inside => ("ok", "zone-inside"),
        Standing::NotConfirmed => ("no", "zone-not-confirmed"),
        Standing::Outside => ("warn", "zone-outside"),
    };
    let on = say.f1("outline-eligible-on", "day", say.date(checked.zone_on));
    let why = say.t(&format!("zone-why-{}", zone.why.name()));
    let lists = zone.lists.iter().map(|l| format!("{}: {}", say.words(&l.name), l.source)).collect();
    let (plan, period) = (&checked.plan.number, &checked.plan.period);
    let yes_no = |yes: bool| if yes { ("ok", "outline-harm-yes") } else { ("warn", "outline-harm-no") };
    let (area_tag, area_mark) = yes_no(checked.area_in_plan);
    let area_key =
        if checked.area_in_plan { "outline-eligible-area-yes" } else { "outline-eligible-area-no" };
    let (period_key, (period_tag, period_mark)) = match checked.period_fits {
        Some(true) => ("outline-eligible-period-yes", yes_no(true)),
        Some(false) => ("outline-eligible-period-no", yes_no(false)),
        None => ("outline-eligible-period-open", ("no", "outline-harm-open")),
    };
    let years = |key| say.f2(key, "from", period.from.to_string(), "to", period.to.to_string());
    let line = |name, tag, mark: &str, why, lists| Eligible {
        name: say.t(name),
        tag,
        mark: say.t(mark),
        why,
        lists,
    };
    vec![
        line("outline-eligible-zone", tag, mark, format!("{why} {on}"), lists),
        line("outline-eligible-area", area_tag, area_mark, say.f1(area_key, "plan", plan), Vec::new()),
        line("outline-eligible-period", period_tag, period_mark, years(period_key), Vec::new()),
    ]
}

fn twin(ctx: &Ctx, say: Say, it: &Alike) -> Twin {
    let unit = ctx.reference.name_of(&it.unit);
    let (href, key) = match it.other {
        Other::Outline => (url::outline(&it.code), "outline-alike-outline"),
        Other::Project => (url::project(&it.code), "outline-alike-project"),
    };
    Twin {
        href,
        what: say.f2(key, "code", &it.code, "unit", unit),
        name: it.name.clone(),
        score: say.f1("outline-alike-score", "score", i64::from(it.score)),
    }
}

fn said(ctx: &Ctx, say: Say, it: &Event) -> Said {
    Said {
        kind: say.t(&format!("outline-event-{}", it.kind.name())),
        at: say.moment(ctx.clock.local(it.at)),
        by: it.by.clone(),
        text: it.text.clone(),
        receipt: it.receipt.as_ref().map(|r| say.f1("outline-receipt-number", "number", &r.number)),
    }
}

/// `POST /de-cuong/{code}/gui`
pub async fn submit(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let revision = posted.get("revision").parse().unwrap_or(0);
    match app::submit(&ctx, &by, &code, revision).await {
        Ok(_) => Ok(redirect_done(&url::outline_receipt(&code), "outline-submitted")),
        Err(Problem::Refused(refusal)) => refused(&visit, &by, &code, Form::default(), "", &refusal).await,
        Err(other) => Err(other),
    }
}

async fn refused(
    visit: &Visit,
    by: &Caller,
    code: &str,
    mut form: Form,
    field: &str,
    refusal: &domain::refusal::Refusal,
) -> Outcome<Response> {
    form.refused(field, refusal);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &outline_page(visit, by, code, form).await?)
}

/// `POST /de-cuong/{code}/xem-xet`: one of the reviewer's buttons.
pub async fn review(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let form = Form::from(posted);
    let (reason, comment) = (form.value("reason"), form.value("comment"));
    let (done, field, outcome) = match form.value("do") {
        "comment" => ("outline-commented", "comment", app::comment(&ctx, &by, &code, comment).await),
        "approve" => {
            ("outline-approved", "reason", app::decide(&ctx, &by, &code, EventKind::Approved, reason).await)
        }
        "return" => {
            ("outline-returned", "reason", app::decide(&ctx, &by, &code, EventKind::Returned, reason).await)
        }
        "refuse" => {
            ("outline-refused", "reason", app::decide(&ctx, &by, &code, EventKind::Refused, reason).await)
        }
        _ => return Err(Problem::NotFound("action")),
    };
    match outcome {
        Ok(()) => Ok(redirect_done(&url::outline(&code), done)),
        Err(Problem::Refused(refusal)) => refused(&visit, &by, &code, form, field, &refusal).await,
        Err(other) => Err(other),
    }
}

#[derive(Template)]
#[template(path = "outline/receipt.html")]
struct ReceiptPage {
    p: Page,
    code: String,
    name: String,
    unit: String,
    number: String,
    at: String,
    by: String,
    recipients: Vec<String>,
}

/// `GET /de-cuong/{code}/bien-nhan`: of the newest submission.
pub async fn receipt(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
) -> Outcome<Response> {
    let it = app::load(&ctx, &by, &code).await?;
    let say = visit.say();
    let events = store::outline::events(&ctx.store, it.id).await?;
    let newest = events.into_iter().rev().find_map(|e| e.receipt.clone().map(|r| (e, r)));
    let (event, receipt) = newest.ok_or(Problem::NotFound("receipt"))?;
    let name_of = |code: &String| {
        let found = ctx.reference.organisation(code);
        found.map_or_else(
            || code.clone(),
            |o| if say.lang() == Lang::En { o.name.en.clone() } else { o.name.vi.clone() },
        )
    };
    show(&ReceiptPage {
        p: visit.office("outline-receipt"),
        name: it.facts.name.vi.clone(),
        unit: ctx.reference.name_of(&it.unit).to_owned(),
        number: say.f1("outline-receipt-number", "number", &receipt.number),
        at: say.moment(ctx.clock.local(event.at)),
        by: event.by,
        recipients: receipt.recipients.iter().map(name_of).collect(),
        code: it.code,
    })
}
