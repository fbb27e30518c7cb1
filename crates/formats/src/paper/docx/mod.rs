//! DOCX (WordprocessingML, ECMA-376): Times New Roman by name, real styles and sections.
//!
//! The parts are written directly. The builder library at hand keeps the whole document as a
//! tree, drops the footer of a section that has a header, cannot set the title and language of
//! the file, repeat table heads or compress; an annex of thousands of rows streams here instead.
mod body;
mod parts;
mod table;
mod xml;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Problem;
use super::model::Paper;

/// Writes the document. The same paper always gives the same bytes.
///
/// # Errors
/// [`Problem::Io`] from `out`.
pub fn write(paper: &Paper, mut out: impl Write) -> Result<(), Problem> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts::all(paper) {
        start(&mut zip, name)?;
        zip.write_all(content.as_bytes())?;
    }
    start(&mut zip, "word/document.xml")?;
    body::write(paper, &mut zip)?;
    let packed = zip.finish().map_err(library)?.into_inner();
    out.write_all(&packed)?;
    Ok(())
}

fn start(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str) -> Result<(), Problem> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    zip.start_file(name, options).map_err(library)
}

fn library(error: zip::result::ZipError) -> Problem {
    match error {
        zip::result::ZipError::Io(error) => Problem::Io(error),
        other => Problem::Library(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
