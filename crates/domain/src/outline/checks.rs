//! What is missing from an outline, what contradicts itself, and whether it may be called aid for under the plan.
use jiff::civil::Date;

use super::{BudgetLine, MODALITIES, OutlineFacts, SUPPORT, Screening};
use crate::finding::{Arg, Finding, Severity, Spot};
use crate::need::PeopleCode;
use crate::words::Texts;
use crate::zone::{Outside, Standing};

/// What an outline is held against.
pub struct Known<'k> {
    /// Letters of the plan's areas.
    pub areas: &'k [&'k str],
    /// First and last year of the plan.
    pub period: (i16, i16),
    pub is_place: bool,
    pub is_people: &'k dyn Fn(&PeopleCode) -> bool,
    pub zone: Standing,
    pub outside: Outside,
}

/// Most characters of the name, and of any other text.
pub const NAME_MOST: usize = 300;
pub const TEXT_MOST: usize = 4000;

/// Everything that is wrong, in the order of the form. `spot.column` is the field, `spot.row` a line of the budget.
pub fn checks(facts: &OutlineFacts, known: &Known<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    missing(facts, &mut out);
    codes(facts, known, &mut out);
    period(facts, known, &mut out);
    for (row, line) in facts.budget.iter().enumerate() {
        budget(facts, line, row, &mut out);
    }
    people(facts, &mut out);
    screening("environment", &facts.environment, &mut out);
    screening("culture", &facts.culture, &mut out);
    out
}

fn at(field: &str) -> Spot {
    Spot { column: Some(field.to_owned()), ..Spot::default() }
}

fn line_at(row: usize, field: &str) -> Spot {
    Spot { row: Some(row), column: Some(field.to_owned()), ..Spot::default() }
}

fn missing(facts: &OutlineFacts, out: &mut Vec<Finding>) {
    let lacking = |text: &str| text.trim().is_empty();
    let needed: [(&str, bool); 16] = [
        ("name", lacking(&facts.name.vi)),
        ("area", lacking(&facts.area)),
        ("place", lacking(&facts.place)),
        ("owner", lacking(&facts.owner)),
        ("modality", lacking(&facts.modality)),
        ("support", facts.support.is_empty()),
        ("summary", lacking(&facts.summary.vi)),
        ("need", lacking(&facts.need.vi)),
        ("goal", lacking(&facts.goal.vi)),
        ("objectives", lacking(&facts.objectives.vi)),
        ("results", lacking(&facts.results.vi)),
        ("activities", lacking(&facts.activities.vi)),
        ("starts", facts.starts.is_none()),
        ("ends", facts.ends.is_none()),
        ("budget", facts.budget.is_empty()),
        ("sustainability", lacking(&facts.sustainability.vi)),
    ];
    out.extend(
        needed.iter().filter(|(_, lacks)| *lacks).map(|(f, _)| Finding::error("outline-missing", at(f))),
    );
    let wished: [(&str, bool); 6] = [
        ("name_en", lacking(&facts.name.en)),
        ("summary_en", lacking(&facts.summary.en)),
        ("owner_address", lacking(&facts.owner_address)),
        ("peoples", facts.peoples.is_empty()),
        ("schedule", lacking(&facts.schedule.vi)),
        ("effects", lacking(&facts.effects.vi)),
    ];
    out.extend(
        wished.iter().filter(|(_, lacks)| *lacks).map(|(f, _)| Finding::note("outline-wished", at(f))),
    );
    for (field, text, most) in texts(facts) {
        let longest =
            [&text.vi, &text.en, &text.km].into_iter().map(|t| t.chars().count()).max().unwrap_or(0);
        if longest > most {
            let most = Arg::Number(i64::try_from(most).unwrap_or(i64::MAX));
            out.push(Finding::error("outline-long", at(field)).with("most", most));
        }
    }
}

