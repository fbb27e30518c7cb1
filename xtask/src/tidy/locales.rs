//! Messages: the same keys in every language, each used, each there.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{File, Tree};
use super::{Problem, mask};

/// How source asks for a message by a literal key.
const CALLS: [&str; 4] = ["lang::text(", "lang::format(", "t(", "tf("];
/// The same where the key comes first, right after the bracket.
const FIRST: [&str; 5] = ["f1(\"", "f2(\"", "f3(\"", "m(\"", "Message::new(\""];
/// How a field of a form is refused: the field, then the key.
const REFUSALS: [&str; 2] = [".refuse(", ".need("];

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let vi = keys(tree, "vi");
    let mut problems = Vec::new();
    for lang in ["vi", "en", "km"] {
        let own = keys(tree, lang);
        let surplus = own.iter().filter(|(key, _)| !vi.contains_key(*key));
        problems.extend(surplus.map(|(key, at)| at.problem(format!("{key} is not in Vietnamese"))));
        problems.extend(twice(tree, lang));
        if lang == "en" {
            let lacking = vi.iter().filter(|(key, _)| !own.contains_key(*key));
            problems.extend(lacking.map(|(key, at)| at.problem(format!("{key} is not in English"))));
        }
    }
    let used = Used::of(tree);
    let unused = vi.iter().filter(|(key, _)| !used.covers(key));
    problems.extend(unused.map(|(key, at)| at.problem(format!("{key} is used nowhere"))));
    problems.extend(
        used.asked
            .iter()
            .filter(|(key, _)| !vi.contains_key(key.as_str()))
            .map(|(key, at)| at.problem(format!("the message {key} does not exist"))),
    );
    problems
}

/// Where a key stands.
#[derive(Clone)]
struct At {
    path: String,
    line: usize,
}

impl At {
    fn problem(&self, says: String) -> Problem {
        Problem::new(&self.path, self.line, says)
    }
}

fn entries<'a>(tree: &'a Tree, lang: &'a str) -> impl Iterator<Item = (&'a str, At)> {
    let folder = format!("locales/{lang}");
    let files = tree.of("ftl").filter(move |file| file.under(&folder));
    files.flat_map(|file| {
        file.text.lines().enumerate().filter_map(|(index, line)| {
            let key = line.split_once('=')?.0.trim_end();
            is_key(key).then(|| (key, At { path: file.path.clone(), line: index + 1 }))
        })
    })
}

fn keys<'a>(tree: &'a Tree, lang: &'a str) -> BTreeMap<&'a str, At> {
    entries(tree, lang).collect()
}

fn twice(tree: &Tree, lang: &str) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    entries(tree, lang)
        .filter(|(key, _)| !seen.insert((*key).to_owned()))
        .map(|(key, at)| at.problem(format!("{key} stands twice")))
        .collect()
}

fn is_key(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.chars().all(is_key_letter)
}

fn is_key_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
}

/// What source and data say about keys.
#[derive(Default)]
struct Used {
    literals: BTreeSet<String>,
    /// Fixed parts of keys put together at run time: «stage-» and «» for
    /// `"stage-{name}"`.
    patterns: BTreeSet<Vec<String>>,
    asked: Vec<(String, At)>,
}

impl Used {
    fn of(tree: &Tree) -> Self {
        let mut used = Self::default();
        let kinds = ["rs", "html", "toml", "mjs"];
        let sources = tree.files.iter().filter(|file| kinds.iter().any(|kind| file.is(kind)));
        for file in sources.filter(|file| !file.under("xtask") && !file.is_test()) {
            used.read(file);
        }
        used
    }

    fn read(&mut self, file: &File) {
        let end = if file.is("rs") { mask::product_code(&file.text).lines().count() } else { usize::MAX };
        for (index, line) in file.text.lines().take(end).enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            line.split(['"', '\'']).for_each(|piece| self.literal(piece));
            let asked = CALLS.iter().flat_map(|call| asked_by(line, call));
            let asked = asked.chain(FIRST.iter().flat_map(|call| first_of(line, call)));
            let asked = asked.chain(REFUSALS.iter().flat_map(|call| refused_with(line, call)));
            let at = At { path: file.path.clone(), line: index + 1 };
            self.asked.extend(asked.map(|key| (key.to_owned(), at.clone())));
        }
    }

    fn literal(&mut self, piece: &str) {
        if is_key(piece) {
            self.literals.insert(piece.to_owned());
        } else if piece.contains('{') {
            let fixed: Vec<String> =
                piece.split('{').map(|part| part.rsplit('}').next().unwrap_or_default().to_owned()).collect();
            let long_enough = fixed.iter().map(String::len).sum::<usize>() >= 4;
            if long_enough && fixed.iter().all(|part| part.chars().all(is_key_letter)) {
                self.patterns.insert(fixed);
            }
        }
    }

    fn covers(&self, key: &str) -> bool {
        self.literals.contains(key) || self.patterns.iter().any(|fixed| fits(key, fixed))
    }
}

