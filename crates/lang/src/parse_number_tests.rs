use proptest::prelude::*;

use super::*;
use crate::{Lang, decimal, number, percent};

fn read(text: &str) -> (i128, u32) {
    let parsed = parse_number(text).unwrap_or_else(|problem| panic!("{text:?}: {problem}"));
    (parsed.value, parsed.scale)
}

#[test]
fn both_conventions_and_spaces_are_read() {
    let cases = [
        ("0", 0, 0),
        ("3240", 3_240, 0),
        ("3.240", 3_240, 0),
        ("3,240", 3_240, 0),
        ("3 240", 3_240, 0),
        ("3\u{a0}240", 3_240, 0),
        ("3\u{202f}240,5", 32_405, 1),
        ("1.234.567,89", 123_456_789, 2),
        ("1,234,567.89", 123_456_789, 2),
        ("1.234.567", 1_234_567, 0),
        ("1,234,567", 1_234_567, 0),
        ("3.240,5", 32_405, 1),
        ("3,240.5", 32_405, 1),
        ("1.234,567", 1_234_567, 3),
        ("3.24", 324, 2),
        ("3,24", 324, 2),
        ("0.125", 125, 3),
        ("0,125", 125, 3),
        (",5", 5, 1),
        ("5,", 5, 0),
        ("1234.567", 1_234_567, 3),
        ("1234,5678", 12_345_678, 4),
        ("  42 ", 42, 0),
        ("007", 7, 0),
        ("１２３４，５", 12_345, 1),
        ("៣២៤០", 3_240, 0),
        ("\u{feff}12", 12, 0),
    ];
    for (text, value, scale) in cases {
        assert_eq!(read(text), (value, scale), "{text:?}");
    }
}

#[test]
fn signs_brackets_and_percent_are_read() {
    for text in ["-5", "−5", "–5", "- 5", "(5)"] {
        assert_eq!(read(text), (-5, 0), "{text:?}");
    }
    assert_eq!(read("+5"), (5, 0));
    let share = parse_number("71,9 %").unwrap();
    assert_eq!((share.value, share.scale, share.percent), (719, 1, true));
}

#[test]
fn one_mark_before_three_digits_groups_and_says_so() {
    for text in ["3.240", "3,240", "-3.240", "123.456"] {
        assert!(parse_number(text).unwrap().grouped, "{text:?}");
    }
    for text in ["3.24", "0.125", "1.234.567", "1.234,5", "1234.567", "3 240"] {
        assert!(!parse_number(text).unwrap().grouped, "{text:?}");
    }
    assert_eq!(parse_number("3.24").unwrap().decimal_mark, Some('.'));
    assert_eq!(parse_number("3,24").unwrap().decimal_mark, Some(','));
    assert_eq!(parse_number("3.240").unwrap().decimal_mark, None);
}

#[test]
fn what_is_no_figure_is_told_apart() {
    use NumberProblem::{Ambiguous, Empty, LetterForDigit, NotANumber, TooBig, WithWords};
    let cases = [
        ("", Empty),
        ("   ", Empty),
        ("-", Empty),
        ("–", Empty),
        ("%", NotANumber),
        ("không", NotANumber),
        ("#REF!", NotANumber),
        ("1e5", NotANumber),
        ("12/5", NotANumber),
        ("1O0", LetterForDigit('O')),
        ("3.24o", LetterForDigit('o')),
        ("l2", LetterForDigit('l')),
        ("3.240 triệu đồng", WithWords),
        ("150.000 EUR", WithWords),
        ("5₫", WithWords),
        ("12 xã 3 ấp", NotANumber),
        ("12.34.567", Ambiguous),
        ("1.234.56", Ambiguous),
        ("1.234,567.89", Ambiguous),
        ("1,234 567", Ambiguous),
        ("1.234.567,89,1", Ambiguous),
        ("1 2 3", Ambiguous),
        ("--5", NotANumber),
        (".", NotANumber),
        ("1234567890123456789012345678901", TooBig),
    ];
    for (text, problem) in cases {
        assert_eq!(parse_number(text), Err(problem), "{text:?}");
    }
}

#[test]
fn a_figure_is_brought_to_the_scale_that_is_kept() {
    assert_eq!(parse_number("4.860,5").unwrap().at_scale(6), Ok(4_860_500_000));
    assert_eq!(parse_number("4.860,0").unwrap().at_scale(0), Ok(4_860));
    assert_eq!(parse_number("4.860,5").unwrap().at_scale(0), Err(NumberProblem::TooPrecise));
    assert_eq!(parse_number("99.999.999.999.999").unwrap().at_scale(6), Err(NumberProblem::TooBig));
    assert_eq!(parse_number("1").unwrap().at_scale(60), Err(NumberProblem::TooBig));
}

proptest! {
    #[test]
    fn whole_numbers_are_read_as_they_were_written(value: i64) {
        for lang in Lang::ALL {
            prop_assert_eq!(parse_number(&number(lang, value)).unwrap().at_scale(0), Ok(value));
        }
    }

    /// Exactly three decimals can be taken for a group, which is then said.
    #[test]
    fn decimals_are_read_as_they_were_written(value: i64, scale in 0_u32..12) {
        for lang in Lang::ALL {
            let written = decimal(lang, value, scale, 0, scale);
            let parsed = parse_number(&written).unwrap();
            if !parsed.grouped || scale == 0 {
                prop_assert_eq!(parsed.at_scale(scale), Ok(value), "{}", written);
            }
            if scale >= 4 {
                let padded = decimal(lang, value, scale, scale, scale);
                prop_assert_eq!(parse_number(&padded).unwrap().at_scale(scale), Ok(value), "{}", padded);
            }
        }
    }

    #[test]
    fn percentages_are_read_as_they_were_written(per_mille in -1_000_000_i64..1_000_000) {
        for lang in Lang::ALL {
            let parsed = parse_number(&percent(lang, per_mille)).unwrap();
            prop_assert!(parsed.percent);
            prop_assert_eq!(parsed.at_scale(1), Ok(per_mille));
        }
    }

    #[test]
    fn no_text_stops_the_reader(text in "\\PC*") {
        let _ = parse_number(&text);
    }

    #[test]
    fn no_figure_like_text_stops_the_reader(text in "[-+(]?[0-9., \u{a0}]{0,40}[oO%)]?") {
        let _ = parse_number(&text);
    }
}
