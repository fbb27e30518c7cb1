//! From words to glyphs to lines.
//!
//! Letters of alphabets without context (Latin with the Vietnamese marks, Greek, Cyrillic,
//! digits, signs) are looked up one by one, unkerned, as word processors set Times New Roman:
//! lines then break as they do in the DOCX. Words with any other letter are shaped whole. Both
//! are asked of the shaper once and remembered: a table of a hundred thousand cells has a few
//! hundred different letters.
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use krilla::text::{Font, GlyphId};
use parley::{FontFamily, FontFamilyName, FontStyle, FontWeight, LayoutContext, StyleProperty};

use super::super::Problem;
use super::super::decree30::SINGLE;
use super::fonts::{FAMILIES, Fonts, Style};

/// What a line may do at a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    /// Break here, and stretch when justifying.
    Space,
    /// Break after this when the word alone is wider than the line: «-», «/», «.».
    Weak,
    /// Break after this: a dash, a zero-width space.
    After,
    /// The line ends here.
    Hard,
}

/// A glyph with its place in the text; lengths are in ems.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    id: u32,
    start: u32,
    end: u32,
    advance: f32,
    dx: f32,
    dy: f32,
    pub(super) face: u8,
    gap: Gap,
}

impl krilla::text::Glyph for Glyph {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.id)
    }
    fn text_range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }
    fn x_offset(&self, size: f32) -> f32 {
        self.dx * size
    }
    fn y_offset(&self, size: f32) -> f32 {
        self.dy * size
    }
    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }
    fn location(&self) -> Option<krilla::surface::Location> {
        None
    }
}

/// A paragraph or the content of a cell, shaped; reused as scratch space.
#[derive(Debug, Default)]
pub(super) struct Text {
    string: String,
    glyphs: Vec<Glyph>,
}

impl Text {
    pub(super) fn clear(&mut self) {
        self.string.clear();
        self.glyphs.clear();
    }

    /// Width of the whole text on one line.
    pub(super) fn width(&self, size: f32) -> f32 {
        self.glyphs.iter().map(|g| g.advance).sum::<f32>() * size
    }
}

/// One line of a [`Text`]: which glyphs, how wide without the space at its end.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    glyphs: Range<usize>,
    pub(super) width: f32,
    /// Ends the paragraph, so it is not justified.
    pub(super) last: bool,
    /// Holds Khmer, whose letters stand taller.
    tall: bool,
}

/// Ascent and height with the gap of a line, as shares of the size.
const LATIN: (f32, f32) = (1825.0 / 2048.0, SINGLE);
const KHMER: (f32, f32) = (1.069, 1.362);

impl Line {
    /// Distance from the top of a single-spaced line to its baseline.
    pub(super) fn ascent(&self, size: f32) -> f32 {
        size * if self.tall { KHMER.0 } else { LATIN.0 }
    }

    /// Height of a single-spaced line.
    pub(super) fn height(&self, size: f32) -> f32 {
        size * if self.tall { KHMER.1 } else { LATIN.1 }
    }
}

/// Part of a line in one face, ready to draw from its left end.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub(super) face: u8,
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) width: f32,
}

#[derive(Debug, Clone, Copy)]
enum Known {
    Not,
    Letter(Glyph),
    /// Takes more than one glyph, or a neighbour: shaped with its word.
    InWord,
}

/// Letters below this are remembered in a table, the others in the words they stand in.
const TABLE: usize = 0x2600;
/// Faces of the first family; those after them are Khmer.
const STYLES: usize = 4;
/// Size at which widths are asked, so that they come back in thousandths.
const ASKED_SIZE: f32 = 1000.0;

pub(super) struct Shaper {
    pub(super) fonts: Fonts,
    layout: LayoutContext<()>,
    letters: Vec<Known>,
    words: HashMap<(usize, String), Rc<[Glyph]>>,
    missing: Option<char>,
}

impl Shaper {
    pub(super) fn new(fonts: Fonts) -> Self {
        Self {
            fonts,
            layout: LayoutContext::new(),
            letters: vec![Known::Not; TABLE * STYLES],
            words: HashMap::new(),
            missing: None,
        }
    }

    /// # Errors
    /// [`Problem::NoGlyph`] when some text asked for a letter that no font has.
    pub(super) fn check(&self) -> Result<(), Problem> {
        self.missing.map_or(Ok(()), |letter| Err(Problem::NoGlyph(letter)))
    }

