//! The top of a plan: who issued it, under which number, where and when, on which bases.
use domain::plan::{Clause, ClauseRef, LegalBasis, PlanFinding, PlanText};
use jiff::civil::Date;

use super::lines::{self, Parts, cells, is_caps, is_rule, join, joined};

/// Kinds of instruments that a plan can rest on, longest first where one begins like another.
const INSTRUMENTS: [&str; 13] = [
    "Quyết định",
    "Nghị quyết",
    "Nghị định",
    "Thông tư",
    "Thông báo",
    "Công văn",
    "Chỉ thị",
    "Kế hoạch",
    "Chương trình",
    "Hướng dẫn",
    "Tờ trình",
    "Kết luận",
    "Luật",
];

pub(super) fn read(parts: &Parts, plan: &mut PlanText, findings: &mut Vec<PlanFinding>) {
    title_table(parts.head, plan);
    // «KẾ HOẠCH» alone on its line; words after it belong to the abstract.
    "KẾ HOẠCH".clone_into(&mut plan.kind);
    let after_kind = parts.kind.text.trim_start_matches("KẾ HOẠCH").trim();
    let (title, opening) = opening(parts.opening);
    plan.title = format!("{after_kind} {title}").trim().to_owned();
    plan.legal_bases = legal_bases(&opening);
    let mut text = plan.title.clone();
    join(&mut text, &opening);
    plan.clauses.push(Clause {
        reference: ClauseRef::new("H"),
        parent: None,
        label: String::new(),
        title: plan.title.clone(),
        text,
        line: parts.kind.no,
    });
    findings.extend(missing(plan));
}

fn title_table(head: &[lines::Line], plan: &mut PlanText) {
    let is_motto = |text: &str| text.contains("CHỦ NGHĨA VIỆT NAM") || text.contains("Độc lập");
    for (i, cell) in cells(head).iter().enumerate() {
        let text = joined(cell.iter().copied());
        if i == 0 {
            let own = cell.iter().copied().take_while(|l| is_caps(&l.text) && !l.text.starts_with("CỘNG"));
            plan.issuer = joined(own);
        }
        let mut rest = text.as_str();
        if let Some((_, after)) = text.split_once("Số:") {
            (plan.number, rest) = number(after);
        }
        if let Some((place, after)) = rest.split_once("ngày ") {
            plan.date = date(after);
            let place = place.rsplit("Hạnh phúc").next().unwrap_or(place);
            plan.place = place.trim().trim_end_matches(',').trim().to_owned();
        } else if is_motto(&text) {
            continue;
        }
    }
}

/// «67/KH-UBND», also with a space beside the slash; and the words after it.
fn number(after: &str) -> (String, &str) {
    let after = after.trim_start();
    let end = after.find(' ').unwrap_or(after.len());
    let (first, rest) = after.split_at(end);
    let rest = rest.trim_start();
    if first.ends_with('/') || rest.starts_with('/') {
        let end = rest.find(' ').unwrap_or(rest.len());
        return (format!("{first}{}", &rest[..end]), &rest[end..]);
    }
    (first.to_owned(), rest)
}

/// The abstract (in capitals, or up to the first basis) and the sentences after it.
fn opening(lines: &[lines::Line]) -> (String, String) {
    let said: Vec<_> = lines.iter().filter(|l| l.text != lines::CELL && !is_rule(&l.text)).collect();
    let capitals = said.first().is_some_and(|l| is_caps(&l.text));
    let begins_basis =
        |t: &str| ["Căn cứ", "Thực hiện", "Triển khai", "Để ", "Nhằm "].iter().any(|w| t.starts_with(w));
    let in_title = |t: &str| if capitals { is_caps(t) } else { !begins_basis(t) };
    let end = said.iter().position(|l| !in_title(&l.text)).unwrap_or(said.len());
    (joined(said[..end].iter().copied()), joined(said[end..].iter().copied()))
}

/// Every «Quyết định số 2152/QĐ-TTg ngày 18/12/2020» of the opening, each number once.
fn legal_bases(text: &str) -> Vec<LegalBasis> {
    let mut found: Vec<LegalBasis> = Vec::new();
    for (at, words) in text.match_indices(" số ") {
        let before = &text[..at];
        let Some(kind) = INSTRUMENTS.iter().find(|kind| before.ends_with(**kind)) else {
            continue;
        };
        let after = &text[at + words.len()..];
        let number: String = after.split([' ', ',', ';']).next().unwrap_or_default().to_owned();
        if number.is_empty() || found.iter().any(|b| b.number == number) {
            continue;
        }
        let date = after[number.len()..].trim_start().strip_prefix("ngày ").and_then(date);
        found.push(LegalBasis { reference: format!("{kind} số {number}"), number, date });
    }
    found
}

/// «18/12/2020 …» or «23 tháng 4 năm 2021 …».
fn date(text: &str) -> Option<Date> {
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).take(3).collect();
    let [day, month, year] = numbers[..] else {
        return None;
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn missing(plan: &PlanText) -> Vec<PlanFinding> {
    let facts = [
        (plan.number.contains('/'), "no-number", "số, ký hiệu", "number and symbol"),
        (plan.date.is_some(), "no-date", "ngày ban hành", "date"),
        (!plan.place.is_empty(), "no-place", "địa danh", "place"),
        (!plan.issuer.is_empty(), "no-issuer", "cơ quan ban hành", "issuing body"),
        (!plan.title.is_empty(), "no-title", "trích yếu", "abstract"),
        (!plan.legal_bases.is_empty(), "no-legal-basis", "căn cứ ban hành", "legal basis"),
    ];
    let absent = facts.into_iter().filter(|(there, ..)| !there);
    absent
        .map(|(_, code, vi, en)| {
            let vi = format!("Không tìm thấy {vi} của kế hoạch.");
            PlanFinding::error(code, vi, format!("The plan's {en} was not found."))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn bases_are_found_with_their_dates_each_once() {
        let text = "Thực hiện Quyết định số 12/QĐ-TTg ngày 18/12/2020 kéo dài Quyết định số 3/QĐ-TTg ngày \
                    14 tháng 11 năm 2013, Công văn số 5/UBDT-HTQT; Quyết định số 12/QĐ-TTg nêu trên, số 7";
        let bases = legal_bases(text);
        let shown: Vec<_> = bases.iter().map(|b| (b.reference.as_str(), b.date)).collect();
        assert_eq!(
            shown,
            [
                ("Quyết định số 12/QĐ-TTg", Some(day(2020, 12, 18))),
                ("Quyết định số 3/QĐ-TTg", Some(day(2013, 11, 14))),
                ("Công văn số 5/UBDT-HTQT", None),
            ]
        );
    }

    #[test]
    fn a_number_may_have_a_space_at_its_slash() {
        assert_eq!(number(" 67/KH-UBND").0, "67/KH-UBND");
        assert_eq!(number("67 /KH-UBND Cà Mau"), ("67/KH-UBND".into(), " Cà Mau"));
        assert_eq!(number(""), (String::new(), ""));
    }

    #[test]
    fn an_impossible_date_is_no_date() {
        assert_eq!(date("31/02/2021"), None);
        assert_eq!(date("tháng 4"), None);
        assert_eq!(date("99999999999/1/2021"), None);
    }
}
