//! Words in other letters on a Khmer page, marked as the Vietnamese they are.
//!
//! The Khmer translation has gaps, and names, figures' units and what agencies wrote stand in
//! Vietnamese anyway. A screen reader must know where one language ends and the other begins; the
//! letters themselves tell, so no template has to.

const KHMER_PAGE: &str = "<html lang=\"km\"";
/// Elements that have no end.
const VOID: [&str; 6] = ["meta", "link", "input", "br", "hr", "img"];
/// Elements that hold text but no `span`: they are marked themselves.
const PLAIN: [&str; 4] = ["title", "option", "textarea", "text"];

/// The page with `lang="vi"` around every text in Latin letters that is not marked yet. Pages in
/// other languages come back as they are.
pub fn mark(html: String) -> String {
    let Some(start) = html.find(KHMER_PAGE).and_then(|_| html.find("<body")) else { return html };
    let (head, mut rest) = html.split_at(start);
    let mut out = String::with_capacity(html.len() + html.len() / 4);
    out.push_str(head);
    // For each open element: whether texts in it are to be left alone.
    let mut open: Vec<bool> = Vec::new();
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        let end = tail.find('>').map_or(tail.len(), |n| n + 1);
        let (tag, after) = tail.split_at(end);
        let alone = open.last().copied().unwrap_or(false);
        push_text(&mut out, text, alone);
        push_tag(&mut out, tag, after, alone);
        step(&mut open, tag);
        rest = after;
    }
    out + rest
}

fn step(open: &mut Vec<bool>, tag: &str) {
    if tag.starts_with("</") {
        open.pop();
        return;
    }
    let name = name(tag);
    if tag.ends_with("/>") || tag.starts_with("<!") || VOID.contains(&name) {
        return;
    }
    let marked = tag.contains(" lang=\"") || PLAIN.contains(&name);
    open.push(marked || open.last().copied().unwrap_or(false));
}

fn name(tag: &str) -> &str {
    tag[1..].split([' ', '>', '/', '\n']).next().unwrap_or_default()
}

/// An element that cannot hold any other is marked itself.
fn push_tag(out: &mut String, tag: &str, after: &str, alone: bool) {
    let marks = !alone && PLAIN.contains(&name(tag)) && !tag.contains(" lang=\"");
    match tag.strip_suffix('>') {
        Some(open) if marks && holds_latin_word(after, name(tag)) => {
            out.push_str(open);
            out.push_str(" lang=\"vi\">");
        }
        _ => out.push_str(tag),
    }
}

/// Whether a text up to the end of the element has such a word; names of further tags do not count.
fn holds_latin_word(after: &str, element: &str) -> bool {
    let end = after.find(&format!("</{element}")).unwrap_or(after.len());
    let mut parts = after[..end].split('<');
    parts.next().is_some_and(has_latin_word)
        || parts.any(|part| part.split_once('>').is_some_and(|(_, text)| has_latin_word(text)))
}

fn push_text(out: &mut String, text: &str, alone: bool) {
    if alone || !has_latin_word(text) {
        out.push_str(text);
    } else {
        out.push_str("<span lang=\"vi\">");
        out.push_str(text);
        out.push_str("</span>");
    }
}

/// Two Latin letters beside each other: a single one is a letter of an area or a unit.
fn has_latin_word(text: &str) -> bool {
    let latin = |c: char| c.is_alphabetic() && (c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c));
    let mut before = false;
    text.chars().any(|c| {
        let pair = before && latin(c);
        before = latin(c);
        pair
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(inner: &str) -> String {
        let page = format!(
            "<!doctype html>\n<html lang=\"km\"><head><title>Dự án</title></head><body>{inner}</body></html>"
        );
        let marked = mark(page);
        marked
            .split_once("<body>")
            .and_then(|(_, b)| b.split_once("</body>"))
            .map(|(b, _)| b.to_owned())
            .unwrap_or_default()
    }

    #[test]
    fn a_text_in_latin_letters_is_marked() {
        assert_eq!(body("<p>Báo cáo<br>2024</p>"), "<p><span lang=\"vi\">Báo cáo</span><br>2024</p>");
        assert_eq!(body("<a href=\"/\">ទំព័រដើម</a>"), "<a href=\"/\">ទំព័រដើម</a>");
        assert_eq!(body("<b>a</b> <i>đ)</i>"), "<b>a</b> <i>đ)</i>");
    }

    #[test]
    fn an_element_without_elements_is_marked_itself() {
        let chart = "<svg><text x=\"0\"><tspan>a)</tspan> Năm</text><text>12</text></svg><option>Sở</option>";
        let marked = "<svg><text x=\"0\" lang=\"vi\"><tspan>a)</tspan> Năm</text><text>12</text></svg><option lang=\"vi\">Sở</option>";
        assert_eq!(body(chart), marked);
    }

    #[test]
    fn what_is_marked_is_left() {
        let left = "<p lang=\"vi\">Đã <b>công khai</b></p><text lang=\"vi\">Năm</text>";
        assert_eq!(body(left), left);
        assert_eq!(
            body("<p lang=\"en\">One</p><p>Hai ba</p>"),
            "<p lang=\"en\">One</p><p><span lang=\"vi\">Hai ba</span></p>"
        );
    }

    #[test]
    fn other_pages_come_back_as_they_are() {
        let page = "<html lang=\"vi\"><body>Báo cáo</body></html>";
        assert_eq!(mark(page.to_owned()), page);
    }
}
