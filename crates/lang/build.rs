//! Embeds every message file: `locales/<language>/*.ftl` becomes one constant
//! per language, so that adding a file needs no line of code.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales").canonicalize()?;
    let mut code = String::new();
    for (constant, code_of_language) in [("VI", "vi"), ("EN", "en"), ("KM", "km")] {
        let folder = locales.join(code_of_language);
        println!("cargo::rerun-if-changed={}", folder.display());
        writeln!(code, "pub(crate) const {constant}: &[(&str, &str)] = &[")?;
        for file in message_files(&folder)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            writeln!(code, "    ({name:?}, include_str!({:?})),", file.display().to_string())?;
        }
        writeln!(code, "];")?;
    }
    #[expect(clippy::disallowed_methods, reason = "cargo names the output folder by a variable")]
    let out = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(Path::new(&out).join("messages.rs"), code)?;
    Ok(())
}

/// Sorted, so that the same tree gives the same program.
fn message_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ftl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
