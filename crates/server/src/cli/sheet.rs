//! `nhipcau sheet template | check | import`.
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use domain::finding::{Finding, any_error};
use domain::refusal::Refusal;
use domain::report::compare::Change;
use serde_json::json as value;

use super::output::{Format, findings, json, line};
use super::{Done, Ended};
use crate::app::intake::{How, Imported};
use crate::app::{Caller, intake};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

#[derive(Subcommand)]
pub enum Sheet {
    /// Write a unit's workbook, filled in from the register and its last saved state.
    Template {
        #[arg(long)]
        year: i16,
        #[arg(long)]
        unit: String,
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Say what is wrong with a workbook. Nothing is saved.
    Check {
        file: PathBuf,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Check, write and submit workbooks: of each all or nothing.
    Import {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Projects that resemble one of the register are new ones.
        #[arg(long)]
        new_projects: bool,
        /// Only save a draft.
        #[arg(long)]
        draft: bool,
    },
}

impl Sheet {
    pub async fn run(self, ctx: &Ctx) -> Ended {
        match self {
            Sheet::Template { year, unit, to } => {
                let bytes = intake::template(ctx, &Caller::Operator, &year.to_string(), &unit).await?;
                std::fs::write(&to, bytes).with_context(|| to.display().to_string())?;
                line(&to.display().to_string());
                Ok(Done::Well)
            }
            Sheet::Check { file, format } => check(ctx, &file, format).await,
            Sheet::Import { files, format, new_projects, draft } => {
                import(ctx, &files, format, How { new_projects, submit: !draft }).await
            }
        }
    }
}

async fn check(ctx: &Ctx, file: &Path, format: Format) -> Ended {
    let found = match intake::check(ctx, &Caller::Operator, file, None).await {
        Ok(checked) => checked.findings,
        Err(Problem::Refused(refusal)) if !refusal.findings.is_empty() => refusal.findings,
        Err(other) => return Err(other),
    };
    Ok(tell(&found, format)?)
}

fn tell(found: &[Finding], format: Format) -> anyhow::Result<Done> {
    let ok = !any_error(found);
    match format {
        Format::Json => json(&value!({ "ok": ok, "findings": records(found) }))?,
        Format::Text => findings(found),
    }
    Ok(if ok { Done::Well } else { Done::Refused })
}

fn records(found: &[Finding]) -> Vec<formats::say::Said> {
    found.iter().map(formats::say::Said::from).collect()
}

async fn import(ctx: &Ctx, files: &[PathBuf], format: Format, how: How) -> Ended {
    if let [file] = files {
        return told(None, intake::import(ctx, &Caller::Operator, file, how).await, format);
    }
    let mut ended = Ok(Done::Well);
    intake::import_all(ctx, &Caller::Operator, files, how, |file, outcome| {
        match (told(Some(file), outcome, format), &ended) {
            (Ok(Done::Well), _) | (Ok(_), Err(_)) => {}
            (worse, _) => ended = worse,
        }
    })
    .await?;
    ended
}

/// Says what became of a workbook; of several, also which. JSON is then a line for each.
fn told(file: Option<&Path>, outcome: Outcome<Imported>, format: Format) -> Ended {
    let name = file.map(|f| f.display().to_string());
    let (record, end) = match outcome {
        Ok(done) if format == Format::Json => (imported(&done), Done::Well),
        Ok(done) => {
            let new = done.changes.iter().filter(|c| matches!(c, Change::NewRow { .. })).count();
            findings(&done.findings);
            let receipt = done.receipt.map(|r| r.code).unwrap_or_default();
            let (round, unit, changes) = (done.round, done.unit, done.changes.len());
            line(&format!("{round} {unit}: {changes} changes, {new} new rows {receipt}"));
            return Ok(Done::Well);
        }
        Err(Problem::Refused(refusal)) if format == Format::Json => (refused(&refusal), Done::Refused),
        Err(Problem::Refused(refusal)) if name.is_some() => {
            line(&format!(
                "{}: {}",
                name.unwrap_or_default(),
                formats::say::refusal(lang::Lang::Vi, &refusal)
            ));
            findings(&refusal.findings);
            return Ok(Done::Refused);
        }
        Err(Problem::Broken(fault)) => return Err(Problem::Broken(fault)),
        Err(other) if name.is_some() => {
            eprintln!("{}: {other}", name.unwrap_or_default());
            return Ok(Done::Refused);
        }
        Err(other) => return Err(other),
    };
    match name {
        None => json(&record)?,
        Some(name) => line(&with_file(record, name).to_string()),
    }
    Ok(end)
}

fn with_file(mut record: serde_json::Value, name: String) -> serde_json::Value {
    record["file"] = name.into();
    record
}

fn imported(done: &Imported) -> serde_json::Value {
    value!({
        "ok": true,
        "unit": done.unit,
        "round": done.round,
        "new_rows": done.changes.iter().filter(|c| matches!(c, Change::NewRow { .. })).count(),
        "changes": done.changes.len(),
        "receipt": done.receipt,
        "findings": records(&done.findings),
    })
}

fn refused(refusal: &Refusal) -> serde_json::Value {
    value!({
        "ok": false,
        "code": refusal.code,
        "vi": formats::say::refusal(lang::Lang::Vi, refusal),
        "en": formats::say::refusal(lang::Lang::En, refusal),
        "findings": records(&refusal.findings),
    })
}
