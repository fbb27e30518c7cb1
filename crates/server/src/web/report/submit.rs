//! Submitting: what will happen is said first, then done, then confirmed by a receipt.
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::finding::Severity;
use domain::form::Kind;
use domain::report::{rows_of, value_of};

use super::cell::{self, Names};
use super::head::{Head, head};
use super::page::{Making, View, errors_href, finding_line, findings};
use super::table::column_title;
use super::typed::Part;
use crate::app::Caller;
use crate::app::report::{self, Opened, shown};
use crate::problem::{Outcome, Problem};
use crate::web::form::{Form, Posted};
use crate::web::page::{Page, Say, redirect, show, show_as};
use crate::web::routes::url;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "report/confirm.html")]
struct ConfirmPage {
    p: Page,
    head: Head,
    form: Form,
    warnings: Vec<String>,
    /// What submitting brings about.
    consequences: Vec<String>,
    sums: Vec<Sum>,
    last_year: Option<i16>,
    parts: Vec<(String, &'static str, String)>,
    action: String,
    back: String,
}

/// One figure that leaves the house, beside last year's.
struct Sum {
    title: String,
    now: String,
    last: Option<String>,
}

/// `GET /bao-cao/{round}/{unit}/nop`
pub async fn page(
    visit: Visit,
    by: Caller,
    Path((round, unit)): Path<(String, String)>,
) -> Outcome<Response> {
    let it = report::open(&visit.web.ctx, &by, &round, &unit).await?;
    match elsewhere(&it) {
        Some(to) => Ok(redirect(&to)),
        None => show(&confirm_page(&visit, &by, &it, Form::default())),
    }
}

/// `POST /bao-cao/{round}/{unit}/nop`
pub async fn submit(
    visit: Visit,
    by: Caller,
    Path((round, unit)): Path<(String, String)>,
    posted: Posted,
) -> Outcome<Response> {
    let ctx = &visit.web.ctx;
    let mut form = Form::from(posted);
    if form.value("duyet").is_empty() {
        form.refuse("duyet", "submit-approve-needed");
    } else {
        match report::submit(ctx, &by, &round, &unit).await {
            Ok(_) => return Ok(redirect(&url::report_receipt(&round, &unit))),
            Err(Problem::Refused(refusal)) if refusal.code == "report-has-errors" => {
                return page(visit, by, Path((round, unit))).await;
            }
            Err(Problem::Refused(refusal)) => form.refused("", &refusal),
            Err(other) => return Err(other),
        }
    }
    let it = report::open(ctx, &by, &round, &unit).await?;
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &confirm_page(&visit, &by, &it, form))
}

/// Where to go instead of confirming: to the receipt, or to what is wrong.
fn elsewhere(it: &Opened) -> Option<String> {
    if it.obligation.stage.is_open_to_unit() {
        errors_href(it)
    } else {
        Some(url::report_receipt(&it.round.terms.key, &it.obligation.unit))
    }
}

fn confirm_page(visit: &Visit, by: &Caller, it: &Opened, form: Form) -> ConfirmPage {
    let say = visit.say();
    let names = Names::new(&it.form, &it.setting);
    let all = findings(say, &names, it);
    let warnings = all.iter().filter(|f| f.severity == Severity::Warning);
    let view = View { part: Part::Narrative, check: true, after: false };
    let nav = Making::new(visit, by, it, &names, view).nav();
    ConfirmPage {
        p: visit.office("submit-title").failed_if(form.failed()),
        head: head(visit, by, it),
        warnings: warnings.map(|f| finding_line(say, &it.form, &it.report, f)).collect(),
        consequences: consequences(visit, it),
        sums: sums(say, it),
        last_year: (!it.setting.last_year.is_empty()).then_some(it.round.terms.year - 1),
        parts: nav.into_iter().map(|n| (n.text, n.tag.0, n.tag.1)).collect(),
        action: url::report_submit(&it.round.terms.key, &it.obligation.unit),
        back: url::report(&it.round.terms.key, &it.obligation.unit),
        form,
    }
}

fn consequences(visit: &Visit, it: &Opened) -> Vec<String> {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let today = ctx.clock.today();
    let last = it.obligation.last_day(&it.round.terms);
    let standing = ctx.reference.standing(today).map(|o| say.words(&o.name)).unwrap_or_default();
    let timing = match it.obligation.first_submitted_on {
        Some(on) => say.f1("submit-again", "on", on),
        None if today > last => say.f1("submit-late", "last", last),
        None => say.f1("submit-in-time", "last", last),
    };
    vec![timing, say.f1("submit-goes-to", "who", standing), say.t("submit-closes").to_owned()]
}

/// Totals of money and people that add up to the province's, table by table.
fn sums(say: Say, it: &Opened) -> Vec<Sum> {
    let mut out = Vec::new();
    for (n, table) in it.form.tables.iter().enumerate().filter(|(_, t)| t.derived.is_none()) {
        let rows = rows_of(&it.form, table, &it.report);
        for (i, column) in table.columns.iter().enumerate() {
            let leaves = column.total && (column.kind == Kind::Money || column.required);
            if !leaves || !column.print || rows.is_empty() {
                continue;
            }
            let now = rows.iter().filter_map(|r| value_of(table, r, i).int()).sum();
            let last = it.setting.last_year.get(&(table.key.clone(), column.key.clone()));
            let short = say.f1("report-table-short", "n", n + 1);
            let unit = if column.kind == Kind::Money {
                format!(" ({})", say.t("unit-million"))
            } else {
                String::new()
            };
            out.push(Sum {
                title: format!("{short} · {}{unit}", column_title(say, column)),
                now: cell::figure(say, column.kind, now),
                last: last.map(|n| cell::figure(say, column.kind, *n)),
            });
        }
    }
    out
}

#[derive(Template)]
#[template(path = "report/receipt.html")]
struct ReceiptPage {
    p: Page,
    head: Head,
    code: String,
    at: String,
    who: String,
    late: bool,
    to: String,
    /// The visitor may submit: the receipt is their own.
    own: bool,
    report: String,
    work: &'static str,
}

/// `GET /bao-cao/{round}/{unit}/bien-nhan`
pub async fn receipt(
    visit: Visit,
    by: Caller,
    Path((round, unit)): Path<(String, String)>,
) -> Outcome<Response> {
    let (say, ctx) = (visit.say(), &visit.web.ctx);
    let it = report::open(ctx, &by, &round, &unit).await?;
    let Some(sent) = shown::sent(ctx, &it).await? else { return Ok(redirect(&url::report(&round, &unit))) };
    let to = ctx.reference.standing(ctx.clock.today()).map(|o| say.words(&o.name).to_owned());
    show(&ReceiptPage {
        p: visit.office_titled(say.f1("receipt-title", "code", &sent.receipt.code)),
        head: head(&visit, &by, &it),
        code: sent.receipt.code,
        at: say.moment(ctx.clock.local(sent.at)),
        who: sent.who,
        late: sent.receipt.late,
        to: to.unwrap_or_default(),
        own: by.may(Action::SubmitReport, Some(&unit)),
        report: url::report(&round, &unit),
        work: url::WORK,
    })
}
