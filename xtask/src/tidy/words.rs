//! Words that must not stand in what we hand out.

use super::Problem;
use super::tree::{Tree, has_word};

/// Marks of unfinished work. Put together here, so that this file has none.
const UNFINISHED: [&str; 4] =
    [concat!("FIX", "ME"), concat!("X", "XX"), concat!("TO", "DO"), concat!("HA", "CK")];

/// Kinds of files in which they are looked for; data may hold anything.
const KINDS: [&str; 9] = ["rs", "html", "css", "js", "mjs", "py", "sh", "ftl", "md"];

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let sources = tree.files.iter().filter(|file| KINDS.iter().any(|kind| file.is(kind)));
    for file in sources.filter(|file| !file.under("data")) {
        for (index, line) in file.text.lines().enumerate() {
            for word in UNFINISHED.iter().filter(|word| has_word(line, word)) {
                problems.push(Problem::new(&file.path, index + 1, format!("{word}: finish it, or file it")));
            }
        }
    }
    problems.extend(lock_file(tree));
    problems
}

/// The lock file names packages by version and checksum, not by the address of
/// whichever mirror wrote it.
fn lock_file(tree: &Tree) -> Option<Problem> {
    let lock = tree.get("package-lock.json")?;
    let index = lock.text.lines().position(|line| line.trim_start().starts_with("\"resolved\""))?;
    Some(Problem::new(&lock.path, index + 1, "names a registry; `npm install` with our .npmrc leaves it out"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_work_is_told_in_sources_only() {
        let line = format!("// {}: later", UNFINISHED[0]);
        let tree = Tree::of_texts(&[("a.rs", &line), ("data/b.md", &line), ("c.toml", &line)]);
        assert_eq!(
            check(&tree),
            [Problem::new("a.rs", 1, format!("{}: finish it, or file it", UNFINISHED[0]))]
        );
    }

    #[test]
    fn the_lock_file_names_no_registry() {
        let tree = Tree::of_texts(&[("package-lock.json", "{\n  \"resolved\": \"x\"\n}")]);
        assert_eq!(check(&tree).len(), 1);
    }
}
