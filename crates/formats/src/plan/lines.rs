//! Lines of the text, cleaned, and the parts of the document they belong to.
use domain::plan::PlanFinding;

/// Ends a cell of a layout table.
pub(super) const CELL: &str = "|";

/// A line that says something, with its number in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) no: usize,
    pub(super) text: String,
}

/// The document, cut at its type name and at its first section.
pub(super) struct Parts<'a> {
    /// Title table: issuer, motto, number, place and date.
    pub(super) head: &'a [Line],
    /// The line with the type name.
    pub(super) kind: &'a Line,
    /// Abstract and legal bases.
    pub(super) opening: &'a [Line],
    /// Sections, signature and recipients.
    pub(super) body: &'a [Line],
}

/// Lines without blanks at their ends, composed, empty ones left out; a mark that stands alone
/// ("I.", "a)", "-") is joined with the line that follows.
pub(super) fn lines(text: &str) -> (Vec<Line>, Vec<PlanFinding>) {
    let mut findings = Vec::new();
    let composed = lang::nfc(text);
    if composed != text {
        findings.push(PlanFinding::note(
            "decomposed",
            "Văn bản dùng Unicode tổ hợp; đã chuyển sang Unicode dựng sẵn.",
            "The text was in decomposed Unicode; it was composed.",
        ));
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut alone = false;
    let one_end = composed.replace("\r\n", "\n");
    for (i, raw) in one_end.split(['\n', '\r', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}']).enumerate() {
        let text = clean(raw);
        if text.is_empty() {
            continue;
        }
        match lines.last_mut() {
            Some(last) if alone && text != CELL => {
                last.text.push(' ');
                last.text.push_str(&text);
                alone = false;
            }
            _ => {
                alone = is_lone_mark(&text);
                lines.push(Line { no: i + 1, text });
            }
        }
    }
    (lines, findings)
}

/// One space between words, none at the ends, no invisible characters.
fn clean(raw: &str) -> String {
    let visible =
        |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' | '\u{feff}' | '\0');
    let text: String = raw.chars().filter(visible).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_lone_mark(text: &str) -> bool {
    let short = text.chars().count() <= 5;
    let marked = text == "-" || text == "–" || text.ends_with(['.', ')']);
    short && marked && super::body::mark(text).is_some()
}

/// Cuts the document; `None` when it has no type name or no section I.
pub(super) fn split(lines: &[Line]) -> Option<Parts<'_>> {
    let kind = lines.iter().position(|l| is_caps(&l.text) && l.text.starts_with("KẾ HOẠCH"))?;
    let section = |l: &Line| matches!(super::body::mark(&l.text), Some((super::body::Mark::Part(1), _)));
    let first = kind + 1 + lines[kind + 1..].iter().position(section)?;
    Some(Parts {
        head: &lines[..kind],
        kind: &lines[kind],
        opening: &lines[kind + 1..first],
        body: &lines[first..],
    })
}

/// Whether the text has letters and none of them is small.
pub(super) fn is_caps(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// A rule drawn with hyphens or underscores.
pub(super) fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| matches!(c, '-' | '_' | '–' | '—' | '*' | '='))
}

/// Adds a line to a text with one space between.
pub(super) fn join(text: &mut String, line: &str) {
    if !text.is_empty() && !line.is_empty() {
        text.push(' ');
    }
    text.push_str(line);
}

pub(super) fn joined<'a>(lines: impl IntoIterator<Item = &'a Line>) -> String {
    let mut text = String::new();
    for line in lines {
        join(&mut text, &line.text);
    }
    text
}

/// The lines between cell marks, rules left out; lines without marks are one cell.
pub(super) fn cells(lines: &[Line]) -> Vec<Vec<&Line>> {
    lines
        .split(|l| l.text == CELL)
        .map(|cell| cell.iter().filter(|l| !is_rule(&l.text)).collect::<Vec<_>>())
        .filter(|cell| !cell.is_empty())
        .collect()
}
