//! Queries of addresses: percent-encoding, and pairs out of them.

/// Names and values of a query, decoded. A name without a value has an empty one.
pub fn pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    query.split('&').filter(|part| !part.is_empty()).map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (decode(name), decode(value))
    })
}

/// A query of names and values.
pub fn query<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> String {
    let parts = pairs.into_iter().map(|(n, v)| format!("{}={}", encode(n), encode(v)));
    parts.collect::<Vec<_>>().join("&")
}

/// Percent-decoding of one value; what is not UTF-8 is replaced.
fn decode(value: &str) -> String {
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail
            .get(..2)
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                rest = &tail[2..];
                continue;
            }
            (b'+', _) => out.push(b' '),
            (other, _) => out.push(other),
        }
        rest = tail;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Makes text safe within a query.
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_comes_back() {
        let given = [("q", "nước sạch & cầu"), ("dt", "1979:05")];
        let text = query(given);
        assert_eq!(text, "q=n%C6%B0%E1%BB%9Bc%20s%E1%BA%A1ch%20%26%20c%E1%BA%A7u&dt=1979%3A05");
        let back: Vec<(String, String)> = pairs(&text).collect();
        assert_eq!(back, given.map(|(n, v)| (n.to_owned(), v.to_owned())));
        assert_eq!(decode(&encode("/báo cáo?x=1&y")), "/báo cáo?x=1&y");
        assert_eq!(pairs("a&b=%zz+1").collect::<Vec<_>>()[1].1, "%zz 1");
    }
}
