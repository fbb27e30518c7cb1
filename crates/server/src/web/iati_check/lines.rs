//! The lines of a file around one of them, whatever its size and however long they are.
use std::io::Read;

use iati::xml::source::Source;

/// Lines before and after the one that is asked for.
const AROUND: u32 = 8;
/// Characters of a line that are shown.
const WIDTH: usize = 240;
/// Characters before the column.
const BEFORE: u32 = 80;
/// How much is read at once.
const CHUNK: usize = 64 << 10;

#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    pub number: u32,
    /// Cut where it is long.
    pub text: String,
    /// Whether something stands before and after what is shown.
    pub cut: (bool, bool),
    pub asked: bool,
}

/// The lines around `line`, and how many bytes of the file had been read then. Nothing where the file is shorter
/// or is no text.
pub fn around<R: Read>(input: R, line: u32, column: u32) -> (Vec<Row>, u64) {
    let mut counted = Counted { input, bytes: 0 };
    let mut window = Window::new(line, column);
    let mut source = Source::new(&mut counted);
    let mut chunk = Vec::with_capacity(CHUNK);
    while !window.over && source.fill(&mut chunk, CHUNK).unwrap_or(false) {
        chunk.iter().for_each(|byte| window.take(*byte));
        chunk.clear();
    }
    let rows = window.end();
    (rows, counted.bytes)
}

struct Counted<R> {
    input: R,
    bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.bytes += n as u64;
        Ok(n)
    }
}

struct Window {
    asked: u32,
    /// First column that is shown of the line that is asked for.
    from: u32,
    line: u32,
    column: u32,
    /// Bytes of the present line that are shown.
    text: Vec<u8>,
    characters: usize,
    behind: bool,
    after_return: bool,
    rows: Vec<Row>,
    over: bool,
}

impl Window {
    fn new(asked: u32, column: u32) -> Self {
        Self {
            asked,
            from: column.saturating_sub(BEFORE).max(1),
            line: 1,
            column: 0,
            text: Vec::new(),
            characters: 0,
            behind: false,
            after_return: false,
            rows: Vec::new(),
            over: false,
        }
    }

    fn take(&mut self, byte: u8) {
        let pair = byte == b'\n' && self.after_return;
        self.after_return = byte == b'\r';
        match byte {
            _ if self.over || pair => {}
            b'\n' | b'\r' => self.line_ends(),
            _ if self.line + AROUND < self.asked => {}
            _ => self.push(byte),
        }
    }

    fn push(&mut self, byte: u8) {
        let begins = byte & 0xC0 != 0x80;
        self.column = self.column.saturating_add(u32::from(begins));
        if self.line == self.asked && self.column < self.from {
            return;
        }
        if begins && self.characters == WIDTH {
            self.behind = true;
        }
        if !self.behind {
            self.characters += usize::from(begins);
            self.text.push(byte);
        }
    }

    fn line_ends(&mut self) {
        if self.line + AROUND >= self.asked {
            let asked = self.line == self.asked;
            let text = String::from_utf8_lossy(&self.text).into_owned();
            let cut = (asked && self.from > 1, self.behind);
            self.rows.push(Row { number: self.line, text, cut, asked });
        }
        self.over = self.line >= self.asked.saturating_add(AROUND);
        self.line = self.line.saturating_add(1);
        (self.column, self.characters, self.behind) = (0, 0, false);
        self.text.clear();
    }

    fn end(mut self) -> Vec<Row> {
        if !self.over && !self.text.is_empty() {
            self.line_ends();
        }
        if self.rows.iter().any(|row| row.asked) { self.rows } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(rows: &[Row]) -> Vec<u32> {
        rows.iter().map(|row| row.number).collect()
    }

    #[test]
    fn every_end_of_line_counts_as_the_check_counts_it() {
        let text = "a\r\nb\rc\nd";
        let (rows, _) = around(text.as_bytes(), 3, 1);
        assert_eq!(numbers(&rows), [1, 2, 3, 4]);
        assert_eq!(rows.iter().map(|r| r.text.as_str()).collect::<String>(), "abcd");
        assert_eq!(rows.iter().find(|r| r.asked).unwrap().number, 3);
        assert_eq!(around(text.as_bytes(), 5, 1).0, []);
    }

    #[test]
    fn only_the_neighbourhood_is_read() {
        let text = "dòng\n".repeat(1_000_000);
        let (rows, bytes) = around(text.as_bytes(), 20, 1);
        assert_eq!(numbers(&rows), (12..=28).collect::<Vec<_>>());
        assert!(bytes < 1 << 20, "{bytes}");
    }

    #[test]
    fn a_long_line_is_shown_around_the_column() {
        let text = format!("{}ĐÂY{}", "ộ".repeat(5_000), "z".repeat(5_000));
        let (rows, _) = around(text.as_bytes(), 1, 5_001);
        let row = &rows[0];
        assert_eq!((row.text.chars().count(), row.cut), (WIDTH, (true, true)));
        assert_eq!(row.text.chars().position(|c| c == 'Đ'), Some(80));
        let (rows, _) = around("x".repeat(10_000).as_bytes(), 1, 1);
        assert_eq!((rows[0].text.len(), rows[0].cut), (WIDTH, (false, true)));
    }

    #[test]
    fn other_encodings_are_read_as_text() {
        let wide: Vec<u8> = "\u{feff}<a>\nệ".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (rows, _) = around(&wide[..], 2, 1);
        assert_eq!(rows[1].text, "ệ");
    }
}
