//! Use cases, one file a noun: load, decide in the domain, save with an audit entry, commit.
use domain::access::{Action, Actor, may};
use serde_json::Value as Json;
use store::Tx;

use crate::ctx::Ctx;
use crate::problem::{Outcome, Problem};

pub mod aid;
pub mod alert;
pub mod call;
pub mod catalogue;
pub mod consolidation;
pub mod donor;
pub mod dossier;
pub mod engagement;
pub mod files;
pub mod guidance;
pub mod iati_export;
pub mod intake;
pub mod letter;
pub mod listing;
pub mod matching;
pub mod need;
pub mod outline;
pub mod plan;
pub mod print;
pub mod programme;
pub mod project;
pub mod published;
pub mod report;
pub mod round;
pub mod rules;
pub mod user;

/// On whose word a use case runs.
#[derive(Debug, Clone)]
pub enum Caller {
    /// Someone signed in.
    Person(Actor),
    /// Someone at the machine's own command line, or a timer. Holds every right.
    Operator,
}

impl Caller {
    pub fn actor(&self) -> Option<&Actor> {
        match self {
            Caller::Person(a) => Some(a),
            Caller::Operator => None,
        }
    }
    pub fn may(&self, action: Action, owner: Option<&str>) -> bool {
        match self {
            Caller::Person(a) => may(Some(a), action, owner),
            Caller::Operator => true,
        }
    }
    pub fn require(&self, action: Action, owner: Option<&str>) -> Outcome<()> {
        if self.may(action, owner) { Ok(()) } else { Err(Problem::Forbidden(action)) }
    }
    pub fn user(&self) -> Option<domain::ids::UserId> {
        self.actor().map(|a| a.user)
    }
    /// Id to record in a domain fact; 0 stands for the operator.
    pub fn user_id(&self) -> domain::ids::UserId {
        self.user().unwrap_or(domain::ids::UserId(0))
    }
    pub fn name(&self) -> &str {
        self.actor().map_or("nhipcau", |a| a.name.as_str())
    }
    fn seat(&self) -> String {
        self.actor().map_or_else(|| "operator".to_owned(), |a| a.organisation.clone())
    }
}

/// Writes the audit entry of the running use case, in its own transaction.
pub async fn audit(
    tx: &Tx,
    ctx: &Ctx,
    by: &Caller,
    action: &str,
    subject: &str,
    change: Json,
) -> Outcome<()> {
    let entry = store::audit::Entry {
        at: ctx.clock.now(),
        user: by.user(),
        who: by.name().to_owned(),
        seat: by.seat(),
        action: action.to_owned(),
        subject: subject.to_owned(),
        change,
    };
    store::audit::append(tx, &entry).await?;
    Ok(())
}
