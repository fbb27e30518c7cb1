//! `nhipcau iati export`: the register as IATI files, checked before they are written.
use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::output::{findings, line};
use super::{Done, Ended};
use crate::app::{Caller, iati_export};
use crate::ctx::Ctx;

#[derive(Args)]
pub struct Export {
    /// Folder that receives activities.xml and organisation.xml.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

impl Export {
    pub async fn run(self, ctx: &Ctx) -> Ended {
        let files = iati_export::export(ctx, &Caller::Operator).await?;
        findings(&files.left_out);
        let mut faulty = false;
        for (name, bytes) in
            [("activities.xml", &files.activities), ("organisation.xml", &files.organisation)]
        {
            for fault in iati_export::faults(ctx, bytes) {
                faulty = true;
                line(&format!("{name}\t{fault}"));
            }
        }
        if faulty {
            return Ok(Done::Refused);
        }
        fs::create_dir_all(&self.to).with_context(|| self.to.display().to_string())?;
        for (name, bytes) in
            [("activities.xml", &files.activities), ("organisation.xml", &files.organisation)]
        {
            let path = self.to.join(name);
            fs::write(&path, bytes).with_context(|| path.display().to_string())?;
            line(&path.display().to_string());
        }
        Ok(Done::Well)
    }
}
