//! What can be wrong with XML as such.

/// Why a file is not well-formed, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault:?} at byte {at}")]
pub struct SyntaxError {
    /// Offset in the text that was read.
    pub at: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with the XML. Every fault ends the reading, for what follows cannot be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file is empty or does not begin with `<`.
    NoMarkup,
    /// The file ends inside an element, a tag or a comment.
    UnexpectedEnd,
    /// `<` is not followed by a name, `/`, `!` or `?`.
    BadTag,
    /// No name where one must stand, or a name with characters that names cannot have.
    BadName,
    /// An end tag closes another element than the open one.
    Mismatch {
        /// The open element.
        open: String,
        /// The name in the end tag.
        close: String,
    },
    /// An end tag where no element is open.
    NothingOpen,
    /// An attribute without `=`, quotes or a space before it.
    BadAttribute,
    /// The same attribute twice.
    DuplicateAttribute(String),
    /// `<` inside the value of an attribute.
    AngleInAttribute,
    /// `&` that begins no reference, or a reference to a character that does not exist.
    BadReference,
    /// A reference to an entity that is none of the five of XML. Declared ones are not expanded.
    UnknownEntity(String),
    /// `]]>` outside CDATA.
    CdataEnd,
    /// `--` inside a comment.
    CommentHyphens,
    /// A processing instruction named `xml`, or a declaration with faults.
    BadDeclaration,
    /// A document type declaration that cannot be read.
    BadDoctype,
    /// Text or an element outside the root.
    OutsideRoot,
    /// A character that XML forbids.
    ForbiddenCharacter(char),
    /// Bytes that are not text in the declared encoding.
    BadEncoding,
    /// The declared encoding is not known.
    UnknownEncoding(String),
    /// Deeper, longer or more than the limits allow; which limit, and how much it is.
    Limit(&'static str, u64),
    /// The file could not be read further.
    Unreadable(String),
}

impl Fault {
    /// A stable key for messages, e.g. `mismatch`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoMarkup => "no-markup",
            Self::UnexpectedEnd => "unexpected-end",
            Self::BadTag => "bad-tag",
            Self::BadName => "bad-name",
            Self::Mismatch { .. } => "mismatch",
            Self::NothingOpen => "nothing-open",
            Self::BadAttribute => "bad-attribute",
            Self::DuplicateAttribute(_) => "duplicate-attribute",
            Self::AngleInAttribute => "angle-in-attribute",
            Self::BadReference => "bad-reference",
            Self::UnknownEntity(_) => "unknown-entity",
            Self::CdataEnd => "cdata-end",
            Self::CommentHyphens => "comment-hyphens",
            Self::BadDeclaration => "bad-declaration",
            Self::BadDoctype => "bad-doctype",
            Self::OutsideRoot => "outside-root",
            Self::ForbiddenCharacter(_) => "forbidden-character",
            Self::BadEncoding => "bad-encoding",
            Self::UnknownEncoding(_) => "unknown-encoding",
            Self::Limit(..) => "limit",
            Self::Unreadable(_) => "unreadable",
        }
    }

    /// The words that a message about this fault can show, by name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Mismatch { open, close } => vec![("open", open.clone()), ("close", close.clone())],
            Self::DuplicateAttribute(name) | Self::UnknownEntity(name) | Self::UnknownEncoding(name) => {
                vec![("name", name.clone())]
            }
            Self::ForbiddenCharacter(c) => vec![("code", format!("U+{:04X}", u32::from(*c)))],
            Self::Limit(what, most) => vec![("what", (*what).to_owned()), ("most", most.to_string())],
            Self::Unreadable(reason) => vec![("reason", reason.clone())],
            _ => Vec::new(),
        }
    }
}
