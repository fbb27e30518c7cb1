use jiff::civil::date;

use super::*;
use crate::outline::BudgetLine;

fn line(activity: &str, year: i16, vnd: i64, usd: Option<i64>) -> BudgetLine {
    BudgetLine {
        activity: activity.into(),
        year,
        donor_vnd: vnd,
        donor_usd: usd,
        counterpart_cash: 10,
        counterpart_kind: 5,
        ..BudgetLine::default()
    }
}

fn call(status: CallStatus) -> Call {
    let facts = CallFacts {
        budget: vec![YearBudget { year: 2026, donor_vnd: 1, ..YearBudget::default() }],
        contacts: vec![Contact { email: "a@b.example".into(), ..Contact::default() }],
        ..CallFacts::default()
    };
    let said = Said::default();
    Call {
        id: CallId(1),
        code: "KG-2026-001".into(),
        year: 2026,
        outline: None,
        status,
        said,
        facts,
        revision: 1,
    }
}

#[test]
fn money_of_an_outline_is_added_up_by_year_and_by_activity() {
    let outline = OutlineFacts {
        budget: vec![
            line("Đào giếng", 2027, 300, None),
            line("Đào giếng", 2026, 100, Some(4)),
            line("Tập huấn", 2026, 200, Some(8)),
            line("Tập huấn", 2027, 400, Some(16)),
        ],
        ..OutlineFacts::default()
    };
    let call = CallFacts::of_outline(&outline);
    let years: Vec<_> =
        call.budget.iter().map(|b| (b.year, b.donor_vnd, b.donor_usd, b.counterpart_vnd)).collect();
    // The dollars of 2027 are known for one line only: none stand for the year.
    assert_eq!(years, [(2026, 300, Some(12), 30), (2027, 700, None, 30)]);
    let parts: Vec<_> = call.components.iter().map(|c| (c.name.vi.as_str(), c.donor_vnd)).collect();
    assert_eq!(parts, [("Đào giếng", 400), ("Tập huấn", 600)]);
    assert_eq!(call.sought(), outline.sought());
    assert_eq!(call.counterpart(), outline.counterpart());
}

#[test]
fn only_known_ways_are_gone_and_some_need_a_reason() {
    let on = date(2026, 1, 5);
    let mut it = call(CallStatus::Forecast);
    let code = |r: Result<(), Refusal>| r.err().map(|r| r.code).unwrap_or_default();
    assert_eq!(code(it.turn(CallStatus::Funded, "", on)), "call-no-way");
    it.turn(CallStatus::Open, "", on).unwrap();
    it.turn(CallStatus::Talks, "", on).unwrap();
    assert_eq!(code(it.turn(CallStatus::Open, " ", on)), "reason-needed");
    it.turn(CallStatus::Open, "Nhà tài trợ rút lui", on).unwrap();
    assert_eq!(it.said.reason, "Nhà tài trợ rút lui");
    assert_eq!(code(it.turn(CallStatus::Withdrawn, "", on)), "reason-needed");
    assert_eq!(it.status, CallStatus::Open);
}

#[test]
fn nobody_is_called_without_an_amount_and_someone_to_write_to() {
    let on = date(2026, 1, 5);
    let mut it = call(CallStatus::Forecast);
    it.facts.contacts.clear();
    assert_eq!(it.turn(CallStatus::Open, "", on).unwrap_err().code, "call-lacks-contact");
    it.facts.budget.clear();
    assert_eq!(it.turn(CallStatus::Open, "", on).unwrap_err().code, "call-lacks-money");
}

#[test]
fn every_status_can_be_left_and_reached() {
    for status in CallStatus::ALL {
        assert!(!status.next().is_empty(), "{status:?}");
        let reached = CallStatus::ALL.iter().any(|s| s.next().contains(&status));
        assert!(reached, "{status:?}");
        assert_eq!(CallStatus::of(status.name()), Some(status));
    }
}

#[test]
fn what_is_not_translated_and_what_changed_is_named() {
    let mut a = CallFacts { name: Texts::of("Nước sạch", "Clean water"), ..CallFacts::default() };
    a.need = Texts::vi("Giếng nhiễm mặn");
    assert_eq!(a.untranslated(), ["need"]);
    let mut b = a.clone();
    assert!(a.differs(&b).is_empty());
    b.need.en = "Wells are saline".into();
    b.closes_on = Some(date(2026, 3, 31));
    assert_eq!(a.differs(&b), ["need", "time"]);
}

#[test]
fn a_pledge_becomes_an_agreement_by_its_number_and_goes_for_a_reason() {
    let mut it = Pledge {
        id: PledgeId(1),
        call: CallId(1),
        donor: DonorId(1),
        stage: PledgeStage::Pledged,
        amount: 5,
        facts: PledgeFacts::default(),
    };
    let code = |r: Result<(), Refusal>| r.err().map(|r| r.code).unwrap_or_default();
    assert_eq!(code(it.turn(PledgeStage::Agreed, ("12/TT", None), "")), "pledge-no-agreement");
    it.turn(PledgeStage::Agreed, ("12/TT", Some(date(2026, 1, 5))), "").unwrap();
    assert_eq!(code(it.turn(PledgeStage::Pledged, ("", None), "")), "pledge-no-way");
    assert_eq!(code(it.turn(PledgeStage::Withdrawn, ("", None), "")), "reason-needed");
    it.turn(PledgeStage::Withdrawn, ("", None), "Thôi tài trợ").unwrap();
    assert_eq!(code(it.turn(PledgeStage::Agreed, ("1", Some(date(2026, 1, 5))), "")), "pledge-no-way");
    let gap = Gap { sought: 10, pledged: 8, agreed: 5 };
    assert_eq!(gap.missing(), 0, "more than is asked leaves nothing missing");
}

#[test]
fn a_pledge_in_another_currency_counts_by_its_rate() {
    let rate = Rate { vnd_e2: 2_950_050, on: date(2025, 11, 3), source: "Ngân hàng".into() };
    let of = |amount| Some(Original { currency: "EUR".into(), amount, rate: rate.clone() });
    let facts = |original| PledgeFacts { original, ..PledgeFacts::default() };
    let euros = facts(of(100_000));
    assert_eq!(euros.vnd(None), Ok(29_500_500));
    assert_eq!(euros.vnd(Some(29_600_000)), Ok(29_600_000), "rounded by its donor");
    let code = |it: Result<i64, Refusal>| it.unwrap_err().code;
    assert_eq!(code(euros.vnd(Some(31_000_000))), "pledge-rate-differs");
    assert_eq!(code(facts(of(0)).vnd(None)), "pledge-no-amount");
    assert_eq!(code(facts(None).vnd(Some(0))), "pledge-no-amount");
    assert_eq!(code(facts(of(i64::MAX)).vnd(None)), "pledge-too-much");
    assert_eq!(facts(None).vnd(Some(5)), Ok(5));
}
