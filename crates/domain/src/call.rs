//! A call for aid (mục kêu gọi viện trợ): an approved outline as donors read it, and how far it is funded.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::Arg;
use crate::ids::{CallId, DonorId, OutlineId, PledgeId};
use crate::need::{Beneficiaries, PeopleCode};
use crate::outline::{OutlineFacts, Rate};
use crate::refusal::Refusal;
use crate::words::Texts;

#[cfg(test)]
mod tests;

/// forecast → open → in talks → pledged → funded → closed or withdrawn. Set by use cases only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallStatus {
    Forecast,
    Open,
    Talks,
    Pledged,
    Funded,
    Closed,
    Withdrawn,
}

impl CallStatus {
    pub const ALL: [Self; 7] =
        [Self::Forecast, Self::Open, Self::Talks, Self::Pledged, Self::Funded, Self::Closed, Self::Withdrawn];

    /// As it is stored and named in messages (`call-status-…`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Forecast => "forecast",
            Self::Open => "open",
            Self::Talks => "talks",
            Self::Pledged => "pledged",
            Self::Funded => "funded",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// Where a call may go from here. Backwards too: a talk or a pledge may come to nothing.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Forecast => &[Self::Open, Self::Withdrawn],
            Self::Open => &[Self::Talks, Self::Pledged, Self::Closed, Self::Withdrawn],
            Self::Talks => &[Self::Open, Self::Pledged, Self::Closed, Self::Withdrawn],
            Self::Pledged => &[Self::Open, Self::Talks, Self::Funded, Self::Withdrawn],
            Self::Funded => &[Self::Pledged, Self::Closed],
            Self::Closed => &[Self::Open],
            Self::Withdrawn => &[Self::Forecast],
        }
    }

    /// Whether a donor may still come forward.
    pub fn takes_offers(self) -> bool {
        matches!(self, Self::Forecast | Self::Open | Self::Talks | Self::Pledged)
    }

    /// Whether the way there is one that has to be explained to everyone.
    fn needs_reason(self, from: Self) -> bool {
        matches!(self, Self::Withdrawn | Self::Closed) || self < from
    }
}

/// What is asked for one year, whole đồng; US cents where the outline stated them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct YearBudget {
    pub year: i16,
    pub donor_vnd: i64,
    #[serde(default)]
    pub donor_usd: Option<i64>,
    pub counterpart_vnd: i64,
}

/// A part of the work that a donor may take on by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Component {
    pub name: Texts,
    pub donor_vnd: i64,
    pub counterpart_vnd: i64,
}

/// An office's post, not a person's private address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contact {
    pub organisation: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub phone: String,
    #[serde(default)]
    pub email: String,
}

/// A call as it is published; texts side by side in each language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CallFacts {
    pub name: Texts,
    pub summary: Texts,
    pub need: Texts,
    pub goal: Texts,
    pub objectives: Texts,
    pub results: Texts,
    pub activities: Texts,
    pub schedule: Texts,
    pub effects: Texts,
    pub sustainability: Texts,
    /// Letter of the plan's area.
    pub area: String,
    /// Code with its system.
    pub place: String,
    #[serde(default)]
    pub hamlet: String,
    #[serde(default)]
    pub peoples: Vec<PeopleCode>,
    pub owner: String,
    pub modality: String,
    /// Any of [`crate::outline::SUPPORT`].
    #[serde(default)]
    pub support: Vec<String>,
    /// Sustainable development goals, 1 to 17.
    #[serde(default)]
    pub sdgs: Vec<u8>,
    /// DAC purpose codes, five digits.
    #[serde(default)]
    pub sectors: Vec<String>,
    pub beneficiaries: Beneficiaries,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    /// Last day on which offers are awaited.
    #[serde(default)]
    pub closes_on: Option<Date>,
    #[serde(default)]
    pub budget: Vec<YearBudget>,
    /// The same money by activity.
    #[serde(default)]
    pub components: Vec<Component>,
    #[serde(default)]
    pub contacts: Vec<Contact>,
}

/// Texts of a call in the order in which they are read.
pub const TEXTS: [&str; 10] = [
    "name",
    "summary",
    "need",
    "goal",
    "objectives",
    "results",
    "activities",
    "schedule",
    "effects",
    "sustainability",
];

