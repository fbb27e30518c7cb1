//! Organisations, and the seats they hold from a day to a day.
use serde::{Deserialize, Serialize};

/// A duty under the plan, apart from the organisation that holds it for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Standing,
    Planning,
    Finance,
    NgoLead,
    ForeignAffairs,
    Sector,
    District,
    Approver,
    Centre,
    SecurityOpinion,
}
