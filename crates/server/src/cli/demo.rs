//! `nhipcau demo`: from an empty folder to a year that runs.
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use clap::Args;
use jiff::civil::date;

use super::output::line;
use super::{Done, Ended};
use crate::config::{Config, Mail};
use crate::demo;
use crate::reference::Reference;

#[derive(Args)]
pub struct Demo {
    /// Folder for the database, the workbooks and the reports. Must not hold a demonstration yet.
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Stop when everything is written.
    #[arg(long)]
    no_serve: bool,
    #[arg(long, default_value = "127.0.0.1:8067", value_name = "ADDRESS")]
    listen: SocketAddr,
}

impl Demo {
    pub async fn run(self, reference: Arc<Reference>, mut config: Config) -> Ended {
        std::fs::create_dir_all(&self.dir).with_context(|| self.dir.display().to_string())?;
        let database = self.dir.join("nhipcau.db");
        if config.db == "nhipcau.db" {
            if database.exists() {
                return Err(anyhow!(
                    "{} already holds a demonstration; choose another folder",
                    self.dir.display()
                )
                .into());
            }
            config.db = database.display().to_string();
        }
        config.mail = Mail::Folder(self.dir.join("outbox"));
        config.url = format!("http://{}", self.listen);
        config.https = false;
        // The demonstration's own day: three days after the last day on time.
        config.today.get_or_insert(date(2025, 11, 7));
        let ctx = super::open(&reference, &config).await?;
        demo::build(&ctx, &self.dir).await?;
        for (email, who) in demo::ACCOUNTS {
            line(&format!("{email}\t{}\t{who}", demo::PASSWORD));
        }
        if self.no_serve {
            return Ok(Done::Well);
        }
        super::serve::run(ctx, self.listen).await
    }
}