impl CallFacts {
    /// A call as the approved outline says it. Nothing is translated and nobody is named as contact.
    pub fn of_outline(it: &OutlineFacts) -> Self {
        let (mut budget, mut components): (Vec<YearBudget>, Vec<Component>) = (Vec::new(), Vec::new());
        for line in &it.budget {
            let counterpart = line.counterpart_cash + line.counterpart_kind;
            match budget.iter_mut().find(|b| b.year == line.year) {
                Some(year) => {
                    year.donor_vnd += line.donor_vnd;
                    // A sum of some of the lines would pass for the whole.
                    year.donor_usd = year.donor_usd.zip(line.donor_usd).map(|(a, b)| a + b);
                    year.counterpart_vnd += counterpart;
                }
                None => budget.push(YearBudget {
                    year: line.year,
                    donor_vnd: line.donor_vnd,
                    donor_usd: line.donor_usd,
                    counterpart_vnd: counterpart,
                }),
            }
            match components.iter_mut().find(|c| c.name.vi == line.activity) {
                Some(part) => {
                    part.donor_vnd += line.donor_vnd;
                    part.counterpart_vnd += counterpart;
                }
                None => components.push(Component {
                    name: Texts::vi(line.activity.clone()),
                    donor_vnd: line.donor_vnd,
                    counterpart_vnd: counterpart,
                }),
            }
        }
        budget.sort_by_key(|b| b.year);
        Self {
            name: it.name.clone(),
            summary: it.summary.clone(),
            need: it.need.clone(),
            goal: it.goal.clone(),
            objectives: it.objectives.clone(),
            results: it.results.clone(),
            activities: it.activities.clone(),
            schedule: it.schedule.clone(),
            effects: it.effects.clone(),
            sustainability: it.sustainability.clone(),
            area: it.area.clone(),
            place: it.place.clone(),
            hamlet: it.hamlet.clone(),
            peoples: it.peoples.clone(),
            owner: it.owner.clone(),
            modality: it.modality.clone(),
            support: it.support.clone(),
            beneficiaries: it.beneficiaries.clone(),
            starts: it.starts,
            ends: it.ends,
            budget,
            components,
            ..Self::default()
        }
    }

    pub fn text(&self, field: &str) -> Option<&Texts> {
        Some(match field {
            "name" => &self.name,
            "summary" => &self.summary,
            "need" => &self.need,
            "goal" => &self.goal,
            "objectives" => &self.objectives,
            "results" => &self.results,
            "activities" => &self.activities,
            "schedule" => &self.schedule,
            "effects" => &self.effects,
            "sustainability" => &self.sustainability,
            _ => return None,
        })
    }

    pub fn text_mut(&mut self, field: &str) -> Option<&mut Texts> {
        Some(match field {
            "name" => &mut self.name,
            "summary" => &mut self.summary,
            "need" => &mut self.need,
            "goal" => &mut self.goal,
            "objectives" => &mut self.objectives,
            "results" => &mut self.results,
            "activities" => &mut self.activities,
            "schedule" => &mut self.schedule,
            "effects" => &mut self.effects,
            "sustainability" => &mut self.sustainability,
            _ => return None,
        })
    }

    /// Texts that stand in Vietnamese and not yet in English. Nothing fills them by itself.
    pub fn untranslated(&self) -> Vec<&'static str> {
        let lacks = |field: &&str| self.text(field).is_some_and(|t| !t.vi.is_empty() && t.en.is_empty());
        TEXTS.into_iter().filter(lacks).collect()
    }

    /// What a call lacks before donors may be asked: end of a message key `call-lacks-…`.
    pub fn lacks(&self) -> Vec<&'static str> {
        let mut out = Vec::new();
        if self.sought() <= 0 {
            out.push("money");
        }
        if self.contacts.iter().all(|c| c.email.is_empty() && c.phone.is_empty()) {
            out.push("contact");
        }
        out
    }

    /// Which fields differ: names of [`TEXTS`], and "area", "place", "people", "money", "time",
    /// "support", "goals", "contact", "owner".
    pub fn differs(&self, other: &Self) -> Vec<&'static str> {
        let mut out: Vec<&'static str> =
            TEXTS.into_iter().filter(|field| self.text(field) != other.text(field)).collect();
        let mut note = |name, differs: bool| out.extend(differs.then_some(name));
        note("area", self.area != other.area);
        note("place", self.place != other.place || self.hamlet != other.hamlet);
        note("people", self.peoples != other.peoples || self.beneficiaries != other.beneficiaries);
        note("money", self.budget != other.budget || self.components != other.components);
        let time = |it: &Self| (it.starts, it.ends, it.closes_on);
        note("time", time(self) != time(other));
        note("support", self.support != other.support || self.modality != other.modality);
        note("goals", self.sdgs != other.sdgs || self.sectors != other.sectors);
        note("contact", self.contacts != other.contacts);
        note("owner", self.owner != other.owner);
        out
    }

    /// What is asked of donors, whole đồng.
    pub fn sought(&self) -> i64 {
        self.budget.iter().map(|b| b.donor_vnd).sum()
    }

    /// The Vietnamese side's part, whole đồng.
    pub fn counterpart(&self) -> i64 {
        self.budget.iter().map(|b| b.counterpart_vnd).sum()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub id: CallId,
    /// "KG-2026-014"; part of its address, never changes.
    pub code: String,
    /// Year of the catalogue it first stood in.
    pub year: i16,
    pub outline: Option<OutlineId>,
    pub status: CallStatus,
    pub said: Said,
    pub facts: CallFacts,
    /// Counts up with each saved state.
    pub revision: i64,
}

