//! News of the published calls: an entry a call, dated by its publication or by its last change of status.
use formats::feed::{Feed, Item};
use jiff::tz::TimeZone;
use lang::Lang;

use super::edition::Edition;
use crate::ctx::Ctx;

/// As many as a reader looks at; the whole is in the files.
const MOST: usize = 100;

/// The newest calls as Atom.
///
/// # Errors
/// When the writer fails.
pub fn write(ctx: &Ctx, edition: &Edition, lang: Lang, own: &str, page: &str) -> anyhow::Result<Vec<u8>> {
    let base = ctx.config.url.as_str();
    let published = edition.of.version.stage.at();
    let mut items: Vec<Item> = edition
        .iter()
        .map(|(call, live)| {
            let said = live.said.on.and_then(|on| on.at(0, 0, 0, 0).to_zoned(TimeZone::UTC).ok());
            let name = &call.facts.name;
            let title = if lang == Lang::En && !name.en.is_empty() { &name.en } else { &name.vi };
            let args = [
                ("status", lang::text(lang, &format!("call-status-{}", live.status.name())).into()),
                ("amount", lang::headline(lang, live.gap.missing()).into()),
                ("place", if lang == Lang::En { &call.place.en } else { &call.place.vi }.as_str().into()),
            ];
            Item {
                // RFC 4151: stays the same wherever the page moves.
                id: format!("tag:nhipcau,2025:{}", call.code),
                title: title.clone(),
                href: format!("{base}{page}/{}", call.code),
                updated: said.map_or(published, |z| z.timestamp().max(published)),
                summary: lang::format(lang, "calls-feed-summary", &args),
            }
        })
        .collect();
    items.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| b.id.cmp(&a.id)));
    items.truncate(MOST);
    let feed = Feed {
        id: "tag:nhipcau,2025:calls",
        title: lang::text(lang, "calls-title"),
        author: &edition.of.agency,
        lang: lang.code(),
        own: &format!("{base}{own}"),
        page: &format!("{base}{page}"),
        updated: items.first().map_or(published, |i| i.updated),
        items,
    };
    Ok(formats::feed::write(&feed)?)
}
