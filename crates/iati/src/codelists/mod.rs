//! The code lists, and which value must be a code of which.
//!
//! Source: `codes.txt` and `checks.txt` beside this file, which name theirs.

use std::sync::LazyLock;

use crate::finding::{Category, RuleId};
use crate::names::{self, Name};
use crate::version::Version;

static CODES: &str = include_str!("codes.txt");
static CHECKS: &str = include_str!("checks.txt");

/// What a list says of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In use.
    Active,
    /// Withdrawn: accepted, since older data has it.
    Withdrawn,
}

/// One list: open addressing over the codes, at most half full.
#[derive(Debug)]
pub struct Codelist {
    /// Its name, e.g. `Sector`.
    pub name: &'static str,
    slots: Vec<Option<(&'static str, Status)>>,
}

impl Codelist {
    fn read(line: &'static str) -> Self {
        let (name, codes) = line.split_once(' ').unwrap_or((line, ""));
        let size = (codes.split(' ').count() * 2).next_power_of_two();
        let mut list = Self { name, slots: vec![None; size] };
        for word in codes.split(' ') {
            let entry = match word.strip_prefix('-') {
                Some(code) => (code, Status::Withdrawn),
                None => (word, Status::Active),
            };
            let slot = list.slot(entry.0);
            list.slots[slot] = Some(entry);
        }
        list
    }

    /// Where the code is, or would be.
    fn slot(&self, code: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(code.as_bytes()) & mask;
        while self.slots[at].is_some_and(|(other, _)| other != code) {
            at = (at + 1) & mask;
        }
        at
    }

    /// What the list says of a code; `None` where it does not have it. Case matters.
    pub fn status(&self, code: &str) -> Option<Status> {
        self.slots[self.slot(code)].map(|(_, status)| status)
    }

    /// All codes, in no order.
    pub fn codes(&self) -> impl Iterator<Item = (&'static str, Status)> {
        self.slots.iter().flatten().copied()
    }
}

fn hash(bytes: &[u8]) -> usize {
    let fold = |sum: u32, byte: &u8| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    let sum = bytes.iter().fold(0x811c_9dc5, fold);
    (sum ^ (sum >> 15)) as usize
}

struct Lists {
    revision: &'static str,
    lists: Vec<Codelist>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lines = CODES.lines().filter(|line| !line.starts_with('#'));
    let revision = lines.next().and_then(|line| line.strip_prefix("revision ")).unwrap_or_default();
    Lists { revision, lists: lines.map(Codelist::read).collect() }
});

/// The day the lists were taken from their source, e.g. `2026-06-22`.
pub fn revision() -> &'static str {
    LISTS.revision
}

/// The list of a name, e.g. `Sector`.
pub fn list(name: &str) -> Option<&'static Codelist> {
    LISTS.lists.iter().find(|list| list.name == name)
}

/// The list of languages.
pub fn languages() -> Option<&'static Codelist> {
    static LANGUAGES: LazyLock<Option<&Codelist>> = LazyLock::new(|| list("Language"));
    *LANGUAGES
}

/// Whether a text begins with the code of a registration agency and a hyphen, as `GB-COH-` or `XM-DAC-`. What
/// counts is all before the second hyphen, or the whole where there is none.
pub fn has_agency(identifier: &str) -> bool {
    static AGENCIES: LazyLock<Option<&Codelist>> = LazyLock::new(|| list("OrganisationRegistrationAgency"));
    let end = identifier.match_indices('-').nth(1).map_or(identifier.len(), |(at, _)| at);
    identifier.contains('-') && AGENCIES.is_some_and(|agencies| agencies.status(&identifier[..end]).is_some())
}

/// One value that must be a code.
#[derive(Debug)]
pub struct Check {
    /// The id.
    pub id: RuleId,
    /// The group.
    pub category: Category,
    /// The first version of the standard that has it.
    pub since: Version,
    /// The names from the root of the file to the element.
    pub way: Vec<Name>,
    /// The attribute; `None`: the text of the element.
    pub attribute: Option<Name>,
    /// The list.
    pub list: &'static Codelist,
    /// For codes that depend on `@vocabulary`: which one has this list, and which an absent one means.
    pub vocabulary: Option<(&'static str, Option<&'static str>)>,
}

