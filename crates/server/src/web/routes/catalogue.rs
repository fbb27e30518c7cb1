//! The catalogue of calls, for the office and for everyone.
use domain::access::Action as A;

use super::super::guard::Owner as O;
use super::super::limit::Limit;
use super::super::{alert, calls, catalogue};
use super::{Route, get, post};

#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        get("/keu-goi", A::ReadPublic, O::None, calls::list),
        get("/keu-goi/tin.atom", A::ReadPublic, O::None, calls::files::feed),
        get("/keu-goi/schema.json", A::ReadPublic, O::None, calls::files::schema),
        get("/keu-goi/phien-ban", A::ReadPublic, O::None, calls::files::versions),
        get("/keu-goi/phien-ban/{year}/{number}", A::ReadPublic, O::None, calls::files::version),
        get("/keu-goi/phien-ban/{year}/{number}/{file}", A::ReadPublic, O::None, calls::files::file),
        post("/keu-goi/theo-doi", A::ReadPublic, O::None, alert::ask).limited(Limit::SignIn),
        get("/theo-doi/{token}", A::ReadPublic, O::None, alert::look).limited(Limit::Look),
        post("/theo-doi/{token}", A::ReadPublic, O::None, alert::confirm).limited(Limit::Look),
        get("/theo-doi/thoi/{stop}", A::ReadPublic, O::None, alert::stopping).limited(Limit::Look),
        post("/theo-doi/thoi/{stop}", A::ReadPublic, O::None, alert::stop).limited(Limit::Look),
        get("/keu-goi/{code}", A::ReadPublic, O::None, calls::page::page),
        get("/danh-muc", A::ReadCatalogue, O::None, catalogue::list),
        post("/danh-muc/{year}/lap", A::WriteCatalogue, O::None, catalogue::compile),
        post("/danh-muc/{year}/trinh", A::WriteCatalogue, O::None, catalogue::submit),
        post("/danh-muc/{year}/{number}", A::PublishCatalogue, O::None, catalogue::decide),
        get("/keu-goi/{code}/tep/{id}", A::ReadPublic, O::None, catalogue::files::public),
        get("/danh-muc/goi/{code}/tep", A::ReadCatalogue, O::None, catalogue::files::list),
        post("/danh-muc/goi/{code}/tep", A::WriteCatalogue, O::None, catalogue::files::attach).limited(Limit::Upload),
        get("/danh-muc/goi/{code}/tep/{id}", A::ReadCatalogue, O::None, catalogue::files::download),
        post("/danh-muc/goi/{code}/tep/{id}", A::WriteCatalogue, O::None, catalogue::files::detach),
        get("/danh-muc/goi/{code}", A::ReadCatalogue, O::None, catalogue::call::page),
        post("/danh-muc/goi/{code}", A::WriteCatalogue, O::None, catalogue::call::save),
        post("/danh-muc/goi/{code}/tinh-trang", A::WriteCatalogue, O::None, catalogue::call::turn),
    ]
}

/// Addresses; `super::url` gives them out with all others.
pub mod url {
    use super::super::super::visit::encode;

    pub const CALLS: &str = "/keu-goi";
    pub const CALLS_FEED: &str = "/keu-goi/tin.atom";
    pub const CALLS_SCHEMA: &str = "/keu-goi/schema.json";
    pub const CALLS_VERSIONS: &str = "/keu-goi/phien-ban";
    /// Where a search is kept for letters.
    pub const ALERTS: &str = "/keu-goi/theo-doi";

    /// Where a letter's link confirms a search.
    pub fn confirm_alert(token: &str) -> String {
        format!("/theo-doi/{}", encode(token))
    }

    pub fn stop_alert(stop: &str) -> String {
        format!("/theo-doi/thoi/{}", encode(stop))
    }

    pub const CATALOGUE: &str = "/danh-muc";

    pub fn call(code: &str) -> String {
        format!("{CALLS}/{}", encode(code))
    }

    /// Calls of one place.
    pub fn calls_at(place: &str) -> String {
        format!("{CALLS}?xa={}", encode(place))
    }

    pub fn calls_version(year: i16, number: u32) -> String {
        format!("{CALLS_VERSIONS}/{year}/{number}")
    }

    pub fn calls_file(year: i16, number: u32, file: &str) -> String {
        format!("{CALLS_VERSIONS}/{year}/{number}/{}", encode(file))
    }

    pub fn catalogue(year: i16) -> String {
        format!("{CATALOGUE}?nam={year}")
    }

    pub fn catalogue_compile(year: i16) -> String {
        format!("{CATALOGUE}/{year}/lap")
    }

    pub fn catalogue_submit(year: i16) -> String {
        format!("{CATALOGUE}/{year}/trinh")
    }

    pub fn catalogue_version(year: i16, number: u32) -> String {
        format!("{CATALOGUE}/{year}/{number}")
    }

    pub fn call_edit(code: &str) -> String {
        format!("{CATALOGUE}/goi/{}", encode(code))
    }

    pub fn call_files(code: &str) -> String {
        format!("{}/tep", call_edit(code))
    }

    pub fn call_file(code: &str, id: i64) -> String {
        format!("{}/{id}", call_files(code))
    }

    pub fn public_call_file(code: &str, id: i64) -> String {
        format!("{}/tep/{id}", call(code))
    }

    pub fn call_turn(code: &str) -> String {
        format!("{CATALOGUE}/goi/{}/tinh-trang", encode(code))
    }
}
