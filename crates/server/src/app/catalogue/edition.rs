//! The published catalogue as everyone searches it: what a version says, made ready once, and where each call stands now.
//!
//! Ten thousand calls are filtered and counted on every page, so nothing is looked up or folded then: the answers of
//! each call to each facet are small numbers, and what it is found by is one folded string.
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use domain::call::{CallFacts, CallStatus, Gap, Said};
use domain::catalogue::{Catalogue, Stage, Version};
use domain::words::Words;
use jiff::civil::Date;

use crate::address;
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// What a list of calls can be narrowed by. The order is that of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    Area,
    Status,
    People,
    Budget,
    Support,
    Goal,
    Sector,
    Place,
}

impl Facet {
    pub const ALL: [Self; 8] = [
        Self::Area,
        Self::Status,
        Self::People,
        Self::Budget,
        Self::Support,
        Self::Goal,
        Self::Sector,
        Self::Place,
    ];

    /// Name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Area => "lv",
            Self::Status => "tt",
            Self::People => "dt",
            Self::Budget => "kp",
            Self::Support => "ht",
            Self::Goal => "sdg",
            Self::Sector => "nganh",
            Self::Place => "xa",
        }
    }

    /// A call's answers.
    fn of(self, facts: &CallFacts) -> Vec<String> {
        match self {
            Self::Area => vec![facts.area.clone()],
            Self::People => facts.peoples.iter().map(ToString::to_string).collect(),
            Self::Budget => vec![band(facts.sought()).to_owned()],
            Self::Support => facts.support.clone(),
            Self::Goal => facts.sdgs.iter().map(|n| format!("{n:02}")).collect(),
            Self::Sector => facts.sectors.clone(),
            Self::Place => vec![facts.place.clone()],
            // Not of the version: where a call stands changes from day to day.
            Self::Status => Vec::new(),
        }
    }
}

/// Bands of what is asked, in million đồng: "0-1500", "1500-5000", "5000-".
fn band(vnd: i64) -> &'static str {
    match vnd {
        ..1_500_000_000 => "0-1500",
        1_500_000_000..5_000_000_000 => "1500-5000",
        _ => "5000-",
    }
}

const FACETS: usize = Facet::ALL.len();

/// A call made ready.
pub struct Shown {
    pub code: String,
    pub facts: CallFacts,
    pub place: Words,
    /// Folded.
    search: String,
    /// For each facet, places of its answers among the facet's values.
    answers: [Vec<u16>; FACETS],
}

/// A version made ready.
pub struct Prepared {
    pub version: Version,
    pub published_on: Date,
    pub agency: String,
    pub demo: bool,
    pub calls: Vec<Shown>,
    /// For each facet, the values that occur, sorted.
    values: [Vec<String>; FACETS],
}

/// Where a call stands now.
#[derive(Debug, Clone)]
pub struct Live {
    pub status: CallStatus,
    pub said: Said,
    pub gap: Gap,
}

/// The published version with where its calls stand.
#[derive(Clone)]
pub struct Edition {
    pub of: Arc<Prepared>,
    live: Arc<Vec<Live>>,
    mark: i64,
}

/// The edition that was shown last; [`current`] looks whether it still holds.
#[derive(Clone, Default)]
pub struct Kept(Arc<Mutex<Option<Edition>>>);

/// What everyone reads now; nothing before the first publication.
pub async fn current(ctx: &Ctx) -> Outcome<Option<Edition>> {
    let Some(version) = store::catalogue::newest_published(&ctx.store).await? else { return Ok(None) };
    let mark = store::call::mark(&ctx.store).await?;
    let kept = || ctx.edition.0.lock().unwrap_or_else(PoisonError::into_inner);
    let known = kept().clone().filter(|e| e.of.version.id == version.id);
    if let Some(edition) = known.as_ref().filter(|e| e.mark == mark) {
        return Ok(Some(edition.clone()));
    }
    let prepared = match known {
        Some(edition) => edition.of,
        None => {
            let content = store::catalogue::content(&ctx.store, &version).await?;
            let ctx = ctx.clone();
            let made = tokio::task::spawn_blocking(move || Prepared::new(&ctx, version, content));
            Arc::new(made.await.map_err(anyhow::Error::from)?)
        }
    };
    let mut now = store::call::standings(&ctx.store).await?;
    let live = |c: &Shown| match now.remove(&c.code) {
        Some((status, said, gap)) => Live { status, said, gap },
        None => Live { status: CallStatus::Withdrawn, said: Said::default(), gap: Gap::default() },
    };
    let live = Arc::new(prepared.calls.iter().map(live).collect());
    let edition = Edition { of: prepared, live, mark };
    *kept() = Some(edition.clone());
    Ok(Some(edition))
}

