//! The rules on small files.

use super::{Checker, Ledger, Outcome};
use crate::tree::Namespaces;
use crate::tree::build::Limits;
use crate::{Finding, Kind, Pos, Tree, Version};

/// All findings of a file of well-formed activities, without its schema.
pub(super) fn findings(xml: &str, more: bool) -> Vec<Finding> {
    let (kind, open) = match xml.contains("<iati-organisations") {
        true => (Kind::Organisations, "<iati-organisation"),
        false => (Kind::Activities, "<iati-activity"),
    };
    let stated =
        Version::ALL.into_iter().find(|version| xml.contains(&format!("version=\"{}\"", version.as_str())));
    let version = stated.unwrap_or(Version::V203);
    let now = super::values::Instant::parse("2026-11-22").expect("a date").end_of_day();
    let mut checker = Checker::new(version, now, more);
    let mut ledger = Ledger::new(kind, None);
    let mut all = Vec::new();
    let mut tree = Tree::default();
    tree.load(xml.to_owned(), Pos::START);
    let mut spaces = Namespaces::default();
    let (mut at, mut ordinal) = (0, 0);
    let root = if kind == Kind::Activities { "iati-activities" } else { "iati-organisations" };
    while let Some(next) = find_open(xml, open, at) {
        at = tree.read_element(next, &mut spaces, &Limits::default()).expect("well-formed");
        ordinal += 1;
        tree.set_place(root, ordinal);
        let mut outcome: Outcome = checker.check(&tree);
        let (path, pos) = (tree.path(tree.root()), tree.pos(tree.root()));
        ledger.take(&mut outcome, &path, pos);
        all.append(&mut outcome.findings);
    }
    all.extend(ledger.finish());
    all
}

fn find_open(xml: &str, open: &str, from: usize) -> Option<usize> {
    let after =
        |at: usize| xml[at + open.len()..].starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/');
    xml[from..].match_indices(open).map(|(at, _)| from + at).find(|at| after(*at))
}

/// An activity that breaks no rule, with `inside` behind what it has.
fn activity(attributes: &str, inside: &str) -> String {
    format!(
        r#"<iati-activities version="2.03"><iati-activity default-currency="USD" xml:lang="en"{attributes}>
        <iati-identifier>XM-DAC-1-A</iati-identifier>
        <reporting-org ref="XM-DAC-1" type="10"><narrative>Us</narrative></reporting-org>
        <title><narrative>T</narrative></title>
        <activity-date type="1" iso-date="2020-01-01"/>{inside}</iati-activity></iati-activities>"#
    )
}

const PLACE: &str = r#"<recipient-country code="VN"/><sector code="11110"/>"#;

fn ids(xml: &str) -> Vec<&'static str> {
    let mut ids: Vec<_> = findings(xml, false).into_iter().map(|finding| finding.id.0).collect();
    ids.dedup();
    ids
}

/// What the elements, beside those that every activity must have, are found to be.
fn found(inside: &str) -> Vec<&'static str> {
    ids(&activity("", &format!("{inside}{PLACE}")))
}

#[test]
fn a_good_activity_has_no_findings() {
    assert_eq!(found(""), [""; 0]);
}

