//! Fills a tree from tokens.

use std::cell::OnceCell;

use super::{Attribute, COPIED, NONE, Namespaces, Node, Span, Tree};
use crate::names::Name;
use crate::xml::chars::is_blank;
use crate::xml::error::{Fault, SyntaxError};
use crate::xml::position::Pos;
use crate::xml::scan::{InTag, Scanner, Token, decode};

/// Bounds of what one activity or organisation may be, so that no file takes more time or memory than its size.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Elements within elements.
    pub depth: u32,
    /// Attributes of one element.
    pub attributes: usize,
    /// Elements of one activity.
    pub elements: usize,
    /// Bytes of one activity.
    pub bytes: usize,
    /// About how many bytes are read and checked at a time, where an activity is not longer. What is found does
    /// not depend on it.
    pub batch: usize,
}

impl Default for Limits {
    /// Depth as libxml2 allows; the rest far above what is published: the largest activities seen have 20 MB.
    fn default() -> Self {
        Self { depth: 256, attributes: 256, elements: 1_000_000, bytes: 48 << 20, batch: 512 << 10 }
    }
}

impl Tree {
    /// Takes a text to read from, which begins at `base`.
    pub(crate) fn load(&mut self, source: String, base: Pos) {
        self.cdata_end = memchr::memmem::find(source.as_bytes(), b"]]>").is_some();
        self.source = source;
        self.base = base;
        self.lines = OnceCell::new();
        self.clear();
    }

    /// Takes the text out again, to use its memory for the next.
    pub(crate) fn unload(&mut self) -> String {
        self.clear();
        std::mem::take(&mut self.source)
    }

    fn clear(&mut self) {
        self.nodes.clear();
        self.attributes.clear();
        self.mixed.clear();
        self.scratch.clear();
        self.numbers.take();
    }

    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    pub(crate) fn set_place(&mut self, root_name: &'static str, ordinal: u64) {
        self.root_name = root_name;
        self.ordinal = ordinal;
    }

    /// A reader of tokens over the text held.
    pub(crate) fn scanner<'s>(&self, text: &'s str, at: usize) -> Scanner<'s> {
        Scanner::new(text, at, self.cdata_end)
    }

    /// Reads one element, whose start tag begins at `at`, with all inside. Gives the offset behind it.
    pub(crate) fn read_element(
        &mut self,
        at: usize,
        spaces: &mut Namespaces,
        limits: &Limits,
    ) -> Result<usize, SyntaxError> {
        self.read(at, spaces, limits, true)
    }

    /// Reads one start tag only, of the root. Gives the offset behind it and whether it is also the end.
    pub(crate) fn read_tag(
        &mut self,
        at: usize,
        spaces: &mut Namespaces,
        limits: &Limits,
    ) -> Result<(usize, bool), SyntaxError> {
        let end = self.read(at, spaces, limits, false)?;
        Ok((end, self.source[..end].ends_with("/>")))
    }

    fn read(
        &mut self,
        at: usize,
        spaces: &mut Namespaces,
        limits: &Limits,
        whole: bool,
    ) -> Result<usize, SyntaxError> {
        self.clear();
        // The text is lent to the scanner while the arrays grow, and put back at the end.
        let source = std::mem::take(&mut self.source);
        let scanner = self.scanner(&source, at);
        // The root of the file has depth 0, what stands under it 1.
        let mut builder = Builder {
            tree: self,
            source: &source,
            scanner,
            spaces: &mut *spaces,
            limits,
            depth: u32::from(whole),
            open: NONE,
        };
        let result = if whole { builder.element() } else { builder.tag_alone() };
        if result.is_err() {
            spaces.leave(1);
        }
        self.source = source;
        result
    }
}

struct Builder<'b, 's> {
    tree: &'b mut Tree,
    source: &'s str,
    scanner: Scanner<'s>,
    spaces: &'b mut Namespaces,
    limits: &'b Limits,
    depth: u32,
    open: u32,
}

