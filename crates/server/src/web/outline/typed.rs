//! The outline's form: what is stored becomes fields, what was typed becomes an outline. Nothing typed is lost: what
//! cannot be read is refused at its field.
use domain::ids::NeedId;
use domain::need::PeopleCode;
use domain::outline::{BudgetLine, COUNTS, OutlineFacts, Screening, TEXTS};
use jiff::civil::Date;

use super::super::form::{Form, Message};
use super::super::money;
use super::super::page::Say;

/// Columns of a line of the budget that hold money, with their decimal places.
pub const AMOUNTS: [(&str, u32); 5] = [
    ("donor_original", 2),
    ("donor_vnd", 0),
    ("donor_usd", 2),
    ("counterpart_cash", 0),
    ("counterpart_kind", 0),
];

/// Empty lines of the budget that a form offers beyond those in use, and the most it reads.
const SPARE: usize = 4;
const LINES_MOST: usize = 80;
/// Choices of a people that a form offers beyond those in use.
const SPARE_PEOPLES: usize = 2;
const PEOPLES_MOST: usize = 12;

pub fn line_field(row: usize, column: &str) -> String {
    format!("b{row}-{column}")
}

pub fn people_field(n: usize) -> String {
    format!("people{n}")
}

/// What is stored, as fields in the order of the form.
pub fn fields(say: Say, facts: &OutlineFacts) -> Vec<(String, String)> {
    let mut facts = facts.clone();
    let mut out: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| out.push((name.to_owned(), value));
    for field in TEXTS {
        if let Some(texts) = facts.text_mut(field) {
            put(field, texts.vi.clone());
            put(&format!("{field}_en"), texts.en.clone());
        }
    }
    for field in COUNTS {
        let count = facts.count_mut(field).and_then(|n| *n);
        put(field, count.map(|n| say.number(n)).unwrap_or_default());
    }
    let day = |day: Option<Date>| day.map(|d| say.date(d)).unwrap_or_default();
    put("area", facts.area.clone());
    put("place", facts.place.clone());
    put("hamlet", facts.hamlet.clone());
    put("owner", facts.owner.clone());
    put("owner_address", facts.owner_address.clone());
    put("modality", facts.modality.clone());
    put("starts", day(facts.starts));
    put("ends", day(facts.ends));
    put("currency", facts.currency.clone());
    let rate = facts.rate.as_ref();
    put("rate", rate.map(|r| lang::decimal(say.lang(), r.vnd_e2, 2, 0, 2)).unwrap_or_default());
    put("rate_on", day(rate.map(|r| r.on)));
    put("rate_source", rate.map(|r| r.source.clone()).unwrap_or_default());
    for support in &facts.support {
        put("support", support.clone());
    }
    for need in &facts.needs {
        put("needs", need.to_string());
    }
    for (n, people) in facts.peoples.iter().enumerate() {
        put(&people_field(n), people.to_string());
    }
    for (field, answer) in [("environment", &facts.environment), ("culture", &facts.culture)] {
        let harm = answer.harm.map_or("", |harm| if harm { "yes" } else { "no" });
        put(field, harm.to_owned());
        put(&format!("{field}_note"), answer.note.clone());
    }
    for (row, line) in facts.budget.iter().enumerate() {
        put(&line_field(row, "activity"), line.activity.clone());
        put(&line_field(row, "year"), line.year.to_string());
        for (column, places) in AMOUNTS {
            let amount = amount_of(line, column);
            let written = amount.map(|n| lang::decimal(say.lang(), n, places, 0, 2)).unwrap_or_default();
            put(&line_field(row, column), written);
        }
    }
    out
}

/// Nothing for an amount that was not stated; a stated zero of the counterpart is shown as none.
fn amount_of(line: &BudgetLine, column: &str) -> Option<i64> {
    match column {
        "donor_original" => line.donor_original,
        "donor_vnd" => Some(line.donor_vnd),
        "donor_usd" => line.donor_usd,
        "counterpart_cash" => Some(line.counterpart_cash).filter(|n| *n != 0),
        _ => Some(line.counterpart_kind).filter(|n| *n != 0),
    }
}

/// Lines of the budget that a form shows.
pub fn lines(form: &Form) -> usize {
    let used = |row: &usize| {
        let money = AMOUNTS.iter().any(|(column, _)| !form.value(&line_field(*row, column)).is_empty());
        money || ["activity", "year"].iter().any(|c| !form.value(&line_field(*row, c)).is_empty())
    };
    let last = (0..LINES_MOST).rev().find(used).map_or(0, |row| row + 1);
    (last + SPARE).min(LINES_MOST)
}

/// Choices of a people that a form shows.
pub fn peoples(form: &Form) -> usize {
    let used = |n: &usize| !form.value(&people_field(*n)).is_empty();
    let last = (0..PEOPLES_MOST).rev().find(used).map_or(0, |n| n + 1);
    (last + SPARE_PEOPLES).min(PEOPLES_MOST)
}

