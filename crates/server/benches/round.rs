//! A round of many units, step by step, in processor time: workbooks written, filled in, imported
//! with all checks, consolidated, printed. Run by `cargo xtask bench round`, beside the office
//! way of doing the same (`bench/office`).
//!
//! Arguments: UNITS ROWS DIR. Prints one line a step: name, wall seconds, processor seconds,
//! peak memory in MB.
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use jiff::civil::date;
use server::app::{Caller, consolidation, intake, print, report, round};
use server::config::Raw;
use server::ctx::Ctx;
use server::demo::fill::{self, Size};
use server::demo::random::Random;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let number = |i: usize, default: usize| args.get(i).map_or(Ok(default), |a| a.parse());
    let (units, rows) = (number(0, 1000)?, number(1, 20)?);
    let dir = args.get(2).map_or_else(|| std::env::temp_dir().join("nhipcau-bench"), PathBuf::from);
    if dir.exists() {
        std::fs::remove_dir_all(&dir)?;
    }
    std::fs::create_dir_all(dir.join("data/organisations"))?;
    std::fs::create_dir_all(dir.join("units"))?;
    std::fs::write(dir.join("data/organisations/ca-mau.toml"), organisations(units))?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run(&dir, rows))
}

/// As many departments as asked for, spread over the communes, and the seats that make them owe a
/// report.
fn organisations(units: usize) -> String {
    let mut out = String::from("province = \"none\"\n");
    let mut add = |code: &str, name: &str, commune: &str, role: &str| {
        out.push_str(&format!(
            "[[organisation]]\ncode = \"{code}\"\nname = {{ vi = \"{name}\", en = \"{name}\" }}\nshort_vi = \"{name}\"\n\
             kind = \"department\"\nplace = {{ system = \"2025\", code = \"{commune}\" }}\nsource = \"benchmark\"\n\
             [[seat]]\norganisation = \"{code}\"\nrole = \"{role}\"\n"
        ));
    };
    let communes: Vec<&str> = include_str!("../../../data/places/ca-mau/places.csv")
        .lines()
        .filter_map(|l| l.strip_prefix("2025,")?.split(',').next())
        .filter(|code| code.len() == 5)
        .collect();
    add("SDTTG", "Sở Dân tộc và Tôn giáo", communes[0], "standing");
    for n in 1..=units {
        add(&format!("D{n:04}"), &format!("Đơn vị {n:04}"), communes[n % communes.len()], "sector");
    }
    out
}

struct Steps {
    wall: Instant,
    cpu: f64,
}

impl Steps {
    fn start() -> Result<Self> {
        Ok(Self { wall: Instant::now(), cpu: cpu_seconds()? })
    }
    fn end(&mut self, name: &str, detail: &str) -> Result<()> {
        let (wall, cpu) = (self.wall.elapsed().as_secs_f64(), cpu_seconds()? - self.cpu);
        println!("{name}\twall {wall:.2} s\tCPU {cpu:.2} s\tpeak {} MB\t{detail}", peak_mb()?);
        *self = Self::start()?;
        Ok(())
    }
}

/// Processor seconds of this process so far, from /proc (clock ticks of 10 ms).
fn cpu_seconds() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").context("this benchmark needs /proc")?;
    let after = stat.rsplit_once(')').ok_or_else(|| anyhow!("/proc/self/stat"))?.1;
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>()? + fields[12].parse::<f64>()?;
    Ok(ticks / 100.0)
}

fn peak_mb() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|l| l.starts_with("VmHWM")).ok_or_else(|| anyhow!("VmHWM"))?;
    Ok(line.split_whitespace().nth(1).unwrap_or("0").parse::<u64>()? / 1024)
}

async fn open(dir: &Path) -> Result<Ctx> {
    let raw = Raw {
        db: dir.join("bench.db").display().to_string(),
        data: Some(dir.join("data")),
        today: Some(date(2025, 10, 20)),
        mail: dir.join("outbox").display().to_string(),
        mail_from: "bench@example".into(),
        url: "http://127.0.0.1".into(),
        iati_largest: 200,
    };
    Ok(server::cli::open_instance(raw).await?)
}

async fn run(dir: &Path, rows: usize) -> Result<()> {
    let ctx = open(dir).await?;
    let by = Caller::Operator;
    let terms = round::terms_by_plan(&ctx, 2025)?;
    let mut steps = Steps::start()?;
    round::open(&ctx, &by, terms, None, None).await?;
    steps.end("open", "")?;

    let units: Vec<String> = ctx
        .reference
        .organisations
        .reporting_units(ctx.clock.today())
        .into_iter()
        .map(|o| o.code.clone())
        .collect();
    for unit in &units {
        intake::template(&ctx, &by, "2025", unit).await?;
    }
    steps.end("templates", &format!("{} workbooks", units.len()))?;

    let mut random = Random::new(1);
    let files = fill_in(&ctx, &units, &dir.join("units"), rows, &mut random).await?;
    steps.end("fill in", "not counted: this is the units' work")?;

    let how = intake::How { new_projects: true, submit: true };
    let mut submitted = 0;
    intake::import_all(&ctx, &by, &files, how, |_, done| {
        submitted += usize::from(done.is_ok_and(|done| done.receipt.is_some()));
    })
    .await?;
    anyhow::ensure!(submitted == files.len(), "{submitted} of {} were submitted", files.len());
    steps.end("import+check+submit", &format!("{} workbooks", files.len()))?;

    let content = consolidation::take(&ctx, &by, "2025").await?;
    steps.end("consolidate", &format!("{} figures", content.figures.len()))?;
    let paper = print::paper(&ctx, &content, None);
    steps.end("compose paper", "")?;
    let xlsx = print::xlsx(&ctx, &content).await?;
    steps.end("write XLSX", &format!("{} kB", xlsx.len() / 1024))?;
    let mut docx = Vec::new();
    formats::paper::docx::write(&paper, &mut docx)?;
    steps.end("write DOCX", &format!("{} kB", docx.len() / 1024))?;
    std::fs::write(dir.join("report.docx"), &docx)?;
    let mut pdf = Vec::new();
    let facts = formats::paper::pdf::write(&paper, &mut pdf)?;
    steps.end("write PDF", &format!("{} pages, {} kB", facts.pages, pdf.len() / 1024))?;
    std::fs::write(dir.join("report.pdf"), &pdf)?;
    Ok(())
}

async fn fill_in(
    ctx: &Ctx,
    units: &[String],
    to: &Path,
    rows: usize,
    random: &mut Random,
) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for unit in units {
        let it = report::open(ctx, &Caller::Operator, "2025", unit).await?;
        let filled = fill::report(ctx, &it, random, Size { rows, exact: true });
        let file = to.join(format!("{unit}.xlsx"));
        std::fs::write(&file, intake::book(ctx, &it, &filled)?)?;
        files.push(file);
    }
    Ok(files)
}
