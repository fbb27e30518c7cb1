//! Opening what was sent: is it a workbook at all, is it safe to read, and where are its sheets.
//!
//! Sizes that a zip file states are never believed. Every part is inflated through a counter that
//! stops at its limit, so the memory used depends on the limits and not on the sender.
use std::io::{self, Cursor, Read as _};
use std::path::Path;

use domain::finding::{Arg, Finding, Spot};
use domain::words::Words;
use libdeflater::Decompressor;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::{CompressionMethod, ZipArchive};

use super::cells::Strings;

/// How much a workbook may ask of the reader. The defaults hold a unit's report a hundred times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file: u64,
    /// Bytes of all parts together, inflated.
    pub inflated: u64,
    /// Bytes of one part, inflated.
    pub part: u64,
    /// Inflated size over compressed size, for parts above a megabyte.
    pub ratio: u64,
    pub entries: usize,
    pub sheets: usize,
    /// Rows that hold something, per sheet.
    pub rows: usize,
    pub columns: u32,
    /// Characters of one text.
    pub text: usize,
    /// Bytes of all texts together: one shared string may be referred to a million times.
    pub texts: usize,
    pub findings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 20_000_000,
            inflated: 200_000_000,
            part: 60_000_000,
            ratio: 250,
            entries: 2_000,
            sheets: 60,
            rows: 20_000,
            columns: 300,
            text: 10_000,
            texts: 16_000_000,
            findings: 500,
        }
    }
}

/// Bytes of a part, as the zip file states them, up to which memory is taken on its word.
const AT_ONCE_MOST: u64 = 4_000_000;

/// A sheet and the part that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: String,
    path: String,
    pub(super) hidden: bool,
}

/// What stands under a name in the zip file.
enum Part<'t> {
    Absent,
    /// Cut short, with a wrong checksum or size, or no text.
    Torn,
    Text(&'t str),
}

/// An opened workbook. Sheets are read one at a time with [`Book::xml`]. The text of a part is put into
/// bytes that the caller lends, one part after the other into the same.
pub(super) struct Book<'b> {
    bytes: &'b [u8],
    zip: ZipArchive<Cursor<&'b [u8]>>,
    inflater: Decompressor,
    pub(super) limits: Limits,
    /// Bytes that may still be inflated.
    left: u64,
    pub(super) sheets: Vec<Sheet>,
    pub(super) strings: Strings,
    /// By style number: whether it shows a date.
    pub(super) dates: Vec<bool>,
    /// Days are counted from 1904 (old Macintosh files).
    pub(super) epoch_1904: bool,
    pub(super) macros: bool,
    /// Formulas refer to other files.
    pub(super) links: bool,
}

