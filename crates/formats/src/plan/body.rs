//! The sections of a plan: which lines open a clause, and which go on with one.
use domain::plan::{AreaTitle, Clause, ClauseRef, LETTERS, Period, PlanFinding, PlanText};

use super::lines::{self, CELL, Line};

/// What a line opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// «II.»
    Part(u32),
    /// «4.»
    Item(u32),
    /// «đ)» or «đ.»
    Point(char),
    /// «-»
    Bullet,
    /// «Định kỳ …»: the paragraph on periodic reports.
    Periodic,
    /// «Trên đây là …»: the closing paragraph.
    Closing,
}

/// The mark at the beginning of a line, and the words after it. Whether it really opens a clause
/// depends on what stands before: a sentence may break just before «- xã hội».
pub(super) fn mark(line: &str) -> Option<(Mark, &str)> {
    let special = [("Định kỳ ", Mark::Periodic), ("Trên đây là ", Mark::Closing)];
    if let Some((_, mark)) = special.iter().find(|(words, _)| line.starts_with(words)) {
        return Some((*mark, line));
    }
    if let Some(rest) = line.strip_prefix(['-', '–', '+', '•']) {
        let spaced = rest.is_empty() || rest.starts_with(' ') || rest.starts_with(char::is_uppercase);
        return spaced.then(|| (Mark::Bullet, rest.trim_start()));
    }
    let (label, rest) = line.split_once(' ').unwrap_or((line, ""));
    let bare = label.strip_suffix(['.', ')'])?;
    let mut chars = bare.chars();
    let first = chars.next()?;
    if chars.next().is_none() && (first.is_ascii_lowercase() || first == 'đ') {
        return Some((Mark::Point(first), rest));
    }
    if !label.ends_with('.') {
        return None;
    }
    if bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit()) {
        return Some((Mark::Item(bare.parse().ok()?), rest));
    }
    roman(bare).map(|n| (Mark::Part(n), rest))
}

/// Roman digits of one decimal place.
const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];

/// I to XXXIX; more sections no plan has.
fn roman(text: &str) -> Option<u32> {
    let tens = text.bytes().take_while(|b| *b == b'X').count().min(3);
    let ones = ONES.iter().position(|o| *o == &text[tens..])?;
    u32::try_from(tens * 10 + ones).ok().filter(|n| *n > 0)
}

fn roman_text(number: u32) -> String {
    let ones = ONES.get(number as usize % 10).copied().unwrap_or_default();
    "X".repeat(number as usize / 10) + ones
}

/// How the decree writes the mark.
fn label(mark: Mark) -> String {
    match mark {
        Mark::Part(n) => format!("{}.", roman_text(n)),
        Mark::Item(n) => format!("{n}."),
        Mark::Point(c) => format!("{c})"),
        Mark::Bullet => "-".to_owned(),
        Mark::Periodic | Mark::Closing => String::new(),
    }
}

/// Reads the sections and returns the lines after the closing paragraph.
pub(super) fn read<'a>(body: &'a [Line], plan: &mut PlanText, findings: &mut Vec<PlanFinding>) -> &'a [Line] {
    let mut tree = Tree { findings: Vec::new(), clauses: Vec::new(), at: At::default() };
    let mut used = 0;
    for line in body {
        if line.text == CELL || is_signature(&line.text) {
            break;
        }
        used += 1;
        tree.take(line);
        if line.text.ends_with("./.") {
            break;
        }
    }
    findings.append(&mut tree.findings);
    let mut clauses = tree.clauses;
    name_bare_headings(&mut clauses);
    findings.extend(faults(&clauses));
    plan.clauses.append(&mut clauses);
    &body[used..]
}

/// «KT. CHỦ TỊCH», «TM. ỦY BAN NHÂN DÂN», «Nơi nhận:».
fn is_signature(line: &str) -> bool {
    let authority = ["KT.", "TM.", "TL.", "TUQ.", "Q."].iter().any(|m| line.starts_with(m));
    (authority && lines::is_caps(line)) || line.starts_with("Nơi nhận")
}

/// Where the reader stands: the number last seen on each level.
#[derive(Debug, Default)]
struct At {
    part: u32,
    item: Option<u32>,
    point: Option<char>,
    bullet: u32,
    closed: bool,
}

struct Tree {
    findings: Vec<PlanFinding>,
    clauses: Vec<Clause>,
    at: At,
}

impl Tree {
    fn take(&mut self, line: &Line) {
        match mark(&line.text).filter(|(mark, rest)| self.opens(*mark, rest)) {
            Some((mark, rest)) => self.open(mark, rest, line.no),
            None => self.go_on(&line.text),
        }
    }

