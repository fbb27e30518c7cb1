//! `cargo xtask bench iati [DIR]`: the check of a large file of aid data, beside xmllint in the same run.
//!
//! DIR, or `IATI_MATERIAL`, holds what is not ours to carry: `make_large.py`, real activities, the schema.

use std::path::{Path, PathBuf};
use std::process::{Child, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::run;

/// Size of the file in millions of bytes.
const MEGABYTES: u32 = 200;
/// What the kernel counts processor time in, a second.
const TICKS: f64 = 100.0;
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// What a program took.
struct Took {
    wall: f64,
    cpu: f64,
    /// Largest resident memory, MB.
    peak: f64,
}

pub(super) fn run(root: &Path, args: &[String]) -> Result<ExitCode> {
    let named = args.first().cloned().or_else(|| run::setting("IATI_MATERIAL"));
    let material = named.map(PathBuf::from).filter(|dir| dir.join("make_large.py").is_file());
    let Some(material) = material else {
        println!(
            "# skipped: name a folder with make_large.py, samples and schema, as argument or IATI_MATERIAL"
        );
        return Ok(ExitCode::SUCCESS);
    };
    let file = made(root, &material)?;
    run::run(root, &["cargo", "build", "--profile", "dist", "-p", "nhipcau"])?;
    let target = run::setting("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let program = target.join("dist/nhipcau").display().to_string();
    let check =
        |jobs| measured(root, &[&program, "iati", "check", &file, "--format", "ndjson", "--jobs", jobs]);
    let megabytes = f64::from(MEGABYTES);
    let one = told("check, 1 thread", megabytes, check("1")?);
    let two = told("check, 2 threads", megabytes, check("2")?);
    println!("# two threads are {:.2} times as fast in wall time", one.wall / two.wall);
    import(root, &program, &file)?;
    if run::find("xmllint").is_none() {
        println!("# xmllint is not installed: there is nothing to compare with");
        return Ok(ExitCode::SUCCESS);
    }
    let schema = material.join("schema/iati-activities-schema.xsd").display().to_string();
    let words = ["xmllint", "--stream", "--noout", "--schema", &schema, &file];
    let other = told("xmllint, schema alone", megabytes, measured(root, &words)?);
    println!("# xmllint takes {:.2} times the processor time of the whole check", other.cpu / one.cpu);
    Ok(ExitCode::SUCCESS)
}

/// Countries whose activities the measured import keeps: most of any file.
const COUNTRIES: &str = "AF AL AO AM BD BJ BO BR BF KH CM CF TD CO CD CI EG ET GE GH GT GN HT HN IN ID IQ JO KE LA LB LR MG MW \
     ML MM MZ NP NE NG PK PS PE PH RW SN SL SO SS LK SD SY TJ TZ TG TN TR UG UA VE VN YE ZM ZW";

/// Reads the file into a new SQLite database.
fn import(root: &Path, program: &str, file: &str) -> Result<()> {
    let dir = root.join("target/bench-iati");
    let data = dir.join("data");
    std::fs::create_dir_all(data.join("aid"))?;
    let countries: Vec<String> = COUNTRIES.split_whitespace().map(|c| format!("\"{c}\"")).collect();
    std::fs::write(data.join("aid/import.toml"), format!("countries = [{}]\n", countries.join(", ")))?;
    for ending in ["", "-wal", "-shm"] {
        let old = dir.join(format!("import.db{ending}"));
        if old.is_file() {
            std::fs::remove_file(old)?;
        }
    }
    let (db, data) = (dir.join("import.db").display().to_string(), data.display().to_string());
    let words = [program, "iati", "import", file, "--db", &db, "--data", &data, "--format", "json"];
    told("import into SQLite", f64::from(MEGABYTES), measured(root, &words)?);
    Ok(())
}

/// The large file, made once.
fn made(root: &Path, material: &Path) -> Result<String> {
    let dir = root.join("target/bench-iati");
    std::fs::create_dir_all(&dir)?;
    let file = dir.join(format!("{MEGABYTES}.xml"));
    let name = file.display().to_string();
    if !file.is_file() {
        let script = material.join("make_large.py").display().to_string();
        run::run(root, &["python3", &script, &MEGABYTES.to_string(), &name])?;
    }
    Ok(name)
}

fn told(name: &str, megabytes: f64, took: Took) -> Took {
    let Took { wall, cpu, peak } = &took;
    let speed = megabytes / cpu;
    println!("{name}\twall {wall:.2} s\tCPU {cpu:.2} s\t{speed:.0} MB a CPU second\tpeak {peak:.0} MB");
    took
}

/// Runs a program to its end. Its verdict does not matter, for real files have faults.
fn measured(root: &Path, words: &[&str]) -> Result<Took> {
    let mut command = run::command(root, words)?;
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let (cpu, peak) = watched(&child).with_context(|| format!("cannot watch {}", words[0]))?;
    let wall = start.elapsed().as_secs_f64();
    child.wait()?;
    Ok(Took { wall, cpu, peak })
}

/// Processor seconds and peak memory of a program. It has ended then but is not yet waited for, so that the kernel
/// still has its account.
fn watched(child: &Child) -> Result<(f64, f64)> {
    let account = PathBuf::from(format!("/proc/{}", child.id()));
    let mut peak = 0.0;
    loop {
        let status = std::fs::read_to_string(account.join("status"))?;
        peak = high_water(&status).unwrap_or(peak);
        let stat = std::fs::read_to_string(account.join("stat"))?;
        let (state, ticks) = state_and_ticks(&stat).context("/proc has another shape")?;
        if state == "Z" {
            return Ok((ticks / TICKS, peak));
        }
        sleep(LOOK_EVERY);
    }
}

fn high_water(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

/// Fields 3, 14 and 15 of proc(5); the name in field 2 may hold anything.
fn state_and_ticks(stat: &str) -> Option<(&str, f64)> {
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    let state = fields.next()?;
    let user: f64 = fields.nth(10)?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((state, user + system))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_of_a_process_is_read() {
        let stat = "7 (a) b) Z 1 2 3 4 5 6 7 8 9 10 150 50 0 0 20 0";
        assert_eq!(state_and_ticks(stat), Some(("Z", 200.0)));
        assert_eq!(high_water("Name:\ta\nVmHWM:\t  1000 kB\n"), Some(1.024));
    }
}
