use jiff::civil::date;

use super::*;
use crate::organisation::Role;
use crate::plan::{Clause, LegalBasis};

fn ca_mau() -> Plan {
    toml::from_str(include_str!("../../../../../data/plans/ca-mau-2021.toml")).unwrap()
}

fn example() -> Plan {
    toml::from_str(include_str!("../../../../../data/plans/example-2026.toml")).unwrap()
}

/// Codes of what is wrong with the plan of Cà Mau after a change.
fn codes(change: impl Fn(&mut Plan)) -> Vec<String> {
    let mut plan = ca_mau();
    change(&mut plan);
    check(&plan, None).into_iter().map(|f| f.code).collect()
}

/// A text that says exactly what the plan was made from, except that its words are made up.
fn text_of(plan: &mut Plan) -> PlanText {
    let clause = |r: &ClauseRef| Clause {
        reference: r.clone(),
        parent: r.parent(),
        label: String::new(),
        title: String::new(),
        text: format!("Nội dung điểm {r}."),
        line: 1,
    };
    let text = PlanText {
        number: plan.number.clone(),
        date: Some(plan.date),
        place: plan.place.clone(),
        signer: plan.signer.clone(),
        period: Some(plan.period),
        legal_bases: plan
            .legal_bases
            .iter()
            .map(|b| LegalBasis { reference: String::new(), number: b.number.clone(), date: Some(b.date) })
            .collect(),
        areas: plan
            .areas
            .iter()
            .map(|a| crate::plan::AreaTitle { letter: a.letter.clone(), title: a.title.vi.clone() })
            .collect(),
        clauses: plan.clauses.iter().map(|m| clause(&m.reference)).collect(),
        ..PlanText::default()
    };
    for (mark, clause) in plan.clauses.iter_mut().zip(&text.clauses) {
        mark.fingerprint = fingerprint(&clause.text);
    }
    text
}

/// Codes, with clauses, of what differs after a change of the text.
fn differences(change: impl Fn(&mut PlanText)) -> Vec<(String, String)> {
    let mut plan = ca_mau();
    let mut text = text_of(&mut plan);
    change(&mut text);
    check(&plan, Some(&text)).into_iter().map(|f| (f.code, f.clause.unwrap_or_default())).collect()
}

#[test]
fn the_plan_of_ca_mau_answers_all_54_clauses() {
    let plan = ca_mau();
    assert_eq!(check(&plan, None), []);
    assert_eq!(plan.clauses.len(), 54);
    let letters: String = plan.areas.iter().map(|a| a.letter.as_str()).collect();
    assert_eq!(letters, "abcdđeghi");
    assert_eq!(plan.duties.len(), 29);
}

#[test]
fn another_plan_is_another_file() {
    let plan = example();
    assert_eq!(check(&plan, None), []);
    let report = plan.report.as_ref().unwrap();
    assert_eq!(report.last_day_on_time(2027), date(2027, 11, 15));
    assert_eq!(plan.notice.as_ref().unwrap().vi, "Số liệu minh hoạ");
    assert_eq!(plan.areas.len(), 7);
}

#[test]
fn the_report_of_a_year_is_due_before_the_fifth_of_november() {
    let report = ca_mau().report.unwrap();
    assert_eq!(report.last_day_on_time(2025), date(2025, 11, 4));
    let terms = report.terms(2025, "annual");
    assert_eq!(terms.check(), Ok(()));
    assert_eq!(terms.last_day_on_time(), date(2025, 11, 4));
    assert_eq!(terms.window, (date(2024, 11, 1), date(2025, 10, 31)));
    assert_eq!(terms.estimate_to, Some(date(2025, 12, 31)));
    assert_eq!(terms.title.vi, "Báo cáo kết quả thực hiện Kế hoạch năm 2025");
    assert_eq!(terms.clause, "III.R");
}

#[test]
fn without_any_one_duty_area_objective_or_reason_a_clause_is_unanswered() {
    let plan = ca_mau();
    for i in 0..plan.duties.len() {
        assert_eq!(codes(|p| drop(p.duties.remove(i)))[0], "clause-unanswered", "{}", plan.duties[i].id);
    }
    for i in 0..plan.no_duty.len() {
        assert_eq!(codes(|p| drop(p.no_duty.remove(i))), ["clause-unanswered"], "{}", plan.no_duty[i].clause);
    }
    assert!(codes(|p| drop(p.areas.remove(4))).contains(&"clause-unanswered".to_owned()));
    assert_eq!(codes(|p| drop(p.objectives.remove(0))), ["clause-unanswered"]);
    assert!(codes(|p| p.report = None).contains(&"no-report-duty".to_owned()));
    assert_eq!(codes(|p| p.funds.retain(|f| f.class.is_counterpart())), ["clause-unanswered"]);
}

