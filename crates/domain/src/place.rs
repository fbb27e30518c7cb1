//! Administrative units. A code means something only together with its system, units come and go
//! by date, and what becomes of an old unit is many to many.
//!
//! Two systems stand in the data of a province: `2021` (province, district, commune) and `2025`
//! (province, commune), which took over on 1 July 2025 (NQ 1655/NQ-UBTVQH15 for Cà Mau).
use std::collections::HashMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::words::Words;

mod read;

pub use read::PlaceFault;

/// A unit's code with the system that gives it its meaning: all 64 commune codes of 2025 stood
/// for another unit before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlaceCode {
    /// "2021" or "2025".
    pub system: String,
    /// Official code: two digits (province), three (district) or five (commune).
    pub code: String,
}

impl PlaceCode {
    pub fn new(system: &str, code: &str) -> Self {
        Self { system: system.to_owned(), code: code.to_owned() }
    }

    /// As [`fmt::Display`] writes it: "2025:32062".
    pub fn parse(text: &str) -> Option<Self> {
        text.split_once(':').map(|(system, code)| Self::new(system, code))
    }
}

impl fmt::Display for PlaceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.system, self.code)
    }
}

/// What a unit is called. City and town here are of district level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    Province,
    /// Thành phố thuộc tỉnh.
    City,
    /// Thị xã.
    Town,
    District,
    Commune,
    Ward,
    Township,
}

/// Rank of a unit, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Province,
    District,
    Commune,
}

impl PlaceKind {
    pub fn level(self) -> Level {
        match self {
            Self::Province => Level::Province,
            Self::City | Self::Town | Self::District => Level::District,
            Self::Commune | Self::Ward | Self::Township => Level::Commune,
        }
    }

    /// The common noun in both languages, lower case in Vietnamese as in running text.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Province => ("tỉnh", "Province"),
            Self::City => ("thành phố", "City"),
            Self::Town => ("thị xã", "Town"),
            Self::District => ("huyện", "District"),
            Self::Commune => ("xã", "Commune"),
            Self::Ward => ("phường", "Ward"),
            Self::Township => ("thị trấn", "Township"),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "province" => Self::Province,
            "city" => Self::City,
            "town" => Self::Town,
            "district" => Self::District,
            "commune" => Self::Commune,
            "ward" => Self::Ward,
            "township" => Self::Township,
            _ => return None,
        })
    }
}

/// A point inside the unit, in hundred-thousandths of a degree (about a metre), WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Point {
    pub lat_e5: i32,
    pub lon_e5: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub code: PlaceCode,
    pub kind: PlaceKind,
    /// Proper name alone, as the source spells it: "Cái Nước", "2" for a numbered ward.
    pub name: Words,
    /// Code of the unit above, in the same system.
    pub parent: Option<String>,
    /// First day; empty when the sources do not say.
    pub valid_from: Option<Date>,
    /// Last day, inclusive; empty while in force.
    pub valid_to: Option<Date>,
    pub point: Option<Point>,
}

impl Place {
    pub fn is_valid_on(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|d| d <= date) && self.valid_to.is_none_or(|d| date <= d)
    }

    /// "huyện Cái Nước", "phường 2"; in English "Cai Nuoc District", "Ward 2".
    pub fn full_name(&self) -> Words {
        let (vi, en) = self.kind.words();
        let numbered = self.name.en.chars().all(|c| c.is_ascii_digit());
        let en = if numbered { format!("{en} {}", self.name.en) } else { format!("{} {en}", self.name.en) };
        Words::new(format!("{vi} {}", self.name.vi), en)
    }
}

/// Old commune → new commune. `split` says that only a part of the old one went over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Successor {
    pub old: PlaceCode,
    pub new: PlaceCode,
    pub split: bool,
}

/// All units of a province in all systems, with what became of the old ones.
#[derive(Debug, Clone, Default)]
pub struct Places {
    all: Vec<Place>,
    index: HashMap<PlaceCode, usize>,
    edges: Vec<Successor>,
}

impl Places {
    /// Reads `places.csv` and `successors.csv` of a province (columns: `data/README.md`).
    ///
    /// # Errors
    /// Every line that cannot be understood, and every code that leads nowhere, in file order.
    pub fn read(places_csv: &str, successors_csv: &str) -> Result<Self, Vec<PlaceFault>> {
        read::places(places_csv, successors_csv)
    }

    /// In the order of the file: by system, level and official code.
    pub fn all(&self) -> &[Place] {
        &self.all
    }

    pub fn get(&self, code: &PlaceCode) -> Option<&Place> {
        self.index.get(code).map(|i| &self.all[*i])
    }

    pub fn of_system<'a>(&'a self, system: &'a str) -> impl Iterator<Item = &'a Place> {
        self.all.iter().filter(move |p| p.code.system == system)
    }

    pub fn valid_on(&self, date: Date) -> impl Iterator<Item = &Place> {
        self.all.iter().filter(move |p| p.is_valid_on(date))
    }

    /// Units directly below.
    pub fn children<'a>(&'a self, of: &'a PlaceCode) -> impl Iterator<Item = &'a Place> {
        self.all.iter().filter(|p| p.code.system == of.system && p.parent.as_ref() == Some(&of.code))
    }

    /// The unit above.
    pub fn parent(&self, of: &Place) -> Option<&Place> {
        of.parent.as_ref().and_then(|p| self.get(&PlaceCode::new(&of.code.system, p)))
    }

