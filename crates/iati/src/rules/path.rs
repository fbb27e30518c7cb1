//! The few paths that the rules need: `transaction/sector[dac]/@percentage`. Their words are explained at the
//! head of `rules.txt`.

use super::index::Children;
use super::values;
use crate::{Name, NodeId, Tree, names};

/// What must be true of an element so that a step takes it.
#[derive(Debug, Clone, PartialEq)]
enum Test {
    Any,
    /// The attribute is there and is one of the texts.
    In(Name, Vec<&'static str>),
    /// The attribute is there and is not the text.
    Not(Name, &'static str),
    /// The attribute, as a number, is one of these.
    Number(Name, Vec<f64>),
    /// The attribute is there and, as a number, is not this.
    NotNumber(Name, f64),
    /// `@vocabulary` is the list of the OECD DAC: 1, empty or absent.
    Dac,
    /// `@vocabulary` is the vocabulary of the round.
    Round,
    /// One of these children is there.
    Has(Vec<Name>),
    /// None of these children is there.
    Lacks(Vec<Name>),
}

#[derive(Debug, Clone, PartialEq)]
struct Step {
    name: Name,
    test: Test,
}

/// What the path ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The element.
    Element,
    /// An attribute of it, where it is there.
    Attribute(Name),
    /// Its text, where it has some.
    Text,
}

/// A path from an element to what a rule looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    from_parent: bool,
    steps: Vec<Step>,
    /// What it ends in.
    pub end: End,
}

/// Something a path found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The element.
    pub node: NodeId,
    /// The attribute of it, where the path ends in one.
    pub attribute: Option<Name>,
}

impl Hit {
    /// The element itself.
    pub fn element(node: NodeId) -> Self {
        Self { node, attribute: None }
    }

    /// The attribute of the element.
    pub fn attribute(node: NodeId, name: Name) -> Self {
        Self { node, attribute: Some(name) }
    }

    /// The value of the attribute, or the text of the element.
    pub fn text<'t>(&self, tree: &'t Tree) -> &'t str {
        match self.attribute {
            Some(name) => tree.attr(self.node, name).unwrap_or_default(),
            None => tree.text(self.node),
        }
    }
}

/// Where a path starts: the element, and the vocabulary of the round.
#[derive(Clone, Copy)]
pub struct Start<'a> {
    /// The tree of the activity or organisation.
    pub tree: &'a Tree,
    /// The children of the root of the tree by name.
    pub index: &'a Children,
    /// The element that the rule is asked of.
    pub node: NodeId,
    /// The vocabulary of this round, for rules that are asked for each.
    pub round: Option<&'a str>,
}

impl Path {
    /// Reads a path of the table; `None` where it is not one.
    pub fn parse(text: &'static str) -> Option<Self> {
        let (from_parent, text) = match text.strip_prefix("^/") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut path = Self { from_parent, steps: Vec::new(), end: End::Element };
        for part in text.split('/') {
            if path.end != End::Element {
                return None;
            }
            if let Some(name) = part.strip_prefix('@') {
                path.end = End::Attribute(known(name)?);
            } else if part == "text" {
                path.end = End::Text;
            } else {
                path.steps.push(step(part)?);
            }
        }
        Some(path)
    }

    /// Calls `found` for everything the path leads to, in the order of the file.
    pub fn visit(&self, start: Start<'_>, found: &mut dyn FnMut(Hit)) {
        let node = if self.from_parent { start.tree.parent(start.node) } else { Some(start.node) };
        if let Some(node) = node {
            self.walk(start, node, &self.steps, found);
        }
    }

    /// Whether the path leads anywhere.
    pub fn exists(&self, start: Start<'_>) -> bool {
        let mut any = false;
        self.visit(start, &mut |_| any = true);
        any
    }

    /// The first thing that the path leads to.
    pub fn first(&self, start: Start<'_>) -> Option<Hit> {
        if let ([Step { name, test: Test::Any }], End::Element, true) =
            (&self.steps[..], self.end, self.from_parent)
        {
            let parent = start.tree.parent(start.node)?;
            return start.index.first_of(start.tree, parent, *name).map(Hit::element);
        }
        let mut first = None;
        self.visit(start, &mut |hit| first = first.or(Some(hit)));
        first
    }

