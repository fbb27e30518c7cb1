//! The pages of a workbook that was sent.
use std::collections::BTreeMap;

use askama::Template;
use domain::finding::{Finding, Severity};
use domain::project::table_of;

use super::codes_in_report;
use super::decide::Decided;
use crate::app::Caller;
use crate::app::intake::Preview;
use crate::app::report::shown;
use crate::problem::Outcome;
use crate::web::page::{Page, Say};
use crate::web::report::cell::Names;
use crate::web::report::diff::{Counts, Diff};
use crate::web::report::head::{Head, head};
use crate::web::report::page::{ErrorLine, revision_text};
use crate::web::routes::url;
use crate::web::visit::Visit;

/// A finding as a row: where, what, how to mend it.
pub struct Fault {
    /// Sheet and cell, or the sheet.
    pub at: String,
    pub code: String,
    pub what: String,
    pub fix: String,
}

impl Fault {
    fn of(say: Say, finding: &Finding) -> Self {
        let at = [finding.spot.sheet.as_deref(), finding.spot.cell.as_deref()];
        let at: Vec<&str> = at.into_iter().flatten().collect();
        Self {
            at: if at.is_empty() { say.t("intake-whole-file").to_owned() } else { at.join(" · ") },
            code: finding.code.clone(),
            what: say.finding(finding),
            fix: say.t_or(&format!("finding-{}-fix", finding.code), "–").to_owned(),
        }
    }
}

/// Faults listed at most, of each severity.
const FAULTS_MOST: usize = 200;

pub fn faults(say: Say, findings: &[Finding], severity: Severity) -> Vec<Fault> {
    let found = findings.iter().filter(|f| f.severity == severity);
    found.take(FAULTS_MOST).map(|f| Fault::of(say, f)).collect()
}

#[derive(Template)]
#[template(path = "intake/show.html")]
pub struct PreviewPage {
    p: Page,
    head: Head,
    file: String,
    /// Name, size and when it came.
    about: String,
    /// What was left open when the button was pressed.
    open: Vec<ErrorLine>,
    moved: bool,
    errors: Vec<Fault>,
    warnings: Vec<Fault>,
    notes: Vec<Fault>,
    diff: Diff,
    ours_by: String,
    theirs_by: String,
    /// New rows that resemble a project of the register.
    alike: usize,
    /// What the button would write.
    will_write: String,
    action: String,
    back: String,
    upload: String,
    upon: String,
}

impl PreviewPage {
    pub async fn of(visit: &Visit, by: &Caller, seen: &Preview, decided: &Decided) -> Outcome<Self> {
        let (say, ctx) = (visit.say(), &visit.web.ctx);
        let it = &seen.opened;
        let sent = &seen.intake.new;
        let saved = shown::last_saved(ctx, it).await?;
        let diff = diff(say, seen, decided);
        let open = if decided.asked { still_open(say, &diff) } else { Vec::new() };
        let (key, unit) = (it.round.terms.key.as_str(), it.obligation.unit.as_str());
        let at = say.moment(ctx.clock.local(sent.at));
        Ok(Self {
            p: visit.office("intake-title").failed_if(!open.is_empty()),
            head: head(visit, by, it),
            file: sent.file_name.clone(),
            about: say.f3(
                "intake-file",
                ("file", &sent.file_name),
                ("size", say.file_size(sent.size)),
                ("at", &at),
            ),
            ours_by: saved.map_or_else(String::new, |(who, when)| {
                say.f2("diff-saved-by", "who", &who, "at", say.moment(ctx.clock.local(when)))
            }),
            theirs_by: say.f2("diff-from-file", "file", &sent.file_name, "at", &at),
            moved: decided.moved,
            errors: faults(say, &sent.findings, Severity::Error),
            warnings: faults(say, &sent.findings, Severity::Warning),
            notes: faults(say, &sent.findings, Severity::Note),
            alike: diff.news.iter().filter(|n| n.alike.is_some()).count(),
            will_write: will_write(say, diff.counts),
            open,
            diff,
            action: url::intake(seen.intake.id),
            back: url::report(key, unit),
            upload: url::upload(key, unit),
            upon: revision_text(it),
        })
    }

    fn project(&self, code: &str) -> String {
        url::project(code)
    }

    fn can_write(&self) -> bool {
        self.errors.is_empty() && !self.diff.is_empty()
    }
}

fn will_write(say: Say, counts: Counts) -> String {
    let args =
        [("n", counts.written()), ("new", counts.new), ("changed", counts.changed), ("gone", counts.gone)];
    say.f("intake-will-write", &args.map(|(name, n)| (name, n.into())))
}

fn diff(say: Say, seen: &Preview, decided: &Decided) -> Diff {
    let it = &seen.opened;
    let names = Names::new(&it.form, &it.setting);
    let mut diff =
        Diff::of(say, &names, it, &seen.intake.new.report, &seen.changes, &decided.decisions.choices);
    if let Some(table) = table_of(&it.form) {
        diff.set_alike(&seen.alike, &table.key, &codes_in_report(it));
    }
    let said: &BTreeMap<usize, String> = &decided.said;
    for row in &mut diff.news {
        let open = decided.asked && decided.unsaid.contains(&row.sent);
        if let Some(alike) = &mut row.alike {
            alike.said = said.get(&row.sent).cloned().unwrap_or_default();
            alike.error = open.then(|| say.f1("intake-alike-needed", "code", &alike.code));
        }
    }
    diff
}

/// A line for each conflict and each resemblance that waits for a word.
fn still_open(say: Say, diff: &Diff) -> Vec<ErrorLine> {
    let conflicts = diff.conflicts.iter().filter(|c| c.open()).map(|c| ErrorLine {
        href: format!("#{}-so", c.id),
        text: say.f2("intake-conflict-open", "row", &c.row, "place", &c.place),
    });
    let alike = diff.news.iter().filter_map(|row| {
        let text = row.alike.as_ref()?.error.clone()?;
        Some(ErrorLine { href: format!("#giong-{}", row.sent), text: format!("{}: {text}", row.title) })
    });
    conflicts.chain(alike).collect()
}

#[derive(Template)]
#[template(path = "intake/unreadable.html")]
pub struct UnreadablePage {
    p: Page,
    head: Head,
    file: String,
    faults: Vec<Fault>,
    back: String,
    upload: String,
    workbook: String,
}

impl UnreadablePage {
    pub fn of(
        visit: &Visit,
        head: Head,
        file: &str,
        findings: &[Finding],
        (round, unit): (&str, &str),
    ) -> Self {
        let say = visit.say();
        Self {
            p: visit.office("intake-unreadable").failed_if(true),
            head,
            file: file.to_owned(),
            faults: findings.iter().take(FAULTS_MOST).map(|f| Fault::of(say, f)).collect(),
            back: url::report(round, unit),
            upload: url::upload(round, unit),
            workbook: url::workbook(round, unit),
        }
    }
}
