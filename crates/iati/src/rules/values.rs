//! Numbers and dates as the official validator reads them. It is written in JavaScript, and files pass or fail
//! by what that language makes of a text; so these functions read what ECMAScript and XPath 1.0 lay down.

/// A moment, in milliseconds from 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i64);

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

impl Instant {
    /// The moment that a date or date with time names; without a zone it is in UTC. Days up to 31 run over into
    /// the next month. A date without time but with an offset (`2014-01-01+07:00`) is no moment: a rule that
    /// asks for it is then not asked.
    pub fn parse(text: &str) -> Option<Self> {
        let text = trim(text);
        let (date, time) = match text.find(['T', 't', ' ']) {
            Some(at) => (&text[..at], Some(&text[at + 1..])),
            None => (text.strip_suffix(['Z', 'z']).unwrap_or(text), None),
        };
        let days = days(date)?;
        let millis = time.map_or(Some(0), clock)?;
        Some(Self(days * DAY + millis))
    }

    /// The last moment of the day that this moment is in, in UTC.
    pub fn end_of_day(self) -> Self {
        Self(self.0.div_euclid(DAY) * DAY + DAY - 1)
    }

    /// Whole days from `start` to here, towards zero.
    pub fn days_since(self, start: Self) -> i64 {
        (self.0 - start.0) / DAY
    }

