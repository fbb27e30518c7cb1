//! Files made to harm: each ends in findings, in time that its size allows and in bounded memory.

use std::io::{self, Read};
use std::time::{Duration, Instant as Clock};

use iati::{Finding, Options, Severity, check};

/// A file that is made while it is read: a beginning, a piece many times, an end.
struct Made {
    begin: Vec<u8>,
    piece: Vec<u8>,
    times: u64,
    end: Vec<u8>,
    at: usize,
}

impl Made {
    fn new(begin: &str, piece: &str, times: u64, end: &str) -> Self {
        let bytes = |text: &str| text.as_bytes().to_vec();
        Self { begin: bytes(begin), piece: bytes(piece), times, end: bytes(end), at: 0 }
    }
}

impl Read for Made {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            let now = if !self.begin.is_empty() {
                &self.begin
            } else if self.times > 0 {
                &self.piece
            } else {
                &self.end
            };
            let count = now[self.at..].len().min(buffer.len() - filled);
            if count == 0 {
                break;
            }
            buffer[filled..filled + count].copy_from_slice(&now[self.at..self.at + count]);
            filled += count;
            self.at += count;
            if self.at == now.len() {
                self.at = 0;
                if !self.begin.is_empty() {
                    self.begin.clear();
                } else if self.times > 0 {
                    self.times -= 1;
                } else {
                    self.end.clear();
                }
            }
        }
        Ok(filled)
    }
}

/// The most memory that the process had, in bytes; nothing where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 300 } else { 60 });

/// Message and line of the last finding, and how many there were. Fails where it takes long, or memory.
fn last(input: impl Read, jobs: usize, megabytes: u64) -> (String, u64) {
    let clock = Clock::now();
    let (mut found, mut count) = (None::<Finding>, 0);
    let head = check(input, &Options { jobs, ..Options::default() }, |finding| {
        count += 1;
        if finding.severity == Severity::Critical {
            found = Some(finding);
        }
    });
    assert!(clock.elapsed() < LIMIT, "{:?}", clock.elapsed());
    assert!(peak().is_none_or(|bytes| bytes < megabytes << 20), "{peak:?} bytes", peak = peak());
    assert_eq!(head.summary.is_valid(), found.is_none());
    (found.map_or(String::new(), |finding| format!("{} {}", finding.message, finding.pos.line)), count)
}

const HEAD: &str = "<iati-activities version=\"2.03\">\n";
const TAIL: &str = "</iati-activities>\n";
const OPEN: &str = "<iati-activity>\n";

fn ends(text: &[u8], expected: &str) {
    for jobs in [1, 2] {
        assert_eq!(
            last(text, jobs, 4000).0,
            expected,
            "{}",
            String::from_utf8_lossy(&text[..text.len().min(90)])
        );
    }
}