    /// The province a unit lies in (itself for a province).
    pub fn province<'a>(&'a self, of: &'a Place) -> &'a Place {
        let mut at = of;
        while let Some(up) = self.parent(at) {
            at = up;
        }
        at
    }

    /// What an old commune became; several when it was split.
    pub fn successors<'a>(&'a self, old: &'a PlaceCode) -> impl Iterator<Item = &'a Successor> {
        self.edges.iter().filter(move |e| e.old == *old)
    }

    /// What a new commune was made of.
    pub fn predecessors<'a>(&'a self, new: &'a PlaceCode) -> impl Iterator<Item = &'a Successor> {
        self.edges.iter().filter(move |e| e.new == *new)
    }

    pub fn edges(&self) -> &[Successor] {
        &self.edges
    }

    /// Old communes of which parts went to different new ones: their projects need a person's
    /// decision, never a blind update.
    pub fn split_communes(&self) -> impl Iterator<Item = &Place> {
        self.all.iter().filter(|p| self.successors(&p.code).any(|e| e.split))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use jiff::civil::date;

    use super::*;

    pub(crate) fn ca_mau() -> Places {
        let places = include_str!("../../../data/places/ca-mau/places.csv");
        let edges = include_str!("../../../data/places/ca-mau/successors.csv");
        Places::read(places, edges).unwrap_or_else(|f| panic!("{f:#?}"))
    }

    fn count(places: &Places, system: &str, level: Level) -> usize {
        places.of_system(system).filter(|p| p.kind.level() == level).count()
    }

    #[test]
    fn before_july_2025_there_were_16_districts_with_164_communes() {
        let p = ca_mau();
        assert_eq!(count(&p, "2021", Level::Province), 2);
        assert_eq!(count(&p, "2021", Level::District), 16);
        assert_eq!(count(&p, "2021", Level::Commune), 164);
        let in_ca_mau = p.children(&PlaceCode::new("2021", "96")).count();
        assert_eq!(in_ca_mau, 9, "Bạc Liêu has the other seven");
    }

    #[test]
    fn since_july_2025_there_are_64_communes_of_which_9_are_wards() {
        let p = ca_mau();
        assert_eq!(count(&p, "2025", Level::District), 0);
        assert_eq!(count(&p, "2025", Level::Commune), 64);
        assert_eq!(p.of_system("2025").filter(|c| c.kind == PlaceKind::Ward).count(), 9);
        assert!(p.of_system("2025").filter(|c| c.kind.level() == Level::Commune).all(|c| c.point.is_some()));
    }

    #[test]
    fn every_edge_leads_from_an_old_commune_to_a_new_one_and_19_are_split() {
        let p = ca_mau();
        assert_eq!(p.edges().len(), 186);
        assert_eq!(p.split_communes().count(), 19);
        for old in p.of_system("2021").filter(|c| c.kind.level() == Level::Commune) {
            assert!(p.successors(&old.code).next().is_some(), "{} has no successor", old.code);
        }
        for new in p.of_system("2025").filter(|c| c.kind.level() == Level::Commune) {
            assert!(p.predecessors(&new.code).next().is_some(), "{} has no predecessor", new.code);
        }
    }

    #[test]
    fn a_split_commune_has_several_successors_and_a_whole_one_has_one() {
        let p = ca_mau();
        for old in p.of_system("2021").filter(|c| c.kind.level() == Level::Commune) {
            let to: Vec<_> = p.successors(&old.code).collect();
            assert_eq!(to.len() > 1, to.iter().any(|e| e.split), "{}", old.name.vi);
        }
    }

    #[test]
    fn every_new_code_stood_for_an_old_commune() {
        let p = ca_mau();
        for new in p.of_system("2025").filter(|c| c.kind.level() == Level::Commune) {
            let old = PlaceCode::new("2021", &new.code.code);
            assert!(p.get(&old).is_some(), "{} is not an old code", new.code);
        }
        let dinh_cu = |system| p.get(&PlaceCode::new(system, "31825")).unwrap().full_name().vi;
        assert_eq!((dinh_cu("2021"), dinh_cu("2025")), ("phường 1".into(), "phường Bạc Liêu".into()));
    }

    #[test]
    fn the_date_decides_which_units_exist() {
        let p = ca_mau();
        let on = |d| p.valid_on(d).filter(|c| c.kind.level() != Level::Province).count();
        assert_eq!(on(date(2025, 6, 30)), 16 + 164);
        assert_eq!(on(date(2025, 7, 1)), 64);
    }

    #[test]
    fn names_read_as_in_a_document() {
        let p = ca_mau();
        let name = |s, c| p.get(&PlaceCode::new(s, c)).unwrap().full_name();
        assert_eq!(name("2021", "969"), Words::new("huyện Cái Nước", "Cai Nuoc District"));
        assert_eq!(name("2021", "964"), Words::new("thành phố Cà Mau", "Ca Mau City"));
        assert_eq!(name("2021", "32002"), Words::new("phường 2", "Ward 2"));
        assert_eq!(name("2025", "32062"), Words::new("xã Khánh Lâm", "Khanh Lam Commune"));
    }

    #[test]
    fn the_province_of_an_old_commune_is_two_levels_up() {
        let p = ca_mau();
        let of = |c| &p.province(p.get(&PlaceCode::new("2021", c)).unwrap()).name.vi;
        assert_eq!((of("31813").as_str(), of("32002").as_str()), ("Bạc Liêu", "Cà Mau"));
    }
}
