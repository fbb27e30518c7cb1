//! Organisations, and the seats they hold from a day to a day.
//!
//! A role is a duty under the plan; an organisation holds it for a time. In 2025 departments were
//! merged and the district level ended, so nothing but the seats of a day says who owes what.
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::place::{PlaceCode, Places};
use crate::words::Words;

mod generate;

/// A duty under the plan, apart from the organisation that holds it for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Owns the plan, guides, consolidates, escalates.
    Standing,
    /// Leads the list of calls, the capital plan and the appraisal.
    Planning,
    /// Financial mechanism and counterpart funds.
    Finance,
    /// Leads calls to foreign NGOs.
    NgoLead,
    /// Focal point for foreign NGOs (NĐ 58/2022).
    ForeignAffairs,
    /// Sở, ban, ngành: proposes, integrates, implements, reports.
    Sector,
    /// District-level unit until June 2025, commune-level unit since July 2025.
    District,
    /// Decides and signs.
    Approver,
    /// Central body that receives the consolidated report.
    Centre,
    /// Gives the security opinion at appraisal.
    SecurityOpinion,
    Treasury,
    Bank,
    /// Chủ khoản viện trợ, chủ dự án.
    Owner,
    /// Ban quản lý dự án.
    Pmu,
    Donor,
    Community,
    /// Commune Fatherland Front: sets up the supervision board.
    VffCommune,
}

impl Role {
    /// Roles whose holders owe the yearly report of the plan (its closing paragraph).
    pub const REPORTING: [Self; 6] =
        [Self::Sector, Self::Planning, Self::Finance, Self::NgoLead, Self::ForeignAffairs, Self::District];

    /// Name of the role in both languages, as used in the glossary.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Standing => ("Cơ quan thường trực", "Standing agency"),
            Self::Planning => ("Cơ quan kế hoạch, đầu tư", "Planning and investment agency"),
            Self::Finance => ("Cơ quan tài chính", "Finance agency"),
            Self::NgoLead => ("Liên hiệp các tổ chức hữu nghị", "Union of Friendship Organisations"),
            Self::ForeignAffairs => ("Cơ quan ngoại vụ", "Foreign affairs agency"),
            Self::Sector => ("Sở, ban, ngành cấp tỉnh", "Departments, boards and sectors"),
            Self::District => ("UBND cấp huyện, cấp xã", "District or commune People's Committees"),
            Self::Approver => ("UBND tỉnh", "Provincial People's Committee"),
            Self::Centre => ("Cơ quan trung ương", "Central body"),
            Self::SecurityOpinion => ("Công an tỉnh", "Provincial police"),
            Self::Treasury => ("Kho bạc Nhà nước", "State Treasury"),
            Self::Bank => ("Ngân hàng thương mại", "Commercial bank"),
            Self::Owner => ("Chủ khoản viện trợ, chủ dự án", "Aid owner, project owner"),
            Self::Pmu => ("Ban quản lý dự án", "Project management unit"),
            Self::Donor => ("Nhà tài trợ", "Donor"),
            Self::Community => ("Cộng đồng", "Community"),
            Self::VffCommune => ("Mặt trận Tổ quốc cấp xã", "Commune Fatherland Front"),
        }
    }
}

/// What an organisation is. The order is the order of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    Ministry,
    /// People's Committee of the province.
    PeoplesCommittee,
    /// Sở, and bodies of equal rank.
    Department,
    /// Other boards and sectors: management boards, police, army.
    Agency,
    /// Unions and mass organisations.
    Union,
    District,
    Commune,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Short, ASCII, stable: "SGDDT", "H969" (district), "X32062" (commune).
    pub code: String,
    pub name: Words,
    /// As it stands in running text: "UBND huyện Cái Nước".
    pub short_vi: String,
    pub kind: OrganisationKind,
    /// The unit that a district or commune People's Committee administers.
    #[serde(default)]
    pub place: Option<PlaceCode>,
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Last day, inclusive.
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Codes of the organisations that took over its work.
    #[serde(default)]
    pub successors: Vec<String>,
    /// Where this comes from.
    pub source: String,
    /// False until an administrator has compared the entry with a decision.
    #[serde(default)]
    pub confirmed: bool,
}

/// A role held by an organisation from a day to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Code of the organisation.
    pub organisation: String,
    pub role: Role,
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day, inclusive.
    #[serde(default)]
    pub to: Option<Date>,
}

fn within(date: Date, from: Option<Date>, to: Option<Date>) -> bool {
    from.is_none_or(|d| d <= date) && to.is_none_or(|d| date <= d)
}

impl Organisation {
    pub fn is_valid_on(&self, date: Date) -> bool {
        within(date, self.valid_from, self.valid_to)
    }
}

impl Seat {
    pub fn is_held_on(&self, date: Date) -> bool {
        within(date, self.from, self.to)
    }
}

/// `data/organisations/*.toml`: what is written by hand. District and commune People's
/// Committees are not in it; they follow from the places.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationFile {
    /// Code of the province whose districts and communes owe reports, the same in all systems.
    pub province: String,
    #[serde(default, rename = "organisation")]
    pub organisations: Vec<Organisation>,
    #[serde(default, rename = "seat")]
    pub seats: Vec<Seat>,
}