    /// The day in UTC as `2026-11-22`.
    pub fn date(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// Days from 1970-01-01 for `2014-01-31`, `2014-01`, `2014`, `2014/1/31` or `1/31/2014`.
fn days(text: &str) -> Option<i64> {
    let mut parts = text.split(['-', '/']);
    let first = parts.next()?;
    let second = parts.next();
    let third = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let month_first = text.contains('/') && third.is_some_and(|year| year.len() > 2);
    let (year, month, day) = match (month_first, second, third) {
        (true, Some(day), Some(year)) => (year, first, day),
        (_, month, day) => (first, month.unwrap_or("1"), day.unwrap_or("1")),
    };
    if year.len() < 3 && !month_first {
        return None;
    }
    let (year, month, day) = (digits(year)?, digits(month)?, digits(day)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year > 9999 {
        return None;
    }
    Some(day_number(year, month, day))
}

fn digits(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 9 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// Milliseconds for `10:30`, `10:30:00.5Z` or `10:30:00+07:00`, the offset taken away.
fn clock(text: &str) -> Option<i64> {
    let at = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (time, zone) = text.split_at(at);
    let mut parts = time.trim_end().split(':');
    let (hour, minute) = (digits(parts.next()?)?, digits(parts.next()?)?);
    let (second, fraction) = match parts.next() {
        None => (0, 0),
        Some(text) => {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
            (digits(whole)?, thousandths(fraction)?)
        }
    };
    let full = hour == 24 && minute == 0 && second == 0 && fraction == 0;
    if parts.next().is_some() || minute > 59 || second > 59 || (hour > 23 && !full) {
        return None;
    }
    Some(((hour * 60 + minute) * 60 + second) * 1000 + fraction - offset(zone)? * 60_000)
}

fn thousandths(text: &str) -> Option<i64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut value = 0;
    for at in 0..3 {
        value = value * 10 + text.as_bytes().get(at).map_or(0, |byte| i64::from(byte - b'0'));
    }
    Some(value)
}

/// Minutes east of UTC for ``, `Z`, `+07:00` or `-0530`.
fn offset(zone: &str) -> Option<i64> {
    if zone.is_empty() || zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = match zone[1..].split_once(':') {
        Some(parts) => parts,
        None if zone.len() == 5 => zone[1..].split_at_checked(2)?,
        None => return None,
    };
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Days from 1970-01-01 in the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day; the inverse of [`day_number`].
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Whether ECMAScript counts the character as white space.
fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

/// The text without white space at its ends (ECMAScript `String.prototype.trim`).
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// What ECMAScript `Number()` makes of a text: NaN where it is no number, 0 where it is empty.
pub fn number(text: &str) -> f64 {
    let text = trim(text);
    if text.is_empty() {
        return 0.0;
    }
    for (prefix, radix) in [("0x", 16), ("0X", 16), ("0o", 8), ("0O", 8), ("0b", 2), ("0B", 2)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let digits = if digits.starts_with('+') { "" } else { digits };
            return u64::from_str_radix(digits, radix).map_or(f64::NAN, |value| value as f64);
        }
    }
    match text.strip_prefix(['+', '-']).unwrap_or(text) {
        "Infinity" => return if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY },
        plain if plain.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {}
        _ => return f64::NAN,
    }
    text.parse().unwrap_or(f64::NAN)
}

/// What XPath 1.0 `number()` makes of a text: digits with at most a minus and a point, else NaN.
pub fn xpath_number(text: &str) -> f64 {
    let text = trim(text);
    let plain = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(whole, part)| (whole, Some(part)));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let ends_in_digit = fraction.map_or(!whole.is_empty(), |part| !part.is_empty());
    if ends_in_digit && digits(whole) && fraction.is_none_or(digits) {
        return text.parse().unwrap_or(f64::NAN);
    }
    f64::NAN
}

/// Whether a sum is 100 when it is rounded to four decimals.
pub fn is_hundred(sum: f64) -> bool {
    (sum - 100.0).abs() < 0.000_05
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_ecmascript_reads_them() {
        let cases = [
            ("2014-01-01", "2014-01-01"),
            ("2014-01-01Z", "2014-01-01"),
            ("2014-02-30", "2014-03-02"),
            (" 2014-1-1 ", "2014-01-01"),
            ("2014/01/01", "2014-01-01"),
            ("01/02/2014", "2014-01-02"),
            ("2014", "2014-01-01"),
            ("2014-01-01T24:00:00Z", "2014-01-02"),
            ("2014-01-01T01:00:00+07:00", "2013-12-31"),
            ("2014-01-01T23:30:00-0100", "2014-01-02"),
            ("2014-01-01T10:00", "2014-01-01"),
            ("0000-01-01", "0000-01-01"),
        ];
        for (text, date) in cases {
            assert_eq!(Instant::parse(text).unwrap().date(), date, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_no_moment() {
        let cases = [
            "",
            "2014-01-01+07:00",
            "2014-02-32",
            "2014-13-01",
            "20140101x",
            "31/12/2014",
            "2014-01-01T25:00:00",
            "2014-01-01T10",
            "2014-01-01T10:00:60Z",
            "2014-01-01T10:00:00+25:00",
            "2014-01-01-05:00",
        ];
        for text in cases {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_whole_days() {
        let day = |text| Instant::parse(text).unwrap();
        assert_eq!(day("2015-01-01").days_since(day("2014-01-01")), 365);
        assert_eq!(day("2016-12-31").days_since(day("2016-01-01")), 365);
        assert_eq!(day("2014-01-01").end_of_day(), Instant(day("2014-01-02").0 - 1));
        assert_eq!(day("2000-02-29").date(), "2000-02-29");
    }

    #[test]
    fn numbers_of_ecmascript() {
        for (text, value) in
            [("", 0.0), (" 50 ", 50.0), ("1e3", 1000.0), ("+5.", 5.0), (".5", 0.5), ("0x10", 16.0)]
        {
            assert!((number(text) - value).abs() < 1e-9, "{text}");
        }
        for text in ["abc", "5%", "1,000", "--5", "inf", "nan", "1_0"] {
            assert!(number(text).is_nan(), "{text}");
        }
    }

    #[test]
    fn numbers_of_xpath_are_fewer() {
        for text in ["100", " 100.0 ", "0100"] {
            assert!((xpath_number(text) - 100.0).abs() < 1e-9, "{text}");
        }
        for text in ["", "100.", "+100", "1e2", "100%", "-", "."] {
            assert!(xpath_number(text).is_nan(), "{text}");
        }
    }

    #[test]
    fn a_hundred_to_four_decimals() {
        assert!(is_hundred(33.3333 + 33.3333 + 33.3334));
        assert!(is_hundred(100.000_04) && !is_hundred(100.000_06) && !is_hundred(99.9999));
        assert!(!is_hundred(f64::NAN));
    }
}
