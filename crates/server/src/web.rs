//! Pages. Reads may go to the store; writes go only through `app`.
//!
//! Reading order: [`routes`] is the table of contents, [`guard`] stands before every handler,
//! [`visit`] is what a handler is given, [`page`] what it answers with.
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{FromRef, Request};
use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use domain::place::Place;
use domain::round::RoundKind;
use domain::words::Words;
use jiff::civil::Date;
use tokio::sync::OnceCell;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;

use self::limit::{Buckets, Limit};
use crate::ctx::Ctx;
use crate::problem::Outcome;

pub mod aid;
mod alert;
pub mod assets;
mod calls;
mod catalogue;
pub mod error;
pub mod form;
mod grant_element;
pub mod guard;
mod guidance;
pub mod headers;
pub mod iati_check;
mod iati_export;
pub mod intake;
mod interest;
pub mod limit;
mod listing;
mod map;
mod money;
mod need;
pub mod page;
mod pager;
pub mod report;
pub mod routes;
mod say;
pub mod session;
pub mod upload;
pub mod visit;
pub mod work;

mod account;
mod audit;
mod consolidation;
mod donor;
mod dossier;
pub mod download;
mod engagement;
mod foreign;
mod health;
mod outline;
mod people;
mod plan;
mod procedure;
mod programme;
mod project;
mod public;
mod round;
mod sign_in;

/// How long the menu may lead to the round before.
const ROUND_KEPT: Duration = Duration::from_secs(30);

/// What all requests share. Cheap to clone.
#[derive(Clone)]
pub struct Web(Arc<Shared>);

pub struct Shared {
    pub ctx: Ctx,
    /// Province of the plan's units, for the line under the mark.
    pub province: Words,
    /// Name of the standing agency, and the day it was looked up.
    standing: Mutex<Option<(Date, Words)>>,
    /// Key of the newest yearly round, and when it was looked up.
    round: Mutex<Option<(Instant, String)>>,
    /// Whether this instance holds demonstration figures; asked once.
    demo: OnceCell<bool>,
    sign_ins: Buckets,
    uploads: Buckets,
    /// Files of everyone: sent, looked at, asked about by programs.
    looks: Buckets,
    published: public::Kept,
    iati: iati_check::Desk,
    iati_files: iati_export::Kept,
}

impl Deref for Web {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl FromRef<Web> for Ctx {
    fn from_ref(web: &Web) -> Ctx {
        web.ctx.clone()
    }
}

impl Web {
    fn new(ctx: Ctx) -> Self {
        let province = province(&ctx);
        let iati = iati_check::Desk::new(&ctx.config);
        Self(Arc::new(Shared {
            ctx,
            province,
            standing: Mutex::default(),
            round: Mutex::default(),
            demo: OnceCell::new(),
            // An office shares one address: thirty people may sign in at eight in the morning.
            sign_ins: Buckets::new(30, Duration::from_secs(3)),
            uploads: Buckets::new(30, Duration::from_secs(2)),
            looks: Buckets::new(240, Duration::from_secs(1)),
            published: public::Kept::default(),
            iati,
            iati_files: iati_export::Kept::default(),
        }))
    }

    async fn learn_demo(&self) -> Outcome<()> {
        let ask = || async {
            Ok::<_, store::StoreError>(store::setting::get(&self.ctx.store, "demo").await?.is_some())
        };
        self.demo.get_or_try_init(ask).await?;
        Ok(())
    }

    /// Looks up the newest yearly round for the menu, twice a minute at most.
    async fn learn_round(&self) -> Outcome<()> {
        let fresh = |kept: &(Instant, String)| kept.0.elapsed() < ROUND_KEPT;
        let is_fresh = self.round.lock().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(fresh);
        if !is_fresh {
            let rounds = store::round::list(&self.ctx.store).await?;
            let newest = rounds.into_iter().find(|r| r.terms.kind == RoundKind::Annual);
            let key = newest.map_or_else(|| self.ctx.clock.today().year().to_string(), |r| r.terms.key);
            *self.round.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), key));
        }
        Ok(())
    }

    /// Key of the round that the menu leads to: the newest, or this year's when there is none.
    fn round(&self) -> String {
        let kept = self.round.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().map_or_else(|| self.ctx.clock.today().year().to_string(), |(_, key)| key.clone())
    }

    fn is_demo(&self) -> bool {
        self.demo.get().copied().unwrap_or(false)
    }

    /// Name of the standing agency of today. Every public page shows it, and looking it up is a walk
    /// through all seats, so it is kept for the day.
    fn standing(&self) -> Words {
        let today = self.ctx.clock.today();
        let mut kept = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_none_or(|(day, _)| *day != today) {
            let name = self.ctx.reference.standing(today).map(|o| o.name.clone());
            *kept = Some((today, name.unwrap_or_default()));
        }
        kept.as_ref().map(|(_, name)| name.clone()).unwrap_or_default()
    }

    /// Takes one try, or says after how many seconds there will be one.
    fn take(&self, limit: Limit, who: IpAddr, now: Instant) -> Result<(), u64> {
        match limit {
            Limit::None => Ok(()),
            Limit::SignIn => self.sign_ins.take(who, now),
            Limit::Upload => self.uploads.take(who, now),
            Limit::Look => self.looks.take(who, now),
        }
    }
}

/// The province that the reporting units of today lie in.
fn province(ctx: &Ctx) -> Words {
    let reference = &ctx.reference;
    let units = reference.organisations.reporting_units(ctx.clock.today());
    let place = units.iter().filter_map(|o| o.place.as_ref()).find_map(|code| reference.places.get(code));
    place.map(|p| Place::full_name(reference.places.province(p))).unwrap_or_default()
}

/// All pages of an instance. Serve it with `into_make_service_with_connect_info::<SocketAddr>()`,
/// so that tries are counted by address.
pub fn router(ctx: Ctx) -> Router {
    let transport = headers::Transport { https: ctx.config.https };
    let web = Web::new(ctx);
    let mut router = Router::new();
    for route in routes::table() {
        router = route.mount(router, &web);
    }
    router
        .fallback(error::not_found)
        .with_state(web.clone())
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::custom(|_| error::bare(StatusCode::INTERNAL_SERVER_ERROR)))
        .layer(from_fn_with_state(web, error::around))
        .layer(compression())
        .layer(from_fn(one_vary))
        .layer(from_fn_with_state(transport, headers::protect))
}

/// Marks an answer that is sent while it is made. Compressing would hold its pieces back.
#[derive(Clone, Copy)]
struct SentInPieces;

/// Documents and workbooks are compressed files already.
fn compression() -> CompressionLayer<impl Predicate> {
    let whole =
        |_: StatusCode, _: Version, _: &HeaderMap, marks: &Extensions| marks.get::<SentInPieces>().is_none();
    let worth = DefaultPredicate::new()
        .and(whole)
        .and(NotForContentType::new("application/vnd.openxmlformats"))
        .and(NotForContentType::new("application/pdf"));
    CompressionLayer::new().quality(CompressionLevel::Precise(5)).compress_when(worth)
}

/// One `Vary` header instead of several, which some caches read only the first of.
async fn one_vary(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let all: Vec<_> =
        response.headers().get_all(header::VARY).iter().filter_map(|v| v.to_str().ok()).collect();
    if all.len() > 1
        && let Ok(one) = all.join(", ").parse()
    {
        response.headers_mut().insert(header::VARY, one);
    }
    response
}
