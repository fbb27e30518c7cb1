//! Rules of procedure as versions: confirmed and changed by an administrator, in force from a day on.
use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};

use domain::access::Action;
use domain::finding::{Arg, Severity};
use domain::procedure::version::{Confirmation, Version, base_of, confirmed, merged};
use domain::procedure::{RuleFinding, RuleSet, check};
use domain::refusal::Refusal;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;

use super::{Caller, audit};
use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

/// The rule sets that govern this instance. Who holds it sees the same ones throughout; a clone, such as each request is
/// given, sees those that stand when it is made.
pub struct Rules {
    shared: Arc<RwLock<Arc<Vec<RuleSet>>>>,
    now: Arc<Vec<RuleSet>>,
}

impl Rules {
    pub fn new(rules: Vec<RuleSet>) -> Self {
        let now = Arc::new(rules);
        Self { shared: Arc::new(RwLock::new(now.clone())), now }
    }

    fn set(&self, rules: Vec<RuleSet>) {
        *self.shared.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rules);
    }
}

impl Clone for Rules {
    fn clone(&self) -> Self {
        let now = self.shared.read().unwrap_or_else(PoisonError::into_inner).clone();
        Self { shared: self.shared.clone(), now }
    }
}

impl Deref for Rules {
    type Target = [RuleSet];
    fn deref(&self) -> &[RuleSet] {
        &self.now
    }
}

/// Reads the versions again; every clone from now on sees them.
pub async fn refresh(ctx: &Ctx) -> Outcome<()> {
    let versions: Vec<Version> =
        store::rule_version::all(&ctx.store).await?.into_iter().map(|(v, _)| v).collect();
    ctx.rules.set(merged(&ctx.reference.rules, &versions));
    Ok(())
}

/// The newest version of a rule set, by the id of any of them.
pub fn newest<'c>(ctx: &'c Ctx, id: &str) -> Outcome<&'c RuleSet> {
    let newest = ctx.rules.iter().rfind(|r| base_of(&r.id) == base_of(id));
    newest.ok_or(Problem::NotFound("rules"))
}

/// Later versions of a rule set, oldest first.
pub async fn versions(ctx: &Ctx, id: &str) -> Outcome<Vec<(Version, Timestamp)>> {
    let mut all = store::rule_version::all(&ctx.store).await?;
    all.retain(|(v, _)| v.base == base_of(id));
    Ok(all)
}

/// Settles what was open, as a new version.
///
/// # Errors
/// As [`save`]; refused without a source.
pub async fn confirm(
    ctx: &Ctx,
    by: &Caller,
    id: &str,
    found: &Confirmation,
    from: Date,
) -> Outcome<Result<(), Vec<RuleFinding>>> {
    if found.source.trim().is_empty() {
        return Err(Refusal::new("rules-no-source").into());
    }
    let rules = confirmed(newest(ctx, id)?, found);
    save(ctx, by, id, rules, from, &found.source).await
}

/// Keeps a changed rule set as the next version; gives back what is wrong with it when it may not be used.
///
/// # Errors
/// A conflict when `id` is not the newest version. Refused without a reason, for a day that has passed, for a rule set of another name or family, and when nothing changed.
pub async fn save(
    ctx: &Ctx,
    by: &Caller,
    id: &str,
    mut rules: RuleSet,
    from: Date,
    reason: &str,
) -> Outcome<Result<(), Vec<RuleFinding>>> {
    by.require(Action::ManageRules, None)?;
    let before = newest(ctx, id)?;
    // Somebody made another version since this one was opened.
    if before.id != id {
        return Err(Problem::Conflict(format!("rules:{}", base_of(id))));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::new("reason-needed").into());
    }
    let today = ctx.clock.today();
    if from < today {
        return Err(Refusal::new("rules-day-passed").with("today", Arg::Date(today)).into());
    }
    if base_of(&rules.id) != base_of(id) || rules.family != before.family {
        return Err(Refusal::new("rules-other").with("id", Arg::Text(base_of(id).to_owned())).into());
    }
    rules.id.clone_from(&before.id);
    if rules == *before {
        return Err(Refusal::new("rules-unchanged").into());
    }
    let faults: Vec<RuleFinding> =
        check(&rules).into_iter().filter(|f| f.severity == Severity::Error).collect();
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    let version = Version {
        base: base_of(id).to_owned(),
        number: 0,
        from,
        rules,
        reason: reason.trim().to_owned(),
        by: by.name().to_owned(),
    };
    let tx = ctx.store.begin().await?;
    let version = store::rule_version::insert(&tx, version, ctx.clock.now()).await?;
    let change = json!({ "number": version.number, "from": from, "reason": version.reason });
    audit(&tx, ctx, by, "rules.save", &format!("rules:{}", version.base), change).await?;
    tx.commit().await?;
    refresh(ctx).await?;
    Ok(Ok(()))
}
