//! Breaks real activities or organisations in many small ways and asks whether our verdict on the schema is that of
//! xmllint: `cargo run -p iati --release --example mutations -- SCHEMA.xsd SAMPLES.xml DIRECTORY [COUNT] [SEED]`.
//!
//! Version and kind of file are those of the schema. SAMPLES should be valid by it: of what is broken already little
//! is learned. Files are written into DIRECTORY, and xmllint is asked about them by hundreds. Ends with an error
//! where a verdict differs; the file is then left for a look.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use iati::xml::scan::{InTag, Scanner, Token};
use iati::{Kind, Options, RuleId, Version, check};

/// How many files xmllint is given at once.
const AT_ONCE: usize = 250;

fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [schema, samples, directory, rest @ ..] = &args[..] else {
        return Err("usage: mutations SCHEMA.xsd SAMPLES.xml DIRECTORY [COUNT] [SEED]".to_owned());
    };
    let number = |at: usize, otherwise| rest.get(at).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (count, seed) = (number(0, 10_000), number(1, 1));
    let samples = fs::read_to_string(samples).map_err(|error| error.to_string())?;
    let (version, kind) = subject_of(schema)?;
    let (root, item) = (kind.root_name().as_str(), kind.item_name().as_str());
    fs::create_dir_all(directory).map_err(|error| error.to_string())?;
    let items = split(&samples, item);
    let mut dice = Dice(seed * 2 + 1);
    let (mut wrong, mut invalid, mut done) = (0, 0, 0);
    while done < count {
        let mut files = Vec::new();
        for slot in 0..AT_ONCE.min((count - done) as usize) {
            let mut text = (*dice.pick(&items)).to_owned();
            for _ in 0..1 + dice.below(2) {
                text = mutate(&text, &mut dice);
            }
            let file = Path::new(directory).join(format!("m{slot}.xml"));
            let xml = format!("<{root} version=\"{version}\">\n{text}\n</{root}>\n");
            fs::write(&file, &xml).map_err(|error| error.to_string())?;
            files.push((file, ours(&xml)));
        }
        let theirs = valid_for_xmllint(schema, &files)?;
        for (file, ours) in &files {
            let theirs = theirs.contains(file);
            invalid += u64::from(!theirs);
            if *ours != theirs {
                wrong += 1;
                let kept = file.with_file_name(format!("differs-{seed}-{wrong}.xml"));
                fs::copy(file, &kept).map_err(|error| error.to_string())?;
                println!("{}: xmllint says {theirs}, we say {ours}", kept.display());
            }
        }
        done += files.len() as u64;
    }
    println!("{done} mutations, {invalid} invalid, {wrong} verdicts differ");
    if wrong > 0 { Err("verdicts differ".to_owned()) } else { Ok(()) }
}

/// The version that a schema states of itself, and what files it is for.
fn subject_of(schema: &str) -> Result<(&'static str, Kind), String> {
    let text = fs::read_to_string(schema).map_err(|error| error.to_string())?;
    let has = |words: &str| text.contains(words);
    let found = Version::ALL.into_iter().find(|version| has(&format!("version=\"{}\"", version.as_str())));
    let version = found.ok_or_else(|| format!("{schema}: states no version of the standard"))?;
    let activities = has("name=\"iati-activities\"");
    Ok((version.as_str(), if activities { Kind::Activities } else { Kind::Organisations }))
}

/// Whether nothing breaks XML or schema.
fn ours(xml: &str) -> bool {
    let mut valid = true;
    check(xml.as_bytes(), &Options::default(), |finding| {
        valid &= finding.id != RuleId::SCHEMA && finding.id != RuleId::NOT_XML;
    });
    valid
}

fn valid_for_xmllint(schema: &str, files: &[(PathBuf, bool)]) -> Result<HashSet<PathBuf>, String> {
    let output = Command::new("xmllint")
        .args(["--noout", "--schema", schema])
        .args(files.iter().map(|(file, _)| file))
        .output()
        .map_err(|error| format!("xmllint: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(text.lines().filter_map(|line| line.strip_suffix(" validates")).map(PathBuf::from).collect())
}

/// The activities or organisations of a file.
fn split<'f>(file: &'f str, item: &str) -> Vec<&'f str> {
    let (bare, open, end) = (format!("<{item}>"), format!("<{item} "), format!("</{item}>"));
    let mut rest = file;
    let mut all = Vec::new();
    while let Some(begin) = [&bare, &open].into_iter().filter_map(|open| rest.find(open)).min() {
        let Some(len) = rest[begin..].find(&end) else { break };
        all.push(&rest[begin..begin + len + end.len()]);
        rest = &rest[begin + len + end.len()..];
    }
    all
}

