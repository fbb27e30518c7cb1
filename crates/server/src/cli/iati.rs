//! `nhipcau iati check | import | stats`: files of aid data, held against the IATI standard.
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use clap::{Args, Subcommand, ValueEnum};
use iati::report::{Format, Head, Writer};
use iati::rules::values::Instant;
use iati::{Lang, Options};
use indicatif::{ProgressBar, ProgressStyle};

use super::iati_export::Export;
use super::{Done, Ended};
use crate::config::Config;
use crate::ctx::Clock;
use crate::reference::Reference;

#[derive(Subcommand)]
pub enum Iati {
    /// Check activity and organisation files: schema, rules, codes, references; every finding with its line.
    Check(Check),
    /// Write the register as an activity file and an organisation file.
    Export(Export),
    /// Read donors' activity and organisation files into the register, each file whole or not at all, and show the difference.
    Import(super::aid::Import),
    /// Count a file: activities, elements, money by kind, currency and year.
    Stats(super::aid::Stats),
}

#[derive(Args)]
pub struct Check {
    /// Files, folders (their .xml files), or - for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Shape,
    /// The official validator's report, with its documented faults.
    #[arg(long)]
    compat: bool,
    #[arg(long, value_enum, default_value_t)]
    lang: Tongue,
    /// The day that counts as today; the present one without it.
    #[arg(long, value_name = "DATE")]
    now: Option<jiff::civil::Date>,
    /// Threads that check; as many as there are processors without it.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Shape {
    #[default]
    Text,
    Json,
    Ndjson,
    Csv,
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Tongue {
    #[default]
    Vi,
    En,
}

impl Iati {
    pub async fn run(self, reference: &Arc<Reference>, config: &Config) -> Ended {
        match self {
            Self::Check(check) => check.run(&super::clock(config)),
            Self::Export(export) => export.run(&super::open(reference, config).await?).await,
            Self::Import(import) => import.run(&super::open(reference, config).await?).await,
            Self::Stats(stats) => stats.run(),
        }
    }
}

impl Check {
    fn run(&self, clock: &Clock) -> Ended {
        let files = expanded(&self.files)?;
        let options = self.options(clock)?;
        let lang = if self.lang == Tongue::En { Lang::En } else { Lang::Vi };
        let out = BufWriter::new(io::stdout().lock());
        let mut writer =
            Writer::new(out, self.format(), lang, files.len() > 1).map_err(anyhow::Error::from)?;
        let mut valid = true;
        for file in &files {
            match check(file, &options, &mut writer) {
                Ok(head) => valid &= head.summary.is_valid(),
                // A reader that closed the pipe has seen enough.
                Err(e) if is_closed(&e) => return Ok(if valid { Done::Well } else { Done::Refused }),
                Err(e) => return Err(e.into()),
            }
        }
        match writer.finish() {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(anyhow::Error::from(e).into()),
            _ => Ok(if valid { Done::Well } else { Done::Refused }),
        }
    }

    fn options(&self, clock: &Clock) -> anyhow::Result<Options> {
        let day = self.now.unwrap_or_else(|| clock.today()).to_string();
        let now = Instant::parse(&day).ok_or_else(|| anyhow!("{day} is no day"))?.end_of_day();
        let processors = || std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Options { compat: self.compat, jobs: self.jobs.unwrap_or_else(processors), ..Options::new(now) })
    }

    fn format(&self) -> Format {
        match self.format {
            _ if self.compat => Format::Compat,
            Shape::Text => Format::Text,
            Shape::Json => Format::Json,
            Shape::Ndjson => Format::Ndjson,
            Shape::Csv => Format::Csv,
            Shape::Sarif => Format::Sarif,
        }
    }
}

/// Checks one file; findings are written as they come.
fn check<W: Write>(file: &Path, options: &Options, writer: &mut Writer<W>) -> anyhow::Result<Head> {
    let name = file.display().to_string();
    let progress = progress(&name, std::fs::metadata(file).map_or(0, |data| data.len()));
    writer.begin(&name)?;
    let mut failed = None;
    let each = |finding| {
        if failed.is_none() {
            failed = writer.finding(&finding).err();
        }
    };
    let head = if name == "-" {
        iati::check(io::stdin().lock(), options, each)
    } else {
        let read = |bytes| progress.inc(bytes);
        iati::check_file_counted(file, options, read, each).with_context(|| name.clone())?
    };
    progress.finish_and_clear();
    if let Some(e) = failed {
        return Err(e.into());
    }
    writer.end(&head)?;
    Ok(head)
}

fn is_closed(e: &anyhow::Error) -> bool {
    e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// What is being read, how far and for how long, on a terminal. A pipe has no length.
fn progress(name: &str, len: u64) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match len {
        0 => (ProgressBar::new_spinner(), "{spinner} {elapsed} {msg}"),
        len => (ProgressBar::new(len), "{spinner} {elapsed} {bar:30} {bytes}/{total_bytes} {msg}"),
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner());
    let bar = bar.with_style(style).with_message(name.to_owned());
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// Files as given, and in the place of a folder its .xml files in order of their names.
pub(super) fn expanded(given: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for path in given {
        if !path.is_dir() {
            out.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).with_context(|| path.display().to_string())?;
        let mut inside: Vec<PathBuf> = entries.map(|e| Ok(e?.path())).collect::<io::Result<_>>()?;
        inside.retain(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("xml")));
        inside.sort();
        if inside.is_empty() {
            return Err(anyhow!("{} holds no .xml file", path.display()));
        }
        out.append(&mut inside);
    }
    Ok(out)
}
