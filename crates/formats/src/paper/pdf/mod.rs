//! PDF by krilla: shaped, tagged, with subsets of the embedded fonts.
//!
//! The layout is a stream: paragraphs and rows become bands, bands fill a page, a full page is
//! drawn and forgotten, so memory does not grow with the length of an annex by more than the
//! finished pages and the structure tree.
mod compose;
mod flow;
mod fonts;
mod shape;
mod table;
mod tags;

use std::io::Write;

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::metadata::Metadata;
use krilla::{Document, SerializeSettings};

use self::compose::Composer;
use self::flow::{Finished, Flow};
use self::fonts::Fonts;
use self::shape::Shaper;
use super::model::Paper;
use super::{Problem, decree30};

/// What is known of a written PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdfFacts {
    /// Pages of the document and its annexes together.
    pub pages: usize,
}

/// Writes the document as PDF/UA-1.
///
/// # Errors
/// [`Problem::NoFonts`] when the program was built without fonts, [`Problem::NoGlyph`] for a
/// letter that no font has, [`Problem::Io`] from `out`.
pub fn write(paper: &Paper, mut out: impl Write) -> Result<PdfFacts, Problem> {
    let done = render(paper)?;
    out.write_all(&done.bytes)?;
    Ok(PdfFacts { pages: done.pages })
}

fn render(paper: &Paper) -> Result<Finished, Problem> {
    let tag = decree30::tag(paper.lang);
    let mut document = Document::new_with(settings()?);
    document.set_metadata(
        Metadata::new()
            .title(decree30::title(paper))
            .language(tag.to_owned())
            .authors(vec![paper.title_block.issuer.clone()]),
    );
    let flow = Flow::new(document, paper.demo.clone(), paper.signing_info.clone());
    let mut composer = Composer::new(flow, Shaper::new(Fonts::load()?));
    composer.paper(paper);
    let Composer { flow, mut shaper, .. } = composer;
    flow.finish(&mut shaper, tag)
}

fn settings() -> Result<SerializeSettings, Problem> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|e| Problem::Library(format!("{e:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

#[cfg(test)]
mod tests;
