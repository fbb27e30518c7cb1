//! Everything that is done to the product rather than in it. Imports none of
//! our crates, so that it builds in seconds and works when they do not compile.

mod assets;
mod bench;
mod demo;
mod run;
mod test;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

const USAGE: &str = "\
usage: cargo xtask <verb>

  demo [ARGS]  fetch front-end packages, build, run the demonstration and serve it;
               ARGS go to `nhipcau demo` (default: --dir demo)
  test         every check that this machine has the programs for; says what it skips
  assets       fetch front-end packages and fonts by package-lock.json
  tidy         house rules: crate and module edges, sizes, messages, links
  bench round  a round of 1,000 units, beside the office way of doing the same
  bench iati   the check of 200 MB of aid data, beside xmllint
  bench catalogue  what everyone asks of 10,000 calls, beside a static file of nginx
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let verb = args.first().map(String::as_str).unwrap_or_default();
    let rest = args.get(1..).unwrap_or_default();
    let done = match verb {
        "demo" => demo::run(&root(), rest),
        "test" => test::run(&root()),
        "assets" => assets::fetch(&root()),
        "tidy" => tidy::run(&root()),
        "bench" => bench::run(&root(), rest),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    report(done)
}

fn report(done: Result<ExitCode>) -> ExitCode {
    done.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

/// The folder of the workspace, wherever the command is given.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
