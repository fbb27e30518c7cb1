//! An ad hoc request: questions that someone typed become a form, and the form a round.
use std::collections::BTreeMap;

use domain::form::{Choice, Column, Form, Kind, Section, Table};
use domain::round::{Round, RoundKind, Terms};
use domain::words::Words;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Most questions of a request.
pub const QUESTIONS: usize = 20;

/// What kind of answer a question wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A paragraph of words: a section of the narrative.
    Words,
    Text,
    Count,
    Money,
    Date,
    Year,
    Choice,
    Area,
    Place,
}

impl Answer {
    pub const ALL: [Self; 9] = [
        Self::Words,
        Self::Text,
        Self::Count,
        Self::Money,
        Self::Date,
        Self::Year,
        Self::Choice,
        Self::Area,
        Self::Place,
    ];

    /// Stable name for forms and message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Text => "text",
            Self::Count => "count",
            Self::Money => "money",
            Self::Date => "date",
            Self::Year => "year",
            Self::Choice => "choice",
            Self::Area => "area",
            Self::Place => "place",
        }
    }

    pub fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.name() == name)
    }

    /// Kind of the column; a section of words has none.
    fn column(self) -> Option<Kind> {
        Some(match self {
            Self::Words => return None,
            Self::Text => Kind::Text,
            Self::Count => Kind::Count,
            Self::Money => Kind::Money,
            Self::Date => Kind::Date,
            Self::Year => Kind::Year,
            Self::Choice => Kind::Choice,
            Self::Area => Kind::Area,
            Self::Place => Kind::Place,
        })
    }
}

/// A question as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub title: String,
    pub answer: Answer,
    pub required: bool,
    /// What can be chosen, for [`Answer::Choice`].
    pub choices: Vec<String>,
}

/// The one table of a request.
const TABLE: &str = "B1";
/// Roman numbers of sections, which are their keys.
const ROMAN: [&str; QUESTIONS] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
    "XVII", "XVIII", "XIX", "XX",
];

/// Words become sections of the narrative, everything else the columns of one table.
pub fn form_of(key: &str, title: &Words, source: &str, questions: &[Question]) -> Form {
    let words = questions.iter().filter(|q| q.answer == Answer::Words);
    let sections = words.zip(ROMAN).map(|(q, roman)| section(q, roman)).collect();
    let mut lists = BTreeMap::new();
    let mut columns = Vec::new();
    for (n, q) in questions.iter().enumerate() {
        if let Some(kind) = q.answer.column() {
            columns.push(column(q, n + 1, kind, &mut lists));
        }
    }
    let table = Table {
        key: TABLE.to_owned(),
        title: title.clone(),
        hint: Words::default(),
        identity: Vec::new(),
        derived: None,
        columns,
        rules: Vec::new(),
    };
    Form {
        id: format!("request-{key}"),
        version: 1,
        title: title.clone(),
        source: source.to_owned(),
        sections,
        tables: if table.columns.is_empty() { Vec::new() } else { vec![table] },
        lists,
    }
}

/// What people typed stands in both languages until someone translates it.
fn same(text: &str) -> Words {
    Words::new(text, "")
}

fn section(q: &Question, roman: &str) -> Section {
    Section {
        key: roman.to_owned(),
        title: same(&q.title),
        hint: Words::default(),
        required: q.required,
        draft: String::new(),
    }
}

fn column(q: &Question, n: usize, kind: Kind, lists: &mut BTreeMap<String, Vec<Choice>>) -> Column {
    let key = format!("c{n}");
    let list = (kind == Kind::Choice).then(|| key.clone());
    if let Some(name) = &list {
        let choices = q.choices.iter().enumerate();
        let choice = |(n, text): (usize, &String)| Choice {
            code: format!("{}", n + 1),
            vi: text.clone(),
            en: text.clone(),
        };
        lists.insert(name.clone(), choices.map(choice).collect());
    }
    Column {
        title: same(&q.title),
        group: None,
        kind,
        required: q.required,
        locked: false,
        total: matches!(kind, Kind::Count | Kind::Money),
        split: kind.is_code(),
        formula: None,
        from: None,
        list,
        print: true,
        key,
    }
}

