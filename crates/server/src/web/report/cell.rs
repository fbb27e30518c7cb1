//! One cell of a form: the text that stands in it, and what a typed text means.
//!
//! A text that cannot be understood is kept in the report as it was typed; the report's checks
//! stop it from being submitted, and [`doubt`] says what to ask the writer.
use std::collections::HashMap;
use std::sync::OnceLock;

use domain::finding::{Arg, Finding, Spot};
use domain::form::{Choice, Column, Form, Kind};
use domain::report::Value;
use domain::words::Words;
use jiff::civil::Date;
use lang::{DateProblem, Lang, NumberProblem};

use crate::app::report::Setting;
use crate::web::page::Say;

/// Largest figure of one cell in the stored unit (đồng: a hundred trillion), so that the sums of
/// a whole country stay within 64 bits.
const MOST: i64 = 100_000_000_000_000;

/// Words before a place's name that people leave out.
const PLACE_KINDS: [&str; 8] =
    ["xa ", "phuong ", "thi tran ", "dac khu ", "huyen ", "thi xa ", "thanh pho ", "tp "];

/// Names behind the codes of a round, prepared once for a page.
pub struct Names<'a> {
    form: &'a Form,
    areas: &'a [(String, Words)],
    places: &'a [(String, Words)],
    place_by_code: HashMap<&'a str, &'a Words>,
    /// Folded name to places, by their position.
    place_by_name: OnceLock<HashMap<String, Vec<usize>>>,
}

impl<'a> Names<'a> {
    pub fn new(form: &'a Form, setting: &'a Setting) -> Self {
        Self {
            form,
            areas: &setting.codes.areas,
            places: &setting.codes.places,
            place_by_code: setting.codes.places.iter().map(|(c, w)| (c.as_str(), w)).collect(),
            place_by_name: OnceLock::new(),
        }
    }

    pub fn areas(&self) -> &'a [(String, Words)] {
        self.areas
    }

    fn choices(&self, column: &Column) -> &'a [Choice] {
        column.list.as_deref().map_or(&[], |list| self.form.choices(list))
    }

    /// (code, words) of everything that a drop-down of this column offers.
    pub fn options(&self, say: Say, column: &Column) -> Vec<(String, String)> {
        match column.kind {
            Kind::Area => {
                self.areas.iter().map(|(l, w)| (l.clone(), format!("{l} · {}", say.words(w)))).collect()
            }
            Kind::Choice => self
                .choices(column)
                .iter()
                .map(|c| (c.code.clone(), choice_words(say, c).to_owned()))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Places as they are offered while typing.
    pub fn place_list(&self, say: Say) -> Vec<String> {
        self.places.iter().map(|(code, words)| self.place(say, code, words)).collect()
    }

    /// A place's name, with its code where another place has the same name.
    fn place(&self, say: Say, code: &str, words: &Words) -> String {
        let name = say.words(words);
        let alone = self.names().get(&lang::fold(name)).is_none_or(|found| found.len() < 2);
        if alone { name.to_owned() } else { format!("{name} ({code})") }
    }

    fn names(&self) -> &HashMap<String, Vec<usize>> {
        self.place_by_name.get_or_init(|| {
            let mut names: HashMap<String, Vec<usize>> = HashMap::new();
            for (i, (_, words)) in self.places.iter().enumerate() {
                let (vi, en) = (lang::fold(&words.vi), lang::fold(&words.en));
                let bare = without_kind(&vi).to_owned();
                for name in [vi, en, bare] {
                    let found = names.entry(name).or_default();
                    if found.last() != Some(&i) {
                        found.push(i);
                    }
                }
            }
            names
        })
    }

    /// Codes that a typed place may mean: by code, by "name (code)", by name.
    fn places_of(&self, text: &str) -> Vec<&'a str> {
        let inner =
            text.rsplit_once('(').and_then(|(_, tail)| tail.split_once(')')).map(|(code, _)| code.trim());
        for code in [Some(text), inner].into_iter().flatten() {
            if let Some((known, _)) = self.place_by_code.get_key_value(code) {
                return vec![*known];
            }
        }
        let name = lang::fold(text);
        let found = self.names().get(&name).or_else(|| self.names().get(without_kind(&name)));
        let codes = found.into_iter().flatten().filter_map(|i| self.places.get(*i));
        codes.map(|(code, _)| code.as_str()).collect()
    }
}

