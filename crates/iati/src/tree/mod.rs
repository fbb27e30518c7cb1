//! One activity or organisation in memory, in flat arrays that are used again for the next.
//!
//! Names are numbers, values are slices of the text that was read; only what holds a reference or a CR is
//! copied. A tree is filled by [`crate::read`] and given to the checks one at a time.

pub(crate) mod build;
mod namespaces;

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::names::Name;
use crate::xml::position::{Lines, Pos};
pub(crate) use namespaces::Namespaces;

/// An element of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

/// No element.
pub(crate) const NONE: u32 = u32::MAX;

/// A slice of the text read, or of the scratch text where `COPIED` is set in `from`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Span {
    from: u32,
    len: u32,
}

/// Marks a span of the scratch text. Texts are far below this length.
const COPIED: u32 = 1 << 31;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    /// Offset of `<`.
    at: u32,
    name_len: u16,
    name: Name,
    parent: u32,
    first: u32,
    last: u32,
    next: u32,
    attributes: u32,
    attribute_count: u16,
    /// Whether text other than white space stands after a child.
    mixed: bool,
    /// Whether a CDATA section stands in it.
    cdata: bool,
    text: Span,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute {
    /// Offset of the name.
    at: u32,
    name_len: u16,
    name: Name,
    value: Span,
}

/// An attribute as it stands in the file.
#[derive(Debug, Clone, Copy)]
pub struct Attr<'t> {
    /// Its name; extensions and unknown ones are told by `raw_name`.
    pub name: Name,
    /// The name as written, with prefix.
    pub raw_name: &'t str,
    /// The value, references resolved.
    pub value: &'t str,
    /// Offset of the name in the text held.
    pub(crate) at: u32,
}

/// One activity or organisation.
#[derive(Debug, Default)]
pub struct Tree {
    source: String,
    cdata_end: bool,
    base: Pos,
    scratch: String,
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// Text after a child: the element, and the text. Only extensions and broken files have it.
    mixed: Vec<(u32, Span)>,
    lines: OnceCell<Lines>,
    numbers: OnceCell<Vec<u32>>,
    ordinal: u64,
    root_name: &'static str,
}

impl Tree {
    /// The element that the tree is about.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// How many elements it has.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing was read into it.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All elements in file order; the first is the root.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// Which of the elements of its name under the root of the file it is, from 1.
    pub fn ordinal(&self) -> u64 {
        self.ordinal
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The name of an element.
    pub fn name(&self, id: NodeId) -> Name {
        self.node(id).name
    }

    /// The name as written, with prefix.
    pub fn raw_name(&self, id: NodeId) -> &str {
        let node = self.node(id);
        let begin = node.at as usize + 1;
        &self.source[begin..begin + node.name_len as usize]
    }

    /// The element around this one.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        some(self.node(id).parent)
    }

