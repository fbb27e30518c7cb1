//! Holds a plan against itself and against the text it was made from.
use std::collections::HashSet;

use jiff::civil::Date;

use super::{AnswerKind, ClauseRef, Due, LETTERS, Period, Plan, PlanFinding, PlanText, fingerprint};

/// Each check looks at one thing and says everything that is wrong with it.
const CHECKS: [fn(&Plan) -> Vec<PlanFinding>; 7] =
    [clauses_listed, clauses_answered, answers_lead_somewhere, leads, letters, dates, report];

const TEXT_CHECKS: [fn(&Plan, &PlanText) -> Vec<PlanFinding>; 3] = [heading, area_letters, clauses_of_text];

/// Everything wrong with a plan, and, when the official text is at hand, everything in which the
/// two differ. An empty answer means: each clause is answered and no duty lacks a lead.
pub fn check(plan: &Plan, text: Option<&PlanText>) -> Vec<PlanFinding> {
    let own = CHECKS.iter().flat_map(|check| check(plan));
    let against = text.into_iter().flat_map(|t| TEXT_CHECKS.iter().flat_map(|check| check(plan, t)));
    own.chain(against).collect()
}

fn clauses_listed(plan: &Plan) -> Vec<PlanFinding> {
    let mut found = Vec::new();
    if plan.clauses.is_empty() {
        found.push(PlanFinding::error(
            "no-clauses",
            "Kế hoạch không liệt kê điểm nào.",
            "The plan lists no clause.",
        ));
    }
    let mut seen = HashSet::new();
    for mark in plan.clauses.iter().filter(|m| !seen.insert(&m.reference)) {
        let r = &mark.reference;
        let vi = format!("Điểm {r} được liệt kê hai lần.");
        found.push(
            PlanFinding::error("clause-twice", vi, format!("Clause {r} is listed twice.")).at_clause(r),
        );
    }
    found
}

fn clauses_answered(plan: &Plan) -> Vec<PlanFinding> {
    let unanswered = |r: &&ClauseRef| plan.answers_to(r).next().is_none();
    let contradicted = |r: &&ClauseRef| {
        let kinds: Vec<_> = plan.answers_to(r).map(|a| a.kind).collect();
        kinds.contains(&AnswerKind::NoDuty) && kinds.len() > 1
    };
    let refs = || plan.clauses.iter().map(|m| &m.reference);
    let missing = refs().filter(unanswered).map(|r| {
        PlanFinding::error(
            "clause-unanswered",
            format!("Điểm {r} chưa có mục tiêu, lĩnh vực, nhiệm vụ, nguồn vốn hoặc lý do."),
            format!("Clause {r} has no objective, area, duty, source of funds or stated reason."),
        )
        .at_clause(r)
    });
    let contradictory = refs().filter(contradicted).map(|r| {
        PlanFinding::error(
            "clause-contradicted",
            format!("Điểm {r} vừa ghi không có nhiệm vụ, vừa có nội dung khác."),
            format!("Clause {r} is said to ask nothing and is answered as well."),
        )
        .at_clause(r)
    });
    missing.chain(contradictory).collect()
}

fn answers_lead_somewhere(plan: &Plan) -> Vec<PlanFinding> {
    let known: HashSet<_> = plan.clauses.iter().map(|m| &m.reference).collect();
    let unknown = |r: &ClauseRef, words: &str| {
        PlanFinding::error(
            "answer-to-nothing",
            format!("«{words}» dẫn điểm {r}, điểm này không có trong kế hoạch."),
            format!("“{words}” names clause {r}, which the plan does not have."),
        )
        .at_clause(r)
    };
    let mut found: Vec<_> = plan
        .answers()
        .filter(|a| !known.contains(a.clause))
        .map(|a| unknown(a.clause, &a.words.vi))
        .collect();
    let lead_from = plan.duties.iter().filter_map(|d| d.lead_from.as_ref().map(|r| (r, &d.title.vi)));
    found.extend(lead_from.filter(|(r, _)| !known.contains(r)).map(|(r, words)| unknown(r, words)));
    found.extend(
        plan.answers().filter(|a| a.words.vi.trim().is_empty() || a.words.en.trim().is_empty()).map(|a| {
            PlanFinding::error(
                "answer-without-words",
                format!("Nội dung trả lời điểm {} thiếu tên tiếng Việt hoặc tiếng Anh.", a.clause),
                format!("An answer to clause {} lacks its Vietnamese or English words.", a.clause),
            )
            .at_clause(a.clause)
        }),
    );
    found
}

