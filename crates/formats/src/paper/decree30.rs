//! Decree 30/2020/NĐ-CP, Annex I: measures, fixed words and numbering, for all writers alike.
//!
//! Lengths are points (1/72 inch) unless a name says otherwise.
mod centred;

use std::borrow::Cow;

use jiff::civil::Date;

pub use self::centred::{Head, about, annex_title, head, short_rule, signature_is_whole, subject_lines};
use super::model::{Block, Dated, Lang, Level, Paper, Run, TitleBlock};

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;
/// The typeface the decree names.
pub const FONT: &str = "Times New Roman";
/// For Khmer words in a DOCX: the named typeface has none, and programs then choose badly.
pub const KHMER_FONT: &str = "Khmer OS Siemreap";

/// Distance of the page number from the top edge, and of the mark from the bottom edge.
pub const HEADER_DISTANCE: f32 = 10.0 * MM;
pub const PAGE_NUMBER_SIZE: f32 = 14.0;

/// Body text: 14, justified, first line 1.27 cm in, 6 pt between paragraphs.
pub const BODY_SIZE: f32 = 14.0;
pub const FIRST_LINE: f32 = 12.7 * MM;
pub const PARAGRAPH_GAP: f32 = 6.0;
/// Multiple of single spacing; the decree allows single to one and a half.
pub const BODY_SPACING: f32 = 1.1;
/// Single line spacing of Times New Roman as a multiple of the size.
pub const SINGLE: f32 = 2355.0 / 2048.0;

pub const MOTTO_SIZE: f32 = 14.0;
pub const NUMBER_SIZE: f32 = 13.0;
/// Abstract of an official letter, under its number (Annex I, part II, section 5.b of the decree: 12 to 13, upright).
pub const ABOUT_SIZE: f32 = 12.0;
/// Allowed sizes of the nation's and the bodies' names, largest first.
const HEAD_SIZES: [f32; 2] = [13.0, 12.0];
pub const RECIPIENTS_TITLE_SIZE: f32 = 12.0;
pub const RECIPIENTS_SIZE: f32 = 11.0;
pub const SIGNING_INFO_SIZE: f32 = 10.0;
pub const DEMO_SIZE: f32 = 10.0;

/// Thickness of the rules under the motto, the issuing body and the abstract, and of table lines.
pub const RULE: f32 = 0.75;
pub const TABLE_RULE: f32 = 0.5;
/// Within the third to the half of the line that the decree asks for.
pub const SHORT_RULE: f32 = 0.4;
/// Gap between a text and the rule under it.
pub const RULE_GAP: f32 = 2.5;

/// White between the title block and the type name, around «Kính gửi», above the signature.
pub const BLOCK_GAP: f32 = 14.0;
/// Room for signature and seal between the post and the name.
pub const SIGNATURE_ROOM: f32 = 26.0 * MM;
/// Width of the recipients' column as a share of the text width.
pub const RECIPIENTS_SHARE: f32 = 0.45;
/// Indent of «Kính gửi» when it opens a list, as a share of the text width.
pub const ADDRESS_SHARE: f32 = 0.22;
/// Indents on both sides of the abstract, so that long ones stay in the middle.
pub const SUBJECT_INDENT: f32 = 12.0 * MM;

/// «Đơn vị tính: …» above a table.
pub const UNIT_SIZE: f32 = 12.0;
/// Horizontal and vertical padding of table cells.
pub const CELL_PAD_X: f32 = 3.0;
pub const CELL_PAD_Y: f32 = 1.5;
/// Sizes of table text, first choice first; smaller ones when words or numbers would not fit.
pub const TABLE_SIZES: [f32; 3] = [12.0, 11.0, 10.0];
pub const ANNEX_TABLE_SIZES: [f32; 4] = [11.0, 10.0, 9.0, 8.0];

/// A4 with the margins of the decree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Page {
    pub width: f32,
    pub height: f32,
    pub top: f32,
    pub bottom: f32,
    pub left: f32,
    pub right: f32,
    pub landscape: bool,
}