/// All organisations of a province with their seats.
#[derive(Debug, Clone, Default)]
pub struct Organisations {
    all: Vec<Organisation>,
    index: HashMap<String, usize>,
    seats: Vec<Seat>,
}

impl Organisations {
    /// Joins the file with the People's Committees that follow from the places.
    ///
    /// # Errors
    /// One sentence for each code that stands twice or leads nowhere.
    pub fn new(file: OrganisationFile, places: &Places) -> Result<Self, Vec<String>> {
        let committees = generate::committees(&file.province, places);
        let mut out = Self { seats: file.seats, ..Self::default() };
        let mut faults = Vec::new();
        for organisation in file.organisations.into_iter().chain(committees.organisations) {
            let code = organisation.code.clone();
            if out.index.insert(code.clone(), out.all.len()).is_some() {
                faults.push(format!("organisation {code} stands twice"));
            }
            out.all.push(organisation);
        }
        out.seats.extend(committees.seats);
        let dangling = out.seats.iter().map(|s| ("seat", &s.organisation));
        let dangling =
            dangling.chain(out.all.iter().flat_map(|o| o.successors.iter().map(|s| ("successor", s))));
        faults.extend(
            dangling
                .filter(|(_, code)| !out.index.contains_key(*code))
                .map(|(what, code)| format!("{what} names organisation {code}, which is not there")),
        );
        if faults.is_empty() { Ok(out) } else { Err(faults) }
    }

    /// In the order of the file, then districts and communes by official code.
    pub fn all(&self) -> &[Organisation] {
        &self.all
    }

    pub fn get(&self, code: &str) -> Option<&Organisation> {
        self.index.get(code).map(|i| &self.all[*i])
    }

    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// Organisations that hold the role on that day, in the order of [`Self::all`].
    pub fn holders(&self, role: Role, on: Date) -> Vec<&Organisation> {
        let held = self.seated(on, |r| r == role);
        self.all.iter().filter(|o| o.is_valid_on(on) && held.contains(o.code.as_str())).collect()
    }

    /// Codes of the organisations with a seat of some role on that day.
    fn seated(&self, on: Date, role: impl Fn(Role) -> bool) -> HashSet<&str> {
        let held = self.seats.iter().filter(|s| role(s.role) && s.is_held_on(on));
        held.map(|s| s.organisation.as_str()).collect()
    }

    pub fn holds(&self, code: &str, role: Role, on: Date) -> bool {
        self.seats.iter().any(|s| s.organisation == code && s.role == role && s.is_held_on(on))
    }

    /// Roles that an organisation holds on that day, sorted.
    pub fn roles(&self, code: &str, on: Date) -> Vec<Role> {
        let held = self.seats.iter().filter(|s| s.organisation == code && s.is_held_on(on));
        let mut roles: Vec<_> = held.map(|s| s.role).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }

    /// Who owes the yearly report on that day: departments and other bodies first, in the order
    /// of the file, then districts or communes by official code. The standing agency receives
    /// the reports and owes none to itself.
    pub fn reporting_units(&self, on: Date) -> Vec<&Organisation> {
        let owing = self.seated(on, |r| Role::REPORTING.contains(&r));
        let standing = self.seated(on, |r| r == Role::Standing);
        let owes = |o: &&Organisation| {
            let code = o.code.as_str();
            o.is_valid_on(on) && owing.contains(code) && !standing.contains(code)
        };
        let mut units: Vec<_> = self.all.iter().filter(owes).collect();
        units.sort_by_key(|o| matches!(o.kind, OrganisationKind::District | OrganisationKind::Commune));
        units
    }

