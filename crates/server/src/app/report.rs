//! A unit's yearly report: pre-filled, saved, submitted, returned, accepted.
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use domain::access::Action;
use domain::figures;
use domain::finding::{Finding, any_error};
use domain::form::Form;
use domain::ids::{ProjectId, RevisionId};
use domain::project::{self, Facts, FlowStage, SOURCES, table_of};
use domain::refusal::Refusal;
use domain::report::{Report, Row, TableData, Value, checks, parts};
use domain::round::{Obligation, Round, Stage};
use jiff::civil::Date;
use serde_json::json;
use store::{Source, Tx};

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};
use crate::reference::Codes;

pub mod shown;

/// A unit's report with everything that a page or a workbook needs beside it.
pub struct Opened {
    pub round: Round,
    pub form: Arc<Form>,
    pub obligation: Obligation,
    pub report: Report,
    pub setting: Setting,
    /// The instance holds demonstration figures.
    pub demo: bool,
}

/// What the checks of one unit's report are made against.
pub struct Setting {
    pub codes: Arc<Codes>,
    /// Projects this unit reports on.
    pub projects: HashSet<String>,
    pub last_year: BTreeMap<(String, String), i64>,
}

impl Setting {
    /// Everything wrong with the report, computed anew.
    pub fn check(&self, form: &Form, window: (Date, Date), report: &Report) -> Vec<Finding> {
        self.with_facts(form, window, |facts| checks::check(facts, report))
    }

