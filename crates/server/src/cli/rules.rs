//! `nhipcau rules check | draw`, `nhipcau dossier state`.
use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow};
use clap::{Subcommand, ValueEnum};
use domain::finding::Severity;
use domain::procedure::{Dossier, Law, RuleFinding, RuleSet, State, check, state};
use jiff::civil::Date;
use lang::Lang;
use serde_json::{Value, json};

use super::output::{self, Format, line};
use super::{Done, Ended};
use crate::config::Config;
use crate::problem::Problem;
use crate::reference::Reference;

#[derive(Subcommand)]
pub enum Rules {
    /// Find dead ends, steps nothing leads to, steps without actor or article, clocks without their kind of day.
    Check {
        /// A rule set (.toml); all that this instance has without it.
        file: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Draw a rule set as a diagram.
    Draw {
        /// Id of a rule set, or its file (.toml).
        name: String,
        #[arg(long, value_name = "F.svg")]
        to: PathBuf,
        #[arg(long, value_enum, default_value_t)]
        lang: Tongue,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Tongue {
    #[default]
    Vi,
    En,
}

#[derive(Subcommand)]
pub enum DossierVerb {
    /// Where a dossier stands on a day: who must act, until when, by which article.
    State {
        /// Code of a dossier of the register (HS-2026-003), or a file of facts and dated events (.toml or
        /// .json); - reads one JSON object a line, each {"on": DATE, "dossier": {…}}, and writes one a line.
        dossier: String,
        /// The day; today for a dossier of the register, needed for a file.
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

impl Rules {
    pub fn run(self, reference: &Reference) -> Ended {
        match self {
            Self::Check { file: Some(file), format } => checked(&[read(&file)?], format),
            Self::Check { file: None, format } => checked(&reference.rules, format),
            Self::Draw { name, to, lang } => {
                let rules = named(reference, &name)?;
                let lang = if lang == Tongue::En { Lang::En } else { Lang::Vi };
                let drawn = formats::diagram::svg(&rules, lang);
                std::fs::write(&to, drawn).with_context(|| to.display().to_string())?;
                Ok(Done::Well)
            }
        }
    }
}

fn read(file: &Path) -> anyhow::Result<RuleSet> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    toml::from_str(&text).with_context(|| file.display().to_string())
}

fn named(reference: &Reference, name: &str) -> anyhow::Result<RuleSet> {
    if let Some(rules) = reference.rules.iter().find(|r| r.id == name) {
        return Ok(rules.clone());
    }
    let path = Path::new(name);
    if path.extension().is_some_and(|e| e == "toml") {
        return read(path);
    }
    let known: Vec<&str> = reference.rules.iter().map(|r| r.id.as_str()).collect();
    Err(anyhow!("there are no rules {name}; known are {}", known.join(", ")))
}

/// Errors end with 1; what is to be confirmed does not.
fn checked(all: &[RuleSet], format: Format) -> Ended {
    let found: Vec<(&RuleSet, Vec<RuleFinding>)> = all.iter().map(|r| (r, check(r))).collect();
    let is_error = |f: &RuleFinding| f.severity == Severity::Error;
    if format == Format::Json {
        let list: Vec<Value> =
            found.iter().map(|(r, f)| json!({ "rule_set": r.id, "findings": f })).collect();
        output::json(&list)?;
    } else {
        for (rules, findings) in &found {
            for f in findings {
                line(&format!("{}\t{}\t{:?}\t{}\t{}", rules.id, f.at, f.severity, f.code, f.vi));
            }
            let errors = findings.iter().filter(|f| is_error(f)).count();
            line(&format!("{}: {errors} lỗi, {} điều cần xác nhận", rules.id, findings.len() - errors));
        }
    }
    let bad = found.iter().any(|(_, findings)| findings.iter().any(is_error));
    Ok(if bad { Done::Refused } else { Done::Well })
}

impl DossierVerb {
    pub async fn run(self, reference: &Arc<Reference>, config: &Config) -> Ended {
        let Self::State { dossier, on, format } = self;
        if dossier == "-" {
            return Ok(stream(reference, std::io::stdin().lock())?);
        }
        let file = Path::new(&dossier);
        let state = if file.extension().is_some() {
            let law = Law {
                rules: &reference.rules,
                calendar: &reference.calendar,
                places: Some(&reference.places),
            };
            let on = on.ok_or_else(|| anyhow!("say the day: --on 2025-11-07"))?;
            state(&law, &read_dossier(file)?, on).map_err(Problem::Refused)?
        } else {
            let ctx = super::open(reference, config).await?;
            let kept = store::dossier::by_code(&ctx.store, &dossier).await?;
            let kept = kept.ok_or(Problem::NotFound("dossier"))?;
            let on = on.unwrap_or_else(|| ctx.clock.today());
            state(&crate::app::dossier::law(&ctx), &kept.content.dossier, on).map_err(Problem::Refused)?
        };
        match format {
            Format::Json => output::json(&state)?,
            Format::Text => told(&state),
        }
        Ok(Done::Well)
    }
}

fn read_dossier(file: &Path) -> anyhow::Result<Dossier> {
    let mut text = String::new();
    let mut opened = std::fs::File::open(file).with_context(|| file.display().to_string())?;
    opened.read_to_string(&mut text).with_context(|| file.display().to_string())?;
    if file.extension().is_some_and(|e| e == "json") {
        return serde_json::from_str(&text).with_context(|| file.display().to_string());
    }
    toml::from_str(&text).with_context(|| file.display().to_string())
}

/// One answer a line, in the order of the questions; a refusal is an answer too.
fn stream(reference: &Reference, questions: impl BufRead) -> anyhow::Result<Done> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut refused = false;
    for (number, question) in (1..).zip(questions.lines()) {
        let question: Question =
            serde_json::from_str(&question?).with_context(|| format!("line {number}"))?;
        let calendar = question.year.map(|year| {
            let mut calendar = reference.calendar.clone();
            calendar.years.retain(|y| y.year != year.year);
            calendar.years.push(year);
            calendar
        });
        let calendar = calendar.as_ref().unwrap_or(&reference.calendar);
        let law = Law { rules: &reference.rules, calendar, places: Some(&reference.places) };
        let answer = match state(&law, &question.dossier, question.on) {
            Ok(state) => serde_json::to_value(state)?,
            Err(refusal) => {
                refused = true;
                json!({ "refused": refusal.code })
            }
        };
        writeln!(out, "{answer}")?;
    }
    out.flush()?;
    Ok(if refused { Done::Refused } else { Done::Well })
}

/// One line of standard input.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    on: Date,
    /// A year of the calendar of rest, in the place of the one in the data.
    #[serde(default)]
    year: Option<domain::procedure::Year>,
    dossier: Dossier,
}

fn told(state: &State) {
    line(&format!("{}\t{} ({})", state.rule_set, state.step_title.vi, state.step));
    if let (Some(day), Some(of), Some(due)) = (state.day, state.of_days, state.due) {
        line(&format!("ngày {day}/{of}, hạn {}, muộn {} ngày", lang::date(Lang::Vi, due), state.late_by));
    }
    line(&state.article);
    let waiting: Vec<&str> = state.waiting_for.iter().map(|r| r.words().0).collect();
    line(&format!("chờ: {}", waiting.join("; ")));
    line(&format!("thiếu: {}", state.missing.join("; ")));
    for year in &state.calendar_unconfirmed {
        line(&format!("lịch nghỉ năm {year} chưa có quyết định"));
    }
}
