//! Texts in languages.

use crate::typed::element::element;

element! {
    /// `narrative`: text in one language.
    Narrative {
        attributes {
            /// Language of the text, e.g. `vi`. None: the language of the activity or organisation.
            lang: String = XML_LANG,
        }
        text {
            /// The text, with its line ends.
            text: String,
        }
    }
}

element! {
    /// `title`, `name`, `comment` and others: the same text in one or more languages.
    Text {
        elements {
            /// One for each language.
            narratives: Vec<Narrative> = NARRATIVE,
        }
    }
}

impl Narrative {
    /// Text in a language, e.g. `vi`.
    pub fn in_lang(lang: &str, text: &str) -> Self {
        Self { lang: Some(lang.to_owned()), ..text.into() }
    }
}

impl From<&str> for Narrative {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

impl Text {
    /// The text in a language, e.g. `vi`, or the first one where it is not in that language.
    pub fn in_lang(&self, lang: &str) -> Option<&str> {
        text_in(&self.narratives, lang)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { narratives: vec![text.into()], ..Self::default() }
    }
}

impl From<Vec<Narrative>> for Text {
    fn from(narratives: Vec<Narrative>) -> Self {
        Self { narratives, ..Self::default() }
    }
}

/// The text in a language, or the first one where no narrative has that language.
pub fn text_in<'t>(narratives: &'t [Narrative], lang: &str) -> Option<&'t str> {
    let same =
        |narrative: &&Narrative| narrative.lang.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(lang));
    narratives.iter().find(same).or(narratives.first()).map(|narrative| narrative.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn texts_are_found_by_language() {
        let it: Text = round_trip(concat!(
            r#"<title><narrative xml:lang="vi">Nước sạch</narrative>"#,
            r#"<narrative xml:lang="en">Water &lt; 1</narrative></title>"#
        ));
        assert_eq!((it.in_lang("en"), it.in_lang("fr")), (Some("Water < 1"), Some("Nước sạch")));
        assert_eq!(it.narratives[0], Narrative::in_lang("vi", "Nước sạch"));
    }
}
