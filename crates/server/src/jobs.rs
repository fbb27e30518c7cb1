//! Timers. Each job reads what is due from the database and may run any number of times.
use std::time::Duration;

use crate::ctx::Ctx;

pub mod mail;

/// How often the timers look. Letters leave within a minute of the use case that wrote them.
const EVERY: Duration = Duration::from_secs(60);

/// Runs until the process ends. A failing job is logged and tried again at the next turn.
pub async fn run(ctx: Ctx) {
    let mut turn = tokio::time::interval(EVERY);
    loop {
        turn.tick().await;
        if let Err(e) = crate::app::round::remind_by_calendar(&ctx).await {
            tracing::error!(error = %e, "reminders of the calendar failed");
        }
        // Another process may have changed them.
        if let Err(e) = crate::app::rules::refresh(&ctx).await {
            tracing::error!(error = %e, "reading rules failed");
        }
        if let Err(e) = crate::app::alert::look(&ctx).await {
            tracing::error!(error = %e, "looking at saved searches failed");
        }
        if let Err(e) = crate::app::engagement::forget(&ctx).await {
            tracing::error!(error = %e, "forgetting senders failed");
        }
        if let Err(e) = mail::send_pending(&ctx).await {
            tracing::error!(error = %e, "sending mail failed");
        }
        if let Err(e) = store::session::delete_expired(&ctx.store, ctx.clock.now()).await {
            tracing::error!(error = %e, "clearing expired sessions failed");
        }
    }
}
