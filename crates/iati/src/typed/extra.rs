//! What a file has beyond the standard: extensions in namespaces of others, unknown attributes, and elements
//! that stand where they have no place. It is kept, and written behind what the standard has.

use super::pen::Pen;
use crate::tree::Attr;
use crate::xml::chars::is_blank;
use crate::xml::error::SyntaxError;
use crate::xml::scan::{InTag, Scanner, Token, decode};
use crate::{NodeId, Tree};

/// What stands in an element beyond the standard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extra {
    /// Attributes of others and declarations of namespaces, in file order.
    pub attributes: Vec<XmlAttribute>,
    /// Extensions, unknown elements, and the second of what there may be one of, in file order.
    pub elements: Vec<Xml>,
    /// Text where the standard has elements only, without white space at its ends.
    pub text: String,
}

/// An attribute as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlAttribute {
    /// The name with its prefix. A prefix must be declared at the element, above it, or at the root.
    pub name: String,
    /// The value, references resolved.
    pub value: String,
}

impl From<Attr<'_>> for XmlAttribute {
    fn from(attribute: Attr<'_>) -> Self {
        Self { name: attribute.raw_name.to_owned(), value: attribute.value.to_owned() }
    }
}

/// Any element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Xml {
    /// The name with its prefix.
    pub name: String,
    /// Attributes in file order.
    pub attributes: Vec<XmlAttribute>,
    /// What stands inside. White space between elements is left out where there is no other text.
    pub content: Vec<Content>,
}

/// A piece of what stands in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// An element.
    Element(Xml),
    /// Text, references resolved.
    Text(String),
}

impl Xml {
    /// An element of a tree, whatever it is.
    pub fn read(tree: &Tree, id: NodeId) -> Self {
        // The name is a slice of the text: it says where the element begins.
        let at = tree.raw_name(id).as_ptr() as usize - tree.source().as_ptr() as usize - 1;
        let mut scanner = Scanner::new(tree.source(), at, true);
        // The tree was made of the same text, so nothing is wrong with it.
        scanner
            .token()
            .and_then(|token| match token {
                Token::Start(name) => Self::scan(name, &mut scanner),
                _ => Ok(Self::default()),
            })
            .unwrap_or_default()
    }

    fn scan(name: &str, scanner: &mut Scanner<'_>) -> Result<Self, SyntaxError> {
        let mut it = Self { name: name.to_owned(), ..Self::default() };
        loop {
            match scanner.attribute()? {
                InTag::Empty => return Ok(it),
                InTag::Open => break,
                InTag::Attribute { name, at, raw, .. } => {
                    let mut value = String::new();
                    decode(raw, at, true, &mut value)?;
                    it.attributes.push(XmlAttribute { name: name.to_owned(), value });
                }
            }
        }
        loop {
            match scanner.token()? {
                Token::Start(name) => it.content.push(Content::Element(Self::scan(name, scanner)?)),
                Token::Text { raw, .. } => {
                    let mut text = String::new();
                    decode(raw, scanner.begin(), false, &mut text)?;
                    it.add_text(&text);
                }
                Token::Cdata(raw) => it.add_text(&raw.replace("\r\n", "\n").replace('\r', "\n")),
                Token::Aside | Token::Doctype => {}
                Token::End(_) | Token::Over => break,
            }
        }
        it.leave_out_indentation();
        Ok(it)
    }

    fn add_text(&mut self, more: &str) {
        match self.content.last_mut() {
            Some(Content::Text(text)) => text.push_str(more),
            _ => self.content.push(Content::Text(more.to_owned())),
        }
    }

    fn leave_out_indentation(&mut self) {
        let text = |piece: &Content| matches!(piece, Content::Text(text) if !is_blank(text));
        let element = |piece: &Content| matches!(piece, Content::Element(_));
        let kept = |it: &XmlAttribute| it.name == "xml:space" && it.value == "preserve";
        let free = !self.attributes.iter().any(kept) && !self.content.iter().any(text);
        if free && self.content.iter().any(element) {
            self.content.retain(element);
        }
        self.content.retain(|piece| !matches!(piece, Content::Text(text) if text.is_empty()));
    }

    /// Writes it as it is.
    pub fn write(&self, pen: &mut Pen) {
        pen.start(&self.name);
        for attribute in &self.attributes {
            pen.attribute(&attribute.name, &attribute.value);
        }
        let mixed = self.content.iter().any(|piece| matches!(piece, Content::Text(_)));
        pen.keep_white_space(mixed);
        for piece in &self.content {
            match piece {
                Content::Element(element) => element.write(pen),
                Content::Text(text) => pen.text(text),
            }
        }
        pen.end(&self.name);
        pen.lay_out_again(mixed);
    }
}

/// All text directly in an element.
pub(super) fn whole_text(tree: &Tree, id: NodeId) -> String {
    let mut text = tree.text(id).to_owned();
    tree.mixed_text(id).for_each(|piece| text.push_str(piece));
    text
}

pub(super) fn put_attributes(extra: Option<&Extra>, pen: &mut Pen) {
    for attribute in extra.iter().flat_map(|extra| &extra.attributes) {
        pen.attribute(&attribute.name, &attribute.value);
    }
    if let Some(extra) = extra {
        pen.text(&extra.text);
    }
}

pub(super) fn put_elements(extra: Option<&Extra>, pen: &mut Pen) {
    for element in extra.iter().flat_map(|extra| &extra.elements) {
        element.write(pen);
    }
}
