//! From bands to pages: what fits goes on this page, what belongs together stays together.
use std::collections::VecDeque;
use std::rc::Rc;

use krilla::Document;
use krilla::color::luma;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};

use super::super::Problem;
use super::super::decree30::{
    self, DEMO_SIZE, HEADER_DISTANCE, PAGE_NUMBER_SIZE, Page, SIGNING_INFO_SIZE, SINGLE, TABLE_RULE,
};
use super::fonts::Style;
use super::shape::{Shaper, Stretch, Text, font_of};
use super::tags::{At, Tags};

/// Ascent of the typeface and of its line with the gap, as shares of the size.
pub(super) const ASCENT: f32 = 1825.0 / 2048.0;

/// Words at a place; `y` is the baseline. Coordinates count from the top left of the band.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) stretch: Stretch,
    /// None for what repeats on pages and is not read out.
    pub(super) at: Option<At>,
}

/// A straight line between two points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) from: (f32, f32),
    pub(super) to: (f32, f32),
    pub(super) thick: f32,
}

/// Vertical table lines beside a band, drawn in one stroke over all bands of a page.
#[derive(Debug, Clone)]
pub(super) struct Walls {
    pub(super) edges: Rc<[f32]>,
    /// Whether the row ends here, with a line below.
    pub(super) closes: bool,
}

/// The head of a table, drawn again at the top of every further page.
#[derive(Debug)]
pub(super) struct TableHead {
    pub(super) height: f32,
    pub(super) pieces: Vec<Piece>,
    pub(super) rules: Vec<Rule>,
}

/// A strip over the whole text width that is never cut.
#[derive(Debug, Default)]
pub(super) struct Band {
    pub(super) height: f32,
    /// White below it, unless the page ends.
    pub(super) gap: f32,
    /// Must be on the same page as the next band.
    pub(super) keep: bool,
    pub(super) pieces: Vec<Piece>,
    pub(super) rules: Vec<Rule>,
    pub(super) walls: Option<Walls>,
    /// Head to repeat when this band opens a page.
    pub(super) head: Option<Rc<TableHead>>,
    /// Entry in the table of contents of the reader program.
    pub(super) entry: Option<String>,
}

#[derive(Debug)]
struct Walled {
    edges: Rc<[f32]>,
    top: f32,
    bottom: f32,
}

/// How many bands wait, so that a signature can still claim the last lines before it.
const TAIL: usize = 2;
/// What rounding may add to bands that fill a page exactly.
const SLACK: f32 = 0.01;

/// The file and what the tests ask about it.
pub(super) struct Finished {
    pub(super) bytes: Vec<u8>,
    pub(super) pages: usize,
    #[cfg(test)]
    pub(super) trace: Trace,
}

/// What was drawn, for the tests: a line for each line, a form feed before each page.
#[cfg(test)]
#[derive(Debug, Default)]
pub(super) struct Trace {
    /// In reading order.
    pub(super) read_out: String,
    /// Page numbers, marks and repeated table heads.
    pub(super) unread: String,
}

#[cfg(test)]
impl Trace {
    fn page(&mut self) {
        self.read_out.push('\u{c}');
        self.unread.push('\u{c}');
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        for (i, piece) in pieces.iter().enumerate() {
            let out = if piece.at.is_some() { &mut self.read_out } else { &mut self.unread };
            if i == 0 || pieces[i - 1].y != piece.y {
                out.push('\n');
            }
            out.push_str(&piece.stretch.text);
        }
    }
}

pub(super) struct Flow {
    document: Document,
    pub(super) tags: Tags,
    pub(super) page: Page,
    demo: Option<String>,
    signing_info: Option<String>,
    waiting: VecDeque<Band>,
    pieces: Vec<Piece>,
    rules: Vec<Rule>,
    walls: Vec<Walled>,
    /// Next free place from the top edge, and whether anything is on the page yet.
    y: f32,
    gap: f32,
    blank: bool,
    /// Number of this page in its section, from 1.
    number: u32,
    pages: usize,
    entries: Vec<(String, usize, f32)>,
    #[cfg(test)]
    trace: Trace,
}

impl Flow {
    pub(super) fn new(document: Document, demo: Option<String>, signing_info: Option<String>) -> Self {
        Self {
            document,
            tags: Tags::new(),
            page: Page::PORTRAIT,
            demo,
            signing_info,
            waiting: VecDeque::new(),
            pieces: Vec::new(),
            rules: Vec::new(),
            walls: Vec::new(),
            y: Page::PORTRAIT.top,
            gap: 0.0,
            blank: true,
            number: 1,
            pages: 0,
            entries: Vec::new(),
            #[cfg(test)]
            trace: Trace::default(),
        }
    }

    /// Adds a band after all others.
    pub(super) fn push(&mut self, band: Band, shaper: &mut Shaper) {
        self.waiting.push_back(band);
        while let Some(end) = self.waiting.iter().position(|b| !b.keep) {
            if self.waiting.len() < end + 1 + TAIL {
                return;
            }
            let group: Vec<Band> = self.waiting.drain(..=end).collect();
            self.place(group, shaper);
        }
    }

