//! Front-end packages and fonts. They are fetched by `package-lock.json`,
//! laid under `assets/vendor/` and built into the program; nothing of it is
//! committed.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::run;

const VENDOR: &str = "assets/vendor";
const LOCK: &str = "package-lock.json";
/// A copy of the lock file and of the list below, written last: if it is the
/// same, so is the rest.
const STAMP: &str = "assets/vendor/.stamp";

/// From `node_modules/` to `assets/vendor/`.
const FILES: [(&str, &str); 7] = [
    ("htmx.org/dist/htmx.min.js", "htmx.min.js"),
    ("@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf", "fonts/Tinos-Regular.ttf"),
    ("@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf", "fonts/Tinos-Italic.ttf"),
    ("@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf", "fonts/Tinos-Bold.ttf"),
    ("@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf", "fonts/Tinos-BoldItalic.ttf"),
    ("@expo-google-fonts/noto-serif-khmer/NotoSerifKhmer_400Regular.ttf", "fonts/NotoSerifKhmer-Regular.ttf"),
    ("@expo-google-fonts/tinos/LICENSE_FONT", "fonts/LICENSE-Tinos"),
];

const WHAT_TO_INSTALL: &str = "\
npm is not on the search path. It brings the fonts of the PDF and the page script.
Install Node.js 20 or later, for example on Debian: apt-get install nodejs npm";

/// Fetches and lays out the files; does nothing if they are already there.
pub(crate) fn fetch(root: &Path) -> Result<ExitCode> {
    let wanted = stamp(root)?;
    if is_current(root, &wanted) {
        println!("assets: unchanged since {LOCK}");
        return Ok(ExitCode::SUCCESS);
    }
    if run::find("npm").is_none() {
        bail!("{WHAT_TO_INSTALL}");
    }
    run::run(root, &["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])?;
    for (from, to) in FILES {
        lay(root, from, to)?;
    }
    fs::write(root.join(STAMP), wanted).with_context(|| format!("cannot write {STAMP}"))?;
    println!("assets: {} files in {VENDOR}", FILES.len());
    Ok(ExitCode::SUCCESS)
}

fn stamp(root: &Path) -> Result<String> {
    let lock = fs::read_to_string(root.join(LOCK)).with_context(|| format!("cannot read {LOCK}"))?;
    Ok(format!("{FILES:?}\n{lock}"))
}

fn is_current(root: &Path, wanted: &str) -> bool {
    let laid = FILES.iter().all(|(_, to)| root.join(VENDOR).join(to).is_file());
    let same = fs::read_to_string(root.join(STAMP)).is_ok_and(|found| found == wanted);
    // The browser tests load their tools from node_modules itself.
    laid && same && root.join("node_modules").is_dir()
}

fn lay(root: &Path, from: &str, to: &str) -> Result<()> {
    let from = root.join("node_modules").join(from);
    let to = root.join(VENDOR).join(to);
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::copy(&from, &to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}
