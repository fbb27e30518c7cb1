//! What others publish that is akin to a call: near by, or of the same purpose.
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::aid::{GROUP, Kin, kin};
use domain::call::CallFacts;
use domain::place::{Place, PlaceCode};
use domain::words::Words;
use store::aid::Listed;

use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Activities that a call shows.
const MOST: usize = 5;
/// The newest activities that are looked at, of those near by and of those of the same sectors.
const LOOKED_AT: u32 = 60;
/// Answers that are kept at most; then all are made anew.
const KEPT: usize = 5_000;

/// What was found, by what was asked, as long as no file is read in: looking through all titles and places takes too long
/// for a page that everyone may open.
#[derive(Clone, Default)]
pub struct Kept(Arc<Mutex<Answers>>);

#[derive(Default)]
struct Answers {
    /// The newest file that was read when they were made.
    of: i64,
    found: HashMap<Asked, Arc<Vec<Related>>>,
}

/// Place and purposes.
type Asked = (String, Vec<String>);

/// An activity of others, and why it is shown.
pub struct Related {
    pub it: Listed,
    /// The same purpose, or one of the same group.
    pub sector: Option<bool>,
    /// Where both are.
    pub place: Option<Words>,
}

/// The most akin.
pub async fn related(ctx: &Ctx, call: &CallFacts) -> Outcome<Arc<Vec<Related>>> {
    let of = store::aid::newest_file(&ctx.store).await?;
    let asked = (call.place.clone(), call.sectors.clone());
    {
        let mut kept = ctx.related.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.of != of || kept.found.len() >= KEPT {
            *kept = Answers { of, ..Answers::default() };
        }
        if let Some(found) = kept.found.get(&asked) {
            return Ok(found.clone());
        }
    }
    let found = Arc::new(find(ctx, call).await?);
    let mut kept = ctx.related.0.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.of == of {
        kept.found.insert(asked, found.clone());
    }
    Ok(found)
}

async fn find(ctx: &Ctx, call: &CallFacts) -> Outcome<Vec<Related>> {
    let places = around(ctx, call);
    let groups: Vec<&str> = call.sectors.iter().filter_map(|s| s.get(..GROUP)).collect();
    let written: Vec<&str> = places.iter().flat_map(|p| [p.vi.as_str(), p.en.as_str()]).collect();
    let folded: Vec<String> = places.iter().map(|p| lang::fold(&p.vi)).collect();
    let titles: Vec<&str> = folded.iter().map(String::as_str).collect();
    // Apart, so that what is near is found however much there is of the same sectors.
    let mut found = store::aid::akin(&ctx.store, &[], &written, &titles, LOOKED_AT).await?;
    for (it, activity) in store::aid::akin(&ctx.store, &groups, &[], &[], LOOKED_AT).await? {
        if !found.iter().any(|(known, _)| known.id == it.id) {
            found.push((it, activity));
        }
    }
    let names = |text: &str| {
        let text = format!(" {} ", lang::fold(text));
        folded.iter().position(|name| text.contains(&format!(" {name} ")))
    };
    let mut ranked: Vec<(Kin, Listed)> =
        found.into_iter().map(|(it, activity)| (kin(&activity, &call.sectors, &names), it)).collect();
    ranked.retain(|(kin, _)| kin.rank() > 0);
    ranked.sort_by_key(|(kin, _)| Reverse(kin.rank()));
    let related = |(kin, it): (Kin, Listed)| Related {
        it,
        sector: kin.sector,
        place: kin.place.and_then(|n| places.get(n)).cloned(),
    };
    Ok(ranked.into_iter().take(MOST).map(related).collect())
}

/// Names of the call's commune, of what it was and the districts of that, and of the provinces, the nearest first.
fn around(ctx: &Ctx, call: &CallFacts) -> Vec<Words> {
    let places = &ctx.reference.places;
    let Some(own) = PlaceCode::parse(&call.place).and_then(|code| places.get(&code)) else {
        return Vec::new();
    };
    let old: Vec<&Place> = places.predecessors(&own.code).filter_map(|e| places.get(&e.old)).collect();
    let districts = old.iter().filter_map(|p| places.parent(p));
    let provinces = std::iter::once(own).chain(old.iter().copied()).map(|p| places.province(p));
    let all = std::iter::once(own).chain(old.iter().copied()).chain(districts).chain(provinces);
    let mut out: Vec<Words> = Vec::new();
    // A numbered ward is found in every number.
    for name in all.map(|p| &p.name).filter(|n| n.vi.chars().any(char::is_alphabetic)) {
        if !out.contains(name) {
            out.push(name.clone());
        }
    }
    out
}
