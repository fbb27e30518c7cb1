//! Which crate may use which: the table of docs/ARCHITECTURE.md.

use super::{Problem, Tree};

/// A crate's folder, its name among our dependencies, and ours that it may use.
const EDGES: [(&str, &str, &[&str]); 7] = [
    ("crates/domain", "domain", &[]),
    ("crates/iati", "iati", &[]),
    ("crates/lang", "lang", &[]),
    ("crates/store", "store", &["domain"]),
    ("crates/formats", "formats", &["domain", "iati", "lang"]),
    ("crates/server", "nhipcau", &["domain", "store", "formats", "iati", "lang"]),
    ("xtask", "xtask", &[]),
];

/// `domain` stays pure: a short list of libraries, none of which does I/O.
const DOMAIN_LIBRARIES: [&str; 4] = ["jiff", "rust_decimal", "serde", "thiserror"];

/// Libraries that belong to one crate.
const HOMES: [(&str, &str); 8] = [
    ("sea-orm", "crates/store"),
    ("sea-orm-migration", "crates/store"),
    ("sqlx", "crates/store"),
    ("axum", "crates/server"),
    ("askama", "crates/server"),
    ("krilla", "crates/formats"),
    ("parley", "crates/formats"),
    ("fluent-bundle", "crates/lang"),
];

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let manifests = tree.of("toml").filter_map(|file| Some((file, file.path.strip_suffix("/Cargo.toml")?)));
    // A crate that is a workspace of its own, as the fuzzers are, is no part of the product.
    let manifests = manifests.filter(|(file, _)| !file.text.lines().any(|line| line == "[workspace]"));
    manifests.flat_map(|(file, folder)| check_manifest(&file.path, folder, &file.text)).collect()
}

fn check_manifest(path: &str, folder: &str, text: &str) -> Vec<Problem> {
    let Some((_, own, allowed)) = EDGES.iter().find(|(known, ..)| *known == folder) else {
        return vec![Problem::new(path, 0, "a crate that the table of crate edges does not know")];
    };
    let mut problems = Vec::new();
    for (line, name) in dependencies(text) {
        let ours = EDGES.iter().any(|(_, known, _)| *known == name);
        if ours && name != *own && !allowed.contains(&name) {
            problems.push(Problem::new(path, line, format!("{own} must not use {name}")));
        }
        if *own == "domain" && !ours && !DOMAIN_LIBRARIES.contains(&name) {
            problems.push(Problem::new(path, line, format!("domain is pure: {name} is not on its list")));
        }
        let home = HOMES.iter().find(|(library, _)| *library == name);
        if home.is_some_and(|(_, home)| *home != folder) {
            problems.push(Problem::new(path, line, format!("{name} belongs to another crate")));
        }
    }
    if !has_workspace_lints(text) {
        problems.push(Problem::new(path, 0, "lacks `[lints] workspace = true`"));
    }
    problems
}

/// Names under `[dependencies]` with their lines; those of tests and builds are free.
fn dependencies(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut inside = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let line = line.trim();
        if line.starts_with('[') {
            inside = line == "[dependencies]";
            return line.strip_prefix("[dependencies.")?.strip_suffix(']').map(|name| (index + 1, name));
        }
        let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
        (inside && !name.is_empty() && !name.starts_with('#')).then_some((index + 1, name))
    })
}

fn has_workspace_lints(text: &str) -> bool {
    let lints = text.split("[lints]").nth(1).unwrap_or_default();
    lints.lines().take_while(|line| !line.starts_with('[')).any(|line| line.trim() == "workspace = true")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(path: &str, dependencies: &str) -> Vec<String> {
        let text = format!("[dependencies]\n{dependencies}\n[lints]\nworkspace = true\n");
        check(&Tree::of_texts(&[(path, &text)])).into_iter().map(|problem| problem.says).collect()
    }

    #[test]
    fn the_table_of_edges_is_kept() {
        assert!(
            said("crates/store/Cargo.toml", "domain.workspace = true\nsea-orm.workspace = true").is_empty()
        );
        assert_eq!(said("crates/store/Cargo.toml", "lang.workspace = true"), ["store must not use lang"]);
        assert_eq!(said("crates/domain/Cargo.toml", "store = { path = \"x\" }").len(), 1);
        assert_eq!(said("crates/domain/Cargo.toml", "tokio.workspace = true").len(), 1);
        assert_eq!(said("crates/formats/Cargo.toml", "[dependencies.axum]").len(), 1);
        assert_eq!(said("crates/new/Cargo.toml", "").len(), 1);
    }

    #[test]
    fn tests_may_use_what_they_like() {
        assert!(said("crates/domain/Cargo.toml", "[dev-dependencies]\ntoml.workspace = true").is_empty());
    }

    #[test]
    fn every_crate_takes_the_lints_of_the_workspace() {
        let tree = Tree::of_texts(&[("crates/lang/Cargo.toml", "[package]\nname = \"x\"\n")]);
        assert_eq!(check(&tree).len(), 1);
    }
}
