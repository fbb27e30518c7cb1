//! Which rules govern: by the dates submitted, approved and amended.
use jiff::civil::Date;

use super::dossier::Dossier;
use super::rules::RuleSet;
use crate::finding::Arg;
use crate::refusal::Refusal;

/// Events that mean the same in every procedure, for the choice of rules.
const SUBMITTED: &str = "submitted";
const APPROVED: &str = "approved";
pub(super) const AMENDED: &str = "amendment_submitted";

/// The rules a dossier is under on a day, apart from amendments: those stored with it, or those in
/// force when it was sent, unless later ones took over what was pending.
///
/// # Errors
/// `procedure-unknown-rules`, `procedure-no-rules`.
pub fn choose<'r>(rules: &'r [RuleSet], dossier: &Dossier, on: Date) -> Result<&'r RuleSet, Refusal> {
    if let Some(id) = &dossier.rule_set {
        let unknown = || Refusal::new("procedure-unknown-rules").with("rules", Arg::Text(id.clone()));
        return rules.iter().find(|r| r.id == *id).ok_or_else(unknown);
    }
    let born = dossier.first(SUBMITTED, on).unwrap_or(on);
    let first = in_force(rules, &dossier.family, born)?;
    let decided = dossier.first(APPROVED, on).or_else(|| dossier.first("refused", on)).unwrap_or(on);
    let taken = rules.iter().filter(|r| r.family == dossier.family && r.transition.takes_pending);
    let taken = taken.filter(|r| r.from.is_some_and(|f| born < f && f <= decided)).max_by_key(|r| r.from);
    Ok(taken.unwrap_or(first))
}

/// The rules an amendment sent on a day goes by: those in force on that day, if they take
/// amendments over, or else the dossier's own.
pub(super) fn for_amendment<'r>(rules: &'r [RuleSet], own: &'r RuleSet, sent: Date) -> &'r RuleSet {
    let newer = rules.iter().filter(|r| r.family == own.family && r.is_in_force(sent) && r.from > own.from);
    newer.filter(|r| r.transition.takes_amended).max_by_key(|r| r.from).unwrap_or(own)
}

/// The rules by which reports are owed: the dossier's own, until an approval or an amendment under
/// later ones.
pub fn reporting<'r>(rules: &'r [RuleSet], own: &'r RuleSet, dossier: &Dossier, on: Date) -> &'r RuleSet {
    let approved = dossier.first(APPROVED, on);
    let later = rules.iter().filter(|r| r.family == own.family && r.is_in_force(on) && r.from > own.from);
    let takes = |r: &&RuleSet| {
        r.transition.takes_reports || approved.zip(r.from).is_some_and(|(approved, from)| from <= approved)
    };
    later.filter(takes).max_by_key(|r| r.from).unwrap_or(own)
}

fn in_force<'r>(rules: &'r [RuleSet], family: &str, on: Date) -> Result<&'r RuleSet, Refusal> {
    let found = rules.iter().filter(|r| r.family == family && r.is_in_force(on)).max_by_key(|r| r.from);
    found.ok_or_else(|| {
        let refusal = Refusal::new("procedure-no-rules");
        refusal.with("family", Arg::Text(family.to_owned())).with("day", Arg::Date(on))
    })
}
