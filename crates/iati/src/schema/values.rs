//! Whether a value is of a simple type. Verdicts are those of libxml2, which most publishers are checked with;
//! where it is stricter or looser than XML Schema, a comment says so.

use super::uri;
use crate::model::Simple;
use crate::xml::chars::{is_name_char, is_name_start, trim};

/// Digits that libxml2 can hold.
const DIGITS: usize = 24;

/// Whether `value` is of the type.
pub fn is_valid(simple: Simple, value: &str) -> bool {
    match simple {
        Simple::Str => true,
        Simple::Decimal => is_decimal(trim(value)) || is_lone_sign(value),
        Simple::Date => date(value.as_bytes()).is_some_and(is_zone),
        Simple::DateTime => is_date_time(value),
        Simple::Boolean => matches!(trim(value), "true" | "false" | "1" | "0"),
        Simple::Uri => uri::is_valid(trim(value)),
        Simple::Int => is_int(value),
        Simple::NonNegative => is_whole(trim(value), false),
        Simple::Positive => is_whole(trim(value), true),
        Simple::NmToken => !trim(value).is_empty() && trim(value).chars().all(is_name_char),
        Simple::Lang => value.is_empty() || is_language(trim(value)),
        Simple::Space => matches!(trim(value), "default" | "preserve"),
        Simple::Id => is_ncname(trim(value)),
    }
}

fn unsigned(value: &str) -> &str {
    value.strip_prefix(['-', '+']).unwrap_or(value)
}

/// A sign, digits, a point, digits; no exponent. libxml2 takes 24 digits, and a point only behind fewer.
fn is_decimal(value: &str) -> bool {
    let number = unsigned(value);
    let (whole, part) = number.split_once('.').map_or((number, None), |(whole, part)| (whole, Some(part)));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let long = whole.trim_start_matches('0').len();
    let fits = match part {
        None => long <= DIGITS,
        Some(part) => long < DIGITS && long + part.len() <= DIGITS,
    };
    digits(whole) && part.is_none_or(digits) && fits && !(whole.is_empty() && part.is_none_or(str::is_empty))
}

/// A sign and white space behind it, which libxml2 takes for a number; XML Schema does not.
fn is_lone_sign(value: &str) -> bool {
    matches!(trim(value), "-" | "+") && !value.ends_with(['-', '+'])
}

fn is_whole(value: &str, positive: bool) -> bool {
    let digits = unsigned(value);
    let significant = digits.trim_start_matches('0');
    let zero = significant.is_empty();
    !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && significant.len() <= DIGITS
        && (!value.starts_with('-') || zero)
        && !(positive && zero)
}

/// White space around is refused by libxml2 here, though XML Schema allows it.
fn is_int(value: &str) -> bool {
    let digits = unsigned(value);
    !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits.trim_start_matches('0').len() <= DIGITS
        && value.parse::<i32>().is_ok()
}

/// Two digits and what follows.
fn two(bytes: &[u8]) -> Option<(u32, &[u8])> {
    match bytes {
        [a @ b'0'..=b'9', b @ b'0'..=b'9', rest @ ..] => {
            Some((u32::from(a - b'0') * 10 + u32::from(b - b'0'), rest))
        }
        _ => None,
    }
}

fn after(bytes: &[u8], mark: u8) -> Option<&[u8]> {
    bytes.strip_prefix(&[mark])
}

/// A date that is in the calendar, and what follows it. White space before it is refused by libxml2, though XML
/// Schema allows it.
fn date(bytes: &[u8]) -> Option<&[u8]> {
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let len = digits.iter().take_while(|b| b.is_ascii_digit()).count();
    if len < 4 || len > 4 && digits[0] == b'0' {
        return None;
    }
    let year = digits[..len]
        .iter()
        .try_fold(0_i64, |year, b| year.checked_mul(10)?.checked_add(i64::from(b - b'0')))?;
    let (month, rest) = two(after(&digits[len..], b'-')?)?;
    let (day, rest) = two(after(rest, b'-')?)?;
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (year != 0 && (1..=last).contains(&day)).then_some(rest)
}

/// Nothing, `Z`, or hours and minutes up to 14:00.
fn is_zone(bytes: &[u8]) -> bool {
    let zone = |rest| {
        let (hours, rest) = two(rest)?;
        let (minutes, rest) = two(after(rest, b':')?)?;
        Some(rest.is_empty() && minutes < 60 && hours * 60 + minutes <= 14 * 60)
    };
    match bytes {
        b"" | b"Z" => true,
        [b'+' | b'-', rest @ ..] => zone(rest).unwrap_or(false),
        _ => false,
    }
}

