//! What stands centred on its own: the title block, the abstract, titles of annexes. Their lines
//! are broken here, so that all writers break them alike.
use super::super::measure::{balanced, text_width};
use super::super::model::{Annex, Paper};
use super::{
    ABOUT_SIZE, BODY_SIZE, HEAD_SIZES, MOTTO_SIZE, NUMBER_SIZE, Page, RECIPIENTS_SHARE, RECIPIENTS_SIZE,
    SHORT_RULE, SINGLE, SUBJECT_INDENT, caps, is_letter, number_line, place_date, words,
};

/// Widths of the two columns of the title block and the size of the names in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Head {
    pub size: f32,
    pub left: f32,
    pub right: f32,
}

/// White between the two columns of the title block.
const AIR: f32 = 5.0;

impl Head {
    /// A body's name in capitals, broken into lines of the left column.
    pub fn name(&self, name: &str, bold: bool) -> String {
        body_name(name, self.size, bold, self.left - AIR)
    }
}

/// The largest allowed size at which the nation and the bodies keep to one line side by side.
pub fn head(paper: &Paper) -> Head {
    let width = Page::PORTRAIT.text_width();
    let block = &paper.title_block;
    let motto = text_width(words(paper.lang).motto, MOTTO_SIZE, true);
    let mut found = Head { size: HEAD_SIZES[0], left: 0.0, right: 0.0 };
    for size in HEAD_SIZES {
        let superior = block.superior.as_deref().map_or(0.0, |s| text_width(&caps(s), size, false));
        let issuer = text_width(&caps(&block.issuer), size, true);
        let number = text_width(&number_line(paper), NUMBER_SIZE, false);
        let left = superior.max(issuer).max(number) + AIR;
        let right = text_width(words(paper.lang).nation, size, true).max(motto).max(text_width(
            &place_date(paper),
            MOTTO_SIZE,
            false,
        )) + AIR;
        let air = width - left - right;
        found = Head { size, left: if air >= 0.0 { left + air / 2.0 } else { width - right }, right: 0.0 };
        found.right = width - found.left;
        if air >= 0.0 {
            break;
        }
    }
    found
}

/// Name of a body in capitals, broken before the place it serves when one line is too short.
fn body_name(name: &str, size: f32, bold: bool, width: f32) -> String {
    const PLACES: [&str; 7] =
        [" TỈNH ", " THÀNH PHỐ ", " HUYỆN ", " QUẬN ", " PHƯỜNG ", " XÃ ", " THỊ TRẤN "];
    let name = caps(name);
    let fits = |text: &str| text_width(text, size, bold) <= width;
    let mut parted =
        PLACES.iter().filter_map(|place| name.find(place)).map(|at| (&name[..at], &name[at + 1..]));
    match parted.rfind(|(body, place)| fits(body) && fits(place)) {
        Some((body, place)) if !fits(&name) => format!("{body}\n{place}"),
        _ => balanced(&name, size, bold, width),
    }
}

/// «V/v …» as it stands under the number of an official letter; nothing for a document with a type name.
pub fn about(paper: &Paper) -> Option<String> {
    let width = head(paper).left - AIR;
    is_letter(paper).then(|| balanced(&format!("V/v {}", paper.subject), ABOUT_SIZE, false, width))
}

/// The abstract as it stands centred under the type name.
pub fn subject_lines(paper: &Paper) -> String {
    balanced(&paper.subject, BODY_SIZE, true, Page::PORTRAIT.text_width() - 2.0 * SUBJECT_INDENT)
}

/// The title of an annex in capitals, as it stands centred on its first page.
pub fn annex_title(annex: &Annex) -> String {
    balanced(&caps(&annex.title), BODY_SIZE, true, Page::of(annex.landscape).text_width())
}

/// Length of the rule under the lines of a centred text.
pub fn short_rule(lines: &str, size: f32) -> f32 {
    lines.lines().map(|l| text_width(l, size, true)).fold(0.0, f32::max) * SHORT_RULE
}

/// Whether recipients and signature stay on one page: a list of this length still leaves room
/// for the lines that must precede them.
pub fn signature_is_whole(paper: &Paper) -> bool {
    const MOST: f32 = 0.6;
    let width = Page::PORTRAIT.text_width() * RECIPIENTS_SHARE;
    let lines = |item: &String| (text_width(item, RECIPIENTS_SIZE, false) / width + 0.1).ceil();
    let height = paper.recipients.iter().map(lines).sum::<f32>() * RECIPIENTS_SIZE * SINGLE;
    height <= Page::PORTRAIT.text_height() * MOST
}

#[cfg(test)]
mod tests {
    use super::super::super::model::Lang;
    use super::*;

    #[test]
    fn a_long_name_is_broken_before_its_place() {
        let broken = |name| body_name(name, 12.0, true, 190.0);
        assert_eq!(broken("Ủy ban nhân dân xã Hồ Thị Kỷ"), "ỦY BAN NHÂN DÂN\nXÃ HỒ THỊ KỶ");
        assert_eq!(broken("Sở Dân tộc và Tôn giáo"), "SỞ DÂN TỘC VÀ TÔN GIÁO");
    }

    #[test]
    fn long_names_make_the_title_block_smaller_but_never_overlap() {
        let mut paper = Paper::default();
        paper.title_block.issuer = "Sở Dân tộc và Tôn giáo".into();
        assert_eq!(head(&paper).size, 13.0);
        paper.title_block.superior = Some("Ủy ban nhân dân tỉnh Cà Mau".into());
        paper.title_block.issuer = "Ủy ban nhân dân xã Khánh Lâm mở rộng".into();
        let head = head(&paper);
        assert_eq!(head.size, 12.0);
        assert!((head.left + head.right - Page::PORTRAIT.text_width()).abs() < 0.01);
        assert!(head.right >= text_width(words(Lang::Vi).nation, 12.0, true));
    }
}
