//! Reading a date as people write it: 07/11/2025, 7-11-25, 2025-11-07, «ngày 7
//! tháng 11 năm 2025», "7 November 2025". Day before month, always.

use std::fmt;

use jiff::civil::Date;

use crate::fold;

/// Years that a date of the product can have.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    Empty,
    /// No reading gives a date.
    NotADate,
    /// Month 0 or above 12.
    NoSuchMonth {
        month: i16,
    },
    /// A month and a day in American order: «11/25/2025». `meant` is the date
    /// read that way.
    MonthBeforeDay {
        meant: Date,
    },
    /// A day that the month does not have: 31/11, 29/02/2025.
    NoSuchDay {
        day: i16,
        month: i8,
        year: i16,
    },
    /// Outside 1900 to 2100.
    NoSuchYear {
        year: i16,
    },
    /// Only a month: «tháng 6/2025», «6/2025».
    MonthOnly {
        year: i16,
        month: i8,
    },
    /// Only a year: «năm 2025», «2025».
    YearOnly {
        year: i16,
    },
}

impl fmt::Display for DateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty"),
            Self::NotADate => f.write_str("not a date"),
            Self::NoSuchMonth { month } => write!(f, "no month {month}"),
            Self::MonthBeforeDay { meant } => write!(f, "month before day; {meant} if so meant"),
            Self::NoSuchDay { day, month, year } => write!(f, "no day {day} in {year}-{month:02}"),
            Self::NoSuchYear { year } => write!(f, "year {year} is out of range"),
            Self::MonthOnly { year, month } => write!(f, "only a month: {year}-{month:02}"),
            Self::YearOnly { year } => write!(f, "only a year: {year}"),
        }
    }
}

impl std::error::Error for DateProblem {}

/// Reads a date. Two-digit years up to 68 are of this century. A time behind
/// the date is left out.
///
/// # Errors
/// A [`DateProblem`] that says what to ask the writer.
pub fn parse_date(text: &str) -> Result<Date, DateProblem> {
    let folded = fold(text);
    let words = words(before_time(folded.trim()));
    if words.is_empty() {
        let blank = folded.trim().trim_matches(['-', '–']).is_empty();
        return Err(if blank { DateProblem::Empty } else { DateProblem::NotADate });
    }
    match numbers(&words)?.as_slice() {
        [year] if is_year(year) => Err(DateProblem::YearOnly { year: in_range(year.value)? }),
        [month, year] if is_year(year) => {
            let (month, year) = (as_month(month.value)?, in_range(year.value)?);
            Err(DateProblem::MonthOnly { year, month })
        }
        [year, month, day] if is_year(year) => date_of(day.value, month.value, year.value),
        [day, month, year] if is_year(year) => date_of(day.value, month.value, year.value),
        [day, month, year] if year.digits == 2 && day.digits <= 2 => {
            date_of(day.value, month.value, full_year(year.value))
        }
        _ => Err(DateProblem::NotADate),
    }
}

/// «2025-11-04T09:12:00» and «04/11/2025 09:12» without the time.
fn before_time(text: &str) -> &str {
    match text.split_once([' ', 't']) {
        Some((date, time))
            if time.contains(':') && date.starts_with(|first: char| first.is_ascii_digit()) =>
        {
            date
        }
        _ => text,
    }
}

/// Runs of digits and runs of letters; everything else parts them.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for letter in text.chars() {
        let kept = letter.is_ascii_digit() || letter.is_alphabetic();
        let same = last.is_ascii_digit() == letter.is_ascii_digit() && last.is_alphanumeric();
        match words.last_mut() {
            Some(word) if kept && same => word.push(letter),
            _ if kept => words.push(letter.into()),
            _ => {}
        }
        last = letter;
    }
    words
}

/// A number of the text and how many digits it was written with.
#[derive(Clone, Copy)]
struct Figure {
    value: i16,
    digits: usize,
}

fn is_year(figure: &Figure) -> bool {
    figure.digits == 4
}

/// The numbers in day, month, year order. Words other than those of a date
/// make it no date: «Cà Mau, ngày 23 tháng 4 năm 2021» is read, «quý 3» is not.
fn numbers(words: &[String]) -> Result<Vec<Figure>, DateProblem> {
    // A place may stand before «ngày», a weekday before everything.
    let start = words.iter().position(|word| word == "ngay").unwrap_or(0);
    let mut figures = Vec::new();
    for word in &words[start..] {
        if let Some(month) = english_month(word) {
            // "November 7, 2025": the month moves behind the day.
            figures.push(Figure { value: month, digits: 0 });
        } else if word.starts_with(|first: char| first.is_ascii_digit()) {
            let value = word.parse().map_err(|_| DateProblem::NotADate)?;
            figures.push(Figure { value, digits: word.len() });
        } else if !matches!(word.as_str(), "ngay" | "thang" | "nam" | "st" | "nd" | "rd" | "th") {
            return Err(DateProblem::NotADate);
        }
    }
    if let [month, day, _] = figures.as_mut_slice()
        && month.digits == 0
    {
        std::mem::swap(month, day);
    }
    Ok(figures)
}

