//! Whether an activity or organisation has the structure of the standard: every fault, not the first only.
//!
//! The verdict is that of `xmllint --schema` (libxml2 2.9) with the schema of the version that the file states.
//! Not looked at: types that an extension states of itself by `xsi:type`, and `xml:id` used twice.

mod problem;
mod uri;
pub mod values;

use crate::finding::{Args, Finding};
use crate::model::{ANYTHING, Child, Content, Model, Simple, Type, Was};
use crate::names::{self, Name};
use crate::tree::Attr;
use crate::{NodeId, Pos, Tree};
pub(crate) use problem::Problem;

/// Checks one tree, which is an element under the root of a file of that model. Findings are appended.
pub fn check(tree: &Tree, model: &Model, out: &mut Vec<Finding>) {
    if let Content::Elements(places) = &model.root().content {
        let root = tree.root();
        let place = places.iter().find(|place| place.name == tree.name(root));
        match place {
            Some(place) => Check { tree, model, out }.element(root, place.shape),
            None => Problem::Unexpected {
                parent: model.kind.root_name().as_str(),
                expected: model.kind.item_name().as_str().to_owned(),
            }
            .report(tree, root, out),
        }
    }
}

/// Checks the start tag of the root alone.
pub fn check_root(tree: &Tree, model: &Model, out: &mut Vec<Finding>) {
    Check { tree, model, out }.attributes(tree.root(), model.root());
}

struct Check<'c> {
    tree: &'c Tree,
    model: &'c Model,
    out: &'c mut Vec<Finding>,
}

impl Check<'_> {
    fn element(&mut self, id: NodeId, shape: &'static Type) {
        self.attributes(id, shape);
        match &shape.content {
            Content::Elements(places) => {
                if self.tree.has_text(id) {
                    Problem::Text.report(self.tree, id, self.out);
                }
                self.children(id, shape, places);
            }
            Content::Text(simple) => {
                for child in self.tree.children(id) {
                    let parent = self.tree.raw_name(id);
                    Problem::InValue { parent }.report(self.tree, child, self.out);
                }
                if *simple != Simple::Str && !values::is_valid(*simple, self.tree.text(id)) {
                    Problem::Value(*simple).report(self.tree, id, self.out);
                }
            }
            Content::Anything => {
                for child in self.tree.children(id) {
                    let shape = self.model.global(self.tree.name(child)).unwrap_or(&ANYTHING);
                    self.element(child, shape);
                }
            }
        }
    }

    fn children(&mut self, id: NodeId, shape: &'static Type, places: &'static [Child]) {
        let tree = self.tree;
        let (mut reached, mut seen) = (0, 0_u64);
        for child in tree.children(id) {
            let name = tree.name(child);
            let forward =
                places[reached..].iter().position(|place| place.name == name).map(|step| reached + step);
            let Some(at) = forward.or_else(|| places.iter().position(|place| place.name == name)) else {
                let unknown = || Problem::Unexpected {
                    parent: tree.raw_name(id),
                    expected: expected(places, reached, seen),
                };
                self.later(shape, Was::NoChild(name)).unwrap_or_else(unknown).report(tree, child, self.out);
                continue;
            };
            if at < reached && !is_loose(places, at, seen) {
                Problem::Order { before: words(places[reached].name) }.report(tree, child, self.out);
            } else if seen >> at & 1 == 1 && !places[at].many {
                let repeated = Problem::Repeated { parent: tree.raw_name(id) };
                self.later(shape, Was::Once(name)).unwrap_or(repeated).report(tree, child, self.out);
            }
            seen |= 1 << at;
            reached = reached.max(at);
            self.element(child, places[at].shape);
        }
        for (at, place) in places.iter().enumerate() {
            if place.required && seen >> at & 1 == 0 {
                Problem::Missing { child: place.name.as_str() }.report(tree, id, self.out);
            }
        }
    }

    /// The problem told as one of versions, where a later one sees none.
    #[cold]
    fn later<'p>(&self, shape: &Type, was: Was) -> Option<Problem<'p>> {
        self.model.since(shape, was).map(|since| Problem::Later { was, since })
    }

    fn attributes(&mut self, id: NodeId, shape: &'static Type) {
        let mut seen = 0_u32;
        for (name, attribute) in self.tree.lazy_attrs(id) {
            if let Some(at) = shape.attributes.iter().position(|known| known.name == name) {
                seen |= 1 << at;
                if shape.attributes[at].simple != Simple::Str {
                    self.value(id, &attribute(), shape.attributes[at].simple);
                }
            } else {
                self.other_attribute(id, &attribute(), shape);
            }
        }
        for (at, known) in shape.attributes.iter().enumerate() {
            if known.required && seen >> at & 1 == 0 {
                let missing = Problem::AttributeMissing { name: known.name.as_str() };
                self.later(shape, Was::Must(known.name)).unwrap_or(missing).report(self.tree, id, self.out);
            }
        }
    }

    fn value(&mut self, id: NodeId, attribute: &Attr<'_>, simple: Simple) {
        if simple != Simple::Str && !values::is_valid(simple, attribute.value) {
            Problem::Value(simple).report_attribute(self.tree, id, attribute, self.out);
        }
    }

    fn other_attribute(&mut self, id: NodeId, attribute: &Attr<'_>, shape: &'static Type) {
        let anything = matches!(shape.content, Content::Anything);
        let simple = match attribute.name {
            Name::XMLNS | names::XSI_SCHEMA_LOCATION | names::XSI_NO_NAMESPACE_SCHEMA_LOCATION => return,
            names::XSI_TYPE if anything => return,
            // What is declared must say that it may be nil; what is not declared may be.
            names::XSI_NIL if std::ptr::eq(shape, &ANYTHING) => return,
            names::XSI_NIL | names::XSI_TYPE => {
                return Problem::Instance.report_attribute(self.tree, id, attribute, self.out);
            }
            names::XML_LANG => Simple::Lang,
            names::XML_SPACE => Simple::Space,
            names::XML_BASE => Simple::Uri,
            names::XML_ID => Simple::Id,
            Name::FOREIGN => Simple::Str,
            names::VALUE_DATE if anything => Simple::Date,
            _ if anything => return,
            name => {
                let later = self.later(shape, Was::NoAttribute(name));
                let problem = later.unwrap_or(Problem::AttributeUnknown);
                return problem.report_attribute(self.tree, id, attribute, self.out);
            }
        };
        if shape.open {
            self.value(id, attribute, simple);
        } else {
            Problem::AttributeUnknown.report_attribute(self.tree, id, attribute, self.out);
        }
    }
}

