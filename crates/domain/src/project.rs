//! A project of the register, and whether a row of a report speaks of one that is already there.
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::form::{Form, Table};
use crate::ids::ProjectId;
use crate::report::{Row, Value};

/// What the register knows. Money facts are [`Flow`]s, never fields here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    pub id: ProjectId,
    /// "DA-2024-012": year of first mention and a running number.
    pub code: String,
    /// Organisation that reports on it.
    pub unit: String,
    pub facts: Facts,
}

/// Fields that a report states about a project. The keys equal the columns of table B1.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Facts {
    pub name_vi: String,
    pub name_en: Option<String>,
    /// Letter of the priority area.
    pub area: String,
    pub donor: String,
    pub country: Option<String>,
    pub donor_type: String,
    pub modality: String,
    pub owner: Option<String>,
    /// Code in the place system of the round that stated it.
    pub place: String,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    pub decision: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Hundredths of `currency`.
    pub amount: Option<i64>,
    pub state: String,
}

/// Columns of B1 whose money becomes commitment flows; also the fund's source class.
pub const SOURCES: [&str; 6] = ["aid", "oda", "loan", "cp_province", "cp_commune", "cp_community"];

/// One money fact: so much of one source, at one stage, in one year. đồng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    pub project: ProjectId,
    pub year: i16,
    pub stage: FlowStage,
    /// One of [`SOURCES`] for commitments; "all" for disbursements, which reports give as one sum.
    pub source: String,
    /// Đồng.
    pub amount: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlowStage {
    /// Total commitment as stated in that year's report; the newest year counts.
    Committed,
    /// Disbursed within that year's window.
    Disbursed,
}

impl Facts {
    /// Reads the facts out of a row of the projects table. Missing cells stay empty.
    pub fn of_row(table: &Table, row: &Row) -> Self {
        let at = |key: &str| table.index(key).and_then(|i| row.cells.get(i));
        let text = |key: &str| at(key).and_then(Value::text).map(str::to_owned);
        let day = |key: &str| text(key).and_then(|t| t.parse().ok());
        Self {
            name_vi: text("name_vi").unwrap_or_default(),
            name_en: text("name_en"),
            area: text("area").unwrap_or_default(),
            donor: text("donor").unwrap_or_default(),
            country: text("country"),
            donor_type: text("donor_type").unwrap_or_default(),
            modality: text("modality").unwrap_or_default(),
            owner: text("owner"),
            place: text("place").unwrap_or_default(),
            starts: day("starts"),
            ends: day("ends"),
            decision: text("decision"),
            currency: text("currency"),
            amount: at("amount").and_then(Value::int),
            state: text("state").unwrap_or_else(|| "running".into()),
        }
    }

    /// Writes the facts into the cells of a row of the projects table.
    pub fn fill(&self, table: &Table, row: &mut Row) {
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(cell) = table.index(key).and_then(|i| row.cells.get_mut(i)) {
                *cell = value.unwrap_or_default();
            }
        };
        let text = |t: &str| (!t.is_empty()).then(|| Value::Text(t.to_owned()));
        let opt = |t: &Option<String>| t.clone().map(Value::Text);
        let day = |d: Option<Date>| d.map(|d| Value::Text(d.to_string()));
        put("name_vi", text(&self.name_vi));
        put("name_en", opt(&self.name_en));
        put("area", text(&self.area));
        put("donor", text(&self.donor));
        put("country", opt(&self.country));
        put("donor_type", text(&self.donor_type));
        put("modality", text(&self.modality));
        put("owner", opt(&self.owner));
        put("place", text(&self.place));
        put("starts", day(self.starts));
        put("ends", day(self.ends));
        put("decision", opt(&self.decision));
        put("currency", opt(&self.currency));
        put("amount", self.amount.map(Value::Int));
        put("state", text(&self.state));
    }
}

