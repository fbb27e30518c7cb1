//! Words for findings: what is wrong and what to do, in Vietnamese and English.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::codelists::{self, Check};
use crate::finding::{Finding, RuleId, Severity};
use crate::{names, rules};

/// A language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The language of a tag, `vi` or `en`.
    pub fn of(tag: &str) -> Option<Self> {
        match tag {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// What one line of a file of messages holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// What is wrong, and what to do.
    Message(&'static str, &'static str),
    /// What a code is for; the rest is said by the message `code`.
    Code(&'static str),
}

type Lines = HashMap<&'static str, Line>;

fn read(text: &'static str) -> Lines {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let parts = lines.filter_map(|line| {
        let (key, rest) = line.split_once(" | ")?;
        Some(match rest.split_once(" | ") {
            Some((wrong, fix)) => (key, Line::Message(wrong, fix)),
            None => (key, Line::Code(rest)),
        })
    });
    parts.collect()
}

/// A piece of a sentence: words, or the name of a value to put in.
#[derive(Debug, Clone, Copy)]
enum Part {
    Words(&'static str),
    Value(&'static str),
}

/// The two sentences of a message, taken apart once: what is wrong, what to do.
struct Message {
    wrong: Vec<Part>,
    fix: Vec<Part>,
}

/// Takes a sentence apart; `{what}` is known already for codes.
fn parts(mut sentence: &'static str, what: &'static str) -> Vec<Part> {
    let mut out = Vec::new();
    while let Some((before, after)) = sentence.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        out.push(Part::Words(before));
        out.push(if name == "what" && !what.is_empty() { Part::Words(what) } else { Part::Value(name) });
        sentence = after;
    }
    out.push(Part::Words(sentence));
    out
}

type Messages = HashMap<&'static str, Message>;

fn taken_apart(lines: &Lines) -> Messages {
    let of_codes = match lines.get("code") {
        Some(Line::Message(wrong, fix)) => (*wrong, *fix),
        _ => ("{what}", ""),
    };
    let message = |line: &Line| {
        let ((wrong, fix), what) = match *line {
            Line::Message(wrong, fix) => ((wrong, fix), ""),
            Line::Code(what) => (of_codes, what),
        };
        Message { wrong: parts(wrong, what), fix: parts(fix, what) }
    };
    lines.iter().map(|(key, line)| (*key, message(line))).collect()
}

const VI_TEXT: &str = concat!(include_str!("vi.txt"), "\n", include_str!("schema.vi.txt"));
const EN_TEXT: &str = concat!(include_str!("en.txt"), "\n", include_str!("schema.en.txt"));

static VI: LazyLock<Messages> = LazyLock::new(|| taken_apart(&read(VI_TEXT)));
static EN: LazyLock<Messages> = LazyLock::new(|| taken_apart(&read(EN_TEXT)));

fn messages(lang: Lang) -> &'static Messages {
    match lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
    }
}

/// The Vietnamese word for a severity.
pub fn severity_vi(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "nghiêm trọng",
        Severity::Error => "lỗi",
        Severity::Warning => "cảnh báo",
        Severity::Advisory => "lưu ý",
    }
}

/// Every id that can be found, in order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    let own = [
        RuleId::NOT_XML,
        RuleId::NOT_IATI,
        RuleId::SCHEMA,
        RuleId::VERSION,
        RuleId::DUPLICATE,
        RuleId::WITHDRAWN,
        RuleId::NOT_LOOKED_UP,
        RuleId::LEFT_OUT,
    ];
    let codes = codelists::checks().iter().map(|check| check.id).chain([RuleId("9.95.1")]);
    let all: BTreeSet<_> = own.into_iter().chain(rules::ids()).chain(codes).map(|id| id.0).collect();
    all.into_iter()
}

/// What is wrong.
pub fn text(lang: Lang, finding: &Finding) -> String {
    let mut out = String::new();
    tell(lang, finding, &mut |piece| out.push_str(piece));
    out
}

/// What to do about it.
pub fn fix(lang: Lang, finding: &Finding) -> String {
    let mut out = String::new();
    tell_fix(lang, finding, &mut |piece| out.push_str(piece));
    out
}

