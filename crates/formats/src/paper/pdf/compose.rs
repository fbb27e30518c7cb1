//! The parts of a document as bands, in reading order.
use super::super::decree30::{
    self, ABOUT_SIZE, ADDRESS_SHARE, BLOCK_GAP, BODY_SIZE, BODY_SPACING, FIRST_LINE, MOTTO_SIZE, NUMBER_SIZE,
    PARAGRAPH_GAP, Page, RECIPIENTS_SHARE, RECIPIENTS_SIZE, RECIPIENTS_TITLE_SIZE, RULE, RULE_GAP,
    SIGNATURE_ROOM, SINGLE,
};
use super::super::measure::text_width;
use super::super::model::{Annex, Block, Level, Paper, Run};
use super::flow::{ASCENT, Band, Flow, Piece, Rule};
use super::fonts::Style;
use super::shape::{Shaper, Text};
use super::tags::{At, Role};

/// How the lines of a paragraph stand between its edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Set {
    #[default]
    Justify,
    Left,
    Center,
    Right,
}

/// A paragraph and its measures; indents count from the edges of the text.
pub(super) struct Para<'a> {
    pub(super) words: Vec<(&'a str, Style)>,
    pub(super) size: f32,
    pub(super) spacing: f32,
    pub(super) set: Set,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Further indent of the first line; negative for a hanging one.
    pub(super) first: f32,
    pub(super) gap: f32,
    pub(super) keep: bool,
    pub(super) role: Role,
    pub(super) entry: Option<String>,
}

impl Default for Para<'_> {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            size: BODY_SIZE,
            spacing: BODY_SPACING,
            set: Set::Justify,
            left: 0.0,
            right: 0.0,
            first: 0.0,
            gap: PARAGRAPH_GAP,
            keep: false,
            role: Role::Paragraph,
            entry: None,
        }
    }
}

/// Lines stacked in a column of a band.
struct Column {
    x: f32,
    width: f32,
    y: f32,
    set: Set,
}

/// Height of a line of single spacing.
pub(super) fn line_height(size: f32) -> f32 {
    size * SINGLE
}

pub(super) struct Composer {
    pub(super) flow: Flow,
    pub(super) shaper: Shaper,
    pub(super) scratch: Text,
}

impl Composer {
    pub(super) fn new(flow: Flow, shaper: Shaper) -> Self {
        Self { flow, shaper, scratch: Text::default() }
    }

    pub(super) fn paper(&mut self, paper: &Paper) {
        self.title_block(paper);
        self.subject(paper);
        self.addressees(paper);
        for basis in decree30::listed(&paper.legal_bases) {
            let words = vec![(basis.as_str(), Style::ITALIC)];
            self.para(Para { words, first: FIRST_LINE, ..Para::default() });
        }
        for block in decree30::closed(&paper.body).iter() {
            self.block(block);
        }
        self.signature(paper);
        for (index, annex) in paper.annexes.iter().enumerate() {
            self.annex(paper, annex, index);
        }
    }

    pub(super) fn band(&mut self, band: Band) {
        self.flow.push(band, &mut self.shaper);
    }

    /// Sets a paragraph line by line; neither its first nor its last line stands alone.
    pub(super) fn para(&mut self, para: Para<'_>) {
        let at = self.flow.tags.add(At::ROOT, para.role);
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        for (words, style) in &para.words {
            self.shaper.add(&mut text, &decree30::clean(words), *style);
        }
        let width = self.flow.page.text_width() - para.left - para.right;
        let lines = text.lines(para.size, width - para.first, width);
        let (count, mut entry) = (lines.len(), para.entry);
        for (i, line) in lines.iter().enumerate() {
            let indent = if i == 0 { para.first } else { 0.0 };
            let room = width - indent;
            let single = line.height(para.size);
            let height = single * para.spacing;
            let baseline = (height - single) / 2.0 + line.ascent(para.size);
            let extra = if para.set == Set::Justify { text.stretch(line, room) } else { 0.0 };
            let x = para.left + indent + shift(para.set, room, line.width);
            let mut pieces = Vec::new();
            put(&mut pieces, text.stretches(line, para.size, extra), x, baseline, para.size, Some(at));
            let (last, alone) = (i + 1 == count, count > 1 && (i == 0 || i + 2 == count));
            self.band(Band {
                height,
                gap: if last { para.gap } else { 0.0 },
                keep: para.keep || alone,
                pieces,
                entry: entry.take(),
                ..Band::default()
            });
        }
        self.scratch = text;
    }

    /// Stacks words in a column and returns how wide the widest line is.
    fn stack(&mut self, band: &mut Band, column: &mut Column, words: &str, style: Style, size: f32) -> f32 {
        let at = self.flow.tags.add(At::ROOT, Role::Paragraph);
        let mut text = Text::default();
        self.shaper.add(&mut text, &decree30::clean(words), style);
        let mut widest: f32 = 0.0;
        for line in text.lines(size, column.width, column.width) {
            let x = column.x + shift(column.set, column.width, line.width);
            let stretches = text.stretches(&line, size, 0.0);
            put(&mut band.pieces, stretches, x, column.y + line.ascent(size), size, Some(at));
            column.y += line.height(size);
            widest = widest.max(line.width);
        }
        widest
    }

