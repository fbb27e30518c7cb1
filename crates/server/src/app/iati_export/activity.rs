//! A project as an activity.
use domain::finding::Finding;
use domain::place::{Place, PlaceCode, Point as Coordinates};
use domain::project::{Facts, Flow, FlowStage, Project};
use domain::words::Words;
use iati::typed::{
    Activity, ActivityDate, Code, Date, Decimal, Description, Location, Money, Narrative, ParticipatingOrg,
    Point, ProviderOrg, ReceiverOrg, RecipientCountry, Sector, Text, Transaction,
};
use lang::{Arg, Lang};

use super::{Frame, left_out, words};

// Codes of the standard, each with its list.
/// `OrganisationRole`.
const FUNDING: &str = "1";
const ACCOUNTABLE: &str = "2";
const EXTENDING: &str = "3";
/// `ActivityDateType`. The register states when a project is to run; what came of it, nobody reports.
const PLANNED_START: &str = "1";
const PLANNED_END: &str = "3";
/// `TransactionType`.
const OUTGOING_COMMITMENT: &str = "2";
const DISBURSEMENT: &str = "3";
const INCOMING_COMMITMENT: &str = "11";
/// `SectorVocabulary`: the publisher's own, here the areas of the plan.
const OWN_SECTORS: &str = "99";
/// `GeographicExactness`: a point inside the unit.
const APPROXIMATE: &str = "2";
/// `GeographicLocationClass`.
const ADMINISTRATIVE_REGION: &str = "1";
/// Source whose commitment is the publisher's own.
const OWN: &str = "cp_province";
/// Sources that the donor commits.
const GIVEN: [&str; 3] = ["aid", "oda", "loan"];

/// A day of ours as one of theirs.
fn day(day: jiff::civil::Date) -> Option<Date> {
    Date::new(day.year(), u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?)
}

/// In Vietnamese, and in English where it is known.
fn both(words: &Words) -> Vec<Narrative> {
    let english = (!words.en.is_empty()).then(|| Narrative::in_lang("en", &words.en));
    std::iter::once(Narrative::in_lang("vi", &words.vi)).chain(english).collect()
}

