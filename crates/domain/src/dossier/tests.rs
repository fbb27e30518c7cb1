use jiff::civil::date;

use super::*;
use crate::procedure::Calendar;

struct Books {
    rules: Vec<RuleSet>,
    calendar: Calendar,
}

impl Books {
    fn new() -> Self {
        Self {
            rules: vec![toml::from_str(include_str!("../../../../data/rules/nd-80-2020.toml")).unwrap()],
            calendar: toml::from_str(include_str!("../../../../data/calendar/viet-nam.toml")).unwrap(),
        }
    }

    fn law(&self) -> Law<'_> {
        Law { rules: &self.rules, calendar: &self.calendar, places: None }
    }
}

fn record() -> Record {
    let mut dossier = Dossier { id: "HS-2025-001".into(), family: "grant".into(), ..Dossier::default() };
    dossier.facts.insert("modality".into(), vec!["project".into()]);
    dossier.facts.insert("provider".into(), vec!["foreign_ngo".into()]);
    for paper in ["request", "agreement", "project_document", "registration"] {
        dossier.papers.insert(paper.into(), date(2025, 10, 20));
    }
    let content = Content { dossier, ..Content::default() };
    Record { id: DossierId(1), code: "HS-2025-001".into(), unit: "X32062".into(), content, revision: 1 }
}

fn act(event: &'static str, day: i8) -> Act<'static> {
    Act { event, on: date(2025, 10, day), due: None, note: "", by: "Bé" }
}

fn code<T>(result: Result<T, Refusal>) -> String {
    result.err().map(|r| r.code).unwrap_or_default()
}

#[test]
fn what_was_sent_under_rules_keeps_them_and_only_the_next_step_is_entered() {
    let books = Books::new();
    let law = books.law();
    let mut it = record();
    assert_eq!(code(it.clone().act(&law, &act("approved", 21))), "dossier-not-now");
    it.act(&law, &act("submitted", 21)).unwrap();
    assert_eq!(it.content.dossier.rule_set.as_deref(), Some("nd-80-2020"));
    assert_eq!(code(it.clone().act(&law, &act("accepted", 20))), "dossier-before-last");
    // Twenty days after 21 October.
    let state = it.state(&law, date(2025, 11, 7)).unwrap();
    assert_eq!((state.day, state.of_days, state.due), (Some(17), Some(20), Some(date(2025, 11, 10))));
}

#[test]
fn a_dossier_without_its_facts_is_not_sent() {
    let books = Books::new();
    let mut it = record();
    it.content.dossier.facts.clear();
    assert_eq!(code(it.act(&books.law(), &act("submitted", 21))), "dossier-facts-lack");
}

#[test]
fn opinions_are_asked_at_once_and_answered_once_by_who_was_asked() {
    let books = Books::new();
    let law = books.law();
    let mut it = record();
    it.act(&law, &act("submitted", 21)).unwrap();
    let whom = [(Role::Finance, "STC".to_owned()), (Role::SecurityOpinion, "CAT".to_owned())];
    assert_eq!(code(it.clone().ask(&law, &whom, None, date(2025, 10, 22), "Bé")), "dossier-not-now");
    it.act(&law, &act("accepted", 22)).unwrap();
    it.ask(&law, &whom, Some(date(2025, 10, 30)), date(2025, 10, 23), "Bé").unwrap();
    assert_eq!(
        code(it.clone().ask(&law, &whom[..1], None, date(2025, 10, 24), "Bé")),
        "dossier-asked-already"
    );
    let mut opinion = Opinion {
        of: Role::Finance,
        organisation: "STC".into(),
        verdict: Verdict::Objects,
        text: String::new(),
        letter: String::new(),
        on: date(2025, 11, 3),
        by: "An".into(),
    };
    assert_eq!(code(it.clone().answer(&law, opinion.clone())), "dossier-opinion-empty");
    opinion.text = "Thiếu vốn đối ứng".into();
    it.answer(&law, opinion.clone()).unwrap();
    assert_eq!(code(it.clone().answer(&law, opinion.clone())), "dossier-answered");
    opinion.organisation = "SYT".into();
    assert_eq!(code(it.clone().answer(&law, opinion)), "dossier-not-asked");
    let late: Vec<bool> =
        it.state(&law, date(2025, 11, 7)).unwrap().opinions.iter().map(|o| o.is_late).collect();
    assert_eq!(late[..2], [true, true], "one came late, one has not come");
}

#[test]
fn nothing_is_decided_while_a_criterion_or_a_field_is_open() {
    let books = Books::new();
    let law = books.law();
    let mut it = record();
    for (event, day) in [("submitted", 21), ("accepted_without_opinions", 22)] {
        it.act(&law, &act(event, day)).unwrap();
    }
    assert_eq!(code(it.clone().act(&law, &act("appraised", 23))), "dossier-criteria-lack");
    for c in &law.rules[0].criteria {
        let score = Score { met: Met::Yes, note: String::new(), by: "Bé".into() };
        it.content.scores.insert(c.id.clone(), score);
    }
    it.act(&law, &act("appraised", 23)).unwrap();
    assert_eq!(code(it.clone().act(&law, &act("approved", 24))), "dossier-decision-lacks");
    for f in &law.rules[0].decision_fields {
        it.content.fields.insert(f.id.clone(), "…".into());
    }
    it.content.decision = Decision { number: "12/QĐ-UBND".into(), on: Some(date(2025, 10, 24)) };
    it.act(&law, &act("approved", 24)).unwrap();
    let now = it.state(&law, date(2025, 10, 24)).unwrap();
    let events: Vec<String> = it.choices(&law, &now).into_iter().map(|c| c.event).collect();
    assert_eq!(
        events,
        [
            "started",
            "amendment_submitted",
            "withdrawn",
            "decision_notified",
            "finance_copied",
            "start_deferred"
        ]
    );
    let withdraws = it.choices(&law, &now).into_iter().find(|c| c.event == "withdrawn").unwrap();
    assert_eq!(withdraws.actors, [Actor::CaseApprover], "the owner does not withdraw the approval");
}
