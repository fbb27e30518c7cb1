//! `nhipcau match --call CODE | --donor CODE`.
use clap::Args;
use domain::matching::{Said, Score};
use lang::Lang;
use serde_json::{Value, json};

use super::output::{Format, json as print, line};
use super::{Done, Ended};
use crate::app::{Caller, matching};
use crate::ctx::Ctx;

#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Wanted {
    /// Code of a call: which donors may care for it.
    #[arg(long, value_name = "CODE")]
    call: Option<String>,
    /// Code of a donor: which calls may be for it.
    #[arg(long, value_name = "CODE")]
    donor: Option<String>,
}

#[derive(Args)]
pub struct Match {
    #[command(flatten)]
    wanted: Wanted,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Match {
    pub async fn run(self, ctx: &Ctx) -> Ended {
        let by = Caller::Operator;
        let found: Vec<(String, String, Score, Option<Said>)> = match (&self.wanted.call, &self.wanted.donor)
        {
            (Some(call), _) => {
                let fits = matching::donors_for(ctx, &by, call).await?;
                fits.into_iter().map(|f| (f.it.code, f.it.facts.name.vi, f.score, f.said)).collect()
            }
            (None, donor) => {
                let donor = donor.as_deref().unwrap_or_default();
                let fits = matching::calls_for(ctx, &by, donor).await?;
                fits.into_iter().map(|f| (f.it.code, f.it.facts.name.vi, f.score, f.said)).collect()
            }
        };
        match self.format {
            Format::Json => {
                let all: Vec<Value> = found
                    .iter()
                    .map(|(code, name, s, said)| {
                        json!({ "code": code, "name": name, "total": s.total, "points": s.points, "said": said })
                    })
                    .collect();
                print(&all)?;
            }
            Format::Text => {
                for (code, name, score, _) in &found {
                    line(&format!("{}\t{code}\t{name}\t{}", score.total, matching::reasons(Lang::Vi, score)));
                }
            }
        }
        Ok(Done::Well)
    }
}