/// Numbers that look like chance and are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }

    fn word(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len())]
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Elements as ranges of the text, and attributes: the range with the space before it, and of the value.
#[derive(Default)]
struct Parts {
    elements: Vec<(usize, usize)>,
    names: Vec<(usize, usize)>,
    attributes: Vec<(usize, usize, usize)>,
    texts: Vec<(usize, usize)>,
}

fn parts(text: &str) -> Parts {
    let mut parts = Parts::default();
    let mut open = Vec::new();
    let mut scanner = Scanner::new(text, 0, true);
    while let Ok(token) = scanner.token() {
        let begin = scanner.begin();
        match token {
            Token::Over => break,
            Token::Start(name) => {
                parts.names.push((begin + 1, begin + 1 + name.len()));
                loop {
                    match scanner.attribute() {
                        Ok(InTag::Attribute { at, raw, .. }) => {
                            let end = scanner.at();
                            parts.attributes.push((at - 1, end - 1 - raw.len(), end));
                        }
                        Ok(InTag::Open) => break open.push(begin),
                        Ok(InTag::Empty) => break parts.elements.push((begin, scanner.at())),
                        Err(_) => return parts,
                    }
                }
            }
            Token::End(_) => {
                if let Some(begin) = open.pop() {
                    parts.elements.push((begin, scanner.at()));
                }
            }
            Token::Text { raw, .. } if !raw.trim().is_empty() => parts.texts.push((begin, scanner.at())),
            _ => {}
        }
    }
    parts
}

/// Values that are of some type or nearly so.
const VALUES: &[&str] = &[
    "",
    " ",
    "1",
    "0",
    "-1",
    "+1",
    "1e5",
    "1,000",
    " 12.5 ",
    ".",
    "5.",
    ".5",
    "00",
    "abc",
    "true",
    "TRUE",
    " 1",
    "2020-01-01",
    "2020-02-30",
    " 2020-01-01",
    "2020-01-01Z",
    "2020-01-01+07:00",
    "2020-01-01T00:00:00",
    "2020-01-01T25:00:00",
    "2020-1-1",
    "01/02/2020",
    "en",
    "en_GB",
    "en-GB",
    "english-language",
    "http://a.org/b c",
    "http://a:b/",
    "www.a.org",
    "%zz",
    "a#b#c",
    ":::",
    "mailto:a@b",
    "http://[a/",
    "2147483648",
    "&lt;",
    "&amp;x",
    "99999999999999999999999999",
    "Vi&#x1EC7;t",
    "&nbsp;",
    "&#0;",
    "<![CDATA[x]]>",
    "http://a.org/?q=[1]",
    "\t5\n",
];

const NAMES: &[&str] =
    &["title", "narrative", "sector", "x", "iati-identifier", "value", "x:title", "budget", "fss"];

