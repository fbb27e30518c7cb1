//! A pull reader over text in memory: tags, attributes and text as slices, nothing copied.

use super::chars::{self, NAME_BYTE, is_name_char, is_name_start, is_space};
use super::error::{Fault, SyntaxError};

/// The longest name.
pub const NAME_BYTES: usize = 50_000;
/// The longest value of an attribute, and the longest text between two tags.
pub const TEXT_BYTES: usize = 10_000_000;

/// A piece of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'s> {
    /// `<name`; the attributes follow by [`Scanner::attribute`] until it gives the end of the tag.
    Start(&'s str),
    /// `</name>`.
    End(&'s str),
    /// Text as written; `plain` where it holds no reference and no CR.
    Text {
        /// The text as written.
        raw: &'s str,
        /// Whether it can be used as it is.
        plain: bool,
    },
    /// What stands in a CDATA section.
    Cdata(&'s str),
    /// A comment or a processing instruction.
    Aside,
    /// `<!DOCTYPE`; not read further.
    Doctype,
    /// The text is over.
    Over,
}

/// What comes next inside a start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InTag<'s> {
    /// An attribute.
    Attribute {
        /// Its name, with prefix.
        name: &'s str,
        /// Offset of the name.
        at: usize,
        /// The value as written.
        raw: &'s str,
        /// Whether the value can be used as it is: no reference, tab or line end in it.
        plain: bool,
    },
    /// `>`.
    Open,
    /// `/>`.
    Empty,
}

/// Reads tokens from a text.
pub struct Scanner<'s> {
    text: &'s str,
    bytes: &'s [u8],
    at: usize,
    begin: usize,
    cdata_end: bool,
}

impl<'s> Scanner<'s> {
    /// Starts at an offset. `cdata_end` says whether `]]>` occurs in the text at all.
    pub fn new(text: &'s str, at: usize, cdata_end: bool) -> Self {
        Self { text, bytes: text.as_bytes(), at, begin: at, cdata_end }
    }

    /// The offset behind what was read.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The offset of the last token.
    pub fn begin(&self) -> usize {
        self.begin
    }