    /// Organisations that do an organisation's work on that day: itself while it exists,
    /// otherwise its successors, followed as far as needed.
    pub fn heirs(&self, code: &str, on: Date) -> Vec<&Organisation> {
        let mut found: Vec<&Organisation> = Vec::new();
        let mut open = vec![code];
        let mut seen = Vec::new();
        while let Some(code) = open.pop() {
            let Some(organisation) = self.get(code).filter(|_| !seen.contains(&code)) else {
                continue;
            };
            seen.push(code);
            if organisation.is_valid_on(on) {
                found.push(organisation);
            } else {
                open.extend(organisation.successors.iter().map(String::as_str));
            }
        }
        found.sort_by_key(|o| self.index.get(&o.code));
        found
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::place::tests::ca_mau as places;

    fn file() -> OrganisationFile {
        toml::from_str(include_str!("../../../data/organisations/ca-mau.toml")).unwrap()
    }

    fn ca_mau() -> Organisations {
        Organisations::new(file(), &places()).unwrap()
    }

    fn codes(units: &[&Organisation]) -> Vec<String> {
        units.iter().map(|o| o.code.clone()).collect()
    }

    fn units(all: &Organisations, kind: OrganisationKind, on: Date) -> Vec<String> {
        all.reporting_units(on).iter().filter(|o| o.kind == kind).map(|o| o.short_vi.clone()).collect()
    }

    #[test]
    fn in_2024_the_nine_district_level_units_of_old_ca_mau_owe_the_report() {
        let all = ca_mau();
        let on = date(2024, 11, 1);
        assert_eq!(
            units(&all, OrganisationKind::District, on),
            [
                "UBND thành phố Cà Mau",
                "UBND huyện U Minh",
                "UBND huyện Thới Bình",
                "UBND huyện Trần Văn Thời",
                "UBND huyện Cái Nước",
                "UBND huyện Đầm Dơi",
                "UBND huyện Năm Căn",
                "UBND huyện Phú Tân",
                "UBND huyện Ngọc Hiển",
            ]
        );
        assert_eq!(units(&all, OrganisationKind::Commune, on).len(), 0);
    }

    #[test]
    fn since_july_2025_all_64_communes_owe_it_and_no_district() {
        let all = ca_mau();
        for (day, districts, communes) in
            [(date(2025, 6, 30), 9, 0), (date(2025, 7, 1), 0, 64), (date(2025, 10, 1), 0, 64)]
        {
            assert_eq!(units(&all, OrganisationKind::District, day).len(), districts, "{day}");
            assert_eq!(units(&all, OrganisationKind::Commune, day).len(), communes, "{day}");
        }
        let owing = all.reporting_units(date(2025, 10, 1)).len();
        assert!(owing >= 82, "{owing} units");
    }

    #[test]
    fn departments_come_before_districts_and_communes() {
        let all = ca_mau();
        let owing = all.reporting_units(date(2025, 10, 1));
        let first_commune = owing.iter().position(|o| o.kind == OrganisationKind::Commune).unwrap();
        assert!(owing[first_commune..].iter().all(|o| o.kind == OrganisationKind::Commune));
        assert_eq!(owing[first_commune].code, "X31825");
        assert!(owing[..first_commune].iter().any(|o| o.code == "SGDDT"));
    }

    #[test]
    fn the_standing_agency_receives_reports_and_owes_none() {
        let all = ca_mau();
        for (day, agency) in [(date(2021, 11, 1), "BDT"), (date(2025, 10, 1), "SDTTG")] {
            assert_eq!(codes(&all.holders(Role::Standing, day)), [agency], "{day}");
            assert!(!codes(&all.reporting_units(day)).contains(&agency.to_owned()));
        }
    }

    #[test]
    fn one_organisation_holds_each_single_role_on_every_first_of_a_month() {
        let all = ca_mau();
        let single = [
            Role::Standing,
            Role::Planning,
            Role::Finance,
            Role::NgoLead,
            Role::Approver,
            Role::SecurityOpinion,
        ];
        for (year, month) in (2021..=2026).flat_map(|y| (1..=12).map(move |m| (y, m))) {
            let day = date(year, month, 1);
            for role in single {
                assert_eq!(all.holders(role, day).len(), 1, "{role:?} on {day}");
            }
            assert_eq!(all.holders(Role::Centre, day).len(), 1, "Centre on {day}");
        }
    }

    #[test]
    fn planning_went_to_finance_in_2025() {
        let all = ca_mau();
        assert_eq!(codes(&all.holders(Role::Planning, date(2024, 11, 1))), ["SKHDT"]);
        assert_eq!(codes(&all.holders(Role::Planning, date(2025, 10, 1))), ["STC"]);
        assert_eq!(codes(&all.heirs("SKHDT", date(2025, 10, 1))), ["STC"]);
        assert_eq!(codes(&all.heirs("SKHDT", date(2024, 10, 1))), ["SKHDT"]);
        assert_eq!(all.roles("STC", date(2025, 10, 1)), [Role::Planning, Role::Finance, Role::Sector]);
    }

    #[test]
    fn the_communes_that_took_over_a_district_follow_from_the_places() {
        let all = ca_mau();
        let heirs = all.heirs("H969", date(2025, 7, 1));
        let names: Vec<_> = heirs.iter().map(|o| o.short_vi.as_str()).collect();
        assert!(
            names.contains(&"UBND xã Cái Nước") && names.contains(&"UBND xã Lương Thế Trân"),
            "{names:?}"
        );
        assert!(heirs.iter().all(|o| o.kind == OrganisationKind::Commune));
    }

    #[test]
    fn codes_are_short_ascii_and_every_entry_names_its_source() {
        for o in ca_mau().all() {
            assert!(o.code.len() <= 8 && o.code.chars().all(|c| c.is_ascii_alphanumeric()), "{}", o.code);
            assert!(!o.source.trim().is_empty() && !o.name.en.is_empty(), "{}", o.code);
            assert!(o.confirmed || o.source.contains("cần quản trị viên xác nhận"), "{}", o.code);
        }
    }

    #[test]
    fn a_seat_or_successor_that_leads_nowhere_is_refused() {
        let mut file = file();
        file.organisations[0].successors.push("NOWHERE".into());
        file.organisations[1].code = file.organisations[0].code.clone();
        let faults = Organisations::new(file, &places()).unwrap_err();
        assert!(
            faults.iter().any(|f| f.contains("NOWHERE")) && faults.iter().any(|f| f.contains("twice")),
            "{faults:?}"
        );
    }
}