/// What was typed, over what is stored: what the form does not show stays.
pub fn read(form: &mut Form, stored: &OutlineFacts, supports: &[String]) -> OutlineFacts {
    let mut facts = stored.clone();
    for field in TEXTS {
        if let Some(texts) = facts.text_mut(field) {
            form.value(field).clone_into(&mut texts.vi);
            form.value(&format!("{field}_en")).clone_into(&mut texts.en);
        }
    }
    if facts.name.vi.is_empty() {
        form.refuse("name", "outline-name-needed");
    }
    for field in COUNTS {
        let count = money::figure(form, field, 0, "outline-number-unread");
        if let Some(slot) = facts.count_mut(field) {
            *slot = count;
        }
    }
    for field in ["area", "place", "hamlet", "owner", "owner_address", "modality"] {
        if let Some(slot) = facts.line_mut(field) {
            form.value(field).clone_into(slot);
        }
    }
    facts.currency = money::currency(form);
    facts.support = supports.to_vec();
    facts.needs = form.values("needs").filter_map(|n| n.parse().ok()).map(NeedId).collect();
    facts.peoples =
        (0..PEOPLES_MOST).filter_map(|n| PeopleCode::parse(form.value(&people_field(n)))).collect();
    facts.starts = form.day("starts");
    facts.ends = form.day("ends");
    facts.rate = money::rate(form);
    facts.environment = screening(form, "environment");
    facts.culture = screening(form, "culture");
    facts.budget = (0..LINES_MOST).filter_map(|row| budget_line(form, row)).collect();
    facts
}

fn screening(form: &Form, field: &str) -> Screening {
    let harm = match form.value(field) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    Screening { harm, note: form.value(&format!("{field}_note")).to_owned() }
}

fn budget_line(form: &mut Form, row: usize) -> Option<BudgetLine> {
    let field = |column: &str| line_field(row, column);
    let activity = form.value(&field("activity")).to_owned();
    let year = form.value(&field("year")).to_owned();
    let mut amount =
        |column: &str, places| money::figure(form, &field(column), places, "outline-money-unread");
    let [original, vnd, usd, cash, kind] = AMOUNTS.map(|(column, places)| amount(column, places));
    let stated = [original, vnd, usd, cash, kind].iter().any(Option::is_some);
    if activity.is_empty() && year.is_empty() && !stated {
        return None;
    }
    let read = year.parse::<i16>().ok().filter(|y| (2000..=2100).contains(y));
    if read.is_none() {
        form.refuse_with(&field("year"), Message::new("proposal-year-unread"));
    }
    Some(BudgetLine {
        activity,
        year: read.unwrap_or_default(),
        donor_original: original,
        donor_vnd: vnd.unwrap_or(0),
        donor_usd: usd,
        counterpart_cash: cash.unwrap_or(0),
        counterpart_kind: kind.unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use domain::outline::Rate;
    use domain::words::Texts;
    use jiff::civil::date;
    use lang::Lang;

    use super::*;

    fn whole() -> OutlineFacts {
        OutlineFacts {
            name: Texts { vi: "Cầu".into(), en: "Bridge".into(), km: "ស្ពាន".into() },
            peoples: vec![PeopleCode { list: "1979".into(), code: "05".into() }],
            support: vec!["financial".into()],
            needs: vec![NeedId(3), NeedId(7)],
            starts: Some(date(2026, 3, 1)),
            currency: "EUR".into(),
            rate: Some(Rate { vnd_e2: 2_650_050, on: date(2025, 10, 1), source: "NHNN".into() }),
            environment: Screening { harm: Some(true), note: "Bụi".into() },
            budget: vec![BudgetLine {
                activity: "Thi công".into(),
                year: 2026,
                donor_original: Some(123_450),
                donor_vnd: 1_250_000,
                ..BudgetLine::default()
            }],
            ..OutlineFacts::default()
        }
    }

    #[test]
    fn what_is_stored_comes_back_from_the_form_in_both_languages() {
        for lang in [Lang::Vi, Lang::En] {
            let fields = fields(Say(lang), &whole());
            let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let mut form = Form::filled(&pairs);
            assert_eq!(read(&mut form, &whole(), &["financial".to_owned()]), whole());
            assert!(!form.failed());
            assert_eq!((lines(&form), peoples(&form)), (1 + SPARE, 1 + SPARE_PEOPLES));
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_at_its_field() {
        let typed = [
            ("name", "Cầu"),
            ("households", "-3"),
            ("starts", "hôm qua"),
            ("currency", "euro"),
            ("rate", "26000"),
            ("b1-activity", "Thi công"),
            ("b1-donor_vnd", "nhiều"),
        ];
        let mut form = Form::filled(&typed);
        read(&mut form, &OutlineFacts::default(), &[]);
        let fields: Vec<&str> = form.errors().iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["households", "currency", "starts", "rate", "b1-donor_vnd", "b1-year"]);
        assert_eq!(lines(&form), 2 + SPARE);
    }
}
