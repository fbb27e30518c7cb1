//! A small, fast writer of plain XLSX tables (ECMA-376 part 1): rows go straight into the
//! compressor, several sheets at a time, and numbers are written as exact decimals.
//!
//! The library that writes the units' workbooks keeps every cell until the end, or on disk; a
//! consolidated report of two million cells took it three times as long.
use std::io::{self, Cursor, Seek, Write};

use domain::form::Kind;
use jiff::civil::Date;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Compression from 1 to 9; higher levels take twice as long for a tenth less.
const LEVEL: i64 = 2;
/// Characters of a sheet that are handed to the compressor together.
const CHUNK: usize = 1 << 16;
/// Characters that a cell can hold.
const CELL: usize = 32_000;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// How a cell looks: its place in `cellXfs` of [`STYLES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Title = 1,
    Demo,
    Head,
    Text,
    Whole,
    Exact,
    Cents,
    Percent,
    Year,
    Date,
}

impl Look {
    fn attribute(self) -> &'static str {
        match self {
            Self::Title => "1",
            Self::Demo => "2",
            Self::Head => "3",
            Self::Text => "4",
            Self::Whole => "5",
            Self::Exact => "6",
            Self::Cents => "7",
            Self::Percent => "8",
            Self::Year => "9",
            Self::Date => "10",
        }
    }
}

/// A column's heading and its width in characters.
pub(super) type Heading = (String, f64);

/// What stands around the rows of a sheet.
pub(super) struct Frame<'a> {
    pub(super) title: &'a str,
    /// Under the title; empty for nothing.
    pub(super) demo: &'a str,
    pub(super) headings: &'a [Heading],
    /// Page number at the foot, in the format's own codes.
    pub(super) page: &'a str,
}

/// Row of the headings, from 1.
const HEAD_ROW: u32 = 3;

/// One sheet on its way into the compressor.
pub(super) struct Sheet {
    name: String,
    zip: ZipWriter<Cursor<Vec<u8>>>,
    buffer: String,
    row: u32,
    foot: String,
    /// Pages side by side on paper.
    pages: u32,
}

/// Characters that stand side by side on a page of landscape A4 and can still be read.
const PAGE_WIDTH: f64 = 210.0;

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_level(Some(LEVEL))
}

fn io(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other),
    }
}

impl Sheet {
    /// Begins a sheet with its title and headings; rows follow.
    pub(super) fn new(name: &str, frame: &Frame<'_>) -> io::Result<Self> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("sheet", options()).map_err(io)?;
        let mut buffer = format!(
            "{HEAD}<worksheet xmlns=\"{NAMESPACE}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
             <sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"{HEAD_ROW}\" topLeftCell=\"A{}\" \
             activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
             <sheetFormatPr defaultRowHeight=\"15\"/><cols>",
            HEAD_ROW + 1
        );
        for (n, (_, width)) in (1..).zip(frame.headings) {
            buffer += &format!("<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>");
        }
        buffer += "</cols><sheetData>";
        let mut foot = String::new();
        escape(&mut foot, &format!("&C&9{}&R&9{}", frame.demo.replace('&', "&&"), frame.page));
        let wide: f64 = frame.headings.iter().map(|(_, width)| width).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful")]
        let pages = (wide / PAGE_WIDTH).ceil().max(1.0) as u32;
        let mut sheet = Self { name: name.to_owned(), zip, buffer, row: 0, foot, pages };
        sheet.row(|cells| cells.text(Look::Title, frame.title))?;
        sheet.row(|cells| cells.text(Look::Demo, frame.demo))?;
        sheet.row_of("<row ht=\"48\" customHeight=\"1\">", |cells| {
            frame.headings.iter().for_each(|(h, _)| cells.text(Look::Head, h));
        })?;
        Ok(sheet)
    }

    /// Rows below the headings so far.
    pub(super) fn count(&self) -> u32 {
        self.row - HEAD_ROW
    }

