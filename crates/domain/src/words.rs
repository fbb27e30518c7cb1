//! A short text in the two languages every screen and document has.
use serde::{Deserialize, Serialize};

/// Vietnamese and English wording of the same thing: a title of a table, the name of a column.
///
/// Sentences shown to people live in `locales/`; `Words` carries the names that come with data
/// (forms, plans, places), where the data file is the source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    pub vi: String,
    pub en: String,
}

impl Words {
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }
}

/// What a person wrote, in each language apart; an empty one has not been written. Nothing fills it
/// from another language by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Texts {
    #[serde(default)]
    pub vi: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub km: String,
}

impl Texts {
    pub fn vi(vi: impl Into<String>) -> Self {
        Self { vi: vi.into(), ..Self::default() }
    }

    pub fn of(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into(), km: String::new() }
    }
}
