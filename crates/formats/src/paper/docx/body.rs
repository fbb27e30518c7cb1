//! The main part: the document from the title block to the last annex.
use std::io::Write;

use super::super::decree30::{
    self, ABOUT_SIZE, ADDRESS_SHARE, BLOCK_GAP, BODY_SIZE, FIRST_LINE, HEADER_DISTANCE, MOTTO_SIZE,
    NUMBER_SIZE, PARAGRAPH_GAP, Page, RECIPIENTS_SHARE, RECIPIENTS_SIZE, RECIPIENTS_TITLE_SIZE,
    SIGNATURE_ROOM,
};
use super::super::measure::text_width;
use super::super::model::{Annex, Block, Level, Paper, Run, Table};
use super::Problem;
use super::parts;
use super::table;
use super::xml::{self, DECLARATION, Face, Look, NAMESPACES, twips};

pub(super) fn write(paper: &Paper, out: &mut impl Write) -> Result<(), Problem> {
    write!(out, "{DECLARATION}<w:document {NAMESPACES}><w:body>")?;
    let mut body = Body { out, buffer: String::new(), page: Page::PORTRAIT, after_table: false };
    body.front(paper);
    body.content(paper)?;
    body.signature(paper);
    let mut section = section(Page::PORTRAIT, true, paper);
    for (index, annex) in paper.annexes.iter().enumerate() {
        xml::speck(&mut body.buffer, &section);
        body.annex(paper, annex, index)?;
        section = self::section(Page::of(annex.landscape), false, paper);
    }
    xml::speck(&mut body.buffer, "");
    body.buffer.push_str(&section);
    body.flush()?;
    write!(out, "</w:body></w:document>")?;
    Ok(())
}

struct Body<'w, W: Write> {
    out: &'w mut W,
    buffer: String,
    page: Page,
    after_table: bool,
}

const PLAIN: Face = Face { bold: false, italic: false, size: 0.0 };

fn bold(size: f32) -> Face {
    Face { bold: true, size, ..PLAIN }
}

