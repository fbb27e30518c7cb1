//! From a cell as it stands to a typed value, with a word on every doubt.
use std::borrow::Cow;

use domain::finding::{Arg, Finding, Severity, Spot};
use domain::form::{Column, Kind};
use domain::report::Value;
use jiff::ToSpan;
use jiff::civil::Date;
use lang::{DateProblem, NumberProblem};

use super::cells::{Cell, Raw};
use super::labels::{Labels, PlaceProblem};

/// Largest figure of one cell, in the stored unit (đồng: a hundred trillion). It keeps the sums of
/// a whole country within 64 bits.
pub(super) const MOST: i64 = 100_000_000_000_000;

/// What the reader of one cell needs to know.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) labels: &'a Labels,
    pub(super) epoch_1904: bool,
    /// Characters of one text.
    pub(super) text: usize,
    /// Largest figure, in the stored unit.
    pub(super) most: i64,
}

impl Context<'_> {
    /// For what adds up many cells.
    pub(super) fn for_sums(self) -> Self {
        Self { most: i64::MAX / 2, ..self }
    }
}

/// A cell, understood or not. Findings have no place yet.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Reading {
    /// `None`: what stands there could not be understood.
    pub(super) value: Option<Value>,
    pub(super) findings: Vec<Finding>,
    /// The number was stored as text, which a spreadsheet's SUM passes over.
    pub(super) as_text: bool,
}

impl Reading {
    fn of(value: Value) -> Self {
        Self { value: Some(value), ..Self::default() }
    }
    fn text(text: impl Into<String>) -> Self {
        Self::of(Value::Text(text.into()))
    }
    fn empty() -> Self {
        Self::of(Value::Empty)
    }
    fn refused(finding: Finding) -> Self {
        Self { findings: vec![finding], ..Self::default() }
    }
    fn with(mut self, finding: Finding) -> Self {
        self.findings.push(finding);
        self
    }
}

fn said(code: &str, severity: Severity) -> Finding {
    Finding::new(code, severity, Spot::default())
}

fn error(code: &str, value: &str) -> Finding {
    said(code, Severity::Error).text("value", shorten(value))
}

/// Enough of a text to recognise it in a sentence.
pub(super) fn shorten(text: &str) -> String {
    let mut out: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    if text.chars().count() > 60 {
        out.push('…');
    }
    out
}

/// Reads a cell by the kind of its column.
pub(super) fn read(context: &Context<'_>, column: &Column, cell: &Cell<'_>) -> Reading {
    let mut reading = match &cell.raw {
        Raw::None => Reading::refused(said("formula-no-value", Severity::Error)),
        Raw::Error(code) => Reading::refused(error("cell-error", code)),
        Raw::Bool(b) => Reading::refused(error("boolean", if *b { "TRUE" } else { "FALSE" })),
        Raw::Number { value, date } => number_cell(context, column, *value, *date),
        Raw::Text(text) => text_cell(context, column, text),
    };
    if cell.formula && cell.raw != Raw::None && column.formula.is_none() && !column.locked {
        reading.findings.push(said("formula", Severity::Note));
    }
    reading
}

fn number_cell(context: &Context<'_>, column: &Column, value: f64, date: bool) -> Reading {
    match column.kind {
        Kind::Date => serial_date(context, value),
        Kind::Year if date => match from_serial(value, context.epoch_1904) {
            Some(day) => Reading::of(Value::Int(day.year().into())),
            None => Reading::refused(error("not-a-date", &value.to_string())),
        },
        kind if kind.is_number() && date => match from_serial(value, context.epoch_1904) {
            Some(day) => {
                Reading::refused(said("date-in-number", Severity::Error).with("value", Arg::Date(day)))
            }
            None => native(context, column, value),
        },
        kind if kind.is_number() => native(context, column, value),
        _ if date => match from_serial(value, context.epoch_1904) {
            Some(day) => Reading::text(lang::date(lang::Lang::Vi, day)),
            None => text_cell(context, column, &value.to_string()),
        },
        _ => text_cell(context, column, &value.to_string()),
    }
}

/// Decimal places between what is typed and what is stored.
fn scale(kind: Kind) -> u32 {
    match kind {
        Kind::Money => 6,
        Kind::Amount => 2,
        Kind::Percent => 3,
        _ => 0,
    }
}