    /// Whether the mark opens a clause, judged by what was read before it: after the end of a
    /// sentence or a heading always; in the middle of one only if it is the mark to be expected
    /// and what follows looks like the beginning of a sentence.
    fn opens(&self, mark: Mark, rest: &str) -> bool {
        let Some(last) = self.clauses.last() else {
            return true;
        };
        if self.at.closed {
            return false;
        }
        let whole = last.text.is_empty() || lines::is_caps(&last.text);
        if whole || last.text.ends_with(['.', ':', ';', '!', '?', '”', '"']) {
            return true;
        }
        let mut letters = rest.chars();
        let sentence = letters.next().is_some_and(char::is_uppercase)
            && letters.find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        let refers = ["khoản", "điểm", "mục", "Mục", "Điều", "số"].iter().any(|w| last.text.ends_with(w));
        sentence && !refers && self.expects(mark)
    }

    fn expects(&self, mark: Mark) -> bool {
        match mark {
            Mark::Part(n) => n == self.at.part + 1,
            Mark::Item(n) => n == self.at.item.unwrap_or(0) + 1,
            Mark::Point(c) => next_letter(self.at.point) == Some(c),
            Mark::Bullet => self.at.bullet > 0 || self.in_bare_heading(),
            Mark::Periodic | Mark::Closing => false,
        }
    }

    /// Whether what is open may be a heading that was written without its colon.
    fn in_bare_heading(&self) -> bool {
        self.clauses.last().is_some_and(|c| !c.text.contains(['.', ';', ':']))
    }

    fn open(&mut self, mark: Mark, rest: &str, line: usize) {
        self.check_order(mark, line);
        let part = ClauseRef::new(roman_text(self.part_of(mark)));
        let at = &mut self.at;
        let (reference, parent) = match mark {
            Mark::Part(n) => {
                *at = At { part: n, ..At::default() };
                (part, None)
            }
            Mark::Item(n) => {
                *at = At { part: at.part, item: Some(n), ..At::default() };
                (part.child(n), Some(part))
            }
            Mark::Point(c) => {
                at.point = Some(c);
                at.bullet = 0;
                let up = at.item.map_or(part.clone(), |n| part.child(n));
                (up.child(c), Some(up))
            }
            Mark::Bullet => {
                at.bullet += 1;
                let item = at.item.map_or(part.clone(), |n| part.child(n));
                let up = at.point.map_or(item.clone(), |c| item.child(c));
                (up.child(at.bullet), Some(up))
            }
            Mark::Periodic => {
                *at = At { part: at.part, ..At::default() };
                (part.child("R"), Some(part))
            }
            Mark::Closing => {
                *at = At { part: at.part, closed: true, ..At::default() };
                (part.child("Z"), Some(part))
            }
        };
        let label = label(mark);
        self.clauses.push(Clause {
            reference,
            parent,
            label,
            title: String::new(),
            text: String::new(),
            line,
        });
        self.go_on(rest);
    }

    fn part_of(&self, mark: Mark) -> u32 {
        if let Mark::Part(n) = mark { n } else { self.at.part }
    }

    /// Adds a line to the open clause. The first line that ends with a colon ends the heading of a
    /// section, item or point.
    fn go_on(&mut self, text: &str) {
        let Some(clause) = self.clauses.last_mut() else {
            return;
        };
        lines::join(&mut clause.text, text);
        let may_have_title = self.at.bullet == 0 && !self.at.closed && clause.reference.mark() != "R";
        if may_have_title && clause.title.is_empty() && clause.text.ends_with(':') {
            clause.title = clause.text.trim_end_matches(':').trim_end().to_owned();
        }
    }

    fn check_order(&mut self, mark: Mark, line: usize) {
        if self.expects(mark) || matches!(mark, Mark::Bullet | Mark::Periodic | Mark::Closing) {
            return;
        }
        let (found, expected) = match mark {
            Mark::Part(n) => (roman_text(n), roman_text(self.at.part + 1)),
            Mark::Item(n) => (n.to_string(), (self.at.item.unwrap_or(0) + 1).to_string()),
            Mark::Point(c) => {
                (c.to_string(), next_letter(self.at.point).map_or_else(|| "?".to_owned(), String::from))
            }
            Mark::Bullet | Mark::Periodic | Mark::Closing => return,
        };
        let vi = format!("Dòng {line}: gặp số thứ tự {found}, đúng ra là {expected}.");
        let en = format!("Line {line}: number {found} was found where {expected} should stand.");
        self.findings.push(PlanFinding::error("number-out-of-order", vi, en).at_line(line));
    }
}

/// The letter after `last`; «a» first. `None` after «y», or after a letter the alphabet lacks.
fn next_letter(last: Option<char>) -> Option<char> {
    let next = match last {
        None => 0,
        Some(c) => LETTERS.iter().position(|l| l.chars().eq([c]))? + 1,
    };
    LETTERS.get(next)?.chars().next()
}

/// A heading without a colon is one all the same when it groups others and is no sentence.
fn name_bare_headings(clauses: &mut [Clause]) {
    let parents: Vec<_> = clauses.iter().filter_map(|c| c.parent.clone()).collect();
    for clause in clauses.iter_mut().filter(|c| c.title.is_empty()) {
        if parents.contains(&clause.reference) && !clause.text.ends_with(['.', ';']) {
            clause.title.clone_from(&clause.text);
        }
    }
}

