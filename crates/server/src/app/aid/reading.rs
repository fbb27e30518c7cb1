//! An activity or organisation of a file becomes what the register keeps of it. Contact persons are passed over.
use std::collections::BTreeMap;

use domain::aid::{Activity, Document, Money, Organisation, Party, Place, Sector, Texts, hundredths};
use iati::names::{self, Name};
use iati::{NodeId, Tree};
use jiff::civil::Date;

/// What an activity says.
pub(super) fn activity(tree: &Tree) -> Activity {
    let root = tree.root();
    let mut a = Activity { currency: attr(tree, root, names::DEFAULT_CURRENCY), ..Activity::default() };
    let mut money = Sums { tree, default: a.currency.clone(), sums: BTreeMap::new() };
    for child in tree.children(root) {
        match tree.name(child) {
            names::IATI_IDENTIFIER => a.identifier = tree.text(child).trim().to_owned(),
            names::REPORTING_ORG => a.publisher = party(tree, child),
            names::TITLE => a.title = texts(tree, child),
            names::DESCRIPTION if a.description == Texts::default() => a.description = texts(tree, child),
            names::ACTIVITY_STATUS => a.status = attr(tree, child, names::CODE),
            names::ACTIVITY_DATE => date(&mut a, tree, child),
            names::OTHER_IDENTIFIER => a.other_identifiers.push(attr(tree, child, names::REF)),
            names::PARTICIPATING_ORG => a.parties.push(party(tree, child)),
            names::SECTOR => a.sectors.push(sector(tree, child)),
            names::RECIPIENT_COUNTRY => a.places.push(place(tree, child, "country")),
            names::RECIPIENT_REGION => a.places.push(place(tree, child, "region")),
            names::LOCATION => a.places.push(location(tree, child)),
            names::BUDGET => money.add("budget", child, names::PERIOD_START),
            names::PLANNED_DISBURSEMENT => money.add("planned", child, names::PERIOD_START),
            names::TRANSACTION => {
                let kind = tree.first(child, names::TRANSACTION_TYPE);
                let kind = kind.map(|kind| attr(tree, kind, names::CODE)).unwrap_or_default();
                money.add(&kind, child, names::TRANSACTION_DATE);
            }
            _ => {}
        }
    }
    a.money = money.all();
    a
}

/// What an organisation says of itself; of budgets by country, those of `countries`.
pub(super) fn organisation(tree: &Tree, countries: &[String]) -> Organisation {
    let root = tree.root();
    let mut it = Organisation::default();
    let default = attr(tree, root, names::DEFAULT_CURRENCY);
    let mut money = Sums { tree, default, sums: BTreeMap::new() };
    let ours = |node| {
        let country = tree.first(node, names::RECIPIENT_COUNTRY);
        country.is_some_and(|c| countries.contains(&attr(tree, c, names::CODE)))
    };
    for child in tree.children(root) {
        match tree.name(child) {
            names::ORGANISATION_IDENTIFIER => it.identifier = tree.text(child).trim().to_owned(),
            names::NAME => it.name = texts(tree, child),
            names::REPORTING_ORG => it.publisher = party(tree, child),
            names::TOTAL_BUDGET => money.add("total-budget", child, names::PERIOD_START),
            names::RECIPIENT_COUNTRY_BUDGET if ours(child) => {
                money.add("country-budget", child, names::PERIOD_START);
            }
            names::TOTAL_EXPENDITURE => money.add("total-expenditure", child, names::PERIOD_START),
            names::DOCUMENT_LINK => it.documents.push(document(tree, child)),
            _ => {}
        }
    }
    it.money = money.all();
    it
}

fn document(tree: &Tree, node: NodeId) -> Document {
    let title = tree.first(node, names::TITLE).map(|title| texts(tree, title));
    Document { title: title.unwrap_or_default(), url: attr(tree, node, names::URL) }
}

/// Whether the activity, or one of its transactions, is for one of the countries.
pub(super) fn is_for(tree: &Tree, countries: &[String]) -> bool {
    let named = |node| {
        tree.children_named(node, names::RECIPIENT_COUNTRY).any(|country| {
            let code = tree.attr(country, names::CODE).unwrap_or_default().trim();
            countries.iter().any(|c| c == code)
        })
    };
    let root = tree.root();
    named(root) || tree.children_named(root, names::TRANSACTION).any(named)
}

