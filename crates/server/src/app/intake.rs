//! A workbook that a unit sends: checked, shown as differences, written only on the sender's word.
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use domain::access::Action;
use domain::finding::{Finding, any_error};
use domain::form::Form;
use domain::ids::{IntakeId, RevisionId};
use domain::project::{Facts, Resembles, table_of};
use domain::refusal::Refusal;
use domain::report::Report;
use domain::report::compare::{Change, Choice, compare, merge};
use formats::sheet;
use serde_json::json;
use store::{Lately, Source};

use super::report::{Opened, base_revision, load, store_draft, subject};
use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};
use crate::reference::Codes;

mod import;

pub use import::{How, Imported, import, import_all};

/// The unit's workbook, filled in with what the register and the last state know.
pub async fn template(ctx: &Ctx, by: &Caller, round: &str, unit: &str) -> Outcome<Vec<u8>> {
    by.require(Action::ReadReport, Some(unit))?;
    let tx = ctx.store.begin().await?;
    let mut it = load(ctx, &tx, round, unit).await?;
    let base = base_revision(&tx, ctx, by, &mut it).await?;
    audit(&tx, ctx, by, "sheet.template", &subject(&it), json!({ "base": base })).await?;
    tx.commit().await?;
    book(ctx, &it, &it.report)
}

/// A unit's workbook that shows `report`, made from the state that `it` holds.
pub fn book(ctx: &Ctx, it: &Opened, report: &Report) -> Outcome<Vec<u8>> {
    let template = sheet::Template {
        form: &it.form,
        terms: &it.round.terms,
        labels: &labels(it),
        unit_code: &it.obligation.unit,
        unit_name: ctx.reference.name_of(&it.obligation.unit),
        report,
        base_revision: it.obligation.revision.map(|r| r.0),
        last_year: &it.setting.last_year,
        send_to: None,
        instance: &ctx.config.url,
        demo: it.demo,
    };
    Ok(sheet::write(&template).map_err(anyhow::Error::from)?)
}

/// Labels of the rounds worked on lately: all workbooks of a round share them.
static LABELS: Lately<OfRound, sheet::Labels> = Lately::new(4);

/// A round's form and codes are themselves kept, so the same round is known by the same place in memory.
struct OfRound(Arc<Form>, Arc<Codes>);

impl PartialEq for OfRound {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) && Arc::ptr_eq(&self.1, &other.1)
    }
}

fn labels(it: &Opened) -> Arc<sheet::Labels> {
    LABELS.get(OfRound(it.form.clone(), it.setting.codes.clone()), |OfRound(form, codes)| {
        sheet::Labels::new(form, &codes.areas, &codes.places)
    })
}

/// A workbook after checking: which unit it speaks for, what is wrong, what would change.
pub struct Checked {
    pub opened: Opened,
    pub sent: Report,
    /// Revision that the workbook was made from.
    pub base: Option<RevisionId>,
    pub findings: Vec<Finding>,
    pub changes: Vec<Change>,
    /// New projects that resemble one of the register, by row of what was sent.
    pub alike: HashMap<usize, Resembles>,
    /// Of the file.
    pub sha256: String,
    pub size: u64,
}

impl Checked {
    /// Whether nothing stands in the way of writing: no cell that could not be read.
    pub fn can_write(&self) -> bool {
        !any_error(&self.findings)
    }
}

/// Checks a workbook against the round and unit that it names, or the ones expected.
pub async fn check(ctx: &Ctx, by: &Caller, file: &Path, expected: Option<(&str, &str)>) -> Outcome<Checked> {
    if let Some((_, unit)) = expected {
        by.require(Action::ReadReport, Some(unit))?;
    }
    let bytes = bytes_of(file)?;
    check_in(ctx, &ctx.store, by, &bytes, expected).await
}

fn bytes_of(file: &Path) -> Outcome<Vec<u8>> {
    let read = sheet::load(file, &sheet::Limits::default()).map_err(anyhow::Error::from)?;
    read.map_err(|finding| unreadable(*finding))
}

