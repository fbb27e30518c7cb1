//! Accounts, audit, backup: the verbs of whoever keeps the machine.
use std::path::Path;

use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use domain::access::Position;

use super::output::line;
use super::{Done, Ended};
use crate::app::{Caller, user};
use crate::config::Config;
use crate::ctx::Ctx;

#[derive(Subcommand)]
pub enum User {
    /// Add an account. Without --password one is made and printed once.
    Add {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        /// Code of the organisation.
        #[arg(long)]
        organisation: String,
        #[arg(long, value_enum, default_value_t = Duty::Officer)]
        position: Duty,
        #[arg(long, env = "NHIPCAU_PASSWORD", hide_env_values = true)]
        password: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Duty {
    Officer,
    Leader,
    Administrator,
}

impl From<Duty> for Position {
    fn from(duty: Duty) -> Self {
        match duty {
            Duty::Officer => Position::Officer,
            Duty::Leader => Position::Leader,
            Duty::Administrator => Position::Administrator,
        }
    }
}

impl User {
    pub async fn run(self, ctx: &Ctx) -> Ended {
        let User::Add { email, name, organisation, position, password } = self;
        let new = user::New { email, name, organisation, position: position.into(), password };
        let added = user::add(ctx, &Caller::Operator, new).await?;
        line(&added.email);
        if let Some(password) = added.initial_password {
            line(&password);
        }
        Ok(Done::Well)
    }
}

#[derive(Subcommand)]
pub enum Audit {
    /// Prove that the trail is whole.
    Verify {
        /// An end of the trail that was noted elsewhere, as `number:hash`: also proves that nothing
        /// was cut off since.
        #[arg(long)]
        head: Option<String>,
    },
}

impl Audit {
    pub async fn run(self, ctx: &Ctx) -> Ended {
        let Audit::Verify { head } = self;
        let known = head.as_deref().map(noted).transpose()?;
        match store::audit::verify(&ctx.store, known.as_ref()).await? {
            Ok(whole) => {
                let head = whole.head.map(|h| format!("{}:{}", h.seq, h.hash)).unwrap_or_default();
                line(&format!("whole: {} entries, head {head}", whole.entries));
                Ok(Done::Well)
            }
            Err(broken) => {
                line(&format!("broken at entry {}: {}", broken.seq, broken.why.code()));
                Ok(Done::Refused)
            }
        }
    }
}

/// Reads `number:hash`.
fn noted(text: &str) -> anyhow::Result<store::audit::Head> {
    let (seq, hash) = text.split_once(':').context("write the end of the trail as number:hash")?;
    Ok(store::audit::Head { seq: seq.parse()?, hash: hash.to_owned() })
}

pub async fn migrate(config: &Config) -> Ended {
    let store = store::Store::connect(&config.db).await?;
    store.migrate().await?;
    line(&format!("version {}", store.schema_version().await?));
    Ok(Done::Well)
}

pub async fn backup(ctx: &Ctx, to: &Path) -> Ended {
    ctx.store.backup(to).await?;
    line(&to.display().to_string());
    Ok(Done::Well)
}

pub async fn restore(config: &Config, from: &Path) -> Ended {
    let store = store::Store::connect(&config.db).await?;
    store.migrate().await?;
    store.restore(from).await?;
    line(&config.db);
    Ok(Done::Well)
}