    /// Writes the next row.
    pub(super) fn row(&mut self, fill: impl FnOnce(&mut Cells<'_>)) -> io::Result<()> {
        self.row_of("<row>", fill)
    }

    fn row_of(&mut self, open: &str, fill: impl FnOnce(&mut Cells<'_>)) -> io::Result<()> {
        self.row += 1;
        if self.row > 1_048_576 {
            return Err(io::Error::other("a sheet holds at most 1 048 576 rows"));
        }
        self.buffer += open;
        fill(&mut Cells { buffer: &mut self.buffer });
        self.buffer += "</row>";
        if self.buffer.len() > CHUNK {
            self.zip.write_all(self.buffer.as_bytes())?;
            self.buffer.clear();
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<(String, Vec<u8>)> {
        self.buffer += "</sheetData><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
             <pageSetup paperSize=\"9\" fitToWidth=\"";
        self.buffer += &self.pages.to_string();
        self.buffer += "\" fitToHeight=\"0\" orientation=\"landscape\"/><headerFooter><oddFooter>";
        self.buffer += &self.foot;
        self.buffer += "</oddFooter></headerFooter></worksheet>";
        self.zip.write_all(self.buffer.as_bytes())?;
        Ok((self.name, self.zip.finish().map_err(io)?.into_inner()))
    }
}

/// The cells of one row, from the left.
pub(super) struct Cells<'b> {
    buffer: &'b mut String,
}

impl Cells<'_> {
    fn open(&mut self, look: Look, rest: &str) {
        *self.buffer += "<c s=\"";
        *self.buffer += look.attribute();
        *self.buffer += rest;
    }

    pub(super) fn blank(&mut self) {
        self.open(Look::Text, "\"/>");
    }

    pub(super) fn text(&mut self, look: Look, text: &str) {
        if text.is_empty() {
            return self.open(look, "\"/>");
        }
        self.open(look, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        let too_long = if text.len() > CELL { text.char_indices().nth(CELL) } else { None };
        escape(self.buffer, too_long.map_or(text, |(at, _)| &text[..at]));
        *self.buffer += "</t></is></c>";
    }

    /// A stored number as it is shown: đồng in million, and so on.
    pub(super) fn number(&mut self, kind: Kind, value: i64) {
        let (look, scale) = match kind {
            Kind::Money if value % 1_000_000 == 0 => (Look::Whole, 6),
            Kind::Money => (Look::Exact, 6),
            Kind::Amount => (Look::Cents, 2),
            Kind::Percent => (Look::Percent, 3),
            Kind::Year => (Look::Year, 0),
            _ => (Look::Whole, 0),
        };
        self.open(look, "\"><v>");
        decimal(self.buffer, value, scale);
        *self.buffer += "</v></c>";
    }

    /// A day as its serial number, or as text before March 1900.
    pub(super) fn date(&mut self, day: Date) {
        let Some(serial) = crate::sheet::to_serial(day) else {
            return self.text(Look::Text, &day.to_string());
        };
        self.open(Look::Date, "\"><v>");
        decimal(self.buffer, serial.into(), 0);
        *self.buffer += "</v></c>";
    }
}

/// `value` × 10⁻ˢᶜᵃˡᵉ without zeros at the end.
fn decimal(out: &mut String, value: i64, scale: usize) {
    if value < 0 {
        out.push('-');
    }
    // A report of a thousand units has a million numbers, and `format!` takes four times as long.
    let mut left = value.unsigned_abs();
    let mut digits = [b'0'; 20];
    let mut first = digits.len();
    while left > 0 || first + scale >= digits.len() {
        first -= 1;
        digits[first] = b'0' + u8::try_from(left % 10).unwrap_or(0);
        left /= 10;
    }
    let (whole, fraction) = digits[first..].split_at(digits.len() - scale - first);
    out.extend(whole.iter().copied().map(char::from));
    let zeros = fraction.iter().rev().take_while(|d| **d == b'0').count();
    let fraction = &fraction[..fraction.len() - zeros];
    if !fraction.is_empty() {
        out.push('.');
        out.extend(fraction.iter().copied().map(char::from));
    }
}

/// Text for XML. What the format cannot hold is dropped; what it would take for one of its own
/// escapes («_x000D_») is escaped.
fn escape(out: &mut String, text: &str) {
    if !text.bytes().fold(false, |found, byte| found | may_need_escape(byte)) {
        return out.push_str(text);
    }
    let mut start = 0;
    for (i, c) in text.char_indices() {
        let replaced = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '_' if is_escape(&text[i..]) => "_x005F_",
            '\n' | '\t' => continue,
            c if c.is_control() || c == '\u{fffe}' || c == '\u{ffff}' => "",
            _ => continue,
        };
        out.push_str(&text[start..i]);
        out.push_str(replaced);
        start = i + c.len_utf8();
    }
    out.push_str(&text[start..]);
}

/// Whether a text with this byte must be looked through letter by letter.
fn may_need_escape(byte: u8) -> bool {
    // 0xc2 begins the control characters above 0x7f, 0xef the two that are no characters.
    byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'_' | 0x7f | 0xc2 | 0xef)
}

fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(1) == Some(&b'x')
        && bytes.get(6) == Some(&b'_')
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// Puts finished sheets together into a workbook.
pub(super) fn save(sheets: Vec<Sheet>, out: impl Write + Seek) -> io::Result<()> {
    let mut zip = ZipWriter::new(out);
    let finished: Vec<(String, Vec<u8>)> =
        sheets.into_iter().map(Sheet::finish).collect::<io::Result<_>>()?;
    let names: Vec<String> = finished.iter().map(|(name, _)| quoted(name)).collect();
    for (path, content) in parts(&names) {
        zip.start_file(path, options()).map_err(io)?;
        zip.write_all(content.as_bytes())?;
    }
    for (n, (_, bytes)) in (1..).zip(finished) {
        let mut packed = ZipArchive::new(Cursor::new(bytes)).map_err(io)?;
        let entry = packed.by_index_raw(0).map_err(io)?;
        zip.raw_copy_file_rename(entry, format!("xl/worksheets/sheet{n}.xml")).map_err(io)?;
    }
    zip.finish().map_err(io)?;
    Ok(())
}

fn quoted(name: &str) -> String {
    let mut out = String::new();
    escape(&mut out, name);
    out.replace('"', "&quot;")
}

fn parts(names: &[String]) -> [(&'static str, String); 5] {
    let numbered = || (1..).zip(names);
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let types: String = numbered()
        .map(|(n, _)| {
            format!(
                "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{kind}.worksheet+xml\"/>"
            )
        })
        .collect();
    let sheets: String = numbered()
        .map(|(n, name)| format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))
        .collect();
    let titles: String = (0..)
        .zip(names)
        .map(|(n, name)| {
            let name = name.replace('\'', "''");
            format!("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{n}\">'{name}'!${HEAD_ROW}:${HEAD_ROW}</definedName>")
        })
        .collect();
    let relations: String = numbered()
        .map(|(n, _)| format!("<Relationship Id=\"rId{n}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))
        .collect();
    let package = "http://schemas.openxmlformats.org/package/2006";
    [
        (
            "[Content_Types].xml",
            format!(
                "{HEAD}<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{kind}.styles+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "{HEAD}<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "{HEAD}<workbook xmlns=\"{NAMESPACE}\" xmlns:r=\"{RELATIONS}\"><bookViews><workbookView/></bookViews>\
                 <sheets>{sheets}</sheets><definedNames>{titles}</definedNames></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{HEAD}<Relationships xmlns=\"{package}/relationships\">{relations}<Relationship Id=\"rIdS\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/styles.xml", format!("{HEAD}{STYLES}")),
    ]
}

/// Fonts, fills, borders and the looks of [`Look`] in its order.
const STYLES: &str = concat!(
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    "<numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"#,##0.######\"/>",
    "<numFmt numFmtId=\"165\" formatCode=\"0.0%\"/><numFmt numFmtId=\"166\" formatCode=\"dd/mm/yyyy\"/></numFmts>",
    "<fonts count=\"4\"><font><sz val=\"11\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>",
    "<font><b/><sz val=\"14\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>",
    "<font><b/><sz val=\"11\"/><color rgb=\"FFA5211B\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>",
    "<font><b/><sz val=\"11\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font></fonts>",
    "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>",
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFD9E7E4\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>",
    "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>",
    "<border><left style=\"thin\"><color rgb=\"FF9AA8A4\"/></left><right style=\"thin\"><color rgb=\"FF9AA8A4\"/></right>",
    "<top style=\"thin\"><color rgb=\"FF9AA8A4\"/></top><bottom style=\"thin\"><color rgb=\"FF9AA8A4\"/></bottom><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    "<cellXfs count=\"11\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>",
    "<xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>",
    "<xf numFmtId=\"0\" fontId=\"3\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">",
    "<alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\"/>",
    "<xf numFmtId=\"166\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\"/></cellXfs>",
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_decimals() {
        let shown = |value, scale| {
            let mut out = String::new();
            decimal(&mut out, value, scale);
            out
        };
        assert_eq!(shown(4_860_000_000, 6), "4860");
        assert_eq!(shown(4_860_500_001, 6), "4860.500001");
        assert_eq!(shown(-1, 6), "-0.000001");
        assert_eq!(shown(0, 6), "0");
        assert_eq!(shown(i64::MIN, 2), "-92233720368547758.08");
        assert_eq!(shown(719, 3), "0.719");
    }

    #[test]
    fn texts_are_made_safe_for_the_format() {
        let mut out = String::new();
        escape(&mut out, "a<b> & \u{7}_x000D_ _x\nđ");
        assert_eq!(out, "a&lt;b&gt; &amp; _x005F_x000D_ _x\nđ");
        for (text, safe) in
            [("Cầu Kênh Tám", "Cầu Kênh Tám"), ("a\u{7f}b\u{85}c\u{ffff}d\u{a0}e", "abcd\u{a0}e")]
        {
            out.clear();
            escape(&mut out, text);
            assert_eq!(out, safe);
        }
    }
}
