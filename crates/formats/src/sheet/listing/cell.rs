//! One line of a list: its cells as fields of an outline.
use std::collections::BTreeMap;

use domain::finding::{Arg, Finding, Severity, Spot};
use domain::form::{Column, Kind};
use domain::outline::listing::{Line, Mapping};
use domain::outline::{BudgetLine, COUNTS, MODALITIES, OutlineFacts, SUPPORT, TEXTS};
use domain::report::Value;
use domain::words::Words;
use jiff::civil::Date;
use lang::{DateProblem, Lang};

use super::super::cells::{Cell, Raw, Row};
use super::super::findings::at;
use super::super::labels::{Labels, plain};
use super::super::value::{self, Context, clean, from_serial, plain_number, shorten};

/// Most characters of a cell's text; what an outline takes is checked again there.
const TEXT_MOST: usize = 4_000;

/// What the words of a list are looked up in.
pub struct Lookup<'l> {
    pub labels: &'l Labels,
    /// Code of an organisation from its code or folded name.
    pub unit: &'l dyn Fn(&str) -> Option<String>,
    /// Who proposes for a place.
    pub committee: &'l dyn Fn(&str) -> Option<String>,
    /// What the line of a budget is called that holds a whole sum.
    pub whole_budget: &'l str,
}

pub(super) struct Reader<'r> {
    pub(super) lookup: &'r Lookup<'r>,
    pub(super) sheet: &'r str,
    pub(super) row: &'r Row<'r>,
    pub(super) columns: &'r BTreeMap<&'static str, u32>,
    pub(super) epoch_1904: bool,
}

/// A cell for people to look at: one line, not too long.
pub(super) fn shown(cell: &Cell<'_>, epoch_1904: bool) -> String {
    let text = match &cell.raw {
        Raw::Number { value, date: true } => match from_serial(*value, epoch_1904) {
            Some(day) => lang::date(Lang::Vi, day),
            None => plain_number(*value),
        },
        Raw::Number { value, .. } => plain_number(*value),
        _ => clean(&cell.shown()).0.into_owned(),
    };
    let text = one_line(&text);
    match text.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fields without which a line is nothing: what is wrong there is an error, elsewhere the cell is left out.
fn is_needed(field: &str) -> bool {
    matches!(field, "name" | "place" | "unit")
}

/// A line on its way.
struct Making<'r, 'c> {
    reader: &'c Reader<'r>,
    facts: OutlineFacts,
    given: Vec<String>,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    /// The line, or nothing when none of the mapped cells holds anything or it is a heading or a sum.
    pub(super) fn line(&self, mapping: &Mapping) -> Option<Line> {
        let holds = |field: &str| self.cell(field).is_some();
        if !self.columns.keys().any(|f| holds(f)) {
            return None;
        }
        // «Tổng cộng», or a heading between the lines («I. Lĩnh vực giáo dục»): no place, no other words.
        if !holds("place") && self.columns.keys().filter(|f| holds(f)).count() <= 2 && !self.has_words() {
            return None;
        }
        let facts = OutlineFacts { modality: "project".into(), ..OutlineFacts::default() };
        let mut it = Making { reader: self, facts, given: Vec::new(), findings: Vec::new() };
        it.texts();
        it.place();
        it.codes();
        it.counts();
        it.days();
        it.budget(mapping.money);
        let unit = it.unit(mapping);
        Some(Line { row: self.row.number + 1, unit, facts: it.facts, given: it.given, findings: it.findings })
    }

    /// Whether a text beyond the name says something.
    fn has_words(&self) -> bool {
        ["owner", "objectives", "activities", "need", "summary"].iter().any(|f| self.cell(f).is_some())
    }

    /// The mapped cell of a field, when it holds something.
    fn cell(&self, field: &str) -> Option<&Cell<'_>> {
        let cell = self.row.at(*self.columns.get(field)?)?;
        (!matches!(&cell.raw, Raw::Text(t) if t.trim().is_empty())).then_some(cell)
    }
}

impl Making<'_, '_> {
    fn find(&mut self, field: &str, mut finding: Finding) {
        let column = self.reader.columns.get(field).copied().unwrap_or(0);
        finding.spot = at(self.reader.sheet, self.reader.row.number, column);
        finding.spot.column = Some(field.to_owned());
        // What a spreadsheet's SUM would pass over does not matter here, and how a number was stored neither.
        if matches!(finding.code.as_str(), "number-as-text" | "date-as-text" | "formula") {
            return;
        }
        if finding.severity == Severity::Error && !is_needed(field) {
            finding.severity = Severity::Warning;
        }
        self.findings.push(finding);
    }

    fn value(&mut self, field: &str, kind: Kind) -> Option<Value> {
        let reader = self.reader;
        let context = Context {
            labels: reader.lookup.labels,
            epoch_1904: reader.epoch_1904,
            text: TEXT_MOST,
            most: value::MOST,
        };
        let reading = value::read(&context, &column(field, kind), reader.cell(field)?);
        for finding in reading.findings {
            self.find(field, finding);
        }
        reading.value.filter(|v| *v != Value::Empty)
    }

