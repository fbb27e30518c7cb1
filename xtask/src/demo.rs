//! From a fresh clone to the demonstration in one command.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::{assets, run};

/// Fetches, builds, runs `nhipcau demo` with the arguments given, and answers
/// with its exit code.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<ExitCode> {
    let start = Instant::now();
    println!("1/3 front-end packages and fonts");
    assets::fetch(root)?;
    println!("2/3 building; the first time takes several minutes");
    run::run(root, &["cargo", "build", "--release", "--package", "nhipcau"])?;
    let program = program(root);
    let args = with_folder(args);
    let built = start.elapsed().as_secs();
    println!("3/3 demonstration ({built} s so far): {} demo {}", program.display(), args.join(" "));
    let mut words = vec![program.display().to_string(), "demo".to_owned()];
    words.extend(args);
    let status =
        run::command(root, &words)?.status().with_context(|| format!("cannot start {}", words[0]))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

fn program(root: &Path) -> PathBuf {
    let target = run::setting("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    target.join("release").join(format!("nhipcau{}", std::env::consts::EXE_SUFFIX))
}

/// The demonstration lives in `demo/` unless another folder is named.
fn with_folder(args: &[String]) -> Vec<String> {
    let named = args.iter().any(|arg| arg == "--dir" || arg.starts_with("--dir="));
    let folder = ["--dir".to_owned(), "demo".to_owned()];
    let default = if named { &[][..] } else { &folder[..] };
    [default, args].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_named_is_kept() {
        let args = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(with_folder(&[]), args(&["--dir", "demo"]));
        assert_eq!(with_folder(&args(&["--no-serve"])), args(&["--dir", "demo", "--no-serve"]));
        assert_eq!(with_folder(&args(&["--dir", "x"])), args(&["--dir", "x"]));
        assert_eq!(with_folder(&args(&["--dir=x"])), args(&["--dir=x"]));
    }
}
