//! `nhipcau sheet template | check | import`.
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use domain::finding::{Finding, any_error};
use domain::report::compare::Change;
use serde_json::json as value;

use super::output::{Format, findings, json, line};
use super::{Done, Ended};
use crate::app::{Caller, intake};
use crate::ctx::Ctx;
use crate::problem::Problem;

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
    /// Check, write and submit a workbook: all of it or nothing.
    Import {
        file: PathBuf,
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
            Sheet::Import { file, format, new_projects, draft } => {
                import(ctx, &file, format, new_projects, !draft).await
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

async fn import(ctx: &Ctx, file: &Path, format: Format, new_projects: bool, submit: bool) -> Ended {
    let done = match intake::import(ctx, &Caller::Operator, file, new_projects, submit).await {
        Ok(done) => done,
        Err(Problem::Refused(refusal)) if format == Format::Json => {
            json(&value!({
                "ok": false,
                "code": refusal.code,
                "vi": formats::say::refusal(lang::Lang::Vi, &refusal),
                "en": formats::say::refusal(lang::Lang::En, &refusal),
                "findings": records(&refusal.findings),
            }))?;
            return Ok(Done::Refused);
        }
        Err(other) => return Err(other),
    };
    let new = done.changes.iter().filter(|c| matches!(c, Change::NewRow { .. })).count();
    match format {
        Format::Json => json(&value!({
            "ok": true,
            "unit": done.unit,
            "round": done.round,
            "new_rows": new,
            "changes": done.changes.len(),
            "receipt": done.receipt,
            "findings": records(&done.findings),
        }))?,
        Format::Text => {
            findings(&done.findings);
            let receipt = done.receipt.map(|r| r.code).unwrap_or_default();
            line(&format!(
                "{} {}: {} changes, {new} new rows {receipt}",
                done.round,
                done.unit,
                done.changes.len()
            ));
        }
    }
    Ok(Done::Well)
}