    /// Ties the last two bands to the next one.
    pub(super) fn bind_tail(&mut self) {
        for band in self.waiting.iter_mut().rev().take(TAIL) {
            band.keep = true;
        }
    }

    /// Ends the section: the next band begins a page `page`, numbered from 1.
    pub(super) fn section(&mut self, page: Page, shaper: &mut Shaper) {
        self.settle(shaper);
        if self.pages > 0 || !self.blank {
            self.finish_page(shaper);
        }
        self.page = page;
        self.y = page.top;
        self.number = 1;
    }

    /// Places everything that still waits.
    fn settle(&mut self, shaper: &mut Shaper) {
        while !self.waiting.is_empty() {
            let end = self.waiting.iter().position(|b| !b.keep).unwrap_or(self.waiting.len() - 1);
            let group: Vec<Band> = self.waiting.drain(..=end).collect();
            self.place(group, shaper);
        }
    }

    /// # Errors
    /// [`Problem::NoGlyph`] when a word cannot be drawn, [`Problem::Library`] when the PDF library
    /// refuses the document.
    pub(super) fn finish(mut self, shaper: &mut Shaper, lang: &str) -> Result<Finished, Problem> {
        self.settle(shaper);
        self.finish_page(shaper);
        // Before the library sees it: its own refusal would not name the letter.
        shaper.check()?;
        let mut outline = Outline::new();
        for (title, page, y) in self.entries {
            outline.push_child(OutlineNode::new(title, XyzDestination::new(page, Point::from_xy(0.0, y))));
        }
        self.document.set_outline(outline);
        self.document.set_tag_tree(self.tags.into_tree(lang));
        let bytes = self.document.finish().map_err(|e| Problem::Library(format!("{e:?}")))?;
        Ok(Finished {
            bytes,
            pages: self.pages,
            #[cfg(test)]
            trace: self.trace,
        })
    }

    fn bottom(&self) -> f32 {
        self.page.height - self.page.bottom
    }

    /// Puts bands that belong together on one page, if a page can hold them.
    fn place(&mut self, group: Vec<Band>, shaper: &mut Shaper) {
        let height = group_height(&group);
        let head = group[0].head.as_ref().map_or(0.0, |h| h.height);
        let fits_a_page = height + head <= self.page.text_height() + SLACK;
        if fits_a_page && !self.fits(height) {
            self.break_page(group[0].head.as_deref(), shaper);
        }
        for band in group {
            if !self.fits(band.height) && !self.blank {
                self.break_page(band.head.as_deref(), shaper);
            }
            self.put(band);
        }
    }

    fn fits(&self, height: f32) -> bool {
        self.y + self.gap + height <= self.bottom() + SLACK
    }

    fn break_page(&mut self, head: Option<&TableHead>, shaper: &mut Shaper) {
        self.finish_page(shaper);
        if let Some(head) = head {
            let unread = head.pieces.iter().map(|p| Piece { at: None, ..p.clone() }).collect();
            self.put(Band {
                height: head.height,
                pieces: unread,
                rules: head.rules.clone(),
                ..Band::default()
            });
            // A page that holds only a head still takes any row.
            self.blank = true;
        }
    }

    fn put(&mut self, band: Band) {
        let (left, top) = (self.page.left, self.y + self.gap);
        self.pieces.extend(band.pieces.into_iter().map(|p| Piece { x: p.x + left, y: p.y + top, ..p }));
        self.rules.extend(band.rules.into_iter().map(|r| moved(r, left, top)));
        if let Some(entry) = band.entry {
            self.entries.push((entry, self.pages, top));
        }
        self.y = top + band.height;
        self.gap = band.gap;
        self.blank = false;
        if let Some(walls) = band.walls {
            self.wall(&walls, top);
        }
    }

    fn wall(&mut self, walls: &Walls, top: f32) {
        let bottom = self.y;
        match self.walls.last_mut() {
            Some(w) if Rc::ptr_eq(&w.edges, &walls.edges) && (w.bottom - top).abs() < SLACK => {
                w.bottom = bottom;
            }
            _ => self.walls.push(Walled { edges: Rc::clone(&walls.edges), top, bottom }),
        }
        if walls.closes {
            let (first, last) = (walls.edges[0], walls.edges[walls.edges.len() - 1]);
            let line = Rule { from: (first, bottom), to: (last, bottom), thick: TABLE_RULE };
            self.rules.push(moved(line, self.page.left, 0.0));
        }
    }

    fn finish_page(&mut self, shaper: &mut Shaper) {
        for walled in std::mem::take(&mut self.walls) {
            let left = self.page.left;
            let (first, last) = (walled.edges[0], walled.edges[walled.edges.len() - 1]);
            let line = |from, to| moved(Rule { from, to, thick: TABLE_RULE }, left, 0.0);
            self.rules.extend(walled.edges.iter().map(|&x| line((x, walled.top), (x, walled.bottom))));
            self.rules.push(line((first, walled.top), (last, walled.top)));
            self.rules.push(line((first, walled.bottom), (last, walled.bottom)));
        }
        let furniture = self.furniture(shaper);
        self.draw(&shaper.fonts, &furniture);
        self.pages += 1;
        self.number += 1;
        self.y = self.page.top;
        self.gap = 0.0;
        self.blank = true;
    }

