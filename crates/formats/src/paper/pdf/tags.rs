//! The document's structure for readers who do not see the page (PDF/UA).
use std::num::{NonZeroU16, NonZeroU32};

use krilla::tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// A place in the structure tree to which drawn words belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At(u32);

impl At {
    pub(super) const ROOT: Self = Self(0);
}

#[derive(Debug)]
pub(super) enum Role {
    Root,
    Paragraph,
    /// Level from 1 and the words, for navigation.
    Heading(u16, String),
    Table,
    TableHead,
    TableBody,
    Row,
    HeadCell {
        columns: usize,
        rows: usize,
    },
    Cell,
}

#[derive(Debug, Clone, Copy)]
enum Child {
    Node(At),
    Words(Identifier),
}

#[derive(Debug)]
pub(super) struct Tags(Vec<(Role, Vec<Child>)>);

impl Tags {
    pub(super) fn new() -> Self {
        Self(vec![(Role::Root, Vec::new())])
    }

    pub(super) fn add(&mut self, parent: At, role: Role) -> At {
        let at = At(self.0.len() as u32);
        self.0.push((role, Vec::new()));
        self.0[parent.0 as usize].1.push(Child::Node(at));
        at
    }

    pub(super) fn words(&mut self, at: At, drawn: Identifier) {
        self.0[at.0 as usize].1.push(Child::Words(drawn));
    }

    pub(super) fn into_tree(mut self, lang: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
        for child in std::mem::take(&mut self.0[0].1) {
            tree.push(self.node(child));
        }
        tree
    }

    fn node(&mut self, child: Child) -> Node {
        match child {
            Child::Words(id) => Node::Leaf(id),
            Child::Node(at) => {
                let (role, children) =
                    std::mem::replace(&mut self.0[at.0 as usize], (Role::Root, Vec::new()));
                let children = children.into_iter().map(|c| self.node(c)).collect();
                Node::Group(TagGroup::with_children(kind(role), children))
            }
        }
    }
}

fn kind(role: Role) -> TagKind {
    match role {
        Role::Root | Role::Paragraph => Tag::P.into(),
        Role::Heading(level, title) => {
            Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(title)).into()
        }
        Role::Table => Tag::Table.into(),
        Role::TableHead => Tag::THead.into(),
        Role::TableBody => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::Cell => Tag::TD.into(),
        Role::HeadCell { columns, rows } => {
            let span = |n: usize| NonZeroU32::new(n as u32).filter(|n| n.get() > 1);
            Tag::TH(TableHeaderScope::Column).with_col_span(span(columns)).with_row_span(span(rows)).into()
        }
    }
}
