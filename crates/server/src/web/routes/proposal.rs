//! The yearly proposals and their outlines.
use domain::access::Action as A;

use super::super::outline;
use super::guard::Owner as O;
use super::{Route, get, post};

#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        get("/de-xuat", A::ReadProposals, O::Record, outline::list),
        post("/de-xuat", A::ReviewProposals, O::None, outline::open),
        get("/de-xuat/{year}", A::ReadProposals, O::None, outline::round),
        post("/de-xuat/{year}/dong", A::ReviewProposals, O::None, outline::close),
        get("/de-xuat/{year}/{unit}", A::ReadProposals, O::Unit, outline::own),
        post("/de-xuat/{year}/{unit}", A::Propose, O::Unit, outline::begin),
        get("/de-cuong/{code}", A::ReadProposals, O::Record, outline::page::page),
        get("/de-cuong/{code}/sua", A::Propose, O::Record, outline::edit::page),
        post("/de-cuong/{code}/sua", A::Propose, O::Record, outline::edit::save),
        post("/de-cuong/{code}/gui", A::Propose, O::Record, outline::page::submit),
        get("/de-cuong/{code}/bien-nhan", A::ReadProposals, O::Record, outline::page::receipt),
        post("/de-cuong/{code}/xem-xet", A::ReviewProposals, O::None, outline::page::review),
    ]
}

/// Addresses; `super::url` gives them out with all others.
pub mod url {
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
