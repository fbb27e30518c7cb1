//! How money is written. Lists carry the unit in the caption and print the
//! bare figure ([`million`]); headlines and sentences carry the unit.

use crate::message::format;
use crate::{Lang, decimal};

/// Đồng in one million, and in one billion (tỷ).
const MILLION: u64 = 1_000_000;
const BILLION: u64 = 1_000_000_000;

/// Đồng as a bare figure in million đồng: 4 860 000 000 → «4.860».
///
/// Exact: up to six decimals, only as many as are needed.
#[must_use]
pub fn million(lang: Lang, vnd: i64) -> String {
    decimal(lang, vnd, 6, 0, 6)
}

/// Đồng for a headline, one decimal: «165,4 tỷ đồng», "VND 165.4 billion";
/// below one billion in millions, below one million in full.
#[must_use]
pub fn headline(lang: Lang, vnd: i64) -> String {
    let size = vnd.unsigned_abs();
    // The limits are where rounding would print a thousand of the smaller unit.
    let (key, scale) = if size >= BILLION - MILLION / 20 {
        ("money-billion", 9)
    } else if size >= MILLION {
        ("money-million", 6)
    } else {
        return dong(lang, vnd);
    };
    format(lang, key, &[("amount", decimal(lang, vnd, scale, 0, 1).into())])
}

/// Đồng in full: «4.860.000.000 đồng», "VND 4,860,000,000".
#[must_use]
pub fn dong(lang: Lang, vnd: i64) -> String {
    format(lang, "money-dong", &[("amount", decimal(lang, vnd, 0, 0, 0).into())])
}

/// An amount in minor units of a currency that has `places` decimals
/// (ISO 4217): «150.000 EUR», "EUR 150,000", «1.250,50 USD».
#[must_use]
pub fn amount(lang: Lang, minor: i64, places: u32, currency: &str) -> String {
    let whole = 10_i64.checked_pow(places).is_some_and(|unit| minor % unit == 0);
    let shown = if whole { 0 } else { places };
    let figure = decimal(lang, minor, places, shown, places);
    if currency == "VND" {
        return format(lang, "money-dong", &[("amount", figure.into())]);
    }
    format(lang, "money-foreign", &[("amount", figure.into()), ("currency", currency.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_million_dong_and_exact() {
        assert_eq!(million(Lang::Vi, 4_860_000_000), "4.860");
        assert_eq!(million(Lang::En, 4_860_000_000), "4,860");
        assert_eq!(million(Lang::Vi, 4_860_500_001), "4.860,500001");
        assert_eq!(million(Lang::Vi, -1), "−0,000001");
        assert_eq!(million(Lang::Vi, 0), "0");
    }

    #[test]
    fn headlines_choose_the_unit_that_a_reader_expects() {
        assert_eq!(headline(Lang::Vi, 165_400_000_000), "165,4 tỷ đồng");
        assert_eq!(headline(Lang::En, 165_400_000_000), "VND 165.4 billion");
        assert_eq!(headline(Lang::Vi, 4_860_000_000), "4,9 tỷ đồng");
        assert_eq!(headline(Lang::Vi, 860_000_000), "860 triệu đồng");
        assert_eq!(headline(Lang::En, 860_000_000), "VND 860 million");
        assert_eq!(headline(Lang::Vi, 999_949_999), "999,9 triệu đồng");
        assert_eq!(headline(Lang::Vi, 999_950_000), "1 tỷ đồng");
        assert_eq!(headline(Lang::Vi, 500_000), "500.000 đồng");
        assert_eq!(headline(Lang::Vi, -2_000_000_000), "−2 tỷ đồng");
        assert_eq!(headline(Lang::Vi, 0), "0 đồng");
    }

    #[test]
    fn foreign_amounts_name_their_currency() {
        assert_eq!(amount(Lang::Vi, 15_000_000, 2, "EUR"), "150.000 EUR");
        assert_eq!(amount(Lang::En, 15_000_000, 2, "EUR"), "EUR 150,000");
        assert_eq!(amount(Lang::Vi, 125_050, 2, "USD"), "1.250,50 USD");
        assert_eq!(amount(Lang::Vi, 4_860_000_000, 0, "VND"), "4.860.000.000 đồng");
        assert_eq!(amount(Lang::En, 4_860_000_000, 0, "VND"), "VND 4,860,000,000");
        // Stored like every other currency, in hundredths.
        assert_eq!(amount(Lang::Vi, 158_700_000_000, 2, "VND"), "1.587.000.000 đồng");
    }
}