    pub fn with_facts<R>(
        &self,
        form: &Form,
        window: (Date, Date),
        then: impl FnOnce(&checks::Facts<'_>) -> R,
    ) -> R {
        let areas: Vec<String> = self.codes.areas.iter().map(|(l, _)| l.clone()).collect();
        let is_place = |code: &str| self.codes.is_place(code);
        then(&checks::Facts {
            form,
            areas: &areas,
            is_place: &is_place,
            projects: &self.projects,
            window,
            last_year: &self.last_year,
        })
    }
}

/// Loads a unit's report. A unit that never saved sees the register's facts already filled in.
pub async fn open(ctx: &Ctx, by: &Caller, round: &str, unit: &str) -> Outcome<Opened> {
    by.require(Action::ReadReport, Some(unit))?;
    load(ctx, &ctx.store, round, unit).await
}

pub(super) async fn load(ctx: &Ctx, db: &dyn Source, round: &str, unit: &str) -> Outcome<Opened> {
    let Some(found) = store::report::load(db, round, unit).await? else {
        let known = store::round::id_by_key(db, round).await?.is_some();
        return Err(Problem::NotFound(if known { "unit" } else { "round" }));
    };
    let store::round::Opened { round, form } = found.round;
    let report = match found.report {
        Some(report) => report,
        None => prefill(db, &form, &round, unit).await?,
    };
    let setting = Setting {
        codes: ctx.reference.codes(round.terms.year, round.terms.opens_on),
        projects: found.projects.into_iter().collect(),
        last_year: found.last_year,
    };
    Ok(Opened { round, form, obligation: found.listed.obligation, report, setting, demo: found.demo })
}

/// Projects of the register that were running in the window, one row each.
async fn prefill(db: &dyn Source, form: &Form, round: &Round, unit: &str) -> Outcome<Report> {
    let mut report = Report::default();
    let Some(table) = table_of(form) else { return Ok(report) };
    let (first, last) = round.terms.window;
    let projects = store::project::of_unit(db, unit).await?;
    let running: Vec<_> = projects.into_iter().filter(|p| is_running(&p.facts, first, last)).collect();
    let ids: Vec<ProjectId> = running.iter().map(|p| p.id).collect();
    let flows = store::flow::of_projects(db, &ids).await?;
    let mut rows = Vec::new();
    for (n, p) in running.iter().enumerate() {
        let mut row = Row {
            id: u32::try_from(n + 1).unwrap_or(u32::MAX),
            cells: vec![Value::Empty; table.columns.len()],
        };
        p.facts.fill(table, &mut row);
        let mut put = |key: &str, value: Value| {
            if let Some(cell) = table.index(key).and_then(|i| row.cells.get_mut(i)) {
                *cell = value;
            }
        };
        put("project", Value::Text(p.code.clone()));
        let own: Vec<_> = flows.iter().filter(|f| f.project == p.id && f.year < round.terms.year).collect();
        let newest = own.iter().filter(|f| f.stage == FlowStage::Committed).map(|f| f.year).max();
        for source in SOURCES {
            let known = own
                .iter()
                .find(|f| f.stage == FlowStage::Committed && Some(f.year) == newest && f.source == source);
            if let Some(flow) = known {
                put(source, Value::Int(flow.amount));
            }
        }
        let before = own.iter().filter(|f| f.stage == FlowStage::Disbursed).map(|f| f.amount).sum();
        put("before", Value::Int(before));
        rows.push(row);
    }
    report.tables.insert(table.key.clone(), TableData { rows, nil: false });
    Ok(report)
}

fn is_running(facts: &Facts, first: Date, last: Date) -> bool {
    let over =
        matches!(facts.state.as_str(), "finished" | "cancelled") && facts.ends.is_none_or(|d| d < first);
    !over && facts.starts.is_none_or(|d| d <= last) && facts.ends.is_none_or(|d| d >= first)
}

/// Makes sure that the pre-filled state is stored, so that a workbook has a base to be compared
/// with. The stage stays "not opened": nothing was typed yet.
pub(super) async fn base_revision(tx: &Tx, ctx: &Ctx, by: &Caller, it: &mut Opened) -> Outcome<RevisionId> {
    if let Some(revision) = it.obligation.revision {
        return Ok(revision);
    }
    let id =
        store::revision::insert(tx, it.obligation.id, &it.report, "register", by.user(), ctx.clock.now())
            .await?;
    it.obligation.revision = Some(id);
    let findings = it.setting.check(&it.form, it.round.terms.window, &it.report);
    store::obligation::save(tx, &it.obligation, &parts::parts(&it.form, &it.report, &findings)).await?;
    Ok(id)
}

/// Saves a draft made in the web form. `seen` is the revision the form was shown from: someone
/// else's newer save is a conflict, never overwritten.
pub async fn save(
    ctx: &Ctx,
    by: &Caller,
    round: &str,
    unit: &str,
    seen: Option<RevisionId>,
    report: Report,
) -> Outcome<RevisionId> {
    by.require(Action::WriteReport, Some(unit))?;
    let tx = ctx.store.begin().await?;
    let mut it = load(ctx, &tx, round, unit).await?;
    if it.obligation.revision != seen {
        return Err(Problem::Conflict(format!("{round}/{unit}")));
    }
    it.report = report;
    let (id, _) = store_draft(&tx, ctx, by, &mut it, "web").await?;
    tx.commit().await?;
    Ok(id)
}

/// Stores `it.report` as the unit's newest state, inside the caller's transaction, and says what the
/// checks found.
pub(super) async fn store_draft(
    tx: &Tx,
    ctx: &Ctx,
    by: &Caller,
    it: &mut Opened,
    via: &str,
) -> Outcome<(RevisionId, Vec<Finding>)> {
    let (id, findings) = put_draft(tx, ctx, by, it, via).await?;
    store::obligation::save(tx, &it.obligation, &parts::parts(&it.form, &it.report, &findings)).await?;
    Ok((id, findings))
}

/// As [`store_draft`], for a caller that goes on to submit: the obligation is written then.
pub(super) async fn put_draft(
    tx: &Tx,
    ctx: &Ctx,
    by: &Caller,
    it: &mut Opened,
    via: &str,
) -> Outcome<(RevisionId, Vec<Finding>)> {
    it.report.number_rows();
    let before = it.obligation.revision;
    let id =
        store::revision::insert(tx, it.obligation.id, &it.report, via, by.user(), ctx.clock.now()).await?;
    it.obligation.save(id, ctx.clock.today())?;
    let findings = it.setting.check(&it.form, it.round.terms.window, &it.report);
    let change = json!({ "via": via, "revision": id, "before": before });
    audit(tx, ctx, by, "report.save", &subject(it), change).await?;
    Ok((id, findings))
}

/// What the sender gets back: proof of what arrived, and when.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Receipt {
    /// "BN-2025-0042": year of the round and number of the revision.
    pub code: String,
    pub on: Date,
    pub late: bool,
}

impl Receipt {
    fn code(year: i16, revision: Option<RevisionId>) -> String {
        format!("BN-{year}-{:04}", revision.map_or(0, |r| r.0))
    }
}

