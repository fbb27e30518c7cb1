//! One pass over a sheet's XML (ECMA-376 part 1, 18.3): rows of cells as they stand, nothing kept.
//!
//! The file was written by someone else's program or by someone's malice: nesting is counted,
//! positions are bounded, and what is not understood ends the sheet with a word, not with a panic.
use std::borrow::Cow;
use std::ops::ControlFlow;

use super::markup::{Attributes, PlainCell, Token, Tokens, decoded};

pub(super) use super::markup::Damage;

/// Merged ranges that are kept; more say nothing new.
const MERGES_MOST: usize = 500;
/// Shared strings of one file; a unit's report has a few thousand.
const STRINGS_MOST: usize = 400_000;
/// Last row and column of the format, from 0.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Raw<'a> {
    /// Nothing: a formula without a stored result.
    None,
    Number {
        value: f64,
        /// The cell's number format shows a date or a time.
        date: bool,
    },
    Text(Cow<'a, str>),
    Bool(bool),
    /// `#REF!`, `#N/A`…
    Error(Cow<'a, str>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell<'a> {
    pub(super) column: u32,
    pub(super) raw: Raw<'a>,
    pub(super) formula: bool,
}

/// A row that holds something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row<'a> {
    /// Counted from 0.
    pub(super) number: u32,
    pub(super) cells: Vec<Cell<'a>>,
}

impl<'a> Row<'a> {
    pub(super) fn at(&self, column: u32) -> Option<&Cell<'a>> {
        self.cells.iter().find(|c| c.column == column)
    }
}

impl Cell<'_> {
    /// The content as plain text, for marks and headings.
    pub(super) fn shown(&self) -> String {
        match &self.raw {
            Raw::None => String::new(),
            Raw::Number { value, .. } => value.to_string(),
            Raw::Text(t) | Raw::Error(t) => t.trim().to_owned(),
            Raw::Bool(b) => b.to_string(),
        }
    }
    pub(super) fn text(&self) -> Option<&str> {
        if let Raw::Text(t) = &self.raw { Some(t) } else { None }
    }
}

/// A merged range, rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) first: (u32, u32),
    pub(super) last: (u32, u32),
}

/// What the cells of all sheets refer to.
pub(super) struct Palette<'a> {
    pub(super) strings: &'a Strings,
    /// By style number: whether it shows a date.
    pub(super) dates: &'a [bool],
}

/// The shared strings, end to end in one text.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).and_then(|i| self.ends.get(i)).map_or(0, |e| *e as usize);
        self.text.get(start..end)
    }

    /// Reads `sharedStrings.xml`; phonetic guides are left out.
    pub(super) fn read(xml: &str) -> Result<Self, Damage> {
        let mut tokens = Tokens::new(xml);
        let mut out = Self::default();
        let (mut inside, mut guide) = (false, 0_usize);
        while let Some(token) = tokens.next()? {
            match token {
                Token::Start("t", _) => inside = guide == 0,
                Token::Start("rPh", _) => guide += 1,
                Token::End("t") => inside = false,
                Token::End("rPh") => guide = guide.saturating_sub(1),
                Token::End("si") => {
                    out.ends.push(u32::try_from(out.text.len()).map_err(|_| Damage)?);
                    if out.ends.len() > STRINGS_MOST {
                        return Err(Damage);
                    }
                }
                Token::Text(t) if inside => out.text.push_str(&decoded(t)?),
                Token::CData(t) if inside => out.text.push_str(t),
                _ => {}
            }
        }
        Ok(out)
    }
}

/// How a cell's value is to be understood (attribute `t`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
}

/// Where in a cell the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    Inline,
    Formula,
}

struct Walk<'a, 'p> {
    palette: &'p Palette<'a>,
    row: u32,
    column: u32,
    cells: Vec<Cell<'a>>,
    kind: Kind,
    style: usize,
    formula: bool,
    inside: Inside,
    guide: bool,
    value: Cow<'a, str>,
    has_value: bool,
    merges: Vec<Merge>,
}

/// Calls `visit` for each row that holds something, in the order of the file, until it breaks.
/// Returns the merged ranges, which stand behind the rows (none after a break).
pub(super) fn each_row<'a>(
    xml: &'a str,
    palette: &Palette<'a>,
    mut visit: impl FnMut(Row<'a>) -> ControlFlow<()>,
) -> Result<Vec<Merge>, Damage> {
    let mut tokens = Tokens::new(xml);
    let mut walk = Walk::new(palette);
    loop {
        while let Some(cell) = walk.may_be_plain().then(|| tokens.plain_cell()).flatten() {
            walk.plain_cell(cell)?;
        }
        let Some(token) = tokens.next()? else { return Ok(walk.merges) };
        match token {
            Token::Start(name, attributes) => walk.start(name, attributes),
            // Behind the rows a sheet keeps a third of its bytes in rules for typing and for printing.
            Token::End("sheetData") if !tokens.rest().contains("mergeCell") => return Ok(Vec::new()),
            Token::End(name) => {
                if walk.end(name, &mut visit).is_break() {
                    return Ok(Vec::new());
                }
            }
            Token::Text(t) if walk.wants_text() => walk.push(decoded(t)?),
            Token::CData(t) if walk.wants_text() => walk.push(Cow::Borrowed(t)),
            Token::Text(_) | Token::CData(_) => {}
        }
    }
}

