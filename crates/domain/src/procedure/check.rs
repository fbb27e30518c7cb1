//! What is wrong with a rule set: dead ends, steps that nothing leads to, steps without an actor
//! or an article, clocks that do not say how they count.
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::rules::{Clock, Condition, RuleSet, Step};
use crate::finding::Severity;

/// Read by whoever keeps the rules, in both languages at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFinding {
    /// Stable, kebab-case.
    pub code: String,
    pub severity: Severity,
    /// "step:check", "clock:appraisal", "case:3".
    pub at: String,
    pub vi: String,
    pub en: String,
}

struct Found<'r> {
    rules: &'r RuleSet,
    out: Vec<RuleFinding>,
}

/// Everything that is wrong, and, as notes, everything that is to be confirmed.
pub fn check(rules: &RuleSet) -> Vec<RuleFinding> {
    let mut found = Found { rules, out: Vec::new() };
    found.names();
    found.ways();
    rules.steps.iter().for_each(|s| found.step(s));
    rules.clocks.iter().for_each(|c| found.clock(c));
    found.cases();
    found.conditions();
    found.opinions();
    found.articles();
    found.out
}

impl<'r> Found<'r> {
    fn push(&mut self, code: &str, severity: Severity, at: &str, vi: &str, en: &str) {
        let (vi, en) = (vi.to_owned(), en.to_owned());
        self.out.push(RuleFinding { code: code.to_owned(), severity, at: at.to_owned(), vi, en });
    }

    fn error(&mut self, code: &str, at: &str, vi: &str, en: &str) {
        self.push(code, Severity::Error, at, vi, en);
    }

    fn note(&mut self, code: &str, at: &str, vi: &str, en: &str) {
        self.push(code, Severity::Note, at, vi, en);
    }

    fn names(&mut self) {
        let rules = self.rules;
        let lists: [(&str, Vec<&str>); 5] = [
            ("step", rules.steps.iter().map(|s| s.id.as_str()).collect()),
            ("clock", rules.clocks.iter().map(|c| c.id.as_str()).collect()),
            ("paper", rules.papers.iter().map(|p| p.id.as_str()).collect()),
            ("case", rules.cases.iter().map(|c| c.id.as_str()).collect()),
            ("fact", rules.facts.iter().map(|f| f.key.as_str()).collect()),
        ];
        for (kind, ids) in lists {
            let mut seen = BTreeSet::new();
            for id in ids.into_iter().filter(|id| !seen.insert(*id)) {
                self.error("twice", &format!("{kind}:{id}"), "Mã này có hai lần.", "This id stands twice.");
            }
        }
        if rules.from.is_none() {
            self.note(
                "no-day",
                "from",
                "Chưa có ngày bắt đầu hiệu lực.",
                "The first day in force is not known.",
            );
        }
    }

    /// Where the steps lead: from the start to each step, and from each step to an end.
    fn ways(&mut self) {
        let rules = self.rules;
        if rules.step(&rules.start).is_none() {
            self.error("no-start", "start", "Không có bước bắt đầu.", "The first step is not there.");
            return;
        }
        let reached = closure(
            BTreeSet::from([rules.start.as_str()]),
            |known, s| {
                let leads = known.contains(s.id.as_str());
                s.exits.iter().filter(|_| leads).map(|x| x.to.as_str()).collect()
            },
            rules,
        );
        let ends: BTreeSet<&str> = rules.steps.iter().filter(|s| s.end).map(|s| s.id.as_str()).collect();
        let ending = closure(
            ends,
            |known, s| {
                if s.exits.iter().any(|x| known.contains(x.to.as_str())) {
                    vec![s.id.as_str()]
                } else {
                    Vec::new()
                }
            },
            rules,
        );
        for step in &rules.steps {
            let at = format!("step:{}", step.id);
            if !reached.contains(step.id.as_str()) {
                self.error("unreachable", &at, "Không bước nào dẫn tới bước này.", "No step leads here.");
            }
            if !ending.contains(step.id.as_str()) {
                self.error(
                    "dead-end",
                    &at,
                    "Từ bước này không tới được kết thúc.",
                    "No end can be reached from here.",
                );
            }
        }
    }

