//! The rules as data, read once from `rules.txt`.

use std::sync::LazyLock;

use super::path::{Path, known};
use super::route::Routes;
use crate::codelists;
use crate::finding::{Category, RuleId, Severity};
use crate::names::{self, Name};
use crate::version::Version;

static RULES: &str = include_str!("rules.txt");

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $word:literal,)*) => {
        /// What a rule asks. The paths of the rule say of what.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[$doc])* $name,)*
        }

        impl Kind {
            fn of(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }
        }
    };
}

kinds! {
    /// No two of the texts are the same.
    Unique "unique",
    /// The first begins with one of the others and a hyphen.
    StartsWith "starts-with",
    /// Begins with the code of a registration agency.
    Agency "agency",
    /// One of the paths leads somewhere.
    AtLeastOne "at-least-one",
    /// Not more than one thing is there.
    NoMoreThanOne "no-more-than-one",
    /// `xml:lang` is at the element, or at each narrative in it.
    Language "language",
    /// `default-currency` is at the element, or a currency at each amount in it.
    Currency "currency",
    /// Each of the first has one of the second.
    AllHave "all-have",
    /// Not later than now.
    NotFuture "not-future",
    /// The first is not later than the second.
    DateOrder "date-order",
    /// From the first to the second are at most 365 days.
    OneYear "one-year",
    /// The first lies between the two others.
    Between "between",
    /// None of `/ & | ?`.
    NoSymbols "no-symbols",
    /// No white space at the ends.
    NoSpaces "no-spaces",
    /// Where there are several, each has a percentage.
    AllPercent "all-percent",
    /// Where there are several, one has a percentage.
    SomePercent "some-percent",
    /// Where there is one, its percentage is absent or 100.
    Single100 "single-100",
    /// Where there are several, their percentages make 100.
    Sum100 "sum-100",
    /// From 0 to 100.
    Range "range",
    /// 0 or more.
    NotNegative "not-negative",
    /// There are at least as many narratives inside.
    AsManyNarratives "as-many-narratives",
    /// Where the first is, the second is too.
    NeedsDac "needs-dac",
    /// Those before `and` and those after are not both there.
    NotBoth "not-both",
    /// It is not there.
    None "none",
    /// It is a number.
    Number "number",
    /// Cannot be reported by the official validator, and so not by us.
    Never "never",
}

/// Asks a rule only where an attribute has one of these values; empty stands for an absent one too.
#[derive(Clone, Debug)]
pub struct When {
    /// How many parents up.
    pub up: usize,
    /// The attribute.
    pub attribute: Name,
    /// The values.
    pub values: Vec<&'static str>,
}

/// One rule at one kind of element.
#[derive(Debug)]
pub struct Case {
    /// The id.
    pub id: RuleId,
    /// How bad.
    pub severity: Severity,
    /// The group.
    pub category: Category,
    /// First and last version of the standard that have it.
    pub versions: (Version, Version),
    /// What it asks.
    pub kind: Kind,
    /// Of what.
    pub paths: Vec<Path>,
    /// What stands after `and`.
    pub others: Vec<Path>,
    /// Elements whose vocabularies are asked for one after the other.
    pub each: Option<Path>,
    /// Where one of these leads somewhere, the rule is not asked.
    pub unless: Vec<Path>,
    /// Where this is not so, the rule is not asked.
    pub when: Option<When>,
}

impl Case {
    fn read(line: &'static str) -> Option<Self> {
        let mut words = line.split(' ');
        let mut case = Self {
            id: RuleId(words.next()?),
            severity: Severity::of(words.next()?)?,
            category: Category::of(words.next()?)?,
            versions: versions(words.next()?)?,
            kind: Kind::of(words.next()?)?,
            paths: Vec::new(),
            others: Vec::new(),
            each: None,
            unless: Vec::new(),
            when: None,
        };
        let mut second = false;
        for word in words {
            if word == "and" {
                second = true;
            } else if let Some(path) = word.strip_prefix("each=") {
                case.each = Some(Path::parse(path)?);
            } else if let Some(path) = word.strip_prefix("unless=") {
                case.unless.push(Path::parse(path)?);
            } else if let Some(text) = word.strip_prefix("when=") {
                case.when = Some(when(text)?);
            } else if second {
                case.others.push(Path::parse(word)?);
            } else {
                case.paths.push(Path::parse(word)?);
            }
        }
        Some(case)
    }
}

fn versions(text: &str) -> Option<(Version, Version)> {
    match text.split_once('-') {
        Some((first, last)) => Some((Version::of(first)?, Version::of(last)?)),
        None => Some((Version::of(text.strip_suffix('+')?)?, Version::V203)),
    }
}

fn when(text: &'static str) -> Option<When> {
    let plain = text.trim_start_matches('^');
    let (attribute, values) = plain.split_once('=')?;
    Some(When {
        up: text.len() - plain.len(),
        attribute: known(attribute)?,
        values: values.split('|').collect(),
    })
}