impl<'a, 'p> Walk<'a, 'p> {
    fn new(palette: &'p Palette<'a>) -> Self {
        Self {
            palette,
            row: 0,
            column: 0,
            cells: Vec::new(),
            kind: Kind::Number,
            style: 0,
            formula: false,
            inside: Inside::Nothing,
            guide: false,
            value: Cow::Borrowed(""),
            has_value: false,
            merges: Vec::new(),
        }
    }

    fn wants_text(&self) -> bool {
        matches!(self.inside, Inside::Value | Inside::Inline) && !self.guide
    }

    fn push(&mut self, text: Cow<'a, str>) {
        if self.value.is_empty() {
            self.value = text;
        } else {
            self.value.to_mut().push_str(&text);
        }
    }

    fn start(&mut self, name: &str, attributes: Attributes<'a>) {
        match name {
            "c" => self.start_cell(attributes),
            "row" => {
                if let Some(n) = attributes.get("r").and_then(|r| r.parse::<u32>().ok()) {
                    self.row = n.saturating_sub(1).min(LAST_ROW);
                }
                self.column = 0;
            }
            "f" => {
                self.formula = true;
                self.inside = Inside::Formula;
            }
            "v" => {
                self.has_value = true;
                self.inside = Inside::Value;
            }
            "t" if self.inside == Inside::Nothing && self.kind == Kind::Text => {
                self.has_value = true;
                self.inside = Inside::Inline;
            }
            "rPh" => self.guide = true,
            "mergeCell" if self.merges.len() < MERGES_MOST => self.merges.extend(merge(attributes)),
            _ => {}
        }
    }

    fn start_cell(&mut self, attributes: Attributes<'a>) {
        let mut cell = PlainCell::default();
        for (name, value) in attributes {
            match name {
                "r" => cell.name = Some(value),
                "s" => cell.style = value,
                "t" => cell.kind = value,
                _ => {}
            }
        }
        self.begin(&cell);
    }

    fn begin(&mut self, cell: &PlainCell<'a>) {
        (self.formula, self.has_value) = (cell.formula, false);
        self.value = Cow::Borrowed("");
        if let Some((_, column)) = cell.name.and_then(position) {
            self.column = column;
        }
        self.style = cell.style.parse().unwrap_or(0);
        self.kind = match cell.kind {
            "s" => Kind::Shared,
            "b" => Kind::Bool,
            "e" => Kind::Error,
            "n" | "" => Kind::Number,
            _ => Kind::Text,
        };
    }

    /// Whether a cell that begins here is one of its own and not inside something else.
    fn may_be_plain(&self) -> bool {
        self.inside == Inside::Nothing && !self.guide
    }

    fn plain_cell(&mut self, cell: PlainCell<'a>) -> Result<(), Damage> {
        self.begin(&cell);
        if let Some(value) = cell.value {
            self.value = decoded(value)?;
            self.has_value = true;
        }
        self.end_cell();
        Ok(())
    }

    fn end_cell(&mut self) {
        self.finish_cell();
        self.column = (self.column + 1).min(LAST_COLUMN);
    }

