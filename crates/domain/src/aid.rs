//! Aid as its publishers state it, and how it is held against the register: the same activity read again, and a
//! project of ours that it may speak of.
//!
//! Element names are those of the IATI activity standard 2.03. Contact persons are not kept.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::project::{ALIKE, Likeness};

/// One activity as its publisher states it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Activity {
    /// `iati-identifier`, trimmed.
    pub identifier: String,
    /// `reporting-org`.
    pub publisher: Party,
    pub title: Texts,
    pub description: Texts,
    /// Codelist ActivityStatus.
    pub status: String,
    pub planned_start: Option<Date>,
    pub actual_start: Option<Date>,
    pub planned_end: Option<Date>,
    pub actual_end: Option<Date>,
    /// ISO 4217; empty where none is stated.
    pub currency: String,
    /// `other-identifier/@ref`.
    pub other_identifiers: Vec<String>,
    /// `participating-org`.
    pub parties: Vec<Party>,
    pub sectors: Vec<Sector>,
    pub places: Vec<Place>,
    /// Sums by kind, year and currency, in that order.
    pub money: Vec<Money>,
}

/// A text in the languages of the product, and in any other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Texts {
    pub vi: String,
    pub en: String,
    /// The first in another language.
    pub other: String,
}

impl Texts {
    /// The text in the order in which an officer here can read it; empty where there is none.
    pub fn best(&self) -> &str {
        [&self.vi, &self.en, &self.other].into_iter().find(|t| !t.is_empty()).map_or("", String::as_str)
    }
}

/// An organisation in an activity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// Codelist OrganisationRole; empty for the publisher.
    pub role: String,
    #[serde(rename = "ref")]
    pub reference: String,
    /// Codelist OrganisationType.
    pub kind: String,
    pub name: String,
}

/// Share of a sector.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Sector {
    /// Codelist SectorVocabulary; "1" where none is stated.
    pub vocabulary: String,
    pub code: String,
    /// Hundredths of a per cent.
    pub share: Option<i64>,
}

/// A place of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// "country", "region" or "location".
    pub kind: String,
    pub code: String,
    pub name: String,
    /// Hundredths of a per cent.
    pub share: Option<i64>,
    /// Latitude and longitude as written.
    pub point: String,
}

/// What one kind of money comes to in one year and currency. Currencies are never added to each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Money {
    /// "budget", "planned", or a transaction of codelist TransactionType by its code.
    pub kind: String,
    pub year: i16,
    /// ISO 4217; empty where none is stated.
    pub currency: String,
    /// Hundredths of the currency.
    pub amount: i64,
}

/// An organisation as it states itself in an organisation file of the standard: what it means to spend, in all and for
/// the countries that the register keeps.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Organisation {
    /// `organisation-identifier`, trimmed.
    pub identifier: String,
    /// `reporting-org`.
    pub publisher: Party,
    pub name: Texts,
    /// Sums by kind, year and currency, in that order. Kinds: "total-budget", "country-budget", "total-expenditure".
    pub money: Vec<Money>,
    pub documents: Vec<Document>,
}

/// A document that an organisation links to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    pub title: Texts,
    pub url: String,
}

/// Hundredths beyond which an amount is not believed: a million milliard of the currency. Sums of many stay within 64 bits.
const MOST: i64 = 100_000_000_000_000_000;

/// Reads a decimal number as whole hundredths; further digits are rounded half to even. Nothing for what is no
/// decimal number of the XML schema, or too large.
pub fn hundredths(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let digit = |at: usize| i64::from(part.as_bytes().get(at).map_or(0, |b| b - b'0'));
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let down = whole.checked_mul(100)?.checked_add(digit(0) * 10 + digit(1))?;
    let beyond = part.bytes().skip(3).any(|b| b != b'0');
    let up = match digit(2) {
        5 => beyond || down % 2 == 1,
        third => third > 5,
    };
    let amount = down.checked_add(i64::from(up)).filter(|amount| *amount < MOST)?;
    Some(if negative { -amount } else { amount })
}

/// A field whose published value differs from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    Publisher,
    Title,
    Description,
    Status,
    Dates,
    Currency,
    OtherIdentifiers,
    Parties,
    Sectors,
    Places,
    Money,
    Documents,
}

