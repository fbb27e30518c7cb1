//! The rule suite of the standard, carried along in a compact form: what is found in each file is what the official
//! validator found, so that a change of a rule cannot pass unseen where the larger suites are not at hand.

#![expect(clippy::expect_used, reason = "a test says what is wrong by failing")]

use std::collections::{BTreeMap, BTreeSet};

use iati::rules::values::Instant;
use iati::{Options, check};

const SUITE: &str = include_str!("suite/rules-v1.txt");

/// Activity, id, severity.
type Found = BTreeSet<(String, String, String)>;

/// A file of the suite: its lines, and what is to be found.
#[derive(Default)]
struct Case {
    lines: Vec<String>,
    expected: Found,
}

fn cut<'t>(text: &'t str, at: &str) -> (&'t str, &'t str) {
    text.split_once(at).expect("a line of the suite")
}

fn cases() -> BTreeMap<&'static str, Case> {
    let mut all: BTreeMap<&str, Case> = BTreeMap::new();
    for part in SUITE.split("\n= ").skip(1) {
        let (head, body) = cut(part, "\n");
        let (name, base) = cut(head, " ");
        let base = all.get(base).map(|case| case.lines.clone()).unwrap_or_default();
        all.insert(name, case(&base, body));
    }
    all
}

fn case(base: &[String], body: &str) -> Case {
    let mut case = Case::default();
    let mut next = 0;
    for line in body.lines() {
        let (sign, rest) = line.split_at(1);
        match sign {
            "?" => {
                let (activity, found) = cut(rest.trim_start(), " | ");
                for one in found.split(", ") {
                    let (id, severity) = cut(one, " ");
                    case.expected.insert((activity.to_owned(), id.to_owned(), severity.to_owned()));
                }
            }
            "@" => {
                let (from, count) = cut(rest.trim_start(), " ");
                let number = |text: &str| text.parse::<usize>().expect("a number of the suite");
                let (from, count) = (number(from), number(count));
                case.lines.extend_from_slice(&base[next..from]);
                next = from + count;
            }
            _ => case.lines.push(rest.to_owned()),
        }
    }
    case.lines.extend_from_slice(&base[next..]);
    case
}

fn found(case: &Case) -> Found {
    let options = Options::new(Instant::parse("2026-11-22").expect("a day").end_of_day());
    let text = case.lines.join("\n");
    let mut found = Found::new();
    check(text.as_bytes(), &options, |f| {
        if f.id.is_official() {
            found.insert((f.identifier.to_string(), f.id.to_string(), f.severity.as_str().to_owned()));
        }
    });
    found
}

#[test]
fn each_file_of_the_suite_has_the_findings_of_the_official_validator() {
    let all = cases();
    assert_eq!(all.len(), 126);
    for (name, case) in &all {
        assert_eq!(found(case), case.expected, "{name}");
    }
}
