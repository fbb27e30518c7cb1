//! `nhipcau plan read | check | print`.
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::Subcommand;
use domain::finding::Severity;
use domain::plan::{PlanFinding, PlanText, check, fingerprint};
use lang::Lang;

use super::output::{Format, json, line};
use super::{Done, Ended};
use crate::problem::Problem;
use crate::reference::Reference;

#[derive(Subcommand)]
pub enum Plan {
    /// Read the official text (.txt or .docx) into its clauses.
    Read {
        file: PathBuf,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Print the list of clauses with their fingerprints, as a plan's file holds it.
        #[arg(long)]
        marks: bool,
    },
    /// Prove that every clause is answered and no duty lacks a lead.
    Check {
        /// A plan (.toml) or an official text (.txt, .docx) to check in the place of our own.
        files: Vec<PathBuf>,
        /// Id of the plan; the newest without it.
        #[arg(long)]
        plan: Option<String>,
        /// The official text to hold the plan against.
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Print the plan as a document of Decree 30/2020/NĐ-CP.
    Print {
        /// The official text; without it the plan's own data is printed.
        #[arg(long, value_name = "FILE")]
        text: Option<PathBuf>,
        #[arg(long)]
        plan: Option<String>,
        /// .docx, .pdf or .html
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
}

impl Plan {
    pub fn run(self, reference: &Reference) -> Ended {
        match self {
            Plan::Read { file, marks: true, .. } => marks(&file),
            Plan::Read { file, format, .. } => read(&file, format),
            Plan::Check { files, plan, text, format } => {
                let (plans, texts): (Vec<PathBuf>, Vec<PathBuf>) =
                    files.into_iter().partition(|f| f.extension().is_some_and(|e| e == "toml"));
                let text = text.or_else(|| texts.into_iter().next());
                match plans.first() {
                    Some(file) => check_plan(&load(file)?, text.as_deref(), format),
                    None => check_plan(pick(reference, plan.as_deref())?, text.as_deref(), format),
                }
            }
            Plan::Print { text, plan, to } => print(reference, text.as_deref(), plan.as_deref(), &to),
        }
    }
}

/// Reads the text; `None` when findings were printed instead.
fn text_of(file: &Path) -> anyhow::Result<Option<PlanText>> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let (text, found) = formats::plan::read(&bytes, &name);
    for f in &found {
        eprintln!("{}", told(f));
    }
    Ok(text.filter(|_| !any_error(&found)))
}

fn any_error(found: &[PlanFinding]) -> bool {
    found.iter().any(|f| f.severity == Severity::Error)
}

/// Clause or line, code and sentence of a finding, on one line.
fn told(f: &PlanFinding) -> String {
    let at = f.clause.clone().or_else(|| f.line.map(|n| n.to_string())).unwrap_or_default();
    format!("{at}\t{:?}\t{}\t{}", f.severity, f.code, f.vi)
}

/// The lines between `clauses = [` and `]` of a plan's file.
fn marks(file: &Path) -> Ended {
    let Some(text) = text_of(file)? else { return Ok(Done::Refused) };
    for clause in text.speaking() {
        line(&format!(
            "  {{ ref = \"{}\", fingerprint = \"{}\" }},",
            clause.reference,
            fingerprint(&clause.text)
        ));
    }
    Ok(Done::Well)
}

fn read(file: &Path, format: Format) -> Ended {
    let Some(text) = text_of(file)? else { return Ok(Done::Refused) };
    match format {
        Format::Json => json(&text)?,
        Format::Text => {
            let date = text.date.map(|d| d.to_string()).unwrap_or_default();
            line(&format!("{} {date} {}", text.number, text.place));
            for clause in &text.clauses {
                line(&format!("{}\t{}", clause.reference, clause.text));
            }
        }
    }
    Ok(Done::Well)
}

fn pick<'r>(reference: &'r Reference, id: Option<&str>) -> Result<&'r domain::plan::Plan, Problem> {
    let own = reference.plans.iter().filter(|p| match id {
        Some(id) => p.id == id,
        None => p.notice.is_none(),
    });
    own.max_by_key(|p| p.period.from).ok_or(Problem::NotFound("plan"))
}

fn load(file: &Path) -> anyhow::Result<domain::plan::Plan> {
    let content = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    formats::plan::load(&content).map_err(|finding| anyhow!("{}: {}", file.display(), told(&finding)))
}

fn check_plan(plan: &domain::plan::Plan, text: Option<&Path>, format: Format) -> Ended {
    let text = match text {
        Some(file) => match text_of(file)? {
            Some(text) => Some(text),
            None => return Ok(Done::Refused),
        },
        None => None,
    };
    let found = check(plan, text.as_ref());
    match format {
        Format::Json => json(&found)?,
        Format::Text => {
            for f in &found {
                line(&told(f));
            }
            line(&format!("{}: {} clauses, {} findings", plan.id, plan.clauses.len(), found.len()));
        }
    }
    Ok(if any_error(&found) { Done::Refused } else { Done::Well })
}

fn print(reference: &Reference, text: Option<&Path>, id: Option<&str>, to: &Path) -> Ended {
    let paper = match text {
        Some(file) => match text_of(file)? {
            Some(text) => formats::plan::paper_of_text(&text),
            None => return Ok(Done::Refused),
        },
        None => formats::plan::paper(pick(reference, id)?, Lang::Vi),
    };
    write_paper(&paper, to)?;
    line(&to.display().to_string());
    Ok(Done::Well)
}

/// Writes a paper in the format that the file's ending names.
pub(super) fn write_paper(paper: &formats::paper::Paper, to: &Path) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    match to.extension().and_then(|e| e.to_str()) {
        Some("docx") => formats::paper::docx::write(paper, &mut bytes)?,
        Some("pdf") => {
            formats::paper::pdf::write(paper, &mut bytes)?;
        }
        Some("html") => bytes = formats::paper::html::write(paper).into_bytes(),
        _ => return Err(anyhow!("{}: write .docx, .pdf or .html", to.display())),
    }
    std::fs::write(to, bytes).with_context(|| to.display().to_string())
}
