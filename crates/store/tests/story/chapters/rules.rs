//! Later versions of a rule set are numbered and stay.
use domain::procedure::RuleSet;
use domain::procedure::version::Version;
use jiff::civil::date;
use store::{Store, rule_version};

use crate::world::at;

pub(super) async fn ruled(db: &Store) {
    let rules: RuleSet = toml::from_str(include_str!("../../../../../data/rules/nd-80-2020.toml")).unwrap();
    let version = Version {
        base: rules.id.clone(),
        number: 0,
        from: date(2025, 11, 10),
        rules,
        reason: "Điều 9".into(),
        by: "Quản trị".into(),
    };
    let now = at("2025-11-07T02:00:00Z");
    for number in [2, 3] {
        assert_eq!(rule_version::insert(db, version.clone(), now).await.unwrap().number, number);
    }
    let all = rule_version::all(db).await.unwrap();
    assert_eq!((all.len(), all[1].0.number, all[1].1), (2, 3, now));
    assert_eq!(all[0].0.rules, version.rules);
}