impl Prepared {
    fn new(ctx: &Ctx, version: Version, content: Catalogue) -> Self {
        let published_on = match &version.stage {
            Stage::Published { at, .. } => ctx.clock.local(*at).date(),
            _ => content.on,
        };
        let mut values: [BTreeSet<String>; FACETS] = Default::default();
        for entry in &content.calls {
            for (facet, values) in Facet::ALL.into_iter().zip(&mut values) {
                values.extend(facet.of(&entry.facts));
            }
        }
        let mut values = values.map(|v| v.into_iter().collect::<Vec<String>>());
        // In the order in which a call goes through them.
        values[Facet::Status as usize] = CallStatus::ALL.iter().map(|s| s.name().to_owned()).collect();
        values[Facet::Area as usize].sort_by(|a, b| lang::collate(a, b));
        let calls = content.calls.into_iter().map(|entry| {
            let facts = entry.facts;
            let answers = |facet: Facet| -> Vec<u16> {
                let places = facet.of(&facts).into_iter();
                places.filter_map(|v| place_of(&values[facet as usize], &v)).collect()
            };
            Shown {
                answers: Facet::ALL.map(answers),
                place: ctx.reference.place_name(&facts.place).unwrap_or_default(),
                search: found_by(ctx, &entry.code, &facts),
                code: entry.code,
                facts,
            }
        });
        let calls = calls.collect();
        Self { published_on, agency: content.agency, demo: content.demo, calls, values, version }
    }
}

fn place_of(values: &[String], value: &str) -> Option<u16> {
    values.iter().position(|v| v == value).and_then(|n| u16::try_from(n).ok())
}

/// Name, place today and under old names, owner and code, folded.
fn found_by(ctx: &Ctx, code: &str, facts: &CallFacts) -> String {
    let place = ctx.reference.place_name(&facts.place).unwrap_or_default();
    let former = ctx.reference.former_names(&facts.place).join(" ");
    let words = [
        code,
        &facts.name.vi,
        &facts.name.en,
        &facts.name.km,
        &facts.summary.vi,
        &facts.summary.en,
        &facts.hamlet,
        &facts.owner,
        &place.vi,
        &place.en,
        &former,
    ];
    lang::fold(&words.join(" "))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Newest calls first.
    #[default]
    New,
    /// Largest missing amount first.
    Missing,
    /// Those that close soonest first.
    Closing,
    /// Those that lack least, but something, first.
    Nearly,
}

impl Order {
    pub const ALL: [Self; 4] = [Self::New, Self::Missing, Self::Closing, Self::Nearly];

    /// In an address, and end of the message key `calls-order-…`.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "moi",
            Self::Missing => "thieu",
            Self::Closing => "han",
            Self::Nearly => "gan-du",
        }
    }

    pub fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|o| o.name() == name).unwrap_or_default()
    }
}

/// What someone looks for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// As typed.
    pub words: String,
    /// For each facet the values that are wanted; none means any.
    pub values: [Vec<String>; FACETS],
    pub order: Order,
}

/// A value of a facet with how many calls have it among those that fit everything else.
pub struct Choice {
    pub value: String,
    pub count: usize,
    pub chosen: bool,
}

pub struct Found {
    /// Places in the edition, in the wished order.
    pub rows: Vec<usize>,
    pub facets: [Vec<Choice>; FACETS],
    /// Asked of donors and still missing, whole đồng.
    pub sought: i64,
    pub missing: i64,
}

impl Wish {
    /// What an address asks for; what it asks beyond that is left out. Old places are looked for under what became of
    /// them.
    pub fn read(ctx: &Ctx, query: &str) -> Self {
        let mut out = Self::default();
        for (name, value) in address::pairs(query).filter(|(_, v)| !v.trim().is_empty()) {
            let facet = Facet::ALL.into_iter().find(|f| f.name() == name);
            match (facet, name.as_str()) {
                (Some(Facet::Place), _) => {
                    out.values[Facet::Place as usize].extend(ctx.reference.successor_places(&value));
                }
                (Some(facet), _) => out.values[facet as usize].push(value),
                (None, "q") => out.words = value,
                (None, "x") => out.order = Order::of(&value),
                (None, _) => {}
            }
        }
        out
    }

    /// The query that asks for the same, but for the order.
    pub fn query(&self) -> String {
        let words = Some(("q", self.words.trim())).filter(|(_, w)| !w.is_empty());
        let values = Facet::ALL.iter().zip(&self.values);
        let values = values.flat_map(|(f, values)| values.iter().map(|v| (f.name(), v.as_str())));
        address::query(words.into_iter().chain(values))
    }

    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.values.iter().all(Vec::is_empty)
    }
}

