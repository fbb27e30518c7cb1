//! What is known of a dossier: facts, papers and events, each with its day.
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};

use super::rules::Condition;
use crate::organisation::Role;

/// A dossier as the engine reads it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub title: String,
    /// "grant", "emergency", "oda", "ngo_registration".
    pub family: String,
    /// Id of the rules the dossier was born under, once they are stored with it.
    #[serde(default)]
    pub rule_set: Option<String>,
    /// Place of the aid with its system: "2025:32062".
    #[serde(default)]
    pub place: Option<String>,
    /// Values of the facts that the rules ask for; one value may stand alone.
    #[serde(default, deserialize_with = "values")]
    pub facts: Condition,
    /// Papers with the day they came.
    #[serde(default)]
    pub papers: BTreeMap<String, Date>,
    #[serde(default, rename = "event")]
    pub events: Vec<Event>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// As the rules name it: "submitted". Or one of those every procedure knows:
    /// "opinion_requested", "opinion_given", "place_moved".
    pub event: String,
    pub on: Date,
    /// Whose opinion.
    #[serde(default)]
    pub of: Option<Role>,
    /// Code of the organisation asked, where several hold the role.
    #[serde(default)]
    pub organisation: Option<String>,
    /// A last day that the event itself sets.
    #[serde(default)]
    pub due: Option<Date>,
    /// The new place.
    #[serde(default)]
    pub to: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

fn values<'de, D: Deserializer<'de>>(from: D) -> Result<Condition, D::Error> {
    let read = BTreeMap::<String, OneOrMany>::deserialize(from)?;
    let many = |v| match v {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
    };
    Ok(read.into_iter().map(|(key, v)| (key, many(v))).collect())
}

impl Dossier {
    /// What happened up to a day, in order; of one day, as written.
    pub(super) fn events_until(&self, on: Date) -> Vec<&Event> {
        let mut events: Vec<&Event> = self.events.iter().filter(|e| e.on <= on).collect();
        events.sort_by_key(|e| e.on);
        events
    }

    /// First day of an event, up to a day.
    pub(super) fn first(&self, event: &str, on: Date) -> Option<Date> {
        self.events.iter().filter(|e| e.event == event && e.on <= on).map(|e| e.on).min()
    }

    /// Last day of any of these events, up to a day.
    pub(super) fn last_of(&self, events: &[String], on: Date) -> Option<Date> {
        self.events.iter().filter(|e| events.contains(&e.event) && e.on <= on).map(|e| e.on).max()
    }
}
