use super::*;
use crate::finding::Finding;

const ACTIVITY: &str = r#"<iati-activity xml:lang="en" default-currency="USD"><iati-identifier>XM-DAC-1-#</iati-identifier>
<reporting-org ref="XM-DAC-1" type="10"><narrative>n</narrative></reporting-org><title><narrative>t</narrative></title>
<description><narrative>d</narrative></description><participating-org role="1" ref="XM-DAC-1"/><activity-status code="2"/>
<activity-date type="1" iso-date="2020-01-01"/><recipient-country code="VN"/><sector code="11110"/></iati-activity>"#;

fn activities(count: usize) -> String {
    let all: Vec<_> = (1..=count).map(|n| ACTIVITY.replace('#', &n.to_string())).collect();
    format!(
        "<?xml version=\"1.0\"?>\n<iati-activities version=\"2.03\">\n{}\n</iati-activities>\n",
        all.join("\n")
    )
}

fn run(xml: &[u8], jobs: usize) -> (Head, Vec<Finding>) {
    let now = Instant::parse("2026-11-22").unwrap();
    let mut found = Vec::new();
    let head = check(xml, &Options { jobs, ..Options::new(now) }, |finding| found.push(finding));
    (head, found)
}

/// Critical findings as `message line`.
fn critical(xml: &str) -> Vec<String> {
    let (_, found) = run(xml.as_bytes(), 1);
    let (_, again) = run(xml.as_bytes(), 2);
    assert!(found == again, "threads find the same");
    let critical = found.into_iter().filter(|finding| finding.severity == Severity::Critical);
    critical.map(|finding| format!("{} {}", finding.message, finding.pos.line)).collect()
}

#[test]
fn a_good_file_is_valid() {
    let (head, found) = run(activities(3).as_bytes(), 1);
    assert!(head.summary.is_valid(), "{found:?}");
    assert_eq!((head.kind, head.version.as_str()), (Some(crate::Kind::Activities), "2.03"));
}

#[test]
fn each_fault_of_structure_is_told_with_its_line() {
    let broken = ACTIVITY
        .replace("<title><narrative>t</narrative></title>", "")
        .replace("<sector code=\"11110\"/>", "<sector/><title><narrative>x</narrative></title><bad/>text")
        .replace("2020-01-01", "1.1.2020");
    let xml = format!("<iati-activities version=\"2.03\">\n{broken}</iati-activities>");
    assert_eq!(
        critical(&xml),
        [
            "schema-text 2",
            "schema-date 5",
            "schema-attribute-missing 5",
            "schema-order 5",
            "schema-unexpected 5"
        ]
    );
}

#[test]
fn what_ends_the_reading() {
    let good = activities(2);
    for (xml, expected) in [
        (String::new(), "no-markup 1"),
        ("<html/>".to_owned(), "0.2.1 1"),
        ("<html><p></html>".to_owned(), "mismatch 1"),
        (good.replace("2.03", "1.05"), "0.6.1 2"),
        (good.replace("</iati-activities>", ""), "unexpected-end 12"),
        (good.replace("</iati-activities>", "</iati-activities>x"), "outside-root 11"),
        (good.replace("</iati-activities>", "</iati-activity>"), "mismatch 11"),
        (good.replace("<sector code=\"11110\"/>", "<sector code=\"11110\">"), "mismatch 6"),
        (good.replace(">n<", ">\u{1}<"), "forbidden-character 4"),
        (good.replace(">n<", ">&nbsp;<"), "unknown-entity 4"),
        ("<iati-activities version='2.03'/>".to_owned(), "schema-missing 1"),
        ("<iati-activities version='2.03'><!-- --></iati-activities>".to_owned(), "schema-missing 1"),
        (good.replace("version=\"2.03\"", "version"), "bad-attribute 2"),
    ] {
        assert_eq!(critical(&xml).last().map(String::as_str), Some(expected), "{xml}");
    }
}

