//! Which column of a list is which field.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::ListingId;
use domain::outline::listing::{FIELDS, Mapping, SCALES};
use formats::sheet::listing::{Glimpse, headings};
use store::listing::State as Stage;

use crate::app::Caller;
use crate::app::listing::{self as app, Keep, Look};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};
use crate::web::form::{Form, Posted};
use crate::web::page::{Page, Visit, redirect, show, show_as};
use crate::web::routes::url;

/// Rows below the headings that show what a column holds.
const SAMPLES: usize = 3;

/// A column of the file.
struct Column {
    heading: String,
    samples: Vec<String>,
    /// Name of its drop-down.
    field: String,
}

/// A row that may be the one with the headings.
struct Row {
    number: u32,
    text: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "listing/columns.html")]
struct ColumnsPage {
    p: Page,
    id: ListingId,
    year: i16,
    round: String,
    file: String,
    sheets: Vec<(String, String)>,
    rows: Vec<Row>,
    kept: Vec<(String, String)>,
    chosen: Form,
    columns: Vec<Column>,
    fields: Vec<(String, String)>,
    scales: Vec<(String, String)>,
    units: Vec<(String, String)>,
    form: Form,
}

fn drop_down(n: usize) -> String {
    format!("cot-{n}")
}

/// `GET /danh-muc-nhap/{id}?trang=…&hang=…&mau=…`
pub async fn columns(visit: Visit, by: Caller, Path(id): Path<i64>) -> Outcome<Response> {
    let (sheet, header, kept) = (visit.query("trang"), visit.query("hang").parse().ok(), visit.query("mau"));
    let seen = app::look(&visit.web.ctx, &by, ListingId(id), &sheet, header, &kept).await?;
    if seen.listing.state != Stage::Pending {
        return Ok(redirect(&url::listings(seen.listing.year)));
    }
    let form = filled(&seen, &kept);
    show(&page(&visit, &seen, form, kept))
}

/// The sheet that a mapping speaks of.
fn sheet_of(seen: &Look) -> Option<&Glimpse> {
    let named = seen.sheets.iter().find(|s| s.sheet == seen.mapping.sheet);
    named.or_else(|| seen.sheets.first())
}

/// Headings of the mapping's row; none when that row is empty.
fn headings_of(seen: &Look) -> Vec<String> {
    let row = sheet_of(seen).and_then(|s| s.rows.iter().find(|(n, _)| *n == seen.mapping.header));
    row.map(|(_, cells)| headings(cells)).unwrap_or_default()
}

/// The form as the mapping has it.
fn filled(seen: &Look, name: &str) -> Form {
    let mapping = &seen.mapping;
    let mut values = vec![
        ("money".to_owned(), mapping.money.to_string()),
        ("unit".to_owned(), mapping.unit.clone()),
        ("keep".to_owned(), name.to_owned()),
    ];
    for (n, heading) in headings_of(seen).iter().enumerate() {
        let field = mapping.columns.iter().find(|(_, h)| lang::fold(h) == lang::fold(heading));
        values.push((drop_down(n), field.map(|(f, _)| f.clone()).unwrap_or_default()));
    }
    Form::from(Posted::new(values))
}

fn page(visit: &Visit, seen: &Look, form: Form, kept: String) -> ColumnsPage {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let mapping = &seen.mapping;
    let rows = sheet_of(seen).map(|s| s.rows.as_slice()).unwrap_or_default();
    let below: Vec<&(u32, Vec<String>)> = rows.iter().filter(|(n, _)| *n > mapping.header).collect();
    let column = |(n, heading): (usize, String)| {
        let cells = below.iter().filter_map(|(_, cells)| cells.get(n)).filter(|c| !c.is_empty());
        Column { heading, samples: cells.take(SAMPLES).cloned().collect(), field: drop_down(n) }
    };
    let choose = || (String::new(), say.t("listing-no-field").to_owned());
    let fields = FIELDS.iter().map(|f| ((*f).to_owned(), say.t(&format!("outline-f-{f}")).to_owned()));
    let units = ctx.reference.organisations.reporting_units(ctx.clock.today());
    let units = units.into_iter().map(|o| (o.code.clone(), o.short_vi.clone()));
    let pairs = |names: Vec<String>| names.into_iter().map(|n| (n.clone(), n)).collect::<Vec<_>>();
    let mut names = pairs(seen.kept.keys().cloned().collect());
    names.insert(0, (String::new(), say.t("listing-guess").to_owned()));
    ColumnsPage {
        p: visit.office("listing-columns").failed_if(form.failed()),
        id: seen.listing.id,
        year: seen.listing.year,
        round: say.f1("proposal-year", "year", seen.listing.year.to_string()),
        file: seen.listing.file_name.clone(),
        sheets: pairs(seen.sheets.iter().map(|s| s.sheet.clone()).collect()),
        rows: rows.iter().map(|(n, cells)| row(*n, cells, mapping)).collect(),
        kept: names,
        chosen: Form::from(Posted::new(vec![("trang".into(), mapping.sheet.clone()), ("mau".into(), kept)])),
        columns: headings_of(seen).into_iter().enumerate().map(column).collect(),
        fields: std::iter::once(choose()).chain(fields).collect(),
        scales: SCALES
            .iter()
            .map(|s| (s.to_string(), say.t(&format!("listing-money-{s}")).to_owned()))
            .collect(),
        units: std::iter::once((String::new(), say.t("listing-no-unit").to_owned())).chain(units).collect(),
        form,
    }
}

fn row(number: u32, cells: &[String], mapping: &Mapping) -> Row {
    let filled: Vec<&str> = cells.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
    let mut text = filled.join(" | ");
    if let Some((end, _)) = text.char_indices().nth(90) {
        text.truncate(end);
        text.push('…');
    }
    Row { number, text, chosen: number == mapping.header }
}

/// `POST /danh-muc-nhap/{id}`: names the columns.
pub async fn name(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(id): Path<i64>,
    posted: Posted,
) -> Outcome<Response> {
    let id = ListingId(id);
    let header = posted.get("hang").parse().ok();
    let mut seen = app::look(&ctx, &by, id, posted.get("trang"), header, "").await?;
    let mut form = Form::from(posted);
    let mut mapping = Mapping {
        money: form.value("money").parse().unwrap_or(0),
        unit: form.value("unit").to_owned(),
        columns: std::collections::BTreeMap::new(),
        ..seen.mapping.clone()
    };
    for (n, heading) in headings_of(&seen).into_iter().enumerate() {
        let field = form.value(&drop_down(n)).to_owned();
        if field.is_empty() || !FIELDS.contains(&field.as_str()) {
            continue;
        }
        if mapping.columns.insert(field, heading).is_some() {
            form.refuse(&drop_down(n), "listing-field-twice");
        }
    }
    for field in mapping.lacks() {
        form.refuse("", if field == "name" { "listing-name-unmapped" } else { "listing-place-unmapped" });
    }
    if !form.failed() {
        let keep = Keep { name: form.value("keep"), from: form.value("mau") };
        match app::map(&ctx, &by, id, mapping.clone(), keep).await {
            Ok(()) => return Ok(redirect(&url::listing_preview(id))),
            Err(Problem::Refused(refusal)) => form.refused("keep", &refusal),
            Err(other) => return Err(other),
        }
    }
    seen.mapping = mapping;
    let kept = form.value("mau").to_owned();
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page(&visit, &seen, form, kept))
}
