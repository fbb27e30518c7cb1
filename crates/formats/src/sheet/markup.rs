//! The few kinds of markup that a part of a workbook is made of, cut out of its text without copying.
//!
//! A general XML reader makes an event of each tag, copies nothing either, but checks and keeps far
//! more than a sheet needs; a round reads thousands of tags for each of a thousand units, and this
//! is where its time went. Anything a spreadsheet program does not write (a document type, tags that
//! do not match, a tag without an end) is [`Damage`].
use std::borrow::Cow;

/// Elements inside each other; a real sheet has eight.
const DEPTH_MOST: usize = 64;

/// The XML ends early, is not well formed, or is not a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damage;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Local name and what stands after it in the tag. An empty element is a start and an end.
    Start(&'a str, Attributes<'a>),
    /// Local name.
    End(&'a str),
    /// Text between tags, with its references.
    Text(&'a str),
    /// Text that stands as it is.
    CData(&'a str),
}

/// See [`Tokens::plain_cell`]. Texts as they stand in the file.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlainCell<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) style: &'a str,
    pub(super) kind: &'a str,
    pub(super) value: Option<&'a str>,
    pub(super) formula: bool,
}

/// Tokens of a text, in order. After a [`Damage`] nothing follows.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// Full names of the elements that are open.
    open: Vec<&'a str>,
    /// The element just started was empty: its end comes next.
    empty: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(xml: &'a str) -> Self {
        Self { rest: xml, open: Vec::with_capacity(8), empty: false }
    }

    /// What was not looked at yet.
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    /// The next token; `None` at the end of a whole text.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Damage> {
        if std::mem::take(&mut self.empty) {
            return Ok(self.open.pop().map(|name| Token::End(local(name))));
        }
        loop {
            let Some(inside) = self.rest.strip_prefix('<') else {
                if self.rest.is_empty() {
                    return if self.open.is_empty() { Ok(None) } else { Err(Damage) };
                }
                let end = byte(self.rest, b'<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Ok(Some(Token::Text(text)));
            };
            match inside.as_bytes().first() {
                Some(b'/') => return self.end(inside).map(Some),
                Some(b'?') => self.pass("?>")?,
                Some(b'!') if inside.starts_with("!--") => self.pass("-->")?,
                Some(b'!') => return self.cdata(inside).map(Some),
                _ => return self.start(inside).map(Some),
            }
        }
    }

    /// The next thing, if it is a cell as spreadsheet programs write nearly all of them: `r`, `s` and `t`, and
    /// nothing inside but one value, with a formula before it or without. Everything else is left to [`Tokens::next`],
    /// which says the same of such a cell in five tokens and takes three times as long.
    pub(super) fn plain_cell(&mut self) -> Option<PlainCell<'a>> {
        let mut rest = self.rest.strip_prefix("<c").filter(|_| !self.empty)?;
        let mut cell = PlainCell::default();
        while let Some(attribute) = rest.strip_prefix(' ') {
            let (name, quoted) = (attribute.bytes().next()?, attribute.get(1..)?.strip_prefix("=\"")?);
            let (value, after) = quoted.split_at(byte(quoted, b'"')?);
            match name {
                b'r' => cell.name = Some(value),
                b's' => cell.style = value,
                b't' => cell.kind = value,
                _ => return None,
            }
            rest = &after[1..];
        }
        if let Some(after) = rest.strip_prefix("/>") {
            self.rest = after;
            return Some(cell);
        }
        let mut inside = rest.strip_prefix('>')?;
        if let Some(formula) = inside.strip_prefix("<f>") {
            inside = formula.get(byte(formula, b'<')?..)?.strip_prefix("</f>")?;
            cell.formula = true;
        }
        let inside = inside.strip_prefix("<v>")?;
        let (value, after) = inside.split_at(byte(inside, b'<')?);
        self.rest = after.strip_prefix("</v></c>")?;
        cell.value = Some(value);
        Some(cell)
    }

    /// Passes over everything up to and with `end`.
    fn pass(&mut self, end: &str) -> Result<(), Damage> {
        self.rest = self.rest.split_once(end).ok_or(Damage)?.1;
        Ok(())
    }

    fn cdata(&mut self, inside: &'a str) -> Result<Token<'a>, Damage> {
        // Of the other things that begin with `!` all belong to a document type.
        let content = inside.strip_prefix("![CDATA[").ok_or(Damage)?;
        let (text, rest) = content.split_once("]]>").ok_or(Damage)?;
        self.rest = rest;
        Ok(Token::CData(text))
    }

    fn end(&mut self, inside: &'a str) -> Result<Token<'a>, Damage> {
        let name = self.open.pop().ok_or(Damage)?;
        let after = inside.get(1..).and_then(|tag| tag.strip_prefix(name)).ok_or(Damage)?;
        self.rest = after.trim_ascii_start().strip_prefix('>').ok_or(Damage)?;
        Ok(Token::End(local(name)))
    }

    fn start(&mut self, inside: &'a str) -> Result<Token<'a>, Damage> {
        let cut = inside.bytes().position(ends_name).ok_or(Damage)?;
        let end = cut + tag_end(inside.as_bytes().get(cut..).ok_or(Damage)?).ok_or(Damage)?;
        let (name, attributes) = (inside.get(..cut).ok_or(Damage)?, inside.get(cut..end).ok_or(Damage)?);
        let rest = inside.get(end + 1..).ok_or(Damage)?;
        let (attributes, empty) = attributes.strip_suffix('/').map_or((attributes, false), |a| (a, true));
        if name.is_empty() || self.open.len() >= DEPTH_MOST {
            return Err(Damage);
        }
        (self.rest, self.empty) = (rest, empty);
        self.open.push(name);
        Ok(Token::Start(local(name), Attributes(attributes)))
    }
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')
}

/// Where a tag ends: the first `>` that is not inside a value.
fn tag_end(tag: &[u8]) -> Option<usize> {
    let mut quote = None;
    tag.iter().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(*byte);
            false
        }
        (Some(open), byte) if open == *byte => {
            quote = None;
            false
        }
        _ => false,
    })
}