    fn fail<T>(&self, at: usize, fault: Fault) -> Result<T, SyntaxError> {
        let fault = if at >= self.bytes.len() { Fault::UnexpectedEnd } else { fault };
        Err(SyntaxError { at, fault })
    }

    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// The next token.
    pub fn token(&mut self) -> Result<Token<'s>, SyntaxError> {
        self.begin = self.at;
        if self.at >= self.bytes.len() {
            return Ok(Token::Over);
        }
        if self.bytes[self.at] != b'<' {
            return self.run_of_text();
        }
        match self.bytes.get(self.at + 1) {
            Some(b'/') => self.end_tag(),
            Some(b'!') => self.bang(),
            Some(b'?') => self.instruction(),
            _ => {
                self.at += 1;
                let name = self.name(Fault::BadTag)?;
                Ok(Token::Start(name))
            }
        }
    }

    fn run_of_text(&mut self) -> Result<Token<'s>, SyntaxError> {
        let begin = self.at;
        let mut plain = true;
        let mut at = begin;
        let end = loop {
            match self.bytes.get(at) {
                Some(b'<') | None => break at,
                Some(b'&' | b'\r') => {
                    plain = false;
                    at += 1;
                }
                // Short runs, mostly indents, end before a wide search would pay.
                Some(_) if at - begin < 24 => at += 1,
                Some(_) => match memchr::memchr3(b'<', b'&', b'\r', &self.bytes[at..]) {
                    Some(step) => at += step,
                    None => break self.bytes.len(),
                },
            }
        };
        let raw = &self.text[begin..end];
        if raw.len() > TEXT_BYTES {
            return self.fail(begin, Fault::Limit("text", TEXT_BYTES as u64));
        }
        if self.cdata_end
            && let Some(step) = raw.find("]]>")
        {
            return self.fail(begin + step, Fault::CdataEnd);
        }
        self.at = end;
        Ok(Token::Text { raw, plain })
    }

    fn name(&mut self, otherwise: Fault) -> Result<&'s str, SyntaxError> {
        let begin = self.at;
        let ascii = self.bytes[begin..].iter().position(|b| !NAME_BYTE[*b as usize]);
        let mut at = ascii.map_or(self.bytes.len(), |len| begin + len);
        if at < self.bytes.len() && self.bytes[at] >= 0x80 {
            let rest = &self.text[at..];
            at += rest.find(|c: char| !is_name_char(c)).unwrap_or(rest.len());
        }
        let name = &self.text[begin..at];
        match name.as_bytes().first() {
            Some(b'a'..=b'z' | b'A'..=b'Z') => {}
            _ if name.chars().next().is_some_and(is_name_start) => {}
            Some(_) => return self.fail(begin, Fault::BadName),
            None => return self.fail(begin, otherwise),
        }
        if name.len() > NAME_BYTES {
            return self.fail(begin, Fault::Limit("name", NAME_BYTES as u64));
        }
        self.at = at;
        Ok(name)
    }

    fn skip_space(&mut self) -> bool {
        let begin = self.at;
        while self.at < self.bytes.len() && is_space(self.bytes[self.at]) {
            self.at += 1;
        }
        self.at > begin
    }

    /// Passes over the end tag of `name`, written without spaces, if that is what comes next.
    #[inline]
    pub fn closes(&mut self, name: &[u8]) -> bool {
        let end = self.at + 2 + name.len();
        let bytes = self.bytes;
        let closes = bytes.get(end) == Some(&b'>')
            && bytes[self.at] == b'<'
            && bytes[self.at + 1] == b'/'
            && crate::names::same(&bytes[self.at + 2..end], name);
        if closes {
            self.begin = self.at;
            self.at = end + 1;
        }
        closes
    }

    /// Passes over white space before a start tag or, where `end` says so, before an end tag. Where something else
    /// follows, nothing is passed over.
    #[inline]
    pub(crate) fn indent(&mut self, end: bool) {
        let mut at = self.at;
        while self.bytes.get(at).is_some_and(|byte| is_space(*byte)) {
            at += 1;
        }
        if let (Some(b'<'), Some(next)) = (self.bytes.get(at), self.bytes.get(at + 1))
            && !matches!(next, b'!' | b'?')
            && (end || *next != b'/')
        {
            self.at = at;
        }
    }

    fn end_tag(&mut self) -> Result<Token<'s>, SyntaxError> {
        self.at += 2;
        let name = self.name(Fault::BadTag)?;
        self.skip_space();
        if self.peek() != b'>' {
            return self.fail(self.at, Fault::BadTag);
        }
        self.at += 1;
        Ok(Token::End(name))
    }

    /// What comes next inside a start tag.
    pub fn attribute(&mut self) -> Result<InTag<'s>, SyntaxError> {
        let spaced = self.skip_space();
        match self.peek() {
            b'>' => {
                self.at += 1;
                return Ok(InTag::Open);
            }
            b'/' => {
                if self.bytes.get(self.at + 1) != Some(&b'>') {
                    return self.fail(self.at + 1, Fault::BadTag);
                }
                self.at += 2;
                return Ok(InTag::Empty);
            }
            _ if !spaced => return self.fail(self.at, Fault::BadAttribute),
            _ => {}
        }
        let at = self.at;
        let name = self.name(Fault::BadAttribute)?;
        self.skip_space();
        if self.peek() != b'=' {
            return self.fail(self.at, Fault::BadAttribute);
        }
        self.at += 1;
        self.skip_space();
        let (raw, plain) = self.quoted()?;
        Ok(InTag::Attribute { name, at, raw, plain })
    }

    fn quoted(&mut self) -> Result<(&'s str, bool), SyntaxError> {
        let quote = self.peek();
        if quote != b'"' && quote != b'\'' {
            return self.fail(self.at, Fault::BadAttribute);
        }
        let begin = self.at + 1;
        let mut plain = true;
        let mut at = begin;
        loop {
            match self.bytes.get(at) {
                None => return self.fail(at, Fault::UnexpectedEnd),
                Some(b) if *b == quote => break,
                Some(b'<') => return self.fail(at, Fault::AngleInAttribute),
                Some(b'&' | b'\t' | b'\n' | b'\r') => plain = false,
                Some(_) => {}
            }
            at += 1;
        }
        if at - begin > TEXT_BYTES {
            return self.fail(begin, Fault::Limit("attribute", TEXT_BYTES as u64));
        }
        self.at = at + 1;
        Ok((&self.text[begin..at], plain))
    }

    fn bang(&mut self) -> Result<Token<'s>, SyntaxError> {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(b"<!--") {
            return self.comment();
        }
        if rest.starts_with(b"<![CDATA[") {
            let begin = self.at + 9;
            let end = self.find(begin, b"]]>")?;
            if end - begin > TEXT_BYTES {
                return self.fail(begin, Fault::Limit("text", TEXT_BYTES as u64));
            }
            self.at = end + 3;
            return Ok(Token::Cdata(&self.text[begin..end]));
        }
        if rest.starts_with(b"<!DOCTYPE") {
            self.at += 9;
            return Ok(Token::Doctype);
        }
        let cut = [&b"<!--"[..], b"<![CDATA[", b"<!DOCTYPE"].iter().any(|whole| whole.starts_with(rest));
        let at = if cut { self.bytes.len() } else { self.at };
        self.fail(at, Fault::BadTag)
    }

    fn find(&self, from: usize, needle: &[u8]) -> Result<usize, SyntaxError> {
        match memchr::memmem::find(&self.bytes[from..], needle) {
            Some(step) => Ok(from + step),
            None => self.fail(self.bytes.len(), Fault::UnexpectedEnd),
        }
    }

    fn comment(&mut self) -> Result<Token<'s>, SyntaxError> {
        let end = self.find(self.at + 4, b"--")?;
        if self.bytes.get(end + 2) != Some(&b'>') {
            return self.fail(end + 2, Fault::CommentHyphens);
        }
        self.at = end + 3;
        Ok(Token::Aside)
    }

    fn instruction(&mut self) -> Result<Token<'s>, SyntaxError> {
        let begin = self.at;
        self.at += 2;
        let target = self.name(Fault::BadDeclaration)?;
        if target.eq_ignore_ascii_case("xml") {
            return self.fail(begin, Fault::BadDeclaration);
        }
        let end = self.find(self.at, b"?>")?;
        if end > self.at && !is_space(self.bytes[self.at]) {
            return self.fail(self.at, Fault::BadDeclaration);
        }
        self.at = end + 2;
        Ok(Token::Aside)
    }

    /// Passes over the rest of a document type declaration. Nothing in it is read: no entity is ever expanded,
    /// no file fetched.
    pub fn skip_doctype(&mut self) -> Result<(), SyntaxError> {
        let mut inside = false;
        loop {
            let Some(step) = self.bytes[self.at..].iter().position(|b| b"\"'[]<>".contains(b)) else {
                return self.fail(self.bytes.len(), Fault::UnexpectedEnd);
            };
            self.at += step;
            let byte = self.bytes[self.at];
            match byte {
                b'"' | b'\'' => self.at = self.find(self.at + 1, &[byte])? + 1,
                b'[' if !inside => {
                    inside = true;
                    self.at += 1;
                }
                b']' if inside => {
                    inside = false;
                    self.at += 1;
                }
                b'>' => {
                    self.at += 1;
                    if !inside {
                        return Ok(());
                    }
                }
                b'<' if inside => self.declaration()?,
                _ => return self.fail(self.at, Fault::BadDoctype),
            }
        }
    }

    fn declaration(&mut self) -> Result<(), SyntaxError> {
        let rest = &self.bytes[self.at..];
        if rest.starts_with(b"<!--") {
            self.comment()?;
        } else if rest.starts_with(b"<?") {
            self.instruction()?;
        } else if rest.starts_with(b"<!") {
            self.at += 2;
        } else {
            return self.fail(self.at, Fault::BadDoctype);
        }
        Ok(())
    }
}

