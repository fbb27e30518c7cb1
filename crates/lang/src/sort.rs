//! Vietnamese order: a ă â b c d đ e ê …, tones after letters.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

/// `None` only if the embedded order of Vietnamese were missing, which a test
/// rules out; sorting by code point is then better than stopping.
static VIETNAMESE: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| Collator::try_new(locale!("vi").into(), CollatorOptions::default()).ok());

/// Compares two texts in Vietnamese order; composed and decomposed are equal.
#[must_use]
pub fn collate(a: &str, b: &str) -> Ordering {
    match &*VIETNAMESE {
        Some(order) => order.compare(a, b),
        None => a.cmp(b),
    }
}

/// Sorts by the text that `key` gives, in Vietnamese order. Equal texts keep
/// their order.
pub fn sort_by_vi<T>(items: &mut [T], key: impl Fn(&T) -> &str) {
    items.sort_by(|a, b| collate(key(a), key(b)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_before_tones_and_d_before_d_with_bar() {
        assert!(VIETNAMESE.is_some());
        let sorted =
            ["An", "Ánh", "Ẩm", "Bạc", "Dân", "Dũng", "Đà", "Em", "Êm", "Ma", "Má", "Mà", "Năm", "Nậm"];
        let mut mixed = sorted;
        mixed.reverse();
        mixed.rotate_left(3);
        sort_by_vi(&mut mixed, |name| name);
        let place = |name: &str| mixed.iter().position(|other| *other == name);
        for pair in ["An", "Ánh", "Ẩm", "Bạc", "Dân", "Dũng", "Đà", "Em", "Êm", "Ma", "Năm", "Nậm"].windows(2)
        {
            assert!(place(pair[0]) < place(pair[1]), "{pair:?} in {mixed:?}");
        }
    }

    #[test]
    fn the_form_of_a_text_does_not_change_its_place() {
        assert_eq!(collate("Đà", "Đa\u{300}"), Ordering::Equal);
        assert_eq!(collate("đầm", "đất"), Ordering::Less);
    }

    #[test]
    fn equal_names_keep_their_order() {
        let mut units = [("Tân Lộc", 2), ("Cái Nước", 9), ("Tân Lộc", 1)];
        sort_by_vi(&mut units, |unit| unit.0);
        assert_eq!(units, [("Cái Nước", 9), ("Tân Lộc", 2), ("Tân Lộc", 1)]);
    }
}
