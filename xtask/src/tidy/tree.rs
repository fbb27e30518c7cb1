//! The files that the rules look at, in memory.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Kinds of files that people write here.
const KINDS: [&str; 13] =
    ["rs", "toml", "md", "html", "ftl", "css", "js", "mjs", "py", "sh", "json", "txt", "svg"];
/// Folders that hold nothing of ours.
const FOREIGN: [&str; 5] = ["target", "node_modules", "demo", "vendor", "proptest-regressions"];

/// One file: its path from the root with `/`, and its text.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    pub(super) fn is(&self, kind: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, end)| end == kind)
    }

    pub(super) fn under(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Rust that only tests compile.
    pub(super) fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.ends_with("tests.rs")
            || self.path.contains("/benches/")
            || self.path.contains("/examples/")
    }
}

#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) files: Vec<File>,
    /// Every path that exists, also of files that are not text, for links.
    pub(super) paths: Vec<String>,
}

impl Tree {
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        tree.walk(root, "")?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        tree.paths.sort();
        Ok(tree)
    }

    /// Files of one kind.
    pub(super) fn of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.is(kind))
    }

    pub(super) fn get(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    fn walk(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
            let hidden = name.starts_with('.') && name != ".ci" && name != ".npmrc";
            if hidden || FOREIGN.contains(&name.as_str()) {
                continue;
            }
            self.paths.push(path.clone());
            if entry.file_type()?.is_dir() {
                self.walk(&entry.path(), &path)?;
            } else {
                self.take(&entry.path(), path);
            }
        }
        Ok(())
    }

    fn take(&mut self, file: &Path, path: String) {
        let known = path.rsplit_once('.').is_some_and(|(_, kind)| KINDS.contains(&kind));
        if !known && !path.starts_with(".ci/") {
            return;
        }
        // A sample in another encoding is no text of ours.
        if let Ok(text) = fs::read_to_string(file) {
            self.files.push(File { path, text });
        }
    }

    #[cfg(test)]
    pub(super) fn of_texts(files: &[(&str, &str)]) -> Self {
        let files: Vec<File> = files
            .iter()
            .map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() })
            .collect();
        let paths = files.iter().map(|file| file.path.clone()).collect();
        Self { files, paths }
    }
}

/// Whether `word` stands in `text` with no letter, digit or `_` beside it.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    let joins = |letter: Option<char>| letter.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| {
        !joins(text[..at].chars().next_back()) && !joins(text[at + word.len()..].chars().next())
    })
}
