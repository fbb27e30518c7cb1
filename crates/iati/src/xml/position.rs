//! Lines and columns, worked out from offsets only when somebody asks.

use std::cell::OnceCell;

use memchr::{memchr, memchr_iter};

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Pos {
    /// Line, from 1. LF, CR and CRLF end a line.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Bytes before the place, in the text as UTF-8 without byte order mark.
    pub offset: u64,
}

impl Pos {
    /// The first character of a file.
    pub const START: Self = Self { line: 1, column: 1, offset: 0 };

    /// The place after `text`, which begins here. A CR at the end of `text` ends a line.
    pub fn after(self, text: &str) -> Self {
        self.after_bytes(text.as_bytes())
    }

    /// The same for bytes that should be UTF-8.
    pub(crate) fn after_bytes(self, bytes: &[u8]) -> Self {
        let (lines, last) = if memchr(b'\r', bytes).is_none() {
            (memchr_iter(b'\n', bytes).count(), memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1))
        } else {
            let starts = line_starts(bytes);
            (starts.len(), starts.last().map_or(0, |at| *at as usize))
        };
        let begin = if lines == 0 { self.column } else { 1 };
        Self {
            line: self.line.saturating_add(to_u32(lines)),
            column: begin.saturating_add(to_u32(characters(&bytes[last..]))),
            offset: self.offset + bytes.len() as u64,
        }
    }
}

/// Where the lines of one piece of text begin: counted block by block, so that a place is found in time that does
/// not grow with the text.
#[derive(Debug, Default)]
pub struct Lines {
    /// Lines that begin in the text before each block.
    before: Vec<u32>,
    /// Where they begin, in a text with CR: there they cannot be counted byte by byte.
    starts: Option<Vec<u32>>,
    /// Characters before each block of the text. Made when a line is long: a whole file may stand on one.
    blocks: OnceCell<Vec<u32>>,
}

/// Bytes of a block.
const BLOCK: usize = 1024;

impl Lines {
    /// Looks through the text once.
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        if memchr(b'\r', bytes).is_some() {
            return Self { starts: Some(line_starts(bytes)), ..Self::default() };
        }
        Self { before: sums(bytes, |block| memchr_iter(b'\n', block).count()), ..Self::default() }
    }

    /// The place at an offset of the text, which begins at `base`.
    pub fn place(&self, text: &str, base: Pos, at: usize) -> Pos {
        let (line, begin) = self.line(text.as_bytes(), at);
        let column = if line == 0 { base.column } else { 1 };
        Pos {
            line: base.line.saturating_add(to_u32(line)),
            column: column.saturating_add(to_u32(self.characters(text.as_bytes(), begin, at))),
            offset: base.offset + at as u64,
        }
    }

    /// How many lines of the text begin up to an offset, and where the last of them does.
    fn line(&self, bytes: &[u8], at: usize) -> (usize, usize) {
        if let Some(starts) = &self.starts {
            let line = starts.partition_point(|start| *start as usize <= at);
            return (line, line.checked_sub(1).map_or(0, |last| starts[last] as usize));
        }
        let block = at / BLOCK;
        let before = self.before.get(block).copied().unwrap_or(0) as usize;
        let here = &bytes[block * BLOCK..at];
        let begin = match memchr::memrchr(b'\n', here) {
            Some(end) => block * BLOCK + end + 1,
            None if before == 0 => 0,
            None => {
                // The last block before this one in which a line begins.
                let last = self.before[..block].partition_point(|lines| (*lines as usize) < before) - 1;
                let end = ((last + 1) * BLOCK).min(bytes.len());
                memchr::memrchr(b'\n', &bytes[last * BLOCK..end]).map_or(0, |end| last * BLOCK + end + 1)
            }
        };
        (before + memchr_iter(b'\n', here).count(), begin)
    }

    /// How many characters begin between two offsets, in time that does not grow with the distance.
    fn characters(&self, bytes: &[u8], from: usize, to: usize) -> usize {
        if to - from < 4 * BLOCK {
            return characters(&bytes[from..to]);
        }
        let blocks = self.blocks.get_or_init(|| sums(bytes, characters));
        let first = from / BLOCK + 1;
        let last = to / BLOCK;
        let between = blocks.get(last).copied().unwrap_or(0) - blocks[first];
        characters(&bytes[from..first * BLOCK]) + between as usize + characters(&bytes[last * BLOCK..to])
    }
}

/// For each block what all blocks before it count; one more for the end of the last.
fn sums(bytes: &[u8], count: impl Fn(&[u8]) -> usize) -> Vec<u32> {
    let mut sum = 0;
    let mut sums = vec![0];
    sums.extend(bytes.chunks(BLOCK).map(|block| {
        sum += to_u32(count(block));
        sum
    }));
    sums
}

fn line_starts(bytes: &[u8]) -> Vec<u32> {
    if memchr(b'\r', bytes).is_none() {
        return memchr_iter(b'\n', bytes).map(|at| to_u32(at + 1)).collect();
    }
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .map(|at| to_u32(at + 1))
        .collect()
}

/// How many characters begin in the bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        for (text, line) in
            [("a\nb\nc", 3), ("a\rb\rc", 3), ("a\r\nb\r\nc", 3), ("a\r\n\rb\n", 4), ("abc", 1)]
        {
            assert_eq!(Pos::START.after(text).line, line, "{text:?}");
        }
    }

    #[test]
    fn a_long_line_is_counted_like_a_short_one() {
        let text = format!("\n{}<{}<", "aế".repeat(3000), "đ".repeat(2048));
        let lines = Lines::of(&text);
        for (at, _) in text.match_indices('<') {
            let column = to_u32(text[1..at].chars().count()) + 1;
            assert_eq!(lines.place(&text, Pos::START, at), Pos { line: 2, column, offset: at as u64 });
        }
        assert_eq!(lines.place(&text, Pos::START, text.len()).column, to_u32(text.chars().count()));
    }

    #[test]
    fn places_are_the_same_as_counted_from_the_beginning() {
        for (line, end) in
            [("abcdef", "\n"), ("ế", "\n\n\n"), (&*"x".repeat(3000), "\n"), ("ab", "\r\n"), ("", "\n")]
        {
            let text = format!("{line}{end}").repeat(1 + 9000 / (line.len() + end.len()));
            let lines = Lines::of(&text);
            for at in (0..=text.len()).step_by(7).chain([text.len()]).filter(|at| text.is_char_boundary(*at))
            {
                // A cut between CR and LF is no place where anything begins.
                if !text[..at].ends_with('\r') {
                    assert_eq!(lines.place(&text, Pos::START, at), Pos::START.after(&text[..at]), "{at}");
                }
            }
        }
    }

    #[test]
    fn columns_count_characters_and_go_on_in_the_next_piece() {
        let text = "ếé<\nViệt x";
        let lines = Lines::of(text);
        let at = text.find('<').unwrap();
        assert_eq!(lines.place(text, Pos::START, at), Pos { line: 1, column: 3, offset: at as u64 });
        let at = text.find('x').unwrap();
        assert_eq!(lines.place(text, Pos::START, at).column, 6);
        let base = Pos { line: 7, column: 5, offset: 100 };
        assert_eq!(lines.place(text, base, 0), base);
        assert_eq!(base.after("ab"), Pos { line: 7, column: 7, offset: 102 });
        assert_eq!(base.after(text).line, 8);
    }
}
