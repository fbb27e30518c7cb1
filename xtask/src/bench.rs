//! `cargo xtask bench round`: the product, its pages, and the office way of doing the same, in one run;
//! `catalogue`: what everyone asks of ten thousand calls.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::{assets, run};

mod iati;

/// Units and rows of the product's round; the office baseline does a tenth of the units, since
/// its time grows with them and nobody wants to wait for the rest.
const UNITS: u32 = 1_000;
const OFFICE_UNITS: u32 = 100;
const ROWS: u32 = 20;
/// Measured as it is handed out.
const BENCH: [&str; 7] = ["cargo", "bench", "--profile", "dist", "-p", "nhipcau", "--bench"];

/// Processor seconds by step, as both programs print them.
type Steps = Vec<(String, f64)>;

pub(crate) fn run(root: &Path, args: &[String]) -> Result<ExitCode> {
    match args.first().map(String::as_str) {
        Some("round") => round(root),
        Some("iati") => iati::run(root, &args[1..]),
        Some("catalogue") => catalogue(root),
        _ => bail!("usage: cargo xtask bench round | iati [DIR] | catalogue"),
    }
}

fn round(root: &Path) -> Result<ExitCode> {
    assets::fetch(root)?;
    let dir = root.join("target/bench-round");
    let folder = dir.display().to_string();
    let (units, rows) = (UNITS.to_string(), ROWS.to_string());
    println!("# Nhịp Cầu, {UNITS} units × 8 tables × {ROWS} rows");
    let ours = steps(root, &[&BENCH[..], &["round", "--", &units, &rows, &folder]].concat())?;
    println!("# pages of that round, and of a register of 10,000 projects");
    run::run(root, &[&BENCH[..], &["pages", "--", &folder]].concat())?;
    println!("# office baseline, {OFFICE_UNITS} units × 8 tables × {ROWS} rows");
    let work = dir.join("office");
    std::fs::create_dir_all(&work)?;
    let path = |name: &str| work.join(name).display().to_string();
    let (data, xlsx, docx) = (path("units"), path("all.xlsx"), path("all.docx"));
    let script = "bench/office/unit_reports.py";
    let office_units = OFFICE_UNITS.to_string();
    steps(root, &["python3", script, "generate", &data, "--units", &office_units, "--rows", &rows])?;
    let office = steps(root, &["python3", script, "consolidate", &data, &xlsx, &docx])?;
    compare(&ours, &office);
    libreoffice(root, &dir)
}

/// Pages of 10,000 calls at 200 requests a second, beside a file from nginx.
fn catalogue(root: &Path) -> Result<ExitCode> {
    assets::fetch(root)?;
    let folder = root.join("target/bench-catalogue").display().to_string();
    run::run(root, &[&BENCH[..], &["catalogue", "--", &folder]].concat())?;
    Ok(ExitCode::SUCCESS)
}

/// What LibreOffice takes to make a PDF of our DOCX, where it is installed.
fn libreoffice(root: &Path, dir: &Path) -> Result<ExitCode> {
    if run::find("soffice").is_none() {
        println!("# LibreOffice is not installed: its time for the PDF is not measured");
        return Ok(ExitCode::SUCCESS);
    }
    let (docx, out) =
        (dir.join("report.docx").display().to_string(), dir.join("office").display().to_string());
    let start = std::time::Instant::now();
    run::run(root, &["soffice", "--headless", "--convert-to", "pdf", "--outdir", &out, &docx])?;
    println!("# LibreOffice: the same PDF in {:.1} s", start.elapsed().as_secs_f64());
    Ok(ExitCode::SUCCESS)
}

/// Runs a command, shows what it prints, and keeps its `name … CPU x s …` lines.
fn steps(root: &Path, words: &[&str]) -> Result<Steps> {
    let output = run::command(root, words)?.stderr(std::process::Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    print!("{text}");
    if !output.status.success() {
        bail!("`{}` failed ({})", words.join(" "), output.status);
    }
    Ok(text.lines().filter_map(step).collect())
}

fn step(line: &str) -> Option<(String, f64)> {
    let mut fields = line.split('\t');
    let name = fields.next()?.to_owned();
    let cpu = fields.find_map(|f| f.strip_prefix("CPU ")?.strip_suffix(" s")?.parse().ok())?;
    Some((name, cpu))
}

/// The same work a unit: import with checks, consolidation, XLSX and DOCX.
fn compare(ours: &Steps, office: &Steps) {
    let sum = |steps: &Steps, names: &[&str]| -> f64 {
        steps.iter().filter(|(n, _)| names.contains(&n.as_str())).map(|(_, s)| s).sum()
    };
    let counted = ["import+check+submit", "consolidate", "compose paper", "write XLSX", "write DOCX"];
    let ours = sum(ours, &counted) / f64::from(UNITS) * 1_000.0;
    let theirs = sum(office, &["read+check", "write XLSX", "write DOCX"]) / f64::from(OFFICE_UNITS) * 1_000.0;
    println!(
        "# processor milliseconds a unit: ours {ours:.2}, office {theirs:.2}, ratio {:.1}",
        theirs / ours
    );
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn a_step_is_read_from_its_line() {
        let line = "write DOCX\twall 1.20 s\tCPU 0.75 s\tpeak 80 MB\t";
        assert_eq!(step(line), Some(("write DOCX".to_owned(), 0.75)));
        assert_eq!(step("ready"), None);
    }
}