impl<'s> Builder<'_, 's> {
    fn tag_alone(&mut self) -> Result<usize, SyntaxError> {
        if let Token::Start(name) = self.scanner.token()? {
            self.start(name)?;
        }
        Ok(self.scanner.at())
    }

    fn element(&mut self) -> Result<usize, SyntaxError> {
        loop {
            if let Some(node) = self.tree.nodes.get(self.open as usize) {
                if node.text.len == 0 || node.first != NONE {
                    self.scanner.indent(node.first != NONE);
                }
                let name = node.at as usize + 1;
                if self.scanner.closes(&self.source.as_bytes()[name..name + node.name_len as usize]) {
                    self.close();
                    if self.open == NONE {
                        return Ok(self.scanner.at());
                    }
                    continue;
                }
            }
            match self.scanner.token()? {
                Token::Start(name) => {
                    if !self.start(name)? {
                        self.close();
                    }
                }
                Token::End(name) => self.end(name)?,
                Token::Text { raw, plain } => {
                    self.text(raw, plain)?;
                    continue;
                }
                Token::Cdata(raw) => {
                    self.cdata(raw)?;
                    continue;
                }
                Token::Aside => continue,
                Token::Doctype => return Err(self.error(Fault::BadTag)),
                Token::Over => return Err(self.error(Fault::UnexpectedEnd)),
            }
            if self.open == NONE {
                return Ok(self.scanner.at());
            }
        }
    }

    fn error(&self, fault: Fault) -> SyntaxError {
        SyntaxError { at: self.scanner.begin(), fault }
    }

    /// Takes a start tag; whether the element stays open.
    fn start(&mut self, raw_name: &'s str) -> Result<bool, SyntaxError> {
        let at = self.scanner.begin();
        let first = self.tree.attributes.len();
        let (stays, special) = self.attributes_of_tag(first)?;
        if special {
            self.resolve(first)?;
        }
        let mut name = Name::of(raw_name);
        if name == Name::UNKNOWN || name.is_prefixed() || !self.spaces.is_empty() {
            name = self.spaces.element(raw_name);
        }
        let id = self.tree.nodes.len() as u32;
        if self.tree.nodes.len() >= self.limits.elements {
            return Err(self.error(Fault::Limit("elements", self.limits.elements as u64)));
        }
        self.tree.nodes.push(Node {
            at: at as u32,
            name_len: raw_name.len() as u16,
            name,
            parent: self.open,
            first: NONE,
            last: NONE,
            next: NONE,
            attributes: first as u32,
            attribute_count: (self.tree.attributes.len() - first) as u16,
            mixed: false,
            cdata: false,
            text: Span::default(),
        });
        self.link(id);
        self.open = id;
        self.depth += 1;
        if self.depth > self.limits.depth {
            return Err(SyntaxError { at, fault: Fault::Limit("depth", u64::from(self.limits.depth)) });
        }
        Ok(stays)
    }

    fn link(&mut self, id: u32) {
        let Some(parent) = self.tree.nodes.get_mut(self.open as usize) else { return };
        let (last, text) = (std::mem::replace(&mut parent.last, id), parent.text);
        if last != NONE {
            self.tree.nodes[last as usize].next = id;
            return;
        }
        parent.first = id;
        // White space before the first child is indentation.
        if text.len > 0 && is_blank(self.tree.slice_in(self.source, text)) {
            self.tree.nodes[self.open as usize].text = Span::default();
        }
    }

    /// Whether the tag stays open, and whether a name needs a look at the declared namespaces.
    fn attributes_of_tag(&mut self, first: usize) -> Result<(bool, bool), SyntaxError> {
        let mut special = false;
        loop {
            let (raw_name, at, raw, plain) = match self.scanner.attribute()? {
                InTag::Open => return Ok((true, special)),
                InTag::Empty => return Ok((false, special)),
                InTag::Attribute { name, at, raw, plain } => (name, at, raw, plain),
            };
            let name = Name::of(raw_name);
            special |= name == Name::UNKNOWN || name.is_prefixed() && name != crate::names::XML_LANG;
            let others = &self.tree.attributes[first..];
            let twice =
                |a: &Attribute| a.name == name && (name != Name::UNKNOWN || self.words(a) == raw_name);
            if others.iter().any(twice) {
                return Err(SyntaxError { at, fault: Fault::DuplicateAttribute(raw_name.to_owned()) });
            }
            if others.len() >= self.limits.attributes {
                return Err(SyntaxError {
                    at,
                    fault: Fault::Limit("attributes", self.limits.attributes as u64),
                });
            }
            let value = if plain { self.lent(raw) } else { self.copied(raw, true)? };
            self.tree.attributes.push(Attribute {
                at: at as u32,
                name_len: raw_name.len() as u16,
                name,
                value,
            });
        }
    }

    fn words(&self, attribute: &Attribute) -> &'s str {
        &self.source[attribute.at as usize..attribute.at as usize + attribute.name_len as usize]
    }

    /// Declares namespaces of the tag, then looks up names with prefixes.
    fn resolve(&mut self, first: usize) -> Result<(), SyntaxError> {
        for index in first..self.tree.attributes.len() {
            let attribute = self.tree.attributes[index];
            let raw_name = self.words(&attribute);
            if raw_name == "xmlns" || raw_name.starts_with("xmlns:") {
                self.tree.attributes[index].name = Name::XMLNS;
                let uri = self.tree.slice_in(self.source, attribute.value);
                if !self.spaces.declare(raw_name, uri, self.depth) {
                    return Err(self.error(Fault::Limit("namespaces", super::namespaces::MOST as u64)));
                }
            }
        }
        for index in first..self.tree.attributes.len() {
            let attribute = self.tree.attributes[index];
            if attribute.name != Name::XMLNS {
                self.tree.attributes[index].name = self.spaces.attribute(self.words(&attribute));
            }
        }
        Ok(())
    }

    fn end(&mut self, close: &str) -> Result<(), SyntaxError> {
        let Some(node) = self.tree.nodes.get(self.open as usize) else {
            return Err(self.error(Fault::NothingOpen));
        };
        let open = &self.source[node.at as usize + 1..node.at as usize + 1 + node.name_len as usize];
        if open != close {
            let fault = Fault::Mismatch { open: open.to_owned(), close: close.to_owned() };
            return Err(self.error(fault));
        }
        self.close();
        Ok(())
    }

    fn close(&mut self) {
        self.depth -= 1;
        if !self.spaces.is_empty() {
            self.spaces.leave(self.depth);
        }
        self.open = self.tree.nodes[self.open as usize].parent;
    }

    fn text(&mut self, raw: &'s str, plain: bool) -> Result<(), SyntaxError> {
        let node = &self.tree.nodes[self.open as usize];
        let old = node.text;
        if node.first != NONE {
            if is_blank(raw) {
                return Ok(());
            }
            let span = self.piece(raw, plain)?;
            if !is_blank(self.tree.slice_in(self.source, span)) {
                self.tree.mixed.push((self.open, span));
                self.tree.nodes[self.open as usize].mixed = true;
            }
            return Ok(());
        }
        let span = if old.len == 0 { self.piece(raw, plain)? } else { self.append(old, raw, plain)? };
        if span.len as usize > crate::xml::scan::TEXT_BYTES {
            return Err(self.error(Fault::Limit("text", crate::xml::scan::TEXT_BYTES as u64)));
        }
        self.tree.nodes[self.open as usize].text = span;
        Ok(())
    }

    /// References are not resolved in CDATA; line ends are still made LF, piece by piece.
    fn cdata(&mut self, raw: &'s str) -> Result<(), SyntaxError> {
        self.tree.nodes[self.open as usize].cdata = true;
        let mut rest = raw;
        while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
            self.text(&rest[..at], true)?;
            let end = at + if rest[at..].starts_with("\r\n") { 2 } else { 1 };
            self.text(&rest[at..end], false)?;
            rest = &rest[end..];
        }
        self.text(rest, true)
    }

    fn piece(&mut self, raw: &'s str, plain: bool) -> Result<Span, SyntaxError> {
        if plain { Ok(self.lent(raw)) } else { self.copied(raw, false) }
    }

    /// A span of the text read itself.
    fn lent(&self, raw: &str) -> Span {
        // Offsets of slices of the same text: their addresses are taken apart, nothing is read through them.
        let from = raw.as_ptr() as usize - self.source.as_ptr() as usize;
        Span { from: from as u32, len: raw.len() as u32 }
    }

    fn copied(&mut self, raw: &'s str, attribute: bool) -> Result<Span, SyntaxError> {
        let from = self.tree.scratch.len();
        self.decode(raw, attribute)?;
        Ok(Span { from: from as u32 | COPIED, len: (self.tree.scratch.len() - from) as u32 })
    }

    /// Joins more text to a span: a comment or a CDATA section stood between.
    fn append(&mut self, old: Span, raw: &'s str, plain: bool) -> Result<Span, SyntaxError> {
        let end = (old.from & !COPIED) as usize + old.len as usize;
        let from = if old.from & COPIED != 0 && end == self.tree.scratch.len() {
            old.from & !COPIED
        } else {
            let from = self.tree.scratch.len() as u32;
            let text = self.tree.slice_in(self.source, old).to_owned();
            self.tree.scratch.push_str(&text);
            from
        };
        if plain {
            self.tree.scratch.push_str(raw);
        } else {
            self.decode(raw, false)?;
        }
        Ok(Span { from: from | COPIED, len: self.tree.scratch.len() as u32 - from })
    }

    fn decode(&mut self, raw: &'s str, attribute: bool) -> Result<(), SyntaxError> {
        let at = self.lent(raw).from as usize;
        decode(raw, at, attribute, &mut self.tree.scratch)
    }
}