    /// Appends `words` in `style` to `text`.
    pub(super) fn add(&mut self, text: &mut Text, words: &str, style: Style) {
        for word in words.split_inclusive(|c| gap_of(c) != Gap::None) {
            if !word.chars().all(is_alone) || !self.add_letters(text, word, style) {
                self.add_word(text, word, style);
            }
        }
    }

    /// Appends letter by letter; undone when one of them needs its neighbours.
    fn add_letters(&mut self, text: &mut Text, word: &str, style: Style) -> bool {
        let (glyphs, bytes) = (text.glyphs.len(), text.string.len());
        for letter in word.chars() {
            let Some(glyph) = self.letter(letter, style) else {
                text.glyphs.truncate(glyphs);
                text.string.truncate(bytes);
                return false;
            };
            let start = text.string.len() as u32;
            text.string.push(drawn(letter));
            text.glyphs.push(Glyph { start, end: text.string.len() as u32, gap: gap_of(letter), ..glyph });
        }
        true
    }

    fn letter(&mut self, letter: char, style: Style) -> Option<Glyph> {
        let slot = style.face() * TABLE + letter as usize;
        if matches!(self.letters[slot], Known::Not) {
            let shaped = self.ask(drawn(letter).encode_utf8(&mut [0; 4]), style);
            self.letters[slot] = match shaped.as_slice() {
                [one] => Known::Letter(*one),
                _ => Known::InWord,
            };
        }
        match self.letters[slot] {
            Known::Letter(glyph) => Some(glyph),
            Known::Not | Known::InWord => None,
        }
    }

    fn add_word(&mut self, text: &mut Text, word: &str, style: Style) {
        let body = word.trim_end_matches(|c| gap_of(c) != Gap::None);
        let key = (style.face(), body.to_owned());
        let shaped = match self.words.get(&key) {
            Some(known) => Rc::clone(known),
            None => {
                let shaped: Rc<[Glyph]> = self.ask(body, style).into();
                self.words.insert(key, Rc::clone(&shaped));
                shaped
            }
        };
        let base = text.string.len() as u32;
        text.string.push_str(body);
        text.glyphs.extend(shaped.iter().map(|g| Glyph { start: base + g.start, end: base + g.end, ..*g }));
        for end in word[body.len()..].chars() {
            if is_alone(end) {
                self.add_letters(text, end.encode_utf8(&mut [0; 4]), style);
            } else if let Some(last) = text.glyphs.last_mut() {
                last.gap = gap_of(end);
            }
        }
    }

    fn ask(&mut self, word: &str, style: Style) -> Vec<Glyph> {
        let families = FAMILIES.map(FontFamilyName::named);
        let mut builder = self.layout.ranged_builder(&mut self.fonts.context, word, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(&families))));
        builder.push_default(StyleProperty::FontSize(ASKED_SIZE));
        if style.bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        if style.italic {
            builder.push_default(StyleProperty::FontStyle(FontStyle::Italic));
        }
        let mut layout = builder.build(word);
        layout.break_all_lines(None);
        let mut glyphs: Vec<Glyph> = Vec::new();
        for run in layout.lines().flat_map(|line| line.runs().collect::<Vec<_>>()) {
            let face = self.fonts.face_of(run.font().data.id()).unwrap_or_default();
            for cluster in run.visual_clusters() {
                let range = cluster.text_range();
                if cluster.is_ligature_continuation() {
                    if let Some(last) = glyphs.last_mut() {
                        last.end = range.end as u32;
                    }
                    continue;
                }
                for glyph in cluster.glyphs() {
                    if glyph.id == 0 && self.missing.is_none() {
                        self.missing = word[range.clone()].chars().next();
                    }
                    glyphs.push(Glyph {
                        id: glyph.id,
                        start: range.start as u32,
                        end: range.end as u32,
                        advance: glyph.advance / ASKED_SIZE,
                        dx: glyph.x / ASKED_SIZE,
                        dy: glyph.y / ASKED_SIZE,
                        face,
                        gap: Gap::None,
                    });
                }
            }
        }
        glyphs
    }
}

/// Whether the letter looks the same whatever stands beside it.
fn is_alone(letter: char) -> bool {
    matches!(letter as u32, 0x20..=0x2ff | 0x370..=0x52f | 0x1e00..=0x1fff | 0x2010..=0x2027 | 0x202f..=0x205f | 0x2070..=0x25ff)
        && letter != '\u{ad}'
        || letter == '\n'
}

