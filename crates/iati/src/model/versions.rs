//! Where the versions of the standard differ: `versions.txt`, asked of each of them.

use super::older::CHANGES;
use crate::{Options, RuleId, Version, check};

const ACTIVITY: &str = r#"<iati-activity hierarchy="1"><iati-identifier>A-1</iati-identifier>
<reporting-org ref="A" type="10"><narrative>n</narrative></reporting-org><title><narrative>n</narrative></title>
<description><narrative>n</narrative></description><participating-org role="1"/><activity-status code="2"/>
<activity-date type="1" iso-date="2015-01-01"/><recipient-region code="298"/><sector code="11110"/>
<policy-marker code="1" significance="2"/><default-aid-type code="A01"/><budget type="1">
<period-start iso-date="2015-01-01"/><period-end iso-date="2015-12-31"/><value value-date="2015-01-01">1</value>
</budget><planned-disbursement><period-start iso-date="2015-01-01"/><value value-date="2015-01-01">1</value>
</planned-disbursement><transaction ref="1"><transaction-type code="1"/><transaction-date iso-date="2015-01-01"/>
<value value-date="2015-01-01">1</value><provider-org ref="P"/><receiver-org ref="R"/><sector code="11130"/>
<recipient-region code="88"/><aid-type code="B01"/></transaction>
<document-link url="a" format="b"><title><narrative>n</narrative></title><category code="A02"/>
<language code="en"/></document-link>
<result type="1"><title><narrative>n</narrative></title><indicator measure="1"><title><narrative>n</narrative></title>
<baseline year="2014" value="1"><comment><narrative>b</narrative></comment></baseline><period>
<period-start iso-date="2015-01-01"/><period-end iso-date="2015-12-31"/>
<target value="2"><comment><narrative>t</narrative></comment></target>
<actual value="2"><comment><narrative>a</narrative></comment></actual></period></indicator></result>
<crs-add></crs-add><x:a xmlns:x="urn:x"></x:a></iati-activity>"#;

const ORGANISATION: &str = r#"<iati-organisation><organisation-identifier>A</organisation-identifier>
<name><narrative>n</narrative></name><reporting-org ref="A" type="10"><narrative>n</narrative></reporting-org>
<total-budget><period-start iso-date="2015-01-01"/><period-end iso-date="2015-12-31"/>
<value value-date="2015-01-01">1</value></total-budget><recipient-org-budget><recipient-org><narrative>n</narrative>
</recipient-org><period-start iso-date="2015-01-01"/><period-end iso-date="2015-12-31"/>
<value value-date="2015-01-01">1</value></recipient-org-budget><recipient-country-budget><recipient-country code="VN"/>
<period-start iso-date="2015-01-01"/><period-end iso-date="2015-12-31"/><value value-date="2015-01-01">1</value>
</recipient-country-budget><document-link url="a" format="b"><title><narrative>n</narrative></title>
<category code="B01"/><recipient-country code="KH"/></document-link><z:a xmlns:z="urn:z"></z:a></iati-organisation>"#;

/// How many faults of structure the item has in a file of the version.
fn faults(item: &str, version: Version) -> usize {
    let root = if item.starts_with("<iati-activity") { "iati-activities" } else { "iati-organisations" };
    let file = format!("<{root} version=\"{}\">{item}</{root}>", version.as_str());
    let mut count = 0;
    check(file.as_bytes(), &Options::default(), |finding| {
        assert_ne!(finding.id, RuleId::NOT_XML, "{item}");
        count += usize::from(finding.id == RuleId::SCHEMA);
    });
    count
}

/// The lines of the table, in three columns.
fn lines() -> impl Iterator<Item = [&'static str; 3]> {
    let lines = include_str!("versions.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut columns = line.splitn(3, " | ");
        std::array::from_fn(|_| columns.next().unwrap_or_else(|| panic!("three columns: {line}")))
    })
}

#[test]
fn each_version_has_its_own_structure() {
    for version in Version::ALL {
        assert_eq!([faults(ACTIVITY, version), faults(ORGANISATION, version)], [0, 0]);
    }
    for [versions, there, instead] in lines() {
        let item = [ACTIVITY, ORGANISATION].into_iter().find(|item| item.contains(there)).expect(there);
        let item = item.replacen(there, &instead.replace('#', there), 1);
        let edge = Version::of(versions.trim_start_matches('-')).expect(versions);
        for version in Version::ALL {
            let may = if versions.starts_with('-') { version <= edge } else { version >= edge };
            let expected = usize::from(!may);
            assert_eq!(faults(&item, version), expected, "{} {there} | {instead}", version.as_str());
        }
    }
}

#[test]
fn no_change_is_without_an_example() {
    for (version, _, all) in CHANGES {
        for was in *all {
            let name = was.name().as_str();
            let example = |line: &[&str; 3]| line[0] == version.as_str() && line[1..].concat().contains(name);
            assert!(name.is_empty() || lines().any(|line| example(&line)), "{} {was:?}", version.as_str());
        }
    }
}
