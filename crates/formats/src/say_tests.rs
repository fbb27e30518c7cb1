use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use domain::finding::Spot;
use domain::words::Words;

use super::*;

/// String literals behind any of `calls` in the Rust files of a folder, tests left out.
fn codes_in(folder: &str, calls: &[&str], out: &mut BTreeSet<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let source = fs::read_to_string(&path).unwrap_or_default();
        let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for call in calls {
            for part in source.split(call).skip(1) {
                let part = part.trim_start();
                if let Some((code, _)) = part.strip_prefix('"').and_then(|p| p.split_once('"')) {
                    out.insert(code.to_owned());
                }
            }
        }
    }
}

fn every_finding() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let calls = [
        "Finding::error(",
        "Finding::warning(",
        "Finding::note(",
        "Finding::new(",
        "bad(",
        "said(",
        "error(",
        "whole(",
        "warn(",
        "stop(pass,",
    ];
    codes_in("../domain/src/report", &calls, &mut codes);
    codes_in("src/sheet", &calls, &mut codes);
    // Chosen by a condition beside the call.
    codes.extend(["part-over-whole", "dates-reversed"].map(str::to_owned));
    codes.retain(|c| c.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
    codes
}

#[test]
fn every_finding_in_the_code_has_its_sentence_in_both_languages() {
    let codes = every_finding();
    assert!(codes.len() > 60, "the search found only {}", codes.len());
    for code in &codes {
        for lang in [Lang::Vi, Lang::En] {
            assert!(lang::has(lang, &format!("finding-{code}")), "{lang}: finding-{code}");
        }
        let fix = format!("finding-{code}-fix");
        assert_eq!(lang::has(Lang::Vi, &fix), lang::has(Lang::En, &fix), "{fix}");
    }
    for (key, _) in sentences("finding.ftl") {
        let code = key.trim_start_matches("finding-").trim_end_matches("-fix").to_owned();
        assert!(codes.contains(&code), "{key} belongs to no finding");
    }
}

#[test]
fn every_refusal_of_the_domain_has_its_sentence_in_both_languages() {
    let mut codes = BTreeSet::new();
    for folder in ["../domain/src", "../domain/src/report"] {
        codes_in(folder, &["Refusal::new("], &mut codes);
    }
    assert!(codes.len() > 8);
    for code in codes {
        for lang in [Lang::Vi, Lang::En] {
            assert!(lang::has(lang, &format!("refusal-{code}")), "{lang}: refusal-{code}");
        }
    }
}

#[test]
fn a_sentence_names_both_numbers_and_what_to_do() {
    let finding = Finding::error("part-over-whole", Spot::cell("B1", 0, "disbursed"))
        .with("part", Arg::Words(Words::new("Luỹ kế", "Cumulative")))
        .with("whole", Arg::Words(Words::new("Tổng vốn", "Total")))
        .with("part_value", Arg::Money(3_240_000_000))
        .with("whole_value", Arg::Money(2_800_000_000));
    assert_eq!(say(Lang::Vi, &finding), "«Luỹ kế» 3.240 triệu đồng lớn hơn «Tổng vốn» 2.800 triệu đồng.");
    assert_eq!(
        say(Lang::En, &finding),
        "“Cumulative” VND 3,240 million is greater than “Total” VND 2,800 million."
    );
    assert_eq!(fix(Lang::Vi, &finding).unwrap(), "Kiểm tra lại hai số này.");
    let said = serde_json::to_value(Said::from(&finding)).unwrap();
    assert_eq!(said["severity"], "error");
    assert_eq!(said["sheet"], serde_json::Value::Null);
}

/// Key and text of the one-line messages of a Vietnamese file.
fn sentences(file: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/vi").join(file);
    let source = fs::read_to_string(path).unwrap();
    let lines = source.lines().filter(|l| !l.starts_with(['#', ' ']));
    lines.filter_map(|l| l.split_once(" = ")).map(|(k, t)| (k.to_owned(), t.to_owned())).collect()
}

#[test]
fn sentences_keep_the_house_tone() {
    for (key, text) in sentences("finding.ftl").into_iter().chain(sentences("refusal.ftl")) {
        let lower = text.to_lowercase();
        assert!(
            !lower.contains('!') && !lower.contains("vui lòng") && !lower.contains("không hợp lệ"),
            "{key}"
        );
        assert!(text.ends_with('.'), "{key} ends in a full stop");
        for sentence in text.split(". ") {
            assert!(sentence.split_whitespace().count() <= 22, "{key}: {sentence}");
        }
    }
}
