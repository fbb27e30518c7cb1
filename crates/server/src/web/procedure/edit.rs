//! An administrator settles what the rules leave open, or changes them as text; either makes the next version.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::finding::Arg;
use domain::procedure::version::{ClockFound, Confirmation, Version};
use domain::procedure::{RuleFinding, RuleSet, Unit};

use crate::app::Caller;
use crate::app::rules as app;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};
use crate::web::form::{Form, Message, Posted};
use crate::web::page::{Page, Say, Visit, redirect_done, show, show_as};
use crate::web::routes::url;

/// Characters of a rule set as text; the longest of the files has a fifth of it.
const TEXT_MOST: u32 = 200_000;

/// A clock or a step that nobody has confirmed.
struct OpenItem {
    title: String,
    /// «ngày làm việc»; a step has none.
    unit: Option<&'static str>,
    /// Names of its fields.
    tick: String,
    number: String,
    article: String,
}

#[derive(Template)]
#[template(path = "procedure/edit.html")]
struct EditPage {
    p: Page,
    id: String,
    title: String,
    /// What the files say is open, in words.
    words: Vec<String>,
    items: Vec<OpenItem>,
    versions: Vec<String>,
    form: Form,
    /// What is wrong with the rules that were typed.
    faults: Vec<String>,
    most: u32,
}

/// «Bản 2 từ ngày 10/11/2025: lý do (ai)»
pub fn version(say: Say, it: &Version) -> String {
    let head = say.f2("rules-version", "number", i64::from(it.number), "from", it.from);
    format!("{head}: {} ({})", it.reason, it.by)
}

fn items(say: Say, rules: &RuleSet) -> Vec<OpenItem> {
    let unit = |unit: Option<Unit>| match unit {
        Some(Unit::Working) => say.t("rules-unit-working"),
        Some(Unit::Months) => say.t("rules-unit-months"),
        _ => say.t("rules-unit-days"),
    };
    let clocks = rules.clocks.iter().filter(|c| !c.confirmed || c.length.is_none()).map(|c| OpenItem {
        title: say.words(&c.title).to_owned(),
        unit: Some(unit(c.unit)),
        tick: format!("ro-c-{}", c.id),
        number: format!("so-{}", c.id),
        article: format!("dieu-c-{}", c.id),
    });
    let steps = rules.steps.iter().filter(|s| !s.confirmed).map(|s| OpenItem {
        title: say.words(&s.title).to_owned(),
        unit: None,
        tick: format!("ro-s-{}", s.id),
        number: String::new(),
        article: format!("dieu-s-{}", s.id),
    });
    clocks.chain(steps).collect()
}

/// The rules as the form begins with them.
fn filled(ctx: &Ctx, say: Say, rules: &RuleSet) -> Outcome<Form> {
    let mut values = vec![
        ("from".to_owned(), say.date(ctx.clock.today())),
        ("text".to_owned(), toml::to_string_pretty(rules).map_err(anyhow::Error::from)?),
    ];
    for clock in &rules.clocks {
        values.push((format!("so-{}", clock.id), clock.length.map(|n| n.to_string()).unwrap_or_default()));
        values.push((format!("dieu-c-{}", clock.id), clock.article.clone()));
    }
    values.extend(rules.steps.iter().map(|s| (format!("dieu-s-{}", s.id), s.article.clone())));
    Ok(Form::from(Posted::new(values)))
}

async fn edit_page(
    visit: &Visit,
    ctx: &Ctx,
    id: &str,
    form: Form,
    faults: &[RuleFinding],
) -> Outcome<EditPage> {
    let say = visit.say();
    let rules = app::newest(ctx, id)?;
    let versions = app::versions(ctx, id).await?;
    let fault = |f: &RuleFinding| {
        let words = if say.lang() == lang::Lang::En { &f.en } else { &f.vi };
        format!("{}: {words} ({})", f.at, f.code)
    };
    Ok(EditPage {
        p: visit.office("rules-edit").failed_if(form.failed() || !faults.is_empty()),
        id: rules.id.clone(),
        title: say.words(&rules.title).to_owned(),
        words: rules.to_confirm.iter().map(|w| say.words(w).to_owned()).collect(),
        items: items(say, rules),
        versions: versions.iter().map(|(v, _)| version(say, v)).collect(),
        form,
        faults: faults.iter().map(fault).collect(),
        most: TEXT_MOST,
    })
}