fn leads(plan: &Plan) -> Vec<PlanFinding> {
    let mut found = Vec::new();
    let mut ids = HashSet::new();
    for duty in &plan.duties {
        let id = &duty.id;
        if duty.lead.is_none() {
            let vi = format!("Nhiệm vụ «{}» chưa có cơ quan chủ trì.", duty.title.vi);
            let en = format!("Duty “{}” has no lead.", duty.title.en);
            found.push(PlanFinding::error("duty-without-lead", vi, en).at_clause(&duty.clause));
        }
        if duty.lead.is_some_and(|lead| duty.coordinating.contains(&lead)) {
            let vi = format!("Nhiệm vụ «{}» có cơ quan vừa chủ trì, vừa phối hợp.", duty.title.vi);
            let en = format!("Duty “{}” names its lead as coordinating too.", duty.title.en);
            found.push(PlanFinding::warning("lead-coordinates", vi, en).at_clause(&duty.clause));
        }
        if !ids.insert(id) {
            let vi = format!("Mã nhiệm vụ {id} được dùng hai lần.");
            let en = format!("Duty id {id} is used twice.");
            found.push(PlanFinding::error("duty-twice", vi, en).at_clause(&duty.clause));
        }
    }
    found
}

fn letters(plan: &Plan) -> Vec<PlanFinding> {
    let mut found = Vec::new();
    for (i, area) in plan.areas.iter().enumerate() {
        let expected = LETTERS.get(i).copied().unwrap_or("?");
        if area.letter != expected {
            found.push(
                PlanFinding::error(
                    "area-letter",
                    format!("Lĩnh vực thứ {} mang chữ {}, đúng ra là {expected}.", i + 1, area.letter),
                    format!("Area number {} has letter {}; it should be {expected}.", i + 1, area.letter),
                )
                .at_clause(&area.clause),
            );
        }
        if area.clause.mark() != area.letter {
            let vi = format!("Lĩnh vực {} dẫn điểm {} có chữ khác.", area.letter, area.clause);
            let en = format!("Area {} names clause {}, which has another letter.", area.letter, area.clause);
            found.push(PlanFinding::error("area-clause", vi, en).at_clause(&area.clause));
        }
    }
    found
}

fn dates(plan: &Plan) -> Vec<PlanFinding> {
    let mut found = Vec::new();
    let Period { from, to } = plan.period;
    if from > to || plan.date.year() > to {
        found.push(PlanFinding::error(
            "period",
            format!("Thời gian thực hiện {from} - {to} không hợp lý với ngày ban hành."),
            format!("The period {from} to {to} does not fit the date of the plan."),
        ));
    }
    for duty in &plan.duties {
        if let Due::Once { on } = duty.due
            && !(from..=to).contains(&on.year())
        {
            let vi = format!("Hạn của nhiệm vụ «{}» nằm ngoài thời gian thực hiện.", duty.title.vi);
            let en = format!("Duty “{}” is due outside of the plan's period.", duty.title.en);
            found.push(PlanFinding::error("due-outside-period", vi, en).at_clause(&duty.clause));
        }
    }
    for basis in plan.legal_bases.iter().filter(|b| b.date > plan.date) {
        let number = &basis.number;
        found.push(PlanFinding::error(
            "basis-after-plan",
            format!("Căn cứ {number} ban hành sau kế hoạch."),
            format!("Legal basis {number} is younger than the plan."),
        ));
    }
    found
}

fn report(plan: &Plan) -> Vec<PlanFinding> {
    let Some(report) = &plan.report else {
        let vi = "Kế hoạch không có chế độ báo cáo hằng năm.";
        return vec![PlanFinding::error("no-report-duty", vi, "The plan has no yearly report.")];
    };
    let at = |f: PlanFinding| f.at_clause(&report.clause);
    let mut found = Vec::new();
    if report.lead.is_none() {
        let vi = "Chế độ báo cáo chưa có cơ quan nhận và tổng hợp.";
        found.push(at(PlanFinding::error("duty-without-lead", vi, "The yearly report has no lead.")));
    }
    if report.reporters.is_empty() || report.recipients.is_empty() {
        let vi = "Chế độ báo cáo thiếu nơi gửi hoặc nơi nhận.";
        let en = "The yearly report lacks those who owe it or those who receive it.";
        found.push(at(PlanFinding::error("report-parties", vi, en)));
    }
    let year = plan.period.to;
    let (first, last) = report.window(year);
    if !(first < last && last <= report.last_day_on_time(year)) {
        let vi = "Kỳ số liệu kết thúc sau hạn nộp báo cáo.";
        let en = "The window of figures ends after the report is due.";
        found.push(at(PlanFinding::error("report-window", vi, en)));
    }
    if report.opens.of(year) > report.last_day_on_time(year) {
        let vi = "Đợt báo cáo mở sau hạn nộp.";
        found.push(at(PlanFinding::error("report-opens", vi, "The round opens after the report is due.")));
    }
    found
}

