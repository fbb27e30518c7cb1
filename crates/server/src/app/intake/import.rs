//! Workbooks that are checked, written and submitted in one go, for the command line. Of each workbook
//! everything or nothing.
use std::path::{Path, PathBuf};

use domain::access::Action;
use domain::finding::{Arg, Finding};
use domain::refusal::Refusal;
use domain::report::compare::Change;
use store::Tx;

use super::{Checked, Decisions, bytes_of, check_in, take_over};
use crate::app::Caller;
use crate::app::report::{Opened, Receipt, name_projects, put_draft, store_draft, submit_in};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// Workbooks written together: an index page that each of them touches is written once for all, and nobody
/// else waits longer than a tenth of a second to write.
const TOGETHER: usize = 16;

#[derive(Debug, Clone, Copy)]
pub struct How {
    /// Projects that resemble one of the register are new ones; else such a workbook is refused.
    pub new_projects: bool,
    /// Submit, and not only save a draft.
    pub submit: bool,
}

/// What was done with one workbook.
pub struct Imported {
    pub unit: String,
    pub round: String,
    pub changes: Vec<Change>,
    pub findings: Vec<Finding>,
    pub receipt: Option<Receipt>,
}

pub async fn import(ctx: &Ctx, by: &Caller, file: &Path, how: How) -> Outcome<Imported> {
    import_bytes(ctx, by, &bytes_of(file)?, how).await
}

async fn import_bytes(ctx: &Ctx, by: &Caller, bytes: &[u8], how: How) -> Outcome<Imported> {
    let tx = ctx.store.begin().await?;
    let ready = read(ctx, &tx, by, bytes, how).await?;
    let done = write(ctx, &tx, by, ready, how).await?;
    tx.commit().await?;
    Ok(done)
}

/// Many workbooks, in their order; one that is refused or cannot be opened does not touch the others. `each`
/// is told of a workbook once what it says is safe on disk.
///
/// # Errors
/// When the database fails: what `each` was told of stays, the rest was not written.
pub async fn import_all(
    ctx: &Ctx,
    by: &Caller,
    files: &[PathBuf],
    how: How,
    mut each: impl FnMut(&Path, Outcome<Imported>),
) -> Outcome<()> {
    for files in files.chunks(TOGETHER) {
        match together(ctx, by, files, how).await {
            Ok(outcomes) => files.iter().zip(outcomes).for_each(|(file, outcome)| each(file, outcome)),
            Err(_) => {
                // Nothing of these was written, and projects were seen that are not there after all.
                ctx.register.forget();
                one_by_one(ctx, by, files, how, &mut each).await?;
            }
        }
    }
    Ok(())
}

/// In one transaction. A workbook that is refused before anything of it is written is left out; a later
/// refusal ends the transaction, and nothing of any of them is there.
async fn together(ctx: &Ctx, by: &Caller, files: &[PathBuf], how: How) -> Outcome<Vec<Outcome<Imported>>> {
    let tx = ctx.store.begin().await?;
    let mut outcomes = Vec::with_capacity(files.len());
    for file in files {
        let ready = of_the_file(file, async |bytes| read(ctx, &tx, by, bytes, how).await).await?;
        outcomes.push(match ready {
            Ok(ready) => Ok(write(ctx, &tx, by, ready, how).await?),
            Err(problem) => Err(problem),
        });
    }
    tx.commit().await?;
    Ok(outcomes)
}

async fn one_by_one(
    ctx: &Ctx,
    by: &Caller,
    files: &[PathBuf],
    how: How,
    mut each: impl FnMut(&Path, Outcome<Imported>),
) -> Outcome<()> {
    for file in files {
        each(file, of_the_file(file, async |bytes| import_bytes(ctx, by, bytes, how).await).await?);
    }
    Ok(())
}

/// What comes of a file, be it that it cannot be opened. Once its bytes are there, what breaks is the database,
/// for all of them.
async fn of_the_file<T>(file: &Path, then: impl AsyncFnOnce(&[u8]) -> Outcome<T>) -> Outcome<Outcome<T>> {
    let bytes = match bytes_of(file) {
        Ok(bytes) => bytes,
        Err(problem) => return Ok(Err(problem)),
    };
    match then(&bytes).await {
        Err(Problem::Broken(fault)) => Err(Problem::Broken(fault)),
        own => Ok(own),
    }
}

/// A report that holds what its workbook says, not yet written.
struct Ready {
    opened: Opened,
    findings: Vec<Finding>,
    changes: Vec<Change>,
}

/// The report as it will be written, or why it is refused. Writes nothing.
async fn read(ctx: &Ctx, tx: &Tx, by: &Caller, bytes: &[u8], how: How) -> Outcome<Ready> {
    let checked = check_in(ctx, tx, by, bytes, None).await?;
    by.require(Action::WriteReport, Some(&checked.opened.obligation.unit))?;
    if !checked.can_write() {
        return Err(Refusal::new("sheet-has-errors").because(checked.findings).into());
    }
    if !how.new_projects && !checked.alike.is_empty() {
        return Err(alike_refused(checked));
    }
    let Checked { mut opened, sent, findings, changes, .. } = checked;
    take_over(&mut opened, sent, &changes, &Decisions::default())?;
    Ok(Ready { opened, findings, changes })
}

async fn write(ctx: &Ctx, tx: &Tx, by: &Caller, ready: Ready, how: How) -> Outcome<Imported> {
    let Ready { opened: mut it, changes, findings } = ready;
    // Before the state is kept, so that it is kept once.
    let named = how.submit && name_projects(tx, &mut it).await?;
    let state = match (named || !changes.is_empty(), how.submit) {
        (true, true) => put_draft(tx, ctx, by, &mut it, "sheet").await?.1,
        (true, false) => store_draft(tx, ctx, by, &mut it, "sheet").await?.1,
        (false, _) => it.setting.check(&it.form, it.round.terms.window, &it.report),
    };
    let receipt = if how.submit { Some(submit_in(tx, ctx, by, &mut it, state).await?) } else { None };
    let unit = it.obligation.unit;
    Ok(Imported { unit, round: it.round.terms.key, changes, findings, receipt })
}

fn alike_refused(checked: Checked) -> Problem {
    let mut codes: Vec<&str> = checked.alike.values().map(|r| r.code.as_str()).collect();
    codes.sort_unstable();
    let codes = Arg::Text(codes.join(", "));
    Refusal::new("projects-alike").with("codes", codes).because(checked.findings).into()
}