    fn step(&mut self, step: &Step) {
        let at = format!("step:{}", step.id);
        for exit in step.exits.iter().filter(|x| self.rules.step(&x.to).is_none()) {
            let at = format!("{at}/{}", exit.event);
            self.error("unknown-step", &at, "Dẫn tới bước không có.", "Leads to a step that is not there.");
        }
        let mut events = BTreeSet::new();
        for exit in step.exits.iter().filter(|x| !events.insert(x.event.as_str())) {
            let at = format!("{at}/{}", exit.event);
            self.error("two-ways", &at, "Một sự kiện dẫn tới hai bước.", "One event leads two ways.");
        }
        if step.end && !step.exits.is_empty() {
            self.error("end-with-exit", &at, "Bước kết thúc vẫn có lối ra.", "An end has an exit.");
        }
        if !step.end && step.actor.is_empty() {
            self.error("no-actor", &at, "Chưa nêu ai thực hiện.", "Nobody is named to act.");
        }
        if step.article.trim().is_empty() {
            self.error("no-article", &at, "Chưa nêu điều, khoản.", "No article is named.");
        }
        if !step.confirmed {
            self.note("to-confirm", &at, "Cần xác nhận theo văn bản.", "To be confirmed from the text.");
        }
        for id in step.clocks.iter().filter(|id| self.rules.clock(id).is_none()) {
            let at = format!("{at}/{id}");
            self.error("unknown-clock", &at, "Không có thời hạn này.", "There is no such clock.");
        }
    }

    fn clock(&mut self, clock: &Clock) {
        let at = format!("clock:{}", clock.id);
        if clock.article.trim().is_empty() {
            self.error("no-article", &at, "Chưa nêu điều, khoản.", "No article is named.");
        }
        match (clock.length, clock.unit) {
            (Some(_), None) => self.error(
                "no-unit",
                &at,
                "Chưa nêu ngày thường, ngày làm việc hay tháng.",
                "Days, working days or months are not stated.",
            ),
            (None, _) => self.note("no-length", &at, "Chưa rõ số ngày.", "The number of days is not known."),
            (Some(_), Some(_)) if !clock.confirmed => {
                self.note("to-confirm", &at, "Cần xác nhận theo văn bản.", "To be confirmed from the text.");
            }
            (Some(_), Some(_)) => {}
        }
        let known = self.events();
        let strange: Vec<&String> = clock.from.iter().filter(|e| !known.contains(e.as_str())).collect();
        if clock.from.is_empty() || !strange.is_empty() {
            self.error(
                "no-start-event",
                &at,
                "Không sự kiện nào bắt đầu thời hạn.",
                "No event starts this clock.",
            );
        }
        if !self.rules.steps.iter().any(|s| s.clocks.contains(&clock.id)) {
            self.error("unused-clock", &at, "Không bước nào dùng thời hạn này.", "No step uses this clock.");
        }
    }

