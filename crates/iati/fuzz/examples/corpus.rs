//! Between the corpus as it is kept, `corpus.txt`, and as the fuzzers want it, a directory with a file for each
//! case: `corpus unpack DIR`, `corpus pack DIR`.

use std::fs;
use std::io;
use std::path::Path;

use iati_fuzz::corpus::{cases, line};

/// Longer cases are left out of the file.
const LONGEST: usize = 6000;
/// How long the file may be.
const MOST: usize = 280_000;

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus.txt");
    match &args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["unpack", directory] => unpack(&file, Path::new(directory)),
        ["pack", directory] => pack(&file, Path::new(directory)),
        _ => Err(io::Error::other("usage: corpus unpack|pack DIR")),
    }
}

fn unpack(file: &Path, directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    let all = cases(&fs::read_to_string(file)?).ok_or_else(|| io::Error::other("a line is not a case"))?;
    for (number, case) in all.iter().enumerate() {
        fs::write(directory.join(format!("{number:05}")), case)?;
    }
    Ok(())
}

/// Adds the cases of a directory to those of the file, short ones first, as many as there is room for.
fn pack(file: &Path, directory: &Path) -> io::Result<()> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let head: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
    let mut lines: Vec<String> =
        text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(directory)? {
        let case = fs::read(entry?.path())?;
        if case.len() <= LONGEST && !case.is_empty() {
            found.push(line(&case));
        }
    }
    found.sort_by_key(|line| (line.len(), line.clone()));
    let mut size = lines.iter().map(|line| line.len() + 1).sum::<usize>();
    for line in found {
        size += line.len() + 1;
        if size <= MOST && !lines.contains(&line) {
            lines.push(line);
        }
    }
    fs::write(
        file,
        head.iter().map(|line| (*line).to_owned()).chain(lines).collect::<Vec<_>>().join("\n") + "\n",
    )
}
