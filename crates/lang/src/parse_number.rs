//! Reading a figure as people write it: 3240, 3.240, 3 240, 1.234.567,89 and
//! 1,234,567.89 all say what they mean; what could mean two things is said so.

use std::fmt;

/// Digits that are read at most. A total of the whole country in đồng has 18.
const MOST_DIGITS: usize = 30;

/// A figure as it was read: `value` × 10⁻ˢᶜᵃˡᵉ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parsed {
    pub value: i128,
    pub scale: u32,
    /// The rule for one separator before exactly three digits was used:
    /// «1.234» and «1,234» are read as 1234, which is what offices write. The
    /// caller may warn, since a spreadsheet in the other language means 1,234.
    pub grouped: bool,
    /// The mark before the decimals, if there were any.
    pub decimal_mark: Option<char>,
    /// A percent sign stood behind it; the value is as written (12% → 12).
    pub percent: bool,
}

impl Parsed {
    /// The value × 10ˢᶜᵃˡᵉ as an integer, for example đồng (`scale` 0) or cents (2).
    ///
    /// # Errors
    /// `TooPrecise` if digits would be lost, `TooBig` beyond 64 bits.
    pub fn at_scale(&self, scale: u32) -> Result<i64, NumberProblem> {
        let power = |places: u32| 10_i128.checked_pow(places).ok_or(NumberProblem::TooBig);
        let value = if scale >= self.scale {
            self.value.checked_mul(power(scale - self.scale)?).ok_or(NumberProblem::TooBig)?
        } else {
            let power = power(self.scale - scale)?;
            if self.value % power != 0 {
                return Err(NumberProblem::TooPrecise);
            }
            self.value / power
        };
        i64::try_from(value).map_err(|_| NumberProblem::TooBig)
    }
}

/// Why a text is not a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberProblem {
    /// Nothing, or a dash for «none».
    Empty,
    /// No reading gives a number.
    NotANumber,
    /// A letter stands where a digit is meant: «1O0», «l2».
    LetterForDigit(char),
    /// A number with words around it: «3.240 triệu đồng». The unit belongs to
    /// the column.
    WithWords,
    /// Groups that fit no convention: «12.34.567», «1.234.56».
    Ambiguous,
    /// More digits than any figure has.
    TooBig,
    /// More decimals than the figure may have.
    TooPrecise,
}

impl fmt::Display for NumberProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty"),
            Self::NotANumber => f.write_str("not a number"),
            Self::LetterForDigit(letter) => write!(f, "the letter {letter} where a digit is meant"),
            Self::WithWords => f.write_str("a number with words around it"),
            Self::Ambiguous => f.write_str("groups of digits that can be read in two ways"),
            Self::TooBig => f.write_str("too many digits"),
            Self::TooPrecise => f.write_str("too many decimals"),
        }
    }
}

impl std::error::Error for NumberProblem {}

/// Reads a figure in either convention.
///
/// 1. Spaces of any width group digits. With both «.» and «,», the last one
///    marks the decimals: «1.234,5», «1,234.5».
/// 2. One mark several times groups: «1.234.567».
/// 3. One mark once before exactly three digits groups, unless nothing or only
///    zero stands before it: «3.240» is 3240, «0.125» an eighth. See
///    [`Parsed::grouped`].
/// 4. One mark once otherwise marks decimals: «3.24», «3,24», «1234.567».
///
/// Signs («-», «−», «–», «+», accountants' brackets), «%», full-width and Khmer
/// digits are understood.
///
/// # Errors
/// A [`NumberProblem`] that says what to ask the writer.
pub fn parse_number(text: &str) -> Result<Parsed, NumberProblem> {
    let plain: String = text.chars().map(plain_char).collect();
    let (body, percent) = match plain.trim().strip_suffix('%') {
        Some(body) => (body.trim_end(), true),
        None => (plain.trim(), false),
    };
    let (body, negative) = strip_sign(body);
    if body.is_empty() {
        let only_sign = plain.trim().chars().all(|sign| sign == '-');
        return Err(if only_sign { NumberProblem::Empty } else { NumberProblem::NotANumber });
    }
    let parsed = read_digits(body).map_err(|problem| explain(problem, body))?;
    let value = if negative { -parsed.value } else { parsed.value };
    Ok(Parsed { value, percent, ..parsed })
}