/// Flows that an accepted row states for the round's year.
pub fn flows_of_row(table: &Table, row: &Row, project: ProjectId, year: i16) -> Vec<Flow> {
    let at = |key: &str| table.index(key).and_then(|i| row.cells.get(i)).and_then(Value::int);
    let flow = |stage, source: &str, amount| Flow { project, year, stage, source: source.to_owned(), amount };
    let mut out: Vec<Flow> = SOURCES
        .iter()
        .filter_map(|s| at(s).filter(|n| *n != 0).map(|n| flow(FlowStage::Committed, s, n)))
        .collect();
    out.extend(at("disbursed").filter(|n| *n != 0).map(|n| flow(FlowStage::Disbursed, "all", n)));
    out
}

/// The table of the form whose rows are projects.
pub fn table_of(form: &Form) -> Option<&Table> {
    form.tables.iter().find(|t| t.derived.is_none() && t.project_index().is_some())
}

/// A project that a row without a code resembles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resembles {
    pub code: String,
    /// 0 to 100.
    pub score: u8,
}

/// From this score on, the sender must say whether it is the same project.
pub const ALIKE: u8 = 60;

/// What of a project is compared with another, made ready once.
#[derive(Debug, Clone)]
pub struct Likeness {
    name: Pairs,
    place: String,
    donor: Pairs,
}

impl Likeness {
    /// Name and donor must be folded (no tone marks, lower case).
    pub fn new(name: &str, place: &str, donor: &str) -> Self {
        Self { name: Pairs::of(name), place: place.to_owned(), donor: Pairs::of(donor) }
    }

    /// 0 to 100: the name weighs 60, the place 20, the donor 20. 0 for all below [`ALIKE`].
    pub fn score(&self, other: &Self) -> u8 {
        let donor = self.donor.overlap(&other.donor);
        score(&self.name, &other.name, self.place == other.place, donor, ALIKE)
    }
}

/// As [`Likeness::score`], where it is known whether the place is the same and how alike the donors are
/// ([`Pairs::overlap`]); 0 for all below `at_least`.
pub fn score(name: &Pairs, other: &Pairs, same_place: bool, donor: u8, at_least: u8) -> u8 {
    let beside = if same_place { 20 } else { 0 } + u32::from(donor) * 20 / 100;
    // What the name must bring, rounded up.
    let least = (u32::from(at_least).saturating_sub(beside) * 100).div_ceil(60);
    if least > 100 || !name.may_reach(other, least) {
        return 0;
    }
    let name = u32::from(name.overlap(other));
    if name < least { 0 } else { u8::try_from(name * 60 / 100 + beside).unwrap_or(100) }
}

/// Pairs of neighbouring characters of a text without its spaces.
#[derive(Debug, Clone)]
pub struct Pairs {
    /// Both characters in one number, in order.
    sorted: Arc<[u32]>,
    /// A bit for each kind of pair, to see at a glance how much two texts can share.
    kinds: [u64; 4],
}

impl Pairs {
    /// The text must be folded.
    pub fn of(text: &str) -> Self {
        // All letters of a folded name are among the first 65,536. Two other signs may fall together.
        let mut chars = text.chars().filter(|c| !c.is_whitespace()).map(|c| u32::from(c) & 0xffff);
        let mut sorted = Vec::with_capacity(text.len());
        let mut before = chars.next();
        for c in chars {
            sorted.extend(before.map(|b| b << 16 | c));
            before = Some(c);
        }
        sorted.sort_unstable();
        let mut kinds = [0; 4];
        for pair in &sorted {
            let kind = (pair >> 16).wrapping_mul(31) ^ (pair & 0xffff);
            kinds[(kind >> 6 & 3) as usize] |= 1 << (kind & 63);
        }
        Self { sorted: sorted.into(), kinds }
    }

