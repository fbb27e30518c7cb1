//! A need (nhu cầu): what a place and a people lack, with its evidence (plan, clause II.1.b.2).
use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Spot};
use crate::ids::NeedId;
use crate::words::Texts;

/// A people with the list its code comes from: 05 is Khmer in both official lists, 04 is Hoa in one
/// and Mường in the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PeopleCode {
    /// "1979" or "census", as in `data/codelists/ethnic-groups.csv`.
    pub list: String,
    pub code: String,
}

/// "1979:05", in forms, addresses and filters.
impl std::fmt::Display for PeopleCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.list, self.code)
    }
}

impl PeopleCode {
    /// Reads what [`Display`](std::fmt::Display) writes; whether a list has it is not asked.
    pub fn parse(text: &str) -> Option<Self> {
        let (list, code) = text.split_once(':')?;
        Some(Self { list: list.to_owned(), code: code.to_owned() })
    }
}

/// Who gains, as counts by place; never names. Empty is "not stated", not zero.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Beneficiaries {
    pub households: Option<i64>,
    pub people: Option<i64>,
    /// Of them, of ethnic minorities.
    pub minority: Option<i64>,
    pub women: Option<i64>,
    /// Poor households.
    pub poor: Option<i64>,
}

/// Smallest count of people that everyone may read: ethnicity is sensitive (invariant 14 of the architecture).
pub const FEWEST: i64 = 5;

impl Beneficiaries {
    /// As everyone may read them: what counts one to four is left out.
    #[must_use]
    pub fn published(&self) -> Self {
        let shown = |n: Option<i64>| n.filter(|n| *n >= FEWEST);
        Self {
            households: shown(self.households),
            people: shown(self.people),
            minority: shown(self.minority),
            women: shown(self.women),
            poor: shown(self.poor),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    Low,
    Medium,
    High,
}

/// What a person states; the keys are those of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedFacts {
    pub title: Texts,
    /// Code with its system: "2025:32062".
    pub place: String,
    /// Hamlet or ward group; the sources give them no code.
    #[serde(default)]
    pub hamlet: String,
    #[serde(default)]
    pub peoples: Vec<PeopleCode>,
    /// Letter of the plan's area, a to i.
    pub area: String,
    pub urgency: Urgency,
    /// What lacks, and how one knows.
    pub evidence: Texts,
    #[serde(default)]
    pub beneficiaries: Beneficiaries,
    /// Who stated it: a hamlet's meeting, a school, a person's office.
    pub stated_by: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    pub id: NeedId,
    /// Organisation that entered it.
    pub unit: String,
    pub facts: NeedFacts,
    /// Met or withdrawn.
    pub closed: bool,
}

/// What the form's answers are held against.
pub struct Known<'a> {
    pub is_place: &'a dyn Fn(&str) -> bool,
    pub is_area: &'a dyn Fn(&str) -> bool,
    pub is_people: &'a dyn Fn(&PeopleCode) -> bool,
}

/// What is wrong with a stated need; the column of each finding is the field.
pub fn checks(facts: &NeedFacts, known: &Known<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut say = |wrong: bool, field: &str, code: &str| {
        if wrong {
            out.push(Finding::error(code, Spot::cell("need", 0, field)));
        }
    };
    say(facts.title.vi.is_empty(), "title", "need-title");
    say(!(known.is_place)(&facts.place), "place", "need-place");
    say(!(known.is_area)(&facts.area), "area", "need-area");
    say(facts.evidence.vi.is_empty(), "evidence", "need-evidence");
    say(facts.stated_by.is_empty(), "stated_by", "need-stated-by");
    say(!facts.peoples.iter().all(known.is_people), "people", "need-people");
    let b = &facts.beneficiaries;
    let more = |part: Option<i64>, whole: Option<i64>| part.zip(whole).is_some_and(|(p, w)| p > w);
    say(more(b.minority, b.people), "minority", "need-more-than-people");
    say(more(b.women, b.people), "women", "need-more-than-people");
    say(more(b.poor, b.households), "poor", "need-more-than-households");
    out
}

/// What answers a need: things of the same area in the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// Projects that run.
    pub projects: i64,
    /// Calls that are neither closed nor withdrawn.
    pub calls: i64,
}

impl Answers {
    pub fn none(self) -> bool {
        self.projects == 0 && self.calls == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> NeedFacts {
        NeedFacts {
            title: Texts::vi("Nước sạch cho ấp 7"),
            place: "2025:32062".into(),
            hamlet: "Ấp 7".into(),
            peoples: vec![PeopleCode { list: "1979".into(), code: "05".into() }],
            area: "a".into(),
            urgency: Urgency::High,
            evidence: Texts::vi("42 hộ dùng nước giếng nhiễm phèn"),
            beneficiaries: Beneficiaries {
                households: Some(42),
                people: Some(170),
                ..Beneficiaries::default()
            },
            stated_by: "Cuộc họp ấp 7 ngày 12/3/2025".into(),
        }
    }

    fn fields(facts: &NeedFacts) -> Vec<String> {
        let known = Known {
            is_place: &|p| p == "2025:32062",
            is_area: &|a| a == "a",
            is_people: &|p| p.list == "1979" && p.code == "05",
        };
        checks(facts, &known).into_iter().filter_map(|f| f.spot.column).collect()
    }

    #[test]
    fn a_whole_need_has_no_finding() {
        assert!(fields(&facts()).is_empty());
    }

    #[test]
    fn each_fault_is_told_at_its_field() {
        let mut wrong = facts();
        wrong.title.vi.clear();
        wrong.place = "2021:32062".into();
        wrong.peoples[0].list = "census".into();
        wrong.beneficiaries.women = Some(171);
        wrong.beneficiaries.poor = Some(43);
        assert_eq!(fields(&wrong), ["title", "place", "people", "women", "poor"]);
    }

    #[test]
    fn a_count_that_was_not_stated_is_not_compared() {
        let mut open = facts();
        open.beneficiaries = Beneficiaries { women: Some(5), ..Beneficiaries::default() };
        assert!(fields(&open).is_empty());
    }
}
