//! One binary, few verbs. Exit codes: 0 done, 1 refused with findings, 2 usage or fault.
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::config::{Config, Listen, Raw};
use crate::ctx::{Clock, Ctx};
use crate::problem::Problem;
use crate::reference::Reference;

mod aid;
mod catalogue;
mod demo;
mod doctor;
mod iati;
mod iati_export;
mod matching;
mod outline;
mod output;
mod plan;
mod report;
mod round;
mod rules;
mod serve;
mod sheet;
mod upkeep;

pub use output::Format;

#[derive(Parser)]
#[command(name = "nhipcau", version, about = "Nhịp Cầu: the reporting year of a provincial cooperation plan")]
struct Cli {
    #[command(flatten)]
    raw: Raw,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Run the web pages and the timers.
    Serve(Listen),
    /// Bring the database to the present version.
    Migrate,
    /// A new database with a sealed year, a running one, and their workbooks; then serve it.
    Demo(demo::Demo),
    /// The plan: read its text, check its data, print it.
    #[command(subcommand)]
    Plan(plan::Plan),
    /// Procedures of aid: check their rules, draw them.
    #[command(subcommand)]
    Rules(rules::Rules),
    /// Dossiers of aid.
    #[command(subcommand)]
    Dossier(rules::DossierVerb),
    /// Reporting rounds.
    #[command(subcommand)]
    Round(round::Round),
    /// Units' workbooks.
    #[command(subcommand)]
    Sheet(sheet::Sheet),
    /// The consolidated report.
    #[command(subcommand)]
    Report(report::Report),
    /// Outlines that units propose.
    #[command(subcommand)]
    Outline(outline::Outline),
    /// The yearly catalogue of calls for aid.
    #[command(subcommand)]
    Catalogue(catalogue::Catalogue),
    /// Donors for a call, or calls for a donor, best first, with the reasons.
    Match(matching::Match),
    /// Aid data of the IATI standard.
    #[command(subcommand)]
    Iati(iati::Iati),
    /// Accounts.
    #[command(subcommand)]
    User(upkeep::User),
    /// The audit trail.
    #[command(subcommand)]
    Audit(upkeep::Audit),
    /// Write everything in the database to one file.
    Backup {
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Fill an empty database from a backup.
    Restore {
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Say in plain words whether everything this instance needs is there.
    Doctor,
}

/// What a verb ended with; the worse is the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Done {
    Well,
    /// Findings or a refusal were printed.
    Refused,
    /// A fault with one of many was printed; the others were seen to.
    Failed,
}

type Ended = Result<Done, Problem>;

pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_env("NHIPCAU_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => return output::fault(&anyhow::Error::from(e)),
    };
    match runtime.block_on(run(cli)) {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::Refused) => ExitCode::from(1),
        Ok(Done::Failed) => ExitCode::from(2),
        Err(problem) => output::problem(&problem),
    }
}

async fn run(cli: Cli) -> Ended {
    let reference = Arc::new(Reference::load(cli.raw.data.as_deref())?);
    let config = cli.raw.check();
    match cli.verb {
        Verb::Serve(listen) => serve::run(open(&reference, &config).await?, listen.listen).await,
        Verb::Migrate => upkeep::migrate(&config).await,
        Verb::Demo(demo) => demo.run(reference, config).await,
        Verb::Plan(plan) => plan.run(&reference),
        Verb::Rules(rules) => rules.run(&reference),
        Verb::Dossier(dossier) => dossier.run(&reference, &config).await,
        Verb::Round(round) => round.run(&open(&reference, &config).await?).await,
        Verb::Sheet(sheet) => sheet.run(&open(&reference, &config).await?).await,
        Verb::Report(report) => report.run(&open(&reference, &config).await?).await,
        Verb::Outline(outline) => outline.run(&open(&reference, &config).await?).await,
        Verb::Catalogue(catalogue) => catalogue.run(&open(&reference, &config).await?).await,
        Verb::Match(wanted) => wanted.run(&open(&reference, &config).await?).await,
        Verb::Iati(iati) => iati.run(&reference, &config).await,
        Verb::User(user) => user.run(&open(&reference, &config).await?).await,
        Verb::Audit(audit) => audit.run(&open(&reference, &config).await?).await,
        Verb::Backup { to } => upkeep::backup(&open(&reference, &config).await?, &to).await,
        Verb::Restore { from } => upkeep::restore(&config, &from).await,
        Verb::Doctor => doctor::run(reference, config).await,
    }
}

fn clock(config: &Config) -> Clock {
    config.today.map_or_else(Clock::system, Clock::on)
}

/// Opens the database and brings it to the present version.
pub(crate) async fn open(reference: &Arc<Reference>, config: &Config) -> Result<Ctx, Problem> {
    let store = store::Store::connect(&config.db).await?;
    store.migrate().await?;
    let ctx = Ctx {
        store,
        rules: crate::app::rules::Rules::new(reference.rules.clone()),
        reference: reference.clone(),
        clock: clock(config),
        config: Arc::new(config.clone()),
        totals: crate::app::consolidation::TotalsCache::default(),
        edition: crate::app::catalogue::edition::Kept::default(),
        related: crate::app::aid::related::Kept::default(),
        register: crate::app::project::known::Register::default(),
    };
    crate::app::rules::refresh(&ctx).await?;
    // A clone has what was read.
    Ok(ctx.clone())
}

/// Opens an instance outside of the command line, with the built-in data or a folder's.
pub async fn open_instance(raw: Raw) -> Result<Ctx, Problem> {
    let reference = Arc::new(Reference::load(raw.data.as_deref())?);
    open(&reference, &raw.check()).await
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