impl<W: Write> Body<'_, W> {
    fn flush(&mut self) -> Result<(), Problem> {
        self.out.write_all(self.buffer.as_bytes())?;
        self.buffer.clear();
        Ok(())
    }

    fn line(&mut self, look: Look, text: &str, face: Face) {
        xml::paragraph(&mut self.buffer, &look, text, face);
    }

    /// Everything before the first word of the content.
    fn front(&mut self, paper: &Paper) {
        title_block(&mut self.buffer, paper);
        if decree30::is_letter(paper) {
            return self.opening(paper);
        }
        let kind = Look { keep: true, before: Some(BLOCK_GAP), ..Look::of("Title") };
        self.line(kind, &decree30::caps(&paper.kind), PLAIN);
        let width = self.page.text_width();
        let subject = decree30::subject_lines(paper);
        self.line(Look { keep: true, ..Look::of("Subtitle") }, &subject, PLAIN);
        let rule = decree30::short_rule(&subject, BODY_SIZE);
        xml::rule(&mut self.buffer, width, rule, BLOCK_GAP);
        self.opening(paper);
    }

    /// To whom, and on what it rests.
    fn opening(&mut self, paper: &Paper) {
        self.addressees(paper);
        for basis in decree30::listed(&paper.legal_bases) {
            self.line(Look::of("Body"), &basis, Face { italic: true, ..PLAIN });
        }
    }

    fn addressees(&mut self, paper: &Paper) {
        let address = decree30::words(paper.lang).address;
        match paper.addressees.as_slice() {
            [] => {}
            [one] => {
                let look = Look { after: Some(BLOCK_GAP), ..Look::of("Center") };
                self.line(look, &format!("{address} {one}"), PLAIN);
            }
            several => {
                let left = self.page.text_width() * ADDRESS_SHARE;
                let look = Look { keep: true, indent: Some((left, 0.0, 0.0)), ..Look::of("Loose") };
                self.line(look, address, PLAIN);
                let dash = text_width("- ", BODY_SIZE, false);
                let under = left + text_width(address.trim_end_matches(':'), BODY_SIZE, false) + dash;
                for (i, item) in decree30::listed(several).iter().enumerate() {
                    let last = i + 1 == several.len();
                    let after = last.then_some(BLOCK_GAP);
                    let indent = Some((under, 0.0, -dash));
                    self.line(
                        Look { keep: !last, after, indent, ..Look::of("Loose") },
                        &format!("- {item}"),
                        PLAIN,
                    );
                }
            }
        }
    }

    fn content(&mut self, paper: &Paper) -> Result<(), Problem> {
        let closed = decree30::closed(&paper.body);
        let blocks: Vec<&Block> = closed.iter().collect();
        for (i, block) in blocks.iter().enumerate() {
            let left = blocks.len() - 1 - i;
            // The signature takes at least the last two lines with it.
            let tied = left == 0 || (left == 1 && blocks.last().is_some_and(|b| self.is_one_line(b)));
            self.block(block, tied)?;
        }
        Ok(())
    }

    fn is_one_line(&self, block: &Block) -> bool {
        let runs = decree30::printed_runs(block);
        let width: f32 = runs.iter().map(|r| text_width(&r.text, BODY_SIZE, r.bold)).sum();
        width < self.page.text_width() - FIRST_LINE
    }

    fn block(&mut self, block: &Block, tied: bool) -> Result<(), Problem> {
        let before = self.after_table.then_some(PARAGRAPH_GAP);
        match block {
            Block::Table(table) => return self.table(table),
            Block::Heading { level, .. } if level.is_title() => {
                let style = if *level == Level::Part { "Heading1" } else { "Heading2" };
                // The style is bold already.
                let plain = |r: Run| Run { bold: false, ..r };
                let runs: Vec<Run> = decree30::printed_runs(block).into_iter().map(plain).collect();
                xml::runs(&mut self.buffer, &Look { keep: true, before, ..Look::of(style) }, &runs);
            }
            other => {
                let look = Look { keep: tied, before, ..Look::of("Body") };
                xml::runs(&mut self.buffer, &look, &decree30::printed_runs(other));
            }
        }
        self.after_table = false;
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), Problem> {
        let before = self.after_table.then_some(PARAGRAPH_GAP);
        if !table.caption.is_empty() {
            let after = Some(if table.unit.is_some() { 0.0 } else { PARAGRAPH_GAP / 2.0 });
            let look = Look { keep: true, before, after, ..Look::of("Caption") };
            self.line(look, &table.caption, PLAIN);
        }
        if let Some(unit) = &table.unit {
            let look = Look {
                keep: true,
                after: Some(PARAGRAPH_GAP / 2.0),
                set: Some("right"),
                ..Look::of("Normal")
            };
            self.line(look, unit, Face { italic: true, size: decree30::UNIT_SIZE, bold: false });
        } else if table.caption.is_empty() && self.after_table {
            // Two tables with nothing between them would become one.
            xml::speck(&mut self.buffer, "");
        }
        self.flush()?;
        table::write(table, self.page, self.out)?;
        self.after_table = true;
        Ok(())
    }

    fn signature(&mut self, paper: &Paper) {
        let width = self.page.text_width();
        let left = width * RECIPIENTS_SHARE;
        let out = &mut self.buffer;
        open_plain_table(out, &[left, width - left]);
        let whole = decree30::signature_is_whole(paper);
        out.push_str(if whole { "<w:tr><w:trPr><w:cantSplit/></w:trPr>" } else { "<w:tr>" });
        open_plain_cell(out, left, "top");
        if paper.recipients.is_empty() {
            xml::paragraph(out, &Look::of("Normal"), "", PLAIN);
        } else {
            let face = Face { bold: true, italic: true, size: RECIPIENTS_TITLE_SIZE };
            let look = Look { before: Some(PARAGRAPH_GAP), ..Look::of("Normal") };
            xml::paragraph(out, &look, decree30::words(paper.lang).recipients, face);
        }
        for item in decree30::listed(&paper.recipients) {
            let face = Face { size: RECIPIENTS_SIZE, ..PLAIN };
            xml::paragraph(out, &Look::of("Normal"), &format!("- {item}"), face);
        }
        out.push_str("</w:tc>");
        open_plain_cell(out, width - left, "top");
        let signature = &paper.signature;
        for (i, line) in signature.authority.iter().chain([&signature.post]).enumerate() {
            let look = Look { before: (i == 0).then_some(PARAGRAPH_GAP), ..Look::of("Center") };
            xml::paragraph(out, &look, &decree30::caps(line), bold(0.0));
        }
        let name = Look { before: Some(SIGNATURE_ROOM), ..Look::of("Center") };
        xml::paragraph(out, &name, &signature.name, bold(0.0));
        out.push_str("</w:tc></w:tr></w:tbl>");
        self.after_table = true;
    }

    fn annex(&mut self, paper: &Paper, annex: &Annex, index: usize) -> Result<(), Problem> {
        self.page = Page::of(annex.landscape);
        self.after_table = false;
        let label = decree30::annex_label(paper.lang, index, paper.annexes.len());
        self.line(Look { keep: true, ..Look::of("AnnexNumber") }, &label, PLAIN);
        self.line(Look { keep: true, ..Look::of("Subtitle") }, &decree30::annex_title(annex), PLAIN);
        if let Some(reference) = &annex.reference {
            let look = Look { keep: true, after: Some(PARAGRAPH_GAP), ..Look::of("Center") };
            self.line(look, reference, Face { italic: true, ..PLAIN });
        }
        annex.blocks.iter().try_for_each(|block| self.block(block, false))
    }
}

