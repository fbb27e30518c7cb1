//! Letters about an outline: to both recipients when it comes, to its unit when it was decided on.
use domain::outline::Outline;
use domain::outline::round::{EventKind, Receipt};
use lang::{Arg, Lang};
use store::Tx;

use crate::app::letter::addresses;
use crate::ctx::Ctx;
use crate::problem::Outcome;

pub(super) async fn submitted(tx: &Tx, ctx: &Ctx, it: &Outline, receipt: &Receipt) -> Outcome<()> {
    for to in &receipt.recipients {
        put(tx, ctx, it, to, "outline-submitted", &receipt.number).await?;
    }
    Ok(())
}

pub(super) async fn decided(tx: &Tx, ctx: &Ctx, it: &Outline, kind: EventKind, reason: &str) -> Outcome<()> {
    let letter = match kind {
        EventKind::Approved => "outline-approved",
        EventKind::Returned => "outline-returned",
        EventKind::Refused => "outline-refused",
        EventKind::Submitted | EventKind::Commented => return Ok(()),
    };
    put(tx, ctx, it, &it.unit, letter, reason.trim()).await
}

/// One letter to each person of an organisation. `fact` is the receipt's number, or the reason.
async fn put(tx: &Tx, ctx: &Ctx, it: &Outline, to: &str, kind: &str, fact: &str) -> Outcome<()> {
    let args = [
        ("to", Arg::from(ctx.reference.name_of(to))),
        ("unit", Arg::from(ctx.reference.name_of(&it.unit))),
        ("code", Arg::from(it.code.as_str())),
        ("name", Arg::from(it.facts.name.vi.as_str())),
        ("fact", Arg::from(fact)),
        ("link", Arg::from(format!("{}/de-cuong/{}", ctx.config.url, it.code))),
    ];
    let said = |part: &str| lang::format(Lang::Vi, &format!("letter-{kind}-{part}"), &args);
    for recipient in addresses(tx, to).await? {
        let mail = store::mail::New {
            subject: said("subject"),
            body: said("body"),
            kind: kind.to_owned(),
            obligation: None,
            dedupe: format!("{kind}/{}/{}/{recipient}", it.code, ctx.clock.now()),
            stop: None,
            recipient,
            at: ctx.clock.now(),
        };
        store::mail::enqueue(tx, &mail).await?;
    }
    Ok(())
}