impl Page {
    pub const PORTRAIT: Self = Self {
        width: 210.0 * MM,
        height: 297.0 * MM,
        top: 20.0 * MM,
        bottom: 20.0 * MM,
        left: 30.0 * MM,
        right: 20.0 * MM,
        landscape: false,
    };
    pub const LANDSCAPE: Self =
        Self { width: 297.0 * MM, height: 210.0 * MM, landscape: true, ..Self::PORTRAIT };

    pub fn of(landscape: bool) -> Self {
        if landscape { Self::LANDSCAPE } else { Self::PORTRAIT }
    }
    pub fn text_width(&self) -> f32 {
        self.width - self.left - self.right
    }
    pub fn text_height(&self) -> f32 {
        self.height - self.top - self.bottom
    }
}

/// The words that do not come from the author.
pub struct FixedWords {
    pub nation: &'static str,
    pub motto: &'static str,
    number: &'static str,
    pub address: &'static str,
    pub recipients: &'static str,
    annex: &'static str,
    pub page: &'static str,
}

pub fn words(lang: Lang) -> &'static FixedWords {
    match lang {
        Lang::Vi => &FixedWords {
            nation: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            motto: "Độc lập - Tự do - Hạnh phúc",
            number: "Số:",
            address: "Kính gửi:",
            recipients: "Nơi nhận:",
            annex: "Phụ lục",
            page: "Trang",
        },
        Lang::En => &FixedWords {
            nation: "SOCIALIST REPUBLIC OF VIET NAM",
            motto: "Independence - Freedom - Happiness",
            number: "No.:",
            address: "To:",
            recipients: "Recipients:",
            annex: "Annex",
            page: "Page",
        },
    }
}

/// Says in a preview how many rows only the files have.
pub fn more_rows(lang: Lang, rows: usize) -> String {
    match lang {
        Lang::Vi => format!("… và {rows} dòng nữa trong tệp tải về"),
        Lang::En => format!("… and {rows} more rows in the downloaded files"),
    }
}

/// Dots where the clerk will write.
const BLANK: &str = "…";
/// What the last line of the content ends with.
pub const END: &str = "./.";

/// Language tag of the document.
pub fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "vi-VN",
        Lang::En => "en-GB",
    }
}

/// Text without the characters that no file format may hold; a line end stays, a tab is a space.
pub fn clean(text: &str) -> Cow<'_, str> {
    let barred = |c: char| c != '\n' && c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    if !text.contains(barred) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('\t', " ").replace(barred, ""))
}

pub fn caps(text: &str) -> String {
    text.to_uppercase()
}

/// Type name and abstract in one line: the title of the file.
pub fn title(paper: &Paper) -> String {
    if is_letter(paper) { paper.subject.clone() } else { format!("{} {}", paper.kind, paper.subject) }
}

/// An official letter (công văn, model 1.5) has no type name; its abstract stands under its number.
pub fn is_letter(paper: &Paper) -> bool {
    paper.kind.is_empty() && !paper.subject.is_empty()
}

/// «67/KH-UBND»; under 10 with a leading zero, dots while there is none.
fn number_symbol(block: &TitleBlock) -> String {
    let number = block.number.map_or_else(|| BLANK.to_owned(), |n| format!("{n:02}"));
    format!("{number}/{}", block.symbol)
}

/// «Số: 67/KH-UBND».
pub fn number_line(paper: &Paper) -> String {
    format!("{} {}", words(paper.lang).number, number_symbol(&paper.title_block))
}

/// «ngày 04 tháng 11 năm 2025», dots for what is not known yet.
pub fn date_words(lang: Lang, dated: Dated) -> String {
    match (lang, dated) {
        (Lang::Vi, Dated::On(date)) => lang::date_long(lang::Lang::Vi, date),
        (Lang::Vi, Dated::Month { year, month }) => {
            format!("ngày {BLANK} tháng {} năm {year}", lang::document_month(month))
        }
        (Lang::Vi, Dated::Year(year)) => format!("ngày {BLANK} tháng {BLANK} năm {year}"),
        (Lang::En, Dated::On(date)) => lang::date_long(lang::Lang::En, date),
        (Lang::En, Dated::Month { year, month }) => match Date::new(year, month, 1) {
            Ok(first) => format!("{BLANK} {}", month_year_en(first)),
            Err(_) => format!("{BLANK} {year}"),
        },
        (Lang::En, Dated::Year(year)) => format!("{BLANK} {year}"),
    }
}

