//! Files and functions that a reader can hold in the head.

use super::Problem;
use super::mask::mask;
use super::tree::{File, Tree};

const FILE_LINES: usize = 600;
const FUNCTION_LINES: usize = 70;

/// Files that may be longer, each with its reason. Files that a program writes
/// are not looked at.
const LONGER: [(&str, &str); 0] = [];

/// Functions that may be longer, by file and name, each with its reason.
const LONGER_FUNCTIONS: [(&str, &str, &str); 0] = [];

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let written = tree.of("rs").filter(|file| !file.path.contains("generated"));
    written.filter(|file| !LONGER.iter().any(|(path, _)| *path == file.path)).flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Problem> {
    let mut problems = Vec::new();
    let lines = file.text.lines().count();
    if lines > FILE_LINES {
        problems.push(Problem::new(&file.path, 0, format!("{lines} lines; at most {FILE_LINES}")));
    }
    for (line, name, length) in functions(&mask(&file.text)) {
        let listed = LONGER_FUNCTIONS.iter().any(|(path, f, _)| *path == file.path && *f == name);
        if length > FUNCTION_LINES && !listed {
            let says = format!("fn {name} has {length} lines of code; at most {FUNCTION_LINES}");
            problems.push(Problem::new(&file.path, line, says));
        }
    }
    problems
}

/// Line, name and lines of code (signature to closing brace, neither blank nor
/// comment) of every function with a body.
fn functions(masked: &str) -> Vec<(usize, String, usize)> {
    let mut found = Vec::new();
    for (at, _) in masked.match_indices("fn ") {
        let before = masked[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            continue;
        }
        let name: String =
            masked[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let Some(end) = body_end(&masked[at..]) else {
            continue;
        };
        let body = &masked[at..at + end];
        let length = body.lines().filter(|line| !line.trim().is_empty()).count();
        let line = masked[..at].matches('\n').count() + 1;
        if !name.is_empty() {
            found.push((line, name, length));
        }
    }
    found
}

/// Where the body that begins after a signature ends; `None` for a function
/// without one (`fn f();`, a function type).
fn body_end(from: &str) -> Option<usize> {
    let (mut braces, mut others) = (0_usize, 0_usize);
    for (at, letter) in from.char_indices() {
        match letter {
            '(' | '[' => others += 1,
            ')' | ']' => others = others.checked_sub(1)?,
            '{' => braces += 1,
            '}' => {
                braces = braces.checked_sub(1)?;
                if braces == 0 && others == 0 {
                    return Some(at + 1);
                }
            }
            ';' | ',' if braces == 0 && others == 0 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(source: &str) -> Vec<(usize, String, usize)> {
        functions(&mask(source))
    }

    #[test]
    fn the_body_ends_at_its_own_brace() {
        let source = "fn a() {\n    let x = [1; 2];\n\n    // }\n    f(\"}\", '}');\n}\n\nfn b(x: [u8; 2]) -> u8 { 1 }\n";
        assert_eq!(lengths(source), [(1, "a".to_owned(), 4), (8, "b".to_owned(), 1)]);
    }

    #[test]
    fn what_has_no_body_is_left_out() {
        assert!(lengths("trait T { fn a(&self) -> u8; }").is_empty());
        assert!(lengths("struct S { f: fn (u8) -> u8, }").is_empty());
    }

    #[test]
    fn long_files_and_functions_are_told() {
        let body = "    x();\n".repeat(80);
        let long = format!("fn long() {{\n{body}}}\n");
        let tree = Tree::of_texts(&[("crates/a/src/lib.rs", &long)]);
        assert_eq!(check(&tree).len(), 1);
        let lines = "//\n".repeat(601);
        let tree = Tree::of_texts(&[("crates/a/src/lib.rs", &lines), ("crates/a/src/generated.rs", &lines)]);
        assert_eq!(check(&tree).len(), 1);
    }
}
