//! Files that are no workbook, broken ones, and bombs.
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::Case;
use super::book::Book;

pub fn cases() -> Vec<Case> {
    let mut out = not_workbooks();
    out.extend(torn());
    out.extend(bombs());
    out
}

/// A zip file of empty parts.
fn zip_of(names: &[(&str, &str)]) -> Vec<u8> {
    let parts = names.iter().map(|(n, t)| ((*n).to_owned(), t.as_bytes().to_vec())).collect();
    Book { parts }.bytes()
}

/// A compound file as old Office programs write it, as far as its directory goes.
fn compound(stream: &str) -> Vec<u8> {
    let mut out = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    out.resize(1_024, 0);
    out.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    out.resize(4_096, 0);
    out
}

fn not_workbooks() -> Vec<Case> {
    let plain: [(&'static str, &'static [u8]); 9] = [
        ("pdf", b"%PDF-1.7\n1 0 obj"),
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
        ("csv", b"TT,Ten,So\n1,A,2\n"),
        ("html", b"<html><body><table><tr><td>1</td></tr></table>"),
        ("rtf", b"{\\rtf1\\ansi hello}"),
        ("xml", b"<?xml version=\"1.0\"?><Workbook/>"),
        ("rar", b"Rar!\x1a\x07\x01\0"),
        ("noise", b"\0\x01\x02\x03\xfe\xff\0\0\0\x99"),
    ];
    let mut out: Vec<Case> = plain
        .into_iter()
        .map(|(n, b)| Case::new("other-kind", n, &["file-kind"], move |_| b.to_vec()))
        .collect();
    for (name, stream) in [("xls", "Workbook"), ("doc", "WordDocument")] {
        out.push(Case::new("old-office", name, &["file-kind"], move |_| compound(stream)));
    }
    let zips: [(&str, &'static [(&'static str, &'static str)]); 5] = [
        ("ods", &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")]),
        ("docx", &[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]),
        ("pptx", &[("ppt/presentation.xml", "<p/>")]),
        ("xlsb", &[("xl/workbook.bin", "x")]),
        ("zip", &[("ảnh.jpg", "x")]),
    ];
    for (name, parts) in zips {
        out.push(Case::new("renamed-zip", name, &["file-kind"], move |_| zip_of(parts)));
    }
    out.push(Case::new("empty-file", "", &["file-empty"], |_| Vec::new()));
    out.push(Case::new("empty-zip", "", &["file-kind"], |_| zip_of(&[])));
    out.push(Case::new("encrypted", "office", &["file-encrypted"], |_| compound("EncryptedPackage")));
    out.push(Case::new("encrypted", "zip", &["file-encrypted"], |clean| {
        let mut bytes = clean.to_vec();
        // The first bit of the flags, in the local and the central header of every entry.
        for (magic, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
            let found: Vec<usize> =
                bytes.windows(4).enumerate().filter(|(_, w)| w == magic).map(|(i, _)| i).collect();
            found.into_iter().for_each(|i| bytes[i + at] |= 1);
        }
        bytes
    }));
    out
}

fn torn() -> Vec<Case> {
    let mut out = Vec::new();
    for percent in [1, 25, 50, 75, 99] {
        out.push(Case::new("truncated", &percent.to_string(), &["file-damaged"], move |clean| {
            clean[..clean.len() * percent / 100].to_vec()
        }));
    }
    out.push(Case::new("no-end-record", "", &["file-damaged"], |clean| clean[..clean.len() - 22].to_vec()));
    out.push(Case::new("workbook-part-missing", "rels", &["not-a-report"], |clean| {
        let mut book = Book::open(clean);
        book.parts.retain(|(n, _)| n != "xl/_rels/workbook.xml.rels");
        book.bytes()
    }));
    out.push(Case::new("workbook-part-missing", "strings", &["not-a-report"], |clean| {
        let mut book = Book::open(clean);
        book.parts.retain(|(n, _)| n != "xl/sharedStrings.xml");
        book.bytes()
    }));
    out.push(Case::new("workbook-part-missing", "sheet", &["sheet-damaged"], |clean| {
        let mut book = Book::open(clean);
        let path = book.path("Biểu 04");
        book.parts.retain(|(n, _)| *n != path);
        book.bytes()
    }));
    for (name, sheet) in [("table", "Biểu 06"), ("narrative", "Lời")] {
        out.push(Case::new("xml-cut", name, &["sheet-damaged"], move |clean| {
            let mut book = Book::open(clean);
            book.sheet(sheet, |xml| xml[..xml.len() * 2 / 3].chars().collect()).bytes()
        }));
    }
    out.push(Case::new("deflate-noise", "", &["sheet-damaged"], |clean| {
        let mut bytes = clean.to_vec();
        let mut book = Book::open(clean);
        let path = book.path("Biểu 01");
        let mut zip = zip::ZipArchive::new(Cursor::new(clean)).unwrap();
        let entry = zip.by_name(&path).unwrap();
        let start = usize::try_from(entry.data_start().unwrap()).unwrap();
        bytes[start + 200..start + 260].fill(0x5a);
        bytes
    }));
    out.push(Case::new("not-utf8", "", &["sheet-damaged"], |clean| {
        let mut book = Book::open(clean);
        let path = book.path("Biểu 08");
        let part = book.part(&path);
        let at = part.len() / 2;
        part[at] = 0xff;
        book.bytes()
    }));
    out
}

/// One part of a megabyte-wise repeated text; the whole is never in memory.
fn swollen(clean: &[u8], replaced: &str, head: &str, piece: &str, times: usize, tail: &str) -> Vec<u8> {
    let book = Book::open(clean);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in &book.parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        if name == replaced {
            zip.write_all(head.as_bytes()).unwrap();
            let chunk = piece.repeat(1_000);
            (0..times / 1_000).for_each(|_| zip.write_all(chunk.as_bytes()).unwrap());
            zip.write_all(tail.as_bytes()).unwrap();
        } else {
            zip.write_all(bytes).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

const SHEET_1: &str = "xl/worksheets/sheet3.xml";

/// Lies about the inflated size of a part, in both headers.
fn lie(mut bytes: Vec<u8>, name: &str) -> Vec<u8> {
    for (magic, size_at, name_at) in [(b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)] {
        let found = bytes
            .windows(name_at + name.len())
            .position(|w| w.starts_with(magic) && w.ends_with(name.as_bytes()));
        if let Some(i) = found {
            bytes[i + size_at..i + size_at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
        }
    }
    bytes
}

fn bombs() -> Vec<Case> {
    let blanks = " ".repeat(1_000);
    let bomb =
        |clean: &[u8], part: &str, kb: usize| swollen(clean, part, "<a>", &" ".repeat(1_000), kb, "</a>");
    let mut out =
        vec![Case::new("bomb", "honest", &["file-bomb"], move |clean| bomb(clean, SHEET_1, 210_000))];
    for (name, part, code) in [
        ("sheet", SHEET_1, "sheet-damaged"),
        ("strings", "xl/sharedStrings.xml", "file-damaged"),
        ("styles", "xl/styles.xml", "file-damaged"),
        ("workbook", "xl/workbook.xml", "file-damaged"),
    ] {
        out.push(Case::new("bomb-lying", name, &[code], move |clean| lie(bomb(clean, part, 70_000), part)));
    }
    out.push(Case::new("strings-many", "", &["file-damaged"], |clean| {
        swollen(clean, "xl/sharedStrings.xml", "<sst>", "<si><t>x</t></si>", 1_000_000, "</sst>")
    }));
    out.push(Case::new("strings-referred", "", &["too-much-text"], |clean| {
        let mut book = Book::open(clean);
        let long = format!("<si><t>{}</t></si></sst>", "dài ".repeat(2_000));
        book.edit("xl/sharedStrings.xml", |xml| xml.replace("</sst>", &long));
        let strings = String::from_utf8(book.part("xl/sharedStrings.xml").clone()).unwrap();
        let index = strings.matches("<si>").count() - 1;
        let rows: String = (100..12_000)
            .map(|r| format!("<row r=\"{r}\"><c r=\"C{r}\" t=\"s\"><v>{index}</v></c></row>"))
            .collect();
        book.sheet("Biểu 06", |xml| xml.replace("</sheetData>", &format!("{rows}</sheetData>"))).bytes()
    }));
    out.push(Case::new("nested", "sheet", &["sheet-damaged"], |clean| {
        swollen(clean, SHEET_1, "<worksheet><sheetData>", "<row>", 100_000, "</sheetData></worksheet>")
    }));
    out.push(Case::new("nested", "strings", &["file-damaged"], |clean| {
        swollen(clean, "xl/sharedStrings.xml", "<sst>", "<si>", 100_000, "</sst>")
    }));
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    out.push(Case::new("entities", "sheet", &["sheet-damaged"], move |clean| {
        let mut book = Book::open(clean);
        book.sheet("Biểu 01", |xml| xml.replacen("<worksheet", &format!("{laughs}<worksheet"), 1)).bytes()
    }));
    out.push(Case::new("entities", "strings", &["file-damaged"], move |clean| {
        let mut book = Book::open(clean);
        book.edit("xl/sharedStrings.xml", |xml| xml.replacen("<sst", &format!("{laughs}<sst"), 1)).bytes()
    }));
    out.push(Case::new("attribute-huge", "", &["file-bomb"], move |clean| {
        swollen(clean, SHEET_1, "<worksheet a=\"", &blanks, 70_000, "\"><sheetData/></worksheet>")
    }));
    out.push(Case::new("parts-many", "", &["file-parts"], |clean| {
        let mut book = Book::open(clean);
        book.parts.extend((0..2_100).map(|n| (format!("xl/media/{n}.bin"), Vec::new())));
        book.bytes()
    }));
    out.push(Case::new("sheets-many", "", &["file-sheets"], |clean| {
        let mut book = Book::open(clean);
        let more: String =
            (0..60).map(|n| format!("<sheet name=\"t{n}\" sheetId=\"{}\" r:id=\"rId3\"/>", n + 50)).collect();
        book.edit("xl/workbook.xml", |xml| xml.replace("</sheets>", &format!("{more}</sheets>"))).bytes()
    }));
    out
}