async fn check_in(
    ctx: &Ctx,
    db: &dyn Source,
    by: &Caller,
    bytes: &[u8],
    expected: Option<(&str, &str)>,
) -> Outcome<Checked> {
    let workbook = sheet::Workbook::open(bytes, &sheet::Limits::default()).map_err(|f| unreadable(*f))?;
    let meta = workbook.meta().cloned();
    let (round, unit) = match (&meta, expected) {
        (_, Some((round, unit))) => (round.to_owned(), unit.to_owned()),
        (Some(meta), None) => (meta.round.clone(), meta.unit.clone()),
        (None, None) => {
            let finding = Finding::error("foreign", domain::finding::Spot::default());
            return Err(Refusal::new("sheet-foreign").because(vec![finding]).into());
        }
    };
    by.require(Action::ReadReport, Some(&unit))?;
    let opened = load(ctx, db, &round, &unit).await?;
    let (base_id, base_report) = base_of(db, &opened, meta.and_then(|m| m.base_revision)).await?;
    let labels = labels(&opened);
    let expect = sheet::Expect {
        form: &opened.form,
        terms: &opened.round.terms,
        labels: &labels,
        unit: Some(&unit),
        instance: None,
        base: Some(&base_report),
        revision: opened.obligation.revision.map(|r| r.0),
    };
    let window = opened.round.terms.window;
    let (read, findings) =
        opened.setting.with_facts(&opened.form, window, |facts| workbook.check(&expect, facts));
    if read.refused {
        return Err(Refusal::new("sheet-unreadable").because(findings).into());
    }
    let changes = compare(&opened.form, &base_report, &opened.report, &read.report);
    let alike = alike(ctx, db, &opened, &read.report, &changes).await?;
    let (sha256, size) = (super::consolidation::sha256(bytes), bytes.len() as u64);
    Ok(Checked { opened, sent: read.report, base: base_id, findings, changes, alike, sha256, size })
}

fn unreadable(finding: Finding) -> Problem {
    Refusal::new("sheet-unreadable").because(vec![finding]).into()
}

/// The state that a workbook was made from; the newest one when it names none of this very report.
async fn base_of<'o>(
    db: &dyn Source,
    it: &'o Opened,
    named: Option<i64>,
) -> Outcome<(Option<RevisionId>, Cow<'o, Report>)> {
    let newest = it.obligation.revision;
    if let Some(older) = named.map(RevisionId).filter(|named| Some(*named) != newest)
        && let Some(report) = store::revision::of_obligation(db, it.obligation.id, older).await?
    {
        return Ok((Some(older), Cow::Owned(report)));
    }
    Ok((newest, Cow::Borrowed(&it.report)))
}

async fn alike(
    ctx: &Ctx,
    db: &dyn Source,
    it: &Opened,
    sent: &Report,
    changes: &[Change],
) -> Outcome<HashMap<usize, Resembles>> {
    let Some(table) = table_of(&it.form) else { return Ok(HashMap::new()) };
    let new: Vec<(usize, Facts)> = changes
        .iter()
        .filter_map(|c| match c {
            Change::NewRow { table: t, sent: n } if *t == table.key => Some(*n),
            _ => None,
        })
        .filter_map(|n| sent.rows(&table.key).get(n).map(|r| (n, Facts::of_row(table, r))))
        .collect();
    if new.is_empty() {
        return Ok(HashMap::new());
    }
    ctx.register.resembling(db, &it.obligation.unit, new).await
}

/// Keeps a checked workbook until its sender decides. Nothing of the report changes.
pub async fn receive(ctx: &Ctx, by: &Caller, checked: &Checked, file_name: &str) -> Outcome<IntakeId> {
    by.require(Action::WriteReport, Some(&checked.opened.obligation.unit))?;
    let tx = ctx.store.begin().await?;
    let new = store::intake::New {
        obligation: checked.opened.obligation.id,
        user: by.user(),
        file_name: file_name.to_owned(),
        size: checked.size,
        sha256: checked.sha256.clone(),
        at: ctx.clock.now(),
        base_revision: checked.base,
        report: checked.sent.clone(),
        findings: checked.findings.clone(),
    };
    let id = store::intake::insert(&tx, &new).await?;
    let change = json!({ "intake": id, "file": file_name, "findings": checked.findings.len() });
    audit(&tx, ctx, by, "sheet.receive", &subject(&checked.opened), change).await?;
    tx.commit().await?;
    Ok(id)
}