/// What to do at the elements of one state.
#[derive(Debug, Default)]
pub struct Stop {
    /// Rules, as places in [`Table::cases`].
    pub cases: Vec<u16>,
    /// Codes, as places in [`codelists::checks`].
    pub codes: Vec<u16>,
    /// The advisory about references to activities, with the attribute that refers.
    pub reference: Option<(RuleId, Version, Name)>,
}

impl Stop {
    /// Whether nothing is to be done.
    fn is_empty(&self) -> bool {
        self.cases.is_empty() && self.codes.is_empty() && self.reference.is_none()
    }
}

/// Everything that is asked of elements, by state.
#[derive(Debug)]
pub struct Table {
    /// All rules, in the order of `rules.txt`.
    pub cases: Vec<Case>,
    /// The way to each state.
    pub routes: Routes,
    /// What is done at each state.
    pub stops: Vec<Stop>,
    /// Whether anything is: most elements are passed over with a look at this.
    pub busy: Vec<bool>,
    /// The rules about `title`, wherever it stands.
    pub title: Vec<u16>,
    /// The rules about `description`, wherever it stands.
    pub description: Vec<u16>,
}

/// The references to other activities: id, first version, way, attribute.
/// Source: IATI/js-validator-api, advisory definitions of 2.01 and 2.02.
const REFERENCES: [(&str, Version, &[Name], Name); 6] = [
    ("1000.0.1", Version::V202, &[names::PARTICIPATING_ORG], names::ACTIVITY_ID),
    (
        "1000.0.2",
        Version::V202,
        &[names::PLANNED_DISBURSEMENT, names::PROVIDER_ORG],
        names::PROVIDER_ACTIVITY_ID,
    ),
    (
        "1000.0.3",
        Version::V202,
        &[names::PLANNED_DISBURSEMENT, names::RECEIVER_ORG],
        names::RECEIVER_ACTIVITY_ID,
    ),
    ("1000.0.4", Version::V201, &[names::TRANSACTION, names::PROVIDER_ORG], names::PROVIDER_ACTIVITY_ID),
    ("1000.0.5", Version::V201, &[names::TRANSACTION, names::RECEIVER_ORG], names::RECEIVER_ACTIVITY_ID),
    ("1000.0.6", Version::V201, &[names::RELATED_ACTIVITY], names::REF),
];

impl Table {
    fn read() -> Self {
        let mut table = Self {
            cases: Vec::new(),
            routes: Routes::default(),
            stops: Vec::new(),
            busy: Vec::new(),
            title: Vec::new(),
            description: Vec::new(),
        };
        let mut places: Vec<&str> = Vec::new();
        for line in RULES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if let Some(paths) = line.strip_prefix("@ ") {
                places = paths.split(' ').collect();
            } else if let Some(case) = Case::read(line) {
                let number = table.cases.len() as u16;
                table.cases.push(case);
                places.iter().for_each(|place| table.attach(place, number));
            }
        }
        for (number, check) in codelists::checks().iter().enumerate().filter(|(_, check)| check.way.len() > 1)
        {
            table.stop(&check.way[1..]).codes.push(number as u16);
        }
        for (id, since, way, attribute) in REFERENCES {
            let way = [&[names::IATI_ACTIVITY], way].concat();
            table.stop(&way).reference = Some((RuleId(id), since, attribute));
        }
        let states = table.routes.len();
        table.stops.resize_with(states, Stop::default);
        table.busy = table.stops.iter().map(|stop| !stop.is_empty()).collect();
        table
    }

    fn attach(&mut self, place: &str, number: u16) {
        match place {
            "//title" => self.title.push(number),
            "//description" => self.description.push(number),
            _ => {
                let way: Vec<_> = place.split('/').skip(2).map(Name::of).collect();
                self.stop(&way).cases.push(number);
            }
        }
    }

    fn stop(&mut self, way: &[Name]) -> &mut Stop {
        let state = self.routes.insert(way.iter().copied()) as usize;
        if self.stops.len() <= state {
            self.stops.resize_with(state + 1, Stop::default);
        }
        &mut self.stops[state]
    }
}

/// The table.
pub fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(Table::read);
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let lines = RULES.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
        for line in lines.clone() {
            assert!(Case::read(line).is_some(), "{line}");
        }
        assert_eq!(table().cases.len(), lines.count());
        let of_203 = table().cases.iter().filter(|case| case.versions.1 == Version::V203).count();
        assert_eq!(of_203, 107);
    }

    #[test]
    fn every_rule_is_asked_somewhere() {
        let table = table();
        let asked =
            table.stops.iter().flat_map(|stop| &stop.cases).chain(&table.title).chain(&table.description);
        let mut asked: Vec<_> = asked.copied().collect();
        asked.sort_unstable();
        asked.dedup();
        assert_eq!(asked.len(), table.cases.len());
        assert_eq!(table.stops.len(), table.routes.len());
        assert!(table.routes.len() < 256, "states are bytes");
    }
}
