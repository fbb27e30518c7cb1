//! The proposals of 2026: an outline of nearly every unit, all made up and marked, sent and decided on by the use cases.
use anyhow::anyhow;
use domain::need::{Beneficiaries, PeopleCode};
use domain::outline::round::EventKind;
use domain::outline::{BudgetLine, OutlineFacts, Rate, Screening};
use domain::words::{Texts, Words};
use jiff::civil::{Date, date};

use super::random::Random;
use super::{RETURNED_COMMUNE, UNTOUCHED_COMMUNE, bar, on, unit_codes};
use crate::app::{Caller, outline};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

mod topics;

use topics::{TOPICS, Topic};

pub const YEAR: i16 = 2026;
const OPENS: Date = date(2025, 10, 1);
const DUE: Date = date(2025, 11, 20);
const SEED: u64 = 2026;
/// Units that have proposed nothing yet.
const SILENT: usize = 4;
const APPROVED: usize = 40;
const RETURNED: usize = 3;
/// A commune that ended with June 2025: outside, as it does not stand when the work would begin.
const ENDED_PLACE: &str = "2021:32185";

const RETURN_REASON: &str =
    "Đề nghị nêu rõ vốn đối ứng của địa phương và cách duy trì công trình sau dự án. Số liệu minh hoạ.";
const REFUSAL_REASON: &str = "Nội dung đã có trong dự án đang chạy trên cùng địa bàn. Số liệu minh hoạ.";

/// What becomes of an outline by the demonstration's day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Its submission was refused for what is missing.
    Incomplete,
    Waiting,
    Outside,
    Returned,
    Refused,
    Approved,
}

/// Opens the round and lets the units propose.
pub(super) async fn propose(ctx: &Ctx) -> Outcome<()> {
    let by = Caller::Operator;
    outline::open_round(&on(ctx, OPENS), &by, YEAR, OPENS, DUE).await?;
    let mut random = Random::new(SEED);
    let units = proposing(ctx, &mut random);
    let progress = bar("Đề cương của đơn vị", units.len());
    for (n, (unit, fate)) in units.iter().enumerate() {
        let day = on(ctx, date(2025, 10, 2 + i8::try_from(random.below(28)).unwrap_or(0)));
        let facts = facts(ctx, unit, n, &mut random);
        one(ctx, &day, unit, facts, *fate).await?;
        progress.inc(1);
    }
    progress.finish();
    twin(ctx, &units).await
}

/// Units in the order in which they propose, each with what becomes of its outline.
fn proposing(ctx: &Ctx, random: &mut Random) -> Vec<(String, Fate)> {
    let mut units = unit_codes(ctx, OPENS);
    units.retain(|u| u != UNTOUCHED_COMMUNE && u != RETURNED_COMMUNE);
    random.shuffle(&mut units);
    units.truncate(units.len().saturating_sub(SILENT));
    let fate = |n: usize| match n {
        0 => Fate::Incomplete,
        1 => Fate::Outside,
        2 => Fate::Refused,
        n if n < 2 + RETURNED => Fate::Returned,
        n if n < 2 + RETURNED + APPROVED => Fate::Approved,
        _ => Fate::Waiting,
    };
    let mut all =
        vec![(UNTOUCHED_COMMUNE.to_owned(), Fate::Incomplete), (RETURNED_COMMUNE.to_owned(), Fate::Returned)];
    all.extend(units.into_iter().enumerate().map(|(n, unit)| (unit, fate(n))));
    all
}

async fn one(ctx: &Ctx, day: &Ctx, unit: &str, mut facts: OutlineFacts, fate: Fate) -> Outcome<()> {
    let by = Caller::Operator;
    let begun = outline::begin(day, &by, YEAR, unit, &outline::blank(day, unit)).await?;
    let code = begun.code.as_str();
    match fate {
        Fate::Incomplete => {
            facts.need = Texts::default();
            facts.culture = Screening::default();
            facts.ends = None;
        }
        Fate::Outside => facts.place = ENDED_PLACE.to_owned(),
        _ => {}
    }
    outline::save(day, &by, code, begun.revision, facts).await?;
    let sent = outline::submit(day, &by, code, begun.revision + 1).await;
    if fate == Fate::Incomplete {
        return match sent {
            Err(Problem::Refused(_)) => Ok(()),
            Err(other) => Err(other),
            Ok(_) => Err(anyhow!("{code}: an incomplete outline was taken").into()),
        };
    }
    sent?;
    let decided = on(ctx, date(2025, 11, 5));
    match fate {
        Fate::Approved => outline::decide(&decided, &by, code, EventKind::Approved, "").await,
        Fate::Returned => outline::decide(&decided, &by, code, EventKind::Returned, RETURN_REASON).await,
        Fate::Refused => outline::decide(&decided, &by, code, EventKind::Refused, REFUSAL_REASON).await,
        Fate::Incomplete | Fate::Waiting | Fate::Outside => Ok(()),
    }
}

