//! `nhipcau catalogue build | publish | export`.
use std::path::PathBuf;

use anyhow::Context;
use clap::Subcommand;
use domain::catalogue::{Decision, Stage, Version};
use serde_json::json;

use super::output::{Format, json as print, line};
use super::{Done, Ended};
use crate::app::catalogue::{self, files};
use crate::app::{Caller, call};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

#[derive(Subcommand)]
pub enum Catalogue {
    /// Make calls of the approved outlines of a year, and say what its catalogue holds now.
    Build {
        #[arg(long)]
        year: i16,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Submit, approve and publish the catalogue of a year; a version that waits goes on from where it is.
    Publish {
        #[arg(long)]
        year: i16,
        /// Why there is a version after a published one.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Write the published catalogue as .docx, .pdf, .xlsx, .csv or .json.
    Export {
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// Of a paper: vi or en.
        #[arg(long, default_value = "vi", value_parser = ["vi", "en"])]
        lang: String,
    },
}

impl Catalogue {
    pub async fn run(self, ctx: &Ctx) -> Ended {
        match self {
            Self::Build { year, format } => build(ctx, year, format).await?,
            Self::Publish { year, reason } => {
                let version = publish(ctx, year, &reason).await?;
                line(&format!("{year}\t{}\t{}", version.number, version.sha256));
            }
            Self::Export { to, lang } => export(ctx, &to, &lang).await?,
        }
        Ok(Done::Well)
    }
}

async fn build(ctx: &Ctx, year: i16, format: Format) -> Outcome<()> {
    let new = call::compile(ctx, &Caller::Operator, year).await?;
    let now = catalogue::take(ctx, &ctx.store, year).await?;
    match format {
        Format::Json => print(&json!({
            "year": year,
            "new": new,
            "calls": now.calls.iter().map(|c| json!({
                "code": c.code,
                "status": c.status,
                "name": c.facts.name,
                "sought_vnd": c.facts.sought(),
                "untranslated": c.facts.untranslated(),
                "lacks": c.facts.lacks(),
            })).collect::<Vec<_>>(),
        }))?,
        Format::Text => {
            for c in &now.calls {
                let lacks = [c.facts.untranslated(), c.facts.lacks()].concat().join(" ");
                line(&format!("{}\t{}\t{}\t{lacks}", c.code, c.status.name(), c.facts.name.vi));
            }
        }
    }
    Ok(())
}

async fn publish(ctx: &Ctx, year: i16, reason: &str) -> Outcome<Version> {
    let by = Caller::Operator;
    let waiting = store::catalogue::versions(&ctx.store)
        .await?
        .into_iter()
        .find(|v| v.year == year && matches!(v.stage, Stage::Submitted { .. } | Stage::Approved { .. }));
    let version = match waiting {
        Some(version) => version,
        None => catalogue::submit(ctx, &by, year, reason).await?,
    };
    let at = (version.year, version.number);
    if matches!(version.stage, Stage::Submitted { .. }) {
        catalogue::decide(ctx, &by, at, Decision::Approve, "").await?;
    }
    catalogue::decide(ctx, &by, at, Decision::Publish, "").await?;
    Ok(version)
}

async fn export(ctx: &Ctx, to: &std::path::Path, lang: &str) -> Outcome<()> {
    let version = store::catalogue::newest_published(&ctx.store).await?;
    let version = version.ok_or(Problem::NotFound("published catalogue"))?;
    let stem = files::stem(&version);
    let ending = to.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let name = match ending {
        "docx" | "pdf" => format!("{stem}-{lang}.{ending}"),
        other => format!("{stem}.{other}"),
    };
    let bytes = store::catalogue::file(&ctx.store, version.id, &name).await?;
    let bytes = bytes.with_context(|| format!("«{ending}»: .docx, .pdf, .xlsx, .csv, .json"))?;
    std::fs::write(to, bytes).with_context(|| to.display().to_string())?;
    line(&to.display().to_string());
    Ok(())
}
