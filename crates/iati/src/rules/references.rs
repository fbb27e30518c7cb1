//! References to other activities. Whether one of them is in the file is known at its end only.

use std::sync::Arc;

use super::path::Hit;
use super::{Name, place};
use crate::finding::{Category, Finding, RuleId, Severity};
use crate::{NodeId, Pos, Tree};

/// An activity names another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The advisory to give where the other is not in the file.
    pub id: RuleId,
    /// The identifier of the other, as written.
    pub to: String,
    /// Where.
    pub path: String,
    /// Where in the text.
    pub pos: Pos,
}

impl Reference {
    /// The reference in an attribute; none where it is absent or empty.
    pub(super) fn read(id: RuleId, tree: &Tree, node: NodeId, attribute: Name) -> Option<Self> {
        let to = tree.attr(node, attribute).filter(|text| !text.is_empty())?;
        let (path, pos) = place(tree, Hit::attribute(node, attribute));
        Some(Self { id, to: to.to_owned(), path, pos })
    }

    /// The advisory, for the activity of this identifier.
    pub(super) fn finding(self, identifier: Arc<str>, title: Arc<str>) -> Finding {
        let args = vec![("value", self.to)];
        let found =
            Finding::new(self.id, Severity::Advisory, Category::Identifiers, self.path, self.pos, args);
        Finding { identifier, title, ..found }
    }
}