fn english_month(word: &str) -> Option<i16> {
    let matches = |name: &&str| *name == word || (word.len() == 3 && name.starts_with(word));
    let index = ENGLISH_MONTHS.iter().position(matches)?;
    i16::try_from(index + 1).ok()
}

fn full_year(two_digits: i16) -> i16 {
    if two_digits <= 68 { 2000 + two_digits } else { 1900 + two_digits }
}

fn in_range(year: i16) -> Result<i16, DateProblem> {
    if YEARS.contains(&year) { Ok(year) } else { Err(DateProblem::NoSuchYear { year }) }
}

fn as_month(month: i16) -> Result<i8, DateProblem> {
    i8::try_from(month).ok().filter(|m| (1..=12).contains(m)).ok_or(DateProblem::NoSuchMonth { month })
}

fn date_of(day: i16, month: i16, year: i16) -> Result<Date, DateProblem> {
    let year = in_range(year)?;
    let make = |day: i16, month: i8| {
        let day = i8::try_from(day).ok()?;
        Date::new(year, month, day).ok()
    };
    match as_month(month) {
        Ok(month) => make(day, month).ok_or(DateProblem::NoSuchDay { day, month, year }),
        Err(problem) => match as_month(day).ok().and_then(|swapped| make(month, swapped)) {
            Some(meant) => Err(DateProblem::MonthBeforeDay { meant }),
            None => Err(problem),
        },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;
    use proptest::prelude::*;

    use super::*;
    use crate::{Lang, date, date_long};

    #[test]
    fn the_ways_people_write_a_date() {
        let due = day(2025, 11, 4);
        for text in [
            "04/11/2025",
            "4/11/2025",
            "4/11/25",
            "04-11-2025",
            "04.11.2025",
            "2025-11-04",
            "2025/11/04",
            "2025-11-04T00:00:00",
            "2025-11-04 00:00:00",
            "04/11/2025 09:12",
            " 04 / 11 / 2025 ",
            "ngày 4 tháng 11 năm 2025",
            "ngày 04 tháng 11 năm 2025",
            "Nga\u{300}y 04 tha\u{301}ng 11 năm 2025",
            "Cà Mau, ngày 04 tháng 11 năm 2025",
            "ngày 04/11/2025",
            "4 November 2025",
            "4 Nov 2025",
            "November 4, 2025",
            "4th November 2025",
        ] {
            assert_eq!(parse_date(text), Ok(due), "{text:?}");
        }
        assert_eq!(parse_date("1/1/69"), Ok(day(1969, 1, 1)));
        assert_eq!(parse_date("29/02/2024"), Ok(day(2024, 2, 29)));
    }

    #[test]
    fn what_is_no_date_is_told_apart() {
        use DateProblem::*;
        let cases = [
            ("", Empty),
            (" – ", Empty),
            ("?", NotADate),
            ("chưa rõ", NotADate),
            ("quý III/2025", NotADate),
            ("45965", NotADate),
            ("123456789012", NotADate),
            ("4/11", NotADate),
            ("31/11/2025", NoSuchDay { day: 31, month: 11, year: 2025 }),
            ("29/02/2025", NoSuchDay { day: 29, month: 2, year: 2025 }),
            ("0/11/2025", NoSuchDay { day: 0, month: 11, year: 2025 }),
            ("500/11/2025", NoSuchDay { day: 500, month: 11, year: 2025 }),
            ("11/25/2025", MonthBeforeDay { meant: day(2025, 11, 25) }),
            ("40/25/2025", NoSuchMonth { month: 25 }),
            ("2/31/2025", NoSuchMonth { month: 31 }),
            ("04/11/1025", NoSuchYear { year: 1025 }),
            ("tháng 6/2025", MonthOnly { year: 2025, month: 6 }),
            ("tháng 6 năm 2025", MonthOnly { year: 2025, month: 6 }),
            ("6/2025", MonthOnly { year: 2025, month: 6 }),
            ("June 2025", MonthOnly { year: 2025, month: 6 }),
            ("năm 2025", YearOnly { year: 2025 }),
            ("2025", YearOnly { year: 2025 }),
        ];
        for (text, problem) in cases {
            assert_eq!(parse_date(text), Err(problem), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn dates_are_read_as_they_were_written(year in 1900_i16..=2100, month in 1_i8..=12, of_month in 1_i8..=31) {
            let Ok(written) = Date::new(year, month, of_month) else { return Ok(()) };
            for lang in Lang::ALL {
                prop_assert_eq!(parse_date(&date(lang, written)), Ok(written));
                prop_assert_eq!(parse_date(&date_long(lang, written)), Ok(written));
            }
            prop_assert_eq!(parse_date(&written.to_string()), Ok(written));
        }

        #[test]
        fn no_text_stops_the_reader(text in "\\PC*") {
            let _ = parse_date(&text);
        }
    }
}
