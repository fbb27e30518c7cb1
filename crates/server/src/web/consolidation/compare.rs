//! A section against what was saved in it before.
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::super::page::{Page, Visit, show};
use super::super::routes::url;
use crate::app::Caller;
use crate::app::consolidation::{self, Before};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// A line of a text: kept, gone or new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line<'t> {
    Kept(&'t str),
    Gone(&'t str),
    New(&'t str),
}

struct Earlier {
    at: String,
    who: String,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "consolidation/compare.html")]
struct ComparePage<'t> {
    p: Page,
    key: String,
    round: String,
    section: String,
    lines: Vec<Line<'t>>,
    earlier: Vec<Earlier>,
}

/// `GET /tong-hop/{round}/so-sanh/{section}?ban=1`: 1 is the version before the present one.
pub async fn page(
    visit: Visit,
    by: Caller,
    State(ctx): State<Ctx>,
    Path((key, section)): Path<(String, String)>,
) -> Outcome<Response> {
    let opened = store::round::by_key(&ctx.store, &key).await?.ok_or(Problem::NotFound("round"))?;
    let titled = opened.form.section(&section).ok_or(Problem::NotFound("section"))?;
    let mut saved = consolidation::history(&ctx, &by, &key, &section).await?;
    let first = Before { text: titled.draft.clone(), who: String::new(), at: jiff::Timestamp::UNIX_EPOCH };
    saved.push(first);
    let asked = visit.query("ban").parse::<usize>().unwrap_or(1).clamp(1, (saved.len() - 1).max(1));
    let say = visit.say();
    let now = saved.first().map_or("", |s| s.text.as_str());
    let before = saved.get(asked).map_or(now, |s| s.text.as_str());
    let page = ComparePage {
        p: visit.office_titled(say.f1("consolidation-compare", "section", &section)),
        round: say.words(&opened.round.terms.title).to_owned(),
        lines: lines(before, now),
        earlier: earlier(&visit, &saved, &url::compare(&key, &section), asked),
        key,
        section,
    };
    show(&page)
}

fn earlier(visit: &Visit, saved: &[Before], to: &str, asked: usize) -> Vec<Earlier> {
    let say = visit.say();
    let at = |s: &Before| say.moment(visit.web.ctx.clock.local(s.at));
    let entry = |(n, s): (usize, &Before)| Earlier {
        at: if s.who.is_empty() { say.t("consolidation-first-draft").to_owned() } else { at(s) },
        who: s.who.clone(),
        href: format!("{to}?ban={n}"),
        current: n == asked,
    };
    saved.iter().enumerate().skip(1).map(entry).collect()
}

/// Lines of both texts in order: the longest common run of lines is kept.
fn lines<'t>(before: &'t str, now: &'t str) -> Vec<Line<'t>> {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    // common[i][j]: kept lines of a[i..] and b[j..]. A section has tens of lines.
    let mut common = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] =
                if a[i] == b[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            out.push(Line::Kept(a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && common[i + 1][j] >= common[i][j + 1]) {
            out.push(Line::Gone(a[i]));
            i += 1;
        } else {
            out.push(Line::New(b[j]));
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_stayed_are_kept_and_the_others_told_apart() {
        let said = lines("a\nb\nc", "a\nx\nc\nd");
        assert_eq!(said, [Line::Kept("a"), Line::Gone("b"), Line::New("x"), Line::Kept("c"), Line::New("d")]);
        assert_eq!(lines("", ""), []);
        assert_eq!(lines("a", ""), [Line::Gone("a")]);
    }
}