pub async fn submit(ctx: &Ctx, by: &Caller, round: &str, unit: &str) -> Outcome<Receipt> {
    by.require(Action::SubmitReport, Some(unit))?;
    let tx = ctx.store.begin().await?;
    let mut it = load(ctx, &tx, round, unit).await?;
    let findings = it.setting.check(&it.form, it.round.terms.window, &it.report);
    let receipt = submit_in(&tx, ctx, by, &mut it, findings).await?;
    tx.commit().await?;
    Ok(receipt)
}

/// `findings` are what the checks say of `it.report` as it stands.
pub(super) async fn submit_in(
    tx: &Tx,
    ctx: &Ctx,
    by: &Caller,
    it: &mut Opened,
    findings: Vec<Finding>,
) -> Outcome<Receipt> {
    if any_error(&findings) {
        return Err(Refusal::new("report-has-errors").because(findings).into());
    }
    let today = ctx.clock.today();
    it.obligation.submit(by.user_id(), today)?;
    if name_projects(tx, it).await? {
        let id = store::revision::insert(tx, it.obligation.id, &it.report, "register", None, ctx.clock.now())
            .await?;
        it.obligation.revision = Some(id);
    }
    if let Stage::Submitted { revision, .. } = &mut it.obligation.stage {
        *revision = it.obligation.revision.unwrap_or(*revision);
    }
    let figures = figures::of_report(&it.form, &it.report);
    store::figure::replace(tx, it.round.id, &it.obligation.unit, &figures).await?;
    store::obligation::save(tx, &it.obligation, &parts::parts(&it.form, &it.report, &findings)).await?;
    let receipt = Receipt {
        code: Receipt::code(it.round.terms.year, it.obligation.revision),
        on: today,
        late: it.obligation.timing(&it.round.terms, today).is_late(),
    };
    let change = json!({ "revision": it.obligation.revision, "receipt": receipt.code, "late": receipt.late });
    audit(tx, ctx, by, "report.submit", &subject(it), change).await?;
    Ok(receipt)
}

/// Gives each project that the register does not know its place and code there, and puts the code
/// into the row: from then on the project is one, whoever reports on it. Says whether there were any.
pub(super) async fn name_projects(tx: &Tx, it: &mut Opened) -> Outcome<bool> {
    let Some(table) = table_of(&it.form) else { return Ok(false) };
    let Some(index) = table.project_index() else { return Ok(false) };
    let Some(data) = it.report.tables.get_mut(&table.key) else { return Ok(false) };
    let unknown: Vec<&mut Row> =
        data.rows.iter_mut().filter(|r| r.cells.get(index).is_some_and(Value::is_empty)).collect();
    let facts: Vec<Facts> = unknown.iter().map(|row| Facts::of_row(table, row)).collect();
    let new: Vec<store::project::New<'_>> = facts
        .iter()
        .map(|facts| store::project::New { facts, search: super::project::search_text(facts) })
        .collect();
    let codes = store::project::insert(tx, &it.obligation.unit, it.round.terms.year, &new).await?;
    for (row, code) in unknown.into_iter().zip(&codes) {
        row.cells[index] = Value::Text(code.clone());
    }
    let any = !codes.is_empty();
    it.setting.projects.extend(codes);
    Ok(any)
}

pub async fn send_back(
    ctx: &Ctx,
    by: &Caller,
    round: &str,
    unit: &str,
    reason: &str,
    until: Date,
) -> Outcome<()> {
    by.require(Action::ReviewReport, Some(unit))?;
    let tx = ctx.store.begin().await?;
    let mut it = load(ctx, &tx, round, unit).await?;
    it.obligation.return_to_unit(by.user_id(), reason, until, ctx.clock.today())?;
    keep_stage(&tx, &it).await?;
    store::figure::remove(&tx, it.round.id, unit).await?;
    super::letter::returned(&tx, ctx, &it, reason, until).await?;
    audit(&tx, ctx, by, "report.return", &subject(&it), json!({ "reason": reason, "until": until })).await?;
    Ok(tx.commit().await?)
}

