//! Starting other programs, and finding out whether they are there.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A setting from the environment; empty counts as absent.
pub(crate) fn setting(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "the one place where this program reads its environment")]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether nobody is watching and nothing may be left out.
pub(crate) fn in_ci() -> bool {
    setting("CI").is_some_and(|value| value != "false" && value != "0")
}

/// Where a program lies on the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = setting("PATH")?;
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// A command that is to run in `root`, from words.
pub(crate) fn command<S: AsRef<OsStr>>(root: &Path, words: &[S]) -> Result<Command> {
    let (program, args) = words.split_first().context("a command without words")?;
    let mut command = Command::new(program);
    command.args(args).current_dir(root);
    Ok(command)
}

/// Prints the command and runs it; an exit code other than 0 is an error.
pub(crate) fn run(root: &Path, words: &[&str]) -> Result<()> {
    let said = words.join(" ");
    println!("$ {said}");
    let status = command(root, words)?.status().with_context(|| format!("cannot start `{said}`"))?;
    if !status.success() {
        bail!("`{said}` failed ({status})");
    }
    Ok(())
}

/// Whether the command ends well, without showing what it says.
pub(crate) fn succeeds(root: &Path, words: &[&str]) -> bool {
    command(root, words)
        .and_then(|mut command| Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).status()?))
        .is_ok_and(|status| status.success())
}
