//! The words of a Word document, a line for each paragraph, `|` after each cell of a table: the
//! same layout as the plain text.
use std::io::{Cursor, Read};

use domain::plan::PlanFinding;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use super::decode::refuse;

/// Unpacked size of the main part above which a file is a mistake or an attack.
const MOST_XML: u64 = 64 << 20;

type Refused = Box<PlanFinding>;

pub(super) fn text(bytes: &[u8], name: &str) -> Result<(String, Vec<PlanFinding>), Refused> {
    let broken = || {
        refuse(
            "docx-broken",
            format!("Tệp «{name}» không mở được như tài liệu Word (.docx)."),
            format!("The file “{name}” cannot be opened as a Word document (.docx)."),
        )
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let part = archive.by_name("word/document.xml").map_err(|_| broken())?;
    let mut xml = String::new();
    part.take(MOST_XML + 1).read_to_string(&mut xml).map_err(|_| broken())?;
    if xml.len() as u64 > MOST_XML {
        return Err(broken());
    }
    let words = words(&xml).ok_or_else(broken)?;
    let numbered = PlanFinding::warning(
        "automatic-numbers",
        "Tài liệu dùng số thứ tự tự động của Word; các số này không đọc được. Chuyển thành chữ rồi thử lại.",
        "The document uses Word's automatic numbers, which cannot be read. Turn them into text and try again.",
    );
    Ok((words.text, words.automatic_numbers.then_some(numbered).into_iter().collect()))
}

#[derive(Default)]
struct Words {
    text: String,
    automatic_numbers: bool,
}

/// `None` when the XML is not well formed or ends too early.
fn words(xml: &str) -> Option<Words> {
    let mut reader = Reader::from_str(xml);
    let mut out = Words::default();
    let mut in_text = false;
    let mut depth = 0_u32;
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return (depth == 0).then_some(out),
            Event::Start(e) => {
                depth += 1;
                in_text = e.local_name().as_ref() == "t";
                out.automatic_numbers |= e.local_name().as_ref() == "numPr";
            }
            Event::Empty(e) => match e.local_name().as_ref() {
                "br" | "cr" => out.text.push('\n'),
                "tab" => out.text.push(' '),
                "noBreakHyphen" => out.text.push('-'),
                "p" => out.text.push('\n'),
                _ => {}
            },
            Event::End(e) => {
                depth = depth.saturating_sub(1);
                in_text = false;
                match e.local_name().as_ref() {
                    "p" => out.text.push('\n'),
                    "tc" => out.text.push_str("|\n"),
                    _ => {}
                }
            }
            Event::Text(t) if in_text => out.text.push_str(&t.xml10_content()),
            Event::GeneralRef(r) if in_text => out.text.push(entity(&r)?),
            _ => {}
        }
    }
}

fn entity(r: &BytesRef) -> Option<char> {
    if let Ok(Some(c)) = r.resolve_char_ref() {
        return Some(c);
    }
    match r.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
