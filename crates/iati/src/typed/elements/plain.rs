//! Elements that hold a text or a number.

use crate::typed::element::element;
use crate::typed::{Decimal, Value};

element! {
    /// An element that holds a text and nothing else, e.g. `iati-identifier`.
    Plain {
        text {
            /// The text as it stands in the file.
            text: String,
        }
    }
}

element! {
    /// An element that holds a number and nothing else, e.g. `interest-received`.
    Number {
        text {
            /// The number.
            value: Value<Decimal>,
        }
    }
}

impl From<&str> for Plain {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Self { value: value.into(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn text_is_kept_as_it_is() {
        let it: Plain = round_trip("<iati-identifier> A-1 &amp; B\n</iati-identifier>");
        assert_eq!(it, " A-1 & B\n".into());
    }
}
