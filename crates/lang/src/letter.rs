//! Letters at the beginning of a sentence or a cell.

/// With a capital at the beginning: «xã Hưng Hội» → «Xã Hưng Hội».
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_alone_changes() {
        assert_eq!(capital("xã Hưng Hội"), "Xã Hưng Hội");
        assert_eq!(capital("đô thị"), "Đô thị");
        assert_eq!(capital(""), "");
    }
}
