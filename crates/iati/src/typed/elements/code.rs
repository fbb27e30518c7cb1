//! Elements that hold a code.

use crate::typed::element::element;

element! {
    /// An empty element with a `code`, e.g. `activity-status`. Which list it is of depends on the element.
    Code {
        attributes {
            /// The code.
            code: String = CODE,
        }
    }
}

impl Code {
    /// The code; empty where there is none.
    pub fn as_str(&self) -> &str {
        self.code.as_deref().unwrap_or_default()
    }
}

impl From<&str> for Code {
    fn from(code: &str) -> Self {
        Self { code: Some(code.to_owned()), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::element::round_trip;

    #[test]
    fn a_code_is_read_and_written() {
        let it: Code = round_trip(r#"<activity-status code="2"/>"#);
        assert_eq!(it, "2".into());
        assert_eq!((it.as_str(), Code::default().as_str()), ("2", ""));
    }
}
