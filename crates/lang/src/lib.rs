//! Messages, figures, dates, search and sorting in the languages of the
//! product. Knows nothing of plans, reports or units: whoever calls says what
//! is to be said, this crate says how it is written.
//!
//! ```text
//! text(Lang::Vi, "due-today")                      → «Hôm nay»
//! format(Lang::Vi, "due-left", &[("days", 7.into())]) → «Còn 7 ngày»
//! number(Lang::Vi, 1_234_567)                      → «1.234.567»
//! parse_number("1.234.567,89")                     → 123456789 at scale 2
//! fold("Hoà Bình")                                 → «hoa binh»
//! ```

mod date;
mod letter;
mod message;
mod money;
mod number;
mod parse_date;
mod parse_number;
mod search;
mod sort;

use std::fmt;
use std::str::FromStr;

pub use date::{
    date, date_long, date_time, day_month, document_day, document_month, month_year, relative_days, time,
    weekday,
};
pub use letter::capital;
pub use message::{Arg, format, has, keys, missing_keys, text, try_text};
pub use money::{amount, dong, headline, million};
pub use number::{decimal, file_size, number, percent, percent_whole};
pub use parse_date::{DateProblem, parse_date};
pub use parse_number::{NumberProblem, Parsed, parse_number};
pub use search::{fold, nfc};
pub use sort::{collate, sort_by_vi};

/// A language of the product.
///
/// Vietnamese is the source: every message exists in it. English is complete.
/// Khmer serves the public pages; what it lacks is shown in Vietnamese and
/// listed by [`missing_keys`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Lang {
    #[default]
    Vi,
    En,
    Km,
}

impl Lang {
    /// Every language, the source first.
    pub const ALL: [Self; 3] = [Self::Vi, Self::En, Self::Km];

    /// Two-letter code of ISO 639-1, as in `html[lang]` and in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
            Self::Km => "km",
        }
    }

    /// The language's name in the language itself, for the language switch.
    #[must_use]
    pub fn native_name(self) -> &'static str {
        match self {
            Self::Vi => "Tiếng Việt",
            Self::En => "English",
            Self::Km => "ភាសាខ្មែរ",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is not the code of a language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownLang;

impl fmt::Display for UnknownLang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of: vi, en, km")
    }
}

impl std::error::Error for UnknownLang {}

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Reads `vi`, also `vi-VN` or `VI`: browsers send the region too.
    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        let primary = text.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(primary)).ok_or(UnknownLang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_read_from_its_code_with_or_without_a_region() {
        for lang in Lang::ALL {
            assert_eq!(lang.code().parse(), Ok(lang));
        }
        assert_eq!("vi-VN".parse(), Ok(Lang::Vi));
        assert_eq!("EN_gb".parse(), Ok(Lang::En));
        assert_eq!("fr".parse::<Lang>(), Err(UnknownLang));
        assert_eq!("".parse::<Lang>(), Err(UnknownLang));
    }
}