    fn title_block(&mut self, paper: &Paper) {
        let (head, fixed, block) = (decree30::head(paper), decree30::words(paper.lang), &paper.title_block);
        let mut band = Band { gap: BLOCK_GAP, ..Band::default() };
        let mut left = Column { x: 0.0, width: head.left, y: 0.0, set: Set::Center };
        let mut right = Column { x: head.left, width: head.right, y: 0.0, set: Set::Center };
        if let Some(superior) = &block.superior {
            self.stack(&mut band, &mut left, &head.name(superior, false), Style::PLAIN, head.size);
        }
        let issuer = head.name(&block.issuer, true);
        self.stack(&mut band, &mut left, &issuer, Style::BOLD, head.size);
        underline(&mut band, &mut left, decree30::short_rule(&issuer, head.size));
        self.stack(&mut band, &mut right, fixed.nation, Style::BOLD, head.size);
        let motto = self.stack(&mut band, &mut right, fixed.motto, Style::BOLD, MOTTO_SIZE);
        underline(&mut band, &mut right, motto);
        let row = left.y.max(right.y) + PARAGRAPH_GAP / 2.0;
        // The two lines differ in size and share a baseline.
        left.y = row + ASCENT * (MOTTO_SIZE - NUMBER_SIZE);
        right.y = row;
        self.stack(&mut band, &mut left, &decree30::number_line(paper), Style::PLAIN, NUMBER_SIZE);
        if let Some(about) = decree30::about(paper) {
            self.stack(&mut band, &mut left, &about, Style::PLAIN, ABOUT_SIZE);
        }
        self.stack(&mut band, &mut right, &decree30::place_date(paper), Style::ITALIC, MOTTO_SIZE);
        band.height = left.y.max(right.y);
        self.band(band);
    }

    fn subject(&mut self, paper: &Paper) {
        if decree30::is_letter(paper) {
            return;
        }
        let kind = decree30::caps(&paper.kind);
        let (subject, whole) = (decree30::subject_lines(paper), format!("{kind} {}", paper.subject));
        self.para(Para {
            words: vec![(&kind, Style::BOLD)],
            set: Set::Center,
            spacing: 1.0,
            gap: 0.0,
            keep: true,
            role: Role::Heading(1, whole.clone()),
            entry: Some(whole),
            ..Para::default()
        });
        self.para(Para {
            words: vec![(&subject, Style::BOLD)],
            set: Set::Center,
            spacing: 1.0,
            gap: 0.0,
            keep: true,
            ..Para::default()
        });
        let width = self.flow.page.text_width();
        let rule = decree30::short_rule(&subject, BODY_SIZE);
        let mut band = Band { gap: BLOCK_GAP, keep: true, ..Band::default() };
        let mut column = Column { x: 0.0, width, y: 0.0, set: Set::Center };
        underline(&mut band, &mut column, rule);
        band.height = column.y;
        self.band(band);
    }

    fn addressees(&mut self, paper: &Paper) {
        let address = decree30::words(paper.lang).address;
        match paper.addressees.as_slice() {
            [] => {}
            [one] => {
                let words = format!("{address} {one}");
                let words = vec![(words.as_str(), Style::PLAIN)];
                self.para(Para { words, set: Set::Center, gap: BLOCK_GAP, ..Para::default() });
            }
            several => {
                let left = self.flow.page.text_width() * ADDRESS_SHARE;
                let words = vec![(address, Style::PLAIN)];
                self.para(Para { words, set: Set::Left, left, gap: 0.0, keep: true, ..Para::default() });
                let items = decree30::listed(several);
                let (dash, dash_width) = dash_under_colon(address, left);
                for (i, item) in items.iter().enumerate() {
                    let item = format!("- {item}");
                    let last = i + 1 == items.len();
                    self.para(Para {
                        words: vec![(&item, Style::PLAIN)],
                        set: Set::Left,
                        left: dash + dash_width,
                        first: -dash_width,
                        gap: if last { BLOCK_GAP } else { 0.0 },
                        keep: !last,
                        ..Para::default()
                    });
                }
            }
        }
    }

    fn block(&mut self, block: &Block) {
        if let Block::Table(table) = block {
            return self.table(table);
        }
        let runs = decree30::printed_runs(block);
        let words: Vec<(&str, Style)> = runs.iter().map(|r| (r.text.as_str(), style(r))).collect();
        let mut para = Para { words, first: FIRST_LINE, ..Para::default() };
        if let Block::Heading { level, .. } = block
            && level.is_title()
        {
            let title: String = runs.iter().map(|r| r.text.as_str()).collect();
            para.keep = true;
            para.entry = Some(title.clone());
            para.role = Role::Heading(if *level == Level::Part { 2 } else { 3 }, title);
        }
        self.para(para);
    }