/// Accepts a report and writes what it says of projects and money into the register.
pub async fn accept(ctx: &Ctx, by: &Caller, round: &str, unit: &str) -> Outcome<()> {
    by.require(Action::ReviewReport, Some(unit))?;
    let tx = ctx.store.begin().await?;
    let mut it = load(ctx, &tx, round, unit).await?;
    it.obligation.accept(by.user_id(), ctx.clock.today())?;
    keep_stage(&tx, &it).await?;
    let projects = register(&tx, &it).await?;
    audit(&tx, ctx, by, "report.accept", &subject(&it), json!({ "projects": projects })).await?;
    Ok(tx.commit().await?)
}

async fn register(tx: &Tx, it: &Opened) -> Outcome<usize> {
    let Some(table) = table_of(&it.form) else { return Ok(0) };
    let Some(index) = table.project_index() else { return Ok(0) };
    let rows: HashMap<String, &Row> = it
        .report
        .rows(&table.key)
        .iter()
        .filter_map(|r| Some((r.cells.get(index)?.text()?.to_owned(), r)))
        .collect();
    let codes: Vec<String> = rows.keys().cloned().collect();
    let known = store::project::by_codes(tx, &codes).await?;
    let year = it.round.terms.year;
    let mut flows = Vec::new();
    for p in &known {
        let row = rows[&p.code];
        let facts = Facts::of_row(table, row);
        if facts != p.facts {
            store::project::update_facts(tx, p.id, &facts, &super::project::search_text(&facts)).await?;
        }
        flows.extend(project::flows_of_row(table, row, p.id, year));
    }
    let ids: Vec<ProjectId> = known.iter().map(|p| p.id).collect();
    store::flow::replace_for(tx, &ids, year, &flows, &it.obligation.unit).await?;
    Ok(known.len())
}

/// A named exception: an accepted report goes back to its unit, and its figures leave the sums.
pub async fn reopen(
    ctx: &Ctx,
    by: &Caller,
    round: &str,
    unit: &str,
    reason: &str,
    until: Date,
) -> Outcome<()> {
    by.require(Action::GrantException, Some(unit))?;
    let tx = ctx.store.begin().await?;
    let mut it = load(ctx, &tx, round, unit).await?;
    it.obligation.reopen(by.user_id(), reason, until, ctx.clock.today())?;
    keep_stage(&tx, &it).await?;
    store::figure::remove(&tx, it.round.id, unit).await?;
    super::letter::returned(&tx, ctx, &it, reason, until).await?;
    audit(&tx, ctx, by, "report.reopen", &subject(&it), json!({ "reason": reason, "until": until })).await?;
    Ok(tx.commit().await?)
}

/// A named exception to the due date of one unit.
pub async fn extend(
    ctx: &Ctx,
    by: &Caller,
    round: &str,
    unit: &str,
    reason: &str,
    until: Date,
) -> Outcome<()> {
    by.require(Action::GrantException, Some(unit))?;
    let tx = ctx.store.begin().await?;
    let mut it = load(ctx, &tx, round, unit).await?;
    it.obligation.extend(by.user_id(), reason, until, &it.round.terms)?;
    keep_stage(&tx, &it).await?;
    audit(&tx, ctx, by, "report.extend", &subject(&it), json!({ "reason": reason, "until": until })).await?;
    Ok(tx.commit().await?)
}

/// Says why the consolidated report may be sealed without this unit.
pub async fn excuse(ctx: &Ctx, by: &Caller, round: &str, unit: &str, reason: &str) -> Outcome<()> {
    by.require(Action::RunRound, Some(unit))?;
    let tx = ctx.store.begin().await?;
    let mut it = load(ctx, &tx, round, unit).await?;
    let reason = reason.trim();
    it.obligation.excused = (!reason.is_empty()).then(|| reason.to_owned());
    keep_stage(&tx, &it).await?;
    audit(&tx, ctx, by, "report.excuse", &subject(&it), json!({ "reason": reason })).await?;
    Ok(tx.commit().await?)
}

async fn keep_stage(tx: &Tx, it: &Opened) -> Outcome<()> {
    let findings = it.setting.check(&it.form, it.round.terms.window, &it.report);
    store::obligation::save(tx, &it.obligation, &parts::parts(&it.form, &it.report, &findings)).await?;
    Ok(())
}

/// What an audit entry about this report is filed under.
pub(super) fn subject(it: &Opened) -> String {
    format!("report/{}/{}", it.round.terms.key, it.obligation.unit)
}