fn number(n: u64) -> Arg {
    Arg::Number(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The bytes of a file, unless it is larger than any report can be: then one finding, and nothing
/// of it was read.
///
/// # Errors
/// When the file itself cannot be read from disk.
pub fn load(path: &Path, limits: &Limits) -> io::Result<Result<Vec<u8>, Box<Finding>>> {
    let size = std::fs::metadata(path)?.len();
    if size > limits.file {
        return Ok(Err(Box::new(too_big(size, limits))));
    }
    std::fs::read(path).map(Ok)
}

fn too_big(size: u64, limits: &Limits) -> Finding {
    Finding::error("file-too-big", Spot::default())
        .with("size", number(size.div_ceil(1_000_000)))
        .with("limit", number(limits.file / 1_000_000))
}

fn damaged() -> Finding {
    Finding::error("file-damaged", Spot::default())
}

fn kind(vi: &str, en: &str) -> Finding {
    Finding::error("file-kind", Spot::default()).with("kind", Arg::Words(Words::new(vi, en)))
}

/// Opens a workbook, or says with one finding why it cannot be opened.
pub(super) fn open<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Book<'b>, Box<Finding>> {
    if bytes.len() as u64 > limits.file {
        return Err(Box::new(too_big(bytes.len() as u64, limits)));
    }
    if let Some(finding) = foreign_kind(bytes) {
        return Err(Box::new(finding));
    }
    let entries = stated_entries(bytes).unwrap_or(0);
    if entries > limits.entries {
        return Err(Box::new(too_many_entries(entries, limits)));
    }
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if zip.len() > limits.entries {
        return Err(Box::new(too_many_entries(zip.len(), limits)));
    }
    check_sizes(&zip, limits)?;
    let mut book = Book {
        bytes,
        zip,
        inflater: Decompressor::new(),
        limits: *limits,
        left: limits.inflated,
        sheets: Vec::new(),
        strings: Strings::default(),
        dates: Vec::new(),
        epoch_1904: false,
        macros: false,
        links: false,
    };
    book.read_parts()?;
    Ok(book)
}

fn too_many_entries(entries: usize, limits: &Limits) -> Finding {
    Finding::error("file-parts", Spot::default())
        .with("count", number(entries as u64))
        .with("limit", number(limits.entries as u64))
}

/// The stated sizes, as a first sieve: an honest bomb is refused before a byte is inflated.
fn check_sizes(zip: &ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> Result<(), Box<Finding>> {
    let mut total = 0_u64;
    for i in 0..zip.len() {
        let Ok(entry) = zip.by_index_data(i) else { return Err(Box::new(damaged())) };
        let (size, packed) = (entry.size(), entry.compressed_size());
        total = total.saturating_add(size);
        let swollen = size > 1_000_000 && size / packed.max(1) > limits.ratio;
        if swollen || total > limits.inflated {
            return Err(Box::new(bomb(total, limits)));
        }
        if entry.encrypted() {
            return Err(Box::new(Finding::error("file-encrypted", Spot::default())));
        }
    }
    Ok(())
}

fn bomb(size: u64, limits: &Limits) -> Finding {
    Finding::error("file-bomb", Spot::default())
        .with("size", number(size.div_ceil(1_000_000)))
        .with("limit", number(limits.inflated / 1_000_000))
}

/// Number of entries by the end record of the zip file, before anything is built from it.
fn stated_entries(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.len().saturating_sub(66_000);
    let at = bytes.get(tail..)?.windows(4).rposition(|w| w == b"PK\x05\x06")? + tail;
    let low = *bytes.get(at + 10)?;
    let high = *bytes.get(at + 11)?;
    Some(usize::from(u16::from_le_bytes([low, high])))
}

/// Tells what the file is when it is not a zip file.
fn foreign_kind(bytes: &[u8]) -> Option<Finding> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if bytes.is_empty() {
        return Some(Finding::error("file-empty", Spot::default()));
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return None;
    }
    if starts(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Some(compound_kind(bytes));
    }
    Some(match () {
        () if starts(b"%PDF") => kind("tệp PDF", "a PDF file"),
        () if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") || starts(b"GIF8") || starts(b"BM") => {
            kind("tệp ảnh", "a picture")
        }
        () if starts(b"{\\rtf") => kind("tệp văn bản RTF", "an RTF document"),
        () if starts(b"Rar!") || starts(b"7z\xbc\xaf") || starts(b"\x1f\x8b") => {
            kind("tệp nén", "a compressed archive")
        }
        () => text_kind(bytes),
    })
}

/// Old Office files and encrypted new ones share a container; its directory names tell them apart.
fn compound_kind(bytes: &[u8]) -> Finding {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|w| w == wide)
    };
    if has("EncryptedPackage") {
        Finding::error("file-encrypted", Spot::default())
    } else if has("WordDocument") {
        kind("tệp Word đời cũ (.doc)", "an old Word file (.doc)")
    } else {
        kind("tệp Excel đời cũ (.xls)", "an old Excel file (.xls)")
    }
}

fn text_kind(bytes: &[u8]) -> Finding {
    let head = bytes.get(..bytes.len().min(4_096)).unwrap_or_default();
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return kind("tệp văn bản", "a text file");
    }
    if head.contains(&0) {
        return kind("tệp không nhận ra", "a file of unknown kind");
    }
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with("<html") || text.starts_with("<!doctype html") || text.starts_with("<table") {
        kind("trang web (HTML)", "a web page (HTML)")
    } else if text.starts_with("<?xml") {
        kind("tệp XML", "an XML file")
    } else if text.contains(['\t', ',', ';']) {
        kind("tệp CSV", "a CSV file")
    } else {
        kind("tệp văn bản", "a text file")
    }
}

