//! What several pages of a round show alike: its terms in one line, a bar of states, a unit's
//! state and how it stands to its day.
use domain::consolidation::Counts;
use domain::form::Form;
use domain::report::parts::NARRATIVE;
use domain::round::{Stage, Terms, Timing};

use super::super::page::Say;
use super::matrix::part_keys;
use crate::app::round::UnitState;

/// Heading of a column that stands for a part of a report.
pub(super) struct Head {
    pub key: String,
    /// "B1", or «Lời».
    pub short: String,
    pub title: String,
}

pub(super) fn heads(say: Say, form: &Form) -> Vec<Head> {
    part_keys(form)
        .into_iter()
        .map(|key| match form.table(&key) {
            Some(table) => {
                Head { title: format!("{key}. {}", say.words(&table.title)), short: key.clone(), key }
            }
            None => Head {
                title: say.t("round-part-words").to_owned(),
                short: say.t("round-part-words-short").to_owned(),
                key: NARRATIVE.to_owned(),
            },
        })
        .collect()
}

/// «Số liệu 01/11/2024–31/10/2025, ước đến 31/12 · hạn: trước 05/11/2025 (hết ngày 04/11)».
pub(super) fn terms_line(say: Say, terms: &Terms) -> String {
    let mut line = say.f2("round-window", "from", terms.window.0, "to", terms.window.1);
    if let Some(day) = terms.estimate_to {
        line.push_str(&say.f1("round-estimate", "day", say.day_month(day)));
    }
    line.push_str(" · ");
    line.push_str(&due(say, terms));
    line
}

pub(super) fn due(say: Say, terms: &Terms) -> String {
    if terms.due_inclusive {
        say.f1("round-due-until", "due", terms.due)
    } else {
        say.f2("round-due-before", "due", terms.due, "last", say.day_month(terms.last_day_on_time()))
    }
}

/// State in words, and the class of its tag.
pub(super) fn status(say: Say, stage: &Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::NotOpened => (say.t("status-not-opened"), "bad"),
        Stage::Draft { .. } => (say.t("status-draft"), "no"),
        Stage::Submitted { .. } => (say.t("status-submitted"), "info"),
        Stage::Returned { .. } => (say.t("status-returned"), "warn"),
        Stage::Accepted { .. } => (say.t("status-accepted"), "ok"),
    }
}

/// How a unit stands to its day, and the class of the words.
pub(super) fn timing(say: Say, unit: &UnitState) -> (String, &'static str) {
    if let Stage::Returned { until, .. } = unit.obligation.stage {
        return (say.f1("round-mend-until", "day", say.day_month(until)), "");
    }
    match unit.timing {
        Timing::OnTime => (say.t("round-on-time").to_owned(), "ok-t"),
        Timing::Late { days } => (say.f1("round-late-by", "days", days), "warn-t"),
        Timing::Overdue { days } => (say.f1("due-late", "days", days), "bad-t"),
        Timing::Open { days_left: 0 } => (say.t("due-today").to_owned(), "warn-t"),
        Timing::Open { days_left } => (say.f1("due-left", "days", days_left), ""),
    }
}

/// A stacked bar of states: parts of a whole, in the order of the work. Its name says the values,
/// its legend repeats them.
pub(super) struct Bar {
    pub name: String,
    pub parts: Vec<BarPart>,
}

pub(super) struct BarPart {
    pub class: &'static str,
    pub text: &'static str,
    pub n: usize,
    /// Per cent of the width, for attributes of the drawing.
    pub x: String,
    pub width: String,
}

/// Space between two segments, in hundredths of a per cent.
const GAP: usize = 30;

pub(super) fn bar(say: Say, counts: &Counts) -> Bar {
    let kinds = [
        ("k1", "status-accepted", counts.accepted),
        ("k2", "status-submitted", counts.submitted),
        ("k3", "status-returned", counts.returned),
        ("k5", "status-draft", counts.draft),
        ("k0", "status-not-opened", counts.not_opened),
    ];
    let mut parts = Vec::new();
    let mut before = 0;
    for (class, key, n) in kinds {
        let at = |units: usize| units * 10_000 / counts.units.max(1);
        let (from, to) = (at(before), at(before + n));
        parts.push(BarPart {
            class,
            text: say.t(key),
            n,
            x: hundredths(from),
            width: hundredths((to - from).saturating_sub(GAP)),
        });
        before += n;
    }
    let values: Vec<String> = parts.iter().map(|p| format!("{} {}", p.text, p.n)).collect();
    Bar { name: say.f2("round-bar", "values", values.join(", "), "n", counts.units), parts }
}

/// 6709 → "67.09%".
fn hundredths(n: usize) -> String {
    format!("{}.{:02}%", n / 100, n % 100)
}

/// Part of a whole in per cent without decimals.
pub(super) fn share(say: Say, part: usize, whole: usize) -> String {
    let per_mille = (part * 1000 + whole / 2).checked_div(whole).unwrap_or(0);
    lang::percent_whole(say.lang(), i64::try_from(per_mille).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use lang::Lang;

    use super::*;

    #[test]
    fn segments_fill_the_bar_and_its_name_says_all_values() {
        let counts = Counts {
            units: 46,
            accepted: 31,
            submitted: 6,
            returned: 3,
            draft: 4,
            not_opened: 2,
            ..Counts::default()
        };
        let bar = bar(Say(Lang::Vi), &counts);
        assert_eq!(bar.parts.iter().map(|p| p.n).sum::<usize>(), counts.units);
        assert_eq!((bar.parts[0].x.as_str(), bar.parts[0].width.as_str()), ("0.00%", "67.09%"));
        assert_eq!((bar.parts[4].x.as_str(), bar.parts[4].width.as_str()), ("95.65%", "4.05%"));
        assert!(bar.name.contains("Đã nhận 31") && bar.name.contains("Chưa mở 2"), "{}", bar.name);
    }

    #[test]
    fn a_round_without_units_has_an_empty_bar_and_no_share() {
        let bar = bar(Say(Lang::Vi), &Counts::default());
        assert!(bar.parts.iter().all(|p| p.width == "0.00%"));
        assert_eq!(share(Say(Lang::Vi), 0, 0), "0%");
        assert_eq!(share(Say(Lang::Vi), 35, 46), "76%");
    }
}