impl Field {
    /// End of the message key `aid-field-…`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Title => "title",
            Self::Description => "description",
            Self::Status => "status",
            Self::Dates => "dates",
            Self::Currency => "currency",
            Self::OtherIdentifiers => "other-identifiers",
            Self::Parties => "parties",
            Self::Sectors => "sectors",
            Self::Places => "places",
            Self::Money => "money",
            Self::Documents => "documents",
        }
    }
}

/// Fields that changed from one reading of an activity to the next.
pub fn changed(before: &Activity, after: &Activity) -> Vec<Field> {
    let dates = |a: &Activity| [a.planned_start, a.actual_start, a.planned_end, a.actual_end];
    [
        (Field::Publisher, before.publisher != after.publisher),
        (Field::Title, before.title != after.title),
        (Field::Description, before.description != after.description),
        (Field::Status, before.status != after.status),
        (Field::Dates, dates(before) != dates(after)),
        (Field::Currency, before.currency != after.currency),
        (Field::OtherIdentifiers, before.other_identifiers != after.other_identifiers),
        (Field::Parties, before.parties != after.parties),
        (Field::Sectors, before.sectors != after.sectors),
        (Field::Places, before.places != after.places),
        (Field::Money, before.money != after.money),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}

/// The same for an organisation.
pub fn changed_organisation(before: &Organisation, after: &Organisation) -> Vec<Field> {
    [
        (Field::Publisher, before.publisher != after.publisher),
        (Field::Title, before.name != after.name),
        (Field::Money, before.money != after.money),
        (Field::Documents, before.documents != after.documents),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}

/// How an activity and a project were brought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The activity names the project's code among its identifiers.
    Identifier,
    /// Title, donor and place are alike.
    Likeness,
}

/// A project of ours that an activity may speak of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    pub code: String,
    /// 0 to 100; an identifier gives 100.
    pub score: u8,
    pub reason: Reason,
}

/// From this score on, a project is proposed; below [`ALIKE`] there is none.
pub const PROPOSED: u8 = ALIKE;

/// Projects that the activity may speak of, the likeliest first, three at most. An identifier decides alone:
/// the code of a project as an `other-identifier`, or as the end of the activity's own.
pub fn matches(activity: &Activity, like: &Likeness, register: &[(String, Likeness)]) -> Vec<Match> {
    let names = |code: &str| {
        activity.other_identifiers.iter().any(|other| other == code)
            || activity.identifier.strip_suffix(code).is_some_and(|head| head.ends_with(['-', ':', '/']))
    };
    if let Some((code, _)) = register.iter().find(|(code, _)| names(code)) {
        return vec![Match { code: code.clone(), score: 100, reason: Reason::Identifier }];
    }
    let mut found: Vec<Match> = register
        .iter()
        .map(|(code, project)| Match {
            code: code.clone(),
            score: like.score(project),
            reason: Reason::Likeness,
        })
        .filter(|found| found.score >= PROPOSED)
        .collect();
    found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.code.cmp(&b.code)));
    found.truncate(3);
    found
}

/// Why an activity of others is of interest beside a call for aid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kin {
    /// The same purpose of the DAC list (true), or one of the same group, its first three digits (false).
    pub sector: Option<bool>,
    /// Which of the call's places it names, counted from the nearest.
    pub place: Option<usize>,
}

impl Kin {
    /// The higher, the more akin: a place weighs more than a sector, the nearer place and the same purpose more than
    /// others.
    pub fn rank(self) -> usize {
        let place = self.place.map_or(0, |n| 6_usize.saturating_sub(n).max(3));
        place + self.sector.map_or(0, |same| if same { 2 } else { 1 })
    }
}

/// Length of a DAC group's code, with which the codes of its purposes begin.
pub const GROUP: usize = 3;