    /// Page number, signing information, mark of demonstration figures.
    fn furniture(&self, shaper: &mut Shaper) -> Vec<Piece> {
        let mut out = Vec::new();
        let page = self.page;
        let top = |size: f32, line: usize| HEADER_DISTANCE + ASCENT * size + line as f32 * SINGLE * size;
        let middle = page.left + page.text_width() / 2.0;
        if self.number > 1 {
            let y = top(PAGE_NUMBER_SIZE, 0);
            let number = self.number.to_string();
            out.extend(single(shaper, &number, Style::PLAIN, PAGE_NUMBER_SIZE, |w| middle - w / 2.0, y));
        } else if self.pages == 0 {
            for (i, line) in self.signing_info.iter().flat_map(|s| s.lines()).enumerate() {
                let (size, right) = (SIGNING_INFO_SIZE, page.width - page.right);
                out.extend(single(shaper, line, Style::PLAIN, size, |w| right - w, top(size, i)));
            }
        }
        if let Some(demo) = &self.demo {
            let y = page.height - HEADER_DISTANCE - (SINGLE - ASCENT) * DEMO_SIZE;
            out.extend(single(shaper, demo, Style::ITALIC, DEMO_SIZE, |w| middle - w / 2.0, y));
        }
        out
    }

    fn draw(&mut self, fonts: &super::fonts::Fonts, furniture: &[Piece]) {
        let (pieces, rules) = (std::mem::take(&mut self.pieces), std::mem::take(&mut self.rules));
        #[cfg(test)]
        {
            self.trace.page();
            self.trace.pieces(furniture);
            self.trace.pieces(&pieces);
        }
        let settings = PageSettings::from_wh(self.page.width, self.page.height).unwrap_or_default();
        let mut page = self.document.start_page_with(settings);
        let mut surface = page.surface();
        surface.set_fill(Some(black()));
        for together in pieces.chunk_by(|a, b| a.at == b.at) {
            match together[0].at {
                Some(at) => {
                    let drawn = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                    self.tags.words(at, drawn);
                }
                None => artifact(&mut surface, ArtifactType::PaginationOther),
            }
            together.iter().for_each(|piece| draw_piece(&mut surface, fonts, piece));
            surface.end_tagged();
        }
        if !furniture.is_empty() {
            artifact(&mut surface, ArtifactType::PaginationOther);
            furniture.iter().for_each(|piece| draw_piece(&mut surface, fonts, piece));
            surface.end_tagged();
        }
        draw_rules(&mut surface, &rules);
    }
}

/// Height of bands one below the other, without the white after the last.
fn group_height(group: &[Band]) -> f32 {
    let gaps: f32 = group.iter().rev().skip(1).map(|b| b.gap).sum();
    gaps + group.iter().map(|b| b.height).sum::<f32>()
}

fn moved(rule: Rule, x: f32, y: f32) -> Rule {
    let by = |(a, b): (f32, f32)| (a + x, b + y);
    Rule { from: by(rule.from), to: by(rule.to), ..rule }
}

/// One unread line whose left end depends on its width.
fn single(
    shaper: &mut Shaper,
    words: &str,
    style: Style,
    size: f32,
    left: impl Fn(f32) -> f32,
    y: f32,
) -> Vec<Piece> {
    let mut text = Text::default();
    shaper.add(&mut text, &decree30::clean(words), style);
    let mut x = left(text.width(size));
    let lines = text.lines(size, f32::MAX, f32::MAX);
    let stretches = lines.iter().flat_map(|line| text.stretches(line, size, 0.0));
    stretches
        .map(|stretch| {
            let at = x;
            x += stretch.width;
            Piece { x: at, y, size, stretch, at: None }
        })
        .collect()
}

fn black() -> Fill {
    Fill { paint: luma::Color::black().into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

fn artifact(surface: &mut Surface<'_>, kind: ArtifactType) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
}

fn draw_piece(surface: &mut Surface<'_>, fonts: &super::fonts::Fonts, piece: &Piece) {
    let (stretch, start) = (&piece.stretch, Point::from_xy(piece.x, piece.y));
    surface.draw_glyphs(start, &stretch.glyphs, font_of(fonts, stretch), &stretch.text, piece.size, false);
}

fn draw_rules(surface: &mut Surface<'_>, rules: &[Rule]) {
    if rules.is_empty() {
        return;
    }
    artifact(surface, ArtifactType::Layout);
    surface.set_fill(None);
    for same in rules.chunk_by(|a, b| a.thick == b.thick) {
        let mut path = PathBuilder::new();
        for rule in same {
            path.move_to(rule.from.0, rule.from.1);
            path.line_to(rule.to.0, rule.to.1);
        }
        surface.set_stroke(Some(Stroke {
            paint: luma::Color::black().into(),
            width: same[0].thick,
            ..Stroke::default()
        }));
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
    surface.set_stroke(None);
    surface.end_tagged();
}