    fn end(&mut self, name: &str, visit: &mut impl FnMut(Row<'a>) -> ControlFlow<()>) -> ControlFlow<()> {
        match name {
            "v" | "t" | "f" => self.inside = Inside::Nothing,
            "rPh" => self.guide = false,
            "c" => self.end_cell(),
            "row" => {
                let row = Row { number: self.row, cells: std::mem::take(&mut self.cells) };
                self.row = (self.row + 1).min(LAST_ROW);
                if !row.cells.is_empty() {
                    return visit(row);
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn finish_cell(&mut self) {
        let value = std::mem::take(&mut self.value);
        if !self.has_value && !self.formula {
            return;
        }
        let raw = match self.kind {
            _ if value.is_empty() => Raw::None,
            Kind::Text => Raw::Text(value),
            Kind::Error => Raw::Error(value),
            Kind::Bool => Raw::Bool(matches!(value.trim(), "1" | "true" | "TRUE")),
            Kind::Shared => match value.trim().parse().ok().and_then(|i| self.palette.strings.get(i)) {
                Some("") | None => Raw::None,
                Some(text) => Raw::Text(Cow::Borrowed(text)),
            },
            Kind::Number => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    let date = self.palette.dates.get(self.style).copied().unwrap_or(false);
                    Raw::Number { value: number, date }
                }
                _ => Raw::Text(value),
            },
        };
        if raw != Raw::None || self.formula {
            self.cells.push(Cell { column: self.column, raw, formula: self.formula });
        }
    }
}

fn merge(attributes: Attributes<'_>) -> Option<Merge> {
    let (first, last) = attributes.get("ref")?.split_once(':')?;
    Some(Merge { first: position(first)?, last: position(last)? })
}

/// "C10" → (9, 2). Absolute marks are passed over.
pub(super) fn position(name: &str) -> Option<(u32, u32)> {
    let (mut column, mut row) = (0_u32, 0_u32);
    for c in name.bytes().filter(|c| *c != b'$') {
        match c {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                column = column.checked_mul(26)?.checked_add(u32::from(c.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(c - b'0'))?,
            _ => return None,
        }
    }
    let (row, column) = (row.checked_sub(1)?, column.checked_sub(1)?);
    (row <= LAST_ROW && column <= LAST_COLUMN).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(xml: &str) -> Result<Vec<String>, Damage> {
        let strings = Strings::read(
            "<sst><si><t>một</t></si><si><r><t>h</t></r><r><t>ai</t></r><rPh><t>x</t></rPh></si></sst>",
        )?;
        let palette = Palette { strings: &strings, dates: &[false, true] };
        let mut out = Vec::new();
        each_row(xml, &palette, |row| {
            for c in &row.cells {
                out.push(format!(
                    "{}:{}:{:?}{}",
                    row.number,
                    c.column,
                    c.raw,
                    if c.formula { "=" } else { "" }
                ));
            }
            ControlFlow::Continue(())
        })?;
        Ok(out)
    }

    #[test]
    fn every_kind_of_cell_is_read_in_one_pass() {
        let got = rows(
            r#"<x:worksheet xmlns:x="u"><x:sheetData><x:row r="3"><x:c r="B3" t="s"><x:v>1</x:v></x:c><x:c r="C3" s="1"><x:v>45965</x:v></x:c>
            <x:c r="D3"><x:f>A1+1</x:f><x:v>2.5</x:v></x:c><x:c r="E3"><x:f>A1</x:f></x:c><x:c t="b"><x:v>1</x:v></x:c><x:c t="e"><x:v>#REF!</x:v></x:c></x:row>
            <x:row><x:c t="inlineStr"><x:is><x:t>a &amp; b&#10;</x:t></x:is></x:c><x:c s="1"/></x:row></x:sheetData></x:worksheet>"#,
        )
        .unwrap();
        assert_eq!(
            got,
            [
                r#"2:1:Text("hai")"#,
                "2:2:Number { value: 45965.0, date: true }",
                "2:3:Number { value: 2.5, date: false }=",
                "2:4:None=",
                "2:5:Bool(true)",
                r##"2:6:Error("#REF!")"##,
                r#"3:0:Text("a & b\n")"#,
            ]
        );
    }

    #[test]
    fn torn_nested_and_entity_laden_sheets_are_damage() {
        assert_eq!(rows("<worksheet><sheetData><row r=\"1\"><c><v>1</v></c>"), Err(Damage));
        assert_eq!(rows(&"<a>".repeat(1_000)), Err(Damage));
        assert_eq!(rows("<!DOCTYPE x [<!ENTITY y \"z\">]><worksheet/>"), Err(Damage));
        assert_eq!(rows("<worksheet><row><c t=\"str\"><v>&y;</v></c></row></worksheet>"), Err(Damage));
    }

    proptest::proptest! {
        #[test]
        fn a_plain_cell_is_read_as_any_other(
            cells in proptest::collection::vec((r#"( [rstq]="[A-Z0-9s&a]{0,3}")*"#, "(<f>[A-Z0-9+&]{0,3}</f>)?(<v>[0-9a-z&;.]{0,4}</v>)?|<f/>|</row>"), 0..8)
        ) {
            let sheet = |space: &str| -> String {
                let cells = cells.iter().map(|(attributes, inside)| format!("<c{space}{attributes}>{inside}</c>"));
                let empty = cells.clone().map(|c| c.replace("></c>", "/>"));
                format!("<a><row>{}{}</row></a>", cells.collect::<String>(), empty.collect::<String>())
            };
            // A second space is what a spreadsheet program does not write.
            proptest::prop_assert_eq!(rows(&sheet("")), rows(&sheet(" ")));
        }
    }

    #[test]
    fn positions_outside_the_format_are_none() {
        assert_eq!(position("C10"), Some((9, 2)));
        assert_eq!(position("$AA$1"), Some((0, 26)));
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "A99999999999", "1A", "ZZZZZZZZZZ1"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
    }
}