fn gap_of(letter: char) -> Gap {
    match letter {
        ' ' => Gap::Space,
        '-' | '/' | '.' | '_' | '@' | ',' | ';' | ':' => Gap::Weak,
        '–' | '—' | '\u{200b}' => Gap::After,
        '\n' => Gap::Hard,
        _ => Gap::None,
    }
}

/// Line ends and fixed spaces have no glyph of their own.
fn drawn(letter: char) -> char {
    if matches!(letter, '\n' | '\u{a0}' | '\u{202f}') { ' ' } else { letter }
}

impl Text {
    /// Breaks the text into lines of `rest` points, the first of `first`.
    pub(super) fn lines(&self, size: f32, first: f32, rest: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = 0;
        loop {
            let room = if lines.is_empty() { first } else { rest } / size;
            let (end, forced) = self.line_end(start, room);
            let done = end >= self.glyphs.len();
            lines.push(self.line(start..end, size, done || forced));
            start = end;
            if done {
                return lines;
            }
        }
    }

    /// Where the line that begins at `start` ends, and whether the text ends it.
    fn line_end(&self, start: usize, room: f32) -> (usize, bool) {
        /// What rounding may add to words that fit exactly.
        const SLACK: f32 = 1e-3;
        let (mut width, mut soft, mut weak) = (0.0, None, None);
        for (i, glyph) in self.glyphs.iter().enumerate().skip(start) {
            width += glyph.advance;
            match glyph.gap {
                Gap::Hard => return (i + 1, true),
                // A space may hang over the edge.
                Gap::Space => {
                    soft = Some(i + 1);
                    continue;
                }
                _ => {}
            }
            if width > room + SLACK && i > start {
                let cut = soft.or(weak).unwrap_or_else(|| self.cluster_start(i, start));
                return (cut, false);
            }
            match glyph.gap {
                Gap::After => soft = Some(i + 1),
                Gap::Weak => weak = Some(i + 1),
                _ => {}
            }
        }
        (self.glyphs.len(), true)
    }

    /// Never cuts between glyphs of one letter.
    fn cluster_start(&self, at: usize, after: usize) -> usize {
        let cluster = self.glyphs[at].start;
        let first = (after + 1..=at).find(|&i| self.glyphs[i].start == cluster);
        first.unwrap_or(at)
    }

    fn line(&self, glyphs: Range<usize>, size: f32, last: bool) -> Line {
        let blank = |g: &&Glyph| matches!(g.gap, Gap::Space | Gap::Hard);
        let slice = &self.glyphs[glyphs.clone()];
        let trailing: f32 = slice.iter().rev().take_while(blank).map(|g| g.advance).sum();
        let all: f32 = slice.iter().map(|g| g.advance).sum();
        let tall = slice.iter().any(|g| usize::from(g.face) >= STYLES);
        Line { glyphs, width: (all - trailing) * size, last, tall }
    }

    /// How much each space of the line must grow to fill `width`.
    pub(super) fn stretch(&self, line: &Line, width: f32) -> f32 {
        let slice = &self.glyphs[line.glyphs.clone()];
        let end = slice.iter().rposition(|g| g.gap != Gap::Space).map_or(0, |i| i + 1);
        let spaces = slice[..end].iter().filter(|g| g.gap == Gap::Space).count();
        if line.last || spaces == 0 { 0.0 } else { ((width - line.width) / spaces as f32).max(0.0) }
    }

    /// The line as stretches of one face, spaces grown by `extra` points.
    pub(super) fn stretches(&self, line: &Line, size: f32, extra: f32) -> Vec<Stretch> {
        let slice = &self.glyphs[line.glyphs.clone()];
        slice
            .chunk_by(|a, b| a.face == b.face)
            .map(|chunk| {
                let (from, to) = (chunk[0].start, chunk.iter().map(|g| g.end).max().unwrap_or(chunk[0].end));
                let glyphs: Vec<Glyph> = chunk
                    .iter()
                    .map(|g| {
                        let grown = if g.gap == Gap::Space { extra / size } else { 0.0 };
                        Glyph { start: g.start - from, end: g.end - from, advance: g.advance + grown, ..*g }
                    })
                    .collect();
                Stretch {
                    face: chunk[0].face,
                    text: self.string[from as usize..to as usize].to_owned(),
                    width: glyphs.iter().map(|g| g.advance).sum::<f32>() * size,
                    glyphs,
                }
            })
            .collect()
    }
}

/// The font of a stretch, for drawing.
pub(super) fn font_of(fonts: &Fonts, stretch: &Stretch) -> Font {
    fonts.font(stretch.face)
}
