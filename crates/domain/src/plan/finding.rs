//! What is wrong with a plan or with the text it was read from.
use serde::{Deserialize, Serialize};

use crate::finding::Severity;

/// Printed by `plan read` and `plan check`, which speak both languages at once: the file that is
/// checked is read by the standing agency and by whoever keeps the data files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanFinding {
    /// Stable, kebab-case.
    pub code: String,
    pub severity: Severity,
    /// Clause concerned, as in the plan's own numbering.
    pub clause: Option<String>,
    /// Line of the text that was read, from 1.
    pub line: Option<usize>,
    pub vi: String,
    pub en: String,
}

impl PlanFinding {
    pub fn new(code: &str, severity: Severity, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code: code.to_owned(), severity, clause: None, line: None, vi: vi.into(), en: en.into() }
    }

    pub fn error(code: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, vi, en)
    }

    pub fn warning(code: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, vi, en)
    }

    pub fn note(code: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, vi, en)
    }

    #[must_use]
    pub fn at_clause(mut self, clause: &super::ClauseRef) -> Self {
        self.clause = Some(clause.to_string());
        self
    }

    /// Where it is, for a list: the clause, or the line of the text, or a dash.
    pub fn clause_label(&self) -> String {
        let line = || self.line.map_or_else(|| "-".to_owned(), |l| format!("L{l}"));
        self.clause.clone().unwrap_or_else(line)
    }

    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }
}
