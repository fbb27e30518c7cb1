//! Versions of the standard.

/// A version of the standard that can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// 2.01, of 2015.
    V201,
    /// 2.02, of 2015.
    V202,
    /// 2.03, of 2018.
    V203,
}

impl Version {
    /// All of them, oldest first.
    pub const ALL: [Self; 3] = [Self::V201, Self::V202, Self::V203];

    /// The version that `text` names exactly, e.g. `2.03`.
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.as_str() == text)
    }

    /// As it is written in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V201 => "2.01",
            Self::V202 => "2.02",
            Self::V203 => "2.03",
        }
    }

    /// Whether `text` names one of the versions of the first generation, which nothing reads any more.
    pub fn is_first_generation(text: &str) -> bool {
        matches!(text, "1.0" | "1.00" | "1.01" | "1.02" | "1.03" | "1.04" | "1.05")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_words_name_a_version() {
        assert_eq!(Version::of("2.03"), Some(Version::V203));
        for text in ["", "2.3", "2.03 ", "2.04", "1.05"] {
            assert_eq!(Version::of(text), None, "{text}");
        }
        assert!(Version::is_first_generation("1.05"));
        assert!(Version::V201 < Version::V203);
    }
}