/// A number as the spreadsheet stores it, in binary with 15 to 17 digits.
fn native(context: &Context<'_>, column: &Column, value: f64) -> Reading {
    let exact = value * 10_f64.powi(i32::try_from(scale(column.kind)).unwrap_or(0));
    let whole = exact.round();
    #[expect(clippy::cast_precision_loss, reason = "a limit, not a figure")]
    if whole.abs() > context.most as f64 {
        return Reading::refused(error("too-big", &plain_number(value)));
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let stored = whole as i64;
    // What binary arithmetic leaves behind is far smaller than a person's decimals.
    let off = (exact - whole).abs() > (whole.abs() * 4e-15).max(1e-6);
    match column.kind {
        _ if !off => Reading::of(Value::Int(stored)),
        Kind::Money => Reading::of(Value::Int(stored)).with(rounded(stored)),
        Kind::Percent => Reading::of(Value::Int(stored)),
        Kind::Amount => Reading::refused(error("too-precise", &plain_number(value))),
        _ => Reading::refused(error("not-whole", &plain_number(value))),
    }
}

fn rounded(stored: i64) -> Finding {
    said("rounded", Severity::Note).with("value", Arg::Money(stored))
}

/// A stored number as a person would write it: no exponent, no binary residue.
pub(super) fn plain_number(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('.', ",")
}

fn text_cell(context: &Context<'_>, column: &Column, text: &str) -> Reading {
    let (text, mut findings) = match bounded(context, text) {
        Ok(text) => text,
        Err(finding) => return Reading::refused(*finding),
    };
    if text.is_empty() {
        return Reading { findings, ..Reading::empty() };
    }
    let mut reading = match column.kind {
        Kind::Text | Kind::Project => Reading::text(text),
        // An unknown code stays as it was typed: the report's own checks name it.
        Kind::Area => Reading::text(context.labels.area_of(&text).unwrap_or(&text)),
        Kind::Choice => {
            let list = column.list.as_deref().unwrap_or_default();
            Reading::text(context.labels.choice_of(list, &text).unwrap_or(&text))
        }
        Kind::Place => match context.labels.place_of(&text) {
            Ok(code) => Reading::text(code),
            Err(PlaceProblem::Unknown) => Reading::text(text),
            Err(PlaceProblem::Ambiguous) => Reading::refused(error("place-ambiguous", &text)),
        },
        Kind::Date => text_date(&text),
        Kind::Year | Kind::Money | Kind::Amount | Kind::Count | Kind::Percent => {
            text_number(context, column, &text)
        }
    };
    findings.append(&mut reading.findings);
    Reading { findings, ..reading }
}

/// Reads a cell as plain text, whatever it holds.
pub(super) fn read_text(context: &Context<'_>, cell: &Cell<'_>) -> Reading {
    let text = match &cell.raw {
        Raw::None => return Reading::empty(),
        Raw::Error(code) => return Reading::refused(error("cell-error", code)),
        Raw::Bool(b) => return Reading::refused(error("boolean", if *b { "TRUE" } else { "FALSE" })),
        Raw::Number { value, .. } => Cow::Owned(plain_number(*value)),
        Raw::Text(text) => Cow::Borrowed(text.as_ref()),
    };
    match bounded(context, &text) {
        Ok((text, findings)) if text.is_empty() => Reading { findings, ..Reading::empty() },
        Ok((text, findings)) => Reading { findings, ..Reading::text(text) },
        Err(finding) => Reading::refused(*finding),
    }
}

/// A cleaned text, or the finding that it is too long.
fn bounded<'t>(context: &Context<'_>, text: &'t str) -> Result<(Cow<'t, str>, Vec<Finding>), Box<Finding>> {
    let (text, findings) = clean(text);
    // No text has more characters than bytes.
    if text.len() <= context.text {
        return Ok((text, findings));
    }
    let length = text.chars().count();
    if length <= context.text {
        return Ok((text, findings));
    }
    let count = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let long = said("text-too-long", Severity::Error);
    Err(Box::new(long.with("length", count(length)).with("limit", count(context.text))))
}

/// Composed, trimmed, without control characters and with plain line ends.
pub(super) fn clean(text: &str) -> (Cow<'_, str>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut text = unescape(text);
    let composed = match lang::nfc(&text) {
        Cow::Owned(composed) => Some(composed),
        Cow::Borrowed(_) => None,
    };
    if let Some(composed) = composed.filter(|composed| *composed != *text) {
        findings.push(said("text-nfd", Severity::Note));
        text = Cow::Owned(composed);
    }
    let is_stray = |c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{feff}' || c == '\u{200b}';
    if text.contains(is_stray) {
        let plain_ends = text.replace("\r\n", "\n").replace('\r', "\n");
        let kept: String = plain_ends.chars().filter(|c| !is_stray(*c)).collect();
        if kept.len() != plain_ends.len() {
            findings.push(said("control-characters", Severity::Note));
        }
        text = Cow::Owned(kept);
    }
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    (text, findings)
}

/// `_x000D_` is how the format writes a character that XML cannot hold.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        match code.and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out.into()
}

