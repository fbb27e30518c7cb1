//! A workbook taken apart, edited as text, and put together again.
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;

pub struct Book {
    pub parts: Vec<(String, Vec<u8>)>,
}

impl Book {
    pub fn open(bytes: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = Vec::new();
        for i in 0..zip.len() {
            let mut entry = zip.by_index(i).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            parts.push((entry.name().unwrap().into_owned(), bytes));
        }
        Self { parts }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.parts {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    pub fn part(&mut self, name: &str) -> &mut Vec<u8> {
        let found = self.parts.iter_mut().find(|(n, _)| n == name);
        &mut found.unwrap_or_else(|| panic!("no part {name}")).1
    }

    pub fn edit(&mut self, name: &str, edit: impl FnOnce(String) -> String) -> &mut Self {
        let part = self.part(name);
        let text = String::from_utf8(std::mem::take(part)).unwrap();
        *part = edit(text).into_bytes();
        self
    }

    /// Part of a sheet by the sheet's name.
    pub fn path(&mut self, sheet: &str) -> String {
        let book = String::from_utf8(self.part("xl/workbook.xml").clone()).unwrap();
        let at =
            book.split("<sheet ").skip(1).position(|s| s.starts_with(&format!("name=\"{sheet}\""))).unwrap();
        format!("xl/worksheets/sheet{}.xml", at + 1)
    }

    pub fn sheet(&mut self, sheet: &str, edit: impl FnOnce(String) -> String) -> &mut Self {
        let path = self.path(sheet);
        self.edit(&path, edit)
    }

    /// Puts `content` (everything inside `<c>`, with `t="…"` first where it has one) into a cell.
    pub fn cell(&mut self, sheet: &str, address: &str, kind: &str, content: &str) -> &mut Self {
        self.sheet(sheet, |xml| set_cell(&xml, address, kind, content))
    }

    pub fn text(&mut self, sheet: &str, address: &str, text: &str) -> &mut Self {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        self.cell(sheet, address, "inlineStr", &format!("<is><t xml:space=\"preserve\">{text}</t></is>"))
    }

    pub fn number(&mut self, sheet: &str, address: &str, value: &str) -> &mut Self {
        self.cell(sheet, address, "n", &format!("<v>{value}</v>"))
    }

    /// Moves rows and columns of a sheet, both from 0; `None` drops the cell or the row.
    pub fn map(&mut self, sheet: &str, map: impl Fn(u32, u32) -> Option<(u32, u32)>) -> &mut Self {
        self.sheet(sheet, |xml| move_cells(&xml, &map))
    }
}

/// Replaces a cell's content, keeping its style; an empty cell stands nowhere and is put in. Its row
/// must be there.
pub fn set_cell(xml: &str, address: &str, kind: &str, content: &str) -> String {
    let open = format!("<c r=\"{address}\"");
    let Some(start) = xml.find(&open) else { return insert_cell(xml, address, kind, content) };
    let tag = start + xml[start..].find('>').unwrap();
    let end = if xml[..tag].ends_with('/') { tag + 1 } else { tag + xml[tag..].find("</c>").unwrap() + 4 };
    let style = xml[start..tag].split("s=\"").nth(1).and_then(|s| s.split('"').next());
    let style = style.map(|s| format!(" s=\"{s}\"")).unwrap_or_default();
    format!("{}<c r=\"{address}\"{style} t=\"{kind}\">{content}</c>{}", &xml[..start], &xml[end..])
}

fn insert_cell(xml: &str, address: &str, kind: &str, content: &str) -> String {
    let (row, column) = position(address);
    let start = xml.find(&format!("<row r=\"{}\"", row + 1)).unwrap_or_else(|| panic!("no row of {address}"));
    let end = start + xml[start..].find("</row>").unwrap();
    let before = |at: &usize| {
        let other = xml[*at..].split('"').nth(1).unwrap();
        position(other).1 > column
    };
    let cells = xml[start..end].match_indices("<c r=").map(|(at, _)| start + at);
    let at = cells.into_iter().find(before).unwrap_or(end);
    format!("{}<c r=\"{address}\" t=\"{kind}\">{content}</c>{}", &xml[..at], &xml[at..])
}

pub fn letters(mut n: u32) -> String {
    let mut out = String::new();
    n += 1;
    while n > 0 {
        out.insert(0, char::from(b'A' + u8::try_from((n - 1) % 26).unwrap()));
        n = (n - 1) / 26;
    }
    out
}

fn position(address: &str) -> (u32, u32) {
    let split = address.find(|c: char| c.is_ascii_digit()).unwrap();
    let column = address[..split].bytes().fold(0, |n, c| n * 26 + u32::from(c - b'A') + 1);
    (address[split..].parse::<u32>().unwrap() - 1, column - 1)
}

fn move_cells(xml: &str, map: &impl Fn(u32, u32) -> Option<(u32, u32)>) -> String {
    let (head, rest) = xml.split_once("<sheetData>").unwrap();
    let (data, tail) = rest.split_once("</sheetData>").unwrap();
    let mut rows: std::collections::BTreeMap<u32, (String, Vec<(u32, String)>)> = Default::default();
    for row in data.split("<row ").skip(1) {
        let (tag, cells) = row.split_once('>').unwrap();
        let number: u32 = tag.split("r=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        let attributes = tag.replacen(&format!("r=\"{number}\""), "", 1);
        for cell in cells.split("<c ").skip(1) {
            let cell = cell.split("</row>").next().unwrap();
            let address = cell.split("r=\"").nth(1).unwrap().split('"').next().unwrap();
            let (r, c) = position(address);
            if let Some((r, c)) = map(r, c) {
                let moved =
                    cell.replacen(&format!("r=\"{address}\""), &format!("r=\"{}{}\"", letters(c), r + 1), 1);
                let slot = rows.entry(r).or_insert_with(|| (attributes.clone(), Vec::new()));
                slot.1.push((c, format!("<c {moved}")));
            }
        }
    }
    let mut out = String::from(head);
    out.push_str("<sheetData>");
    for (number, (attributes, mut cells)) in rows {
        cells.sort_by_key(|(c, _)| *c);
        let attributes = attributes.trim().trim_end_matches('/');
        out.push_str(&format!("<row r=\"{}\" {attributes}>", number + 1));
        cells.iter().for_each(|(_, c)| out.push_str(c));
        out.push_str("</row>");
    }
    out.push_str("</sheetData>");
    // Merges would stand where cells no longer are.
    let tail = match (tail.find("<mergeCells"), tail.find("</mergeCells>")) {
        (Some(a), Some(b)) => format!("{}{}", &tail[..a], &tail[b + "</mergeCells>".len()..]),
        _ => tail.to_owned(),
    };
    out.push_str(&tail);
    out
}