impl Book<'_> {
    fn read_parts(&mut self) -> Result<(), Box<Finding>> {
        if !self.has("xl/workbook.xml") {
            return Err(Box::new(self.other_kind()));
        }
        self.macros = self.has("xl/vbaProject.bin");
        self.links = self.any("xl/externalLinks/");
        let mut bytes = Vec::new();
        let targets = match self.needed("xl/_rels/workbook.xml.rels", &mut bytes)? {
            Some(xml) => relationships(xml).ok_or_else(damaged)?,
            None => Vec::new(),
        };
        let xml = self.needed("xl/workbook.xml", &mut bytes)?.ok_or_else(damaged)?;
        self.read_workbook(xml, &targets).ok_or_else(damaged)?;
        if self.sheets.len() > self.limits.sheets {
            return Err(Box::new(
                Finding::error("file-sheets", Spot::default())
                    .with("count", number(self.sheets.len() as u64))
                    .with("limit", number(self.limits.sheets as u64)),
            ));
        }
        if let Some(xml) = self.needed("xl/sharedStrings.xml", &mut bytes)? {
            self.strings = Strings::read(xml).map_err(|_| damaged())?;
        }
        if let Some(xml) = self.needed("xl/styles.xml", &mut bytes)? {
            // Without styles only dates in text columns lose their look; no reason to refuse.
            self.dates = date_styles(xml).unwrap_or_default();
        }
        Ok(())
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.zip.file_names_raw().filter_map(|n| std::str::from_utf8(n).ok())
    }

    fn any(&self, prefix: &str) -> bool {
        self.names().any(|n| n.starts_with(prefix))
    }

    fn has(&self, name: &str) -> bool {
        self.names().any(|n| n.eq_ignore_ascii_case(name))
    }

    /// What a zip file without a workbook is.
    fn other_kind(&mut self) -> Finding {
        let mut bytes = Vec::new();
        let mimetype = self.needed("mimetype", &mut bytes).ok().flatten().unwrap_or_default();
        match () {
            () if mimetype.contains("opendocument.spreadsheet") => {
                kind("bảng tính OpenDocument (.ods)", "an OpenDocument spreadsheet (.ods)")
            }
            () if mimetype.contains("opendocument") => kind("tệp OpenDocument", "an OpenDocument file"),
            () if self.any("word/") => kind("tệp Word (.docx)", "a Word file (.docx)"),
            () if self.any("ppt/") => kind("tệp trình chiếu (.pptx)", "a presentation (.pptx)"),
            () if self.has("xl/workbook.bin") => {
                kind("bảng tính nhị phân (.xlsb)", "a binary workbook (.xlsb)")
            }
            () => kind("tệp nén (.zip)", "a zip archive"),
        }
    }

    /// Text of a sheet, with its finding when it is torn, missing or too big.
    pub(super) fn xml<'t>(&mut self, sheet: &Sheet, bytes: &'t mut Vec<u8>) -> Result<&'t str, Box<Finding>> {
        let torn =
            || Finding::error("sheet-damaged", Spot { sheet: Some(sheet.name.clone()), ..Spot::default() });
        match self.part(&sheet.path, bytes)? {
            Part::Text(xml) => Ok(xml),
            Part::Absent | Part::Torn => Err(Box::new(torn())),
        }
    }

    /// A part that the whole workbook depends on: torn, it ends the reading.
    fn needed<'t>(&mut self, path: &str, bytes: &'t mut Vec<u8>) -> Result<Option<&'t str>, Box<Finding>> {
        match self.part(path, bytes)? {
            Part::Text(xml) => Ok(Some(xml)),
            Part::Absent => Ok(None),
            Part::Torn => Err(Box::new(damaged())),
        }
    }

    /// Inflates one part, never beyond the limits.
    fn part<'t>(&mut self, path: &str, bytes: &'t mut Vec<u8>) -> Result<Part<'t>, Box<Finding>> {
        let Some(index) = self.index_of(path) else { return Ok(Part::Absent) };
        let most = self.limits.part.min(self.left);
        if self.at_once(index, most, bytes).is_some() {
            self.left -= bytes.len() as u64;
            return Ok(text_of(bytes).map_or(Part::Torn, Part::Text));
        }
        let Ok(entry) = self.zip.by_index(index) else { return Ok(Part::Torn) };
        bytes.clear();
        let torn = entry.take(most + 1).read_to_end(bytes).is_err();
        let size = bytes.len() as u64;
        if size > most {
            return Err(Box::new(bomb(self.limits.inflated - self.left + size, &self.limits)));
        }
        self.left -= size;
        Ok(if torn { None } else { text_of(bytes) }.map_or(Part::Torn, Part::Text))
    }

    /// A part of moderate size that is just what the zip file says: as long, with that checksum. `None` for
    /// any other; what is wrong with it turns out on the slower way.
    fn at_once(&mut self, index: usize, most: u64, bytes: &mut Vec<u8>) -> Option<()> {
        let entry = self.zip.by_index_raw(index).ok()?;
        if entry.compression() != CompressionMethod::Deflated || entry.size() > most.min(AT_ONCE_MOST) {
            return None;
        }
        let start = usize::try_from(entry.data_start()?).ok()?;
        let packed = self.bytes.get(start..)?.get(..usize::try_from(entry.compressed_size()).ok()?)?;
        bytes.resize(usize::try_from(entry.size()).ok()?, 0);
        let size = self.inflater.deflate_decompress(packed, bytes).ok()?;
        (size == bytes.len() && libdeflater::crc32(bytes) == entry.crc32()).then_some(())
    }

    fn index_of(&self, path: &str) -> Option<usize> {
        self.zip.index_for_name(path).or_else(|| {
            let found = self.names().find(|n| n.replace('\\', "/").eq_ignore_ascii_case(path))?.to_owned();
            self.zip.index_for_name(&found)
        })
    }

    fn read_workbook(&mut self, xml: &str, targets: &[(String, String)]) -> Option<()> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().ok()? {
                Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                    "workbookPr" => {
                        self.epoch_1904 = attribute(&e, "date1904").is_some_and(|v| v == "1" || v == "true");
                    }
                    "sheet" => self.sheets.extend(sheet_of(&e, targets)),
                    _ => {}
                },
                Event::DocType(_) => return None,
                Event::Eof => return Some(()),
                _ => {}
            }
        }
    }
}

