//! What stands in a file as a bag of words, taken from its tokens and not from the values: each element, attribute
//! and text with its path. Order, comments and white space between elements do not count.

use std::collections::BTreeMap;

use iati::Kind;
use iati::model::{Content, Simple, Type};
use iati::names::Name;
use iati::xml::scan::{InTag, Scanner, Token, decode};

/// What only one of two files has.
pub fn difference(a: &str, b: &str, kind: Kind) -> Vec<String> {
    let mut counts: BTreeMap<String, i32> = BTreeMap::new();
    of(a, kind).into_iter().for_each(|entry| *counts.entry(entry).or_default() += 1);
    of(b, kind).into_iter().for_each(|entry| *counts.entry(entry).or_default() -= 1);
    counts.retain(|_, count| *count != 0);
    counts.into_iter().map(|(entry, count)| format!("{count:+} {entry}")).collect()
}

struct Open {
    path: String,
    shape: Option<&'static Type>,
    text: String,
    parent: bool,
}

fn of(file: &str, kind: Kind) -> Vec<String> {
    let at = if file.starts_with("<?xml") { file.find("?>").map_or(0, |at| at + 2) } else { 0 };
    let mut scanner = Scanner::new(file, at, true);
    let mut open: Vec<Open> = Vec::new();
    let mut out = Vec::new();
    loop {
        match scanner.token().expect("the file is XML") {
            Token::Start(name) => {
                let mut element = begin(name, open.last_mut(), kind);
                out.push(element.path.clone());
                if attributes(&mut scanner, &mut element, &mut out) {
                    open.push(element);
                } else {
                    end(element, &mut out);
                }
            }
            Token::End(_) => end(open.pop().expect("an element is open"), &mut out),
            Token::Text { raw, .. } => {
                let mut text = String::new();
                decode(raw, 0, false, &mut text).expect("the text is good");
                open.last_mut().into_iter().for_each(|element| element.text.push_str(&text));
            }
            Token::Cdata(raw) => open.last_mut().expect("an element is open").text.push_str(raw),
            Token::Aside | Token::Doctype => {}
            Token::Over => return out,
        }
    }
}

fn begin(name: &str, parent: Option<&mut Open>, kind: Kind) -> Open {
    let Some(parent) = parent else {
        return Open { path: name.to_owned(), shape: Some(kind.root()), text: String::new(), parent: false };
    };
    parent.parent = true;
    let shape = parent.shape.and_then(|shape| match &shape.content {
        Content::Elements(places) => {
            places.iter().find(|place| place.name != Name::FOREIGN && place.name.as_str() == name)
        }
        _ => None,
    });
    let path = format!("{}/{name}", parent.path);
    Open { path, shape: shape.map(|place| place.shape), text: String::new(), parent: false }
}

/// Whether the tag stays open.
fn attributes(scanner: &mut Scanner<'_>, element: &mut Open, out: &mut Vec<String>) -> bool {
    loop {
        let (name, raw) = match scanner.attribute().expect("the tag is good") {
            InTag::Open => return true,
            InTag::Empty => return false,
            InTag::Attribute { name, raw, .. } => (name, raw),
        };
        let mut value = String::new();
        decode(raw, 0, true, &mut value).expect("the value is good");
        let known =
            element.shape.and_then(|shape| shape.attributes.iter().find(|it| it.name.as_str() == name));
        // Files are written as 2.03 whatever they were.
        if !(element.path.starts_with("iati-") && !element.path.contains('/') && name == "version") {
            out.push(format!(
                "{}/@{name}={}",
                element.path,
                form(known.map_or(Simple::Str, |it| it.simple), &value)
            ));
        }
    }
}

fn end(element: Open, out: &mut Vec<String>) {
    let simple = match element.shape.map(|shape| &shape.content) {
        Some(Content::Text(simple)) => *simple,
        _ => Simple::Str,
    };
    // White space beside elements is not kept, even where text beside elements is wrong to begin with.
    let loose = element.parent || matches!(element.shape.map(|it| &it.content), Some(Content::Elements(_)));
    let text = if loose { element.text.split_ascii_whitespace().collect() } else { element.text };
    let text = form(simple, &text);
    if !text.is_empty() {
        out.push(format!("{}={text}", element.path));
    }
}

/// A form that equal values share, worked out apart from the crate.
fn form(simple: Simple, text: &str) -> String {
    let word = text.trim_matches([' ', '\t', '\r', '\n']);
    let good = iati::schema::values::is_valid(simple, word) && word != "-" && word != "+";
    if !good {
        return text.to_owned();
    }
    match simple {
        Simple::Decimal | Simple::Int | Simple::NonNegative | Simple::Positive => number(word),
        Simple::Boolean => if matches!(word, "1" | "true") { "yes" } else { "no" }.to_owned(),
        Simple::Date => word.replace("+00:00", "Z").replace("-00:00", "Z"),
        Simple::DateTime => word.to_owned(),
        _ => text.to_owned(),
    }
}

fn number(word: &str) -> String {
    let digits = word.trim_start_matches(['-', '+']);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let sign = if word.starts_with('-') && !(whole.is_empty() && part.is_empty()) { "-" } else { "" };
    format!("{sign}{whole}.{part}")
}
