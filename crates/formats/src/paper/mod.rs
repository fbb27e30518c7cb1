//! Administrative documents as Decree 30/2020/NĐ-CP lays them out.
//!
//! [`Paper`] says what a document says. Three writers render it: [`docx`] and [`pdf`] exactly,
//! sharing the measures of [`decree30`], and [`html`] as a preview on screen. [`text()`] is the
//! plain text that all three carry.
//!
//! ```text
//! Paper ──► docx::write   Times New Roman by name, real styles, sections for annexes
//!       ──► pdf::write    the same lines with an embedded face of the same metrics, tagged
//!       ──► html::write   .desk > .a4 pages of the style sheet, figures linked to their sources
//! ```
pub mod decree30;
pub mod docx;
pub mod html;
mod measure;
pub mod model;
pub mod pdf;
#[cfg(test)]
mod sample;
mod text;

pub use model::{
    Align, Annex, Block, Cell, Column, Dated, Lang, Level, Paper, Row, Run, Signature, Table, TitleBlock,
};
pub use text::text;

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The program was built before the fonts were fetched.
    #[error("this build has no fonts for PDF: run `cargo xtask assets`, then build again")]
    NoFonts,
    /// A letter that none of the embedded fonts has; never drawn as an empty box.
    #[error("no font has the character {0:?} (U+{code:04X})", code = *.0 as u32)]
    NoGlyph(char),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("the document library refused: {0}")]
    Library(String),
}
