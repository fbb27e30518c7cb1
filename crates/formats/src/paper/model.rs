//! The document as data: what a paper says, never how it looks.
//!
//! Everything is text as a person reads it; figures arrive already formatted. Text is given in
//! its natural case, the writers capitalise what the decree capitalises. The model is stored
//! whole in a sealed report, so fields are only ever added, with a default.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Language of the fixed words (motto, «Số», «Nơi nhận»…) and of the document as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    #[default]
    Vi,
    /// A translation for information; the layout stays that of the decree.
    En,
}

impl From<lang::Lang> for Lang {
    /// Documents exist in two languages; a Khmer reader is given the Vietnamese original.
    fn from(of: lang::Lang) -> Self {
        if of == lang::Lang::En { Self::En } else { Self::Vi }
    }
}

/// One administrative document with its annexes (Decree 30/2020/NĐ-CP, Annex I and model 1.4).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Paper {
    #[serde(default)]
    pub lang: Lang,
    pub title_block: TitleBlock,
    /// Type name: «Báo cáo», «Kế hoạch»; empty for an official letter (công văn), whose abstract stands under the number.
    pub kind: String,
    /// The abstract under the type name (trích yếu).
    pub subject: String,
    /// «Kính gửi»: none, one (on the same line), or several (a list).
    #[serde(default)]
    pub addressees: Vec<String>,
    /// «Căn cứ …», one each; the writers end them «;» and «.».
    #[serde(default)]
    pub legal_bases: Vec<String>,
    pub body: Vec<Block>,
    pub signature: Signature,
    /// «Nơi nhận», without dashes: «Như trên», «Lưu: VT, CSDT».
    #[serde(default)]
    pub recipients: Vec<String>,
    #[serde(default)]
    pub annexes: Vec<Annex>,
    /// Small words on every page of a document whose figures are not real: «Số liệu minh hoạ».
    #[serde(default)]
    pub demo: Option<String>,
    /// What the organisation's digital signature prints at the top right of page 1, a line each:
    /// number and symbol; time by ISO 8601 with its zone.
    #[serde(default)]
    pub signing_info: Option<String>,
}

/// The head of page 1: who issues, under which number, where and when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TitleBlock {
    /// Direct superior body, «UBND tỉnh Cà Mau».
    #[serde(default)]
    pub superior: Option<String>,
    pub issuer: String,
    /// Blank until the clerk gives one: dots are printed.
    #[serde(default)]
    pub number: Option<u32>,
    /// «BC-SDTTG».
    pub symbol: String,
    pub place: String,
    pub dated: Dated,
}

/// The date of signing, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dated {
    On(Date),
    Month { year: i16, month: i8 },
    Year(i16),
}

impl Default for Dated {
    fn default() -> Self {
        Self::On(Date::default())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signature {
    /// «TM. Ủy ban nhân dân», «KT. Chủ tịch»: a line each, above the post.
    #[serde(default)]
    pub authority: Vec<String>,
    /// «Giám đốc».
    pub post: String,
    /// Empty when the signer is not named yet.
    #[serde(default)]
    pub name: String,
}

/// «Phụ lục», numbered by its place among the annexes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Annex {
    pub title: String,
    /// «(Kèm theo Báo cáo số … )»; see [`super::decree30::annex_reference`].
    #[serde(default)]
    pub reference: Option<String>,
    #[serde(default)]
    pub landscape: bool,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A numbered part; `number` counts from 1 inside its parent.
    Heading {
        level: Level,
        number: u32,
        runs: Vec<Run>,
    },
    Paragraph {
        runs: Vec<Run>,
    },
    /// «- …»
    Bullet {
        runs: Vec<Run>,
    },
    Table(Table),
}

/// The ladder of plans and reports (Annex I, part II of the decree).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// «I. CAPITALS BOLD».
    Part,
    /// «1. A title, bold».
    Title,
    /// «1. A sentence» that has no title.
    Clause,
    /// «a) …», letters of the Vietnamese alphabet.
    Point,
}

impl Level {
    /// Whether it is a title rather than the beginning of a sentence.
    pub fn is_title(self) -> bool {
        matches!(self, Self::Part | Self::Title)
    }
}

/// Neighbouring words in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
    /// Anchor of the locked figure these words show; a link in the preview only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
}

impl Run {
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
    pub fn bold(text: impl Into<String>) -> Self {
        Self { bold: true, ..Self::plain(text) }
    }
    pub fn italic(text: impl Into<String>) -> Self {
        Self { italic: true, ..Self::plain(text) }
    }
    /// A formatted figure and the id of the place on the page that explains it.
    pub fn figure(text: impl Into<String>, anchor: impl Into<String>) -> Self {
        Self { figure: Some(anchor.into()), ..Self::plain(text) }
    }
}

impl Block {
    pub fn heading(level: Level, number: u32, text: impl Into<String>) -> Self {
        Self::Heading { level, number, runs: vec![Run::plain(text)] }
    }
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph { runs: vec![Run::plain(text)] }
    }
    pub fn bullet(text: impl Into<String>) -> Self {
        Self::Bullet { runs: vec![Run::plain(text)] }
    }
}

/// A ruled table. A row has as many cells as the table has columns; missing ones print empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    /// May be empty, when the text above names the table.
    #[serde(default)]
    pub caption: String,
    /// «Đơn vị tính: triệu đồng», printed at the right above the table.
    #[serde(default)]
    pub unit: Option<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Column {
    pub title: String,
    /// Share of the width; columns whose content needs more get more.
    pub weight: u16,
    pub align: Align,
    /// Heading above this column and its neighbours of the same group.
    #[serde(default)]
    pub group: Option<String>,
}

impl Column {
    pub fn new(title: impl Into<String>, weight: u16, align: Align) -> Self {
        Self { title: title.into(), weight, align, group: None }
    }
    #[must_use]
    pub fn in_group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    #[default]
    Left,
    Center,
    /// Numbers.
    Right,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// Bold, and never at the top of a page without the row before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub total: bool,
}

impl Row {
    pub fn new(cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), total: false }
    }
    pub fn total(cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        Self { total: true, ..Self::new(cells) }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    pub text: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// As in [`Run::figure`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_sealed_paper_is_read_back_whole() {
        let paper = sample::report();
        let stored = serde_json::to_string(&paper).unwrap();
        assert_eq!(serde_json::from_str::<Paper>(&stored).unwrap(), paper);
    }

    #[test]
    fn a_paper_stored_without_optional_parts_is_read() {
        let stored = r#"{"title_block":{"issuer":"Sở","symbol":"BC-S","place":"Cà Mau","dated":{"year":2025}},
            "kind":"Báo cáo","subject":"Kết quả","body":[{"paragraph":{"runs":[{"text":"Lời."}]}}],
            "signature":{"post":"Giám đốc"}}"#;
        let paper: Paper = serde_json::from_str(stored).unwrap();
        assert_eq!(paper.title_block.dated, Dated::Year(2025));
        assert_eq!(paper.body, [Block::paragraph("Lời.")]);
    }
}
