//! How figures are written: «1.234.567,89» in Vietnamese and Khmer,
//! "1,234,567.89" in English. Two conventions need thirty lines, which is why
//! no formatting library is used (docs/decisions).

use crate::Lang;

/// U+2212. A hyphen would be read aloud as a dash and may end a line.
const MINUS: char = '\u{2212}';

/// The two marks of a language's figures.
#[derive(Clone, Copy)]
struct Marks {
    group: char,
    decimal: char,
}

impl Marks {
    fn of(lang: Lang) -> Self {
        match lang {
            Lang::Vi | Lang::Km => Self { group: '.', decimal: ',' },
            Lang::En => Self { group: ',', decimal: '.' },
        }
    }
}

/// A whole number in groups of three.
#[must_use]
pub fn number(lang: Lang, value: i64) -> String {
    write(lang, value < 0, u128::from(value.unsigned_abs()), 0, 0)
}

/// `value` × 10⁻ˢᶜᵃˡᵉ with `min_places` to `max_places` decimals.
///
/// Zeros at the end are dropped down to `min_places`. What does not fit in
/// `max_places` is rounded half away from zero, as people do by hand.
#[must_use]
pub fn decimal(lang: Lang, value: i64, scale: u32, min_places: u32, max_places: u32) -> String {
    let mut digits = u128::from(value.unsigned_abs());
    let mut places = scale;
    if places > max_places {
        digits = shorten(digits, places - max_places);
        places = max_places;
    }
    while places > min_places && digits.is_multiple_of(10) {
        digits /= 10;
        places -= 1;
    }
    write(lang, value < 0 && digits > 0, digits, places, min_places)
}

/// Per mille as a percentage with at most one decimal: 719 → «71,9%», 810 → «81%».
#[must_use]
pub fn percent(lang: Lang, per_mille: i64) -> String {
    decimal(lang, per_mille, 1, 0, 1) + "%"
}

/// Per mille as a rounded percentage, for bars and narrow columns: 719 → «72%».
#[must_use]
pub fn percent_whole(lang: Lang, per_mille: i64) -> String {
    decimal(lang, per_mille, 1, 0, 0) + "%"
}

/// Bytes as «640 kB» or «1,4 MB» (thousands, not 1024: what file managers show).
#[must_use]
pub fn file_size(lang: Lang, bytes: u64) -> String {
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    match bytes {
        0..1_000 => number(lang, bytes) + " B",
        1_000..999_500 => decimal(lang, bytes, 3, 0, 0) + " kB",
        999_500..999_950_000 => decimal(lang, bytes, 6, 0, 1) + " MB",
        _ => decimal(lang, bytes, 9, 0, 1) + " GB",
    }
}

/// Drops `places` digits at the end, rounding half up (of the absolute value).
fn shorten(digits: u128, places: u32) -> u128 {
    match 10_u128.checked_pow(places) {
        Some(power) => (digits + power / 2) / power,
        None => 0,
    }
}

fn write(lang: Lang, negative: bool, digits: u128, places: u32, min_places: u32) -> String {
    let marks = Marks::of(lang);
    let places = places as usize;
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 4);
    if negative {
        out.push(MINUS);
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(marks.group);
        }
        out.push(digit);
    }
    let zeros = (min_places as usize).saturating_sub(places);
    if !fraction.is_empty() || zeros > 0 {
        out.push(marks.decimal);
        out.push_str(fraction);
        out.extend(std::iter::repeat_n('0', zeros));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_grouped_by_three() {
        let cases = [
            (0, "0", "0"),
            (7, "7", "7"),
            (999, "999", "999"),
            (1_000, "1.000", "1,000"),
            (1_234_567, "1.234.567", "1,234,567"),
            (-3_240, "−3.240", "−3,240"),
            (i64::MIN, "−9.223.372.036.854.775.808", "−9,223,372,036,854,775,808"),
        ];
        for (value, vi, en) in cases {
            assert_eq!(number(Lang::Vi, value), vi);
            assert_eq!(number(Lang::Km, value), vi);
            assert_eq!(number(Lang::En, value), en);
        }
    }

    #[test]
    fn decimals_are_cut_padded_and_rounded_half_away_from_zero() {
        assert_eq!(decimal(Lang::Vi, 123_456_789, 2, 0, 2), "1.234.567,89");
        assert_eq!(decimal(Lang::En, 123_456_789, 2, 0, 2), "1,234,567.89");
        assert_eq!(decimal(Lang::Vi, 150, 2, 0, 2), "1,5");
        assert_eq!(decimal(Lang::Vi, 150, 2, 2, 2), "1,50");
        assert_eq!(decimal(Lang::Vi, 100, 2, 0, 2), "1");
        assert_eq!(decimal(Lang::Vi, 5, 0, 2, 2), "5,00");
        assert_eq!(decimal(Lang::Vi, 5, 3, 0, 3), "0,005");
        assert_eq!(decimal(Lang::Vi, 1_250, 3, 0, 1), "1,3");
        assert_eq!(decimal(Lang::Vi, -1_250, 3, 0, 1), "−1,3");
        assert_eq!(decimal(Lang::Vi, 9_996, 3, 0, 2), "10");
        assert_eq!(decimal(Lang::Vi, -4, 3, 0, 2), "0", "no negative zero");
        assert_eq!(decimal(Lang::Vi, i64::MAX, 40, 0, 1), "0", "a scale beyond all digits");
    }

    #[test]
    fn percentages_have_at_most_one_decimal() {
        assert_eq!(percent(Lang::Vi, 719), "71,9%");
        assert_eq!(percent(Lang::En, 719), "71.9%");
        assert_eq!(percent(Lang::Vi, 810), "81%");
        assert_eq!(percent(Lang::Vi, -25), "−2,5%");
        assert_eq!(percent_whole(Lang::Vi, 719), "72%");
    }

    #[test]
    fn file_sizes_never_show_a_thousand_of_a_unit() {
        assert_eq!(file_size(Lang::Vi, 999), "999 B");
        assert_eq!(file_size(Lang::Vi, 640_000), "640 kB");
        assert_eq!(file_size(Lang::Vi, 999_499), "999 kB");
        assert_eq!(file_size(Lang::Vi, 999_500), "1 MB");
        assert_eq!(file_size(Lang::Vi, 1_449_000), "1,4 MB");
        assert_eq!(file_size(Lang::En, 1_449_000), "1.4 MB");
        assert_eq!(file_size(Lang::En, 3_000_000_000), "3 GB");
    }
}
