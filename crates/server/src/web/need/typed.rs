//! The form of a need: what may be chosen, what was typed.
use domain::finding::Finding;
use domain::need::{Beneficiaries, NeedFacts, PeopleCode, Urgency};
use domain::refusal::Refusal;
use domain::words::Texts;

use super::super::form::{Form, Message};
use super::super::page::Say;
use crate::ctx::Ctx;

/// Drop-downs, each beginning with "choose".
pub struct Choices {
    pub areas: Vec<(String, String)>,
    pub places: Vec<(String, String)>,
    pub peoples: Vec<(String, String)>,
    pub urgencies: Vec<(String, String)>,
}

/// Communes of today by name, as a drop-down offers them.
pub fn communes(ctx: &Ctx, say: Say) -> Vec<(String, String)> {
    let today = ctx.clock.today();
    let codes = ctx.reference.codes(today.year(), today);
    let communes = codes.places.iter().filter(|(code, _)| ctx.reference.is_commune(code));
    let mut out: Vec<(String, String)> =
        communes.map(|(code, w)| (code.clone(), say.words(w).to_owned())).collect();
    lang::sort_by_vi(&mut out, |(_, name)| name);
    out
}

impl Choices {
    pub fn new(ctx: &Ctx, say: Say) -> Self {
        let today = ctx.clock.today();
        let codes = ctx.reference.codes(today.year(), today);
        let none = (String::new(), say.t("choose").to_owned());
        let mut areas = vec![none.clone()];
        areas.extend(codes.areas.iter().map(|(l, w)| (l.clone(), format!("{l}) {}", say.words(w)))));
        let mut places = vec![none.clone()];
        places.extend(communes(ctx, say));
        let mut peoples = vec![none];
        peoples.extend(
            ctx.reference
                .codelists
                .peoples
                .iter()
                .map(|(p, w)| (p.to_string(), format!("{} ({})", say.words(w), say.t(list_key(p))))),
        );
        let urgencies = ["high", "medium", "low"]
            .map(|u| (u.to_owned(), say.t(&format!("need-urgency-{u}")).to_owned()))
            .to_vec();
        Self { areas, places, peoples, urgencies }
    }

    pub fn area(&self, letter: &str) -> String {
        self.areas.iter().find(|(l, _)| l == letter).map_or_else(|| letter.to_owned(), |(_, t)| t.clone())
    }
}

/// Which list a people's code comes from.
pub fn list_key(people: &PeopleCode) -> &'static str {
    if people.list == "1979" { "need-list-1979" } else { "need-list-census" }
}

const COUNTS: [&str; 5] = ["households", "people_count", "minority", "women", "poor"];

/// What was typed; a number that cannot be read is refused at its field.
pub fn facts(form: &mut Form) -> NeedFacts {
    let counts = COUNTS.map(|field| count(form, field));
    let [households, people, minority, women, poor] = counts;
    let texts = |vi: &str, en: &str| Texts::of(form.value(vi), form.value(en));
    NeedFacts {
        title: texts("title", "title_en"),
        place: form.value("place").to_owned(),
        hamlet: form.value("hamlet").to_owned(),
        peoples: ["people", "people2"].iter().filter_map(|f| PeopleCode::parse(form.value(f))).collect(),
        area: form.value("area").to_owned(),
        urgency: match form.value("urgency") {
            "high" => Urgency::High,
            "low" => Urgency::Low,
            _ => Urgency::Medium,
        },
        evidence: texts("evidence", "evidence_en"),
        beneficiaries: Beneficiaries { households, people, minority, women, poor },
        stated_by: form.value("stated_by").to_owned(),
    }
}

fn count(form: &mut Form, field: &str) -> Option<i64> {
    let typed = form.value(field).to_owned();
    if typed.is_empty() {
        return None;
    }
    let read = lang::parse_number(&typed).ok().and_then(|n| n.at_scale(0).ok()).filter(|n| *n >= 0);
    if read.is_none() {
        form.refuse(field, "need-number");
    }
    read
}

/// The form with what stands in the need.
pub fn form(facts: &NeedFacts) -> Form {
    let f = facts;
    let b = &f.beneficiaries;
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let people = |i: usize| f.peoples.get(i).map(ToString::to_string).unwrap_or_default();
    let urgency = match f.urgency {
        Urgency::High => "high",
        Urgency::Medium => "medium",
        Urgency::Low => "low",
    };
    let counts = [b.households, b.people, b.minority, b.women, b.poor].map(number);
    let (first, second) = (people(0), people(1));
    let mut values = vec![
        ("title", f.title.vi.as_str()),
        ("title_en", f.title.en.as_str()),
        ("place", f.place.as_str()),
        ("hamlet", f.hamlet.as_str()),
        ("people", first.as_str()),
        ("people2", second.as_str()),
        ("area", f.area.as_str()),
        ("urgency", urgency),
        ("evidence", f.evidence.vi.as_str()),
        ("evidence_en", f.evidence.en.as_str()),
        ("stated_by", f.stated_by.as_str()),
    ];
    values.extend(COUNTS.iter().zip(&counts).map(|(name, value)| (*name, value.as_str())));
    Form::filled(&values)
}

/// Puts each finding of a refusal at its field.
pub fn refuse(form: &mut Form, refusal: &Refusal) {
    let field = |f: &Finding| f.spot.column.clone().unwrap_or_default();
    for finding in &refusal.findings {
        let message = Message { key: format!("finding-{}", finding.code), args: finding.args.clone() };
        form.refuse_with(&field(finding), message);
    }
}