fn sheet_of(e: &BytesStart<'_>, targets: &[(String, String)]) -> Option<Sheet> {
    let id = e.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == "id")?;
    let path = targets.iter().find(|(i, _)| *i == *id.value)?.1.clone();
    let hidden = attribute(e, "state").is_some_and(|s| s != "visible");
    Some(Sheet { name: attribute(e, "name")?, path, hidden })
}

/// An attribute's value without entities, by its local name.
fn attribute(e: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = e.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|v| v.into_owned())
}

/// The bytes of a part as text; in another encoding than UTF-8 they are put into it first.
fn text_of(bytes: &mut Vec<u8>) -> Option<&str> {
    if matches!(bytes.as_slice(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0xef, 0xbb, 0xbf, ..]) {
        *bytes = decode(std::mem::take(bytes))?.into_bytes();
    }
    simdutf8::basic::from_utf8(bytes).ok()
}

/// UTF-8 with or without a mark, or UTF-16 with one.
pub(super) fn decode(bytes: Vec<u8>) -> Option<String> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).skip(1).map(|c| unit([c[0], c[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => String::from_utf8(bytes).ok(),
    }
}

/// (id, path inside the zip file) of the workbook's parts.
fn relationships(xml: &str) -> Option<Vec<(String, String)>> {
    let mut reader = Reader::from_str(xml);
    let mut out = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "Relationship" => {
                if let (Some(id), Some(target)) = (attribute(&e, "Id"), attribute(&e, "Target")) {
                    let target = target.replace('\\', "/");
                    let path = match target.strip_prefix('/') {
                        Some(absolute) => absolute.to_owned(),
                        None => format!("xl/{}", target.trim_start_matches("./")),
                    };
                    out.push((id, path));
                }
            }
            Event::DocType(_) => return None,
            Event::Eof => return Some(out),
            _ => {}
        }
    }
}

/// For each cell style whether its number format shows a date (ECMA-376 part 1, 18.8.30).
fn date_styles(xml: &str) -> Option<Vec<bool>> {
    let mut reader = Reader::from_str(xml);
    let (mut own, mut out, mut in_cells) = (Vec::new(), Vec::new(), false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (attribute(&e, "numFmtId"), attribute(&e, "formatCode")) {
                        own.push((id, shows_date(&code)));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = attribute(&e, "numFmtId").unwrap_or_default();
                    let found = own.iter().find(|(i, _)| *i == id).map(|(_, date)| *date);
                    out.push(found.unwrap_or_else(|| built_in_date(id.parse().unwrap_or(0))));
                }
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::DocType(_) => return None,
            Event::Eof => return Some(out),
            _ => {}
        }
    }
}

fn built_in_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// A format code shows a date when, outside quotes, escapes and brackets, it names day or year.
fn shows_date(code: &str) -> bool {
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    code.chars().any(|c| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match c {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => escaped = true,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            'd' | 'D' | 'y' | 'Y' | 'h' | 'H' => return !quoted && !bracket,
            _ => {}
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_formats_are_told_from_number_formats() {
        for date in ["dd/mm/yyyy", "[$-42A]d mmmm yyyy", "h:mm", "yyyy"] {
            assert!(shows_date(date), "{date}");
        }
        for number in ["#,##0", "0.00%", "General", "#,##0 \"đồng\"", "[Red]0", "0 \"days\"", "0\\d"] {
            assert!(!shows_date(number), "{number}");
        }
        assert_eq!(
            date_styles(
                r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
            Some(vec![false, true, true])
        );
    }

    #[test]
    fn files_of_other_kinds_are_named() {
        let named = |bytes: &[u8]| match foreign_kind(bytes) {
            Some(Finding { args, .. }) if !args.is_empty() => match &args[0].1 {
                Arg::Words(w) => w.en.clone(),
                other => format!("{other:?}"),
            },
            Some(f) => f.code,
            None => "zip".to_owned(),
        };
        assert_eq!(named(b""), "file-empty");
        assert_eq!(named(b"%PDF-1.7"), "a PDF file");
        assert_eq!(named(b"\x89PNG\r\n"), "a picture");
        assert_eq!(named("Tên;Số\n1;2".as_bytes()), "a CSV file");
        assert_eq!(named(b"<html><table>"), "a web page (HTML)");
        assert_eq!(named(b"\0\0\0"), "a file of unknown kind");
        assert_eq!(named(b"PK\x03\x04"), "zip");
    }
}