/// One character for each of the ways to write the same thing.
fn plain_char(letter: char) -> char {
    let digit = |zero: char| u32::from(letter).wrapping_sub(u32::from(zero));
    for zero in ['\u{ff10}', '\u{17e0}'] {
        if let Some(plain) = (digit(zero) < 10).then(|| char::from_digit(digit(zero), 10)).flatten() {
            return plain;
        }
    }
    match letter {
        '\u{2212}' | '\u{2013}' | '\u{2014}' | '\u{2010}' | '\u{2011}' | '\u{ff0d}' => '-',
        '\u{ff0b}' => '+',
        '\u{ff0c}' => ',',
        '\u{ff0e}' => '.',
        '\u{ff05}' => '%',
        space if space.is_whitespace() => ' ',
        // A byte order mark or a zero-width space comes with pasted text.
        '\u{feff}' | '\u{200b}' => ' ',
        other => other,
    }
}

fn strip_sign(body: &str) -> (&str, bool) {
    if let Some(inner) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (inner.trim(), true);
    }
    match body.strip_prefix(['-', '+']) {
        Some(rest) => (rest.trim_start(), body.starts_with('-')),
        None => (body, false),
    }
}

fn read_digits(body: &str) -> Result<Parsed, NumberProblem> {
    let allowed = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | ' ');
    if !body.chars().all(allowed) || !body.contains(|letter: char| letter.is_ascii_digit()) {
        return Err(NumberProblem::NotANumber);
    }
    let (whole, fraction, decimal_mark, grouped) = split(body);
    let whole = ungroup(whole)?;
    if !fraction.chars().all(|letter| letter.is_ascii_digit()) {
        return Err(NumberProblem::Ambiguous);
    }
    if whole.len() + fraction.len() > MOST_DIGITS {
        return Err(NumberProblem::TooBig);
    }
    let value = format!("0{whole}{fraction}").parse().map_err(|_| NumberProblem::TooBig)?;
    let scale = u32::try_from(fraction.len()).map_err(|_| NumberProblem::TooBig)?;
    Ok(Parsed { value, scale, grouped, decimal_mark, percent: false })
}

/// Parts before and after the decimal mark, the mark, and whether rule 3 was used.
fn split(body: &str) -> (&str, &str, Option<char>, bool) {
    let Some(last) = body.rfind(['.', ',']) else {
        return (body, "", None, false);
    };
    let (before, after) = (&body[..last], &body[last + 1..]);
    let mark = if body[last..].starts_with('.') { '.' } else { ',' };
    let other = if mark == '.' { ',' } else { '.' };
    let decimals = (before, after, Some(mark), false);
    if before.contains(mark) {
        return (body, "", None, false);
    }
    if before.contains(other) || before.contains(' ') {
        return decimals;
    }
    let leads = !before.trim_start_matches('0').is_empty() && before.len() <= 3;
    if leads && after.len() == 3 { (body, "", None, true) } else { decimals }
}

/// The digits of a whole part, whose groups must be one to three digits, then
/// three each, all parted by the same mark.
fn ungroup(whole: &str) -> Result<String, NumberProblem> {
    let mut marks: Vec<char> = whole.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    marks.dedup();
    let groups: Vec<&str> = whole.split(['.', ',', ' ']).collect();
    let (first, rest) = groups.split_first().ok_or(NumberProblem::NotANumber)?;
    let regular = rest.is_empty() || (1..=3).contains(&first.len());
    if marks.len() > 1 || !regular || rest.iter().any(|group| group.len() != 3) {
        return Err(NumberProblem::Ambiguous);
    }
    Ok(groups.concat())
}

/// Says more than «not a number» where the slip can be named.
fn explain(problem: NumberProblem, body: &str) -> NumberProblem {
    if problem != NumberProblem::NotANumber || !body.contains(|letter: char| letter.is_ascii_digit()) {
        return problem;
    }
    let mended: String = body
        .chars()
        .map(|letter| match letter {
            'o' | 'O' => '0',
            'l' | 'I' => '1',
            other => other,
        })
        .collect();
    if let (Ok(_), Some(letter)) = (read_digits(&mended), body.chars().find(|c| c.is_alphabetic())) {
        return NumberProblem::LetterForDigit(letter);
    }
    let figures: Vec<&str> =
        body.split(|c: char| c.is_alphabetic() || c == '₫' || c == '$' || c == '€').map(str::trim).collect();
    let mut readable = figures.into_iter().filter(|part| !part.is_empty());
    match (readable.next().map(read_digits), readable.next()) {
        (Some(Ok(_)), None) => NumberProblem::WithWords,
        _ => problem,
    }
}

#[cfg(test)]
#[path = "parse_number_tests.rs"]
mod tests;
