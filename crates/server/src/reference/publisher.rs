//! Who publishes the register as IATI data, and the codes that the register's words become.
use std::collections::BTreeMap;

use serde::Deserialize;

/// `data/iati/publisher.toml`. Codes are those of the lists named there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// Code of the organisation in `data/organisations`.
    pub organisation: String,
    /// Registered identifier (org-id.guide); empty while there is none, and then nothing is published.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Where the identifier comes from; may not be empty beside one.
    pub source: String,
    /// Code of list `OrganisationType`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Kind of donor → list `OrganisationType`.
    pub donor_type: BTreeMap<String, String>,
    /// State of a project → list `ActivityStatus`.
    pub state: BTreeMap<String, String>,
    /// Source of a commitment → list `FinanceType`.
    pub finance: BTreeMap<String, String>,
}

impl Publisher {
    /// Whether it may publish: an identifier, and where that comes from.
    pub fn is_registered(&self) -> bool {
        !self.reference.trim().is_empty() && !self.source.trim().is_empty()
    }
}