/// When a call came to its status, and why where that has to be said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Said {
    pub on: Option<Date>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Call {
    /// Takes the call to another status.
    ///
    /// # Errors
    /// Refused where there is no way there, for want of a reason, and when it would be opened without
    /// saying how much is asked or whom to write to.
    pub fn turn(&mut self, to: CallStatus, reason: &str, on: Date) -> Result<(), Refusal> {
        if !self.status.next().contains(&to) {
            return Err(Refusal::new("call-no-way").with("to", Arg::Text(to.name().into())));
        }
        let reason = reason.trim();
        if to.needs_reason(self.status) && reason.is_empty() {
            return Err(Refusal::new("reason-needed"));
        }
        if to == CallStatus::Open
            && let [first, ..] = self.facts.lacks().as_slice()
        {
            return Err(Refusal::new(&format!("call-lacks-{first}")));
        }
        self.status = to;
        self.said = Said { on: Some(on), reason: reason.to_owned() };
        Ok(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PledgeStage {
    /// Said in a letter or a meeting.
    Pledged,
    /// In a signed agreement.
    Agreed,
    Withdrawn,
}

impl PledgeStage {
    pub const ALL: [Self; 3] = [Self::Pledged, Self::Agreed, Self::Withdrawn];

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Pledged => "pledged",
            Self::Agreed => "agreed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A donor's word for a call (cam kết), its agreement, and the project it became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    pub id: PledgeId,
    pub call: CallId,
    pub donor: DonorId,
    pub stage: PledgeStage,
    /// Whole đồng.
    pub amount: i64,
    pub facts: PledgeFacts,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PledgeFacts {
    pub pledged_on: Option<Date>,
    /// As the donor stated it, where that was not in đồng.
    #[serde(default)]
    pub original: Option<Original>,
    /// Number and day of the agreement.
    #[serde(default)]
    pub agreement: String,
    #[serde(default)]
    pub agreed_on: Option<Date>,
    /// Code of the project it became.
    #[serde(default)]
    pub project: Option<String>,
    #[serde(default)]
    pub note: String,
}

/// Money in the currency in which it was stated, with the rate by which it stands as đồng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// ISO 4217.
    pub currency: String,
    /// Hundredths of it.
    pub amount: i64,
    pub rate: Rate,
}

/// đồng that one pledge cannot have: a slip of the keyboard, and sums of pledges stay within 64 bits.
const PLEDGE_MOST: i64 = 1_000_000_000_000_000;

impl PledgeFacts {
    /// Whole đồng of the pledge: as stated, or by the rate beside the original amount.
    ///
    /// # Errors
    /// `pledge-no-amount`, `pledge-too-much`; `pledge-rate-differs` where both are stated and disagree.
    pub fn vnd(&self, stated: Option<i64>) -> Result<i64, Refusal> {
        let by_rate = self.original.as_ref().map(|o| o.rate.vnd(o.amount));
        let vnd = stated.or(by_rate).filter(|n| *n > 0).ok_or_else(|| Refusal::new("pledge-no-amount"))?;
        if vnd > PLEDGE_MOST {
            return Err(Refusal::new("pledge-too-much"));
        }
        match self.original.as_ref().and_then(|o| o.rate.differs(o.amount, vnd)) {
            Some(computed) => Err(Refusal::new("pledge-rate-differs")
                .with("computed", Arg::Money(computed))
                .with("stated", Arg::Money(vnd))),
            None => Ok(vnd),
        }
    }
}

impl Pledge {
    /// A pledge becomes an agreement, by number and day; either is withdrawn for a reason. Nothing else.
    ///
    /// # Errors
    /// `pledge-no-way`, `pledge-no-agreement`, `reason-needed`.
    pub fn turn(
        &mut self,
        to: PledgeStage,
        agreement: (&str, Option<Date>),
        reason: &str,
    ) -> Result<(), Refusal> {
        let (number, on) = (agreement.0.trim(), agreement.1);
        match (self.stage, to) {
            (PledgeStage::Pledged, PledgeStage::Agreed) if number.is_empty() || on.is_none() => {
                return Err(Refusal::new("pledge-no-agreement"));
            }
            (PledgeStage::Pledged, PledgeStage::Agreed) => {
                number.clone_into(&mut self.facts.agreement);
                self.facts.agreed_on = on;
            }
            (PledgeStage::Pledged | PledgeStage::Agreed, PledgeStage::Withdrawn)
                if reason.trim().is_empty() =>
            {
                return Err(Refusal::new("reason-needed"));
            }
            (PledgeStage::Pledged | PledgeStage::Agreed, PledgeStage::Withdrawn) => {
                reason.trim().clone_into(&mut self.facts.note);
            }
            _ => return Err(Refusal::new("pledge-no-way")),
        }
        self.stage = to;
        Ok(())
    }
}

/// How far a call is funded, whole đồng: what is asked, pledged, agreed, and what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Gap {
    pub sought: i64,
    pub pledged: i64,
    pub agreed: i64,
}

impl Gap {
    /// Pledges that stand and agreements, taken from what is asked; never below zero.
    pub fn missing(self) -> i64 {
        (self.sought - self.pledged - self.agreed).max(0)
    }
}