    /// Dice coefficient, 0 to 100. Word order matters little, which suits names like
    /// "Cầu Kênh Tám" and "Xây cầu Kênh Tám".
    pub fn overlap(&self, other: &Self) -> u8 {
        let (a, b) = (&self.sorted, &other.sorted);
        if a == b && !a.is_empty() {
            return 100;
        }
        let (mut i, mut j, mut shared) = (0, 0, 0);
        // Which of the two comes first is as good as random: added up, not branched on.
        while i < a.len() && j < b.len() {
            let (x, y) = (a[i], b[j]);
            shared += usize::from(x == y);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        let dice = (200 * shared).checked_div(a.len() + b.len()).unwrap_or(0);
        u8::try_from(dice).unwrap_or(100)
    }

    /// Whether [`Pairs::overlap`] can be as much as `least`, seen from kinds that the other lacks altogether.
    fn may_reach(&self, other: &Self, least: u32) -> bool {
        let kept = |a: &Self, b: &Self| {
            let lacking = a.kinds.iter().zip(&b.kinds).map(|(a, b)| (a & !b).count_ones()).sum::<u32>();
            a.sorted.len() - lacking as usize
        };
        let all = self.sorted.len() + other.sorted.len();
        200 * kept(self, other).min(kept(other, self)) >= least as usize * all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{annual, row};

    #[test]
    fn facts_survive_the_way_into_a_row_and_back() {
        let form = annual();
        let table = table_of(&form).unwrap();
        let facts = Facts {
            name_vi: "Cấp nước trường học".into(),
            area: "a".into(),
            donor: "Tổ chức B".into(),
            donor_type: "ngo".into(),
            modality: "project".into(),
            place: "32062".into(),
            starts: Some(jiff::civil::date(2024, 3, 1)),
            amount: Some(15_000_000),
            currency: Some("EUR".into()),
            state: "running".into(),
            ..Facts::default()
        };
        let mut r = row(&form, "B1", 1, &[]);
        facts.fill(table, &mut r);
        assert_eq!(Facts::of_row(table, &r), facts);
    }

    #[test]
    fn a_renamed_project_in_the_same_commune_is_noticed_and_another_is_not() {
        let known = Likeness::new("cau kenh tam", "32062", "to chuc a");
        let renamed = Likeness::new("xay cau kenh tam", "32062", "to chuc a");
        assert!(renamed.score(&known) >= ALIKE);
        let other = Likeness::new("hoc bong nu sinh khmer", "31825", "doanh nghiep d");
        assert_eq!(other.score(&known), 0);
    }

    #[test]
    fn the_glance_never_passes_over_what_the_look_would_find() {
        let texts =
            ["", "a", "cau", "cau kenh tam", "xay cau kenh tam", "aaaa aaaa", "nuoc sach ap 7", "nước"];
        for a in texts.map(Pairs::of) {
            for b in texts.map(Pairs::of) {
                assert!(a.may_reach(&b, a.overlap(&b).into()), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn a_score_is_what_name_place_and_donor_weigh_or_nothing() {
        let texts = ["cau kenh tam", "xay cau kenh tam", "cau kenh tu", "nuoc sach", "to chuc a", ""];
        for (a, b) in texts.iter().flat_map(|a| texts.map(|b| (*a, b))) {
            let (a, b) = (Pairs::of(a), Pairs::of(b));
            let cases = [(true, 0, 60), (true, 55, 60), (true, 100, 90), (false, 60, 60), (false, 100, 20)];
            for (same_place, donor, least) in cases {
                let place = if same_place { 20 } else { 0 };
                let weighed = u32::from(a.overlap(&b)) * 60 / 100 + place + u32::from(donor) * 20 / 100;
                let expected = if weighed < u32::from(least) { 0 } else { weighed };
                assert_eq!(
                    u32::from(score(&a, &b, same_place, donor, least)),
                    expected,
                    "{a:?} {b:?} {donor}"
                );
            }
        }
    }

    #[test]
    fn a_row_states_one_commitment_a_source_and_one_disbursement() {
        let form = annual();
        let t = table_of(&form).unwrap();
        let r = row(
            &form,
            "B1",
            1,
            &[("aid", Value::Int(5)), ("cp_commune", Value::Int(2)), ("disbursed", Value::Int(3))],
        );
        let flows = flows_of_row(t, &r, ProjectId(1), 2025);
        let shown: Vec<_> = flows.iter().map(|f| (f.source.as_str(), f.amount)).collect();
        assert_eq!(shown, [("aid", 5), ("cp_commune", 2), ("all", 3)]);
    }
}