/// A department proposes nearly what a commune has proposed.
async fn twin(ctx: &Ctx, units: &[(String, Fate)]) -> Outcome<()> {
    let day = on(ctx, date(2025, 11, 3));
    let of_commune = |(unit, fate): &&(String, Fate)| *fate == Fate::Waiting && place_of(ctx, unit).is_some();
    let department = units.iter().find(|(unit, _)| place_of(ctx, unit).is_none());
    let (Some((commune, _)), Some((department, _))) = (units.iter().find(of_commune), department) else {
        return Ok(());
    };
    let first = store::outline::of_unit(&ctx.store, YEAR, commune).await?;
    let Some(first) = first.into_iter().next() else { return Ok(()) };
    let mut facts = first.facts;
    facts.name.vi = format!("Dự án {}", lower(&facts.name.vi));
    facts.owner = ctx.reference.organisation(department).map(|o| o.name.vi.clone()).unwrap_or_default();
    one(ctx, &day, department, facts, Fate::Waiting).await
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn place_of(ctx: &Ctx, unit: &str) -> Option<String> {
    ctx.reference.organisation(unit)?.place.as_ref().map(ToString::to_string)
}

/// An outline of a unit, whole and without a contradiction; `n` chooses what it is about.
pub fn facts(ctx: &Ctx, unit: &str, n: usize, random: &mut Random) -> OutlineFacts {
    let blank = outline::blank(ctx, unit);
    let place = if blank.place.is_empty() { somewhere(ctx, random) } else { blank.place.clone() };
    let name = ctx.reference.place_name(&place).unwrap_or_default();
    let topic = &TOPICS[n % TOPICS.len()];
    let say = |(vi, en): (&str, &str)| said(vi, en, &name);
    let starts = date(YEAR, 1 + i8::try_from(random.below(6)).unwrap_or(0), 1);
    let ends = date(YEAR + i16::try_from(random.below(2)).unwrap_or(0), 12, 31);
    let households = random.between(40, 320);
    let people = households * random.between(38, 44) / 10;
    let (currency, rate) = *random.pick(&RATES);
    OutlineFacts {
        name: say(topic.name),
        area: topic.area.to_owned(),
        hamlet: if random.chance(60) { format!("Ấp {}", random.between(1, 12)) } else { String::new() },
        peoples: peoples(random),
        owner_address: format!("{}, tỉnh Cà Mau", lang::capital(&name.vi)),
        support: topic.support.iter().map(|s| (*s).to_owned()).collect(),
        summary: said(topics::SUMMARY.0, topics::SUMMARY.1, &name),
        need: say(topic.need),
        goal: say(topic.goal),
        objectives: say(topic.results),
        results: say(topic.results),
        activities: Texts::of(
            topic.activities.map(|(vi, _)| vi).join("; "),
            topic.activities.map(|(_, en)| en).join("; "),
        ),
        beneficiaries: Beneficiaries {
            households: Some(households),
            people: Some(people),
            minority: Some(people * random.between(30, 85) / 100),
            women: Some(people * random.between(47, 53) / 100),
            poor: Some(households * random.between(10, 35) / 100),
        },
        starts: Some(starts),
        ends: Some(ends),
        currency: currency.to_owned(),
        rate: Some(Rate { vnd_e2: rate, on: OPENS, source: "Số liệu minh hoạ".to_owned() }),
        budget: budget(topic, currency, rate, starts.year()..=ends.year(), random),
        schedule: said(topics::SCHEDULE.0, topics::SCHEDULE.1, &name),
        effects: said(topics::EFFECTS.0, topics::EFFECTS.1, &name),
        sustainability: said(topics::SUSTAINABILITY.0, topics::SUSTAINABILITY.1, &name),
        environment: Screening { harm: Some(false), note: String::new() },
        culture: Screening { harm: Some(false), note: String::new() },
        place,
        ..blank
    }
}

/// English of an activity that an outline names; empty for any other.
pub fn activity_in_english(vi: &str) -> &'static str {
    let found = TOPICS.iter().flat_map(|t| t.activities).find(|(name, _)| *name == vi);
    found.map_or("", |(_, en)| en)
}

/// Đồng for one unit of each currency, in hundredths; made up.
const RATES: [(&str, i64); 4] = [("USD", 2_600_000), ("EUR", 3_000_000), ("AUD", 1_700_000), ("JPY", 17_500)];
const DOLLAR: i64 = 2_600_000;

fn budget(
    topic: &Topic,
    currency: &str,
    rate: i64,
    years: std::ops::RangeInclusive<i16>,
    random: &mut Random,
) -> Vec<BudgetLine> {
    let mut lines = Vec::new();
    for year in years {
        for (activity, _) in topic.activities {
            // Whole thousands of the currency; many more of a small one.
            let thousands = random.between(4, 30) * if currency == "JPY" { 100 } else { 1 };
            let original = thousands * 100_000;
            let donor_vnd = original / 100 * rate / 100;
            lines.push(BudgetLine {
                activity: activity.to_owned(),
                year,
                donor_original: Some(original),
                donor_vnd,
                donor_usd: Some(donor_vnd * 10_000 / DOLLAR),
                counterpart_cash: donor_vnd / 10 / 1_000_000 * 1_000_000,
                counterpart_kind: donor_vnd / 20 / 1_000_000 * 1_000_000,
            });
        }
    }
    lines
}

fn peoples(random: &mut Random) -> Vec<PeopleCode> {
    let of = |code: &str| PeopleCode { list: "1979".to_owned(), code: code.to_owned() };
    if random.chance(25) { vec![of("05"), of("04")] } else { vec![of("05")] }
}

/// A commune for those who have none of their own.
fn somewhere(ctx: &Ctx, random: &mut Random) -> String {
    let places: Vec<String> = unit_codes(ctx, OPENS).iter().filter_map(|unit| place_of(ctx, unit)).collect();
    if places.is_empty() { String::new() } else { random.pick(&places).clone() }
}

fn said(vi: &str, en: &str, place: &Words) -> Texts {
    Texts::of(vi.replace("{P}", &place.vi), en.replace("{P}", &place.en))
}
