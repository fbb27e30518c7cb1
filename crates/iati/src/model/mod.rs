//! The element model of IATI 2.03: which element holds which, in what order, and what its values are.
//!
//! Source: IATI Standard 2.03 schemas (activities, organisations, common), IATI/IATI-Schemas, CC BY 4.0. The
//! tables state its facts in our own form. What 2.02 and 2.03 changed is a list, of which the models of 2.01 and 2.02
//! are made: [`Model::of`].

mod activities;
mod common;
mod edition;
mod globals;
mod older;
mod organisations;
#[cfg(test)]
mod versions;

pub use edition::Model;
pub use older::Was;

use crate::names::Name;

/// The shape of an element.
#[derive(Debug)]
pub struct Type {
    /// What stands between its tags.
    pub content: Content,
    /// The attributes of the standard it may carry.
    pub attributes: &'static [Attribute],
    /// Whether attributes of other namespaces are allowed.
    pub open: bool,
}

/// What stands between the tags of an element.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// Elements in exactly this order, and no text.
    Elements(&'static [Child]),
    /// A value, and no elements.
    Text(Simple),
    /// Whatever: foreign elements, and what the standard leaves open.
    Anything,
}

/// A place in the order of children.
#[derive(Debug, Clone, Copy)]
pub struct Child {
    /// The element here; [`Name::FOREIGN`] stands for any element of another namespace.
    pub name: Name,
    /// Its shape.
    pub shape: &'static Type,
    /// At least one must be there.
    pub required: bool,
    /// More than one may be there.
    pub many: bool,
}

/// An attribute of the standard.
#[derive(Debug, Clone, Copy)]
pub struct Attribute {
    /// Its name.
    pub name: Name,
    /// What its value must be.
    pub simple: Simple,
    /// Whether it must be there.
    pub required: bool,
}

/// Simple types of XML Schema that the standard uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Simple {
    /// Any text.
    Str,
    /// A number without exponent.
    Decimal,
    /// `2026-11-22`, with or without a time zone.
    Date,
    /// `2026-11-22T08:30:00`, with or without a time zone.
    DateTime,
    /// `true`, `false`, `1` or `0`.
    Boolean,
    /// An address.
    Uri,
    /// A whole number of 32 bits.
    Int,
    /// A whole number from 0.
    NonNegative,
    /// A whole number from 1.
    Positive,
    /// One word of name characters.
    NmToken,
    /// A language code, or nothing.
    Lang,
    /// `default` or `preserve`.
    Space,
    /// A name without colon.
    Id,
}

/// The two kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `iati-activities`.
    Activities,
    /// `iati-organisations`.
    Organisations,
}

impl Kind {
    /// The shape of the root element in the newest version.
    pub const fn root(self) -> &'static Type {
        match self {
            Self::Activities => &activities::IATI_ACTIVITIES,
            Self::Organisations => &organisations::IATI_ORGANISATIONS,
        }
    }

    /// The name of the root element.
    pub fn root_name(self) -> Name {
        match self {
            Self::Activities => crate::names::IATI_ACTIVITIES,
            Self::Organisations => crate::names::IATI_ORGANISATIONS,
        }
    }

    /// The name of the elements a file is a list of.
    pub fn item_name(self) -> Name {
        match self {
            Self::Activities => crate::names::IATI_ACTIVITY,
            Self::Organisations => crate::names::IATI_ORGANISATION,
        }
    }

    /// What the schema of the newest version declares on its own.
    const fn globals(self) -> &'static [(Name, &'static Type)] {
        match self {
            Self::Activities => globals::ACTIVITIES,
            Self::Organisations => organisations::GLOBALS,
        }
    }
}

/// A foreign element: anything inside, any attribute.
pub static ANYTHING: Type = Type { content: Content::Anything, attributes: &[], open: true };
/// The place of foreign elements.
const ANY: Child = many(Name::FOREIGN, &ANYTHING);

const fn one(name: Name, shape: &'static Type) -> Child {
    Child { name, shape, required: true, many: false }
}

const fn opt(name: Name, shape: &'static Type) -> Child {
    Child { name, shape, required: false, many: false }
}

const fn some(name: Name, shape: &'static Type) -> Child {
    Child { name, shape, required: true, many: true }
}

const fn many(name: Name, shape: &'static Type) -> Child {
    Child { name, shape, required: false, many: true }
}

const fn must(name: Name, simple: Simple) -> Attribute {
    Attribute { name, simple, required: true }
}

const fn may(name: Name, simple: Simple) -> Attribute {
    Attribute { name, simple, required: false }
}
