//! Dossiers of aid under their procedures.
use domain::access::Action as A;

use super::super::dossier;
use super::super::guard::Owner as O;
use super::super::limit::Limit;
use super::{Route, get, post};

#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        get("/ho-so", A::ReadDossiers, O::Record, dossier::list),
        get("/ho-so/moi", A::WriteDossiers, O::Record, dossier::new),
        post("/ho-so/moi", A::WriteDossiers, O::Record, dossier::begin),
        get("/ho-so/{code}", A::ReadDossiers, O::Record, dossier::page::page),
        post("/ho-so/{code}/viec", A::ReadDossiers, O::Record, dossier::page::act),
        post("/ho-so/{code}/giay-to", A::WriteDossiers, O::Record, dossier::page::papers),
        post("/ho-so/{code}/hoi", A::AppraiseDossiers, O::None, dossier::opinion::ask),
        post("/ho-so/{code}/y-kien", A::GiveOpinion, O::Record, dossier::opinion::answer),
        post("/ho-so/{code}/tham-dinh", A::AppraiseDossiers, O::None, dossier::page::score),
        post("/ho-so/{code}/quyet-dinh", A::ReadDossiers, O::Record, dossier::page::draft),
        get("/ho-so/{code}/tep", A::ReadDossiers, O::Record, dossier::files::list),
        post("/ho-so/{code}/tep", A::ReadDossiers, O::Record, dossier::files::attach).limited(Limit::Upload),
        get("/ho-so/{code}/tep/{id}", A::ReadDossiers, O::Record, dossier::files::download),
        get("/ho-so/{code}/soan/{kind}", A::ReadDossiers, O::Record, dossier::files::words),
        post("/ho-so/{code}/soan/{kind}", A::ReadDossiers, O::Record, dossier::files::save_words),
        get("/ho-so/{code}/van-ban/{file}", A::ReadDossiers, O::Record, dossier::page::paper),
    ]
}

/// Addresses; `super::url` gives them out with all others.
pub mod url {
    use super::super::super::visit::encode;

    pub const DOSSIERS: &str = "/ho-so";
    pub const NEW_DOSSIER: &str = "/ho-so/moi";

    pub fn dossier(code: &str) -> String {
        format!("{DOSSIERS}/{}", encode(code))
    }

    /// A form of the dossier's page: "viec", "giay-to", "hoi", "y-kien", "tham-dinh", "quyet-dinh".
    pub fn dossier_do(code: &str, what: &str) -> String {
        format!("{DOSSIERS}/{}/{what}", encode(code))
    }

    /// Its files, and its papers to edit.
    pub fn dossier_files(code: &str) -> String {
        format!("{DOSSIERS}/{}/tep", encode(code))
    }

    pub fn dossier_file(code: &str, id: i64) -> String {
        format!("{DOSSIERS}/{}/tep/{id}", encode(code))
    }

    pub fn dossier_words(code: &str, kind: &str) -> String {
        format!("{DOSSIERS}/{}/soan/{kind}", encode(code))
    }

    pub fn dossier_paper(code: &str, kind: &str, ending: &str) -> String {
        format!("{DOSSIERS}/{}/van-ban/{kind}.{ending}", encode(code))
    }

    pub fn new_dossier(family: &str) -> String {
        format!("{NEW_DOSSIER}?loai={family}")
    }
}