impl Check {
    fn read(line: &'static str) -> Option<Self> {
        let mut words = line.split(' ');
        let mut word = || words.next();
        let check = Self {
            id: RuleId(word()?),
            category: Category::of(word()?)?,
            since: Version::of(word()?)?,
            way: word()?.split('/').skip(1).map(Name::of).collect(),
            attribute: match word()? {
                "text" => None,
                attribute => Some(Name::of(attribute.strip_prefix('@')?)),
            },
            list: list(word()?)?,
            vocabulary: match (word(), word()) {
                (Some(value), Some("-")) => Some((value, None)),
                (Some(value), default) => Some((value, default)),
                _ => None,
            },
        };
        let named = !check.way.contains(&Name::UNKNOWN) && check.attribute != Some(Name::UNKNOWN);
        named.then_some(check)
    }

    /// Whether the value of `@vocabulary` makes this the list to look in. Before 2.03 aid types had no
    /// vocabulary: what stands there does not count.
    pub fn applies(&self, vocabulary: Option<&str>, version: Version) -> bool {
        let Some((value, default)) = self.vocabulary else { return true };
        let aid = matches!(self.way.last(), Some(&(names::AID_TYPE | names::DEFAULT_AID_TYPE)));
        let stated = vocabulary.filter(|text| !(text.is_empty() || aid && version < Version::V203));
        stated.or(default) == Some(value)
    }
}

/// All checks, in the order of `checks.txt`.
pub fn checks() -> &'static [Check] {
    static ALL: LazyLock<Vec<Check>> = LazyLock::new(|| {
        CHECKS.lines().filter(|line| !line.starts_with('#')).filter_map(Check::read).collect()
    });
    &ALL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        assert_eq!(checks().len(), 122);
        assert_eq!(LISTS.lists.len(), 57);
        assert_eq!(revision(), "2026-06-22");
    }

    #[test]
    fn codes_are_found_with_their_status_and_others_are_not() {
        let sector = list("Sector").unwrap();
        assert_eq!(sector.status("11110"), Some(Status::Active));
        assert_eq!(sector.status("111"), None);
        assert_eq!(list("Country").unwrap().codes().count(), 251);
        let withdrawn =
            list("FlowType").unwrap().codes().filter(|(_, status)| *status == Status::Withdrawn).count();
        assert_eq!(withdrawn, 2);
        assert_eq!(list("Country").unwrap().status("vn"), None);
        for list in &LISTS.lists {
            for (code, status) in list.codes() {
                assert_eq!(list.status(code), Some(status), "{} {code}", list.name);
            }
        }
    }

    #[test]
    fn an_agency_is_what_stands_before_the_second_hyphen() {
        assert!(has_agency("GB-COH-123") && has_agency("XM-DAC-41114") && has_agency("GB-COH"));
        for text in ["", "GB", "AA-AAA-123456789", " GB-COH-1", "gb-coh-1", "GB-COHX-1"] {
            assert!(!has_agency(text), "{text}");
        }
    }

    #[test]
    fn the_vocabulary_chooses_the_list() {
        let sector = checks().iter().find(|check| check.id.0 == "9.76.1").unwrap();
        assert!(sector.applies(None, Version::V203) && sector.applies(Some(""), Version::V203));
        assert!(!sector.applies(Some("2"), Version::V203) && !sector.applies(Some("2"), Version::V201));
        let tag = checks().iter().find(|check| check.id.0 == "9.125.1").unwrap();
        assert!(!tag.applies(None, Version::V203) && tag.applies(Some("2"), Version::V203));
        let aid = checks().iter().find(|check| check.id.0 == "9.80.1").unwrap();
        assert!(!aid.applies(Some("2"), Version::V203) && aid.applies(Some("2"), Version::V202));
    }
}
