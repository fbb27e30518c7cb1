//! Every rule and every check of a code, on a piece of a file that breaks it and on one that does not.

use std::collections::BTreeSet;

use super::table::{Kind, table};
use super::tests::findings;
use crate::codelists::{self, Check, Status};
use crate::names::VOCABULARY;

/// The file around a piece, as the head of `cases.txt` says.
fn file(piece: &str) -> String {
    let (word, rest) = piece.split_once(' ').unwrap_or((piece, ""));
    let (root, item, version, piece) = match word {
        "O" => ("iati-organisations", "iati-organisation", "2.03", rest),
        "2.01" | "2.02" => ("iati-activities", "iati-activity", word, rest),
        _ => ("iati-activities", "iati-activity", "2.03", piece),
    };
    let (attributes, inside) = piece.split_once(" >> ").unwrap_or(("", piece));
    format!("<{root} version=\"{version}\"><{item} {attributes}>{inside}</{item}></{root}>")
}

/// The id, the broken file and the good one.
fn read(line: &str) -> Option<(&str, String, String)> {
    let (id, rest) = line.split_once(" | ")?;
    match rest.split_once(" <- ") {
        Some((piece, values)) => {
            let (broken, good) = values.rsplit_once(" | ")?;
            Some((id, file(&piece.replacen('#', broken, 1)), file(&piece.replacen('#', good, 1))))
        }
        None => rest.split_once(" | ").map(|(broken, good)| (id, file(broken), file(good))),
    }
}

/// The rules of an id that a file breaks, as places in the table.
fn broken(id: &str, file: &str) -> BTreeSet<usize> {
    let found = findings(file, false).into_iter().filter(|finding| finding.id.0 == id);
    found.map(|finding| (finding.group >> 32 & 0xFFFF) as usize).collect()
}

#[test]
fn every_rule_tells_the_broken_from_the_good() {
    let mut seen = BTreeSet::new();
    for line in include_str!("cases.txt").lines().filter(|line| !line.starts_with('#')) {
        let (id, bad, good) = read(line).unwrap_or_else(|| panic!("{line}"));
        let rules = broken(id, &bad);
        assert!(!rules.is_empty(), "nothing is found: {line}");
        assert_eq!(broken(id, &good), BTreeSet::new(), "{line}");
        seen.extend(rules);
    }
    for (number, case) in table().cases.iter().enumerate().filter(|(_, case)| case.kind != Kind::Never) {
        assert!(seen.contains(&number), "no piece breaks {} at {:?}", case.id.0, case.paths);
    }
}

/// A file with one value, nested as the check wants it.
fn coded(check: &Check, value: &str) -> String {
    let words: Vec<&str> = check.way.iter().map(|name| name.as_str()).collect();
    let open: String =
        words[..words.len() - 1].iter().map(|word| format!("<{word} version=\"2.03\">")).collect();
    let close: String = words[..words.len() - 1].iter().rev().map(|word| format!("</{word}>")).collect();
    let vocabulary =
        check.vocabulary.map(|(vocabulary, _)| format!(" vocabulary=\"{vocabulary}\"")).unwrap_or_default();
    let last = words[words.len() - 1];
    let (attribute, text) = match check.attribute {
        Some(VOCABULARY) => (format!(" vocabulary=\"{value}\""), ""),
        Some(name) => (format!("{vocabulary} {}=\"{value}\"", name.as_str()), ""),
        None => (String::new(), value),
    };
    format!("{open}<{last} version=\"2.03\"{attribute}>{text}</{last}>{close}")
}

#[test]
fn every_check_of_a_code_knows_its_list() {
    // The version of an activity file is asked where the root is read.
    let checks = codelists::checks().iter().filter(|check| check.way.len() > 1);
    for check in checks {
        let told =
            |value: &str| findings(&coded(check, value), false).iter().any(|finding| finding.id == check.id);
        assert!(told("no such code"), "{} is silent: {}", check.id.0, coded(check, "no such code"));
        assert!(told(""), "{} takes nothing for a code", check.id.0);
        for (code, _) in check.list.codes().step_by(7) {
            assert!(!told(code), "{} refuses {code}", check.id.0);
        }
        assert!(check.list.codes().any(|(_, status)| status == Status::Active));
    }
}