impl Edition {
    pub fn get(&self, n: usize) -> Option<(&Shown, &Live)> {
        Some((self.of.calls.get(n)?, self.live.get(n)?))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Shown, &Live)> {
        self.of.calls.iter().zip(self.live.iter())
    }

    pub fn by_code(&self, code: &str) -> Option<(&Shown, &Live)> {
        self.iter().find(|(c, _)| c.code == code)
    }

    /// Calls that fit, and how many would fit with another choice in one facet.
    pub fn find(&self, wish: &Wish) -> Found {
        let words: Vec<String> = lang::fold(&wish.words).split_whitespace().map(str::to_owned).collect();
        let wanted: [Option<Vec<bool>>; FACETS] = std::array::from_fn(|f| self.wanted(f, &wish.values[f]));
        let mut counts: [Vec<usize>; FACETS] = std::array::from_fn(|f| vec![0; self.of.values[f].len()]);
        let mut found = Found { rows: Vec::new(), facets: Default::default(), sought: 0, missing: 0 };
        for (n, (call, live)) in self.iter().enumerate() {
            if !words.iter().all(|w| call.search.contains(w.as_str())) {
                continue;
            }
            let status = [status_place(live.status)];
            let answers = |f: usize| if f == Facet::Status as usize { &status } else { &call.answers[f][..] };
            let fits = |f: usize| match &wanted[f] {
                Some(wanted) => answers(f).iter().any(|a| wanted[usize::from(*a)]),
                // Nothing said of the status: those that nobody can take up any more are left out.
                None => f != Facet::Status as usize || is_listed(live.status),
            };
            let mut misfits = (0..FACETS).filter(|f| !fits(*f));
            match (misfits.next(), misfits.next()) {
                (None, _) => {
                    found.rows.push(n);
                    found.sought += live.gap.sought;
                    found.missing += live.gap.missing();
                    for (f, counts) in counts.iter_mut().enumerate() {
                        answers(f).iter().for_each(|a| counts[usize::from(*a)] += 1);
                    }
                }
                // Only this facet is in the way: another choice there would show it.
                (Some(f), None) => answers(f).iter().for_each(|a| counts[f][usize::from(*a)] += 1),
                _ => {}
            }
        }
        self.sort(&mut found.rows, wish.order);
        found.facets = std::array::from_fn(|f| self.choices(f, &counts[f], wanted[f].as_deref()));
        found
    }

    fn wanted(&self, facet: usize, values: &[String]) -> Option<Vec<bool>> {
        (!values.is_empty()).then(|| self.of.values[facet].iter().map(|v| values.contains(v)).collect())
    }

    fn choices(&self, facet: usize, counts: &[usize], wanted: Option<&[bool]>) -> Vec<Choice> {
        let all = self.of.values[facet].iter().zip(counts).enumerate();
        all.map(|(n, (value, count))| Choice {
            value: value.clone(),
            count: *count,
            chosen: wanted.is_some_and(|w| w[n]),
        })
        .filter(|c| c.count > 0 || c.chosen)
        .collect()
    }

    fn sort(&self, rows: &mut [usize], order: Order) {
        let gap = |n: usize| self.live[n].gap;
        match order {
            Order::New => rows.sort_unstable_by(|a, b| b.cmp(a)),
            Order::Missing => rows.sort_by_key(|n| std::cmp::Reverse(gap(*n).missing())),
            Order::Closing => rows.sort_by_key(|n| self.of.calls[*n].facts.closes_on.unwrap_or(Date::MAX)),
            Order::Nearly => rows.sort_by_key(|n| match gap(*n).missing() {
                0 => i64::MAX,
                missing => share(missing, gap(*n).sought),
            }),
        }
    }
}

fn status_place(status: CallStatus) -> u16 {
    CallStatus::ALL.iter().position(|s| *s == status).and_then(|n| u16::try_from(n).ok()).unwrap_or_default()
}

/// Whether a call is in the list when nothing is said of its status.
fn is_listed(status: CallStatus) -> bool {
    status.takes_offers() || status == CallStatus::Funded
}

/// Per mille of a whole; nothing of nothing.
pub fn share(part: i64, whole: i64) -> i64 {
    if whole <= 0 { 0 } else { i64::try_from(i128::from(part) * 1000 / i128::from(whole)).unwrap_or(1000) }
}

#[cfg(test)]
mod tests {
    use domain::call::YearBudget;
    use domain::ids::CatalogueId;
    use domain::words::Texts;
    use jiff::Timestamp;

    use super::*;

