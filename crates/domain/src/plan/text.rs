//! The official text of a plan as a tree by the numbering of Decree 30/2020: I. → 1. → a) → -.
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Letters that number the points of a document: the Vietnamese alphabet with đ, without f, j, w
/// and z, and without the vowels that carry a sign (NĐ 30/2020, Phụ lục I).
pub const LETTERS: [&str; 23] = [
    "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v",
    "x", "y",
];

/// "II.4.a.1": section, item, letter, bullet. `H` is the heading, `.R` the paragraph on periodic
/// reports, `.Z` the closing paragraph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClauseRef(String);

impl ClauseRef {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The clause one level up.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('.').map(|(up, _)| Self::new(up))
    }

    /// The clause `mark` directly below.
    #[must_use]
    pub fn child(&self, mark: impl fmt::Display) -> Self {
        Self(format!("{}.{mark}", self.0))
    }

    /// The clause's own mark: "a" of "II.3.a".
    pub fn mark(&self) -> &str {
        self.0.rsplit_once('.').map_or(self.0.as_str(), |(_, mark)| mark)
    }
}

impl fmt::Display for ClauseRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A plan as its document states it. Empty or absent where the text gives nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PlanText {
    pub number: String,
    pub date: Option<Date>,
    pub place: String,
    /// Name alone; authority and post are in `signature`.
    pub signer: String,
    pub signature: Signature,
    pub issuer: String,
    /// Type of the document: "KẾ HOẠCH".
    pub kind: String,
    pub title: String,
    pub period: Option<Period>,
    pub legal_bases: Vec<LegalBasis>,
    pub areas: Vec<AreaTitle>,
    /// In the order of the text, each after its parent.
    pub clauses: Vec<Clause>,
    pub recipients: Vec<String>,
}

/// Years, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub from: i16,
    pub to: i16,
}

/// What stands above the signer's name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signature {
    /// "KT. CHỦ TỊCH", a line each.
    pub authority: Vec<String>,
    /// "PHÓ CHỦ TỊCH".
    pub post: String,
}

/// An instrument named in the heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalBasis {
    /// As the text calls it: "Quyết định số 2152/QĐ-TTg".
    #[serde(rename = "ref")]
    pub reference: String,
    pub number: String,
    pub date: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaTitle {
    pub letter: String,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    #[serde(rename = "ref")]
    pub reference: ClauseRef,
    pub parent: Option<ClauseRef>,
    /// What stands before it: "II.", "4.", "đ)", "-", or nothing.
    pub label: String,
    /// Heading of the clause, without its colon; empty for a clause that has none.
    pub title: String,
    /// The whole clause in one line, heading included, label not.
    pub text: String,
    /// Line of its mark, from 1.
    pub line: usize,
}

impl Clause {
    /// What the clause says below its heading; empty for a heading that only groups others.
    pub fn body(&self) -> &str {
        let rest = self.text.strip_prefix(self.title.as_str()).unwrap_or(&self.text);
        if self.title.is_empty() { rest } else { rest.strip_prefix(':').unwrap_or(rest).trim_start() }
    }
}

impl PlanText {
    pub fn clause(&self, reference: &ClauseRef) -> Option<&Clause> {
        self.clauses.iter().find(|c| c.reference == *reference)
    }

    /// Clauses that say something of their own and so must be answered.
    pub fn speaking(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|c| !c.body().is_empty())
    }
}

/// Sixteen hexadecimal digits for the words of a clause: FNV-1a over its letters and digits in
/// lower case. Spaces, line breaks, quotation marks and dashes do not count, because they change
/// from copy to copy of the same document. It tells copies apart; it is no protection against
/// somebody who wants to deceive.
pub fn fingerprint(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut buffer = [0; 4];
    for c in text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        for byte in c.encode_utf8(&mut buffer).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(title: &str, text: &str) -> Clause {
        let reference = ClauseRef::new("III.3");
        let parent = reference.parent();
        Clause { reference, parent, label: "3.".into(), title: title.into(), text: text.into(), line: 1 }
    }

    #[test]
    fn a_reference_knows_its_parent_and_its_mark() {
        let r = ClauseRef::new("II.4").child("đ").child(2);
        assert_eq!(r.as_str(), "II.4.đ.2");
        assert_eq!((r.mark(), r.parent().unwrap().as_str()), ("2", "II.4.đ"));
        assert_eq!(ClauseRef::new("H").parent(), None);
    }

    #[test]
    fn a_heading_alone_says_nothing() {
        assert_eq!(clause("Sở Tài chính", "Sở Tài chính: Chủ trì việc").body(), "Chủ trì việc");
        assert_eq!(clause("Ban Dân tộc", "Ban Dân tộc:").body(), "");
        assert_eq!(clause("", "Chủ trì việc").body(), "Chủ trì việc");
    }

    #[test]
    fn a_fingerprint_ignores_spacing_and_marks_but_no_letter() {
        assert_eq!(fingerprint("Kinh tế -\nxã hội, “vùng”."), fingerprint("kinh tế – xã hội \"vùng\""));
        assert_ne!(fingerprint("trước ngày 05/11"), fingerprint("trước ngày 15/11"));
        assert_ne!(fingerprint("hòa"), fingerprint("hoà"));
        assert_eq!(fingerprint("").len(), 16);
    }
}
