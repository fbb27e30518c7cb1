//! The children of the root by name. An activity can have thousands of transactions; a rule about sectors
//! should not look at each of them.

use std::cell::Cell;

use crate::names::COUNT;
use crate::{Name, NodeId, Tree};

const NONE: u32 = u32::MAX;

/// Lists of children, one for each name, in the order of the file. Made again for each activity, in place.
#[derive(Debug)]
pub struct Children {
    heads: Vec<(u32, u32)>,
    entries: Vec<(NodeId, u32)>,
    used: Vec<Name>,
    last: Cell<Option<(NodeId, Name, Option<NodeId>)>>,
}

impl Default for Children {
    fn default() -> Self {
        Self {
            heads: vec![(NONE, NONE); COUNT],
            entries: Vec::new(),
            used: Vec::new(),
            last: Cell::new(None),
        }
    }
}

impl Children {
    /// Sorts the children of the root of `tree`.
    pub fn fill(&mut self, tree: &Tree) {
        for name in self.used.drain(..) {
            self.heads[name.index()] = (NONE, NONE);
        }
        self.entries.clear();
        self.last.set(None);
        for child in tree.children(tree.root()) {
            let name = tree.name(child);
            let entry = u32::try_from(self.entries.len()).unwrap_or(NONE);
            self.entries.push((child, NONE));
            let (head, tail) = &mut self.heads[name.index()];
            if *head == NONE {
                *head = entry;
                self.used.push(name);
            } else {
                self.entries[*tail as usize].1 = entry;
            }
            *tail = entry;
        }
    }

    /// The first child of an element by name. The last answer is kept: each of many siblings may ask the same.
    pub fn first_of(&self, tree: &Tree, parent: NodeId, name: Name) -> Option<NodeId> {
        if let Some((of, named, first)) = self.last.get()
            && of == parent
            && named == name
        {
            return first;
        }
        let first = tree.first(parent, name);
        self.last.set(Some((parent, name, first)));
        first
    }

    /// Calls `take` for each child of this name.
    pub fn each(&self, name: Name, take: &mut dyn FnMut(NodeId)) {
        let mut at = self.heads[name.index()].0;
        while let Some((node, next)) = self.entries.get(at as usize) {
            take(*node);
            at = *next;
        }
    }
}
