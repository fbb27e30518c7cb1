//! Every address of the product, with the one permission it needs.
//!
//! To add a page:
//! 1. a function in [`url`] for its address (templates use nothing else);
//! 2. a line in [`table`]: method, path, action, owner, handler. The guard lets in only whom
//!    `domain::access::may`; `Owner::Unit` takes the unit from `{unit}` in the path,
//!    `Owner::Record` means that the use case finds the unit and asks again;
//! 3. a handler in `web/<noun>.rs`: `async fn page(visit: Visit, by: Caller, State(ctx): State<Ctx>,
//!    Path(..)) -> Outcome<Response>`; a failure is returned with `?` and becomes a page;
//! 4. a struct there with `p: Page` (`visit.office("title-key")`) and its template
//!    `templates/<noun>/<page>.html`, which extends `layout.html` and fills `main`;
//!    `page::show(&it)` answers with it, `page::redirect_done(url, "saved")` after a write;
//! 5. messages in `locales/{vi,en}/<noun>.ftl`; what a redirect says is `done-<word>`;
//! 6. `UPDATE=1 cargo test -p nhipcau route`, and read the change of `tests/golden/routes.txt`.
//!
//! A form reads `Posted`, becomes a `form::Form`, and is shown again with its errors (422). A file
//! comes as `upload::Upload`; its route is `.limited(Limit::Upload)`.
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{self, MethodRouter};
use domain::access::Action;

use super::guard::{self, Gate, Need, Owner};
use super::limit::Limit;
use super::{
    Web, account, aid, assets, audit, consolidation, health, iati_check, iati_export, intake, people, plan,
    project, public, report, round, sign_in, upload, work,
};

mod catalogue;
mod donor;
mod dossier;
mod guidance;
mod need;
mod proposal;

/// One address with one method.
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub need: Need,
    /// Whether the visitor is looked up. Files that are the same for everyone do without.
    guarded: bool,
    handler: MethodRouter<Web>,
}

