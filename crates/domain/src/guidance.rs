//! Guidance documents, special policies and financial mechanisms (plan, clauses II.4.b.1, III.1.2, III.1.4, III.3,
//! III.5.2): drafted, put to others for their opinion, submitted, issued, acknowledged by whom they are for, ended.
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::{Arg, Finding, Severity, Spot, any_error};
use crate::ids::GuidanceId;
use crate::legal::{Force, Instrument, force};
use crate::refusal::Refusal;
use crate::words::Texts;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Văn bản hướng dẫn.
    #[default]
    Guidance,
    /// Chính sách, cơ chế đặc thù.
    Policy,
    /// Cơ chế tài chính, quản lý tài chính.
    Mechanism,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Guidance, Self::Policy, Self::Mechanism];

    /// In forms, and end of the message key `guidance-kind-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guidance => "guidance",
            Self::Policy => "policy",
            Self::Mechanism => "mechanism",
        }
    }

    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// What it says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GuidanceFacts {
    pub kind: Kind,
    pub title: Texts,
    /// Paragraphs, one a line.
    pub body: String,
    /// Reference of the plan's clause that it answers, "III.1.2"; may be empty.
    #[serde(default)]
    pub clause: String,
    /// Numbers of the instruments that it rests on.
    #[serde(default)]
    pub bases: Vec<String>,
    /// To whom and to what it applies.
    #[serde(default)]
    pub scope: String,
    /// First and last day in force.
    #[serde(default)]
    pub from: Option<Date>,
    #[serde(default)]
    pub to: Option<Date>,
    /// Codes of the organisations that it is sent to.
    #[serde(default)]
    pub recipients: Vec<String>,
}

/// Somebody who was asked for an opinion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub organisation: String,
    pub on: Date,
    pub due: Date,
    #[serde(default)]
    pub answer: Option<Answer>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub on: Date,
    pub by: String,
    pub agrees: bool,
    #[serde(default)]
    pub text: String,
}

impl Asked {
    /// Unanswered after its day, or answered after it.
    pub fn is_late(&self, today: Date) -> bool {
        self.answer.as_ref().map_or(today, |a| a.on) > self.due
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    #[default]
    Draft,
    Opinions,
    Submitted {
        on: Date,
    },
    Issued {
        number: String,
        on: Date,
    },
    Ended {
        number: String,
        issued_on: Date,
        on: Date,
        reason: String,
    },
}

impl Stage {
    /// As it is stored and named in messages (`guidance-stage-…`).
    pub fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Opinions => "opinions",
            Self::Submitted { .. } => "submitted",
            Self::Issued { .. } => "issued",
            Self::Ended { .. } => "ended",
        }
    }

    /// Whether its words may still be changed.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Draft | Self::Opinions)
    }

    /// Number and day, once it was issued.
    pub fn issued(&self) -> Option<(&str, Date)> {
        match self {
            Self::Issued { number, on } | Self::Ended { number, issued_on: on, .. } => Some((number, *on)),
            _ => None,
        }
    }
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub at: Timestamp,
    pub by: String,
    /// End of the message key `guidance-event-…`.
    pub what: String,
    #[serde(default)]
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guidance {
    pub id: GuidanceId,
    /// "VB-2025-003".
    pub code: String,
    /// Organisation that drafts it.
    pub lead: String,
    pub facts: GuidanceFacts,
    pub stage: Stage,
    #[serde(default)]
    pub asked: Vec<Asked>,
    #[serde(default)]
    pub events: Vec<Event>,
    pub revision: i64,
}

/// That an organisation got it, and that somebody there said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub organisation: String,
    /// First time that somebody of it opened the page.
    pub seen_at: Option<Timestamp>,
    pub acknowledged_at: Option<Timestamp>,
    pub by: String,
}

impl Guidance {
    /// How it stands on a day: by its own days, once it was issued.
    pub fn force(&self, on: Date) -> Option<Force> {
        match &self.stage {
            Stage::Issued { .. } => Some(force(self.facts.from, self.facts.to, on)),
            Stage::Ended { .. } => Some(Force::Ended),
            _ => None,
        }
    }

    /// Whether an organisation may read it before it is issued.
    pub fn concerns(&self, organisation: &str) -> bool {
        self.lead == organisation || self.asked.iter().any(|a| a.organisation == organisation)
    }

