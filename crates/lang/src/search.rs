//! Text made comparable: one composed form for storage, one folded form for
//! search.

use std::borrow::Cow;

use unicode_normalization::char::decompose_canonical;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text in composed form (NFC), which is how everything is stored: files
/// from some systems come decomposed, and «Cà Mau» must equal «Cà Mau».
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    // Almost every text: each letter is one that stays as it is, and there is nothing to look up.
    if text.chars().all(is_composed_latin) {
        return Cow::Borrowed(text);
    }
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Letters of Latin with their marks in them, and what has none: never composed with what follows, since
/// none of these is a mark, and never taken apart.
fn is_composed_latin(letter: char) -> bool {
    matches!(letter, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}')
}

/// The form in which texts are compared for search: lower case, without tone
/// and vowel marks, đ as d. «Hoà», «Hòa» and «HOA» fold to «hoa».
///
/// Only U+0300 to U+036F is dropped: the vowel signs of Khmer are marks too,
/// and without them a Khmer word is no word.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    if text.chars().all(is_latin) {
        return fold_latin(text);
    }
    fold_any(text)
}

fn fold_any(text: &str) -> String {
    // Lower case can bring new marks (İ), so marks are dropped after it; what
    // is left of other scripts is composed again.
    text.nfd()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|letter| !('\u{300}'..='\u{36f}').contains(letter))
        .map(|letter| if matches!(letter, 'đ' | 'ð') { 'd' } else { letter })
        .nfc()
        .collect()
}

/// Latin letters, their marks, and punctuation: nothing of these composes again once the marks are
/// dropped, so each letter can be folded alone.
fn is_latin(letter: char) -> bool {
    matches!(letter, '\0'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{206f}')
}

fn fold_latin(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            out.push(letter.to_ascii_lowercase());
            continue;
        }
        for lower in letter.to_lowercase() {
            decompose_canonical(lower, |part| match part {
                '\u{300}'..='\u{36f}' => {}
                'đ' | 'ð' => out.push('d'),
                other => out.push(other),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn search_ignores_case_tones_and_the_bar_of_d() {
        let cases = [
            ("Đầm Dơi", "dam doi"),
            ("ĐỒNG BÀO dân tộc", "dong bao dan toc"),
            ("Hoà Bình", "hoa binh"),
            ("Hòa Bình", "hoa binh"),
            ("thuỷ lợi", "thuy loi"),
            ("thủy lợi", "thuy loi"),
            ("UBND xã Ưu Tiên 2025", "ubnd xa uu tien 2025"),
            ("Ðất Mũi", "dat mui"),
            ("", ""),
        ];
        for (text, folded) in cases {
            assert_eq!(fold(text), folded);
            let decomposed: String = text.nfd().collect();
            assert_eq!(fold(&decomposed), folded, "the same when decomposed");
        }
    }

    #[test]
    fn the_short_way_for_latin_ends_where_the_long_way_does() {
        for letter in (0..0x1_1000).filter_map(char::from_u32).filter(|c| is_latin(*c)) {
            for text in [letter.to_string(), format!("a{letter}\u{301}e"), format!("{letter}{letter}")] {
                assert_eq!(fold(&text), fold_any(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn khmer_keeps_its_signs() {
        let khmer = "ភាសាខ្មែរ";
        assert_eq!(fold(khmer), khmer);
        assert_eq!(fold("Đồng bào ខ្មែរ"), "dong bao ខ្មែរ");
    }

    #[test]
    fn letters_that_are_passed_over_are_composed_alone_and_together() {
        for letter in (0..0x2000).filter_map(char::from_u32).filter(|c| is_composed_latin(*c)) {
            let text: String = [letter, 'a', letter, letter].iter().collect();
            assert!(text.nfc().eq(text.chars()), "{letter:?}");
        }
    }

    #[test]
    fn composed_text_is_not_copied() {
        assert!(matches!(nfc("Cà Mau"), Cow::Borrowed(_)));
        assert_eq!(nfc("Ca\u{300} Mau"), "Cà Mau");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn composing_twice_changes_nothing(text in "\\PC*") {
            let once = nfc(&text).into_owned();
            prop_assert_eq!(nfc(&once), once.as_str());
        }

        #[test]
        fn the_form_of_the_input_does_not_matter_to_search(text in "[a-zA-ZàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệđĐôơưỲỵ ក-៹]*") {
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(fold(&text), fold(&decomposed));
            prop_assert_eq!(fold(&text), fold(&text.to_uppercase()));
        }
    }
}
