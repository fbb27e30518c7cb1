//! How fast files are checked: `cargo bench -p iati -- FILE…`. Prints megabytes for each second of wall time, for
//! one thread and for two, and for the parts. Without files there is nothing to measure.

use std::fs::File;
use std::hint::black_box;
use std::time::Instant as Clock;

use iati::report::{Format, Writer};
use iati::rules::values::Instant;
use iati::{Lang, Options, check, check_file};

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1).filter(|arg| !arg.starts_with("--")) {
        let megabytes = std::fs::metadata(&file)?.len() as f64 / 1e6;
        for jobs in [1, 2] {
            let now = Instant::parse("2026-11-22").unwrap_or(Instant(0));
            let options = Options { jobs, ..Options::new(now) };
            let clock = Clock::now();
            let head = check(File::open(&file)?, &options, |finding| drop(black_box(finding)));
            let stream = clock.elapsed().as_secs_f64();
            let clock = Clock::now();
            check_file(file.as_ref(), &options, |finding| drop(black_box(finding)))?;
            let whole = clock.elapsed().as_secs_f64();
            let clock = Clock::now();
            let mut told = Writer::new(std::io::sink(), Format::Ndjson, Lang::Vi, false)?;
            let mut fault = told.begin(&file).err();
            check_file(file.as_ref(), &options, |finding| {
                fault = fault.take().or(told.finding(&finding).err());
            })?;
            let telling = clock.elapsed().as_secs_f64();
            fault.map_or(Ok(()), Err)?;
            println!(
                "{file}: {jobs} threads, {:.0} MB/s as a stream, {:.0} MB/s as a file, {:.0} MB/s told, {:?}",
                megabytes / stream,
                megabytes / whole,
                megabytes / telling,
                head.summary
            );
        }
    }
    Ok(())
}
