//! Donors, pledges, engagements, and what people offer on the public pages.
use domain::access::Action as A;

use super::super::guard::Owner as O;
use super::super::limit::Limit;
use super::super::{donor, engagement, interest, programme};
use super::{Route, get, post};

#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        get("/nha-tai-tro", A::ReadDonors, O::None, donor::list),
        get("/nha-tai-tro/moi", A::ManageDonors, O::None, donor::edit::new),
        post("/nha-tai-tro/moi", A::ManageDonors, O::None, donor::edit::add),
        get("/nha-tai-tro/{code}", A::ReadDonors, O::None, donor::page::page),
        post("/nha-tai-tro/{code}", A::ManageDonors, O::None, donor::edit::change),
        get("/nha-tai-tro/{code}/sua", A::ManageDonors, O::None, donor::edit::edit),
        post("/nha-tai-tro/{code}/cam-ket", A::ManageDonors, O::None, donor::page::pledge),
        post("/nha-tai-tro/{code}/cam-ket/{pledge}", A::ManageDonors, O::None, donor::page::turn),
        post("/nha-tai-tro/{code}/tiep-xuc", A::ManageDonors, O::None, donor::page::engage),
        post("/ghep/{call}/{donor}", A::ManageDonors, O::None, donor::page::pair),
        get("/chuong-trinh", A::ReadDonors, O::None, programme::current),
        get("/chuong-trinh/{year}", A::ReadDonors, O::None, programme::page),
        post("/chuong-trinh/{year}", A::ManageDonors, O::None, programme::act),
        get("/tiep-xuc", A::ReadDonors, O::None, engagement::list),
        post("/tiep-xuc/{id}", A::ManageDonors, O::None, engagement::close),
        get("/keu-goi/{code}/quan-tam", A::ReadPublic, O::None, interest::form),
        post("/keu-goi/{code}/quan-tam", A::ReadPublic, O::None, interest::send).limited(Limit::SignIn),
        get("/quan-tam/{token}", A::ReadPublic, O::None, interest::ask).limited(Limit::Look),
        post("/quan-tam/{token}", A::ReadPublic, O::None, interest::confirm).limited(Limit::Look),
    ]
}

/// Addresses; `super::url` gives them out with all others.
pub mod url {
    use domain::ids::{EngagementId, PledgeId};

    use super::super::super::visit::encode;

    pub const DONORS: &str = "/nha-tai-tro";
    pub const NEW_DONOR: &str = "/nha-tai-tro/moi";
    pub const ENGAGEMENTS: &str = "/tiep-xuc";

    pub fn donor(code: &str) -> String {
        format!("{DONORS}/{}", encode(code))
    }

    pub fn donor_edit(code: &str) -> String {
        format!("{DONORS}/{}/sua", encode(code))
    }

    pub fn donor_pledge(code: &str) -> String {
        format!("{DONORS}/{}/cam-ket", encode(code))
    }

    pub fn pledge(code: &str, id: PledgeId) -> String {
        format!("{DONORS}/{}/cam-ket/{id}", encode(code))
    }

    pub fn donor_engage(code: &str) -> String {
        format!("{DONORS}/{}/tiep-xuc", encode(code))
    }

    pub fn engagement(id: EngagementId) -> String {
        format!("{ENGAGEMENTS}/{id}")
    }

    pub const PROGRAMME: &str = "/chuong-trinh";

    /// The programme of promotion of a year.
    pub fn programme(year: i16) -> String {
        format!("{PROGRAMME}/{year}")
    }

    /// Where an officer says yes or no to a pair.
    pub fn match_say(call: &str, donor: &str) -> String {
        format!("/ghep/{}/{}", encode(call), encode(donor))
    }

    pub fn interest(call: &str) -> String {
        format!("/keu-goi/{}/quan-tam", encode(call))
    }

    pub fn confirm_interest(token: &str) -> String {
        format!("/quan-tam/{}", encode(token))
    }
}