fn attr(tree: &Tree, node: NodeId, name: Name) -> String {
    tree.attr(node, name).unwrap_or_default().trim().to_owned()
}

/// Narratives by language; where none is stated, that of the activity counts.
fn texts(tree: &Tree, node: NodeId) -> Texts {
    let mut out = Texts::default();
    let default = tree.attr(tree.root(), names::XML_LANG).unwrap_or_default();
    for narrative in tree.children_named(node, names::NARRATIVE) {
        let lang = tree.attr(narrative, names::XML_LANG).unwrap_or(default);
        let slot = match lang.get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("vi") => &mut out.vi,
            Some("en") => &mut out.en,
            _ => &mut out.other,
        };
        if slot.is_empty() {
            *slot = one_line(tree.text(narrative));
        }
    }
    out
}

fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn party(tree: &Tree, node: NodeId) -> Party {
    Party {
        role: attr(tree, node, names::ROLE),
        reference: attr(tree, node, names::REF),
        kind: attr(tree, node, names::TYPE),
        name: texts(tree, node).best().to_owned(),
    }
}

fn share(tree: &Tree, node: NodeId) -> Option<i64> {
    tree.attr(node, names::PERCENTAGE).and_then(hundredths)
}

fn sector(tree: &Tree, node: NodeId) -> Sector {
    let vocabulary = attr(tree, node, names::VOCABULARY);
    Sector {
        vocabulary: if vocabulary.is_empty() { "1".to_owned() } else { vocabulary },
        code: attr(tree, node, names::CODE),
        share: share(tree, node),
    }
}

fn place(tree: &Tree, node: NodeId, kind: &str) -> Place {
    Place {
        kind: kind.to_owned(),
        code: attr(tree, node, names::CODE),
        name: texts(tree, node).best().to_owned(),
        share: share(tree, node),
        point: String::new(),
    }
}

fn location(tree: &Tree, node: NodeId) -> Place {
    let name = tree.first(node, names::NAME).map(|name| texts(tree, name).best().to_owned());
    let point = tree.first(node, names::POINT).and_then(|point| tree.first(point, names::POS));
    let code = tree.first(node, names::LOCATION_ID).map(|id| attr(tree, id, names::CODE));
    Place {
        kind: "location".to_owned(),
        code: code.unwrap_or_default(),
        name: name.unwrap_or_default(),
        share: None,
        point: point.map(|pos| one_line(tree.text(pos))).unwrap_or_default(),
    }
}

/// Codelist ActivityDateType.
fn date(a: &mut Activity, tree: &Tree, node: NodeId) {
    let slot = match tree.attr(node, names::TYPE).unwrap_or_default().trim() {
        "1" => &mut a.planned_start,
        "2" => &mut a.actual_start,
        "3" => &mut a.planned_end,
        "4" => &mut a.actual_end,
        _ => return,
    };
    *slot = day(tree, node, names::ISO_DATE);
}

/// The day of an `xsd:date`, whose time zone does not matter here.
fn day(tree: &Tree, node: NodeId, name: Name) -> Option<Date> {
    tree.attr(node, name)?.trim().get(..10)?.parse().ok()
}

/// Adds up money by kind, year and currency.
struct Sums<'t> {
    tree: &'t Tree,
    default: String,
    sums: BTreeMap<(String, i16, String), i64>,
}

impl Sums<'_> {
    fn all(self) -> Vec<Money> {
        let money = |((kind, year, currency), amount)| Money { kind, year, currency, amount };
        self.sums.into_iter().map(money).collect()
    }

    /// The year is that of the day in `when`, or that of the value where there is none.
    fn add(&mut self, kind: &str, node: NodeId, when: Name) {
        let Some(value) = self.tree.first(node, names::VALUE) else { return };
        let Some(amount) = hundredths(self.tree.text(value)) else { return };
        let stated = self.tree.first(node, when).and_then(|day_of| day(self.tree, day_of, names::ISO_DATE));
        let Some(date) = stated.or_else(|| day(self.tree, value, names::VALUE_DATE)) else { return };
        let currency = match self.tree.attr(value, names::CURRENCY).unwrap_or_default().trim() {
            "" => &self.default,
            stated => stated,
        };
        let sum = self.sums.entry((kind.to_owned(), date.year(), currency.to_owned())).or_insert(0);
        *sum = sum.saturating_add(amount);
    }
}