fn local(name: &str) -> &str {
    byte(name, b':').and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

/// Where a byte first stands. What is looked through here is a few letters long, and a search made
/// for long texts takes longer to set up than to run.
fn byte(text: &str, wanted: u8) -> Option<usize> {
    text.bytes().position(|b| b == wanted)
}

/// Names and values of a tag, in order; whatever is no attribute ends them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attributes<'a>(&'a str);

impl<'a> Iterator for Attributes<'a> {
    /// Full name, and the value with its references.
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.0.trim_ascii_start();
        let equals = byte(text, b'=')?;
        let (name, rest) = (text.get(..equals)?.trim_ascii_end(), text.get(equals + 1..)?.trim_ascii_start());
        let quote = rest.bytes().next().filter(|c| matches!(c, b'"' | b'\''))?;
        let value = rest.get(1..)?;
        let end = byte(value, quote)?;
        self.0 = value.get(end + 1..)?;
        Some((name, value.get(..end)?))
    }
}

impl<'a> Attributes<'a> {
    pub(super) fn get(mut self, name: &str) -> Option<&'a str> {
        self.find(|(n, _)| *n == name).map(|(_, value)| value)
    }
}

/// A text with its references resolved and its line ends as XML has them.
pub(super) fn decoded(text: &str) -> Result<Cow<'_, str>, Damage> {
    if !text.bytes().any(|b| matches!(b, b'&' | b'\r')) {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\r']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = found.strip_prefix('\r') {
            out.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
        } else {
            let (name, after) = found.get(1..).and_then(|f| f.split_once(';')).ok_or(Damage)?;
            out.push(reference(name).ok_or(Damage)?);
            rest = after;
        }
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

/// The five named references and numbered ones: without a document type there are no others.
fn reference(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with('x') => number(&hex[1..], 16),
            digits => number(digits, 10),
        },
    }
    .filter(|c| *c != '\0')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;

    fn all(xml: &str) -> Result<Vec<String>, Damage> {
        let mut tokens = Tokens::new(xml);
        let mut out = Vec::new();
        while let Some(token) = tokens.next()? {
            out.push(match token {
                Token::Start(name, attributes) => {
                    let listed: Vec<String> = attributes.map(|(n, v)| format!(" {n}={v}")).collect();
                    format!("<{name}{}", listed.concat())
                }
                Token::End(name) => format!(">{name}"),
                Token::Text(text) => decoded(text)?.into_owned(),
                Token::CData(text) => text.to_owned(),
            });
        }
        Ok(out)
    }

    #[test]
    fn tags_texts_and_what_is_passed_over() {
        let xml = "<?xml version=\"1.0\"?><!-- a > b --><x:a b = '1>2' c=\"&lt;\"><d/>t&#x41;\r\n<![CDATA[<&]]></x:a >";
        let shown = all(xml).unwrap();
        assert_eq!(shown, ["<a b=1>2 c=&lt;", "<d", ">d", "tA\n", "<&", ">a"]);
    }

    #[test]
    fn what_is_not_whole_is_damage() {
        let deep = "<a>".repeat(65) + &"</a>".repeat(65);
        for xml in [
            "<a>",
            "<a",
            "<a></b>",
            "</a>",
            "<!DOCTYPE a><a/>",
            "<a b='>",
            "<>",
            "<a>&x;</a>",
            "<a>&#0;</a>",
            "<!--",
            &deep,
        ] {
            assert_eq!(all(xml), Err(Damage), "{xml}");
        }
    }

    /// The same walk by a general reader.
    fn reference_walk(xml: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut out = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(e) => out.push(format!("<{}", e.local_name().as_ref())),
                Event::End(e) => out.push(format!(">{}", e.local_name().as_ref())),
                Event::Eof => return out,
                _ => {}
            }
        }
    }

    fn markup() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            "[a-z &&[^&<]]{0,6}",
            Just("<v/>".to_owned()),
            Just("<!-- <c> -->".to_owned()),
            Just("<f a=\"x>y\" b='\"'>1</f>".to_owned()),
            Just("<![CDATA[</c>]]>".to_owned()),
        ];
        leaf.prop_recursive(4, 30, 5, |inner| {
            prop::collection::vec(inner, 0..5)
                .prop_map(|parts| format!("<x:c r=\"A1\">{}</x:c>", parts.concat()))
        })
    }

    proptest! {
        #[test]
        fn well_formed_markup_is_walked_as_a_general_reader_walks_it(inner in markup()) {
            let xml = format!("<sheet>{inner}</sheet>");
            let ours: Vec<String> = all(&xml).unwrap().into_iter()
                .filter(|t| t.starts_with(['<', '>']) && t != "</c>")
                .map(|t| t.split(' ').next().unwrap().to_owned()).collect();
            prop_assert_eq!(ours, reference_walk(&xml));
        }

        #[test]
        fn nothing_makes_it_stop_working(xml in "[<>/a=\"'&;!\\[\\]?#x1é -]{0,60}") {
            let _ = all(&xml);
        }
    }
}
