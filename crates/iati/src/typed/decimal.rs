//! Exact decimal numbers.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// An exact number, as `xsd:decimal`. Canonical form: `-` or nothing, digits without leading zeros, then, where the
/// number is not whole, a point and digits without trailing zeros. So `+01.50` is `1.5`, and `-0.0` is `0`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    units: i128,
    /// Digits behind the point; the last is not zero.
    scale: u8,
}

/// More digits than fit, or not a number without exponent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number of at most 38 digits")]
pub struct NotDecimal;

/// Digits that surely fit.
const DIGITS: usize = 38;

impl Decimal {
    /// `units` divided by ten to the power of `scale`: `new(125, 2)` is 1.25. None where `scale` is over 38.
    pub fn new(units: i128, scale: u8) -> Option<Self> {
        let (mut units, mut scale) = (units, scale);
        while scale > 0 && units % 10 == 0 {
            units /= 10;
            scale -= 1;
        }
        (usize::from(scale) <= DIGITS).then_some(Self { units, scale })
    }

    /// The digits as one whole number; [`Decimal::scale`] of them stand behind the point.
    pub fn units(self) -> i128 {
        self.units
    }

    /// How many digits stand behind the point.
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// The number times ten to the power of `scale`, halves rounded away from zero: 1.255 with 2 gives 126. None
    /// where it does not fit.
    pub fn rounded(self, scale: u8) -> Option<i128> {
        if scale >= self.scale {
            return self.units.checked_mul(10_i128.checked_pow(u32::from(scale - self.scale))?);
        }
        let divisor = 10_i128.checked_pow(u32::from(self.scale - scale))?;
        let (whole, rest) = (self.units / divisor, self.units % divisor);
        let up = rest.unsigned_abs() >= divisor.unsigned_abs() - rest.unsigned_abs();
        Some(if up { whole + rest.signum() } else { whole })
    }

    /// The sum; none where it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Self::new(self.rounded(scale)?.checked_add(other.rounded(scale)?)?, scale)
    }
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Self {
        Self { units: i128::from(whole), scale: 0 }
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let number = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let part_digits = part.trim_end_matches('0');
        let digits = whole.trim_start_matches('0').len() + part_digits.len();
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.len() + part.len() == 0 || !plain(whole) || !plain(part) || digits > DIGITS {
            return Err(NotDecimal);
        }
        let size = whole
            .bytes()
            .chain(part_digits.bytes())
            .fold(0_i128, |number, digit| number * 10 + i128::from(digit - b'0'));
        let units = if text.starts_with('-') { -size } else { size };
        Self::new(units, part_digits.len() as u8).ok_or(NotDecimal)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:0>width$}", self.units.unsigned_abs(), width = usize::from(self.scale) + 1);
        let (whole, part) = digits.split_at(digits.len() - usize::from(self.scale));
        let sign = if self.units < 0 { "-" } else { "" };
        let point = if part.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{part}")
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        // Whole parts first, so that nothing overflows; then the rest, of the same sign or zero.
        let split = |it: &Self| {
            let divisor = 10_i128.pow(u32::from(it.scale));
            let part =
                format!("{:0>width$}", (it.units % divisor).unsigned_abs(), width = usize::from(it.scale));
            (it.units / divisor, if it.scale == 0 { String::new() } else { part })
        };
        let ((a, a_part), (b, b_part)) = (split(self), split(other));
        a.cmp(&b).then_with(|| match (self.units < 0, other.units < 0) {
            (false, false) => a_part.cmp(&b_part),
            (true, true) => b_part.cmp(&a_part),
            (a_negative, _) => {
                if a_negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_number_has_one_form() {
        let long = format!("{}.{}", "9".repeat(19), "9".repeat(19));
        for (text, form) in [
            ("1", "1"),
            ("+01.50", "1.5"),
            (".5", "0.5"),
            ("-0.05", "-0.05"),
            ("5.", "5"),
            ("-0.0", "0"),
            ("1000.00", "1000"),
            ("100", "100"),
            (&long, &long),
        ] {
            assert_eq!(number(text).to_string(), form, "{text}");
        }
        for text in ["", ".", "-", "1e5", "1,0", "1 1", "+-1", "١", &"1".repeat(39)] {
            assert_eq!(text.parse::<Decimal>(), Err(NotDecimal), "{text}");
        }
    }

    #[test]
    fn numbers_are_ordered_rounded_and_added() {
        let ascending = ["-2", "-1.5", "-1.25", "-0.3", "0", "0.25", "0.3", "1", "1.05", "1.5", "10"];
        for (a, pair) in ascending.iter().enumerate() {
            for (b, other) in ascending.iter().enumerate() {
                assert_eq!(number(pair).cmp(&number(other)), a.cmp(&b), "{pair} {other}");
            }
        }
        assert_eq!(number("1.255").rounded(2), Some(126));
        assert_eq!(number("-1.255").rounded(2), Some(-126));
        assert_eq!(number("1.254").rounded(2), Some(125));
        assert_eq!(number("7").rounded(2), Some(700));
        assert_eq!(number("9".repeat(38).as_str()).rounded(2), None);
        assert_eq!(number("0.95").checked_add(number("0.05")), Some(1.into()));
    }
}
