//! A file with every element and attribute of the standard once, made from the tables of the model. It fails when
//! an element or attribute is forgotten, stands in the wrong order or has the wrong type.

use std::fmt::Write;

use iati::model::{Content, Simple, Type};
use iati::names::Name;
use iati::typed::{Item, Layout};
use iati::{Kind, Options, RuleId, check};

use super::{read, write};

/// A value of a type: as it may stand in a file, and as it is written.
fn value(simple: Simple) -> (&'static str, &'static str) {
    match simple {
        Simple::Str => ("a <b> & \"c\"", "a <b> & \"c\""),
        Simple::Decimal => ("+01.50", "1.5"),
        Simple::Date => ("2026-11-22+00:00", "2026-11-22Z"),
        Simple::DateTime => ("2026-11-22T08:30:00+07:00", "2026-11-22T08:30:00+07:00"),
        Simple::Boolean => (" true", "1"),
        Simple::Uri => ("https://example.org/a?b=c&d", "https://example.org/a?b=c&d"),
        Simple::Int | Simple::NonNegative | Simple::Positive => ("007", "7"),
        Simple::NmToken => ("a-b", "a-b"),
        Simple::Lang => ("vi", "vi"),
        Simple::Space => ("preserve", "preserve"),
        Simple::Id => ("a", "a"),
    }
}

struct Maker {
    /// Whether values stand in the form in which they are written.
    canonical: bool,
    /// Whether extensions stand wherever they may.
    foreign: bool,
    out: String,
}

impl Maker {
    fn value(&self, simple: Simple) -> String {
        let (loose, canonical) = value(simple);
        let value = if self.canonical { canonical } else { loose };
        value.replace('&', "&amp;").replace('<', "&lt;")
    }

    fn element(&mut self, name: &str, shape: &Type, root: bool) {
        self.out.push_str(if name.starts_with("iati-") && !name.ends_with("identifier") {
            "\n<"
        } else {
            "<"
        });
        self.out.push_str(name);
        for attribute in shape.attributes {
            let simple = attribute.simple;
            let value =
                if attribute.name.as_str() == "version" { "2.03".to_owned() } else { self.value(simple) };
            write!(self.out, " {}=\"{}\"", attribute.name.as_str(), value.replace('"', "&quot;")).unwrap();
        }
        if root {
            self.out.push_str(" xmlns:x=\"urn:x\"");
        }
        if self.foreign && shape.open {
            self.out.push_str(" x:note=\"1\"");
        }
        let begin = self.out.len();
        match &shape.content {
            Content::Text(simple) => {
                let text = self.value(*simple).replace('>', "&gt;");
                self.out.push_str(&text);
            }
            Content::Anything => self.out.push_str("VN-1"),
            Content::Elements(places) => {
                for place in *places {
                    if place.name != Name::FOREIGN {
                        self.element(place.name.as_str(), place.shape, false);
                    } else if self.foreign {
                        self.out.push_str(if root { "\n" } else { "" });
                        self.out.push_str("<x:more of=\"it\"><x:own>text</x:own><title><narrative>t</narrative></title></x:more>");
                    }
                }
            }
        }
        if self.out.len() == begin {
            self.out.push_str("/>");
        } else {
            self.out.insert(begin, '>');
            self.out.push_str(if root { "\n" } else { "" });
            write!(self.out, "</{name}>").unwrap();
        }
    }
}

/// A file with everything, extensions too where they are wanted.
pub fn file(kind: Kind, canonical: bool, foreign: bool) -> String {
    let out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
    let mut maker = Maker { canonical, foreign, out };
    maker.element(kind.root_name().as_str(), kind.root(), true);
    maker.out + "\n"
}

const KINDS: [Kind; 2] = [Kind::Activities, Kind::Organisations];

#[test]
fn every_element_and_attribute_has_its_place_and_type() {
    for kind in KINDS {
        let source = file(kind, false, false);
        let values = read(&source);
        let shown = format!("{:?}", values.1);
        assert!(!shown.contains("extra: Some"), "something has no field: {shown}");
        assert!(!shown.contains("Raw("), "something has the wrong type: {shown}");
        assert_eq!(write(&values, Layout::Compact), file(kind, true, false));
        super::round_trip(&source, kind);
    }
}

#[test]
fn extensions_are_kept_wherever_they_may_stand() {
    for kind in KINDS {
        let canonical = file(kind, true, true);
        assert_eq!(write(&read(&file(kind, false, true)), Layout::Compact), canonical);
        super::round_trip(&canonical, kind);
    }
}

#[test]
fn what_is_written_has_the_structure_of_the_standard() {
    for kind in KINDS {
        for foreign in [false, true] {
            let written = write(&read(&file(kind, true, foreign)), Layout::Indented);
            let mut findings = Vec::new();
            check(written.as_bytes(), &Options::default(), |finding| findings.push(finding));
            findings.retain(|finding| finding.id == RuleId::SCHEMA);
            assert!(findings.is_empty(), "{findings:?}\n{written}");
        }
    }
}

#[test]
fn items_are_of_the_kind_of_the_file() {
    let (_, items) = read(&file(Kind::Organisations, true, false));
    assert!(matches!(&items[..], [Item::Organisation(it)] if it.identifier() == "VN-1"));
}