/// How an activity is akin to a call of these purposes; `names` says whether a text names a place, counted from the
/// nearest.
pub fn kin(activity: &Activity, purposes: &[String], names: &dyn Fn(&str) -> Option<usize>) -> Kin {
    // Vocabularies 1 and 2: purposes of the DAC list, and its groups.
    let dac = |s: &&Sector| matches!(s.vocabulary.as_str(), "1" | "2");
    let codes = || activity.sectors.iter().filter(dac).map(|s| s.code.as_str());
    let same = codes().any(|c| purposes.iter().any(|p| p == c));
    let group = |p: &String, c: &str| p.get(..GROUP).is_some_and(|g| c.starts_with(g));
    let near = codes().any(|c| purposes.iter().any(|p| group(p, c)));
    let texts = [&activity.title.vi, &activity.title.en, &activity.title.other];
    let texts = texts.into_iter().chain(activity.places.iter().map(|p| &p.name));
    Kin { sector: (same || near).then_some(same), place: texts.filter_map(|t| names(t)).min() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact_and_rounded_half_to_even() {
        let read = |t| hundredths(t);
        assert_eq!(read("1234.5"), Some(123_450));
        assert_eq!(read(" -0.125 "), Some(-12));
        assert_eq!((read("0.135"), read("0.1251"), read("0.1349")), (Some(14), Some(13), Some(13)));
        assert_eq!((read("+.5"), read("7.")), (Some(50), Some(700)));
        for wrong in ["", ".", "1e3", "1,000", "--1", "99999999999999999999"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_reading_says_which_fields_changed() {
        let before = Activity { status: "2".into(), ..Activity::default() };
        let mut after = before.clone();
        assert!(changed(&before, &after).is_empty());
        after.status = "4".into();
        after.actual_end = Some(jiff::civil::date(2025, 6, 30));
        assert_eq!(changed(&before, &after), [Field::Status, Field::Dates]);
    }

    #[test]
    fn an_identifier_decides_before_any_likeness() {
        let register = [
            ("DA-2024-006".to_owned(), Likeness::new("cau kenh tam", "32062", "to chuc a")),
            ("DA-2024-007".to_owned(), Likeness::new("nuoc sach", "32062", "to chuc b")),
        ];
        let like = Likeness::new("xay cau kenh tam", "32062", "to chuc a");
        let mut activity = Activity { identifier: "XM-DAC-1-77".into(), ..Activity::default() };
        let found = matches(&activity, &like, &register);
        assert_eq!(
            (found.len(), found[0].code.as_str(), found[0].reason),
            (1, "DA-2024-006", Reason::Likeness)
        );
        activity.other_identifiers.push("DA-2024-007".into());
        let found = matches(&activity, &like, &register);
        assert_eq!((found[0].code.as_str(), found[0].score), ("DA-2024-007", 100));
        let other = Likeness::new("hoc bong", "31825", "doanh nghiep");
        activity.other_identifiers.clear();
        assert!(matches(&activity, &other, &register).is_empty());
    }

    #[test]
    fn aid_near_by_and_of_the_same_purpose_comes_first() {
        let activity = |title: &str, sector: &str, place: &str| Activity {
            title: Texts { en: title.into(), ..Texts::default() },
            sectors: vec![Sector { vocabulary: "1".into(), code: sector.into(), share: None }],
            places: vec![Place { name: place.into(), ..Place::default() }],
            ..Activity::default()
        };
        let places = ["U Minh", "Ca Mau"];
        let names = |text: &str| places.iter().position(|p| text.contains(p));
        let of = |a: &Activity| kin(a, &["14030".into(), "12240".into()], &names);
        let near = activity("Wells in U Minh", "14030", "Ca Mau");
        assert_eq!(of(&near), Kin { sector: Some(true), place: Some(0) });
        let province = activity("Health", "12240", "Ca Mau Province");
        let group = activity("Water policy", "14010", "Ha Noi");
        assert_eq!(of(&group), Kin { sector: Some(false), place: None });
        assert_eq!(of(&activity("Roads", "21020", "Ha Noi")).rank(), 0);
        let mut own_list = near.clone();
        own_list.sectors[0].vocabulary = "99".into();
        assert_eq!(of(&own_list).sector, None, "a code of a list of its publisher's own");
        assert!(of(&near).rank() > of(&province).rank() && of(&province).rank() > of(&group).rank());
    }
}
