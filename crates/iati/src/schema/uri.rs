//! Addresses as libxml2 reads them: RFC 3986, with characters that are not allowed taken as if they were.

/// Whether the text, without white space at its ends, is a URI or a relative reference.
pub fn is_valid(text: &str) -> bool {
    let bytes = text.as_bytes();
    absolute(bytes).or_else(|| relative(bytes)).is_some_and(<[u8]>::is_empty)
}

/// Characters that libxml2 replaces before it looks: they pass wherever a letter would.
fn is_lenient(byte: u8) -> bool {
    byte <= b' ' || byte >= 0x7F || b"\"<>\\^`{|}".contains(&byte)
}

/// The length of one character of a path, or nothing. `extra` are allowed besides unreserved ones and delimiters.
fn character(bytes: &[u8], extra: &[u8]) -> Option<usize> {
    match *bytes.first()? {
        b'%' => {
            (bytes.len() > 2 && bytes[1].is_ascii_hexdigit() && bytes[2].is_ascii_hexdigit()).then_some(3)
        }
        byte => {
            let good = byte.is_ascii_alphanumeric()
                || b"-._~!$&'()*+,;=".contains(&byte)
                || is_lenient(byte)
                || extra.contains(&byte);
            good.then_some(1)
        }
    }
}

fn skip<'a>(mut bytes: &'a [u8], extra: &[u8]) -> &'a [u8] {
    while let Some(len) = character(bytes, extra) {
        bytes = &bytes[len..];
    }
    bytes
}

fn absolute(bytes: &[u8]) -> Option<&[u8]> {
    let colon = bytes.iter().position(|b| *b == b':')?;
    let scheme = &bytes[..colon];
    let good = scheme.first()?.is_ascii_alphabetic()
        && scheme.iter().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b));
    let rest = &bytes[colon + 1..];
    if !good {
        return None;
    }
    let rest = match rest {
        [b'/', b'/', rest @ ..] => authority(rest)?,
        [b'/', rest @ ..] => absolute_path(rest),
        _ => skip(rest, b":@/"),
    };
    tail(rest)
}

fn relative(bytes: &[u8]) -> Option<&[u8]> {
    let rest = match bytes {
        [b'/', b'/', rest @ ..] => authority(rest)?,
        [b'/', rest @ ..] => absolute_path(rest),
        _ => {
            let first = skip(bytes, b"@");
            // The first part must not look like a scheme.
            match first.first() {
                Some(b':') => return None,
                Some(b'/') if first.len() < bytes.len() => skip(first, b":@/"),
                _ => first,
            }
        }
    };
    tail(rest)
}

/// What follows the first slash; a second one would begin an authority.
fn absolute_path(rest: &[u8]) -> &[u8] {
    skip(rest, b":@/")
}

/// Who, where, which port; then a path that is empty or begins with a slash.
fn authority(bytes: &[u8]) -> Option<&[u8]> {
    let user = skip(bytes, b":");
    let host = match user {
        [b'@', rest @ ..] => rest,
        _ => bytes,
    };
    let rest = match host {
        [b'[', rest @ ..] => &rest[rest.iter().position(|b| *b == b']')? + 1..],
        _ => skip(host, b""),
    };
    let rest = match rest {
        [b':', port @ ..] => {
            let len = port.iter().take_while(|b| b.is_ascii_digit()).count();
            // A number of 32 bits, or libxml2 refuses the address.
            std::str::from_utf8(&port[..len]).ok()?.parse::<i32>().ok()?;
            &port[len..]
        }
        _ => rest,
    };
    Some(if rest.first() == Some(&b'/') { skip(rest, b":@/") } else { rest })
}

/// A query and a fragment.
fn tail(rest: &[u8]) -> Option<&[u8]> {
    let rest = match rest {
        [b'?', query @ ..] => skip(query, b":@/?"),
        _ => rest,
    };
    Some(match rest {
        [b'#', fragment @ ..] => skip(fragment, b":@/?[]"),
        _ => rest,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for good in [
            "",
            "http://example.org/a?b=c#d",
            "www.example.org",
            "/a/b",
            "a b",
            "mailto:a@b.c",
            "http://a:80/",
            "//a/b",
            "http://[::1]/",
            "a%20b",
            "http://é/",
            "#x",
            "?q",
            "http://a/{b}",
            "urn:a:b",
        ] {
            assert!(is_valid(good), "{good}");
        }
        for bad in
            [":::", "http://a:b/", "a%2", "%zz", "http://a:/", "1:2", "http://[::1/", "a#b#c", "http://a/[b]"]
        {
            assert!(!is_valid(bad), "{bad}");
        }
    }
}