    fn walk(&self, start: Start<'_>, node: NodeId, steps: &[Step], found: &mut dyn FnMut(Hit)) {
        let tree = start.tree;
        let Some((step, rest)) = steps.split_first() else {
            match self.end {
                End::Element => found(Hit::element(node)),
                End::Attribute(name) if tree.attr(node, name).is_some() => found(Hit::attribute(node, name)),
                End::Text if !tree.text(node).is_empty() => found(Hit::element(node)),
                _ => {}
            }
            return;
        };
        let mut take = |child: NodeId| {
            if step.test.holds(start, child) {
                self.walk(start, child, rest, found);
            }
        };
        if node == tree.root() {
            start.index.each(step.name, &mut take);
        } else {
            tree.children_named(node, step.name).for_each(take);
        }
    }
}

impl Test {
    fn holds(&self, start: Start<'_>, node: NodeId) -> bool {
        let tree = start.tree;
        let attr = |name| tree.attr(node, name);
        match self {
            Self::Any => true,
            Self::In(name, texts) => attr(*name).is_some_and(|value| texts.contains(&value)),
            Self::Not(name, text) => attr(*name).is_some_and(|value| value != *text),
            Self::Number(name, values) => {
                attr(*name).is_some_and(|value| values.contains(&values::xpath_number(value)))
            }
            Self::NotNumber(name, value) => {
                attr(*name).is_some_and(|text| values::xpath_number(text) != *value)
            }
            Self::Dac => matches!(attr(names::VOCABULARY), None | Some("" | "1")),
            Self::Round => attr(names::VOCABULARY) == start.round,
            Self::Has(children) => tree.children(node).any(|child| children.contains(&tree.name(child))),
            Self::Lacks(children) => !tree.children(node).any(|child| children.contains(&tree.name(child))),
        }
    }
}

/// A name that the standard has.
pub fn known(word: &str) -> Option<Name> {
    let name = Name::of(word);
    (name != Name::UNKNOWN).then_some(name)
}

fn step(text: &'static str) -> Option<Step> {
    let Some((name, test)) = text.split_once('[') else {
        return Some(Step { name: known(text)?, test: Test::Any });
    };
    Some(Step { name: known(name)?, test: test_of(test.strip_suffix(']')?)? })
}

fn test_of(text: &'static str) -> Option<Test> {
    if text == "dac" {
        return Some(Test::Dac);
    }
    if let Some(children) = text.strip_prefix("has~") {
        return Some(Test::Has(children.split('|').map(known).collect::<Option<_>>()?));
    }
    if let Some(children) = text.strip_prefix("lacks~") {
        return Some(Test::Lacks(children.split('|').map(known).collect::<Option<_>>()?));
    }
    let at = text.find(['=', '!', '#'])?;
    let (name, rest) = (known(&text[..at])?, &text[at..]);
    if let Some(value) = rest.strip_prefix("#!") {
        return Some(Test::NotNumber(name, value.parse().ok()?));
    }
    let (sign, value) = rest.split_at(1);
    match sign {
        "=" if value == "$" => Some(Test::Round),
        "=" => Some(Test::In(name, value.split('|').collect())),
        "!" => Some(Test::Not(name, value)),
        _ => Some(Test::Number(name, value.split('|').map(|part| part.parse().ok()).collect::<Option<_>>()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_the_table_are_read() {
        for text in [
            "iati-identifier",
            "@ref",
            "transaction/sector[dac]/@percentage",
            "sector[vocabulary#98|99]",
            "aid-type[vocabulary#!1]",
            "transaction[lacks~recipient-country|recipient-region]",
            "^/reference",
            "narrative/text",
        ] {
            assert!(Path::parse(text).is_some(), "{text}");
        }
        for text in ["", "sektor", "@ref/sector", "sector[", "sector[dac", "sector[colour=1]", "a b"] {
            assert!(Path::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_test_keeps_its_values_apart() {
        assert_eq!(test_of("type=1|2"), Some(Test::In(names::TYPE, vec!["1", "2"])));
        assert_eq!(test_of("vocabulary=$"), Some(Test::Round));
        assert_eq!(test_of("vocabulary!1"), Some(Test::Not(names::VOCABULARY, "1")));
    }
}