fn without_kind(name: &str) -> &str {
    PLACE_KINDS.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

fn choice_words(say: Say, choice: &Choice) -> &str {
    if say.lang() == Lang::En && !choice.en.is_empty() { &choice.en } else { &choice.vi }
}

/// A value as it is read on a page; nothing is a dash.
pub fn shown(say: Say, names: &Names<'_>, column: &Column, value: &Value) -> String {
    match value {
        Value::Empty => "–".to_owned(),
        Value::Int(n) => figure(say, column.kind, *n),
        Value::Text(text) => words(say, names, column, text),
    }
}

fn words(say: Say, names: &Names<'_>, column: &Column, text: &str) -> String {
    match column.kind {
        Kind::Place => {
            names.place_by_code.get(text).map_or_else(|| text.to_owned(), |w| say.words(w).to_owned())
        }
        Kind::Choice => {
            let found = names.choices(column).iter().find(|c| c.code == text);
            found.map_or(text, |c| choice_words(say, c)).to_owned()
        }
        Kind::Date => text.parse::<Date>().map_or_else(|_| text.to_owned(), |day| say.date(day)),
        _ => text.to_owned(),
    }
}

/// A number in the unit in which it is shown: money in million đồng.
pub fn figure(say: Say, kind: Kind, n: i64) -> String {
    match kind {
        Kind::Money => say.million(n),
        Kind::Amount => lang::decimal(say.lang(), n, 2, 0, 2),
        Kind::Percent => say.percent(n),
        Kind::Year => n.to_string(),
        _ => say.number(n),
    }
}

/// A value as it stands in an input: what [`read`] takes back.
pub fn typed(say: Say, names: &Names<'_>, column: &Column, value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Int(n) => figure(say, column.kind, *n),
        Value::Text(text) => match column.kind {
            Kind::Date => text.parse::<Date>().map_or_else(|_| text.clone(), |day| lang::date(Lang::Vi, day)),
            Kind::Place => names
                .place_by_code
                .get_key_value(text.as_str())
                .map_or_else(|| text.clone(), |(code, words)| names.place(say, code, words)),
            _ => text.clone(),
        },
    }
}

/// What a typed text means. `before` is the value that the input was shown with: a cell that was
/// left alone keeps it, whatever its text would mean.
pub fn read(say: Say, names: &Names<'_>, column: &Column, before: &Value, text: &str) -> Value {
    let text = text.trim();
    if text == typed(say, names, column, before) {
        return before.clone();
    }
    let as_typed = || Value::Text(text.to_owned());
    match column.kind {
        _ if text.is_empty() => Value::Empty,
        kind if kind.is_number() => match number(say.lang(), kind, text) {
            Ok(n) => Value::Int(n),
            // A dash where a number may stand: no number.
            Err(Unread::Problem(NumberProblem::Empty)) => Value::Empty,
            Err(_) => as_typed(),
        },
        Kind::Date => match lang::parse_date(text) {
            Ok(day) => Value::Text(day.to_string()),
            Err(DateProblem::Empty) => Value::Empty,
            Err(_) => as_typed(),
        },
        Kind::Place => match names.places_of(text).as_slice() {
            [one] => Value::Text((*one).to_owned()),
            _ => as_typed(),
        },
        _ => as_typed(),
    }
}

/// What is to be asked about a text that [`read`] kept as it was typed; `None` when the report's
/// own check says it as well.
pub fn doubt(say: Say, names: &Names<'_>, column: &Column, text: &str) -> Option<Finding> {
    match column.kind {
        kind if kind.is_number() => {
            let why = number(say.lang(), kind, text).err()?;
            Some(unread(say.lang(), kind, text, &why))
        }
        Kind::Date if text.parse::<Date>().is_err() => date(text),
        Kind::Place if names.places_of(text).len() > 1 => Some(error("place-ambiguous", text)),
        _ => None,
    }
}

/// A finding at its cell. Where the heading of the column says half of it, a shorter sentence
/// (`finding-…-cell`) is enough; else what is wrong, then what to do.
pub fn said(say: Say, column: Option<&Column>, finding: &Finding) -> String {
    if let (REQUIRED, Some(column)) = (finding.code.as_str(), column) {
        return say.t(required_key(column.kind)).to_owned();
    }
    let key = |end: &str| format!("finding-{}-{end}", finding.code);
    if lang::has(say.lang(), &key("cell")) {
        return say.sentence(&key("cell"), &finding.args);
    }
    let fix = say.t_or(&key("form"), say.t_or(&key("fix"), "")).to_owned();
    format!("{} {fix}", say.finding(finding)).trim_end().to_owned()
}

