//! The beginning of a file: declaration, document type, and the start tag of the root.

use std::io::Read;

use super::Limits;
use super::cut::{Cutter, End};
use crate::tree::{Namespaces, Tree};
use crate::xml::chars::{first_forbidden, is_blank};
use crate::xml::error::{Fault, SyntaxError};
use crate::xml::position::Pos;
use crate::xml::scan::{InTag, Scanner, Token};
use crate::{Kind, names};

/// The longest head: licences in comments are a few kilobytes.
const MOST: usize = 4 << 20;
const FIRST: usize = 64 << 10;

/// What the head of a file says.
#[derive(Debug)]
pub(crate) struct Start {
    /// The root element alone, for its attributes.
    pub tree: Tree,
    /// Which kind, where it is one of the standard.
    pub kind: Option<Kind>,
    /// Namespaces declared at the root.
    pub spaces: Namespaces,
    /// Offset of the root's start tag, and behind it.
    pub root: (usize, usize),
    /// Whether the root is `<root/>`.
    pub empty: bool,
}

/// Reads the head. The text is still at hand in the cutter.
pub(crate) fn read<R: Read>(cutter: &mut Cutter<R>, limits: &Limits) -> Result<Start, (SyntaxError, Tree)> {
    let mut want = FIRST;
    loop {
        let more = cutter.want(want) && want < MOST;
        match parse(cutter.at_hand(), cutter.end(), limits) {
            // What looks wrong may only be cut off.
            Err(_) if more => want *= 4,
            result => return result,
        }
    }
}

/// Text up to what cannot be text, and what follows it.
pub(crate) fn text_of(bytes: Vec<u8>, end: End) -> (String, End) {
    let (mut text, mut end) = match String::from_utf8(bytes) {
        Ok(text) => (text, end),
        Err(error) => {
            let (good, cut) = (error.utf8_error().valid_up_to(), error.utf8_error().error_len().is_none());
            let mut bytes = error.into_bytes();
            bytes.truncate(good);
            // A character that was only cut off is not what is wrong.
            let cut = cut && matches!(end, End::Fault(_));
            let end = if cut { end } else { End::Fault(Fault::BadEncoding) };
            (String::from_utf8(bytes).unwrap_or_default(), end)
        }
    };
    if let Some(at) = first_forbidden(&text) {
        end = End::Fault(Fault::ForbiddenCharacter(text[at..].chars().next().unwrap_or_default()));
        text.truncate(at);
    }
    (text, end)
}

/// What a text that ends early means, by what follows it.
pub(crate) fn at_end(error: SyntaxError, len: usize, end: &End) -> SyntaxError {
    match end {
        End::Fault(fault)
            if error.fault == Fault::UnexpectedEnd || error.fault == Fault::NoMarkup && len == 0 =>
        {
            SyntaxError { at: len, fault: fault.clone() }
        }
        _ => error,
    }
}

fn parse(bytes: &[u8], end: End, limits: &Limits) -> Result<Start, (SyntaxError, Tree)> {
    let (text, end) = text_of(bytes.to_vec(), end);
    let len = text.len();
    let mut tree = Tree::default();
    tree.load(text, Pos::START);
    let mut spaces = Namespaces::default();
    let result = prolog(tree.source()).and_then(|at| {
        let (behind, empty) = tree.read_tag(at, &mut spaces, limits)?;
        Ok((at, behind, empty))
    });
    match result {
        Err(error) => Err((at_end(error, len, &end), tree)),
        Ok((at, behind, empty)) => {
            let kind = match tree.name(tree.root()) {
                names::IATI_ACTIVITIES => Some(Kind::Activities),
                names::IATI_ORGANISATIONS => Some(Kind::Organisations),
                _ => None,
            };
            Ok(Start { kind, spaces, root: (at, behind), empty, tree })
        }
    }
}

/// The offset of the root's start tag.
fn prolog(text: &str) -> Result<usize, SyntaxError> {
    let mut scanner = Scanner::new(text, declaration(text)?, true);
    loop {
        let token = scanner.token()?;
        let at = scanner.begin();
        match token {
            Token::Start(_) => return Ok(at),
            Token::Aside => {}
            Token::Doctype => scanner.skip_doctype()?,
            Token::Text { raw, .. } if is_blank(raw) => {}
            Token::Over => return Err(SyntaxError { at, fault: Fault::NoMarkup }),
            _ => return Err(SyntaxError { at, fault: Fault::NoMarkup }),
        }
    }
}

/// The length of the declaration of XML. Its attributes must be version, encoding and standalone, in order.
fn declaration(text: &str) -> Result<usize, SyntaxError> {
    let bad = |at| SyntaxError { at, fault: Fault::BadDeclaration };
    if !text.starts_with("<?xml") || !text[5..].starts_with([' ', '\t', '\n', '\r', '?']) {
        return Ok(0);
    }
    let end = text.find("?>").ok_or(SyntaxError { at: text.len(), fault: Fault::UnexpectedEnd })?;
    // Read as a tag, which has the same form up to its end.
    let tag = format!("{}>", &text[5..end]);
    let mut scanner = Scanner::new(&tag, 0, false);
    let mut next = 0;
    loop {
        match scanner.attribute().map_err(|_| bad(0))? {
            InTag::Attribute { name, raw, .. } => {
                let good = match name {
                    "version" => raw
                        .strip_prefix("1.")
                        .is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|b| b.is_ascii_digit())),
                    "encoding" => raw.starts_with(|c: char| c.is_ascii_alphabetic()),
                    _ => matches!(raw, "yes" | "no"),
                };
                let order = ["version", "encoding", "standalone"].iter().position(|known| *known == name);
                let place = order
                    .filter(|place| *place >= next && good && (next > 0 || *place == 0))
                    .ok_or_else(|| bad(0))?;
                next = place + 1;
            }
            InTag::Open if next > 0 => return Ok(end + 2),
            _ => return Err(bad(0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Option<Fault> {
        read(&mut Cutter::new(text.as_bytes(), &Limits::default()), &Limits::default())
            .err()
            .map(|(error, _)| error.fault)
    }

    #[test]
    fn heads_are_read_or_refused() {
        for good in [
            "<a/>",
            "<?xml version='1.0'?><a>",
            "<?xml version=\"1.1\" encoding='UTF-8' standalone='no' ?>\n<!-- x --><!DOCTYPE a [<!ENTITY b 'c'>]><a b='c'>",
            "<?xml-stylesheet href='a'?><a/>",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for (bad, expected) in [
            ("", Fault::NoMarkup),
            ("hello", Fault::NoMarkup),
            ("PK\u{3}", Fault::NoMarkup),
            ("<?xml version='2.0'?><a/>", Fault::BadDeclaration),
            ("<?xml encoding='UTF-8'?><a/>", Fault::BadDeclaration),
            ("<?xml version='1.0' standalone='maybe'?><a/>", Fault::BadDeclaration),
            (" <?xml version='1.0'?><a/>", Fault::BadDeclaration),
            ("<?xml version='1.0'?><!-- ", Fault::UnexpectedEnd),
            ("<a b='\u{1}'/>", Fault::ForbiddenCharacter('\u{1}')),
        ] {
            assert_eq!(fault(bad), Some(expected), "{bad}");
        }
    }
}
