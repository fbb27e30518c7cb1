//! The directory of donors: who they are by every list that asks; one donor is in the file beside.
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::access::Action;
use domain::donor::{Donor, DonorFacts, PLAN_KINDS};
use jiff::civil::Date;

use super::page::{Page, Say, Visit, show};
use super::pager::Pager;
use super::routes::url;
use crate::app::Caller;
use crate::ctx::Ctx;
use crate::problem::Outcome;

pub mod edit;
pub mod page;

const ROWS: usize = 30;

struct Line {
    href: String,
    code: String,
    name: String,
    kind: &'static str,
    country: String,
    identifiers: String,
    /// Its registration ends soon or has ended.
    watch: Option<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "donor/list.html")]
struct ListPage {
    p: Page,
    q: String,
    kind: String,
    kinds: Vec<(String, String)>,
    lines: Vec<Line>,
    pager: Pager,
    can_add: bool,
}

/// `GET /nha-tai-tro?q=…&loai=ngo`
pub async fn list(visit: Visit, by: Caller, State(ctx): State<Ctx>) -> Outcome<Response> {
    let say = visit.say();
    let (q, kind) = (lang::fold(&visit.query("q")), visit.query("loai"));
    let mut all = store::donor::all(&ctx.store).await?;
    all.retain(|d| {
        let text = lang::fold(&format!(
            "{} {} {} {}",
            d.code,
            d.facts.name.vi,
            d.facts.name.en,
            country(&ctx, say, &d.facts.country)
        ));
        q.split_whitespace().all(|w| text.contains(w)) && (kind.is_empty() || d.facts.kinds.plan == kind)
    });
    lang::sort_by_vi(&mut all, |d| &d.facts.name.vi);
    let pager = Pager::new(&visit, all.len(), ROWS);
    let today = ctx.clock.today();
    show(&ListPage {
        p: visit.office("donors"),
        q: visit.query("q"),
        kind,
        kinds: options(say, "donor-kind", &PLAN_KINDS, "donor-kind-any"),
        lines: pager.of(&all).iter().map(|d| line(&ctx, say, d, today)).collect(),
        pager,
        can_add: by.may(Action::ManageDonors, None),
    })
}

fn options(say: Say, prefix: &str, values: &[&str], none: &str) -> Vec<(String, String)> {
    let mut out = vec![(String::new(), say.t(none).to_owned())];
    out.extend(values.iter().map(|v| ((*v).to_owned(), say.t(&format!("{prefix}-{v}")).to_owned())));
    out
}

fn line(ctx: &Ctx, say: Say, it: &Donor, today: Date) -> Line {
    let facts = &it.facts;
    Line {
        href: url::donor(&it.code),
        code: it.code.clone(),
        name: facts.name.vi.clone(),
        kind: say.t(&format!("donor-kind-{}", facts.kinds.plan)),
        country: country(ctx, say, &facts.country),
        identifiers: facts.identifiers.iter().map(|i| i.id.as_str()).collect::<Vec<_>>().join(", "),
        watch: watch(say, facts, today),
    }
}

/// Name of a country; a code that no list has stands for itself.
pub(super) fn country(ctx: &Ctx, say: Say, code: &str) -> String {
    let name = ctx.reference.codelists.country(code);
    name.map_or_else(|| code.to_owned(), |w| say.words(w).to_owned())
}

/// A registration that ends within the days it is watched, or has ended.
fn watch(say: Say, facts: &DonorFacts, today: Date) -> Option<(&'static str, String)> {
    let registration = facts.registration.as_ref()?;
    let (left, on) = (registration.ends_soon(today)?, registration.expires_on?);
    Some(match left {
        ..0 => ("bad", say.f1("donor-registration-ended", "on", on)),
        _ => ("warn", say.f1("donor-registration-ends", "on", on)),
    })
}