/// Appends text as it is meant: references resolved, line ends as LF; in an attribute, tabs and line ends as
/// spaces. `at` is the offset of `raw`, for errors.
pub fn decode(raw: &str, at: usize, attribute: bool, out: &mut String) -> Result<(), SyntaxError> {
    let bytes = raw.as_bytes();
    let mut from = 0;
    let next = |rest: &[u8]| match attribute {
        true => rest.iter().position(|b| matches!(b, b'&' | b'\r' | b'\n' | b'\t')),
        false => memchr::memchr2(b'&', b'\r', rest),
    };
    while let Some(step) = next(&bytes[from..]) {
        let stop = from + step;
        out.push_str(&raw[from..stop]);
        from = stop + 1;
        match bytes[stop] {
            b'&' => {
                let bad = SyntaxError { at: at + stop, fault: Fault::BadReference };
                let end = bytes[from..].iter().take(NAME_BYTES).position(|b| *b == b';').ok_or(bad)?;
                let name = &raw[from..from + end];
                out.push(reference(name).map_err(|fault| SyntaxError { at: at + stop, fault })?);
                from += name.len() + 1;
            }
            b'\r' => {
                out.push(if attribute { ' ' } else { '\n' });
                from += usize::from(bytes.get(from) == Some(&b'\n'));
            }
            _ => out.push(' '),
        }
    }
    out.push_str(&raw[from..]);
    Ok(())
}

