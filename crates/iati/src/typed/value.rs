//! Values in attributes and between tags. What cannot be read as its type is kept as it was written.

use std::borrow::Cow;

use super::{Date, DateTime, Decimal};
use crate::xml::chars::trim;

/// A type with one way of being written.
pub trait Lexical: Sized {
    /// The value of a text without white space at its ends; none where it is not of the type.
    fn parse(text: &str) -> Option<Self>;

    /// The canonical text.
    fn canonical(&self) -> String;
}

/// A value as read, or as written where it is not of its type. Reading never gives `Raw` for a good text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value<T> {
    /// A value of the type. It is written in its canonical form.
    Good(T),
    /// What stands in the file, letter by letter.
    Raw(String),
}

impl<T> Value<T> {
    /// The value, where it is one.
    pub fn good(&self) -> Option<&T> {
        match self {
            Self::Good(value) => Some(value),
            Self::Raw(_) => None,
        }
    }
}

impl<T> Default for Value<T> {
    /// The empty text.
    fn default() -> Self {
        Self::Raw(String::new())
    }
}

impl<T: Lexical> From<T> for Value<T> {
    fn from(value: T) -> Self {
        Self::Good(value)
    }
}

impl<T: Lexical> From<&str> for Value<T> {
    fn from(text: &str) -> Self {
        T::parse(trim(text)).map_or_else(|| Self::Raw(text.to_owned()), Self::Good)
    }
}

/// What an attribute or an element without children holds.
pub(super) trait Scalar: Sized {
    /// From the text of a file.
    fn of(text: &str) -> Self;

    /// The text for a file.
    fn lexical(&self) -> Cow<'_, str>;
}

impl Scalar for String {
    fn of(text: &str) -> Self {
        text.to_owned()
    }

    fn lexical(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl<T: Lexical> Scalar for Value<T> {
    fn of(text: &str) -> Self {
        text.into()
    }

    fn lexical(&self) -> Cow<'_, str> {
        match self {
            Self::Good(value) => Cow::Owned(value.canonical()),
            Self::Raw(text) => Cow::Borrowed(text),
        }
    }
}

impl Lexical for bool {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "1" | "true" => Some(true),
            "0" | "false" => Some(false),
            _ => None,
        }
    }

    /// `1` and `0`, as in the examples of the standard.
    fn canonical(&self) -> String {
        if *self { "1" } else { "0" }.to_owned()
    }
}

impl Lexical for i64 {
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn canonical(&self) -> String {
        self.to_string()
    }
}

macro_rules! by_display {
    ($($type:ty)*) => {$(
        impl Lexical for $type {
            fn parse(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn canonical(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

by_display! { Decimal Date DateTime }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_of_the_type_is_kept() {
        assert_eq!(Value::<bool>::from(" true "), true.into());
        assert_eq!(Value::<bool>::from("yes"), Value::Raw("yes".to_owned()));
        assert_eq!(Value::<i64>::from("+007").lexical(), "7");
        assert_eq!(Value::<Decimal>::from(" 1e5 ").lexical(), " 1e5 ");
        assert_eq!(Value::<Date>::from("2020-02-30").good(), None);
    }
}
