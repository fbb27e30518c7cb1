//! `nhipcau iati import` and `iati stats`: donors' files into the register, and what a file holds.
use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use iati::Lang;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::output::{Format, json as print, line};
use super::{Done, Ended};
use crate::app::Caller;
use crate::app::aid::{self, Imported, stats};
use crate::ctx::Ctx;

#[derive(Args)]
pub struct Import {
    /// Activity and organisation files, or folders (their .xml files).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Args)]
pub struct Stats {
    /// Files, or folders (their .xml files).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Import {
    pub async fn run(self, ctx: &Ctx) -> Ended {
        let mut refused = false;
        for path in super::iati::expanded(&self.files)? {
            // The name by which a file is known again: that of the file, not of the folder it lies in.
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let read = Arc::new(AtomicU64::new(0));
            let bar = watch(&path, &read)?;
            let outcome = aid::import(ctx, &Caller::Operator, &path, &name, read).await;
            bar.abort();
            let done = outcome.map_err(|e| match e {
                crate::problem::Problem::Broken(e) => e.context(path.display().to_string()).into(),
                other => other,
            })?;
            refused |= done.refused > 0;
            match self.format {
                Format::Json => print(&record(&name, &done))?,
                Format::Text => tell(&name, &done),
            }
        }
        Ok(if refused { Done::Refused } else { Done::Well })
    }
}

/// Shows how far the reading is, on a terminal.
fn watch(path: &std::path::Path, read: &Arc<AtomicU64>) -> anyhow::Result<tokio::task::JoinHandle<()>> {
    let size = std::fs::metadata(path).with_context(|| path.display().to_string())?.len();
    let read = Arc::clone(read);
    let shown = io::stderr().is_terminal();
    Ok(tokio::spawn(async move {
        if !shown {
            return;
        }
        let style = ProgressStyle::with_template("{bytes}/{total_bytes} {wide_bar} {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::new(size).with_style(style);
        loop {
            bar.set_position(read.load(Ordering::Relaxed));
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }))
}

fn finding(f: &iati::Finding) -> String {
    format!(
        "{}:{}\t{}\t{}\t{}",
        f.pos.line,
        f.pos.column,
        f.id,
        f.identifier,
        iati::messages::text(Lang::Vi, f)
    )
}

fn record(name: &str, done: &Imported) -> Value {
    let findings: Vec<Value> = done
        .findings
        .iter()
        .map(|f| {
            json!({ "id": f.id, "identifier": &*f.identifier, "path": f.path, "line": f.pos.line,
                "column": f.pos.column, "message": iati::messages::text(Lang::Vi, f) })
        })
        .collect();
    let changes: Vec<Value> =
        done.changes.iter().map(|(id, fields)| json!({ "identifier": id, "fields": fields })).collect();
    json!({
        "file": name, "same": done.same, "version": done.version, "kept": done.kept,
        "left_out": done.left_out, "refused": done.refused, "new": done.new, "changed": done.changed,
        "unchanged": done.unchanged, "changes": changes, "gone": done.gone, "findings": findings,
    })
}

fn tell(name: &str, done: &Imported) {
    if done.same {
        return line(&format!("{name}: the same file was read before; nothing changed"));
    }
    for f in &done.findings {
        line(&finding(f));
    }
    for (identifier, fields) in &done.changes {
        let fields: Vec<&str> = fields.iter().map(|f| f.word()).collect();
        line(&format!("~ {identifier}\t{}", fields.join(", ")));
    }
    for identifier in &done.gone {
        line(&format!("- {identifier}"));
    }
    line(&format!(
        "{name}: {} new, {} changed, {} unchanged, {} gone, {} refused, {} left out as of other countries",
        done.new,
        done.changed,
        done.unchanged,
        done.gone.len(),
        done.refused,
        done.left_out
    ));
}

impl Stats {
    pub fn run(self) -> Ended {
        for path in super::iati::expanded(&self.files)? {
            let name = path.display().to_string();
            let file = File::open(&path).with_context(|| name.clone())?;
            let stats = stats::stats(file)?;
            match self.format {
                Format::Json => print(&json!({ "file": name, "stats": stats }))?,
                Format::Text => {
                    line(&format!(
                        "{name}\tversion {}\t{} activities\t{} elements",
                        stats.version, stats.items, stats.elements
                    ));
                    for sum in &stats.money {
                        let cents = sum.amount.unsigned_abs();
                        let sign = if sum.amount < 0 { "-" } else { "" };
                        let amount = format!("{sign}{}.{:02}", cents / 100, cents % 100);
                        line(&format!("{}\t{}\t{}\t{amount}", sum.kind, sum.currency, sum.year));
                    }
                }
            }
        }
        Ok(Done::Well)
    }
}