#[test]
fn sectors_of_one_vocabulary_share_a_hundred() {
    let of = |inside: &str| ids(&activity("", &format!(r#"<recipient-country code="VN"/>{inside}"#)));
    let two = |a: &str, b: &str| {
        of(&format!(r#"<sector code="11110"{a}/><sector code="11120" vocabulary="1"{b}/>"#))
    };
    assert_eq!(two(r#" percentage="33.3333""#, r#" percentage="66.6667""#), [""; 0]);
    assert_eq!(two(r#" percentage="50""#, r#" percentage="49.99""#), ["2.1.2"]);
    assert_eq!(two(r#" percentage="50""#, ""), ["2.1.1"]);
    assert_eq!(two(r#" percentage="x""#, r#" percentage="50""#), ["2.1.2", "12.3.1"]);
    assert_eq!(of(r#"<sector code="11110" percentage="99"/>"#), ["2.1.4"]);
    assert_eq!(of(r#"<sector code="11110" percentage="100.0"/>"#), [""; 0]);
    assert_eq!(of(r#"<sector vocabulary="2" code="111"/>"#), ["102.1.1"]);
    assert_eq!(of(r#"<sector vocabulary="99" code="z"/><sector code="11110"/>"#), ["2.2.1"]);
    assert_eq!(of(""), ["6.2.2"]);
    let twice = r#"<sector code="11110"/><sector vocabulary="2" code="111" percentage="90"/><sector vocabulary="2" code="112"/>"#;
    assert_eq!(of(twice), ["2.1.1"]);
}

#[test]
fn places_share_a_hundred() {
    let of = |inside: &str| ids(&activity("", &format!(r#"<sector code="11110"/>{inside}"#)));
    assert_eq!(
        of(r#"<recipient-country code="VN" percentage="60"/><recipient-country code="LA" percentage="40"/>"#),
        [""; 0]
    );
    assert_eq!(
        of(r#"<recipient-country code="VN" percentage="60"/><recipient-country code="LA"/>"#),
        ["3.1.2", "3.1.1"]
    );
    assert_eq!(of(r#"<recipient-country code="VN" percentage="60"/>"#), ["3.1.4"]);
    assert_eq!(of(r#"<recipient-region code="798" vocabulary="1" percentage="60"/>"#), ["3.4.4"]);
    let both = r#"<recipient-country code="VN" percentage="60"/><recipient-region code="798" vocabulary="1" percentage="30"/>"#;
    assert_eq!(of(both), ["3.4.2"]);
    assert_eq!(of(&both.replace(r#" vocabulary="1""#, "")), [""; 0], "no vocabulary, no round");
    assert_eq!(of(r#"<recipient-country code="VN" percentage="101"/>"#), ["12.1.1", "3.1.4"]);
}

#[test]
fn activity_and_transactions_do_not_both_say_where_and_for_what() {
    let transaction = |inside: &str| {
        format!(
            r#"<transaction><transaction-type code="3"/><transaction-date iso-date="2020-01-01"/>{inside}</transaction>"#
        )
    };
    assert_eq!(found(&transaction(r#"<sector code="11110"/>"#)), ["6.6.2"]);
    assert_eq!(found(&transaction(r#"<recipient-region code="798"/>"#)), ["3.6.2"]);
    let only = |inside: &str| ids(&activity("", inside));
    let full = transaction(r#"<sector code="11110"/><recipient-country code="VN"/>"#);
    assert_eq!(only(&full), [""; 0]);
    assert_eq!(only(&format!("{full}{}", transaction(r#"<sector code="11110"/>"#))), ["3.7.2"]);
    assert_eq!(only(&format!("{full}{}", transaction(r#"<recipient-country code="VN"/>"#))), ["6.7.2"]);
    assert_eq!(found(&transaction(r#"<aid-type code="1" vocabulary="2"/>"#)), ["107.2.1"]);
    let aid = r#"<aid-type code="A01"/><aid-type code="A02" vocabulary="1"/>"#;
    assert_eq!(found(&transaction(aid)), ["107.2.2"]);
    assert_eq!(found(&transaction(r#"<aid-type code="zz"/>"#)), ["9.80.1"]);
}

#[test]
fn dates_do_not_lie_in_the_future_nor_run_backwards() {
    let date = |kind: u8, day: &str| format!(r#"<activity-date type="{kind}" iso-date="{day}"/>"#);
    assert_eq!(found(&date(3, "2019-12-31")), ["11.1.2"]);
    assert_eq!(found(&date(3, "2020-01-01")), [""; 0]);
    assert_eq!(found(&format!("{}{}", date(2, "2021-01-01"), date(4, "2020-01-01"))), ["11.1.3"]);
    assert_eq!(found(&date(2, "2026-11-22")), [""; 0]);
    assert_eq!(found(&date(2, "2026-11-23")), ["11.1.4"]);
    assert_eq!(found(&date(4, "2027-01-01")), ["11.1.5"]);
    assert_eq!(found(&date(4, "2027-01-01+07:00")), [""; 0], "no moment, no question");
    assert_eq!(ids(&activity(r#" last-updated-datetime="2027-01-01T00:00:00Z""#, PLACE)), ["11.1.1"]);
    let budget = |from: &str, to: &str| {
        format!(
            r#"<budget><period-start iso-date="{from}"/><period-end iso-date="{to}"/><value value-date="{from}">1</value></budget>"#
        )
    };
    assert_eq!(found(&budget("2020-01-01", "2020-12-31")), [""; 0]);
    assert_eq!(found(&budget("2020-01-01", "2020-12-31").replace("2020-12-31", "2021-01-01")), ["7.5.3"]);
    assert_eq!(found(&budget("2021-01-01", "2020-01-01")), ["8.6.3"]);
}

#[test]
fn identifiers_are_clean_and_begin_as_agreed() {
    let named = |identifier: &str, org: &str| {
        ids(&activity("", PLACE)
            .replace("XM-DAC-1-A", identifier)
            .replace(r#"ref="XM-DAC-1""#, &format!(r#"ref="{org}""#)))
    };
    assert_eq!(named("XM-DAC-2-A", "XM-DAC-1"), ["1.1.21"]);
    assert_eq!(named("XM-DAC-1", "XM-DAC-1"), ["1.1.3", "1.1.21"]);
    assert_eq!(named("AA-BBB-1-A", "AA-BBB-1"), ["1.14.8"]);
    assert_eq!(named("XM-DAC-1-A?", "XM-DAC-1"), ["1.3.13"]);
    assert_eq!(named("XM-DAC-1-A\n", "XM-DAC-1"), ["1.3.1"]);
    let old = r#"<other-identifier ref="XM-DAC-9" type="B1"/>"#;
    assert_eq!(ids(&activity("", &format!("{old}{PLACE}")).replace("XM-DAC-1-A", "XM-DAC-9-A")), [""; 0]);
    assert_eq!(found(r#"<participating-org role="1" activity-id=" X"/>"#), ["6.10.1", "1.9.1", "1000.0.1"]);
}

#[test]
fn values_fit_the_measure_of_their_indicator() {
    let result = |measure: u8, baseline: &str| {
        found(&format!(
            r#"<result type="1"><indicator measure="{measure}"><baseline{baseline}/></indicator></result>"#
        ))
    };
    assert_eq!(result(1, r#" value="10.5""#), [""; 0]);
    assert_eq!(result(1, r#" value="ten""#), ["8.8.2"]);
    assert_eq!(result(1, ""), ["8.8.1", "8.8.2"]);
    assert_eq!(result(5, ""), [""; 0]);
    assert_eq!(result(5, r#" value="1""#), ["8.8.3"]);
    let period = r#"<result type="1"><reference/><indicator measure="2"><reference vocabulary="99"/><period><target value="+1"/></period></indicator></result>"#;
    assert_eq!(found(period), ["8.11.1", "8.9.2"]);
}

#[test]
fn language_and_currency_are_stated_once_or_everywhere() {
    let xml = activity(
        "",
        &format!("<budget><value>1</value></budget><fss><forecast currency=\"USD\"/></fss>{PLACE}"),
    );
    assert_eq!(ids(&xml), [""; 0]);
    assert_eq!(ids(&xml.replace(r#" default-currency="USD""#, "")), ["7.8.1"]);
    let found = findings(&xml.replace(r#" xml:lang="en""#, ""), false);
    assert_eq!(found.iter().filter(|finding| finding.id.0 == "4.1.1").count(), 2, "{found:?}");
    assert_eq!(found[0].path, "/iati-activities/iati-activity[1]/reporting-org/narrative");
}

#[test]
fn texts_are_not_empty() {
    assert_eq!(found("<description><narrative/></description>"), ["4.4.1"]);
    assert_eq!(found("<description><narrative> </narrative></description>"), [""; 0]);
    assert_eq!(found(r#"<document-link format="text/html"><title/></document-link>"#), ["4.3.1"]);
}

#[test]
fn codes_are_looked_up_in_the_list_of_their_vocabulary() {
    assert_eq!(found(r#"<policy-marker code="99" significance="0"/>"#), ["9.47.1"]);
    assert_eq!(found(r#"<policy-marker vocabulary="99" code="99"/>"#), ["6.13.1"]);
    assert_eq!(found(r#"<policy-marker vocabulary="" code="1"/>"#), ["6.14.1", "9.49.1"]);
    assert_eq!(found(r#"<tag code="99" vocabulary="2"/>"#), ["9.125.1"]);
    assert_eq!(found(r#"<tag code="99"/>"#), [""; 0]);
    assert_eq!(found(r#"<crs-add><channel-code>1</channel-code></crs-add>"#), ["9.16.1"]);
    assert_eq!(found(r#"<activity-status code=""/>"#), ["9.5.1"]);
}

#[test]
fn withdrawn_codes_and_languages_are_told_on_request() {
    let xml = activity("", &format!(r#"<default-flow-type code="20"/>{PLACE}"#))
        .replace(r#"lang="en""#, r#"lang="xx""#);
    assert_eq!(ids(&xml), [""; 0]);
    let more: Vec<_> =
        findings(&xml, true).into_iter().map(|finding| (finding.id.0, finding.severity.as_str())).collect();
    assert_eq!(more, [("9.95.1", "error"), ("2000.0.1", "advisory")]);
}

#[test]
fn older_versions_have_older_rules() {
    let xml = activity(
        "",
        r#"<recipient-country code="VN"/><sector code="11110" percentage="101"/><default-aid-type code="A01" vocabulary="2"/>"#,
    );
    assert_eq!(ids(&xml), ["12.3.1", "2.1.4", "107.1.1", "9.127.1"]);
    assert_eq!(ids(&xml.replace("2.03", "2.02")), ["2.1.4"]);
}

#[test]
fn organisations_have_rules_of_their_own() {
    let xml = r#"<iati-organisations version="2.03"><iati-organisation xml:lang="en">
        <organisation-identifier>AA-B?</organisation-identifier>
        <reporting-org ref="AA-B" type="99"/>
        <total-budget><period-start iso-date="2020-01-01"/><period-end iso-date="2021-06-01"/><value>1</value></total-budget>
        <recipient-country-budget><period-start iso-date="2020-01-01"/><period-end iso-date="2020-06-01"/>
        <budget-line><value value-date="2020-07-01" currency="USD">1</value></budget-line></recipient-country-budget>
        </iati-organisation></iati-organisations>"#;
    assert_eq!(ids(xml), ["1.18.8", "1.12.13", "7.8.2", "9.112.1", "7.5.3", "11.3.1"]);
}
