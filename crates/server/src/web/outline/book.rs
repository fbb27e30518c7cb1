//! The form of an outline as a workbook: filled in offline, it fills in the form. Nothing is saved by sending it.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::finding::Finding;
use domain::outline::{COUNTS, MODALITIES, Outline, SUPPORT, TEXTS};
use formats::sheet::outline::{self as sheet, Book, Field};
use formats::sheet::{Limits, load};

use super::super::download::{XLSX, attached};
use super::super::form::{Form, Message, Posted};
use super::super::page::{Say, Visit, show, show_as};
use super::super::upload::Upload;
use super::edit::{EditPage, edit_page, writable};
use super::typed;
use crate::app::Caller;
use crate::ctx::Ctx;
use crate::problem::Outcome;

type Options = Vec<(String, String)>;

/// What a field is chosen from.
fn choices(ctx: &Ctx, say: Say, page: &EditPage, key: &str) -> Options {
    let some = |all: &Options| all.iter().filter(|(code, _)| !code.is_empty()).cloned().collect();
    let named = |codes: &[&str], prefix: &str| -> Options {
        codes.iter().map(|c| ((*c).to_owned(), say.t(&format!("{prefix}-{c}")).to_owned())).collect()
    };
    match key {
        "area" => some(&page.areas),
        "place" => some(&page.places),
        "modality" => named(&MODALITIES, "outline-modality"),
        "support" => named(&SUPPORT, "outline-support"),
        "environment" | "culture" => named(&["no", "yes"], "outline-harm"),
        _ if key.starts_with("people") && key != "people" => {
            let all = ctx.reference.codelists.peoples.iter().filter(|(p, _)| p.list == "1979");
            all.map(|(p, name)| (p.to_string(), say.words(name).to_owned())).collect()
        }
        _ => Vec::new(),
    }
}

/// Keys of the form in its order, but for the budget.
fn keys(form: &Form) -> Vec<String> {
    let mut out: Vec<String> = TEXTS.iter().flat_map(|f| [(*f).to_owned(), format!("{f}_en")]).collect();
    let others = [
        "area",
        "place",
        "hamlet",
        "owner",
        "owner_address",
        "modality",
        "starts",
        "ends",
        "currency",
        "rate",
        "rate_on",
        "rate_source",
        "environment",
        "environment_note",
        "culture",
        "culture_note",
    ];
    out.extend(COUNTS.iter().chain(&others).map(|f| (*f).to_owned()));
    out.extend((0..typed::peoples(form)).map(typed::people_field));
    out.extend(SUPPORT.iter().map(|s| format!("support:{s}")));
    out
}

fn field(ctx: &Ctx, say: Say, page: &EditPage, key: String) -> Field {
    if let Some(support) = key.strip_prefix("support:") {
        let on = page.supports.iter().any(|(s, _, on)| s == &support && *on);
        let label =
            format!("{}: {}", say.t("outline-f-support"), say.t(&format!("outline-support-{support}")));
        let yes = say.t("outline-book-yes").to_owned();
        let value = if on { "1".to_owned() } else { String::new() };
        return Field { key, label, value, long: false, choices: vec![("1".to_owned(), yes)] };
    }
    let number = key.strip_prefix("people").and_then(|n| n.parse::<usize>().ok());
    let label = match number {
        Some(n) => say.f1("outline-people-n", "n", n + 1),
        None => say.t(&format!("outline-f-{key}")).to_owned(),
    };
    Field {
        label,
        value: page.form.value(&key).to_owned(),
        long: TEXTS.iter().any(|f| *f != "name" && *f == key.trim_end_matches("_en")),
        choices: choices(ctx, say, page, &key),
        key,
    }
}

fn columns(say: Say) -> Options {
    let names = ["activity", "year"].into_iter().chain(typed::AMOUNTS.map(|(column, _)| column));
    names.map(|c| (c.to_owned(), say.t(&format!("outline-f-{c}")).to_owned())).collect()
}

/// `GET /de-cuong/{code}/mau.xlsx`
pub async fn template(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
) -> Outcome<Response> {
    let (it, say) = (writable(&ctx, &by, &code).await?, visit.say());
    let page = edit_page(&visit, &it, super::edit::filled(say, &it.facts), &it.facts.support).await?;
    let fields: Vec<Field> = keys(&page.form).into_iter().map(|key| field(&ctx, say, &page, key)).collect();
    let columns = columns(say);
    let line = |row: usize| -> Vec<String> {
        columns.iter().map(|(c, _)| page.form.value(&typed::line_field(row, c)).to_owned()).collect()
    };
    let lines: Vec<Vec<String>> = (0..it.facts.budget.len()).map(line).collect();
    let title = say.f1("outline-edit-of", "code", &it.code);
    let hint = say.t("outline-book-hint");
    let book = Book { title: &title, hint, fields: &fields, columns: &columns, lines: &lines };
    let bytes = sheet::write(&book).map_err(anyhow::Error::from)?;
    Ok(attached(&format!("{}.xlsx", it.code), XLSX, bytes))
}

/// `POST /de-cuong/{code}/mau`: the form with what the workbook holds, not saved.
pub async fn receive(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(code): Path<String>,
    upload: Upload,
) -> Outcome<Response> {
    let it = writable(&ctx, &by, &code).await?;
    let say = visit.say();
    let stored = || super::edit::filled(say, &it.facts);
    let read = match upload.file {
        Ok(sent) => {
            let limits = Limits::default();
            let bytes = load(sent.path(), &limits).map_err(anyhow::Error::from)?;
            bytes.and_then(|bytes| sheet::read(&bytes, &limits))
        }
        Err(finding) => Err(Box::new(finding)),
    };
    match read {
        Ok(sent) => show(&sent_page(&visit, &ctx, &it, sent).await?),
        Err(finding) => {
            let mut form = stored();
            form.refuse_with("tep", told(&finding));
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &edit_page(&visit, &it, form, &it.facts.support).await?)
        }
    }
}

fn told(finding: &Finding) -> Message {
    Message { args: finding.args.clone(), ..Message::new(&format!("finding-{}", finding.code)) }
}

/// The form as the workbook has it: labels become codes again, lines of the budget fields.
async fn sent_page(
    visit: &Visit,
    ctx: &Ctx,
    it: &Outline,
    (found, budget): sheet::Typed,
) -> Outcome<EditPage> {
    let say = visit.say();
    let before = edit_page(visit, it, super::edit::filled(say, &it.facts), &it.facts.support).await?;
    // What the workbook does not hold stays.
    let mut values: Vec<(String, String)> =
        it.facts.needs.iter().map(|n| ("needs".to_owned(), n.to_string())).collect();
    let mut supports = Vec::new();
    for (key, text) in found {
        match key.strip_prefix("support:") {
            Some(support) if !text.is_empty() => supports.push(support.to_owned()),
            Some(_) => {}
            None => {
                let choices = choices(ctx, say, &before, &key);
                let code = choices.into_iter().find(|(_, label)| lang::fold(label) == lang::fold(&text));
                values.push((key, code.map_or(text, |(code, _)| code)));
            }
        }
    }
    for (row, line) in budget.into_iter().enumerate() {
        values.extend(line.into_iter().map(|(column, text)| (typed::line_field(row, &column), text)));
    }
    let mut form = Form::from(Posted::new(values));
    // What cannot be read is told at once, at its field.
    typed::read(&mut form, &it.facts, &supports);
    let mut page = edit_page(visit, it, form, &supports).await?;
    page.from_book = true;
    Ok(page)
}
