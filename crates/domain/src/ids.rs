//! Typed row numbers, so that the id of a round cannot be passed where an obligation is due.
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    UserId,
    RoundId,
    ObligationId,
    /// One saved state of a unit's report; counts up within the instance.
    RevisionId,
    ProjectId,
    /// An uploaded workbook waiting for its sender's word.
    IntakeId,
    SealedId,
    /// A published activity.
    AidId,
    NeedId,
    OutlineId,
    /// An office's list of projects on its way in.
    ListingId,
    CallId,
    DonorId,
    PledgeId,
    DossierId,
    CatalogueId,
    EngagementId,
    GuidanceId,
    /// A saved search.
    AlertId,
}
