//! A small round in a temporary folder, with workbooks filled in as units would.
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jiff::civil::date;
use server::app::{Caller, intake, report, round};
use server::cli;
use server::config::Raw;
use server::ctx::Ctx;
use server::demo::fill::{self, Size};
use server::demo::random::Random;
use tempfile::TempDir;

pub struct Round {
    pub dir: TempDir,
    /// Units with a workbook, and the file.
    pub books: Vec<(String, PathBuf)>,
}

pub const DAY: &str = "2025-10-20";

impl Round {
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Runs a verb on this round's database, on a fixed day.
    pub fn nhipcau(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program runs")
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nhipcau"));
        command.args(args).current_dir(self.dir.path()).args(["--today", DAY]).env("NHIPCAU_DB", "round.db");
        command
    }
}

/// The yearly round of 2025 with workbooks of `books` units, each with `rows` rows a table.
pub fn round_with(books: usize, rows: usize) -> Round {
    let dir = TempDir::new().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let books = runtime.block_on(async {
        let ctx = open(dir.path()).await;
        let terms = round::terms_by_plan(&ctx, 2025).unwrap();
        round::open(&ctx, &Caller::Operator, terms, None, None).await.unwrap();
        let mut random = Random::new(7);
        let mut out = Vec::new();
        for o in ctx.reference.organisations.reporting_units(date(2025, 10, 20)).iter().take(books) {
            out.push((o.code.clone(), book(&ctx, dir.path(), &o.code, rows, &mut random).await));
        }
        ctx.store.close().await.unwrap();
        out
    });
    Round { dir, books }
}

async fn book(ctx: &Ctx, dir: &Path, unit: &str, rows: usize, random: &mut Random) -> PathBuf {
    intake::template(ctx, &Caller::Operator, "2025", unit).await.unwrap();
    let it = report::open(ctx, &Caller::Operator, "2025", unit).await.unwrap();
    let filled = fill::report(ctx, &it, random, Size { rows, exact: true });
    let file = dir.join(format!("{unit}.xlsx"));
    std::fs::write(&file, intake::book(ctx, &it, &filled).unwrap()).unwrap();
    file
}

pub async fn open(dir: &Path) -> Ctx {
    let raw = Raw {
        db: dir.join("round.db").display().to_string(),
        data: None,
        today: Some(date(2025, 10, 20)),
        mail: dir.join("outbox").display().to_string(),
        mail_from: "test@example".into(),
        url: "http://127.0.0.1".into(),
        iati_largest: 200,
    };
    cli::open_instance(raw).await.unwrap()
}
