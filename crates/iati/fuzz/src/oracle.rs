//! What must be true of any bytes whatever.

use std::io::{self, Read};

use iati::report::{Format, Writer};
use iati::rules::values::Instant;
use iati::typed::{self, Item, Layout, Root};
use iati::xml::position::{Lines, Pos};
use iati::xml::scan::{InTag, Scanner, Token, decode};
use iati::xml::source::Source;
use iati::{Finding, Lang, Options, check, messages};

/// Gives bytes a few at a time.
struct Slowly<'a>(&'a [u8], usize);

impl Read for Slowly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(self.1);
        self.0.read(&mut buffer[..most])
    }
}

/// A number that follows from the bytes, to choose sizes by.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(7, |sum: usize, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)))
}

/// The tokeniser goes on or ends, whatever it is given; and the text is the same however it was read.
pub fn reader(bytes: &[u8]) {
    let text = whole(bytes, usize::MAX, 1 << 16);
    assert_eq!(text, whole(bytes, 1 + number(bytes) % 7, 5), "the text depends on how it is read");
    let (text, _) = text;
    let text = String::from_utf8_lossy(&text);
    let mut scanner = Scanner::new(&text, 0, true);
    let lines = Lines::of(&text);
    let mut decoded = String::new();
    loop {
        let before = scanner.at();
        let token = scanner.token();
        let begin = scanner.begin();
        if begin <= text.len() {
            assert_eq!(lines.place(&text, Pos::START, begin), Pos::START.after(&text[..begin]));
        }
        match token {
            Err(error) => return assert!(error.at <= text.len(), "{error:?}"),
            Ok(Token::Over) => return,
            Ok(Token::Start(_)) => {
                if !tag(&mut scanner) {
                    return;
                }
            }
            Ok(Token::Doctype) if scanner.skip_doctype().is_err() => return,
            Ok(Token::Text { raw, .. }) => {
                decoded.clear();
                let _ = decode(raw, begin, false, &mut decoded);
                assert!(decoded.len() <= raw.len(), "a text grows: {raw:?}");
            }
            Ok(_) => {}
        }
        assert!(scanner.at() > before, "the reader stands still at {before}");
    }
}

fn tag(scanner: &mut Scanner<'_>) -> bool {
    loop {
        match scanner.attribute() {
            Ok(InTag::Attribute { raw, at, .. }) => {
                let mut decoded = String::new();
                let _ = decode(raw, at, true, &mut decoded);
                assert!(decoded.len() <= raw.len(), "a value grows: {raw:?}");
            }
            Ok(_) => return true,
            Err(_) => return false,
        }
    }
}

/// All the text, and why it ends early.
fn whole(bytes: &[u8], most: usize, want: usize) -> (Vec<u8>, Option<String>) {
    let mut source = Source::new(Slowly(bytes, most));
    let mut text = Vec::new();
    loop {
        match source.fill(&mut text, want) {
            Ok(true) => {}
            Ok(false) => return (text, None),
            Err(fault) => return (text, Some(format!("{fault:?}"))),
        }
    }
}

/// The check ends, finds the same with any number of threads and any size of piece, and every report of it can
/// be written.
pub fn same_findings(bytes: &[u8]) {
    let chosen = number(bytes);
    let now = Instant::parse("2026-11-22").unwrap_or(Instant(0)).end_of_day();
    let options = Options::new(now);
    let (head, found) = run(bytes, &options);
    let mut small = options;
    small.limits.batch = 1 + chosen % 251;
    let slowly = Slowly(bytes, 1 + chosen / 251 % 61);
    let (other, again) = run(slowly, &small);
    assert!(head == other && found == again, "small pieces: {found:#?} {again:#?}");
    if chosen.is_multiple_of(4) {
        small.jobs = 2;
        let (other, again) = run(bytes, &small);
        assert!(head == other && found == again, "threads: {found:#?} {again:#?}");
    }
    for finding in found.iter().rev().take(20) {
        assert!(finding.pos.line > 0 && finding.pos.column > 0, "{finding:?}");
        for lang in [Lang::Vi, Lang::En] {
            let text = messages::text(lang, finding);
            assert!(!text.is_empty() && !messages::fix(lang, finding).is_empty(), "{finding:?}");
        }
    }
    if chosen.is_multiple_of(5) {
        reports(bytes, &options, chosen);
    }
    let mut tight = small;
    (tight.limits.depth, tight.limits.attributes, tight.limits.elements) = (6, 4, 20);
    tight.limits.bytes = 1 + chosen % 4001;
    run(bytes, &tight);
}

fn run(input: impl Read, options: &Options) -> (iati::report::Head, Vec<Finding>) {
    let mut found = Vec::new();
    let head = check(input, options, |finding| found.push(finding));
    (head, found)
}

fn reports(bytes: &[u8], options: &Options, chosen: usize) {
    const FORMATS: [Format; 6] =
        [Format::Json, Format::Compat, Format::Sarif, Format::Text, Format::Csv, Format::Ndjson];
    let format = FORMATS[chosen % FORMATS.len()];
    let lang = if chosen & 64 == 0 { Lang::Vi } else { Lang::En };
    let options = Options { compat: format == Format::Compat, ..*options };
    let mut out = Vec::new();
    let written = write(bytes, &options, Writer::new(&mut out, format, lang, false));
    assert!(written.is_ok(), "{written:?}");
    let json = || serde_json::from_slice::<serde_json::Value>(&out);
    if matches!(format, Format::Json | Format::Compat | Format::Sarif) {
        assert!(json().is_ok(), "{}", String::from_utf8_lossy(&out));
    }
}

fn write(bytes: &[u8], options: &Options, writer: io::Result<Writer<&mut Vec<u8>>>) -> io::Result<()> {
    let mut writer = writer?;
    writer.begin("a.xml")?;
    let mut result = Ok(());
    let head = check(bytes, options, |finding| {
        if result.is_ok() {
            result = writer.finding(&finding);
        }
    });
    result?;
    writer.end(&head)?;
    writer.finish()
}

/// Values that were written are read again as they were, and written the same.
pub fn round_trip(bytes: &[u8]) {
    let Some((root, items)) = items(bytes) else { return };
    for layout in [Layout::Compact, Layout::Indented] {
        let Ok(text) = typed(&root, &items, layout) else { return };
        let again = items_of(&text);
        assert!(again == (root.clone(), items.clone()), "{}", String::from_utf8_lossy(&text));
        assert_eq!(typed(&again.0, &again.1, layout).ok(), Some(text));
    }
}

/// Root and items up to what cannot be read; nothing where there is no root.
fn items(bytes: &[u8]) -> Option<(Root, Vec<Item>)> {
    let mut reader = typed::Reader::new(bytes).ok()?;
    let root = reader.root().clone();
    let items = reader.by_ref().map_while(Result::ok).collect();
    Some((root, items))
}

fn items_of(bytes: &[u8]) -> (Root, Vec<Item>) {
    items(bytes).unwrap_or_else(|| (Root::new(iati::Kind::Activities), Vec::new()))
}

fn typed(root: &Root, items: &[Item], layout: Layout) -> io::Result<Vec<u8>> {
    let mut writer = typed::Writer::new(Vec::new(), layout, root)?;
    for item in items {
        writer.item(item)?;
    }
    writer.finish()
}
