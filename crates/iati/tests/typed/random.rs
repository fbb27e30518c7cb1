//! Random files: elements of the standard at right and wrong places, good and bad values, extensions between.

use iati::Kind;
use iati::model::{Content, Type};
use iati::names::Name;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

/// Draws what a file has from a sequence of numbers; when it is used up, everything is empty.
struct Dice<'d> {
    numbers: std::slice::Iter<'d, u16>,
    out: String,
}

const VALUES: &[&str] = &[
    "",
    " ",
    "1",
    "01.50",
    "-0.0",
    "1e5",
    " 7 ",
    "true",
    "0",
    "2026-11-22",
    "2026-02-30",
    "2026-11-22Z",
    "2026-11-22T08:30:00Z",
    "Cấp nước &amp; vệ sinh",
    "a&lt;b&gt;&quot;c&quot;",
    "x&#10;y&#13;z&#9;",
    "]]&gt;",
    "  hai  \n dòng ",
    "99999999999999999999999999999999999999.9",
    "-",
    "+",
    ".",
    "𐍈",
];
const OTHERS: &[&str] = &["x:ext", "unknown", "title", "narrative", "value", "x:title", "iati-activity"];
const ATTRIBUTES: &[&str] =
    &["x:a", "code", "xml:lang", "unknown", "xml:space", "ref", "xmlns:y", "iso-date"];

impl Dice<'_> {
    fn roll(&mut self, sides: usize) -> usize {
        self.numbers.next().map_or(0, |number| usize::from(*number) % sides)
    }

    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        list[self.roll(list.len())]
    }

    fn attribute(&mut self, name: &str, used: &mut Vec<String>) {
        if !used.iter().any(|other| other == name) {
            used.push(name.to_owned());
            let value = if name.starts_with("xmlns") { "urn:y" } else { self.pick(VALUES) };
            self.out.push_str(&format!(" {name}=\"{value}\""));
        }
    }

    fn element(&mut self, name: &str, shape: Option<&Type>, depth: usize) {
        self.out.push_str(&format!("<{name}"));
        let mut used = Vec::new();
        if depth == 0 {
            self.out.push_str(" version=\"2.03\" xmlns:x=\"urn:x\"");
            used.extend(["version".to_owned(), "xmlns:x".to_owned()]);
        }
        let known = shape.map_or(&[][..], |shape| shape.attributes);
        for _ in 0..self.roll(4) {
            let own = known.get(self.roll(known.len().max(1))).map(|attribute| attribute.name.as_str());
            let name = if self.roll(4) == 3 { None } else { own }.unwrap_or_else(|| self.pick(ATTRIBUTES));
            self.attribute(name, &mut used);
        }
        self.out.push('>');
        let places = match shape.map(|shape| &shape.content) {
            Some(Content::Elements(places)) => *places,
            _ => &[],
        };
        for _ in 0..self.roll(5) * usize::from(depth < 6) {
            self.piece(places, depth);
        }
        if places.is_empty() {
            let value = self.pick(VALUES);
            self.out.push_str(value);
        }
        self.out.push_str(&format!("</{name}>"));
    }

    fn piece(&mut self, places: &'static [iati::model::Child], depth: usize) {
        let place = places.get(self.roll(places.len().max(1))).filter(|place| place.name != Name::FOREIGN);
        match (self.roll(9), place) {
            (0..=5, Some(place)) => self.element(place.name.as_str(), Some(place.shape), depth + 1),
            // Text under the root is not kept.
            (6, _) if depth > 0 => {
                let value = self.pick(VALUES);
                self.out.push_str(value);
            }
            (7, _) => self.out.push_str("<!-- aside -->\n  "),
            _ => {
                let name = self.pick(OTHERS);
                self.element(name, None, depth + 1);
            }
        }
    }
}

fn file(kind: Kind, numbers: &[u16]) -> String {
    let mut dice = Dice { numbers: numbers.iter(), out: String::new() };
    dice.element(kind.root_name().as_str(), Some(kind.root()), 0);
    // What stands after the last roll under the root is a value.
    dice.out
}

proptest! {
    // The same files each time: a test that fails now and then tells nobody what broke.
    #![proptest_config(Config { cases: 400, rng_seed: RngSeed::Fixed(22), failure_persistence: None, ..Config::default() })]

    #[test]
    fn nothing_is_lost_in_random_files(
        organisations in any::<bool>(),
        numbers in prop::collection::vec(any::<u16>(), 20..400),
    ) {
        let kind = if organisations { Kind::Organisations } else { Kind::Activities };
        let file = file(kind, &numbers);
        super::round_trip(&file, kind);
    }
}