/// Whether `key` begins with the first part, ends with the last and has the
/// others between, in order.
fn fits(key: &str, fixed: &[String]) -> bool {
    let Some((first, rest)) = fixed.split_first() else {
        return false;
    };
    let Some((last, between)) = rest.split_last() else {
        return key == first;
    };
    let Some(mut left) = key.strip_prefix(first.as_str()) else {
        return false;
    };
    for part in between {
        let Some(at) = left.find(part.as_str()) else {
            return false;
        };
        left = &left[at + part.len()..];
    }
    left.ends_with(last.as_str()) && left.len() > last.len()
}

/// Literal keys among the arguments of a call that stands in one line.
fn asked_by<'a>(line: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(call).filter_map(move |(at, _)| {
        let before = line[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            return None;
        }
        let args = &line[at + call.len()..];
        let (before, rest) = args.split_once('"')?;
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '&' | ',' | ' ');
        let key = rest.split('"').next()?;
        (before.chars().all(plain) && is_key(key)).then_some(key)
    })
}

/// The literal right after a call's bracket.
fn first_of<'a>(line: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(call).filter_map(move |(at, _)| {
        let before = line[..at].chars().next_back();
        let part_of_a_name = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        let key = line[at + call.len()..].split('"').next()?;
        (!part_of_a_name && is_key(key)).then_some(key)
    })
}

/// The literal that ends the arguments of a refusal in one line.
fn refused_with<'a>(line: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(call).filter_map(move |(at, _)| {
        let (args, _) = line[at + call.len()..].rsplit_once("\")")?;
        let (_, key) = args.rsplit_once(", \"")?;
        is_key(key).then_some(key)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: (&str, &str) =
        ("crates/server/src/web/a.rs", "x(lang::text(lang, \"a-b\"), format!(\"stage-{s}-hint\"))");

    fn said(vi: &str, en: &str, km: &str) -> Vec<String> {
        let files = [("locales/vi/a.ftl", vi), ("locales/en/a.ftl", en), ("locales/km/a.ftl", km), SOURCE];
        check(&Tree::of_texts(&files)).into_iter().map(|problem| problem.says).collect()
    }

    #[test]
    fn languages_have_the_same_keys() {
        assert!(said("a-b = A\n", "a-b = A\n", "").is_empty());
        assert_eq!(said("a-b = A\n", "", ""), ["a-b is not in English"]);
        assert_eq!(said("a-b = A\n", "a-b = A\n", "a-c = C"), ["a-c is not in Vietnamese"]);
        assert_eq!(said("a-b = A\na-b = B\n", "a-b = A\n", ""), ["a-b stands twice"]);
    }

    #[test]
    fn every_key_is_used_and_there() {
        assert_eq!(said("", "", ""), ["the message a-b does not exist"]);
        let both = "a-b = A\nc-d = C\n";
        assert_eq!(said(both, both, ""), ["c-d is used nowhere"]);
        let built = "a-b = A\nstage-draft-hint = C\n";
        assert!(said(built, built, "").is_empty());
    }

    #[test]
    fn a_key_that_comes_first_is_there() {
        let found = |line: &'static str| first_of(line, "f1(\"").collect::<Vec<_>>();
        assert_eq!(found("say.f1(\"need-count\", \"n\", 3)"), ["need-count"]);
        assert!(found("say.f1(key, \"n\", 3)").is_empty() && found("xf1(\"a\")").is_empty());
    }

    #[test]
    fn what_a_field_is_refused_with_is_there() {
        let found = |line: &'static str| refused_with(line, ".refuse(").collect::<Vec<_>>();
        assert_eq!(found("form.refuse(&format!(\"c{n}-mail\"), \"form-mail\");"), ["form-mail"]);
        assert_eq!(found("form.refuse(\"due\", \"day-unread\");"), ["day-unread"]);
        assert!(found("form.refuse(field, key);").is_empty());
    }

    #[test]
    fn lines_within_a_message_are_no_keys() {
        let vi = "a-b = { $n ->\n    [one] x = 1\n   *[other] y\n}\n";
        assert!(said(vi, vi, "").is_empty());
    }

    #[test]
    fn parts_of_a_key_fit_in_order() {
        let fixed = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        assert!(fits("stage-draft-hint", &fixed(&["stage-", "-hint"])));
        assert!(!fits("stage-draft", &fixed(&["stage-", "-hint"])));
        assert!(!fits("stage-", &fixed(&["stage-", ""])));
    }
}
