//! The yearly proposals and their outlines.
use domain::access::Action as A;

use super::super::limit::Limit;
use super::super::{listing, outline};
use super::guard::Owner as O;
use super::{Route, get, post};

#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        get("/de-xuat", A::ReadProposals, O::Record, outline::list),
        post("/de-xuat", A::ReviewProposals, O::None, outline::open),
        get("/de-xuat/{year}", A::ReadProposals, O::None, outline::round),
        post("/de-xuat/{year}/dong", A::ReviewProposals, O::None, outline::close),
        get("/de-xuat/{year}/danh-muc", A::ReviewProposals, O::None, listing::list),
        post("/de-xuat/{year}/danh-muc", A::ReviewProposals, O::None, listing::receive).limited(Limit::Upload),
        get("/danh-muc-nhap/{id}", A::ReviewProposals, O::None, listing::columns),
        post("/danh-muc-nhap/{id}", A::ReviewProposals, O::None, listing::name),
        get("/danh-muc-nhap/{id}/xem", A::ReviewProposals, O::None, listing::look),
        post("/danh-muc-nhap/{id}/xem", A::ReviewProposals, O::None, listing::decide),
        post("/danh-muc-nhap/{id}/hoan-tac", A::ReviewProposals, O::None, listing::undo),
        get("/de-xuat/{year}/{unit}", A::ReadProposals, O::Unit, outline::own),
        post("/de-xuat/{year}/{unit}", A::Propose, O::Unit, outline::begin),
        get("/de-cuong/{code}", A::ReadProposals, O::Record, outline::page::page),
        get("/de-cuong/{code}/sua", A::Propose, O::Record, outline::edit::page),
        post("/de-cuong/{code}/sua", A::Propose, O::Record, outline::edit::save),
        get("/de-cuong/{code}/mau.xlsx", A::Propose, O::Record, outline::book::template),
        post("/de-cuong/{code}/mau", A::Propose, O::Record, outline::book::receive).limited(Limit::Upload),
        post("/de-cuong/{code}/gui", A::Propose, O::Record, outline::page::submit),
        get("/de-cuong/{code}/bien-nhan", A::ReadProposals, O::Record, outline::page::receipt),
        post("/de-cuong/{code}/xem-xet", A::ReviewProposals, O::None, outline::page::review),
    ]
}

/// Addresses; `super::url` gives them out with all others.
pub mod url {
    use domain::ids::ListingId;

    use super::super::super::visit::encode;

    /// Rounds; a unit is led to its own outlines.
    pub const PROPOSALS: &str = "/de-xuat";

    /// Who has proposed in a year.
    pub fn proposals(year: i16) -> String {
        format!("{PROPOSALS}/{year}")
    }

    pub fn proposals_close(year: i16) -> String {
        format!("{PROPOSALS}/{year}/dong")
    }

    /// An office's own lists of projects on their way into the outlines of a year.
    pub fn listings(year: i16) -> String {
        format!("{PROPOSALS}/{year}/danh-muc")
    }

    /// Which column of a list is which field.
    pub fn listing(id: ListingId) -> String {
        format!("/danh-muc-nhap/{id}")
    }

    /// What a list would change.
    pub fn listing_preview(id: ListingId) -> String {
        format!("/danh-muc-nhap/{id}/xem")
    }

    pub fn listing_undo(id: ListingId) -> String {
        format!("/danh-muc-nhap/{id}/hoan-tac")
    }

    /// A unit's own outlines of a year.
    pub fn own_outlines(year: i16, unit: &str) -> String {
        format!("{PROPOSALS}/{year}/{unit}")
    }

    pub fn outline(code: &str) -> String {
        format!("/de-cuong/{}", encode(code))
    }

    pub fn outline_edit(code: &str) -> String {
        format!("{}/sua", outline(code))
    }

    pub fn outline_book(code: &str) -> String {
        format!("{}/mau.xlsx", outline(code))
    }

    /// Where a filled-in workbook goes.
    pub fn outline_book_send(code: &str) -> String {
        format!("{}/mau", outline(code))
    }

    pub fn outline_submit(code: &str) -> String {
        format!("{}/gui", outline(code))
    }

    pub fn outline_receipt(code: &str) -> String {
        format!("{}/bien-nhan", outline(code))
    }

    pub fn outline_review(code: &str) -> String {
        format!("{}/xem-xet", outline(code))
    }
}
