//! News as an Atom feed (RFC 4287).
use std::io;

use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// A feed. Ids never change: readers know by them what they have seen (RFC 4287, 4.2.6).
pub struct Feed<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub author: &'a str,
    pub lang: &'a str,
    /// Address of the feed itself and of the page that it is of.
    pub own: &'a str,
    pub page: &'a str,
    pub updated: Timestamp,
    pub items: Vec<Item>,
}

pub struct Item {
    pub id: String,
    pub title: String,
    pub href: String,
    pub updated: Timestamp,
    /// Plain text.
    pub summary: String,
}

/// # Errors
/// When the writer fails; in memory that does not happen.
pub fn write(feed: &Feed<'_>) -> io::Result<Vec<u8>> {
    let mut out = Writer::new(Vec::new());
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = out
        .create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.lang)]);
    root.write_inner_content(|out| {
        text(out, "id", feed.id)?;
        text(out, "title", feed.title)?;
        text(out, "updated", &feed.updated.to_string())?;
        out.create_element("author").write_inner_content(|out| text(out, "name", feed.author))?;
        link(out, "self", "application/atom+xml", feed.own)?;
        link(out, "alternate", "text/html", feed.page)?;
        feed.items.iter().try_for_each(|item| entry(out, item))
    })?;
    Ok(out.into_inner())
}

fn entry(out: &mut Writer<Vec<u8>>, item: &Item) -> io::Result<()> {
    out.create_element("entry")
        .write_inner_content(|out| {
            text(out, "id", &item.id)?;
            text(out, "title", &item.title)?;
            text(out, "updated", &item.updated.to_string())?;
            link(out, "alternate", "text/html", &item.href)?;
            text(out, "summary", &item.summary)
        })
        .map(|_| ())
}

fn text(out: &mut Writer<Vec<u8>>, name: &str, value: &str) -> io::Result<()> {
    // Letters that XML does not know at all are left out, whatever somebody pasted.
    let clean: String = value.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    out.create_element(name).write_text_content(BytesText::new(&clean)).map(|_| ())
}

fn link(out: &mut Writer<Vec<u8>>, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    out.create_element("link")
        .with_attributes([("rel", rel), ("type", kind), ("href", href)])
        .write_empty()
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_says_who_when_and_where_and_escapes_what_it_quotes() {
        let at: Timestamp = "2025-11-05T02:00:00Z".parse().unwrap();
        let item = Item {
            id: "tag:x,2025:KG-2026-001".into(),
            title: "Cầu <ấp> & \u{1}đường".into(),
            href: "https://x.example/keu-goi/KG-2026-001?a=1&b=2".into(),
            updated: at,
            summary: "Cần 3 tỷ".into(),
        };
        let feed = Feed {
            id: "tag:x,2025:keu-goi",
            title: "Kêu gọi",
            author: "Sở",
            lang: "vi",
            own: "https://x.example/keu-goi/tin.atom",
            page: "https://x.example/keu-goi",
            updated: at,
            items: vec![item],
        };
        let xml = String::from_utf8(write(&feed).unwrap()).unwrap();
        assert!(xml.contains("<title>Cầu &lt;ấp&gt; &amp; đường</title>"), "{xml}");
        assert!(xml.contains("<updated>2025-11-05T02:00:00Z</updated>"), "{xml}");
        assert!(xml.contains("href=\"https://x.example/keu-goi/KG-2026-001?a=1&amp;b=2\""), "{xml}");
        assert_eq!(xml.matches("<id>").count(), 2);
    }
}