/// The same message in both languages.
fn said(key: &str, args: impl Fn(Lang) -> Vec<(&'static str, String)>) -> Vec<Narrative> {
    let one = |lang: Lang| {
        let args = args(lang);
        let args: Vec<(&str, Arg<'_>)> =
            args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        Narrative::in_lang(lang.code(), &lang::format(lang, key, &args))
    };
    vec![one(Lang::Vi), one(Lang::En)]
}

impl Frame<'_> {
    /// The activity of a project, or why there is none.
    pub(super) fn activity(&self, project: &Project, flows: &[Flow]) -> Result<Activity, Finding> {
        let publisher = &self.ctx.reference.publisher;
        let facts = &project.facts;
        let starts = facts.starts.and_then(day).ok_or_else(|| left_out(&project.code, "iati-no-start"))?;
        let state = publisher.state.get(&facts.state);
        let state = state.ok_or_else(|| left_out(&project.code, "iati-no-state"))?;
        let mut it = Activity::new(&format!("{}-{}", publisher.reference.trim(), project.code));
        it.lang = Some("vi".into());
        it.default_currency = Some("VND".into());
        it.reporting_org = Some(self.reporting.clone());
        it.title = Some(title(facts).into());
        it.descriptions = self.descriptions(facts);
        it.participating_orgs = self.participants(facts);
        it.activity_status = Some(state.as_str().into());
        it.activity_dates = vec![ActivityDate::new(PLANNED_START, starts)];
        let ends = facts.ends.and_then(day).map(|ends| ActivityDate::new(PLANNED_END, ends));
        it.activity_dates.extend(ends);
        it.recipient_countries = vec![RecipientCountry::new("VN")];
        it.locations = self.place(&facts.place).map(location).into_iter().collect();
        it.sectors = self.sector(facts).into_iter().collect();
        it.transactions = self.transactions(facts, flows);
        Ok(it)
    }

    /// What the register says, in a sentence. Invented figures say so.
    fn descriptions(&self, facts: &Facts) -> Vec<Description> {
        let area = self.area(&facts.area);
        let of = |lang: Lang| match (&area, lang) {
            (Some(area), Lang::En) if !area.en.is_empty() => area.en.clone(),
            (Some(area), _) => area.vi.clone(),
            (None, _) => facts.area.clone(),
        };
        let general = said("iati-export-description", |lang| {
            vec![("donor", facts.donor.clone()), ("letter", facts.area.clone()), ("area", of(lang))]
        });
        let mut all = vec![Description::new("1", general)];
        if let Some(decision) = &facts.decision {
            let decided = said("iati-export-decision", |_| vec![("decision", decision.clone())]);
            all.push(Description::new("4", decided));
        }
        if self.demo {
            all.push(Description::new("4", words("iati-export-demo")));
        }
        all
    }

    fn participants(&self, facts: &Facts) -> Vec<ParticipatingOrg> {
        let publisher = &self.ctx.reference.publisher;
        let mut all = Vec::new();
        if !facts.donor.is_empty() {
            let kind = publisher.donor_type.get(&facts.donor_type).cloned();
            all.push(ParticipatingOrg { kind, ..ParticipatingOrg::new(FUNDING, &facts.donor) });
        }
        if let Some(owner) = &facts.owner {
            all.push(ParticipatingOrg::new(ACCOUNTABLE, owner));
        }
        all.push(ParticipatingOrg {
            reference: self.reporting.reference.clone(),
            kind: self.reporting.kind.clone(),
            ..ParticipatingOrg::new(EXTENDING, self.name)
        });
        all
    }

    fn area(&self, letter: &str) -> Option<&Words> {
        let plans = self.ctx.reference.plans.iter().filter(|p| p.notice.is_none());
        let plan = self.ctx.reference.plan_of(self.today.year());
        let plan = plan.or_else(|| plans.max_by_key(|p| p.period.from))?;
        plan.areas.iter().find(|a| a.letter == letter).map(|a| &a.title)
    }

    /// The plan's priority area, explained on the front page.
    fn sector(&self, facts: &Facts) -> Option<Sector> {
        let area = self.area(&facts.area)?;
        Some(Sector {
            vocabulary: Some(OWN_SECTORS.into()),
            vocabulary_uri: Some(format!("{}/", self.ctx.config.url)),
            narratives: both(area),
            ..Sector::new(&facts.area)
        })
    }

    fn place(&self, code: &str) -> Option<&Place> {
        let (system, code) = code.split_once(':')?;
        self.ctx.reference.places.get(&PlaceCode::new(system, code))
    }

    /// Commitments as the newest report states them, and what each report has disbursed.
    fn transactions(&self, facts: &Facts, flows: &[Flow]) -> Vec<Transaction> {
        let newest = flows.iter().filter(|f| f.stage == FlowStage::Committed).map(|f| f.year).max();
        let counts = |f: &&Flow| f.stage == FlowStage::Disbursed || Some(f.year) == newest;
        flows.iter().filter(counts).filter_map(|f| self.transaction(facts, f)).collect()
    }

    /// Dated by the last day of the figures of its report, or today while that is to come.
    fn transaction(&self, facts: &Facts, flow: &Flow) -> Option<Transaction> {
        let until = *self.windows.get(&flow.year)?;
        let on = day(until.min(self.today))?;
        let publisher = &self.ctx.reference.publisher;
        let kind = match (flow.stage, flow.source.as_str()) {
            (FlowStage::Disbursed, _) => DISBURSEMENT,
            (FlowStage::Committed, OWN) => OUTGOING_COMMITMENT,
            (FlowStage::Committed, _) => INCOMING_COMMITMENT,
        };
        let mut it = Transaction::new(kind, on, Money::new(flow.amount.into(), "VND", on));
        let source = format!("iati-export-{}", flow.source.replace('_', "-"));
        let year = flow.year.to_string();
        it.description = Some(Text::from(said("iati-export-money", |lang| {
            vec![("source", lang::text(lang, &source).to_owned()), ("year", year.clone())]
        })));
        match kind {
            DISBURSEMENT => {}
            OUTGOING_COMMITMENT => it.provider_org = Some(self.provider()),
            _ if GIVEN.contains(&flow.source.as_str()) => {
                it.provider_org =
                    Some(ProviderOrg { narratives: vec![facts.donor.as_str().into()], ..Default::default() });
                it.receiver_org = Some(self.receiver());
            }
            _ => it.receiver_org = Some(self.receiver()),
        }
        it.finance_type = publisher.finance.get(&flow.source).map(|code| Code::from(code.as_str()));
        Some(it)
    }

    fn provider(&self) -> ProviderOrg {
        let (reference, kind) = (self.reporting.reference.clone(), self.reporting.kind.clone());
        ProviderOrg { reference, kind, narratives: vec![self.name.into()], ..Default::default() }
    }

    fn receiver(&self) -> ReceiverOrg {
        let (reference, kind) = (self.reporting.reference.clone(), self.reporting.kind.clone());
        ReceiverOrg { reference, kind, narratives: vec![self.name.into()], ..Default::default() }
    }
}

fn title(facts: &Facts) -> Vec<Narrative> {
    let english = facts.name_en.as_deref().filter(|name| !name.is_empty());
    let vietnamese = Narrative::in_lang("vi", &facts.name_vi);
    std::iter::once(vietnamese).chain(english.map(|name| Narrative::in_lang("en", name))).collect()
}

/// A commune or district with its official code, which means something only with its system ("2025:32062").
fn location(place: &Place) -> Location {
    Location {
        reference: Some(place.code.to_string()),
        name: Some(both(&place.full_name()).into()),
        point: place.point.and_then(point),
        exactness: Some(APPROXIMATE.into()),
        location_class: Some(ADMINISTRATIVE_REGION.into()),
        ..Location::default()
    }
}

fn point(at: Coordinates) -> Option<Point> {
    let degrees = |e5: i32| Decimal::new(i128::from(e5), 5);
    Some(Point::new(degrees(at.lat_e5)?, degrees(at.lon_e5)?))
}