fn heading(plan: &Plan, text: &PlanText) -> Vec<PlanFinding> {
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let years = |p: Option<Period>| p.map(|p| format!("{} - {}", p.from, p.to)).unwrap_or_default();
    let pairs = [
        ("Số, ký hiệu", "Number", plan.number.clone(), text.number.clone()),
        ("Ngày ban hành", "Date", plan.date.to_string(), day(text.date)),
        ("Địa danh", "Place", plan.place.clone(), text.place.clone()),
        ("Người ký", "Signer", plan.signer.clone(), text.signer.clone()),
        ("Thời gian thực hiện", "Period", years(Some(plan.period)), years(text.period)),
    ];
    let differs = pairs.into_iter().filter(|(_, _, ours, theirs)| ours != theirs);
    let mut found: Vec<_> = differs
        .map(|(vi, en, ours, theirs)| {
            let vi = format!("{vi}: tệp ghi «{ours}», văn bản ghi «{theirs}».");
            PlanFinding::error("heading-differs", vi, format!("{en}: file “{ours}”, text “{theirs}”."))
                .at_clause(&ClauseRef::new("H"))
        })
        .collect();
    for basis in &plan.legal_bases {
        if !text.legal_bases.iter().any(|b| b.number == basis.number && b.date == Some(basis.date)) {
            let number = &basis.number;
            let vi = format!("Văn bản không dẫn căn cứ {number} ngày {}.", basis.date);
            let en = format!("The text does not name {number} of {}.", basis.date);
            found.push(PlanFinding::error("basis-missing", vi, en).at_clause(&ClauseRef::new("H")));
        }
    }
    found
}

fn area_letters(plan: &Plan, text: &PlanText) -> Vec<PlanFinding> {
    let ours: Vec<_> = plan.areas.iter().map(|a| a.letter.as_str()).collect();
    let theirs: Vec<_> = text.areas.iter().map(|a| a.letter.as_str()).collect();
    if ours == theirs {
        return Vec::new();
    }
    let (ours, theirs) = (ours.join(" "), theirs.join(" "));
    vec![PlanFinding::error(
        "areas-differ",
        format!("Lĩnh vực ưu tiên: tệp ghi {ours}; văn bản ghi {theirs}."),
        format!("Priority areas: file {ours}; text {theirs}."),
    )]
}

fn clauses_of_text(plan: &Plan, text: &PlanText) -> Vec<PlanFinding> {
    let mut found = Vec::new();
    for mark in &plan.clauses {
        let r = &mark.reference;
        let Some(clause) = text.clause(r) else {
            let vi = format!("Văn bản không có điểm {r}.");
            let en = format!("The text does not have clause {r}.");
            found.push(PlanFinding::error("clause-missing", vi, en).at_clause(r));
            continue;
        };
        if fingerprint(&clause.text) != mark.fingerprint {
            let vi = format!("Lời văn điểm {r} khác với bản đã lập kế hoạch.");
            let en = format!("Clause {r} reads otherwise than in the copy the plan was made from.");
            let finding = PlanFinding::error("clause-differs", vi, en).at_clause(r);
            found.push(finding.at_line(clause.line));
        }
    }
    let listed: HashSet<_> = plan.clauses.iter().map(|m| &m.reference).collect();
    for clause in text.speaking().filter(|c| !listed.contains(&c.reference)) {
        let r = &clause.reference;
        let vi = format!("Điểm {r} của văn bản chưa có trong kế hoạch.");
        let en = format!("Clause {r} of the text is not in the plan.");
        found.push(PlanFinding::error("clause-not-listed", vi, en).at_clause(r).at_line(clause.line));
    }
    found
}

#[cfg(test)]
mod tests;