fn open_plain_table(out: &mut String, widths: &[f32]) {
    let columns: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{}\"/>", twips(*w))).collect();
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" \
         w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>",
        twips(widths.iter().sum())
    ));
}

fn open_plain_cell(out: &mut String, width: f32, align: &str) {
    let width = twips(width);
    out.push_str(&format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"{align}\"/></w:tcPr>"
    ));
}

fn title_block(out: &mut String, paper: &Paper) {
    let (head, fixed, block) = (decree30::head(paper), decree30::words(paper.lang), &paper.title_block);
    let center = Look::of("Center");
    open_plain_table(out, &[head.left, head.right]);
    out.push_str("<w:tr>");
    open_plain_cell(out, head.left, "top");
    if let Some(superior) = &block.superior {
        let face = Face { size: head.size, ..PLAIN };
        xml::paragraph(out, &center, &head.name(superior, false), face);
    }
    let issuer = head.name(&block.issuer, true);
    xml::paragraph(out, &center, &issuer, bold(head.size));
    xml::rule(out, head.left, decree30::short_rule(&issuer, head.size), 0.0);
    out.push_str("</w:tc>");
    open_plain_cell(out, head.right, "top");
    xml::paragraph(out, &center, fixed.nation, bold(head.size));
    xml::paragraph(out, &center, fixed.motto, bold(MOTTO_SIZE));
    xml::rule(out, head.right, text_width(fixed.motto, MOTTO_SIZE, true), 0.0);
    out.push_str("</w:tc></w:tr><w:tr>");
    let look = Look { before: Some(PARAGRAPH_GAP / 2.0), ..center };
    let about = decree30::about(paper);
    let stands = if about.is_some() { "top" } else { "bottom" };
    open_plain_cell(out, head.left, stands);
    xml::paragraph(out, &look, &decree30::number_line(paper), Face { size: NUMBER_SIZE, ..PLAIN });
    if let Some(about) = about {
        let look = Look { after: Some(BLOCK_GAP), ..Look::of("Center") };
        xml::paragraph(out, &look, &about, Face { size: ABOUT_SIZE, ..PLAIN });
    }
    out.push_str("</w:tc>");
    open_plain_cell(out, head.right, stands);
    let face = Face { italic: true, size: MOTTO_SIZE, bold: false };
    xml::paragraph(out, &look, &decree30::place_date(paper), face);
    out.push_str("</w:tc></w:tr></w:tbl>");
}

/// Properties of a section: paper, margins, its own page numbers, none of them on its first page.
fn section(page: Page, main: bool, paper: &Paper) -> String {
    let first = if main { parts::FIRST_HEADER } else { parts::BLANK_HEADER };
    let footer = |kind: &str| format!("<w:footerReference w:type=\"{kind}\" r:id=\"{}\"/>", parts::FOOTER);
    let footers = if paper.demo.is_some() { footer("default") + &footer("first") } else { String::new() };
    let orient = if page.landscape { " w:orient=\"landscape\"" } else { "" };
    let distance = twips(HEADER_DISTANCE);
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"{}\"/><w:headerReference w:type=\"first\" \
         r:id=\"{first}\"/>{footers}<w:type w:val=\"nextPage\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"{orient}/><w:pgMar \
         w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"{distance}\" w:footer=\"{distance}\" \
         w:gutter=\"0\"/><w:pgNumType w:start=\"1\"/><w:cols w:space=\"708\"/><w:titlePg/></w:sectPr>",
        parts::NUMBER_HEADER,
        twips(page.width),
        twips(page.height),
        twips(page.top),
        twips(page.right),
        twips(page.bottom),
        twips(page.left),
    )
}
