//! Which prefix means what at a place of the file.

use crate::names::Name;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// How many declarations may be in force at one place.
pub(crate) const MOST: usize = 256;

/// What a namespace is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    /// None, as the elements of the standard.
    None,
    Xml,
    Xsi,
    Foreign,
}

#[derive(Debug, Clone)]
struct Binding {
    prefix: Box<str>,
    space: Space,
    depth: u32,
}

/// The declarations in force.
#[derive(Debug, Clone, Default)]
pub(crate) struct Namespaces {
    bindings: Vec<Binding>,
}

impl Namespaces {
    /// Whether nothing was declared, so that plain names are of the standard.
    pub fn is_empty(&self) -> bool {
        self.bindings.is_empty()
    }

    /// Takes an attribute `xmlns` or `xmlns:prefix` into account; false where there are too many.
    pub fn declare(&mut self, raw_name: &str, uri: &str, depth: u32) -> bool {
        let prefix = raw_name.strip_prefix("xmlns").unwrap_or_default().trim_start_matches(':');
        let space = match uri {
            "" if !prefix.is_empty() => return true,
            "" => Space::None,
            XML => Space::Xml,
            XSI => Space::Xsi,
            _ => Space::Foreign,
        };
        if self.bindings.len() >= MOST {
            return false;
        }
        self.bindings.push(Binding { prefix: prefix.into(), space, depth });
        true
    }

    /// Forgets what was declared at this depth and below.
    pub fn leave(&mut self, depth: u32) {
        while self.bindings.last().is_some_and(|b| b.depth >= depth) {
            self.bindings.pop();
        }
    }

    fn of(&self, prefix: &str) -> Option<Space> {
        if prefix == "xml" {
            return Some(Space::Xml);
        }
        self.bindings.iter().rev().find(|b| &*b.prefix == prefix).map(|b| b.space)
    }

    /// The name of an element. A prefix nobody declared is taken as part of the word, and no element of the
    /// standard is called so.
    pub fn element(&self, raw_name: &str) -> Name {
        let (prefix, local) = split(raw_name);
        match self.of(prefix) {
            Some(Space::None) => Name::of(local),
            None if prefix.is_empty() => Name::of(local),
            None => Name::UNKNOWN,
            Some(_) => Name::FOREIGN,
        }
    }

    /// The name of an attribute.
    pub fn attribute(&self, raw_name: &str) -> Name {
        let (prefix, local) = split(raw_name);
        if prefix.is_empty() {
            return Name::of(local);
        }
        let known = match self.of(prefix) {
            None | Some(Space::None) => return Name::UNKNOWN,
            Some(Space::Foreign) => return Name::FOREIGN,
            Some(Space::Xml) => Name::of(&format!("xml:{local}")),
            Some(Space::Xsi) => Name::of(&format!("xsi:{local}")),
        };
        if known == Name::UNKNOWN { Name::FOREIGN } else { known }
    }
}

fn split(raw_name: &str) -> (&str, &str) {
    match raw_name.split_once(':') {
        Some((prefix, local)) if !prefix.is_empty() && !local.is_empty() && !local.contains(':') => {
            (prefix, local)
        }
        // Not a qualified name: a word that nothing is called by.
        Some(_) => ("?", raw_name),
        None => ("", raw_name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names;

    #[test]
    fn prefixes_mean_what_was_declared_nearest() {
        let mut spaces = Namespaces::default();
        assert_eq!(spaces.element("title"), names::TITLE);
        assert_eq!(spaces.element("x:title"), Name::UNKNOWN);
        assert_eq!(spaces.attribute("xml:lang"), names::XML_LANG);
        spaces.declare("xmlns:x", "urn:x", 0);
        spaces.declare("xmlns:s", XSI, 0);
        spaces.declare("xmlns", "urn:y", 1);
        assert_eq!(spaces.element("x:title"), Name::FOREIGN);
        assert_eq!(spaces.element("title"), Name::FOREIGN);
        assert_eq!(spaces.attribute("code"), names::CODE);
        assert_eq!(spaces.attribute("s:nil"), names::XSI_NIL);
        spaces.declare("xmlns", "", 2);
        assert_eq!(spaces.element("title"), names::TITLE);
        spaces.leave(1);
        assert_eq!(spaces.element("title"), names::TITLE);
        assert_eq!(spaces.element("x:title"), Name::FOREIGN);
        assert_eq!(spaces.element("x:a:b"), Name::UNKNOWN);
    }
}