fn reference(name: &str) -> Result<char, Fault> {
    match name {
        "amp" => return Ok('&'),
        "lt" => return Ok('<'),
        "gt" => return Ok('>'),
        "quot" => return Ok('"'),
        "apos" => return Ok('\''),
        _ => {}
    }
    let Some(number) = name.strip_prefix('#') else {
        let good = name.starts_with(is_name_start) && name.chars().all(is_name_char);
        return Err(if good { Fault::UnknownEntity(name.to_owned()) } else { Fault::BadReference });
    };
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Err(Fault::BadReference);
    }
    let value =
        u32::from_str_radix(digits.trim_start_matches('0'), radix).map_err(|_| Fault::BadReference)?;
    char::from_u32(value).filter(|c| chars::is_char(*c)).ok_or(Fault::BadReference)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Option<Fault> {
        let mut scanner = Scanner::new(text, 0, true);
        loop {
            match scanner.token() {
                Ok(Token::Over) => return None,
                Ok(Token::Start(_)) => loop {
                    match scanner.attribute() {
                        Ok(InTag::Attribute { .. }) => {}
                        Ok(_) => break,
                        Err(error) => return Some(error.fault),
                    }
                },
                Ok(_) => {}
                Err(error) => return Some(error.fault),
            }
        }
    }

    #[test]
    fn tokens_come_as_written() {
        let mut scanner =
            Scanner::new("<a b = 'x\"y' c=\"1&amp;2\" > hi <![CDATA[<&]]></a ><!--c--><?p d?>", 0, true);
        assert_eq!(scanner.token(), Ok(Token::Start("a")));
        assert_eq!(scanner.attribute(), Ok(InTag::Attribute { name: "b", at: 3, raw: "x\"y", plain: true }));
        assert_eq!(
            scanner.attribute(),
            Ok(InTag::Attribute { name: "c", at: 13, raw: "1&amp;2", plain: false })
        );
        assert_eq!(scanner.attribute(), Ok(InTag::Open));
        assert_eq!(scanner.token(), Ok(Token::Text { raw: " hi ", plain: true }));
        assert_eq!(scanner.token(), Ok(Token::Cdata("<&")));
        assert_eq!(scanner.token(), Ok(Token::End("a")));
        assert_eq!(scanner.token(), Ok(Token::Aside));
        assert_eq!(scanner.token(), Ok(Token::Aside));
        assert_eq!(scanner.token(), Ok(Token::Over));
    }

    #[test]
    fn what_is_not_xml_is_named() {
        for (text, fault) in [
            ("<a b='1'c='2'>", Fault::BadAttribute),
            ("<a b>", Fault::BadAttribute),
            ("<a b=1>", Fault::BadAttribute),
            ("<a b='<'>", Fault::AngleInAttribute),
            ("< a>", Fault::BadTag),
            ("<1a>", Fault::BadName),
            ("<a", Fault::UnexpectedEnd),
            ("<a b='", Fault::UnexpectedEnd),
            ("<!-", Fault::UnexpectedEnd),
            ("<!-- a -- b -->", Fault::CommentHyphens),
            ("a ]]> b", Fault::CdataEnd),
            ("<!ELEMENT a>", Fault::BadTag),
            ("<a/ >", Fault::BadTag),
            ("</a b>", Fault::BadTag),
            ("<?xml version='1.0'?>", Fault::BadDeclaration),
        ] {
            assert_eq!(faults(text), Some(fault), "{text}");
        }
        assert_eq!(faults("<é:ü a.b-c='>'/>text > more"), None);
    }

    #[test]
    fn references_are_resolved_or_refused() {
        let read = |raw: &str, attribute| {
            let mut out = String::new();
            decode(raw, 0, attribute, &mut out).map(|()| out).map_err(|e| e.fault)
        };
        assert_eq!(read("a&lt;&#x1EBF;&#65;\r\nb\rc", false).as_deref(), Ok("a<ếA\nb\nc"));
        assert_eq!(read("a\tb\r\nc&#10;", true).as_deref(), Ok("a b c\n"));
        assert_eq!(read("&eacute;", false), Err(Fault::UnknownEntity("eacute".into())));
        for bad in ["&", "& b;", "&#0;", "&#xD800;", "&#;", "&amp", "&#99999999999;", "&#+65;"] {
            assert_eq!(read(bad, false), Err(Fault::BadReference), "{bad}");
        }
    }

    #[test]
    fn a_doctype_is_passed_over() {
        let text = "<!DOCTYPE a [ <!ENTITY b \"]>\"> <!-- ]> ' --> <?x ]>?> ]><a/>";
        let mut scanner = Scanner::new(text, 0, false);
        assert_eq!(scanner.token(), Ok(Token::Doctype));
        scanner.skip_doctype().unwrap();
        assert_eq!(scanner.token(), Ok(Token::Start("a")));
    }
}
