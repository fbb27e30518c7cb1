//! What a check finds: one statement about one place of a file, in numbers and codes. Words come from
//! [`crate::messages`], so that a finding costs nothing in a language nobody asked for.

use std::sync::Arc;

use serde::Serialize;

use crate::Pos;

/// The id of a check, as the official validator writes it, e.g. `9.76.1`.
///
/// Ids from 2000 on are of this crate alone: they say what the official validator does not look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct RuleId(pub &'static str);

impl RuleId {
    /// Not well-formed: the file cannot be read further.
    pub const NOT_XML: Self = Self("0.1.1");
    /// The root element is not one of the two of the standard.
    pub const NOT_IATI: Self = Self("0.2.1");
    /// The structure breaks the schema.
    pub const SCHEMA: Self = Self("0.3.1");
    /// A version of the standard that is no longer, or not, supported.
    pub const VERSION: Self = Self("0.6.1");
    /// The same identifier is used by an earlier activity of the file.
    pub const DUPLICATE: Self = Self("1.1.2");
    /// A code that its list has withdrawn. Not known to the official validator.
    pub const WITHDRAWN: Self = Self("2000.0.1");

    /// References that were not looked up, for there were too many. Not known to the official validator.
    pub const NOT_LOOKED_UP: Self = Self("2000.0.2");

    /// Findings of one activity that are not told, for there were too many. Not known to the official validator.
    pub const LEFT_OUT: Self = Self("2000.0.3");

    /// Whether the official validator knows the id.
    pub fn is_official(self) -> bool {
        !self.0.starts_with("2000.")
    }
}

impl std::fmt::Display for RuleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// How many findings of one activity or organisation are told, of its structure and of its rules each: an activity of
/// a few megabytes can be made to have millions, and they are kept until it is read to its end.
pub const FINDINGS_MAX: usize = 50_000;

/// How bad it is. A file is valid when nothing critical was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Critical,
    /// A rule of the standard is broken.
    Error,
    /// A recommendation is not kept.
    Warning,
    /// Worth a look.
    Advisory,
}

impl Severity {
    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advisory => "advisory",
        }
    }

    /// The severity of a word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Critical, Self::Error, Self::Warning, Self::Advisory]
            .into_iter()
            .find(|it| it.as_str() == word)
    }
}

macro_rules! categories {
    ($($name:ident $text:literal,)*) => {
        /// What part of the data a check is about, in the twelve groups of the official validator.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Category {
            $(#[doc = concat!("`", $text, "`")] $name,)*
        }

        impl Category {
            /// The word used in reports.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The category of a word.
            pub fn of(word: &str) -> Option<Self> {
                match word { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

categories! {
    Iati "iati",
    Schema "schema",
    Identifiers "identifiers",
    Organisation "organisation",
    Information "information",
    Participating "participating",
    Geo "geo",
    Classifications "classifications",
    Financial "financial",
    Documents "documents",
    Relations "relations",
    Performance "performance",
}

/// The identifier of findings that concern the whole file.
pub const FILE: &str = "file";
/// The identifier of an activity or organisation that has none.
pub const NO_IDENTIFIER: &str = "noIdentifier";

/// Values for the places of a message, by name, e.g. `("value", "XYZ")`.
pub type Args = Vec<(&'static str, String)>;

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which check.
    pub id: RuleId,
    /// How bad.
    pub severity: Severity,
    /// About what.
    pub category: Category,
    /// The identifier of the activity or organisation; [`FILE`], [`NO_IDENTIFIER`], or `X(2)` for a repeat.
    pub identifier: Arc<str>,
    /// The title of the activity or the name of the organisation, for the official report; empty where unknown.
    pub title: Arc<str>,
    /// Where, e.g. `/iati-activities/iati-activity[3]/sector[2]/@code`.
    pub path: String,
    /// Where in the text.
    pub pos: Pos,
    /// Which message; the id, except where one id has several meanings.
    pub message: &'static str,
    /// What the message needs.
    pub args: Args,
    /// Findings of one rule at one element carry the same number: the official validator reports them as one.
    pub group: u64,
}

impl Finding {
    /// A finding at a place, not yet of any activity: [`crate::rules::Ledger`] says of which. The message is
    /// that of the id.
    pub fn new(
        id: RuleId,
        severity: Severity,
        category: Category,
        path: String,
        pos: Pos,
        args: Args,
    ) -> Self {
        Self {
            id,
            severity,
            category,
            identifier: Arc::default(),
            title: Arc::default(),
            path,
            pos,
            message: id.0,
            args,
            group: u64::MAX,
        }
    }

    /// The same, of the whole file.
    pub fn of_file(self) -> Self {
        Self { identifier: FILE.into(), ..self }
    }
}

/// How many findings of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Critical findings.
    pub critical: u64,
    /// Errors.
    pub error: u64,
    /// Warnings.
    pub warning: u64,
    /// Advisories.
    pub advisory: u64,
}

impl Summary {
    /// Counts one finding.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Critical => self.critical += 1,
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Advisory => self.advisory += 1,
        }
    }

    /// Whether the file counts as valid: nothing critical.
    pub fn is_valid(&self) -> bool {
        self.critical == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_critical_finding_makes_a_file_invalid() {
        let mut summary = Summary::default();
        summary.add(Severity::Error);
        summary.add(Severity::Advisory);
        assert!(summary.is_valid());
        summary.add(Severity::Critical);
        assert!(!summary.is_valid());
        assert_eq!((summary.critical, summary.error, summary.warning, summary.advisory), (1, 1, 0, 1));
    }

    #[test]
    fn ids_of_this_crate_are_told_from_official_ones() {
        assert!(RuleId("1000.0.1").is_official() && RuleId("2.1.1").is_official());
        assert!(!RuleId::WITHDRAWN.is_official());
    }
}