/// What is wrong, piece by piece.
pub(crate) fn tell(lang: Lang, finding: &Finding, put: &mut impl FnMut(&str)) {
    match messages(lang).get(finding.message) {
        Some(message) => fill(&message.wrong, finding, put),
        None => fill(&[Part::Value("value")], finding, put),
    }
}

/// What to do about it, piece by piece.
pub(crate) fn tell_fix(lang: Lang, finding: &Finding, put: &mut impl FnMut(&str)) {
    if let Some(message) = messages(lang).get(finding.message) {
        fill(&message.fix, finding, put);
    }
}

/// Longest value that a message repeats, in characters: a narrative given as a code is cut.
const VALUE_MAX: usize = 120;

fn fill(parts: &[Part], finding: &Finding, put: &mut impl FnMut(&str)) {
    for part in parts {
        let name = match part {
            Part::Words(words) => {
                put(words);
                continue;
            }
            Part::Value(name) => name,
        };
        let Some((_, value)) = finding.args.iter().find(|(arg, _)| arg == name) else { continue };
        // As many bytes cannot be more characters.
        if value.len() <= VALUE_MAX {
            put(value);
            continue;
        }
        let cut = value.char_indices().nth(VALUE_MAX).map_or(value.len(), |(at, _)| at);
        put(&value[..cut]);
        if cut < value.len() {
            put("…");
        }
    }
}

/// The message for a code: the id, except where one id stands for two things.
pub(crate) fn key_of_code(check: &'static Check) -> &'static str {
    match (check.id.0, check.way.last()) {
        ("9.129.1", Some(&names::AID_TYPE)) => "9.129.1 aid",
        ("9.130.1", Some(&names::AID_TYPE)) => "9.130.1 aid",
        (id, _) => id,
    }
}

/// Every key that a language has, for tests and documents.
pub fn keys(lang: Lang) -> impl Iterator<Item = &'static str> {
    messages(lang).keys().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pos;
    use crate::finding::Category;

    fn finding(message: &'static str, args: &[(&'static str, &str)]) -> Finding {
        let args = args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Finding::new(RuleId(message), Severity::Error, Category::Iati, String::new(), Pos::START, args)
    }

    #[test]
    fn both_languages_have_every_message_with_the_same_places() {
        let (vi, en) = (read(VI_TEXT), read(EN_TEXT));
        assert_eq!(vi.len(), en.len());
        for (key, line) in &en {
            let other = vi.get(key);
            assert!(other.is_some(), "{key}");
            if let (Line::Message(wrong, fix), Some(Line::Message(sai, sua))) = (line, other) {
                assert_eq!(places(wrong), places(sai), "{key}");
                assert_eq!(places(fix), places(sua), "{key}");
            }
        }
    }

    fn places(text: &str) -> Vec<&str> {
        let mut names: Vec<_> = text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_rule_and_every_code_has_words() {
        let en = read(EN_TEXT);
        for id in rules::ids() {
            assert!(en.contains_key(id.0), "{id}");
        }
        for check in codelists::checks() {
            assert!(matches!(en.get(key_of_code(check)), Some(Line::Code(_))), "{}", check.id);
        }
    }

    #[test]
    fn no_sentence_is_long() {
        for (key, line) in read(VI_TEXT).into_iter().chain(read(EN_TEXT)) {
            if let Line::Message(wrong, fix) = line {
                for sentence in [wrong, fix] {
                    assert!(sentence.split(' ').count() <= 22, "{key}: {sentence}");
                    assert!(sentence.ends_with('.') && !sentence.contains('!'), "{key}: {sentence}");
                }
            }
        }
    }

    #[test]
    fn values_are_filled_in_and_cut() {
        let found = finding("9.5.1", &[("value", "99"), ("list", "ActivityStatus")]);
        assert_eq!(text(Lang::En, &found), "\"99\" is not a code for the activity status.");
        assert_eq!(fix(Lang::Vi, &found), "Dùng mã của danh mục ActivityStatus.");
        let long = "đ".repeat(200);
        let found = finding("1.1.2", &[("value", &long)]);
        assert!(text(Lang::Vi, &found).contains('…'));
    }
}