    /// The elements inside, in file order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + Clone {
        std::iter::successors(some(self.node(id).first), |child| some(self.node(*child).next))
    }

    /// The elements of one name inside, in file order.
    pub fn children_named(&self, id: NodeId, name: Name) -> impl Iterator<Item = NodeId> + Clone {
        self.children(id).filter(move |child| self.name(*child) == name)
    }

    /// The first element of a name inside.
    pub fn first(&self, id: NodeId, name: Name) -> Option<NodeId> {
        self.children_named(id, name).next()
    }

    /// The value of an attribute of the standard, references resolved, not otherwise changed.
    pub fn attr(&self, id: NodeId, name: Name) -> Option<&str> {
        self.attributes_of(id).iter().find(|a| a.name == name).map(|a| self.slice(a.value))
    }

    /// Where the name of an attribute stands; where it is missing, the element.
    pub fn attr_pos(&self, id: NodeId, name: Name) -> Pos {
        match self.attributes_of(id).iter().find(|a| a.name == name) {
            Some(attribute) => self.place(attribute.at as usize),
            None => self.pos(id),
        }
    }

    /// All attributes in file order, those of extensions and declarations of namespaces too.
    pub fn attrs(&self, id: NodeId) -> impl Iterator<Item = Attr<'_>> {
        self.attributes_of(id).iter().map(|a| self.whole(a))
    }

    fn whole(&self, a: &Attribute) -> Attr<'_> {
        Attr {
            name: a.name,
            raw_name: &self.source[a.at as usize..a.at as usize + a.name_len as usize],
            value: self.slice(a.value),
            at: a.at,
        }
    }

    /// The names of all attributes in file order, and what gives the rest of one: most checks need only names.
    pub(crate) fn lazy_attrs<'t>(
        &'t self,
        id: NodeId,
    ) -> impl Iterator<Item = (Name, impl Fn() -> Attr<'t>)> {
        self.attributes_of(id).iter().map(move |a| (a.name, move || self.whole(a)))
    }

    fn attributes_of(&self, id: NodeId) -> &[Attribute] {
        let node = self.node(id);
        &self.attributes[node.attributes as usize..node.attributes as usize + node.attribute_count as usize]
    }

    /// The text of an element up to its first child, references resolved. White space around children is not
    /// kept; text after a child, which the standard has nowhere, is given by [`Tree::mixed_text`].
    pub fn text(&self, id: NodeId) -> &str {
        self.slice(self.node(id).text)
    }

    /// Text after children, piece by piece.
    pub fn mixed_text(&self, id: NodeId) -> impl Iterator<Item = &str> {
        let any = if self.node(id).mixed { &self.mixed[..] } else { &[] };
        any.iter().filter(move |(node, _)| *node == id.0).map(|(_, span)| self.slice(*span))
    }

    /// Whether text other than white space, or a CDATA section, stands directly in the element.
    pub fn has_text(&self, id: NodeId) -> bool {
        let node = self.node(id);
        node.mixed || node.cdata || !crate::xml::chars::is_blank(self.text(id))
    }

    /// Where an element begins.
    pub fn pos(&self, id: NodeId) -> Pos {
        self.place(self.node(id).at as usize)
    }

    /// Where an offset of the text held is in the file.
    pub(crate) fn place(&self, at: usize) -> Pos {
        self.lines.get_or_init(|| Lines::of(&self.source)).place(&self.source, self.base, at)
    }

    /// The way from the root of the file, e.g. `/iati-activities/iati-activity[3]/sector[2]`; a number stands
    /// where the parent has several of the name, and always at the activity or organisation.
    pub fn path(&self, id: NodeId) -> String {
        let mut path = String::with_capacity(128);
        self.write_path(id, &mut path);
        path
    }

    fn write_path(&self, id: NodeId, path: &mut String) {
        let number = match self.parent(id) {
            None => {
                if !self.root_name.is_empty() {
                    path.push('/');
                }
                path.push_str(self.root_name);
                self.ordinal * u64::from(!self.root_name.is_empty())
            }
            Some(parent) => {
                self.write_path(parent, path);
                u64::from(self.numbers.get_or_init(|| self.count())[id.0 as usize])
            }
        };
        path.push('/');
        path.push_str(self.raw_name(id));
        if number > 0 {
            path.push('[');
            write_number(number, path);
            path.push(']');
        }
    }

    /// For each element which of its name it is among its siblings, from 1; 0 where it is the only one. Made
    /// once a tree, for an activity can have thousands of transactions with something to say of each.
    fn count(&self) -> Vec<u32> {
        let mut numbers = vec![0; self.nodes.len()];
        let mut last = vec![NONE; crate::names::COUNT];
        let mut others: HashMap<&str, u32> = HashMap::new();
        for parent in self.nodes() {
            for child in self.children(parent) {
                let name = self.name(child);
                let own = matches!(name, Name::FOREIGN | Name::UNKNOWN);
                let slot = if own {
                    others.entry(self.raw_name(child)).or_insert(NONE)
                } else {
                    &mut last[name.index()]
                };
                if let Some(before) = some(std::mem::replace(slot, child.0)) {
                    let number: &mut u32 = &mut numbers[before.0 as usize];
                    *number = (*number).max(1);
                    numbers[child.0 as usize] = *number + 1;
                }
            }
            self.children(parent).for_each(|child| last[self.name(child).index()] = NONE);
            others.clear();
        }
        numbers
    }

    fn slice(&self, span: Span) -> &str {
        self.slice_in(&self.source, span)
    }

    /// The same while the source is lent.
    fn slice_in<'a>(&'a self, source: &'a str, span: Span) -> &'a str {
        let text = if span.from & COPIED == 0 { source } else { &self.scratch };
        let from = (span.from & !COPIED) as usize;
        &text[from..from + span.len as usize]
    }
}

/// Appends a number, without the machinery of formatting: there is one in nearly every path.
fn write_number(number: u64, out: &mut String) {
    if number > 9 {
        write_number(number / 10, out);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

fn some(id: u32) -> Option<NodeId> {
    (id != NONE).then_some(NodeId(id))
}
