//! `nhipcau report figures | print`.
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;

use super::output::{Format, json, line};
use super::{Done, Ended};
use crate::app::{Caller, consolidation, print};
use crate::ctx::Ctx;

#[derive(Subcommand)]
pub enum Report {
    /// Every figure with the units it is made of.
    Figures {
        #[arg(long)]
        year: i16,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Write the consolidated report as .docx, .pdf, .xlsx, .json or .html.
    Print {
        #[arg(long)]
        year: i16,
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

impl Report {
    pub async fn run(self, ctx: &Ctx) -> Ended {
        match self {
            Report::Figures { year, format } => {
                let content = consolidation::take(ctx, &Caller::Operator, &year.to_string()).await?;
                match format {
                    Format::Json => json(&content.figures)?,
                    Format::Text => {
                        for f in &content.figures {
                            line(&format!(
                                "{}\t{}\t{}\t{}\t{}",
                                f.table, f.row, f.column, f.unit_of_measure, f.value
                            ));
                        }
                    }
                }
            }
            Report::Print { year, to } => {
                write(ctx, &year.to_string(), &to).await?;
                line(&to.display().to_string());
            }
        }
        Ok(Done::Well)
    }
}

/// Writes the report as it stands now, in the format that the ending names.
pub(super) async fn write(ctx: &Ctx, key: &str, to: &Path) -> Result<(), crate::problem::Problem> {
    let content = consolidation::take(ctx, &Caller::Operator, key).await?;
    let bytes = match to.extension().and_then(|e| e.to_str()) {
        Some("xlsx") => print::xlsx(ctx, &content).await?,
        Some("json") => serde_json::to_vec_pretty(&content.figures).map_err(anyhow::Error::from)?,
        _ => {
            super::plan::write_paper(&print::paper(ctx, &content, None), to)?;
            return Ok(());
        }
    };
    std::fs::write(to, bytes).with_context(|| to.display().to_string())?;
    Ok(())
}