    fn text(&mut self, field: &str) -> Option<String> {
        match self.value(field, Kind::Text)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn give(&mut self, field: &str) {
        self.given.push(field.to_owned());
    }

    fn texts(&mut self) {
        let english = ["name_en", "summary_en"];
        let lines = ["hamlet", "owner", "owner_address"];
        for field in TEXTS.into_iter().chain(english).chain(lines) {
            let Some(text) = self.text(field) else { continue };
            let of = field.strip_suffix("_en");
            let slot = match (self.facts.line_mut(field).is_some(), of) {
                (true, _) => self.facts.line_mut(field),
                (false, Some(of)) => self.facts.text_mut(of).map(|t| &mut t.en),
                (false, None) => self.facts.text_mut(field).map(|t| &mut t.vi),
            };
            let Some(slot) = slot else { continue };
            // A name goes on one line wherever it stands.
            *slot = if field.starts_with("name") { one_line(&text) } else { text };
            self.give(field);
        }
        if self.facts.name.vi.is_empty() {
            self.find("name", Finding::error("listing-no-name", Spot::default()));
        }
    }

    /// A place by name or code; of «Ấp 5, xã Khánh Lâm» the part that is a commune, the rest is the hamlet.
    fn place(&mut self) {
        let Some(text) = self.text("place") else {
            return self.find("place", Finding::error("listing-no-place", Spot::default()));
        };
        let labels = self.reader.lookup.labels;
        let parts: Vec<&str> =
            text.split([',', ';', '\n']).map(str::trim).filter(|p| !p.is_empty()).collect();
        let whole = labels.place_of(&text).ok().map(|code| (code.to_owned(), None));
        let of_part = || {
            let mut found = parts.iter().enumerate().filter_map(|(n, p)| Some((n, labels.place_of(p).ok()?)));
            let (n, code) = found.next()?;
            found.all(|(_, other)| other == code).then(|| (code.to_owned(), Some(parts[..n].join(", "))))
        };
        match whole.or_else(of_part) {
            Some((code, before)) => {
                self.facts.place = code;
                if let Some(hamlet) = before.filter(|h| !h.is_empty() && self.facts.hamlet.is_empty()) {
                    self.facts.hamlet = hamlet;
                    self.give("hamlet");
                }
                self.give("place");
            }
            None => {
                let unknown = Finding::error("listing-place-unknown", Spot::default());
                self.find("place", unknown.text("value", shorten(&text)));
            }
        }
    }

    fn codes(&mut self) {
        if let Some(text) = self.text("area") {
            match self.reader.lookup.labels.area_of(&text) {
                Some(letter) => {
                    self.facts.area = letter.to_owned();
                    self.give("area");
                }
                None => self.unknown("area", &text),
            }
        }
        if let Some(text) = self.text("modality") {
            match choice("outline-modality", &MODALITIES, &text) {
                Some(code) => {
                    code.clone_into(&mut self.facts.modality);
                    self.give("modality");
                }
                None => self.unknown("modality", &text),
            }
        }
        if let Some(text) = self.text("support") {
            let parts = text.split([',', ';', '\n', '/']).map(str::trim).filter(|p| !p.is_empty());
            let (mut known, mut unknown) = (Vec::new(), Vec::new());
            for part in parts {
                match choice("outline-support", &SUPPORT, part) {
                    Some(code) => known.push(code.to_owned()),
                    None => unknown.push(part.to_owned()),
                }
            }
            for part in unknown {
                self.unknown("support", &part);
            }
            if !known.is_empty() {
                self.facts.support = known;
                self.give("support");
            }
        }
    }

    fn unknown(&mut self, field: &str, text: &str) {
        let finding = Finding::warning("listing-word-unknown", Spot::default());
        self.find(field, finding.text("value", shorten(text)));
    }

    fn counts(&mut self) {
        for field in COUNTS {
            let Some(n) = self.figure(field, Kind::Count, 1) else { continue };
            if let Some(slot) = self.facts.count_mut(field) {
                *slot = Some(n);
                self.give(field);
            }
        }
    }

    /// A figure that is not negative, times what one unit of it means.
    fn figure(&mut self, field: &'static str, kind: Kind, times: i64) -> Option<i64> {
        let Some(Value::Int(n)) = self.value(field, kind) else { return None };
        let found = n.checked_mul(times).filter(|n| *n >= 0);
        if found.is_none() {
            let text = self.shown(field);
            self.unknown(field, &text);
        }
        found
    }

    /// A cell as people see it.
    fn shown(&self, field: &str) -> String {
        self.reader.cell(field).map(|c| shown(c, self.reader.epoch_1904)).unwrap_or_default()
    }

    fn days(&mut self) {
        for (field, last) in [("starts", false), ("ends", true)] {
            let text = self.shown(field);
            if !text.is_empty() {
                self.day(field, bound(&text, last), last);
            }
        }
        let text = self.shown("period");
        if text.is_empty() {
            return;
        }
        match span(&text) {
            Some((first, last)) => {
                self.day("starts", Ok((first, true)), false);
                self.day("ends", Ok((last, true)), true);
            }
            None => self.unknown("period", &text),
        }
    }

    /// `read` is the day and whether it stands for a whole month or year.
    fn day(&mut self, field: &'static str, read: Result<(Date, bool), ()>, last: bool) {
        let from = if self.reader.columns.contains_key(field) { field } else { "period" };
        let Ok((day, rounded)) = read else {
            let text = self.shown(field);
            return self.unknown(field, &text);
        };
        if rounded {
            let code = if last { "listing-last-day" } else { "listing-first-day" };
            let finding = Finding::note(code, Spot::default());
            self.find(from, finding.with("day", Arg::Date(day)));
        }
        let slot = if last { &mut self.facts.ends } else { &mut self.facts.starts };
        *slot = Some(day);
        self.give(field);
    }

    /// Sums over all years become one line, in the year in which the work begins.
    fn budget(&mut self, money: i64) {
        let (kind, times) = match money {
            1_000_000 => (Kind::Money, 1),
            1_000_000_000 => (Kind::Money, 1_000),
            other => (Kind::Count, other),
        };
        let sought = self.figure("sought", kind, times);
        let counterpart = self.figure("counterpart", kind, times);
        if sought.is_none() && counterpart.is_none() {
            return;
        }
        let Some(year) = self.facts.starts.map(Date::year) else {
            return self.find("sought", Finding::warning("listing-no-year", Spot::default()));
        };
        self.facts.budget = vec![BudgetLine {
            activity: self.reader.lookup.whole_budget.to_owned(),
            year,
            donor_vnd: sought.unwrap_or(0),
            counterpart_cash: counterpart.unwrap_or(0),
            ..BudgetLine::default()
        }];
        self.give("sought");
    }

    /// Who proposes: who the line names, who administers the place, who the mapping names.
    fn unit(&mut self, mapping: &Mapping) -> String {
        let lookup = self.reader.lookup;
        if let Some(text) = self.text("unit") {
            if let Some(code) = (lookup.unit)(&text) {
                return code;
            }
            self.unknown_unit(&text);
            return String::new();
        }
        let by_place =
            || Some(self.facts.place.as_str()).filter(|p| !p.is_empty()).and_then(lookup.committee);
        let unit = by_place().unwrap_or_else(|| mapping.unit.clone());
        if unit.is_empty() && !self.facts.place.is_empty() {
            self.find("unit", Finding::error("listing-unit-unsaid", Spot::default()));
        }
        unit
    }

    fn unknown_unit(&mut self, text: &str) {
        let finding = Finding::error("listing-unit-unknown", Spot::default());
        self.find("unit", finding.text("value", shorten(text)));
    }
}

fn column(key: &str, kind: Kind) -> Column {
    Column {
        key: key.to_owned(),
        title: Words::default(),
        group: None,
        kind,
        required: false,
        locked: false,
        total: false,
        split: false,
        formula: None,
        from: None,
        list: None,
        print: false,
    }
}

/// Code of a choice from its code or its words in either language.
fn choice(prefix: &str, codes: &[&'static str], text: &str) -> Option<&'static str> {
    let means = |code: &&&'static str| {
        let key = format!("{prefix}-{code}");
        [Lang::Vi, Lang::En].iter().any(|l| plain(lang::text(*l, &key)) == plain(text))
            || **code == plain(text)
    };
    codes.iter().find(means).copied()
}

/// The first or last day that a text means, and whether it says only a month or a year.
fn bound(text: &str, last: bool) -> Result<(Date, bool), ()> {
    match lang::parse_date(text) {
        Ok(day) => Ok((day, false)),
        Err(DateProblem::MonthOnly { year, month }) => {
            let first = Date::new(year, month, 1).map_err(|_| ())?;
            Ok((if last { first.last_of_month() } else { first }, true))
        }
        Err(DateProblem::YearOnly { year }) => whole_year(year, last).map(|day| (day, true)).ok_or(()),
        Err(_) => Err(()),
    }
}

fn whole_year(year: i16, last: bool) -> Option<Date> {
    let (month, day) = if last { (12, 31) } else { (1, 1) };
    Date::new(year, month, day).ok()
}

/// First and last day of «2026-2028», «03/2026 – 12/2027», «2026», «3 năm (2026 đến 2028)».
fn span(text: &str) -> Option<(Date, Date)> {
    let halves: Vec<&str> = text.split(['-', '–', '—', '→']).map(str::trim).collect();
    if let [first, last] = halves.as_slice()
        && let (Ok((first, _)), Ok((last, _))) = (bound(first, false), bound(last, true))
    {
        return Some((first, last));
    }
    let digits = text.split(|c: char| !c.is_ascii_digit()).filter(|d| d.len() == 4);
    let years: Vec<i16> =
        digits.filter_map(|d| d.parse().ok()).filter(|y| (2000..=2100).contains(y)).collect();
    let (first, last) = (years.iter().min()?, years.iter().max()?);
    Some((whole_year(*first, false)?, whole_year(*last, true)?))
}
