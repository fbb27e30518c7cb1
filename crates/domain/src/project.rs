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

/// What of a project is compared with another, made ready once: every new row of a report is held
/// against every project of its unit and place.
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

    /// 0 to 100: the name weighs 60, the place 20, the donor 20.
    pub fn score(&self, other: &Self) -> u8 {
        self.score_at(other, self.place == other.place)
    }

    /// As [`Likeness::score`], where it is known whether the place is the same.
    pub fn score_at(&self, other: &Self, same_place: bool) -> u8 {
        let place = if same_place { 20 } else { 0 };
        let weigh = |name: u32, donor: u32| name * 60 / 100 + place + donor * 20 / 100;
        // Most pairs fall at the first glance, most of the others at the second.
        let name_at_most = self.name.at_most(&other.name);
        if weigh(name_at_most, 100) < ALIKE.into()
            || weigh(name_at_most, self.donor.at_most(&other.donor)) < ALIKE.into()
        {
            return 0;
        }
        let donor = self.donor.overlap(&other.donor);
        if weigh(name_at_most, donor) < ALIKE.into() {
            return 0;
        }
        u8::try_from(weigh(self.name.overlap(&other.name), donor)).unwrap_or(100)
    }
}

/// The most alike project, if any reaches [`ALIKE`], from codes and scores.
pub fn most_alike<'p>(scored: impl IntoIterator<Item = (&'p str, u8)>) -> Option<Resembles> {
    let alike = scored.into_iter().filter(|(_, score)| *score >= ALIKE);
    let (code, score) = alike.max_by_key(|(code, score)| (*score, *code))?;
    Some(Resembles { code: code.to_owned(), score })
}

/// Pairs of neighbouring characters of a text without its spaces.
#[derive(Debug, Clone)]
struct Pairs {
    /// Both characters in one number, in order.
    sorted: Arc<[u32]>,
    /// A bit for each kind of pair, to see at a glance how much two texts can share.
    kinds: [u64; 4],
}

impl Pairs {
    fn of(text: &str) -> Self {
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
    fn overlap(&self, other: &Self) -> u32 {
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
        self.dice(other, shared)
    }

    /// No less than [`Pairs::overlap`], from kinds that the other lacks altogether.
    fn at_most(&self, other: &Self) -> u32 {
        let lacking = |a: &Self, b: &Self| {
            let kinds = a.kinds.iter().zip(&b.kinds).map(|(a, b)| (a & !b).count_ones()).sum::<u32>();
            a.sorted.len() - kinds as usize
        };
        self.dice(other, lacking(self, other).min(lacking(other, self)))
    }

    fn dice(&self, other: &Self, shared: usize) -> u32 {
        let all = self.sorted.len() + other.sorted.len();
        u32::try_from((200 * shared).checked_div(all).unwrap_or(0)).unwrap_or(100)
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
        let like = |row: &Likeness| most_alike([("DA-2024-006", row.score(&known))]);
        let renamed = Likeness::new("xay cau kenh tam", "32062", "to chuc a");
        let found = like(&renamed).unwrap();
        assert_eq!(found.code, "DA-2024-006");
        assert!(found.score >= ALIKE);
        let other = Likeness::new("hoc bong nu sinh khmer", "31825", "doanh nghiep d");
        assert_eq!(like(&other), None);
    }

    #[test]
    fn the_glance_never_passes_over_what_the_look_would_find() {
        let texts =
            ["", "a", "cau", "cau kenh tam", "xay cau kenh tam", "aaaa aaaa", "nuoc sach ap 7", "nước"];
        for a in texts.map(Pairs::of) {
            for b in texts.map(Pairs::of) {
                assert!(a.at_most(&b) >= a.overlap(&b), "{a:?} {b:?}");
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