fn get<H, T>(path: &'static str, action: Action, owner: Owner, handler: H) -> Route
where
    H: Handler<T, Web>,
    T: 'static,
{
    let need = Need { action, owner, limit: Limit::None };
    Route { method: "GET", path, need, guarded: true, handler: routing::get(handler) }
}

fn post<H, T>(path: &'static str, action: Action, owner: Owner, handler: H) -> Route
where
    H: Handler<T, Web>,
    T: 'static,
{
    let need = Need { action, owner, limit: Limit::None };
    Route { method: "POST", path, need, guarded: true, handler: routing::post(handler) }
}

impl Route {
    /// Counts tries by address; an upload may also be large.
    fn limited(mut self, limit: Limit) -> Self {
        self.need.limit = limit;
        if limit == Limit::Upload {
            self.handler = self.handler.layer(DefaultBodyLimit::max(upload::DRAINED));
        }
        if limit == Limit::Look {
            // They count what comes themselves.
            self.handler = self.handler.layer(DefaultBodyLimit::disable());
        }
        self
    }

    /// The same for everyone: no visitor is looked up.
    fn open(mut self) -> Self {
        self.guarded = false;
        self
    }

    pub(super) fn mount(self, router: Router<Web>, web: &Web) -> Router<Web> {
        let handler = if self.guarded {
            let gate = Gate { web: web.clone(), need: self.need };
            self.handler.route_layer(from_fn_with_state(gate, guard::pass))
        } else {
            self.handler
        };
        router.route(self.path, handler)
    }
}

/// The table of contents: the year's reports, register and plan here, what leads to aid in the files beside.
pub fn table() -> Vec<Route> {
    let mut all = everyone();
    all.extend(year());
    all.extend(need::table());
    all.extend(proposal::table());
    all.extend(dossier::table());
    all.extend(guidance::table());
    all.extend(catalogue::table());
    all.extend(donor::table());
    all
}

/// What needs no account, and signing in. A line for each address.
#[rustfmt::skip]
fn everyone() -> Vec<Route> {
    use Action as A;
    use Owner as O;
    vec![
        // everyone
        get("/", A::ReadPublic, O::None, public::home),
        get("/cong-khai", A::ReadPublic, O::None, public::list),
        get("/cong-khai/{round}/{version}", A::ReadPublic, O::None, public::report),
        get("/cong-khai/{round}/{version}/{file}", A::ReadPublic, O::None, public::file),
        get("/cong-khai/iati/{file}", A::ReadPublic, O::None, iati_export::file),
        get("/kiem-tra-iati", A::ReadPublic, O::None, iati_check::page),
        post("/kiem-tra-iati", A::ReadPublic, O::None, iati_check::receive).limited(Limit::Look),
        get("/kiem-tra-iati/{id}", A::ReadPublic, O::None, iati_check::found).limited(Limit::Look),
        get("/kiem-tra-iati/{id}/dong/{line}", A::ReadPublic, O::None, iati_check::line).limited(Limit::Look),
        get("/kiem-tra-iati/{id}/tep/{ending}", A::ReadPublic, O::None, iati_check::file).limited(Limit::Look),
        post("/api/iati/check", A::ReadPublic, O::None, iati_check::api::check).limited(Limit::Look),
        get("/tai-san/{hash}/{name}", A::ReadPublic, O::None, assets::file).open(),
        get("/suc-khoe", A::ReadPublic, O::None, health::answer).open(),
        // signing in
        get("/dang-nhap", A::ReadPublic, O::None, sign_in::first_page),
        post("/dang-nhap", A::ReadPublic, O::None, sign_in::first_step).limited(Limit::SignIn),
        get("/dang-nhap/ma", A::ReadPublic, O::None, sign_in::second_page),
        post("/dang-nhap/ma", A::ReadPublic, O::None, sign_in::second_step).limited(Limit::SignIn),
        post("/dang-xuat", A::Work, O::None, sign_in::sign_out),
        get("/tai-khoan", A::Work, O::None, account::page),
        post("/tai-khoan", A::Work, O::None, account::change_password).limited(Limit::SignIn),
    ]
}

/// Rounds, reports, consolidation, register, plan, settings.
#[rustfmt::skip]
fn year() -> Vec<Route> {
    use Action as A;
    use Owner as O;
    vec![
        // rounds, for those who run them
        get("/bao-cao", A::ReadRound, O::None, round::list),
        get("/bao-cao/mo-dot", A::RunRound, O::None, round::open::preview),
        post("/bao-cao/mo-dot", A::RunRound, O::None, round::open::commit),
        get("/bao-cao/dot-xuat/moi", A::RunRound, O::None, round::ask::page),
        post("/bao-cao/dot-xuat/moi", A::RunRound, O::None, round::ask::write),
        get("/bao-cao/{round}", A::ReadRound, O::None, round::matrix::page),
        get("/bao-cao/{round}/ban-in", A::ReadRound, O::None, round::print),
        get("/bao-cao/{round}/chua-nop.xlsx", A::ReadRound, O::None, round::missing),
        get("/bao-cao/{round}/nhac", A::RunRound, O::None, round::remind::preview),
        post("/bao-cao/{round}/nhac", A::RunRound, O::None, round::remind::send),
        get("/bao-cao/{round}/nhat-ky-nhac", A::ReadRound, O::None, round::remind::log),
        get("/bao-cao/{round}/{unit}/ngoai-le", A::RunRound, O::None, round::exception::page),
        post("/bao-cao/{round}/{unit}/ngoai-le", A::RunRound, O::None, round::exception::grant),
        get("/cai-dat/dot/{round}", A::RunRound, O::None, round::settings::page),
        post("/cai-dat/dot/{round}", A::RunRound, O::None, round::settings::save),
        // a unit's own work
        get("/viec", A::Work, O::None, work::page),
        get("/bao-cao/{round}/{unit}", A::ReadReport, O::Unit, report::page),
        post("/bao-cao/{round}/{unit}", A::WriteReport, O::Unit, report::save),
        get("/bao-cao/{round}/{unit}/mau.xlsx", A::ReadReport, O::Unit, report::workbook),
        post("/bao-cao/{round}/{unit}/tep", A::WriteReport, O::Unit, intake::receive).limited(Limit::Upload),
        get("/bao-cao/{round}/{unit}/nop", A::SubmitReport, O::Unit, report::submit::page),
        post("/bao-cao/{round}/{unit}/nop", A::SubmitReport, O::Unit, report::submit::submit),
        get("/bao-cao/{round}/{unit}/bien-nhan", A::ReadReport, O::Unit, report::submit::receipt),
        get("/tep/{intake}", A::WriteReport, O::Record, intake::page),
        post("/tep/{intake}", A::WriteReport, O::Record, intake::decide),
        // a unit's report, for those who review it
        post("/bao-cao/{round}/{unit}/tiep-nhan", A::ReviewReport, O::Unit, report::review::accept),
        post("/bao-cao/{round}/{unit}/tra-lai", A::ReviewReport, O::Unit, report::review::send_back),
        post("/bao-cao/{round}/{unit}/mo-lai", A::GrantException, O::Unit, report::review::reopen),
        // the consolidated report
        get("/tong-hop/{round}", A::ReadConsolidation, O::None, consolidation::page),
        get("/tong-hop/{round}/loi/{section}", A::ReadConsolidation, O::None, consolidation::words),
        post("/tong-hop/{round}/muc/{section}", A::WriteConsolidation, O::None, consolidation::write),
        post("/tong-hop/{round}/muc/{section}/dua-vao", A::WriteConsolidation, O::None, consolidation::take_words),
        get("/tong-hop/{round}/so-sanh/{section}", A::ReadConsolidation, O::None, consolidation::compare::page),
        get("/tong-hop/{round}/bang", A::ReadConsolidation, O::None, consolidation::tables::page),
        get("/tong-hop/{round}/niem-phong", A::Seal, O::None, consolidation::seal::page),
        post("/tong-hop/{round}/niem-phong", A::Seal, O::None, consolidation::seal::seal),
        get("/tong-hop/{round}/ban/{version}", A::ReadConsolidation, O::None, consolidation::version::page),
        post("/tong-hop/{round}/ban/{version}/cong-khai", A::Seal, O::None, consolidation::version::publish),
        get("/tong-hop/{round}/ban/{version}/tep/{ending}", A::ReadConsolidation, O::None, consolidation::files::sealed),
        get("/tong-hop/{round}/tep/{ending}", A::ReadConsolidation, O::None, consolidation::files::draft),
        // register and plan
        // published aid
        get("/vien-tro", A::ReadProjects, O::None, aid::list),
        get("/vien-tro/{id}", A::ReadProjects, O::None, aid::page),
        post("/vien-tro/{id}/noi", A::ManageAid, O::None, aid::decide),
        post("/vien-tro/{id}/chon", A::ManageAid, O::None, aid::choose),
        get("/du-an", A::ReadProjects, O::None, project::list),
        get("/du-an/chuyen", A::RunRound, O::None, project::reassign::page),
        post("/du-an/chuyen", A::RunRound, O::None, project::reassign::decide),
        get("/du-an/{code}", A::ReadProjects, O::None, project::page),
        get("/ke-hoach", A::ReadPlan, O::None, plan::page),
        get("/ke-hoach/co-quan", A::ReadPlan, O::None, plan::seats::page),
        get("/ke-hoach/dieu-khoan", A::ReadPlan, O::None, plan::clauses::page),
        get("/ke-hoach/pho-bien", A::ReadPlan, O::None, plan::briefing::page),
        post("/ke-hoach/pho-bien", A::WriteReport, O::Record, plan::briefing::acknowledge),
        get("/ke-hoach/nhiem-vu/{duty}", A::ReadPlan, O::None, plan::duty),
        post("/ke-hoach/nhiem-vu/{duty}", A::RunRound, O::None, plan::set_duty),
        get("/nhat-ky", A::ReadAudit, O::None, audit::page),
        // administrator
        get("/cai-dat/nguoi-dung", A::ManagePeople, O::None, people::list),
        post("/cai-dat/nguoi-dung", A::ManagePeople, O::None, people::add),
        get("/cai-dat/nguoi-dung/moi", A::ManagePeople, O::None, people::new),
        get("/cai-dat/nguoi-dung/{user}", A::ManagePeople, O::None, people::person),
        post("/cai-dat/nguoi-dung/{user}", A::ManagePeople, O::None, people::change),
    ]
}

/// Addresses. Nothing else in the program writes one.
pub mod url {
    use std::fmt::Display;

    use domain::ids::AidId;

    use super::super::visit::encode;
    pub use super::proposal::url::*;

    pub use super::catalogue::url::*;
    pub use super::donor::url::*;
    pub use super::dossier::url::*;
    pub use super::guidance::url::*;
    pub use super::need::url::*;

    pub const HOME: &str = "/";
    pub const PUBLISHED: &str = "/cong-khai";
    pub const SIGN_IN: &str = "/dang-nhap";
    pub const SECOND_STEP: &str = "/dang-nhap/ma";
    pub const SIGN_OUT: &str = "/dang-xuat";
    pub const ACCOUNT: &str = "/tai-khoan";
    /// Own work list.
    pub const WORK: &str = "/viec";
    pub const PROJECTS: &str = "/du-an";
    /// The register's projects of one place and area.
    pub fn projects_at(place: &str, area: &str) -> String {
        format!("{PROJECTS}?dia-ban={}&linh-vuc={}", encode(place), encode(area))
    }

    pub const AID: &str = "/vien-tro";
    pub const REASSIGN: &str = "/du-an/chuyen";
    /// Rules of aid.
    pub const PROCEDURES: &str = "/quy-trinh";

    pub fn procedure(id: &str) -> String {
        format!("{PROCEDURES}/{}", encode(id))
    }

    pub fn procedure_edit(id: &str) -> String {
        format!("{PROCEDURES}/{}/sua", encode(id))
    }

    pub fn procedure_confirm(id: &str) -> String {
        format!("{PROCEDURES}/{}/xac-nhan", encode(id))
    }

    pub fn procedure_diagram(id: &str, lang: &str) -> String {
        format!("{PROCEDURES}/{}/so-do.svg?ngon-ngu={lang}", encode(id))
    }

    /// How much of a loan is given.
    pub const GRANT_ELEMENT: &str = "/yeu-to-khong-hoan-lai";
    pub const PLAN: &str = "/ke-hoach";
    pub const PEOPLE: &str = "/cai-dat/nguoi-dung";
    pub const NEW_PERSON: &str = "/cai-dat/nguoi-dung/moi";
    pub const AUDIT: &str = "/nhat-ky";

    /// Sign-in that leads back to `path` afterwards.
    pub fn sign_in(path: &str) -> String {
        back(SIGN_IN, path)
    }

    pub fn second_step(path: &str) -> String {
        back(SECOND_STEP, path)
    }

    fn back(to: &str, path: &str) -> String {
        if path.is_empty() { to.to_owned() } else { format!("{to}?tiep={}", encode(path)) }
    }

    /// A round's overview, by the round's key ("2025").
    pub fn round(round: impl Display) -> String {
        format!("/bao-cao/{round}")
    }

    /// All rounds.
    pub const ROUNDS: &str = "/bao-cao";
    /// Opening the yearly round.
    pub const OPEN_ROUND: &str = "/bao-cao/mo-dot";
    /// A request with its own questions.
    pub const ASK: &str = "/bao-cao/dot-xuat/moi";

    pub fn open_round(year: impl Display) -> String {
        format!("{OPEN_ROUND}?nam={year}")
    }

    /// Reminding units of a round; `?u=` chooses them.
    pub fn remind(round: impl Display) -> String {
        format!("/bao-cao/{round}/nhac")
    }

    pub fn remind_one(round: impl Display, unit: &str) -> String {
        format!("/bao-cao/{round}/nhac?u={}", encode(unit))
    }

    /// Log of a round's letters.
    pub fn reminders(round: impl Display) -> String {
        format!("/bao-cao/{round}/nhat-ky-nhac")
    }

    pub fn reminders_of(round: impl Display, unit: &str) -> String {
        format!("/bao-cao/{round}/nhat-ky-nhac?don-vi={}", encode(unit))
    }

    /// Who has not reported, as a workbook.
    pub fn round_missing(round: impl Display) -> String {
        format!("/bao-cao/{round}/chua-nop.xlsx")
    }

    pub fn round_print(round: impl Display) -> String {
        format!("/bao-cao/{round}/ban-in")
    }

    /// Exceptions for one unit of a round.
    pub fn exception(round: impl Display, unit: &str) -> String {
        format!("/bao-cao/{round}/{unit}/ngoai-le")
    }

    /// The place on the plan's pages that answers a clause.
    pub fn clause(clause: &str) -> String {
        format!("{PLAN_CLAUSES}#m-{}", clause.replace('.', "-"))
    }

    /// Who leads and coordinates what.
    pub const PLAN_SEATS: &str = "/ke-hoach/co-quan";
    /// Which unit has been told of the plan.
    pub const PLAN_BRIEFING: &str = "/ke-hoach/pho-bien";

    /// A duty of the plan.
    pub fn duty(id: &str) -> String {
        format!("/ke-hoach/nhiem-vu/{}", encode(id))
    }

    /// Each clause of the plan and what answers it.
    pub const PLAN_CLAUSES: &str = "/ke-hoach/dieu-khoan";

    /// A unit's report.
    pub fn report(round: impl Display, unit: &str) -> String {
        format!("/bao-cao/{round}/{unit}")
    }

    /// One part of a unit's report: a table by its key, or the narrative.
    pub fn report_part(round: impl Display, unit: &str, part: &str) -> String {
        format!("/bao-cao/{round}/{unit}?bieu={}", encode(part))
    }

    /// Where a report is confirmed and submitted.
    pub fn report_submit(round: impl Display, unit: &str) -> String {
        format!("/bao-cao/{round}/{unit}/nop")
    }

    pub fn report_receipt(round: impl Display, unit: &str) -> String {
        format!("/bao-cao/{round}/{unit}/bien-nhan")
    }

    pub fn report_accept(round: impl Display, unit: &str) -> String {
        format!("/bao-cao/{round}/{unit}/tiep-nhan")
    }

    pub fn report_send_back(round: impl Display, unit: &str) -> String {
        format!("/bao-cao/{round}/{unit}/tra-lai")
    }

    pub fn report_reopen(round: impl Display, unit: &str) -> String {
        format!("/bao-cao/{round}/{unit}/mo-lai")
    }

    /// Where a workbook is sent.
    pub fn upload(round: impl Display, unit: &str) -> String {
        format!("/bao-cao/{round}/{unit}/tep")
    }

    /// The unit's workbook, filled in as far as the register knows.
    pub fn workbook(round: impl Display, unit: &str) -> String {
        format!("/bao-cao/{round}/{unit}/mau.xlsx")
    }

    /// An uploaded workbook waiting for its sender's word.
    pub fn intake(id: impl Display) -> String {
        format!("/tep/{id}")
    }

    pub fn consolidation(round: impl Display) -> String {
        format!("/tong-hop/{round}")
    }

    /// A section's place on the page of the consolidated report.
    pub fn section(round: impl Display, section: &str) -> String {
        format!("/tong-hop/{round}?muc={}", encode(section))
    }

    pub fn write_section(round: impl Display, section: &str) -> String {
        format!("/tong-hop/{round}/muc/{}", encode(section))
    }

    pub fn take_words(round: impl Display, section: &str) -> String {
        format!("/tong-hop/{round}/muc/{}/dua-vao", encode(section))
    }

    /// What units wrote in a section.
    pub fn words(round: impl Display, section: &str) -> String {
        format!("/tong-hop/{round}/loi/{}", encode(section))
    }

    pub fn compare(round: impl Display, section: &str) -> String {
        format!("/tong-hop/{round}/so-sanh/{}", encode(section))
    }

    /// Totals by area, place, kind of donor.
    pub fn tables(round: impl Display) -> String {
        format!("/tong-hop/{round}/bang")
    }

    pub fn seal(round: impl Display) -> String {
        format!("/tong-hop/{round}/niem-phong")
    }

    /// A sealed version, for those who may read drafts too.
    pub fn version(round: impl Display, version: impl Display) -> String {
        format!("/tong-hop/{round}/ban/{version}")
    }

    pub fn verify(round: impl Display, version: impl Display) -> String {
        format!("/tong-hop/{round}/ban/{version}?kiem=1")
    }

    pub fn publish(round: impl Display, version: impl Display) -> String {
        format!("/tong-hop/{round}/ban/{version}/cong-khai")
    }

    /// The report as it stands now: `docx`, `pdf`, `xlsx`, `json`.
    pub fn draft_file(round: impl Display, ending: &str) -> String {
        format!("/tong-hop/{round}/tep/{ending}")
    }

    pub fn version_file(round: impl Display, version: impl Display, ending: &str) -> String {
        format!("/tong-hop/{round}/ban/{version}/tep/{ending}")
    }

    pub fn aid(id: AidId) -> String {
        format!("{AID}/{id}")
    }

    /// What one publisher publishes.
    pub fn aid_of(publisher: &str) -> String {
        format!("{AID}?ben={}", encode(publisher))
    }

    pub fn project(code: &str) -> String {
        format!("/du-an/{}", encode(code))
    }

    pub fn round_settings(round: impl Display) -> String {
        format!("/cai-dat/dot/{round}")
    }

    pub fn person(id: impl Display) -> String {
        format!("{PEOPLE}/{id}")
    }

    /// A published version of a sealed report.
    pub fn published(round: &str, version: u32) -> String {
        format!("{PUBLISHED}/{round}/{version}")
    }

    /// A file of a published version: `2025-1.pdf`.
    pub fn published_file(round: &str, version: u32, ending: &str) -> String {
        format!("{PUBLISHED}/{round}/{version}/{round}-{version}.{ending}")
    }

    /// Where everyone sends an IATI file to be checked.
    pub const IATI: &str = "/kiem-tra-iati";
    /// Where programs do.
    pub const IATI_API: &str = "/api/iati/check";

    /// What was found in a file.
    pub fn iati_found(id: &str) -> String {
        format!("{IATI}/{id}")
    }

    /// The same, with parameters.
    pub fn iati_found_with<'a>(id: &str, ask: impl Iterator<Item = (&'a str, &'a str)>) -> String {
        let pairs: Vec<String> = ask.map(|(name, value)| format!("{name}={}", encode(value))).collect();
        if pairs.is_empty() { iati_found(id) } else { format!("{}?{}", iati_found(id), pairs.join("&")) }
    }

    /// The lines of a file around a place.
    pub fn iati_line(id: &str, line: u32, column: u32) -> String {
        format!("{IATI}/{id}/dong/{line}?cot={column}")
    }

    /// What was found, as a file: `csv`, `json`, `ndjson`, `sarif`.
    pub fn iati_file(id: &str, ending: &str) -> String {
        format!("{IATI}/{id}/tep/{ending}")
    }

    /// The register as an IATI file.
    pub fn iati_public(file: &str) -> String {
        format!("{PUBLISHED}/iati/{file}")
    }

    pub fn asset(hash: &str, name: &str) -> String {
        format!("/tai-san/{hash}/{name}")
    }
}
