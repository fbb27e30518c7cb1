//! `nhipcau doctor`: what this instance needs, said in plain words.
use std::sync::Arc;

use lang::Lang;

use super::output::line;
use super::{Done, Ended};
use crate::config::{Config, Mail};
use crate::reference::Reference;

/// Looks at everything before it answers, so that one run names every trouble.
pub async fn run(reference: Arc<Reference>, config: Config) -> Ended {
    let mut well = true;
    let mut say = |ok: bool, what: &str, detail: String| {
        well &= ok;
        line(&format!("{}\t{what}\t{detail}", if ok { "ok" } else { "FAULT" }));
    };
    match super::open(&reference, &config).await {
        Ok(ctx) => {
            say(
                true,
                "database",
                format!("{} version {}", config_db(&config), ctx.store.schema_version().await?),
            );
            match store::audit::verify(&ctx.store, None).await? {
                Ok(whole) => say(true, "audit trail", format!("{} entries", whole.entries)),
                Err(broken) => say(
                    false,
                    "audit trail",
                    format!("broken at entry {}: {}", broken.seq, broken.why.code()),
                ),
            }
            let today = ctx.clock.today();
            say(true, "day", format!("{today}, time zone of the plan"));
            match reference.plan_of(today.year()) {
                Some(plan) => say(true, "plan", plan.number.clone()),
                None => say(true, "plan", format!("none in force in {}", today.year())),
            }
            match reference.standing(today) {
                Some(o) => say(true, "standing agency", o.name.vi.clone()),
                None => say(false, "standing agency", "no organisation holds the seat".into()),
            }
        }
        Err(e) => say(false, "database", format!("{}: {e}", config_db(&config))),
    }
    match formats::paper::pdf::write(&formats::paper::Paper::default(), std::io::sink()) {
        Ok(_) => say(true, "fonts for PDF", "embedded".into()),
        Err(e) => say(false, "fonts for PDF", e.to_string()),
    }
    let untranslated = lang::missing_keys(Lang::En).len();
    say(untranslated == 0, "translations", format!("{untranslated} messages without English"));
    match &config.mail {
        Mail::Smtp(_) => say(true, "mail", "SMTP".into()),
        Mail::Folder(dir) => say(true, "mail", format!("files in {}", dir.display())),
    }
    Ok(if well { Done::Well } else { Done::Refused })
}

/// The database's address without a password.
fn config_db(config: &Config) -> String {
    match config.db.split_once('@') {
        Some((head, tail)) => format!("{}…@{tail}", head.split("://").next().unwrap_or_default()),
        None => config.db.clone(),
    }
}
