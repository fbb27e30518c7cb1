//! Between codes and the words that people see in a drop-down or type from memory.
use std::borrow::Cow;
use std::collections::HashMap;

use domain::form::{Column, Form, Kind};
use domain::words::Words;
use lang::Lang;

use super::{area_label, place_label};

/// Words before a commune's name that people leave out or shorten.
const PLACE_KINDS: [&str; 8] =
    ["xa ", "phuong ", "thi tran ", "dac khu ", "huyen ", "thi xa ", "thanh pho ", "tp "];

/// Names of the areas, places and choices of a round, prepared once for all its workbooks.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    areas: Vec<(String, Words)>,
    places: Vec<(String, String)>,
    /// By the exact words of the drop-down: which place.
    place_by_label: HashMap<String, usize>,
    /// By folded name: which places, usually one.
    place_by_name: HashMap<String, Vec<usize>>,
    area_by_title: HashMap<String, usize>,
    /// By list, then by label, folded label or code: which choice.
    choices: HashMap<String, HashMap<String, String>>,
}

/// Why a text names no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceProblem {
    Unknown,
    /// Two places have this name.
    Ambiguous,
}

impl Labels {
    /// `areas` are (letter, title) of the plan, `places` (code, name) of the place system that is
    /// valid for the round, both in the order in which they are offered.
    #[must_use]
    pub fn new(form: &Form, areas: &[(String, Words)], places: &[(String, Words)]) -> Self {
        let mut out = Self::of(areas, places);
        for (list, choices) in &form.lists {
            // The label as it is offered comes first: it is what most cells hold.
            let keys = choices.iter().flat_map(|c| {
                let folded = [&c.code, &c.vi, &c.en].map(|k| (plain(k), c.code.clone()));
                folded.into_iter().chain([(c.vi.clone(), c.code.clone())])
            });
            out.choices.insert(list.clone(), keys.collect());
        }
        out
    }

    /// Areas and places alone, for a list that belongs to no form.
    #[must_use]
    pub fn of(areas: &[(String, Words)], places: &[(String, Words)]) -> Self {
        let places: Vec<_> = places.iter().map(|(code, name)| (code.clone(), name.vi.clone())).collect();
        let mut out = Self { areas: areas.to_vec(), ..Self::default() };
        for (i, (_, title)) in areas.iter().enumerate() {
            out.area_by_title.insert(plain(&title.vi), i);
            out.area_by_title.insert(plain(&title.en), i);
        }
        for (i, (code, name)) in places.iter().enumerate() {
            out.place_by_label.insert(place_label(code, name), i);
            let name = plain(name);
            let bare = without_kind(&name).to_owned();
            for key in [Some(&name), (bare != name).then_some(&bare)].into_iter().flatten() {
                out.place_by_name.entry(key.clone()).or_default().push(i);
            }
        }
        out.places = places;
        out
    }

    /// (letter, title) of the areas, as given.
    #[must_use]
    pub fn areas(&self) -> &[(String, Words)] {
        &self.areas
    }

    /// (code, name) of the places, as given.
    #[must_use]
    pub fn places(&self) -> &[(String, String)] {
        &self.places
    }

    /// Where an area or a place stands in its list; other codes come first.
    pub(crate) fn order(&self, code: &str) -> Option<usize> {
        let area = self.areas.iter().position(|(l, _)| l == code);
        area.or_else(|| self.places.iter().position(|(c, _)| c == code))
    }

    /// Letter of an area from «đ», «đ - Y tế», «đ) Y tế» or «y tế».
    pub(super) fn area_of(&self, text: &str) -> Option<&str> {
        // Folding would make đ equal to d, so the letter is compared as it is.
        let letter = text.split([' ', '-', '.', ')', ':', '–']).next().unwrap_or_default().to_lowercase();
        let by_letter = self.areas.iter().find(|(l, _)| *l == letter);
        let by_title = || self.area_by_title.get(&plain(text)).and_then(|i| self.areas.get(*i));
        by_letter.or_else(by_title).map(|(l, _)| l.as_str())
    }

