//! Facts that are data, loaded once at start: plans, forms, rules, places, organisations.
//!
//! The binary carries the files of `data/`; a folder given with `--data` replaces any of them by
//! the same path, so another province or another plan needs no other build.
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use domain::access::Actor;
use domain::finding::Severity;
use domain::form::Form;
use domain::legal::Instrument;
use domain::matching::Weights;
use domain::need::PeopleCode;
use domain::organisation::{Organisation, OrganisationFile, Organisations, Role};
use domain::place::{Level, Place, PlaceCode, Places, Point};
use domain::plan::Plan;
use domain::procedure::{Calendar, RuleSet, check};
use domain::words::Words;
use domain::zone::Zones;
use jiff::civil::Date;
use rust_embed::RustEmbed;
use store::Lately;

mod codelists;
pub mod publisher;

use codelists::Codelists;
use publisher::Publisher;

#[derive(RustEmbed)]
#[folder = "../../data"]
#[exclude = "*.md"]
struct BuiltIn;

pub struct Reference {
    pub places: Places,
    pub organisations: Organisations,
    pub plans: Vec<Plan>,
    /// Who publishes the register as IATI data.
    pub publisher: Publisher,
    /// Peoples, goals, purposes.
    pub codelists: Codelists,
    /// What counts when donors are proposed for calls.
    pub weights: Weights,
    /// What guidance rests on.
    pub instruments: Vec<Instrument>,
    /// Words by which the columns of an office's own list are guessed, by field.
    pub headings: BTreeMap<String, Vec<String>>,
    /// Where the plan's beneficiaries live.
    pub zones: Zones,
    /// Procedures of aid.
    pub rules: Vec<RuleSet>,
    /// Working days.
    pub calendar: Calendar,
    /// Published aid to these countries is taken into the register (ISO 3166-1 alpha-2).
    pub aid_countries: Vec<String>,
    forms: HashMap<String, Form>,
    /// By the round's year and first day; a day's work touches fewer.
    codes: Lately<(i16, Date), Codes>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct AidFile {
    countries: Vec<String>,
}

/// What a report of one round may name, the same for all its units.
#[derive(Debug, Default)]
pub struct Codes {
    /// Letters and titles of the plan's priority areas in the round's year.
    pub areas: Vec<(String, Words)>,
    /// Districts and communes of the provinces that the reporting units belong to, as
    /// ("2025:32062", name).
    pub places: Vec<(String, Words)>,
    place_codes: HashSet<String>,
}

impl Codes {
    pub fn new(areas: Vec<(String, Words)>, places: Vec<(String, Words)>) -> Self {
        let place_codes = places.iter().map(|(code, _)| code.clone()).collect();
        Self { areas, places, place_codes }
    }

    pub fn is_place(&self, code: &str) -> bool {
        self.place_codes.contains(code)
    }
}

/// Folders that belong together: another province brings its own whole folder.
const WHOLE: [&str; 3] = ["places/", "organisations/", "zones/"];

/// The files under one folder name: the built-in ones, joined by those of `--data`, which replace
/// a file of the same path, and the whole folder where it is one of [`WHOLE`].
fn files(folder: &str, data: Option<&Path>) -> anyhow::Result<Vec<(String, String)>> {
    let mut found: HashMap<String, String> = HashMap::new();
    let replaced = WHOLE.contains(&folder) && data.is_some_and(|d| d.join(folder).is_dir());
    let built_in = BuiltIn::iter().filter(|_| !replaced);
    for name in built_in.filter(|n| n.starts_with(folder)) {
        let file = BuiltIn::get(&name).ok_or_else(|| anyhow!("{name} is not in the program"))?;
        found.insert(name.to_string(), text(&name, file.data.to_vec())?);
    }
    if let Some(dir) = data {
        for path in walk(&dir.join(folder))? {
            let name = path.strip_prefix(dir)?.to_string_lossy().replace('\\', "/");
            let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
            found.insert(name.clone(), text(&name, bytes)?);
        }
    }
    let mut files: Vec<_> = found.into_iter().collect();
    files.sort();
    Ok(files)
}

fn text(name: &str, bytes: Vec<u8>) -> anyhow::Result<String> {
    String::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))
}

fn walk(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let Ok(entries) = std::fs::read_dir(dir) else { return Ok(out) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            out.extend(walk(&path)?);
        } else {
            out.push(path);
        }
    }
    Ok(out)
}

