//! `nhipcau outline import FILE --mapping NAME`.
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use domain::outline::listing::{Choice, Effect, Mapping};
use domain::refusal::Refusal;
use serde_json::{Value, json};

use super::output::{Format, findings, json as print, line};
use super::{Done, Ended};
use crate::app::Caller;
use crate::app::listing::{self, Imported};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// A mapping of this name is guessed from the headings.
const GUESSED: &str = "auto";

#[derive(Subcommand)]
pub enum Outline {
    /// Bring an office's own list of projects (XLSX, CSV) into the outlines of a year: all of it or nothing.
    Import {
        file: PathBuf,
        /// A mapping kept on the page, a .toml file, or "auto" to guess by the headings.
        #[arg(long, value_name = "NAME")]
        mapping: String,
        /// Year of the proposals; the newest round when it is not given.
        #[arg(long)]
        year: Option<i16>,
        /// Where list and outline disagree. Without it a disagreement refuses the list.
        #[arg(long, value_enum)]
        conflicts: Option<Side>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Side {
    /// What stands stays.
    Keep,
    /// The list wins.
    Take,
}

impl Outline {
    pub async fn run(self, ctx: &Ctx) -> Ended {
        let Self::Import { file, mapping, year, conflicts, format } = self;
        let year = match year {
            Some(year) => year,
            None => newest(ctx).await?,
        };
        let mapping = named(ctx, &mapping).await?;
        let choice = conflicts.map(|side| match side {
            Side::Keep => Choice::Keep,
            Side::Take => Choice::Take,
        });
        match listing::import(ctx, &Caller::Operator, year, &file, mapping, choice).await {
            Ok(done) => tell(year, &done, format),
            Err(Problem::Refused(refusal)) if format == Format::Json => {
                print(&json!({
                    "ok": false,
                    "code": refusal.code,
                    "vi": formats::say::refusal(lang::Lang::Vi, &refusal),
                    "en": formats::say::refusal(lang::Lang::En, &refusal),
                    "findings": said(&refusal.findings),
                }))?;
                Ok(Done::Refused)
            }
            Err(other) => Err(other),
        }
    }
}

async fn newest(ctx: &Ctx) -> Outcome<i16> {
    let rounds = store::outline::rounds(&ctx.store).await?;
    rounds.first().map(|r| r.terms.year).ok_or(Problem::NotFound("proposal round"))
}

/// Nothing when it is to be guessed.
async fn named(ctx: &Ctx, name: &str) -> Outcome<Option<Mapping>> {
    if name == GUESSED {
        return Ok(None);
    }
    if Path::new(name).extension().is_some_and(|e| e == "toml") {
        let text = std::fs::read_to_string(name).with_context(|| name.to_owned())?;
        return Ok(Some(toml::from_str(&text).with_context(|| name.to_owned())?));
    }
    let mut kept = store::listing::mappings(&ctx.store).await?;
    let lacking =
        || Refusal::new("listing-mapping-unknown").with("name", domain::finding::Arg::Text(name.into()));
    Ok(Some(kept.remove(name).ok_or_else(lacking)?))
}

fn said(found: &[domain::finding::Finding]) -> Vec<formats::say::Said> {
    found.iter().map(formats::say::Said::from).collect()
}

/// Name of an effect for machines, and the outline that it speaks of.
fn effect(it: &Effect) -> (&'static str, Option<&str>) {
    match it {
        Effect::Broken => ("broken", None),
        Effect::New => ("new", None),
        Effect::Same { code } => ("same", Some(code)),
        Effect::Change { code, .. } => ("changed", Some(code)),
        Effect::Closed { code } => ("closed", Some(code)),
        Effect::Repeated { .. } => ("repeated", None),
    }
}

fn tell(year: i16, done: &Imported, format: Format) -> Ended {
    match format {
        Format::Json => {
            let lines = done.lines.iter().zip(&done.effects).map(|(l, e)| {
                let (effect, code) = effect(e);
                json!({ "row": l.row, "name": l.facts.name.vi, "unit": l.unit, "effect": effect, "code": code })
            });
            print(&json!({
                "ok": true,
                "year": year,
                "new": done.written.new,
                "changed": done.written.changed,
                "lines": lines.collect::<Vec<Value>>(),
                "findings": said(&done.findings),
            }))?;
        }
        Format::Text => {
            findings(&done.findings);
            for (l, e) in done.lines.iter().zip(&done.effects) {
                let (effect, code) = effect(e);
                line(&format!("{}\t{effect}\t{}\t{}", l.row, code.unwrap_or_default(), l.facts.name.vi));
            }
            line(&format!("{year}: {} new, {} changed", done.written.new.len(), done.written.changed.len()));
        }
    }
    Ok(Done::Well)
}