fn faults(clauses: &[Clause]) -> Vec<PlanFinding> {
    let mut found = Vec::new();
    for (i, clause) in clauses.iter().enumerate() {
        let r = &clause.reference;
        if clauses[..i].iter().any(|c| c.reference == *r) {
            let vi = format!("Điểm {r} xuất hiện hai lần.");
            let en = format!("Clause {r} stands there twice.");
            found.push(PlanFinding::error("clause-twice", vi, en).at_clause(r).at_line(clause.line));
        }
        if clause.text.is_empty() {
            let vi = format!("Điểm {r} không có nội dung.");
            found.push(
                PlanFinding::error("clause-empty", vi, format!("Clause {r} is empty."))
                    .at_clause(r)
                    .at_line(clause.line),
            );
        }
    }
    if !clauses.last().is_some_and(|c| c.reference.mark() == "Z" && c.text.ends_with("./.")) {
        found.push(PlanFinding::warning(
            "no-closing",
            "Văn bản thiếu đoạn kết «Trên đây là …» hoặc dấu «./.».",
            "The closing paragraph “Trên đây là …” or its mark “./.” is missing.",
        ));
    }
    found
}

/// What the clauses say about the whole: the period and the priority areas.
pub(super) fn summarise(plan: &mut PlanText, findings: &mut Vec<PlanFinding>) {
    plan.period = period(plan);
    if plan.period.is_none() {
        findings.push(PlanFinding::error(
            "no-period",
            "Không tìm thấy thời gian thực hiện của kế hoạch.",
            "The period of the plan was not found.",
        ));
    }
    let about_areas = |c: &&Clause| c.title.to_lowercase().contains("lĩnh vực ưu tiên");
    if let Some(parent) = plan.clauses.iter().find(about_areas).map(|c| c.reference.clone()) {
        let own = plan.clauses.iter().filter(|c| c.parent.as_ref() == Some(&parent));
        let lettered = own.filter(|c| !c.reference.mark().starts_with(|m: char| m.is_ascii_digit()));
        plan.areas = lettered
            .map(|c| AreaTitle {
                letter: c.reference.mark().to_owned(),
                title: c.text.trim_end_matches(['.', ';']).to_owned(),
            })
            .collect();
    }
    if plan.areas.is_empty() {
        findings.push(PlanFinding::error(
            "no-areas",
            "Không tìm thấy các lĩnh vực ưu tiên của kế hoạch.",
            "The priority areas of the plan were not found.",
        ));
    }
}

/// Years of the clause on the period; otherwise the first pair of years anywhere.
fn period(plan: &PlanText) -> Option<Period> {
    let speaks_of_time = |c: &&Clause| c.text.to_lowercase().contains("thời gian thực hiện");
    let timed = plan.clauses.iter().filter(speaks_of_time).find_map(|c| years(&c.text));
    timed.or_else(|| plan.clauses.iter().find_map(|c| years(&c.text)))
}

/// «2021 - 2025», with any dash or «đến» between.
fn years(text: &str) -> Option<Period> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let year = |w: &&str| w.parse::<i16>().ok().filter(|y| (1945..=2200).contains(y));
    (0..words.len()).find_map(|i| {
        let from = year(&words[i])?;
        let next = words[i + 1..].iter().find(|w| **w != "đến" && **w != "năm")?;
        year(next).filter(|to| *to >= from).map(|to| Period { from, to })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_words() {
        assert_eq!(mark("II. NỘI DUNG"), Some((Mark::Part(2), "NỘI DUNG")));
        assert_eq!(mark("4. Nhiệm vụ"), Some((Mark::Item(4), "Nhiệm vụ")));
        assert_eq!(mark("đ) Giáo dục"), Some((Mark::Point('đ'), "Giáo dục")));
        assert_eq!(mark("a. Đối tượng"), Some((Mark::Point('a'), "Đối tượng")));
        assert_eq!(mark("- Là cơ quan"), Some((Mark::Bullet, "Là cơ quan")));
        assert_eq!(mark("2030”; trong đó"), None);
        assert_eq!(mark("18/12/2020 của"), None);
        assert_eq!(mark("em."), None);
        assert_eq!(mark("2025. Đồng thời"), None);
        assert_eq!(mark("-2025"), None);
    }

    #[test]
    fn letters_go_by_the_vietnamese_alphabet() {
        let mut last = None;
        let mut all = String::new();
        while let Some(c) = next_letter(last) {
            all.push(c);
            last = Some(c);
        }
        assert_eq!(all, "abcdđeghiklmnopqrstuvxy");
        assert_eq!(next_letter(Some('f')), None);
    }

    #[test]
    fn a_pair_of_years_is_found_with_any_dash() {
        let pair = |t| years(t).map(|p| (p.from, p.to));
        assert_eq!(pair("Giai đoạn 2021 - 2025."), Some((2021, 2025)));
        assert_eq!(pair("từ năm 2026 đến năm 2030"), Some((2026, 2030)));
        assert_eq!(pair("ngày 18/12/2020 của Thủ tướng"), None);
    }
}
