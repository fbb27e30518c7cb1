//! What is wrong with something a person sent: where, how bad, and the facts a sentence needs.
//!
//! A finding carries no sentence. Its `code` names a message in `locales/` (`finding-<code>`),
//! and the arguments are typed so that each language formats its own numbers and dates.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::words::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; nothing to do.
    Note,
    /// May be right; the sender should look again. Does not stop a submission.
    Warning,
    /// Cannot be taken as it is: the cell is not saved, or the report not submitted.
    Error,
}

/// Where a finding sits. Reports name table, row and column; workbooks add sheet and cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spot {
    /// Key of a table ("B1") or of a narrative section ("II").
    pub table: Option<String>,
    /// Index of the row within the table, from 0.
    pub row: Option<usize>,
    /// Key of the column.
    pub column: Option<String>,
    /// Name of the sheet as the file has it.
    pub sheet: Option<String>,
    /// Cell in A1 notation.
    pub cell: Option<String>,
}

impl Spot {
    pub fn table(key: &str) -> Self {
        Self { table: Some(key.to_owned()), ..Self::default() }
    }
    pub fn cell(table: &str, row: usize, column: &str) -> Self {
        Self {
            table: Some(table.to_owned()),
            row: Some(row),
            column: Some(column.to_owned()),
            ..Self::default()
        }
    }
    pub fn sheet(sheet: &str, cell: &str) -> Self {
        Self { sheet: Some(sheet.to_owned()), cell: Some(cell.to_owned()), ..Self::default() }
    }
}

/// A typed argument of a finding's sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    Text(String),
    Number(i64),
    /// Đồng; shown in million đồng.
    Money(i64),
    Date(Date),
    Words(Words),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable, kebab-case, also the end of the message key: `finding-<code>`.
    pub code: String,
    pub severity: Severity,
    pub spot: Spot,
    pub args: Vec<(String, Arg)>,
}

impl Finding {
    pub fn new(code: &str, severity: Severity, spot: Spot) -> Self {
        Self { code: code.to_owned(), severity, spot, args: Vec::new() }
    }
    pub fn error(code: &str, spot: Spot) -> Self {
        Self::new(code, Severity::Error, spot)
    }
    pub fn warning(code: &str, spot: Spot) -> Self {
        Self::new(code, Severity::Warning, spot)
    }
    pub fn note(code: &str, spot: Spot) -> Self {
        Self::new(code, Severity::Note, spot)
    }
    #[must_use]
    pub fn with(mut self, name: &str, arg: Arg) -> Self {
        self.args.push((name.to_owned(), arg));
        self
    }
    #[must_use]
    pub fn text(self, name: &str, value: impl Into<String>) -> Self {
        self.with(name, Arg::Text(value.into()))
    }
}

/// Whether anything in the list stops the work.
pub fn any_error(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.severity == Severity::Error)
}
