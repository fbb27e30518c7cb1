//! Letters that ask for an opinion, and ask again.
use domain::dossier::Record;
use jiff::civil::Date;
use lang::{Arg, Lang};
use store::Tx;

use crate::app::letter::addresses;
use crate::ctx::Ctx;
use crate::problem::Outcome;

pub(super) async fn asked(
    tx: &Tx,
    ctx: &Ctx,
    it: &Record,
    organisation: &str,
    due: Option<Date>,
    again: bool,
) -> Outcome<()> {
    let kind = if again { "opinion-again" } else { "opinion" };
    let until =
        due.map_or_else(|| lang::text(Lang::Vi, "dossier-no-due").to_owned(), |d| lang::date(Lang::Vi, d));
    let args = [
        ("to", Arg::from(ctx.reference.name_of(organisation))),
        ("code", Arg::from(it.code.as_str())),
        ("title", Arg::from(it.content.dossier.title.as_str())),
        ("due", Arg::from(until)),
        ("link", Arg::from(format!("{}/ho-so/{}", ctx.config.url, it.code))),
    ];
    let said = |part: &str| lang::format(Lang::Vi, &format!("letter-{kind}-{part}"), &args);
    for recipient in addresses(tx, organisation).await? {
        let mail = store::mail::New {
            subject: said("subject"),
            body: said("body"),
            kind: kind.to_owned(),
            obligation: None,
            dedupe: format!("{kind}/{}/{organisation}/{recipient}/{}", it.code, ctx.clock.today()),
            stop: None,
            recipient,
            at: ctx.clock.now(),
        };
        store::mail::enqueue(tx, &mail).await?;
    }
    Ok(())
}
