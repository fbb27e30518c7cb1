//! Documents whose links lead somewhere, and decisions that carry their date.

use super::Problem;
use super::tree::{File, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let pages = tree.of("md").filter(|file| file.under("docs") || !file.path.contains('/'));
    pages.flat_map(|file| dead_links(tree, file)).chain(decisions(tree)).collect()
}

fn dead_links(tree: &Tree, file: &File) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut in_code = false;
    for (index, line) in file.text.lines().enumerate() {
        in_code ^= line.trim_start().starts_with("```");
        if in_code {
            continue;
        }
        for link in links(line).filter(|link| !leads_somewhere(tree, file, link)) {
            problems.push(Problem::new(&file.path, index + 1, format!("dead link: {link}")));
        }
    }
    problems
}

/// Targets of `[text](target)` in a line.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("](").filter_map(|(at, _)| {
        let target = &line[at + 2..];
        target.split([')', ' ']).next().filter(|target| !target.is_empty())
    })
}

fn leads_somewhere(tree: &Tree, file: &File, link: &str) -> bool {
    if link.contains("://") || link.starts_with("mailto:") {
        return true;
    }
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
    let target = if path.is_empty() { Some(file.path.clone()) } else { resolve(&file.path, path) };
    let Some(target) = target else { return false };
    let target = target.trim_end_matches('/');
    if !tree.paths.iter().any(|known| known == target) {
        return false;
    }
    match (anchor, tree.get(target)) {
        (Some(anchor), Some(page)) if page.is("md") => headings(page).any(|heading| heading == anchor),
        _ => true,
    }
}

/// A path from the root for a link that stands in `from`; `None` above the root.
fn resolve(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// The anchors that a page's headings make.
fn headings(page: &File) -> impl Iterator<Item = String> {
    page.text.lines().filter(|line| line.starts_with('#')).map(|line| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
    })
}

/// `docs/decisions/YYYY-MM-DD-topic.md`: numbers collide, dates and topics do not.
fn decisions(tree: &Tree) -> Vec<Problem> {
    let folder = "docs/decisions";
    let records = tree.of("md").filter(|file| file.under(folder) && !file.path.ends_with("/README.md"));
    let misnamed = records.filter(|file| !is_dated(&file.path[folder.len() + 1..]));
    misnamed.map(|file| Problem::new(&file.path, 0, "name it YYYY-MM-DD-topic.md")).collect()
}

fn is_dated(name: &str) -> bool {
    let shape = name.chars().take(11).map(|c| if c.is_ascii_digit() { '9' } else { c });
    let topic = name.get(11..).and_then(|rest| rest.strip_suffix(".md")).unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    shape.eq("9999-99-99-".chars()) && !topic.is_empty() && topic.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dead(text: &str) -> usize {
        let tree = Tree::of_texts(&[
            ("docs/a.md", text),
            ("docs/how-to/b.md", "# Một đầu đề\n"),
            ("README.md", "# Nhịp Cầu\n## Two words, so\n"),
        ]);
        check(&tree).len()
    }

    #[test]
    fn links_inside_the_tree_must_lead_somewhere() {
        assert_eq!(dead("[b](how-to/b.md) [up](../README.md) [out](https://example.org/x)"), 0);
        assert_eq!(dead("[b](how-to/c.md)"), 1);
        assert_eq!(dead("[b](../../README.md)"), 1);
        assert_eq!(dead("```\n[b](how-to/c.md)\n```"), 0);
    }

    #[test]
    fn anchors_must_be_headings() {
        assert_eq!(dead("[x](../README.md#two-words-so)"), 0);
        assert_eq!(dead("[x](how-to/b.md#một-đầu-đề)"), 0);
        assert_eq!(dead("[x](../README.md#three)"), 1);
        assert_eq!(dead("# Here\n[x](#here)"), 0);
    }

    #[test]
    fn decisions_are_named_by_date_and_topic() {
        assert!(is_dated("2026-11-22-sqlite-first.md"));
        for name in ["0001-sqlite.md", "2026-11-22.md", "2026-11-22-.md", "2026-11-22-SQLite.md"] {
            assert!(!is_dated(name), "{name}");
        }
    }
}