    fn shown(code: &str, area: &str, vnd: i64, people: &str, prepared: &[Vec<String>; FACETS]) -> Shown {
        let facts = CallFacts {
            name: Texts::vi(format!("Dự án {code}")),
            area: area.into(),
            budget: vec![YearBudget { year: 2026, donor_vnd: vnd, ..YearBudget::default() }],
            peoples: vec![domain::need::PeopleCode { list: "1979".into(), code: people.into() }],
            ..CallFacts::default()
        };
        let answers = Facet::ALL.map(|f| {
            f.of(&facts).iter().filter_map(|v| place_of(&prepared[f as usize], v)).collect::<Vec<u16>>()
        });
        let search = lang::fold(&facts.name.vi);
        Shown { code: code.into(), facts, place: Words::default(), search, answers }
    }

    fn edition(calls: &[(&str, &str, i64, &str, CallStatus)]) -> Edition {
        let text = |v: &[&str]| v.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let mut values: [Vec<String>; FACETS] = Default::default();
        values[Facet::Area as usize] = text(&["a", "d", "đ"]);
        values[Facet::People as usize] = text(&["1979:04", "1979:05"]);
        values[Facet::Budget as usize] = text(&["0-1500", "1500-5000", "5000-"]);
        values[Facet::Status as usize] = CallStatus::ALL.iter().map(|s| s.name().to_owned()).collect();
        let live = calls.iter().map(|c| Live {
            status: c.4,
            said: Said::default(),
            gap: Gap { sought: c.2, pledged: 0, agreed: 0 },
        });
        let live = Arc::new(live.collect());
        let calls = calls.iter().map(|c| shown(c.0, c.1, c.2, c.3, &values)).collect();
        let at = Timestamp::UNIX_EPOCH;
        let version = Version {
            id: CatalogueId(1),
            year: 2026,
            number: 1,
            stage: Stage::Published { at, by: String::new() },
            reason: String::new(),
            sha256: String::new(),
        };
        let of = Prepared {
            version,
            published_on: Date::default(),
            agency: String::new(),
            demo: false,
            calls,
            values,
        };
        Edition { of: Arc::new(of), live, mark: 0 }
    }

    const BILLION: i64 = 1_000_000_000;

    fn sample() -> Edition {
        edition(&[
            ("KG-1", "a", BILLION, "05", CallStatus::Open),
            ("KG-2", "a", 6 * BILLION, "04", CallStatus::Open),
            ("KG-3", "đ", 2 * BILLION, "05", CallStatus::Talks),
            ("KG-4", "a", 3 * BILLION, "05", CallStatus::Withdrawn),
        ])
    }

    fn wish(facet: Facet, value: &str) -> Wish {
        let mut wish = Wish::default();
        wish.values[facet as usize].push(value.into());
        wish
    }

    fn count(found: &Found, facet: Facet, value: &str) -> usize {
        found.facets[facet as usize].iter().find(|c| c.value == value).map_or(0, |c| c.count)
    }

    #[test]
    fn a_facet_counts_what_another_choice_in_it_would_show() {
        let found = sample().find(&wish(Facet::Area, "a"));
        assert_eq!(found.rows, [1, 0], "newest first; the withdrawn one is not in the list");
        assert_eq!((count(&found, Facet::Area, "a"), count(&found, Facet::Area, "đ")), (2, 1));
        assert_eq!(
            (count(&found, Facet::People, "1979:05"), count(&found, Facet::People, "1979:04")),
            (1, 1)
        );
        assert_eq!(found.sought, 7 * BILLION);
    }

    #[test]
    fn choices_in_two_facets_both_hold_and_the_count_is_that_of_the_rows() {
        let mut both = wish(Facet::Area, "a");
        both.values[Facet::People as usize].push("1979:05".into());
        let found = sample().find(&both);
        assert_eq!(found.rows, [0]);
        assert_eq!(count(&found, Facet::People, "1979:05"), found.rows.len());
    }

    #[test]
    fn what_nobody_can_take_up_is_found_by_asking_for_it() {
        let found = sample().find(&wish(Facet::Status, "withdrawn"));
        assert_eq!(found.rows, [3]);
        assert_eq!(count(&found, Facet::Status, "open"), 2);
    }

    #[test]
    fn words_are_found_without_marks_and_an_unknown_value_finds_nothing() {
        let found = sample().find(&Wish { words: "DU AN kg-3".into(), ..Wish::default() });
        assert_eq!(found.rows, [2]);
        assert!(sample().find(&wish(Facet::Place, "2025:1")).rows.is_empty());
    }

    #[test]
    fn orders_put_first_what_they_say() {
        let order = |order| sample().find(&Wish { order, ..Wish::default() }).rows[0];
        assert_eq!(order(Order::New), 2);
        assert_eq!(order(Order::Missing), 1);
        assert_eq!(Order::of("gan-du"), Order::Nearly);
        assert_eq!(Order::of("?"), Order::New);
    }
}
