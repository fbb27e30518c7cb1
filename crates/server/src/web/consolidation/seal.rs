//! Sealing: a page that says what will be frozen, then the seal.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::super::form::{Form, Posted};
use super::super::page::{Page, Visit, redirect_done, show, show_as};
use super::super::routes::url;
use crate::app::Caller;
use crate::app::consolidation;
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

#[derive(Template)]
#[template(path = "consolidation/seal.html")]
struct SealPage {
    p: Page,
    key: String,
    round: String,
    obstacles: Vec<(&'static str, usize)>,
    units: usize,
    excused: Vec<(String, String)>,
    figures: usize,
    sections: usize,
    next: u32,
    form: Form,
}

impl SealPage {
    fn obstacle(&self, what: &str, n: &usize) -> String {
        super::obstacle(*self.p, what, *n)
    }
}

async fn seal_page(visit: &Visit, by: &Caller, key: &str, form: Form) -> Outcome<SealPage> {
    let ctx = &visit.web.ctx;
    let desk = consolidation::desk(ctx, by, key).await?;
    let say = visit.say();
    let p = visit.office("consolidation-seal").failed_if(form.failed());
    let content = consolidation::light(ctx, &desk, p.demo);
    let excused = desk.units.iter().filter_map(|u| Some((u.name.clone(), u.excused.clone()?)));
    Ok(SealPage {
        round: say.words(&desk.round.terms.title).to_owned(),
        obstacles: content.obstacles(),
        units: desk.units.len(),
        excused: excused.collect(),
        figures: desk.figures.len(),
        sections: desk.sections.iter().filter(|s| !s.text.trim().is_empty()).count(),
        next: desk.seals.first().map_or(1, |m| m.seal.version + 1),
        key: key.to_owned(),
        form,
        p,
    })
}

/// `GET /tong-hop/{round}/niem-phong`
pub async fn page(visit: Visit, by: Caller, Path(key): Path<String>) -> Outcome<Response> {
    show(&seal_page(&visit, &by, &key, Form::default()).await?)
}

/// `POST /tong-hop/{round}/niem-phong`
pub async fn seal(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path(key): Path<String>,
    posted: Posted,
) -> Outcome<Response> {
    let mut form = Form::from(posted);
    match consolidation::seal(&ctx, &by, &key, form.value("reason")).await {
        Ok((seal, _)) => Ok(redirect_done(&url::version(&key, seal.version), "sealed")),
        Err(Problem::Refused(refusal)) => {
            let field = if refusal.code == "seal-reason-needed" { "reason" } else { "" };
            form.refused(field, &refusal);
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &seal_page(&visit, &by, &key, form).await?)
        }
        Err(other) => Err(other),
    }
}