/// The one file of that name.
fn load_one<T: serde::de::DeserializeOwned>(name: &str, data: Option<&Path>) -> anyhow::Result<T> {
    let (folder, _) = name.split_once('/').ok_or_else(|| anyhow!("{name} is in no folder"))?;
    let found = files(&format!("{folder}/"), data)?.into_iter().find(|(n, _)| n == name);
    let (_, content) = found.ok_or_else(|| anyhow!("{name} is missing"))?;
    toml::from_str(&content).with_context(|| name.to_owned())
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct LegalFile {
    instrument: Vec<Instrument>,
}

fn load_instruments(data: Option<&Path>) -> anyhow::Result<Vec<Instrument>> {
    const NAME: &str = "legal/instruments.toml";
    let file: LegalFile = load_one(NAME, data)?;
    match domain::legal::faults(&file.instrument).as_slice() {
        [] => Ok(file.instrument),
        faults => bail!("{NAME}: {}", faults.join("; ")),
    }
}

fn load_headings(data: Option<&Path>) -> anyhow::Result<BTreeMap<String, Vec<String>>> {
    const NAME: &str = "listing/headings.toml";
    let found: BTreeMap<String, Vec<String>> = load_one(NAME, data)?;
    let known = |field: &&String| !domain::outline::listing::FIELDS.contains(&field.as_str());
    match found.keys().find(known) {
        Some(other) => bail!("{NAME}: {other} is no field of a list"),
        None => Ok(found),
    }
}

impl Reference {
    /// # Errors
    /// Names the file and what is wrong with it.
    pub fn load(data: Option<&Path>) -> anyhow::Result<Self> {
        let places = load_places(data)?;
        let mut organisations = None;
        for (name, content) in files("organisations/", data)? {
            let file: OrganisationFile = toml::from_str(&content).with_context(|| name.clone())?;
            let all = Organisations::new(file, &places).map_err(|f| anyhow!("{name}: {}", f.join("; ")))?;
            organisations = Some(all);
        }
        let mut plans = Vec::new();
        for (name, content) in files("plans/", data)? {
            let plan: Plan = toml::from_str(&content).with_context(|| name.clone())?;
            plans.push(plan);
        }
        let mut forms = HashMap::new();
        for (name, content) in files("forms/", data)? {
            let form: Form = toml::from_str(&content).with_context(|| name.clone())?;
            if let faults @ [_, ..] = form.faults().as_slice() {
                bail!("{name}: {}", faults.join("; "));
            }
            forms.insert(form.id.clone(), form);
        }
        let mut aid_countries = Vec::new();
        for (name, content) in files("aid/", data)? {
            let file: AidFile = toml::from_str(&content).with_context(|| name.clone())?;
            aid_countries.extend(file.countries);
        }
        let organisations = organisations.ok_or_else(|| anyhow!("no file in organisations/"))?;
        let publisher = load_one("iati/publisher.toml", data)?;
        let codelists = Codelists::load(data)?;
        let weights = load_one("matching/weights.toml", data)?;
        let headings = load_headings(data)?;
        let instruments = load_instruments(data)?;
        let zones = load_zones(data, &places)?;
        let (rules, calendar) = (load_rules(data)?, load_calendar(data)?);
        let codes = Lately::new(8);
        Ok(Self {
            places,
            organisations,
            plans,
            aid_countries,
            publisher,
            codelists,
            weights,
            headings,
            instruments,
            zones,
            rules,
            calendar,
            forms,
            codes,
        })
    }

    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.get(id)
    }

    /// The plan in force in that year; the one that began last when several are.
    pub fn plan_of(&self, year: i16) -> Option<&Plan> {
        self.plans
            .iter()
            .filter(|p| p.notice.is_none() && p.period.from <= year && year <= p.period.to)
            .max_by_key(|p| p.period.from)
    }

    pub fn roles_of(&self, organisation: &str, on: Date) -> Vec<Role> {
        self.organisations.roles(organisation, on)
    }

    pub fn organisation(&self, code: &str) -> Option<&Organisation> {
        self.organisations.get(code)
    }

    /// Short name of an organisation, or the code when nobody knows it.
    pub fn name_of<'a>(&'a self, code: &'a str) -> &'a str {
        self.organisations.get(code).map_or(code, |o| o.short_vi.as_str())
    }

    /// The organisation that is the standing agency on that day.
    pub fn standing(&self, on: Date) -> Option<&Organisation> {
        self.organisations.holders(Role::Standing, on).into_iter().next()
    }

    /// Codes of a round of that year that opened on that day.
    pub fn codes(&self, year: i16, on: Date) -> Arc<Codes> {
        self.codes.get((year, on), |_| {
            let areas = self.plan_of(year).map_or(&[][..], |p| &p.areas);
            let areas = areas.iter().map(|a| (a.letter.clone(), a.title.clone())).collect();
            Codes::new(areas, self.report_places(on))
        })
    }

    fn report_places(&self, on: Date) -> Vec<(String, Words)> {
        let home: Vec<&Place> = self
            .organisations
            .reporting_units(on)
            .iter()
            .filter_map(|o| o.place.as_ref())
            .filter_map(|code| self.places.get(code))
            .map(|p| self.places.province(p))
            .collect();
        let provinces: std::collections::BTreeSet<&PlaceCode> = home.iter().map(|p| &p.code).collect();
        self.places
            .valid_on(on)
            .filter(|p| provinces.contains(&self.places.province(p).code))
            .map(|p| (p.code.to_string(), p.full_name()))
            .collect()
    }

    /// Name of a place written as "2025:32062".
    pub fn place_name(&self, code: &str) -> Option<Words> {
        self.places.get(&PlaceCode::parse(code)?).map(Place::full_name)
    }

    /// Name of a place and a point inside it, for maps.
    pub fn place_point(&self, code: &str) -> Option<(Words, Point)> {
        let place = self.places.get(&PlaceCode::parse(code)?)?;
        Some((place.full_name(), place.point?))
    }

    /// A legal instrument by its number.
    pub fn instrument(&self, number: &str) -> Option<&Instrument> {
        self.instruments.iter().find(|i| i.number == number)
    }

    /// Name of a people.
    pub fn people(&self, people: &PeopleCode) -> Option<Words> {
        self.codelists.peoples.iter().find(|(p, _)| p == people).map(|(_, w)| w.clone())
    }

    /// Whether a place of a report is of commune level, where zoning applies.
    pub fn is_commune(&self, code: &str) -> bool {
        let place = PlaceCode::parse(code).and_then(|code| self.places.get(&code));
        place.is_some_and(|p| p.kind.level() == Level::Commune)
    }

    /// Whether a place of a report is a commune, and lies in (or is) `home` when that is given.
    pub fn is_within(&self, code: &str, home: Option<&str>) -> bool {
        let parent = PlaceCode::parse(code).and_then(|code| {
            let place = self.places.get(&code)?;
            Some(PlaceCode::new(&code.system, place.parent.as_deref()?).to_string())
        });
        self.is_commune(code) && home.is_none_or(|h| h == code || parent.as_deref() == Some(h))
    }

    /// The places that took over, or the place itself while it stands: "2021:31813" → "2025:31825".
    /// Several where it was split.
    pub fn successor_places(&self, code: &str) -> Vec<String> {
        let Some(old) = PlaceCode::parse(code) else { return vec![code.to_owned()] };
        let new: Vec<String> = self.places.successors(&old).map(|s| s.new.to_string()).collect();
        if new.is_empty() { vec![code.to_owned()] } else { new }
    }

    /// Names that a place's parts had before it was formed: of communes, and of their districts.
    pub fn former_names(&self, code: &str) -> Vec<String> {
        let Some(new) = PlaceCode::parse(code) else { return Vec::new() };
        let old = self.places.predecessors(&new).filter_map(|s| self.places.get(&s.old));
        let mut names: Vec<String> =
            old.flat_map(|p| [Some(p), self.places.parent(p)]).flatten().map(|p| p.full_name().vi).collect();
        names.sort();
        names.dedup();
        names
    }

    /// Code of the People's Committee that administers a place.
    pub fn committee_of(&self, place: &str) -> Option<&str> {
        let place = PlaceCode::parse(place)?;
        self.organisations.all().iter().find(|o| o.place.as_ref() == Some(&place)).map(|o| o.code.as_str())
    }

    pub fn actor(&self, account: &store::user::Account, today: Date) -> Actor {
        Actor {
            user: account.id,
            name: account.name.clone(),
            position: account.position,
            organisation: account.organisation.clone(),
            roles: self.roles_of(&account.organisation, today),
        }
    }
}