fn month_year_en(first: Date) -> String {
    let long = lang::date_long(lang::Lang::En, first);
    long.split_once(' ').map_or(long.clone(), |(_, rest)| rest.to_owned())
}

/// «Cà Mau, ngày 04 tháng 11 năm 2025».
pub fn place_date(paper: &Paper) -> String {
    let block = &paper.title_block;
    format!("{}, {}", block.place, date_words(paper.lang, block.dated))
}

/// «Phụ lục II», or «Phụ lục» when there is only one. `index` counts from 0.
pub fn annex_label(lang: Lang, index: usize, of: usize) -> String {
    let word = words(lang).annex;
    if of < 2 { word.to_owned() } else { format!("{word} {}", roman(index as u32 + 1)) }
}

/// «(Kèm theo Báo cáo số …/BC-SDTTG ngày … tháng … năm 2025 của Sở Dân tộc và Tôn giáo)».
pub fn annex_reference(paper: &Paper) -> String {
    let block = &paper.title_block;
    let (number, date) = (number_symbol(block), date_words(paper.lang, block.dated));
    match paper.lang {
        Lang::Vi => format!("(Kèm theo {} số {number} {date} của {})", paper.kind, block.issuer),
        Lang::En => format!("(Attached to {} No. {number}, {date}, of {})", paper.kind, block.issuer),
    }
}

/// Roman numeral, from 1.
pub fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in STEPS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

/// Points are lettered by the Vietnamese alphabet: it has đ, and no f, j, w, z.
const LETTERS: [char; 23] = [
    'a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',
    'x', 'y',
];

/// Letter of a point, from 1: a b c d đ e g h i…; after y come aa, ab.
pub fn letter(number: u32) -> String {
    let index = number.saturating_sub(1) as usize;
    let last = LETTERS[index % LETTERS.len()];
    match index / LETTERS.len() {
        0 => last.to_string(),
        more => format!("{}{last}", letter(more as u32)),
    }
}

/// What stands before the words of a numbered part: «I. », «1. », «a) ».
pub fn label(level: Level, number: u32) -> String {
    match level {
        Level::Part => format!("{}. ", roman(number)),
        Level::Title | Level::Clause => format!("{number}. "),
        Level::Point => format!("{}) ", letter(number)),
    }
}

/// The words of a block as they are printed: label or dash first, titles bold, parts in capitals.
/// A table has none.
pub fn printed_runs(block: &Block) -> Vec<Run> {
    match block {
        Block::Paragraph { runs } => runs.clone(),
        Block::Bullet { runs } => prefixed(Run::plain("- "), runs.clone()),
        Block::Heading { level, number, runs } => {
            let mut runs = prefixed(Run::plain(label(*level, *number)), runs.clone());
            for run in &mut runs {
                run.bold |= level.is_title();
                if *level == Level::Part {
                    run.text = caps(&run.text);
                }
            }
            runs
        }
        Block::Table(_) => Vec::new(),
    }
}

fn prefixed(first: Run, mut runs: Vec<Run>) -> Vec<Run> {
    runs.insert(0, first);
    runs
}

/// Items of a list, each ending «;», the last «.».
pub fn listed(items: &[String]) -> Vec<String> {
    let bare = |item: &String| item.trim_end_matches([';', '.', ',', ' ']).to_owned();
    let last = items.len().saturating_sub(1);
    items.iter().enumerate().map(|(i, item)| bare(item) + if i == last { "." } else { ";" }).collect()
}

/// The body with its last line ended «./.».
pub struct Closed<'a> {
    pub blocks: &'a [Block],
    /// Replaces the last block, or follows it when that is a table.
    pub last: Option<Block>,
}

impl Closed<'_> {
    pub fn iter(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().chain(self.last.iter())
    }
}