fn text_number(context: &Context<'_>, column: &Column, text: &str) -> Reading {
    let parsed = match lang::parse_number(text) {
        Ok(parsed) => parsed,
        Err(problem) => return refused_number(problem, text),
    };
    // A percentage is stored in tenths: the sign moves the point by two.
    let scale = if column.kind == Kind::Percent && parsed.percent { 1 } else { scale(column.kind) };
    let value = match parsed.at_scale(scale) {
        Ok(value) if value.checked_abs().is_some_and(|v| v <= context.most) => value,
        Err(NumberProblem::TooPrecise) if column.kind == Kind::Count || column.kind == Kind::Year => {
            return Reading::refused(error("not-whole", text));
        }
        Err(NumberProblem::TooPrecise) => return Reading::refused(error("too-precise", text)),
        _ => return Reading::refused(error("too-big", text)),
    };
    let read_as = lang::decimal(lang::Lang::Vi, value, scale, 0, scale);
    let doubtful = parsed.grouped || (parsed.decimal_mark == Some('.') && !text.contains(','));
    let finding = if doubtful {
        said("number-doubtful", Severity::Warning)
    } else {
        said("number-as-text", Severity::Note)
    };
    Reading {
        as_text: true,
        ..Reading::of(Value::Int(value)).with(finding.text("value", shorten(text)).text("read", read_as))
    }
}

fn refused_number(problem: NumberProblem, text: &str) -> Reading {
    // A lone letter o is a zero by everyone's intention, but nobody's figure.
    let lone_o = matches!(text, "o" | "O");
    match problem {
        NumberProblem::Empty => Reading::empty(),
        NumberProblem::LetterForDigit(letter) => {
            Reading::refused(error("letter-for-digit", text).text("letter", letter))
        }
        _ if lone_o => Reading::refused(error("letter-for-digit", text).text("letter", text)),
        NumberProblem::WithWords => Reading::refused(error("number-with-words", text)),
        NumberProblem::Ambiguous => Reading::refused(error("number-ambiguous", text)),
        NumberProblem::TooBig => Reading::refused(error("too-big", text)),
        NumberProblem::TooPrecise => Reading::refused(error("too-precise", text)),
        NumberProblem::NotANumber => Reading::refused(error("not-a-number", text)),
    }
}

fn text_date(text: &str) -> Reading {
    match lang::parse_date(text) {
        Ok(day) => Reading::text(day.to_string()).with(
            said("date-as-text", Severity::Note).text("value", shorten(text)).with("read", Arg::Date(day)),
        ),
        Err(DateProblem::Empty) => Reading::empty(),
        Err(DateProblem::MonthBeforeDay { meant }) => {
            Reading::refused(error("month-before-day", text).with("meant", Arg::Date(meant)))
        }
        Err(DateProblem::MonthOnly { .. } | DateProblem::YearOnly { .. }) => {
            Reading::refused(error("date-not-whole", text))
        }
        Err(
            DateProblem::NoSuchDay { .. } | DateProblem::NoSuchMonth { .. } | DateProblem::NoSuchYear { .. },
        ) => Reading::refused(error("no-such-day", text)),
        Err(DateProblem::NotADate) => Reading::refused(error("not-a-date", text)),
    }
}

fn serial_date(context: &Context<'_>, value: f64) -> Reading {
    // 2025 in a date cell is a year that was typed, not a day of 1905; 20251107 is a date
    // written without marks.
    if value.fract() == 0.0 && (1_900.0..=2_100.0).contains(&value) {
        return Reading::refused(error("date-not-whole", &plain_number(value)));
    }
    if let Some(day) = without_marks(value) {
        return Reading::text(day.to_string());
    }
    match from_serial(value, context.epoch_1904) {
        Some(day) => Reading::text(day.to_string()),
        None => Reading::refused(error("not-a-date", &plain_number(value))),
    }
}

fn without_marks(value: f64) -> Option<Date> {
    if value.fract() != 0.0 || !(19_000_000.0..=21_001_231.0).contains(&value) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "eight digits")]
    let n = value as i32;
    let part = |n: i32| i8::try_from(n % 100).ok();
    Date::new(i16::try_from(n / 10_000).ok()?, part(n / 100)?, part(n)?).ok()
}

/// Day of a serial number: whole days since 30 December 1899, or since 1 January 1904.
///
/// The 1900 system believes in 29 February 1900 (serial 60), so days before March 1900 are one off;
/// no report speaks of them.
pub(super) fn from_serial(value: f64, epoch_1904: bool) -> Option<Date> {
    if !(1.0..=80_000.0).contains(&value) {
        return None;
    }
    let start = if epoch_1904 { Date::constant(1904, 1, 1) } else { Date::constant(1899, 12, 30) };
    #[expect(clippy::cast_possible_truncation, reason = "at most 80 000")]
    let days = value.floor() as i64;
    start.checked_add(days.days()).ok()
}

/// Serial number of a day in the 1900 system; `None` before March 1900, where it has a gap.
pub(crate) fn to_serial(day: Date) -> Option<i32> {
    let days = (day - Date::constant(1899, 12, 30)).get_days();
    (days > 60).then_some(days)
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
