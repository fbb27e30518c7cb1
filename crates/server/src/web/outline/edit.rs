//! The form of an outline. Saved over the revision it was opened with; what someone else saved meanwhile is shown.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::outline::{MODALITIES, Outline, OutlineFacts, SUPPORT, TEXTS};
use store::need::Filter;

use super::super::form::{Form, Posted};
use super::super::page::{Page, Say, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use super::typed;
use crate::app::Caller;
use crate::app::outline as app;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

type Options = Vec<(String, String)>;

/// Needs of one unit that a form offers.
const NEEDS_SHOWN: u32 = 60;

/// One input of a line of the budget.
struct Cell {
    name: String,
    label: &'static str,
    value: String,
    error: Option<String>,
    wide: bool,
}

#[derive(Template)]
#[template(path = "outline/edit.html")]
pub(super) struct EditPage {
    p: Page,
    code: String,
    unit: String,
    year: i16,
    revision: i64,
    pub(super) areas: Options,
    pub(super) places: Options,
    modalities: Options,
    harms: Options,
    peoples: Options,
    /// Names of the choices of a people, with their label.
    people_fields: Options,
    /// Value, text, ticked.
    pub(super) supports: Vec<(&'static str, &'static str, bool)>,
    lines: Vec<Vec<Cell>>,
    /// Needs of the unit that it may answer: number, title, ticked.
    needs: Vec<(String, String, bool)>,
    /// What someone else saved meanwhile: label and stored value. Nothing when nobody did.
    meanwhile: Option<Options>,
    /// The fields come from a workbook and are not saved.
    pub(super) from_book: bool,
    pub(super) form: Form,
}

impl EditPage {
    /// Message of a field's label.
    fn label(&self, field: &str) -> String {
        format!("outline-f-{field}")
    }

    /// Name of a text's field in English.
    fn english(&self, field: &str) -> String {
        format!("{field}_en")
    }
}

pub(super) async fn edit_page(
    visit: &Visit,
    it: &Outline,
    form: Form,
    supports: &[String],
) -> Outcome<EditPage> {
    let ctx = &visit.web.ctx;
    let say = visit.say();
    let round = app::round(ctx, it.year).await?;
    let plan = app::plan_of(ctx, &round)?;
    let named = |values: &[&str], key: &str| -> Options {
        values.iter().map(|v| ((*v).to_owned(), say.t(&format!("{key}-{v}")).to_owned())).collect()
    };
    let areas =
        plan.areas.iter().map(|a| (a.letter.clone(), format!("{}. {}", a.letter, say.words(&a.title))));
    let peoples = ctx.reference.codelists.peoples.iter().filter(|(p, _)| p.list == "1979");
    let peoples = peoples.map(|(p, name)| (p.to_string(), say.words(name).to_owned()));
    let people_fields = (0..typed::peoples(&form))
        .map(|n| (typed::people_field(n), say.f1("outline-people-n", "n", n + 1)))
        .collect();
    let mut harms = vec![(String::new(), say.t("outline-harm-open").to_owned())];
    harms.extend(named(&["no", "yes"], "outline-harm"));
    let title = say.f1("outline-edit-of", "code", &it.code);
    Ok(EditPage {
        p: visit.office_titled(title).failed_if(form.failed()),
        code: it.code.clone(),
        unit: it.unit.clone(),
        year: it.year,
        revision: it.revision,
        areas: chosen(say, areas.collect()),
        places: places(ctx, say, it),
        modalities: named(&MODALITIES, "outline-modality"),
        harms,
        peoples: chosen(say, peoples.collect()),
        people_fields,
        supports: SUPPORT
            .iter()
            .map(|s| (*s, say.t(&format!("outline-support-{s}")), supports.iter().any(|t| t == s)))
            .collect(),
        lines: (0..typed::lines(&form)).map(|row| line(say, &form, row)).collect(),
        needs: needs(ctx, it, &form).await?,
        meanwhile: None,
        from_book: false,
        form,
    })
}

/// Needs that the unit has stated and nothing has met; those that are named already stay.
async fn needs(ctx: &Ctx, it: &Outline, form: &Form) -> Outcome<Vec<(String, String, bool)>> {
    let filter = Filter { unit: Some(it.unit.clone()), closed: true, ..Filter::default() };
    let (all, _) = store::need::list(&ctx.store, &filter, 1, NEEDS_SHOWN).await?;
    let named = |id: &str| form.values("needs").any(|n| n == id);
    let open = all.into_iter().map(|(need, _)| (need.id.to_string(), need));
    Ok(open
        .filter(|(id, need)| !need.closed || named(id))
        .map(|(id, need)| (id.clone(), need.facts.title.vi, named(&id)))
        .collect())
}

/// The same with «choose» on top.
fn chosen(say: Say, options: Options) -> Options {
    let mut all = vec![(String::new(), say.t("choose").to_owned())];
    all.extend(options);
    all
}

/// Places of today; one that is stored and no longer stands is kept, so that a look at the form changes nothing.
fn places(ctx: &Ctx, say: Say, it: &Outline) -> Options {
    let today = ctx.clock.today();
    let codes = ctx.reference.codes(today.year(), today);
    let mut all: Options = codes.places.iter().map(|(c, n)| (c.clone(), say.words(n).to_owned())).collect();
    lang::sort_by_vi(&mut all, |(_, name)| name);
    let stored = &it.facts.place;
    if !stored.is_empty() && !codes.is_place(stored) {
        let name = ctx.reference.place_name(stored);
        all.push((stored.clone(), name.map_or_else(|| stored.clone(), |n| say.words(&n).to_owned())));
    }
    chosen(say, all)
}

fn line(say: Say, form: &Form, row: usize) -> Vec<Cell> {
    let columns = ["activity", "year"].into_iter().chain(typed::AMOUNTS.map(|(column, _)| column));
    columns
        .map(|column| {
            let name = typed::line_field(row, column);
            Cell {
                label: say.t(&format!("outline-f-{column}")),
                value: form.value(&name).to_owned(),
                error: form.error(&name).map(|e| say.message(&e.message)),
                wide: column == "activity",
                name,
            }
        })
        .collect()
}

/// The outline, if the caller may change it.
pub(super) async fn writable(ctx: &Ctx, by: &Caller, code: &str) -> Outcome<Outline> {
    let it = app::load(ctx, by, code).await?;
    by.require(Action::Propose, Some(&it.unit))?;
    it.writable()?;
    Ok(it)
}

pub(super) fn filled(say: Say, facts: &OutlineFacts) -> Form {
    let fields = typed::fields(say, facts);
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    Form::filled(&pairs)
}

/// `GET /de-cuong/{code}/sua`
pub async fn page(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
) -> Outcome<Response> {
    let it = writable(&ctx, &by, &code).await?;
    let form = filled(visit.say(), &it.facts);
    show(&edit_page(&visit, &it, form, &it.facts.support).await?)
}

/// `POST /de-cuong/{code}/sua`
pub async fn save(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let it = writable(&ctx, &by, &code).await?;
    let supports: Vec<String> = posted.all("support").map(str::to_owned).collect();
    let revision = posted.get("revision").parse().unwrap_or(0);
    let mut form = Form::from(posted);
    let facts = typed::read(&mut form, &it.facts, &supports);
    if form.failed() {
        let mut shown = edit_page(&visit, &it, form, &supports).await?;
        // Still the state that the sender had before them: a conflict shows when it can be read.
        shown.revision = revision;
        return show_as(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    match app::save(&ctx, &by, &code, revision, facts.clone()).await {
        Ok(()) => Ok(redirect_done(&url::outline(&code), "outline-saved")),
        Err(Problem::Conflict(_)) => {
            let now = writable(&ctx, &by, &code).await?;
            let mut shown = edit_page(&visit, &now, form, &supports).await?;
            shown.meanwhile = Some(differing(visit.say(), &now.facts, &facts));
            show_as(StatusCode::CONFLICT, &shown)
        }
        Err(Problem::Refused(refusal)) => {
            form.refused("", &refusal);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &edit_page(&visit, &it, form, &supports).await?)
        }
        Err(other) => Err(other),
    }
}

/// Fields in which the stored outline differs from what was typed, as stored.
fn differing(say: Say, stored: &OutlineFacts, typed: &OutlineFacts) -> Options {
    let (stored, typed) = (typed::fields(say, stored), typed::fields(say, typed));
    let other = stored.into_iter().filter(|field| !typed.contains(field));
    other
        .map(|(name, value)| (label_of(say, &name), if value.is_empty() { "–".to_owned() } else { value }))
        .collect()
}

/// «Dòng 2: Tài trợ, đồng» for a line of the budget, «Dân tộc 1» for a people.
fn label_of(say: Say, field: &str) -> String {
    if let Some((row, column)) = field.strip_prefix('b').and_then(|f| f.split_once('-'))
        && let Ok(row) = row.parse::<usize>()
    {
        let line = say.f1("outline-budget-line", "n", row + 1);
        return format!("{line}: {}", say.t(&format!("outline-f-{column}")));
    }
    match field.strip_prefix("people").and_then(|n| n.parse::<usize>().ok()) {
        Some(n) => say.f1("outline-people-n", "n", n + 1),
        None => say.t(&format!("outline-f-{field}")).to_owned(),
    }
}