    /// Events that can happen: exits, ends of clocks, and what comes from outside.
    fn events(&self) -> BTreeSet<&'r str> {
        let exits = self.rules.steps.iter().flat_map(|s| s.exits.iter().map(|x| x.event.as_str()));
        let ends = self.rules.clocks.iter().flat_map(|c| c.until.iter().map(String::as_str));
        exits.chain(ends).chain(self.rules.outside.iter().map(String::as_str)).collect()
    }

    fn cases(&mut self) {
        let cases = &self.rules.cases;
        if cases.last().is_some_and(|c| !c.when.is_empty()) {
            self.error(
                "no-last-case",
                "case",
                "Trường hợp cuối còn điều kiện.",
                "The last case has a condition.",
            );
        }
        let rest = cases.len().saturating_sub(1);
        for case in cases.iter().take(rest).filter(|c| c.when.is_empty()) {
            let at = format!("case:{}", case.id);
            self.error(
                "hidden-case",
                &at,
                "Các trường hợp sau không bao giờ tới.",
                "Later cases are never reached.",
            );
        }
    }

    fn conditions(&mut self) {
        let rules = self.rules;
        let papers = rules.papers.iter().map(|p| (format!("paper:{}", p.id), &p.when));
        let cases = rules.cases.iter().map(|c| (format!("case:{}", c.id), &c.when));
        let clocks = rules.clocks.iter().map(|c| (format!("clock:{}", c.id), &c.when));
        let opinions = rules.opinions.iter().map(|o| (format!("opinion:{:?}", o.of), &o.when));
        let reports = rules.reports.iter().map(|r| (format!("report:{}", r.id), &r.when));
        for (at, when) in papers.chain(cases).chain(clocks).chain(opinions).chain(reports) {
            if !self.is_known(when) {
                self.error(
                    "unknown-fact",
                    &at,
                    "Điều kiện hỏi điều không khai báo.",
                    "The condition asks for an unknown fact.",
                );
            }
        }
    }

    fn is_known(&self, when: &Condition) -> bool {
        let rules = self.rules;
        when.iter().all(|(key, values)| {
            if key == "case" {
                return values.iter().all(|v| rules.cases.iter().any(|c| c.id == *v));
            }
            let fact = rules.facts.iter().find(|f| f.key == *key);
            fact.is_some_and(|f| values.iter().all(|v| f.values.contains(v)))
        })
    }

    fn opinions(&mut self) {
        if !self.rules.opinions.is_empty() && !self.rules.steps.iter().any(|s| s.opinions) {
            self.error(
                "no-opinion-step",
                "opinion",
                "Không bước nào lấy ý kiến.",
                "No step asks for opinions.",
            );
        }
        for opinion in self.rules.opinions.iter().filter(|o| o.length.is_some() != o.unit.is_some()) {
            let at = format!("opinion:{:?}", opinion.of);
            self.error("no-unit", &at, "Số ngày và loại ngày phải đi cùng nhau.", "A length needs its unit.");
        }
    }

    fn articles(&mut self) {
        let rules = self.rules;
        let papers = rules.papers.iter().map(|p| (format!("paper:{}", p.id), &p.article));
        let cases = rules.cases.iter().map(|c| (format!("case:{}", c.id), &c.article));
        let opinions = rules.opinions.iter().map(|o| (format!("opinion:{:?}", o.of), &o.article));
        let reports = rules.reports.iter().map(|r| (format!("report:{}", r.id), &r.article));
        let fields = rules.criteria.iter().chain(&rules.decision_fields);
        let fields = fields.map(|f| (format!("field:{}", f.id), &f.article));
        let all = papers.chain(cases).chain(opinions).chain(reports).chain(fields);
        for (at, _) in all.filter(|(_, article)| article.trim().is_empty()) {
            self.error("no-article", &at, "Chưa nêu điều, khoản.", "No article is named.");
        }
        let undated = rules.reports.iter().filter(|r| r.due.is_empty() && r.monthly.is_none());
        for report in undated {
            let at = format!("report:{}", report.id);
            self.note("no-day", &at, "Văn bản không nêu ngày.", "The text names no day.");
        }
    }
}

/// Steps that can be added to a set again and again, until it stays as it is.
fn closure<'r>(
    mut known: BTreeSet<&'r str>,
    adds: impl Fn(&BTreeSet<&'r str>, &'r Step) -> Vec<&'r str>,
    rules: &'r RuleSet,
) -> BTreeSet<&'r str> {
    loop {
        let more: Vec<&str> = rules.steps.iter().flat_map(|s| adds(&known, s)).collect();
        let before = known.len();
        known.extend(more);
        if known.len() == before {
            return known;
        }
    }
}