    /// What is missing or no longer stands. `spot.column` is the field. `known` finds an instrument by its number.
    pub fn checks<'i>(&self, known: impl Fn(&str) -> Option<&'i Instrument>, on: Date) -> Vec<Finding> {
        let at = |field: &str| Spot { column: Some(field.to_owned()), ..Spot::default() };
        let f = &self.facts;
        let lacks = [
            ("title", f.title.vi.trim().is_empty()),
            ("body", f.body.trim().is_empty()),
            ("bases", f.bases.is_empty()),
            ("from", f.from.is_none()),
            ("recipients", f.recipients.is_empty()),
        ];
        let mut out: Vec<Finding> = lacks
            .iter()
            .filter(|(_, l)| *l)
            .map(|(f, _)| Finding::error("guidance-missing", at(f)))
            .collect();
        if f.from.zip(f.to).is_some_and(|(from, to)| to < from) {
            out.push(Finding::error("guidance-days-reversed", at("to")));
        }
        // It rests on what is in force when it begins.
        let day = f.from.unwrap_or(on);
        for number in &f.bases {
            let (code, severity) = match known(number).map(|i| i.force(day)) {
                Some(Force::InForce) => continue,
                Some(Force::Ended) => ("guidance-basis-ended", Severity::Error),
                Some(Force::NotYet) => ("guidance-basis-not-yet", Severity::Error),
                Some(Force::Unknown) | None => ("guidance-basis-unknown", Severity::Warning),
            };
            let finding = Finding::new(code, severity, at("bases")).text("number", number);
            let by = known(number).map(|i| i.replaced_by.clone()).unwrap_or_default();
            out.push(finding.text("by", by).with("on", Arg::Date(day)));
        }
        out
    }

    /// Asks for opinions until a day; who was asked before is not asked again.
    ///
    /// # Errors
    /// Refused once it was submitted, without anybody to ask, or for a day that has passed.
    pub fn ask(&mut self, whom: &[String], due: Date, today: Date) -> Result<Vec<String>, Refusal> {
        self.open()?;
        if due < today {
            return Err(Refusal::new("until-in-the-past").with("until", Arg::Date(due)));
        }
        let known = |code: &String| self.asked.iter().any(|a| a.organisation == *code);
        let new: Vec<String> =
            whom.iter().filter(|code| !known(code) && **code != self.lead).cloned().collect();
        if new.is_empty() {
            return Err(Refusal::new("guidance-nobody"));
        }
        let asked = |code: &String| Asked { organisation: code.clone(), on: today, due, answer: None };
        self.asked.extend(new.iter().map(asked));
        self.stage = Stage::Opinions;
        Ok(new)
    }

    /// # Errors
    /// Refused when the organisation was not asked, has answered, or disagrees without a word.
    pub fn answer(&mut self, organisation: &str, answer: Answer) -> Result<(), Refusal> {
        if self.stage != Stage::Opinions {
            return Err(Refusal::new("guidance-not-its-turn"));
        }
        if !answer.agrees && answer.text.trim().is_empty() {
            return Err(Refusal::new("reason-needed"));
        }
        let asked = self.asked.iter_mut().find(|a| a.organisation == organisation && a.answer.is_none());
        let asked = asked.ok_or_else(|| Refusal::new("guidance-not-asked"))?;
        asked.answer = Some(answer);
        Ok(())
    }

    fn open(&self) -> Result<(), Refusal> {
        if self.stage.is_open() { Ok(()) } else { Err(Refusal::new("guidance-not-its-turn")) }
    }

    /// # Errors
    /// Refused with its findings, or while somebody who was asked still has time to answer.
    pub fn submit(&mut self, findings: Vec<Finding>, today: Date) -> Result<(), Refusal> {
        self.open()?;
        if any_error(&findings) {
            return Err(Refusal::new("guidance-has-errors").because(findings));
        }
        if let Some(open) = self.asked.iter().find(|a| a.answer.is_none() && today <= a.due) {
            return Err(Refusal::new("guidance-opinions-open").with("due", Arg::Date(open.due)));
        }
        self.stage = Stage::Submitted { on: today };
        Ok(())
    }

    /// Gives it back to its drafter.
    ///
    /// # Errors
    /// Refused when it was not submitted, or without a reason.
    pub fn give_back(&mut self, reason: &str) -> Result<(), Refusal> {
        if !matches!(self.stage, Stage::Submitted { .. }) {
            return Err(Refusal::new("guidance-not-its-turn"));
        }
        if reason.trim().is_empty() {
            return Err(Refusal::new("reason-needed"));
        }
        self.stage = Stage::Draft;
        Ok(())
    }

    /// # Errors
    /// Refused when it was not submitted, without a number, or for a day before it was submitted or to come.
    pub fn issue(&mut self, number: &str, on: Date, today: Date) -> Result<(), Refusal> {
        let Stage::Submitted { on: submitted } = self.stage else {
            return Err(Refusal::new("guidance-not-its-turn"));
        };
        if number.trim().is_empty() {
            return Err(Refusal::new("guidance-number-needed"));
        }
        if on < submitted || today < on {
            return Err(Refusal::new("guidance-issue-day").with("from", Arg::Date(submitted)));
        }
        self.stage = Stage::Issued { number: number.trim().to_owned(), on };
        Ok(())
    }

    /// Ends what is in force: replaced or repealed.
    ///
    /// # Errors
    /// Refused when it was not issued, or without a reason.
    pub fn end(&mut self, on: Date, reason: &str) -> Result<(), Refusal> {
        let Stage::Issued { number, on: issued_on } = &self.stage else {
            return Err(Refusal::new("guidance-not-its-turn"));
        };
        if reason.trim().is_empty() {
            return Err(Refusal::new("reason-needed"));
        }
        let (number, issued_on) = (number.clone(), *issued_on);
        self.stage = Stage::Ended { number, issued_on, on, reason: reason.trim().to_owned() };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::words::Words;

    const TODAY: Date = date(2025, 11, 7);

    fn instrument(number: &str, to: Option<Date>) -> Instrument {
        let from = Some(date(2020, 9, 17));
        let (title, source) = (Words::default(), String::new());
        Instrument { number: number.into(), title, from, to, replaced_by: "313/2025/NĐ-CP".into(), source }
    }

    fn draft() -> Guidance {
        let facts = GuidanceFacts {
            title: Texts::vi("Hướng dẫn lập đề cương"),
            body: "Một.".into(),
            bases: vec!["80/2020/NĐ-CP".into()],
            from: Some(date(2025, 12, 1)),
            recipients: vec!["X32062".into()],
            ..GuidanceFacts::default()
        };
        let (asked, events) = (Vec::new(), Vec::new());
        let (id, lead) = (GuidanceId(1), "SDTTG".to_owned());
        Guidance {
            id,
            code: "VB-2025-001".into(),
            lead,
            facts,
            stage: Stage::Draft,
            asked,
            events,
            revision: 1,
        }
    }

    fn answer(agrees: bool, text: &str) -> Answer {
        Answer { on: TODAY, by: "Bé".into(), agrees, text: text.into() }
    }

    fn code<T: std::fmt::Debug>(result: Result<T, Refusal>) -> String {
        result.unwrap_err().code
    }

    #[test]
    fn from_draft_by_opinions_and_submission_to_what_is_in_force() {
        let mut it = draft();
        assert_eq!(it.ask(&["STC".into(), "SDTTG".into()], date(2025, 11, 14), TODAY).unwrap(), ["STC"]);
        assert_eq!(code(it.ask(&["STC".into()], TODAY, TODAY)), "guidance-nobody");
        assert_eq!(code(it.submit(Vec::new(), TODAY)), "guidance-opinions-open");
        assert!(it.clone().submit(Vec::new(), date(2025, 11, 15)).is_ok(), "silence does not hold it up");
        assert_eq!(code(it.answer("SNV", answer(true, ""))), "guidance-not-asked");
        assert_eq!(code(it.answer("STC", answer(false, " "))), "reason-needed");
        it.answer("STC", answer(true, "")).unwrap();
        it.submit(Vec::new(), TODAY).unwrap();
        assert_eq!(code(it.ask(&["SNV".into()], TODAY, TODAY)), "guidance-not-its-turn");
        assert_eq!(code(it.clone().give_back("")), "reason-needed");
        assert_eq!(code(it.issue("", TODAY, TODAY)), "guidance-number-needed");
        assert_eq!(code(it.issue("12/HD-SDTTG", date(2025, 11, 6), TODAY)), "guidance-issue-day");
        it.issue("12/HD-SDTTG", TODAY, TODAY).unwrap();
        assert_eq!(it.force(TODAY), Some(Force::NotYet));
        assert_eq!(it.force(date(2025, 12, 1)), Some(Force::InForce));
        it.end(date(2026, 1, 1), "Thay bằng văn bản khác").unwrap();
        assert_eq!((it.force(TODAY), it.stage.issued()), (Some(Force::Ended), Some(("12/HD-SDTTG", TODAY))));
    }

    #[test]
    fn what_it_rests_on_must_be_in_force_when_it_begins() {
        let found = |it: &Guidance, to| {
            let basis = instrument("80/2020/NĐ-CP", to);
            let known = |n: &str| (n == basis.number).then_some(&basis);
            it.checks(known, TODAY).into_iter().map(|f| (f.code, f.severity)).collect::<Vec<_>>()
        };
        let mut it = draft();
        assert_eq!(found(&it, Some(date(2025, 12, 7))), []);
        it.facts.from = Some(date(2025, 12, 8));
        assert_eq!(found(&it, Some(date(2025, 12, 7))), [("guidance-basis-ended".into(), Severity::Error)]);
        it.facts.bases = vec!["1/2000/QĐ".into()];
        assert_eq!(found(&it, None), [("guidance-basis-unknown".into(), Severity::Warning)]);
        it.facts = GuidanceFacts::default();
        assert_eq!(found(&it, None).len(), 5);
    }
}
