//! Guidance documents and policies.
use domain::access::Action as A;

use super::super::guard::Owner as O;
use super::super::guidance;
use super::{Route, get, post};

#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        get("/van-ban", A::ReadPlan, O::Record, guidance::list),
        get("/van-ban/moi", A::ManageGuidance, O::None, guidance::new),
        post("/van-ban/moi", A::ManageGuidance, O::None, guidance::add),
        get("/van-ban/{code}", A::ReadPlan, O::Record, guidance::page::page),
        get("/van-ban/{code}/sua", A::ManageGuidance, O::None, guidance::edit),
        post("/van-ban/{code}/sua", A::ManageGuidance, O::None, guidance::save),
        post("/van-ban/{code}/viec", A::ManageGuidance, O::None, guidance::page::act),
        post("/van-ban/{code}/y-kien", A::GiveOpinion, O::Record, guidance::page::answer),
        post("/van-ban/{code}/da-nhan", A::GiveOpinion, O::Record, guidance::page::acknowledge),
        get("/van-ban/{code}/tep/{ending}", A::ReadPlan, O::Record, guidance::page::paper),
    ]
}

/// Addresses; `super::url` gives them out with all others.
pub mod url {
    use super::super::super::visit::encode;

    pub const GUIDANCE: &str = "/van-ban";
    pub const NEW_GUIDANCE: &str = "/van-ban/moi";

    pub fn guidance(code: &str) -> String {
        format!("{GUIDANCE}/{}", encode(code))
    }

    /// A form of its page: "sua", "viec", "y-kien", "da-nhan".
    pub fn guidance_do(code: &str, what: &str) -> String {
        format!("{GUIDANCE}/{}/{what}", encode(code))
    }

    pub fn guidance_file(code: &str, ending: &str) -> String {
        format!("{GUIDANCE}/{}/tep/{ending}", encode(code))
    }
}