    /// Recipients at the left, level with authority, post and name at the right.
    fn signature(&mut self, paper: &Paper) {
        self.flow.bind_tail();
        let (width, signature) = (self.flow.page.text_width(), &paper.signature);
        let split = width * RECIPIENTS_SHARE;
        let mut band = Band::default();
        let mut left = Column { x: 0.0, width: split, y: PARAGRAPH_GAP, set: Set::Left };
        let mut right = Column { x: split, width: width - split, y: PARAGRAPH_GAP, set: Set::Center };
        let mut rest = Vec::new();
        // Recipients are read first, as in the file for word processors: the left cell.
        let (whole, height) =
            (decree30::signature_is_whole(paper), self.signature_height(paper, width - split));
        if !paper.recipients.is_empty() {
            let title = decree30::words(paper.lang).recipients;
            self.stack(&mut band, &mut left, title, Style::BOLD_ITALIC, RECIPIENTS_TITLE_SIZE);
        }
        for item in decree30::listed(&paper.recipients) {
            let item = format!("- {item}");
            if whole || rest.is_empty() && left.y < height {
                self.stack(&mut band, &mut left, &item, Style::PLAIN, RECIPIENTS_SIZE);
            } else {
                rest.push(item);
            }
        }
        for line in signature.authority.iter().chain([&signature.post]) {
            self.stack(&mut band, &mut right, &decree30::caps(line), Style::BOLD, BODY_SIZE);
        }
        right.y += SIGNATURE_ROOM;
        self.stack(&mut band, &mut right, &signature.name, Style::BOLD, BODY_SIZE);
        band.height = left.y.max(right.y);
        self.band(band);
        self.recipients_below(rest, split);
    }

    /// Height of the right column: a list of recipients longer than a page goes on below it.
    fn signature_height(&self, paper: &Paper, width: f32) -> f32 {
        let lines = paper.signature.authority.iter().chain([&paper.signature.post]);
        let wrapped =
            lines.map(|l| (text_width(&decree30::caps(l), BODY_SIZE, true) / width).ceil().max(1.0));
        PARAGRAPH_GAP + (wrapped.sum::<f32>() + 1.0) * line_height(BODY_SIZE) + SIGNATURE_ROOM
    }

    fn recipients_below(&mut self, rest: Vec<String>, split: f32) {
        for item in rest {
            let words = vec![(item.as_str(), Style::PLAIN)];
            let right = self.flow.page.text_width() - split;
            let size = RECIPIENTS_SIZE;
            self.para(Para { words, size, spacing: 1.0, set: Set::Left, right, gap: 0.0, ..Para::default() });
        }
    }

    fn annex(&mut self, paper: &Paper, annex: &Annex, index: usize) {
        self.flow.section(Page::of(annex.landscape), &mut self.shaper);
        let label = decree30::annex_label(paper.lang, index, paper.annexes.len());
        let title = decree30::annex_title(annex);
        let whole = format!("{label}. {title}");
        let center = || Para { set: Set::Center, spacing: 1.0, gap: 0.0, keep: true, ..Para::default() };
        self.para(Para {
            words: vec![(&label, Style::BOLD)],
            role: Role::Heading(2, whole.clone()),
            entry: Some(whole),
            ..center()
        });
        self.para(Para { words: vec![(&title, Style::BOLD)], ..center() });
        if let Some(reference) = &annex.reference {
            self.para(Para { words: vec![(reference, Style::ITALIC)], ..center() });
        }
        self.band(Band { height: PARAGRAPH_GAP, keep: true, ..Band::default() });
        for block in &annex.blocks {
            self.block(block);
        }
    }
}

fn style(run: &Run) -> Style {
    Style { bold: run.bold, italic: run.italic }
}

/// Where the dashes under the colon of «Kính gửi:» stand, and how wide a dash is.
fn dash_under_colon(address: &str, left: f32) -> (f32, f32) {
    let before = text_width(address.trim_end_matches(':'), BODY_SIZE, false);
    (left + before, text_width("- ", BODY_SIZE, false))
}

pub(super) fn shift(set: Set, room: f32, width: f32) -> f32 {
    match set {
        Set::Justify | Set::Left => 0.0,
        Set::Center => (room - width) / 2.0,
        Set::Right => room - width,
    }
}

/// Lays stretches side by side from `x`.
pub(super) fn put(
    pieces: &mut Vec<Piece>,
    stretches: Vec<super::shape::Stretch>,
    mut x: f32,
    y: f32,
    size: f32,
    at: Option<At>,
) {
    for stretch in stretches {
        let width = stretch.width;
        pieces.push(Piece { x, y, size, stretch, at });
        x += width;
    }
}

/// A centred rule under the last line of a column.
fn underline(band: &mut Band, column: &mut Column, length: f32) {
    let y = column.y + RULE_GAP;
    let x = column.x + (column.width - length) / 2.0;
    band.rules.push(Rule { from: (x, y), to: (x + length, y), thick: RULE });
    column.y = y + RULE_GAP;
}