fn is_date_time(value: &str) -> bool {
    // libxml2 passes over white space at the end only behind a time zone.
    let cut = trim(value).len() + (value.len() - value.trim_start_matches([' ', '\t', '\n', '\r']).len());
    let zoned = value[..cut].ends_with('Z')
        || value.len() >= 6 && value[..cut].get(19..).is_some_and(|z| z.contains(['+', '-']));
    let value = if zoned { &value[..cut] } else { value };
    let time = || {
        let rest = after(date(value.as_bytes())?, b'T')?;
        let (hours, rest) = two(rest)?;
        let (minutes, rest) = two(after(rest, b':')?)?;
        let (seconds, mut rest) = two(after(rest, b':')?)?;
        let mut fraction = &rest[..0];
        if let Some(part) = after(rest, b'.') {
            let len = part.iter().take_while(|b| b.is_ascii_digit()).count();
            fraction = &part[..len];
            rest = &part[len..];
            if len == 0 {
                return None;
            }
        }
        let midnight = hours == 24 && minutes == 0 && seconds == 0 && fraction.iter().all(|b| *b == b'0');
        Some((midnight || hours < 24 && minutes < 60 && seconds < 60) && is_zone(rest))
    };
    time().unwrap_or(false)
}

/// One to eight letters, then parts of letters and digits (BCP 47 in the form of XML Schema).
fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    let fits = |part: &str| (1..=8).contains(&part.len());
    parts.next().is_some_and(|first| fits(first) && first.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|part| fits(part) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn is_ncname(value: &str) -> bool {
    value.starts_with(is_name_start) && value.chars().all(|c| is_name_char(c) && c != ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(simple: Simple, good: &[&str], bad: &[&str]) {
        for value in good {
            assert!(is_valid(simple, value), "{simple:?} {value:?}");
        }
        for value in bad {
            assert!(!is_valid(simple, value), "{simple:?} {value:?}");
        }
    }

    #[test]
    fn numbers() {
        let long = "1".repeat(24);
        check(
            Simple::Decimal,
            &["1", "+1", "-.5", "5.", "\n1\t", "00", "00.", "-0", &long, "0.123456789012345678901234"],
            &[
                "",
                ".",
                "-",
                "1e5",
                "1,0",
                "1 1",
                "- 1",
                "+-1",
                "INF",
                "NaN",
                "0x1",
                "١",
                &format!("{long}."),
                &format!("{long}1"),
            ],
        );
        check(
            Simple::Positive,
            &["1", "+1", " 2020 ", "0001"],
            &["0", "-1", "", "2020.0", "000", "1e3", &format!("{long}1")],
        );
        check(Simple::NonNegative, &["0", "-0", "+0", "000", "5"], &["-1", "", "1.0", "abc"]);
        check(
            Simple::Int,
            &["1", "-2147483648", "+1", "02147483647"],
            &["2147483648", "", " 1 ", "1.0", "--1", "+"],
        );
        check(Simple::Boolean, &["true", "0", " true "], &["TRUE", "yes", "", "01"]);
    }

    #[test]
    fn dates_and_times() {
        check(
            Simple::Date,
            &["2020-02-29", "12020-01-01", "-0004-02-29", "2020-01-01Z", "2020-01-01-14:00", "2000-02-29"],
            &[
                "2019-02-29",
                "2100-02-29",
                "2020-13-01",
                "2020-1-1",
                "02020-01-01",
                "0000-01-01",
                " 2020-01-01",
                "2020-01-01 ",
                "2020-01-01+14:01",
                "2020-01-01+7:00",
                "2020-01-01T00:00:00",
                "",
                "9999999999999999999-01-01",
            ],
        );
        check(
            Simple::DateTime,
            &[
                "2020-01-01T00:00:00",
                "2020-01-01T24:00:00.0",
                "2020-01-01T23:59:59.999",
                "2020-01-01T00:00:00+07:00",
                "2020-01-01T00:00:00Z ",
            ],
            &[
                "2020-01-01T24:00:01",
                "2020-01-01T23:59:60",
                "2020-01-01T23:59:59.",
                "2020-01-01",
                "2020-01-01T00:00",
                " 2020-01-01T00:00:00",
                "2020-01-01T00:00:00 ",
                "2020-01-01t00:00:00",
                "",
            ],
        );
    }

    #[test]
    fn words() {
        check(Simple::NmToken, &["a", "-a", " a ", "a:b", "é"], &["a b", "", "a,b", "×"]);
        check(
            Simple::Lang,
            &["", "en", "zh-Hant", "i-1", " en ", "X-a"],
            &[" ", "en-", "en_GB", "a1", "abcdefghi", "en--x", "xx-1234567890"],
        );
        check(Simple::Space, &["default"], &["", "Default"]);
        check(Simple::Id, &["a", "_1"], &["1", "a:b", "a b", ""]);
    }
}