/// Whether libxml2 lets an element stand behind extensions that should follow it: where they are the last place and
/// it may be repeated in the one before. XML Schema would refuse it; we side with what publishers are checked with.
fn is_loose(places: &[Child], at: usize, seen: u64) -> bool {
    at + 2 == places.len()
        && places[at + 1].name == Name::FOREIGN
        && places[at].many
        && (!places[at].required || seen >> at & 1 == 1)
}

/// Words for a place in the order.
fn words(name: Name) -> &'static str {
    if name == Name::FOREIGN { "##other" } else { name.as_str() }
}

/// How many words a message names.
const EXPECTED_MAX: usize = 8;

/// What may come next: from the place reached to the next one that must be there; of many, the first.
fn expected(places: &[Child], reached: usize, seen: u64) -> String {
    let mut list = Vec::new();
    for (at, place) in places.iter().enumerate().skip(reached) {
        let there = seen >> at & 1 == 1;
        if list.len() == EXPECTED_MAX {
            list.push("…");
            break;
        }
        if !there || place.many {
            list.push(words(place.name));
        }
        if place.required && !there {
            break;
        }
    }
    list.join(", ")
}

/// An element under the root that stands behind an extension.
pub(crate) fn out_of_order(path: String, pos: Pos, args: Args) -> Finding {
    Finding { message: "schema-order", ..problem::schema(path, pos, args) }
}

/// Text under the root.
pub(crate) fn stray_text(path: String, pos: Pos, args: Args) -> Finding {
    Finding { message: "schema-text", ..problem::schema(path, pos, args) }
}
