//! House rules that the compiler does not know. Each rule is a function from
//! the tree of files to problems; the tree is also checked by a test, so that
//! `cargo test` is enough to hear of them.

mod crates;
mod docs;
mod locales;
mod mask;
mod modules;
mod sizes;
mod tree;
mod words;

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use tree::Tree;

/// A rule that is broken, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Problem {
    path: String,
    /// Counted from 1; 0 stands for the file as a whole.
    line: usize,
    says: String,
}

impl Problem {
    fn new(path: &str, line: usize, says: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, says: says.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.says),
            line => write!(f, "{}:{line}: {}", self.path, self.says),
        }
    }
}

type Rule = fn(&Tree) -> Vec<Problem>;

const RULES: &[(&str, Rule)] = &[
    ("crate edges", crates::check),
    ("module edges", modules::check),
    ("sizes", sizes::check),
    ("messages", locales::check),
    ("documents", docs::check),
    ("words", words::check),
];

fn problems(tree: &Tree) -> Vec<Problem> {
    let mut all: Vec<Problem> = RULES.iter().flat_map(|(_, rule)| rule(tree)).collect();
    all.sort();
    all
}

/// Prints every broken rule; fails if there is one.
pub(crate) fn run(root: &Path) -> Result<ExitCode> {
    let tree = Tree::read(root)?;
    let problems = problems(&tree);
    for problem in &problems {
        println!("{problem}");
    }
    let names: Vec<&str> = RULES.iter().map(|(name, _)| *name).collect();
    println!("tidy: {} files, {} problems ({})", tree.files.len(), problems.len(), names.join(", "));
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_keeps_the_house_rules() -> Result<()> {
        let tree = Tree::read(&crate::root())?;
        let found: Vec<String> = problems(&tree).iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "\n{}\n", found.join("\n"));
        Ok(())
    }
}
