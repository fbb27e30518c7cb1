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
        return alone(intake::import(ctx, &Caller::Operator, file, how).await, format);
    }
    let mut worst = Done::Well;
    intake::import_all(ctx, &Caller::Operator, files, how, |file, outcome| {
        worst = worst.max(one_of_many(file, outcome, format));
    })
    .await?;
    Ok(worst)
}

fn alone(outcome: Outcome<Imported>, format: Format) -> Ended {
    match (outcome, format) {
        (Ok(done), Format::Json) => json(&imported(&done))?,
        (Ok(done), Format::Text) => in_text(&done),
        (Err(Problem::Refused(refusal)), Format::Json) => {
            json(&refused(&refusal))?;
            return Ok(Done::Refused);
        }
        (Err(other), _) => return Err(other),
    }
    Ok(Done::Well)
}

/// Says what became of a workbook, and which it is; JSON is a line for each.
fn one_of_many(file: &Path, outcome: Outcome<Imported>, format: Format) -> Done {
    let file = file.display().to_string();
    let end = match &outcome {
        Ok(_) => Done::Well,
        Err(Problem::Broken(_)) => Done::Failed,
        Err(_) => Done::Refused,
    };
    match (outcome, format) {
        (outcome, Format::Json) => {
            let mut record = outcome.map_or_else(|problem| not_imported(&problem), |done| imported(&done));
            record["file"] = file.into();
            line(&record.to_string());
        }
        (Ok(done), Format::Text) => in_text(&done),
        (Err(Problem::Refused(refusal)), Format::Text) => {
            line(&format!("{file}: {}", formats::say::refusal(lang::Lang::Vi, &refusal)));
            findings(&refusal.findings);
        }
        (Err(Problem::Broken(fault)), Format::Text) => eprintln!("{file}: {fault:#}"),
        (Err(other), Format::Text) => eprintln!("{file}: {other}"),
    }
    end
}

fn in_text(done: &Imported) {
    findings(&done.findings);
    let Imported { unit, round, changes, receipt, .. } = done;
    let receipt = receipt.as_ref().map_or("", |r| &r.code);
    line(&format!("{round} {unit}: {} changes, {} new rows {receipt}", changes.len(), new_rows(done)));
}

fn new_rows(done: &Imported) -> usize {
    done.changes.iter().filter(|c| matches!(c, Change::NewRow { .. })).count()
}

fn imported(done: &Imported) -> serde_json::Value {
    value!({
        "ok": true,
        "unit": done.unit,
        "round": done.round,
        "new_rows": new_rows(done),
        "changes": done.changes.len(),
        "receipt": done.receipt,
        "findings": records(&done.findings),
    })
}

fn not_imported(problem: &Problem) -> serde_json::Value {
    match problem {
        Problem::Refused(refusal) => refused(refusal),
        Problem::Broken(fault) => value!({ "ok": false, "fault": format!("{fault:#}") }),
        other => value!({ "ok": false, "fault": other.to_string() }),
    }
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
