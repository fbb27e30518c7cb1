//! The little XML that a document needs: escaped text, paragraphs, runs.
use std::borrow::Cow;

use super::super::decree30;
use super::super::model::Run;

/// Namespaces every part declares.
pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Twentieths of a point.
pub(super) fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

/// Half points.
pub(super) fn half(points: f32) -> i32 {
    (points * 2.0).round() as i32
}

pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"))
}

/// Where the lines of a paragraph stand and how it differs from its style. Lengths in points.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) style: &'static str,
    pub(super) keep: bool,
    /// Only where it differs from the style.
    pub(super) set: Option<&'static str>,
    pub(super) before: Option<f32>,
    pub(super) after: Option<f32>,
    /// Left, right, first line (negative: hanging).
    pub(super) indent: Option<(f32, f32, f32)>,
}

impl Look {
    pub(super) fn of(style: &'static str) -> Self {
        Self { style, ..Self::default() }
    }
}

/// What a run differs in from its paragraph's style.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Face {
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// In points; 0 for the size of the style.
    pub(super) size: f32,
}

pub(super) fn open(out: &mut String, look: &Look) {
    out.push_str("<w:p><w:pPr><w:pStyle w:val=\"");
    out.push_str(look.style);
    out.push_str("\"/>");
    if look.keep {
        out.push_str("<w:keepNext/>");
    }
    if look.before.is_some() || look.after.is_some() {
        out.push_str("<w:spacing");
        let mut side = |name: &str, points: Option<f32>| {
            if let Some(points) = points {
                out.push_str(&format!(" w:{name}=\"{}\"", twips(points)));
            }
        };
        side("before", look.before);
        side("after", look.after);
        out.push_str("/>");
    }
    if let Some((left, right, first)) = look.indent {
        let name = if first < 0.0 { "hanging" } else { "firstLine" };
        let (left, right, first) = (twips(left), twips(right), twips(first.abs()));
        out.push_str(&format!("<w:ind w:left=\"{left}\" w:right=\"{right}\" w:{name}=\"{first}\"/>"));
    }
    if let Some(set) = look.set {
        out.push_str("<w:jc w:val=\"");
        out.push_str(set);
        out.push_str("\"/>");
    }
    out.push_str("</w:pPr>");
}

pub(super) fn close(out: &mut String) {
    out.push_str("</w:p>");
}

/// One run; a line end in the text becomes a break.
pub(super) fn run(out: &mut String, text: &str, face: Face) {
    if text.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    if face.bold || face.italic || face.size > 0.0 {
        out.push_str("<w:rPr>");
        if face.bold {
            out.push_str("<w:b/><w:bCs/>");
        }
        if face.italic {
            out.push_str("<w:i/><w:iCs/>");
        }
        if face.size > 0.0 {
            let half = half(face.size);
            out.push_str(&format!("<w:sz w:val=\"{half}\"/><w:szCs w:val=\"{half}\"/>"));
        }
        out.push_str("</w:rPr>");
    }
    let text = decree30::clean(text);
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push_str("<w:br/>");
        }
        out.push_str("<w:t xml:space=\"preserve\">");
        out.push_str(&escape(line));
        out.push_str("</w:t>");
    }
    out.push_str("</w:r>");
}

pub(super) fn paragraph(out: &mut String, look: &Look, text: &str, face: Face) {
    open(out, look);
    run(out, text, face);
    close(out);
}

/// Runs of the model; what the style already makes bold stays in the style.
pub(super) fn runs(out: &mut String, look: &Look, runs: &[Run]) {
    open(out, look);
    for r in runs {
        run(out, &r.text, Face { bold: r.bold, italic: r.italic, size: 0.0 });
    }
    close(out);
}

/// A paragraph that holds only a rule of `length` points in the middle of `width`.
pub(super) fn rule(out: &mut String, width: f32, length: f32, after: f32) {
    let side = twips((width - length) / 2.0);
    let (before, after) = (twips(decree30::RULE_GAP), twips(after));
    // Eighths of a point.
    let thick = (decree30::RULE * 8.0).round() as i32;
    out.push_str(&format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Center\"/><w:keepNext/><w:pBdr><w:top w:val=\"single\" w:sz=\"{thick}\" \
         w:space=\"0\" w:color=\"000000\"/></w:pBdr><w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"40\" \
         w:lineRule=\"exact\"/><w:ind w:left=\"{side}\" w:right=\"{side}\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>"
    ));
}

/// A paragraph too small to see, where the format demands one. `inside` may end a section.
pub(super) fn speck(out: &mut String, inside: &str) {
    out.push_str(
        "<w:p><w:pPr><w:pStyle w:val=\"Normal\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" \
         w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr>",
    );
    out.push_str(inside);
    out.push_str("</w:pPr></w:p>");
}