/// Code of the finding that a required cell is empty.
const REQUIRED: &str = "required";

fn required_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Area | Kind::Choice => "cell-required-choice",
        kind if kind.is_number() && kind != Kind::Year => "cell-required-number",
        _ => "cell-required",
    }
}

fn error(code: &str, text: &str) -> Finding {
    Finding::error(code, Spot::default()).text("value", text)
}

/// Decimal places between what is typed and what is stored.
fn scale(kind: Kind) -> u32 {
    match kind {
        Kind::Money => 6,
        Kind::Amount => 2,
        _ => 0,
    }
}

/// Why a text is no figure of that kind.
enum Unread {
    Problem(NumberProblem),
    /// One mark that groups in one language and parts decimals in the other.
    TwoWays,
}

fn number(lang: Lang, kind: Kind, text: &str) -> Result<i64, Unread> {
    let parsed = lang::parse_number(text).map_err(Unread::Problem)?;
    if scale(kind) > 0 && is_two_ways(lang, text, &parsed) {
        return Err(Unread::TwoWays);
    }
    match parsed.at_scale(scale(kind)) {
        Ok(n) if n.abs() <= MOST => Ok(n),
        Ok(_) => Err(Unread::Problem(NumberProblem::TooBig)),
        Err(problem) => Err(Unread::Problem(problem)),
    }
}

fn unread(lang: Lang, kind: Kind, text: &str, why: &Unread) -> Finding {
    let Unread::Problem(problem) = why else { return two_ways(lang, text) };
    match problem {
        NumberProblem::LetterForDigit(letter) => error("letter-for-digit", text).text("letter", *letter),
        NumberProblem::WithWords => error("number-with-words", text),
        NumberProblem::Ambiguous => error("number-ambiguous", text),
        NumberProblem::TooBig => error("too-big", text),
        NumberProblem::TooPrecise if scale(kind) == 0 => error("not-whole", text),
        NumberProblem::TooPrecise => error("too-precise", text),
        NumberProblem::Empty | NumberProblem::NotANumber => error("not-a-number", text),
    }
}

fn decimal_mark(lang: Lang) -> char {
    if lang == Lang::En { '.' } else { ',' }
}

/// Whether one mark stands in the text that groups in one language and parts decimals in the
/// other: «3.24», «3,240».
fn is_two_ways(lang: Lang, text: &str, parsed: &lang::Parsed) -> bool {
    let own = decimal_mark(lang);
    match parsed.decimal_mark {
        Some(mark) => mark != own && !text.contains(own),
        None => parsed.grouped && text.contains(own),
    }
}

/// Offers both readings, each written so that it has only one.
fn two_ways(lang: Lang, text: &str) -> Finding {
    let whole: String = text.chars().filter(char::is_ascii_digit).collect();
    let (before, after) = text.rsplit_once(['.', ',']).unwrap_or((text, ""));
    let mut decimals = after.trim().trim_end_matches('0').to_owned();
    if decimals.len() == 3 {
        decimals.push('0');
    }
    let mark = if decimals.is_empty() { String::new() } else { decimal_mark(lang).to_string() };
    let whole = whole.parse().map_or(whole, |n| lang::number(lang, n));
    error("number-two-ways", text)
        .text("parted", format!("{}{mark}{decimals}", before.trim()))
        .text("whole", whole)
}