/// "2025-1" for the first request of the year, and so on.
pub fn next_key(rounds: &[Round], year: i16) -> String {
    let prefix = format!("{year}-");
    let last = rounds.iter().filter_map(|r| r.terms.key.strip_prefix(&prefix)?.parse::<u32>().ok()).max();
    format!("{prefix}{}", last.map_or(1, |n| n.saturating_add(1)))
}

/// Terms of a request that opens today. It asks about the year so far.
pub fn terms_of(key: &str, title: Words, due: Date, clause: &str, today: Date) -> Terms {
    let year = today.year();
    Terms {
        key: key.to_owned(),
        year,
        kind: RoundKind::AdHoc,
        title,
        form: format!("request-{key}"),
        window: (date(year, 1, 1), today),
        estimate_to: None,
        opens_on: today,
        due,
        due_inclusive: true,
        remind_before_days: REMIND
            .into_iter()
            .filter(|n| due.checked_sub(i64::from(*n).days()).is_ok_and(|d| d > today))
            .collect(),
        clause: clause.to_owned(),
    }
}

/// Days before the last on-time day of a request on which reminders go out.
const REMIND: [i16; 3] = [7, 3, 1];

#[cfg(test)]
mod tests {
    use super::*;

    fn question(title: &str, answer: Answer, choices: &[&str]) -> Question {
        Question {
            title: title.into(),
            answer,
            required: true,
            choices: choices.iter().map(|c| (*c).to_owned()).collect(),
        }
    }

    #[test]
    fn typed_questions_become_a_form_without_faults() {
        let questions = [
            question("Thiệt hại do bão", Answer::Words, &[]),
            question("Số hộ bị ảnh hưởng", Answer::Count, &[]),
            question("Mức độ", Answer::Choice, &["Nhẹ", "Nặng"]),
            question("Kiến nghị", Answer::Words, &[]),
            question("Kinh phí cần", Answer::Money, &[]),
        ];
        let form = form_of("2025-1", &Words::new("Báo cáo nhanh", ""), "yêu cầu", &questions);
        assert_eq!(form.faults(), Vec::<String>::new());
        let keys: Vec<&str> = form.sections.iter().map(|s| s.key.as_str()).collect();
        assert_eq!(keys, ["I", "II"]);
        let columns: Vec<(&str, Kind, bool)> =
            form.tables[0].columns.iter().map(|c| (c.key.as_str(), c.kind, c.total)).collect();
        assert_eq!(
            columns,
            [("c2", Kind::Count, true), ("c3", Kind::Choice, false), ("c5", Kind::Money, true)]
        );
        assert_eq!(form.choices("c3").len(), 2);
    }

    #[test]
    fn a_request_of_words_alone_has_no_table() {
        let form = form_of("2025-1", &Words::default(), "", &[question("Ý kiến", Answer::Words, &[])]);
        assert!(form.tables.is_empty() && form.sections.len() == 1);
    }

    #[test]
    fn requests_of_a_year_are_numbered_one_after_the_other() {
        let round = |key: &str| Round {
            id: domain::ids::RoundId(1),
            terms: terms_of(key, Words::default(), date(2025, 12, 1), "", date(2025, 11, 7)),
            sealed: None,
        };
        assert_eq!(next_key(&[], 2025), "2025-1");
        assert_eq!(next_key(&[round("2025"), round("2025-9"), round("2024-30")], 2025), "2025-10");
    }

    #[test]
    fn reminders_that_would_be_past_are_left_out() {
        let terms = terms_of("2025-1", Words::default(), date(2025, 11, 12), "", date(2025, 11, 7));
        assert_eq!(terms.remind_before_days, [3, 1]);
        assert_eq!(terms.last_day_on_time(), date(2025, 11, 12));
        assert!(terms.check().is_ok());
    }
}
