//! Checks a file: `cargo run -p iati --release --example check -- FILE DATE [JOBS]`.

use iati::rules::values::Instant;
use iati::{Lang, Options, check_file, messages};

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let now = args.get(2).and_then(|date| Instant::parse(date)).unwrap_or(Instant(0));
    let jobs = args.get(3).and_then(|jobs| jobs.parse().ok()).unwrap_or(1);
    let file = args.get(1).map_or("-", String::as_str);
    let quiet = args.len() > 4;
    let head = check_file(file.as_ref(), &Options { jobs, ..Options::new(now) }, |finding| {
        if !quiet {
            println!("{}:{} {}", finding.pos.line, finding.id, messages::text(Lang::Vi, &finding));
        }
    })?;
    println!("{:?}", head.summary);
    Ok(())
}