const PIECES: &[&str] = &[
    "<x:a xmlns:x=\"urn:x\"/>",
    "<x:a xmlns:x=\"urn:x\"><title/></x:a>",
    "<a xmlns=\"urn:x\"><b/>text</a>",
    "<x:a/>",
    "text",
    "<!-- a -->",
    "<?p d?>",
    "<![CDATA[ ]]>",
    "<sector code=\"1\"/>",
    "<narrative>x</narrative>",
    "]]>",
    "&",
    "<title>",
    "<x:a xmlns:x=\"urn:x\" currency=\"\" value-date=\"x\"/>",
    "<x:a xmlns:x=\"urn:x\"><zzz q=\"1\"/></x:a>",
    // What some versions have and others do not.
    "<x:a xmlns:x=\"urn:x\"><document-link/></x:a>",
    "<x:a xmlns:x=\"urn:x\"><tag/></x:a>",
    "<x:a xmlns:x=\"urn:x\"><dimension q=\"1\"/></x:a>",
    "<x:a xmlns:x=\"urn:x\"><humanitarian-scope/></x:a>",
    "<x:a xmlns:x=\"urn:x\"><total-expenditure/></x:a>",
    "<x:a xmlns:x=\"urn:x\"><sector code=\"1\" vocabulary-uri=\"http://a\"/></x:a>",
    "<x:a xmlns:x=\"urn:x\"><participating-org role=\"1\" crs-channel-code=\"1\"/></x:a>",
    "<tag code=\"1\" vocabulary=\"1\"/>",
    "<humanitarian-scope type=\"1\" vocabulary=\"1-2\" code=\"1\"/>",
    "<description><narrative>x</narrative></description>",
    "<document-date iso-date=\"2015-01-01\"/>",
    "<reference vocabulary=\"1\" code=\"1\"/>",
    "<provider-org ref=\"1\"/>",
    "<receiver-org type=\"1\"/>",
    "<location ref=\"1\"/>",
    "<dimension name=\"1\" value=\"1\"/>",
    "<target value=\"1\"/>",
    "<actual/>",
    "<baseline year=\"2015\" value=\"1\"/>",
    "<channel-code>1</channel-code>",
    "<default-aid-type code=\"A01\" vocabulary=\"1\"/>",
    "<policy-marker code=\"1\" vocabulary=\"1\"/>",
    "<document-link url=\"a\" format=\"b\"><title><narrative/></title><category code=\"1\"/></document-link>",
    "<recipient-country code=\"VN\"/>",
];

const ATTRIBUTES: &[&str] = &[
    " x=\"1\"",
    " xml:lang=\"en\"",
    " xml:lang=\"e_n\"",
    " code=\"1\"",
    " y:a=\"1\"",
    " xmlns:y=\"urn:y\" y:a=\"1\"",
    " xml:space=\"x\"",
    " xml:base=\"%\"",
    " xmlns=\"urn:z\"",
    " xmlns:s=\"http://www.w3.org/2001/XMLSchema-instance\" s:nil=\"true\"",
    " xml:foo=\"a\"",
    " vocabulary=\"1\"",
    " vocabulary-uri=\"http://a\"",
    " humanitarian=\"1\"",
    " status=\"1\"",
    " type=\"1\"",
    " activity-id=\"a\"",
    " crs-channel-code=\"1\"",
    " aggregation-status=\"1\"",
    " budget-not-provided=\"1\"",
    " iso-date=\"2015-01-01\"",
];

fn mutate(text: &str, dice: &mut Dice) -> String {
    let parts = parts(text);
    let mut out = text.to_owned();
    if parts.elements.is_empty() {
        return out;
    }
    let (begin, end) = *dice.pick(&parts.elements);
    match dice.below(11) {
        0 => out.replace_range(begin..end, ""),
        1 => {
            let (to, _) = *dice.pick(&parts.elements);
            let piece = &text[begin..end];
            if to <= begin {
                out.replace_range(begin..end, "");
                out.insert_str(to, piece);
            } else if to >= end {
                out.insert_str(to, piece);
                out.replace_range(begin..end, "");
            }
        }
        2 => out.insert_str(end, &text[begin..end]),
        3 => rename(&mut out, (begin, end), dice.word(NAMES)),
        4 | 5 if !parts.attributes.is_empty() => {
            let (from, _, to) = *dice.pick(&parts.attributes);
            out.replace_range(from..to, "");
        }
        6 | 7 if !parts.attributes.is_empty() => {
            let (_, from, to) = *dice.pick(&parts.attributes);
            out.replace_range(from..to - 1, dice.word(VALUES));
        }
        8 if !parts.texts.is_empty() => {
            let (from, to) = *dice.pick(&parts.texts);
            out.replace_range(from..to, dice.word(VALUES));
        }
        9 => out.insert_str(dice.pick(&parts.elements).0, dice.word(PIECES)),
        _ => out.insert_str(dice.pick(&parts.names).1, dice.word(ATTRIBUTES)),
    }
    out
}

fn rename(text: &mut String, (begin, end): (usize, usize), name: &str) {
    let old = text[begin + 1..end].find([' ', '/', '>', '\n', '\t', '\r']).unwrap_or(0);
    if let Some(close) = text[begin..end].rfind("</") {
        let from = begin + close + 2;
        text.replace_range(from..from + old, name);
    }
    text.replace_range(begin + 1..begin + 1 + old, name);
}