/// The texts by their field.
fn texts(facts: &OutlineFacts) -> [(&'static str, &Texts, usize); 10] {
    [
        ("name", &facts.name, NAME_MOST),
        ("summary", &facts.summary, TEXT_MOST),
        ("need", &facts.need, TEXT_MOST),
        ("goal", &facts.goal, TEXT_MOST),
        ("objectives", &facts.objectives, TEXT_MOST),
        ("results", &facts.results, TEXT_MOST),
        ("activities", &facts.activities, TEXT_MOST),
        ("schedule", &facts.schedule, TEXT_MOST),
        ("effects", &facts.effects, TEXT_MOST),
        ("sustainability", &facts.sustainability, TEXT_MOST),
    ]
}

fn codes(facts: &OutlineFacts, known: &Known<'_>, out: &mut Vec<Finding>) {
    let mut refuse = |code: &str, field: &str, value: &str| {
        out.push(Finding::error(code, at(field)).text("value", value));
    };
    if !facts.area.is_empty() && !known.areas.contains(&facts.area.as_str()) {
        refuse("outline-area-unknown", "area", &facts.area);
    }
    if !facts.place.is_empty() && !known.is_place {
        refuse("outline-place-unknown", "place", &facts.place);
    }
    for people in facts.peoples.iter().filter(|p| !(known.is_people)(p)) {
        refuse("outline-people-unknown", "peoples", &format!("{}:{}", people.list, people.code));
    }
    if !facts.modality.is_empty() && !MODALITIES.contains(&facts.modality.as_str()) {
        refuse("outline-choice-unknown", "modality", &facts.modality);
    }
    for support in facts.support.iter().filter(|s| !SUPPORT.contains(&s.as_str())) {
        refuse("outline-choice-unknown", "support", support);
    }
    if known.is_place && known.zone == Standing::Outside {
        let severity = match known.outside {
            Outside::Refuse => Severity::Error,
            Outside::Flag => Severity::Warning,
        };
        out.push(Finding::new("outline-outside", severity, at("place")));
    }
}

fn period(facts: &OutlineFacts, known: &Known<'_>, out: &mut Vec<Finding>) {
    let (Some(starts), Some(ends)) = (facts.starts, facts.ends) else { return };
    if ends < starts {
        let finding = Finding::error("outline-dates-reversed", at("ends"));
        out.push(finding.with("starts", Arg::Date(starts)).with("ends", Arg::Date(ends)));
    }
    if !fits(known.period, starts, ends) {
        let (from, to) = known.period;
        let finding = Finding::warning("outline-period-outside", at("starts"));
        out.push(finding.text("from", from.to_string()).text("to", to.to_string()));
    }
}

/// Whether the work lies within the years of the plan.
pub fn fits((from, to): (i16, i16), starts: Date, ends: Date) -> bool {
    from <= starts.year() && ends.year() <= to
}

fn budget(facts: &OutlineFacts, line: &BudgetLine, row: usize, out: &mut Vec<Finding>) {
    if line.activity.trim().is_empty() {
        out.push(Finding::error("outline-missing", line_at(row, "activity")));
    }
    let years = (facts.starts.map(Date::year), facts.ends.map(Date::year));
    if let (Some(first), Some(last)) = years
        && first <= last
        && !(first..=last).contains(&line.year)
    {
        let finding = Finding::error("outline-year-outside", line_at(row, "year"));
        let finding = finding.text("year", line.year.to_string());
        out.push(finding.text("first", first.to_string()).text("last", last.to_string()));
    }
    let amounts = [
        ("donor_original", line.donor_original.unwrap_or(0)),
        ("donor_vnd", line.donor_vnd),
        ("donor_usd", line.donor_usd.unwrap_or(0)),
        ("counterpart_cash", line.counterpart_cash),
        ("counterpart_kind", line.counterpart_kind),
    ];
    let negative = amounts.iter().filter(|(_, amount)| *amount < 0);
    out.extend(negative.map(|(field, _)| Finding::error("outline-negative", line_at(row, field))));
    rate(facts, line, row, out);
}

/// The amount in the original currency by the stated rate, held against the stated đồng.
fn rate(facts: &OutlineFacts, line: &BudgetLine, row: usize, out: &mut Vec<Finding>) {
    let Some(original) = line.donor_original.filter(|n| *n != 0) else { return };
    let Some(rate) = &facts.rate else {
        out.push(Finding::error("outline-rate-missing", at("rate")));
        return;
    };
    if let Some(computed) = rate.differs(original, line.donor_vnd) {
        let finding = Finding::error("outline-rate-differs", line_at(row, "donor_vnd"));
        out.push(finding.with("computed", Arg::Money(computed)).with("stated", Arg::Money(line.donor_vnd)));
    }
}

fn people(facts: &OutlineFacts, out: &mut Vec<Finding>) {
    let who = &facts.beneficiaries;
    if who.households.is_none() && who.people.is_none() {
        out.push(Finding::error("outline-missing", at("households")));
    }
    let parts = [
        ("minority", who.minority, who.people),
        ("women", who.women, who.people),
        ("poor", who.poor, who.households),
    ];
    for (field, part, whole) in parts {
        if let (Some(part), Some(whole)) = (part, whole)
            && part > whole
        {
            let finding = Finding::error("outline-part-over-whole", at(field));
            out.push(finding.with("part", Arg::Number(part)).with("whole", Arg::Number(whole)));
        }
    }
}

fn screening(field: &str, answer: &Screening, out: &mut Vec<Finding>) {
    match answer.harm {
        None => out.push(Finding::error("outline-screening-open", at(field))),
        Some(true) if answer.note.trim().is_empty() => {
            out.push(Finding::error("outline-harm-unexplained", at(field)));
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::Rate;
    use super::*;
    use crate::need::Beneficiaries;

    pub(crate) fn whole() -> OutlineFacts {
        let text = |t: &str| Texts::of(t, t);
        OutlineFacts {
            name: text("Cấp nước sinh hoạt ấp Sào Lưới"),
            area: "a".into(),
            place: "2025:32062".into(),
            peoples: vec![PeopleCode { list: "1979".into(), code: "05".into() }],
            owner: "UBND xã Khánh Lâm".into(),
            owner_address: "Xã Khánh Lâm".into(),
            modality: "project".into(),
            support: vec!["financial".into()],
            summary: text("Nước"),
            need: text("Thiếu nước"),
            goal: text("Đủ nước"),
            objectives: text("40 hộ"),
            results: text("40 hộ có nước"),
            activities: text("Lắp ống"),
            schedule: text("Hai đợt"),
            effects: text("Sức khoẻ"),
            sustainability: text("Tổ quản lý"),
            beneficiaries: Beneficiaries {
                households: Some(40),
                people: Some(160),
                ..Beneficiaries::default()
            },
            starts: Some(date(2025, 3, 1)),
            ends: Some(date(2025, 12, 31)),
            currency: "EUR".into(),
            rate: Some(Rate { vnd_e2: 2_700_000, on: date(2025, 10, 1), source: "minh hoạ".into() }),
            budget: vec![BudgetLine {
                activity: "Lắp ống".into(),
                year: 2025,
                donor_original: Some(1_000_000),
                donor_vnd: 270_000_000,
                ..BudgetLine::default()
            }],
            environment: Screening { harm: Some(false), note: String::new() },
            culture: Screening { harm: Some(false), note: String::new() },
            ..OutlineFacts::default()
        }
    }

    fn found(facts: &OutlineFacts, zone: Standing, outside: Outside) -> Vec<(String, Severity)> {
        let khmer = |p: &PeopleCode| p.code == "05";
        let is_place = facts.place != "2025:1";
        let known =
            Known { areas: &["a", "b"], period: (2021, 2025), is_place, is_people: &khmer, zone, outside };
        let spot = |f: &Finding| f.spot.column.clone().unwrap_or_default();
        checks(facts, &known).iter().map(|f| (format!("{} {}", f.code, spot(f)), f.severity)).collect()
    }

    fn errors(change: impl FnOnce(&mut OutlineFacts)) -> Vec<String> {
        let mut facts = whole();
        change(&mut facts);
        let all = found(&facts, Standing::Inside, Outside::Flag);
        all.into_iter().filter(|(_, s)| *s == Severity::Error).map(|(f, _)| f).collect()
    }

    #[test]
    fn a_whole_outline_has_no_finding_and_an_empty_one_names_every_field() {
        assert_eq!(found(&whole(), Standing::Inside, Outside::Refuse), []);
        let empty = found(&OutlineFacts::default(), Standing::NotConfirmed, Outside::Flag);
        assert_eq!(empty.iter().filter(|(_, s)| *s == Severity::Error).count(), 16 + 1 + 2);
    }

    #[test]
    fn each_contradiction_is_named_at_its_field() {
        assert_eq!(errors(|f| f.ends = Some(date(2025, 1, 1))), ["outline-dates-reversed ends"]);
        assert_eq!(errors(|f| f.budget[0].year = 2026), ["outline-year-outside year"]);
        assert_eq!(errors(|f| f.budget[0].donor_vnd = 267_300_000), ["outline-rate-differs donor_vnd"]);
        assert_eq!(errors(|f| f.budget[0].donor_vnd = 267_400_000), [""; 0], "within one per cent");
        assert_eq!(errors(|f| f.rate = None), ["outline-rate-missing rate"]);
        assert_eq!(errors(|f| f.budget[0].counterpart_kind = -1), ["outline-negative counterpart_kind"]);
        assert_eq!(errors(|f| f.culture.harm = None), ["outline-screening-open culture"]);
        assert_eq!(errors(|f| f.environment.harm = Some(true)), ["outline-harm-unexplained environment"]);
        assert_eq!(errors(|f| f.area = "z".into()), ["outline-area-unknown area"]);
        assert_eq!(errors(|f| f.place = "2025:1".into()), ["outline-place-unknown place"]);
        assert_eq!(errors(|f| f.peoples[0].code = "99".into()), ["outline-people-unknown peoples"]);
        assert_eq!(errors(|f| f.support.push("gold".into())), ["outline-choice-unknown support"]);
        assert_eq!(errors(|f| f.beneficiaries.minority = Some(161)), ["outline-part-over-whole minority"]);
        assert_eq!(errors(|f| f.goal.vi = "a".repeat(TEXT_MOST + 1)), ["outline-long goal"]);
    }

    #[test]
    fn outside_is_refused_or_flagged_as_the_data_say() {
        let severity = |outside| found(&whole(), Standing::Outside, outside)[0].1;
        assert_eq!(
            (severity(Outside::Refuse), severity(Outside::Flag)),
            (Severity::Error, Severity::Warning)
        );
        let mut later = whole();
        later.ends = Some(date(2026, 1, 1));
        let found = found(&later, Standing::Inside, Outside::Flag);
        assert_eq!(found, [("outline-period-outside starts".to_owned(), Severity::Warning)]);
    }
}