/// A received workbook set beside the report as it stands now.
pub struct Preview {
    pub intake: store::intake::Intake,
    pub opened: Opened,
    pub changes: Vec<Change>,
    pub alike: HashMap<usize, Resembles>,
}

pub async fn preview(ctx: &Ctx, by: &Caller, id: IntakeId) -> Outcome<Preview> {
    let intake = store::intake::load(&ctx.store, id).await?;
    let owner = store::obligation::by_id(&ctx.store, intake.new.obligation)
        .await?
        .ok_or(Problem::NotFound("unit"))?;
    let unit = owner.obligation.unit;
    by.require(Action::WriteReport, Some(&unit))?;
    let round =
        store::round::by_id(&ctx.store, owner.obligation.round).await?.ok_or(Problem::NotFound("round"))?;
    let opened = load(ctx, &ctx.store, &round.round.terms.key, &unit).await?;
    let base = match intake.new.base_revision {
        Some(revision) => store::revision::load(&ctx.store, revision).await?,
        None => opened.report.clone(),
    };
    let changes = compare(&opened.form, &base, &opened.report, &intake.new.report);
    let alike = alike(ctx, &ctx.store, &opened, &intake.new.report, &changes).await?;
    Ok(Preview { intake, opened, changes, alike })
}

/// What the sender decided, difference by difference and project by project.
#[derive(Debug, Default)]
pub struct Decisions {
    /// By [`Change::key`].
    pub choices: HashMap<String, Choice>,
    /// New project rows (by row of what was sent) that are a project of the register.
    pub same_as: HashMap<usize, String>,
}

/// Writes a received workbook into the report.
pub async fn commit(ctx: &Ctx, by: &Caller, id: IntakeId, decisions: &Decisions) -> Outcome<RevisionId> {
    let shown = preview(ctx, by, id).await?;
    if any_error(&shown.intake.new.findings) {
        return Err(Refusal::new("sheet-has-errors").because(shown.intake.new.findings).into());
    }
    let tx = ctx.store.begin().await?;
    store::intake::set_state(&tx, id, store::intake::State::Committed).await?;
    // Loaded again inside the transaction: what was shown may have changed since.
    let mut it = load(ctx, &tx, &shown.opened.round.terms.key, &shown.opened.obligation.unit).await?;
    if it.obligation.revision != shown.opened.obligation.revision {
        return Err(Problem::Conflict(subject(&it)));
    }
    take_over(&mut it, shown.intake.new.report, &shown.changes, decisions)?;
    let (revision, _) = store_draft(&tx, ctx, by, &mut it, "sheet").await?;
    tx.commit().await?;
    Ok(revision)
}

/// Throws a received workbook away.
pub async fn discard(ctx: &Ctx, by: &Caller, id: IntakeId) -> Outcome<()> {
    let shown = preview(ctx, by, id).await?;
    let tx = ctx.store.begin().await?;
    store::intake::set_state(&tx, id, store::intake::State::Dropped).await?;
    audit(&tx, ctx, by, "sheet.discard", &subject(&shown.opened), json!({ "intake": id })).await?;
    Ok(tx.commit().await?)
}

/// Puts into the report what was sent, as decided. Refused, the report is no longer what it was.
fn take_over(it: &mut Opened, mut sent: Report, changes: &[Change], decisions: &Decisions) -> Outcome<()> {
    if let Some((table, index)) = table_of(&it.form).and_then(|t| Some((t, t.project_index()?))) {
        for (n, code) in &decisions.same_as {
            let rows = sent.tables.get_mut(&table.key).map(|data| &mut data.rows);
            if let Some(cell) = rows.and_then(|r| r.get_mut(*n)?.cells.get_mut(index)) {
                *cell = domain::report::Value::Text(code.clone());
            }
        }
    }
    let ours = std::mem::take(&mut it.report);
    it.report = merge(&it.form, ours, sent, changes, &decisions.choices).map_err(|open| {
        let count = i64::try_from(open.len()).unwrap_or(i64::MAX);
        Refusal::new("conflicts-open").with("count", domain::finding::Arg::Number(count))
    })?;
    Ok(())
}
