//! Which characters XML allows where. Source: XML 1.0, fifth edition, sections 2.2 and 2.3.

/// Whether the byte is white space.
pub const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether the text is white space only; the empty text is.
pub fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// The text without white space at its ends, as XML Schema's `collapse` does for values of one word.
pub fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// Whether a document may hold the character at all.
pub const fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// Whether a name may begin with the character.
pub const fn is_name_start(c: char) -> bool {
    matches!(c,
        ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// Whether a name may hold the character after its first.
pub const fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// For each byte whether it may stand inside a name, for ASCII; other bytes are looked at as characters.
pub(crate) static NAME_BYTE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = is_name_char(byte as u8 as char);
        byte += 1;
    }
    table
};

/// The offset of the first character that no document may hold: a control character, U+FFFE or U+FFFF.
pub fn first_forbidden(text: &str) -> Option<usize> {
    // One pass without branches, which the compiler makes wide; the exact place is looked for only on suspicion.
    let bytes = text.as_bytes();
    let control =
        bytes.iter().fold(false, |found, &b| found | (b < 0x20 && b != b'\t' && b != b'\n' && b != b'\r'));
    let control =
        control.then(|| text.char_indices().find(|(_, c)| !is_char(*c)).map(|(at, _)| at)).flatten();
    let beyond = memchr::memchr_iter(0xEF, bytes)
        .find(|&at| bytes[at + 1] == 0xBF && bytes.get(at + 2).is_some_and(|&b| b >= 0xBE));
    match (control, beyond) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_are_found_where_they_are() {
        assert_eq!(first_forbidden("Việt Nam\t\r\n \u{FFFD}\u{10FFFF}"), None);
        assert_eq!(first_forbidden("abc\u{1}d\u{FFFF}"), Some(3));
        assert_eq!(first_forbidden("é\u{FFFE}"), Some(2));
        assert_eq!(first_forbidden("\u{0}"), Some(0));
    }

    #[test]
    fn names_follow_the_standard() {
        assert!(is_name_start('é') && is_name_start(':') && !is_name_start('-') && !is_name_start('1'));
        assert!(is_name_char('-') && is_name_char('\u{B7}') && !is_name_char('×') && !is_name_char(' '));
        assert!(NAME_BYTE[b'z' as usize] && NAME_BYTE[b'.' as usize] && !NAME_BYTE[b'/' as usize]);
    }
}