fn date(text: &str) -> Option<Finding> {
    Some(match lang::parse_date(text).err()? {
        DateProblem::MonthBeforeDay { meant } => {
            error("month-before-day", text).with("meant", Arg::Date(meant))
        }
        DateProblem::MonthOnly { .. } | DateProblem::YearOnly { .. } => error("date-not-whole", text),
        DateProblem::NoSuchDay { .. } | DateProblem::NoSuchMonth { .. } | DateProblem::NoSuchYear { .. } => {
            error("no-such-day", text)
        }
        DateProblem::NotADate | DateProblem::Empty => error("not-a-date", text),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};
    use std::sync::Arc;

    use super::*;
    use crate::reference::Codes;

    fn form() -> Form {
        toml::from_str(include_str!("../../../../../data/forms/annual.toml")).unwrap()
    }

    fn setting() -> Setting {
        let place = |code: &str, vi: &str| (code.to_owned(), Words::new(vi, vi));
        let areas = vec![("đ".into(), Words::new("Giáo dục", "Education"))];
        let places = vec![
            place("2025:32062", "Xã Hồ Thị Kỷ"),
            place("2021:1", "Xã Tân Lộc"),
            place("2021:2", "Xã Tân Lộc"),
        ];
        let codes = Arc::new(Codes::new(areas, places));
        Setting { codes, projects: HashSet::new(), last_year: BTreeMap::new() }
    }

    const VI: Say = Say(Lang::Vi);

    fn read_in(lang: Lang, column: &str, text: &str) -> Value {
        let (form, setting) = (form(), setting());
        let names = Names::new(&form, &setting);
        let column = form.table("B8").unwrap().column(column).unwrap();
        read(Say(lang), &names, column, &Value::Empty, text)
    }

    #[test]
    fn money_is_typed_in_million_dong_in_any_convention_that_has_one_reading() {
        for text in ["3240", "3.240", "3 240", "3240,0", "3.240,00"] {
            assert_eq!(read_in(Lang::Vi, "needed", text), Value::Int(3_240_000_000), "{text}");
        }
        assert_eq!(read_in(Lang::Vi, "needed", "3,24"), Value::Int(3_240_000));
        assert_eq!(read_in(Lang::En, "needed", "3.24"), Value::Int(3_240_000));
        assert_eq!(read_in(Lang::Vi, "households", "1,240"), Value::Int(1_240), "a count has no decimals");
        assert_eq!(read_in(Lang::Vi, "needed", "–"), Value::Empty);
    }

    #[test]
    fn a_figure_with_two_readings_is_kept_as_typed_and_asked_back() {
        let (form, setting) = (form(), setting());
        let names = Names::new(&form, &setting);
        let needed = form.table("B8").unwrap().column("needed").unwrap();
        for (text, parted, whole) in
            [("3.24", "3,24", "324"), ("3,240", "3,24", "3.240"), ("234,567", "234,5670", "234.567")]
        {
            assert_eq!(read(VI, &names, needed, &Value::Empty, text), Value::Text(text.into()));
            let asked = doubt(VI, &names, needed, text).unwrap();
            assert_eq!(asked.code, "number-two-ways");
            let args: Vec<_> = asked.args.iter().skip(1).map(|(_, a)| a.clone()).collect();
            assert_eq!(args, [Arg::Text(parted.into()), Arg::Text(whole.into())], "{text}");
            for answer in [parted, whole] {
                assert!(matches!(read(VI, &names, needed, &Value::Empty, answer), Value::Int(_)), "{answer}");
            }
        }
    }

    #[test]
    fn every_stored_figure_survives_being_shown_and_sent_back() {
        let (form, setting) = (form(), setting());
        let names = Names::new(&form, &setting);
        let needed = form.table("B8").unwrap().column("needed").unwrap();
        for n in [0, 1, 234_567_000, 1_234_000, 4_860_000_000, 1_234_567_000] {
            let value = Value::Int(n);
            let text = typed(VI, &names, needed, &value);
            assert_eq!(read(VI, &names, needed, &value, &text), value, "{text}");
        }
    }

    #[test]
    fn a_place_is_known_by_name_with_or_without_its_kind_and_marks() {
        for text in ["Xã Hồ Thị Kỷ", "ho thi ky", "2025:32062", "xã Hồ Thị Kỷ (2025:32062)"] {
            assert_eq!(read_in(Lang::Vi, "place", text), Value::Text("2025:32062".into()), "{text}");
        }
        assert_eq!(read_in(Lang::Vi, "place", "Tân Lộc"), Value::Text("Tân Lộc".into()));
        assert_eq!(read_in(Lang::Vi, "place", "Tân Lộc (2021:2)"), Value::Text("2021:2".into()));
    }

    #[test]
    fn a_date_is_day_before_month_and_31_february_is_asked_back() {
        let (form, setting) = (form(), setting());
        let names = Names::new(&form, &setting);
        let starts = form.table("B4").unwrap().column("starts").unwrap();
        let read = |text: &str| read(VI, &names, starts, &Value::Empty, text);
        assert_eq!(read("4/8/2025"), Value::Text("2025-08-04".into()));
        assert_eq!(typed(VI, &names, starts, &Value::Text("2025-08-04".into())), "04/08/2025");
        assert_eq!(read("31/02/2025"), Value::Text("31/02/2025".into()));
        assert_eq!(doubt(VI, &names, starts, "31/02/2025").unwrap().code, "no-such-day");
    }
}