pub fn closed(body: &[Block]) -> Closed<'_> {
    let Some((last, before)) = body.split_last() else {
        return Closed { blocks: body, last: None };
    };
    let mut last = last.clone();
    match &mut last {
        Block::Heading { runs, .. } | Block::Paragraph { runs } | Block::Bullet { runs } => close(runs),
        Block::Table(_) => {
            return Closed { blocks: body, last: Some(Block::paragraph(END)) };
        }
    }
    Closed { blocks: before, last: Some(last) }
}

fn close(runs: &mut Vec<Run>) {
    match runs.last_mut() {
        Some(run) => {
            let end = run.text.trim_end_matches(['.', '/', ';', ',', ' ']).len();
            run.text.truncate(end);
            run.text.push_str(END);
        }
        None => runs.push(Run::plain(END)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_follow_the_vietnamese_alphabet() {
        let nine: String = (1..=9).map(letter).collect();
        assert_eq!(nine, "abcdđeghi");
        assert_eq!((letter(23), letter(24), letter(25)), ("y".into(), "aa".into(), "ab".into()));
    }

    #[test]
    fn parts_are_roman() {
        let all: Vec<_> = [1, 4, 6, 9, 14, 40, 1990].into_iter().map(roman).collect();
        assert_eq!(all, ["I", "IV", "VI", "IX", "XIV", "XL", "MCMXC"]);
    }

    #[test]
    fn days_under_ten_and_months_one_and_two_take_a_zero() {
        let date = |y, m, d| date_words(Lang::Vi, Dated::On(jiff::civil::date(y, m, d)));
        assert_eq!(date(2025, 11, 4), "ngày 04 tháng 11 năm 2025");
        assert_eq!(date(2021, 4, 23), "ngày 23 tháng 4 năm 2021");
        assert_eq!(date(2026, 2, 9), "ngày 09 tháng 02 năm 2026");
        assert_eq!(date_words(Lang::Vi, Dated::Month { year: 2025, month: 1 }), "ngày … tháng 01 năm 2025");
        assert_eq!(date_words(Lang::Vi, Dated::Year(2025)), "ngày … tháng … năm 2025");
        assert_eq!(date_words(Lang::En, Dated::Month { year: 2025, month: 11 }), "… November 2025");
    }

    #[test]
    fn numbers_under_ten_take_a_zero_and_a_blank_one_is_dots() {
        let mut paper = Paper::default();
        paper.title_block.symbol = "BC-SDTTG".into();
        assert_eq!(number_line(&paper), "Số: …/BC-SDTTG");
        paper.title_block.number = Some(7);
        assert_eq!(number_line(&paper), "Số: 07/BC-SDTTG");
        paper.title_block.number = Some(67);
        assert_eq!(number_line(&paper), "Số: 67/BC-SDTTG");
    }

    #[test]
    fn lists_end_with_semicolons_and_one_stop() {
        let items = ["Như trên;".to_owned(), "Các sở".to_owned(), "Lưu: VT, ĐV.".to_owned()];
        assert_eq!(listed(&items), ["Như trên;", "Các sở;", "Lưu: VT, ĐV."]);
    }

    #[test]
    fn the_last_line_is_closed_once() {
        for end in ["xong", "xong.", "xong;", "xong./."] {
            let body = [Block::paragraph("đầu."), Block::paragraph(end)];
            let closed = closed(&body);
            let texts: Vec<_> = closed.iter().map(|b| printed_runs(b)[0].text.clone()).collect();
            assert_eq!(texts, ["đầu.", "xong./."]);
        }
        let body = [Block::Table(super::super::model::Table::default())];
        assert_eq!(closed(&body).iter().count(), 2, "a table is followed by the mark");
    }

    #[test]
    fn a_part_is_printed_in_capitals_with_its_number() {
        let part = Block::heading(Level::Part, 2, "Kết quả thực hiện");
        let text: String = printed_runs(&part).iter().map(|r| r.text.as_str()).collect();
        assert_eq!(text, "II. KẾT QUẢ THỰC HIỆN");
        let point = Block::heading(Level::Point, 5, "Giáo dục;");
        assert_eq!(printed_runs(&point)[0].text, "đ) ");
        assert!(!printed_runs(&point)[1].bold);
    }
}
