//! How an element of the standard becomes a struct and back: [`element!`] takes its attributes and children once,
//! in schema order, and gives the struct, its reading and its writing.

use super::extra::{Extra, Xml, whole_text};
use super::pen::Pen;
use super::value::Scalar;
use crate::names::Name;
use crate::xml::chars::trim;
use crate::{NodeId, Tree};

/// An element that can be read and written.
pub trait Element: Sized {
    /// Takes everything that stands in an element of a tree.
    fn read(tree: &Tree, id: NodeId) -> Self;

    /// Writes it under a name, in schema order.
    fn write(&self, name: &str, pen: &mut Pen);
}

/// A place for children of one name: `Option` where the standard has at most one, `Vec` where it has several.
pub(super) trait Place {
    /// Takes a child; false where there is no room for another.
    fn take(&mut self, tree: &Tree, id: NodeId) -> bool;

    /// Writes what was taken.
    fn put(&self, name: Name, pen: &mut Pen);
}

impl<E: Element> Place for Option<E> {
    fn take(&mut self, tree: &Tree, id: NodeId) -> bool {
        let room = self.is_none();
        if room {
            *self = Some(E::read(tree, id));
        }
        room
    }

    fn put(&self, name: Name, pen: &mut Pen) {
        if let Some(element) = self {
            element.write(name.as_str(), pen);
        }
    }
}

impl<E: Element> Place for Vec<E> {
    fn take(&mut self, tree: &Tree, id: NodeId) -> bool {
        self.push(E::read(tree, id));
        true
    }

    fn put(&self, name: Name, pen: &mut Pen) {
        self.iter().for_each(|element| element.write(name.as_str(), pen));
    }
}

/// Writes an attribute that is there.
pub(super) fn put_attribute<S: Scalar>(value: Option<&S>, name: Name, pen: &mut Pen) {
    if let Some(value) = value {
        pen.attribute(name.as_str(), &value.lexical());
    }
}

/// The value between the tags, children apart.
pub(super) fn read_text<S: Scalar>(tree: &Tree, id: NodeId) -> S {
    if tree.mixed_text(id).next().is_none() { S::of(tree.text(id)) } else { S::of(&whole_text(tree, id)) }
}

/// Text where the standard has elements only.
pub(super) fn read_stray_text(tree: &Tree, id: NodeId, extra: &mut Option<Box<Extra>>) {
    if tree.has_text(id) {
        let mut pieces: Vec<&str> = vec![trim(tree.text(id))];
        pieces.extend(tree.mixed_text(id).map(trim));
        pieces.retain(|piece| !piece.is_empty());
        if !pieces.is_empty() {
            extra.get_or_insert_default().text = pieces.join(" ");
        }
    }
}

/// Keeps a child that has no place.
pub(super) fn keep(tree: &Tree, child: NodeId, extra: &mut Option<Box<Extra>>) {
    extra.get_or_insert_default().elements.push(Xml::read(tree, child));
}

/// Declares an element. Every attribute becomes an `Option`, for files leave out even what is required; a child
/// is an `Option` or a `Vec`. `text` stands for the value between the tags. Extensions are written behind
/// `elements` and before `last`.
macro_rules! element {
    (
        $(#[$doc:meta])*
        $name:ident {
            $(attributes { $($(#[$attribute_doc:meta])* $attribute:ident: $scalar:ty = $attribute_name:ident,)* })?
            $(text { $(#[$text_doc:meta])* $text:ident: $text_type:ty, })?
            $(elements { $($(#[$child_doc:meta])* $child:ident: $place:ty = $child_name:ident,)* })?
            $(last { $($(#[$last_doc:meta])* $last:ident: $last_place:ty = $last_name:ident,)* })?
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $($($(#[$attribute_doc])* pub $attribute: Option<$scalar>,)*)?
            $($(#[$text_doc])* pub $text: $text_type,)?
            $($($(#[$child_doc])* pub $child: $place,)*)?
            $($($(#[$last_doc])* pub $last: $last_place,)*)?
            /// What a file has here beyond the standard.
            pub extra: Option<Box<$crate::typed::Extra>>,
        }

        impl $crate::typed::Element for $name {
            fn read(tree: &$crate::Tree, id: $crate::NodeId) -> Self {
                let mut it = Self::default();
                for attribute in tree.attrs(id) {
                    match attribute.name {
                        $($($crate::names::$attribute_name if it.$attribute.is_none() => {
                            it.$attribute = Some($crate::typed::value::Scalar::of(attribute.value));
                        })*)?
                        _ => it.extra.get_or_insert_default().attributes.push(attribute.into()),
                    }
                }
                $crate::typed::element::element!(@text it, tree, id $(, $text)?);
                for child in tree.children(id) {
                    let _taken = match tree.name(child) {
                        $($($crate::names::$child_name
                            if $crate::typed::element::Place::take(&mut it.$child, tree, child) => {})*)?
                        $($($crate::names::$last_name
                            if $crate::typed::element::Place::take(&mut it.$last, tree, child) => {})*)?
                        _ => $crate::typed::element::keep(tree, child, &mut it.extra),
                    };
                }
                it
            }

            fn write(&self, name: &str, pen: &mut $crate::typed::Pen) {
                pen.start(name);
                $($($crate::typed::element::put_attribute(
                    self.$attribute.as_ref(), $crate::names::$attribute_name, pen);)*)?
                $crate::typed::extra::put_attributes(self.extra.as_deref(), pen);
                $(pen.text(&$crate::typed::value::Scalar::lexical(&self.$text));)?
                $($($crate::typed::element::Place::put(&self.$child, $crate::names::$child_name, pen);)*)?
                $crate::typed::extra::put_elements(self.extra.as_deref(), pen);
                $($($crate::typed::element::Place::put(&self.$last, $crate::names::$last_name, pen);)*)?
                pen.end(name);
            }
        }
    };
    (@text $it:ident, $tree:ident, $id:ident) => {
        $crate::typed::element::read_stray_text($tree, $id, &mut $it.extra);
    };
    (@text $it:ident, $tree:ident, $id:ident, $text:ident) => {
        $it.$text = $crate::typed::element::read_text($tree, $id);
    };
}
pub(super) use element;

/// Reads an element that stands in canonical form, and sees that the same text is written. For the tests of the
/// elements.
#[cfg(test)]
pub(super) fn round_trip<E: Element>(xml: &str) -> E {
    let mut tree = Tree::default();
    tree.load(xml.to_owned(), crate::Pos::START);
    tree.read_element(0, &mut crate::tree::Namespaces::default(), &crate::read::Limits::default())
        .expect("the example is XML");
    let element = E::read(&tree, tree.root());
    let mut pen = Pen::new(super::Layout::Compact, 2);
    element.write(tree.raw_name(tree.root()), &mut pen);
    assert_eq!(pen.take(), xml);
    element
}
