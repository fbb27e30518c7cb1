//! Whether a place lies in the area of the plan's beneficiaries (clause II.2.a.2), with the list that says so.
use jiff::civil::Date;
use serde::Deserialize;

use crate::place::{Level, PlaceCode, Places};
use crate::words::Words;

/// What happens to an outline whose place is outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outside {
    /// It cannot be submitted.
    Refuse,
    /// It can, and the reviewer sees it marked.
    Flag,
}

/// `data/zones/*.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zones {
    /// Code of the province, the same in all systems.
    pub province: String,
    pub outside: Outside,
    #[serde(default, rename = "list")]
    pub lists: Vec<ZoneList>,
}

/// Places that a decision names, from a day to a day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneList {
    pub id: String,
    pub name: Words,
    /// The decision with its number and day.
    pub source: String,
    pub from: Date,
    /// Last day, inclusive.
    #[serde(default)]
    pub to: Option<Date>,
    /// Whether it names every place of its kind; only then does it say that another is outside.
    pub complete: bool,
    /// Codes with their system: "2025:32062".
    pub places: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Inside,
    NotConfirmed,
    Outside,
}

impl Standing {
    /// End of the message key `zone-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::NotConfirmed => "not-confirmed",
            Self::Outside => "outside",
        }
    }
}

/// What a standing rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The list names the place.
    Listed,
    /// A complete list does not name it.
    NotListed,
    /// The lists in force are not complete.
    Incomplete,
    /// No list is in force on that day.
    NoList,
    /// The place is above commune level; lists name communes.
    Wide,
    /// The place does not stand on that day.
    Ended,
    /// In another province.
    Elsewhere,
    /// No such place.
    Unknown,
}

impl Why {
    /// End of the message key `zone-why-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::NotListed => "not-listed",
            Self::Incomplete => "incomplete",
            Self::NoList => "no-list",
            Self::Wide => "wide",
            Self::Ended => "ended",
            Self::Elsewhere => "elsewhere",
            Self::Unknown => "unknown",
        }
    }
}

/// A standing with what it rests on and the lists that were looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement<'z> {
    pub standing: Standing,
    pub why: Why,
    pub lists: Vec<&'z ZoneList>,
}

impl ZoneList {
    pub fn is_in_force(&self, on: Date) -> bool {
        self.from <= on && self.to.is_none_or(|to| on <= to)
    }
}

impl Zones {
    /// Codes that no place has, and lists that end before they begin; each with the list's name.
    pub fn faults(&self, places: &Places) -> Vec<String> {
        let mut out = Vec::new();
        for list in &self.lists {
            let unknown = list.places.iter().filter(|c| place_of(places, c).is_none());
            out.extend(unknown.map(|c| format!("{}: no place {c}", list.id)));
            if list.to.is_some_and(|to| to < list.from) {
                out.push(format!("{}: ends before it begins", list.id));
            }
        }
        out
    }

    /// How a place stands on that day: the day on which the work begins there.
    pub fn judge(&self, places: &Places, code: &str, on: Date) -> Judgement<'_> {
        let says = |standing, why| Judgement { standing, why, lists: Vec::new() };
        let Some(place) = place_of(places, code) else { return says(Standing::NotConfirmed, Why::Unknown) };
        if !place.is_valid_on(on) {
            return says(Standing::Outside, Why::Ended);
        }
        if places.province(place).code.code != self.province {
            return says(Standing::Outside, Why::Elsewhere);
        }
        if place.kind.level() != Level::Commune {
            return says(Standing::NotConfirmed, Why::Wide);
        }
        let in_force: Vec<&ZoneList> = self.lists.iter().filter(|l| l.is_in_force(on)).collect();
        let naming: Vec<&ZoneList> =
            in_force.iter().copied().filter(|l| l.places.iter().any(|p| p == code)).collect();
        if !naming.is_empty() {
            return Judgement { standing: Standing::Inside, why: Why::Listed, lists: naming };
        }
        let (standing, why) = match in_force.as_slice() {
            [] => (Standing::NotConfirmed, Why::NoList),
            all if all.iter().all(|l| l.complete) => (Standing::Outside, Why::NotListed),
            _ => (Standing::NotConfirmed, Why::Incomplete),
        };
        Judgement { standing, why, lists: in_force }
    }
}

fn place_of<'p>(places: &'p Places, code: &str) -> Option<&'p crate::place::Place> {
    let (system, code) = code.split_once(':')?;
    places.get(&PlaceCode::new(system, code))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::place::tests::ca_mau;

    fn zones() -> Zones {
        toml::from_str(include_str!("../../../data/zones/ca-mau.toml")).unwrap()
    }

    fn judged(zones: &Zones, code: &str, on: Date) -> (Standing, Why) {
        let it = zones.judge(&ca_mau(), code, on);
        (it.standing, it.why)
    }

    #[test]
    fn the_seven_sourced_communes_are_inside_and_the_others_not_confirmed() {
        let zones = zones();
        let on = date(2026, 3, 1);
        assert!(zones.faults(&ca_mau()).is_empty());
        assert_eq!(zones.lists[0].places.len(), 7);
        for place in &zones.lists[0].places {
            assert_eq!(judged(&zones, place, on), (Standing::Inside, Why::Listed), "{place}");
        }
        assert_eq!(judged(&zones, "2025:32092", on), (Standing::NotConfirmed, Why::Incomplete));
        assert_eq!(judged(&zones, "2025:96", on), (Standing::NotConfirmed, Why::Wide));
        assert_eq!(judged(&zones, "2025:32062", date(2025, 12, 31)), (Standing::NotConfirmed, Why::NoList));
    }

    #[test]
    fn outside_is_said_only_with_a_reason() {
        let mut zones = zones();
        let on = date(2026, 3, 1);
        assert_eq!(judged(&zones, "2021:32185", on), (Standing::Outside, Why::Ended));
        assert_eq!(judged(&zones, "2021:31834", date(2025, 3, 1)), (Standing::Outside, Why::Elsewhere));
        assert_eq!(judged(&zones, "2025:99999", on), (Standing::NotConfirmed, Why::Unknown));
        zones.lists[0].complete = true;
        assert_eq!(judged(&zones, "2025:32092", on), (Standing::Outside, Why::NotListed));
        zones.lists[0].places.push("2025:1".into());
        assert_eq!(zones.faults(&ca_mau()), ["kv3-2026: no place 2025:1"]);
    }
}