#[test]
fn a_duty_needs_a_lead_and_its_own_name() {
    assert_eq!(codes(|p| p.duties[3].lead = None), ["duty-without-lead"]);
    assert_eq!(codes(|p| p.report.as_mut().unwrap().lead = None), ["duty-without-lead"]);
    assert_eq!(codes(|p| p.duties[3].id = p.duties[4].id.clone()), ["duty-twice"]);
    assert_eq!(codes(|p| p.duties[3].coordinating.push(Role::Planning)), ["lead-coordinates"]);
}

#[test]
fn an_answer_to_a_clause_that_is_not_there_is_told() {
    let wrong = |p: &mut Plan| p.duties[0].clause = ClauseRef::new("IV.1");
    assert_eq!(codes(wrong), ["clause-unanswered", "answer-to-nothing"]);
    assert_eq!(codes(|p| p.duties[0].lead_from = Some(ClauseRef::new("X.1"))), ["answer-to-nothing"]);
    assert_eq!(codes(|p| p.duties[0].title.en.clear()), ["answer-without-words"]);
}

#[test]
fn a_clause_cannot_ask_something_and_nothing() {
    let both = |p: &mut Plan| {
        let none = p.no_duty[0].clone();
        p.no_duty.push(super::super::NoDuty { clause: p.duties[0].clause.clone(), ..none });
    };
    assert_eq!(codes(both), ["clause-contradicted"]);
}

#[test]
fn letters_follow_the_alphabet_with_d_bar_and_without_f() {
    let f = |p: &mut Plan| {
        p.areas[6].letter = "f".into();
    };
    assert_eq!(codes(f), ["area-letter", "area-clause"]);
}

#[test]
fn dates_lie_inside_the_period() {
    assert_eq!(codes(|p| p.duties[1].due = Due::Once { on: date(2026, 1, 1) }), ["due-outside-period"]);
    assert_eq!(codes(|p| p.duties[1].due = Due::Once { on: date(2025, 12, 31) }), Vec::<String>::new());
    assert_eq!(codes(|p| p.period.to = 2020), ["period"]);
    assert_eq!(codes(|p| p.legal_bases[0].date = date(2022, 1, 1)), ["basis-after-plan"]);
}

#[test]
fn the_report_is_due_after_its_window_and_goes_somewhere() {
    let day = |d: &str| d.parse().unwrap();
    assert_eq!(codes(|p| p.report.as_mut().unwrap().window_to = day("30/11")), ["report-window"]);
    assert_eq!(codes(|p| p.report.as_mut().unwrap().opens = day("05/11")), ["report-opens"]);
    assert_eq!(codes(|p| p.report.as_mut().unwrap().recipients.clear()), ["report-parties"]);
    let file = include_str!("../../../../../data/plans/ca-mau-2021.toml").replace("\"05/11\"", "\"31/11\"");
    assert!(toml::from_str::<Plan>(&file).unwrap_err().to_string().contains("31/11"));
}

#[test]
fn the_text_it_was_made_from_agrees_with_the_plan() {
    assert_eq!(differences(|_| ()), []);
}

#[test]
fn a_copy_of_the_text_without_any_one_clause_fails() {
    for i in 0..54 {
        let removed = ca_mau().clauses[i].reference.to_string();
        let found = differences(|t| drop(t.clauses.remove(i)));
        assert_eq!(found, [("clause-missing".to_owned(), removed)]);
    }
}

#[test]
fn a_changed_an_added_and_a_relettered_clause_are_told() {
    let at = |code: &str, clause: &str| vec![(code.to_owned(), clause.to_owned())];
    assert_eq!(differences(|t| t.clauses[3].text.push('!')), [], "marks do not count");
    assert_eq!(differences(|t| t.clauses[3].text.push('x')), at("clause-differs", "I.2.2"));
    let added = |t: &mut PlanText| {
        let mut more = t.clauses[53].clone();
        more.reference = ClauseRef::new("IV.1");
        t.clauses.push(more);
    };
    assert_eq!(differences(added), at("clause-not-listed", "IV.1"));
    assert_eq!(differences(|t| t.areas[4].letter = "e".into()), at("areas-differ", ""));
}

#[test]
fn another_number_date_signer_or_basis_is_told() {
    let heading = vec![("heading-differs".to_owned(), "H".to_owned())];
    assert_eq!(differences(|t| t.number = "76/KH-UBND".into()), heading);
    assert_eq!(differences(|t| t.date = None), heading);
    assert_eq!(differences(|t| t.signer.clear()), heading);
    assert_eq!(differences(|t| drop(t.legal_bases.remove(0)))[0].0, "basis-missing");
}
