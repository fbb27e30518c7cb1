//! `nhipcau round open | status | remind | consolidate | seal`.
use clap::Subcommand;
use jiff::civil::Date;

use super::output::{Format, json, line};
use super::{Done, Ended};
use crate::app::{Caller, consolidation, round};
use crate::ctx::Ctx;

#[derive(Subcommand)]
pub enum Round {
    /// Open the yearly round: obligations arise for each unit that owes a report.
    Open {
        #[arg(long)]
        year: i16,
    },
    /// Who has reported, who is late.
    Status {
        #[arg(long)]
        year: i16,
        #[arg(long)]
        on: Option<Date>,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Send a reminder to every unit that has not reported.
    Remind {
        #[arg(long)]
        year: i16,
        /// Also to units reminded within the last hour.
        #[arg(long)]
        again: bool,
    },
    /// Add up what has been submitted, and say what still stands in the way of a seal.
    Consolidate {
        #[arg(long)]
        year: i16,
    },
    /// Store the consolidated report whole, with its checksum.
    Seal {
        #[arg(long)]
        year: i16,
        /// Why a sealed report is replaced by a new version.
        #[arg(long, default_value = "")]
        reason: String,
    },
}

impl Round {
    pub async fn run(self, ctx: &Ctx) -> Ended {
        let by = Caller::Operator;
        match self {
            Round::Open { year } => {
                let terms = round::terms_by_plan(ctx, year)?;
                let last = terms.last_day_on_time();
                round::open(ctx, &by, terms, None, None).await?;
                let n = round::overview(ctx, &by, &year.to_string(), ctx.clock.today()).await?.counts.units;
                line(&format!("{year}: {n} units, last day on time {last}"));
            }
            Round::Status { year, on, format } => {
                status(ctx, year, on.unwrap_or_else(|| ctx.clock.today()), format).await?;
            }
            Round::Remind { year, again } => {
                let key = year.to_string();
                let seen = round::overview(ctx, &by, &key, ctx.clock.today()).await?;
                let waiting = seen.units.into_iter().filter(|u| u.obligation.first_submitted_on.is_none());
                let units: Vec<String> = waiting.map(|u| u.obligation.unit).collect();
                json(&round::remind(ctx, &by, &key, &units, again).await?)?;
            }
            Round::Consolidate { year } => return consolidate(ctx, year).await,
            Round::Seal { year, reason } => {
                let (seal, changed) = consolidation::seal(ctx, &by, &year.to_string(), &reason).await?;
                line(&format!(
                    "{year} version {} sha256 {} changed {}",
                    seal.version,
                    seal.sha256,
                    changed.len()
                ));
            }
        }
        Ok(Done::Well)
    }
}

async fn status(ctx: &Ctx, year: i16, on: Date, format: Format) -> Ended {
    let status = round::status(ctx, &Caller::Operator, &year.to_string(), on).await?;
    match format {
        Format::Json => json(&status)?,
        Format::Text => {
            for u in &status.units {
                let day = u.submitted_on.map_or_else(|| "-".to_owned(), |d| d.to_string());
                line(&format!(
                    "{}\t{}\t{}\t{day}\t{}",
                    u.code,
                    u.name,
                    u.status,
                    if u.late { "late" } else { "" }
                ));
            }
            line(&format!("due {}, last day on time {}", status.due, status.last_day_on_time));
        }
    }
    Ok(Done::Well)
}

async fn consolidate(ctx: &Ctx, year: i16) -> Ended {
    let content = consolidation::take(ctx, &Caller::Operator, &year.to_string()).await?;
    line(&format!("{year}: {} figures from {} units", content.figures.len(), content.units.len()));
    for (what, n) in content.obstacles() {
        line(&format!("{what}: {n}"));
    }
    Ok(Done::Well)
}
