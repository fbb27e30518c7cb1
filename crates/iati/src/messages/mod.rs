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
#[derive(Debug, PartialEq, Eq)]
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

static VI: LazyLock<Lines> =
    LazyLock::new(|| read(concat!(include_str!("vi.txt"), "\n", include_str!("schema.vi.txt"))));
static EN: LazyLock<Lines> =
    LazyLock::new(|| read(concat!(include_str!("en.txt"), "\n", include_str!("schema.en.txt"))));

fn lines(lang: Lang) -> &'static Lines {
    match lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
    }
}

/// The two sentences for a finding, before values are filled in, and what a code is for.
fn patterns(lang: Lang, key: &str) -> (&'static str, &'static str, &'static str) {
    match lines(lang).get(key) {
        Some(Line::Message(wrong, fix)) => (wrong, fix, ""),
        Some(Line::Code(what)) => match lines(lang).get("code") {
            Some(Line::Message(wrong, fix)) => (wrong, fix, what),
            _ => (what, "", ""),
        },
        None => ("{value}", "", ""),
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
    let (wrong, _, what) = patterns(lang, finding.message);
    fill(wrong, what, finding)
}

/// What to do about it.
pub fn fix(lang: Lang, finding: &Finding) -> String {
    let (_, fix, what) = patterns(lang, finding.message);
    fill(fix, what, finding)
}

/// Longest value that a message repeats, in characters: a narrative given as a code is cut.
const VALUE_MAX: usize = 120;

fn fill(pattern: &str, what: &str, finding: &Finding) -> String {
    let mut text = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            continue;
        };
        if name == "what" && !what.is_empty() {
            text.push_str(what);
        } else if let Some((_, value)) = finding.args.iter().find(|(arg, _)| *arg == name) {
            let cut = value.char_indices().nth(VALUE_MAX).map_or(value.len(), |(at, _)| at);
            text.push_str(&value[..cut]);
            if cut < value.len() {
                text.push('…');
            }
        }
        rest = after;
    }
    text.push_str(rest);
    text
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
    lines(lang).keys().copied()
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
        assert_eq!(VI.len(), EN.len());
        for (key, line) in EN.iter() {
            let other = VI.get(key);
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
        for id in rules::ids() {
            assert!(EN.contains_key(id.0), "{id}");
        }
        for check in codelists::checks() {
            assert!(matches!(EN.get(key_of_code(check)), Some(Line::Code(_))), "{}", check.id);
        }
    }

    #[test]
    fn no_sentence_is_long() {
        for (key, line) in VI.iter().chain(EN.iter()) {
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
