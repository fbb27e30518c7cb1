//! What verbs print: one JSON value on standard output, or lines for people.
use std::io::Write;
use std::process::ExitCode;

use clap::ValueEnum;
use domain::finding::Finding;
use lang::Lang;
use serde::Serialize;

use crate::problem::Problem;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    #[default]
    Text,
    Json,
}

/// One value, indented, on standard output. A closed pipe is not a fault.
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut text = serde_json::to_vec_pretty(value)?;
    text.push(b'\n');
    match std::io::stdout().lock().write_all(&text) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(()),
    }
}

pub fn line(text: &str) {
    // A reader that closed the pipe has seen enough; there is nobody left to tell.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

pub fn findings(found: &[Finding]) {
    for f in found {
        let at = match (&f.spot.sheet, &f.spot.cell) {
            (Some(sheet), Some(cell)) => format!("{sheet}!{cell}"),
            (Some(sheet), None) => sheet.clone(),
            _ => f.spot.table.clone().unwrap_or_default(),
        };
        line(&format!("{at}\t{:?}\t{}\t{}", f.severity, f.code, formats::say::say(Lang::Vi, f)));
    }
}

/// Prints a problem; refusals end with 1, faults of ours with 2.
pub fn problem(problem: &Problem) -> ExitCode {
    match problem {
        Problem::Refused(refusal) => {
            findings(&refusal.findings);
            eprintln!("{}", formats::say::refusal(Lang::Vi, refusal));
            ExitCode::from(1)
        }
        Problem::Broken(e) => fault(e),
        other => {
            eprintln!("{other}");
            ExitCode::from(1)
        }
    }
}

pub fn fault(e: &anyhow::Error) -> ExitCode {
    eprintln!("nhipcau: {e:#}");
    ExitCode::from(2)
}
