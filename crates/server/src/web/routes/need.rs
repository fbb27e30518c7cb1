//! Needs; procedures as everyone of the office reads them.
use domain::access::Action as A;

use super::super::guard::Owner as O;
use super::super::limit::Limit;
use super::super::{grant_element, need, procedure};
use super::{Route, get, post};

#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        get("/nhu-cau", A::ReadProposals, O::Record, need::list),
        get("/nhu-cau/moi", A::Propose, O::Record, need::new),
        post("/nhu-cau/moi", A::Propose, O::Record, need::add),
        get("/nhu-cau/{id}", A::ReadProposals, O::Record, need::page),
        post("/nhu-cau/{id}", A::Propose, O::Record, need::change),
        get("/nhu-cau/{id}/sua", A::Propose, O::Record, need::edit),
        post("/nhu-cau/{id}/dong", A::Propose, O::Record, need::close),
        post("/nhu-cau/{id}/tep", A::Propose, O::Record, need::attach).limited(Limit::Upload),
        get("/nhu-cau/{id}/tep/{file}", A::ReadProposals, O::Record, need::file),
        get("/quy-trinh", A::ReadPlan, O::None, procedure::list),
        get("/quy-trinh/{rules}", A::ReadPlan, O::None, procedure::page),
        get("/quy-trinh/{rules}/so-do.svg", A::ReadPlan, O::None, procedure::diagram),
        get("/quy-trinh/{rules}/sua", A::ManageRules, O::None, procedure::edit::page),
        post("/quy-trinh/{rules}/xac-nhan", A::ManageRules, O::None, procedure::edit::confirm),
        post("/quy-trinh/{rules}/sua", A::ManageRules, O::None, procedure::edit::save),
        get("/yeu-to-khong-hoan-lai", A::ReadPlan, O::None, grant_element::page),
    ]
}

/// Addresses; `super::url` gives them out with all others.
pub mod url {
    use domain::ids::NeedId;

    use super::super::super::visit::encode;

    pub const NEEDS: &str = "/nhu-cau";
    pub const NEW_NEED: &str = "/nhu-cau/moi";

    pub fn need(id: NeedId) -> String {
        format!("{NEEDS}/{id}")
    }

    pub fn need_edit(id: NeedId) -> String {
        format!("{NEEDS}/{id}/sua")
    }

    pub fn need_files(id: NeedId) -> String {
        format!("{NEEDS}/{id}/tep")
    }

    pub fn need_file(id: NeedId, file: i64) -> String {
        format!("{NEEDS}/{id}/tep/{file}")
    }

    /// Needs of one place.
    pub fn needs_at(place: &str) -> String {
        format!("{NEEDS}?dia-ban={}", encode(place))
    }
}
