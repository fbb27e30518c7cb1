//! Puts elements into text: escapes, tags, indentation.

use crate::xml::chars::is_char;

/// How a file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// Every element on a line of its own, two spaces for each level.
    #[default]
    Indented,
    /// Every activity on a line of its own, no white space in it.
    Compact,
}

/// Writes elements one after the other into a text.
#[derive(Debug, Default)]
pub struct Pen {
    out: String,
    layout: Layout,
    depth: usize,
    /// How many elements around keep their white space.
    kept: usize,
    /// Whether the start tag still lacks its `>`.
    in_tag: bool,
    /// Whether text was written last, which an indent would change.
    after_text: bool,
}

impl Pen {
    /// An empty page; `depth` is the level of the first element.
    pub fn new(layout: Layout, depth: usize) -> Self {
        Self { layout, depth, ..Self::default() }
    }

    /// Takes what was written.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// Begins an element; its attributes follow.
    pub fn start(&mut self, name: &str) {
        self.close_tag();
        self.indent(true);
        self.out.push('<');
        self.out.push_str(name);
        self.in_tag = true;
        self.depth += 1;
    }

    /// Writes an attribute of the element just begun.
    pub fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        // A line end or tab that stands as itself would be read back as a space.
        escape(value, &mut self.out, |c| matches!(c, '<' | '&' | '"' | '\t' | '\n' | '\r'));
        self.out.push('"');
    }

    /// Writes text inside the element; the empty text is nothing.
    pub fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.close_tag();
            // A CR that stands as itself would be read back as a line end; `>` could end `]]>`.
            escape(text, &mut self.out, |c| matches!(c, '<' | '&' | '>' | '\r'));
            self.after_text = true;
        }
    }

    /// Ends the element.
    pub fn end(&mut self, name: &str) {
        self.depth -= 1;
        if self.in_tag {
            self.out.push_str("/>");
        } else {
            self.indent(false);
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self.in_tag = false;
        self.after_text = false;
    }

    /// Writes what is already XML, between two elements.
    pub(super) fn raw(&mut self, xml: &str) {
        if !xml.is_empty() {
            self.close_tag();
            self.out.push_str(xml);
        }
    }

    /// Adds no white space until [`Pen::lay_out_again`], where `yes`.
    pub(super) fn keep_white_space(&mut self, yes: bool) {
        self.kept += usize::from(yes);
    }

    pub(super) fn lay_out_again(&mut self, yes: bool) {
        self.kept -= usize::from(yes);
    }

    fn close_tag(&mut self) {
        if self.in_tag {
            self.out.push('>');
            self.in_tag = false;
        }
    }

    /// Before a tag that begins or ends an element.
    fn indent(&mut self, begin: bool) {
        let lines = match self.layout {
            Layout::Indented => true,
            Layout::Compact => self.depth <= usize::from(begin),
        };
        if self.after_text || self.kept > 0 || !lines {
            return;
        }
        self.out.push('\n');
        if self.layout == Layout::Indented {
            self.out.extend(std::iter::repeat_n("  ", self.depth));
        }
    }
}

/// Appends a text, with references for the characters that need one. What XML cannot hold at all, control
/// characters for instance, becomes U+FFFD.
fn escape(text: &str, out: &mut String, special: impl Fn(char) -> bool) {
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| special(*c) || !is_char(*c)) {
        out.push_str(&text[from..at]);
        from = at + c.len_utf8();
        out.push_str(match c {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '"' => "&quot;",
            '\t' => "&#9;",
            '\n' => "&#10;",
            '\r' => "&#13;",
            _ => "\u{FFFD}",
        });
    }
    out.push_str(&text[from..]);
}