#[test]
fn entities_are_never_expanded() {
    let mut laughs = "<!DOCTYPE a [<!ENTITY a0 \"ha\">".to_owned();
    for n in 1..40 {
        laughs += &format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    }
    ends(format!("{laughs}]>{HEAD}{OPEN}<title>&a39;").as_bytes(), "unknown-entity 3");
    ends(format!("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">{HEAD}{OPEN}&x;").as_bytes(), "unknown-entity 3");
}

#[test]
fn an_attribute_of_a_gigabyte_ends_the_reading() {
    for jobs in [1, 2] {
        let begin = format!("{HEAD}{OPEN}<title x=\"");
        let made = Made::new(&begin, &"x".repeat(1 << 16), 1 << 14, "\"/></iati-activity></iati-activities>");
        assert_eq!(last(made, jobs, 400).0, "limit 3");
    }
}

#[test]
fn an_activity_of_500_megabytes_ends_the_reading() {
    let piece = "<transaction ref=\"1\"><value>1</value></transaction>\n".repeat(1000);
    let times = (500 << 20) / piece.len() as u64;
    for jobs in [1, 2] {
        let made = Made::new(&format!("{HEAD}{OPEN}"), &piece, times, "</iati-activity></iati-activities>");
        let (last, _) = last(made, jobs, 1500);
        assert!(last.starts_with("limit "), "{last}");
    }
}

#[test]
fn depth_and_attributes_have_limits() {
    ends(format!("{HEAD}{OPEN}{}", "<a>\n".repeat(100_000)).as_bytes(), "limit 257");
    let many: String = (0..1_000_000).map(|n| format!("a{n}=''\n")).collect();
    ends(format!("{HEAD}{OPEN}<a {many}/>").as_bytes(), "limit 259");
    let spaces: String = (0..1000).map(|n| format!("xmlns:a{n}='u{n}' ")).collect();
    ends(format!("{HEAD}{OPEN}<a {spaces}/>").as_bytes(), "limit 3");
    ends(format!("{HEAD}{OPEN}<{}/>", "a".repeat(60_000)).as_bytes(), "limit 3");
}

#[test]
fn what_is_not_text_is_said_where_it_is() {
    let file = format!("{HEAD}{OPEN}<title>#</title></iati-activity>{TAIL}");
    let wide = |order: fn(u16) -> [u8; 2], units: &[u16]| {
        let text = file
            .encode_utf16()
            .flat_map(|unit| if unit == u16::from(b'#') { units.to_vec() } else { vec![unit] });
        text.flat_map(order).collect::<Vec<_>>()
    };
    let little = [b"\xFF\xFE", &wide(u16::to_le_bytes, &[0x61])[..]].concat();
    // Cut in the middle of a unit, and behind half a pair.
    ends(&little[..little.len() - 1], "bad-encoding 3");
    ends(&[b"\xFE\xFF", &wide(u16::to_be_bytes, &[0xD800])[..]].concat(), "bad-encoding 3");
    ends(&[b"\xFF\xFE", &wide(u16::to_le_bytes, &[0xDC00, 0xD800])[..]].concat(), "bad-encoding 3");
    ends(file.replace('#', "&#xD800;").as_bytes(), "bad-reference 3");
    // Half a pair written as three bytes, as some programs do, is not UTF-8.
    ends(&[&file.as_bytes()[..50], b"\xED\xA0\x80", &file.as_bytes()[50..]].concat(), "bad-encoding 3");
    ends(file.replace('#', "\0").as_bytes(), "forbidden-character 3");
    ends(b"\0\0\0\0", "forbidden-character 1");
    ends(&[file.as_bytes(), b"\xE9"].concat(), "bad-encoding 4");
}

#[test]
fn a_byte_order_mark_is_believed_before_the_declaration() {
    let file =
        format!("<?xml version='1.0' encoding='#'?>{HEAD}{OPEN}<title>\u{e9}</title></iati-activity>{TAIL}");
    let first = |bytes: &[u8]| {
        let mut first = None;
        check(bytes, &Options::default(), |finding| {
            first.get_or_insert(finding.message);
        });
        first.unwrap_or_default()
    };
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    // All are read: the first fault is one of structure.
    for bytes in [
        [b"\xEF\xBB\xBF", file.replace('#', "ISO-8859-1").as_bytes()].concat(),
        [b"\xFF\xFE", &wide(&file.replace('#', "UTF-8"))[..]].concat(),
        wide(&file.replace('#', "UTF-16")),
    ] {
        assert!(first(&bytes).starts_with("schema-"), "{:?}", String::from_utf8_lossy(&bytes));
    }
    ends(file.replace('#', "UTF-16").as_bytes(), "bad-encoding 1");
    ends(file.replace('#', "UTF-7").as_bytes(), "unknown-encoding 1");
    // Latin-1 inside UTF-8.
    let mixed: Vec<u8> = file.replace('#', "UTF-8").chars().map(|c| c as u8).collect();
    ends(&mixed, "bad-encoding 3");
}

#[test]
fn what_is_never_closed_is_told_at_the_end() {
    for open in
        ["<!-- ", "<![CDATA[ ", "<?p ", "<a b='", "<a ", "text", "</iati-activity", "<", "<!", "<![CD"]
    {
        ends(format!("{HEAD}{OPEN}{open}").as_bytes(), "unexpected-end 3");
        ends(format!("{HEAD}{OPEN}</iati-activity>{open}").as_bytes(), "unexpected-end 3");
    }
    let made = Made::new(&format!("{HEAD}<!--"), &"x".repeat(1 << 16), 1 << 13, "");
    assert!(last(made, 2, 400).0.starts_with("limit "));
}

/// Fewer where nothing is optimised.
const MANY: u64 = if cfg!(debug_assertions) { 5_000 } else { 1_000_000 };

#[test]
fn a_million_findings_take_no_more_memory_than_a_few() {
    let piece = "<iati-activity><iati-identifier>A</iati-identifier></iati-activity>\n";
    for jobs in [1, 2] {
        let (_, count) = last(Made::new(HEAD, piece, MANY, TAIL), jobs, 250);
        assert!(count > 8 * MANY, "{count}");
    }
}

#[test]
fn every_use_of_a_million_duplicates_is_told() {
    let mut told = 0;
    let piece = "<iati-activity><iati-identifier>A</iati-identifier></iati-activity>\n";
    check(Made::new(HEAD, piece, MANY, TAIL), &Options { jobs: 2, ..Options::default() }, |finding| {
        told += u64::from(finding.id.0 == "1.1.2");
    });
    assert_eq!(told, MANY - 1);
}

#[test]
fn a_flood_of_findings_in_few_bytes_is_bounded() {
    let piece = format!("<iati-activity>{}</iati-activity>\n", "<x/>".repeat(1000));
    let times = MANY / 200;
    for jobs in [1, 2] {
        let (_, count) = last(Made::new(HEAD, &piece, times, TAIL), jobs, 250);
        assert!(count > 1000 * times, "{count}");
    }
    let flood =
        Made::new(&format!("{HEAD}{OPEN}"), "<x/>", MANY * 9 / 10, "</iati-activity></iati-activities>");
    assert!(last(flood, 1, 400).1 > MANY / 20);
}

#[test]
fn an_identifier_may_be_long() {
    let long = "x".repeat(5_000_000);
    let item = format!("{OPEN}<iati-identifier>{long}</iati-identifier></iati-activity>");
    let mut ids = Vec::new();
    check(format!("{HEAD}{item}{item}{TAIL}").as_bytes(), &Options::default(), |finding| {
        ids.push(finding.id.0);
    });
    assert!(ids.contains(&"1.1.2"));
}