#[test]
fn threads_find_the_same_in_a_long_file_with_faults() {
    let mut xml = activities(6000);
    assert!(xml.len() > 2 << 20);
    xml = xml
        .replace("XM-DAC-1-4000<", "XM-DAC-1-3<")
        .replace("<sector code=\"11110\"/>", "<sector code=\"1\"/>");
    let (head, found) = run(xml.as_bytes(), 1);
    assert_eq!(found.iter().filter(|finding| finding.id == RuleId::DUPLICATE).count(), 1);
    assert!(head.summary.error > 6000 && found.last().unwrap().path.contains("[6000]"));
    assert!(run(xml.as_bytes(), 3) == (head, found));
}

#[test]
fn an_activity_inside_an_extension_misleads_nobody() {
    let inner = r#"<x:a xmlns:x="urn:x"><iati-activity></iati-activity></x:a></iati-activity>"#;
    let xml = activities(6000).replacen("</iati-activity>", inner, 500).replace("11110", "1");
    let (head, found) = run(xml.as_bytes(), 1);
    let (other, again) = run(xml.as_bytes(), 2);
    let differ = found.iter().zip(&again).find(|(a, b)| a != b);
    assert_eq!(differ, None, "threads find the same");
    assert_eq!(head, other);
    assert!(head.summary.critical >= 500);
    let paths = found.iter().filter(|finding| finding.severity != Severity::Critical);
    assert!(paths.clone().count() > 0, "{head:?}");
    assert!(paths.clone().any(|finding| finding.path.contains("[6000]")));
    assert!(!paths.clone().any(|finding| finding.path.contains("[6001]")));
}

#[test]
fn extensions_under_the_root_follow_an_organisation() {
    let item = "<iati-organisation><organisation-identifier>A</organisation-identifier><name><narrative>n</narrative></name>
<reporting-org ref='A' type='10'><narrative>n</narrative></reporting-org></iati-organisation>";
    let extension = "<x:a xmlns:x='urn:x'/>";
    let file = |inside: String| {
        critical(&format!("<iati-organisations version='2.03'>{inside}</iati-organisations>"))
    };
    assert_eq!(file(format!("{item}{extension}")), [""; 0]);
    assert_eq!(file(format!("{extension}{item}")), ["schema-order 1"]);
    assert_eq!(file(format!("{item}<x/>")), ["schema-unexpected 2"]);
}

#[test]
fn only_what_is_not_declared_may_be_nil() {
    let file = |identifier: &str, unknown: &str| {
        format!(
            r#"<iati-organisations version="2.03" xmlns:s="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="urn:x">
            <iati-organisation><organisation-identifier{identifier}>A</organisation-identifier>
            <name><narrative>n</narrative></name>
            <reporting-org ref="A" type="10"><narrative>n</narrative></reporting-org>
            <x:a{unknown}/></iati-organisation></iati-organisations>"#
        )
    };
    let nil = r#" s:nil="false""#;
    assert_eq!(critical(&file("", nil)), [""; 0]);
    assert_eq!(critical(&file(nil, "")), ["schema-instance 2"]);
}

#[test]
fn nothing_may_follow_the_root_in_another_batch() {
    let good = activities(6000);
    let (before, behind) = good.split_at(good.len() / 2);
    let at = behind.find("<iati-activity ").unwrap();
    let xml = format!("{before}{}</iati-activities>{}", &behind[..at], &behind[at..]);
    let last = critical(&xml);
    assert!(last.len() == 1 && last[0].starts_with("outside-root "), "{last:?}");
}

#[test]
fn bombs_end_in_a_finding() {
    let head = "<iati-activities version='2.03'><iati-activity>";
    let deep = format!("{head}{}", "<a>".repeat(100_000));
    let long = format!("{head}<a b='{}'/>", "x".repeat(11_000_000));
    let many = format!("{head}<a {}/>", (0..1000).map(|n| format!("a{n}='' ")).collect::<String>());
    let laughs = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><iati-activities version='2.03'>&b;</iati-activities>";
    for (xml, expected) in
        [(&*deep, "limit 1"), (&long, "limit 1"), (&many, "limit 1"), (laughs, "unknown-entity 1")]
    {
        assert_eq!(critical(xml).last().map(String::as_str), Some(expected), "{}", &xml[..60]);
    }
}
