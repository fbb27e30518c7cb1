//! The only way the domain says no.
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::finding::{Arg, Finding};

/// A reason a person can read: a message key `refusal-<code>` with its facts, and, when the
/// refusal is about what was sent, the findings behind it.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("refused: {code}")]
pub struct Refusal {
    pub code: String,
    pub args: Vec<(String, Arg)>,
    pub findings: Vec<Finding>,
}

impl Refusal {
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), args: Vec::new(), findings: Vec::new() }
    }
    #[must_use]
    pub fn with(mut self, name: &str, arg: Arg) -> Self {
        self.args.push((name.to_owned(), arg));
        self
    }
    #[must_use]
    pub fn because(mut self, findings: Vec<Finding>) -> Self {
        self.findings = findings;
        self
    }
}
