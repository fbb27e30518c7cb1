//! The corpus in one file: a case a line, bytes that are not plain ASCII as escapes.

/// A case as a line.
pub fn line(case: &[u8]) -> String {
    case.escape_ascii().to_string()
}

/// The cases of a file of lines; nothing where a line is not one.
pub fn cases(text: &str) -> Option<Vec<Vec<u8>>> {
    text.lines().filter(|line| !line.starts_with('#')).map(case).collect()
}

fn case(line: &str) -> Option<Vec<u8>> {
    let mut bytes = line.bytes();
    let mut case = Vec::new();
    while let Some(byte) = bytes.next() {
        case.push(match (byte, byte == b'\\') {
            (_, false) => byte,
            _ => match bytes.next()? {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'x' => digit(bytes.next()?)? * 16 + digit(bytes.next()?)?,
                other => other,
            },
        });
    }
    Some(case)
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