fn load_places(data: Option<&Path>) -> anyhow::Result<Places> {
    let files: HashMap<String, String> = files("places/", data)?.into_iter().collect();
    let part = |end: &str| {
        files
            .iter()
            .find(|(n, _)| n.ends_with(end))
            .map(|(_, c)| c.as_str())
            .ok_or_else(|| anyhow!("no places/…/{end}"))
    };
    Places::read(part("places.csv")?, part("successors.csv")?).map_err(|faults| {
        anyhow!("places: {}", faults.iter().map(|f| format!("{f:?}")).collect::<Vec<_>>().join("; "))
    })
}

/// The first file in `zones/`.
fn load_zones(data: Option<&Path>, places: &Places) -> anyhow::Result<Zones> {
    let first = files("zones/", data)?.into_iter().next();
    let (name, content) = first.ok_or_else(|| anyhow!("no file in zones/"))?;
    let zones: Zones = toml::from_str(&content).with_context(|| name.clone())?;
    if let faults @ [_, ..] = zones.faults(places).as_slice() {
        bail!("{name}: {}", faults.join("; "));
    }
    Ok(zones)
}

fn load_rules(data: Option<&Path>) -> anyhow::Result<Vec<RuleSet>> {
    let mut all = Vec::new();
    for (name, content) in files("rules/", data)? {
        let rules: RuleSet = toml::from_str(&content).with_context(|| name.clone())?;
        let errors = check(&rules).into_iter().filter(|f| f.severity == Severity::Error);
        let errors: Vec<String> = errors.map(|f| format!("{} {}", f.at, f.en)).collect();
        if !errors.is_empty() {
            bail!("{name}: {}", errors.join("; "));
        }
        all.push(rules);
    }
    Ok(all)
}

fn load_calendar(data: Option<&Path>) -> anyhow::Result<Calendar> {
    let first = files("calendar/", data)?.into_iter().next();
    let (name, content) = first.ok_or_else(|| anyhow!("no file in calendar/"))?;
    let calendar: Calendar = toml::from_str(&content).with_context(|| name.clone())?;
    if let faults @ [_, ..] = calendar.faults().as_slice() {
        bail!("{name}: {}", faults.join("; "));
    }
    Ok(calendar)
}
