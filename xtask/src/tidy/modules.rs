//! Which part of a crate may mention what: edges that Cargo cannot see.

use super::mask::product_code;
use super::tree::{Tree, has_word};
use super::{Problem, tree::File};

/// Files under a folder must not mention these names, for this reason.
struct Edge {
    folder: &'static str,
    never: &'static [&'static str],
    because: &'static str,
}

const EDGES: &[Edge] = &[
    Edge {
        folder: "crates/server/src/app",
        never: &["crate::web", "server::web", "super::web", "axum", "askama"],
        because: "use cases do not know who asks: page, file or command",
    },
    Edge {
        folder: "crates/server/src/jobs",
        never: &["crate::web", "server::web", "super::web", "axum", "askama"],
        because: "jobs run without a page",
    },
    Edge {
        folder: "crates/server/src/web",
        never: &["sea_orm", "sqlx", "rusqlite"],
        because: "only store knows SQL",
    },
    Edge {
        folder: "crates/domain/src",
        never: &[
            "std::fs",
            "std::env",
            "std::net",
            "std::process",
            "std::thread",
            "std::io",
            "tokio",
            "SystemTime",
            "Instant",
            "Zoned",
            "Timestamp::now",
            "f32",
            "f64",
        ],
        because: "domain is pure: no I/O, no clock, no floating point",
    },
    Edge { folder: "crates/store/src", never: &["f32", "f64"], because: "money is integers" },
];

/// Statements that betray SQL outside `store`, as they stand in literals.
const STATEMENTS: [&str; 5] = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "UPDATE OR "];

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let rust = || tree.of("rs").filter(|file| !file.is_test());
    let edges = EDGES.iter().flat_map(|edge| {
        let files =
            rust().filter(|file| file.under(edge.folder) || file.path == format!("{}.rs", edge.folder));
        files.flat_map(|file| mentions(file, edge)).collect::<Vec<_>>()
    });
    let outside = rust().filter(|file| file.under("crates") && !file.under("crates/store"));
    edges.chain(outside.flat_map(statements)).collect()
}

fn mentions(file: &File, edge: &Edge) -> Vec<Problem> {
    let code = product_code(&file.text);
    let mut problems = Vec::new();
    for (index, line) in code.lines().enumerate() {
        for name in edge.never.iter().filter(|name| has_word(line, name)) {
            problems.push(Problem::new(&file.path, index + 1, format!("mentions {name}; {}", edge.because)));
        }
    }
    problems
}

fn statements(file: &File) -> Vec<Problem> {
    let length = product_code(&file.text).lines().count();
    let lines = file.text.lines().take(length).enumerate();
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter(|(_, line)| STATEMENTS.iter().any(|statement| line.contains(&format!("\"{statement}"))))
        .map(|(index, _)| Problem::new(&file.path, index + 1, "holds SQL; only store knows SQL"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(path: &str, text: &str) -> usize {
        check(&Tree::of_texts(&[(path, text)])).len()
    }

    #[test]
    fn use_cases_do_not_know_pages() {
        assert_eq!(said("crates/server/src/app/report.rs", "use crate::web::url;"), 1);
        assert_eq!(said("crates/server/src/app.rs", "use crate::web::url;"), 1);
        assert_eq!(said("crates/server/src/app/report.rs", "// as crate::web does"), 0);
        assert_eq!(said("crates/server/src/web/report.rs", "use crate::app::report;"), 0);
    }

    #[test]
    fn domain_is_pure_outside_its_tests() {
        assert_eq!(said("crates/domain/src/plan.rs", "let x = std::fs::read(y);"), 1);
        assert_eq!(said("crates/domain/src/plan.rs", "fn share() -> f64 {}"), 1);
        assert_eq!(said("crates/domain/src/plan.rs", "a();\n#[cfg(test)]\nmod tests { use std::fs; }"), 0);
        assert_eq!(said("crates/domain/tests/all.rs", "use std::fs;"), 0);
        assert_eq!(said("crates/domain/src/plan.rs", "struct Instantiation;"), 0);
    }

    #[test]
    fn only_store_knows_sql() {
        assert_eq!(said("crates/server/src/web/report.rs", "use sea_orm::Statement;"), 1);
        assert_eq!(said("crates/server/src/app/report.rs", "run(\"SELECT 1\")"), 1);
        assert_eq!(said("crates/store/src/report.rs", "run(\"SELECT 1\")"), 0);
    }
}
