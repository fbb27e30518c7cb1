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