    /// Code of a place from «Xã Hồ Thị Kỷ (32062)», «32062» or «hồ thị kỷ».
    pub(super) fn place_of(&self, text: &str) -> Result<&str, PlaceProblem> {
        let code = |i: usize| self.places.get(i).map(|(c, _)| c.as_str()).ok_or(PlaceProblem::Unknown);
        if let Some(i) = self.place_by_label.get(text) {
            return code(*i);
        }
        let inner = text.rsplit_once('(').and_then(|(_, tail)| tail.split_once(')')).map(|(c, _)| c.trim());
        for candidate in [Some(text.trim()), inner].into_iter().flatten() {
            if let Some((c, _)) = self.places.iter().find(|(c, _)| c == candidate) {
                return Ok(c);
            }
        }
        let name = plain(text);
        let found = self.place_by_name.get(&name).or_else(|| self.place_by_name.get(without_kind(&name)));
        match found.map(Vec::as_slice) {
            Some([one]) => code(*one),
            Some([_, _, ..]) => Err(PlaceProblem::Ambiguous),
            _ => Err(PlaceProblem::Unknown),
        }
    }

    /// Code of a choice from its code or its label in either language.
    pub(super) fn choice_of(&self, list: &str, text: &str) -> Option<&str> {
        let choices = self.choices.get(list)?;
        choices.get(text).or_else(|| choices.get(&plain(text))).map(String::as_str)
    }

    /// The words for a code in a language; the code itself when nobody knows it.
    #[must_use]
    pub fn label<'a>(&self, form: &Form, column: &Column, code: &'a str, lang: Lang) -> Cow<'a, str> {
        let words = match column.kind {
            Kind::Area => self.areas.iter().find(|(l, _)| l == code).map(|(l, t)| match lang {
                Lang::En => format!("{l} - {}", t.en),
                _ => area_label(l, t),
            }),
            Kind::Place => self.places.iter().find(|(c, _)| c == code).map(|(c, n)| place_label(c, n)),
            Kind::Choice => {
                let list = column.list.as_deref().unwrap_or_default();
                let found = form.choices(list).iter().find(|c| c.code == code);
                found.map(|c| if lang == Lang::En { c.en.clone() } else { c.vi.clone() })
            }
            _ => None,
        };
        words.map_or(Cow::Borrowed(code), Cow::Owned)
    }
}

/// Folded, with single spaces and without a bracketed unit or a star at the end: the form in
/// which headings and labels are compared.
pub(super) fn plain(text: &str) -> String {
    let folded = lang::fold(text);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let cut = out.find(" (").filter(|_| out.ends_with(')')).unwrap_or(out.len());
    out.truncate(cut);
    out.truncate(out.trim_end_matches(['*', ':', '.', ' ']).len());
    out
}

fn without_kind(name: &str) -> &str {
    PLACE_KINDS.iter().find_map(|k| name.strip_prefix(k)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Labels {
        let form: Form = toml::from_str(include_str!("../../../../data/forms/annual.toml")).unwrap();
        let area = |l: &str, vi: &str| (l.to_owned(), Words::new(vi, ""));
        let place = |c: &str, n: &str| (c.to_owned(), Words::new(n, n));
        Labels::new(
            &form,
            &[area("d", "Giáo dục"), area("đ", "Y tế")],
            &[
                place("32062", "Xã Hồ Thị Kỷ"),
                place("31825", "Phường Tân Thành"),
                place("31900", "Xã Tân Thành"),
                place("32001", "Phường 1"),
            ],
        )
    }

    #[test]
    fn d_and_dd_are_two_areas_however_they_are_written() {
        let labels = labels();
        for (text, letter) in
            [("d", "d"), ("đ", "đ"), ("Đ", "đ"), ("đ - Y tế", "đ"), ("d) Giáo dục", "d"), ("y tế", "đ")]
        {
            assert_eq!(labels.area_of(text), Some(letter), "{text}");
        }
        assert_eq!(labels.area_of("văn hoá"), None);
    }

    #[test]
    fn places_are_found_by_label_code_or_name_and_two_of_a_name_are_asked_back() {
        let labels = labels();
        for text in ["Xã Hồ Thị Kỷ (32062)", "32062", "hồ thị kỷ", "XÃ HỒ THỊ KỶ", "xã khác tên (32062)"]
        {
            assert_eq!(labels.place_of(text), Ok("32062"), "{text}");
        }
        assert_eq!(labels.place_of("Phường Tân Thành"), Ok("31825"));
        assert_eq!(labels.place_of("Tân Thành"), Err(PlaceProblem::Ambiguous));
        assert_eq!(labels.place_of("Hà Nội"), Err(PlaceProblem::Unknown));
    }

    #[test]
    fn choices_are_found_by_code_and_by_both_labels() {
        let labels = labels();
        for text in ["ngo", "Tổ chức PCPNN", "to chuc pcpnn", "foreign ngo"] {
            assert_eq!(labels.choice_of("donor_type", text), Some("ngo"), "{text}");
        }
        assert_eq!(labels.choice_of("donor_type", "khác"), None);
    }
}
