//! Rust source with comments blanked and the inside of literals replaced, so
//! that braces can be counted and names found without a parser. Lines and
//! columns (in characters) stay where they are.

/// What stands at a place of the source.
enum State {
    Code,
    LineComment,
    BlockComment(usize),
    /// Closed by a quote and this many `#`; escapes only where there is none.
    Text {
        hashes: usize,
        raw: bool,
    },
}

/// Comments become spaces; what literals hold becomes `_`.
pub(super) fn mask(source: &str) -> String {
    let letters: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut state = State::Code;
    let mut at = 0;
    while at < letters.len() {
        let (next, taken) = step(&state, &letters, at, &mut out);
        state = next.unwrap_or(state);
        at += taken;
    }
    out
}

/// Writes what one step covers; answers with the new state and its length.
fn step(state: &State, letters: &[char], at: usize, out: &mut String) -> (Option<State>, usize) {
    let rest = &letters[at..];
    match state {
        State::Code => code(letters, at, out),
        State::LineComment => {
            out.push(if rest[0] == '\n' { '\n' } else { ' ' });
            ((rest[0] == '\n').then_some(State::Code), 1)
        }
        State::BlockComment(depth) => match rest {
            ['/', '*', ..] => (Some(State::BlockComment(depth + 1)), blank(out, 2)),
            ['*', '/', ..] if *depth == 1 => (Some(State::Code), blank(out, 2)),
            ['*', '/', ..] => (Some(State::BlockComment(depth - 1)), blank(out, 2)),
            _ => {
                out.push(if rest[0] == '\n' { '\n' } else { ' ' });
                (None, 1)
            }
        },
        State::Text { hashes, raw } => text(rest, *hashes, *raw, out),
    }
}

fn code(letters: &[char], at: usize, out: &mut String) -> (Option<State>, usize) {
    let rest = &letters[at..];
    match rest {
        ['/', '/', ..] => (Some(State::LineComment), blank(out, 2)),
        ['/', '*', ..] => (Some(State::BlockComment(1)), blank(out, 2)),
        ['"', ..] => {
            out.push('"');
            (Some(State::Text { hashes: 0, raw: false }), 1)
        }
        ['r', tail @ ..] if starts_raw(letters, at, tail) => {
            let hashes = tail.iter().take_while(|letter| **letter == '#').count();
            out.extend(&rest[..hashes + 2]);
            (Some(State::Text { hashes, raw: true }), hashes + 2)
        }
        // A character, not a lifetime: 'x' or an escape.
        ['\'', '\\', escaped, tail @ ..] => {
            let length = 3 + tail.iter().position(|letter| *letter == '\'').map_or(0, |end| end + 1);
            let length = if *escaped == '\'' && tail.first() == Some(&'\'') { 4 } else { length };
            out.extend(std::iter::repeat_n('_', length));
            (None, length)
        }
        ['\'', _, '\'', ..] => {
            out.push_str("___");
            (None, 3)
        }
        _ => {
            out.push(rest[0]);
            (None, 1)
        }
    }
}

/// `r"` or `r#"`, and not the end of a name such as `for"`.
fn starts_raw(letters: &[char], at: usize, tail: &[char]) -> bool {
    let hashes = tail.iter().take_while(|letter| **letter == '#').count();
    let before = at.checked_sub(1).map(|place| letters[place]);
    let joined = before.is_some_and(|letter| (letter.is_alphanumeric() && letter != 'b') || letter == '_');
    tail.get(hashes) == Some(&'"') && !joined
}

fn text(rest: &[char], hashes: usize, raw: bool, out: &mut String) -> (Option<State>, usize) {
    let closes = rest[0] == '"' && rest.iter().skip(1).take(hashes).filter(|c| **c == '#').count() == hashes;
    if closes {
        out.push('"');
        out.extend(std::iter::repeat_n('#', hashes));
        return (Some(State::Code), 1 + hashes);
    }
    let escape = !raw && rest[0] == '\\' && rest.len() > 1;
    let length = if escape { 2 } else { 1 };
    for letter in &rest[..length] {
        out.push(if *letter == '\n' { '\n' } else { '_' });
    }
    (None, length)
}

fn blank(out: &mut String, length: usize) -> usize {
    out.extend(std::iter::repeat_n(' ', length));
    length
}

/// Masked source without the test module at its end.
pub(super) fn product_code(source: &str) -> String {
    let masked = mask(source);
    let end = masked.find("#[cfg(test)]").unwrap_or(masked.len());
    masked[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_literals_are_filled() {
        let cases = [
            ("a // b {\nc", "a       \nc"),
            ("a /* { /* } */ { */ b", "a                   b"),
            ("f(\"}{\")", "f(\"__\")"),
            (r#""\"}" x"#, r#""___" x"#),
            ("r#\"a\"}\"# x", "r#\"___\"# x"),
            ("br\"\\\" x", "br\"_\" x"),
            ("'{' '\\'' '\\u{7b}' x", "___ ____ ________ x"),
            ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
            ("for\"}\"", "for\"_\""),
        ];
        for (source, masked) in cases {
            assert_eq!(mask(source), masked, "{source}");
        }
    }

    #[test]
    fn tests_at_the_end_are_cut() {
        assert_eq!(product_code("a\n#[cfg(test)]\nmod tests {}"), "a\n");
    }
}