/// `GET /quy-trinh/{rules}/sua`
pub async fn page(visit: Visit, State(ctx): State<Ctx>, Path(id): Path<String>) -> Outcome<Response> {
    let form = filled(&ctx, visit.say(), app::newest(&ctx, &id)?)?;
    show(&edit_page(&visit, &ctx, &id, form, &[]).await?)
}

/// What was ticked and typed of the open points.
fn found(form: &mut Form, rules: &RuleSet) -> Confirmation {
    let settled = form.values("xong").filter_map(|n| n.parse().ok()).collect();
    let mut out =
        Confirmation { settled, source: form.value("source").to_owned(), ..Confirmation::default() };
    for clock in &rules.clocks {
        if !form.is(&format!("ro-c-{}", clock.id), "1") {
            continue;
        }
        let field = format!("so-{}", clock.id);
        let typed = form.value(&field).to_owned();
        let length = typed.parse::<u16>().ok().filter(|n| (1..=1000).contains(n));
        if length.is_none() {
            form.refuse(&field, "rules-length-unread");
        }
        let article = form.value(&format!("dieu-c-{}", clock.id)).to_owned();
        out.clocks.push(ClockFound { id: clock.id.clone(), length, article });
    }
    for step in &rules.steps {
        if form.is(&format!("ro-s-{}", step.id), "1") {
            out.steps.push((step.id.clone(), form.value(&format!("dieu-s-{}", step.id)).to_owned()));
        }
    }
    out
}

/// `POST /quy-trinh/{rules}/xac-nhan`
pub async fn confirm(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let rules = app::newest(&ctx, &id)?.clone();
    let mut form = Form::from(posted);
    let found = found(&mut form, &rules);
    let day = form.need_day("from");
    let done = match day.filter(|_| !form.failed()) {
        Some(day) => Some(app::confirm(&ctx, &by, &id, &found, day).await),
        None => None,
    };
    form.set("text", &toml::to_string_pretty(&rules).map_err(anyhow::Error::from)?);
    ended(&visit, &ctx, &id, done, form, "source").await
}

/// `POST /quy-trinh/{rules}/sua`
pub async fn save(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    let day = form.need_day("from");
    let read = toml::from_str::<RuleSet>(form.value("text"));
    if let Err(e) = &read {
        let line =
            e.span().map_or(0, |s| form.value("text").get(..s.start).unwrap_or_default().lines().count());
        let mut message = Message::new("rules-text-unread");
        message.args.push(("line".to_owned(), Arg::Number(i64::try_from(line).unwrap_or(0))));
        message.args.push(("what".to_owned(), Arg::Text(e.message().to_owned())));
        form.refuse_with("text", message);
    }
    let done = match (read, day) {
        (Ok(rules), Some(day)) if !form.failed() => {
            Some(app::save(&ctx, &by, &id, rules, day, form.value("reason")).await)
        }
        _ => None,
    };
    ended(&visit, &ctx, &id, done, form, "reason").await
}

async fn ended(
    visit: &Visit,
    ctx: &Ctx,
    id: &str,
    done: Option<Outcome<Result<(), Vec<RuleFinding>>>>,
    mut form: Form,
    field: &str,
) -> Outcome<Response> {
    let mut faults = Vec::new();
    match done {
        Some(Ok(Ok(()))) => {
            // The version that was just made is not in this request's rules.
            return Ok(redirect_done(
                &url::procedure(domain::procedure::version::base_of(id)),
                "rules-saved",
            ));
        }
        Some(Ok(Err(found))) => faults = found,
        Some(Err(Problem::Refused(refusal))) => form.refused(field, &refusal),
        Some(Err(Problem::Conflict(_))) => form.refuse("", "rules-meanwhile"),
        Some(Err(other)) => return Err(other),
        None => {}
    }
    let page = edit_page(visit, ctx, id, form, &faults).await?;
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
