//! Each clause of the plan with what answers it.
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::plan::{Answer, AnswerKind, Plan};

use super::super::page::{Page, Visit, show};
use super::super::routes::url;
use super::{Tab, anchor, answer_key, tabs};
use crate::app::plan;
use crate::ctx::Ctx;
use crate::problem::Outcome;

struct AnswerLine {
    kind: &'static str,
    /// Deliberately nothing.
    none: bool,
    words: String,
    href: String,
}

struct Clause {
    id: String,
    reference: String,
    answers: Vec<AnswerLine>,
}

#[derive(Template)]
#[template(path = "plan/clauses.html")]
struct ClausesPage {
    p: Page,
    tabs: Vec<Tab>,
    number: String,
    clauses: Vec<Clause>,
}

/// `GET /ke-hoach/dieu-khoan`
pub async fn page(visit: Visit, State(ctx): State<Ctx>) -> Outcome<Response> {
    let plan = plan::current(&ctx, ctx.clock.today())?;
    let say = visit.say();
    let clauses = plan.clauses.iter().map(|c| Clause {
        id: anchor("m", c.reference.as_str()),
        reference: c.reference.to_string(),
        answers: plan
            .answers_to(&c.reference)
            .map(|a| AnswerLine {
                kind: say.t(answer_key(a.kind)),
                none: a.kind == AnswerKind::NoDuty,
                words: say.words(a.words).to_owned(),
                href: href(plan, &a),
            })
            .collect(),
    });
    show(&ClausesPage {
        p: visit.office("plan-clauses"),
        tabs: tabs(say, url::PLAN_CLAUSES),
        number: plan.number.clone(),
        clauses: clauses.collect(),
    })
}

/// Where the answer stands.
fn href(plan: &Plan, answer: &Answer<'_>) -> String {
    let id = match answer.kind {
        AnswerKind::Objective => "muc-tieu".to_owned(),
        AnswerKind::Area => "linh-vuc".to_owned(),
        AnswerKind::Fund => "nguon-von".to_owned(),
        AnswerKind::Report => "bao-cao".to_owned(),
        AnswerKind::NoDuty => return String::new(),
        AnswerKind::Duty => {
            let duty = plan.duties.iter().find(|d| &d.clause == answer.clause && &d.title == answer.words);
            return duty.map_or_else(String::new, |d| url::duty(&d.id));
        }
    };
    format!("{}#{id}", url::PLAN)
}
