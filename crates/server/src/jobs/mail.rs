//! Sends the letters of the outbox table, by SMTP or into a folder.
use anyhow::Context;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::config::Mail;
use crate::ctx::Ctx;
use crate::problem::Outcome;

/// Letters sent in one turn.
const BATCH: u32 = 50;

/// Sends what waits. A letter that cannot be sent keeps its error and is tried again later.
pub async fn send_pending(ctx: &Ctx) -> Outcome<usize> {
    let mut sent = 0;
    for mail in store::mail::pending(&ctx.store, ctx.clock.now(), BATCH).await? {
        if !store::mail::claim(&ctx.store, &mail, ctx.clock.now()).await? {
            continue;
        }
        match send(ctx, &mail).await {
            Ok(()) => {
                store::mail::mark_sent(&ctx.store, mail.id, ctx.clock.now()).await?;
                sent += 1;
            }
            Err(e) => store::mail::mark_failed(&ctx.store, mail.id, &format!("{e:#}")).await?,
        }
    }
    Ok(sent)
}

async fn send(ctx: &Ctx, mail: &store::mail::Mail) -> anyhow::Result<()> {
    let from: Mailbox = ctx.config.mail_from.parse().context("sender's address")?;
    let to: Mailbox = mail.new.recipient.parse().context("recipient's address")?;
    let mut message = Message::builder().from(from).to(to).subject(mail.new.subject.clone());
    if let Some(stop) = &mail.new.stop {
        let raw =
            |name, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
        // One click in the reader's own mail program (RFC 8058).
        message = message
            .raw_header(raw("List-Unsubscribe", &format!("<{stop}>")))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let message = message.header(ContentType::TEXT_PLAIN).body(mail.new.body.clone())?;
    match &ctx.config.mail {
        Mail::Folder(dir) => {
            tokio::fs::create_dir_all(dir).await?;
            let name = dir.join(format!("{:06}-{}.eml", mail.id, mail.new.kind));
            tokio::fs::write(&name, message.formatted()).await.with_context(|| name.display().to_string())?;
        }
        Mail::Smtp(url) => {
            let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build();
            transport.send(message).await?;
        }
    }
    Ok(())
}
