//! A unit's report: filled in part by part, checked, submitted; read and reviewed by others.
//!
//! One part stands on a page (`?bieu=B4`), so that a report of eight tables stays light. Saving
//! writes the part that was shown into the newest state; what someone else has saved meanwhile is
//! merged cell by cell, and where both changed the same cell the sender chooses ([`conflict`]).
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::finding::any_error;

use crate::app::Caller;
use crate::app::{intake, report};
use crate::problem::{Outcome, Problem};

use super::download::XLSX;
use super::form::Posted;
use super::page::{redirect, redirect_done, show};
use super::routes::url;
use super::visit::Visit;

pub mod cell;
pub mod conflict;
pub mod diff;
pub mod head;
pub mod history;
pub mod page;
pub mod review;
pub mod submit;
pub mod table;
pub mod typed;

use cell::Names;
use conflict::{Draft, Settled};
use page::{Making, View};
use typed::{Part, TypedTable};

/// `GET /bao-cao/{round}/{unit}`
pub async fn page(
    visit: Visit,
    by: Caller,
    Path((round, unit)): Path<(String, String)>,
) -> Outcome<Response> {
    let it = report::open(&visit.web.ctx, &by, &round, &unit).await?;
    let names = Names::new(&it.form, &it.setting);
    show(&Making::new(&visit, &by, &it, &names, View::of(&visit, &it)).page().await?)
}

/// `POST /bao-cao/{round}/{unit}`: one part, as it was typed.
pub async fn save(
    visit: Visit,
    by: Caller,
    Path((round, unit)): Path<(String, String)>,
    posted: Posted,
) -> Outcome<Response> {
    let mut tries = 0;
    loop {
        match write(&visit, &by, (&round, &unit), &posted).await {
            // Someone saved between reading and writing: look again at what both sides changed.
            Err(Problem::Conflict(_)) if tries < 3 => tries += 1,
            other => return other,
        }
    }
}

async fn write(
    visit: &Visit,
    by: &Caller,
    (round, unit): (&str, &str),
    posted: &Posted,
) -> Outcome<Response> {
    let it = report::open(&visit.web.ctx, by, round, unit).await?;
    let names = Names::new(&it.form, &it.setting);
    let draft = Draft::read(visit, &it, &names, posted).await?;
    if posted.get("viec") == "them" {
        return one_more_row(visit, by, &draft).await;
    }
    let merged = match draft.settle() {
        Settled::Merged(merged) => merged,
        Settled::Asks(changes) => return conflict::ask(visit, by, &draft, changes).await,
    };
    let submits = posted.get("viec") == "nop";
    let check = submits || !posted.get("kiem").is_empty();
    report::save(&visit.web.ctx, by, round, unit, it.obligation.revision, merged).await?;
    after_save(visit, by, (round, unit), &draft.part, check, submits).await
}

/// Back to the part; or on to the confirmation when a check was asked for and nothing is wrong.
async fn after_save(
    visit: &Visit,
    by: &Caller,
    (round, unit): (&str, &str),
    part: &Part,
    check: bool,
    submits: bool,
) -> Outcome<Response> {
    let back = page::part_href(round, unit, part.name(), check);
    if !submits {
        return Ok(redirect_done(&back, "report-saved"));
    }
    let it = report::open(&visit.web.ctx, by, round, unit).await?;
    let findings = it.setting.check(&it.form, it.round.terms.window, &it.report);
    let to = if any_error(&findings) { back } else { url::report_submit(round, unit) };
    Ok(redirect(&to))
}

/// The table as it was typed, with one more row. Nothing is written.
async fn one_more_row(visit: &Visit, by: &Caller, draft: &Draft<'_>) -> Outcome<Response> {
    let Part::Table(key) = &draft.part else { return Ok(redirect(&visit.path)) };
    let Some(table) = draft.it.form.table(key) else { return Ok(redirect(&visit.path)) };
    let say = draft.say;
    let typed = TypedTable::read(say, draft.names, table, draft.base.rows(key), draft.posted);
    let view = View { part: draft.part.clone(), check: !draft.posted.get("kiem").is_empty(), after: false };
    let making = Making::new(visit, by, draft.it, draft.names, view);
    show(&making.with_row(key, typed, draft.posted.get("ban").to_owned()).await?)
}

/// `GET /bao-cao/{round}/{unit}/mau.xlsx`: the unit's workbook, filled in as far as is known.
pub async fn workbook(
    visit: Visit,
    by: Caller,
    Path((round, unit)): Path<(String, String)>,
) -> Outcome<Response> {
    let bytes = intake::template(&visit.web.ctx, &by, &round, &unit).await?;
    let name = format!("bao-cao-{round}-{unit}.xlsx");
    let full = format!("Báo cáo {round} - {}.xlsx", visit.web.ctx.reference.name_of(&unit));
    let place = format!("attachment; filename=\"{}\"; filename*=UTF-8''{}", ascii(&name), percent(&full));
    Ok(([(header::CONTENT_TYPE, XLSX.to_owned()), (header::CONTENT_DISPOSITION, place)], bytes)
        .into_response())
}

/// For programs that know no other encoding of a file's name.
fn ascii(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') { c } else { '_' }).collect()
}

/// RFC 5987, `ext-value`: everything but `attr-char` as percent and two digits.
fn percent(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_with_marks_is_encoded_for_a_header() {
        assert_eq!(percent("Báo cáo.xlsx"), "B%C3%A1o%20c%C3%A1o.xlsx");
        assert_eq!(ascii("bao-cao-2025\"\r\n.xlsx"), "bao-cao-2025___.xlsx");
    }
}
